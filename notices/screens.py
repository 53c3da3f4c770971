"""The screens of this app: who opens them, who changes what."""

from foundation.office.screens import ACTS, CALENDAR, WATCHERS, Screen, add_screen
from foundation.roles import Role

WORK_WITH_DOCUMENTS = (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY)

DOCUMENTS = add_screen(
    Screen(
        "attachments_modeladmin_index",
        "附件",
        "doc-full",
        lambda: WORK_WITH_DOCUMENTS,
        (Role.EDITOR,),
        "上传附件，替换和删除自己上传而没有签发的",
    ),
    after=ACTS,
)
# Whom documents may be issued by is a setting of the whole site: the security administrator's, who has the settings
# (docs/decisions/0018). No section's editor may change under another section what its issuer is called.
AGENCIES = add_screen(
    Screen(
        "agencies_modeladmin_index",
        "机关名录",
        "group",
        lambda: (*WORK_WITH_DOCUMENTS, Role.SECURITY_ADMINISTRATOR, *WATCHERS),
        (Role.SECURITY_ADMINISTRATOR,),
        "登记和更正机关的名称、代字、隶属和存续",
    ),
    after=CALENDAR,
)
IMPORTING = add_screen(
    Screen(
        "regulation-import",
        "导入法规",
        "upload",
        lambda: (Role.EDITOR,),
        (Role.EDITOR,),
        "导入文件、核对条文、确认成页面",
    )
)
