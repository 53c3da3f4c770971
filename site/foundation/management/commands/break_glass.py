"""For operators on the server, when nothing else helps: one exceptional change to one page, in the open.

It leaves a row in the ledger and a letter to every supervisor. It publishes nothing that was not signed.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Page

from foundation import ledger
from foundation.acts.digests import digest_of, parts_of
from foundation.acts.performing import performing
from foundation.bars import Barred
from foundation.mail.letters import supervisors
from foundation.models import LedgerEntry, PublishedAct
from foundation.outbox import put

SHORTEST_REASON = 10
LONGEST_REASON = 500
CHANGES = ("unpublish", "publish", "set-title")


class Command(BaseCommand):
    help = "应急操作：不经审签改动一个页面。留存证、告知全部监督人员。仅在没有别的办法时使用。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("page", type=int, metavar="PAGE_PK", help="页面编号")
        parser.add_argument("--do", required=True, choices=CHANGES, help="撤下、重新发布上次签发的版本、改标题")
        parser.add_argument("--value", default="", help="set-title 的新标题")
        parser.add_argument("--reason", required=True, help=f"理由，至少 {SHORTEST_REASON} 个字")
        parser.add_argument("--operator", required=True, metavar="NAME", help="操作人")

    def handle(self, *args: Any, **options: Any) -> None:
        reason, operator = options["reason"].strip(), options["operator"].strip()
        if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
            raise CommandError(f"请写明理由，{SHORTEST_REASON} 至 {LONGEST_REASON} 个字。没有改动任何内容。")
        if not operator:
            raise CommandError("请写明操作人。没有改动任何内容。")
        try:
            entry = break_glass(options["page"], options["do"], options["value"].strip(), reason, operator)
        except Barred as refusal:
            raise CommandError(f"{refusal}没有改动任何内容。") from refusal
        self.stdout.write(f"{entry.detail['change']}。已记入存证第 {entry.seq} 号。")
        told = sum(1 for one in supervisors() if one.email)
        if told:
            self.stdout.write(f"后台进程将告知 {told} 名监督人员。")
        else:
            self.stderr.write("没有可告知的监督人员（无人任监督，或没有邮箱）。请当面报告。")


def break_glass(page_pk: int, do: str, value: str, reason: str, operator: str) -> LedgerEntry:
    """The change, its row and its letter together, or none of it."""
    with transaction.atomic():
        base = Page.objects.select_for_update().filter(pk=page_pk).first()
        if base is None:
            raise Barred(f"没有编号为 {page_pk} 的页面。")
        page = base.specific
        signed = PublishedAct.objects.filter(page_id=page_pk).first()
        if signed is not None and signed.is_sealed:
            raise Barred("这项内容已依法封存，应急操作也不能改动或重新发布。")
        with performing(page):
            change = {"unpublish": _unpublish, "publish": _publish, "set-title": _set_title}[do](page, value)
        entry = ledger.append(
            "break_glass",
            actor=None,
            subject=f"page:{page_pk}",
            digest=signed.digest if signed else "",
            section=base.get_parent(),
            revision=Page.objects.get(pk=page_pk).live_revision,
            detail={"do": do, "change": change, "reason": reason, "operator": operator},
        )
        put("break_glass", entry=entry.pk)
        return entry


def _unpublish(page: Page, value: str) -> str:
    if not page.live:
        raise Barred("这个页面没有发布。")
    page.unpublish()
    return f"已撤下“{page.title}”"


def _publish(page: Page, value: str) -> str:
    """The very revision that was signed last; a draft that nobody signed is never published this way."""
    signed = PublishedAct.objects.filter(page_id=page.pk).select_related("entry__revision").first()
    if signed is None or signed.entry.revision is None:
        raise Barred("这个页面从未签发，不能这样发布。")
    if page.live:
        raise Barred("这个页面已经发布。")
    if digest_of(parts_of(signed.entry.revision)) != signed.digest:
        raise Barred("上次签发的版本（或其附件）与签发时的摘要不符，不能这样发布。")
    signed.entry.revision.publish(skip_permission_checks=True)
    return f"已重新发布“{page.title}”上次签发的版本"


def _set_title(page: Page, value: str) -> str:
    """In the public text alone: what lies in review, or is being drafted, stays as it is."""
    if not 1 <= len(value) <= 255:
        raise Barred("请用 --value 写明新标题，不超过 255 个字。")
    if page.title == value:
        raise Barred("标题没有变化。")
    before, page.title = page.title, value
    page.save(update_fields=["title"])
    return f"已将标题“{before}”改为“{value}”"
