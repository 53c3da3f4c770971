"""A regulation is repealed once: the second repeal is refused when it is sent."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from foundation.bars import Barred
from foundation.gates import bars_to
from foundation.models import ActPage, WithdrawalPage
from foundation.roles import Role
from notices.models import RegulationChangePage, RegulationPage
from tests.factories.acts import Bureau, bureau, send_back, submit
from tests.factories.acts_on_acts import again, done, reviewed, sign
from tests.factories.regulations import SHORT, issued, repealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def repeal(office: Bureau, target: RegulationPage, on: date, title: str) -> RegulationChangePage:
    """Written, not yet sent."""
    page = RegulationChangePage(
        title=title, target=target, kind="repealed", effective_on=on, disclosure=ActPage.Disclosure.OPEN,
        owner=office[Role.EDITOR], live=False,
    )  # fmt: skip
    office.section.add_child(instance=page)
    page.save_revision(user=office[Role.EDITOR])
    return again(page)


@pytest.fixture
def two(office: Bureau) -> tuple[RegulationChangePage, RegulationChangePage]:
    target = issued(office)
    return repeal(office, target, date(2027, 1, 1), "废止甲"), repeal(office, target, date(2026, 12, 1), "废止乙")


def test_the_second_is_refused_while_the_first_waits(office: Bureau, two: tuple) -> None:
    first, second = two
    submit(first, office[Role.EDITOR])
    with pytest.raises(Barred, match="另一份废止（“废止甲”）正在审核、签发"):
        submit(second, office[Role.EDITOR])
    assert again(second).current_workflow_task_state is None


def test_whoever_sends_it_reads_why_and_where_the_first_is(office: Bureau, two: tuple) -> None:
    first, second = two
    submit(first, office[Role.EDITOR])
    client = Client()
    client.force_login(office[Role.EDITOR])
    edit = reverse("wagtailadmin_pages:edit", args=[second.pk])
    said = {
        "title": second.title, "slug": second.slug, "target": second.target_id, "kind": "repealed",
        "effective_on": "2026-12-01", "disclosure": "open", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0,
        "action-submit": "1",
    }  # fmt: skip
    html = client.post(edit, said, follow=True).content.decode()
    assert "正在审核、签发" in html
    assert reverse("wagtailadmin_pages:edit", args=[first.pk]) in html


def test_the_second_goes_when_the_first_was_returned_and_the_first_then_waits(office: Bureau, two: tuple) -> None:
    first, second = two
    send_back(submit(first, office[Role.EDITOR]), office[Role.REVIEWER])
    assert list(bars_to("submit", second)) == []
    submit(second, office[Role.EDITOR])
    assert [bar.says for bar in bars_to("submit", again(first)) if "废止乙" in bar.says]


def test_sent_at_one_moment_the_earlier_goes_on(office: Bureau, two: tuple, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both passed the gate before either was there."""
    first, second = two
    submit(first, office[Role.EDITOR])
    with monkeypatch.context() as unseen:
        unseen.setattr("notices.repeal_gates._sent_before", lambda *_: None)
        submit(second, office[Role.EDITOR])
    with pytest.raises(Barred, match="废止甲"):
        reviewed_step(office, second)
    reviewed_step(office, first)
    assert sign(office, first).live


def reviewed_step(office: Bureau, page: RegulationChangePage) -> None:
    state = again(page).current_workflow_task_state
    state.task.specific.on_action(state, office[Role.REVIEWER], "approve", secrecy_cleared=True)


def test_after_the_signature_an_earlier_day_makes_no_second_repeal(office: Bureau, two: tuple) -> None:
    first, second = two
    sign(office, reviewed(office, first))
    with pytest.raises(Barred, match="已由“废止甲”废止"):
        submit(second, office[Role.EDITOR])


def test_what_was_withdrawn_bars_no_new_repeal(office: Bureau, two: tuple) -> None:
    first, second = two
    done(office, WithdrawalPage, sign(office, reviewed(office, first)))
    submit(again(second), office[Role.EDITOR])


def test_a_repeal_of_another_regulation_is_not_asked_about(office: Bureau, two: tuple) -> None:
    submit(two[0], office[Role.EDITOR])
    other = issued(office, SHORT.replace("1号", "2号"))
    submit(repeal(office, other, date(2027, 1, 1), "废止丙"), office[Role.EDITOR])


def test_the_repeal_itself_may_be_corrected(office: Bureau) -> None:
    act = repealed(office, issued(office), date(2027, 7, 1))
    assert [bar.says for bar in bars_to("sign", again(act)) if "不能再办理" in bar.says] == []
