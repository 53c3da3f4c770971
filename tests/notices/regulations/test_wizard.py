"""The five texts from file to published page, by the screens an editor uses."""

import json
from typing import Any

import pytest
from django.urls import reverse

from foundation.models import SealingPage
from foundation.roles import Role
from notices.models import Provision, ProvisionSet, RegulationPage
from tests.factories.acts import Bureau, approve, bureau, submit
from tests.factories.acts_on_acts import again, done, sign, step_of
from tests.factories.regulations import SEEDS, SHORT, amended, imported, issued, seed
from tests.notices.regulations.helping import bring, change, client_of, confirm, newest, settle_by_hand

pytestmark = pytest.mark.django_db
OUTLINE = json.loads((SEEDS / "outline.json").read_text(encoding="utf-8"))
NAMES = [name for name in OUTLINE if not name.startswith("_")]


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_goes_from_file_to_the_public_page(name: str, office: Bureau, client: Any) -> None:
    editor = client_of(office[Role.EDITOR])
    answer = bring(editor, office, (SEEDS / f"{name}.txt").read_bytes(), f"{name}.txt")
    one = newest()
    assert answer.url == reverse("regulation-set", args=[one.pk])
    settle_by_hand(editor, one)
    for step in ("regulation-set-preview", "regulation-set-page", "regulation-set-confirm"):
        assert editor.get(reverse(step, args=[one.pk])).status_code == 200
    day = {"day": "other", "other": "2026-12-01", "reason": "按本机关的决定。"}
    answer = confirm(editor, one, **day)
    page = RegulationPage.objects.get(provision_set=one)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    _agrees_with_the_outline(name, one)
    _fill_what_the_text_lacks(office, page)
    published = _published(office, page)
    html = client.get(published.url).content.decode()
    first = Provision.objects.filter(of=one, kind__in=("article", "measure")).order_by("order")[0]
    assert f'id="{first.address}"' in html


def _agrees_with_the_outline(name: str, one: ProvisionSet) -> None:
    told = OUTLINE[name]
    rows = Provision.objects.filter(of=one)
    articles = [row.number for row in rows.filter(kind="article").order_by("order")]
    assert articles == told.get("articles", [])
    chapters = [(row.number, row.title) for row in rows.filter(kind="chapter").order_by("order")]
    assert chapters == [(each["number"], each["title"]) for each in told.get("chapters", [])]


def _fill_what_the_text_lacks(office: Bureau, page: RegulationPage) -> None:
    draft = page.get_latest_revision_as_object()
    if not draft.is_draft:
        draft.issued_on = draft.issued_on or draft.effective_on
        draft.issuers = draft.issuers or "示例市科学技术局"
    draft.save()
    draft.save_revision(user=office[Role.EDITOR])


def _published(office: Bureau, page: Any) -> Any:
    approve(submit(again(page), office[Role.EDITOR]), office[Role.REVIEWER])
    approve(step_of(page), office[Role.SIGNATORY])
    return again(page)


def test_what_was_read_stands_at_the_head(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, seed("yunnan-joint-platforms-2022").encode())
    page = editor.get(reverse("regulation-set", args=[newest().pk])).content.decode()
    assert "读出 5 章 31 条" in page
    assert "接受 16 处有把握的修正" in page
    assert "请确认" in page
    assert "云科规 (2022 J 2 号" in page


