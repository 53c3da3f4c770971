"""What a regulation, and an act that changes one, must have before it is judged."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from foundation.bars import Bar
from foundation.clock import today
from foundation.form_days import is_near
from foundation.gates import gate
from foundation.working_calendar import long_date
from notices.importing.confirming import BODY
from notices.importing.findings import CHOOSE_THE_DAY, open_findings
from notices.importing.losses import not_let_go
from notices.models import AnnouncementPage, ProvisionSet, RegulationChangePage, RegulationPage
from notices.provisions.effective import names_a_day
from notices.provisions.keys import title_key
from notices.provisions.metadata.dates import years_after
from notices.validity import State, standing_on

Kind = RegulationChangePage.Kind
BRINGS_A_TEXT = (Kind.AMENDED, Kind.ADOPTED)
_TRIAL = re.compile("暂行|试行")
YEARS, YEARS_ON_TRIAL = 5, 2


def binds(page: Any) -> bool:
    """A text with dates of its own: a regulation that is no draft, an amendment, an adoption."""
    if isinstance(page, RegulationPage):
        return not page.is_draft
    return isinstance(page, RegulationChangePage) and page.kind in BRINGS_A_TEXT


def has_a_text(page: Any) -> bool:
    return isinstance(page, RegulationPage) or binds(page)


def _edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _set_of(page: Any) -> ProvisionSet | None:
    """As the database has it now, without the file."""
    pk = getattr(page, "provision_set_id", None)
    rows = ProvisionSet.objects.select_related("page", "regulation", "section")
    return rows.filter(pk=pk).first() if pk else None


def _settle(one: ProvisionSet) -> str:
    return reverse("regulation-set", args=[one.pk])


@gate("review", "sign", label="法规文件、修改和通过的全文有条文")
def it_has_provisions(page: Any) -> Iterator[Bar]:
    if not has_a_text(page):
        return
    one = _set_of(page)
    if one is None:
        yield Bar("还没有条文。请导入文件，核对后确认。", mend=reverse("regulation-import"))
    elif one.fault:
        yield Bar(f"导入的文件没有读成：{one.fault}", mend=reverse("regulation-import"))
    elif not one.provisions.filter(kind__in=BODY).exists():
        yield Bar("没有读出条款，一条也没有。请改好编号，或者换一个完整的文件。", mend=_settle(one))


@gate("review", "sign", label="条文的疑点都已接受或者保留原样")
def every_warning_is_settled(page: Any) -> Iterator[Bar]:
    one = _set_of(page)
    if one is None or one.fault or one.frozen_at is not None:
        return
    left = [each for each in open_findings(one) if not (each.warning.code == CHOOSE_THE_DAY and page.effective_on)]
    if left:
        yield Bar(f"条文还有{len(left)}处疑点没有处理。请接受修正，或者保留原样。", mend=_settle(one))


@gate("review", "sign", label="已经公布的条文地址都还在，或者有人确认不再保留")
def no_address_is_lost_unsaid(page: Any) -> Iterator[Bar]:
    one = _set_of(page)
    if one is None or one.frozen_at is not None:
        return
    if lost := not_let_go(one):
        says = f"这些已经公布的地址将不再存在，还没有人确认：{'、'.join(lost)}。"
        yield Bar(says, mend=reverse("regulation-set-confirm", args=[one.pk]))


@gate("review", "sign", label="正式文件写明成文日期、施行日期和发文机关")
def what_binds_says_when_and_by_whom(page: Any) -> Iterator[Bar]:
    if not binds(page):
        return
    if page.issued_on is None:
        yield Bar("没有成文日期。请照落款填写。", mend=_edit(page))
    if page.effective_on is None:
        yield Bar("没有施行日期。请选定；原文没有写明哪一天的，还要写明理由。", mend=_edit(page))
    if isinstance(page, RegulationPage) and not page.issuer_names:
        yield Bar("没有发文机关。联合发文的，用顿号分开。", mend=_edit(page))


@gate("review", "sign", label="提醒：正式文件没有发文字号")
def what_binds_has_a_number(page: Any) -> Iterator[Bar]:
    if binds(page) and not page.document_number:
        yield Bar("没有发文字号。原件上有的，请补上；确实没有的，可以不填。", mend=_edit(page), warns=True)


@gate("review", "sign", label="原文没有写明施行日期的，写了选定的理由")
def a_chosen_day_has_its_reason(page: Any) -> Iterator[Bar]:
    if not binds(page) or not page.effective_rule or names_a_day(page.effective_rule):
        return
    if page.effective_on is not None and not page.effective_reason.strip():
        says = (
            f"原文写的是“{page.effective_rule}”，没有写明哪一天。请写明为什么从{long_date(page.effective_on)}起施行。"
        )
        yield Bar(says, mend=_edit(page))


@gate("review", "sign", label="施行日期不早于成文日期，有效期的最后一日在施行之后")
def the_dates_follow_one_another(page: Any) -> Iterator[Bar]:
    if not isinstance(page, RegulationPage | RegulationChangePage):
        return
    for day in (page.issued_on, page.effective_on, page.expires_on):
        if day is not None and not is_near(day):
            yield Bar(f"{long_date(day)}太远，像是写错了。没有规定有效期的，请留空。", mend=_edit(page))
    if page.issued_on and page.effective_on and page.effective_on < page.issued_on:
        yield Bar(
            f"施行日期{long_date(page.effective_on)}早于成文日期{long_date(page.issued_on)}。请核对。", mend=_edit(page)
        )
    if page.expires_on and page.effective_on and page.expires_on <= page.effective_on:
        yield Bar(
            f"有效期至{long_date(page.expires_on)}，不在施行日期{long_date(page.effective_on)}之后。请核对。",
            mend=_edit(page),
        )


@gate("review", "sign", label="提醒：施行日期早于公布之日")
def a_day_gone_by_is_told_of(page: Any) -> Iterator[Bar]:
    if binds(page) and page.effective_on is not None and page.effective_on < today():
        says = f"施行日期{long_date(page.effective_on)}已经过去。以前已在别处公布的，可以照签；新制定的文件一般不溯及既往。"
        yield Bar(says, mend=_edit(page), warns=True)


@gate("review", "sign", label="提醒：规范性文件有效期一般不超过五年，暂行、试行的不超过二年")
def it_does_not_hold_too_long(page: Any) -> Iterator[Bar]:
    if not binds(page) or page.effective_on is None or page.expires_on is None:
        return
    name = page.title if isinstance(page, RegulationPage) or page.target is None else page.target.title
    years = YEARS_ON_TRIAL if _TRIAL.search(name) else YEARS
    if page.expires_on > years_after(page.effective_on, years):
        kind = "暂行、试行的文件" if years == YEARS_ON_TRIAL else "规范性文件"
        yield Bar(
            f"{kind}有效期一般不超过{years}年，这一份写到{long_date(page.expires_on)}。", warns=True, mend=_edit(page)
        )


@gate("review", "sign", label="变更不早于原文件施行，废止写明日期，延长写明新的有效期")
def a_change_comes_after_what_it_changes(page: Any) -> Iterator[Bar]:
    if not isinstance(page, RegulationChangePage):
        return
    if page.kind == Kind.REPEALED and page.effective_on is None:
        yield Bar("没有写从哪一天起废止。请填施行日期。", mend=_edit(page))
    if page.kind == Kind.EXTENDED and page.expires_on is None:
        yield Bar("没有写有效期延长到哪一天。请填“有效期至”。", mend=_edit(page))
    if page.kind == Kind.EXTENDED and page.effective_on is None and page.issued_on is None:
        yield Bar("没有写延长的决定是哪一天作出的。请填成文日期。", mend=_edit(page))
    target = page.target.specific if page.target is not None else None
    if not isinstance(target, RegulationPage):
        return
    own, day = target.effective_on, page.effective_on
    if not target.is_draft and own is not None and day is not None and day < own:
        yield Bar(f"{long_date(day)}早于“{target.title}”的施行日期{long_date(own)}。请核对。", mend=_edit(page))
    if page.kind == Kind.EXTENDED and page.expires_on and target.expires_on and page.expires_on <= target.expires_on:
        yield Bar(f"原来的有效期已经到{long_date(target.expires_on)}，延长后的日期应在它之后。", mend=_edit(page))


@gate("review", "sign", label="通过的是征求意见稿，修改、延长、废止的是正式文件")
def a_change_suits_its_target(page: Any) -> Iterator[Bar]:
    if not isinstance(page, RegulationChangePage) or page.target is None:
        return
    target = page.target.specific
    if not isinstance(target, RegulationPage):
        return
    if page.kind == Kind.ADOPTED and not target.is_draft:
        yield Bar(f"“{target.title}”不是征求意见稿，不用办理通过。", mend=_edit(page))
    if page.kind in (Kind.AMENDED, Kind.EXTENDED) and target.awaits_adoption:
        yield Bar(f"“{target.title}”还是征求意见稿，没有效力。请先办理通过。", mend=_edit(page))


@gate("review", "sign", label="修改、延长、废止的文件没有废止")
def what_is_repealed_is_changed_no_more(page: Any) -> Iterator[Bar]:
    """Not asked of the correction of a change that is public: the repeal may be its own."""
    if not isinstance(page, RegulationChangePage) or page.live or page.target is None:
        return
    target = page.target.specific
    if not isinstance(target, RegulationPage):
        return
    standing = standing_on(page.effective_on or page.issued_on or today(), target.life)
    if standing.state is State.REPEALED:
        since = f"从{long_date(standing.since)}起" if standing.since else ""
        yield Bar(f"“{target.title}”已{since}废止，不能再办理{Kind(page.kind).label}。", mend=_edit(page))


@gate("review", "sign", label="征求意见稿没有发文字号和施行日期")
def a_draft_for_comment_binds_nobody(page: Any) -> Iterator[Bar]:
    if not isinstance(page, RegulationPage) or not page.is_draft:
        return
    if page.document_number:
        yield Bar("征求意见稿没有发文字号。请清空；通过以后再填。", mend=_edit(page))
    if page.effective_on is not None:
        yield Bar("征求意见稿没有施行日期。请清空；通过以后再填。", mend=_edit(page))


@gate("review", "sign", label="废止或代替的文件不是它自己")
def it_does_not_replace_itself(page: Any) -> Iterator[Bar]:
    if not isinstance(page, RegulationPage):
        return
    own = title_key(page.title)
    for row in page.replacements.all():
        same_number = bool(row.document_number) and row.document_number == page.document_number
        same_name = bool(row.title) and title_key(row.title) == own and (same_number or not row.document_number)
        if row.target_id == page.pk or same_number or (same_name and row.target_id is None):
            yield Bar("“废止或代替的文件”里写了这份文件自己。请删去，或者写明旧文件的文号。", mend=_edit(page))


@gate("review", "sign", label="有政策解读，与文件同步审核、同步发布（没有的，提醒）")
def it_is_interpreted(page: Any) -> Iterator[Bar]:
    """Written with the regulation and published with it: a draft of one is enough here."""
    if not isinstance(page, RegulationPage):
        return
    interpretations = AnnouncementPage.objects.filter(about=page.pk, kind=AnnouncementPage.Kind.INTERPRETATION)
    if not interpretations.exists():
        yield Bar(
            "还没有政策解读。请起草一份类型为“政策解读”的公告，写明解读本文件，与文件同步审核、同步发布。",
            mend=reverse("wagtailadmin_pages:add_subpage", args=[page.get_parent().pk]),
            warns=True,
        )
