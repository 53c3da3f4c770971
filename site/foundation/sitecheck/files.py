"""Documents and pictures of public pages: there, whole, what was signed, and looked over. Each file is read once."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from foundation.acts.file_checks import FileFinding, Weight, found_in, looks_are_taken
from foundation.models.act_file import ActFile
from foundation.sitecheck.registry import Found, finds
from foundation.sitecheck.rules import BROKEN_FILE, CHANGED_FILE, PERSONAL_FILE, UNCHECKED_FILE
from foundation.sitecheck.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Bytes:
    size: int
    sha256: str
    sha1: str


@finds
def files_of_public_pages(site: Snapshot) -> Iterator[Found]:
    for model, called in ((get_document_model(), "附件"), (get_image_model(), "图片")):
        yield from _of(site, model, called)


def _of(site: Snapshot, model: Any, called: str) -> Iterator[Found]:
    carriers, signed = _carriers(site, model), _signed(model)
    files = model._default_manager.filter(pk__in=carriers).in_bulk()
    read = {pk: _read(file) for pk, file in files.items()}
    looked_over = found_in({one.sha256 for one in read.values() if one})
    for pk, file in sorted(files.items()):
        bytes_, edit = read[pk], _editor(model, pk)
        for page in sorted(carriers[pk]):
            for rule, says in _faults(file, bytes_, signed.get((page, pk), ""), looked_over, called):
                yield Found(rule, page, says, about=f"{model._meta.model_name}:{pk}", mend=edit)


def _faults(
    file: Any, read: Bytes | None, signed: str, looked_over: dict[str, list[FileFinding]], called: str
) -> Iterator[tuple[Any, str]]:
    name = f"{called}“{file.title}”"
    if read is None:
        yield BROKEN_FILE, f"{name}的文件不在了，公众打不开。请从备份恢复，或重新上传并办理更正。"
        return
    if not read.size:
        yield BROKEN_FILE, f"{name}是空的。请重新上传，签发过的办理更正。"
        return
    if signed not in ("", read.sha256) or (not signed and file.file_hash not in ("", read.sha1)):
        yield (
            CHANGED_FILE,
            f"{name}的内容和{'签发' if signed else '上传'}时不一样。请立即查明是谁改动的，并从备份恢复。",
        )
    if not looks_are_taken():
        return
    findings = looked_over.get(read.sha256)
    if findings is None:
        yield UNCHECKED_FILE, f"{name}没有检查过里面有没有不能公开的内容。请管理员运行 check_files。"
    for one in findings or ():
        if one.weight is Weight.BARS:
            yield PERSONAL_FILE, f"{name}：{one.says}"


def _carriers(site: Snapshot, model: Any) -> dict[int, set[int]]:
    """File -> the public pages that carry it: by what they say now, and by what was signed."""
    found: dict[int, set[int]] = defaultdict(set)
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(model),
    )
    for page, file in references.values_list("object_id", "to_object_id"):
        if int(page) in site.rows:
            found[int(file)].add(int(page))
    for page, file in ActFile.objects.filter(kind=model._meta.label_lower).values_list("page_id", "file_id"):
        if page in site.rows:
            found[file].add(page)
    return found


def _signed(model: Any) -> dict[tuple[int, int], str]:
    rows = ActFile.objects.filter(kind=model._meta.label_lower).values_list("page_id", "file_id", "digest")
    return {(page, file): digest for page, file, digest in rows}


def _read(file: Any) -> Bytes | None:
    size, sha256, sha1 = 0, hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    try:
        with file.file.storage.open(file.file.name, "rb") as stream:
            while block := stream.read(1 << 20):
                size += len(block)
                sha256.update(block)
                sha1.update(block)
    except (OSError, ValueError):
        return None
    return Bytes(size, sha256.hexdigest(), sha1.hexdigest())


def _editor(model: Any, pk: int) -> str:
    area = "wagtaildocs:edit" if model is get_document_model() else "wagtailimages:edit"
    return reverse(area, args=[pk])
