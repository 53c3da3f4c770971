"""A regulation from a file to the public page, by the acts of the house."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from foundation.bars import Barred
from foundation.models import PublishedAct
from foundation.roles import Role
from notices.models import Provision, ProvisionSet
from notices.validity import State, standing_on, version_on
from tests.factories.acts import Bureau, approve, bureau, step, submit
from tests.factories.acts_on_acts import again, reviewed, sign
from tests.factories.regulations import SHORT, amended, imported, issued, repealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def test_what_was_read_becomes_the_page(office: Bureau) -> None:
    page = imported(office)
    assert (page.title, page.document_number, page.issuers) == (
        "示例市科技项目管理办法", "示科规〔2026〕1号", "示例市科学技术局",
    )  # fmt: skip
    assert (page.issued_on, page.effective_on, page.expires_on) == (
        date(2026, 1, 20), date(2026, 3, 1), date(2031, 2, 28),
    )  # fmt: skip
    assert not page.live
    cited = Provision.objects.get(of=page.provision_set, address="art-3-4")
    assert cited.reference == "第三条第（四）项"


def test_a_published_regulation_answers_at_its_address(office: Bureau, client: Any) -> None:
    page = issued(office)
    answer = client.get(page.url)
    assert answer.status_code == 200
    assert 'id="art-3-4"' in answer.content.decode()


def test_it_gets_an_index_number_that_counts_up(office: Bureau) -> None:
    first, second = issued(office), issued(office, SHORT.replace("1号", "2号"))
    numbers = [PublishedAct.objects.get(page=page).index_number for page in (first, second)]
    assert numbers[0].endswith("-00001")
    assert numbers[1].endswith("-00002")


def test_rows_changed_between_review_and_signature_bar_the_signature(office: Bureau) -> None:
    page = imported(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    Provision.objects.filter(of=page.provision_set, address="art-2").update(text="改过的条文。")
    with pytest.raises(Barred, match="条文的内容"):
        approve(step(page), office[Role.SIGNATORY])


@pytest.mark.parametrize("act", ["update", "delete", "insert"])
def test_the_database_keeps_published_provisions(office: Bureau, act: str) -> None:
    rows = Provision.objects.filter(of=issued(office).provision_set)
    with pytest.raises(IntegrityError), transaction.atomic():
        if act == "update":
            rows.update(text="改过的条文。")
        elif act == "delete":
            rows.filter(address="art-2").delete()
        else:
            Provision.objects.create(
                of_id=rows[0].of_id, order=999, depth=3, kind="article", address="art-99", first_line=1, last_line=1
            )


def test_a_published_set_itself_stays(office: Bureau) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvisionSet.objects.filter(pk=issued(office).provision_set_id).update(raw_text="别的原文")


def test_a_number_is_taken_once(office: Bureau) -> None:
    issued(office)
    with pytest.raises(Barred, match="已经用于"):
        imported(office)


def test_an_amendment_holds_from_its_day(office: Bureau) -> None:
    page = issued(office)
    text = SHORT.replace("5个工作日", "7个工作日").replace("1号", "9号")
    act = amended(office, page, text, effective_on=date(2026, 9, 1))
    life = again(page).life
    assert version_on(date(2026, 8, 31), life).act == page.pk
    assert version_on(date(2026, 9, 1), life).act == act.pk
    assert standing_on(date(2026, 8, 31), life).state is State.IN_FORCE
    assert standing_on(date(2026, 9, 1), life).state is State.AMENDED


def test_a_repeal_ends_it_from_its_day(office: Bureau) -> None:
    page = issued(office)
    repealed(office, page, date(2026, 10, 1))
    life = again(page).life
    assert standing_on(date(2026, 9, 30), life).state is State.IN_FORCE
    assert standing_on(date(2026, 10, 1), life).state is State.REPEALED


def test_a_draft_is_adopted_with_number_and_dates(office: Bureau) -> None:
    text = SHORT.replace("示科规〔2026〕1号\n", "（征求意见稿）\n").replace("2026年1月20日\n", "")
    page = issued(office, text, is_draft=True, effective_on=None, expires_on=None)
    assert again(page).standing.state is State.DRAFT
    act = sign(office, reviewed(office, _adopted(office, page)))
    life = again(page).life
    assert standing_on(date(2026, 1, 19), life).state is State.DRAFT
    assert standing_on(date(2026, 2, 28), life).state is State.NOT_YET
    assert standing_on(date(2026, 3, 1), life).state is State.IN_FORCE
    assert version_on(date(2026, 3, 1), life).document_number == act.document_number == "示科规〔2026〕1号"


def _adopted(office: Bureau, page: Any) -> Any:
    from notices.models import Purpose
    from tests.factories.regulations import changed_by

    return changed_by(office, page, SHORT, purpose=Purpose.ADOPT)
