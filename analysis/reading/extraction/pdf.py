"""A PDF with text to plain text: its lines, page furniture dropped, broken paragraphs joined again.

What is drawn at an angle (watermarks) goes. Tables with ruled cells come out row by row.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterable
from statistics import median

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from analysis.errors import CorpusError
from analysis.reading.extraction.paragraphs import Line, join_paragraphs, without_page_furniture
from analysis.reading.extraction.rows import row_lines
from analysis.reading.han import count_han

# Its remarks on colours and fonts, printed to the terminal, concern nobody who wants the text.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

MOST_PAGES = 500
MOST_EDGES = 4_000
ALMOST_NONE = 50
UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff\x00-\x08\x0e-\x1f]")
UNREADABLE_SHARE = 0.01
# Fonts of some makers map characters to the radicals that look like them.
KANGXI = re.compile("[\u2f00-\u2fd5]")
RADICALS = str.maketrans(
    "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)


def pdf_text(data: bytes) -> str:
    """Return the text of a PDF document, one line per paragraph.

    Raises
    ------
    CorpusError
        When it is encrypted, damaged, a scan, or its fonts do not tell which characters they draw.
    """
    if b"%PDF-" not in data[:1024]:
        raise CorpusError("not a PDF: name the file by its real format")
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise CorpusError(f"has {len(document.pages)} pages: take the report out of it")
            pages, pictures = [], False
            for page in document.pages:
                pages.append(_page_lines(page))
                pictures |= bool(page.images)
                page.close()
    except CorpusError:
        raise
    except Exception as error:  # a damaged file makes the libraries fail in ways of their own
        raise CorpusError(_failure(error)) from None
    lines = [line for page in without_page_furniture(pages) for line in page]
    _check_characters("".join(line.text for line in lines), pictures)
    return "\n".join(_tidy(line) for line in join_paragraphs(lines)) + "\n"


def _failure(error: Exception) -> str:
    causes = [error, *error.args] if isinstance(error, PdfminerException) else [error]
    if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
        return "the PDF is encrypted: save it without a password"
    name = type(causes[-1]).__name__
    return f"damaged or no PDF ({name}): open it in a PDF reader and print it to a new PDF"


def _check_characters(text: str, pictures: bool) -> None:
    """Refuse a text layer that is missing, or whose characters nobody can tell."""
    characters = "".join(text.split())
    unreadable = len(UNREADABLE.findall(characters))
    if unreadable > UNREADABLE_SHARE * len(characters):
        raise CorpusError(
            f"its fonts do not tell which characters they draw ({unreadable} of {len(characters)} unreadable): "
            "use the Word or web version, or run text recognition (OCR)"
        )
    if count_han(characters) < (ALMOST_NONE if pictures else 1) and len(characters) < 10 * ALMOST_NONE:
        cause = "a scan: pictures of pages" if pictures else "no page holds text:"
        raise CorpusError(
            f"{cause} and {count_han(characters)} Chinese characters: run text recognition (OCR) first"
        )


def _tidy(line: str) -> str:
    return KANGXI.sub(lambda radical: unicodedata.normalize("NFKC", radical[0]), line).translate(RADICALS)


def _page_lines(page: Page) -> list[Line]:
    """Return the lines of a page from top to bottom, the rows of a ruled table as lines of their own."""
    characters = [c for c in page.dedupe_chars(tolerance=0.5).chars if _is_level(c) and c["text"] != "\x00"]
    lines: list[Line] = []
    tables = page.find_tables() if characters and 0 < len(page.edges) < MOST_EDGES else []
    for table in tables:
        if len(table.rows) < 2 or max(len(row.cells) for row in table.rows) < 2:
            continue
        inside = [c for c in characters if _within(c, table.bbox)]
        characters = [c for c in characters if not _within(c, table.bbox)]
        for row in table.rows:
            cells = [
                []
                if box is None
                else [line.text for line in _lines([c for c in inside if _within(c, box)], page)]
                for box in row.cells
            ]
            left, top, right, bottom = row.bbox
            for text in row_lines([["".join(cell)] if cell else [] for cell in cells]):
                lines.append(
                    Line(text, left, right, top, bottom - top, page.height, page.page_number, ruled=True)
                )
    return sorted(lines + _lines(characters, page), key=lambda line: line.top)


def _is_level(character: dict) -> bool:
    """Tell whether a character stands on a horizontal line."""
    across, up, *_ = character["matrix"]
    return abs(up) <= 0.1 * abs(across)


def _within(character: dict, box: tuple[float, float, float, float]) -> bool:
    across = (character["x0"] + character["x1"]) / 2
    down = (character["top"] + character["bottom"]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _lines(characters: Iterable[dict], page: Page) -> list[Line]:
    """Group characters that share a base line; a gap of half a character is a blank."""
    rows: list[list[dict]] = []
    for character in sorted(characters, key=lambda c: -c["matrix"][5]):
        if rows and rows[-1][0]["matrix"][5] - character["matrix"][5] < 0.5 * rows[-1][0]["size"]:
            rows[-1].append(character)
        else:
            rows.append([character])
    lines = []
    for row in rows:
        text, last = "", None
        for character in sorted(row, key=lambda c: c["x0"]):
            printed = re.sub(r"\(cid:\d+\)", "\ufffd", character["text"])
            if last is not None and not text.endswith(" ") and not printed.isspace():
                gap = character["x0"] - last["x1"]
                latin = printed.isascii() and text[-1:].isascii()
                if gap > character["size"] * (0.2 if latin else 0.6):
                    text += " "
            text += printed
            last = character
        inked = [c for c in row if not c["text"].isspace()]
        if inked:
            left, right = min(c["x0"] for c in inked), max(c["x1"] for c in inked)
            size, top = median(c["size"] for c in inked), min(c["top"] for c in inked)
            lines.append(Line(text.strip(), left, right, top, size, page.height, page.page_number))
    return lines
