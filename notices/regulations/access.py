"""Who may open a draft set, asked by each of the wizard's views."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from foundation.acts.sealed_titles import hidden_from
from foundation.bars import Barred
from foundation.office.screens import signed_in
from foundation.roles import Role
from foundation.standing import standing_of
from notices.importing.changing import READERS, may_read
from notices.models import ProvisionSet

NOT_YOURS = f"条文稿只对所在栏目的{'、'.join(role.label for role in READERS)}人员开放，您没有这项职责。"
NOT_EDITOR = "只有所在栏目的编辑能修改和确认条文稿，您没有这项职责。"


def readable_set(request: HttpRequest, pk: int) -> ProvisionSet:
    """Without the file it came in, which may be large."""
    rows = ProvisionSet.objects.select_related("section", "upload", "by", "changed_by", "regulation", "page")
    one = get_object_or_404(rows.defer("upload__data"), pk=pk)
    if not may_read(signed_in(request), one):
        raise Barred(NOT_YOURS)
    pages = [pk for pk in (one.page_id, one.regulation_id) if pk]
    if pages and hidden_from(signed_in(request)).filter(pk__in=pages).exists():
        raise Barred("这项内容已依法封存，只有所在栏目的档案和监督人员能看到。")
    return one


def may_edit(request: HttpRequest, one: ProvisionSet) -> bool:
    return standing_of(signed_in(request)).may(Role.EDITOR, one.section)


def edited_set(request: HttpRequest, pk: int) -> ProvisionSet:
    one = readable_set(request, pk)
    if not may_edit(request, one):
        raise Barred(NOT_EDITOR)
    return one


def edition_in(request: HttpRequest) -> int:
    """The one this person saw; what is no number is none there ever was."""
    said = request.POST.get("edition", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else -1
