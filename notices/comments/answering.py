"""A comment is answered: taken or not, and why. Every answer stays in its history."""

from dataclasses import dataclass

from django.db import transaction

from foundation.acts.locks import why_held
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.models import User
from notices.comments.access import must_be_editor
from notices.comments.masking import findings_in, passages_of
from notices.comments.states import Kind, State
from notices.models import Comment, CommentChange, CommentSummaryPage


@dataclass(frozen=True, slots=True)
class Answer:
    state: State
    reply: str = ""
    mask_numbers: bool = False
    masked_passages: str = ""


def answer(comment: Comment, given: Answer, by: User, *, edition: int) -> CommentChange:
    """`edition` is the one the person saw: of two editors the second is told."""
    with transaction.atomic():
        held = Comment.objects.select_for_update(of=("self",)).select_related("page").get(pk=comment.pk)
        must_be_editor(by, held.page, "处理意见")
        if held.edition != edition:
            last = held.changes.select_related("by").order_by("-edition").first()
            who = f"{last.by}，处理为“{State(last.after).label}”" if last is not None else "另一位编辑"
            raise Barred(f"这条意见刚刚被处理过（{who}）。请看过最新的处理再改，您写的内容还在页面上。")
        if bars := [*bars_to_change(held), *bars_to_answer(held, given)]:
            raise Barred(bars)
        change = CommentChange.objects.create(
            comment=held,
            edition=held.edition + 1,
            before=held.state,
            after=given.state.value,
            reply=given.reply,
            mask_numbers=given.mask_numbers,
            masked_passages=given.masked_passages,
            by=by,
            at=now(),
        )
        held.state, held.reply, held.edition = given.state.value, given.reply, change.edition
        held.mask_numbers, held.masked_passages = given.mask_numbers, given.masked_passages
        held.save(update_fields=["state", "reply", "edition", "mask_numbers", "masked_passages"])
        return change


def bars_to_change(comment: Comment) -> list[Bar]:
    """While a summary is judged nothing of it changes."""
    for page in CommentSummaryPage.objects.filter(target_id=comment.page_id):
        if page.workflow_in_progress:
            return [Bar("采纳情况正在审核，意见暂时不能改。请等待审核结果，或由送审人撤回送审。")]
        mark = page.published_mark
        if (mark is None or not mark.is_sealed) and (says := why_held(page)):
            return [Bar(says)]
    return []


def bars_to_answer(comment: Comment, given: Answer) -> list[Bar]:
    bars = []
    if given.state.kind is Kind.OPEN and comment.standing.kind is not Kind.OPEN:
        bars.append(Bar("处理过的意见不能改回“待处理”。请选定处理结果。"))
    if given.state.needs_a_reason and not given.reply.strip():
        bars.append(Bar(f"“{given.state.label}”要写明理由。"))
    if findings_in(答复=given.reply):
        bars.append(Bar("答复里有手机号、身份证号或者银行卡号。答复会公布，请删去。"))
    said = f"{comment.opinion}\n{comment.reason}"
    bars += [
        Bar(f"意见里没有“{passage}”这几个字，没有可以遮盖的。请照原文抄写。")
        for passage in passages_of(given.masked_passages)
        if passage not in said
    ]
    return bars
