"""The page of who may do what says what the code decides, and leaves nothing out."""

from dataclasses import replace
from html import escape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from foundation import gates, process
from foundation.checks import every_process_is_sound
from foundation.drawing import sentences
from foundation.models import ReviewTask, SignTask
from foundation.office.kinds import registered
from foundation.office.who_may import lines
from foundation.process import Guard, Process
from foundation.roles import INCOMPATIBLE, Role
from tests.factories.acts import Bureau, approve, bureau, draft, submit
from tests.factories.people import staff
from tests.processes.models import LOAN
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


def test_every_gate_is_there_by_its_label(client: Client) -> None:
    html = page(client)
    for one in (gate for registered_gates in gates.registered().values() for gate in registered_gates):
        assert escape(one.label) in html
        assert one.ask.__name__ not in html


@pytest.mark.parametrize("label", ["", "  "])
def test_a_gate_without_a_label_is_refused_where_it_is_registered(label: str) -> None:
    with pytest.raises(ValueError, match="has no label"):
        gates.gate("submit", label=label)
    with pytest.raises(TypeError, match="label"):
        gates.gate("submit")  # type: ignore[call-arg]


@pytest.mark.parametrize("guard", [Guard(" ", lambda case, data: ()), lambda case, data: ()])
def test_a_guard_without_a_label_is_a_fault_at_start_up(guard: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lend = replace(LOAN.move("lend"), unless=(guard,))
    faulty = replace(LOAN, moves=tuple(lend if move.code == "lend" else move for move in LOAN.moves))
    monkeypatch.setattr(process, "_processes", {"loan": faulty})
    assert "档案借阅的“借出”：有一道检查没有写明名称。" in [error.msg for error in every_process_is_sound(None)]


def test_every_kind_of_office_act_is_there(client: Client) -> None:
    html = page(client)
    for kind in registered():
        assert f"提出{kind.label}" in html
        assert who(f"提出{kind.label}") == set(kind.proposed_by)
        assert who(f"决定{kind.label}") == set(kind.decided_by)


@pytest.fixture
def loan(monkeypatch: pytest.MonkeyPatch) -> Process:
    """The example process, registered as an app's own would be."""
    monkeypatch.setattr(process, "_processes", dict(process._processes))
    return process.register(LOAN)


def test_every_move_of_every_process_is_there_with_its_basis_and_guards(client: Client, loan: Process) -> None:
    html = page(client)
    for expected in (
        "不予借阅（待批 → 不予借阅）",
        "受理、档案",
        "文件未规定，由本机关决定（借阅补正）",
        "以前借的都已归还",
    ):
        assert escape(expected) in html
    for one in process.registered():
        for move in one.moves:
            assert escape(move.label) in html
            for guard in move.unless:
                assert escape(guard.label) in html


def test_every_process_is_drawn_on_the_page_and_told_in_sentences(client: Client, loan: Process) -> None:
    html = page(client)
    for one in process.registered():
        assert f'src="{reverse("process-drawing", args=[one.code])}"' in html
        for sentence in sentences(one):
            assert escape(sentence) in html


def test_a_drawing_is_a_file_of_its_own_that_the_policy_lets_a_browser_show(client: Client, loan: Process) -> None:
    client.force_login(staff(), "django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("process-drawing", args=["loan"]))
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "img-src 'self'" in response["Content-Security-Policy"]
    drawn = ElementTree.fromstring(response.content)
    assert drawn.tag.endswith("svg")
    assert not [one for one in drawn.iter() if one.tag.endswith(("script", "style")) or one.get("style")]


def test_there_is_no_drawing_of_what_is_not_registered(client: Client) -> None:
    client.force_login(staff(), "django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("process-drawing", args=["loan"])).status_code == 404


def test_a_drawing_is_for_staff_alone(client: Client, loan: Process) -> None:
    assert client.get(reverse("process-drawing", args=["loan"])).status_code == 302


def test_a_role_with_no_part_in_a_process_is_not_shown_its_drawing(client: Client, loan: Process) -> None:
    address = reverse("process-drawing", args=["loan"])
    assert address in page(client, role="officer")
    assert address not in page(client, role="panellist")


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
