"""What the search documents of official pages need besides the pages: read for many at once and laid on each."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, ReferenceIndex

from foundation.clock import today
from notices.attachment_text import text_of_file
from notices.calls.terms import all_instants
from notices.lives import lives_of
from notices.models import Provision
from notices.validity import version_on


def open_files(pages: Sequence[Any]) -> None:
    """The files each carries that everyone may open: the words of the others are not for everyone either."""
    carried = [_numbers_of_files(page) for page in pages]
    files = _open_files({pk for pks in carried for pk in pks})
    for page, pks in zip(pages, carried, strict=True):
        page.open_files = [files[pk] for pk in sorted(pks) if pk in files]


def words_of(file: Any) -> str:
    """Kept on the file: several editions of a page carry the same."""
    if not hasattr(file, "words"):
        try:
            with file.file.open("rb") as stream:
                file.words = text_of_file(file.filename, stream.read())
        except OSError:
            file.words = ""
    words: str = file.words
    return words


def lives(pages: Sequence[Any]) -> None:
    found = lives_of(pages)
    for page in pages:
        page.life = found[page.pk]


def own_provisions(pages: Sequence[Any]) -> None:
    """Those each brings itself."""
    _lay_provisions(pages, {page.provision_set_id for page in pages})


def provisions(pages: Sequence[Any]) -> None:
    """Those each brings itself, and those that hold today; after their lives."""
    day = today()
    _lay_provisions(pages, {pk for page in pages for pk in (page.provision_set_id, version_on(day, page.life).text)})


def provisions_of(page: Any, text: int | None) -> list[Provision]:
    found: list[Provision] = page.provisions_read.get(text, [])
    return found


def instants(pages: Sequence[Any]) -> None:
    found = all_instants(pages)
    for page in pages:
        page.instants = found[page.pk]


def _numbers_of_files(page: Any) -> set[int]:
    kind = ContentType.objects.get_for_model(get_document_model()).pk
    references = ReferenceIndex._extract_references_from_object(page)
    return {int(object_id) for content_type, object_id, _, _ in references if content_type == kind}


def _open_files(wanted: set[int]) -> dict[int, Any]:
    if not wanted:
        return {}
    files = get_document_model()._default_manager.filter(pk__in=wanted).select_related("collection")
    closed = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    return {file.pk: file for file in files if not file.collection.path.startswith(closed)}


def _lay_provisions(pages: Sequence[Any], texts: set[int | None]) -> None:
    found: dict[int, list[Provision]] = defaultdict(list)
    for row in Provision.objects.filter(of__in=texts - {None}).order_by("of", "order"):
        found[row.of_id].append(row)
    for page in pages:
        page.provisions_read = found
