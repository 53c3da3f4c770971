"""Two people at one page: the second is told who was there before them, and nothing anyone typed is lost."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision

from foundation.editing import views
from foundation.models import User
from foundation.roles import Role
from portal.models import HomeEntrance, HomePage, TextPage
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, step, submit
from tests.factories.people import superuser
from tests.factories.worlds import undone
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db

TYPED = "我写的标题"
THEIRS = "对方写的标题"


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def second(office: Bureau) -> User:
    user = person(Role.EDITOR, office.section)
    user.last_name, user.first_name = "王", "小明"
    user.save()
    return user


@pytest.fixture
def page(office: Bureau) -> Any:
    return draft(office, title="原来的标题")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_in(html: str) -> dict[str, str]:
    """What the browser would send of the editor's form as it stands."""
    form = BeautifulSoup(html, "html.parser").find(id="page-edit-form")
    assert form is not None
    sent: dict[str, str] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if (
            not name
            or "__prefix__" in name
            or (field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"))
        ):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True)
            sent[name] = chosen.get("value", "") if chosen else ""
        else:
            sent[name] = field.text.lstrip("\n") if field.name == "textarea" else field.get("value", "")
    return sent


def opened(client: Client, page: Page) -> dict[str, str]:
    return form_in(client.get(address(page)).content.decode())


def save(client: Client, page: Page, form: dict[str, str], **typed: str) -> Any:
    return client.post(address(page), {**form, **typed})


def revisions(page: Page) -> int:
    return Revision.page_revisions.filter(object_id=str(page.pk)).count()


def title(page: Page) -> str:
    return str(Page.objects.get(pk=page.pk).get_latest_revision().content["title"])


def test_the_second_is_told_who_and_when_and_keeps_what_they_typed(office: Bureau, second: User, page: Any) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    form = opened(mine, page)
    assert save(theirs, page, opened(theirs, page), title=THEIRS).status_code == 302
    answer = save(mine, page, form, title=TYPED)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "没有保存：您打开以后，王小明也修改了这个页面" in html
    assert f'value="{TYPED}"' in html
    assert title(page) == THEIRS


def test_the_difference_is_one_link_away(office: Bureau, second: User, page: Any) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    form, first = opened(mine, page), page.latest_revision_id
    save(theirs, page, opened(theirs, page), title=THEIRS)
    latest = Page.objects.get(pk=page.pk).latest_revision_id
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first, latest])
    assert compare in save(mine, page, form, title=TYPED).content.decode()
    shown = mine.get(compare).content.decode()
    assert "对方" in shown


def test_saving_again_knowingly_goes_through_and_the_others_version_stays(
    office: Bureau, second: User, page: Any
) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    form = opened(mine, page)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    told = form_in(save(mine, page, form, title=TYPED).content.decode())
    assert save(mine, page, told).status_code == 302
    assert title(page) == TYPED
    titles = [row.content["title"] for row in Revision.page_revisions.filter(object_id=str(page.pk)).order_by("pk")]
    assert titles == ["原来的标题", THEIRS, TYPED]


def test_whoever_is_overtaken_once_more_is_told_once_more(office: Bureau, second: User, page: Any) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    form = opened(mine, page)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    told = form_in(save(mine, page, form, title=TYPED).content.decode())
    save(theirs, page, opened(theirs, page), title="又改了")
    again = save(mine, page, told)
    assert "没有保存" in again.content.decode()
    assert f'value="{TYPED}"' in again.content.decode()


def test_sending_for_review_is_refused_as_well(office: Bureau, second: User, page: Any) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    form = opened(mine, page)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    answer = save(mine, page, {**form, "action-submit": "1"}, title=TYPED)
    assert "没有保存" in answer.content.decode()
    assert not fresh(page).workflow_in_progress


def test_what_is_wrong_in_the_form_hides_no_overtaking(office: Bureau, second: User, page: Any) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    form = opened(mine, page)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    wrong = save(mine, page, form, slug="不 行", title=TYPED)
    assert "没有保存" in wrong.content.decode()


def test_one_who_works_alone_is_asked_nothing(office: Bureau, page: Any) -> None:
    mine = client_of(office[Role.EDITOR])
    for words in ("一", "二"):
        assert save(mine, page, opened(mine, page), title=words).status_code == 302
    assert title(page) == "二"


def test_ones_own_second_window_is_no_stranger(office: Bureau, page: Any) -> None:
    mine = client_of(office[Role.EDITOR])
    form = opened(mine, page)
    save(mine, page, opened(mine, page), title="另一个窗口")
    assert save(mine, page, form, title=TYPED).status_code == 302
    assert revisions(page) == 3


def test_a_stranger_between_two_windows_of_ones_own_is_found(office: Bureau, second: User, page: Any) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    form = opened(mine, page)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    save(mine, page, opened(mine, page), title="另一个窗口")
    assert "王小明也修改了" in save(mine, page, form, title=TYPED).content.decode()


def test_a_form_that_does_not_say_what_it_was_opened_from_overwrites_nobody(
    office: Bureau, second: User, page: Any
) -> None:
    theirs = client_of(second)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    mine = client_of(office[Role.EDITOR])
    form = opened(mine, page)
    overwrote = []
    for number in ("", "0", "-1", "abc", "９", "9" * 40, "999999"):
        with undone():
            answer = save(mine, page, {**form, "loaded_revision_id": number, "opened_from": number}, title=TYPED)
            if "没有保存" not in answer.content.decode() or title(page) != THEIRS:
                overwrote.append(number)
    assert overwrote == []


