"""Reading the notices: every real one gives exactly its days, and every kind of contradiction is refused in words.

`holiday_notices` holds the items of the yearly notices word for word; 2026 has its title, number and date as well.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.holidays.numbers import CHANGES
from foundation.holidays.seed import HOLIDAY, MAKE_UP, days
from foundation.holidays.text import NAMES, Reading, read_notice

TEXTS = {int(path.stem): path.read_text() for path in sorted((Path(__file__).parent / "holiday_notices").glob("*.txt"))}
TITLE = "国务院办公厅关于2026年部分节假日安排的通知"
WHOLE = TEXTS[2026]
ITEMS = WHOLE[WHOLE.index("一、") :]
CHANGED_LATER = {day for change in CHANGES for day in change.days}

# What a notice says of a day, and the data the site begins with does not; and the other way about. Nothing in the
# second table changes whether a day is worked, but for 2008: there 公休日…调至 moves a weekend and 上班 is not said.
ONLY_SAID = {date(2011, 6, 5): "端午节", date(2012, 6, 23): "端午节"}  # weekend days inside a range
ONLY_SEEDED = {
    date(2008, 9, 27): MAKE_UP,
    date(2008, 9, 28): MAKE_UP,
    date(2014, 4, 6): HOLIDAY,  # a Sunday between a festival and its 补休
    date(2019, 4, 6): HOLIDAY,  # from here on weekends joined by 与周末连休
    date(2019, 4, 7): HOLIDAY,
    date(2019, 6, 8): HOLIDAY,
    date(2019, 6, 9): HOLIDAY,
    date(2019, 9, 14): HOLIDAY,
    date(2019, 9, 15): HOLIDAY,
    date(2023, 12, 30): HOLIDAY,
    date(2023, 12, 31): HOLIDAY,
}
Days = dict[date, tuple[str, str]]


def said(reading: Reading) -> Days:
    rests = {day: (HOLIDAY, name) for day, name in reading.holidays.items()}
    return rests | {day: (MAKE_UP, name) for day, name in reading.make_ups.items()}


def seeded(year: int) -> Days:
    return {
        day: (kind, name)
        for day, kind, name, _ in days()
        if year == (day.year + 1 if day.month == 12 and name == "元旦" else day.year)
    }


def faults_of(*changes: tuple[str, str]) -> str:
    """The faults of 2026's notice with some words of it changed."""
    text = WHOLE
    for was, becomes in changes:
        assert text.count(was) == 1, was
        text = text.replace(was, becomes)
    return "\n".join(read_notice(text).faults)


@pytest.mark.parametrize("year", TEXTS)
def test_no_real_notice_has_a_fault(year: int) -> None:
    assert read_notice(TEXTS[year], year).faults == []


@pytest.mark.parametrize("year", TEXTS)
def test_a_notice_says_the_days_the_site_begins_with(year: int) -> None:
    of_text = {day: kind for day, (kind, _) in said(read_notice(TEXTS[year], year)).items()}
    of_seed = {day: kind for day, (kind, _) in seeded(year).items()}
    expected = {day: kind for day, kind in of_seed.items() if day not in ONLY_SEEDED}
    expected |= {day: HOLIDAY for day in ONLY_SAID if day.year == year}
    unchanged = [kinds.items() - {(day, kinds.get(day)) for day in CHANGED_LATER} for kinds in (of_text, expected)]
    assert unchanged[0] == unchanged[1]


@pytest.mark.parametrize("year", TEXTS)
def test_the_days_bear_the_name_of_their_item(year: int) -> None:
    of_text, of_seed = said(read_notice(TEXTS[year], year)), seeded(year)
    both = of_text.keys() & of_seed.keys() - CHANGED_LATER
    assert [day for day in both if of_seed[day][1] not in of_text[day][1]] == []


def test_every_known_difference_is_one() -> None:
    found = {day for year in TEXTS for day in said(read_notice(TEXTS[year], year)).keys() ^ seeded(year).keys()}
    assert found - CHANGED_LATER == ONLY_SAID.keys() | ONLY_SEEDED.keys()


