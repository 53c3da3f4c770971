"""Reads the text of a holiday notice into days, and says where it contradicts itself. Pure: no Django, no clock.

国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from foundation.working_calendar import FIXED, LAST_YEAR, WEEKDAYS, day_and_month

NAMES = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
FIRST_YEAR = 2004
# A holiday is at most this long; a longer range is a slip of the pen.
LONGEST = 16

_NAME = "|".join((*NAMES, "清明", "端午", "中秋", "国庆", "“五一”国际劳动节", "“五一”", "“十一”", "五一", "十一"))
# A day the State Council makes a holiday once, by a name of its own.
_DAY_OF_ITS_OWN = r"[\u4e00-\u9fff\d]{1,30}(?:纪念日|节)"
_HEADING = re.compile(
    rf"(?:[一二三四五六七八九十]+、\s*)?((?:{_NAME})(?:[、和与及](?:{_NAME}))*|{_DAY_OF_ITS_OWN})(?:假期|放假安排)?\s*[:：]"
)
_DATE = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_RANGE = re.compile(r"\s*(?:至|到|—+|-+|~+|～)\s*")
_UNTIL = re.compile(r"[至到~～—]")
_COUNT = re.compile(r"(?:共计?|合计|总计|连续|为期|放假|放假调休|休息)\s*(\d+|[一二三四五六七八九十]+)\s*天")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_YEAR = re.compile(rf"(\d{{4}})\s*年\s*(?:部分)?\s*(?:节假日|放假|假期|{_NAME})")
_NUMBER = re.compile(r"(国(?:办)?发(?:明电)?)\s*[〔\[（(﹝【]\s*(\d{4})\s*[〕\]）)﹞】]\s*(\d{1,4})\s*号")
_ALONE = re.compile(r"^[ \t]*(\d{4})年(\d{1,2})月(\d{1,2})日[ \t]*$", re.M)
_TITLE = re.compile(r"国务院[^\n。]{0,20}\n?关于[^\n。]{0,40}\n?[^\n。]{0,30}?(?:节假日|假期|放假)[^\n。]{0,20}?通知")
_RESTS = re.compile(r"放假|公休|补休|连休|法定节假日|调休(?!上班)")
_WORKS = re.compile(r"上班|上课|工作日")
_DENIED = re.compile(r"不再?(?:放假|上班|休息|补休)|取消|停止|除外")
# A line that ends in the midst of a date or a list goes on in the next, as pdf files break them.
_BROKEN = re.compile(r"(?<=[至到、，,(（月~—-])[ \t]*\n\s*|\n\s*(?=[至到、，,)）月日~—]|\((?:周|星期|农历))")
_SHIFTED = re.compile(r"调至|调到|调休至")
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九十", 1)}
_DIGITS |= {f"十{digit}": 10 + number for digit, number in _DIGITS.items() if number < 10}
_SHORT = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节", "国庆": "国庆节"}
_SHORT |= {"“五一”国际劳动节": "劳动节", "“五一”": "劳动节", "五一": "劳动节", "“十一”": "国庆节", "十一": "国庆节"}


@dataclass(frozen=True, slots=True)
class Said:
    """One date as the text has it."""

    date: date
    weekday: str


@dataclass(slots=True)
class Reading:
    """What the text says, and what is wrong with it. With a fault it is entered by nobody."""

    year: int | None = None
    title: str = ""
    number: str = ""
    issued_on: date | None = None
    holidays: dict[date, str] = field(default_factory=dict)
    make_ups: dict[date, str] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether it speaks of every holiday of the year, as the yearly notice does."""
        return set(NAMES) <= set(self.named)

    @property
    def worked(self) -> set[str]:
        """The holidays for which it names make-up days."""
        return set(self.make_ups.values())

    @property
    def unnamed(self) -> list[str]:
        return [name for name in NAMES if name not in self.named]


def read_notice(text: str, year: int | None = None) -> Reading:
    """Read a notice pasted as it is; `year` where the text does not say."""
    plain = _plain(text)
    reading = Reading(year=year or _year_of(plain))
    _read_head(plain, reading)
    if reading.year is None:
        reading.faults.append("没有看出是哪一年的安排。请连标题一起粘贴，或填写年份。")
        return reading
    if not FIRST_YEAR <= reading.year <= LAST_YEAR:
        reading.faults.append(f"年份{reading.year}不在{FIRST_YEAR}至{LAST_YEAR}年之间。")
        return reading
    said_year = _year_of(plain)
    if said_year is not None and said_year != reading.year:
        reading.faults.append(f"填写的年份是{reading.year}年，通知写的是{said_year}年。")
    for name, body in _items(plain):
        _Item(name, reading).read(body)
    if not reading.named:
        reading.faults.append(
            "没有找到任何一个节日。每个节日应写成“国庆节：10月1日（周四）至7日（周三）放假调休，共7天。”这样。"
        )
    reading.faults += _contradictions(reading)
    return reading


