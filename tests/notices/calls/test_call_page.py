"""A published call: its state to the second, its ruler, its materials, its contacts and what it rests on."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from foundation.models import WithdrawalPage
from notices import documents
from notices.calls.states import CallState
from notices.models import CallBasis, CallMaterial, CallTerm
from search.together import made
from tests.factories.acts import Bureau, bureau, fresh
from tests.factories.acts_on_acts import done
from tests.factories.calls import at, call, call_draft, extended
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    with time_machine.travel(at("2026-11-02 09:00")):
        return bureau()


@pytest.fixture
def published(office: Bureau):
    with time_machine.travel(at("2026-11-02 10:00")):
        return call(
            office,
            opens_on=date(2026, 11, 9),
            opens_hour=time(9),
            closes_on=date(2026, 11, 20),
            closes_hour=time(17, 30),
        )


@pytest.mark.parametrize(
    ("moment", "state", "word"),
    [
        ("2026-11-09 08:59:59", CallState.UPCOMING, "未开始"),
        ("2026-11-09 09:00:00", CallState.OPEN, "申报中"),
        ("2026-11-20 17:29:59", CallState.OPEN, "申报中"),
        ("2026-11-20 17:30:00", CallState.CLOSED, "已截止"),
        ("2026-11-20 17:30:01", CallState.CLOSED, "已截止"),
    ],
)
def test_the_state_changes_to_the_second(moment: str, state: CallState, word: str, published, client: Client) -> None:
    with time_machine.travel(at(moment), tick=False):
        assert fresh(published).state is state
        assert f">{word}</span>" in client.get(published.url).content.decode()


def test_without_an_hour_it_closes_at_24_00(office: Bureau, client: Client) -> None:
    with time_machine.travel(at("2026-11-02 10:00")):
        page = call(office, closes_on=date(2026, 11, 20))
    with time_machine.travel(at("2026-11-20 23:59:59"), tick=False):
        assert fresh(page).state is CallState.OPEN
        assert "2026年11月20日（周五） 24:00 截止" in client.get(page.url).content.decode()
    with time_machine.travel(at("2026-11-21 00:00:00"), tick=False):
        assert fresh(page).state is CallState.CLOSED
        assert "已于 2026年11月20日（周五） 24:00 截止" in client.get(page.url).content.decode()


def test_an_extended_call_says_both_instants(office: Bureau, published, client: Client) -> None:
    with time_machine.travel(at("2026-11-18 10:00")):
        extended(office, published, date(2026, 11, 27), time(17, 30))
    for moment, state in (
        ("2026-11-20 17:29:59", CallState.OPEN),
        ("2026-11-20 17:30:00", CallState.EXTENDED),
        ("2026-11-27 17:29:59", CallState.EXTENDED),
        ("2026-11-27 17:30:00", CallState.CLOSED),
    ):
        with time_machine.travel(at(moment), tick=False):
            assert fresh(published).state is state, moment
            html = client.get(published.url).content.decode()
            assert "2026年11月27日（周五） 17:30" in html
            assert "原定2026年11月20日（周五） 17:30" in html


def test_a_withdrawn_call_takes_no_applications(office: Bureau, published, client: Client) -> None:
    with time_machine.travel(at("2026-11-10 10:00")):
        done(office, WithdrawalPage, published)
        assert fresh(published).state is CallState.WITHDRAWN
        html = client.get(published.url).content.decode()
    assert "不再受理申报" in html
    assert "前往申报" not in html


def test_an_open_ended_call_names_the_next_batch_and_says_when_there_is_none(office: Bureau, client: Client) -> None:
    batches = [("第一批", date(2026, 11, 20), None), ("第二批", date(2026, 12, 18), time(17, 30))]
    with time_machine.travel(at("2026-11-02 10:00")):
        page = call(office, open_ended=True, batches=batches)
        assert "第一批截止：2026年11月20日（周五） 24:00" in client.get(page.url).content.decode()
    with time_machine.travel(at("2026-11-21 00:00"), tick=False):
        assert "第二批截止：2026年12月18日（周五） 17:30" in client.get(page.url).content.decode()
    with time_machine.travel(at("2026-12-18 17:30"), tick=False):
        assert fresh(page).state is CallState.OPEN
        assert "下一批的截止时刻尚未公布" in client.get(page.url).content.decode()


def test_only_while_open_the_page_leads_to_where_one_applies(office: Bureau, client: Client) -> None:
    with time_machine.travel(at("2026-11-02 10:00")):
        page = call(office, closes_on=date(2026, 11, 20), apply_url="https://apply.example.org/")
        assert client.get(page.url).content.decode().count('class="button"') == 1
    with time_machine.travel(at("2026-11-21 00:00")):
        assert "前往申报" not in client.get(page.url).content.decode()


def test_the_ruler_runs_from_the_opening_to_the_closing_hour(published, client: Client) -> None:
    with time_machine.travel(at("2026-11-10 10:00")):
        html = client.get(published.url).content.decode()
    assert html.count('<li class="ruler__day') == 12
    assert "11月9日" in html
    assert "自2026年11月9日（周一） 9:00起，到2026年11月20日（周五） 17:30 截止" in html


def test_a_basis_leads_to_its_article(office: Bureau, published, client: Client) -> None:
    with time_machine.travel(at("2026-11-02 11:00")):
        basis = CallBasis(
            title="示例市科技合作基地管理办法", number="示科规〔2026〕1号", article="第十条第（四）项",
            link_page=published, anchor="art-10-4",
        )  # fmt: skip
        page = call(office, closes_on=date(2026, 11, 20), bases=[basis])
        html = client.get(page.url).content.decode()
    assert (
        f'<a href="{published.url}#art-10-4">《示例市科技合作基地管理办法》（示科规〔2026〕1号）第十条第（四）项</a>'
        in html
    )


def test_a_material_says_kind_and_size_of_its_form(office: Bureau, client: Client) -> None:
    document = get_document_model()(title="申报书", file=ContentFile(b"x" * 2049, "form.txt"))
    document.save()
    rows = [
        CallMaterial(name="申报书", document=document, copies="一式两份"),
        CallMaterial(name="证明", need="optional"),
    ]
    page = call(office, rows={"materials": rows})
    assert "申报书 一式两份；证明" in next(made(documents.call, [page])).parts[0].text  # and it is found by them
    html = client.get(fresh(page).url).content.decode()
    assert "文本，3 KB" in html
    assert f'href="{document.url}"' in html
    assert "一式两份" in html
    assert client.get(document.url).status_code == 200


def test_queries_do_not_grow_with_rows(office: Bureau, client: Client) -> None:
    def bases(count: int) -> list[CallBasis]:
        return [CallBasis(title=f"办法{number}", article="第一条") for number in range(count)]

    few, many = (call(office, bases=bases(count)) for count in (1, 6))
    client.get(few.url)
    assert len(queries_of(lambda: client.get(many.url))) <= len(queries_of(lambda: client.get(few.url)))


def test_the_term_says_what_the_page_says(published) -> None:
    assert CallTerm.objects.get(pk=published.pk).instants(withdrawn=False) == fresh(published).instants


def test_how_it_looks_before_publication_is_previewed(office: Bureau, client: Client) -> None:
    page = call_draft(office)
    assert page.instants is not None
    assert page.instants.state_at(page.instants.opens + timedelta(seconds=1)) is CallState.OPEN
