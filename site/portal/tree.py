"""The page tree every site begins with."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow, WorkflowPage, WorkflowTask

from foundation.acts.performing import laying_the_workflow
from foundation.models import BureauIdentity, ReviewTask, SectionPage, SignTask
from portal.models import HomePage


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    title: str
    intro: str
    column_type: str


SECTIONS = (
    Section("regulations", "政策法规", "本机关制定和执行的规范性文件，逐条可查。", "政策文件"),
    Section("programmes", "科技计划", "各类认定项目：依据什么、给什么称号、怎样申报。", "办事服务"),
    Section("announcements", "通知公告", "公告、认定决定和更正。", "信息公开目录"),
    Section("guides", "办事指南", "查名单、提异议、查进度、验证称号，各怎么办。", "办事服务"),
    Section("about", "关于本站", "本站由谁主办、怎样使用、如何联系。", "概况信息"),
)


def lay_the_tree(name: str, *, hostname: str, port: int) -> bool:
    """Make home, sections, site record and identity. Answers whether it did."""
    if HomePage.objects.exists():
        return False
    root = Page.get_first_root_node()
    if root is None:
        Locale.objects.get_or_create(language_code="zh-hans")
        root = Page.add_root(instance=Page(title="根", slug="root"))
    clear_what_wagtail_laid(root)
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(instance=HomePage(title=name, slug="home", show_in_menus=False))
    home.save_revision().publish()
    for section in SECTIONS:
        page = SectionPage(
            title=section.title,
            slug=section.slug,
            intro=section.intro,
            column_type=section.column_type,
            search_description=section.intro,
            show_in_menus=True,
        )
        home.add_child(instance=page).save_revision().publish()
    lay_the_workflow(home)
    site, _ = Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": hostname, "port": port, "root_page": home, "site_name": name}
    )
    BureauIdentity.objects.update_or_create(site=site, defaults={"name": name})
    return True


def lay_the_workflow(home: Page) -> Workflow:
    """Review, then signature, for everything under home."""
    with laying_the_workflow():
        workflow = Workflow.objects.create(name="审核签发")
        for order, task in enumerate((ReviewTask.objects.create(name="审核"), SignTask.objects.create(name="签发"))):
            WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=order)
        WorkflowPage.objects.create(workflow=workflow, page=home)
    return workflow


def clear_what_wagtail_laid(root: Page) -> None:
    """Wagtail starts with a welcome page, two groups and a workflow of its own, none of which a bureau uses."""
    with laying_the_workflow():
        for welcome in Page.objects.child_of(root):
            welcome.delete()
        Workflow.objects.all().delete()
        Task.objects.all().delete()
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    Page.objects.filter(pk=root.pk).update(title="全站", draft_title="全站")
    Collection.objects.filter(depth=1).update(name="全部")
