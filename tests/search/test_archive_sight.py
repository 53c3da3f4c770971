"""Who sees what in the archive: every role against everything there is, and what a document one may not see changes."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.roles import Role
from search.archive.sight import SHELF_OF, Shelf, Stage, audience_of, sees, tokens_of
from search.documents import Part, Place, SearchDocument
from search.engines.asking import FOR_THE_ARCHIVE
from search.engines.embedded import Embedded
from search.engines.protocol import Engine
from search.results import Question, Sort
from tests.servers import elasticsearch_hosts, require

WORKS = {Stage.DRAFT, Stage.ON_ITS_WAY, Stage.PUBLISHED, Stage.EXPIRED, Stage.REPEALED, Stage.WITHDRAWN}
SEEN_BY = {
    Role.ARCHIVIST: set(Stage),
    Role.SUPERVISOR: set(Stage),
    Role.EDITOR: WORKS,
    Role.REVIEWER: WORKS,
    Role.SIGNATORY: WORKS,
}
SITE, HERE, BELOW, BESIDE, PAGE = 1, 2, 3, 4, 5


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", Role)
def test_each_role_sees_in_its_section_what_is_its(role: Role, stage: Stage) -> None:
    there = tokens_of(SHELF_OF[stage], [SITE, HERE, BELOW, PAGE])
    should = stage in SEEN_BY.get(role, set())
    assert sees(audience_of([(role, HERE)]), there) is should
    assert sees(audience_of([(role, SITE)]), there) is should
    assert sees(audience_of([(role, BELOW)]), there) is should


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", Role)
def test_nobody_sees_anything_of_a_section_that_is_not_theirs(role: Role, stage: Stage) -> None:
    assert not sees(audience_of([(role, BESIDE)]), tokens_of(SHELF_OF[stage], [SITE, HERE, BELOW, PAGE]))


def test_who_holds_no_role_sees_nothing() -> None:
    assert audience_of([]) == frozenset()
    assert not sees(frozenset(), tokens_of(Shelf.OPEN, [SITE, HERE]))


def test_roles_in_different_sections_are_not_mixed() -> None:
    both = audience_of([(Role.ARCHIVIST, HERE), (Role.EDITOR, BESIDE)])
    assert sees(both, tokens_of(Shelf.SEALED, [SITE, HERE]))
    assert not sees(both, tokens_of(Shelf.SEALED, [SITE, BESIDE]))


# --- in the engines --------------------------------------------------------------------------------------------------

WORDS = ["公示", "异议", "取消资格", "名单", "联合实验室", "昆科规〔2020〕1号", "Joint Laboratory", "第十条", "3:1"]
QUESTIONS = [*WORDS, "", "公示 异议", "“取消资格”", "公示 -异议", "标题：名单", "没有 公示", "取消异议名单", "2026年"]
SECTIONS = [1, 2, 3, 4]
_numbers = count()

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map("，".join)
places = st.sampled_from([(1,), (1, 2), (1, 2, 3), (1, 4)])


@st.composite
def documents(draw: Any) -> SearchDocument:
    stage, above = draw(st.sampled_from(list(Stage))), draw(places)
    kind = draw(st.sampled_from(["announcement", "regulation"]))
    return SearchDocument(
        key=f"{kind}:{draw(st.integers(1, 10_000))}",
        kind=kind,
        title=draw(texts),
        url="/archive/open/",
        dated=draw(st.none() | st.dates(date(2020, 1, 1), date(2026, 12, 31))),
        parts=(Part("正文", draw(texts), place=Place.BODY), Part("第十条", draw(texts), "art-10")),
        stage=stage.value,
        section=str(above[-1]),
        actors=tuple(draw(st.lists(st.sampled_from(["7", "8", "9"]), max_size=2, unique=True))),
        visible_to=tokens_of(SHELF_OF[stage], above),
    )


people = st.lists(st.tuples(st.sampled_from(list(Role)), st.sampled_from(SECTIONS)), min_size=1, max_size=3)


def everything_said(engine: Engine, typed: str, audience: frozenset[str], **asked: Any) -> Any:
    """All that whoever asks is told, but for how long it took."""
    said = []
    for sort in Sort:
        found = engine.search(Question(typed, sort=sort, audience=audience, **asked))
        hits = [
            (
                hit.key,
                hit.title_html,
                hit.stage,
                round(hit.score, 6),
                hit.more,
                [(one.url, one.html) for one in hit.found],
            )
            for hit in found.hits
        ]
        said.append((found.total, hits, dict(found.facets), found.strictness))
    titles = [engine.complete(typed, audience), engine.near_titles(typed, audience)]
    listed = [one.key for one in engine.listed(Question(typed, audience=audience, **asked), 50)[1]]
    return said, titles, listed


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    shown=st.lists(documents(), max_size=12, unique_by=lambda one: one.key),
    hidden=st.lists(documents(), min_size=1, max_size=6, unique_by=lambda one: one.key),
    held=people,
    typed=st.lists(st.sampled_from(QUESTIONS), min_size=3, max_size=3, unique=True),
    chosen=st.sampled_from(
        [{}, {"stage": ("sealed",)}, {"section": ("2",)}, {"actor": ("7",)}, {"kind": ("regulation",)}]
    ),
)
def test_nothing_changes_when_what_they_may_not_see_is_added(
    tmp_path: Path,
    shown: list[SearchDocument],
    hidden: list[SearchDocument],
    held: list[tuple[Role, int]],
    typed: list[str],
    chosen: dict[str, tuple[str, ...]],
) -> None:
    audience = audience_of(held)
    there = {one.key for one in shown}
    added = [one for one in hidden if not sees(audience, one.visible_to) and one.key not in there]
    engine = Embedded(tmp_path / str(next(_numbers)), use=FOR_THE_ARCHIVE)
    engine.index(shown)
    before = [everything_said(engine, one, audience, chosen=chosen) for one in typed]
    engine.index(added)
    assert [everything_said(engine, one, audience, chosen=chosen) for one in typed] == before


def document(key: str, title: str, stage: Stage, *above: int, **fields: Any) -> SearchDocument:
    return SearchDocument(
        key, key.split(":")[0], title, f"/archive/open/{key}/", stage=stage.value, section=str(above[-1]),
        visible_to=tokens_of(SHELF_OF[stage], above), **fields,
    )  # fmt: skip


def engines() -> list[Any]:
    return ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


@pytest.fixture(params=engines())
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    if request.param == "embedded":
        yield Embedded(tmp_path / "archive", use=FOR_THE_ARCHIVE)
        return
    from search.engines.elastic import Elastic
    from search.engines.elastic.engine import Shape

    hosts = elasticsearch_hosts()
    require(bool(hosts), "没有 Elasticsearch：用 make test-elasticsearch 运行。")
    made = Elastic(hosts, Shape(f"test-archive-{next(_numbers)}-{id(tmp_path)}"), use=FOR_THE_ARCHIVE)
    yield made
    for name in made.client.indices.get(index=f"{made.alias}-v*"):
        made.client.indices.delete(index=name)


ARCHIVIST, EDITOR = audience_of([(Role.ARCHIVIST, HERE)]), audience_of([(Role.EDITOR, HERE)])


def said(engine: Engine, typed: str, audience: frozenset[str], **asked: Any) -> list[str]:
    return sorted(hit.title for hit in engine.search(Question(typed, audience=audience, **asked)).hits)


def test_hits_counts_facets_and_titles_are_trimmed_in_the_query(engine: Engine) -> None:
    engine.index([
        document("a:1", "公示一", Stage.PUBLISHED, SITE, HERE, actors=("7",)),
        document("a:2", "公示二", Stage.SEALED, SITE, HERE, actors=("8",)),
        document("a:3", "公示三", Stage.PUBLISHED, SITE, BESIDE, actors=("9",)),
        document("a:4:draft", "公示四", Stage.DRAFT, SITE, HERE, BELOW),
        document("a:4:17", "公示五", Stage.FORMER, SITE, HERE, BELOW),
    ])  # fmt: skip
    assert said(engine, "公示", EDITOR) == ["公示一", "公示四"]
    assert said(engine, "公示", ARCHIVIST) == ["公示一", "公示二", "公示五", "公示四"]
    found = engine.search(Question("公示", audience=EDITOR))
    assert found.total == 2
    assert dict(found.facets["stage"]) == {"published": 1, "draft": 1}
    assert dict(found.facets["actor"]) == {"7": 1}
    assert dict(found.facets["section"]) == {str(HERE): 1, str(BELOW): 1}
    assert {one.title for one in engine.complete("公示", EDITOR)} == {"公示一", "公示四"}
    assert {one.title for one in engine.near_titles("公示名单", EDITOR)} == {"公示一", "公示四"}
    assert engine.search(Question("公示", audience=frozenset())).total == 0


def test_without_a_word_everything_they_may_see_is_listed_by_date(engine: Engine) -> None:
    engine.index([
        document("a:1", "旧", Stage.PUBLISHED, SITE, HERE, dated=date(2020, 5, 1)),
        document("a:2", "新", Stage.PUBLISHED, SITE, HERE, dated=date(2026, 5, 1)),
        document("a:3", "密", Stage.SEALED, SITE, HERE, dated=date(2026, 6, 1)),
    ])  # fmt: skip
    assert [hit.title for hit in engine.search(Question("", audience=EDITOR)).hits] == ["新", "旧"]
    assert engine.search(Question("，。", audience=EDITOR)).total == 0


def test_days_narrow_hits_and_facets_alike(engine: Engine) -> None:
    engine.index([
        document("a:1", "公示一", Stage.PUBLISHED, SITE, HERE, dated=date(2020, 5, 1)),
        document("a:2", "公示二", Stage.WITHDRAWN, SITE, HERE, dated=date(2021, 5, 1)),
        document("a:3", "公示三", Stage.DRAFT, SITE, HERE),
    ])  # fmt: skip
    found = engine.search(Question("公示", audience=EDITOR, first=date(2021, 5, 1), last=date(2021, 5, 1)))
    assert [hit.title for hit in found.hits] == ["公示二"]
    assert dict(found.facets["stage"]) == {"withdrawn": 1}
    assert said(engine, "公示", EDITOR, last=date(2021, 4, 30)) == ["公示一"]


def test_a_page_left_out_is_left_out_of_everything(engine: Engine) -> None:
    engine.index([
        document("a:1", "公示一", Stage.PUBLISHED, SITE, HERE),
        document("a:1:draft", "公示一稿", Stage.DRAFT, SITE, HERE),
        document("a:11", "公示二", Stage.PUBLISHED, SITE, HERE),
    ])  # fmt: skip
    out = frozenset({"a:1"})
    found = engine.search(Question("公示", audience=EDITOR, without=out))
    assert (found.total, dict(found.facets["stage"])) == (1, {"published": 1})
    assert [one.title for one in engine.complete("公示", EDITOR, out)] == ["公示二"]
    assert [one.title for one in engine.near_titles("公示一", EDITOR, out)] == ["公示二"]
    assert [one.title for one in engine.listed(Question("公示", audience=EDITOR, without=out), 10)[1]] == ["公示二"]


def test_a_list_is_cut_where_it_is_said_and_counted_whole(engine: Engine) -> None:
    engine.index([document(f"a:{number}", f"公示{number}", Stage.PUBLISHED, SITE, HERE) for number in range(1, 1201)])
    total, rows = engine.listed(Question("公示", audience=EDITOR), 1_100)
    assert (total, len(rows), len({row.key for row in rows})) == (1_200, 1_100, 1_100)


def test_how_rare_a_word_is_among_hidden_documents_does_not_show_in_the_order(engine: Engine) -> None:
    engine.index([
        document("a:1", "公示", Stage.PUBLISHED, SITE, HERE, dated=date(2026, 1, 1)),
        document("a:2", "异议", Stage.PUBLISHED, SITE, HERE, dated=date(2026, 1, 1)),
        *(document(f"b:{n}", f"其他{n}", Stage.PUBLISHED, SITE, HERE, dated=date(2026, 1, 1)) for n in range(30)),
    ])  # fmt: skip
    before = [title.title for title in engine.near_titles("公示异议", EDITOR)]
    engine.index([document(f"c:{n}", "公示公示", Stage.SEALED, SITE, HERE) for n in range(50)])
    assert [title.title for title in engine.near_titles("公示异议", EDITOR)] == before
