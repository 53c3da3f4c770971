"""Who may read a document nothing public refers to, and what caches are told. Wagtail's view asks and tells nothing."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.dispatch import receiver
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.signals import page_published

from foundation.acts.doors import View
from foundation.acts.file_checks import kept_name
from foundation.acts.files import carried_by_live_pages
from foundation.models.act_file import ActFile
from foundation.roles import SITE_ROLES, Role
from foundation.standing import standing_of


def asked_each_time(view: View) -> View:
    """Kept, but asked for again each time, which costs a 304; and not kept at all unless everybody may read it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not args:  # no file: the password of a restriction, by name
            return view(request, **kwargs)
        document = int(args[0])
        sealed = went_with_a_sealed_act(document)
        public = sealed or is_public(get_document_model(), document)  # what was sealed says so itself
        if not public and not works_with_files(request.user):
            raise Http404
        response: HttpResponseBase = view(request, *args, **kwargs)
        _named_and_kept_apart(response, document)
        if sealed or not public:
            patch_cache_control(response, private=True, no_store=True)
        else:
            patch_cache_control(response, no_cache=True)
        return response

    return wrapped


def _named_and_kept_apart(response: HttpResponseBase, number: int) -> None:
    """Saved under its title, as people know it; shown in the browser only if it is a pdf or a picture; never guessed."""
    if response.status_code != 200 or "Content-Disposition" not in response:
        return  # a refusal, or a copy that is still good
    document = get_document_model().objects.only("title", "file").get(pk=number)
    inline = document.content_type in settings.WAGTAILDOCS_INLINE_CONTENT_TYPES
    response["Content-Disposition"] = content_disposition_header(not inline, download_name(document)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"


def download_name(document: Any) -> str:
    """The title, made safe, with the ending of the file."""
    ending = f".{document.file_extension}" if document.file_extension else ""
    title = document.title.strip()
    if ending and title.lower().endswith(ending.lower()):
        title = title[: -len(ending)]
    return kept_name(f"{title}{ending}") or document.filename


def went_with_a_sealed_act(document_id: int) -> bool:
    kind = get_document_model()._meta.label_lower
    carried = ActFile.objects.filter(kind=kind, file_id=document_id)
    return carried.filter(page__published_act__sealing__isnull=False).exists()


def is_public(model: type[Model], number: int) -> bool:
    """Whether a document or picture went with a published act, or a live page refers to it, or what is no page does.

    A draft's attachment is none of these: its address can be guessed, so it answers as if it were not there.
    """
    if ActFile.objects.filter(kind=model._meta.label_lower, file_id=number, page__live=True).exists():
        return True
    return bool(carried_by_live_pages(model, [number])) or _used_by_settings(model, number)


def _used_by_settings(model: type[Model], number: int) -> bool:
    """What is no page has no draft: it is public from when it is saved."""
    kinds = ContentType.objects.get_for_models(model, Page)
    references = ReferenceIndex.objects.filter(to_content_type=kinds[model], to_object_id=str(number))
    return references.exclude(base_content_type=kinds[Page]).exists()


def works_with_files(user: Any) -> bool:
    """Who writes, judges or oversees something somewhere, or may edit files: a draft is read with its attachments."""
    if standing_of(user).anywhere(*(role for role in Role if role not in SITE_ROLES and role is not Role.PANELLIST)):
        return True
    policy = policy_registry.get_by_type(get_document_model())
    return bool(policy.user_has_any_permission(user, ["add", "change", "choose"]))


@receiver(page_published)
def references_known_at_once(instance: Page, **kwargs: Any) -> None:
    """Wagtail leaves this to a worker; until it came round, what a page links to would not be found."""
    ReferenceIndex.create_or_update_for_object(instance)
