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
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter, itemgetter

from analysis.coding.amounts import Amount, find_amounts
from analysis.coding.cited_titles import title_spans
from analysis.coding.claims import Claim, find_claims
from analysis.coding.clause_theme import ClauseThemes
from analysis.coding.measured import SAME_AGAIN, name_before, name_of, names_of_list
from analysis.coding.numerals import NUMERAL_CHARACTERS, canonical
from analysis.coding.periods import find_times, period_at
from analysis.coding.quotations import QUOTED_NAME
from analysis.coding.units import KIND_OF, to_base
from analysis.reading.normalise import MappedText, squeeze
from analysis.reading.page import Section, Sentence

BLANK_IN_NUMBER = re.compile("(?<=[0-9.,，]) (?=[0-9.,，%‰])")
MASK = "〓"
#: What may follow a Chinese numeral that measures something; without it, and without digits and claims, a sentence
#: need not be read.
_FOLLOWS = "".join(
    sorted({unit[0] for unit in KIND_OF} | set(NUMERAL_CHARACTERS + "余多来几分点至到—–~，。；、） \n"))
)
_WORTH_READING = re.compile(f"[0-9未没无零覆]|全部|[{NUMERAL_CHARACTERS}数几半](?:[-{_FOLLOWS}]|$)")
#: What every grid, team or village is to have: 1名民警+1名律师+1名网格员.
STAFFING = re.compile("(?:[0-9一两二三][名个位人][^，。；：、+0-9]{1,12}\\+)+[0-9一两二三N](?=[名个位人])")


