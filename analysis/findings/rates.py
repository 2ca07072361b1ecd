"""Rules on percentages: against their own counts (N01), against whole numbers (N02, N03), for two measures (N04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.coding.coded_report import CodedReport
from analysis.findings.attainable import is_attainable, only_all, parts_of, show, slip
from analysis.findings.numbered_sentences import NumberedSentence, chain, numbered_sentences
from analysis.findings.numbers import Number
from analysis.findings.once import once
from analysis.findings.rate_bases import fits_some_other, give, part_and_whole, whole_alone
from analysis.findings.rate_words import rate_name
from analysis.findings.rule import Flag, Span, rule

#: Rates that follow from several outcomes, not from one count.
OF_OUTCOMES = ("纠错", "胜诉", "败诉", "调解成功")


@dataclass
class Tie:
    """A percentage, its sentence, and the counts that the text ties it to: part and whole, or the whole alone."""

    rate: Number
    at: int
    counts: tuple[Number, Number] | None
    whole: Number | None

    @property
    def unattainable(self) -> bool:
        """Whether no whole number out of the whole alone has this share."""
        return self.whole is not None and not is_attainable(
            int(self.whole.value), self.rate.range, self.rate.decimals
        )


@rule("N01", "rate against its own counts", "error")
def rate_and_counts(coded: CodedReport) -> Iterator[Flag]:
    """Flag a percentage that its own part and whole do not give, by rounding or by cutting."""
    sentences, ties = _ties(coded)
    for tie in ties:
        rate = tie.rate
        if tie.counts is None or _shared(sentences[tie.at], rate) or rate_name(rate).endswith(OF_OUTCOMES):
            continue
        part, whole = tie.counts
        if give(part, whole, rate):
            continue
        nearby = [
            *chain(sentences, tie.at, rate),
            *(one for one in sentences[tie.at].counts if one.start > rate.start),
        ]
        if fits_some_other(rate, nearby, tie.counts):
            continue
        whole, words = _explained(part, whole, nearby, rate)
        exact = Fraction(part.value) / Fraction(whole.value) * 100
        message = (
            f"{part.raw} of {whole.raw} is {show(exact, rate.decimals + 2)} %, printed {rate.raw}{words}"
        )
        yield Flag(message, rate.span, (part.span, whole.span))


@rule("N02", "rate that no whole number gives", "warning")
def unattainable_rate(coded: CodedReport) -> Iterator[Flag]:
    """Flag a percentage that no whole number out of its base gives."""
    sentences, ties = _ties(coded)
    for tie in ties:
        rate = tie.rate
        if not tie.unattainable or rate.qualifier != "exact" or _shared(sentences[tie.at], rate):
            continue
        if not _possible(sentences, tie.at, rate, tie.whole):
            yield Flag(_impossible(rate, tie.whole), rate.span, (tie.whole.span,))


@rule("N03", "bound that only 100 percent can meet", "notice")
def bound_of_all(coded: CodedReport) -> Iterator[Flag]:
    """Flag 98%以上 of so few that only all of them meet it."""
    said: set[Span] = set()
    for tie in _ties(coded)[1]:
        rate, whole = tie.rate, tie.whole
        if (
            whole is None
            or rate.qualifier not in ("at_least", "over")
            or rate.value == 100
            or rate.span in said
        ):
            continue
        size = int(whole.value)
        if size < 100 and only_all(size, rate.range):
            said.add(rate.span)
            one_less = show(Fraction(100 * (size - 1), size))
            message = f"of {whole.raw} only all can be {rate.raw}: {size - 1} of {size} is {one_less} %"
            yield Flag(message, rate.span, (whole.span,))


@rule("N04", "one percentage for two measures", "notice")
def shared_percentage(coded: CodedReport) -> Iterator[Flag]:
    """Flag one percentage, other than 100, that is printed for two measures."""
    sentences, every = _ties(coded)
    shared: dict[Span, list[Tie]] = {}
    for tie in every:
        if _shared(sentences[tie.at], tie.rate) and tie.rate.value < 100:
            shared.setdefault(tie.rate.span, []).append(tie)
    for span, ties in shared.items():
        names = " and ".join(tie.rate.measures for tie in ties)
        wrong = next((tie for tie in ties if tie.unattainable), None)
        if wrong:
            message = f"{names} share one percentage, and {_impossible(wrong.rate, wrong.whole)}"
            yield Flag(message, span, (wrong.whole.span,), "warning")
        else:
            yield Flag(f"{names} share one percentage, {ties[0].rate.raw}", span)


@once
def _ties(coded: CodedReport) -> tuple[tuple[NumberedSentence, ...], tuple[Tie, ...]]:
    """Return the sentences with numbers, and their percentages that state results with what they are tied to."""
    sentences = numbered_sentences(coded)
    ties = []
    for at, sentence in enumerate(sentences):
        for rate in sentence.rates if sentence.rates and not sentence.plans else ():
            if rate.value <= 100 and rate.high is None:
                nearby = chain(sentences, at, rate)
                counts = part_and_whole(sentence, rate, nearby)
                ties.append(Tie(rate, at, counts, None if counts else whole_alone(sentence, rate, nearby)))
    return sentences, tuple(ties)


def _shared(sentence: NumberedSentence, rate: Number) -> bool:
    """Tell whether a percentage is printed for two measures."""
    return sum(one.span == rate.span for one in sentence.rates) > 1


def _possible(sentences: Sequence[NumberedSentence], at: int, rate: Number, whole: Number) -> bool:
    """Tell whether a rate is attainable over its whole, or over the part that an earlier rate leaves.

    Those who pass are a share of those who sat the exam: 参考率 before 通过率. Sums of the counts in a row count as
    wholes, too.
    """
    counts = [one for one in chain(sentences, at, rate) if one.group == whole.group]
    if not all(one.exact for one in counts):
        return True
    values = [int(one.value) for one in counts]
    wholes = {int(whole.value), *values}
    if whole.group != "persons":
        wholes |= {sum(values[first:]) for first in range(len(values))}
    for earlier in sentences[at].rates:
        if earlier.end <= rate.start and earlier.start > whole.start:
            wholes |= {part for one in list(wholes) for part in parts_of(one, earlier.range) if part}
    return any(is_attainable(one, rate.range, rate.decimals) for one in wholes)


def _impossible(rate: Number, whole: Number) -> str:
    size, value = int(whole.value), Fraction(rate.value)
    below = int(value * size / 100)
    near = ", ".join(
        f"{part} is {show(Fraction(100 * part, size), rate.decimals + 1)} %"
        for part in (below, below + 1)
        if part <= size
    )
    return f"no whole number of {whole.raw} is {rate.raw}: {near}"


def _explained(part: Number, whole: Number, counts: Sequence[Number], rate: Number) -> tuple[Number, str]:
    """Return the whole over which a power of ten explains a wrong percentage, and how; else the whole as it is."""
    for other in (whole, *counts):
        if other.group == part.group and other.value >= max(part.value, 1):
            words = slip(Fraction(part.value) / Fraction(other.value) * 100, rate.range)
            if words:
                return other, f": {words}"
    return whole, ""


RULES = (rate_and_counts, unattainable_rate, bound_of_all, shared_percentage)
