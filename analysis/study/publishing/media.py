"""Figures and tables of a notebook as pandoc's document model, with numbers and captions."""

from __future__ import annotations

import lxml.html

EMPTY = ["", [], []]
#: How a table shows what is not known.
UNKNOWN = "–"
NAMES = {"en": {"Figure": "Figure", "Table": "Table"}, "zh": {"Figure": "图", "Table": "表"}}


def text(words: str) -> list[dict]:
    """Return words as pandoc's inlines."""
    inlines: list[dict] = []
    for word in words.split():
        inlines += [{"t": "Space"}, {"t": "Str", "c": word}]
    return inlines[1:]


def label(kind: str, number: int, language: str) -> str:
    """Return what a figure or a table is called: ``Figure 3.``, ``图3.``."""
    space, stop = ("", "　") if language == "zh" else (" ", ".")
    return f"{NAMES[language][kind]}{space}{number}{stop}"


def figure(file: str, alt: str) -> dict:
    """Return a picture with its description."""
    image = {"t": "Image", "c": [EMPTY, text(alt), [file, ""]]}
    return {"t": "Figure", "c": [EMPTY, _caption([]), [{"t": "Plain", "c": [image]}]]}


def table(html: str) -> dict | None:
    """Return the first table of an HTML output; none where there is none.

    Everything in a cell is text: markup from a report stays what it is.
    """
    found = lxml.html.document_fromstring(html).find(".//table")
    if found is None:
        return None
    rows = [
        [_shown(" ".join(cell.text_content().split())) for cell in row.iter("th", "td")]
        for row in found.iter("tr")
    ]
    n_head = len(found.findall("./thead/tr"))
    width = max(map(len, rows))
    rows = [[""] * (width - len(row)) + row for row in rows]
    body = rows[n_head:]
    if [row[0] for row in body] == [str(number) for number in range(len(body))]:
        # The index of a frame counts rows; it says nothing.
        rows = [row[1:] for row in rows]
    columns = list(zip(*rows[n_head:], strict=True))
    aligned = [
        [{"t": "AlignRight" if all(map(_is_number, column)) else "AlignLeft"}, {"t": "ColWidthDefault"}]
        for column in columns
    ]
    parts = [_row(row) for row in rows]
    head, body = [EMPTY, parts[:n_head]], [[EMPTY, 0, [], parts[n_head:]]]
    return {"t": "Table", "c": [EMPTY, _caption([]), aligned, head, body, [EMPTY, []]]}


def captioned(block: dict, caption: list[dict]) -> dict:
    """Return a figure or a table under another caption."""
    identity, _, *rest = block["c"]
    return {"t": block["t"], "c": [identity, _caption(caption), *rest]}


def _caption(inlines: list[dict]) -> list:
    return [None, [{"t": "Plain", "c": inlines}] if inlines else []]


def _row(cells: list[str]) -> list:
    made = [
        [EMPTY, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": text(cell)}] if cell else []]
        for cell in cells
    ]
    return [EMPTY, made]


def _shown(cell: str) -> str:
    return UNKNOWN if cell in ("NaN", "<NA>", "None", "NaT") else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell.rstrip("%").replace(",", "").replace("−", "-"))
    except ValueError:
        return cell in ("", UNKNOWN)
    return True
