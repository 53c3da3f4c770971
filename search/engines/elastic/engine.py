"""The Elasticsearch engine itself: an index behind an alias, and while one is rebuilt, the next one behind another.

While a rebuild runs, every change goes to both. The rebuild only creates what is not there, so that a change made meanwhile
is never overwritten by an older state; what was removed meanwhile leaves a mark in the new index until it is swapped in.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError, helpers

from search.documents import SearchDocument
from search.engines.asking import FOR_THE_PUBLIC, Asking, Raw, Selection, Use
from search.engines.elastic.queries import facets_in, mapping, search_of
from search.engines.fields import VERSION, fields_of
from search.engines.protocol import EngineAway, EngineHealth, Progress, Source
from search.nodes import Node
from search.words.reading import Words, words_in

SECONDS_TO_ANSWER, SECONDS_TO_WRITE = 5, 60
ROWS_A_BULK = 500
ROWS_A_NOTE = 5_000
# The number of the index that is begun where there is none; a rebuild begins with the next.
FIRST = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """Under which name, over how many shards, with how many copies of each."""

    name: str = "gongshi"
    shards: int = 1
    replicas: int = 0


class Elastic(Asking):
    def __init__(
        self,
        hosts: Sequence[str],
        shape: Shape | None = None,
        words: Callable[[], Words] = words_in,
        use: Use = FOR_THE_PUBLIC,
    ) -> None:
        super().__init__(words, use)
        self.hosts = list(hosts)
        self.shape = shape or Shape()
        self.alias = self.shape.name
        self.next_alias = f"{self.shape.name}-building"
        self.client = Elasticsearch(
            self.hosts, request_timeout=SECONDS_TO_ANSWER, max_retries=1, retry_on_timeout=False
        )
        self.writer = self.client.options(request_timeout=SECONDS_TO_WRITE)

    # --- reading ---

    def health(self) -> EngineHealth:
        with self._answering():
            cluster = self.client.cluster.health()
            nodes = self.client.nodes.info(filter_path="nodes.*.version")
            count = self._count()
        if cluster["status"] == "red":
            raise EngineAway(f"Elasticsearch（{self._where}）状态为 red，有的分片不可用。")
        versions = sorted({node["version"] for node in nodes["nodes"].values()})
        says = f"集群状态 {cluster['status']}，{cluster['number_of_nodes']} 个节点，索引中有 {count} 份文件。"
        return EngineHealth("elasticsearch", versions[0], says, count)

    def _count(self) -> int:
        try:
            return int(self.client.count(index=self.alias)["count"])
        except NotFoundError:
            return 0

    def _ask(self, node: Node, selection: Selection) -> Raw:
        search = search_of(node, selection)
        with self._answering():
            try:
                answer = self.client.search(index=self.alias, search_type="dfs_query_then_fetch", body=search.to_dict())
            except NotFoundError:
                return Raw(0, [])
        hits = answer["hits"]
        rows = [(float(hit["_score"] or 0.0), hit["_source"]["data"]) for hit in hits["hits"]]
        facets = facets_in(answer["aggregations"], selection.facets) if selection.with_facets else {}
        return Raw(hits["total"]["value"], rows, facets)

    def digests(self) -> Iterator[tuple[str, str]]:
        with self._answering():
            try:
                rows = helpers.scan(self.client, index=self.alias, query={"_source": ["key", "digest"]}, size=1_000)
                for row in rows:
                    yield row["_source"]["key"], row["_source"]["digest"]
            except NotFoundError:
                return

    # --- writing ---

    def index(self, documents: Iterable[SearchDocument]) -> None:
        self._write([(document.key, document) for document in documents])

    def remove(self, keys: Iterable[str]) -> None:
        self._write([(key, None) for key in keys])

    def change(self, documents: Iterable[SearchDocument], gone: Iterable[str]) -> None:
        self._write([*((document.key, document) for document in documents), *((key, None) for key in gone)])

    def _write(self, changes: Sequence[tuple[str, SearchDocument | None]]) -> None:
        if not changes:
            return
        with self._answering():
            if not self.client.indices.exists_alias(name=self.alias):
                self._create(self.alias, FIRST)
            if self.client.indices.exists_alias(name=self.next_alias):
                # First: swapped in between, both names mean the new index, and the second writing makes it right.
                self._bulk(_changes(self.next_alias, changes, marks=True), refresh=False)
            self._bulk(_changes(self.alias, changes, marks=False), refresh=True)

    def _create(self, alias: str, number: int) -> str:
        """Named by a number, so that two who make it at the same moment make one."""
        name = f"{self.shape.name}-v{VERSION}-{number}"
        settings = {
            "number_of_shards": self.shape.shards,
            "number_of_replicas": self.shape.replicas,
            "refresh_interval": "1s",
        }
        try:
            self.writer.indices.create(index=name, settings=settings, mappings=mapping(), aliases={alias: {}})
        except ApiError as error:
            if error.error != "resource_already_exists_exception":
                raise
            if not self.client.indices.get_alias(index=name)[name]["aliases"]:
                # Left by a rebuild that ended between its last two steps; nobody reads it.
                self.writer.indices.delete(index=name)
                return self._create(alias, number)
        return name

    def _bulk(self, actions: Iterable[dict[str, Any]], *, refresh: bool) -> None:
        """What is already gone need not be removed, what is already there need not be created, an alias may have gone."""
        rows = helpers.streaming_bulk(
            self.writer, actions, chunk_size=ROWS_A_BULK, refresh=refresh, raise_on_error=False, require_alias=True
        )
        for fine, row in rows:
            (how, answer), *_ = row.items()
            status = answer.get("status")
            harmless = (how == "delete" and status == 404) or (how == "create" and status == 409)
            if not fine and not harmless and not _alias_is_gone(answer):
                raise EngineAway(f"Elasticsearch（{self._where}）没有收下：{answer.get('error')}。")

    # --- rebuilding ---

    def rebuild(self, source: Source, progress: Progress) -> int:
        with self._answering():
            name, after = self._begin_rebuild()
            done = 0
            waiting: list[SearchDocument] = []
            for document in source(after):
                waiting.append(document)
                if len(waiting) == ROWS_A_NOTE:
                    done = self._put_aside(name, waiting, done)
                    waiting.clear()
                    progress(done)
            done = self._put_aside(name, waiting, done)
            progress(done)
            return self._swap(name)

    def _begin_rebuild(self) -> tuple[str, str]:
        """The index that is being made, and the last key that is safely in it."""
        for name in self._behind(self.next_alias):
            meta = self.client.indices.get_mapping(index=name)[name]["mappings"].get("_meta", {})
            if meta.get("version") == VERSION:
                return name, str(meta.get("after", ""))
            self.writer.indices.delete(index=name)
        number = 1 + max((_number_in(name) for name in self._behind(self.alias)), default=FIRST)
        return self._create(self.next_alias, number), ""

    def _behind(self, alias: str) -> list[str]:
        try:
            return list(self.client.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def _put_aside(self, name: str, documents: Sequence[SearchDocument], done: int) -> int:
        if documents:
            actions = (
                {"_op_type": "create", "_index": self.next_alias, "_id": document.key, **_source(document)}
                for document in documents
            )
            self._bulk(actions, refresh=False)
            self.writer.indices.put_mapping(index=name, meta={"version": VERSION, "after": documents[-1].key})
        return done + len(documents)

    def _swap(self, name: str) -> int:
        self.writer.indices.refresh(index=name)
        marks = helpers.scan(self.client, index=name, query={"query": {"term": {"gone": True}}, "_source": False})
        self._bulk(
            ({"_op_type": "delete", "_index": self.next_alias, "_id": row["_id"]} for row in marks), refresh=True
        )
        old = [one for one in self._behind(self.alias) if one != name]
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        actions += [{"remove": {"index": one, "alias": self.alias}} for one in old]
        actions.append({"remove": {"index": name, "alias": self.next_alias, "must_exist": False}})
        self.writer.indices.update_aliases(actions=actions)
        for one in old:
            with contextlib.suppress(NotFoundError):
                self.writer.indices.delete(index=one)
        return self._count()

    # --- answering or not ---

    @property
    def _where(self) -> str:
        return "、".join(self.hosts)

    @contextlib.contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except (ApiError, TransportError) as error:
            raise EngineAway(f"连不上 Elasticsearch（{self._where}）：{error}。") from error


def _source(document: SearchDocument) -> dict[str, Any]:
    return {"_source": {name: value for name, value in fields_of(document).items() if value not in ("", [])}}


def _changes(
    alias: str, changes: Sequence[tuple[str, SearchDocument | None]], *, marks: bool
) -> Iterator[dict[str, Any]]:
    for key, document in changes:
        where = {"_index": alias, "_id": key}
        if document is not None:
            yield {"_op_type": "index", **where, **_source(document)}
        elif marks:
            yield {"_op_type": "index", **where, "_source": {"key": key, "gone": True}}
        else:
            yield {"_op_type": "delete", **where}


def _alias_is_gone(answer: dict[str, Any]) -> bool:
    error = answer.get("error") or {}
    return answer.get("status") == 404 and isinstance(error, dict) and error.get("type") == "index_not_found_exception"


def _number_in(name: str) -> int:
    number = name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0
