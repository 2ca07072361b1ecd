"""Documents made in memory, for tests: PDF pages set line by line, Word documents with automatic numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
SIZE = 16
LEFT = 72
COLUMNS = 28
LINES = 22

Placed = tuple[float, float, str]


def pdf(
    pages: Sequence[Sequence[Placed]],
    *,
    encrypted: bool = False,
    unmapped: bool = False,
    picture: bool = False,
    watermark: str = "",
    rules: Sequence[tuple[float, float, float, float]] = (),
) -> bytes:
    """Return a PDF with these lines: place from the left edge, place from the top edge, text.

    `unmapped` leaves out what tells the characters of the font; `picture` draws one on every page, `watermark` a
    text at an angle.
    """
    if unmapped:
        name, encoding, ordering = "/ABCDEF+Unknown", "/Identity-H", "(Identity)"
    else:
        name, encoding, ordering = "/STSong-Light", "/UniGB-UCS2-H", "(GB1)"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        f"<< /Type /Font /Subtype /Type0 /BaseFont {name} /Encoding {encoding} /DescendantFonts [4 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont {name} /FontDescriptor 5 0 R /DW 1000 "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering {ordering} /Supplement 0 >> >>",
        f"<< /Type /FontDescriptor /FontName {name} /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
    ]
    kids = []
    for lines in pages:
        drawn = [
            f"BT /F1 {SIZE} Tf 1 0 0 1 {left} {PAGE_HEIGHT - top - 0.88 * SIZE:.2f} Tm"
            f" <{text.encode('utf-16-be').hex()}> Tj ET"
            for left, top, text in lines
        ]
        drawn += [f"{a} {PAGE_HEIGHT - b} m {c} {PAGE_HEIGHT - d} l S" for a, b, c, d in rules]
        if watermark:
            drawn.append(
                f"BT /F1 {SIZE} Tf 0.7 0.7 -0.7 0.7 200 400 Tm <{watermark.encode('utf-16-be').hex()}> Tj ET"
            )
        if picture:
            drawn.append("q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q")
        stream = "\n".join(drawn)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    trailer = f"/Size {len(objects) + 2} /Root 1 0 R"
    if encrypted:
        # Keys that no empty password opens.
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{'ab' * 32}> /U <{'cd' * 32}> /P -4 >>")
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<{'01' * 16}> <{'01' * 16}>]"
    body, offsets = "%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    entries = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}"
    return f"{body}{table}trailer\n<< {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n".encode("latin-1")


def typeset(paragraphs: Sequence[str | tuple[float, str]], head: str = "", **options: bool | str) -> bytes:
    """Return a PDF of paragraphs set at 28 characters a line, the first indented by two, pages numbered `— 1 —`.

    A paragraph given with its place is set on one line there, as titles and signatures are.
    """
    lines: list[tuple[float, str]] = []
    for paragraph in paragraphs:
        if not isinstance(paragraph, str):
            lines.append(paragraph)
            continue
        lines.append((LEFT + 2 * SIZE, paragraph[: COLUMNS - 2]))
        rest = paragraph[COLUMNS - 2 :]
        lines += [(LEFT, rest[at : at + COLUMNS]) for at in range(0, len(rest), COLUMNS)]
    pages = []
    for first in range(0, len(lines), LINES):
        page = [(left, 110 + 28 * n, text) for n, (left, text) in enumerate(lines[first : first + LINES])]
        pages.append(page + [(200.0, 40.0, head)] * bool(head) + [(270.0, 780.0, f"— {len(pages) + 1} —")])
    return pdf(pages, **options)


def docx(paragraphs: Sequence[str | tuple[str, int, int]], levels: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return a Word document; a paragraph may be given with list and level, whose numbers Word would draw.

    `levels` are number format and text of each level; lists 1 and 2 share them, list 2 starts anew.
    """
    document = Document()
    if levels:
        number(document, levels)
    for paragraph in paragraphs:
        if isinstance(paragraph, str):
            document.add_paragraph(paragraph)
        else:
            text, list_id, level = paragraph
            put_in_list(document.add_paragraph(text), list_id, level)
    return saved(document)


def number(document, levels: Sequence[tuple[str, str]], extra: str = "") -> None:
    """Give a Word document the lists 1 and 2."""
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra if n else ""}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    space = nsdecls("w")
    for element in (
        f'<w:abstractNum {space} w:abstractNumId="0">{inner}</w:abstractNum>',
        f'<w:num {space} w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        f'<w:num {space} w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    ):
        root.append(parse_xml(element))


def put_in_list(paragraph, list_id: int, level: int) -> None:
    """Let Word number a paragraph."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = list_id


def saved(document) -> bytes:
    """Return a Word document as a file's bytes."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
