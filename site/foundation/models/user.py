"""A person who signs in: staff only. The public has no accounts."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    unit = models.CharField("所在单位或处室", max_length=120, blank=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Family name first and no space, as Chinese names are written."""
        return f"{self.last_name}{self.first_name}"

    def get_short_name(self) -> str:
        return self.get_full_name()
