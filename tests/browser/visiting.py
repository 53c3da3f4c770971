"""Opening a page as a careful visitor does: whatever the browser complains about is a fault."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

# Milliseconds. Not how long anything may take, but when to say that it never comes: far beyond what a busy machine needs.
PATIENCE = 120_000
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
WIDTHS = {"wide": WIDE, "phone": PHONE}

OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const over = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > width + 1);
  return over.slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
}"""
BROKEN_PICTURES = """() => [...document.images]
  .filter((image) => image.loading !== "lazy" && !(image.complete && image.naturalWidth))
  .map((image) => image.src)"""


@dataclass
class Opened:
    """A page and what the browser said against it. `forgiven` holds addresses expected to answer with an error."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    forgiven: set[str] = field(default_factory=set)

    def listen(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complain(f"page error: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def complain(self, what: str) -> None:
        self.complaints.append(f"{urlsplit(self.page.url).path}: {what}")

    def _console(self, message: ConsoleMessage) -> None:
        policy = "Content Security Policy" in message.text
        if message.type != "error" and not (policy and message.type == "warning"):
            return
        if message.location.get("url") not in self.forgiven:
            self.complain(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.complain(f"asks another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # Leaving a page ends what it was still fetching: that is no failure.
        if request.failure != "net::ERR_ABORTED":
            self.complain(f"request failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.url not in self.forgiven:
            self.complain(f"{response.status}: {response.url}")


_opened: dict[Page, Opened] = {}


def new_page(browser: Browser, address: str, **options: Any) -> Opened:
    """A visitor of its own. Nothing moves unless a test asks for it: what is judged is where the page comes to rest."""
    options = {"reduced_motion": "reduce", **options}
    context = browser.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    opened = Opened(page, address)
    opened.listen()
    _opened[page] = opened
    page.on("close", lambda closed: _opened.pop(closed, None))
    return opened


def opened_as(page: Page) -> Opened:
    """What has been noted of this page."""
    return _opened[page]


def sign_in(page: Page, username: str, password: str) -> None:
    """Fill the sign-in form the page shows, and send it."""
    page.get_by_label("账号").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def visit(page: Page, path: str, status: int = 200) -> None:
    """Open a page; it answers as expected, loads all its own and fits the screen. Complaints fail the test at its end."""
    opened = opened_as(page)
    if status >= 400:
        opened.forgiven.add(opened.address + path)
    response = page.goto(path, wait_until="load")
    assert response is not None
    assert response.status == status, f"{path} answered {response.status}"
    for what in faults_of_layout(page):
        opened.complain(what)


def faults_of_layout(page: Page) -> list[str]:
    """What does not fit in width, and pictures that did not come."""
    return [f"wider than the screen: {element}" for element in page.evaluate(OVERFLOW)] + [
        f"picture missing: {address}" for address in page.evaluate(BROKEN_PICTURES)
    ]
