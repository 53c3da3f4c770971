"""Mail to those who must act: who gets which, once; nothing of a person or a page in a subject."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from foundation.bars import Barred
from foundation.clock import now
from foundation.granting import revoke
from foundation.mail import wagtails_own
from foundation.mail.sending import letters, send
from foundation.models import OfficeAct, OutboxMessage, RoleHolding, User
from foundation.office.deciding import decide, take_back
from foundation.office.grants import propose_grant, propose_revocation
from foundation.outbox import deliver_due
from foundation.roles import Role
from tests.factories.acts import Bureau, approve, bureau, draft, person, published, send_back, submit
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory, superuser

pytestmark = pytest.mark.django_db
TITLE = "关于王小明同志的公告"


@pytest.fixture
def office() -> Bureau:
    return bureau()


def sent() -> list[EmailMessage]:
    """What goes out until nothing is left."""
    before = len(mail.outbox)
    while deliver_due():
        pass
    return mail.outbox[before:]


def settle() -> None:
    """Who is to be written to is settled; the letters wait."""
    while not OutboxMessage.objects.filter(topic="mail").exists():
        assert deliver_due(limit=1)


def to(messages: list[EmailMessage]) -> list[str]:
    return sorted(address for message in messages for address in message.to)


def test_a_submitted_page_is_told_to_the_reviewers_of_its_section(office: Bureau) -> None:
    other = person(Role.REVIEWER, SectionPageFactory(parent=office.site.home))
    submit(draft(office, title=TITLE), office[Role.EDITOR])
    (message,) = sent()
    assert message.to == [office[Role.REVIEWER].email]
    assert other.email not in message.to
    assert message.subject == "有一项内容等您审核"
    assert TITLE in message.body
    assert f"/admin/acts/{TaskState.objects.get().pk}/" in message.body


def test_nothing_is_sent_before_the_worker_comes(office: Bureau) -> None:
    submit(draft(office), office[Role.EDITOR])
    assert mail.outbox == []


def test_a_reviewed_page_is_told_to_the_signatories(office: Bureau) -> None:
    state = submit(draft(office), office[Role.EDITOR])
    sent()
    approve(state, office[Role.REVIEWER])
    (message,) = sent()
    assert (message.to, message.subject) == ([office[Role.SIGNATORY].email], "有一项内容等您签发")


def test_who_had_a_hand_in_it_is_not_asked_to_judge_it(office: Bureau) -> None:
    both = person(Role.REVIEWER, office.section)
    page = draft(office)
    page.save_revision(user=both)
    submit(page, office[Role.EDITOR])
    assert both.email not in to(sent())


def test_a_returned_page_is_told_to_its_sender(office: Bureau) -> None:
    send_back(submit(draft(office, title=TITLE), office[Role.EDITOR]), office[Role.REVIEWER], "王小明的电话不对。")
    (message,) = sent()
    assert (message.to, message.subject) == ([office[Role.EDITOR].email], "您送审的一项内容被退回")
    assert TITLE in message.body
    assert "电话不对" not in message.body


def test_a_published_page_is_told_to_its_sender(office: Bureau) -> None:
    page = published(office, title=TITLE)
    (message,) = sent()
    assert (message.to, message.subject) == ([office[Role.EDITOR].email], "您送审的一项内容已签发")
    assert page.full_url in message.body


# --- office acts -----------------------------------------------------------------------------------------------------


def proposal(office: Bureau) -> OfficeAct:
    return propose_grant(
        UserFactory(last_name="王小明"),
        Role.EDITOR,
        office.section,
        reason="任职",
        by=office[Role.SECURITY_ADMINISTRATOR],
    )


def test_a_proposed_office_act_is_told_to_those_who_may_decide_it(office: Bureau) -> None:
    second = person(Role.SYSTEM_ADMINISTRATOR, office.section)
    act = proposal(office)
    told = sent()
    assert to(told) == sorted([office[Role.SYSTEM_ADMINISTRATOR].email, second.email])
    for message in told:
        assert message.subject == "有一件内部事项等您决定"
        assert reverse("office-act", args=[act.pk]) in message.body
        assert "授予职责" in message.body
        assert "王小明" not in message.body


def test_whom_an_office_act_concerns_is_not_asked_to_decide_it(office: Bureau) -> None:
    second = person(Role.SYSTEM_ADMINISTRATOR, office.section)
    holding = RoleHolding.objects.get(user=second)
    propose_revocation(holding, reason="离任", by=office[Role.SECURITY_ADMINISTRATOR])
    assert to(sent()) == [office[Role.SYSTEM_ADMINISTRATOR].email]


@pytest.mark.parametrize(("agreed", "words"), [(True, "授予职责：已同意"), (False, "授予职责：未同意")])
def test_a_decided_office_act_is_told_to_its_proposer(agreed: bool, words: str, office: Bureau) -> None:
    act = proposal(office)
    sent()
    decide(act, agreed, office[Role.SYSTEM_ADMINISTRATOR], "证明材料不齐。")
    (message,) = sent()
    assert message.to == [office[Role.SECURITY_ADMINISTRATOR].email]
    assert message.subject == "您提出的一件内部事项已有决定"
    assert words in message.body
    assert "证明材料" not in message.body


@pytest.mark.parametrize("how", ["decided", "taken back"])
def test_what_no_longer_waits_for_a_decision_is_no_longer_told(how: str, office: Bureau) -> None:
    act = proposal(office)
    settle()
    if how == "decided":
        decide(act, True, office[Role.SYSTEM_ADMINISTRATOR])
    else:
        take_back(act, office[Role.SECURITY_ADMINISTRATOR])
    assert office[Role.SYSTEM_ADMINISTRATOR].email not in to(sent())


def test_who_may_no_longer_decide_gets_no_letter(office: Bureau) -> None:
    proposal(office)
    settle()
    revoke(RoleHolding.objects.get(user=office[Role.SYSTEM_ADMINISTRATOR]), by=None)
    assert sent() == []


def test_an_office_act_that_is_refused_at_once_is_told_to_nobody(office: Bureau) -> None:
    with pytest.raises(Barred):
        propose_grant(UserFactory(), Role.EDITOR, office.section, reason="", by=office[Role.SECURITY_ADMINISTRATOR])
    assert sent() == []


# --- whatever it is about --------------------------------------------------------------------------------------------


def test_a_step_someone_was_quicker_with_is_no_longer_told(office: Bureau) -> None:
    second = person(Role.REVIEWER, office.section)
    state = submit(draft(office), office[Role.EDITOR])
    settle()
    approve(state, office[Role.REVIEWER])
    assert second.email not in to(sent())


def test_who_lost_the_role_meanwhile_gets_no_letter(office: Bureau) -> None:
    submit(draft(office), office[Role.EDITOR])
    settle()
    revoke(RoleHolding.objects.get(user=office[Role.REVIEWER]), by=office[Role.SECURITY_ADMINISTRATOR])
    assert sent() == []


def test_who_was_disabled_meanwhile_gets_no_letter(office: Bureau) -> None:
    send_back(submit(draft(office), office[Role.EDITOR]), office[Role.REVIEWER])
    User.objects.filter(pk=office[Role.EDITOR].pk).update(is_active=False)
    assert office[Role.EDITOR].email not in to(sent())


def test_who_has_no_address_holds_nobody_up(office: Bureau) -> None:
    User.objects.filter(pk=office[Role.REVIEWER].pk).update(email="")
    second = person(Role.REVIEWER, office.section)
    submit(draft(office), office[Role.EDITOR])
    assert to(sent()) == [second.email]


def test_delivered_again_nobody_gets_a_second_letter(office: Bureau) -> None:
    person(Role.REVIEWER, office.section)
    submit(draft(office), office[Role.EDITOR])
    assert len(sent()) == 2
    OutboxMessage.objects.filter(topic="step_waiting").update(done_at=None, due_at=now())
    assert sent() == []


def test_one_address_that_fails_costs_no_other_reader_a_letter_or_a_second_one(
    office: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = person(Role.REVIEWER, office.section)
    ordinary = EmailMessage.send

    def refusing(self: EmailMessage, *args: Any, **kwargs: Any) -> Any:
        if self.to == [bad.email]:
            raise OSError(f"{bad.email} rejected")
        return ordinary(self, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", refusing)
    submit(draft(office), office[Role.EDITOR])
    assert to(sent()) == [office[Role.REVIEWER].email]
    OutboxMessage.objects.filter(done_at=None).update(due_at=now())
    assert sent() == []
    failed = OutboxMessage.objects.get(done_at=None)
    assert failed.attempts == 2
    assert bad.email not in failed.last_error


def test_sent_again_after_a_kill_it_bears_the_same_name(office: Bureau) -> None:
    """Between the mail server's yes and our note of it no program can stand; a mail system knows the letter again."""
    submit(draft(office), office[Role.EDITOR])
    (first,) = sent()
    send(**OutboxMessage.objects.get(topic="mail").payload)
    assert mail.outbox[-1].extra_headers["Message-ID"] == first.extra_headers["Message-ID"]


