"""The feeds of this app."""

from django.db.models import Max
from wagtail.models import Page

from foundation.feeds import Source, feed_source
from notices.listings.announcements import announcements, kind_expression, kind_labels
from notices.models import CallPage, RegulationChangePage, RegulationPage

CALLS = feed_source(
    Source(
        "calls",
        "申报通知",
        lambda: CallPage.objects.annotate(extended_at=Max("extensions__at")),
        lambda page: "申报通知",
        touched=("extended_at",),
    )
)
ANNOUNCEMENTS = feed_source(
    Source(
        "announcements",
        "通知公告",
        lambda: announcements().annotate(kind_code=kind_expression()),
        lambda page: kind_labels()[page.kind_code],
    )
)
REGULATIONS = feed_source(
    Source(
        "regulations",
        "政策法规",
        lambda: Page.objects.type(RegulationPage, RegulationChangePage),
        lambda page: "政策法规",
    )
)
