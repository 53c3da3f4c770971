"""Wagtail's forms for documents and pictures, which say beforehand what a file of a published act does not allow."""

from typing import Any

from django.db import transaction
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from foundation.acts.file_guards import why_kept


class KeptFile:
    """Wagtail deletes the old bytes before or amid what may still be refused; here they go when all of it is done."""

    instance: Any
    changed_data: list[str]
    original_file: Any

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        for name, says in why_kept(self.instance, self.changed_data).items():
            # A hidden field has no place for words of its own.
            hidden = self.fields[name].widget.is_hidden  # type: ignore[attr-defined]
            self.add_error(None if hidden else name, says)  # type: ignore[attr-defined]
        return cleaned

    def save(self, commit: bool = True) -> Any:
        replaced = self.original_file if commit and "file" in self.changed_data else None
        if commit:
            self.original_file = None
        saved = super().save(commit=commit)  # type: ignore[misc]
        if replaced:
            storage, name = replaced.storage, replaced.name
            transaction.on_commit(lambda: storage.delete(name))
        return saved


class DocumentForm(KeptFile, BaseDocumentForm):
    class Meta(BaseDocumentForm.Meta):
        pass


class ImageForm(KeptFile, BaseImageForm):
    class Meta(BaseImageForm.Meta):
        pass

    def save(self, commit: bool = True) -> Any:
        replaced = bool(commit and "file" in self.changed_data and self.original_file)
        image = super().save(commit=commit)
        if replaced:
            image.renditions.all().delete()
        return image
