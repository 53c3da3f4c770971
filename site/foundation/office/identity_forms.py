"""The form by which a change of the bureau's identity is proposed."""

import hashlib
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from wagtail.images import get_image_model

from foundation.ledger.digests import canonical
from foundation.models.identity import BureauIdentity
from foundation.office.deciding import LONGEST
from foundation.office.forms import TEXT
from foundation.office.identity_act import EMBLEM, FIELDS, SMALLEST_EMBLEM, values_of


class EmblemField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A square picture; the one in use stays on offer whatever its shape."""

    def offer(self, present: int | None) -> None:
        square = Q(width=F("height"), width__gte=SMALLEST_EMBLEM)
        self.queryset = get_image_model().objects.filter(square | Q(pk=present)).order_by("title", "pk")

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}（{obj.width}×{obj.height}）"


class IdentityForm(forms.ModelForm):  # type: ignore[type-arg]
    """Filled with what is so now. Saves nothing: what differs is proposed."""

    reason = forms.CharField(
        label="理由",
        max_length=LONGEST,
        widget=forms.Textarea(attrs=TEXT),
        help_text="例如更名的文件、搬迁的通知。决定的人和监督的人会看到。",
        error_messages={"required": "请写明理由。"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = BureauIdentity
        fields = FIELDS
        field_classes = {EMBLEM: EmblemField}

    def __init__(self, data: Any, identity: BureauIdentity) -> None:
        self._now = _mark(values_of(identity))
        super().__init__(data, instance=identity, initial={"seen": self._now})
        emblem = cast(EmblemField, self.fields[EMBLEM])
        emblem.empty_label = "平台自带的标识"
        emblem.help_text = f"只列出方形、至少 {SMALLEST_EMBLEM}×{SMALLEST_EMBLEM} 像素的图片。图片由编辑上传。"
        emblem.offer(identity.emblem_id)

    def clean(self) -> dict[str, Any]:
        """What was filled in may be out of date by now, and would undo what was decided meanwhile."""
        cleaned = super().clean() or {}
        if cleaned.get("seen") != self._now:
            raise ValidationError("打开这个页面之后，机关信息已经改过。请重新打开页面，核对后再提出。")
        return cleaned

    def wanted(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in FIELDS}
        return {**values, EMBLEM: values[EMBLEM].pk if values[EMBLEM] is not None else None}


def _mark(values: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(values)).hexdigest()
