"""A regulation's provisions as what search shows one by one: each with what it hangs on. Pure."""

from collections.abc import Iterable, Iterator

from notices.provisions.provision import Kind, Provision
from search.documents import Part

LONGEST_CONTEXT = 400


def parts_of(provisions: Iterable[Provision]) -> Iterator[Part]:
    """The smallest pieces of each article, measure and heading, each word in one of them."""
    for provision in provisions:
        yield from _parts(provision, provision, "", "")


def _parts(provision: Provision, top: Provision, reference: str, context: str) -> Iterator[Part]:
    reference = _reference(provision, reference)
    context = f"{context} {provision.title or ''}".strip()
    if not provision.children:
        if provision.text or provision.title:
            yield _part(provision, provision.address, reference, context)
        return
    if provision.kind is not Kind.ARTICLE and provision.text:
        yield _part(provision, provision.address, reference, context)
    lead = ""
    only = len(provision.children) == 1
    for place, child in enumerate(provision.children):
        if child.kind is not Kind.PARAGRAPH:
            yield from _parts(child, top, reference, f"{context} {lead}".strip()[-LONGEST_CONTEXT:])
            continue
        lead = child.text
        followed = not only and all(other.kind is not Kind.PARAGRAPH for other in provision.children[1:])
        if only or (place == 0 and followed):
            # The one paragraph of an article, or the lead of its items, is the article itself.
            yield _part(child, provision.address, reference, context)
        else:
            yield from _parts(child, top, reference, context)


def _part(provision: Provision, address: str, reference: str, context: str) -> Part:
    text = provision.text
    if provision.title and provision.kind in (Kind.MEASURE, Kind.HEADING):
        text = f"{provision.title}。{text}" if text else provision.title
        context = ""
    return Part(reference, text, address, context=context)


def _reference(provision: Provision, above: str) -> str:
    match provision.kind:
        case Kind.PREAMBLE:
            return "序言"
        case Kind.CLOSING:
            return "结语"
        case Kind.ITEM:
            return f"{above}第{provision.label}项"
        case Kind.LISTED:
            return f"{above} {provision.label.rstrip('．.、')}"
        case Kind.PARAGRAPH:
            return f"{above}{provision.label}"
        case _:
            return provision.label.rstrip("．.")
