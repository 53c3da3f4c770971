"""The words search knows: what people say for what documents say, what a question need not find, where words end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from search.analyser import fold

HERE = Path(__file__).parent
SYNONYMS, IGNORED, LEXICON = "synonyms.txt", "ignored.txt", "lexicon.txt"
LONGEST_WORD = 8
# In what documents say: any number, in figures or in Chinese.
ANY_NUMBER = "#"


@dataclass(frozen=True)
class Words:
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()

    def cut(self, run: str) -> list[str]:
        """A run of Chinese as words: the longest known one at each place; what is unknown stays together."""
        pieces: list[str] = []
        unknown = ""
        place = 0
        while place < len(run):
            word = self._word_at(run, place)
            if not word:
                unknown += run[place]
                place += 1
                continue
            if unknown:
                pieces.append(unknown)
                unknown = ""
            pieces.append(word)
            place += len(word)
        return [*pieces, unknown] if unknown else pieces

    def _word_at(self, run: str, place: int) -> str:
        for length in range(min(LONGEST_WORD, len(run) - place), 0, -1):
            word = run[place : place + length]
            if word in self.known or word in self.ignored or word in self.synonyms:
                return word
        return ""


def words_in(folder: Path | None = None) -> Words:
    """The words of the program, each file replaced by the one of the same name in a folder staff may edit."""
    files = []
    for name in (SYNONYMS, IGNORED, LEXICON):
        own = folder / name if folder is not None else None
        file = own if own is not None and own.is_file() else HERE / name
        files.append((file, file.stat().st_mtime_ns))
    return _read(tuple(files))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int], ...]) -> Words:
    synonyms, ignored, lexicon = (list(_lines(path)) for path, _ in files)
    table: dict[str, tuple[str, ...]] = {}
    for line in synonyms:
        said, equals, written = line.partition("=")
        if not equals:
            continue
        for word in said.split():
            others = (*table.get(word, ()), *(other for other in written.split() if other != word))
            table[word] = tuple(dict.fromkeys(others))
    targets = {word for others in table.values() for word in others if ANY_NUMBER not in word}
    known = frozenset({*_split(lexicon), *targets})
    return Words({word: others for word, others in table.items() if others}, frozenset(_split(ignored)), known)


def _lines(path: Path) -> Iterator[str]:
    """A file a person edits in any editor: whatever it holds, it is read as far as it can be."""
    for line in path.read_bytes().decode("utf-8-sig", "replace").splitlines():
        kept = fold(line).strip()
        if kept and not kept.startswith(("//", "# ")):
            yield kept


def _split(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from line.split()
