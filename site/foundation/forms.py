"""Forms of the ground floor."""

from django import forms
from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    """Wagtail's, in our words, and with what a browser's password keeper looks for."""

    username = forms.CharField(label="账号", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label="密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    error_messages = {**LoginForm.error_messages, "invalid_login": "账号或密码不对。请核对后再试，注意区分大小写。"}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["placeholder"] = ""
