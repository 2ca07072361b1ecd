"""A Word document (.docx) to plain text: paragraphs, table rows, automatic numbers.

Deleted and hidden text goes, as do page headers and footers; text boxes follow their paragraph.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from analysis.errors import CorpusError
from analysis.reading.extraction.docx_numbering import Numbering
from analysis.reading.extraction.rows import row_lines

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LARGEST = 200_000_000
LARGEST_XML = 30_000_000
RATIO = 200
MOST_PARTS = 5_000

ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
TEXT, RUN, BREAK, BOX = qn("w:t"), qn("w:r"), qn("w:br"), qn("w:txbxContent")
GONE = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "rt", "sdtPr", "tblPr", "tcPr", "trPr")}
GONE.add(ALTERNATIVE)
PRINTED = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
OFF = ("0", "false", "off", "none")


def docx_text(data: bytes) -> str:
    """Return the text of a Word document, one line per paragraph.

    Raises
    ------
    CorpusError
        When it is encrypted, an older format, damaged, a zip bomb, or holds no text.
    """
    _guard(data)
    try:
        document = Document(io.BytesIO(data))
        lines = list(_lines(document.element.body, Numbering.of(document)))
    except Exception as error:  # a damaged file makes the libraries fail in ways of their own
        raise CorpusError(
            f"damaged or no Word document ({type(error).__name__}): open it in a word processor, save it as .docx"
        ) from None
    if not any(line.strip() for line in lines):
        raise CorpusError(
            "the document holds no text, perhaps pictures of it: run text recognition (OCR) first"
        )
    return "\n".join(lines) + "\n"


def _guard(data: bytes) -> None:
    """Refuse what must not be unpacked, going by the sizes the archive states (unpacking stops at them)."""
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise CorpusError("the document is encrypted: save it without a password")
        raise CorpusError("not a .docx but an older Word document: save it as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise CorpusError("not a .docx (no zip archive): save it as .docx in a word processor") from None
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    markup = sum(part.file_size for part in parts if part.filename.endswith(("xml", "rels")))
    packs_too_well = size > LARGEST / 20 and size / packed > RATIO
    if size > LARGEST or markup > LARGEST_XML or len(parts) > MOST_PARTS or packs_too_well:
        raise CorpusError(
            f"unpacks to {size // 1_000_000} MB in {len(parts)} parts, which no report does: "
            "save its text as a new .docx"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise CorpusError("the document is encrypted: save it without a password")


def _lines(container: etree._Element, numbering: Numbering) -> Iterator[str]:
    """Yield the lines of a body or cell; what wraps paragraphs (content controls, insertions) is looked through."""
    for child in container:
        if child.tag == PARAGRAPH:
            yield from _paragraph(child, numbering)
        elif child.tag == TABLE:
            for row in child.iter(ROW):
                if next(row.iterancestors(TABLE)) is child:
                    yield from _row(row, child, numbering)
        elif isinstance(child.tag, str) and child.tag not in GONE:
            yield from _lines(child, numbering)


def _row(row: etree._Element, table: etree._Element, numbering: Numbering) -> list[str]:
    cells = [cell for cell in row.iter(CELL) if next(cell.iterancestors(TABLE)) is table]
    lines = [[line for line in _lines(cell, numbering) if line.strip()] for cell in cells]
    return row_lines(lines, nested=next(row.iter(TABLE), None) is not None)


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> Iterator[str]:
    boxes: list[etree._Element] = []
    label = numbering.label(paragraph)
    text = "".join(_runs(paragraph, boxes))
    if label and label[-1:] in ".)" and text[:1].isdecimal():
        label += " "
    yield from (label + text).split("\n")
    for box in boxes:
        yield from _lines(box, numbering)


def _runs(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in GONE or (tag == RUN and _is_hidden(child)):
            continue
        if tag == TEXT:
            yield child.text or ""
        elif tag == BREAK:
            yield "" if child.get(qn("w:type")) in ("page", "column") else "\n"
        elif tag in PRINTED:
            yield PRINTED[tag]
        elif tag == BOX:
            boxes.append(child)
        else:
            yield from _runs(child, boxes)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "true") not in OFF