def test_the_raw_text_is_never_changed(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    text = seed("yunnan-joint-platforms-2022")
    bring(editor, office, text.encode())
    one = newest()
    settle_by_hand(editor, one)
    change(editor, one, "line", line=30, words="改过的一行")
    assert ProvisionSet.objects.get(pk=one.pk).raw_text == text.lstrip("\ufeff")


def test_what_was_accepted_can_be_taken_back(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, seed("yunnan-joint-platforms-2022").encode())
    one = newest()
    change(editor, one, "sure")
    groups = {each["group"] for each in ProvisionSet.objects.get(pk=one.pk).edits}
    for group in groups:
        assert change(editor, one, f"undo:{group}").status_code == 302
    assert ProvisionSet.objects.get(pk=one.pk).edits == []
    assert "接受 16 处有把握的修正" in editor.get(reverse("regulation-set", args=[one.pk])).content.decode()


def test_a_line_written_by_hand_changes_the_numbers(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.replace("第三条", "第五条").encode())
    one = newest()
    assert "条号" in (page := editor.get(reverse("regulation-set", args=[one.pk])).content.decode()) or "缺" in page
    answer = change(editor, one, "line", line=7, words="第三条 认定程序：")
    assert answer.url.endswith("#L7")
    assert Provision.objects.filter(of=one, address="art-3-4").exists()
    edit = ProvisionSet.objects.get(pk=one.pk).edits[0]
    assert (edit["by"], edit["line"], edit["start"]) == ("hand", 7, 0)


def test_a_line_break_is_refused_and_what_was_typed_stays(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.encode())
    answer = change(editor, newest(), "line", line=7, words="第三条\n第四条")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "一行里不能换行" in page
    assert "第三条\n第四条</textarea>" in page


def test_a_hint_left_as_it_is_is_counted_and_can_be_taken_up_again(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.replace("第三条", "第四条").encode())
    one = newest()
    settle_by_hand(editor, one)
    left = ProvisionSet.objects.get(pk=one.pk).left_as_is
    assert left
    assert f"保留原样 {len(left)} 处" in editor.get(reverse("regulation-set", args=[one.pk])).content.decode()
    change(editor, one, f"again:{left[0]['key']}")
    assert len(ProvisionSet.objects.get(pk=one.pk).left_as_is) == len(left) - 1


def test_two_editors_at_once_the_second_is_told_and_loses_nothing(office: Bureau) -> None:
    first, second = client_of(office[Role.EDITOR]), client_of(office[Role.EDITOR])
    bring(first, office, SHORT.encode())
    one = newest()
    change(first, one, "line", line=6, words="第二章 程序和期限", edition=0)
    answer = change(second, one, "line", line=7, words="第三条 我写的字：", edition=0)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{office[Role.EDITOR]}在" in page
    assert "我写的字" in page
    assert "第二章 程序和期限" in page
    assert not Provision.objects.filter(of=one, text__contains="我写的字").exists()


def test_the_same_number_twice_is_refused_with_a_link_and_nothing_is_lost(office: Bureau) -> None:
    page = issued(office)
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.encode())
    one = newest()
    answer = confirm(editor, one)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "已经用于" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert ProvisionSet.objects.filter(pk=one.pk, page=None).exists()


def test_the_number_of_what_was_sealed_tells_nobody_its_title(office: Bureau) -> None:
    page = issued(office)
    done(office, SealingPage, page)
    editor = client_of(office[Role.EDITOR])
    text = SHORT.replace("科技项目", "科研平台")
    bring(editor, office, text.encode())
    screen = editor.get(reverse("regulation-set", args=[newest().pk])).content.decode()
    for html in (screen, confirm(editor, newest()).content.decode()):
        assert "已经用于" in html
        assert "一份已依法封存的文件" in html
        assert page.title not in html


def test_the_original_of_a_corrected_file_is_the_corrected_file(office: Bureau) -> None:
    page = issued(office)
    editor = client_of(office[Role.EDITOR])
    text = SHORT.replace("专家评审", "组织评审")  # as many bytes as before, under the same name
    bring(editor, office, text.encode(), "办法.txt", purpose="correct", regulation=page.pk)
    assert confirm(editor, newest()).status_code == 302
    original = again(page).get_latest_revision_as_object().original
    assert original.pk != page.original.pk
    assert original.file.read().decode() == text


