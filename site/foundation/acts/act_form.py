"""The editor's form of an act page: what was published once keeps its address."""

from typing import Any

from foundation.editing.form import PageForm


class ActPageForm(PageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug = self.fields.get("slug")
        if slug is not None and (published := self._published_slug()):
            # Also for a draft that got another address before: saving it again puts the published one back.
            self.initial["slug"] = published
            slug.disabled = True
            slug.help_text = "已经发布，地址不能再改，读者和别的网站都在用它。"

    def _published_slug(self) -> str:
        from foundation.models.published_act import PublishedAct

        marks = (
            PublishedAct.objects.filter(page_id=self.instance.pk) if self.instance.pk else PublishedAct.objects.none()
        )
        return marks.values_list("page__slug", flat=True).first() or ""
