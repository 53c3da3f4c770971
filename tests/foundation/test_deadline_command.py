"""`manage.py deadline`: the last day and every reason for it, for people and for machines, with a database or none."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from foundation.management.commands import deadline as command
from foundation.working_calendar import WorkingCalendar

pytestmark = pytest.mark.django_db


def deadline(*arguments: str) -> str:
    out = StringIO()
    call_command("deadline", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def as_json(*arguments: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(deadline(*arguments, "--json"))
    return answer


def test_the_start_is_not_counted_by_default() -> None:
    assert deadline("2026-09-17", "--working-days", "5").startswith(
        "自2026年9月17日（周四）起算，当日不计入，5个工作日，到2026年9月23日（周三） 24:00 截止。"
    )


def test_the_start_is_counted_where_it_is_told() -> None:
    answer = as_json("2026-09-17", "--working-days", "5", "--count-first-day")
    assert (answer["first_counted"], answer["last_day"]) == ("2026-09-17", "2026-09-22")


def test_every_day_is_said_with_its_reason() -> None:
    assert deadline("2026-09-17", "--working-days", "3").splitlines() == [
        "自2026年9月17日（周四）起算，当日不计入，3个工作日，到2026年9月21日（周一） 24:00 截止。"
        "其间1天周末或放假不计；9月20日（周日）为国庆节调休上班日，计入。",
        "",
        "2026年9月17日（周四）  不计  起算日，不计入（《民法典》第二百零一条第一款）",
        "2026年9月18日（周五）  第1天  工作日，计入",
        "2026年9月19日（周六）  不计  周六休息，不计",
        "2026年9月20日（周日）  第2天  国庆节调休上班日，计入（国办发明电〔2025〕7号）",
        "2026年9月21日（周一）  第3天  工作日，计入",
    ]


def test_for_machines_it_says_exactly_this() -> None:
    assert as_json("2026-09-18", "--working-days", "2", "--close", "17:30") == {
        "start": "2026-09-18",
        "first_counted": "2026-09-20",
        "last_day": "2026-09-21",
        "closes_at": "2026-09-21T17:30:00+08:00",
        "provisional": False,
        "says": "自2026年9月18日（周五）起算，当日不计入，2个工作日，到2026年9月21日（周一） 17:30 截止。"
        "其间1天周末或放假不计；9月20日（周日）为国庆节调休上班日，计入。",
        "days": [
            {
                "date": "2026-09-18",
                "counts": False,
                "number": None,
                "why": "起算日，不计入（《民法典》第二百零一条第一款）",
            },
            {"date": "2026-09-19", "counts": False, "number": None, "why": "周六休息，不计"},
            {
                "date": "2026-09-20",
                "counts": True,
                "number": 1,
                "why": "国庆节调休上班日，计入（国办发明电〔2025〕7号）",
            },
            {"date": "2026-09-21", "counts": True, "number": 2, "why": "工作日，计入"},
        ],
    }


@pytest.mark.parametrize(
    ("unit", "count", "last_day"),
    [
        ("--working-days", "5", "2026-09-23"),
        ("--days", "5", "2026-09-22"),
        ("--months", "1", "2026-10-19"),  # 17 October is a Saturday
        ("--years", "1", "2027-09-17"),
    ],
)
def test_every_unit_may_be_asked_for(unit: str, count: str, last_day: str) -> None:
    assert as_json("2026-09-17", unit, count)["last_day"] == last_day


def test_the_last_day_that_moved_is_explained() -> None:
    said = deadline("2026-09-02", "--days", "10")
    assert "第10天逢周六休息，最后一日顺延（《民法典》第二百零三条第一款）" in said
    assert "原最后一日9月12日逢周六休息，顺延到休息日结束后的第一个工作日" in said


def test_a_year_without_a_notice_is_provisional() -> None:
    answer = as_json("2026-12-30", "--working-days", "5")
    assert answer["provisional"] is True
    assert "尚未公布放假安排" in answer["says"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["2026-02-30", "--days", "5"], "2026年2月没有30日。"),
        (["2026-09-17", "--days", "0"], "期限至少为1日，不能是0。"),
        (["2026-09-17", "--days", "-5"], "期限至少为1日，不能是-5。"),
        (["2026-09-17", "--working-days", "10000"], "期限最长为3650个工作日，10000太长"),
        (["2003-12-31", "--days", "5"], "2003年不在日历内：日历自2004年起，更早的日期请按当年的通知人工核对。"),
        (["2099-09-17", "--years", "5"], "只能推算到2100年，2104年太远。"),
        (["2026-09-17T10:00", "--days", "5"], "这个时刻没有写明时区"),
        (["2026-09-17", "--days", "5", "--close", "25:00"], "“25:00”不是时刻。请写成 17:30，或 24:00。"),
    ],
)
def test_what_cannot_be_is_refused_in_words(arguments: list[str], says: str) -> None:
    with pytest.raises(CommandError) as refused:
        deadline(*arguments)
    assert str(refused.value).startswith(says)


@pytest.mark.parametrize("arguments", [["2026-09-17"], ["2026-09-17", "--days", "5", "--months", "1"]])
def test_exactly_one_length_is_asked_for(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        deadline(*arguments)


def test_it_answers_alike_before_there_is_a_table() -> None:
    asked = ("2026-09-17", "--working-days", "5")
    with_a_table = deadline(*asked)
    as_it_was = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE foundation_holidaynotice RENAME TO put_aside")
    out, err = StringIO(), StringIO()
    call_command("deadline", *asked, stdout=out, stderr=err)
    transaction.savepoint_rollback(as_it_was)
    assert (out.getvalue(), err.getvalue()) == (with_a_table, "数据库里还没有日历，按自带的放假安排推算。\n")


def test_it_answers_alike_while_the_table_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("2026-09-17", "--working-days", "5")
    filled = deadline(*asked)
    monkeypatch.setattr(command, "official_calendar", lambda **_: WorkingCalendar({}, ()))
    assert deadline(*asked) == filled
