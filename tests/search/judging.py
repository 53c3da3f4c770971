"""How good results are, by the judged questions: nDCG@10 and recall over what a reader meets from the top down."""

from math import log2
from statistics import mean
from typing import Any

from search.engines.protocol import Engine
from search.results import Question, Results

DEPTH = 10
RECALLED_FROM = 2  # grades that count for recall


def read_from_the_top(results: Results) -> list[set[str]]:
    """Each thing a reader meets, by the names it may be judged by: a provision by its article, once."""
    met: list[set[str]] = []
    seen: set[str] = set()
    for hit in results.hits:
        name = hit.key.removeprefix("regulation:")
        if not hit.found:
            met.append({name})
        for found in hit.found:
            anchor = found.url.partition("#")[2]
            article = f"{name}#" + "-".join(anchor.split("-")[:2])
            if article not in seen:
                met.append({article} | ({name} - seen))
                seen |= {article, name}
    return met


def ndcg(met: list[set[str]], relevant: dict[str, int]) -> float:
    gains = [max((relevant.get(name, 0) for name in names), default=0) for names in met[:DEPTH]]
    best = sorted(relevant.values(), reverse=True)[:DEPTH]
    return _dcg(gains) / _dcg(best)


def recall(met: list[set[str]], relevant: dict[str, int]) -> float:
    wanted = {name for name, grade in relevant.items() if grade >= RECALLED_FROM}
    return len(wanted & set().union(*met)) / len(wanted) if wanted else 1.0


def judge(engine: Engine, questions: list[dict[str, Any]]) -> tuple[float, float, list[tuple[float, float, str]]]:
    """Mean nDCG@10, mean recall, and both for each question, the worst first."""
    rows = []
    for question in questions:
        met = read_from_the_top(engine.search(Question(question["query"])))
        rows.append((ndcg(met, question["relevant"]), recall(met, question["relevant"]), question["query"]))
    return mean(row[0] for row in rows), mean(row[1] for row in rows), sorted(rows)


def _dcg(gains: list[int]) -> float:
    return sum((2**gain - 1) / log2(place + 2) for place, gain in enumerate(gains))
