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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from operator import itemgetter

from analysis.coding.amounts import Amount, find_amounts
from analysis.coding.cited_titles import title_spans
from analysis.coding.claims import Claim, find_claims
from analysis.coding.clause_theme import ClauseThemes
from analysis.coding.lines import LINE_END, Line, join_lines
from analysis.coding.measured import measures_of, name_before
from analysis.coding.mentions import Mentions
from analysis.coding.numerals import canonical
from analysis.coding.periods import find_periods
from analysis.coding.quotations import quoted_names
from analysis.coding.units import base_of
from analysis.reading.mapped_text import MappedText
from analysis.reading.page import Section, Sentence

MASK = "〓"
#: What every grid, team or village is to have: 1名民警+1名律师+1名网格员.
STAFFING = re.compile("(?:[0-9一两二三][名个位人][^，。；：、+0-9]{1,12}\\+)+[0-9一两二三N](?=[名个位人])")

#: The line of a quantity, where it begins and ends in the text of lines, and its columns `value`, `unit`, `kind`,
#: `qualifier`, `measures`, `value_high`, `value_normalised` and `unit_normalised`.
_Found = tuple[Line | int | str | None, ...]


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
    # Each step is taken for all quantities before the next: the processor keeps the code of a step at hand.
    text, lines = join_lines(view, sentences, sections)
    masked = _mask_names(text)
    found = _find(text, masked, lines)
    if not found:
        return []
    own, starts, ends, *_ = zip(*found, strict=True)
    spans = map(Line.span, own, starts, ends)
    periods = find_periods(masked, own, starts, reporting_year)
    themes = _themes(text, own, zip(starts, ends, strict=True), mentions) if mentions else repeat(None)
    source = view.source
    return [
        {
            "report_id": report_id,
            "sentence_id": line.sentence_id,
            "raw": source[first:last],
            "value": value,
            "unit": unit,
            "kind": kind,
            "qualifier": qualifier,
            "measures": measures,
            "period": period,
            "value_high": high,
            "value_normalised": normalised,
            "unit_normalised": base,
            "theme": theme or _theme_around(first, last, paragraphs),
            "start": first,
            "end": last,
        }
        for (line, _, _, value, unit, kind, qualifier, measures, high, normalised, base), (first, last), period, theme
        in zip(found, spans, periods, themes, strict=False)
    ]  # fmt: skip


def _find(text: str, masked: str, lines: Sequence[Line]) -> list[_Found]:
    """Return what the lines of a text measure, in order."""
    claims = find_claims(masked)
    amounts = list(find_amounts(masked))
    if claims or "+" in masked:
        claimed = [(claim.start, claim.end) for claim in claims if claim.kind == "zero"]
        claimed += [formula.span() for formula in STAFFING.finditer(masked)] if "+" in masked else []
        claimed.sort()
        amounts = [amount for amount in amounts if not _within(claimed, amount.start)]
    own = _lines_of(lines, amounts)
    names = measures_of(text, amounts, own)
    found = [
        _counted(line, amount, name)
        for line, amount, shared in zip(own, amounts, names, strict=True)
        for name in shared
    ]
    if claims:
        ends = [amount.end for amount in amounts]
        for claim, line in zip(claims, _lines_of(lines, claims), strict=True):
            before = bisect_right(ends, claim.start)
            left = max(line.begin, ends[before - 1]) if before else line.begin
            found.append(_claimed(line, claim, text, left))
        found.sort(key=itemgetter(1, 2))
    return found


def _lines_of(lines: Sequence[Line], found: Sequence[tuple]) -> list[Line]:
    """Return the line in which each of what was found in a text begins."""
    begins = [line.begin for line in lines]
    return [lines[bisect_right(begins, one[0]) - 1] for one in found]


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


def _counted(line: Line, amount: Amount, measures: str) -> _Found:
    start, end, value, high, unit, kind, qualifier = amount
    factor, base = base_of(unit)
    normalised = value if value is None or base == unit else canonical(Decimal(value) * factor)
    named, counted = measures or None, unit or None
    return line, start, end, value, counted, kind, qualifier, named, high, normalised, base or None


def _claimed(line: Line, claim: Claim, text: str, left: int) -> _Found:
    start, end, kind, about = claim
    measures = (text[slice(*about)] if about else "") or name_before(text, start, left) or None
    value = "0" if kind == "zero" else None
    return line, start, end, value, None, kind, "exact", measures, None, value, None


def _themes(
    text: str, lines: Sequence[Line], places: Iterable[tuple[int, int]], mentions: Mentions
) -> Iterator[str | None]:
    """Yield the theme of the clause of each place, else of its line; None where nothing is coded in the line."""
    themes, starts, ends = mentions.themes, mentions.starts, mentions.ends
    last = None
    for line, (start, end) in zip(lines, places, strict=True):
        if line is not last:
            last, theme, clauses = line, None, None
            first, behind = line.span(line.begin, line.end)
            low = bisect_left(starts, first) if line.sentence_id is not None else len(starts)
            high = bisect_left(starts, behind, low)
            own = themes[low:high]
            if own and own.count(own[0]) == len(own):
                theme = own[0]
            elif own:
                clauses = ClauseThemes(text, line, own, starts[low:high], ends[low:high])
        yield clauses.around(start, end) if clauses else theme


def _theme_around(start: int, end: int, paragraphs: Sequence[Mapping[str, object]]) -> str | None:
    """Return the theme of the paragraph a place stands in."""
    at = bisect_right(paragraphs, start, key=itemgetter("start")) - 1
    return paragraphs[at]["theme"] if at >= 0 and end <= paragraphs[at]["end"] else None
