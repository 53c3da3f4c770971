"""封存: gone from everything the public can reach, kept for the archivist, and every reading noted."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, TaskState

from foundation import ledger
from foundation.acts.publishing import publish_revision
from foundation.bars import Barred
from foundation.models import CorrectionPage, LedgerEntry, PublishedAct, SealingPage, WithdrawalPage
from foundation.outbox import deliver_due
from foundation.roles import Role
from tests.factories.acts import Bureau, bureau, fresh, person, published, submit
from tests.factories.acts_on_acts import again, begin, changed, done
from tests.factories.pages import SectionPageFactory, TextPageFactory
from tests.factories.people import superuser
from tests.foundation.carried_files import new_document
from tests.queries import assert_constant_queries, queries_of

pytestmark = pytest.mark.django_db
WORDS = "张三的身份证号"


@pytest.fixture
def office() -> Bureau:
    return bureau()


def secret(office: Bureau, **fields: object) -> Any:
    return published(office, **{"title": "含身份信息的公告", "body": f"<p>{WORDS}</p>", **fields})


def sealed(office: Bureau, **fields: object) -> Any:
    page = secret(office, **fields)
    done(office, SealingPage, page)
    return fresh(page)


def sign_in(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_the_address_answers_410_with_notice_and_digest(office: Bureau, client: Client) -> None:
    page = secret(office)
    digest = PublishedAct.objects.get(page=page).digest
    act = done(office, SealingPage, page)
    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 410
    assert "no-store" in response["Cache-Control"]
    for words in (act.notice, act.legal_basis, "涉及个人信息", digest, act.url):
        assert words in html
    assert WORDS not in html
    assert page.title not in html


def test_head_and_whatever_stood_under_it_are_gone_too(office: Bureau, client: Client) -> None:
    page = sealed(office)
    assert client.head(page.url).status_code == 410
    assert client.get(f"{page.url}anything/").status_code == 410


def test_it_is_nowhere_in_lists_search_maps_and_home(office: Bureau, client: Client) -> None:
    page = secret(office)
    kept = published(office, title="留着的公告")
    addresses = ("/", office.section.url, "/search/?q=公告", "/sitemap.xml", "/sitemap/")
    deliver_due()
    for address in addresses:
        assert page.url in client.get(address).content.decode(), address
    done(office, SealingPage, page)  # no worker has been round since: it must be gone at once
    for address in addresses:
        html = client.get(address).content.decode()
        assert page.url not in html, address
        assert page.title not in html, address
        assert kept.url in html, address


def test_lists_ask_no_more_for_what_is_sealed(office: Bureau, client: Client) -> None:
    published(office)
    sealed(office)

    def more() -> None:
        sealed(office)
        sealed(office)

    assert_constant_queries(lambda: client.get(office.section.url), more, at_most=12)
    assert_constant_queries(lambda: client.get("/"), more, at_most=12)


def test_the_announcement_of_the_sealing_gives_nothing_away(office: Bureau, client: Client) -> None:
    page = secret(office)
    act = done(office, SealingPage, page)
    html = client.get(act.url).content.decode()
    assert page.title not in html
    assert WORDS not in html
    assert PublishedAct.objects.get(page=page).digest in html
    assert page.title not in SealingPage.usual_title(page)


def test_acts_about_it_no_longer_name_it(office: Bureau, client: Client) -> None:
    page = secret(office)
    correction = done(office, CorrectionPage, changed(office, page, body=f"<p>{WORDS}二</p>"))
    withdrawal = done(office, WithdrawalPage, page, title="撤回一项公告")
    assert page.title in client.get(withdrawal.url).content.decode()
    done(office, SealingPage, page)
    for act in (correction, withdrawal):
        html = client.get(act.url).content.decode()
        assert page.title not in html
        assert "已依法封存" in html


def test_a_sealed_withdrawal_says_nothing_through_the_banner(office: Bureau, client: Client) -> None:
    page = published(office)
    act = done(office, WithdrawalPage, page, explanation=WORDS, title=f"撤回：{WORDS}")
    assert WORDS in client.get(page.url).content.decode()
    done(office, SealingPage, act)
    html = client.get(page.url).content.decode()
    assert WORDS not in html
    assert "已撤回" in html


def test_a_sealed_correction_says_nothing_in_the_list(office: Bureau, client: Client) -> None:
    page = published(office)
    act = done(office, CorrectionPage, changed(office, page, body="<p>改</p>"), note=WORDS)
    done(office, SealingPage, act)
    html = client.get(page.url).content.decode()
    assert WORDS not in html
    assert "更正第1号" in html


def test_a_redirect_to_it_leads_to_the_notice(office: Bureau, client: Client) -> None:
    page = secret(office)
    Redirect.objects.create(old_path="/old", redirect_page=page, site=office.site.site)
    done(office, SealingPage, page)
    assert client.get("/old/", follow=True).status_code == 410


def test_it_is_in_the_ledger(office: Bureau) -> None:
    page = secret(office)
    act = done(office, SealingPage, page)
    entry = LedgerEntry.objects.get(act="page.sealed")
    assert entry.subject == f"page:{page.pk}"
    assert entry.subject_digest == PublishedAct.objects.get(page=page).digest
    assert entry.detail == {"by": f"page:{act.pk}", "ground": "personal"}
    assert entry.actor == office[Role.SIGNATORY]
    assert ledger.verify() is None


# --- its files -------------------------------------------------------------------------------------------------------


def attachment() -> Any:
    return new_document("附件一")


def body_with(document: Any) -> str:
    return f'<p><a linktype="document" id="{document.pk}">附件一</a></p>'


def test_a_file_only_it_carried_is_gone(office: Bureau, client: Client) -> None:
    document = attachment()
    page = secret(office, body=body_with(document))
    assert client.get(document.url).status_code == 200
    done(office, SealingPage, page)
    response = client.get(document.url)
    assert response.status_code == 410
    assert "no-store" in response["Cache-Control"]


def test_a_file_an_earlier_text_carried_is_gone(office: Bureau, client: Client) -> None:
    document = attachment()
    page = secret(office, body=body_with(document))
    done(office, CorrectionPage, changed(office, page, body="<p>没有附件了</p>"))
    done(office, SealingPage, page)
    assert client.get(document.url).status_code == 410


def test_a_file_another_act_carries_stays(office: Bureau, client: Client) -> None:
    document = attachment()
    page = secret(office, body=body_with(document))
    published(office, body=body_with(document))
    done(office, SealingPage, page)
    assert client.get(document.url).status_code == 200


def test_a_file_a_plain_page_carries_stays(
    office: Bureau, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    document = attachment()
    page = secret(office, body=body_with(document))
    with django_capture_on_commit_callbacks(execute=True):
        TextPageFactory(parent=office.section, body=body_with(document))
    done(office, SealingPage, page)
    assert client.get(document.url).status_code == 200


# --- who may still read it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*Role, "superuser", "nobody"])
def test_the_archivist_reads_it_and_nobody_else(role: Any, office: Bureau) -> None:
    page = sealed(office)
    client = Client(raise_request_exception=False)
    if role == "superuser":
        client.force_login(superuser())
    elif role != "nobody":
        client.force_login(office[role])
    response = client.get(reverse("read-sealed", args=[page.pk]))
    may = role is Role.ARCHIVIST
    assert (WORDS in response.content.decode()) is may
    assert (response.status_code == 200) is may
    assert LedgerEntry.objects.filter(act="page.sealed.read").count() == may
    if may:
        assert LedgerEntry.objects.get(act="page.sealed.read").actor == office[role]
        assert "no-store" in response["Cache-Control"]


def test_an_archivist_of_another_section_does_not(office: Bureau) -> None:
    page = sealed(office)
    other = person(Role.ARCHIVIST, SectionPageFactory(parent=office.site.home))
    assert WORDS not in sign_in(other).get(reverse("read-sealed", args=[page.pk])).content.decode()
    assert not LedgerEntry.objects.filter(act="page.sealed.read").exists()


def test_only_what_is_sealed_is_read_there(office: Bureau) -> None:
    page = secret(office)
    assert sign_in(office[Role.ARCHIVIST]).get(reverse("read-sealed", args=[page.pk])).status_code == 404


def test_the_archivist_gets_the_file_and_the_ledger_knows(office: Bureau) -> None:
    document = attachment()
    sealed(office, body=body_with(document))
    for role in Role:
        status = sign_in(office[role]).get(document.url).status_code
        assert status == (200 if role is Role.ARCHIVIST else 410), role
    assert LedgerEntry.objects.get(act="page.sealed.read").detail == {"what": f"file:{document.pk}"}


@pytest.mark.parametrize("role", [*Role, "superuser"])
def test_no_screen_of_the_admin_shows_it(role: Any, office: Bureau) -> None:
    page = secret(office)
    changed(office, page, title="含身份信息的公告二")
    state = TaskState.objects.filter(revision__object_id=str(page.pk)).first()
    done(office, SealingPage, page)
    client = sign_in(superuser()) if role == "superuser" else sign_in(office[role])
    pages = [
        reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        for name in ("edit", "view_draft", "preview_on_edit", "history", "workflow_history")
    ]
    pages.append(reverse("wagtailadmin_pages:revisions_view", args=[page.pk, page.live_revision_id]))
    pages.append(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"]))
    pages.append(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, page.live_revision_id]))
    assert state is not None
    pages.append(reverse("act-preview", args=[state.pk]))
    pages.append(reverse("act-judge", args=[state.pk]))
    for address in pages:
        response = client.get(address)
        assert WORDS not in response.content.decode(), address
        assert response.status_code < 500, address


def test_editing_asks_once_for_a_listing_however_long(office: Bureau) -> None:
    client = sign_in(office[Role.EDITOR])
    sealed(office)
    address = reverse("wagtailadmin_explore", args=[office.section.pk])
    client.get(address)
    marks = [query for query in queries_of(lambda: client.get(address)) if "sealing_id" in str(query)]
    sealed(office)
    assert len([q for q in queries_of(lambda: client.get(address)) if "sealing_id" in str(q)]) == len(marks)


# --- nothing brings it back ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [WithdrawalPage, CorrectionPage, SealingPage])
def test_nothing_more_is_done_to_it(kind: Any, office: Bureau) -> None:
    page = secret(office)
    changed(office, page, body="<p>改</p>")
    act = begin(office, kind, page)
    done(office, SealingPage, page)
    with pytest.raises(Barred, match="已经封存"):
        submit(again(act), office[Role.EDITOR])


def test_a_sealing_is_not_sealed(office: Bureau) -> None:
    act = done(office, SealingPage, secret(office))
    with pytest.raises(Barred, match="封存公告本身不能封存"):
        submit(begin(office, SealingPage, act), office[Role.EDITOR])


def test_what_is_withdrawn_can_be_sealed(office: Bureau, client: Client) -> None:
    page = secret(office)
    done(office, WithdrawalPage, page, title="撤回一项")
    done(office, SealingPage, page)
    assert client.get(page.url).status_code == 410


WAYS = {
    "a new draft": lambda page: page.save_revision(),
    "publish the old revision": lambda page: page.live_revision.publish(),
    "publish it as an act": lambda page: publish_revision(page.live_revision, None, act="page.published", role=None),
    "save it live": lambda page: (setattr(page, "live", True), page.save()),
    "update it live": lambda page: Page.objects.filter(pk=page.pk).update(live=True),
    "take off the mark": lambda page: PublishedAct.objects.filter(page=page).update(sealing=None),
    "change the text": lambda page: type(page).objects.filter(pk=page.pk).update(body="改"),
    "delete it": lambda page: page.delete(),
    "submit it": lambda page: page.get_workflow().start(page, page.owner),
    "delete the sealing": lambda page: SealingPage.objects.get().delete(),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_brings_it_back(way: str, office: Bureau, client: Client) -> None:
    page = sealed(office)
    with pytest.raises((Barred, DatabaseError)), transaction.atomic():
        WAYS[way](fresh(page))
    assert client.get(page.url).status_code == 410


def test_publishing_a_sealed_page_leaves_its_drafts_unpublished_by_the_clock(office: Bureau, client: Client) -> None:
    from io import StringIO

    from django.core.management import call_command

    page = sealed(office)
    call_command("publish_scheduled", stdout=StringIO())
    assert client.get(page.url).status_code == 410
