"""Forms of the role and office screens."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from foundation.clock import today
from foundation.models.section import SectionPage
from foundation.models.user import User
from foundation.office.deciding import LONGEST
from foundation.roles import LABELS, SITE_ROLES, Role

TEXT = {"rows": 3}


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An account that may sign in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.none(), **{"empty_label": "请选择", **kwargs})

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}（{obj.username}）" + (f"，{obj.unit}" if obj.unit else "")


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A section, indented as it stands in the tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(SectionPage.objects.none(), **kwargs)
        self.root_depth = 0

    def label_from_instance(self, obj: Any) -> str:
        return "　" * max(0, obj.depth - self.root_depth) + str(obj.title)


def _people() -> Any:
    return User.objects.filter(is_active=True).order_by("last_name", "first_name", "username")


def _sections() -> Any:
    return SectionPage.objects.order_by("path")


def roles_offered() -> list[tuple[str, str]]:
    return [(role.value, LABELS[role]) for role in Role]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=LONGEST,
        widget=forms.Textarea(attrs=TEXT),
        help_text="例如任职文件、工作安排。决定的人和监督的人会看到。",
        error_messages={"required": "请写明理由。"},
    )


class GrantForm(ReasonForm):
    user = PersonField(label="授予谁")
    role = forms.ChoiceField(label="职责")
    section = SectionField(
        label="栏目", required=False, empty_label="不选：全站（三类管理员）", help_text="管所选栏目和它下面的一切。"
    )
    field_order = ("user", "role", "section", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PersonField, self.fields["user"]).queryset = _people()
        cast(forms.ChoiceField, self.fields["role"]).choices = [("", "请选择"), *roles_offered()]
        section = cast(SectionField, self.fields["section"])
        section.queryset = _sections()
        section.root_depth = _sections().values_list("depth", flat=True).first() or 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role, section = cleaned.get("role"), cleaned.get("section")
        if role and (Role(role) in SITE_ROLES) == (section is not None):
            label = LABELS[Role(role)]
            self.add_error("section", f"{label}是全站职责，不选栏目。" if section else f"授予{label}职责时要选定栏目。")
        return cleaned


class DeputyForm(ReasonForm):
    user = PersonField(label="由谁代理")
    first_day = forms.DateField(label="开始日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(
        label="结束日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="含这一日。过了自动结束，不用撤销。",
    )
    field_order = ("user", "first_day", "last_day", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PersonField, self.fields["user"]).queryset = _people()

    def clean_first_day(self) -> date:
        day: date = self.cleaned_data["first_day"]
        if day < today():
            raise ValidationError("开始日期不能早于今天。")
        return day


class DecisionForm(forms.Form):
    comment = forms.CharField(
        label="意见（不同意时必填）", required=False, max_length=LONGEST, widget=forms.Textarea(attrs=TEXT)
    )


class HoldingsFilter(forms.Form):
    who = forms.CharField(label="人员", required=False, max_length=60)
    role = forms.ChoiceField(label="职责", required=False)
    section = SectionField(label="栏目", required=False, empty_label="全部")
    ended = forms.BooleanField(label="也列出已撤销、已到期的", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["role"]).choices = [("", "全部"), *roles_offered()]
        section = cast(SectionField, self.fields["section"])
        section.queryset = _sections()
        section.root_depth = _sections().values_list("depth", flat=True).first() or 0
