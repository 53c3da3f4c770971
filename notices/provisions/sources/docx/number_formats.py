"""How Word writes the numbers it makes: 一, 壹, ①, iv. An unknown format is written in Arabic digits."""

_CHINESE = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

_COUNTED = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting koreanCounting taiwaneseCounting"  # noqa: SIM905
    " taiwaneseCountingThousand".split()
)
_FORMAL = frozenset("chineseLegalSimplified ideographLegalTraditional japaneseLegal".split())  # noqa: SIM905
_DIGITWISE = frozenset("ideographDigital japaneseDigitalTenThousand koreanDigital taiwaneseDigital".split())  # noqa: SIM905
_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
# The format, its first character, and how many Unicode has.
_RUNS = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "decimalEnclosedParen": ("⑴", 20),
}


def written(number: int, form: str) -> str:
    """The number as the format has it."""
    if number < 0 or form == "none":
        return "" if form == "none" else str(number)
    if form in _COUNTED:
        return _counted(number, _CHINESE, "十百千")
    if form in _FORMAL:
        return _counted(number, _LEGAL, "拾佰仟", leading_one=True)
    if form in _DIGITWISE:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if form in _CYCLES:
        cycle = _CYCLES[form]
        return cycle[number - 1] if 0 < number <= len(cycle) else str(number)
    if form in _RUNS:
        first, many = _RUNS[form]
        return chr(ord(first) + number - 1) if 0 < number <= many else str(number)
    return _western(number, form)


def _western(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter" if 0 < number <= 780:
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            roman = _roman(number)
            return roman.upper() if form == "upperRoman" else roman
        case "decimalZero":
            return f"{number:02}"
        case "numberInDash":
            return f"- {number} -"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
        case _:
            return str(number)


def _counted(number: int, digits: str, places: str, *, leading_one: bool = False) -> str:
    """一百零五. Beyond 9999 digit by digit: no document has so many articles."""
    if number == 0 or number > 9999:
        return "".join(digits[int(digit)] for digit in str(number))
    text, zero = "", False
    for place, digit in zip(("", *places)[len(str(number)) - 1 :: -1], str(number), strict=True):
        if digit == "0":
            zero = bool(text)
            continue
        text += (digits[0] if zero else "") + digits[int(digit)] + place
        zero = False
    ten = digits[1] + places[0]
    return text[1:] if text.startswith(ten) and not leading_one else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
