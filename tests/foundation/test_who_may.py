"""The page of who may do what says what the code decides, and leaves nothing out."""

from html import escape

import pytest
from django.test import Client
from django.urls import reverse

from foundation import process
from foundation.bases import HouseDecision
from foundation.models import ReviewTask, SignTask
from foundation.office.kinds import registered
from foundation.office.who_may import lines
from foundation.process import Actor, Kind, Move, Process, State
from foundation.roles import INCOMPATIBLE, Role
from tests.factories.acts import Bureau, approve, bureau, draft, submit
from tests.factories.people import staff
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def who(what: str) -> set[Role]:
    return next(set(line.roles) for line in lines() if line.what == what)


def page(client: Client, **asked: str) -> str:
    client.force_login(staff(), "django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("who-may"), asked).content.decode()


def test_every_task_and_its_gates_are_there(client: Client) -> None:
    html = page(client)
    for task in (ReviewTask, SignTask):
        assert who(str(task._meta.verbose_name)) == {task.role}
        assert task.get_description() in html
    assert "disclosure is chosen and open" in html


def test_every_kind_of_office_act_is_there(client: Client) -> None:
    html = page(client)
    for kind in registered():
        assert f"提出{kind.label}" in html
        assert who(f"提出{kind.label}") == set(kind.proposed_by)
        assert who(f"决定{kind.label}") == set(kind.decided_by)


def test_every_move_of_every_process_is_there_with_its_basis(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_too_late(case: object, data: object) -> tuple[()]:
        return ()

    lamp = Process(
        "lamp",
        "点灯",
        states=(State("off", "灭", Kind.OPEN), State("on", "亮", Kind.ENDED)),
        moves=(
            Move("light", "点亮", "off -> on", (Role.OFFICER, Actor.CLOCK), HouseDecision("点灯"), (not_too_late,)),
        ),
    )
    monkeypatch.setattr(process, "_processes", {**process._processes, "lamp": lamp})
    html = page(client)
    for expected in ("点亮（灭 → 亮）", "受理、期限届满", "文件未规定，由本机关决定（点灯）", "not too late"):
        assert escape(expected) in html
    for one in process.registered():
        for move in one.moves:
            assert escape(move.label) in html


def test_every_incompatibility_is_there_with_its_reason(client: Client) -> None:
    html = page(client)
    for rule in INCOMPATIBLE:
        assert rule.why in html


def test_what_the_page_says_of_drafts_is_what_the_code_does() -> None:
    assert who("新建草稿") == who("修改草稿") == who("送审") == {Role.EDITOR}
    assert who("删除从未发布的草稿") == {Role.EDITOR}
    for what in ("不经签发直接发布", "取消发布", "移动", "设置谁能查看"):
        assert who(what) == set()


@pytest.mark.parametrize("role", Role)
def test_it_agrees_with_a_real_draft(role: Role) -> None:
    office: Bureau = bureau()
    tester = draft(office).permissions_for_user(office[role])
    for what, question in (
        ("修改草稿", "can_edit"),
        ("送审", "can_submit_for_moderation"),
        ("删除从未发布的草稿", "can_delete"),
        ("不经签发直接发布", "can_publish"),
    ):
        assert getattr(tester, question)() is (role in who(what)), what


def test_it_agrees_with_a_real_review() -> None:
    office = bureau()
    state = submit(draft(office), office[Role.EDITOR])
    (reviewer,) = who("审核")
    approve(state, office[reviewer])


def test_one_role_can_be_asked_for(client: Client) -> None:
    html = page(client, role="panellist").partition("<table")[2]
    assert "不能由一个人兼任" in html
    assert "受理的人不能参加复议" in html
    assert "起草的人不能签发" not in html
    assert "提出授予职责" not in html
    assert page(client, role="king").count("office-table__group") == page(client).count("office-table__group")


def test_the_page_asks_the_database_for_nothing_of_its_own() -> None:
    assert queries_of(lines) == []
