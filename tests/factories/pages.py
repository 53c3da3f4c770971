"""Pages as tests need them: published, in a section, under a home."""

from typing import Any

import factory
import wagtail_factories
from django.db import transaction

from foundation.acts.publishing import publish_revision
from foundation.models import ActPage, SectionPage
from notices.models import AnnouncementPage
from portal.models import HomePage, TextPage
from tests.factories.laid import LaidOnce


class HomePageFactory(LaidOnce, wagtail_factories.PageFactory):
    title = "示例市科学技术局"
    slug = "home"

    class Meta:
        model = HomePage


class SectionPageFactory(LaidOnce, wagtail_factories.PageFactory):
    title = factory.Sequence("栏目{}".format)
    slug = factory.Sequence("section-{}".format)
    show_in_menus = True

    class Meta:
        model = SectionPage


class Article(LaidOnce, wagtail_factories.PageFactory):
    """`rows`: the name of each kind of row a page consists of, and its rows."""

    title = factory.Sequence("第{}号公告".format)
    slug = factory.Sequence("article-{}".format)
    body = "<p>正文。</p>"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        live, rows = kwargs.pop("live", True), kwargs.pop("rows", {})
        page = super()._create(model_class, *args, live=False, **kwargs)
        for name, written in rows.items():
            setattr(page, name, written)
        if rows:
            page.save()
        if live:
            with transaction.atomic():
                publish_revision(page.save_revision(), None, act="page.imported", role=None)
            page.refresh_from_db()
        return page


class AnnouncementPageFactory(Article):
    disclosure = ActPage.Disclosure.OPEN

    class Meta:
        model = AnnouncementPage


class TextPageFactory(Article):
    class Meta:
        model = TextPage
