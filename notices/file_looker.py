"""What official documents ask of a file: the pure checks of notices.attachments, and how heavily each finding weighs."""

from foundation.acts.file_checks import FileFinding, Weight, file_looker
from notices.attachments import check_upload, safe_name

# What is nobody's to confirm: no reviewer's tick makes an identity number public (个人信息保护法第二十八条 asks more).
BARS = frozenset({"identity-number", "bank-card"})


class AttachmentLooker:
    def look(self, name: str, data: bytes, *, at_most: int) -> list[FileFinding]:
        found = check_upload(name, data, at_most=at_most)
        return [FileFinding(one.code, one.message, _weight(one.code, one.refuses)) for one in found]

    def name(self, name: str) -> str:
        return safe_name(name)


def _weight(code: str, refuses: bool) -> Weight:
    if refuses:
        return Weight.REFUSES
    return Weight.BARS if code in BARS else Weight.CONFIRMS


file_looker(AttachmentLooker())
