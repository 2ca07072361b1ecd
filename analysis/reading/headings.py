"""How far a numbered heading reaches: its own line, or the first words of its paragraph.

A heading runs in when it is the beginning of the paragraph it governs: 健全机制。镇政府调整了…
"""

from __future__ import annotations

import re
from itertools import pairwise
from sys import maxsize
from typing import NamedTuple

from analysis.reading.han import HAN_CHARACTER
from analysis.reading.items import formal_item, usual_score

# Some forty characters: beyond it, the first full stop ends a sentence, not a heading.
LONGEST_RUN_IN = 42
LONGEST_LINE = 60
LONGEST_LABEL = 25
SHORT = 14

# A heading as most are: words up to a full stop, without anything that another rule looks at.
# Its signs: Han characters but for the three that ENUMERATION may begin with.
_SIGNS = "，、" + "".join(f"{chr(ord(a) + 1)}-{chr(ord(b) - 1)}" for a, b in pairwise("一其首\ua000"))
RUN_IN = re.compile(
    "(?!今年|一年来|去年|本年|截[至止]|目前|当前|近年|全年|同时|此外|我|虽然|由于|[，、])"
    f"[{_SIGNS}]++(?:(?:一(?![是要方])|[其首](?![一先]))[{_SIGNS}]*+)*+。(?=[^。；：，、！ \n])"
)
STOP = re.compile("[。！？]")
QUOTE = re.compile("“[^“”]{0,40}”|《[^《》]{0,60}》|（[^（）]{0,40}）")
CLOSING = "。；：，、！ \n"
MARKS = ("，", "、", "；", "：", "。")
ENUMERATION = re.compile("一是|一要|其一|首先[，、]|一方面")
OPENS_PLAIN = re.compile(
    r"(?:今年以?来?|一年来|去年|本年度?|截至|截止|目前|当前|近年来?|全年|同时|此外|20\d\d年(?:度|以来)?)[^。]{0,12}，"
    r"|我[省市州县区旗镇乡局委厅办院处所]|我街道|我们|虽然|由于|截至"
)
DIGIT = re.compile(r"\d")
FIGURE = re.compile(r"[共达约][有计]?\d|\d+(?:\.\d+)?%|\d+[余多]?(?:件|次|起|人次|场次|余人|万)")
NO_LABEL = re.compile("(?:要求|指出|强调|例如|包括|即|做到|要|为|是|如下|以下)$|[。；]|，.*，")
# Where a first-level heading ends when nothing marks its end (…举措和成效2023年,我镇…).
FORMAL_WORD = re.compile(
    "成效|做法|举措|措施|不足|问题|原因|情况|安排|计划|打算|思路|职责|事项|建议|亮点|成绩|请求|下一步工作"
)
FORMAL_END = re.compile(
    rf"(?:{FORMAL_WORD.pattern})"
    r"(?= ?(?:针对|20\d\d年|今年|一年来|近年|我[省市州县区旗镇乡局委厅办街们]|虽然|当前|目前|下一?步|按照|在.{2,20}(?:下|同时|方面)，|无。?$))"
)
# 职责|情况: a line break in the middle of a heading, shown by how the next line begins or how this one ends.
JOINED_END = re.compile("[和与及的、，]$")
JOINED_START = re.compile("^[和与及的、，]|^等")
ENDED, GOVERNED = re.compile("[。；：！？]"), re.compile("[。；！？]|：.")
COMPLETE = re.compile(
    "(?:成效|做法|举措|措施|不足|问题|原因|情况|安排|计划|打算|思路|职责|事项|建议|亮点|成绩|请求)$"
)
USUAL_END = re.compile(
    "(?:成效|做法|举措|措施|不足|问题|原因|情况|安排|计划|打算|思路|职责|事项)(?![的和与及、，（]|情况|方面|等)"
)
# How like a usual heading the words before such an end must be, of 100.
USUAL = 90
CLAUSES = re.compile("[，。；：].*[，。；：]|[，。；：、]$")
ANSWER = re.compile("^(?:暂?无|没有|略)。?$")


class Extent(NamedTuple):
    """Where a heading ends and its body begins, counted from behind its number; `run_in` as in the table."""

    end: int
    body: int
    run_in: bool


#: The extents of headings that run in and end before a full stop, by their length.
RUNS_IN = [Extent(length, length + 1, True) for length in range(LONGEST_RUN_IN + 1)]


def plain_run_in(text: str, start: int = 0, end: int = maxsize) -> Extent | None:
    """Return how far a heading reaches that runs in and is plain words, in a text that has its line breaks.

    Most headings are such; where this returns None, :func:`heading_extent` decides.
    """
    match = RUN_IN.match(text, start, end)
    if match is None:
        return None
    stop = match.end() - 1
    length = stop - start
    if length > LONGEST_RUN_IN or FORMAL_WORD.search(text, start, stop):
        return None
    return RUNS_IN[length]


