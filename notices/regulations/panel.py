"""What the editor's form says of the provisions: which draft, how much, how it stands, and where to go."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from notices.importing.changing import bars_to_change
from notices.importing.findings import open_findings
from notices.models import ProvisionSet, Purpose
from notices.regulations.counting import spoken_counts


@dataclass(frozen=True, slots=True)
class PanelFacts:
    name: str = ""
    counts: str = ""
    state: str = ""
    left: int = 0
    settle_url: str = ""
    import_url: str = ""
    import_label: str = ""


def panel_of(page: Any) -> PanelFacts:
    again = ""
    if page.pk and page._meta.model_name == "regulationpage":
        again = f"{reverse('regulation-import')}?regulation={page.pk}&purpose={Purpose.CORRECT.value}"
    rows = ProvisionSet.objects.select_related("section", "page", "regulation")
    one = rows.filter(pk=page.provision_set_id).first() if page.provision_set_id else None
    if one is None:
        return PanelFacts(import_url=again or reverse("regulation-import"), import_label="导入文件")
    left = len(open_findings(one)) if one.frozen_at is None and not one.fault else 0
    if one.frozen_at is not None:
        state = "已经公布，不能再改；要改正，请导入更正后的文件"
    elif bars := bars_to_change(one):
        state = bars[0].says
    else:
        state = f"还有 {left} 处疑点没有处理" if left else "疑点都已处理"
    settle = reverse("regulation-set", args=[one.pk])
    return PanelFacts(f"第 {one.number} 稿", spoken_counts(one), state, left, settle, again, "更正原文：重新导入")