def test_a_whole_notice_says_what_it_is() -> None:
    reading = read_notice(WHOLE)
    assert (reading.year, reading.title, reading.number) == (2026, TITLE, "国办发明电〔2025〕7号")
    assert (reading.issued_on, reading.is_whole, reading.unnamed) == (date(2025, 11, 4), True, [])


def test_before_2008_not_every_festival_is_a_holiday() -> None:
    assert read_notice(TEXTS[2007], 2007).unnamed == ["清明节", "端午节", "中秋节"]


def test_a_change_to_one_holiday_is_read_by_its_title() -> None:
    reading = read_notice(
        "国务院办公厅关于调整2019年劳动节假期安排的通知\n国办发明电〔2019〕3号\n"
        "一、2019年5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。\n国务院办公厅\n2019年3月22日"
    )
    assert (reading.faults, reading.named, reading.is_whole) == ([], ["劳动节"], False)
    assert sorted(reading.holidays) == [date(2019, 5, day) for day in (1, 2, 3, 4)]
    assert sorted(reading.make_ups) == [date(2019, 4, 28), date(2019, 5, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "国务院办公厅关于延长2020年春节假期的通知\n"
        "一、延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。",
        "9月3日至5日调休放假，共3天。其中9月3日（星期四）放假，9月4日（星期五）调休，9月6日（星期日）上班。",
    ],
)
def test_a_change_in_words_of_its_own_is_refused_rather_than_guessed(text: str) -> None:
    assert read_notice(text).faults


def test_leave_that_is_encouraged_is_no_holiday() -> None:
    assert date(2024, 2, 9) not in said(read_notice(TEXTS[2024], 2024))


