"""An announcement goes from draft to published by three people, while a fourth, and its editor, try each way around."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from foundation.roles import Role
from tests.browser.conftest import OpenPage
from tests.browser.visiting import opened_as, visit

TITLE = "关于三个人办成一件事的公告"
TEXT = "编辑写，审核看，签发定。"
REFUSAL = re.compile("不能|没有.*(权限|职责)|锁|无法|已经办过")

# What a browser is made to send; the token is added. Numbers are put in where they are known.
SEND = """([address, data]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const token = JSON.parse(document.getElementById("wagtail-config").textContent).CSRF_TOKEN;
  for (const [name, value] of Object.entries({...data, csrfmiddlewaretoken: token})) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""


@dataclass
class Announcement:
    """What is being tried: its numbers, learnt from the addresses the admin shows."""

    pk: str = ""
    section: str = ""
    steps: list[str] = field(default_factory=list)

    def ways_around(self, *, writing: bool) -> dict[str, tuple[str, dict[str, str]]]:
        page = f"/admin/pages/{self.pk}"
        copy = {"new_title": "复制的", "new_slug": "copied", "new_parent_page": self.section, "publish_copies": "on"}
        publish = {"title": "改了", "slug": "changed", "action-publish": "1"}
        return {
            **({"publish by the form": (f"{page}/edit/", publish)} if writing else {}),
            "delete": (f"{page}/delete/", {}),
            "unpublish": (f"{page}/unpublish/", {}),
            "make private": (f"{page}/privacy/", {"restriction_type": "login"}),
            "copy and publish": (f"{page}/copy/", copy),
            **{f"judge at {step}": (step, {"action": "approve", "secrecy_cleared": "on"}) for step in self.steps},
        }


def test_three_people_publish_and_nobody_goes_around(page: Page, page_of: OpenPage) -> None:
    editor, reviewer = page_of(Role.EDITOR), page_of(Role.REVIEWER)
    signatory, boss = page_of(Role.SIGNATORY), page_of(Role.SYSTEM_ADMINISTRATOR)
    announcement = Announcement()

    write_and_submit(editor, announcement)
    announcement.steps.append(step_on_the_desk(reviewer))
    for intruder in (boss, editor):
        try_every_way(intruder, announcement)
        expect_absent(page)
    expect_locked(editor, announcement)
    expect_no_entry(boss, f"/admin/pages/{announcement.pk}/edit/")
    expect_no_entry(boss, announcement.steps[0])

    approve(reviewer, "审核通过", secrecy=True)
    announcement.steps.append(step_on_the_desk(signatory))
    for intruder in (boss, editor, reviewer):
        expect_refusal(intruder, announcement.steps[-1], {"action": "approve"})
    expect_absent(page)

    approve(signatory, "签发")
    expect_readable(page)
    try_every_way(boss, announcement)
    try_every_way(editor, announcement, writing=False)  # a draft over what is published is theirs to write
    expect_readable(page)


def write_and_submit(editor: Page, announcement: Announcement) -> None:
    visit(editor, "/announcements/")
    editor.locator("wagtail-userbar .w-userbar-trigger").click()
    editor.get_by_role("menuitem", name="添加子页面").click()
    editor.get_by_role("main").get_by_role("link", name="公告", exact=True).click()
    editor.wait_for_url("**/add/notices/announcementpage/**")
    announcement.section = re.findall(r"/(\d+)/", editor.url)[-1]
    editor.get_by_role("textbox", name="标题").first.fill(TITLE)
    editor.locator(".public-DraftEditor-content").click()
    editor.keyboard.type(TEXT)
    # The editor hands what is typed to the form a moment later.
    expect(editor.locator("[name=body]")).to_have_value(re.compile(TEXT))
    editor.get_by_role("tab", name="推荐").click()
    editor.locator("#id_disclosure").select_option("open")
    # Saved first: what autosave creates while the form is being sent makes Wagtail refuse the second page of that slug.
    editor.get_by_role("button", name="保存草稿").click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    editor.locator("footer .w-dropdown__toggle").click()
    editor.locator("button[name=action-submit]").click()
    expect(editor.locator(".messages .success")).to_contain_text(TITLE)
    visit(editor, f"/admin/pages/{announcement.section}/")
    edit = editor.locator('a[href$="/edit/"]', has_text=TITLE).first.get_attribute("href")
    announcement.pk = re.findall(r"/(\d+)/", edit or "")[-1]


def step_on_the_desk(judge: Page) -> str:
    """Whoever is to judge finds it on the desk, opens it and reads what was sent."""
    visit(judge, "/admin/")
    waiting = judge.locator(".desk-panel", has=judge.get_by_role("heading", name="等我办理"))
    waiting.get_by_role("link", name=TITLE).click()
    judge.wait_for_url(re.compile(r"/admin/acts/\d+/$"))
    expect(judge.get_by_title("送审内容", exact=True)).to_be_visible()
    return re.sub(r"^https?://[^/]+", "", judge.url)


def approve(judge: Page, verb: str, *, secrecy: bool = False) -> None:
    if secrecy:
        judge.get_by_role("button", name=verb).click()
        expect(judge.locator(".messages .error")).to_contain_text("请先完成保密审查")
        judge.get_by_label(re.compile("已完成保密审查")).check()
    judge.get_by_role("button", name=verb).click()
    expect(judge.locator(".messages .success")).to_contain_text(f"“{TITLE}”已{verb}")


def try_every_way(intruder: Page, announcement: Announcement, *, writing: bool = True) -> None:
    for address, data in announcement.ways_around(writing=writing).values():
        expect_refusal(intruder, address, data)


def expect_refusal(intruder: Page, address: str, data: dict[str, str]) -> None:
    """Sent as a form of the admin would send it, it is answered with a sentence that says no."""
    visit(intruder, "/admin/handbook/")
    opened = opened_as(intruder)
    opened.forgiven.add(opened.address + address)
    with intruder.expect_navigation():
        intruder.evaluate(SEND, [address, data])
    said = sentence_on(intruder)
    assert REFUSAL.search(said), f"{address} {data}: {said!r} at {intruder.url}"


def sentence_on(page: Page) -> str:
    """What the admin's messages say, or the page that stands for a refusal."""
    said = page.locator(".messages .error, .messages .warning").all_inner_texts()
    return " ".join(said) or page.locator("main").inner_text()[:300]


def expect_locked(editor: Page, announcement: Announcement) -> None:
    visit(editor, f"/admin/pages/{announcement.pk}/edit/")
    expect(editor.locator("button[name=action-publish], button[name=action-submit]")).to_have_count(0)
    expect(editor.get_by_role("main")).to_contain_text("锁")


def expect_no_entry(page: Page, address: str) -> None:
    visit(page, address)
    expect(page).to_have_url(re.compile("/admin/$"))
    expect(page.locator(".messages .error")).to_contain_text("权限")


def expect_absent(visitor: Page) -> None:
    visit(visitor, "/announcements/")
    expect(visitor.get_by_role("link", name=TITLE)).to_have_count(0)


def expect_readable(visitor: Page) -> None:
    visit(visitor, "/announcements/")
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.get_by_role("main")).to_contain_text(TEXT)
