"""Days in the editor's forms: of years people mean. What counts on from the last day a calendar has would fail for all."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
FAR = f"日期请写在{EARLIEST.year}年到{LATEST.year}年之间。没有期限的，请留空。"


def is_near(day: date) -> bool:
    return EARLIEST.year <= day.year <= LATEST.year


def near(day: date | None) -> date | None:
    return day if day is not None and is_near(day) else None


class DayField(forms.DateField):
    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not is_near(value):
            raise ValidationError(FAR)


class MomentField(forms.DateTimeField):
    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not is_near(value):
            raise ValidationError(FAR)
