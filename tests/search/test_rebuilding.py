"""Making the index anew while it is used, on both engines: never empty, nothing lost, nothing brought back."""

import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from search.documents import PUBLIC, SearchDocument
from search.engines.elastic import Elastic
from search.engines.embedded import Embedded
from search.engines.protocol import Engine, EngineAway, Source
from search.results import Question
from tests.search.conftest import MakeEngine


def document(number: int, title: str = "公示") -> SearchDocument:
    return SearchDocument(f"a:{number:05}", "announcement", title, f"/{number}/", visible_to=frozenset({PUBLIC}))


def source_of(documents: Iterable[SearchDocument]) -> Source:
    ordered = sorted(documents, key=lambda one: one.key)
    return lambda after: (one for one in ordered if one.key > after)


def say_nothing(done: int) -> None:
    """Nobody watches."""


class Killed(BaseException):
    """The process ended here."""


def total(engine: Engine, typed: str = "公示") -> int:
    return engine.search(Question(typed)).total


def test_a_rebuild_gives_the_same_digests(engine: Engine) -> None:
    documents = [document(number) for number in range(30)]
    assert engine.rebuild(source_of(documents), say_nothing) == 30
    first = dict(engine.digests())
    engine.rebuild(source_of(documents), say_nothing)
    assert dict(engine.digests()) == first == {one.key: one.digest for one in documents}


def test_an_index_that_was_deleted_is_made_anew_to_the_same_digests(make_engine: MakeEngine) -> None:
    documents = [document(number) for number in range(30)]
    engine = make_engine()
    engine.index(documents)
    before = dict(engine.digests())
    if isinstance(engine, Embedded):
        shutil.rmtree(engine.folder.path)
    elif isinstance(engine, Elastic):
        for name in engine.client.indices.get(index=f"{engine.alias}-v*"):
            engine.client.indices.delete(index=name)
    assert total(engine) == 0
    assert engine.rebuild(source_of(documents), say_nothing) == 30
    assert dict(engine.digests()) == before == dict(make_engine().digests())
    assert total(make_engine()) == 30


def test_the_old_index_answers_until_the_new_one_is_there(make_engine: MakeEngine) -> None:
    engine, reader = make_engine(), make_engine()
    engine.index([document(number) for number in range(5)])
    seen = []

    def source(after: str) -> Iterable[SearchDocument]:
        for number in range(8):
            seen.append(total(reader))
            yield document(number)

    engine.rebuild(source, say_nothing)
    assert seen == [5] * 8
    assert total(reader) == 8


def test_what_changes_meanwhile_is_not_lost_and_what_is_removed_does_not_come_back(make_engine: MakeEngine) -> None:
    engine, worker = make_engine(), make_engine()
    engine.index([document(number) for number in range(6)])

    def source(after: str) -> Iterable[SearchDocument]:
        yield document(0)
        worker.index([document(0, "认定甲"), document(4, "认定乙"), document(9, "认定丙")])
        worker.remove([document(1).key, document(5).key])
        assert total(worker, "认定") == 3  # found at once, in the index that answers
        for number in range(1, 6):
            yield document(number)

    engine.rebuild(source, say_nothing)
    assert sorted(key for key, _ in engine.digests()) == [document(number).key for number in (0, 2, 3, 4, 9)]
    assert total(engine, "认定") == 3
    assert total(engine) == 2


def test_a_rebuild_that_was_broken_off_goes_on(make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.embedded.engine.ROWS_A_COMMIT", 10)
    monkeypatch.setattr("search.engines.elastic.engine.ROWS_A_NOTE", 10)
    documents = [document(number) for number in range(35)]
    engine = make_engine()
    engine.index(documents[:3])

    def broken(after: str) -> Iterable[SearchDocument]:
        yield from documents[:25]
        raise Killed

    with pytest.raises(Killed):
        engine.rebuild(broken, say_nothing)
    assert total(engine) == 3
    make_engine().index([document(2, "认定")])
    began_after = []

    def rest(after: str) -> Iterable[SearchDocument]:
        began_after.append(after)
        return source_of(documents)(after)

    assert make_engine().rebuild(rest, say_nothing) == 35
    assert began_after == [documents[19].key]
    assert total(engine, "认定") == 1


def test_the_very_first_rebuild_keeps_what_is_written_meanwhile(make_engine: MakeEngine) -> None:
    engine, worker = make_engine(), make_engine()

    def source(after: str) -> Iterable[SearchDocument]:
        yield document(1)
        worker.index([document(2, "认定")])
        yield document(2)
        yield document(3)

    assert engine.rebuild(source, say_nothing) == 3
    assert total(engine, "认定") == 1


def test_a_rebuild_says_how_far_it_is(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.embedded.engine.ROWS_A_COMMIT", 10)
    monkeypatch.setattr("search.engines.elastic.engine.ROWS_A_NOTE", 10)
    said: list[int] = []
    engine.rebuild(source_of([document(number) for number in range(25)]), said.append)
    assert said == [10, 20, 25]


def test_readers_of_other_processes_see_a_change_at_once(make_engine: MakeEngine) -> None:
    writer, reader = make_engine(), make_engine()
    writer.index([document(1)])
    assert total(reader) == 1
    writer.remove([document(1).key])
    assert total(reader) == 0


def test_an_index_of_an_older_program_waits_for_its_rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Embedded(tmp_path / "search")
    engine.index([document(1)])
    monkeypatch.setattr("search.engines.embedded.folder.VERSION", "another")
    for refused in (lambda: total(engine), lambda: engine.index([document(2)])):
        with pytest.raises(EngineAway, match="search_rebuild"):
            refused()
    assert engine.rebuild(source_of([document(1), document(2)]), say_nothing) == 2
    assert total(engine) == 2


def test_several_write_and_read_at_once_and_nothing_is_lost(make_engine: MakeEngine) -> None:
    def write(start: int) -> None:
        mine = make_engine()
        for number in range(start, start + 8):
            mine.index([document(number)])
            total(mine)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, (0, 100, 200)))
    assert total(make_engine()) == 24
