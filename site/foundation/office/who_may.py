"""Who may do what, asked of the code that decides it. Nothing is written here that is decided elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from foundation import gates, process
from foundation.acts.permissions import ActPermissionTester
from foundation.granting import PAGE_PERMISSIONS
from foundation.models.act_page import ActPage
from foundation.models.tasks import RoleTask
from foundation.models.user import User
from foundation.office import kinds
from foundation.office.screens import SCREENS
from foundation.roles import Held, Role
from foundation.standing import CACHE, Standing

PAGES, OFFICE, SCREEN = "公告等公开内容", "内部事项", "管理页面"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that may be done: of what, by whom, and on what conditions."""

    group: str
    what: str
    who: tuple[str, ...]
    roles: tuple[Role, ...] = ()
    rests_on: str = ""
    checks: tuple[str, ...] = ()


def lines() -> list[Line]:
    return [*_editing(), *_judging(), *_office_acts(), *_processes(), *_screens()]


def _editing() -> Iterator[Line]:
    """What the permission tester of act pages answers for each role on a draft of its section."""
    questions = (
        ("修改草稿", "can_edit"),
        ("送审", "can_submit_for_moderation"),
        ("删除从未发布的草稿", "can_delete"),
        ("不经签发直接发布", "can_publish"),
        ("取消发布", "can_unpublish"),
        ("定时发布、取消定时", "can_unschedule"),
        ("设置谁能查看", "can_set_view_restrictions"),
        ("移动", "can_move"),
        ("复制", "can_copy"),
        ("加锁、解锁", "can_lock"),
    )
    adders = tuple(role for role in Role if "add_page" in PAGE_PERMISSIONS.get(role, ()))
    yield _line(PAGES, "新建草稿", adders)
    for what, question in questions:
        checks = _gates("submit") if question == "can_submit_for_moderation" else ()
        yield _line(PAGES, what, tuple(role for role in Role if getattr(_Draft(role), question)()), checks=checks)


class _Draft(ActPermissionTester):
    """The tester itself, asked about a draft nobody has written by someone who holds one role."""

    def __init__(self, role: Role) -> None:
        user = User(is_active=True)
        user.__dict__[CACHE] = Standing((Held(role),))
        self.user = user
        self.page: Any = SimpleNamespace(
            path="0001",
            pk=None,
            owner_id=None,
            live=False,
            first_published_at=None,
            current_workflow_task=None,
            current_workflow_state=None,
            workflow_in_progress=False,
            has_workflow=True,
            locked_by_id=None,
            get_lock=lambda: None,
            specific_class=ActPage,
        )
        self.page_is_root = False
        codenames = PAGE_PERMISSIONS.get(role, ())
        self.permissions = {codename.rsplit("_", maxsplit=1)[0] for codename in codenames}


def _judging() -> Iterator[Line]:
    for task in sorted(_concrete(RoleTask), key=lambda task: list(Role).index(task.role)):
        yield _line(
            PAGES,
            str(task._meta.verbose_name),
            (task.role,),
            rests_on=str(task.get_description()),
            checks=_gates(task.act),
        )


def _concrete(base: type[RoleTask]) -> Iterator[type[RoleTask]]:
    for one in base.__subclasses__():
        if not one._meta.abstract:
            yield one
        yield from _concrete(one)


def _office_acts() -> Iterator[Line]:
    for kind in kinds.registered():
        checks = _gates(f"office.{kind.code}")
        yield _line(OFFICE, f"提出{kind.label}", kind.proposed_by)
        yield _line(OFFICE, f"决定{kind.label}", kind.decided_by, rests_on="不能是提出人和所涉的人。", checks=checks)


def _processes() -> Iterator[Line]:
    for one in process.registered():
        for move in one.moves:
            states = "、".join(one.state(code).label for code in move.sources)
            yield Line(
                one.label,
                f"{move.label}（{states} → {one.state(move.target).label}）",
                tuple(actor.label for actor in move.actors),
                tuple(actor for actor in move.actors if isinstance(actor, Role)),
                move.basis.cite() if move.basis else "",
                tuple(guard.label for guard in move.unless),
            )


def _screens() -> Iterator[Line]:
    for screen in SCREENS:
        yield _line(SCREEN, f"查看“{screen.label}”", tuple(Role) if screen.reads is None else screen.reads())
        if screen.changes:
            yield _line(SCREEN, f"在“{screen.label}”{screen.does}", screen.changes)


def _line(group: str, what: str, roles: Iterable[Role], *, rests_on: str = "", checks: tuple[str, ...] = ()) -> Line:
    held = tuple(dict.fromkeys(roles))
    who = tuple(role.label for role in held) or ("没有人",)
    return Line(group, what, ("所有工作人员",) if set(held) == set(Role) else who, held, rests_on, checks)


def _gates(act: str) -> tuple[str, ...]:
    return tuple(gate.label for gate in gates.registered().get(act, ()))
