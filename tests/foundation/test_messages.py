"""The catalogue of the interface: nothing in English, and nothing lost on the way into Chinese."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.utils.translation import gettext, ngettext, override
from django.utils.translation.trans_real import DjangoTranslation

from scripts import messages

# Both kinds of placeholder Wagtail writes, and the tags of what it marks up.
KEPT = re.compile(r"%\([^)]+\)[sdif]|%[sdif]|\{\w*\}|</?[a-z][^>]*>")
# Names, which Chinese leaves as they are.
SAME_IN_CHINESE = {"Wagtail API v3"}


def entries() -> list[polib.POEntry]:
    return [entry for source in messages.sources() for entry in polib.pofile(str(source))]


def chinese(entry: polib.POEntry) -> str:
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


def kept(text: str) -> list[str]:
    return sorted(KEPT.findall(text))


def test_there_are_catalogues_for_the_pages_and_for_the_scripts() -> None:
    assert {source.stem for source in messages.sources()} == set(messages.DOMAINS)


def test_placeholders_and_tags_are_the_same_in_both_languages() -> None:
    # Chinese has one form; it may follow either of the two English ones.
    english = {entry: [kept(text) for text in (entry.msgid, entry.msgid_plural) if text] for entry in entries()}
    assert [entry.msgid for entry, either in english.items() if kept(chinese(entry)) not in either] == []


def test_every_entry_is_translated() -> None:
    left = [entry.msgid for entry in entries() if not entry.translated() or chinese(entry) == entry.msgid]
    assert set(left) == SAME_IN_CHINESE
    assert [entry.msgid for entry in entries() if entry.msgid_plural and list(entry.msgstr_plural) != [0]] == []
    assert [entry.msgid for entry in entries() if chinese(entry) != chinese(entry).strip()] == []


def test_no_string_is_there_twice() -> None:
    for source in messages.sources():
        found = [(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(source))]
        assert len(found) == len(set(found))


def test_the_compiled_files_are_in_step() -> None:
    assert messages.out_of_step() == []


@pytest.mark.parametrize("domain", messages.DOMAINS)
def test_wagtail_has_no_string_without_chinese(domain: str) -> None:
    assert messages.untranslated(domain) == []


def test_the_check_finds_what_is_missing_or_out_of_step(tmp_path: Path) -> None:
    locale = tmp_path / "locale"
    shutil.copytree(messages.LOCALE, locale)
    assert messages.check(locale) == []

    source = locale / messages.LANGUAGE / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(source))
    catalogue.remove(catalogue.find("By task"))
    catalogue.save()

    stale, missing = messages.check(locale)
    assert "out of step" in stale
    assert "'By task'" in missing

    messages.compile_all(locale)
    assert messages.check(locale) == [missing]

    source.unlink()
    assert source.with_suffix(".mo") in messages.out_of_step(locale)


def test_compiling_twice_gives_the_same_bytes() -> None:
    for source in messages.sources():
        assert messages.compiled(source) == messages.compiled(source)


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("By task", "按任务"),
        ("Oldest", "最早"),
        ("contrast", "对比度"),
        ("density", "密度"),
        ("Exploring", "浏览"),
        ("Search all pages…", "搜索全部页面…"),
        ("Page", "页面"),  # Wagtail's own
    ],
)
def test_django_finds_the_words(english: str, expected: str) -> None:
    with override("zh-hans"):
        assert gettext(english) == expected


@pytest.mark.parametrize("count", [1, 3])
def test_django_finds_the_one_form_of_a_plural(count: int) -> None:
    with override("zh-hans"):
        text = ngettext("There is one matching page", "There are %(counter)s matching pages", count)
    assert text % {"counter": count} == f"有{count}个匹配的页面"


def test_the_scripts_of_the_admin_find_theirs() -> None:
    wagtail = next(messages.wagtail_catalogues("djangojs")).parents[2]
    translation = DjangoTranslation("zh-hans", domain="djangojs", localedirs=[str(wagtail)])
    assert translation.gettext("Insert a block") == "插入内容块"
    assert translation.gettext("Cancel") == "取消"  # Wagtail's own
