"""A saved web page to plain text: the lines a reader of the page sees.

Scripts, styles and hidden elements go, and with them the page's ``<title>``, which stands on the browser's
frame and names the site as often as the document; menus and widgets stay for the reader to set aside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from analysis.errors import CorpusError
from analysis.reading.decode import decode
from analysis.reading.extraction.numerals import numeral
from analysis.reading.extraction.rows import row_lines
from analysis.reading.han import count_han

UNSEEN = {
    "applet", "audio", "canvas", "colgroup", "datalist", "embed", "frameset", "head", "iframe", "map",
    "math", "noframes", "noscript", "object", "rp", "rt", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
}  # fmt: skip
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
WHITE_SPACE = re.compile(r"white-space\s*:\s*(pre|break-spaces)?", re.I)
CJK_LIST = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|chinese|japanese)", re.I)
NO_MARKER = re.compile(r"list-style(?:-type)?\s*:[^;]*none", re.I)
LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
COLLAPSIBLE = re.compile(r"[ \t\r\n\f]+")
CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.I)
PADDING = "\u200b\u200c\u200d\u2060\ufeff\xad"
ALMOST_NONE = 50
BY_HAND = "open it in a browser, copy the report, add it as .txt"


def html_text(data: bytes, charset: str | None = None) -> str:
    """Return the visible text of a web page, one line per line of the page.

    Raises
    ------
    CorpusError
        When the bytes cannot be decoded, or the page holds no text, or hardly any because a script draws it.
    """
    source = _decode(data, charset).replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(source.encode("utf-8"), parser) if source.strip() else None
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise CorpusError(f"the tags of the page nest too deep: {BY_HAND}")
    text = "" if root is None else "\n".join(_render(root))
    scripted = root is not None and next(root.iter("script", "iframe", "frameset"), None) is not None
    if count_han(text) < (ALMOST_NONE if scripted else 1) and len(text) < 10 * ALMOST_NONE:
        cause = "its text is drawn by a script or framed" if scripted else "it holds no text"
        raise CorpusError(f"the page has {count_han(text)} Chinese characters, {cause}: {BY_HAND}")
    return text + "\n"


def _decode(data: bytes, charset: str | None) -> str:
    """Read the bytes as :func:`decode` does; a declared encoding serves only where that finds none.

    What a page declares is wrong often enough, and its head may hold characters cut in two.
    """
    body = data.lower().find(b"<body")
    declared = CHARSET.search(data[:4096])
    names = [charset or "", declared[1].decode("ascii", "replace") if declared else ""]
    failures = []
    for part in (data, data[body:]) if body > 0 else (data,):
        try:
            return decode(part)[0]
        except CorpusError as error:
            failures.append(error)
        for encoding in filter(None, map(_superset, names)):
            try:
                return part.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise failures[0]


def _superset(name: str) -> str | None:
    """Return the encoding that holds every character of a declared Chinese one."""
    if re.match(r"(?:x-)?(?:gb|cp936|windows-936|euc-?cn)", name, re.I):
        return "gb18030"
    return "big5hkscs" if re.match(r"(?:x-)?(?:big-?5|cp950)", name, re.I) else None


@dataclass
class _Box:
    """What collects lines: the page, or a table cell; a row collects cells."""

    element: etree._Element | None
    lines: list[str] = field(default_factory=list)
    cells: list[list[str]] | None = None
    nested: bool = False


class _Renderer:
    """Lines under construction."""

    def __init__(self) -> None:
        self.boxes = [_Box(None)]
        self.pieces: list[str] = []
        self.kept: list[tuple[etree._Element, bool]] = []
        self.counters: dict[etree._Element, int] = {}

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.kept and self.kept[-1][1]:
            *whole, text = re.split("\r\n|[\r\n]", text)
            for line in whole:
                self.pieces.append(line)
                self.flush()
        self.pieces.append(text)

    def flush(self) -> None:
        """End the line."""
        line = _collapse("".join(self.pieces))
        self.pieces.clear()
        if line.strip().strip(PADDING).strip():
            self.boxes[-1].lines.append(line)

    def open(self, element: etree._Element) -> None:
        tag, style = element.tag, element.get("style", "")
        if tag in BLOCKS or tag == "br":
            self.flush()
        white_space = WHITE_SPACE.search(style)
        if tag in ("pre", "xmp") or white_space:
            self.kept.append((element, not white_space or bool(white_space[1])))
        if tag == "tr":
            self.boxes.append(_Box(element, cells=[]))
        elif tag in ("td", "th") and self.boxes[-1].cells is not None:
            self.boxes.append(_Box(element))
        elif tag == "li":
            self.pieces.append(self._marker(element))
        self.write(element.text)

    def close(self, element: etree._Element) -> None:
        if element.tag in BLOCKS:
            self.flush()
        if self.kept and self.kept[-1][0] is element:
            self.kept.pop()
        box = self.boxes[-1]
        if box.element is not element:
            return
        self.boxes.pop()
        outer = self.boxes[-1]
        if box.cells is None:
            outer.cells.append(box.lines)
            outer.nested |= box.nested
        else:
            # Text between the cells of a row is misplaced, but it is text.
            outer.lines += box.lines + row_lines(box.cells, box.nested)
            outer.nested |= len(self.boxes) > 1

    def _marker(self, item: etree._Element) -> str:
        """The number a browser draws before an item of an ordered list; breadcrumbs and menus carry a class."""
        parent = item.getparent()
        style = parent.get("style", "") if parent is not None else ""
        if parent is None or parent.tag != "ol" or parent.get("class") or NO_MARKER.search(style):
            return ""
        stated = item.get("value") or ("" if parent in self.counters else parent.get("start", "1"))
        count = int(stated) if re.fullmatch(r"\d{1,6}", stated) else self.counters.get(parent, 0) + 1
        self.counters[parent] = count
        if CJK_LIST.search(style):
            return numeral(count, "chineseCounting") + "、"
        return numeral(count, LIST_TYPES.get(parent.get("type", ""), "decimal")) + ". "


def _render(root: etree._Element) -> list[str]:
    """Return the visible lines; iterative, since unclosed tags nest by the thousand."""
    renderer = _Renderer()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        unseen = element.tag in UNSEEN or _is_hidden(element)
        if event == "start":
            if unseen:
                walk.skip_subtree()
            else:
                renderer.open(element)
            continue
        if not unseen:
            renderer.close(element)
        renderer.write(element.tail)
    renderer.flush()
    return renderer.boxes[0].lines


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style", "")))


def _collapse(text: str) -> str:
    """Collapse white space as a browser does; a break of the page's source between Chinese characters is none."""

    def blank(match: re.Match[str]) -> str:
        before, after = match.string[match.start() - 1], match.string[match.end()]
        inner = "\n" in match[0] or "\r" in match[0]
        return "" if inner and not (before.isascii() or after.isascii()) else " "

    return COLLAPSIBLE.sub(blank, text.strip(" \t\r\n\f"))
