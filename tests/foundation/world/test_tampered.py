"""Whatever is sent in the place of what a form offers, no screen answers with a 500: a form error, a 400 or a 404."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from foundation.models import SectionPage
from foundation.roles import Role
from tests.factories.calls import call_draft
from tests.factories.comments import draft_closed_long_ago, written_summary
from tests.factories.regulations import SHORT, a_change, imported
from tests.foundation.world.authorization import OWN, World, undone
from tests.foundation.world.fields import Form, forms_on
from tests.foundation.world.matrix import ADDRESSES, OPEN

pytestmark = [pytest.mark.crawl, pytest.mark.django_db]  # minutes: every form of every screen

# In every field at once.
GARBAGE = {
    "a word": "abc",
    "more digits than a number has": "9" * 30,
    "another thing's number": "1",
    "a nul": "a\x00b",
    "half a character": "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
}
# In every field at once, and the whole below what a form may hold; beyond that nothing is read any more.
LONG_TEXT, TEXT_OF_A_FORM = 20_000, 100_000
# In one field at a time, the others as they came: what is not refused together may break alone.
ALONE = ("a word", "more digits than a number has")
LONGEST = "a" * 200_000

OURS_OF_WAGTAIL = (
    "wagtailadmin_pages:add", "wagtailadmin_pages:edit", "wagtailadmin_pages:search", "wagtailadmin_account",
    "wagtailadmin_collections", "wagtailredirects", "wagtaildocs", "wagtailimages",
)  # fmt: skip


# By kind of page; an announcement's form is the same wherever the announcement is on its way.
TRIED_BELOW = (
    "wagtailadmin_pages:add announcement", "wagtailadmin_pages:add withdrawal", "wagtailadmin_pages:edit in review",
    "wagtailadmin_pages:edit published",
)  # fmt: skip


def is_asked(line: str) -> bool:
    row = ADDRESSES[line]
    name = line.partition(" ")[0]
    of_wagtail = name.startswith(("wagtail", "attachments_", "agencies_")) and not name.startswith("wagtailcore")
    ours = not of_wagtail or name.startswith((*OURS_OF_WAGTAIL, "attachments_", "agencies_"))
    return ours and line not in TRIED_BELOW and not line.startswith("POST ") and row.finds == OPEN and bool(row.own)


SCREENS = [line for line in ADDRESSES if is_asked(line)]
WRITTEN = ("regulation", "change", "call", "summary")


Tried = set[tuple[str, bool, frozenset[str]]]


@pytest.fixture(scope="module", autouse=True)
def drafts_of_every_kind(world: World, django_db_blocker: Any) -> Iterator[None]:
    office = world.offices[OWN]
    with django_db_blocker.unblock(), undone():
        pages = {
            "regulation": imported(office, SHORT.replace("1号", "31号")),
            "change": a_change(office),
            "call": call_draft(office),
            "summary": written_summary(office, draft_closed_long_ago(office)),
        }
        world.things[OWN] |= {name: [page.pk] for name, page in pages.items()}
        yield


@pytest.fixture(scope="module")
def tried() -> Tried:
    """Forms that have had all their values: the same one stands on many screens."""
    return set()


def tries(form: Form) -> Iterator[tuple[str, dict[str, str]]]:
    names = [name for name in form.names if not name.endswith("_FORMS")]
    long_text = "长" * min(LONG_TEXT, TEXT_OF_A_FORM // (len(names) or 1))
    for what, value in {**GARBAGE, "a long text": long_text}.items():
        yield f"{what} everywhere", dict.fromkeys(names, value)
    for name in form.ids & set(form.names):
        for what in ALONE if not name.endswith(("_FORMS", "-ORDER", "-DELETE")) else ALONE[:1]:
            yield f"{what} in {name}", {name: GARBAGE[what]}
    typed = [name for name in form.names if name not in form.ids]
    yield from ((f"200,000 letters in {name}", {name: LONGEST}) for name in typed[:1])


def sameness(form: Form) -> tuple[str, bool, frozenset[str]]:
    """What is tried once: where it is sent, whichever row it is about, and the names it sends."""
    return re.sub(r"\d+", "N", urlsplit(form.action).path), form.posts, frozenset(form.names)


def broken(world: World, tried: Tried, who: Any, address: str) -> list[str]:
    """What the screen answered with a 500, and to what."""
    client = world.clients[who]
    kept = {name: one.value for name, one in client.cookies.items()}
    with undone():
        answer = client.get(address)
    if answer.status_code >= 500:
        return [f"{who}: {address} itself"]
    if answer.status_code != 200 or "html" not in answer["Content-Type"]:
        return []
    found = []
    for form in forms_on(address, answer.content.decode()):
        if sameness(form) in tried:
            continue
        tried.add(sameness(form))
        for what, instead in tries(form):
            with undone():
                send = client.post if form.posts else client.get
                status = send(form.action, form.data(**instead)).status_code
            client.cookies.clear()  # one of them signs out
            client.cookies.load(kept)
            if status >= 500:
                found.append(f"{who}: {form.action[:80]} with {what}")
    return found


@pytest.mark.parametrize("line", SCREENS)
def test_no_screen_breaks(line: str, world: World, tried: Tried) -> None:
    own = ADDRESSES[line].own
    name, _, thing = line.partition(" ")
    asked = [who for who in (Role.EDITOR, Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR) if who in own]
    address = world.address(name, thing, OWN)
    assert [each for who in asked[:2] or sorted(own)[:1] for each in broken(world, tried, who, address)] == []


@pytest.mark.parametrize("model", SectionPage.creatable_subpage_models(), ids=lambda model: model._meta.model_name)
def test_no_form_of_a_new_page_breaks(model: Any, world: World, tried: Tried) -> None:
    section = world.offices[OWN].section
    address = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, section.pk])
    assert broken(world, tried, Role.EDITOR, address) == []


@pytest.mark.parametrize("written", WRITTEN)
def test_no_form_of_a_page_breaks(written: str, world: World, tried: Tried) -> None:
    assert broken(world, tried, Role.EDITOR, world.address("wagtailadmin_pages:edit", written, OWN)) == []
