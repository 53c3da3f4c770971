"""What the ground floor itself needs to be healthy."""

import os
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from foundation.clock import now, today
from foundation.health import Finding, failure, health_check, ok, warning
from foundation.models.holding import RoleHolding
from foundation.models.outbox import OutboxMessage
from foundation.models.user import User
from foundation.models.worker_heartbeat import WorkerHeartbeat
from foundation.official_calendar import official_calendar
from foundation.outbox.delivery import MOST_ATTEMPTS
from foundation.roles import SITE_ROLES, Role
from foundation.triggers import missing_triggers

NAMED_AT_MOST = 5
WAITING_TOO_LONG = timedelta(minutes=5)


@health_check("database", "数据库")
def database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ok(f"{connection.vendor} 可用。")


@health_check("migrations", "数据库结构")
def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return failure(f"有 {len(missing)} 项结构变更尚未执行。", "请运行 python manage.py migrate。")
    return ok("结构与程序一致。")


@health_check("worker", "后台进程")
def worker() -> Finding:
    if "Database" not in settings.TASKS["default"]["BACKEND"]:
        return ok("任务即时执行，不需要后台进程。")
    latest = WorkerHeartbeat.objects.order_by("-beaten_at").first()
    if latest is None:
        return failure("后台进程从未启动，邮件和检索更新不会发出。", "请运行 python manage.py worker。")
    silent = now() - latest.beaten_at
    if silent > timedelta(seconds=settings.WORKER_SILENT_SECONDS):
        return failure(f"后台进程已有 {int(silent.total_seconds())} 秒没有动静。", "请查看 worker 的日志并重新启动它。")
    return ok("后台进程在运行。")


@health_check("calendar", "工作日日历")
def calendar() -> Finding:
    this_year = today().year
    settled = official_calendar(fresh=True).settled_years
    missing = [year for year in (this_year, this_year + 1) if year not in settled]
    if not missing:
        return ok(f"已有 {this_year} 年和 {this_year + 1} 年的放假安排。")
    years = "、".join(f"{year} 年" for year in missing)
    return warning(
        f"没有 {years}的放假安排，跨入其间的期限按周末推算，标为暂定。",
        "国务院办公厅公布通知（通常在上年 11 月）后，请编辑在“工作日历”里粘贴通知原文录入，由签发确认。",
    )


@health_check("data_folder", "数据目录", for_readiness=False)
def data_folder() -> Finding:
    folder = settings.DATA_DIR
    if not os.access(folder, os.W_OK):
        return failure(f"{folder} 不可写。", "请给运行账号写权限，或用 DATA_DIR 另行指定。")
    return ok(f"{folder} 可写。")


@health_check("key_folder", "密钥目录", for_readiness=False)
def key_folder() -> Finding:
    folder = settings.KEYS_DIR
    if folder.is_dir() and folder.stat().st_mode & 0o077:
        return warning(f"{folder} 可被其他账号读取。", f"请运行 chmod 700 {folder}。")
    return ok("只有运行账号能读取。" if folder.is_dir() else "尚未生成密钥。")


@health_check("triggers", "数据库防改动")
def triggers() -> Finding:
    missing = missing_triggers()
    if missing:
        return failure(f"数据库缺少 {len(missing)} 道防改动的触发器。", "请运行 python manage.py migrate，会重新装上。")
    return ok("存证账和已签发内容受数据库保护。")


@health_check("outbox", "待办事项", for_readiness=False)
def outbox() -> Finding:
    """A message given up is for an operator to look at; the site goes on serving meanwhile."""
    waiting = OutboxMessage.objects.filter(done_at=None)
    lost = list(waiting.filter(attempts__gte=MOST_ATTEMPTS).order_by("pk")[: NAMED_AT_MOST + 1])
    if lost:
        named = "；".join(f"第 {row.pk} 号 {row.topic}（{row.last_error}）" for row in lost[:NAMED_AT_MOST])
        more = "；等等" if len(lost) > NAMED_AT_MOST else ""
        return failure(
            f"有待办事项屡试不成：{named}{more}。",
            "请按错误查明原因，再运行 python manage.py outbox_retry 编号（或 --all）。",
        )
    oldest = waiting.filter(dead_at=None, due_at__lt=now() - WAITING_TOO_LONG).order_by("due_at").first()
    if oldest is not None:
        minutes = int((now() - oldest.due_at).total_seconds() // 60)
        return warning(
            f"第 {oldest.pk} 号 {oldest.topic} 已等了 {minutes} 分钟。", "请查看后台进程是否在运行、是否繁忙。"
        )
    return ok("没有积压。")


@health_check("administrators", "三类管理员", for_readiness=False)
def administrators() -> Finding:
    """Accounts, rights and logs in three pairs of hands, and no one above them. Only a public site has to be so."""
    if settings.DEMO_ALLOWED:
        return ok("演示环境不作要求。")
    wrong = administrator_faults()
    if not wrong:
        return ok("系统、安全、审计管理员都有人担任，没有兼任。")
    return warning(
        "".join(wrong), "职责请在后台的“职责”里办理，第一位请运行维护人员在服务器上办理；不用的超级权限请收回。"
    )


def administrator_faults() -> list[str]:
    held: dict[Role, set[int]] = {role: set() for role in sorted(SITE_ROLES)}
    names: dict[int, str] = {}
    rows = RoleHolding.objects.in_force(now()).filter(role__in=list(held)).select_related("user")
    for holding in rows:
        held[Role(holding.role)].add(holding.user_id)
        names[holding.user_id] = holding.user.get_username()
    wrong = [f"没有人担任{role.label}。" for role, people in held.items() if not people]
    wrong += [
        f"{names[person]} 兼任{'、'.join(role.label for role, people in held.items() if person in people)}。"
        for person in sorted(names)
        if sum(person in people for people in held.values()) > 1
    ]
    above = (
        User.objects.filter(is_active=True, is_superuser=True).order_by("username").values_list("username", flat=True)
    )
    if above:
        wrong.append(f"有超级权限的账号可以登录：{'、'.join(above)}。")
    return wrong
