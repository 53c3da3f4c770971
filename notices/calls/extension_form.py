"""The editor's form of an extension: says at once what cannot be extended, and how far it has to go."""

from typing import Any

from django.core.exceptions import ValidationError

from foundation.acts.target_form import TargetForm


class ExtensionForm(TargetForm):
    def clean(self) -> dict[str, Any]:
        from notices.calls.extending import bars_on_dates

        cleaned: dict[str, Any] = super().clean() or {}
        target, day = cleaned.get("target"), cleaned.get("closes_on")
        if target is not None and day is not None:
            bars = list(
                bars_on_dates(target.specific, cleaned.get("batch", ""), day, cleaned.get("closes_hour"), known=True)
            )
            if bars:
                self.add_error(None, ValidationError([bar.says for bar in bars]))
        return cleaned
