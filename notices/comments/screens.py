"""The screen of comments, for the menu and for the page of who may do what."""

from foundation.office.screens import Screen, add_screen
from foundation.roles import Role
from notices.comments.access import READERS

COMMENTS = Screen(
    "comments",
    "征求意见",
    "comment",
    lambda: READERS,
    (Role.EDITOR,),
    "处理意见，查看、应本人要求删除姓名和联系方式（写明理由，记入存证账）",
)
add_screen(COMMENTS)
