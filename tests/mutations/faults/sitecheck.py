"""The look over the site by night."""

from tests.mutations.fault import Fault

ROOM = "sitecheck"

FAULTS = (
    Fault(
        name="a column is stale on the last day it may rest",
        room=ROOM,
        snippet="return last, (today() - last).days > days",
        becomes="return last, (today() - last).days >= days",
        neighbourhood=("test_finding",),
    ),
    Fault(
        name="stale news and stale notices do not add up",
        room=ROOM,
        snippet="return next((group for group in COUNTED_TOGETHER if code in group), {code})",
        becomes="return {code}",
        neighbourhood=("test_finding",),
    ),
    Fault(
        name="the fifth empty column does not yet fail the site",
        room=ROOM,
        snippet="return Weight.VETO if self.veto_at and found >= self.veto_at else self.weight",
        becomes="return Weight.VETO if self.veto_at and found > self.veto_at else self.weight",
        neighbourhood=("test_finding",),
    ),
    Fault(
        name="no place within a page is looked for",
        room=ROOM,
        snippet='return places is None or place in places or place == "top"',
        becomes="return True",
        neighbourhood=("test_finding",),
    ),
    Fault(
        name="bytes other than those that were signed are not found",
        room=ROOM,
        snippet='if signed not in ("", read.sha256) or (not signed and file.file_hash not in ("", read.sha1)):',
        becomes='if not signed and file.file_hash not in ("", read.sha1):',
        neighbourhood=("test_finding",),
    ),
    Fault(
        name="the look outside asks the house's own network",
        room=ROOM,
        snippet='if not found or not all(allows(ipaddress.ip_address(one.partition("%")[0])) for one in found):',
        becomes="if not found:",
        neighbourhood=("test_outside",),
    ),
    Fault(
        name="an inner address in an outer dress is asked",
        room=ROOM,
        snippet="wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]",
        becomes="wrapped = address.ipv4_mapped",
        neighbourhood=("test_outside",),
    ),
    Fault(
        name="a link to a sealed page names it",
        room=ROOM,
        snippet='titles = dict(Page.objects.filter(pk__in=wrong, live=True).values_list("pk", "title")) if wrong else {}',
        becomes='titles = dict(Page.objects.filter(pk__in=wrong).values_list("pk", "title")) if wrong else {}',
        neighbourhood=("test_finding",),
    ),
    Fault(
        name="what was mended stays on the list",
        room=ROOM,
        snippet="        SiteFinding.objects.filter(pk__in=gone).delete()\n",
        becomes="",
        neighbourhood=("sitecheck/test_running",),
    ),
)
