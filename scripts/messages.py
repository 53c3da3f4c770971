"""The words the interface lacks: Chinese for what Wagtail's own catalogue leaves in English.

`compile` writes the .mo files Django reads; `check` says what is out of step or still in English.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "site" / "locale"
LANGUAGE = "zh_Hans"
DOMAINS = ("django", "djangojs")
PACKAGES = ("wagtail", "wagtail_modeladmin")
USAGE = "usage: messages.py compile | check"

# What gettext looks a string up by: its context, if any, and the English.
Key = tuple[str | None, str]


def sources(locale: Path = LOCALE) -> list[Path]:
    return sorted(locale.glob("*/LC_MESSAGES/*.po"))


def compiled(source: Path) -> bytes:
    """The bytes of the .mo: entries sorted, nothing of the day or the machine in them."""
    return polib.pofile(str(source)).to_binary()


def compile_all(locale: Path = LOCALE) -> list[Path]:
    written = []
    for source in sources(locale):
        target = source.with_suffix(".mo")
        target.write_bytes(compiled(source))
        written.append(target)
    return written


def out_of_step(locale: Path = LOCALE) -> list[Path]:
    """The .mo files that are missing, differ from their .po, or have lost it."""
    wanted = {source.with_suffix(".mo"): compiled(source) for source in sources(locale)}
    stale = [target for target, content in wanted.items() if not target.exists() or target.read_bytes() != content]
    orphans = [target for target in locale.glob("*/LC_MESSAGES/*.mo") if target not in wanted]
    return sorted(stale + orphans)


def keys(catalogue: Path, *, translated: bool) -> set[Key]:
    if not catalogue.exists():
        return set()
    entries = polib.pofile(str(catalogue))
    return {
        (entry.msgctxt, entry.msgid)
        for entry in entries
        if not entry.obsolete and (entry.translated() or not translated)
    }


def wagtail_catalogues(domain: str) -> Iterator[Path]:
    """The English catalogues of the installed Wagtail: every string it may show."""
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise SystemExit(f"{package} is not installed, so its words cannot be checked.")
        for folder in spec.submodule_search_locations:
            yield from sorted(Path(folder).glob(f"**/locale/en/LC_MESSAGES/{domain}.po"))


def untranslated(domain: str, locale: Path = LOCALE) -> list[Key]:
    """What neither Wagtail's catalogue beside the English one nor ours has in Chinese."""
    ours = keys(locale / LANGUAGE / "LC_MESSAGES" / f"{domain}.po", translated=True)
    missing: set[Key] = set()
    for english in wagtail_catalogues(domain):
        theirs = english.parents[2] / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
        missing |= keys(english, translated=False) - keys(theirs, translated=True) - ours
    return sorted(missing, key=lambda key: (key[1], key[0] or ""))


def check(locale: Path = LOCALE) -> list[str]:
    """One sentence for each thing wrong; none when all is well."""
    complaints = [
        f"{path.relative_to(locale)} is out of step with its .po: run scripts/messages.py compile."
        for path in out_of_step(locale)
    ]
    for domain in DOMAINS:
        for context, text in untranslated(domain, locale):
            where = f"{domain}, context {context!r}" if context else domain
            complaints.append(f"Wagtail has a string with no Chinese ({where}): {text!r}")
    return complaints


def main() -> int:
    match sys.argv[1:]:
        case ["compile"]:
            for path in compile_all():
                print(f"Wrote {path.relative_to(ROOT)}.")
            return 0
        case ["check"]:
            complaints = check()
            for complaint in complaints:
                print(complaint, file=sys.stderr)
            return 1 if complaints else 0
        case _:
            print(USAGE, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