def test_pasted_words_are_offered_to_readers_under_the_title_of_the_document(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    editor.post(reverse("regulation-import"), {"purpose": "new", "section": office.section.pk, "text": SHORT})
    assert confirm(editor, newest()).status_code == 302
    assert RegulationPage.objects.get().original.title == "示例市科技项目管理办法"


def test_an_amended_text_may_still_be_headed_with_the_number_of_what_it_amends(office: Bureau) -> None:
    page = amended(office, issued(office), SHORT, document_number="示科规〔2026〕9号").target
    editor = client_of(office[Role.EDITOR])
    for number in ("示科规〔2026〕1号", "示科规〔2026〕9号"):
        text = SHORT.replace("示科规〔2026〕1号", number).replace("专家评审", "组织专家评审")
        bring(editor, office, text.encode(), purpose="amend", regulation=page.pk)
        one = newest()
        for step in ("regulation-set", "regulation-set-confirm"):
            assert "发文字号已经用于" not in editor.get(reverse(step, args=[one.pk])).content.decode()
        assert confirm(editor, one).status_code == 302
        one.refresh_from_db()
        assert one.page.specific.document_number == ""


def test_an_amended_text_with_the_number_of_another_document_is_told_so(office: Bureau) -> None:
    page = issued(office)
    issued(office, SHORT.replace("项目管理", "平台管理").replace("〔2026〕1号", "〔2026〕5号"))
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.replace("〔2026〕1号", "〔2026〕5号").encode(), purpose="amend", regulation=page.pk)
    assert "发文字号已经用于" in editor.get(reverse("regulation-set", args=[newest().pk])).content.decode()
    assert confirm(editor, newest()).status_code == 400


def test_a_corrected_file_keeps_the_addresses(office: Bureau) -> None:
    page = issued(office)
    before = set(Provision.objects.filter(of=page.provision_set).values_list("address", flat=True))
    editor = client_of(office[Role.EDITOR])
    text = SHORT.replace("专家评审", "组织专家评审")
    bring(editor, office, text.encode(), purpose="correct", regulation=page.pk)
    one = newest()
    assert confirm(editor, one).status_code == 302
    one.refresh_from_db()
    assert (one.page_id, one.number) == (page.pk, 2)
    assert set(Provision.objects.filter(of=one).values_list("address", flat=True)) == before
    assert again(page).provision_set_id != one.pk  # the public reads the old text until the correction is signed


def test_a_published_address_goes_only_when_somebody_says_so(office: Bureau) -> None:
    page = issued(office)
    editor = client_of(office[Role.EDITOR])
    text = SHORT.replace("（四）公示期间有异议的，组织复议。\n", "")
    bring(editor, office, text.encode(), purpose="correct", regulation=page.pk)
    one = newest()
    told = editor.get(reverse("regulation-set-preview", args=[one.pk])).content.decode()
    assert "这些地址将不再存在：第三条第（四）项" in told
    assert confirm(editor, one).status_code == 400
    assert confirm(editor, one, lets_go="on").status_code == 302
    one.refresh_from_db()
    assert one.let_go == ["第三条第（四）项"]


def test_the_day_is_chosen_with_its_reason(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.replace("自2026年3月1日起施行", "自公布之日起30日后施行").encode())
    one = newest()
    page = editor.get(reverse("regulation-set-confirm", args=[one.pk])).content.decode()
    assert 'value="2026-02-20"' in page  # the law's own way: the day itself not counted
    assert 'value="2026-02-19"' in page
    assert "《民法典》第二百零一条第一款" in page
    answer = confirm(editor, one, day="2026-02-20")
    assert "请写明为什么这样确定" in answer.content.decode()
    confirm(editor, one, day="2026-02-20", reason="当日不计入。")
    made = RegulationPage.objects.get(provision_set=one).get_latest_revision_as_object()
    assert (str(made.effective_on), made.effective_reason) == ("2026-02-20", "当日不计入。")
    assert str(made.expires_on) == "2031-02-19"


def test_no_day_chosen_is_told_and_the_reason_stays(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.replace("自2026年3月1日起施行", "自公布之日起30日后施行").encode())
    answer = confirm(editor, newest(), reason="还没有想好。")
    assert answer.status_code == 400
    assert "请选定施行日期" in answer.content.decode()
    assert "还没有想好。" in answer.content.decode()


