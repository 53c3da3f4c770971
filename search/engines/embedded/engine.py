"""The embedded engine itself: one writes at a time, any number of processes read."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import tantivy

from search.documents import SearchDocument
from search.engines.asking import FOR_THE_PUBLIC, Asking, Raw, Selection, Use
from search.engines.embedded.folder import Building, Folder
from search.engines.embedded.schema import SCHEMA, narrowed, one_of, query_of, row_of
from search.engines.protocol import EngineAway, EngineHealth, Progress, Rebuilding, Source
from search.nodes import Node
from search.words.reading import Words, words_in

VERSION = tantivy.__version__.removeprefix("tantivy v").partition(",")[0]
# Bytes a writer may gather before it writes a segment: little for a single change, more for a rebuild.
SMALL_HEAP, LARGE_HEAP = 20_000_000, 128_000_000
# Each commit is a segment, and segments are merged: few of them cost less. So much is lost when a rebuild breaks off.
ROWS_A_COMMIT = 20_000
ROWS_A_WORD = 5_000
FACET_VALUES = 60


class Embedded(Asking):
    counts_with_hits = False

    def __init__(self, folder: Path, words: Callable[[], Words] = words_in, use: Use = FOR_THE_PUBLIC) -> None:
        super().__init__(words, use)
        self.folder = Folder(folder, is_private=use.is_private)
        self._opened: tuple[str, tantivy.Index] | None = None
        self._kept: tuple[tuple[str, int, int, int], tantivy.Searcher] | None = None
        self._lock = threading.Lock()

    # --- reading ---

    def health(self) -> EngineHealth:
        self.folder.make()
        generation = self.folder.current()
        if not generation:
            return EngineHealth("tantivy", VERSION, "内置引擎可用，索引还是空的。")
        count = self._searcher().num_docs
        return EngineHealth("tantivy", VERSION, f"内置引擎可用，索引中有 {count} 份文件。", count)

    def _index(self) -> tuple[str, tantivy.Index] | None:
        generation = self.folder.current()
        if not generation:
            return None
        self._must_be_of_this_version(generation)
        opened = self._opened
        if opened is not None and opened[0] == generation:
            return opened
        with self._lock:
            self._opened = opened = self._open(generation)
            return opened

    def _must_be_of_this_version(self, generation: str) -> None:
        if not self.folder.is_of_this_version(generation):
            raise EngineAway("索引是旧版程序建立的，请运行 python manage.py search_rebuild。")

    def _open(self, generation: str) -> tuple[str, tantivy.Index]:
        for _ in range(3):
            try:
                return generation, tantivy.Index(SCHEMA, str(self.folder.path / generation))
            except (ValueError, OSError) as error:
                # Swapped between reading the name and opening it: the name is another now.
                fault, again = error, self.folder.current()
                if again == generation:
                    break
                generation = again
        raise EngineAway(f"索引 {generation} 打不开：{fault}。请运行 python manage.py search_rebuild。")

    def _searcher(self) -> tantivy.Searcher:
        opened = self._index()
        if opened is None:
            raise EngineAway("还没有索引。")
        return self._fresh(*opened)

    def _fresh(self, generation: str, index: tantivy.Index) -> tantivy.Searcher:
        """Every commit replaces the file that lists the segments; looking at its number is cheaper than reading it."""
        try:
            found = os.stat(self.folder.path / generation / "meta.json")
        except OSError:  # swapped and removed this instant; what is open still answers
            return index.searcher()
        seen = (generation, found.st_ino, found.st_mtime_ns, found.st_size)
        kept = self._kept
        if kept is not None and kept[0] == seen:
            return kept[1]
        index.reload()
        searcher = index.searcher()
        self._kept = (seen, searcher)
        return searcher

    def _ask(self, node: Node, selection: Selection) -> Raw:
        if self._index() is None:
            return Raw(0, [])
        searcher = self._searcher()
        query = narrowed(query_of(node), [one_of("visible_to", sorted(selection.audience))])
        filters = {name: one_of(name, values) for name, values in selection.chosen.items()}
        whole = narrowed(query, list(filters.values()))
        order: dict[str, Any] = {"order_by_field": "order"} if selection.by_date else {"weight_by_field": "quality"}
        try:
            if not selection.limit:
                return Raw(0, [], self._facets(searcher, query, whole, filters, selection.facets))
            found = searcher.search(whole, limit=selection.limit, offset=selection.offset, **order)
            rows = [(_score(score), searcher.doc(address)["data"][0]) for score, address in found.hits]
            facets = self._facets(searcher, query, whole, filters, selection.facets) if selection.with_facets else {}
        except ValueError as error:
            raise EngineAway(f"内置引擎没能回答：{error}。") from error
        return Raw(found.count or 0, rows, facets)

    def _facets(
        self,
        searcher: tantivy.Searcher,
        query: tantivy.Query,
        whole: tantivy.Query,
        filters: dict[str, tantivy.Query],
        names: Sequence[str],
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """Each facet counted under what is chosen in the others."""
        counts = _count(searcher, whole, [name for name in names if name not in filters])
        for name in filters:
            others = [one for other, one in filters.items() if other != name]
            counts |= _count(searcher, narrowed(query, others), [name])
        return counts

    def digests(self) -> Iterator[tuple[str, str]]:
        if self._index() is None:
            return
        searcher = self._searcher()
        if not searcher.num_docs:
            return
        # All at once and in the order they lie in: addresses are small, and asking for a turn behind others sorts those too.
        found = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs, count=False)
        for _, address in found.hits:
            row = searcher.doc(address)
            yield row["key"][0], row["digest"][0]

    # --- writing ---

    def index(self, documents: Iterable[SearchDocument]) -> None:
        documents = list(documents)
        if documents:
            self._write([("index", document.key, document) for document in documents])

    def remove(self, keys: Iterable[str]) -> None:
        keys = list(keys)
        if keys:
            self._write([("remove", key, None) for key in keys])

    def change(self, documents: Iterable[SearchDocument], gone: Iterable[str]) -> None:
        put = [("index", document.key, document) for document in documents]
        changes: list[tuple[str, str, SearchDocument | None]] = [*put, *(("remove", key, None) for key in gone)]
        if changes:
            self._write(changes)

    def _write(self, changes: Sequence[tuple[str, str, SearchDocument | None]]) -> None:
        with self.folder.writing():
            if self.folder.building() is not None:
                self.folder.add_to_journal(
                    [
                        {"remove": key} if document is None else {"index": document.as_data()}
                        for _, key, document in changes
                    ]
                )
            generation = self.folder.current() or self._begin_anew()
            # One of an older program waits for its rebuild: to begin anew here would leave it all but empty.
            self._must_be_of_this_version(generation)
            _, index = self._open(generation)
            _carry_out(index, [(key, document) for _, key, document in changes])
            self.folder.hand_over()

    def _begin_anew(self) -> str:
        generation = self.folder.new_generation()
        tantivy.Index(SCHEMA, str(self.folder.path / generation))
        self.folder.point_to(generation)
        return generation

    # --- rebuilding ---

    def rebuild(self, source: Source, progress: Progress) -> int:
        with self.folder.rebuilding() as may:
            if not may:
                raise Rebuilding("另一个进程正在重建索引。")
            building = self._begin_rebuild()
            index = tantivy.Index(SCHEMA, str(self.folder.path / building.generation))
            self._fill(index, building, source, progress)
            return self._swap(index, building.generation)

    def _begin_rebuild(self) -> Building:
        """Under the lock of writing: whatever is written from here on stands in the journal."""
        with self.folder.writing():
            building = self.folder.building()
            if (
                building is not None
                and self.folder.is_of_this_version(building.generation)
                and (self.folder.path / building.generation).is_dir()
            ):
                return building
            self.folder.end_building()
            building = Building(self.folder.new_generation())
            self.folder.note(building)
            self.folder.tidy()
            return building

    def _fill(self, index: tantivy.Index, building: Building, source: Source, progress: Progress) -> None:
        index.reload()
        done = index.searcher().num_docs
        may_be_there = bool(building.after) or done > 0
        writer = index.writer(LARGE_HEAP, 1)
        last, waiting = building.after, 0
        for document in source(building.after):
            if may_be_there:
                # Killed after the commit and before the note of it: the next ones are in already.
                writer.delete_documents_by_term("key", document.key)
            writer.add_document(row_of(document))
            last, waiting = document.key, waiting + 1
            if waiting == ROWS_A_COMMIT:
                writer.commit()
                self.folder.note(Building(building.generation, last))
                done, waiting, may_be_there = done + waiting, 0, False
                progress(done)
            elif waiting % ROWS_A_WORD == 0:
                progress(done + waiting)
        writer.commit()
        self.folder.note(Building(building.generation, last))
        writer.wait_merging_threads()
        progress(done + waiting)

    def _swap(self, index: tantivy.Index, generation: str) -> int:
        _, place = self._replay(index, 0)  # most of it before anyone has to wait
        with self.folder.writing():
            self._replay(index, place)
            self.folder.point_to(generation)
            self.folder.end_building()
            self.folder.tidy()
            self.folder.hand_over()
        return self._searcher().num_docs

    def _replay(self, index: tantivy.Index, start: int) -> tuple[int, int]:
        entries, end = self.folder.read_journal(start)
        changes: dict[str, SearchDocument | None] = {}
        for entry in entries:
            document = SearchDocument.from_data(entry["index"]) if "index" in entry else None
            changes[document.key if document else entry["remove"]] = document
        if changes:
            _carry_out(index, list(changes.items()))
        return len(changes), end


def _carry_out(index: tantivy.Index, changes: Sequence[tuple[str, SearchDocument | None]]) -> None:
    try:
        writer = index.writer(SMALL_HEAP, 1)
        for key, document in changes:
            writer.delete_documents_by_term("key", key)
            if document is not None:
                writer.add_document(row_of(document))
        writer.commit()
        writer.wait_merging_threads()
    except (ValueError, OSError) as error:
        raise EngineAway(f"写不进索引：{error}。") from error


def _count(
    searcher: tantivy.Searcher, query: tantivy.Query, names: Sequence[str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    if not names:
        return {}
    asked = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in names}
    answer = searcher.aggregate(query, asked)
    return {
        name: tuple(
            sorted(
                ((row["key"], row["doc_count"]) for row in answer[name]["buckets"]), key=lambda row: (-row[1], row[0])
            )
        )
        for name in names
    }


def _score(score: Any) -> float:
    return float(score) if isinstance(score, float) else 0.0
