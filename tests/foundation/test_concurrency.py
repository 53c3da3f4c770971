"""Two at the same moment, and one killed in the midst: one act, no gap, nothing half done. SQLite and PostgreSQL alike."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foundation.several import Place, copy, laid

SCENE = """
from foundation.roles import Role
from tests.factories.acts import approve, bureau, draft, person, step, submit
from foundation.cases import open_case
from foundation.office.grants import propose_grant
from tests.factories.people import UserFactory
from tests.processes.models import Loan
office = bureau()
signatories = [office[Role.SIGNATORY], person(Role.SIGNATORY, office.section)]
page = draft(office, title="两人同时签发")
approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
loan = open_case(Loan(section=office.section))
granting = propose_grant(UserFactory(), Role.REVIEWER, office.section, reason="任职文件",
    by=office[Role.SECURITY_ADMINISTRATOR])
deciders = [office[Role.SYSTEM_ADMINISTRATOR], person(Role.SYSTEM_ADMINISTRATOR, office.section)]
print(json.dumps({"page": page.pk, "state": step(page).pk, "signatories": [one.pk for one in signatories],
    "granting": granting.pk, "deciders": [one.pk for one in deciders], "loan": loan.pk,
    "officer": office[Role.OFFICER].pk, "archivist": office[Role.ARCHIVIST].pk}))
"""

SIGN = """
from wagtail.models import TaskState
from foundation.bars import Barred
from foundation.models import User
import foundation.acts.publishing as publishing
user, state = User.objects.get(pk={user}), TaskState.objects.get(pk={state})
state.task, state.revision, state.workflow_state
{how}
try:
    state.task.specific.on_action(state, user, "approve")
    print(json.dumps("done"))
except Barred as refusal:
    print(json.dumps(str(refusal)))
"""

PICTURE = """
from collections import Counter
from wagtail.models import TaskState, WorkflowState
from foundation import ledger
from foundation.models import *
from notices.models import AnnouncementPage
page = AnnouncementPage.objects.get(pk={page})
print(json.dumps({{
    "live": page.live, "step": TaskState.objects.get(pk={state}).status,
    "workflow": WorkflowState.objects.get().status,
    "acts": list(LedgerEntry.objects.filter(subject="page:{page}").values_list("act", flat=True)),
    "published": PublishedAct.objects.count(), "permits": Permit.objects.count(),
    "signed": Approval.objects.filter(role="signatory").count(),
    "told": OutboxMessage.objects.filter(topic="published").count(), "fault": str(ledger.verify() or ""),
}}))
"""

BEFORE = {
    "live": False, "step": "in_progress", "workflow": "in_progress", "acts": ["page.review"], "published": 0,
    "permits": 0, "signed": 0, "told": 0, "fault": "",
}  # fmt: skip
AFTER = {
    "live": True, "step": "approved", "workflow": "approved", "acts": ["page.review", "page.sign", "page.published"],
    "published": 1, "permits": 0, "signed": 1, "told": 1, "fault": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def scene(migrated: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with laid(migrated, tmp_path_factory.mktemp("laid"), SCENE) as place:
        yield place


@pytest.fixture
def place(scene: Place, tmp_path: Path) -> Iterator[Place]:
    with copy(scene, tmp_path / "data") as other:
        yield other


PRESSING = 'hold(publishing, "publish_revision")\ngo()\n'
DYING = """
publish = publishing.publish_revision
def publish_and_die(*args, **kwargs):
    publish(*args, **kwargs)
    {die}
publishing.publish_revision = publish_and_die
"""


def sign(place: Place, who: int, how: str = "") -> str:
    user, state = place.scene["signatories"][who], place.scene["state"]
    return SIGN.replace("{user}", str(user)).replace("{state}", str(state)).replace("{how}", how)


def picture(place: Place) -> object:
    return place.run(PICTURE.format(**place.scene))


def test_two_signatories_at_the_same_moment_make_one_act(place: Place) -> None:
    answers = place.meanwhile(sign(place, 0, PRESSING), sign(place, 1, PRESSING))
    assert answers == ("done", "这一步已经办过了。请刷新页面查看结果。")
    assert picture(place) == AFTER


def test_one_signatory_in_two_windows_makes_one_act(place: Place) -> None:
    answers = place.meanwhile(sign(place, 0, PRESSING), sign(place, 0, PRESSING))
    assert answers == ("done", "这一步已经办过了。请刷新页面查看结果。")
    assert picture(place) == AFTER


@pytest.mark.parametrize("how", ["os.kill(os.getpid(), signal.SIGKILL)", "os._exit(9)"])
def test_killed_between_publishing_and_commit_nothing_is_half_done(place: Place, how: str) -> None:
    child = place.start(sign(place, 0, DYING.replace("{die}", how)))
    child.communicate()
    assert child.returncode in (-signal.SIGKILL, 9)
    assert picture(place) == BEFORE
    assert place.run(sign(place, 1)) == "done"
    assert picture(place) == AFTER


def test_ledger_appends_at_the_same_moment_leave_no_gap(place: Place) -> None:
    append = """
