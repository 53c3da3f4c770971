"""Answers of the archive as its page shows them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from search.archive.answering import Answer, names_of_people, names_of_sections
from search.archive.asked import STAGES, Asked
from search.archive.registry import archive_kinds
from search.archive.sight import STAGE_LABELS, Shelf, Stage
from search.documents import Place
from search.presenting import VALUES_SHOWN, Choice, Facet, Piece
from search.results import Hit, Results

FACET_LABELS = {"stage": "状态", "kind": "类型", "section": "栏目", "actor": "经办人", "year": "年份"}
TAGS = {
    Stage.PUBLISHED: "tag--ok", Stage.DRAFT: "tag--wait", Stage.ON_ITS_WAY: "tag--open", Stage.SEALED: "tag--sealed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    hit: Hit
    title: SafeString
    kind: str
    stage: str
    tag: str
    section: str
    pieces: tuple[Piece, ...]
    abstract: str
    opens: bool


def rows(answered: Answer) -> list[Row]:
    labels = {code: kind.label for code, kind in archive_kinds().items()}
    sections = names_of_sections({hit.section for hit in answered.found.hits})
    made = []
    for hit in answered.found.hits:
        seen = answered.seen[hit.key]
        # Sealed this moment, whatever the index still says.
        stage = Stage.SEALED if seen.shelf is Shelf.SEALED else Stage(hit.stage)
        # The highlighter escapes everything but its own <mark>.
        pieces = tuple(
            Piece("" if one.place is Place.BODY else one.reference, one.url, mark_safe(one.html))  # noqa: S308
            for one in hit.found
        )
        made.append(
            Row(
                hit,
                mark_safe(hit.title_html),  # noqa: S308
                labels.get(hit.kind, ""),
                STAGE_LABELS[stage],
                TAGS.get(stage, "tag--off"),
                sections.get(hit.section, ""),
                pieces,
                "" if pieces else hit.abstract,
                seen.opens,
            )
        )
    return made


def facets(asked: Asked, found: Results) -> list[Facet]:
    labels = labels_of(asked, found)
    made = []
    for name, label in FACET_LABELS.items():
        counts, chosen = dict(found.facets.get(name, ())), asked.chosen.get(name, ())
        # A name is shown of what was counted; of what was only typed into the address, no name is told.
        values = [*counts, *(value for value in chosen if value not in counts)]
        if name == "year":
            values.sort(reverse=True)
        choices = tuple(
            Choice(
                labels[name].get(value, value), counts.get(value, 0), asked.toggled(name, value).query, value in chosen
            )
            for value in values
        )
        if len(choices) > 1 or chosen:
            made.append(Facet(name, label, choices[:VALUES_SHOWN], choices[VALUES_SHOWN:]))
    return made


def labels_of(asked: Asked, found: Results) -> dict[str, dict[str, str]]:
    counted = {name: {value for value, _ in found.facets.get(name, ())} for name in FACET_LABELS}
    return {
        "stage": {stage.value: label for stage, label in STAGE_LABELS.items() if stage.value in STAGES},
        "kind": {code: kind.label for code, kind in archive_kinds().items()},
        "section": names_of_sections(counted["section"]),
        "actor": names_of_people(counted["actor"]),
        "year": {},
    }


def says(asked: Asked, found: Results) -> str:
    if not found.total:
        return f"在您可以查阅的范围内，没有找到含有“{asked.typed}”的内容。" if asked.typed else "没有符合条件的内容。"
    if asked.page > found.pages:
        return f"找到 {found.total} 项，只能翻到第 {found.pages} 页；您要看的第 {asked.page} 页没有内容。"
    return f"找到 {found.total} 项"
