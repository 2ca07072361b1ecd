"""Documents to plain text that keeps their lines: text files, HTML, DOCX, PDF.

Page furniture stays (the reader sets it aside); what a person looking at the document cannot see goes. A table
row is one line, ``a | b |``. Whatever cannot be read whole is refused with a reason, never read in part.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import NamedTuple

from analysis.errors import CorpusError
from analysis.reading.decode import decode

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
# Formats in which reports are published too, and the way from there.
UNREAD = {
    ".doc": "save it as .docx",
    ".wps": "save it as .docx",
    ".rtf": "save it as .docx",
    ".odt": "save it as .docx",
    ".docm": "save it as .docx",
    ".ofd": "convert it to PDF",
    ".mht": "save the page as .html",
    ".mhtml": "save the page as .html",
    ".xls": "save its text as .txt",
    ".xlsx": "save its text as .txt",
    ".ppt": "save it as PDF",
    ".pptx": "save it as PDF",
    ".zip": "unpack it and name the folder",
    ".rar": "unpack it and name the folder",
    ".7z": "unpack it and name the folder",
    ".gz": "unpack it first",
}
BEGINNINGS = {
    "pdf": re.compile(rb"%PDF-"),
    "docx": re.compile(rb"PK\x03\x04"),
    "html": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
    ),
}
LARGEST = 100_000_000


class Extraction(NamedTuple):
    """The text of a document, and the encoding it was in when the document was a text file."""

    text: str
    encoding: str | None


def kind_of(name: str, data: bytes = b"") -> str | None:
    """Return the format of a document: text, html, docx, pdf or None.

    The extension of its name tells it, else its first bytes, where they are given.
    """
    known = KINDS.get(PurePath(name).suffix.lower())
    if known or PurePath(name).suffix.lower() in UNREAD:
        return known
    return next((kind for kind, begins in BEGINNINGS.items() if begins.match(data)), None)


def extract(data: bytes, kind: str, charset: str | None = None) -> Extraction:
    """Return the text of a document.

    Parameters
    ----------
    data : bytes
        The whole document.
    kind : str
        text, html, docx or pdf.
    charset : str, optional
        The encoding a server claims for a page; it is believed only when nothing better is known.

    Raises
    ------
    CorpusError
        When the document is empty, damaged, encrypted, holds pictures of text or no text at all.
    """
    if not data:
        raise CorpusError("the file is empty: there is no text to read")
    if len(data) > LARGEST:
        raise CorpusError(f"larger than {LARGEST // 1_000_000} MB: no report is, take the report out of it")
    if kind == "text":
        return Extraction(*decode(data))
    # Each library is loaded when it is first needed: importing all of them takes longer than reading a report.
    if kind == "html":
        from analysis.reading.extraction.html import html_text

        return Extraction(html_text(data, charset), None)
    if kind == "docx":
        from analysis.reading.extraction.docx import docx_text

        return Extraction(docx_text(data), None)
    from analysis.reading.extraction.pdf import pdf_text

    return Extraction(pdf_text(data), None)