def heading_extent(rest: str, *, followed: bool, formal: bool, unbroken: bool = False) -> Extent | None:
    """Return how far the heading reaches into what follows its number, or None when that is plain text.

    Parameters
    ----------
    rest : str
        The folded text from behind the number to the end of the paragraph (or the next number in it).
    followed : bool
        Whether text or a subsection follows before the next section of the same level.
    formal : bool
        Whether the section is of the first level, whose usual headings are known by their last word.
    unbroken : bool
        Whether the text lost its line breaks, so that a blank may stand for one.
    """
    whole = len(rest.rstrip(CLOSING))
    if not whole or not HAN_CHARACTER.search(rest):
        return None
    masked = rest
    stop = STOP.search(rest, 0, whole)
    end = stop.start() if stop else whole
    if _is_quoted(rest[:end]):
        masked = _mask(rest)
        stop = STOP.search(masked, 0, whole)
        end = stop.start() if stop else whole
    item = ENUMERATION.search(masked, 1, end)
    if item and not _longer(rest[: item.start()], LONGEST_RUN_IN):
        return Extent(len(rest[: item.start()].rstrip(CLOSING)), item.start(), True)
    for sign, longest in (("：", LONGEST_LABEL), ("；", SHORT)):
        colon = masked.find(sign, 1, end)
        if colon < 0:
            continue
        label = masked[:colon]
        if not _longer(label, longest) and not NO_LABEL.search(label) and (sign == "：" or "，" not in label):
            return None if is_plain(rest[:colon]) else Extent(colon, colon + 1, True)
    plain = is_plain(rest[:end])
    if unbroken and (extent := _before_blank(rest, masked[:end], 2)):
        return extent
    cut = None
    # A heading ends before the full stop.
    before = end if stop and stop[0] == "。" and not unbroken else len(rest)
    if FORMAL_WORD.search(rest, 0, before):
        masked = _mask(rest)
        cut = FORMAL_END.search(masked)
    if cut and not formal and formal_item(rest[: cut.end()]) is None:
        cut = None
    if unbroken and formal and not cut:
        cut = _usual_ahead(rest, end)
    if (
        cut
        and not _longer(rest[: cut.end()], LONGEST_RUN_IN)
        and not any(map(masked[: cut.end()].__contains__, "。；"))
    ):
        return Extent(cut.end(), cut.end(), True)
    if stop:
        if plain or _longer(rest[:end], LONGEST_RUN_IN):
            return _before_blank(rest, _mask(rest))
        return Extent(end, end + 1, True)
    if _longer(rest[:whole], LONGEST_LINE):
        return _before_blank(rest, _mask(rest))
    return _own_line(rest, whole, plain, followed)


def _is_quoted(text: str) -> bool:
    return "“" in text or "《" in text or "（" in text


def _mask(text: str) -> str:
    """Return a text in which nothing within quotation marks and brackets ends a heading."""
    return QUOTE.sub(lambda quote: "“" * len(quote[0]), text) if _is_quoted(text) else text


def is_plain(text: str) -> bool:
    """Tell whether words read like the beginning of a plain sentence, or hold a figure as no heading does."""
    return bool(OPENS_PLAIN.match(text) or (DIGIT.search(text) and FIGURE.search(text)))


def _usual_ahead(rest: str, end: int) -> re.Match[str] | None:
    """Return where the usual heading ends that a text without any break begins with: 主要举措和成效全县…."""
    endings = [match for match in USUAL_END.finditer(rest, 0, min(end, LONGEST_RUN_IN)) if match.end() < end]
    rated = [(usual_score(rest[: match.end()]), match.end(), match) for match in endings]
    score, _, best = max(rated, key=lambda one: one[:2], default=(0, 0, None))
    return best if score >= USUAL else None


def _own_line(rest: str, whole: int, plain: bool, followed: bool) -> Extent | None:
    """Judge a line that is heading altogether or sentence altogether."""
    length = _length(rest[:whole])
    closed = any(map(rest[whole:].__contains__, "。；！"))
    if plain and (closed or "，" in rest[:whole]):
        return None
    if closed and not followed and length > SHORT and "，" in rest[:whole]:
        return None
    if length > (LONGEST_RUN_IN if closed else LONGEST_LINE):
        return None
    return Extent(whole, len(rest), False)


def _before_blank(rest: str, masked: str, shortest: int = 4) -> Extent | None:
    """Part heading and body at the blank between them, where the heading has no mark of its own."""
    blank = masked.find(" ", 1)
    while blank > 0 and (_length(rest[:blank]) < shortest or masked[blank + 1 : blank + 2] in MARKS):
        blank = masked.find(" ", blank + 1)
    if (
        blank < 0
        or _longer(rest[:blank], LONGEST_RUN_IN)
        or OPENS_PLAIN.match(rest[: blank + 12])
        or is_plain(rest[:blank])
    ):
        return None
    if CLAUSES.search(masked, 0, blank):
        return None
    return Extent(blank, blank + 1, True)


def _length(text: str) -> int:
    return len(text) - text.count(" ") - text.count("\n")


def _longer(text: str, longest: int) -> bool:
    """Tell whether a text has more characters than `longest`, blanks and line breaks aside."""
    return len(text) > longest and _length(text) > longest


def continues(above: str, below: str, *, full: bool) -> bool:
    """Tell whether a heading that stands on its own line goes on in the next.

    Parameters
    ----------
    above, below : str
        The heading so far and the next line, without blanks.
    full : bool
        Whether the heading fills its line, in a text broken into lines of equal length.
    """
    if len(below) > 20 or len(above) + len(below) > LONGEST_LINE or ANSWER.match(below):
        return False
    if ENDED.search(above) or GOVERNED.search(below) or is_plain(below):
        return False
    if JOINED_END.search(above) or JOINED_START.search(below):
        return True
    if COMPLETE.search(below) and not COMPLETE.search(above) and len(above) > SHORT:
        return True
    return full
