"""The period a number is about: the nearest expression of time before it in its sentence.

A frequency (每季度, 月均) belongs to its clause; a year, half-year or quarter holds until another follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from operator import itemgetter
from typing import NamedTuple

from analysis.coding.guards import compile_guarded
from analysis.coding.lines import Line

PERIOD = compile_guarded(
    "(?P<range>(?:19|20)[0-9]{2}年?(?:[-—–~至到]|——)(?:19|20)?[0-9]{2}年|(?:19|20)[0-9]{2}年以来)"
    "|(?P<year>(?<![0-9])(?:19|20)[0-9]{2})年(?:第?(?P<year_quarter>[一二三四1-4])季度|(?P<year_half>[上下])半年)?"
    "|(?P<this>全年|今年|本年|年内)|(?P<done>一年来|截[至止]目前)|(?P<last>去年|上年|上一年)|(?P<next>明年|下一年|来年)"
    "|(?P<half>[上下])半年|第(?P<quarter>[一二三四1-4])季度"
    "|[每按]个?(?P<every>半年|年|季|月|周|星期|日|天)|(?P<mean>[年季月周日])均"
)
#: Every expression of time holds one of these.
CUE = re.compile("[年季月周日天目星]")
FREQUENCY = {
    "半年": "half-year",
    "年": "year",
    "季": "quarter",
    "月": "month",
    "周": "week",
    "星期": "week",
    "日": "day",
    "天": "day",
}
#: 较2022年, 比上年: the year is what is compared with.
COMPARED = frozenset("较比同与自从")
#: 由去年的76%提高到94%: the year holds for the first of the two numbers.
BECAME = re.compile("[^，。；：]{0,24}?[0-9一二三四五六七八九十百千万亿][^，。；：0-9年月日]{0,10}[到至为]")
_DIGIT = {"一": 1, "二": 2, "三": 3, "四": 4}
CLAUSE_MARK = re.compile("[，。；：！？]")


class Times(NamedTuple):
    """The expressions of time of a sentence: from where each holds, in order, and the period it names.

    Frequencies are ``year``, ``half-year``, ``quarter``, ``month``, ``week``, ``day``; calendar periods ``2023``,
    ``2023-H1``, ``2023-Q3``, or None where a span of years or an unknown year is meant; last comes where that was
    said, which is earlier for one that holds again behind an aside. `marks` is where clauses end, to which a
    frequency holds.
    """

    frequencies: list[tuple[int, str]]
    calendar: list[tuple[int, str | None, int]]
    marks: list[int]


def find_periods(
    text: str,
    lines: Sequence[Line],
    starts: Sequence[int],
    reporting_year: int | None,
    planning: Container[str] = (),
) -> list[str | None]:
    """Return the periods that hold at places of a text; `lines` are those the places stand in.

    全年 and 今年 are the reporting year, but in the sentences `planning`, which tell of the next year's plan, the next.
    """
    distinct = {line.begin: line for line in lines}
    times = {
        begin: find_times(text, begin, line.end, reporting_year, line.sentence_id in planning)
        for begin, line in distinct.items()
    }
    return [
        own and period_at(own, start)
        for own, start in zip([times[line.begin] for line in lines], starts, strict=True)
    ]


def find_times(
    text: str, begin: int, end: int, reporting_year: int | None, planning: bool = False
) -> Times | None:
    """Return the expressions of time of a sentence, None where it has none.

    全年 and 今年 are the reporting year, or the next one where the sentence is `planning` it.
    """
    if not CUE.search(text, begin, end):
        return None
    times = Times([], [], [])
    for match in PERIOD.finditer(text, begin, end):
        every = match["every"] or match["mean"]
        if every:
            times.frequencies.append((match.end(), FREQUENCY[every]))
        elif text[match.start() - 1 : match.start()] not in COMPARED:
            _, earlier, said = times.calendar[-1] if times.calendar else (begin, None, begin)
            times.calendar.append((match.end(), _period(match, reporting_year, planning), match.end()))
            over = _end_of_aside(text, match, begin, end)
            if over:
                times.calendar.append((over, earlier, said))
    times.calendar.sort(key=itemgetter(0))
    if times.frequencies:
        times.marks.extend(mark.start() for mark in CLAUSE_MARK.finditer(text, begin, end))
    return times if times.frequencies or times.calendar else None


def _end_of_aside(text: str, match: re.Match[str], begin: int, end: int) -> int | None:
    """Return where a time is over that holds only in its brackets (含上年结转18件), or for the first of two numbers."""
    if text.rfind("（", begin, match.start()) > text.rfind("）", begin, match.start()):
        return text.find("）", match.end(), end) + 1 or None
    became = text.startswith("由", max(begin, match.start() - 1)) and BECAME.match(text, match.end(), end)
    return became.end() if became else None


def period_at(times: Times, at: int) -> str | None:
    """Return the period that holds at a place of the text: the nearest before it."""
    every = _nearest(times.frequencies, at)
    period = _nearest(times.calendar, at)
    if every and (not period or every[0] > period[2]):
        behind = bisect_left(times.marks, every[0])
        if behind == len(times.marks) or times.marks[behind] >= at:
            return every[1]
    return period[1] if period else None


def _nearest(found: Sequence[tuple], at: int) -> tuple | None:
    before = bisect_right(found, at, key=itemgetter(0))
    return found[before - 1] if before else None


def _period(match: re.Match[str], reporting_year: int | None, planning: bool) -> str | None:
    if match["range"]:
        since = match["range"][:4] if match["range"].endswith("以来") else None
        return since if since and since == str(reporting_year) else None
    if match["year"]:
        year = int(match["year"])
    elif reporting_year is None:
        return None
    elif match["last"]:
        year = reporting_year - 1
    else:
        year = reporting_year + bool(match["next"] or (planning and not match["done"]))
    quarter, half = match["year_quarter"] or match["quarter"], match["year_half"] or match["half"]
    if quarter:
        return f"{year}-Q{_DIGIT.get(quarter, quarter)}"
    return f"{year}-H{1 if half == '上' else 2}" if half else str(year)
