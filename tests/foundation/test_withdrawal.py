"""撤回: what was published no longer counts, stays readable where it is, and says so."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from foundation import ledger
from foundation.bars import Barred
from foundation.models import ActOnAct, CorrectionPage, LedgerEntry, PublishedAct, SealingPage, WithdrawalPage
from foundation.outbox import deliver_due
from foundation.roles import Role
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, published, submit
from tests.factories.acts_on_acts import again, begin, changed, done, reviewed, sign, step_of
from tests.factories.pages import SectionPageFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db

KINDS = [WithdrawalPage, CorrectionPage, SealingPage]


@pytest.fixture
def office() -> Bureau:
    return bureau()


def target_for(kind: type[ActOnAct], office: Bureau) -> Any:
    page = published(office, title="某公告")
    return changed(office, page, body="<p>改正的正文</p>") if kind is CorrectionPage else page


def sign_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_stays_readable_under_a_banner(office: Bureau, client: Client) -> None:
    page = published(office, title="某公告", body="<p>原来的正文</p>")
    act = done(office, WithdrawalPage, page, explanation="评审程序有遗漏。")
    response = client.get(page.url)
    html = response.content.decode()
    assert response.status_code == 200
    for words in ("原来的正文", "已撤回", "程序有瑕疵", "评审程序有遗漏", act.url):
        assert words in html
    assert fresh(page).live


def test_the_withdrawal_leads_to_what_it_withdrew(office: Bureau, client: Client) -> None:
    page = published(office, title="某公告")
    act = done(office, WithdrawalPage, page)
    html = client.get(act.url).content.decode()
    assert page.url in html
    assert PublishedAct.objects.get(page=page).digest in html


def test_lists_home_and_search_say_withdrawn(office: Bureau, client: Client) -> None:
    page = published(office, title="某公告")
    deliver_due()
    for address in ("/", office.section.url, "/search/?q=某公告"):
        assert "已撤回" not in client.get(address).content.decode()
    done(office, WithdrawalPage, page, title="别的标题")
    deliver_due()
    for address in ("/", office.section.url, "/search/?q=某公告"):
        html = client.get(address).content.decode()
        assert "某公告" in html, address
        assert "已撤回" in html, address


def test_lists_ask_as_much_with_withdrawn_rows(office: Bureau, client: Client) -> None:
    done(office, WithdrawalPage, published(office))

    def more() -> None:
        for _ in range(2):
            done(office, WithdrawalPage, published(office))

    assert_constant_queries(lambda: client.get(office.section.url), more, at_most=12)
    assert_constant_queries(lambda: client.get("/"), more, at_most=12)


def test_it_is_in_the_ledger(office: Bureau) -> None:
    page = published(office)
    act = done(office, WithdrawalPage, page)
    entry = LedgerEntry.objects.get(act="page.withdrawn")
    mark = PublishedAct.objects.get(page=page)
    assert (entry.subject, entry.subject_digest) == (f"page:{page.pk}", mark.digest)
    assert entry.actor == office[Role.SIGNATORY]
    assert entry.detail == {"by": f"page:{act.pk}", "reason": "flawed"}
    assert (mark.withdrawal, mark.withdrawn_at is not None) == (act, True)
    assert ledger.verify() is None


def test_nothing_is_withdrawn_twice(office: Bureau) -> None:
    page = published(office)
    second = begin(office, WithdrawalPage, page)
    done(office, WithdrawalPage, page)
    with pytest.raises(Barred, match="已经撤回"):
        submit(again(second), office[Role.EDITOR])


def test_the_second_of_two_on_their_way_is_refused_at_the_signature(office: Bureau) -> None:
    page = published(office)
    first, second = (reviewed(office, begin(office, WithdrawalPage, page)) for _ in range(2))
    sign(office, first)
    with pytest.raises(Barred, match="已经撤回"):
        sign(office, second)
    assert not again(second).live
    assert LedgerEntry.objects.filter(act="page.withdrawn").count() == 1


@pytest.mark.parametrize("kind", [WithdrawalPage, CorrectionPage])
def test_a_withdrawal_is_neither_withdrawn_nor_corrected(kind: type[ActOnAct], office: Bureau) -> None:
    act = done(office, WithdrawalPage, published(office))
    with pytest.raises(Barred, match="公告本身不能"):
        submit(begin(office, kind, act), office[Role.EDITOR])


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_no_target(kind: type[ActOnAct], office: Bureau) -> None:
    with pytest.raises(Barred, match="没有经过签发"):
        submit(begin(office, kind, draft(office)), office[Role.EDITOR])


@pytest.mark.parametrize("kind", KINDS)
def test_an_act_of_another_section_is_no_target(kind: type[ActOnAct], office: Bureau) -> None:
    elsewhere = SectionPageFactory(parent=office.site.home)
    theirs = Bureau(type(office.site)(office.site.home, elsewhere, office.site.site, office.site.identity), {
        role: person(role, elsewhere) for role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY)
    })  # fmt: skip
    page = target_for(kind, theirs)
    with pytest.raises(Barred, match="不在这个栏目"):
        submit(begin(office, kind, page), office[Role.EDITOR])


# --- every role x each of the three acts -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_only_an_editor_sends_it(role: Role, kind: type[ActOnAct], office: Bureau) -> None:
    page = begin(office, kind, target_for(kind, office))
    with pytest.raises(Barred, match="送审由本栏目的编辑办理"):
        submit(page, office[role])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.REVIEWER])
def test_only_a_reviewer_passes_it(role: Role, kind: type[ActOnAct], office: Bureau) -> None:
    state = submit(begin(office, kind, target_for(kind, office)), office[Role.EDITOR])
    with pytest.raises(Barred, match="职责"):
        approve(state, office[role])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SIGNATORY])
def test_only_a_signatory_signs_it(role: Role, kind: type[ActOnAct], office: Bureau) -> None:
    page = reviewed(office, begin(office, kind, target_for(kind, office)))
    with pytest.raises(Barred, match="职责"):
        approve(step_of(page), office[role])
    assert not again(page).live


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("break_at", ["performing", "ledger.append"])
def test_a_failure_in_any_undoes_all(
    break_at: str, kind: type[ActOnAct], office: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = target_for(kind, office)
    page = reviewed(office, begin(office, kind, target))
    module = {WithdrawalPage: "withdrawing", CorrectionPage: "correcting", SealingPage: "sealing"}[kind]
    if kind is CorrectionPage and break_at == "ledger.append":
        break_at = "Correction.objects.create"
    rows = LedgerEntry.objects.count()
    before = PublishedAct.objects.filter(page=target).values().get()

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("broken")

    if break_at == "ledger.append":
        append = ledger.append
        name = {WithdrawalPage: "page.withdrawn", SealingPage: "page.sealed"}[kind]
        monkeypatch.setattr(ledger, "append", lambda act, **k: fail() if act == name else append(act, **k))
    else:
        monkeypatch.setattr(f"foundation.acts.{module}.{break_at}", fail)
    with pytest.raises(RuntimeError):
        sign(office, page)
    assert not again(page).live
    assert fresh(target).live
    assert PublishedAct.objects.filter(page=target).values().get() == before
    assert LedgerEntry.objects.count() == rows


# --- ways around -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "way",
    [
        lambda mark: PublishedAct.objects.filter(pk=mark.pk).update(withdrawal=None, withdrawn_at=None),
        lambda mark: PublishedAct.objects.filter(pk=mark.pk).update(digest="0" * 64),
        lambda mark: mark.delete(),
    ],
)
def test_the_mark_is_not_changed_by_hand(way: Any, office: Bureau) -> None:
    page = published(office)
    done(office, WithdrawalPage, page)
    before = PublishedAct.objects.filter(page=page).values().get()
    with pytest.raises(DatabaseError), transaction.atomic():
        way(PublishedAct.objects.get(page=page))
    assert PublishedAct.objects.filter(page=page).values().get() == before


def test_the_withdrawal_itself_is_guarded_like_any_act(office: Bureau) -> None:
    act = done(office, WithdrawalPage, published(office))
    for way in (
        lambda: act.unpublish(),
        lambda: act.delete(),
        lambda: WithdrawalPage.objects.filter(pk=act.pk).update(explanation="改了"),
    ):
        with pytest.raises((Barred, DatabaseError)), transaction.atomic():
            way()
    assert again(act).live


# --- the admin -------------------------------------------------------------------------------------------------------


def add_url(kind: type[ActOnAct], office: Bureau) -> str:
    return reverse("wagtailadmin_pages:add", args=("foundation", kind._meta.model_name, office.section.pk))


@pytest.mark.parametrize("kind", KINDS)
def test_a_published_act_offers_it_and_the_form_knows_the_target(kind: type[ActOnAct], office: Bureau) -> None:
    page = target_for(kind, office)
    client = sign_in(office[Role.EDITOR])
    address = f"{add_url(kind, office)}?target={page.pk}"
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    html = client.get(address).content.decode()
    assert f'name="target" value="{page.pk}"' in html.replace('id="id_target" ', "") or f'value="{page.pk}"' in html
    assert kind.usual_title(page) in html.replace("&quot;", '"')


def test_the_form_refuses_a_target_in_words(office: Bureau) -> None:
    page = published(office, title="某公告")
    done(office, WithdrawalPage, page)
    client = sign_in(office[Role.EDITOR])
    data = {
        "title": "再撤回一次", "slug": "once-more", "disclosure": "open", "target": page.pk, "reason": "other",
        "explanation": "写了很多的说明", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "action-submit": "1",
    }  # fmt: skip
    html = client.post(add_url(WithdrawalPage, office), data).content.decode()
    assert "已经撤回，不能再撤回" in html
    assert "写了很多的说明" in html
    assert not WithdrawalPage.objects.filter(slug="once-more").exists()


def test_the_editor_sends_it_from_wagtails_own_editor(office: Bureau) -> None:
    page = published(office, title="某公告")
    client = sign_in(office[Role.EDITOR])
    data = {
        "title": "撤回公告", "slug": "withdrawn", "disclosure": "open", "target": page.pk, "reason": "other",
        "explanation": "说明", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-submit": "1",
    }  # fmt: skip
    response = client.post(add_url(WithdrawalPage, office), data)
    assert response.status_code == 302, response.content.decode()[:2000]
    assert step_of(WithdrawalPage.objects.get(slug="withdrawn")).task.name == "审核"
