"""更正: numbered, signed, and the only way a published text becomes another."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from foundation import ledger
from foundation.acting import acting_as
from foundation.acts.publishing import publish_revision
from foundation.bars import Barred
from foundation.clock import now
from foundation.models import Correction, CorrectionPage, LedgerEntry, PublishedAct, RoleHolding, User, WithdrawalPage
from foundation.roles import Role
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, published, send_back, submit
from tests.factories.acts_on_acts import again, begin, changed, done, reviewed, sign, step_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def corrected(office: Bureau, page: Any, body: str, note: str = "名称有误，已改正。") -> Any:
    return done(office, CorrectionPage, changed(office, fresh(page), body=body), note=note)


def test_signing_it_puts_the_new_text_in_place(office: Bureau, client: Client) -> None:
    page = published(office, body="<p>错的正文</p>")
    reviewed_one = reviewed(office, begin(office, CorrectionPage, changed(office, page, body="<p>对的正文</p>")))
    assert "错的正文" in client.get(page.url).content.decode()
    sign(office, reviewed_one)
    html = client.get(page.url).content.decode()
    assert "对的正文" in html
    assert "错的正文" not in html


def test_each_has_its_number_note_and_link_both_ways(office: Bureau, client: Client) -> None:
    page, other = published(office), published(office)
    first = corrected(office, page, "<p>二</p>", "第一次的说明")
    corrected(office, other, "<p>二</p>")
    second = corrected(office, page, "<p>三</p>", "第二次的说明")
    assert [row.number for row in Correction.objects.filter(target=page)] == [1, 2]
    assert Correction.objects.get(target=other).number == 1
    html = client.get(page.url).content.decode()
    for words in ("更正第1号", "更正第2号", "第一次的说明", "第二次的说明", first.url, second.url):
        assert words in html
    html = client.get(second.url).content.decode()
    assert "更正第2号" in html
    assert page.url in html


def test_it_is_in_the_ledger_with_both_digests(office: Bureau) -> None:
    page = published(office)
    before = PublishedAct.objects.get(page=page).digest
    act = corrected(office, page, "<p>二</p>")
    entry = LedgerEntry.objects.get(act="page.corrected")
    mark = PublishedAct.objects.get(page=page)
    assert (entry.subject, entry.subject_digest) == (f"page:{page.pk}", mark.digest)
    assert entry.detail == {"by": f"page:{act.pk}", "number": 1, "before": before}
    assert mark.digest != before
    assert mark.entry == entry
    row = Correction.objects.get()
    assert (row.before_id, row.after_id) == (page.live_revision_id, fresh(page).live_revision_id)
    assert ledger.verify() is None


def test_a_published_act_is_not_sent_again_by_itself(office: Bureau) -> None:
    page = changed(office, published(office), body="<p>改</p>")
    with pytest.raises(Barred, match="办理更正"):
        submit(page, office[Role.EDITOR])
    html_client = Client()
    html_client.force_login(office[Role.EDITOR])
    html = html_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "action-submit" not in html
    assert "办理更正" in html


def test_without_a_changed_draft_there_is_nothing_to_correct(office: Bureau) -> None:
    with pytest.raises(Barred, match="没有未发布的修改"):
        submit(begin(office, CorrectionPage, published(office)), office[Role.EDITOR])


def test_a_draft_made_after_the_correction_was_written_is_not_in_it(office: Bureau) -> None:
    page = published(office)
    act = begin(office, CorrectionPage, page)
    changed(office, page, body="<p>改</p>")
    with pytest.raises(Barred, match="重新保存"):
        submit(act, office[Role.EDITOR])
    act.save_revision(user=office[Role.EDITOR])
    submit(again(act), office[Role.EDITOR])


def test_a_draft_changed_since_is_refused(office: Bureau) -> None:
    page = changed(office, published(office), body="<p>改</p>")
    act = begin(office, CorrectionPage, page)
    changed(office, fresh(page), body="<p>再改</p>")
    with pytest.raises(Barred, match="又有变化"):
        submit(act, office[Role.EDITOR])


def test_while_it_is_on_its_way_the_page_is_locked(office: Bureau) -> None:
    page = changed(office, published(office), body="<p>改</p>")
    act = begin(office, CorrectionPage, page, title="名称的更正")
    assert fresh(page).get_lock() is None
    state = submit(act, office[Role.EDITOR])
    lock = fresh(page).get_lock()
    assert all(lock.for_user(user) for user in office.people.values())
    assert "名称的更正" in lock.get_message(office[Role.EDITOR])
    with pytest.raises(Barred, match="正在办理更正"):
        fresh(page).save_revision(user=office[Role.EDITOR])
    send_back(state, office[Role.REVIEWER])
    assert fresh(page).get_lock() is None


def test_taking_it_back_unlocks_the_page(office: Bureau) -> None:
    page = changed(office, published(office), body="<p>改</p>")
    act = begin(office, CorrectionPage, page)
    submit(act, office[Role.EDITOR])
    with transaction.atomic(), acting_as(office[Role.EDITOR]):
        again(act).current_workflow_state.cancel(user=office[Role.EDITOR])
    assert fresh(page).get_lock() is None


def test_text_slipped_in_between_review_and_signature_is_named(office: Bureau) -> None:
    page = changed(office, published(office), body="<p>改</p>")
    act = reviewed(office, begin(office, CorrectionPage, page))
    revision = act.get_latest_revision_as_object().target_revision
    revision.content["body"] = "<p>另一个</p>"
    type(revision).objects.filter(pk=revision.pk).update(content=revision.content)
    with pytest.raises(Barred, match="更正后的内容"):
        sign(office, act)
    assert fresh(page).body != "<p>另一个</p>"


def test_who_wrote_the_corrected_text_cannot_sign_it(office: Bureau) -> None:
    writer = person(Role.EDITOR, office.section)
    page = published(office)
    page.body = "<p>改</p>"
    page.save_revision(user=writer)
    act = reviewed(office, begin(office, CorrectionPage, fresh(page)))
    RoleHolding.objects.create(user=writer, role=Role.SIGNATORY.value, section=office.section, since=writer.date_joined)
    with pytest.raises(Barred, match="不能签发自己编辑的内容"):
        approve(step_of(act), User.objects.get(pk=writer.pk))


def test_what_is_withdrawn_is_not_corrected(office: Bureau) -> None:
    page = published(office)
    done(office, WithdrawalPage, page)
    with pytest.raises(Barred, match="已经撤回"):
        submit(begin(office, CorrectionPage, changed(office, fresh(page), body="<p>改</p>")), office[Role.EDITOR])


def test_what_is_being_corrected_is_not_withdrawn_meanwhile(office: Bureau) -> None:
    page = changed(office, published(office), body="<p>改</p>")
    submit(begin(office, CorrectionPage, page), office[Role.EDITOR])
    with pytest.raises(Barred, match="正在办理更正"):
        submit(begin(office, WithdrawalPage, page), office[Role.EDITOR])


def test_the_second_of_two_corrections_is_refused(office: Bureau) -> None:
    page = changed(office, published(office), body="<p>改</p>")
    first, second = (reviewed(office, begin(office, CorrectionPage, page)) for _ in range(2))
    sign(office, first)
    with pytest.raises(Barred, match="没有未发布的修改"):
        sign(office, second)
    assert Correction.objects.count() == 1


def test_the_record_is_not_changed_by_hand(office: Bureau) -> None:
    corrected(office, published(office), "<p>二</p>")
    for way in (
        lambda: Correction.objects.update(number=7),
        lambda: Correction.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            way()
    with pytest.raises(ValidationError):
        Correction(act=CorrectionPage(), number=0).full_clean()


def test_the_judging_screen_shows_the_corrected_text(office: Bureau) -> None:
    page = changed(office, published(office, title="旧标题"), title="新标题")
    state = submit(begin(office, CorrectionPage, page), office[Role.EDITOR])
    client = Client()
    client.force_login(office[Role.REVIEWER])
    html = client.get(reverse("act-judge", args=[state.pk])).content.decode()
    assert "与已发布的版本相比：标题" in html
    carried = reverse("act-preview-carried", args=[state.pk])
    assert carried in html
    assert "新标题" in client.get(carried).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_read_the_corrected_text_before_it_is_signed(role: Role, office: Bureau) -> None:
    page = changed(office, published(office), body="<p>还没签发的正文</p>")
    state = submit(begin(office, CorrectionPage, page), office[Role.EDITOR])
    client = Client()
    client.force_login(office[role])
    html = client.get(reverse("act-preview-carried", args=[state.pk])).content.decode()
    may = role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)
    assert ("还没签发的正文" in html) is may


# --- what is asked of the draft it carries ------------------------------------------------------------------------------

ON_THE_DRAFT: dict[str, tuple[dict[str, Any], str]] = {
    "not public": ({"disclosure": "closed"}, "公开属性是“不予公开”"),
    "nothing chosen": ({"disclosure": ""}, "没有选定公开属性"),
    "a schedule of Wagtail's": ({"go_live_at": timedelta(days=2)}, "请清空"),
    "an end of Wagtail's": ({"expire_at": timedelta(days=2)}, "请清空"),
    "an empty text": ({"body": "<p> </p>"}, "正文是空的"),
    "an hour of its own": ({"publish_after": timedelta(days=2)}, "不能定时"),
    "another address": ({"slug": "hijack"}, "已发布的地址不能改变"),
}


@pytest.mark.parametrize("what", ON_THE_DRAFT)
def test_the_draft_it_carries_passes_the_gates_too(what: str, office: Bureau) -> None:
    said, words = ON_THE_DRAFT[what]
    # From now, asked here: when the table is read the clock of the tests is not yet moved.
    fields = {name: now() + value if isinstance(value, timedelta) else value for name, value in said.items()}
    page = published(office)
    before = page.live_revision_id
    changed(office, fresh(page), **{"body": "<p>改</p>", **fields})
    with pytest.raises(Barred, match=words):
        done(office, CorrectionPage, fresh(page))
    assert fresh(page).live_revision_id == before


def test_each_reason_is_said_once(office: Bureau) -> None:
    page = changed(office, published(office), disclosure="closed")
    state = submit(begin(office, CorrectionPage, page, disclosure="closed"), office[Role.EDITOR])
    with pytest.raises(Barred) as refusal:
        approve(state, office[Role.REVIEWER])
    assert len(set(refusal.value.bars)) == len(refusal.value.bars)


def test_an_hour_that_is_past_bars_nothing(office: Bureau) -> None:
    page = published(office, publish_after=now() - timedelta(days=2))
    done(office, CorrectionPage, changed(office, page, body="<p>改</p>"))
    assert fresh(page).body == "<p>改</p>"


def test_the_address_stays_whatever_publishes(office: Bureau) -> None:
    page = published(office)
    draft_of_it = changed(office, fresh(page), slug="hijack").latest_revision
    with pytest.raises(Barred, match="已发布的地址不能改变"), transaction.atomic():
        publish_revision(draft_of_it, None, act="page.corrected", role=None)
    assert fresh(page).slug == page.slug


def edit_form(page: Any, **fields: str) -> dict[str, str]:
    return {
        "title": page.title, "slug": page.slug, "disclosure": "open", "period_unit": "working_days",
        "kind": "notice", "attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0",
        "body": '{"blocks": [{"key": "a", "text": "改过的正文", "type": "unstyled", "depth": 0,'
        ' "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}',
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "1000",
        **fields,
    }  # fmt: skip


def test_the_form_keeps_the_address_of_what_was_published(office: Bureau) -> None:
    page = published(office)
    changed(office, fresh(page), slug="hijack")
    client = Client()
    client.force_login(office[Role.EDITOR])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "地址不能再改" in client.get(address).content.decode()
    assert client.post(address, edit_form(page, slug="another")).status_code == 302
    saved = fresh(page).latest_revision.as_object()
    assert "改过的正文" in saved.body
    assert saved.slug == page.slug


def test_the_address_of_a_draft_may_be_changed(office: Bureau) -> None:
    page = draft(office)
    client = Client()
    client.force_login(office[Role.EDITOR])
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), edit_form(page, slug="another"))
    assert fresh(page).latest_revision.as_object().slug == "another"
