"""What an act or a state rests on: an article of a regulation, a law, or the bureau's own decision. Pure: no Django."""

from dataclasses import dataclass
from typing import Protocol

DIGITS = "零一二三四五六七八九"


class Basis(Protocol):
    def cite(self) -> str:
        """The words by which it is cited, for a reader."""
        ...


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a named document, optionally its paragraph or item: 《民法典》第二百零一条."""

    document: str
    article: int
    paragraph: int | None = None
    item: int | None = None

    def cite(self) -> str:
        text = f"《{self.document}》第{chinese_number(self.article)}条"
        if self.paragraph is not None:
            text += f"第{chinese_number(self.paragraph)}款"
        if self.item is not None:
            text += f"第（{chinese_number(self.item)}）项"
        return text


@dataclass(frozen=True, slots=True)
class HouseDecision:
    """The text is silent; the bureau's own signed decision stands in its place, and is shown as such."""

    about: str

    def cite(self) -> str:
        return f"文件未规定，由本机关决定（{self.about}）"


def chinese_number(number: int) -> str:
    """1 to 9999 as Chinese documents write them: 十八, 二百零一."""
    if not 1 <= number <= 9999:
        raise ValueError("条款编号只能在 1 到 9999 之间。")
    text, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + name
            zero = False
        elif text:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") else text