def find_quantities(
    view: MappedText,
    sentences: Sequence[Sentence],
    report_id: str,
    reporting_year: int | None = None,
    mentions: Iterable[Mapping[str, object]] = (),
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
    mentions : iterable of rows of table `mentions`, optional
        Coded spans of the same report in order; the theme of a quantity is the one that fills most of its clause, else of
        its sentence, weak terms left aside.
    sections : sequence of Section, optional
        Its sections, the headings of which are read too; their quantities have no `sentence_id`.
    paragraphs : rows of table `paragraphs`, optional
        Their themes are those of quantities in sentences without one.
    """
    themes: dict[str, list[Mapping[str, object]]] = {}
    for mention in mentions:
        if not mention["weak"]:
            themes.setdefault(str(mention["sentence_id"]), []).append(mention)
    rows: list[dict[str, object]] = []
    starts = [row["start"] for row in paragraphs]
    worth = _WORTH_READING.search
    read = [one for one in sentences if worth(view.text, one.start, one.end)]
    lengths: dict[str | None, int] = {}
    for one in sections:
        # Behind the number and its mark.
        if one.heading and worth(view.text, one.start + (len(one.number) + 1 if one.number else 0), one.end):
            lengths[one.section_id] = len(one.heading.replace(" ", ""))
            read.append(Sentence(None, one.section_id, one.start, one.end))
    for sentence in sorted(read, key=attrgetter("start")):
        text = _matching_view(view, sentence)
        first = len(text.text) - lengths[sentence.section_id] if sentence.sentence_id is None else 0
        coded = themes.get(sentence.sentence_id)
        clauses = None
        for start, end, fields in _read(text.text[first:], reporting_year):
            if coded and not clauses:
                clauses = ClauseThemes(text, coded)
            source = text.span(first + start, first + end)
            rows.append(
                {
                    "report_id": report_id,
                    "sentence_id": sentence.sentence_id,
                    "raw": text.source[slice(*source)],
                    **fields,
                    "theme": clauses.around(start, end)
                    if clauses
                    else _theme_around(source, starts, paragraphs),
                    "start": source[0],
                    "end": source[1],
                }
            )
    return rows


def _matching_view(view: MappedText, sentence: Sentence) -> MappedText:
    """Return the words of a sentence without blanks and line breaks, with the way to the source."""
    first, last = sentence.start, sentence.end
    text = view.text[first:last]
    words = MappedText(view.source, text, view.starts[first:last], view.ends[first:last])
    return squeeze(words).sub(BLANK_IN_NUMBER, "") if " " in text or "\n" in text else words


def _read(words: str, reporting_year: int | None) -> list[tuple[int, int, dict[str, object]]]:
    """Return what a sentence measures: offsets and columns, in order."""
    masked = _mask_names(words)
    claims = list(find_claims(masked))
    zeros = [claim for claim in claims if claim.kind == "zero"]
    claimed = [(claim.start, claim.end) for claim in zeros]
    claimed += [formula.span() for formula in STAFFING.finditer(masked)] if "+" in masked else []
    claimed.sort()
    amounts = [amount for amount in find_amounts(masked) if not _within(claimed, amount.start)]
    if not amounts and not claims:
        return []
    times = find_times(masked, reporting_year)
    found = [
        (amount.start, amount.end, _columns(amount, measures, period_at(times, amount.start)))
        for amount, measures in _with_measures(words, amounts)
    ]
    ends = [amount.end for amount in amounts]
    for claim in claims:
        before = bisect_right(ends, claim.start)
        about = words[slice(*claim.about)] if claim.about else ""
        about = about or name_before(words, claim.start, ends[before - 1] if before else 0)
        period = period_at(times, claim.start)
        found.append((claim.start, claim.end, _claim_columns(claim, about, period)))
    return sorted(found, key=lambda row: row[:2])


def _within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    before = bisect_right(spans, at, key=itemgetter(0))
    return before > 0 and at < spans[before - 1][1]


def _mask_names(words: str) -> str:
    """Return the words with the inside of titles and short quotations blotted out, offsets unchanged."""
    spans = title_spans(words) if "《" in words else []
    spans += [quotation.span() for quotation in QUOTED_NAME.finditer(words)]
    if not spans:
        return words
    pieces, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            pieces += words[last : start + 1], MASK * (end - start - 2)
            last = end - 1
    return "".join([*pieces, words[last:]])


def _with_measures(words: str, amounts: Sequence[Amount]) -> Iterable[tuple[Amount, str]]:
    """Yield each amount with what it measures, once per measure."""
    waiting: list[str] = []
    previous = ""
    for index, amount in enumerate(amounts):
        left = amounts[index - 1].end if index else 0
        right = amounts[index + 1].start if index + 1 < len(amounts) else len(words)
        between = words[left : amount.start]
        if waiting and (not between or between in "、，和及与"):
            names = [waiting.pop(0)]
        else:
            waiting = []
            names = names_of_list(words, amount, left)
            if names and "分别" in between:
                waiting, names = names[1:], names[:1]
        if not names:
            same = previous if SAME_AGAIN.match(between) else ""
            names = [name_of(words, amount, left, right) or same]
        previous = names[-1]
        for name in names:
            yield amount, name


def _columns(amount: Amount, measures: str, period: str | None) -> dict[str, object]:
    value, high = amount.value, amount.high
    base, base_unit = to_base(value if value is not None else Decimal(0), amount.unit)
    return {
        "value": None if value is None else canonical(value),
        "unit": amount.unit or None,
        "kind": amount.kind,
        "qualifier": amount.qualifier,
        "measures": measures or None,
        "period": period,
        "value_high": None if high is None else canonical(high),
        "value_normalised": None if value is None else canonical(base),
        "unit_normalised": base_unit or None,
    }


def _claim_columns(claim: Claim, about: str, period: str | None) -> dict[str, object]:
    value = "0" if claim.kind == "zero" else None
    return {
        "value": value,
        "unit": None,
        "kind": claim.kind,
        "qualifier": "exact",
        "measures": about or None,
        "period": period,
        "value_high": None,
        "value_normalised": value,
        "unit_normalised": None,
    }


def _theme_around(
    place: tuple[int, int], starts: Sequence[int], paragraphs: Sequence[Mapping[str, object]]
) -> str | None:
    """Return the theme of the paragraph a place stands in."""
    at = bisect_right(starts, place[0]) - 1
    return paragraphs[at]["theme"] if at >= 0 and place[1] <= paragraphs[at]["end"] else None
