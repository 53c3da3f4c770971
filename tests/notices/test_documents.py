"""What search is told of regulations and calls: the text that holds, how it stands, and when that turns."""

from datetime import date, timedelta
from typing import Any

import pytest

from foundation.clock import today
from foundation.models import OutboxMessage
from notices.documents import call, regulation, turning_regulations
from notices.provision_parts import parts_of
from notices.provision_sets import reading_of
from search.documents import SearchDocument, State
from search.together import Maker, made
from tests.factories.acts import Bureau, bureau
from tests.factories.acts_on_acts import again
from tests.factories.calls import call as a_call
from tests.factories.regulations import SHORT, amended, imported, issued, repealed, seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def told(make: Maker, page: Any) -> SearchDocument:
    return next(made(make, [page]))


def test_a_regulation_is_found_by_each_of_its_provisions(office: Bureau) -> None:
    document = told(regulation, issued(office))
    assert (document.number, document.state, document.issuers) == (
        "示科规〔2026〕1号",
        State.IN_FORCE,
        ("示例市科学技术局",),
    )
    assert {(part.reference, part.anchor) for part in document.parts} >= {
        ("第一条", "art-1"), ("第三条第（四）项", "art-3-4"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["kunming-bases-2020", "kunming-measures-2019", "yunnan-joint-platforms-2022", "chongqing-bases-draft"]
)
def test_stored_rows_give_the_pieces_the_reader_gives(office: Bureau, name: str) -> None:
    page = imported(office, seed(name))
    read = reading_of(page.provision_set)
    tops = [read.preamble, *(article for _, article in read.articles), *read.tree, read.closing]
    wanted = {(part.anchor, part.text) for part in parts_of(top for top in tops if top is not None)}
    assert {(part.anchor, part.text) for part in told(regulation, again(page)).parts} == wanted


def test_the_text_that_holds_today_is_the_one_found(office: Bureau) -> None:
    page = issued(office)
    text = SHORT.replace("5个工作日", "7个工作日").replace("1号", "9号")
    amended(office, page, text, effective_on=date(2026, 9, 1))
    assert any("7个工作日" in part.text for part in told(regulation, again(page)).parts)


def test_a_repealed_one_says_so(office: Bureau) -> None:
    page = issued(office)
    repealed(office, page, date(2026, 10, 1))
    assert told(regulation, again(page)).state is State.REPEALED


def test_the_day_it_turns_is_known(office: Bureau) -> None:
    page = issued(office)
    assert turning_regulations(date(2031, 3, 1)) == [page.pk]
    assert turning_regulations(date(2031, 2, 28)) == []


def test_a_change_has_its_regulation_looked_at_again(office: Bureau) -> None:
    page = issued(office)
    OutboxMessage.objects.filter(topic="index").delete()
    repealed(office, page, today() + timedelta(days=30))
    assert {"kind": "regulation", "page": page.pk} in OutboxMessage.objects.filter(topic="index").values_list(
        "payload", flat=True
    )


def test_a_call_is_looked_at_again_when_it_closes(office: Bureau) -> None:
    page = a_call(office)
    assert told(call, again(page)).state is State.OPEN
    due = OutboxMessage.objects.filter(topic="index", payload__page=page.pk).values_list("due_at", flat=True)
    assert page.instants.closing.stands in set(due)
