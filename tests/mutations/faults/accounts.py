"""Accounts, signing in, the security log, and the demonstration's accounts."""

from tests.mutations.fault import Fault

ROOM, DEMO = "accounts", "demo"

FAULTS = (
    Fault(
        name="an administrator disables themselves",
        room=ROOM,
        snippet='            raise Barred("不能停用或启用自己的账号。")',
        becomes="            pass",
        neighbourhood=("test_accounts",),
    ),
    Fault(
        name="an administrator sets the password of a superuser",
        room=ROOM,
        snippet="if account.is_superuser and account.pk != by.pk:",
        becomes="if account.is_superuser and account.pk == by.pk:",
        neighbourhood=("test_accounts",),
    ),
    Fault(
        name="a password somebody else set need not be changed",
        room=ROOM,
        snippet="        row.must_change_password = True\n",
        becomes="",
        neighbourhood=("test_must_change_password",),
    ),
    Fault(
        name="two classes of character are enough",
        room=ROOM,
        snippet="if sum(kinds) < self.classes:",
        becomes="if sum(kinds) < self.classes - 1:",
        neighbourhood=("test_passwords",),
    ),
    Fault(
        name="who finds a screen open changes the password without knowing the old one",
        room=ROOM,
        snippet="if not row.check_password(present):",
        becomes="if not present:",
        neighbourhood=("test_must_change_password",),
    ),
    Fault(
        name="a password typed as a name is kept in the log",
        room=ROOM,
        snippet='username=typed if known else "（没有这个账号）"',
        becomes="username=typed",
        neighbourhood=("test_security_log",),
    ),
    Fault(
        name="a visitor says where they come from",
        room=ROOM,
        snippet="given = forwarded[-hops] if hops and len(forwarded) >= hops else",
        becomes="given = forwarded[0] if forwarded else",
        neighbourhood=("test_security_log",),
    ),
    Fault(
        name="anybody makes accounts",
        room=ROOM,
        snippet="if not may_act_as(by, Role.SYSTEM_ADMINISTRATOR):",
        becomes="if not by.is_active:",
        neighbourhood=("test_accounts",),
    ),
    Fault(
        name="a session never ends by itself",
        room=ROOM,
        snippet='SESSION_COOKIE_AGE = env("SESSION_IDLE_MINUTES") * 60',
        becomes="SESSION_COOKIE_AGE = 14 * 24 * 3600",
        neighbourhood=("test_headers",),
    ),
    Fault(
        name="with a password somebody else gave them one does everything",
        room=ROOM,
        snippet="        return errors.barred(request, Barred([says]))",
        becomes="        return None",
        neighbourhood=("test_must_change_password",),
    ),
    # --- demo ---
    Fault(
        name="a disabled demo account keeps the printed password",
        room=DEMO,
        snippet="            user.set_unusable_password()\n",
        becomes="",
        neighbourhood=("test_demo_accounts",),
    ),
    Fault(
        name="who is signed in with a demo account stays so",
        room=DEMO,
        snippet="ended = end_sessions({str(user.pk) for user in accounts})",
        becomes="ended = end_sessions({user.username for user in accounts})",
        neighbourhood=("test_demo_accounts",),
    ),
    Fault(
        name="production starts with a demo account written in capitals",
        room=DEMO,
        snippet="list(User.objects.filter(is_active=True, email__iendswith=DEMO_MAIL)",
        becomes="list(User.objects.filter(is_active=True, email__endswith=DEMO_MAIL)",
        neighbourhood=("test_demo_accounts",),
    ),
    Fault(
        name="production loads the demonstration",
        room=DEMO,
        snippet='            raise CommandError("正式环境不能装入演示内容。")\n        hostname',
        becomes="            pass\n        hostname",
        neighbourhood=("portal/test_demo",),
    ),
    Fault(
        name="every account of the demonstration is a superuser",
        room=DEMO,
        snippet="is_superuser=account.role is Role.SYSTEM_ADMINISTRATOR,",
        becomes="is_superuser=True,",
        neighbourhood=("portal/test_demo",),
    ),
    Fault(
        name="the invented archive is made again by every run",
        room=DEMO,
        snippet="if (slug := _slug(seed, number)) not in there",
        becomes="if (slug := _slug(seed, number))",
        neighbourhood=("test_demo_archive",),
    ),
)
