"""申报通知: who may apply, with what, where and until when, and which article each of it rests on."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from foundation.clock import now
from foundation.models import ActPage
from notices.calls.states import CallState, Instants
from notices.forms import CallForm
from notices.models.call_rows import END_OF_DAY

CALENDAR_FILE = "calendar.ics"


class CallPage(ActPage):
    document_number = models.CharField("发文字号", max_length=60, blank=True)
    who_may_apply = RichTextField("申报对象和条件", features=["bold", "ol", "ul", "link", "document-link"])
    body = RichTextField("正文")
    open_ended = models.BooleanField("长期申报", default=False, help_text="没有截止时刻，分批集中评审。")
    without_batches = models.BooleanField("不分批次", default=False, help_text="长期申报而不分批次的，请勾选。")
    opens_on = models.DateField("开始日", null=True, blank=True, help_text="留空则自发布时开始。")
    opens_hour = models.TimeField("开始时刻", null=True, blank=True, help_text="留空则自当日 0:00。")
    opened_before = models.CharField(
        "发布之前已经开始的，说明原因", max_length=200, blank=True, help_text="公众会读到。"
    )
    closes_on = models.DateField("截止日", null=True, blank=True)
    closes_hour = models.TimeField("截止时刻", null=True, blank=True, help_text=END_OF_DAY)
    rest_day_known = models.BooleanField(
        "截止日为休息日，已知悉", default=False, help_text="截止日或批次截止日是周末、放假的，确认无误后勾选。"
    )
    apply_where = models.TextField("申报方式", max_length=1000, help_text="在哪里、怎样提交。")
    apply_url = models.URLField("网上申报地址", blank=True)

    base_form_class = CallForm
    template = "public/call.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("document_number"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("opens_hour")]),
                FieldPanel("opened_before"),
                FieldRowPanel([FieldPanel("closes_on"), FieldPanel("closes_hour")]),
                FieldPanel("open_ended"),
                FieldPanel("without_batches"),
                FieldPanel("rest_day_known"),
            ],
            heading="申报时间",
        ),
        InlinePanel("batches", heading="批次（长期申报）", label="批次"),
        FieldPanel("who_may_apply"),
        FieldPanel("body"),
        InlinePanel("materials", heading="申报材料", label="材料"),
        MultiFieldPanel([FieldPanel("apply_where"), FieldPanel("apply_url")], heading="到哪里申报"),
        InlinePanel("contacts", heading="联系方式", label="联系方式"),
        InlinePanel("bases", heading="依据", label="依据"),
    ]
    parent_page_types = ["foundation.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "申报通知"
        verbose_name_plural = "申报通知"

    @cached_property
    def instants(self) -> Instants | None:
        """As published, with every extension; of a draft as it would be published now. None while it says nothing."""
        from notices.calls.terms import instants_of

        return instants_of(self)

    @property
    def state(self) -> CallState | None:
        """Read now, from the clock and the acts."""
        return self.instants.state_at(now()) if self.instants is not None else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from notices.calls.showing import shown

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **shown(self, now())}

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if path_components == [CALENDAR_FILE] and self.live:
            return RouteResult(self, kwargs={"calendar": True})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, calendar: bool = False, **kwargs: Any) -> HttpResponse:
        if calendar and self.live:
            from notices.calls.calendar_file import calendar_answer

            return calendar_answer(self)
        return super().serve(request, *args, **kwargs)

    def on_published(self, **signed: Any) -> None:
        from notices.calls.terms import publish_term
        from notices.numbers import hold_number

        super().on_published(**signed)
        hold_number(self)
        publish_term(self)
