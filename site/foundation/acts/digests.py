"""The digest of everything an approval covers: fields, rows, and the files referred to by their content."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex, Revision

from foundation.models.act_page import ActPage

# What Wagtail writes of itself; none of it is content.
HOUSEKEEPING = {
    "pk", "path", "depth", "numchild", "url_path", "live", "has_unpublished_changes", "first_published_at",
    "last_published_at", "live_revision", "latest_revision", "latest_revision_created_at", "go_live_at", "expire_at",
    "expired", "locked", "locked_at", "locked_by", "draft_title", "owner", "content_type", "translation_key", "locale",
    "alias_of", "wagtail_admin_comments",
}  # fmt: skip


def parts_of(revision: Revision) -> dict[str, str]:
    """Name -> digest of each part of a page as this revision has it."""
    page = revision.as_object()
    # Who may sign it depends on where it stands.
    parent = page.get_parent()
    return parts_of_page(page, parent.pk if parent else None, files_of(page))


def parts_of_page(page: Any, parent_pk: int | None, files: Iterable["CarriedFile"]) -> dict[str, str]:
    """The same of a page as it is in memory."""
    parts = {
        _label(page, name): _sha(json.dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode())
        for name, value in page.serializable_data().items()
        if name not in HOUSEKEEPING
    }
    parts["所在栏目"] = _sha(str(parent_pk or "").encode())
    parts.update({f"文件“{file.title}”#{file.pk}": file.digest for file in files})
    if isinstance(page, ActPage):
        parts.update(page.digest_parts())
    return parts


def digest_of(parts: dict[str, str]) -> str:
    return _sha(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode())


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The names of the parts that are not the same."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


@dataclass(frozen=True, slots=True)
class CarriedFile:
    kind: str
    pk: int
    title: str
    digest: str


def files_of(page: Any) -> list[CarriedFile]:
    """Documents and pictures by the bytes they hold now, not by their number."""
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in (get_document_model(), get_image_model())}
    found: dict[tuple[str, int], CarriedFile] = {}
    for content_type, object_id, _, _ in ReferenceIndex._extract_references_from_object(page):
        model = kinds.get(content_type)
        file = model._default_manager.filter(pk=object_id).first() if model else None
        if file is not None:
            kind = file._meta.label_lower
            found[kind, file.pk] = CarriedFile(kind, file.pk, file.title, _sha_of_file(file))
    return list(found.values())


def _sha_of_file(file: Any) -> str:
    digest = hashlib.sha256()
    try:
        with file.file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError:
        return "missing"
    return digest.hexdigest()


def _label(page: Any, name: str) -> str:
    try:
        field = page._meta.get_field(name)
    except LookupError:
        return name
    # Rows of the page's own have no name but that of what they are.
    rows = getattr(field, "related_model", None) if field.one_to_many else None
    return str(rows._meta.verbose_name_plural) if rows is not None else str(getattr(field, "verbose_name", name))


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
