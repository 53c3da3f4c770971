"""A file name that is safe to store and to serve, and still says what its owner called it."""

import re
import unicodedata

AT_MOST_CHARACTERS = 80
AT_MOST_BYTES = 200
_NAMELESS = "附件"

# Cc and Cf hold control and bidi characters; Cs, Co and Cn have no meaning on another machine.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
# A dot before what could be an extension: 名单.exe.pdf. In 附件1.2 or v2.0 it is only a dot.
_INNER_EXTENSION = re.compile(r"\.(?=[0-9]{0,3}[A-Za-z][A-Za-z0-9]{0,5}(?:[.\s_]|$))")
_EXTENSION = re.compile(r"[A-Za-z0-9]{1,8}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)


def safe_name(name: str) -> str:
    """The last part of a path, without unseen characters and double extensions, and not too long."""
    seen = "".join(one for one in unicodedata.normalize("NFC", name) if unicodedata.category(one) not in _UNSEEN)
    last = re.split(r"[/\\]", seen.strip().rstrip("/\\"))[-1]
    stem, extension = _split(_FORBIDDEN.sub("_", last).strip(" ."))
    stem = _INNER_EXTENSION.sub("_", re.sub(r"\s+", " ", stem)).strip(" .")
    if _DEVICE.fullmatch(stem):
        stem = f"_{stem}"
    return _shortened(stem, len(extension)).rstrip(" .") + extension if stem else _NAMELESS + extension


def extension_of(name: str) -> str:
    """The extension in small letters without its dot; empty when there is none."""
    return _split(safe_name(name))[1].removeprefix(".")


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    if not dot or not _EXTENSION.fullmatch(extension):
        return name, ""
    return stem, f".{extension.lower()}"


def _shortened(stem: str, reserved: int) -> str:
    stem = stem[: AT_MOST_CHARACTERS - reserved]
    return stem.encode()[: AT_MOST_BYTES - reserved].decode("utf-8", "ignore")
