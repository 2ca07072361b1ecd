"""Which enumerators of a body open a section: those at the beginning of a line, and the sequence they keep.

Whole marks at the beginning of a paragraph count as printed, with restarts, gaps and repetitions. A broken
mark, one in the middle of a paragraph and one in the middle of a sentence count only where the sequence asks
for them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice

from analysis.reading.lines import FINISHED, Line
from analysis.reading.numbering import FIRST, FIRST_SIGN, WHOLE, Mark, mark_at, numeral_value, read_mark

HEADING_AHEAD = re.compile(r"[^。；，：]{2,40}?[。 ]?(?=（ ?一 ?）|1[.、]|①|㈠)")
# First words that no list follows, as most: nothing in them or behind them begins an enumerator.
NO_LIST_AHEAD = re.compile("[^。；，：（1①㈠]++[。；，：](?![（1①㈠])")
UNFINISHED = tuple("，、（《“")
NO_SECTION_BEFORE = frozenset("第条款项章节》和与及至到、或—-")
STOPS = frozenset("。！？；：”’）…%％ ")
SENTENCE = re.compile("[。；]")
REACH = 45
MOST_BETWEEN = 40
FARTHEST = 20_000
# No report has a tenth of it; further enumerators are text.
MOST_OPENINGS = 5_000
# Levels count from one.
LEVELS = 5
# Where a sentence begins with what an enumerator can begin with, stop by stop: a literal is found fast.
BEGINNINGS = {stop: re.compile(f"{stop} ?(?=[{FIRST}])") for stop in "。！？"}
#: An enumerator that opens a section, and the end of the paragraph it stands in.
Opening = tuple[Mark, int]


class Sequence:
    """The numbers seen so far, by level: the last one of the list that is open, and the last of any.

    It is `gapped` when a number of a list was left out.
    """

    def __init__(self) -> None:
        self.last: list[int | None] = [None] * LEVELS
        self.ever = [0] * LEVELS
        self.gapped = False
        self._depth = 0

    def fits(self, mark: Mark) -> bool:
        """Tell whether the number is the next of its level: after the last one, or the first of a new list."""
        last = self.last[mark.depth]
        if mark.value is None:
            return last is not None
        running_on = mark.depth >= 3 and mark.value == self.ever[mark.depth] + 1
        return mark.value == (last or 0) + 1 or running_on

    def may_fit(self, match: re.Match[str]) -> bool:
        """Tell, before the enumerator is read in full, whether it can be the next of the second level."""
        number = match["two"]
        return not number or numeral_value(number.replace(" ", "")) == (self.last[2] or 0) + 1

    def accept(self, mark: Mark) -> None:
        """Count the mark."""
        last, depth, value = self.last, mark.depth, mark.value
        expected = (last[depth] or 0) + 1
        if value == expected + 1:
            self.gapped = True
        last[depth] = self.ever[depth] = expected if value is None else value
        if depth < self._depth:
            last[depth + 1 :] = [None] * (LEVELS - depth - 1)
        self._depth = depth


def openings(text: str, lines: list[Line], unbroken: bool) -> list[Opening]:
    """Return the enumerators that open the sections of a body, in order; `unbroken` as :func:`is_unbroken` tells."""
    marks = [mark_at(text, start, end) for start, end, _, _ in lines]
    words = sum([text[mark.start] == "第" for mark in marks if mark])
    # Few lines do not tell when each begins with a number.
    anywhere = unbroken or (len(lines) <= 3 and not all(marks))
    beginnings = _beginnings(text, lines)
    sequence, found, above = Sequence(), [], ""
    for index, ((start, end, _, bare), mark) in enumerate(zip(lines, marks, strict=True)):
        if len(found) >= MOST_OPENINGS:
            break
        opened = (
            mark
            and ((mark.whole and not above) or _opens(mark, sequence, above, marks, index))
            and (words != 1 or text[mark.start] != "第")
        )
        if opened:
            sequence.accept(mark)
            found.append((mark, end))
        first = mark.end if opened else start
        if anywhere or (opened and _heads_list(text, first, end)):
            latest = found[-1][0] if found else None
            found += islice(_within(text, first, end, sequence, latest), MOST_OPENINGS)
        elif opened:
            place = bisect_right(beginnings, first)
            if place < len(beginnings) and beginnings[place] < end:
                inside = beginnings[place : bisect_left(beginnings, end)]
                found += islice(_beside(text, inside, end, sequence, mark), MOST_OPENINGS)
        above = "" if opened and len(bare) <= 60 else bare
    return _fill_gaps(text, found, lines[0].start) if sequence.gapped else found


def _heads_list(text: str, start: int, end: int) -> bool:
    """Tell whether a paragraph begins with a heading and the first enumerator of a list."""
    return not NO_LIST_AHEAD.match(text, start, end) and HEADING_AHEAD.match(text, start, end) is not None


def is_unbroken(lines: list[Line]) -> bool:
    """Tell whether most of the body is one line, so that its enumerators stand inside paragraphs."""
    lengths = [end - start for start, end, _, _ in lines]
    return 2 * max(lengths, default=0) > sum(lengths)


def _opens(mark: Mark, sequence: Sequence, above: str, marks: list[Mark | None], index: int) -> bool:
    """Tell whether the enumerator that begins a line opens a section."""
    unfinished = above != "" and above[-1] not in FINISHED
    if mark.whole and not unfinished:
        return True
    if not mark.whole:
        if unfinished:
            return False
        if mark.value == 1 or (mark.value is None and sequence.last[mark.depth] is None):
            return (sequence.fits(mark) or mark.value is None) and _second_follows(marks, index)
        return sequence.fits(mark)
    if above.endswith(UNFINISHED):
        return sequence.fits(mark) and sequence.last[mark.depth] is not None
    return sequence.fits(mark) or mark.value == 1


def _second_follows(marks: list[Mark | None], index: int) -> bool:
    """Tell whether the next enumerator of the same level is the second of its list."""
    depth = marks[index].depth
    for mark in marks[index + 1 : index + 400]:
        if mark and mark.depth < depth and mark.whole:
            return False
        if mark and mark.depth == depth:
            return mark.value == 2
    return False


def _within(text: str, start: int, end: int, sequence: Sequence, latest: Mark | None) -> Iterator[Opening]:
    """Yield the enumerators in the middle of a paragraph that carry the sequence on."""
    after = start
    for sign in FIRST_SIGN.finditer(text, start, end):
        place = sign.start()
        near = latest is not None and place - latest.end <= REACH
        stopped = place == start or text[place - 1] in STOPS
        if place < after or not (near or stopped or sign[0] == "（") or text[place - 1] in NO_SECTION_BEFORE:
            continue
        match = WHOLE.match(text, place, end)
        if match is None or not sequence.may_fit(match):
            continue
        mark = read_mark(match)
        if mark is None or not sequence.fits(mark):
            continue
        heads = (
            near
            and mark.value == 1
            and mark.depth > latest.depth
            and not SENTENCE.search(text, latest.end, place)
        )
        if stopped or heads or (sign[0] == "（" and mark.depth == 2 and mark.value > 1):
            sequence.accept(mark)
            yield mark, end
            latest, after = mark, mark.end


def _beginnings(text: str, lines: list[Line]) -> list[int]:
    """Return where, inside the paragraphs, a sentence begins with what an enumerator can begin with."""
    if not lines:
        return []
    start, end = lines[0].start, lines[-1].end
    patterns = [pattern for stop, pattern in BEGINNINGS.items() if stop in text]
    return sorted(stop.end() for pattern in patterns for stop in pattern.finditer(text, start, end))


def _beside(text: str, places: list[int], end: int, sequence: Sequence, mark: Mark) -> Iterator[Opening]:
    """Yield the enumerators at some places that follow the one at the beginning of the same paragraph."""
    for place in places:
        match = WHOLE.match(text, place, end)
        following = read_mark(match) if match else None
        if following and following.depth == mark.depth and sequence.fits(following):
            sequence.accept(following)
            yield following, end


def _fill_gaps(text: str, found: list[Opening], body_start: int) -> list[Opening]:
    """Add the one enumerator that a paragraph swallowed: （二） between the lines of （一） and （三）.

    The lead may swallow the first one: 现将情况报告如下： 一、 above the line of 二、.
    """
    filled: list[Opening] = []
    # By level: which of them is the nearest so far of this level or above it.
    nearest = [-MOST_BETWEEN - 1] * 3
    for opening in found:
        here, _ = opening
        start, _, depth, value, _, _ = here
        if depth <= 2:
            if value is not None and value > 1:
                place = nearest[depth]
                before = filled[place][0] if len(filled) - place <= MOST_BETWEEN else None
                last = before.value if before and before.depth == depth else 0
                known = before or len(filled) < MOST_BETWEEN
                if known and last is not None and value == last + 2:
                    first = max(body_start, start - FARTHEST, before.end if before else 0)
                    filled += _swallowed(text, first, here)
            nearest[depth] = nearest[2] = len(filled)
        filled.append(opening)
    return sorted(filled, key=start_of) if len(filled) > len(found) else filled


def start_of(opening: Opening) -> int:
    """Return where an enumerator begins."""
    return opening[0].start


def _swallowed(text: str, start: int, behind: Mark) -> list[Opening]:
    """Return the first enumerator before another that is the one missing there and begins a sentence."""
    for match in WHOLE.finditer(text, start, behind.start):
        mark = read_mark(match)
        fills = mark and (mark.depth, mark.value) == (behind.depth, behind.value - 1)
        if fills and text[mark.start - 1] in "。！？： ":
            line_end = text.find("\n", mark.start, behind.start)
            return [(mark, line_end if line_end > 0 else behind.start)]
    return []
