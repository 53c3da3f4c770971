"""An act page that may state a period: for comment, for publicity, for applications."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from foundation.clock import now
from foundation.models.act_page import ActPage
from foundation.official_calendar import official_calendar
from foundation.ruler import ruler
from foundation.units import Unit
from foundation.working_calendar import PeriodError, long_date
from foundation.worksheets import Worksheet


class PeriodPage(ActPage):
    """Abstract. Until publication the dates are computed each time; then they stand in a `Term`."""

    period_label = models.CharField(
        "期限名称", max_length=20, blank=True, help_text="例如：意见反馈期、公示期。没有期限的不填。"
    )
    period_count = models.PositiveIntegerField("长度", null=True, blank=True, validators=[MinValueValidator(1)])
    period_unit = models.CharField(
        "单位", max_length=12, choices=[(unit.value, unit.label) for unit in Unit], default=Unit.WORKING_DAYS.value
    )
    period_from = models.DateField("起算日", null=True, blank=True, help_text="留空则为公布之日。")
    period_counting_first_day = models.BooleanField(
        "起算日计入",
        default=False,
        help_text="依法起算日不计入（《民法典》第二百零一条）。计入的，请在“依据”里写明理由。",
    )
    period_close = models.TimeField("最后一日的截止时刻", null=True, blank=True, help_text="留空则到当日 24:00。")
    period_basis = models.CharField(
        "依据", max_length=200, blank=True, help_text="例如：《某某管理办法》第十条；文件没有规定的，写明由本机关决定。"
    )

    period_panels = [
        MultiFieldPanel(
            [
                FieldPanel("period_label"),
                FieldRowPanel([FieldPanel("period_count"), FieldPanel("period_unit")]),
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_close")]),
                FieldPanel("period_counting_first_day"),
                FieldPanel("period_basis"),
            ],
            heading="期限",
        )
    ]

    class Meta:
        abstract = True

    @property
    def states_a_period(self) -> bool:
        return self.period_count is not None

    @cached_property
    def term(self) -> Any:
        """The dates that were published with this page, once it has been; one query."""
        from foundation.terms import term_of

        return term_of(self)

    def sheet(self) -> Worksheet | None:
        """The period day by day: as published, or as it would be if it were published now."""
        from foundation.terms import period_of, states_what_was_published

        if not self.states_a_period:
            return None
        calendar = official_calendar()
        if self.live and self.term is not None and states_what_was_published(self, self.term):
            return self.term.sheet(calendar)
        return period_of(self).on(calendar)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        try:
            sheet = self.sheet()
        except PeriodError as error:  # a draft in preview; a published one cannot
            return {**context, "period_fault": str(error)}
        if sheet is not None:
            context["ruler"] = ruler(sheet, now(), self.period_label or "期限")
            context["sheet"] = sheet
            context["period_is_open"] = sheet.is_open_at(now())
            context["period_until"] = f"{long_date(sheet.last_day)} {sheet.closing_hour}"
            context["period_moves"] = self.term.moved_because() if self.live and self.term is not None else []
        return context

    def on_published(self, **signed: Any) -> None:
        from foundation.terms import publish_term

        super().on_published(**signed)
        publish_term(self, signed.get("user"), signed.get("role"))
