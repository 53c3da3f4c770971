"""The forms by which a holiday notice is entered: the pasted text, then what was read and why it is entered."""

from datetime import date
from typing import Any

from django import forms

from foundation.holidays.text import FIRST_YEAR
from foundation.office.deciding import LONGEST
from foundation.working_calendar import LAST_YEAR

TEXT_LONGEST = 20_000
EXAMPLE = "国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"


class NoticeForm(forms.Form):
    text = forms.CharField(
        label="通知原文",
        max_length=TEXT_LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=f"从国务院办公厅网站整篇复制，连标题、文号和日期。每个节日是这样写的：{EXAMPLE}",
        error_messages={"required": "请粘贴通知原文。"},
    )
    year = forms.IntegerField(
        label="年份",
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="原文写明是哪一年的，不用填。",
    )


class ProposalForm(forms.Form):
    """What was read of head and tail can be mended by hand; the days cannot, they are the text's."""

    text = forms.CharField(max_length=TEXT_LONGEST, widget=forms.HiddenInput, strip=False)
    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.HiddenInput)
    title = forms.CharField(label="标题", max_length=200)
    number = forms.CharField(label="发文字号", max_length=60, required=False, help_text="例如：国办发明电〔2025〕7号。")
    issued_on: Any = forms.DateField(
        label="成文日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label="理由",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：国务院办公厅已公布通知。决定的人和监督的人会看到。",
        error_messages={"required": "请写明理由。"},
    )


def default_title(year: int) -> str:
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


def initial_of(text: str, year: int, title: str, number: str, issued_on: date | None) -> dict[str, Any]:
    return {
        "text": text,
        "year": year,
        "title": title or default_title(year),
        "number": number,
        "issued_on": issued_on,
    }
