"""A real browser on the real site. The site runs as subprocesses: no test here touches a database."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from foundation.roles import Role
from portal.demo.accounts import PASSWORD
from tests.browser.pages import Seen
from tests.browser.running import RunningSite, running_site
from tests.browser.visiting import PATIENCE, WIDE, Opened, new_page, sign_in
from tests.servers import chromium_path, require
from tests.shared import folder_of_the_run, shared

HERE = Path(__file__).parent
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-smooth-scrolling",
]  # a container has no user namespaces; the browser calls nobody on its own account, and glides nowhere

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.browser)
        if "the_page" in getattr(item, "fixturenames", ()):
            # All that is claimed of a page is seen on one visit, by one worker.
            item.add_marker(pytest.mark.xdist_group(f"page-{item.callspec.params['name']}"))
        else:
            item.add_marker(pytest.mark.xdist_group(f"browser-{item.path.stem}"))
    # The journeys are long, the pages short: these fill what is left at the end.
    items.sort(key=lambda item: "the_page" in getattr(item, "fixturenames", ()))


# Package scope, not session: Playwright's event loop must be gone before tests that use Django's ORM.
@pytest.fixture(scope="package")
def chromium() -> str:
    path = chromium_path()
    require(path is not None, "there is no Chromium on this machine (set CHROMIUM to its path)")
    return str(path)


@pytest.fixture(scope="package")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """One for all workers. Whoever writes there makes something of its own, by a name no other test looks for."""

    @contextmanager
    def lay(data: Path) -> Iterator[str]:
        data.mkdir()
        with running_site(data) as site:
            yield site.as_json()

    with shared(folder_of_the_run(tmp_path_factory), "site", lay) as given:
        yield RunningSite(**json.loads(given))


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: RunningSite) -> Iterator[OpenPage]:
    """Make pages with any context option: `open_page(java_script_enabled=False)`. Each is a visitor of its own."""
    opened: list[Opened] = []

    def make(viewport: dict[str, int] = WIDE, **options: object) -> Page:
        opened.append(new_page(browser, site.address, viewport=viewport, **options))
        return opened[-1].page

    yield make
    for each in opened:
        each.page.context.close()
    complaints = [complaint for each in opened for complaint in each.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="package")
def pages_seen() -> dict[str, Seen]:
    return {}


@pytest.fixture
def the_page(name: str, browser: Browser, site: RunningSite, pages_seen: dict[str, Seen]) -> Seen:
    """The page of this name, opened once for all that is claimed of it."""
    return pages_seen.setdefault(name, Seen(name, browser, site))


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Nobody, at a desk."""
    return open_page()


@pytest.fixture(scope="package")
def session_of(browser: Browser, site: RunningSite) -> Callable[[Role], dict]:
    """What a browser keeps after this role has signed in by the form; signed in once."""
    kept: dict[Role, dict] = {}

    def session(role: Role) -> dict:
        if role not in kept:
            page = new_page(browser, site.address).page
            page.goto("/admin/login/")
            sign_in(page, role.value, PASSWORD)
            page.wait_for_url("**/admin/")
            kept[role] = page.context.storage_state()
            page.context.close()
        return kept[role]

    return session


@pytest.fixture
def page_of(open_page: OpenPage, session_of: Callable[[Role], dict]) -> OpenPage:
    """A page where this role is signed in."""

    def make(role: Role, **options: object) -> Page:
        return open_page(storage_state=session_of(role), **options)

    return make
