"""What a visitor fills in. What is wrong is said beside the field, and what was typed stays."""

import re
import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from notices.comments.contacts import Contact
from notices.comments.numbers import read_number
from notices.comments.receiving import Said
from notices.models import Provision

LONGEST = 2000
WHOLE = "全文"
BEGINS = 24  # so many characters of a provision stand in the list
_PHONE = re.compile(r"\+?[0-9()（） -]{7,24}")


class LinesField(forms.CharField):
    """Counts a line break as one character, as the browser does."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _lines(label: str, rows: int, required: str = "", **kwargs: Any) -> LinesField:
    return LinesField(
        label=label,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": required,
            "max_length": f"最多{LONGEST}个字，现在有%(show_value)d个字。请分成几条提交，或者压缩一下。",
        },
        **kwargs,
    )


class CommentForm(forms.Form):
    provision = forms.ChoiceField(
        label="对哪一条", required=False, error_messages={"invalid_choice": "没有找到这一条，请重新选择。"}
    )
    opinion = _lines(
        "您的意见", 8, "请写下您的意见。", help_text=f"最多{LONGEST}个字。对几条都有意见的，请一条一条提交。"
    )
    reason = _lines("理由", 4, help_text="写明理由和依据，便于研究采纳。")
    name = forms.CharField(
        label="单位或姓名",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="您愿意怎样称呼都可以。",
        error_messages={"max_length": "单位或姓名最多80个字。"},
    )
    way = forms.CharField(
        label="电话或邮箱",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="只在需要核实您的意见时用。",
        error_messages={"max_length": "电话或邮箱最多100个字。"},
    )
    # Out of sight: only a program fills it in.
    website = forms.CharField(
        label="网址（请留空）",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    token = forms.CharField(required=False, max_length=43, widget=forms.HiddenInput)

    def __init__(self, *args: Any, provisions: list[Provision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["provision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", WHOLE), *((row.address, _named(row)) for row in provisions)]
        self.fields["token"].initial = secrets.token_urlsafe(24)
        for name, bound in self.fields.items():
            told = [f"{name}-help"] if bound.help_text else []
            told += [f"{name}-fault"] if self.is_bound and name in self.errors else []
            if told:
                bound.widget.attrs["aria-describedby"] = " ".join(told)
            if self.is_bound and name in self.errors:
                bound.widget.attrs["aria-invalid"] = "true"

    def clean_way(self) -> str:
        typed: str = self.cleaned_data["way"]
        if not typed or _is_phone(typed) or _is_mail(typed):
            return typed
        raise ValidationError("这不像电话或邮箱。请写一个，例如 0000-0000000 或 name@example.com；不想留的，请清空。")

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("“网址”一栏要留空。请清空以后重新提交。")
        return ""

    def said(self) -> Said:
        data = self.cleaned_data
        return Said(
            opinion=data["opinion"],
            reason=data["reason"],
            address=data["provision"],
            contact=Contact(data["name"], data["way"]),
            token=data["token"],
        )


class ReceiptForm(forms.Form):
    number = forms.CharField(
        label="编号",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "YJ2026-000001-XXXX"}),
        error_messages={"required": "请填写回执上的编号。"},
    )
    code = forms.CharField(
        label="查询码",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写回执上的查询码。"},
    )

    def clean_number(self) -> str:
        number = read_number(self.cleaned_data["number"])
        if number is None:
            raise ValidationError("编号有误，至少有一个字符不对。请对照回执重新填写，例如 YJ2026-000001-XXXX。")
        return number


def _named(row: Provision) -> str:
    words = " ".join((row.title or row.text).split())
    return f"{row.reference}　{words[:BEGINS]}{'…' if len(words) > BEGINS else ''}"


def _is_phone(typed: str) -> bool:
    return bool(_PHONE.fullmatch(typed)) and sum(sign.isdigit() for sign in typed) >= 7


def _is_mail(typed: str) -> bool:
    try:
        validate_email(typed)
    except ValidationError:
        return False
    return True
