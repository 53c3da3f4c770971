"""Links that lead nowhere: to pages no longer public, to addresses the site has not, to places a page has not."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from foundation.models.act_on_act import ActOnAct
from foundation.sitecheck.registry import Found, finds
from foundation.sitecheck.rules import DEAD_ANCHOR, DEAD_LINK, OUTSIDE
from foundation.sitecheck.snapshot import Snapshot
from foundation.sitecheck.texts import addresses, numbers

_ID = re.compile(r"""\sid=["']([^"']+)["']""")
_WITHOUT_A_PAGE = ("mailto:", "tel:", "javascript:", "data:")
TREE = "wagtail_serve"


@finds
def references_to_what_is_not_public(site: Snapshot) -> Iterator[Found]:
    """Links and rows that name a page of the tree by its number: text, stream or foreign key, Wagtail knows them all."""
    pages = ContentType.objects.get_for_model(Page)
    # A withdrawal or a sealing names its target whatever became of it.
    about_acts = {kind.pk for kind in ContentType.objects.get_for_models(*_concrete(ActOnAct)).values()}
    references = ReferenceIndex.objects.filter(base_content_type=pages, to_content_type=pages)
    pairs = {
        (int(page), int(target))
        for page, target, path in references.values_list("object_id", "to_object_id", "model_path")
        if int(page) in site.rows and not (site.rows[int(page)].kind in about_acts and path == "target")
    }
    pairs |= numbers(site, "page")  # a deleted page is in no index any more
    wrong = {target for _, target in pairs if target not in site.rows}
    titles = dict(Page.objects.filter(pk__in=wrong, live=True).values_list("pk", "title")) if wrong else {}
    there = set(Page.objects.filter(pk__in=wrong).values_list("pk", flat=True)) if wrong else set()
    for page, target in sorted(pairs):
        if target not in wrong:
            continue
        if target in titles:
            says = f"链接指向“{titles[target]}”，那个页面不对公众开放。请去掉链接。"
        elif target in there:
            # What is not live is not named: it may have been sealed.
            says = f"链接指向一个没有公开的页面（编号 {target}），公众打不开。请去掉链接，或等它发布。"
        else:
            says = f"链接指向一个已经删除的页面（编号 {target}）。请去掉链接。"
        yield Found(DEAD_LINK, page, says, about=f"page:{target}", mend=_editor(page))


@finds
def references_to_files_that_are_gone(site: Snapshot) -> Iterator[Found]:
    pages = ContentType.objects.get_for_model(Page)
    for model, called in ((get_document_model(), "附件"), (get_image_model(), "图片")):
        kind = ContentType.objects.get_for_model(model)
        references = ReferenceIndex.objects.filter(base_content_type=pages, to_content_type=kind)
        pairs = {(int(page), int(file)) for page, file in references.values_list("object_id", "to_object_id")}
        pairs = {pair for pair in pairs if pair[0] in site.rows} | numbers(site, model._meta.model_name)
        known = set(model._default_manager.filter(pk__in={file for _, file in pairs}).values_list("pk", flat=True))
        for page, file in sorted(pairs):
            if file not in known:
                says = f"页面用到的一个{called}（编号 {file}）已经删除。请换一个，或去掉。"
                yield Found(DEAD_LINK, page, says, about=f"{kind.model}:{file}", mend=_editor(page))


@finds
def written_addresses(site: Snapshot) -> Iterator[Found]:
    moved = set(Redirect.objects.values_list("old_path", flat=True))
    documents = {str(pk): Path(file).name for pk, file in get_document_model().objects.values_list("pk", "file")}
    answers: dict[str, bool] = {}
    places = _Places(site)
    for link in addresses(site):
        if link.to.lower().startswith(_WITHOUT_A_PAGE):
            continue
        split = urlsplit(urljoin(_address(site, link.page), link.to))
        if split.netloc and not is_ours(split.hostname or "", site):
            yield Found(OUTSIDE, link.page, f"链接到站外：{link.to}", about=link.to, mend=_editor(link.page))
            continue
        path = unquote(split.path)
        if path not in answers:
            answers[path] = _answers(path, site, moved, documents)
        if not answers[path]:
            says = f"链接的地址打不开：{link.to}。请改正或去掉。"
            yield Found(DEAD_LINK, link.page, says, about=link.to, mend=_editor(link.page))
        elif split.fragment and not places.has(path, unquote(split.fragment)):
            says = f"链接指向的位置不存在：{link.to}。请改正“#”后面的部分，或去掉。"
            yield Found(DEAD_ANCHOR, link.page, says, about=link.to, mend=_editor(link.page))


def is_ours(host: str, site: Snapshot) -> bool:
    return host in site.hosts or host == urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname


def _answers(path: str, site: Snapshot, moved: set[str], documents: dict[str, str]) -> bool:
    if path in site.addresses or f"{path}/" in site.addresses or path.rstrip("/") in moved:
        return True
    try:
        match = resolve(path)
    except Resolver404:
        return bool(settings.APPEND_SLASH and not path.endswith("/") and _answers(f"{path}/", site, moved, documents))
    if match.view_name == TREE:
        return False
    if match.view_name == "wagtaildocs_serve":
        return documents.get(match.args[0]) == match.args[1]
    if match.view_name == "media":
        return bool(default_storage.exists(match.kwargs["path"]))
    return True


class _Places:
    """The places within a page one can link to, read from the page as a visitor gets it. Each page is drawn once."""

    def __init__(self, site: Snapshot) -> None:
        self.site = site
        self.known: dict[str, frozenset[str] | None] = {}

    def has(self, path: str, place: str) -> bool:
        if path not in self.known:
            self.known[path] = self._read(path)
        places = self.known[path]
        # A page that is no page of the tree is not drawn here, and nothing is said against it.
        return places is None or place in places or place == "top"

    def _read(self, path: str) -> frozenset[str] | None:
        pk = self.site.addresses.get(path, self.site.addresses.get(f"{path}/"))
        page = Page.objects.filter(pk=pk).specific().first() if pk else None
        if page is None:
            return None
        request = RequestFactory().get(path, SERVER_NAME=next(iter(sorted(self.site.hosts)), "localhost"))
        request.user, request.session = AnonymousUser(), {}  # type: ignore[assignment]
        try:
            response = page.serve(request)
            html = (response.render() if hasattr(response, "render") else response).content.decode()
        except Exception:
            return None
        return frozenset(_ID.findall(html))


def _address(site: Snapshot, page: int) -> str:
    return "/" + site.rows[page].url_path[len(site.prefix) :]


def _editor(page: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page])


def _concrete(base: type[ActOnAct]) -> list[type[ActOnAct]]:
    return [one for one in base.__subclasses__() if not one._meta.abstract]