class _Item:
    """What is said of one holiday, or of two that fall together."""

    def __init__(self, name: str, reading: Reading) -> None:
        self.name = name
        self.reading = reading
        self.rests: list[date] = []
        self.month: int | None = None
        self.joins_weekend = False

    def read(self, body: str) -> None:
        for one in re.split("[、和与及]", self.name):
            one = _SHORT.get(one, one)
            if one in self.reading.named:
                self._fault(f"“{one}”写了两遍")
            self.reading.named.append(one)
        for sentence in re.split(r"[。;；\n]", _BROKEN.sub("", body)):
            self._read_sentence(sentence)
        if not self.rests:
            self._fault("没有写哪几天放假")

    def _read_sentence(self, sentence: str) -> None:
        if "鼓励" in sentence:
            return  # asks employers for leave, and makes no day a holiday
        if denied := _DENIED.search(sentence):
            self._fault(f"没有读懂“{denied[0]}”。请写明这个节日一共哪几天放假、哪几天上班")
            return
        pending: list[Said] = []
        within = False
        for clause in re.split(r"[,，]", sentence):
            within = within or "其中" in clause
            if _SHIFTED.search(clause):
                pending = []
                continue  # which rest day was swapped for which; the ranges and 上班 say the same
            pending += self._dates(clause)
            counted = _COUNT.search(clause)
            if "连休" in clause:
                self.joins_weekend = True
            if _WORKS.search(clause):
                self._work(pending)
                pending = []
            elif _RESTS.search(clause):
                self._rest(pending, within)
                pending = []
            if counted:
                self._check_count(counted[1])
        if pending and (_RESTS.search(sentence) or _WORKS.search(sentence) or self._is_bare(sentence)):
            said = "、".join(day_and_month(one.date) for one in pending)
            self._fault(f"没有读懂{said}是放假还是上班")

    def _is_bare(self, sentence: str) -> bool:
        """Dates and nothing that says what becomes of them; not the date a letter closes with."""
        return not re.fullmatch(r"\s*(?:国务院办公厅)?\s*\d{4}年\d{1,2}月\d{1,2}日\s*", sentence)

    def _dates(self, clause: str) -> Iterator[Said]:
        place = 0
        while (match := _DATE.search(clause, place)) is not None:
            if place and _UNTIL.search(clause, place, match.start()):
                self._fault(
                    f"没有读懂“{clause[place : match.end()].strip()}”，起止日期应写成“10月1日（周四）至7日（周三）”"
                )
            first = self._said(match)
            place = match.end()
            until = _RANGE.match(clause, place)
            last_match = _DATE.match(clause, until.end()) if until else None
            if first is not None:
                yield first
            if last_match is None:
                continue
            last = self._said(last_match)
            place = last_match.end()
            if first is None or last is None:
                continue
            length = (last.date - first.date).days
            if not 0 < length <= LONGEST:
                self._fault(f"{day_and_month(first.date)}至{day_and_month(last.date)}，前后颠倒或者太长")
                continue
            for step in range(1, length):
                yield Said(first.date + timedelta(days=step), "")
            yield last

    def _said(self, match: re.Match[str]) -> Said | None:
        year, month, day, remark = match.groups()
        self.month = int(month) if month else self._month_of(int(day))
        if self.month is None:
            self._fault(f"“{match[0]}”没有写月份")
            return None
        try:
            said = date(int(year) if year else self._year_for(self.month), self.month, int(day))
        except ValueError:
            self._fault(f"{self.month}月{day}日不存在")
            return None
        if not FIRST_YEAR - 1 <= said.year <= LAST_YEAR + 1:
            self._fault(f"{said.year}年{day_and_month(said)}不在{self.reading.year}年的安排之内")
            return None
        weekday = _WEEKDAY.search(remark or "")
        if weekday:
            written = "日" if weekday[1] == "天" else weekday[1]
            if written != WEEKDAYS[said.weekday()]:
                self._fault(f"{day_and_month(said)}写作周{written}，{said.year}年这一天是周{WEEKDAYS[said.weekday()]}")
        return Said(said, weekday[1] if weekday else "")

    def _month_of(self, day: int) -> int | None:
        """Of a day that names no month: the one in which it was said to be a holiday, else the last one named."""
        return next((rest.month for rest in self.rests if rest.day == day), self.month)

    def _year_for(self, month: int) -> int:
        """Where no year stands by a date: New Year reaches back into the December before."""
        year = self.reading.year or 0
        return year - 1 if self.name.startswith("元旦") and month == 12 else year

    def _rest(self, days: list[Said], within: bool) -> None:
        for one in days:
            if one.date in self.rests:
                continue
            if within and self.rests:
                self._fault(f"“其中”的{day_and_month(one.date)}不在前面写的放假日期里")
                continue
            self.rests.append(one.date)
            other = self.reading.holidays.get(one.date)
            if other and other != self.name:
                self._fault(f"{day_and_month(one.date)}已经算在{other}里")
            self.reading.holidays[one.date] = self.name

    def _work(self, days: list[Said]) -> None:
        for one in days:
            if one.date.weekday() < 5:
                self._fault(
                    f"{day_and_month(one.date)}是周{WEEKDAYS[one.date.weekday()]}，本来就上班，不会是调休上班日"
                )
            elif one.date in self.reading.make_ups:
                self._fault(f"{day_and_month(one.date)}上班写了两遍")
            self.reading.make_ups[one.date] = self.name

    def _check_count(self, written: str) -> None:
        listed = len(self.rests)
        allowed = {listed}
        if self.joins_weekend:
            allowed.add(listed + self._adjacent_weekend())
        if _number(written) not in allowed:
            self._fault(f"写的是{written[:4]}天，列出来是{listed}天")

    def _adjacent_weekend(self) -> int:
        days, more = set(self.rests), 0
        for edge, step in ((min(days), -1), (max(days), 1)) if days else ():
            day = edge + timedelta(days=step)
            while day.weekday() >= 5 and day not in days:
                more += 1
                day += timedelta(days=step)
        return more

    def _fault(self, says: str) -> None:
        self.reading.faults.append(f"{self.name}：{says}。")


