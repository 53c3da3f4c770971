"""The page anyone counts days on: the answer, the reasons, a sentence for what cannot be, and all of it in the address."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.sites import small_site
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db

PAGE, DATA = "/tools/working-days/", "/tools/working-days.json"


@pytest.fixture(autouse=True)
def _site() -> None:
    small_site()


def said(client: Client, **asked: str) -> str:
    return str(client.get(PAGE, asked).content.decode())


def test_it_answers_with_the_last_day_its_hour_and_every_day_s_reason(client: Client) -> None:
    html = said(client, start="2026-09-17", count="5")
    assert "2026年9月23日（周三）" in html
    assert "24:00 截止" in html
    assert "9月20日（周日）：国庆节调休上班日，计入（国办发明电〔2025〕7号）" in html


def test_what_it_rests_on_stands_below(client: Client) -> None:
    assert "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）" in said(
        client, start="2026-09-17", count="5"
    )


def test_counting_the_first_day_is_a_choice_of_the_one_who_asks(client: Client) -> None:
    assert "2026年9月22日（周二）" in said(client, start="2026-09-17", count="5", first="1")


@pytest.mark.parametrize(("typed", "last_day"), [("1", "22"), ("on", "22"), ("0", "23"), ("false", "23"), ("", "23")])
def test_only_a_yes_counts_the_first_day(client: Client, typed: str, last_day: str) -> None:
    data = client.get(DATA, {"start": "2026-09-17", "count": "5", "first": typed}).json()
    assert data["last_day"] == f"2026-09-{last_day}"


def test_a_day_of_december_that_rests_on_the_next_notice_cites_it(client: Client) -> None:
    html = said(client, **{"from": "2018-12-28", "until": "2018-12-31"})
    assert "国务院办公厅关于2019年部分节假日安排的通知" in html


def test_a_stated_hour_closes_the_last_day(client: Client) -> None:
    assert "17:30 截止" in said(client, start="2026-09-17", count="1", unit="months", close="17:30")


def test_a_year_without_a_notice_is_provisional(client: Client) -> None:
    html = said(client, start="2027-03-01", count="5")
    assert "暂定" in html
    assert "以公布后的安排为准" in html


def test_how_many_working_days_lie_between_two_dates(client: Client) -> None:
    # 29 and 30 September; 8, 9 and the make-up Saturday 10; 12, 13, 14 October
    assert "8 个工作日" in said(client, **{"from": "2026-09-28", "until": "2026-10-14"})


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"start": "2026-02-30", "count": "5"}, "2026年2月没有30日"),
        ({"start": "2025-02-29", "count": "5"}, "2025年不是闰年"),
        ({"start": "2026-09-17", "count": "0"}, "不能是0"),
        ({"start": "2026-09-17", "count": "-5"}, "不能是-5"),
        ({"start": "2026-09-17", "count": "10000"}, "多写了一位"),
        ({"start": "2026-09-17", "count": "五"}, "不是整数"),
        ({"start": "2003-12-31", "count": "5"}, "2003年不在日历内"),
        ({"start": "2100-12-31", "count": "5"}, "太远"),
        ({"start": "9999-12-31", "count": "30", "unit": "years"}, "太远"),
        ({"start": "", "count": "5"}, "请写日期"),
        ({"start": "明天", "count": "5"}, "不是日期"),
        ({"start": "2026-09-17", "count": "5", "unit": "weeks"}, "请选择单位"),
        ({"start": "2026-09-17", "count": "5", "close": "25:00"}, "不是时刻"),
        ({"start": "2026-09-17T10:00:00", "count": "5"}, "没有写明时区"),
        ({"from": "2026-09-17", "until": "2026-09-16"}, "不能早于"),
        ({"from": "2004-01-01", "until": "2026-01-01"}, "最多相隔"),
        ({"from": "2026-09-17", "until": ""}, "请写日期"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_keeps_what_was_typed(
    client: Client, asked: dict[str, str], sentence: str
) -> None:
    response = client.get(PAGE, asked)
    html = response.content.decode()
    assert response.status_code == 400
    assert sentence in html
    assert all(f'value="{value}"' in html for name, value in asked.items() if value and name != "unit")
    assert sentence in client.get(DATA, asked).json()["error"]


@pytest.mark.parametrize("hostile", ["<script>", "\x00", "２０２６－０９－１７", "9" * 5000, "2026-09-17'\"", "०२०२६"])
def test_nothing_typed_breaks_it(client: Client, hostile: str) -> None:
    for name in ("start", "count", "unit", "close", "first", "from", "until"):
        asked = {"start": "2026-09-17", "count": "5", name: hostile}
        response = client.get(PAGE, asked)
        assert response.status_code in (200, 400)
        assert "<script>" not in response.content.decode()


def test_an_instant_with_its_zone_is_the_day_it_has_in_shanghai(client: Client) -> None:
    # Saturday 19 rests; Sunday 20 is a make-up day and no day of rest
    data = client.get(DATA, {"start": "2026-09-17T16:00:00+00:00", "count": "1", "unit": "days"}).json()
    assert (data["start"], data["last_day"]) == ("2026-09-18", "2026-09-20")


def test_the_data_are_those_of_the_command(client: Client) -> None:
    data = client.get(DATA, {"start": "2026-09-17", "count": "5"}).json()
    assert list(data) == ["start", "first_counted", "last_day", "closes_at", "provisional", "says", "days"]
    assert data["days"][0]["counts"] is False
    assert [day["number"] for day in data["days"]] == [None, 1, None, 2, 3, 4, 5]


def test_the_data_address_says_how_it_is_asked(client: Client) -> None:
    assert "start=" in client.get(DATA).json()["usage"]["期限到哪一天"]


def test_a_long_period_asks_the_database_no_more_than_a_short_one(client: Client) -> None:
    asked = {"start": "2026-01-05", "count": "1"}
    assert_constant_queries(lambda: client.get(PAGE, asked), lambda: asked.update(count="200"))


def test_the_footer_of_every_page_leads_here(client: Client) -> None:
    assert f'href="{reverse("working-days")}"' in client.get("/").content.decode()
