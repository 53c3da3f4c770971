"""Which provision of a later text is which of an earlier one: by its address, or by its words where it moved. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Protocol

_SAME_PROVISION = 0.4  # so much of two texts in common and they are one provision under two numbers
_FEW = 8  # a pair of characters that no more provisions have tells them apart
_CANDIDATES = 5
_HOME = 0.1  # what stays at its address needs less in common than what has moved

Grams = Counter[str]


class Paired(Protocol):
    @property
    def address(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def text(self) -> str: ...


def grams(text: str) -> Grams:
    return Counter(text[place : place + 2] for place in range(len(text) - 1)) or Counter([text])


def overlap(one: Grams, other: Grams) -> float:
    """How much of two texts is in both: 0 to 1."""
    shared = sum(min(count, other[gram]) for gram, count in one.items() if gram in other)
    return 2 * shared / ((one.total() + other.total()) or 1)


def pair(before: Sequence[Paired], after: Sequence[Paired]) -> dict[int, int]:
    """Place in the later text -> place in the earlier one."""
    return _Pairing(before, after).pairs


class _Pairing:
    def __init__(self, before: Sequence[Paired], after: Sequence[Paired]) -> None:
        self.before, self.after = before, after
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()
        self.places = {(one.kind, one.address): place for place, one in enumerate(before)}
        self._same_words_same_address()
        self._same_words_elsewhere()
        self._like_words()
        self._what_is_left_at_an_address()

    def _pair(self, new: int, old: int) -> None:
        if new not in self.pairs and old not in self.taken:
            self.pairs[new] = old
            self.taken.add(old)

    def _at_home(self, new: int) -> int | None:
        return self.places.get((self.after[new].kind, self.after[new].address))

    def _same_words_same_address(self) -> None:
        for new, one in enumerate(self.after):
            home = self._at_home(new)
            if home is not None and self.before[home].text == one.text:
                self._pair(new, home)

    def _same_words_elsewhere(self) -> None:
        held: dict[tuple[str, str], list[int]] = defaultdict(list)
        for old, one in enumerate(self.before):
            if old not in self.taken and one.text.strip():
                held[one.kind, one.text].append(old)
        for new, one in enumerate(self.after):
            if new not in self.pairs and (same := held.get((one.kind, one.text))):
                self._pair(new, same.pop(0))

    def _like_words(self) -> None:
        """Found by the rare pairs of characters they share: five hundred articles are not compared each with all."""
        olds = {old: grams(one.text) for old, one in enumerate(self.before) if old not in self.taken}
        holders: dict[str, list[int]] = defaultdict(list)
        for old, own in olds.items():
            for gram in own:
                holders[gram].append(old)
        rated: list[tuple[float, int, int, int]] = []
        for new, one in enumerate(self.after):
            if new in self.pairs:
                continue
            own = grams(one.text)
            votes = Counter(old for gram in own if len(found := holders.get(gram, [])) <= _FEW for old in found)
            home = self._at_home(new)
            likely = [each for each, _ in votes.most_common(_CANDIDATES)] + ([] if home is None else [home])
            for place in olds.keys() & likely:
                like = overlap(own, olds[place]) + (_HOME if place == home else 0)
                if like >= _SAME_PROVISION and self.before[place].kind == one.kind:
                    rated.append((-like, abs(place - new), new, place))
        for _, _, new, old in sorted(rated):
            self._pair(new, old)

    def _what_is_left_at_an_address(self) -> None:
        """It was written anew."""
        for new in range(len(self.after)):
            if (home := self._at_home(new)) is not None:
                self._pair(new, home)
