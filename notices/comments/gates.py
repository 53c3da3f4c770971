"""What bars a draft for comment, and a summary of what was taken."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from foundation.bars import Bar
from foundation.gates import gate
from notices.comments.masking import findings_in
from notices.comments.publishing import rows_of
from notices.comments.states import Kind
from notices.comments.window import standing_summary
from notices.models import CommentSummaryPage, RegulationPage

NAMED_AT_MOST = 3


def _edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@gate("submit", "review", "sign", label="只有征求意见稿写征求意见的期限")
def only_a_draft_states_a_period(page: Any) -> Iterator[Bar]:
    if isinstance(page, RegulationPage) and not page.is_draft and (page.states_a_period or page.period_label):
        yield Bar("只有征求意见稿才写征求意见的期限。请清空期限，或者勾选“征求意见稿”。", mend=_edit(page))


@gate("review", "sign", label="提醒：征求意见稿没有写期限，公众不能在网上提意见")
def a_draft_says_until_when(page: Any) -> Iterator[Bar]:
    if isinstance(page, RegulationPage) and page.is_draft and not page.states_a_period:
        says = "征求意见稿没有写期限，公众不能在网上提意见。需要的，请填写期限的名称和长度。"
        yield Bar(says, mend=_edit(page), warns=True)


@gate("submit", "review", "sign", label="采纳情况只公布一次；以后的改动办理更正")
def a_draft_has_one_summary(page: Any) -> Iterator[Bar]:
    if not isinstance(page, CommentSummaryPage) or page.target_id is None:
        return
    if (other := standing_summary(page.target_id, besides=page.pk)) is not None:
        yield Bar(f"采纳情况已经公布过（“{other.title}”）。要改，请在那里改好，办理更正。", mend=_edit(other))


@gate("submit", "review", "sign", label="每条意见都有处理结果")
def every_comment_is_answered(page: Any) -> Iterator[Bar]:
    if not isinstance(page, CommentSummaryPage) or page.target_id is None:
        return
    left = [row.number for row in rows_of(page.target_id) if row.standing.kind is Kind.OPEN]
    if left:
        mend = f"{reverse('comments')}?draft={page.target_id}&state=new"
        yield Bar(f"还有{len(left)}条意见没有处理（{_some(left)}）。", mend=mend)


@gate("submit", "review", "sign", label="要公布的意见和答复里没有手机号、身份证号和银行卡号")
def nothing_published_belongs_to_a_person(page: Any) -> Iterator[Bar]:
    if not isinstance(page, CommentSummaryPage):
        return
    if findings_in(说明=page.explanation):
        yield Bar("说明里有手机号、身份证号或者银行卡号。请删去。", mend=_edit(page))
    rows = rows_of(page.target_id) if page.target_id is not None else []
    found = [row for row in rows if findings_in(意见=row.opinion, 理由=row.reason, 答复=row.reply)]
    if found:
        mend = reverse("comment", args=[found[0].comment])
        says = f"{len(found)}条意见或答复里有手机号、身份证号或者银行卡号（{_some([row.number for row in found])}）。"
        yield Bar(f"{says}请遮盖号码，或者改为不公布。", mend=mend)


def _some(numbers: list[str]) -> str:
    more = "等" if len(numbers) > NAMED_AT_MOST else ""
    return "、".join(numbers[:NAMED_AT_MOST]) + more
