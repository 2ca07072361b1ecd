"""Headings that lost their numbers, known by their form: short lines without a full stop above long ones."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.reading.headings import ANSWER, is_plain
from analysis.reading.items import formal_item, is_usual
from analysis.reading.lines import Line
from analysis.reading.numbering import Mark
from analysis.reading.signature import signed_parts

LONGEST = 30
LONG = 40
NO_HEADING = re.compile(
    r"[。；：？！…]|[，、]$|^(?:[一二三四五六七八九十]是|首先|其[一二三四]|第[一二三四五六七八九十])|^(?!20\d\d年)[^㐀-䶿一-鿿“《]"
)
FINISHED = re.compile("[。；：！？…”）]$")
HARD_WRAP = 60


def columns(text: str) -> int:
    """Return the width of a text as set: Chinese characters and marks count two, ASCII one."""
    return (len(text.encode()) + len(text)) // 2


def wrap_width(lines: list[Line]) -> int | None:
    """Return the line width, in columns, of a text broken into equal lines; None for one line per paragraph."""
    if len(lines) < 8 or any(len(line.bare) > HARD_WRAP for line in lines):
        return None
    unfinished = sum(not FINISHED.search(line.bare) for line in lines)
    return max(columns(line.bare) for line in lines) if unfinished >= 0.4 * len(lines) else None


def unnumbered(lines: list[Line], marks: list[Mark], width: int | None) -> list[tuple[Line, int]]:
    """Return the lines that are headings by form, each with its level.

    Where no first-level number is left, every line of that form counts: at the first level when it is one of
    the usual headings, or when none is, else at the second. Beside numbered first-level headings, only a
    usual heading that fills a gap of their numbers counts.
    """
    first_level = any(mark.depth == 1 for mark in marks)
    gaps = _gaps(marks) if first_level else []
    if first_level and not gaps:
        return []
    starts = {mark.start: mark for mark in marks}
    shaped = _shaped(lines, starts, width)
    if first_level:
        inside = [i for i in shaped if any(start < lines[i].start < end for start, end in gaps)]
        return [(lines[i], 1) for i in inside if formal_item(lines[i].bare)]
    formal = [i for i in shaped if is_usual(lines[i].bare)]
    if marks:
        above_first = [i for i in shaped if i + 1 < len(lines) and _is_first(starts.get(lines[i + 1].start))]
        return [(lines[i], 1) for i in sorted({*formal, *above_first})]
    if len(shaped) < 2 and not formal:
        return []
    below = {i for i in shaped if formal and i > formal[0]} - {*formal}
    return [(lines[i], 2 if i in below else 1) for i in shaped]


def _shaped(lines: list[Line], starts: dict[int, Mark], width: int | None) -> list[int]:
    """Return the indices of the lines with the form of a heading."""
    longest = LONGEST if width is None else min(LONGEST, int(0.4 * width))
    short = [line.start not in starts and _is_short(line, longest) for line in lines]
    found, last = [], len(lines) - 1
    for index in range(last):
        if not short[index]:
            continue
        above = lines[index - 1] if index else None
        below = lines[index + 1]
        open_above = (
            above is None or FINISHED.search(above.bare) or above.start in starts or index - 1 in found[-1:]
        )
        governs = below.start in starts or _is_text(below)
        leads = short[index + 1] and index + 2 <= last and _is_text(lines[index + 2])
        if open_above and (governs or leads):
            found.append(index)
    return found


def _is_text(line: Line) -> bool:
    return len(line.bare) >= LONG or bool(FINISHED.search(line.bare) or ANSWER.match(line.bare))


def _is_short(line: Line, longest: int) -> bool:
    bare = line.bare
    if len(bare) > longest and formal_item(bare) is None:
        return False
    if len(bare) < 2 or NO_HEADING.search(bare) or is_plain(bare):
        return False
    return not signed_parts(line.text)


def _is_first(mark: Mark | None) -> bool:
    return mark is not None and mark.value == 1


def _gaps(marks: list[Mark]) -> list[tuple[int, int]]:
    """Return the stretches between first-level numbers where exactly one is missing, as folded offsets."""
    first_level = [(mark.start, mark.value) for mark in marks if mark.depth == 1 and mark.value]
    pairs = pairwise([(0, 0), *first_level])
    return [(start, end) for (start, before), (end, behind) in pairs if behind == before + 2]
