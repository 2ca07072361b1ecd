"""The numbers Word draws before paragraphs (一、 （一） 1.), which stand nowhere in the text of the document.

Rules: ECMA-376-1, 17.9 (numbering). A paragraph names a list (`numId`) and a level (`ilvl`) itself or through its
style; lists of one abstract definition share their counters unless a list overrides the start.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from analysis.reading.extraction.numerals import numeral

LEVELS = 9
PLACE = re.compile(r"%([1-9])")
VALUE = qn("w:val")
OFF = ("0", "false", "off")


class Level(NamedTuple):
    """A level of a list: first number, number format, the text around it and how it counts."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = (
            {} if styles is None else {s.get(qn("w:styleId")): s for s in styles.iter(qn("w:style"))}
        )
        self._default = next((name for name, s in self._styles.items() if _is_default(s)), None)
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counters: dict[str, list[int | None]] = {}
        if numbering is not None:
            self._read(numbering)

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """Return the numbering of a document; a document without lists has none."""
        parts = {}
        for kind in (RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.STYLES):
            try:
                parts[kind] = parse_xml(document.part.part_related_by(kind).blob)
            except KeyError:
                parts[kind] = None
        return cls(parts[RELATIONSHIP_TYPE.NUMBERING], parts[RELATIONSHIP_TYPE.STYLES])

    def label(self, paragraph: etree._Element) -> str:
        """Return the number Word draws before a paragraph, and count on; empty where it draws none."""
        list_id, depth = self._place(paragraph)
        if list_id not in self._lists or not 0 <= depth < LEVELS:
            return ""
        abstract, levels = self._lists[list_id]
        counters = self._counters.setdefault(abstract, [None] * LEVELS)
        level = levels.get(depth, Level())
        start = self._overrides[list_id].pop(depth, None)
        if start is not None:
            counters[depth] = start
        elif counters[depth] is None:
            counters[depth] = level.start
        else:
            counters[depth] += 1
        for deeper in range(depth + 1, LEVELS):
            after = levels.get(deeper, Level()).restart
            if after is None or depth < after:
                counters[deeper] = None
        if level.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            counted = levels.get(place, Level())
            value = counted.start if counters[place] is None else counters[place]
            return numeral(value, "decimal" if level.legal else counted.form)

        text = PLACE.sub(number, level.text)
        spaced = level.suffix == "space" or (level.suffix == "tab" and text[-1:].isalnum())
        return f"{text} " if text and spaced else text

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph, its own or its style's."""
        properties = paragraph.find(qn("w:pPr"))
        list_id, depth = _number_properties(properties)
        named = None if properties is None else properties.find(qn("w:pStyle"))
        style = self._default if named is None else named.get(VALUE)
        seen = set()
        while style in self._styles and style not in seen and (list_id is None or depth is None):
            seen.add(style)
            element = self._styles[style]
            inherited, level = _number_properties(element.find(qn("w:pPr")))
            if list_id is None and inherited is not None:
                list_id = inherited
                linked = self._lists.get(inherited, ("", {}))[1]
                level = next((n for n, known in linked.items() if known.style == style), level)
            depth = level if depth is None else depth
            based = element.find(qn("w:basedOn"))
            style = None if based is None else based.get(VALUE)
        return list_id, depth or 0

    def _read(self, numbering: etree._Element) -> None:
        links = {}
        for abstract in numbering.iter(qn("w:abstractNum")):
            name = abstract.get(qn("w:abstractNumId"))
            self._abstract[name] = _levels(abstract)
            linked = abstract.find(qn("w:numStyleLink"))
            if linked is not None:
                links[name] = linked.get(VALUE)
        of_list = {
            element.get(qn("w:numId")): element.find(qn("w:abstractNumId")).get(VALUE)
            for element in numbering.iter(qn("w:num"))
        }
        for element in numbering.iter(qn("w:num")):
            name = element.get(qn("w:numId"))
            abstract = of_list[name]
            style = self._styles.get(links.get(abstract))
            if style is not None:
                abstract = of_list.get(_number_properties(style.find(qn("w:pPr")))[0], abstract)
            levels, starts = dict(self._abstract.get(abstract, {})), {}
            for override in element.iter(qn("w:lvlOverride")):
                depth = int(override.get(qn("w:ilvl")))
                levels |= _levels(override)
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    starts[depth] = int(start.get(VALUE))
            self._lists[name] = abstract, levels
            self._overrides[name] = starts


def _is_default(style: etree._Element) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default"), "0") not in OFF


def _number_properties(properties: etree._Element | None) -> tuple[str | None, int | None]:
    found = None if properties is None else properties.find(qn("w:numPr"))
    if found is None:
        return None, None
    list_id, depth = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
    return (
        None if list_id is None else list_id.get(VALUE),
        None if depth is None else int(depth.get(VALUE)),
    )


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels = {}
    for element in parent.iter(qn("w:lvl")):

        def value(name: str, default: str | None = None, element: etree._Element = element) -> str | None:
            found = element.find(qn(f"w:{name}"))
            return default if found is None else found.get(VALUE, default)

        legal = element.find(qn("w:isLgl"))
        restart = value("lvlRestart")
        levels[int(element.get(qn("w:ilvl")))] = Level(
            start=int(value("start", "1")),
            form=value("numFmt", "decimal"),
            text=value("lvlText", ""),
            suffix=value("suff", "tab"),
            restart=None if restart is None else int(restart),
            legal=legal is not None and legal.get(VALUE, "1") not in OFF,
            style=value("pStyle"),
        )
    return levels
