"""The parts of a page, as the reader's rooms hand them to one another.

All offsets here are into the folded view (`Page.view`); :meth:`MappedText.span` leads to the source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, TypeVar

from analysis.reading.mapped_text import MappedText

Record = TypeVar("Record", bound=tuple)


def maker(kind: type[Record]) -> Callable[[tuple[object, ...]], Record]:
    """Return what makes a record of the tuple of all its fields, for those of which a report has dozens.

    To call the class itself runs a function in Python for each.
    """
    return partial(tuple.__new__, kind)


class Passage(NamedTuple):
    """A stretch of the folded view: half-open offsets and the text between them."""

    start: int
    end: int
    text: str


class Line(NamedTuple):
    """A line without the blanks at its ends: folded offsets, its text, and its text without any blank."""

    start: int
    end: int
    text: str
    bare: str


@dataclass(frozen=True)
class Page:
    """A report's page, taken apart into what belongs to the document and what to the site.

    Attributes
    ----------
    view : MappedText
        The folded text.
    title : Passage or None
        The fullest form of the title; `Passage.text` is repaired of line breaks, tags and wrappers.
    title_copies : tuple of Passage
        Every printed copy of the title.
    labels : dict of str to Passage
        What metadata tables state: canonical label (发布日期, 成文日期, 来源, 索引号, 发文字号, …) to value.
        A label that is printed without a value is absent.
    furniture : tuple of Passage
        Site lines: breadcrumbs, clocks, counters, share bars, empty metadata labels, footers.
    salutation : Passage or None
        The form of address, without its colon.
    body : Passage
        From the first line of the lead to the last line before the signature.
    signature : tuple of Passage
        The lines after the body that name the signing bodies and the date.
    overlong : bool
        Whether the page has more lines than are read; the rest is furniture.
    lines : sequence of Line
        The lines of the body that are not furniture.
    """

    view: MappedText
    body: Passage
    title: Passage | None = None
    title_copies: tuple[Passage, ...] = ()
    labels: dict[str, Passage] = field(default_factory=dict)
    furniture: tuple[Passage, ...] = ()
    salutation: Passage | None = None
    signature: tuple[Passage, ...] = ()
    overlong: bool = False
    lines: Sequence[Line] = ()


class Section(NamedTuple):
    """A heading and what it governs; the columns of table `sections`, with folded offsets."""

    section_id: str
    parent_id: str | None
    depth: int
    number: str | None
    heading: str | None
    run_in: bool
    item: int
    start: int
    end: int
    body_start: int
    body_end: int


class Sentence(NamedTuple):
    """A sentence of the body; the columns of table `sentences`, with folded offsets."""

    sentence_id: str
    section_id: str | None
    start: int
    end: int


class Evidence(NamedTuple):
    """A field of table `reports`, the value read, the rule that read it and where (folded offsets)."""

    field: str
    value: str | None
    rule: str
    note: str | None = None
    start: int | None = None
    end: int | None = None