def test_the_editors_form_tells_how_the_provisions_stand(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.encode())
    one = newest()
    page = editor.get(confirm(editor, one).url).content.decode()
    assert "第 1 稿" in page
    assert reverse("regulation-set", args=[one.pk]) in page
    assert "更正原文" in page


def test_a_text_in_review_cannot_be_changed(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.encode())
    one = newest()
    settle_by_hand(editor, one)
    confirm(editor, one)
    page = RegulationPage.objects.get(provision_set=one)
    submit(again(page), office[Role.EDITOR])
    answer = change(editor, one, "line", line=7, words="第三条 改：")
    assert answer.status_code == 400
    assert "正在审核，不能修改" in answer.content.decode()
    assert "保存这一行" not in editor.get(reverse("regulation-set", args=[one.pk]) + "?line=7").content.decode()


def test_an_amendment_goes_by_the_wizard(office: Bureau) -> None:
    page = issued(office)
    editor = client_of(office[Role.EDITOR])
    asked = editor.get(reverse("regulation-import"), {"regulation": page.pk, "purpose": "amend"}).content.decode()
    assert f'<option value="{page.pk}" selected>' in asked
    text = SHORT.replace("1号", "9号").replace("2026年3月1日", "2026年9月1日").replace("2026年1月20日", "2026年8月20日")
    bring(editor, office, text.encode(), purpose="amend", regulation=page.pk)
    one = newest()
    settle_by_hand(editor, one)
    assert editor.get(reverse("regulation-set-page", args=[one.pk])).status_code == 200
    assert confirm(editor, one).status_code == 302
    one.refresh_from_db()
    act = one.page.specific
    assert (act.kind, act.title) == ("amended", f"关于修改《{page.title}》的决定")
    assert sign(office, _reviewed(office, act)).live


def _reviewed(office: Bureau, act: Any) -> Any:
    approve(submit(again(act), office[Role.EDITOR]), office[Role.REVIEWER])
    return again(act)


def test_a_published_regulation_offers_its_changes(office: Bureau) -> None:
    page = issued(office)
    html = client_of(office[Role.EDITOR]).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "办理修改" in html
    assert f"regulation={page.pk}&amp;purpose=amend" in html
    assert "kind=repealed" in html
    assert "办理通过" not in html


def test_the_form_of_a_repeal_begins_as_one(office: Bureau) -> None:
    page = issued(office)
    add = reverse("wagtailadmin_pages:add", args=["notices", "regulationchangepage", office.section.pk])
    html = client_of(office[Role.EDITOR]).get(f"{add}?target={page.pk}&kind=repealed").content.decode()
    assert f"关于废止《{page.title}》的决定" in html
    assert '<option value="repealed" selected>' in html


@pytest.mark.parametrize("step", ["regulation-set", "regulation-set-page", "regulation-set-original"])
def test_what_was_sealed_is_not_read_by_its_draft_set(step: str, office: Bureau) -> None:
    page = issued(office)
    editor, address = client_of(office[Role.EDITOR]), reverse(step, args=[page.provision_set_id])
    assert editor.get(address).status_code == 200
    done(office, SealingPage, page)
    assert editor.get(address).status_code == 403


def test_a_corrected_text_waits_while_the_page_is_in_review(office: Bureau) -> None:
    page = imported(office)
    submit(page, office[Role.EDITOR])
    editor = client_of(office[Role.EDITOR])
    bring(editor, office, SHORT.encode(), purpose="correct", regulation=page.pk)
    answer = confirm(editor, newest())
    assert answer.status_code == 400
    assert "正在审核，不能修改" in answer.content.decode()


def test_a_published_text_refuses_every_change(office: Bureau) -> None:
    page = issued(office)
    editor = client_of(office[Role.EDITOR])
    for what in ("sure", "rest", "undo:1", "line"):
        answer = change(editor, page.provision_set, what, line=2, words="改过的")
        assert answer.status_code == 400
        assert "已经公布，不能再改" in answer.content.decode()
