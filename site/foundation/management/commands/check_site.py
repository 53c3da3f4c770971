"""Looks the whole site over now, as the worker does every night, and says what it found."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from foundation.models import SiteFinding
from foundation.sitecheck.outside import ask
from foundation.sitecheck.rules import BY_CODE, OUTSIDE, WEIGHTS, Weight
from foundation.sitecheck.running import check_the_site


class Command(BaseCommand):
    help = "自查全站：空白和久未更新的栏目、死链、附件。有单项否决的问题时退出码为 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--outside", action="store_true", help="也试一试站外链接（只访问公网地址）")

    def handle(self, *args: Any, outside: bool = False, **options: Any) -> None:
        run = check_the_site(ask if outside else None)
        rows = SiteFinding.objects.exclude(rule=OUTSIDE.code).select_related("page").order_by("weight", "rule", "pk")
        by_weight: dict[Weight, int] = dict.fromkeys(Weight, 0)
        for row in rows:
            weight = Weight(row.weight)
            by_weight[weight] += 1
            self.stdout.write(f"[{WEIGHTS[weight]}] {BY_CODE[row.rule].label}｜{row.page.title}｜{row.says}")
        counted = "，".join(f"{label} {by_weight[weight]} 项" for weight, label in WEIGHTS.items())
        self.stdout.write(f"查了 {run.pages} 个页面：{counted}。")
        if by_weight[Weight.VETO]:
            raise SystemExit(1)
