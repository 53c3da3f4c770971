"""How much was read, in one phrase: 5 章 31 条 30 项."""

from collections.abc import Mapping

from django.db.models import Count

from notices.models import ProvisionSet

_NAMES = (
    (("part",), "编"), (("chapter",), "章"), (("section",), "节"), (("article",), "条"), (("measure",), "条措施"),
    (("item", "listed"), "项"), (("annex",), "个附件"),
)  # fmt: skip


def counts_of(one: ProvisionSet) -> dict[str, int]:
    rows = one.provisions.order_by().values_list("kind").annotate(many=Count("pk"))
    return dict(rows)


def spoken(counts: Mapping[str, int]) -> str:
    parts = [(sum(counts.get(kind, 0) for kind in kinds), name) for kinds, name in _NAMES]
    return " ".join(f"{many} {name}" for many, name in parts if many) or "没有读出条款"


def spoken_counts(one: ProvisionSet) -> str:
    return spoken(counts_of(one))