REFUSED = [
    ("count", "至7日（周三）放假调休，共7天", "至7日（周三）放假调休，共8天", "国庆节：写的是8天，列出来是7天。"),
    ("count in Chinese", "放假调休，共7天", "放假调休，共十一天", "国庆节：写的是十一天，列出来是7天。"),
    ("weekday of a holiday", "10月1日（周四）", "10月1日（周五）", "国庆节：10月1日写作周五，2026年这一天是周四。"),
    ("weekday as 星期", "10月1日（周四）", "10月1日（星期天）", "国庆节：10月1日写作周日，2026年这一天是周四。"),
    ("weekday as 礼拜", "10月1日（周四）", "10月1日（礼拜二）", "国庆节：10月1日写作周二，2026年这一天是周四。"),
    ("weekday of a make-up day", "10月10日（周六）", "10月10日（周日）", "国庆节：10月10日写作周日，2026年这一天是周六。"),
    ("impossible date", "2月28日", "2月30日", "春节：2月30日不存在。"),
    ("impossible month", "10月10日", "13月10日", "国庆节：13月10日不存在。"),
    ("backwards range", "6月19日（周五）至21日（周日）", "6月21日（周日）至19日（周五）", "端午节：6月21日至6月19日，前后颠倒或者太长。"),
    ("range of a month", "10月1日（周四）至7日（周三）", "10月1日（周四）至30日", "国庆节：10月1日至10月30日，前后颠倒或者太长。"),
    ("range in other words", "10月1日（周四）至7日", "10月1日（周四）起直至7日", "国庆节：没有读懂“起直至7日(周三)”"),
    ("bracket left open", "10月1日（周四）至7日", "10月1日（周四至7日", "国庆节：没有读懂“(周四至7日(周三)”"),
    ("make-up on a weekday", "9月20日（周日）", "9月21日（周一）", "国庆节：9月21日是周一，本来就上班，不会是调休上班日。"),
    ("both rest and work", "9月20日（周日）", "10月4日（周日）", "10月4日既写放假，又写上班。"),
    ("make-up day said twice", "10月10日（周六）上班", "9月20日（周日）上班", "国庆节：9月20日上班写了两遍。"),
    ("holiday said twice", "七、国庆节", "七、中秋节", "中秋节：“中秋节”写了两遍。"),
    ("day of two holidays", "9月25日（周五）至27日（周日）", "9月29日（周二）至10月1日（周四）", "国庆节：10月1日已经算在中秋节里。"),
    ("statutory day missing", "5月1日（周五）至5日（周二）放假调休，共5天", "5月2日（周六）至5日（周二）放假调休，共4天",
     "劳动节的法定假日5月1日没有列为放假。"),
    ("no day at all", "6月19日（周五）至21日（周日）放假", "放假", "端午节：没有写哪几天放假。"),
    ("neither rest nor work", "10月10日（周六）上班", "10月10日（周六）", "国庆节：没有读懂9月20日、10月10日是放假还是上班。"),
    ("no month", "元旦：1月1日", "元旦：1日", "元旦：“1日(周四)”没有写月份。"),
    ("another year", "元旦：1月1日（周四）", "元旦：2027年1月1日（周五）", "2027年1月1日不在2026年的安排之内。"),
    ("the year before, but not its December", "元旦：1月1日（周四）", "元旦：2025年11月1日", "2025年11月1日不在2026年的安排之内。"),
    ("a year beyond time", "元旦：1月1日", "元旦：9999年1月1日", "元旦：9999年1月1日不在2026年的安排之内。"),
    ("closing date", "2025年11月4日", "2025年11月31日", "成文日期“2025年11月31日”不存在。"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "becomes", "says"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_contradiction_is_refused_in_words(was: str, becomes: str, says: str) -> None:
    assert says in faults_of((was, becomes))


@pytest.mark.parametrize(
    ("text", "year", "says"),
    [
        ("", None, "没有看出是哪一年的安排。请连标题一起粘贴，或填写年份。"),
        (ITEMS[: ITEMS.index("国务院")], None, "没有看出是哪一年的安排。请连标题一起粘贴，或填写年份。"),
        (WHOLE, 2025, "填写的年份是2025年，通知写的是2026年。"),
        (TEXTS[2006], 2003, "年份2003不在2004至2100年之间。"),
        ("关于2026年部分节假日安排的通知", None, "没有找到任何一个节日。"),
    ],
)
def test_a_year_that_is_unknown_or_disagrees_is_refused(text: str, year: int | None, says: str) -> None:
    assert says in "\n".join(read_notice(text, year).faults)


@pytest.mark.parametrize(("count", "faults"), [(1, ""), (3, ""), (4, "端午节：写的是4天，列出来是1天。")])
def test_a_weekend_that_is_joined_may_be_in_the_count_or_not(count: int, faults: str) -> None:
    joined = f"6月19日（周五）放假，与周末连休，共{count}天"
    assert faults_of(("6月19日（周五）至21日（周日）放假，共3天", joined)) == faults


def test_a_missing_statutory_day_is_no_fault_before_there_were_so_many() -> None:
    assert read_notice(TEXTS[2016], 2016).faults == []  # 2 May became one in 2025


HALF_WIDTH = str.maketrans("（）：，0123456789", "():,0123456789")
FULL_WIDTH = str.maketrans("()0123456789", "（）０１２３４５６７８９")
PASTED = {
    "on one line": WHOLE.replace("\n", ""),
    "on one line with spaces": WHOLE.replace("\n", " "),
    "with carriage returns": WHOLE.replace("\n", "\r\n"),
    "with nothing but carriage returns": WHOLE.replace("\n", "\r"),
    "with 星期": WHOLE.replace("（周", "（星期"),
    "in half width": WHOLE.translate(HALF_WIDTH),
    "in full width": WHOLE.translate(FULL_WIDTH),
    "with spaces about numbers": re.sub(r"(\d+)", r" \1 ", WHOLE),
    "with wide spaces about numbers": re.sub(r"(\d+)", "\u3000\\1\u3000", WHOLE),
    "with hard spaces about numbers": re.sub(r"(\d+)", "\u00a0\\1\u00a0", WHOLE),
    "with spaces about brackets": WHOLE.replace("（", " （ ").replace("）", " ） "),
    "indented": re.sub("^", "\u3000\u3000", WHOLE, flags=re.M),
    "with marks of no width": "\ufeff" + WHOLE.replace("月", "月\u200b"),
    "with dashes": WHOLE.replace("至", "—"),
    "with tildes": WHOLE.replace("至", "～"),
    "with Chinese counts": WHOLE.replace("共9天", "共九天").replace("共7天", "共七天"),
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED)
def test_however_it_is_pasted_it_says_the_same(text: str) -> None:
    reading, whole = read_notice(text), read_notice(WHOLE)
    assert reading.faults == []
    assert (reading.title, reading.number, said(reading)) == (whole.title, whole.number, said(whole))


WORDS = st.sampled_from(
    [*NAMES, *"年月日至到、，。：（）()一二十天周六号〔〕\n\r", "放假", "上班", "共", "调至", "与周末连休", "0001年", "9999年",
     "12月31日", "1月1日", "2月30日", "2026年", "节假日", "国办发明电", "7" * 5000, "鼓励"]
)  # fmt: skip
MANGLED = st.sampled_from(sorted(TEXTS)).flatmap(
    lambda year: st.lists(
        st.tuples(st.integers(0, len(TEXTS[year])), st.integers(0, 40), st.one_of(st.text(max_size=5), WORDS)),
        max_size=8,
    ).map(lambda cuts: mangled(TEXTS[year], cuts))
)


def mangled(text: str, cuts: list[tuple[int, int, str]]) -> str:
    for start, length, put in cuts:
        text = text[:start] + put + text[start + length :]
    return text


@given(text=st.one_of(st.text(), st.lists(WORDS).map("".join), MANGLED), year=st.none() | st.integers())
def test_reading_never_raises(text: str, year: int | None) -> None:
    reading = read_notice(text, year)
    assert all(fault.endswith("。") for fault in reading.faults)
    assert reading.year is not None or reading.faults


@given(text=MANGLED)
def test_a_reading_without_a_fault_never_has_a_worked_weekday_or_a_day_both_ways(text: str) -> None:
    reading = read_notice(text, 2020)
    if not reading.faults:
        assert all(day.weekday() >= 5 for day in reading.make_ups)
        assert not reading.make_ups.keys() & reading.holidays.keys()


NATIONAL = "国庆节：10月1日（周四）至7日（周三）放假调休"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (f"{NATIONAL}，共计8天。", "写的是8天，列出来是7天"),
        (f"{NATIONAL}，连续8天。", "写的是8天，列出来是7天"),
        (f"{NATIONAL}，为期8天。", "写的是8天，列出来是7天"),
        (f"{NATIONAL}，共7天。10月8日（周四）不放假。", "没有读懂“不放假”"),
        (f"{NATIONAL}，共7天。10月10日（周六）不上班。", "没有读懂“不上班”"),
        (f"{NATIONAL}，共7天。10月10日（周六）上班取消。", "没有读懂“取消”"),
        (f"{NATIONAL}，共7天。其中，10月8日为法定节假日。", "“其中”的10月8日不在前面写的放假日期里"),
    ],
)
def test_what_denies_or_adds_on_the_side_is_refused(said: str, sentence: str) -> None:
    assert sentence in "".join(read_notice(said, 2026).faults)


def test_a_day_of_its_own_name_may_be_made_a_holiday() -> None:
    reading = read_notice("抗战胜利70周年纪念日：9月3日（周四）至5日（周六）放假，共3天。9月6日（周日）上班。", 2015)
    assert not reading.faults
    assert set(reading.holidays.values()) == {"抗战胜利70周年纪念日"}


@pytest.mark.parametrize(
    "broken", ["10月1日（周四）至\n7日（周三）", "10月1日（周四）\n至7日（周三）", "10月1日\n（周四）至7日（周三）"]
)
def test_a_line_that_ends_in_the_midst_of_a_date_goes_on(broken: str) -> None:
    reading = read_notice(f"国庆节：{broken}放假调休，共7天。9月20日（周日）、\n10月10日（周六）上班。", 2026)
    assert (reading.faults, len(reading.holidays), len(reading.make_ups)) == ([], 7, 2)
