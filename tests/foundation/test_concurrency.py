"""Two at the same moment, and one killed in the midst: one act, no gap, nothing half done. SQLite and PostgreSQL alike."""

import signal
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.foundation.several import Place, copy, laid

SCENE = """
from foundation.roles import Role
from tests.factories.acts import approve, bureau, draft, person, step, submit
from foundation.cases import open_case
from tests.processes.models import Loan
office = bureau()
signatories = [office[Role.SIGNATORY], person(Role.SIGNATORY, office.section)]
page = draft(office, title="两人同时签发")
approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
loan = open_case(Loan(section=office.section))
print(json.dumps({"page": page.pk, "state": step(page).pk, "signatories": [one.pk for one in signatories],
    "loan": loan.pk, "officer": office[Role.OFFICER].pk, "archivist": office[Role.ARCHIVIST].pk}))
"""

SIGN = """
from wagtail.models import TaskState
from foundation.bars import Barred
from foundation.models import User
import foundation.acts.publishing as publishing
user, state = User.objects.get(pk={user}), TaskState.objects.get(pk={state})
state.task, state.revision, state.workflow_state
publish = publishing.publish_revision
def slowly(*args, **kwargs):
    publish(*args, **kwargs)
    time.sleep(0.7)
    {then}
publishing.publish_revision = slowly
#GO#
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
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with laid(tmp_path_factory.mktemp("laid"), SCENE) as place:
        yield place


@pytest.fixture
def place(scene: Place, tmp_path: Path) -> Iterator[Place]:
    with copy(scene, tmp_path / "data") as other:
        yield other


def sign(place: Place, who: int, then: str = "") -> str:
    user, state = place.scene["signatories"][who], place.scene["state"]
    return SIGN.replace("{user}", str(user)).replace("{state}", str(state)).replace("{then}", then or "pass")


def picture(place: Place) -> object:
    return place.run(PICTURE.format(**place.scene))


def test_two_signatories_at_the_same_moment_make_one_act(place: Place) -> None:
    answers = place.at_once([sign(place, 0), sign(place, 1)])
    assert sorted(answers) == ["done", "这一步已经办过了。请刷新页面查看结果。"]
    assert picture(place) == AFTER


def test_one_signatory_in_two_windows_makes_one_act(place: Place) -> None:
    answers = place.at_once([sign(place, 0), sign(place, 0)])
    assert sorted(answers) == ["done", "这一步已经办过了。请刷新页面查看结果。"]
    assert picture(place) == AFTER


@pytest.mark.parametrize("how", ["os.kill(os.getpid(), signal.SIGKILL)", "os._exit(9)"])
def test_killed_between_publishing_and_commit_nothing_is_half_done(place: Place, how: str) -> None:
    child = place.start(sign(place, 0, then=how))
    child.communicate(timeout=60)
    assert child.returncode in (-signal.SIGKILL, 9)
    assert picture(place) == BEFORE
    assert place.run(sign(place, 1)) == "done"
    assert picture(place) == AFTER


def test_ledger_appends_at_the_same_moment_leave_no_gap(place: Place) -> None:
    append = """
from django.db import transaction
from foundation import ledger
#GO#
for i in range(40):
    with transaction.atomic():
        ledger.append("test.act", actor=None, subject=f"process:{os.getpid()}", detail={"i": i})
    time.sleep(0.005)
print(json.dumps(os.getpid()))
"""
    before = place.run("from foundation.models import LedgerEntry; print(LedgerEntry.objects.count())")
    assert len(set(place.at_once([append] * 3))) == 3
    seqs, fault, writers = place.run(
        "from foundation import ledger; from foundation.models import LedgerEntry\n"
        "rows = LedgerEntry.objects.order_by('seq')\n"
        "print(json.dumps([list(rows.values_list('seq', flat=True)), str(ledger.verify() or ''), "
        "list(rows.filter(act='test.act').values_list('subject', flat=True))]))"
    )
    assert seqs == list(range(1, before + 121))
    assert fault == ""
    # They did run at the same time, or this test would hold nothing.
    assert sum(one != other for one, other in pairwise(writers)) > 2


def test_an_anchor_set_among_appends_fits_the_chain(place: Place) -> None:
    append = """
from django.db import transaction
from foundation import ledger
#GO#
for i in range(40):
    with transaction.atomic():
        ledger.append("test.act", actor=None, subject="x")
print("0")
"""
    anchor = "from foundation import ledger\n#GO#\nfor i in range(20): ledger.anchor('每日摘要')\nprint('0')\n"
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
record = cases._record
def slowly(*args):
    time.sleep(0.5)
    return record(*args)
cases._record = slowly
#GO#
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
    assert sorted(place.at_once(scripts)) == ["done", "现在是“已借出”，不能借出。"]
    moves = place.run("from foundation.models import Transition; print(Transition.objects.count())")
    assert moves == 1
