"""Number and date of the notices whose days the site begins with.

The numbers were compared with published copies of the notices. A date left out could not be confirmed.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Issued:
    number: str
    on: date | None = None


YEARLY = {
    2004: Issued("国办发明电〔2003〕53号"),
    2005: Issued("国办发明电〔2004〕52号"),
    2006: Issued("国办发明电〔2005〕35号", date(2005, 12, 16)),
    2007: Issued("国办发明电〔2006〕49号", date(2006, 12, 14)),
    2008: Issued("国办发明电〔2007〕52号"),
    2009: Issued("国办发明电〔2008〕42号"),
    2010: Issued("国办发明电〔2009〕27号", date(2009, 12, 7)),
    2011: Issued("国办发明电〔2010〕40号", date(2010, 12, 9)),
    2012: Issued("国办发明电〔2011〕45号", date(2011, 12, 5)),
    2013: Issued("国办发明电〔2012〕33号", date(2012, 12, 8)),
    2014: Issued("国办发明电〔2013〕28号", date(2013, 12, 11)),
    2015: Issued("国办发明电〔2014〕28号", date(2014, 12, 16)),
    2016: Issued("国办发明电〔2015〕18号", date(2015, 12, 10)),
    2017: Issued("国办发明电〔2016〕17号", date(2016, 12, 1)),
    2018: Issued("国办发明电〔2017〕12号", date(2017, 11, 30)),
    2019: Issued("国办发明电〔2018〕15号", date(2018, 12, 4)),
    2020: Issued("国办发明电〔2019〕16号", date(2019, 11, 21)),
    2021: Issued("国办发明电〔2020〕27号", date(2020, 11, 25)),
    2022: Issued("国办发明电〔2021〕11号", date(2021, 10, 25)),
    2023: Issued("国办发明电〔2022〕16号", date(2022, 12, 8)),
    2024: Issued("国办发明电〔2023〕7号", date(2023, 10, 25)),
    2025: Issued("国办发明电〔2024〕12号", date(2024, 11, 12)),
    2026: Issued("国办发明电〔2025〕7号", date(2025, 11, 4)),
}


@dataclass(frozen=True, slots=True)
class Later:
    """A notice that changed a year already arranged, and the days that rest on it."""

    year: int
    title: str
    issued: Issued
    days: frozenset[date]


def _days(*days: tuple[int, int, int]) -> frozenset[date]:
    return frozenset(date(*day) for day in days)


CHANGES = (
    Later(
        2015,
        "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知",
        Issued("国发明电〔2015〕1号", date(2015, 5, 13)),
        _days((2015, 9, 3), (2015, 9, 4), (2015, 9, 5), (2015, 9, 6)),
    ),
    Later(
        2019,
        "国务院办公厅关于调整2019年劳动节假期安排的通知",
        Issued("国办发明电〔2019〕3号", date(2019, 3, 22)),
        _days((2019, 4, 28), (2019, 5, 1), (2019, 5, 2), (2019, 5, 3), (2019, 5, 4), (2019, 5, 5)),
    ),
    Later(
        2020,
        "国务院办公厅关于延长2020年春节假期的通知",
        Issued("国办发明电〔2020〕1号", date(2020, 1, 26)),
        _days((2020, 1, 31), (2020, 2, 1), (2020, 2, 2)),
    ),
)
