"""Rows of table `quantities`: every number of the body that measures something, and claims of none or all.

1. Numbers are found in the matching view of each sentence and heading (:mod:`analysis.coding.amounts`); titles in 《》
   and short quotations are names and hold none, nor do staffing formulas (1名民警+1名律师). A number within a zero
   claim (未发生一起事故) is part of the claim.
2. `value` is in `unit` as printed, as a plain decimal: 98% is 98 %, 1.5万元 is 1.5 万元, 2万余份 is 20000 份. It is
   empty where only an order of magnitude is named (数十场), and 0 for zero claims. `value_normalised` and
   `unit_normalised` hold the same in base units (元, 平方米, 米, 千克, %).
3. `qualifier`: 余 多 超 over; 以上 不少于 至少 at_least; 近 约 左右 approx; 不足 不到 under; 以下 以内 不超过 at_most. Marks
   from both sides (近…余) give approx.
4. A span that states two measures (办结率和满意率均达99%) gives one row for each.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import TypeVar

from analysis.coding.amounts import Amount, find_amounts
from analysis.coding.cited_titles import title_spans
from analysis.coding.claims import Claim, find_claims
from analysis.coding.clause_theme import ClauseThemes
from analysis.coding.lines import LINE_END, Line, join_lines
from analysis.coding.measured import SAME_AGAIN, name_before, name_of, names_of_list
from analysis.coding.mentions import Mentions
from analysis.coding.numerals import canonical
from analysis.coding.periods import Times, find_times, period_at
from analysis.coding.quotations import quoted_names
from analysis.coding.units import base_of
from analysis.reading.mapped_text import MappedText
from analysis.reading.page import Section, Sentence

MASK = "〓"
#: What every grid, team or village is to have: 1名民警+1名律师+1名网格员.
STAFFING = re.compile("(?:[0-9一两二三][名个位人][^，。；：、+0-9]{1,12}\\+)+[0-9一两二三N](?=[名个位人])")

#: Where a quantity begins and ends in a text, and its columns from `value` to `unit_normalised`.
_Found = tuple[int | str | None, ...]
_Place = TypeVar("_Place", Amount, Claim)


def find_quantities(
    view: MappedText,
    sentences: Sequence[Sentence],
    report_id: str,
    reporting_year: int | None = None,
    mentions: Mentions | None = None,
    sections: Sequence[Section] = (),
    paragraphs: Sequence[Mapping[str, object]] = (),
) -> list[dict[str, object]]:
    """Return the rows of table `quantities` for a report, with source offsets, in order of the text.

    Parameters
    ----------
    view : MappedText
        The folded text of the report.
    sentences : sequence of Sentence
        Its body sentences, with offsets into `view`.
    report_id : str
        Goes into every row.
    reporting_year : int, optional
        What 全年, 今年 and 去年 count from; without it their period stays empty.
    mentions : Mentions, optional
        What is coded in its sentences by terms that are not weak; the theme of a quantity is the one that fills most of
        its clause, else of its sentence.
    sections : sequence of Section, optional
        Its sections, the headings of which are read too; their quantities have no `sentence_id`.
    paragraphs : rows of table `paragraphs`, optional
        Their themes are those of quantities in sentences without one.
    """
    coded = (mentions.themes, mentions.starts, mentions.ends) if mentions else ([], [], [])
    places = coded[1]
    text, lines = join_lines(view, sentences, sections)
    rows: list[dict[str, object]] = []
    for line, found in _read(text, lines, reporting_year):
        firsts, lasts, shift = line.view.starts, line.view.ends, line.first - line.begin
        clauses = None
        if line.sentence_id is not None:
            low = bisect_left(places, firsts[line.first])
            high = bisect_left(places, lasts[line.end + shift - 1], low)
            clauses = (
                ClauseThemes(text, line, *[column[low:high] for column in coded]) if low < high else None
            )
        for start, end, value, unit, kind, qualifier, measures, period, high, normalised, base in found:
            first, last = firsts[start + shift], lasts[end + shift - 1]
            rows.append(
                {
                    "report_id": report_id,
                    "sentence_id": line.sentence_id,
                    "raw": view.source[first:last],
                    "value": value,
                    "unit": unit,
                    "kind": kind,
                    "qualifier": qualifier,
                    "measures": measures,
                    "period": period,
                    "value_high": high,
                    "value_normalised": normalised,
                    "unit_normalised": base,
                    "theme": clauses.around(start, end)
                    if clauses
                    else _theme_around(first, last, paragraphs),
                    "start": first,
                    "end": last,
                }
            )
    return rows


def _read(
    text: str, lines: Sequence[Line], reporting_year: int | None
) -> Iterator[tuple[Line, list[_Found]]]:
    """Yield the lines that measure something, each with what it measures in order."""
    masked = _mask_names(text)
    claims = find_claims(masked)
    amounts = list(find_amounts(masked))
    if claims or "+" in masked:
        claimed = [(claim.start, claim.end) for claim in claims if claim.kind == "zero"]
        claimed += [formula.span() for formula in STAFFING.finditer(masked)] if "+" in masked else []
        claimed.sort()
        amounts = [amount for amount in amounts if not _within(claimed, amount.start)]
    claims.sort(key=attrgetter("start"))
    for line, own, stated in zip(lines, _by_line(lines, amounts), _by_line(lines, claims), strict=True):
        if own or stated:
            times = find_times(masked[line.begin : line.end], reporting_year)
            found = [
                _counted(amount, measures, period_at(times, amount.start - line.begin))
                for amount, measures in _with_measures(text, line, own)
            ]
            if stated:
                found += [_claimed(claim, text, line, own, times) for claim in stated]
                found.sort(key=itemgetter(0, 1))
            yield line, found


def _by_line(lines: Sequence[Line], found: Sequence[_Place]) -> list[Sequence[_Place]]:
    """Return what stands in each line of what was found in a text, in order."""
    if not found:
        return [()] * len(lines)
    places = [one.start for one in found]
    borders = [bisect_left(places, line.begin) for line in lines]
    return [found[first:last] for first, last in pairwise([*borders, len(found)])]


def _within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    before = bisect_right(spans, at, key=itemgetter(0))
    return before > 0 and at < spans[before - 1][1]


def _mask_names(text: str) -> str:
    """Return the text with the inside of titles and short quotations blotted out, offsets unchanged."""
    spans = [quotation.span() for quotation in quoted_names(text)]
    begin = 0
    for line in text.split(LINE_END) if "《" in text else ():
        if "《" in line:
            spans += [(begin + start, begin + end) for start, end in title_spans(line)]
        begin += len(line) + len(LINE_END)
    pieces, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            pieces += text[last : start + 1], MASK * (end - start - 2)
            last = end - 1
    return "".join([*pieces, text[last:]])


def _with_measures(text: str, line: Line, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, str]]:
    """Yield each amount of a line with what it measures, once per measure."""
    waiting: list[str] = []
    previous = ""
    left = line.begin
    for index, amount in enumerate(amounts, 1):
        right = amounts[index].start if index < len(amounts) else line.end
        between = text[left : amount.start]
        if waiting and (not between or between in "、，和及与"):
            names = [waiting.pop(0)]
        else:
            waiting = []
            respectively = "分别" in between
            names = names_of_list(text, amount, left) if respectively or amount.kind == "rate" else []
            if names and respectively:
                waiting, names = names[1:], names[:1]
        if not names:
            name = name_of(text, amount, left, right)
            names = [name or (previous if SAME_AGAIN.match(between) else "")]
        previous = names[-1]
        for name in names:
            yield amount, name
        left = amount.end


def _counted(amount: Amount, measures: str, period: str | None) -> _Found:
    value, high, unit = amount.value, amount.high, amount.unit
    factor, base = base_of(unit)
    printed = normalised = None
    if value is not None:
        printed = canonical(value)
        normalised = printed if factor == 1 else canonical(value * factor)
    return (
        amount.start,
        amount.end,
        printed,
        unit or None,
        amount.kind,
        amount.qualifier,
        measures or None,
        period,
        None if high is None else canonical(high),
        normalised,
        base or None,
    )


def _claimed(claim: Claim, text: str, line: Line, amounts: Sequence[Amount], times: Times) -> _Found:
    about = text[slice(*claim.about)] if claim.about else ""
    if not about:
        before = bisect_right(amounts, claim.start, key=attrgetter("end"))
        about = name_before(text, claim.start, amounts[before - 1].end if before else line.begin)
    value = "0" if claim.kind == "zero" else None
    period = period_at(times, claim.start - line.begin)
    columns = value, None, claim.kind, "exact", about or None, period, None, value, None
    return claim.start, claim.end, *columns


def _theme_around(start: int, end: int, paragraphs: Sequence[Mapping[str, object]]) -> str | None:
    """Return the theme of the paragraph a place stands in."""
    at = bisect_right(paragraphs, start, key=itemgetter("start")) - 1
    return paragraphs[at]["theme"] if at >= 0 and end <= paragraphs[at]["end"] else None
