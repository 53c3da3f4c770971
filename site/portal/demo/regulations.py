"""The demo's regulations: five real texts as received, and an invented one, amended once, that the demo's rounds rest on."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from wagtail.models import Page

from foundation.acts.performing import performing
from foundation.acts.publishing import publish_revision
from foundation.clock import SHANGHAI, now
from foundation.models import SectionPage, Term, User
from foundation.roles import Role
from foundation.units import Unit
from notices.comments.contacts import Contact
from notices.comments.receiving import Said, received
from notices.importing import bring_in, confirm
from notices.models import Purpose, RegulationPage

FOLDER = Path(__file__).parent / "regulation_texts"
EXAMPLE = "example-joint-laboratories-2025"
SET_BY_SIGNING = "原文只写“发布之日起”，未写明日期；以成文日期为发布之日，由本机关确定。"


@dataclass(frozen=True, slots=True)
class Held:
    """A text of the demo: what its file does not say, and where it came from."""

    name: str
    source: str
    abstract: str
    published_on: date
    facts: dict[str, Any] = field(default_factory=dict)


TEXTS = (
    Held(
        "kunming-measures-2019",
        "昆明市人民政府办公室",
        "支持创新主体、平台、人才和开放合作的十六项措施。",
        date(2019, 6, 14),
        {"effective_on": date(2019, 6, 12), "effective_reason": SET_BY_SIGNING, "topic": "科技"},
    ),
    Held(
        "kunming-bases-2020",
        "昆明市科学技术局",
        "国际（对外）科技合作基地的申报条件、认定程序、管理和绩效评价。",
        date(2020, 6, 18),
        {
            "effective_on": date(2020, 7, 17),
            "effective_reason": "颁布之日（2020年6月16日）不计入，从次日起数满30日为7月16日，次日起实施。",
            "topic": "科技",
        },
    ),
    Held(
        "chongqing-bases-draft",
        "重庆市科学技术局",
        "国际科技合作基地管理办法的征求意见稿，没有效力。",
        date(2021, 3, 1),
        {"topic": "科技", "is_draft": True},
    ),
    Held(
        "yunnan-joint-platforms-2022",
        "云南省科学技术厅",
        "国际联合实验室、国际联合研发中心的申报立项、建设管理和评估。",
        date(2022, 2, 10),
        {"topic": "科技"},
    ),
    Held(
        "yunnan-technology-innovation-centres-2022",
        "云南省科学技术厅",
        "技术创新中心的建设布局、认定程序、运行管理和绩效评价。",
        date(2022, 4, 8),
        {"topic": "科技"},
    ),
)
INVENTED = Held(
    EXAMPLE,
    "",
    "国际联合实验室从申报、评审、公示、复议到认定、评价和取消资格的全过程（虚构）。",
    date(2025, 1, 13),
    {"topic": "科技"},
)

# How the invented text read before it was amended: (as it reads now, as it read then).
BEFORE = (
    ("向社会公示5个工作日，公示期自公布名单的次日起计算", "向社会公示7日"),
    ("人数不少于5人，为单数，其中行业代表不少于1人", "人数不少于3人"),
    ("情况复杂的，经市科技局负责人批准，可以延长10个工作日。", ""),
    ("限期6个月整改。整改后仍不合格的", "限期3个月整改。整改后仍不合格的"),
)
AMENDED_NUMBER = "示科规〔2026〕2号"
AMENDED_ON = date(2026, 3, 2)
AMENDED_FROM = date(2026, 4, 1)

# An invented draft, open for comment on whatever day the demo is laid: (provision, opinion, reason) of each comment.
DRAFT = "example-open-laboratories-draft"
DRAFT_DAYS_AGO = 6
COMMENTS = (
    (
        "art-3-1",
        "建议改为“每年向社会开放的时间不少于60日”。",
        "新建的实验室第一年要调试设备，100日偏多，可以从第二年起再提高。",
    ),
    ("art-5", "建议写明服务报告在每年几月提交、提交给哪个部门。", "有了时间和去处，才好执行。"),
)


def load_regulations() -> None:
    section = SectionPage.objects.get(slug="regulations")
    editor = User.objects.get(username=Role.EDITOR.value)
    for held in TEXTS:
        _publish(held, section, editor, _text(held.name))
    present, then = _text(EXAMPLE), _text(EXAMPLE)
    for reads, read in BEFORE:
        then = then.replace(reads, read)
    page = _publish(INVENTED, section, editor, then)
    _amend(page, section, editor, present)
    _ask_for_comments(section, editor)


def _publish(held: Held, section: SectionPage, editor: User, text: str) -> RegulationPage:
    made = confirm(bring_in(f"{held.name}.txt", text.encode(), section=section, by=editor), editor)
    page: Any = made.get_latest_revision_as_object()
    page.slug, page.source, page.search_description = held.name, held.source, held.abstract
    for name, value in held.facts.items():
        setattr(page, name, value)
    return _put_out(page, held.published_on, editor)


def _amend(regulation: RegulationPage, section: SectionPage, editor: User, text: str) -> None:
    one = bring_in(
        f"{EXAMPLE}-{AMENDED_ON.year}.txt", text.encode(), section=section, by=editor, purpose=Purpose.AMEND,
        regulation=regulation,
    )  # fmt: skip
    page: Any = confirm(one, editor).get_latest_revision_as_object()
    page.slug, page.document_number = f"{EXAMPLE}-amended-{AMENDED_ON.year}", AMENDED_NUMBER
    page.issued_on, page.effective_on = AMENDED_ON, AMENDED_FROM
    page.search_description = "缩短公示期并从次日起算，明确复议组的组成，延长整改期限（虚构）。"
    page.explanation = "公示期改为5个工作日，从次日起算；复议组不少于5人，为单数；绩效评价不合格的整改期限改为6个月。"
    _put_out(page, AMENDED_ON + timedelta(days=1), editor)


def _ask_for_comments(section: SectionPage, editor: User) -> None:
    published_on = now().date() - timedelta(days=DRAFT_DAYS_AGO)
    held = Held(
        DRAFT,
        "",
        "开放共享实验室的申报条件、认定程序和管理，正在征求意见（虚构）。",
        published_on,
        {
            "topic": "科技",
            "is_draft": True,
            "effective_on": None,
            "expires_on": None,
            "period_label": "征求意见期",
            "period_count": 30,
            "period_unit": Unit.DAYS.value,
            "period_from": published_on,
            "period_basis": "文件没有规定，由本机关决定（示例）",
        },
    )
    draft = _publish(held, section, editor, _text(DRAFT))
    with performing(draft):
        Term.objects.filter(page_id=draft.pk).update(published_at=draft.first_published_at)
    for address, opinion, reason in COMMENTS:
        said = Said(opinion, reason, address, Contact("某单位", "0000-0000000"), token=address)
        received(draft, said, arrived=now())


def _put_out(page: Any, day: date, editor: User) -> Any:
    at = datetime.combine(day, time(9, 30), SHANGHAI)
    page.responsible_editor = "编辑员"
    page.first_published_at = at
    page.save()
    publish_revision(page.save_revision(user=editor), None, act="page.imported", role=None)
    with performing(page):
        Page.objects.filter(pk=page.pk).update(last_published_at=at)
    return type(page).objects.get(pk=page.pk)


def _text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8-sig")
