"""What a system administrator does with accounts. None of it gives a right: roles are granted by an office act.

An account with superuser rights belongs to the operators of the server and is theirs to change: whoever could set its
password would have its rights.
"""

from datetime import timedelta

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from foundation.acting import acting_as
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.mail.account_letters import tell_that_password_was_set
from foundation.models.security_event import SecurityEvent
from foundation.models.user import User
from foundation.roles import Role
from foundation.security_log import record
from foundation.standing import may_act_as

DETAILS = {"last_name": "姓名", "unit": "单位", "email": "邮箱"}


def create_account(*, username: str, name: str, unit: str, email: str, password: str, by: User) -> User:
    """A new account, which may do nothing until a role is granted to it. The log is written by its own signals."""
    _refuse_unless_entitled(by)
    user = User(username=username, last_name=name, unit=unit, email=email, must_change_password=True)
    bars = [*_faults_of_name(username), *faults_of_password(password, user)]
    if bars:
        raise Barred(bars)
    with transaction.atomic(), acting_as(by):
        user.set_password(password)
        user.save(force_insert=True)
        tell_that_password_was_set(user)
    return user


def change_details(account: User, *, name: str, unit: str, email: str, by: User) -> None:
    with transaction.atomic():
        row = _locked(account, by)
        was = {field: getattr(row, field) for field in DETAILS}
        if name != row.get_full_name():
            row.last_name, row.first_name = name, ""
        row.unit, row.email = unit, email
        changed = [label for field, label in DETAILS.items() if getattr(row, field) != was[field]]
        if changed:
            row.save(update_fields=["last_name", "first_name", "unit", "email"])
            _tell(row, f"更改：{'、'.join(changed)}", by)


def set_active(account: User, active: bool, by: User) -> None:
    """Someone disabled is out at their next request: both sign-in and standing ask it each time."""
    with transaction.atomic(), acting_as(by):
        row = _locked(account, by)
        if row.pk == by.pk:
            raise Barred("不能停用或启用自己的账号。")
        if row.is_active is active:
            raise Barred(f"这个账号已经{'启用' if active else '停用'}了。")
        row.is_active = active
        row.save(update_fields=["is_active"])


def set_password(account: User, password: str, by: User) -> None:
    """All its sessions end with the old password; until its holder has changed this one they can do nothing else."""
    with transaction.atomic(), acting_as(by):
        row = _locked(account, by)
        bars = faults_of_password(password, row)
        if row.pk == by.pk:
            bars = [Bar("自己的密码请在左下角的账号设置里修改。")]
        if bars:
            raise Barred(bars)
        row.set_password(password)
        row.must_change_password = True
        row.save(update_fields=["password", "must_change_password"])
        tell_that_password_was_set(row)


def unlock(account: User, by: User) -> None:
    """Forget the failed sign-ins that keep an account out."""
    with transaction.atomic():
        row = _locked(account, by)
        if not reset(username=row.username):
            raise Barred("这个账号没有被锁定。")
        _tell(row, "解除登录锁定", by)


def locked_out(accounts: list[User]) -> set[str]:
    """The names among these that cannot sign in from somewhere just now. One query."""
    since = now() - _lock_time()
    rows = AccessAttempt.objects.filter(username__in=[user.username for user in accounts], attempt_time__gt=since)
    worst = rows.values("username").annotate(worst=Max("failures_since_start"))
    return {row["username"] for row in worst if row["worst"] >= settings.AXES_FAILURE_LIMIT}


def faults_of_password(password: str, user: User) -> list[Bar]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [Bar(message) for message in error.messages]
    return []


def why_out_of_reach(account: User, by: User) -> str:
    """Why this account is not changed on these screens; empty when it may be."""
    if account.is_superuser and account.pk != by.pk:
        return "这个账号有超级权限，由运行维护人员在服务器上管理，这里不能更改。"
    return ""


def _locked(account: User, by: User) -> User:
    _refuse_unless_entitled(by)
    row = User.objects.select_for_update().get(pk=account.pk)
    if why := why_out_of_reach(row, by):
        raise Barred(why)
    return row


def _refuse_unless_entitled(by: User) -> None:
    if not may_act_as(by, Role.SYSTEM_ADMINISTRATOR):
        raise Barred("账号由系统管理员管理，您没有这项职责。")


def _faults_of_name(username: str) -> list[Bar]:
    if User.objects.filter(username__iexact=username).exists():
        return [Bar(f"已经有账号“{username}”，请换一个。")]
    return []


def _lock_time() -> timedelta:
    return timedelta(hours=settings.AXES_COOLOFF_TIME)


def _tell(account: User, what: str, by: User) -> None:
    record(SecurityEvent.Kind.ACCOUNT_CHANGED, user=account, detail=f"{what}（由 {by.get_username()}）")
