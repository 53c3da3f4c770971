"""The screens of the archive, for the menu and for the page of who may do what."""

from foundation.office.screens import ACTS, Screen, add_screen
from foundation.roles import Role
from search.archive.sight import READERS

ARCHIVE = add_screen(Screen("archive", "内部档案", "folder-inverse", lambda: READERS), after=ACTS)
# Who searched: for who watches, never for those who search beside them.
RECORD = add_screen(Screen("who-searched", "档案检索记录", "history", lambda: (Role.SUPERVISOR,)), after=ARCHIVE)