def test_no_subject_and_no_payload_holds_a_name_or_a_title(office: Bureau) -> None:
    published(office, title=TITLE)
    send_back(submit(draft(office, title=TITLE), office[Role.EDITOR]), office[Role.REVIEWER])
    decide(proposal(office), True, office[Role.SYSTEM_ADMINISTRATOR])
    told = sent()
    assert {message.subject for message in told} <= {one.subject for one in letters()}
    words = " ".join([message.subject for message in told] + [str(row.payload) for row in OutboxMessage.objects.all()])
    names = [TITLE, *(str(user) for user in User.objects.all()), *(user.email for user in User.objects.all())]
    # 审核 and 签发 are words of a subject and, here, family names as well.
    assert [name for name in names if name in words and name not in ("审核", "签发")] == []


def test_wagtails_own_mail_is_silent(office: Bureau) -> None:
    superuser()
    published(office)
    send_back(submit(draft(office), office[Role.EDITOR]), office[Role.REVIEWER])
    assert mail.outbox == []
    assert "boss@example.invalid" not in to(sent())


@pytest.mark.parametrize(
    ("signal", "sender"),
    [(task_submitted, TaskState), (workflow_submitted, WorkflowState), (workflow_rejected, WorkflowState),
     (workflow_approved, WorkflowState)],
)  # fmt: skip
def test_no_notifier_of_wagtails_is_connected(signal: Any, sender: Any) -> None:
    receivers = [one for kind in signal._live_receivers(sender) for one in kind]
    assert [type(one).__name__ for one in receivers if type(one).__name__.endswith("Notifier")] == []
    assert wagtails_own.silent in receivers