def _contradictions(reading: Reading) -> Iterator[str]:
    for day in sorted(reading.holidays.keys() & reading.make_ups.keys()):
        yield f"{day_and_month(day)}既写放假，又写上班。"
    for day in sorted({*reading.holidays, *reading.make_ups}):
        if day.year != reading.year and not (day.year == (reading.year or 0) - 1 and day.month == 12):
            yield f"{day.year}年{day_and_month(day)}不在{reading.year}年的安排之内。"
    if reading.is_whole and (reading.year or 0) >= 2025:
        for (month, number), name in FIXED.items():
            day = date(reading.year or 0, month, number)
            if day not in reading.holidays:
                yield f"{name}的法定假日{day_and_month(day)}没有列为放假。"


def _items(plain: str) -> Iterator[tuple[str, str]]:
    headings = list(_HEADING.finditer(plain))
    if not headings:
        yield from _only_item(plain)
        return
    ends = [heading.start() for heading in headings[1:]] + [len(plain)]
    for heading, end in zip(headings, ends, strict=True):
        body = plain[heading.end() : end]
        names = [_SHORT.get(one, one) for one in re.split("[、和与及]", heading[1])]
        yield "、".join(names), body


def _only_item(plain: str) -> Iterator[tuple[str, str]]:
    """A change to one holiday names it in its title alone."""
    title = _TITLE.search(plain)
    names = sorted(set(re.findall(_NAME, title[0]))) if title else []
    if title and len(names) == 1:
        yield _SHORT.get(names[0], names[0]), plain[title.end() :]


def _read_head(plain: str, reading: Reading) -> None:
    if number := _NUMBER.search(plain):
        reading.number = f"{number[1]}〔{number[2]}〕{int(number[3])}号"
    if title := _TITLE.search(plain):
        reading.title = re.sub(r"\s", "", title[0])
    dates = list(_ALONE.finditer(plain))
    if dates:
        try:
            reading.issued_on = date(int(dates[-1][1]), int(dates[-1][2]), int(dates[-1][3]))
        except ValueError:
            reading.faults.append(f"成文日期“{dates[-1][0].strip()}”不存在。")


def _year_of(plain: str) -> int | None:
    found = _YEAR.search(plain)
    return int(found[1]) if found else None


def _plain(text: str) -> str:
    """Width folded and spaces within dates taken out; the text itself is kept elsewhere as it was pasted."""
    folded = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u3000", " ")
    folded = re.sub("[\u200b\ufeff]", "", folded)
    folded = re.sub(r"(?<=[\d年月日])[ \t]+(?=[\d年月日(至])", "", folded)
    return re.sub(r"(?<=\d)[ \t]+(?=[年月日天])", "", folded)


def _number(text: str) -> int:
    """Of a count of days; what is no count a holiday could have is 0."""
    return int(text) if re.fullmatch(r"\d{1,3}", text) else _DIGITS.get(text, 0)
