"""What both indices are made from asks the database a turn of pages at a time, however many stand in it."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from foundation.models import CorrectionPage, WithdrawalPage
from foundation.roles import Role
from notices.models import Attachment, CallMaterial
from search.archive.registry import whole_archive
from search.registry import everything
from tests.factories.acts import Bureau, bureau, draft, published, submit
from tests.factories.acts_on_acts import changed, done
from tests.factories.calls import call, extended
from tests.factories.pages import TextPageFactory
from tests.factories.regulations import SHORT, amended, issued
from tests.queries import assert_each_constant

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def a_file(number: int) -> Attachment:
    file = get_document_model()(title=f"附件{number}", file=ContentFile("名单".encode(), f"{number}.txt"))
    file.save()
    return Attachment(document=file)


def lay(office: Bureau, number: int) -> None:
    """One of each kind that brings something of its own, and each edition there is of a page."""
    corrected = published(office, title=f"公告{number}", rows={"attachments": [a_file(number)]})
    changed(office, corrected, body="<p>改过的文字。</p>")
    done(office, CorrectionPage, corrected)
    done(office, WithdrawalPage, published(office, title=f"撤回的公告{number}"))
    draft(office, title=f"草稿{number}", rows={"attachments": [a_file(number)]})
    submit(draft(office, title=f"送审稿{number}"), office[Role.EDITOR])
    extended(office, call(office, rows={"materials": [CallMaterial(name="申请书")]}), date(2027, 1, 15))
    amended(
        office,
        issued(office, SHORT.replace("1号", f"{number}号")),
        SHORT.replace("1号", f"{number}0号"),
        effective_on=date(2026, 9, 1),
    )
    page = TextPageFactory(parent=office.section, title=f"说明{number}")
    page.title = f"改过的说明{number}"
    page.save_revision(user=office[Role.EDITOR])


def test_a_turn_of_pages_costs_the_same_however_many_they_are(office: Bureau) -> None:
    lay(office, 1)
    sources = {"public": lambda: list(everything()), "archive": lambda: list(whole_archive())}
    assert_each_constant(sources, lambda: lay(office, 2))
