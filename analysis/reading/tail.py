"""The foot of a page: where the body ends, the signature, and the site's lines behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.reading.furniture import LONGEST as LONGEST_FURNITURE
from analysis.reading.furniture import is_body_furniture, is_footer
from analysis.reading.han import HAN_CHARACTER
from analysis.reading.labels import read_row
from analysis.reading.lines import Line, make_line, passage
from analysis.reading.mapped_text import MappedText
from analysis.reading.numbering import WHOLE
from analysis.reading.page import Passage
from analysis.reading.signature import LONGEST, date_at_end, is_body_name, signed_ahead, signed_parts

ENDING = re.compile("[。！？；：…][”’）」』]?$")
NOTHING = re.compile("(?:暂?无|没有)[。]?")
LAST_STOP = re.compile("[。！？][”’）」』]*")
LONGEST_FOOT = 600
LONGEST_LINE_OF_FOOT = 400
MOST_STOPS = 3
MOST_LINES = 80
MOST_ATTACHED = 20
MOST_SHORT = 4
ATTACHMENT = re.compile("附件?[：\\d一二三四五]")
SHORT, LONG = 15, 40


@dataclass
class Tail:
    """What the foot of a page holds; `body_end` is the folded offset behind the last line of the body."""

    view: MappedText
    body_end: int
    signature: list[Passage] = field(default_factory=list)
    furniture: list[Passage] = field(default_factory=list)
    labels: dict[str, Passage] = field(default_factory=dict)

    def set_aside(self, line: Line) -> None:
        """Record a line as furniture, and what it states if it is a row of metadata."""
        self.furniture.append(passage(self.view, line.start, line.end))
        for label in read_row(line):
            if label.name and label.value_end > label.value_start:
                self.labels.setdefault(label.name, passage(self.view, label.value_start, label.value_end))

    def sign(self, line: Line) -> bool:
        """Record the parts of a signature line; tell whether it is one."""
        parts = signed_parts(line.text)
        self.add(line, parts)
        return bool(parts)

    def add(self, line: Line, parts: Sequence[tuple[int, int]]) -> None:
        """Record parts of a line, given by their places in it, as bodies and date of the signature."""
        self.signature += [passage(self.view, line.start + start, line.start + end) for start, end in parts]


def read_tail(view: MappedText, lines: list[Line]) -> Tail:
    """Read the lines of the body and behind it, and part them."""
    last = _last_of_body(lines)
    tail = Tail(
        view, body_end=lines[last].end if last >= 0 else (lines[0].start if lines else len(view.text))
    )
    if last >= 0:
        _cut_line(tail, lines[last])
    behind, closed = lines[last + 1 :], False
    for line, below in pairwise([*behind[:MOST_LINES], None]):
        before = len(tail.signature)
        if (closed and (before or not _is_dated(line, below))) or not _take_signature(tail, line):
            tail.set_aside(line)
        # Bodies and date stand together; a host named further down is none of the signatories.
        if len(tail.signature) == before:
            closed = closed or before > 0 or not ATTACHMENT.match(line.bare)
    tail.furniture += [passage(view, line.start, line.end) for line in behind[MOST_LINES:]]
    return tail


def _is_dated(line: Line, below: Line | None) -> bool:
    """Tell whether a date ends a line or the one below it."""
    return any(date_at_end(one.text) for one in (line, below) if one)


def _last_of_body(lines: list[Line]) -> int:
    """Return the index of the last line that belongs to the body, -1 when none does.

    That is the last line of prose, unless a signature stands not far above it: then a foot or an annex in
    prose follows the report.
    """
    backwards = range(len(lines) - 1, -1, -1)
    last = next(
        (index for index in backwards if _is_prose(lines[index]) and not _is_attached(lines, index)), -1
    )
    for index in range(max(1, last - MOST_LINES), last):
        if len(lines[index].text) <= LONGEST and _signs(lines, index):
            above = range(index - 1, -1, -1)
            return _with_short_lines(lines, next((i for i in above if _is_prose(lines[i])), last))
    return _with_short_lines(lines, last)


def _with_short_lines(lines: list[Line], last: int) -> int:
    """Return `last` moved on over short unfinished lines of the body that a signature follows."""
    for index in range(last + 1, min(len(lines), last + MOST_SHORT)):
        if signed_parts(lines[index].text):
            return index - 1
        if is_footer(lines[index].bare):
            break
    return last


def _is_attached(lines: list[Line], index: int) -> bool:
    """Tell whether the line is an entry of a list of attachments: 附件:1.任务清单, below it 2.责任清单."""
    for line in reversed(lines[max(0, index - MOST_ATTACHED) : index + 1]):
        if ATTACHMENT.match(line.bare):
            return True
        if len(line.bare) > LONG or ENDING.search(line.bare) or not WHOLE.match(line.text):
            return False
    return False


def _signs(lines: list[Line], index: int) -> bool:
    """Tell whether a line that is not too long ends a signature: a date under a body's name or beside it."""
    line = lines[index]
    date = date_at_end(line.text)
    if date is None:
        return False
    named = len(signed_parts(line.text)) > 1
    return named or (not line.text[: date[0]].strip(" （(") and is_body_name(lines[index - 1].bare))


def _is_prose(line: Line) -> bool:
    bare = line.bare
    if NOTHING.fullmatch(bare):
        return True
    if WHOLE.match(line.text):
        return True
    ending = ENDING.search(bare[-3:])
    if (not ending and len(bare) < SHORT) or (len(bare) <= LONGEST_LINE_OF_FOOT and is_footer(bare)):
        return False
    if ending and not bare.endswith("："):
        return True
    if signed_ahead(line.text) or signed_parts(line.text):
        return False
    han = len(HAN_CHARACTER.findall(bare))
    return bool(ending) or han >= LONG or (han >= SHORT and bool(re.search("[，。；]", bare)))


def _cut_line(tail: Tail, line: Line) -> None:
    """Part the body's last line from a signature or footer that runs on behind one of its last full stops."""
    first = max(line.start, line.end - LONGEST_FOOT)
    stops = [stop.end() for stop in LAST_STOP.finditer(tail.view.text, first, line.end)]
    for stop in reversed(stops[-MOST_STOPS:]):
        rest = make_line(tail.view, stop, line.end)
        if rest.text and (_take_signature(tail, rest) or (stop == stops[-1] and _take_footer(tail, rest))):
            tail.body_end = stop
            return


def _take_signature(tail: Tail, rest: Line) -> bool:
    """Record bodies and date at the beginning of a line, and set aside what follows them."""
    if tail.sign(rest):
        return True
    ahead = signed_ahead(rest.text)
    if ahead is None:
        return False
    tail.add(rest, ahead[0])
    tail.set_aside(make_line(tail.view, rest.start + ahead[1], rest.end))
    return True


def _take_footer(tail: Tail, rest: Line) -> bool:
    if not is_footer(rest.bare):
        return False
    tail.set_aside(rest)
    return True


def between_paragraphs(view: MappedText, lines: list[Line], body_end: int) -> list[Passage]:
    """Return the lines within the body that are no part of it: page numbers, addresses, junk."""
    short = [line for line in lines if len(line.bare) <= LONGEST_FURNITURE and line.end <= body_end]
    return [passage(view, line.start, line.end) for line in short if is_body_furniture(line.bare)]
