"""A real browser on the real site. The site runs as subprocesses: no test here touches a database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from foundation.roles import Role
from portal.demo.accounts import PASSWORD
from tests.browser.running import RunningSite, running_site
from tests.browser.visiting import PATIENCE, WIDE, Opened, new_page, sign_in
from tests.servers import chromium_path, require

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
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # A worker of xdist has a site of its own, and what one file does there its tests find in their order.
            item.add_marker(pytest.mark.xdist_group(f"browser-{item.path.stem}"))


# Package scope, not session: Playwright's event loop must be gone before tests that use Django's ORM.
@pytest.fixture(scope="package")
def chromium() -> str:
    path = chromium_path()
    require(path is not None, "there is no Chromium on this machine (set CHROMIUM to its path)")
    return str(path)


@pytest.fixture(scope="package")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


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
