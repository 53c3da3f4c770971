"""What search sees of the pages of the roof."""

from wagtail.rich_text import get_text_for_indexing

from portal.models import TextPage
from search.archive.registry import archived
from search.documents import Part, Place, SearchDocument
from search.registry import page_document, searchable


@searchable(TextPage, "办事指南与说明")
def guide(page: TextPage) -> SearchDocument:
    return page_document(page, parts=[Part("正文", get_text_for_indexing(page.body), place=Place.BODY)])


archived(TextPage, "办事指南与说明")(guide)
