"""Wagtail's forms for documents and pictures, which say beforehand what a file of a published act does not allow."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.html import format_html, format_html_join
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from foundation.acts.file_checks import found_in_file, kept_name, look_over, refused
from foundation.acts.file_guards import why_kept


class KeptFile:
    """Wagtail deletes the old bytes before or amid what may still be refused; here they go when all of it is done."""

    instance: Any
    changed_data: list[str]
    original_file: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before anything is asked of them: a long Chinese name is shortened, not refused.
        for upload in self.files.values():  # type: ignore[attr-defined]
            if upload and upload.name:
                upload.name = kept_name(upload.name)
        self._tell_what_was_found()

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        upload = self.cleaned_data.get("file")  # type: ignore[attr-defined]
        if "file" in self.changed_data and isinstance(upload, UploadedFile):
            for says in refused(look_over(str(upload.name), upload)):
                self.add_error("file", says)  # type: ignore[attr-defined]
        for name, says in why_kept(self.instance, self.changed_data).items():
            # A hidden field has no place for words of its own.
            hidden = self.fields[name].widget.is_hidden  # type: ignore[attr-defined]
            self.add_error(None if hidden else name, says)  # type: ignore[attr-defined]
        return cleaned

    def _tell_what_was_found(self) -> None:
        """Under the file, or under the title where the form has no file: whoever uploaded it learns it at once."""
        says = found_in_file(self.instance) if self.instance.pk and not self.is_bound else []  # type: ignore[attr-defined]
        field = next((self.fields[name] for name in ("file", "title") if name in self.fields), None)  # type: ignore[attr-defined]
        if says and field is not None:
            field.help_text = format_html(
                '<span class="file-found">{}</span>', format_html_join("", "<span>{}</span>", ((one,) for one in says))
            )

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
