"""Shows docs/handbook to staff inside the admin: one text, read in the repository and on the site alike."""

import re
from pathlib import Path

import markdown
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from markdown.extensions.toc import TocExtension, slugify_unicode

FOLDER: Path = settings.HANDBOOK_DIR


def chapter(request: HttpRequest, name: str) -> HttpResponse:
    file = FOLDER / f"{name}.md"
    if not file.is_file():
        raise Http404
    text = file.read_text(encoding="utf-8")
    contents = TocExtension(slugify=slugify_unicode)  # a Chinese heading is a place to link to, as in the repository
    html = markdown.markdown(_links(text), extensions=["tables", contents, "sane_lists"])
    heading = next((line.lstrip("# ") for line in text.splitlines() if line.startswith("# ")), "使用手册")
    # The handbook is part of the program, reviewed like its code; no user writes in it.
    return render(request, "admin/handbook.html", {"title": heading, "html": mark_safe(html)})  # noqa: S308


def picture(request: HttpRequest, name: str) -> FileResponse:
    file = FOLDER / "img" / name
    if not re.fullmatch(r"[\w-]+\.png", name) or not file.is_file():
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")


def _links(text: str) -> str:
    """Links between chapters, written for the repository, become addresses of the admin."""
    root = reverse("handbook")
    text = re.sub(r"\]\(README\.md\)", f"]({root})", text)
    text = re.sub(r"\]\(([\w-]+)\.md(#[^)]*)?\)", rf"]({root}\1/\2)", text)
    return re.sub(r"\]\(img/", f"]({root}img/", text)
