"""Values no form of ours would send, such as a word for a page's number, are answered with a form error, never a 500.

Django and Wagtail take care of most of it. Laid here once is what they leave out, for their forms and for ours.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet, SuspiciousOperation, ValidationError
from django.db.models import ForeignObject
from django.db.models.fields.related_lookups import RelatedExact
from django.http import HttpRequest, QueryDict
from modelcluster.forms import BaseTransientModelFormSet
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import BaseChooser

NEXT, SEARCHED = "next", "q"
LONGEST_SEARCHED = 500
USED = ("usage_count_min", "usage_count_max")


class RelatedExactInRange(RelatedExact):
    """A number too large for the column is nobody's, as Django has it for plain keys. A page of ours has a key of this kind."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        if isinstance(self.rhs, int):
            column = self.lhs.output_field
            while column.remote_field is not None:
                # The key of a page of ours is itself a reference to one of Wagtail's.
                column = column.target_field
            kind = column.get_internal_type()
            if kind in connection.ops.integer_field_ranges:
                lowest, highest = connection.ops.integer_field_range(kind)
                if (lowest is not None and self.rhs < lowest) or (highest is not None and self.rhs > highest):
                    raise EmptyResultSet
        return super().process_rhs(compiler, connection)


_instance_of = BaseChooser.get_instance


def instance_or_none(chooser: BaseChooser, value: Any) -> Any:
    """A form refused for a value that is no number is shown again with nothing chosen."""
    try:
        return _instance_of(chooser, value)
    except (ValueError, TypeError, OverflowError):
        return None


_text_from = DraftailRichTextArea.value_from_datadict


def text_or_refusal(area: DraftailRichTextArea, *args: Any) -> Any:
    """The editor sends what it wrote as JSON of one shape. Of anything else nothing could be shown again: a 400."""
    try:
        return _text_from(area, *args)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise SuspiciousOperation("A rich text that no editor wrote.") from error


_row_of = BaseTransientModelFormSet._construct_form


def row_or_refusal(rows: BaseTransientModelFormSet, number: int, **kwargs: Any) -> Any:
    """A row says by its key which one it was. By what is no key it cannot be told: a 400."""
    try:
        return _row_of(rows, number, **kwargs)
    except ValidationError as error:
        raise SuspiciousOperation("A row of a form with a key that is none.") from error


def lay() -> None:
    """When the app starts."""
    ForeignObject.register_lookup(RelatedExactInRange)
    BaseChooser.get_instance = instance_or_none
    DraftailRichTextArea.value_from_datadict = text_or_refusal
    BaseTransientModelFormSet._construct_form = row_or_refusal


def tame(request: HttpRequest) -> None:
    """What Wagtail's views fail on.

    They go on to `next` after saving: what is no address would be looked up as the name of a view. They look for `q`
    however long it is, which SQLite does not; and by how often a file is used only where nothing is looked for.
    """
    for name in ("GET", "POST"):
        said: QueryDict = getattr(request, name)
        searched = str(said.get(SEARCHED, ""))
        strange = [NEXT] if NEXT in said and not str(said[NEXT]).startswith("/") else []
        counted = [one for one in USED if searched and one in said]
        if strange or counted or len(searched) > LONGEST_SEARCHED:
            kept = said.copy()
            for one in (*strange, *counted):
                del kept[one]
            if searched:
                kept[SEARCHED] = searched[:LONGEST_SEARCHED]
            setattr(request, name, kept)
