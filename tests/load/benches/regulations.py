"""What a long regulation costs: its page, and two versions of it compared."""

import time
from collections.abc import Iterator
from datetime import date
from statistics import median

from django.test import Client

from foundation.acts.publishing import publish_revision
from foundation.models import SectionPage, User
from foundation.roles import Role
from notices.importing import bring_in, confirm
from notices.models import RegulationPage
from notices.provisions import read
from notices.provisions.comparing import Unit, compare, units_of
from notices.provisions.numerals import in_chinese
from notices.provisions.rows import rows_of
from tests.load.load import HOST
from tests.load.registry import Figure, Table, bench, count_queries, verdict
from tests.load.stage import Stage

ARTICLES, AT_MOST_QUERIES, AT_MOST_SECONDS = 500, 15, 1.0
NUMBER = "示科规〔2026〕500号"


def five_hundred_articles(*, changed: bool = False) -> str:
    aid, verb = ("300万元", "可以") if changed else ("200万元", "应当")
    body = "".join(
        f"第{in_chinese(place)}条　第{place}类建设单位{verb}按照规定办理，对研发投入不少于{aid}的给予支持。\n"
        f"（一）提交第{place}类材料；\n（二）接受检查。\n"
        for place in range(1, ARTICLES + 1)
    )
    return f"示例市长篇管理条例\n{NUMBER}\n第一章　总则\n{body}示例市科学技术局\n2026年1月20日\n"


def long_regulation() -> str:
    """Laid once, by the editor of the demo."""
    page = RegulationPage.objects.filter(document_number=NUMBER).first()
    if page is None:
        editor = User.objects.get(username=Role.EDITOR.value)
        section = SectionPage.objects.get(slug="regulations")
        one = bring_in("long.txt", five_hundred_articles().encode(), section=section, by=editor)
        draft = confirm(one, editor).get_latest_revision_as_object()
        draft.effective_on = date(2026, 3, 1)
        draft.save()
        publish_revision(draft.save_revision(user=editor), None, act="page.imported", role=None)
        page = RegulationPage.objects.get(document_number=NUMBER)
    return str(page.url)


count_queries("regulation of 500 articles", long_regulation, at_most=AT_MOST_QUERIES)
count_queries("regulations, listed", "/regulations/")


@bench("regulations")
def regulations(stage: Stage) -> Iterator[Table]:
    client = Client(headers={"host": f"{HOST}:{stage.port}"}, SERVER_PORT=str(stage.port))
    address = long_regulation()
    before, after = _units(five_hundred_articles()), _units(five_hundred_articles(changed=True))
    work = {
        "its page": (lambda: client.get(address), None),
        "compared, every article changed": (lambda: compare(before, after), AT_MOST_SECONDS),
        "compared, nothing changed": (lambda: compare(before, before), AT_MOST_SECONDS),
    }
    rows: list[dict[str, Figure]] = []
    for name, (act, at_most) in work.items():
        seconds = _seconds(act, stage.rounds)
        rows.append({"what": name, "ms": seconds * 1000, "verdict": verdict(seconds, at_most)})
    yield Table(f"A regulation of {ARTICLES} articles", rows, [f"a comparison is held to {AT_MOST_SECONDS:g} s"])


def _units(text: str) -> list[Unit]:
    return units_of(rows_of(read(text, on=date(2026, 11, 21))))


def _seconds(act: object, rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()  # type: ignore[operator]
        spent.append(time.perf_counter() - began)
    return median(spent)
