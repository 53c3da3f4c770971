"""Say when a period ends, and why every day of it counts or does not."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from foundation.asked import read_period
from foundation.holidays.seed import seed_calendar
from foundation.official_calendar import official_calendar
from foundation.units import Unit
from foundation.working_calendar import PeriodError, WorkingCalendar, long_date
from foundation.worksheets import Worksheet


class Command(BaseCommand):
    help = "推算期限的最后一日，逐日说明理由。起算日依法不计入（《民法典》第二百零一条）。"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("start", help="起算日，例如 2026-09-17；或带时区的时刻")
        length = parser.add_mutually_exclusive_group(required=True)
        for unit in Unit:
            flag = f"--{unit.value.replace('_', '-')}"
            length.add_argument(flag, dest=unit.value, metavar="N", help=f"N {unit.label}")
        parser.add_argument("--count-first-day", action="store_true", help="起算日计入（例外，须有依据）")
        parser.add_argument("--close", default="", metavar="17:30", help="最后一日的截止时刻；默认 24:00")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = next(unit for unit in Unit if options[unit.value] is not None)
        try:
            period = read_period(
                options["start"],
                options[unit.value],
                unit,
                counting_first_day=options["count_first_day"],
                close=options["close"],
            )
            sheet = period.on(self.calendar())
        except PeriodError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(sheet.as_dict(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(text_of(sheet)))

    def calendar(self) -> WorkingCalendar:
        """The database's; before there is one, what it would begin with."""
        try:
            calendar = official_calendar(fresh=True)
        except DatabaseError:
            self.stderr.write("数据库里还没有日历，按自带的放假安排推算。")
            return seed_calendar()
        return calendar if calendar.settled_years else seed_calendar()


def text_of(sheet: Worksheet) -> list[str]:
    lines = [sheet.sentence(), ""]
    for line in sheet:
        number = f"第{line.number}天" if line.number else "不计"
        lines.append(f"{long_date(line.day.date)}  {number}  {line.why}")
    return lines
