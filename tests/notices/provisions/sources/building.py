"""Makes the files the tests read: a zip, a Word document, a workbook, a PDF, each as small as it can be."""

import io
import struct
import zipfile
import zlib

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SOME_DAY = (2026, 1, 1, 0, 0, 0)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504

_DECLARED = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def packed(parts: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, SOME_DAY), content, compress_type=method)
    return into.getvalue()


def docx(body: str, *, numbering: str = "", styles: str = "", footnotes: str = "", **others: str | bytes) -> bytes:
    """A Word document of this body; other parts by their names, with __ for the slash and _ for the dot."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_DECLARED}><w:body>{body}</w:body></w:document>",
    }
    given = {"numbering": numbering, "styles": styles, "footnotes": footnotes}
    for name, content in given.items():
        if content:
            parts[f"word/{name}.xml"] = f"<w:{name} {_DECLARED}>{content}</w:{name}>"
    parts["word/_rels/document.xml.rels"] = _relations(
        {name: f"{name}.xml" for name, content in given.items() if content}
    )
    parts |= {name.replace("__", "/").replace("_", "."): content for name, content in others.items()}
    return packed(parts)


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def outline(*levels: tuple[str, str], numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """A numbering part: for each level its format and its text."""
    written = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="0">{written}</w:abstractNum>{numbers}'


def xlsx(*sheets: tuple[str, str, str], strings: tuple[str, ...] = (), **others: str | bytes) -> bytes:
    """A workbook; for each sheet its name, its state, and the XML inside the worksheet."""
    named = "".join(
        f'<sheet name="{name}" sheetId="{index}" state="{state}" r:id="rId{index}"/>'
        for index, (name, state, _) in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="rId{index}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{index}.xml"/>'
        for index in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{targets}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{"".join(f"<si><t>{one}</t></si>" for one in strings)}</sst>',
    }
    for index, (_, _, content) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{index}.xml"] = f'<worksheet xmlns="{SHEET}">{content}</worksheet>'
    return packed(parts | {name.replace("__", "/").replace("_", "."): content for name, content in others.items()})


def pdf(*pages: tuple[str, ...], locked: bool = False, author: str = "") -> bytes:
    """A PDF with these lines on its pages, in a font that is named and not embedded."""
    font = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    font += "/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>", font]
    for index, lines in enumerate(pages):
        shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -24 Td" for line in lines)
        stream = f"BT /F 16 Tf 50 780 Td {shown} ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * index} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    objects.append(f"<</Author<feff{author.encode('utf-16-be').hex()}>>>")
    trailer = f"/Size {len(objects) + 1}/Root 1 0 R"
    if author:
        trailer += f"/Info {len(objects)} 0 R"
    if locked:
        trailer += (
            f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>/ID[<{'33' * 16}><{'33' * 16}>]"
        )
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<<{trailer}>>\nstartxref\n{len(out)}\n%%EOF"
    )
    return out + end.encode()


def bomb(name: str, gigabytes: int, *, said: int | None = None) -> bytes:
    """A zip whose only part expands to this much; its header may say otherwise."""
    size = gigabytes * 1024**3
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    # A block that ends in a full flush stands alone and may be repeated.
    block = squeeze.compress(b" " * 1024**2) + squeeze.flush(zlib.Z_FULL_FLUSH)
    data = block * (gigabytes * 1024) + squeeze.flush()
    shown = min(size if said is None else said, 0xFFFFFFFE)
    about = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(data), shown, len(name), 0)
    local = b"PK\x03\x04" + about + name.encode()
    central = b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name.encode()
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local) + len(data), 0)
    return local + data + central + end


def shown(value: object) -> str | None:
    """What a file is called in the name of a test."""
    return "file" if isinstance(value, bytes) else None


def _relations(targets: dict[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{index}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'
