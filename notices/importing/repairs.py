"""What a person does to a draft set before it is confirmed: repairs accepted, hints left as they are, lines put right.

The raw text never changes. Each edit stands on its raw line, with what it came from; the rows are laid anew each time.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction

from foundation.bars import Barred
from foundation.clock import now
from foundation.models import User
from notices.importing.changing import may_still_change
from notices.importing.findings import Finding, edit_of, edits_on, findings_of, open_findings
from notices.models import ProvisionSet
from notices.provision_sets import lay_rows, reading_of
from notices.provisions.placing import onto_raw
from notices.provisions.warnings.found import Edit

HAND = "hand"
LINE_LONGEST = 20_000
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
GONE = "这一处刚刚处理过，或者已经不在了。请看页面上最新的内容。"


def accept(one: ProvisionSet, by: User, keys: Iterable[str], *, edition: int | None = None) -> int:
    """Accept the repairs of these warnings; how many were."""
    wished = set(keys)
    return _change(one, by, edition, lambda held: _accept(held, lambda found: found.key in wished))


def accept_sure(one: ProvisionSet, by: User, *, edition: int | None = None) -> int:
    """Accept every repair there is. Those on one spot go one after another, as the text then reads."""
    return _change(one, by, edition, lambda held: _accept(held, lambda found: True))


def leave(one: ProvisionSet, by: User, keys: Iterable[str], *, edition: int | None = None) -> int:
    """The text stays as it is there; the warning is kept, and counted."""
    wished = set(keys)
    return _change(one, by, edition, lambda held: _leave(held, by, lambda found: found.key in wished))


def leave_the_rest(one: ProvisionSet, by: User, *, edition: int | None = None) -> int:
    """Every warning that offers no repair."""
    return _change(one, by, edition, lambda held: _leave(held, by, lambda found: not found.is_sure))


def take_up_again(one: ProvisionSet, by: User, key: str, *, edition: int | None = None) -> int:
    def act(held: ProvisionSet) -> int:
        kept = [each for each in held.left_as_is if each["key"] != key]
        done = len(held.left_as_is) - len(kept)
        held.left_as_is = kept
        return done

    return _change(one, by, edition, act)


def undo(one: ProvisionSet, by: User, group: int, *, edition: int | None = None) -> int:
    """What was accepted together is taken back together."""

    def act(held: ProvisionSet) -> int:
        kept = [each for each in held.edits if each.get("group") != group]
        done = len(held.edits) - len(kept)
        held.edits = kept
        return done

    return _change(one, by, edition, act)


def write_line(one: ProvisionSet, by: User, line: int, words: str, *, edition: int | None = None) -> int:
    """One raw line as it should read: one edit of the whole of it, in place of those it had."""

    def act(held: ProvisionSet) -> int:
        lines = held.raw_text.split("\n")
        if not 1 <= line <= len(lines):
            raise Barred("没有这一行。请看页面上最新的内容。")
        raw = lines[line - 1]
        held.edits = [each for each in held.edits if each["line"] != line]
        if words != raw:
            edit = Edit(line, 0, len(raw), words)
            held.edits += [_kept(edit, by=HAND, group=_next(held), code="", lines=[line], says=f"第{line}行手工改过。")]
        return 1

    _refuse_unless_one_line(words)
    return _change(one, by, edition, act)


def settle(one: ProvisionSet, by: User) -> int:
    """Accept what is sure and leave the rest: for texts that nobody reads line by line."""

    def act(held: ProvisionSet) -> int:
        return _accept(held, lambda found: True) + _leave(held, by, lambda found: True)

    return _change(one, by, None, act, wants=False)


def _refuse_unless_one_line(words: str) -> None:
    if _BREAKS.search(words):
        raise Barred("一行里不能换行，行号要和原文对得上。要分成两条的，请在原件里分好，再重新导入。")
    if _CONTROLS.search(words):
        raise Barred("这一行里有看不见的控制字符。请删去后再保存。")
    if len(words) > LINE_LONGEST:
        raise Barred(f"一行最多{LINE_LONGEST}字。请在原件里改好，再重新导入。")


def _change(
    one: ProvisionSet, by: User, edition: int | None, act: Callable[[ProvisionSet], int], wants: bool = True
) -> int:
    with transaction.atomic():
        held = may_still_change(one, by, edition=edition)
        done = act(held)
        if not done and wants:
            raise Barred(GONE)
        held.edition += 1
        held.changed_by, held.changed_at = by, now()
        held.save(update_fields=["edits", "left_as_is", "edition", "changed_by", "changed_at"])
        lay_rows(held)
        one.refresh_from_db(fields=["edits", "left_as_is", "edition", "changed_by", "changed_at"])
        return done


def _accept(held: ProvisionSet, chosen: Callable[[Finding], bool]) -> int:
    sure = [found for found in open_findings(held) if found.is_sure and chosen(found)]
    waiting, done = {found.mark for found in sure}, 0
    while sure:
        done += _put(held, sure, waiting)
        reading = reading_of(held)
        # What could not go in beside another is still said of the text as it reads now.
        sure = [found for found in findings_of(held, reading) if found.is_sure and found.mark in waiting]
    return done


def _put(held: ProvisionSet, sure: list[Finding], waiting: set[tuple[str, int]]) -> int:
    """Those of one reading that do not meet; at least the first goes in."""
    raw = held.raw_text.split("\n")
    before = edits_on(held)
    taken: dict[int, list[Edit]] = {}
    done = 0
    for found in sure:
        if any(_meet(edit, other) for edit in found.placed for other in taken.get(edit.line, ())):
            continue
        group = _next(held)
        for new in found.warning.repairs:
            edit, absorbed = onto_raw(raw[new.line - 1], before.get(new.line, []), new)
            if any(_meet(edit, other) for other in taken.get(edit.line, ())):
                continue  # it and the one before change the same accepted words; it will be told of again
            groups = {each["group"] for each in held.edits if edit_of(each) in absorbed}
            hand = any(each["by"] == HAND for each in held.edits if edit_of(each) in absorbed)
            held.edits = [each for each in held.edits if edit_of(each) not in absorbed]
            for each in held.edits:
                if each["group"] in groups:
                    each["group"] = group  # they are taken back together
            held.edits += [
                _kept(edit, by=HAND if hand else "reader", group=group, code=found.warning.code,
                      lines=list(found.warning.lines), says=found.warning.message)
            ]  # fmt: skip
            taken.setdefault(edit.line, []).append(edit)
        waiting.discard(found.mark)
        done += 1
    return done


def _meet(one: Edit, other: Edit) -> bool:
    if (one.start, one.end) == (other.start, other.end):
        return True
    return one.start < other.end and other.start < one.end


def _leave(held: ProvisionSet, by: User, chosen: Callable[[Finding], bool]) -> int:
    left = [found for found in open_findings(held) if chosen(found)]
    at = now().isoformat()
    held.left_as_is = [
        *held.left_as_is,
        *(
            {"key": one.key, "code": one.warning.code, "line": one.warning.line, "says": one.warning.message,
             "by": by.pk, "at": at}
            for one in left
        ),
    ]  # fmt: skip
    return len(left)


def _next(held: ProvisionSet) -> int:
    return max((each["group"] for each in held.edits), default=0) + 1


def _kept(edit: Edit, **about: Any) -> dict[str, Any]:
    return {"line": edit.line, "start": edit.start, "end": edit.end, "text": edit.text, **about}
