"""The command for emergencies: narrow, in the ledger, and told to every supervisor."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from wagtail.models import Page

from foundation import ledger, outbox
from foundation.models import LedgerEntry, OutboxMessage, Permit, PublishedAct, RoleHolding, SealingPage
from foundation.outbox import deliver_due
from foundation.roles import Role
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, bureau, draft, fresh, person, published
from tests.factories.acts_on_acts import done
from tests.factories.pages import SectionPageFactory

pytestmark = pytest.mark.django_db
REASON = "法院要求立即撤下，值班领导电话同意。"


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def page(office: Bureau) -> AnnouncementPage:
    one = published(office, title="某公告")
    OutboxMessage.objects.all().delete()
    return one


def broken(page: Page, do: str = "unpublish", **options: Any) -> str:
    said = StringIO()
    options = {"reason": REASON, "operator": "值班运维", **options}
    call_command("break_glass", str(page.pk), "--do", do, **options, stdout=said, stderr=said)
    return said.getvalue()


def test_a_page_is_taken_down_with_a_row_and_a_letter_to_every_supervisor(
    office: Bureau, page: AnnouncementPage
) -> None:
    elsewhere = person(Role.SUPERVISOR, SectionPageFactory(parent=office.site.home))
    said = broken(page)
    assert not fresh(page).live
    entry = LedgerEntry.objects.get(act="break_glass")
    assert (entry.actor, entry.subject) == (None, f"page:{page.pk}")
    assert entry.detail["reason"] == REASON
    assert entry.detail["operator"] == "值班运维"
    assert "已撤下“某公告”" in said
    assert f"存证第 {entry.seq} 号" in said
    assert "2 名监督人员" in said
    assert ledger.verify() is None
    assert not Permit.objects.exists()
    while deliver_due():
        pass
    assert sorted(message.to[0] for message in mail.outbox) == sorted([office[Role.SUPERVISOR].email, elsewhere.email])
    assert {message.subject for message in mail.outbox} == {"服务器上进行了一次应急操作"}
    assert REASON in mail.outbox[0].body
    assert "值班运维" in mail.outbox[0].body


def test_what_was_taken_down_is_put_back_as_it_was_signed(page: AnnouncementPage) -> None:
    digest = PublishedAct.objects.get(page=page).digest
    broken(page)
    unsigned = fresh(page)
    unsigned.body = "<p>没有人签发过。</p>"
    unsigned.save_revision()
    assert "已重新发布" in broken(page, "publish")
    assert fresh(page).live
    assert "没有人签发过" not in fresh(page).body
    assert PublishedAct.objects.get(page=page).digest == digest


def test_a_draft_nobody_signed_is_not_published(office: Bureau) -> None:
    one = draft(office)
    with pytest.raises(CommandError, match="从未签发"):
        broken(one, "publish")
    assert not fresh(one).live


def test_a_title_is_set_and_both_are_told(page: AnnouncementPage) -> None:
    assert "标题“某公告”改为“某公告（更正）”" in broken(page, "set-title", value="某公告（更正）")
    assert fresh(page).title == "某公告（更正）"


@pytest.mark.parametrize(
    ("do", "options", "words"),
    [
        ("unpublish", {"reason": "太短了"}, "请写明理由"),
        ("unpublish", {"reason": "　　　　　　　　　　　　"}, "请写明理由"),
        ("unpublish", {"reason": "长" * 501}, "请写明理由"),
        ("unpublish", {"operator": " "}, "请写明操作人"),
        ("set-title", {}, "请用 --value"),
        ("set-title", {"value": "某公告"}, "标题没有变化"),
        ("publish", {}, "已经发布"),
        ("delete", {}, "invalid choice|无效|不是"),
    ],
)
def test_refused_with_nothing_changed(do: str, options: dict[str, str], words: str, page: AnnouncementPage) -> None:
    rows = LedgerEntry.objects.count()
    with pytest.raises(CommandError, match=words):
        broken(page, do, **options)
    assert (fresh(page).live, fresh(page).title) == (True, "某公告")
    assert LedgerEntry.objects.count() == rows
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("do", ["publish", "unpublish", "set-title"])
def test_what_was_sealed_stays_sealed(do: str, office: Bureau, page: AnnouncementPage) -> None:
    done(office, SealingPage, page)
    rows = LedgerEntry.objects.count()
    with pytest.raises(CommandError, match="已依法封存"):
        broken(page, do, value="新标题")
    assert (fresh(page).live, fresh(page).title) == (False, "某公告")
    assert LedgerEntry.objects.count() == rows


def test_a_page_that_is_not_there_is_said_to_be_missing(page: AnnouncementPage) -> None:
    with pytest.raises(CommandError, match="没有编号为 999999 的页面"):
        broken(Page(pk=999999))


def test_a_letter_that_cannot_be_written_down_undoes_the_change(
    page: AnnouncementPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("foundation.management.commands.break_glass.put", full)
    with pytest.raises(OSError, match="disk full"):
        broken(page)
    assert fresh(page).live
    assert not LedgerEntry.objects.filter(act="break_glass").exists()


def test_with_nobody_to_tell_it_says_so(office: Bureau, page: AnnouncementPage) -> None:
    RoleHolding.objects.filter(role="supervisor").update(revoked_at=page.first_published_at)
    assert "没有可告知的监督人员" in broken(page)


def test_afterwards_the_page_is_guarded_as_before(page: AnnouncementPage) -> None:
    broken(page, "set-title", value="新标题")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'x' WHERE id = %s", [page.pk])
    assert outbox.deliver_due() >= 1
