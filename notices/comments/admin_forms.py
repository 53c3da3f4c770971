"""Forms of the screens where comments are read and answered."""

from typing import Any

from django import forms

from notices.comments.answering import Answer
from notices.comments.states import ANSWERS, State
from notices.models import Comment


class CommentsFilter(forms.Form):
    draft = forms.ChoiceField(label="征求意见稿", required=False)
    provision = forms.ChoiceField(label="条文", required=False)
    state = forms.ChoiceField(
        label="处理", required=False, choices=[("", "全部"), *((state.value, state.label) for state in State)]
    )

    def __init__(self, *args: Any, drafts: list[tuple[int, str]], places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("draft", [(str(pk), title) for pk, title in drafts]), ("provision", places)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101
            field.choices = [("", "全部"), *choices]


class AnswerForm(forms.Form):
    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label="处理结果",
        choices=[("", "请选择"), *((state.value, state.label) for state in ANSWERS)],
        error_messages={"required": "请选定处理结果。"},
        help_text="含有辱骂、他人个人信息等不应公开的，选“不公布”：只计数，不公布内容。",
    )
    reply = forms.CharField(
        label="答复",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="部分采纳、未采纳、不公布的，必须写明理由。会公布；不公布的，提交人凭编号和查询码能看到。",
    )
    mask_numbers = forms.BooleanField(label="遮盖意见里的手机号、身份证号和银行卡号", required=False)
    masked_passages = forms.CharField(
        label="还要遮盖的文字",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如姓名。照原文抄写，一行一处，公布时用＊代替。意见的其他文字不能改。",
    )

    @classmethod
    def about(cls, comment: Comment, data: Any = None) -> "AnswerForm":
        return cls(
            data,
            initial={
                "edition": comment.edition,
                "state": "" if comment.is_open else comment.state,
                "reply": comment.reply,
                "mask_numbers": comment.mask_numbers,
                "masked_passages": comment.masked_passages,
            },
        )

    def answer(self) -> Answer:
        data = self.cleaned_data
        return Answer(
            State(data["state"]),
            data["reply"].replace("\r\n", "\n").strip(),
            data["mask_numbers"],
            data["masked_passages"].replace("\r\n", "\n").strip(),
        )


class OpeningForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="为什么要看，或者怎样确认是本人要求删除。记入存证账，监督的人会看到。不要写对方的姓名和电话。",
        error_messages={"required": "请写明理由，例如：需要核实对第三条的建议。"},
    )
