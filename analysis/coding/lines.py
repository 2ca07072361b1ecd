"""The lines of a report that may hold a quantity, joined to one text, which each pattern reads once.

A line is a sentence, or the words of a heading, in the matching view: without blanks and line breaks. A full stop and a
line feed part the lines: no pattern reaches past the one, and no line holds the other. So a line is read as if alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from analysis.coding.numerals import NUMERAL_CHARACTERS
from analysis.coding.units import KIND_OF
from analysis.reading.mapped_text import MappedText
from analysis.reading.normalise import squeeze
from analysis.reading.page import Section, Sentence

LINE_END = "\n"
_BETWEEN = "。" + LINE_END
BLANK_IN_NUMBER = re.compile("(?<=[0-9.,，]) (?=[0-9.,，%‰])")
#: What may follow a Chinese numeral that measures something; without it, and without digits and claims, a sentence
#: need not be read.
_FOLLOWS = "".join(
    sorted({unit[0] for unit in KIND_OF} | set(NUMERAL_CHARACTERS + "余多来几分点至到—–~，。；、） \n"))
)
_WORTH_READING = re.compile(
    f"[0-9未没无零覆全{NUMERAL_CHARACTERS}数几半]"
    f"(?:(?<=[0-9未没无零覆])|(?<=全)部|(?<=[{NUMERAL_CHARACTERS}数几半])(?:[-{_FOLLOWS}]|$))"
)


class Line(NamedTuple):
    """A sentence or heading: its place in the joined text, the id of a sentence, and the way to the source.

    It is ``view.text[first : first + end - begin]``, and ``view.span`` leads on.
    """

    begin: int
    end: int
    sentence_id: str | None
    view: MappedText
    first: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of a stretch of the joined text, at least a character, that lies in this line."""
        begin, _, _, view, first = self
        shift = first - begin
        return view.starts[start + shift], view.ends[end + shift - 1]


def join_lines(
    view: MappedText, sentences: Sequence[Sentence], sections: Sequence[Section]
) -> tuple[str, list[Line]]:
    """Return the joined text of what is worth reading, and its lines in order."""
    worth, text = _WORTH_READING.search, view.text
    read = [(start, end, name, 0) for name, _, start, end in sentences if worth(text, start, end)]
    for one in sections:
        # Behind the number and its mark.
        if one.heading and worth(text, one.start + (len(one.number) + 1 if one.number else 0), one.end):
            read.append((one.start, one.end, None, len(one.heading.replace(" ", ""))))
    pieces, lines, begin = [], [], 0
    for start, end, sentence_id, length in sorted(read, key=itemgetter(0)):
        words, place, first = text[start:end], view, start
        if " " in words or "\n" in words:
            place, first = _without_blanks(view, start, end), 0
            words = place.text
        if sentence_id is None:
            first += len(words) - length
            words = words[-length:]
        pieces.append(words)
        lines.append(Line(begin, begin + len(words), sentence_id, place, first))
        begin += len(words) + len(_BETWEEN)
    return _BETWEEN.join(pieces), lines


def _without_blanks(view: MappedText, start: int, end: int) -> MappedText:
    words = MappedText(view.source, view.text[start:end], view.starts[start:end], view.ends[start:end])
    return squeeze(words).sub(BLANK_IN_NUMBER, "")
