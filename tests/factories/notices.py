"""Holiday notices for years that have none: the text is invented, the weekdays are true."""

from datetime import date

from foundation.holidays.act import propose_holidays
from foundation.holidays.plan import plan, rows_of
from foundation.holidays.text import read_notice
from foundation.models import OfficeAct
from foundation.office.deciding import decide
from foundation.official_calendar import official_calendar
from foundation.roles import Role
from foundation.working_calendar import Notice
from tests.factories.acts import Bureau

NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕99号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，不调休，共1天。
六、中秋节：9月15日（周三）放假，不调休，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
国务院办公厅
2026年11月5日
"""


def proposed(office: Bureau, text: str = NOTICE_2027, year: int | None = None) -> OfficeAct:
    """Laid before a signatory by the editor."""
    reading = read_notice(text, year)
    assert reading.year is not None
    assert not reading.faults
    rows = rows_of(reading, official_calendar(fresh=True))
    found = plan(reading.year, rows, Notice(reading.title, reading.number), settles=reading.is_whole)
    return propose_holidays(
        reading.year,
        list(found.rows),
        title=reading.title or f"关于调整{reading.year}年放假安排的通知",
        number=reading.number,
        issued_on=reading.issued_on or date(2026, 11, 5),
        text=text,
        settles=reading.is_whole,
        reason="通知已公布",
        by=office[Role.EDITOR],
    )


def entered(office: Bureau, text: str = NOTICE_2027, year: int | None = None) -> OfficeAct:
    """The whole way: proposed by the editor, agreed by the signatory."""
    return decide(proposed(office, text, year), True, office[Role.SIGNATORY])
