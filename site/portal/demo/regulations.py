"""The invented bureau's regulations: brought in from a text, read into provisions, published like any other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from foundation.acts.publishing import publish_revision
from foundation.clock import SHANGHAI, today
from foundation.models import SectionPage, User
from foundation.roles import Role
from notices.importing import bring_in, confirm
from notices.models import Purpose, RegulationChangePage, RegulationPage, Replacement
from notices.regulations.wording import day_of
from portal.demo import regulation_texts as texts

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Act:
    """A text to bring in, how its address ends, when it was published, and what the editor put right."""

    slug: str
    text: str
    published: date
    fields: Mapping[str, Any] = field(default_factory=dict)


def load_regulations() -> None:
    section = SectionPage.objects.get(slug="regulations")
    editor = User.objects.get(username=Role.EDITOR.value)
    ends = today() + SOON
    first = _issue(
        section, editor, Act("cooperation-bases-2015", texts.BASES_2015, date(2015, 3, 2), {"topic": "科技"})
    )
    bases = _issue(section, editor, Act("cooperation-bases", texts.BASES_2020, date(2020, 6, 18), texts.BASES_FIELDS))
    Replacement.objects.create(page=bases, target=first)
    _change(section, editor, bases, Act("cooperation-bases-amended", texts.BASES_2024, date(2024, 3, 1)))
    _issue(section, editor, Act("innovation-centres", texts.CENTRES, date(2022, 4, 6), {"topic": "科技"}))
    measures = texts.MEASURES.format(until=day_of(ends))
    _issue(
        section, editor,
        Act("innovation-measures", measures, date(2023, 6, 12), {"topic": "科技", "expires_on": ends}),
    )  # fmt: skip
    _issue(
        section, editor,
        Act("titles-draft", texts.DRAFT, today() - timedelta(days=5), {"is_draft": True, "topic": "科技"}),
    )  # fmt: skip


def _issue(section: SectionPage, editor: User, act: Act) -> RegulationPage:
    page: Any = confirm(bring_in(f"{act.slug}.txt", act.text.encode(), section=section, by=editor), editor)
    return _publish(page, act)


def _change(section: SectionPage, editor: User, target: RegulationPage, act: Act) -> RegulationChangePage:
    one = bring_in(
        f"{act.slug}.txt", act.text.encode(), section=section, by=editor, purpose=Purpose.AMEND, regulation=target
    )
    page: Any = confirm(one, editor)
    page.explanation = "根据科技体制改革的要求，延长公示时间，明确整改期限，并增加对失信行为的处理。"
    return _publish(page, act)


def _publish(page: Any, act: Act) -> Any:
    page.slug, page.responsible_editor = act.slug, "编辑员"
    page.first_published_at = datetime(
        act.published.year, act.published.month, act.published.day, 9, 30, tzinfo=SHANGHAI
    )
    for name, value in act.fields.items():
        setattr(page, name, value)
    page.full_clean()
    page.save()
    publish_revision(page.save_revision(), None, act="page.imported", role=None)
    return type(page).objects.get(pk=page.pk)
