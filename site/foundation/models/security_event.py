"""The sign-in and permission log: who signed in or failed to, whose rights changed. Kept at least six months."""

from django.conf import settings
from django.db import models


class SecurityEvent(models.Model):
    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "登录"
        SIGNED_OUT = "signed_out", "退出"
        REFUSED = "refused", "登录失败"
        LOCKED_OUT = "locked_out", "登录被锁定"
        RIGHTS_CHANGED = "rights_changed", "权限变更"
        ACCOUNT_CHANGED = "account_changed", "账号变更"

    at = models.DateTimeField("时间", db_index=True)
    kind = models.CharField("事项", max_length=20, choices=Kind)
    # The person may be deleted later; the name as it was then stays.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="账号", null=True, blank=True, related_name="+"
    )
    username = models.CharField("账号名", max_length=150, blank=True)
    address = models.GenericIPAddressField("来源地址", null=True, blank=True)
    detail = models.CharField("说明", max_length=500, blank=True)
    request_id = models.CharField("请求编号", max_length=64, blank=True)

    class Meta:
        verbose_name = "登录与权限记录"
        verbose_name_plural = "登录与权限记录"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.username}"
