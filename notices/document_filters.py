"""By what the list of attachments is narrowed."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model

from foundation.attachments import KINDS
from foundation.models import SectionPage
from notices.document_rows import carried_below, carried_by_public_pages

Choices = list[tuple[str, str]]


class KindFilter(SimpleListFilter):
    title, parameter_name = "种类", "kind"

    def lookups(self, request: Any, model_admin: Any) -> Choices:
        return [(label, label) for label in dict.fromkeys(KINDS.values())]

    def queryset(self, request: Any, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        endings = [ending for ending, label in KINDS.items() if label == self.value()]
        if not endings:
            return queryset
        of_this_kind = Q(pk__in=())
        for ending in endings:
            of_this_kind |= Q(file__iendswith=f".{ending}")
        return queryset.filter(of_this_kind)


class YearFilter(SimpleListFilter):
    title, parameter_name = "上传年份", "year"

    def lookups(self, request: Any, model_admin: Any) -> Choices:
        years = get_document_model().objects.dates("created_at", "year", order="DESC")
        return [(str(day.year), f"{day.year}年") for day in years]

    def queryset(self, request: Any, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        year = self.value()
        is_year = year and year.isascii() and year.isdigit() and len(year) == 4 and int(year) > 0
        return queryset.filter(created_at__year=int(year)) if year and is_year else queryset


class SectionFilter(SimpleListFilter):
    title, parameter_name = "栏目", "section"

    def lookups(self, request: Any, model_admin: Any) -> Choices:
        return [(str(pk), title) for pk, title in SectionPage.objects.order_by("path").values_list("pk", "title")]

    def queryset(self, request: Any, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        asked = self.value()
        section = (
            SectionPage.objects.filter(pk=int(asked)).first() if asked and asked in dict(self.lookup_choices) else None
        )
        return queryset.filter(pk__in=carried_below(section).values("pk")) if section else queryset


class PublicFilter(SimpleListFilter):
    title, parameter_name = "公开情况", "public"

    def lookups(self, request: Any, model_admin: Any) -> Choices:
        return [("yes", "已公开"), ("no", "未公开")]

    def queryset(self, request: Any, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        public = carried_by_public_pages().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=public)
        return queryset.exclude(pk__in=public) if self.value() == "no" else queryset
