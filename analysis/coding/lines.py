"""The lines of a report that may hold a quantity, joined to one text, which each pattern reads once.

A line is a sentence, or the words of a heading, in the matching view: without blanks and line breaks. A full stop and a
line feed part the lines: no pattern reaches past the one, and no line holds the other. So a line is read as if alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from analysis.coding.numerals import NUMERAL_CHARACTERS
from analysis.coding.units import KIND_OF
from analysis.reading.code_points import look_up
from analysis.reading.mapped_text import MappedText
from analysis.reading.normalise import squeeze
from analysis.reading.page import Section, Sentence, maker

LINE_END = "\n"
_BETWEEN = "。" + LINE_END
BLANK_IN_NUMBER = re.compile("(?<=[0-9.,，]) (?=[0-9.,，%‰])")
#: What begins a claim, or a number in digits.
_TELLING = "0123456789未没无零覆"
_NUMERALS = NUMERAL_CHARACTERS + "数几半"
#: What may follow a Chinese numeral that measures something; blanks and line breaks go when the line is read. One that
#: ends its line measures nothing.
_FOLLOWING = {unit[0] for unit in KIND_OF} | set(NUMERAL_CHARACTERS + "余多来几分点至到-—–~，。；、） \n")
#: Kinds of characters, as bits. Worth reading is what tells alone, and a character of one of the first two kinds before
#: one of the kind two bits above: 三百, 全部.
_ALONE = 64
_KINDS = {1: _NUMERALS, 2: "全", 4: _FOLLOWING, 8: "部", _ALONE: _TELLING}


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


_line = maker(Line)


def join_lines(
    view: MappedText, sentences: Sequence[Sentence], sections: Sequence[Section]
) -> tuple[str, list[Line]]:
    """Return the joined text of what is worth reading, and its lines in order."""
    text = view.text
    worth = _worth_reading(text)
    read = [(start, end, name, 0) for name, _, start, end in sentences if 1 in worth[start:end]]
    for one in sections:
        # Behind its number, which measures nothing.
        words = one.heading or ""
        first = one.end - len(words) if text.endswith(words, one.start, one.end) else one.start
        if words and 1 in worth[first : one.end]:
            read.append((one.start, one.end, None, len(words.replace(" ", ""))))
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
        behind = begin + len(words)
        lines.append(_line((begin, behind, sentence_id, place, first)))
        begin = behind + len(_BETWEEN)
    return _BETWEEN.join(pieces), lines


def _worth_reading(text: str) -> bytes:
    """Return a byte for each character: 1 where something begins without which a line need not be read."""
    kinds = look_up(_kinds(), text)
    worth = kinds & _ALONE
    worth[:-1] |= kinds[:-1] & (kinds[1:] >> 2)
    return worth.astype(bool).tobytes()


@cache
def _kinds() -> np.ndarray:
    """Return the kinds of every character."""
    kinds = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    for bit, characters in _KINDS.items():
        kinds[list(map(ord, characters))] |= bit
    return kinds


def _without_blanks(view: MappedText, start: int, end: int) -> MappedText:
    words = MappedText(view.source, view.text[start:end], view.starts[start:end], view.ends[start:end])
    return squeeze(words).sub(BLANK_IN_NUMBER, "")
