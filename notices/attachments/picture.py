"""A picture: whether it is whole, how large, and what the camera wrote into it."""

import io
import warnings

from PIL import Image

from notices.attachments.findings import Finding
from notices.attachments.properties import properties_finding

AT_MOST_PIXELS = 100_000_000
_ARTIST = 0x013B
_PLACE = 0x8825

_BROKEN = Finding("broken", "这张图片不完整或已损坏，打不开。请重新导出后上传。", refuses=True)
_LARGE = Finding("too-large", "这张图片的像素太多（超过一亿）。请缩小后再上传。", refuses=True)


def check_picture(data: bytes) -> list[Finding]:
    """Of png and jpg. Nothing is decoded but the header and the properties."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if picture.width * picture.height > AT_MOST_PIXELS:
            return [_LARGE]
        # Not getexif(): of a png it decodes the whole picture.
        properties = Image.Exif()
        properties.load(picture.info.get("exif", b""))
        author, place = properties.get(_ARTIST), _PLACE in properties
        picture.verify()
    except Image.DecompressionBombError:
        return [_LARGE]
    # Pillow's readers raise whatever the damaged bytes lead them to.
    except Exception:
        return [_BROKEN]
    said = properties_finding({"作者": author} if isinstance(author, str) else {})
    if place:
        said.append(Finding("place", "图片里记有拍摄地点，下载的人都看得到。请去掉位置信息后重新上传。"))
    return said
