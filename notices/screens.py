"""The screens of this app, for the menu and for the page of who may do what."""

from foundation.office.screens import Screen, add_screen
from foundation.roles import Role

IMPORTING = Screen(
    "regulation-import", "导入法规", "upload", lambda: (Role.EDITOR,), (Role.EDITOR,), "导入文件、核对条文、确认成页面"
)
add_screen(IMPORTING)
