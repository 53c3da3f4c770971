"""A person's own password, changed by themselves: the one page left open to whoever was given theirs by somebody else."""

from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.admin import messages

from foundation.accounts.forms import PasswordForm
from foundation.accounts.managing import faults_of_password
from foundation.acting import acting_as
from foundation.bars import Barred
from foundation.models.user import User
from foundation.office.screens import signed_in

SAME = "新密码不能和现在的密码一样。"


class OwnPasswordForm(PasswordForm):
    present = forms.CharField(
        label="现在的密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("present", "password", "again")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("password") and cleaned["password"] == cleaned.get("present"):
            self.add_error("password", SAME)
        return cleaned


def change_own_password(user: User, present: str, new: str) -> User:
    """Asks the present one again: a screen left open is no proof of who sits there. The log is written by signals."""
    with transaction.atomic(), acting_as(user):
        row = User.objects.select_for_update().get(pk=user.pk)
        if not row.check_password(present):
            raise Barred("现在的密码不对。")
        if row.check_password(new):
            raise Barred(SAME)
        if bars := faults_of_password(new, row):
            raise Barred(bars)
        row.set_password(new)
        row.must_change_password = False
        row.save(update_fields=["password", "must_change_password"])
    return row


def change_password(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = OwnPasswordForm(request.POST or None, account=user)
    if request.method == "POST" and form.is_valid():
        try:
            row = change_own_password(user, form.cleaned_data["present"], form.cleaned_data["password"])
        except Barred as barred:
            for bar in barred.bars:
                form.add_error(None, bar.says)
        else:
            update_session_auth_hash(request, row)  # this session stays; all others end with the old password
            messages.success(request, "密码已改好，下次请用新密码登录。")
            return redirect("wagtailadmin_home")
    return render(request, "admin/accounts/own_password.html", {"form": form, "given": user.must_change_password})
