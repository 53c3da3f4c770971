"""The page inside an mht file, as browsers, Word and WPS save one."""

from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from notices.provisions.sources.source import CannotRead

AT_MOST_PARTS = 2_000

_NO_PAGE = "这个 mht 文件里没有网页正文。请用 Word 或 WPS 打开原件，另存为 docx，再上传。"


def page_inside(data: bytes) -> tuple[bytes, str]:
    """The bytes of the page and the encoding its envelope names."""
    if data.count(b"\n--") > AT_MOST_PARTS:
        raise CannotRead(_NO_PAGE)
    try:
        for part in message_from_bytes(data).walk():
            if part.get_content_type() == "text/html":
                return _content(part), str(part.get_content_charset() or "")
    except (MessageError, ValueError, LookupError, AttributeError) as fault:
        raise CannotRead(_NO_PAGE) from fault
    raise CannotRead(_NO_PAGE)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
