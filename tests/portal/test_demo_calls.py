"""The demo's calls and acts: true on any day, made once, by the people of the demo."""

from datetime import datetime, time

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from foundation import ledger
from foundation.clock import SHANGHAI
from foundation.models import Correction, LedgerEntry, PublishedAct
from notices.calls.states import CallState
from notices.models import AnnouncementPage, CallPage, Extension

pytestmark = [pytest.mark.crawl, pytest.mark.django_db]  # the demo of four days, each loaded whole
DAYS = ["2026-11-22", "2026-12-28", "2027-06-01", "2027-10-03"]


@pytest.mark.parametrize("day", DAYS)
def test_on_any_day_there_is_one_of_each(day: str, client: Client) -> None:
    morning = datetime.combine(datetime.fromisoformat(day), time(10), SHANGHAI)
    with time_machine.travel(morning):
        call_command("demo", verbosity=0)
        states = {page.slug: page.state for page in CallPage.objects.all()}
        assert states == {
            "call-cooperation-bases": CallState.OPEN,
            "call-innovation-vouchers": CallState.OPEN,
            "call-joint-laboratories": CallState.CLOSED,
        }
        for address in (
            "/",
            "/calls/",
            "/announcements/",
            "/feeds/all/",
            *(page.url for page in CallPage.objects.all()),
        ):
            assert client.get(address).status_code == 200, address
        html = client.get("/announcements/call-joint-laboratories/").content.decode()
        assert "原定" in html
        batches = client.get("/programmes/call-innovation-vouchers/").content.decode()
        assert "第二批截止" in batches
        assert len({page.kind for page in AnnouncementPage.objects.all()}) >= 6
        assert AnnouncementPage.objects.count() >= 12
        assert Extension.objects.count() == Correction.objects.count() == 1
        assert PublishedAct.objects.filter(withdrawal__isnull=False).count() == 1
        signed = LedgerEntry.objects.filter(act="page.sign").values_list("actor__username", flat=True)
        assert set(signed) == {"signatory"}
        assert ledger.verify() is None
        before = CallPage.objects.count(), LedgerEntry.objects.count()
        call_command("demo", verbosity=0)
        assert (CallPage.objects.count(), LedgerEntry.objects.count()) == before
