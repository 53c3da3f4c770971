"""The editor's forms of what has a document number: regulations, what changes them, and calls."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html

from foundation.acts.act_form import ActPageForm
from foundation.acts.target_form import TargetForm


class NumberedForm:
    """Puts the document number in its one form, and refuses one that another document has, with a link to that."""

    cleaned_data: dict[str, Any]
    instance: Any

    def clean_document_number(self) -> str:
        from notices.numbers import holder_of
        from notices.provisions.keys import number_key

        number = number_key(self.cleaned_data["document_number"])
        other = holder_of(number, besides=self.instance.pk)
        if other is not None:
            raise ValidationError(
                format_html(
                    "发文字号“{}”已经用于<a href=\"{}\">“{}”</a>。一个文号只能用于一份文件，请核对。",
                    number, other.edit_url, other.title,
                )
            )  # fmt: skip
        return number


class RegulationForm(NumberedForm, ActPageForm):
    pass


class RegulationChangeForm(NumberedForm, TargetForm):
    pass


class CallForm(NumberedForm, ActPageForm):
    pass
