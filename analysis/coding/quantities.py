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
from decimal import Decimal
from itertools import repeat
from operator import itemgetter

from analysis.coding.amounts import Amount, find_amounts
from analysis.coding.cited_titles import title_spans
from analysis.coding.claims import Claim, find_claims
from analysis.coding.clause_theme import ClauseThemes
from analysis.coding.lines import LINE_END, Line, join_lines
from analysis.coding.measured import name_amounts, name_before
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
    own, amounts, _ = zip(*found, strict=True)
    starts = [amount.start for amount in amounts]
    periods = find_periods(masked, own, starts, reporting_year, _planning(sentences, sections))
    themes = _themes(text, own, amounts, mentions) if mentions else repeat(None)
    source = view.source
    rows = []
    for (line, amount, measures), period, theme in zip(found, periods, themes, strict=False):
        start, end, value, high, unit, kind, qualifier = amount
        first, last = line.span(start, end)
        factor, base = base_of(unit)
        rows.append(
            {
                "report_id": report_id,
                "sentence_id": line.sentence_id,
                "raw": source[first:last],
                "value": value,
                "unit": unit or None,
                "kind": kind,
                "qualifier": qualifier,
                "measures": measures or None,
                "period": period,
                "value_high": high,
                "value_normalised": value
                if value is None or base == unit
                else canonical(Decimal(value) * factor),
                "unit_normalised": base or None,
                "theme": theme or _theme_around(first, last, paragraphs),
                "start": first,
                "end": last,
            }
        )
    return rows


def _planning(sentences: Sequence[Sentence], sections: Sequence[Section]) -> frozenset[str]:
    """Return the sentences of the part on the next year's plan."""
    parts = {section.section_id for section in sections if section.item == 4}
    return frozenset(one.sentence_id for one in sentences if one.section_id in parts)


def _find(text: str, masked: str, lines: Sequence[Line]) -> list[tuple[Line, Amount, str]]:
    """Return what the lines of a text measure, in order: the line, the number or claim, and the name."""
    claims = find_claims(masked)
    amounts = list(find_amounts(masked))
    if claims or "+" in masked:
        claimed = [(claim.start, claim.end) for claim in claims if claim.kind == "zero"]
        claimed += [formula.span() for formula in STAFFING.finditer(masked)] if "+" in masked else []
        claimed.sort()
        amounts = [amount for amount in amounts if not _within(claimed, amount.start)]
    found = name_amounts(text, amounts, lines)
    if claims:
        begins, ends = [line.begin for line in lines], [amount.end for amount in amounts]
        for claim in claims:
            line = lines[bisect_right(begins, claim.start) - 1]
            before = bisect_right(ends, claim.start)
            left = max(line.begin, ends[before - 1]) if before else line.begin
            found.append((line, *_claimed(claim, text, left)))
        found.sort(key=_place)
    return found


def _place(found: tuple[Line, Amount, str]) -> tuple[int, int]:
    return found[1][:2]


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


def _claimed(claim: Claim, text: str, left: int) -> tuple[Amount, str]:
    """Return a claim as an amount, and what it is about; no name begins before `left`."""
    start, end, kind, about = claim
    measures = (text[slice(*about)] if about else "") or name_before(text, start, left)
    return Amount(start, end, "0" if kind == "zero" else None, None, "", kind, "exact"), measures


def _themes(
    text: str, lines: Sequence[Line], amounts: Sequence[Amount], mentions: Mentions
) -> Iterator[str | None]:
    """Yield the theme of the clause of each amount, else of its line; None where nothing is coded in the line."""
    themes, starts, ends = mentions.themes, mentions.starts, mentions.ends
    last = None
    for line, amount in zip(lines, amounts, strict=True):
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
        yield clauses.around(amount.start, amount.end) if clauses else theme


def _theme_around(start: int, end: int, paragraphs: Sequence[Mapping[str, object]]) -> str | None:
    """Return the theme of the paragraph a place stands in."""
    at = bisect_right(paragraphs, start, key=itemgetter("start")) - 1
    return paragraphs[at]["theme"] if at >= 0 and end <= paragraphs[at]["end"] else None
