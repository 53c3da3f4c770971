"""How long a regulation takes to be read: the seeds, and a thousand articles in a megabyte."""

import time
from collections.abc import Iterator
from datetime import date
from statistics import median

from notices.provisions import read
from notices.provisions.numerals import in_chinese
from tests.load.registry import Figure, Table, bench, verdict
from tests.load.stage import Stage
from tests.notices.provisions.seeds import NAMES, text_of

DAY = date(2026, 11, 21)
ARTICLES, AT_MOST = 1_000, 2.0
_SENTENCE = (
    "建设单位应当按照《某市科技项目管理办法》（某科规〔2020〕1号）的规定，对研发投入不少于200万元的项目给予支持。"
)


def thousand_articles(*, slips: bool = False) -> str:
    """About a megabyte of utf-8: an article of paragraphs and items, a thousand times."""
    sentence = _SENTENCE.replace("（", "(").replace("，", ",").replace("200", " 200 ") if slips else _SENTENCE
    body = f"{sentence * 2}\n（一）{sentence[:-1]}；\n（二）{sentence}\n{sentence * 2}\n"
    articles = (f"第{in_chinese(number)}条　{body}" for number in range(1, ARTICLES + 1))
    return "某市科技项目管理条例\n第一章　总则\n" + "".join(articles) + "附件\n" + sentence * 100


@bench("reader")
def reader(stage: Stage) -> Iterator[Table]:
    texts = {name: (text_of(name), None) for name in NAMES}
    texts[f"{ARTICLES:,} articles"] = (thousand_articles(), AT_MOST)
    texts[f"{ARTICLES:,} articles, a slip in each line"] = (thousand_articles(slips=True), AT_MOST)
    rows: list[dict[str, Figure]] = []
    for name, (text, at_most) in texts.items():
        seconds = _seconds(text, stage.rounds)
        size = len(text.encode()) / 1024
        rows.append({"text": name, "kB": round(size), "ms": seconds * 1000, "verdict": verdict(seconds, at_most)})
    yield Table("Reading a regulation", rows, [f"{ARTICLES:,} articles in a megabyte are held to {AT_MOST:g} s"])


def _seconds(text: str, rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        read(text, on=DAY)
        spent.append(time.perf_counter() - began)
    return median(spent)
