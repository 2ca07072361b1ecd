"""The sentences of a report that hold numbers, and the numbers in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from analysis.coding.coded_report import CodedReport
from analysis.findings.body_text import PLAN_ITEM, BodyText
from analysis.findings.numbers import GROUPS, Number, read_value
from analysis.findings.once import once
from analysis.reading.lazy import Lazy
from analysis.reading.mapped_text import MappedText
from analysis.reading.report import Row
from analysis.reading.unpadded import Unpadded

CLAUSE_END = re.compile("[，。；：！？（）]")
#: Between two counts of a list.
_LISTED = re.compile("[^，。；：（）0-9]{0,4}[、和及与][^，。；：（）0-9]{1,14}")
#: Aims and rules state no results. The first character is consumed first, which makes the search fast.
AIM = re.compile(
    "[力争拟计目要指应不以下将](?:(?<=力)争|(?<=争)取(?!到)|(?<=拟)(?:于|开展|举办|组织|召开|定于)|(?<=计)划(?:于|开展|举办|组织|召开|完成|每)"
    "|(?<=[目指])标[是为达不]|(?<=要)求[是为达不]|(?<=应)当|(?<=不)得|(?<=以)上的?(?:目标|要求)|(?<=下)一步"
    "|(?<=[们省市县区镇乡局道]将)(?!其|近)|(?<=将)(?:继续|进一步|力争|实现|达到|开展|组织|举办|不断|于[0-9]))"
)
_COLUMNS = itemgetter(
    "start", "end", "value_normalised", "value_high", "unit_normalised", "kind", "qualifier", "measures", "period"
)  # fmt: skip
#: What is longer, or holds more numbers, is a table that lost its lines, and no sentence.
LONGEST_SENTENCE, MOST_NUMBERS = 3000, 200


@dataclass(eq=False)
class NumberedSentence:
    """A sentence that holds numbers.

    Attributes
    ----------
    text : str
        Its words without blanks.
    place : int
        Which sentence of the body it is.
    section : str or None
        The id of its section, none in the lead.
    item : int
        The mandated item its section reports on, 0 where none, -1 in the lead.
    numbers : sequence of Number
        Counts, rates and other numbers with a value, in order.
    claims : sequence of Number
        Claims that nothing happened, in order.
    counts, rates : sequence of Number
        Those of `numbers` that count something, and the percentages.
    """

    text: str
    place: int
    section: str | None
    item: int
    numbers: Sequence[Number]
    claims: Sequence[Number]
    counts: Sequence[Number]
    rates: Sequence[Number]

    @Lazy
    def plans(self) -> bool:
        """Whether it states aims or rules rather than results."""
        return self.item == PLAN_ITEM or AIM.search(self.text) is not None

    @Lazy
    def clauses(self) -> list[int]:
        """Where its clauses begin, behind their marks."""
        return [found.end() for found in CLAUSE_END.finditer(self.text)]

    def clause(self, number: Number) -> str:
        """Return the words of a number's clause in front of it, other numbers included."""
        return self.text[self.clause_start(number.start) : number.start]

    def clause_start(self, at: int) -> int:
        """Return where the clause of a place begins."""
        before = bisect_right(self.clauses, at)
        return self.clauses[before - 1] if before else 0


@once
def numbered_sentences(coded: CodedReport) -> tuple[NumberedSentence, ...]:
    """Return the sentences of a report's body that hold numbers, in order."""
    body = BodyText.of(coded)
    # Sentences are numbered from 1 on; numbers of headings stand in none.
    found = [
        _numbered(coded, body, int(sentence_id) - 1, rows)
        for sentence_id, rows in groupby(coded.quantities, itemgetter("sentence_id"))
        if sentence_id is not None
    ]
    return tuple(filter(None, found))


def chain(sentences: Sequence[NumberedSentence], at: int, number: Number) -> list[Number]:
    """Return the counts a number may refer to, the nearest last: those before it in its sentence.

    Where there are fewer than two, those of the sentence before it, too, if that is of the same section.
    """
    sentence = sentences[at]
    found = [one for one in sentence.counts if one.end <= number.start]
    if len(found) < 2 and at and adjoin(sentences[at - 1], sentence):
        found = [*sentences[at - 1].counts, *found]
    return found


def adjoin(first: NumberedSentence, second: NumberedSentence) -> bool:
    """Tell whether a sentence follows another one in the same section."""
    return first.place + 1 == second.place and first.section == second.section


def _numbered(coded: CodedReport, body: BodyText, place: int, rows: Iterable[Row]) -> NumberedSentence | None:
    """Return a sentence with its numbers; none where they have no value, or where it is no sentence."""
    _, section_id, opens, closes = coded.report.sentences[place]
    if closes - opens > LONGEST_SENTENCE:
        return None
    text = body.text[slice(*body.sentences[place])]
    sources = _sources(coded.report.view, opens, closes, len(text))
    found, counts, rates, places = [], [], [], []
    for row in rows:
        first, last, value, high, unit, kind, qualifier, measures, period = _COLUMNS(row)
        if value is None:
            continue
        if sources is None:
            start, end = first - opens, last - opens
        else:
            start, end = bisect_left(sources, first), bisect_left(sources, last)
        places.append((start, end))
        unit = unit or ""
        number = Number(
            read_value(value),
            None if high is None else read_value(high),
            unit,
            GROUPS.get(unit, unit),
            kind,
            qualifier,
            measures or "",
            period or "",
            start,
            end,
            places,
            (first, last),
            text,
        )
        found.append(number)
        if kind == "count" and unit:
            if counts and counts[-1].group == number.group and _LISTED.fullmatch(text, counts[-1].end, start):
                number.joins = counts[-1]
            counts.append(number)
        elif kind == "rate" and unit == "%":
            rates.append(number)
    if not 0 < len(found) <= MOST_NUMBERS:
        return None
    claims = [one for one in found if one.kind == "zero"]
    numbers = [one for one in found if one.kind != "zero"] if claims else found
    return NumberedSentence(text, place, section_id, body.item_of(section_id), numbers, claims, counts, rates)


def _sources(view: MappedText, start: int, end: int, length: int) -> Sequence[int] | None:
    """Return the source offset of each character of a sentence without blanks; none where it is that of the view."""
    starts = view.starts
    if length < end - start:
        return [starts[at] for at in Unpadded.of(view, start, end).at]
    return None if isinstance(starts, range) and not starts.start else starts[start:end]
