"""Run as a script by pdf.py: a PDF on standard input, its pages as JSON on standard output.

Imports nothing of ours: it is started without the project on its path.
"""

import contextlib
import json
import sys
from typing import Any

AT_MOST_MEMORY = 2 * 1024**3
AT_MOST_CHARACTERS = 12_000_000
_FPDF_ERR_PASSWORD = 4

# What PDFium puts for a hyphen at a line's end.
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\x00": "�"})


def main() -> None:
    pages, seconds = int(sys.argv[1]), int(sys.argv[2])
    _limit(seconds)
    data = sys.stdin.buffer.read()
    try:
        said = _read(data, pages)
    except ImportError:
        said = {"reason": "missing"}
    except MemoryError:
        said = {"reason": "much"}
    # ASCII alone: a lone surrogate would break any other encoding.
    sys.stdout.write(json.dumps(said))


def _read(data: bytes, at_most: int) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = getattr(fault, "err_code", None) == _FPDF_ERR_PASSWORD or "password" in str(fault).lower()
        return {"reason": "locked" if locked else "broken"}
    if len(document) > at_most:
        return {"reason": "long"}
    pages: list[str] = []
    size = 0
    for number in range(len(document)):
        text = _page(document, number)
        size += len(text)
        if size > AT_MOST_CHARACTERS:
            return {"reason": "much"}
        pages.append(text)
    if not pages:
        return {"reason": "broken"}
    return {
        "pages": pages,
        "properties": document.get_metadata_dict(skip_empty=True),
        "scripts": max(pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document), 0),
        "attachments": max(document.count_attachments(), 0),
    }


def _page(document: Any, number: int) -> str:
    import pypdfium2

    try:
        text: str = document[number].get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").translate(_HYPHENS)


def _limit(seconds: int) -> None:
    """An end to time and memory, where the system knows how."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (AT_MOST_MEMORY, AT_MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
