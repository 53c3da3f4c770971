"""The calls of the demo: one open, one open-ended with batches, one that was extended and is over. Around today."""

from datetime import date, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Page

from foundation.acts.publishing import publish_revision
from foundation.clock import today
from foundation.models import ActPage, SectionPage
from foundation.official_calendar import official_calendar
from notices.models import CallBasis, CallBatch, CallContact, CallMaterial, CallPage, ExtensionPage
from portal.demo.dating import days_ago, laid_back
from portal.demo.regulations import EXAMPLE

INVENTED = "<p>本文为演示内容，所涉单位和项目均为虚构。</p>"
RULE = {"title": "示例市国际联合实验室管理办法（示例）", "number": "示科规〔2025〕1号"}


def load_calls() -> None:
    form = get_document_model()(title="申报书（示例）", file=ContentFile(FORM.encode(), "shen-bao-shu.txt"))
    form.save()
    _publish(
        "programmes", "call-cooperation-bases", "关于组织申报2027年度国际科技合作基地的通知（示例）",
        "面向开展国际科技合作的单位，网上申报。", 10, form,
        closes_on=working_day(today() + timedelta(days=16)), closes_hour=time(17, 30),
        document_number="示科通〔2026〕12号",
    )  # fmt: skip
    _publish(
        "programmes", "call-innovation-vouchers", "关于科技创新券兑现长期受理的通知（示例）",
        "全年受理，分批集中评审。", 35, form,
        open_ended=True,
        batches=[
            CallBatch(label="第一批", cut_off_on=working_day(today() - timedelta(days=5))),
            CallBatch(label="第二批", cut_off_on=working_day(today() + timedelta(days=24)), cut_off_hour=time(17, 30)),
        ],
    )  # fmt: skip
    closed = _publish(
        "announcements", "call-joint-laboratories", "关于组织申报国际联合实验室的通知（示例）",
        "面向高校、院所和企业，已经截止。", 60, form,
        closes_on=working_day(today() - timedelta(days=30)), closes_hour=time(17, 30),
    )  # fmt: skip
    _extend(closed, working_day(today() - timedelta(days=16)), days=33)


def working_day(day: date) -> date:
    """This day, or the next on which somebody is there."""
    calendar = official_calendar()
    while not calendar[day].counts:
        day += timedelta(days=1)
    return day


def _publish(section: str, slug: str, title: str, abstract: str, days: int, form: Any, **fields: Any) -> CallPage:
    batches = fields.pop("batches", [])
    page = CallPage(
        title=title, slug=slug, search_description=abstract, responsible_editor="编辑员", live=False,
        disclosure=ActPage.Disclosure.OPEN, first_published_at=days_ago(days),
        who_may_apply="<ul><li>在示例市注册、具有独立法人资格；</li><li>有稳定的国际合作渠道和必要的科研条件；</li>"
        "<li>近三年没有严重失信记录。</li></ul>",
        body=f"<p>为推进国际科技合作，现组织开展申报工作，请符合条件的单位按要求申报。</p>{INVENTED}",
        apply_where="登录申报系统填写并上传材料；纸质材料一式两份报送至受理窗口。",
        apply_url="https://apply.example.org/", **fields,
    )  # fmt: skip
    page.batches = batches
    page.materials = [
        CallMaterial(name="申报书", copies="一式两份，加盖公章", document=form),
        CallMaterial(name="法人登记证书复印件", copies="一份"),
        CallMaterial(name="合作协议", need=CallMaterial.Need.OPTIONAL, copies="外文的附中文译本"),
    ]
    page.contacts = [
        CallContact(office="国际合作处", phone="0000-0000002", email="hezuo@example.invalid"),
        CallContact(purpose=CallContact.Purpose.TECHNICAL, office="科技信息中心", phone="0000-0000003"),
        CallContact(purpose=CallContact.Purpose.SUPERVISION, office="机关纪委", phone="0000-0000001"),
    ]
    page.bases = [
        CallBasis(**RULE, article="第六条", link_page=Page.objects.filter(slug=EXAMPLE).first(), anchor="art-6"),
        CallBasis(title="申报时间：文件未规定，由本机关决定"),
    ]
    SectionPage.objects.get(slug=section).add_child(instance=page)
    publish_revision(page.save_revision(), None, act="page.imported", role=None)
    laid_back(page)
    return CallPage.objects.get(pk=page.pk)


def _extend(call: CallPage, until: date, days: int) -> None:
    page = ExtensionPage(
        title=ExtensionPage.usual_title(call), slug=f"{call.slug}-extended", target=call, live=False,
        disclosure=ActPage.Disclosure.OPEN, first_published_at=days_ago(days), responsible_editor="编辑员",
        closes_on=until, closes_hour=time(17, 30), reason="申报系统升级期间不能提交，申报时间相应延长。",
    )  # fmt: skip
    Page.objects.get(pk=call.get_parent().pk).add_child(instance=page)
    publish_revision(page.save_revision(), None, act="page.imported", role=None)
    laid_back(page)


FORM = """示例市科技计划项目申报书（示例）

一、申报单位基本情况
二、合作基础和条件
三、建设目标和任务
四、经费预算
五、单位承诺和公章
"""