from django.db import transaction
from foundation import ledger
for i in range(40):
    go()
    with transaction.atomic():
        ledger.append("test.act", actor=None, subject=f"process:{os.getpid()}", detail={"i": i})
print(json.dumps(os.getpid()))
"""
    before = place.run("from foundation.models import LedgerEntry; print(LedgerEntry.objects.count())")
    assert len(set(place.at_once([append] * 3, rounds=40))) == 3
    seqs, fault, writers = place.run(
        "from foundation import ledger; from foundation.models import LedgerEntry\n"
        "rows = LedgerEntry.objects.order_by('seq')\n"
        "print(json.dumps([list(rows.values_list('seq', flat=True)), str(ledger.verify() or ''), "
        "list(rows.filter(act='test.act').values_list('subject', flat=True))]))"
    )
    assert seqs == list(range(1, before + 121))
    assert fault == ""
    # Each round has one of each, or they did not run at the same time and this test would hold nothing.
    assert [len(set(writers[at : at + 3])) for at in range(0, 120, 3)] == [3] * 40


def test_an_anchor_set_among_appends_fits_the_chain(place: Place) -> None:
    append = """
from django.db import transaction
from foundation import ledger
go()
for i in range(40):
    with transaction.atomic():
        ledger.append("test.act", actor=None, subject="x")
print("0")
"""
    anchor = "from foundation import ledger\ngo()\nfor i in range(20): ledger.anchor('每日摘要')\nprint('0')\n"
    place.at_once([append, anchor])
    assert place.run("from foundation import ledger; print(json.dumps(str(ledger.verify() or '')))") == ""


def test_two_move_one_case_at_the_same_moment_and_it_moves_once(place: Place) -> None:
    lend = """
from foundation.bars import Barred
from foundation.cases import perform
from foundation.models import User
from tests.processes.models import Loan
user, loan = User.objects.get(pk={user}), Loan.objects.get(pk={loan})
import foundation.cases as cases
hold(cases, "_record")
go()
try:
    perform(loan, "lend", user)
    print(json.dumps("done"))
except Barred as refusal:
    print(json.dumps(str(refusal)))
"""
    loan = str(place.scene["loan"])
    scripts = [
        lend.replace("{loan}", loan).replace("{user}", str(place.scene[who])) for who in ("officer", "archivist")
    ]
    assert place.meanwhile(*scripts) == ("done", "现在是“已借出”，不能借出。")
    moves = place.run("from foundation.models import Transition; print(Transition.objects.count())")
    assert moves == 1


DECIDE = """
from foundation.bars import Barred
from foundation.models import OfficeAct, User
import foundation.office.deciding as deciding
act, user = OfficeAct.objects.get(pk={act}), User.objects.get(pk={user})
hold(deciding, "_tell")
go()
try:
    deciding.decide(act, {approve}, user, "意见")
    print(json.dumps("done"))
except Barred as refusal:
    print(json.dumps(str(refusal)))
"""


@pytest.mark.parametrize(("second_approves", "who"), [(True, 1), (False, 1), (True, 0)])
def test_two_decide_one_office_act_at_the_same_moment_and_it_is_decided_once(
    second_approves: bool, who: int, place: Place
) -> None:
    def decide(approve: bool, who: int) -> str:
        return DECIDE.format(act=place.scene["granting"], approve=approve, user=place.scene["deciders"][who])

    first, second = place.meanwhile(decide(True, 0), decide(second_approves, who))
    assert first == "done"
    assert second == "这件事已经办过了，现在是“已办”。请刷新页面查看结果。"
    rows = place.run(
        "from foundation.models import LedgerEntry, OfficeAct, RoleHolding\n"
        "act = OfficeAct.objects.get()\n"
        "acts = LedgerEntry.objects.filter(subject=f'office_act:{act.pk}').values_list('act', flat=True)\n"
        "held = RoleHolding.objects.filter(user_id=act.payload['user']).count()\n"
        "print(json.dumps([act.decided_by_id, list(acts), held]))"
    )
    assert rows == [place.scene["deciders"][0], ["office.proposed", "office.done"], 1]
