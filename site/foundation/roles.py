"""The roles of the people who work here. A role is held for a section; administrators hold theirs for the site."""

from enum import StrEnum


class Role(StrEnum):
    EDITOR = "editor"
    REVIEWER = "reviewer"
    SIGNATORY = "signatory"
    OFFICER = "officer"
    PANELLIST = "panellist"
    SUPERVISOR = "supervisor"
    ARCHIVIST = "archivist"
    SYSTEM_ADMINISTRATOR = "sysadmin"
    SECURITY_ADMINISTRATOR = "secadmin"
    AUDIT_ADMINISTRATOR = "auditor"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Role.EDITOR: "编辑",
    Role.REVIEWER: "审核",
    Role.SIGNATORY: "签发",
    Role.OFFICER: "受理",
    Role.PANELLIST: "复议专家",
    Role.SUPERVISOR: "监督",
    Role.ARCHIVIST: "档案",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SECURITY_ADMINISTRATOR: "安全管理员",
    Role.AUDIT_ADMINISTRATOR: "审计管理员",
}
