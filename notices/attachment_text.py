"""The words of an attachment, for search: pdf, docx, xlsx, txt. Pure; what cannot be read has no words, and is no fault."""

from notices.attachments.workbook import read_workbook
from notices.provisions.sources.archive import open_archive
from notices.provisions.sources.kinds import Kind, kind_of
from notices.provisions.sources.reading import read_file
from notices.provisions.sources.source import CannotRead

# As much of one file as is searched.
LONGEST_TEXT = 200_000


def text_of_file(name: str, data: bytes) -> str:
    try:
        if data and kind_of(name, data) is Kind.XLSX:
            return _workbook(data)[:LONGEST_TEXT]
        return read_file(name, data).text[:LONGEST_TEXT]
    except CannotRead:
        return ""
    except Exception:  # a broken file must not keep its page from being found
        return ""


def _workbook(data: bytes) -> str:
    """What a sheet hides, or notes on it say, is not brought to light by a search: such a file is found by its name."""
    findings, passages = read_workbook(open_archive(data))
    if findings:
        return ""
    return "\n".join(passage.text for passage in passages)
