"""Forms of the account screens."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from foundation.accounts.managing import faults_of_password
from foundation.clock import SHANGHAI
from foundation.models.security_event import SecurityEvent
from foundation.models.user import User

NEW_PASSWORD = {"autocomplete": "new-password"}


class DetailsForm(forms.Form):
    name = forms.CharField(label="姓名或职务", max_length=150)
    unit = forms.CharField(label="所在单位或处室", max_length=120, required=False)
    email = forms.EmailField(label="邮箱", max_length=254)


class PasswordForm(forms.Form):
    password = forms.CharField(label="新密码", strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD))
    again = forms.CharField(label="再输一次", strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD))

    def __init__(self, *args: Any, account: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "两次输入的密码不一样。")
        if password:
            for bar in faults_of_password(password, self.account or self._future_account()):
                self.add_error("password", bar.says)
        return cleaned

    def _future_account(self) -> User:
        """Whom the rules compare the password with."""
        return User(**{field: self.cleaned_data.get(field, "") for field in ("username", "email")})


class AccountForm(PasswordForm, DetailsForm):
    username = forms.CharField(
        label="账号",
        max_length=60,
        validators=[RegexValidator(r"^[a-zA-Z][a-zA-Z0-9._-]*\Z", "账号以字母开头，只用字母、数字和 . _ -。")],
        help_text="以字母开头，只用字母、数字和 . _ -。用来登录，以后不能改。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("username", "name", "unit", "email", "password", "again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "初始密码"

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(f"已经有账号“{username}”，请换一个。")
        return username


class AccountsFilter(forms.Form):
    STATES = (("", "全部"), ("active", "启用"), ("disabled", "停用"))

    who = forms.CharField(label="账号、姓名或单位", required=False, max_length=60)
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)


class LogFilter(forms.Form):
    kind = forms.ChoiceField(label="事项", required=False, choices=[("", "全部"), *SecurityEvent.Kind.choices])
    who = forms.CharField(label="账号", required=False, max_length=150)
    first_day = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def span(self) -> tuple[datetime | None, datetime | None]:
        """From the first instant asked for to just before the second; each may be open."""
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        return (_midnight(first) if first else None, _midnight(last + timedelta(days=1)) if last else None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=SHANGHAI)
