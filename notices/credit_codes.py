"""The unified social credit code (统一社会信用代码, GB 32100-2015): eighteen signs, the last computed from the others. Pure."""

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def fault_in(code: str) -> str:
    """What is wrong with it, in a sentence; empty when nothing is."""
    if len(code) != LENGTH:
        return f"统一社会信用代码是{LENGTH}位，这里有{len(code)}位。请核对后重新填写。"
    strange = sorted({sign for sign in code if sign not in SIGNS})
    if strange:
        return f"统一社会信用代码里不会有“{'、'.join(strange)}”。请核对，字母要大写，没有 I、O、S、V、Z。"
    if check_sign(code) != code[-1]:
        return "统一社会信用代码的最后一位对不上，可能有一位写错了。请对照证书核对。"
    return ""


def check_sign(code: str) -> str:
    """The last sign, from the first seventeen."""
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[: LENGTH - 1]))
    return SIGNS[-total % 31]