def test_a_version_of_another_page_counts_for_nothing(office: Bureau, second: User, page: Any) -> None:
    theirs = client_of(second)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    mine = client_of(office[Role.EDITOR])
    other = draft(office).latest_revision_id
    form = {**opened(mine, page), "loaded_revision_id": str(other), "opened_from": str(other)}
    assert "没有保存" in save(mine, page, form, title=TYPED).content.decode()


def test_no_version_is_rewritten_in_place(office: Bureau, page: Any) -> None:
    mine = client_of(office[Role.EDITOR])
    before = page.latest_revision_id
    save(mine, page, {**opened(mine, page), "overwrite_revision_id": str(before)}, title=TYPED)
    assert revisions(page) == 2
    assert Revision.objects.get(pk=before).content["title"] == "原来的标题"


def test_a_script_that_saves_is_refused_in_its_own_shape(office: Bureau, second: User, page: Any) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    form = opened(mine, page)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    answer = mine.post(address(page), {**form, "title": TYPED}, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert title(page) == THEIRS


def test_going_back_to_an_old_version_asks_too(office: Bureau, second: User, page: Any) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    old = page.latest_revision_id
    save(mine, page, opened(mine, page), title="第二稿")
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old])
    form = form_in(mine.get(revert).content.decode())
    save(theirs, page, opened(theirs, page), title=THEIRS)
    answer = mine.post(revert, form)
    assert "没有保存" in answer.content.decode()
    assert mine.post(revert, form_in(answer.content.decode())).status_code == 302
    assert title(page) == "原来的标题"


def test_a_page_locked_in_review_says_that_it_is_locked(office: Bureau, second: User, page: Any) -> None:
    mine, theirs = client_of(office[Role.EDITOR]), client_of(second)
    form = opened(mine, page)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    submit(fresh(page), second)
    answer = save(mine, page, form, title=TYPED)
    assert "锁定" in answer.content.decode()
    assert title(page) == THEIRS


def test_whose_version_came_last_signs_for_it_and_may_not_judge(office: Bureau, second: User, page: Any) -> None:
    """What both wrote stays known to the four eyes."""
    theirs = client_of(second)
    save(theirs, page, opened(theirs, page), title=THEIRS)
    approve(submit(fresh(page), office[Role.EDITOR]), office[Role.REVIEWER])
    assert step(page).task.name == "签发"


# --- pages that are no acts ------------------------------------------------------------------------------------------


@pytest.fixture
def bosses(db: None) -> tuple[User, User]:
    first = superuser(last_name="甲")
    return first, superuser("boss2", last_name="乙")


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}], ids=["draft", "published"])
def test_a_text_page_is_no_exception(action: dict[str, str], office: Bureau, bosses: tuple[User, User]) -> None:
    text = office.site.home.add_child(instance=TextPage(title="指南", slug="guide", body="<p>正文</p>"))
    text.save_revision().publish()
    mine, theirs = map(client_of, bosses)
    form = opened(mine, text)
    save(theirs, text, {**opened(theirs, text), **action}, title=THEIRS)
    answer = save(mine, text, {**form, **action}, title=TYPED)
    assert "乙也修改了" in answer.content.decode()
    assert f'value="{TYPED}"' in answer.content.decode()
    assert title(text) == THEIRS


def test_rows_the_other_took_out_meanwhile_come_to_no_harm(office: Bureau, bosses: tuple[User, User]) -> None:
    home = HomePage.objects.get(pk=office.site.home.pk)
    home.entrances = [HomeEntrance(label="入口一", address="/a/"), HomeEntrance(label="入口二", address="/b/")]
    home.save_revision().publish()
    mine, theirs = map(client_of, bosses)
    form = opened(mine, home)
    without = {**opened(theirs, home), "entrances-1-DELETE": "1"}
    assert save(theirs, home, {**without, "action-publish": "1"}).status_code == 302
    assert HomeEntrance.objects.count() == 1
    answer = save(mine, home, form, **{"entrances-1-label": "我改的入口"})
    html = answer.content.decode()
    assert "乙也修改了" in html
    assert "我改的入口" in html
    assert save(mine, home, {**form_in(html), "action-publish": "1"}).status_code == 302
    assert [row.label for row in HomeEntrance.objects.order_by("sort_order")] == ["入口一", "我改的入口"]


def test_asking_costs_the_same_however_many_saved_meanwhile(office: Bureau, second: User, page: Any) -> None:
    mine = client_of(office[Role.EDITOR])
    form = opened(mine, page)

    def grow() -> None:
        for _ in range(5):
            fresh(page).save_revision(user=second)

    grow()
    assert_constant_queries(lambda: save(mine, page, form, title=TYPED), grow)


@pytest.mark.django_db(transaction=True)
def test_asking_and_saving_are_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    office = bureau()
    page = draft(office)
    mine = client_of(office[Role.EDITOR])
    form, seen = opened(mine, page), []

    def note(*args: Any) -> None:
        seen.append(connection.in_atomic_block)

    monkeypatch.setattr(views, "overtaken", note)
    save(mine, page, form, title=TYPED)
    assert seen == [True]


def test_our_editor_has_the_admins_own_policy_and_is_kept_by_no_cache(office: Bureau, page: Any) -> None:
    response = client_of(office[Role.EDITOR]).get(address(page))
    assert "'unsafe-inline'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
