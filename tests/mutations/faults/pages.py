"""What a visitor meets: lists, feeds, navigation, headers, and the page by keyboard."""

from tests.mutations.fault import Fault

ROOM = "pages"

FAULTS = (
    Fault(
        name="what stands behind a restriction is listed",
        room=ROOM,
        snippet='return listed_pages(pages).filter(~Exists(above.filter(listed__startswith=F("page__path"))))',
        becomes="return listed_pages(pages)",
        neighbourhood=("test_lists",),
    ),
    Fault(
        name="the feed does not say what was withdrawn",
        room=ROOM,
        snippet='title=f"【已撤回】{page.title}" if mark is not None and mark.is_withdrawn else page.title,',
        becomes="title=page.title,",
        neighbourhood=("test_feeds",),
    ),
    Fault(
        name="who asks the feed by date is not told of a sealing",
        room=ROOM,
        snippet="http_date(max(sealed.timestamp(), parse_http_date(said) if said else 0))",
        becomes="http_date(min(sealed.timestamp(), parse_http_date(said) if said else 0))",
        neighbourhood=("test_feeds",),
    ),
    Fault(
        name="a section lists its oldest article first",
        room=ROOM,
        snippet='articles = children.not_type(SectionPage).order_by("-first_published_at", "-pk")',
        becomes='articles = children.not_type(SectionPage).order_by("first_published_at", "pk")',
        neighbourhood=("test_lists",),
    ),
    Fault(
        name="a facet is counted under its own choice",
        room=ROOM,
        snippet="count = self.count(with_this)",
        becomes="count = self.count({**others, **asked.chosen})",
        neighbourhood=("test_facets",),
    ),
    Fault(
        name="public pages may run inline script",
        room=ROOM,
        snippet='"script-src": [SELF],',
        becomes='"script-src": [SELF, "\'unsafe-inline\'"],',
        neighbourhood=("test_headers",),
    ),
    Fault(
        name="a page names itself by whatever host was asked",
        room=ROOM,
        snippet='return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + self.request.path',
        becomes="return self.request.build_absolute_uri(self.request.path)",
        neighbourhood=("test_furniture",),
    ),
    Fault(
        name="a page is kept by caches though it depends on the hour",
        room=ROOM,
        snippet="patch_cache_control(response, private=True, no_cache=True)",
        becomes="patch_cache_control(response, public=True, max_age=3600)",
        neighbourhood=("test_furniture", "test_headers", "test_home"),
    ),
    Fault(
        name="an empty column stands in the menu",
        room=ROOM,
        snippet="found = sorted(sections.filter(Exists(below)).order_by(), key=lambda page: page.path)",
        becomes="found = sorted(sections.order_by(), key=lambda page: page.path)",
        neighbourhood=("test_home",),
    ),
    Fault(
        name="the page before leaving follows an address the site did not write",
        room=ROOM,
        snippet='address = _signer.unsign(request.GET.get("to", ""))',
        becomes='address = request.GET.get("to", "").rpartition(":")[0]',
        neighbourhood=("test_display",),
    ),
    Fault(
        name="choosing larger text leads to another site",
        room=ROOM,
        snippet="if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):",
        becomes="if not back:",
        neighbourhood=("test_display",),
    ),
    Fault(
        name="a control shows nothing when the focus is on it",
        room=ROOM,
        snippet=':focus-visible, input[type="date"]:focus-within { outline: 3px solid var(--focus);',
        becomes=':focus-visible, input[type="date"]:focus-within { outline: 0 solid var(--focus);',
        neighbourhood=("test_keyboard",),
        on="browser",
    ),
    Fault(
        name="Escape leaves the menu of a phone open",
        room=ROOM,
        snippet='  if (event.key !== "Escape") return;\n  const open',
        becomes='  if (event.key !== "End") return;\n  const open',
        neighbourhood=("test_keyboard",),
        on="browser",
    ),
    Fault(
        name="the way to the text leads nowhere",
        room=ROOM,
        snippet='<main id="main" tabindex="-1">',
        becomes="<main>",
        neighbourhood=("test_keyboard",),
        on="browser",
    ),
    Fault(
        name="the picture of the bureau is asked of another host",
        room=ROOM,
        snippet='<img src="{% static \'img/emblem.svg\' %}" alt="" width="38" height="38">',
        becomes='<img src="https://img.example.com/emblem.svg" alt="" width="38" height="38">',
        neighbourhood=("browser/test_public_pages",),
        on="browser",
    ),
)
