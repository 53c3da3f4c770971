"""Why something cannot be done now, in words. Gates and guards answer with these; a refusal carries them."""

from collections.abc import Iterable
from dataclasses import dataclass

from foundation.bases import Basis


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason: what is wrong, where to mend it, and what it rests on. One that `warns` is told and bars nothing."""

    says: str
    mend: str = ""
    basis: Basis | None = None
    warns: bool = False


class Barred(Exception):
    """An act was refused. Nothing of it was done."""

    def __init__(self, bars: Iterable[Bar] | str) -> None:
        self.bars = (Bar(bars),) if isinstance(bars, str) else tuple(bars)
        super().__init__("".join(bar.says for bar in self.bars))
