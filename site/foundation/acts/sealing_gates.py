"""What bars a sealing that would leave the sealed title in public elsewhere."""

from collections.abc import Iterator

from django.urls import reverse
from wagtail.models import Page

from foundation.bars import Bar
from foundation.gates import gate
from foundation.models.act_page import ActPage
from foundation.models.correction import CorrectionPage
from foundation.models.sealing import SealingPage
from foundation.models.withdrawal import WithdrawalPage


@gate("submit", "review", "sign", label="更正、撤回公告不再写着被封存内容的标题")
def nothing_else_names_what_is_sealed(page: ActPage) -> Iterator[Bar]:
    """Acts about the target whose own title quotes its title are sealed first: their lists and addresses name it."""
    if not isinstance(page, SealingPage) or page.target is None:
        return
    title = page.target.title
    about = Page.objects.filter(
        pk__in=[
            *CorrectionPage.objects.filter(target=page.target).values_list("pk", flat=True),
            *WithdrawalPage.objects.filter(target=page.target).values_list("pk", flat=True),
        ]
    )
    for one in about.live().filter(title__contains=title):
        add = reverse("wagtailadmin_pages:add", args=("foundation", "sealingpage", one.get_parent().pk))
        yield Bar(f"“{one.title}”写着要封存的标题，封存后公众仍读得到。请先封存这一项。", mend=f"{add}?target={one.pk}")
