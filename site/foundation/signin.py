"""Signing in: what a person sees when locked out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from foundation import errors


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return errors.too_many(request, f"登录失败次数过多，为保护账号，{minutes} 分钟内不能再从这里登录。")
