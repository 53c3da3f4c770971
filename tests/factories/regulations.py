"""Regulations as tests need them: read from a text, confirmed by the editor, and on their way."""

from datetime import date
from pathlib import Path
from typing import Any

from foundation.models import ActPage
from foundation.roles import Role
from notices.importing import bring_in, confirm, settle
from notices.models import Purpose, RegulationChangePage, RegulationPage
from tests.factories.acts import Bureau
from tests.factories.acts_on_acts import again, reviewed, sign
from tests.factories.laid import laid_once

SEEDS = Path(__file__).parents[1] / "seeds"

SHORT = """示例市科技项目管理办法
示科规〔2026〕1号
第一章 总则
第一条 为规范管理，制定本办法。
第二条 本办法适用于市级科技项目。
第二章 程序
第三条 认定程序：
（一）受理申报；
（二）专家评审；
（三）向社会公示5个工作日；
（四）公示期间有异议的，组织复议。
第四条 本办法自2026年3月1日起施行，有效期5年。
示例市科学技术局
2026年1月20日
"""


@laid_once
def imported(office: Bureau, text: str = SHORT, *, name: str = "办法.txt", **fields: object) -> RegulationPage:
    """Brought in and confirmed by the editor: a draft."""
    by = office[Role.EDITOR]
    one = bring_in(name, text.encode(), section=office.section, by=by)
    settle(one, by)
    page: Any = confirm(one, by)
    return _filled(office, page, _what_gates_ask(page, fields))


def _what_gates_ask(page: Any, fields: dict[str, object]) -> dict[str, object]:
    """What a person would give besides: a draft has neither number nor day, a rule without a day gets one."""
    if fields.get("is_draft", page.is_draft):
        return {"document_number": "", "effective_on": None, "expires_on": None, **fields}
    if page.effective_rule:
        lacking = {"effective_on": page.issued_on, "effective_reason": "以成文日期为公布之日。"}
        return {**{name: value for name, value in lacking.items() if not getattr(page, name)}, **fields}
    return fields


def seed(name: str) -> str:
    return (SEEDS / f"{name}.txt").read_text(encoding="utf-8-sig")


@laid_once
def issued(office: Bureau, text: str = SHORT, **fields: object) -> RegulationPage:
    """The whole way to publication."""
    page: RegulationPage = sign(office, reviewed(office, imported(office, text, **fields)))
    return page


@laid_once
def changed_by(
    office: Bureau, regulation: RegulationPage, text: str = "", *, purpose: str = Purpose.AMEND, **fields: object
) -> RegulationChangePage:
    """An act that gives the regulation another text, not yet sent."""
    by = office[Role.EDITOR]
    one = bring_in("全文.txt", text.encode(), section=office.section, by=by, purpose=purpose, regulation=regulation)
    settle(one, by)
    page: Any = confirm(one, by, lets_go=True)
    day = fields.get("effective_on") or page.effective_on or date(2026, 9, 1)
    lacking = {"effective_on": day, "issued_on": day}
    return _filled(office, page, {name: page_or(page, name, value) for name, value in lacking.items()} | fields)


def page_or(page: Any, name: str, value: object) -> object:
    """What the text says, or what a person would give where it still says what the first did."""
    return getattr(page, name) or value


def a_change(office: Bureau) -> RegulationChangePage:
    """An amendment on its own regulation, written and not yet sent."""
    changes: dict[str, object] = {"effective_on": date(2026, 9, 1), "document_number": "示科规〔2026〕9号"}
    return changed_by(office, issued(office), SHORT.replace("5个工作日", "7个工作日"), **changes)


@laid_once
def amended(office: Bureau, regulation: RegulationPage, text: str, **fields: object) -> RegulationChangePage:
    page: RegulationChangePage = sign(office, reviewed(office, changed_by(office, regulation, text, **fields)))
    return page


@laid_once
def repealed(office: Bureau, regulation: RegulationPage, on: date, **fields: object) -> RegulationChangePage:
    page = RegulationChangePage(
        title=f"关于废止《{regulation.title}》的决定",
        target=regulation,
        kind=RegulationChangePage.Kind.REPEALED,
        explanation="已由新的办法代替。",
        effective_on=on,
        disclosure=ActPage.Disclosure.OPEN,
        owner=office[Role.EDITOR],
        live=False,
        **fields,
    )
    office.section.add_child(instance=page)
    page.save_revision(user=office[Role.EDITOR])
    done: RegulationChangePage = sign(office, reviewed(office, again(page)))
    return done


def _filled(office: Bureau, page: Any, fields: dict[str, object]) -> Any:
    if fields:
        page = page.get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(page, name, value)
        page.save()
        page.save_revision(user=office[Role.EDITOR])
    return again(page)
