"""The one source of who may be what. Roles are held for a section, administrators' for the site. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
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

SITE_ROLES = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Incompatibility:
    """Two roles one person may not hold together, and why. `anywhere`: not even for different sections."""

    first: Role
    second: Role
    why: str
    anywhere: bool = False

    def joins(self, one: Role, other: Role) -> bool:
        return {one, other} == {self.first, self.second}


def _incompatibilities() -> tuple[Incompatibility, ...]:
    rows = [
        Incompatibility(Role.EDITOR, Role.SIGNATORY, "起草的人不能签发"),
        Incompatibility(Role.OFFICER, Role.PANELLIST, "受理的人不能参加复议"),
        Incompatibility(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, "管账号的人不能管权限", True),
        Incompatibility(Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, "管账号的人不能管日志", True),
        Incompatibility(Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, "管权限的人不能管日志", True),
    ]
    # An administrator opens doors for others and goes through none: no official role beside theirs.
    rows += [
        Incompatibility(admin, role, "管理员不承担业务职责", True)
        for admin in sorted(SITE_ROLES)
        for role in Role
        if role not in SITE_ROLES
    ]
    # Who watches changes nothing.
    rows += [
        Incompatibility(Role.SUPERVISOR, role, "监督的人不承担被监督的职责", True)
        for role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.OFFICER, Role.PANELLIST)
    ]
    return tuple(rows)


INCOMPATIBLE = _incompatibilities()


@dataclass(frozen=True, slots=True)
class Held:
    """A role as it is held: for the branch of the tree whose path this is; empty for the whole site.

    `deputy_for` is the key of whom a deputy stands for, empty for a role of one's own.
    """

    role: Role
    path: str = ""
    deputy_for: int | None = None

    def covers(self, path: str) -> bool:
        return path.startswith(self.path)

    def meets(self, other: "Held") -> bool:
        """Whether the two branches have anything in common."""
        return self.path.startswith(other.path) or other.path.startswith(self.path)


def clashes(wanted: Held, held: Iterable[Held]) -> list[Incompatibility]:
    """Which rules forbid adding this role to those already held."""
    return [
        rule
        for have in held
        for rule in INCOMPATIBLE
        if rule.joins(wanted.role, have.role) and (rule.anywhere or wanted.meets(have))
    ]
