"""What is asked when a text comes in: a file or pasted words, for which section, and what for."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from foundation.models import SectionPage, User
from foundation.roles import Role
from foundation.standing import standing_of
from notices.importing.bringing import KEPT_AT_MOST
from notices.models import Purpose, RegulationPage

TEXT_LONGEST = 400_000
LONGEST_KEY = 9
TOO_LARGE = f"这个文件超过{KEPT_AT_MOST // 1024 // 1024}兆，没有保存。请压缩图片或拆开附件，只上传正文。"
ABOUT = {
    Purpose.CORRECT.value: "请选定要更正原文的文件。",
    Purpose.AMEND.value: "请选定要修改的文件。",
    Purpose.ADOPT.value: "请选定通过的是哪一份征求意见稿。",
}


def sections_of(user: User) -> QuerySet[SectionPage]:
    """Those in which this person is an editor now."""
    mine = Q(pk__in=[])
    for path in standing_of(user).paths(Role.EDITOR):
        mine |= Q(path__startswith=path)
    return SectionPage.objects.filter(mine).order_by("path")


def regulations_in(sections: QuerySet[SectionPage]) -> QuerySet[RegulationPage]:
    mine = Q(pk__in=[])
    for path in sections.values_list("path", flat=True):
        mine |= Q(path__startswith=path)
    open_ones = RegulationPage.objects.filter(mine).filter(
        Q(published_act=None) | Q(published_act__withdrawal=None, published_act__sealing=None)
    )
    return open_ones.order_by("title", "pk")


class OneOf(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none when it runs
    """By its key: what is longer than any key is none, and not even asked of the database, which fails on it."""

    def to_python(self, value: Any) -> Any:
        if value and len(str(value)) > LONGEST_KEY:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class RegulationChoice(OneOf):
    def label_from_instance(self, page: Any) -> str:
        number = f"（{page.document_number}）" if page.document_number else ""
        return f"{page.title}{number}{'' if page.live else '，草稿'}{'，征求意见稿' if page.is_draft else ''}"


class ImportForm(forms.Form):
    purpose = forms.ChoiceField(label="用途", choices=Purpose.choices, initial=Purpose.NEW, widget=forms.RadioSelect)
    regulation: Any = RegulationChoice(
        RegulationPage.objects.none(),
        label="所涉文件",
        required=False,
        empty_label="（新的文件不用选）",
        help_text="更正原文、修改、通过时选定；会放在它所在的栏目。",
    )
    section: Any = OneOf(SectionPage.objects.none(), label="放在哪个栏目", required=False, empty_label=None)
    file = forms.FileField(
        label="文件",
        required=False,
        allow_empty_file=True,
        max_length=255,
        error_messages={"max_length": "文件名太长了。请改短一些，再上传。"},
    )
    text = forms.CharField(
        label="或者粘贴全文",
        required=False,
        strip=False,
        max_length=TEXT_LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="从网页或文档里整篇复制，连标题、文号和落款。会存成一个 txt 文件。",
        error_messages={"max_length": "粘贴的文字太长了。请存成 txt 文件上传。"},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = sections_of(user)
        fields: dict[str, Any] = self.fields
        fields["section"].queryset = sections
        fields["section"].label_from_instance = lambda page: page.title
        fields["regulation"].queryset = regulations_in(sections)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > KEPT_AT_MOST:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        purpose, regulation = said.get("purpose"), said.get("regulation")
        if "file" not in self.errors and "text" not in self.errors:
            if not said.get("file") and not (said.get("text") or "").strip():
                self.add_error("file", "请选择一个文件，或者在下面粘贴全文。")
            elif said.get("file") and (said.get("text") or "").strip():
                self.add_error("text", "文件和粘贴的文字只能用一样。请清空其中一样；文件需要重新选择。")
        if purpose == Purpose.NEW:
            said["regulation"] = None
            if said.get("section") is None and "section" not in self.errors:
                self.add_error("section", "请选定栏目。")
        elif purpose and "regulation" not in self.errors:
            self._clean_regulation(purpose, regulation)
        return said

    def _clean_regulation(self, purpose: str, regulation: RegulationPage | None) -> None:
        if regulation is None:
            self.add_error("regulation", ABOUT[purpose])
        elif purpose != Purpose.CORRECT and not regulation.live:
            self.add_error("regulation", "这份文件还没有公布，不用办理变更。请选“更正原文”。")
        elif purpose == Purpose.ADOPT and not regulation.is_draft:
            self.add_error("regulation", "这份文件不是征求意见稿，不用办理通过。请选“修改后的全文”。")
        elif purpose == Purpose.AMEND and regulation.awaits_adoption:
            self.add_error("regulation", "这份文件还是征求意见稿，没有效力。请选“正式通过的文本”。")

    @property
    def place(self) -> SectionPage:
        """The section chosen, or that of the regulation it is about."""
        regulation = self.cleaned_data["regulation"]
        if regulation is None:
            return self.cleaned_data["section"]
        return SectionPage.objects.ancestor_of(regulation).order_by("-depth").first()
