"""The form of an act about an act: refuses a target that cannot be acted on, before anything is sent."""

from typing import Any

from django.core.exceptions import ValidationError

from foundation.acts.act_form import ActPageForm


class TargetForm(ActPageForm):
    def clean_target(self) -> Any:
        from foundation.acts.targets import bars_on_target

        target = self.cleaned_data["target"]
        place = self.parent_page if self.instance._state.adding else self.instance.get_parent()
        bars = list(bars_on_target(type(self.instance), target, place))
        if bars:
            raise ValidationError([bar.says for bar in bars])
        return target
