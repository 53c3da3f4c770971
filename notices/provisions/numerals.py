"""Numbers as regulations write them: 十二, 二〇二二, 一百零三, 廿一, 12, １２, and what scanners make of them."""

from functools import lru_cache

_ZERO = "〇零○◯０0OoОо"
_DIGITS = dict.fromkeys(_ZERO, 0)
_DIGITS |= {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_DIGITS |= {digit: value for value, digit in enumerate("123456789", 1)}
_DIGITS |= {digit: value for value, digit in enumerate("１２３４５６７８９", 1)}
_DIGITS |= {digit: value for value, digit in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_DIGITS |= {"两": 2, "貳": 2, "l": 1, "I": 1, "|": 1, "ｌ": 1}
# Strokes a scanner takes for the characters they look like.
_LOOKALIKES = str.maketrans(
    {"ー": "一", "―": "一", "—": "一", "-": "一", "_": "一", "ニ": "二", "＝": "二", "ミ": "三"}
)
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000, "拾": 10, "佰": 100, "仟": 1000, "＋": 10, "+": 10}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_CHINESE = "零一二三四五六七八九"

# What may stand in a numeral, for character classes; lookalikes are only read inside 第…条.
NUMERAL = "一二三四五六七八九十百千万零〇○◯两廿卅0-9０-９"
SCANNED = NUMERAL + "ー—_\\-―ニミ＋+OoОlI|壹贰叁肆伍陆柒捌玖拾佰仟"


@lru_cache(maxsize=4096)
def number(text: str) -> int | None:
    """The number a numeral stands for, or nothing if it is none."""
    plain = "".join(text.split()).translate(_LOOKALIKES)
    for short, long in _TENS.items():
        plain = plain.replace(short, long)
    if not plain or len(plain) > 14 or any(one not in _DIGITS and one not in _UNITS for one in plain):
        return None
    if not any(one in _UNITS for one in plain):
        return int("".join(str(_DIGITS[one]) for one in plain))
    return _with_units(plain)


def _with_units(plain: str) -> int | None:
    total = pending = 0
    has_digit = False
    for one in plain:
        if one in _DIGITS:
            pending = pending * 10 + _DIGITS[one] if has_digit and pending else _DIGITS[one]
            has_digit = True
            continue
        unit = _UNITS[one]
        if unit == 10000:
            total, pending = (total + pending) * unit, 0
        else:
            total += (pending or (0 if has_digit and total else 1)) * unit
            pending = 0
        has_digit = False
    return total + pending or None


def is_clean(text: str) -> bool:
    """Whether a numeral is written as a person would, without a scanner's lookalikes."""
    return all(one in "一二三四五六七八九十百千万零〇两廿卅0123456789" for one in text)


def in_chinese(value: int) -> str:
    """The numeral after 第: 10 is 十, 21 二十一, 103 一百零三."""
    if not 0 < value < 10000:
        return str(value)
    parts, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            parts += ("零" if gap and parts else "") + _CHINESE[digit] + name
            gap = False
        else:
            gap = True
    return parts[1:] if parts.startswith("一十") else parts
