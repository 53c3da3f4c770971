"""The words of the judged questions, and in which notices of the archive each stands: what a search for it ought to find."""

import json
import re
from pathlib import Path

from portal.demo.invented import Invented, invented
from search.analyser import HAN, fold
from search.words.reading import words_in

JUDGED = Path(__file__).parents[1] / "search" / "judged.json"
SHORTEST = 2


def questions() -> list[str]:
    return [row["query"] for row in json.loads(JUDGED.read_text(encoding="utf-8"))["questions"]]


def address(number: int) -> str:
    """As the demo's archive names a notice, and the stock site too."""
    return f"archive-20-{number:06}"


def asked_words(size: int) -> dict[str, set[str]]:
    """Each word some notice has, with the notices that have it: as plain text, without any analyser."""
    words, known = set(), words_in()
    for question in questions():
        for run in re.findall(rf"[{HAN}]+", fold(question)):
            words.update(word for word in known.cut(run) if len(word) >= SHORTEST and word not in known.ignored)
    texts = {address(number): text_of(notice) for number, notice in enumerate(invented(size))}
    found = {word: {name for name, text in texts.items() if word in text} for word in sorted(words)}
    return {word: names for word, names in found.items() if names}


def text_of(notice: Invented) -> str:
    return "\n".join((notice.title, notice.number, *notice.sentences))
