"""What an engine is asked: a tree of terms and phrases over named fields. Each engine turns it into its own."""

from dataclasses import dataclass
from datetime import date

# The texts of a document, and how much a word in each counts. Every one is indexed as singles (_s) and pairs (_p).
TEXTS = {"title": 4.0, "provision": 2.0, "body": 1.2, "file": 0.6}
FACETS = ("kind", "programme", "issuer", "year", "state")
ARCHIVE_FACETS = ("stage", "kind", "section", "actor", "year")


@dataclass(frozen=True, slots=True)
class Term:
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Run:
    """Terms one after another. The last one may be the beginning of a longer one."""

    field: str
    terms: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """Dated from one day to another, both counted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Everything:
    """Whatever there is."""


@dataclass(frozen=True, slots=True)
class Even:
    """What matches counts the same, however rare it is among all documents."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    nodes: tuple["Node", ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Boost:
    node: "Node"
    factor: float


@dataclass(frozen=True, slots=True)
class Without:
    node: "Node"
    unwanted: tuple["Node", ...]


Node = Term | Run | Between | Everything | Even | All | Any | Boost | Without


def all_of(nodes: "list[Node]") -> Node:
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))


def any_of(nodes: "list[Node]", least: int = 1) -> Node:
    return nodes[0] if len(nodes) == 1 else Any(tuple(nodes), least)


def evened(node: Node) -> Node:
    """The same question, each term of it counting the same.

    How rare a word is among documents somebody may not see would otherwise show in the order of those they may.
    """
    if isinstance(node, All):
        return All(tuple(evened(one) for one in node.nodes))
    if isinstance(node, Any):
        return Any(tuple(evened(one) for one in node.nodes), node.least)
    if isinstance(node, Boost):
        return Boost(evened(node.node), node.factor)
    if isinstance(node, Without):
        return Without(evened(node.node), node.unwanted)
    return node if isinstance(node, Even) else Even(node)
