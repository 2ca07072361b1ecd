"""The sentences of a report that hold numbers, and the numbers in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from analysis.coding.coded_report import CodedReport
from analysis.findings.numbers import Number
from analysis.findings.rule import Span
from analysis.reading.report import Row
from analysis.reading.unpadded import Unpadded

MARK = re.compile("[，。；：！？（）、]")
DECIMALS = re.compile("(?:\\.|点)([0-9零〇一二三四五六七八九]+)")
#: Between two counts of a list.
_LISTED = re.compile("[^，。；：（）0-9]{0,4}[、和及与][^，。；：（）0-9]{1,14}")
#: Aims and rules state no results. The first character is consumed first, which makes the search fast.
AIM = re.compile(
    "[力争拟计目要指应不以下将](?:(?<=力)争|(?<=争)取(?!到)|(?<=拟)(?:于|开展|举办|组织|召开|定于)|(?<=计)划(?:于|开展|举办|组织|召开|完成|每)"
    "|(?<=[目指])标[是为达不]|(?<=要)求[是为达不]|(?<=应)当|(?<=不)得|(?<=以)上的?(?:目标|要求)|(?<=下)一步"
    "|(?<=[们省市县区镇乡局道]将)(?!其|近)|(?<=将)(?:继续|进一步|力争|实现|达到|开展|组织|举办|不断|于[0-9]))"
)
PLAN_ITEM = 4
#: What is longer, or holds more numbers, is a table that lost its lines, and no sentence.
LONGEST_SENTENCE, MOST_NUMBERS = 3000, 200


@dataclass(eq=False)
class NumberedSentence:
    """A sentence that holds numbers.

    Attributes
    ----------
    text : str
    place : int
        Which sentence of the body it is.
    section : str or None
        The id of its section, none in the lead.
    item : int
        The mandated item its section reports on, 0 where none.
    numbers : tuple of Number
        Counts, rates and other numbers with a value, in order.
    claims : tuple of Number
        Claims that nothing happened, in order.
    counts, rates : tuple of Number
        Those of `numbers` that count something, and the percentages.
    plans : bool
        It states aims or rules rather than results.
    clauses : list of int
        Where its clauses begin, behind their marks.
    """

    text: str
    place: int
    section: str | None
    item: int
    numbers: tuple[Number, ...]
    claims: tuple[Number, ...]
    counts: tuple[Number, ...]
    rates: tuple[Number, ...]
    plans: bool
    clauses: list[int]

    def clause(self, number: Number) -> str:
        """Return the words of a number's clause in front of it, other numbers included."""
        return self.text[self.clause_start(number.start) : number.start]

    def clause_start(self, at: int) -> int:
        """Return where the clause of a place begins."""
        before = bisect_right(self.clauses, at)
        return self.clauses[before - 1] if before else 0


@lru_cache(maxsize=2)
def numbered_sentences(coded: CodedReport) -> tuple[NumberedSentence, ...]:
    """Return the sentences of a report's body that hold numbers, in order."""
    return tuple(_sentences(coded))


def chain(sentences: Sequence[NumberedSentence], at: int, number: Number) -> list[Number]:
    """Return the counts a number may refer to, the nearest last: those before it in its sentence.

    Where there are fewer than two, those of the sentence before it, too, if that is of the same section.
    """
    sentence = sentences[at]
    found = [one for one in sentence.counts if one.end <= number.start]
    if len(found) < 2 and at and _adjoin(sentences[at - 1], sentence):
        found = [*sentences[at - 1].counts, *found]
    return found


def _adjoin(first: NumberedSentence, second: NumberedSentence) -> bool:
    return first.place + 1 == second.place and first.section == second.section


def _sentences(coded: CodedReport) -> Iterator[NumberedSentence]:
    rows: dict[str, list[Row]] = {}
    for row in coded.quantities:
        if row["value"] is not None:
            rows.setdefault(row["sentence_id"], []).append(row)
    if not rows:
        return
    items = {section.section_id: section.item for section in coded.report.sections}
    view = coded.report.view
    for place, sentence in enumerate(coded.report.sentences):
        own = rows.get(sentence.sentence_id, ())
        if not 0 < len(own) <= MOST_NUMBERS or sentence.end - sentence.start > LONGEST_SENTENCE:
            continue
        words = Unpadded.of(view, sentence.start, sentence.end)
        text, item = words.text, items.get(sentence.section_id) or 0
        ends = [(_place(words, row["start"]), _place(words, row["end"])) for row in own]
        marks = [found.start() for found in MARK.finditer(text)]
        every = [_number(text, row, span, ends, marks) for row, span in zip(own, ends, strict=True)]
        counts = tuple(one for one in every if one.kind == "count" and one.unit)
        for first, second in pairwise(counts):
            if first.group == second.group and _LISTED.fullmatch(text, first.end, second.start):
                second.joins = first
        yield NumberedSentence(
            text=text,
            place=place,
            section=sentence.section_id,
            item=item,
            numbers=tuple(one for one in every if one.kind != "zero"),
            claims=tuple(one for one in every if one.kind == "zero"),
            counts=counts,
            rates=tuple(one for one in every if one.kind == "rate" and one.unit == "%"),
            plans=item == PLAN_ITEM or AIM.search(text) is not None,
            clauses=[mark + 1 for mark in marks if text[mark] != "、"],
        )


def _place(words: Unpadded, offset: int) -> int:
    """Return where a source offset stands in the words of a sentence."""
    return bisect_left(words.at, words.view.locate(offset))


def _number(text: str, row: Row, span: Span, spans: list[Span], marks: list[int]) -> Number:
    start, end = span
    left, right = 0, len(text)
    for first, last in spans:
        if last <= start:
            left = max(left, last)
        elif first >= end:
            right = first
            break
    before, after = bisect_left(marks, start), bisect_left(marks, end)
    if before:
        left = max(left, marks[before - 1] + 1)
    if after < len(marks):
        right = min(right, marks[after])
    raw = text[start:end]
    decimals = DECIMALS.search(raw) if row["kind"] in ("rate", "count") else None
    return Number(
        value=Decimal(row["value_normalised"]),
        unit=row["unit_normalised"] or "",
        kind=row["kind"],
        qualifier=row["qualifier"],
        measures=row["measures"] or "",
        period=row["period"] or "",
        decimals=len(decimals[1]) if decimals else 0,
        raw=raw,
        start=start,
        end=end,
        before=text[left:start],
        after=text[end:right],
        span=(row["start"], row["end"]),
        high=None if row["value_high"] is None else Decimal(row["value_high"]),
        text=text,
    )
