"""One look over the whole site: everybody's findings, how heavily they weigh together, and what is kept of them."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from foundation.clock import now, today
from foundation.models.site_finding import SiteCheckRun, SiteFinding
from foundation.outbox import put
from foundation.sitecheck import columns, files, links  # noqa: F401  (they register themselves)
from foundation.sitecheck.outside import Answer
from foundation.sitecheck.registry import Found, finders
from foundation.sitecheck.rules import BY_CODE, OUTSIDE, OUTSIDE_DEAD, Weight, companions
from foundation.sitecheck.snapshot import Snapshot, take_snapshot

RUNS_KEPT = 60
CHANGING = ["weight", "says", "mend", "since", "veto_since_id"]
Ask = Callable[[str], Answer]


def check_the_site(ask: Ask | None = None) -> SiteCheckRun:
    """Look, then write in one short transaction. Other sites are asked only when somebody gives the means."""
    started = now()
    site = take_snapshot()
    found = [one for finder in finders() for one in finder(site)]
    if ask is not None:
        found += _asked_outside(found, ask)
    return _keep(found, site, started, asked=ask is not None)


def _asked_outside(found: Iterable[Found], ask: Ask) -> list[Found]:
    """Each address once, however many pages link to it."""
    listed = [one for one in found if one.rule is OUTSIDE]
    answers = {about: ask(about) for about in dict.fromkeys(one.about for one in listed)}
    return [
        replace(
            one,
            rule=OUTSIDE_DEAD,
            says=f"站外链接打不开（{answers[one.about].says}）：{one.about}。请核对后改正或去掉。",
        )
        for one in listed
        if answers[one.about].works is False
    ]


def key_of(found: Found) -> str:
    return hashlib.sha256(f"{found.rule.code}\0{found.page}\0{found.about}".encode()).hexdigest()


def weights(found: Iterable[Found]) -> dict[str, Weight]:
    """Rule -> how heavily each of its findings weighs, now that all are counted."""
    counts = Counter(one.rule.code for one in found)
    return {code: BY_CODE[code].weight_of(sum(counts[each] for each in companions(code))) for code in counts}


def _keep(found: list[Found], site: Snapshot, started: datetime, *, asked: bool) -> SiteCheckRun:
    by_key = {key_of(one): one for one in found if one.page in site.rows}
    with transaction.atomic():
        run = SiteCheckRun.objects.create(started_at=started, finished_at=now(), pages=len(site.rows), outside=asked)
        before = SiteFinding.objects.in_bulk(field_name="key")
        if not asked:
            by_key |= _still_dead_outside(before.values(), by_key)
        heavy = weights(by_key.values())
        rows = [_row(before.get(key), key, one, heavy[one.rule.code], run) for key, one in by_key.items()]
        gone = [row.pk for key, row in before.items() if key not in by_key]
        SiteFinding.objects.filter(pk__in=gone).delete()
        SiteFinding.objects.update(run=run)
        SiteFinding.objects.bulk_create([row for row in rows if row._state.adding], batch_size=500)
        changed = [row for row in rows if row.differs and not row._state.adding]
        SiteFinding.objects.bulk_update(changed, [name.removesuffix("_id") for name in CHANGING], batch_size=200)
        old = SiteCheckRun.objects.order_by("-pk").values_list("pk", flat=True)[RUNS_KEPT:]
        SiteCheckRun.objects.filter(pk__in=list(old)).delete()
        if any(row.veto_since_id == run.pk for row in rows):
            put("site_vetoes", run=run.pk)
    return run


def _row(before: SiteFinding | None, key: str, one: Found, weight: Weight, run: SiteCheckRun) -> SiteFinding:
    """What is kept of one finding: since when it is there, and since when it fails the whole site."""
    row = before or SiteFinding(key=key, rule=one.rule.code, page_id=one.page, about=one.about, since=today())
    was = [getattr(row, name) for name in CHANGING]
    begins = weight is Weight.VETO and row.weight != Weight.VETO.value
    row.weight, row.says, row.mend, row.run = weight.value, one.says, one.mend, run
    row.since = one.since or row.since
    row.veto_since_id = run.pk if begins else (row.veto_since_id if weight is Weight.VETO else None)
    row.differs = was != [getattr(row, name) for name in CHANGING]
    return row


def _still_dead_outside(before: Iterable[SiteFinding], now_found: dict[str, Found]) -> dict[str, Found]:
    """What was dead when it was last tried is so until it is tried again, as long as the link stands."""
    standing = {(one.page, one.about) for one in now_found.values() if one.rule is OUTSIDE}
    return {
        row.key: Found(OUTSIDE_DEAD, row.page_id, row.says, row.about, row.since, row.mend)
        for row in before
        if row.rule == OUTSIDE_DEAD.code and (row.page_id, row.about) in standing
    }
