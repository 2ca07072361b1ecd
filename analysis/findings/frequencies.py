"""The rule on frequencies against totals (N08): so many a month, or for each village, and so many in all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from analysis.coding.coded_report import CodedReport
from analysis.findings.attainable import Range, show
from analysis.findings.numbered_sentences import NumberedSentence, numbered_sentences
from analysis.findings.numbers import Number
from analysis.findings.rule import Flag, rule

#: How often a period comes in a year, at least and at most.
TIMES = {"half-year": (2, 2), "quarter": (4, 4), "month": (12, 12), "week": (46, 53)}
_MEAN = re.compile("[季月周]均|平均每")
_TAIL = 30
#: A total of the whole year.
_TOTAL = re.compile("全年|一年来|本年|年度|共|累计|总计|合计")
_PART_OF_YEAR = re.compile(
    "上半年|下半年|截[至止]|以来|起，|月份|季度起|月起|[一二三四1-4]季度(?![召开组举听研至])"
)
_EACH = re.compile(
    "(?<![其与对])每个?(?P<what>村（社区）|村（居）|行政村|自然村|村|社区|网格|乡镇|街道|单位|部门|学校|站所)(?:各|均|至少|都)?[^，。；0-9]{0,10}$|(?:村村|各村)[^，。；0-9]{0,8}$"
)
#: One of them may serve several villages.
_SHARED = re.compile("法律顾问|律师|民警|辅警|干部|法官|检察官")
_EVERY_KIND = re.compile("各类|各种|各级|多种|等")
_VERB = re.compile(
    "召开|开展|举办|组织|研究|听取|学习|检查|巡查|走访|接访|培训|宣讲|排查|配备|聘请|设立|选聘|培养|配置|安排"
)
_NO_KIND = re.compile(f"(?:{_VERB.pattern}|集中|集体|定期|例行|[每均][年季月周]?)$")


class Rate(NamedTuple):
    """So many in each of so many: the number, how many of them, and what they are, in words."""

    number: Number
    times: Range
    words: str
    whole: Number | None = None


@rule("N08", "frequency against total", "error")
def frequency_and_total(coded: CodedReport) -> Iterator[Flag]:
    """Flag a frequency, an average or a figure for each village that its total contradicts."""
    sentences = numbered_sentences(coded)
    for at, sentence in enumerate(sentences):
        if len(sentence.counts) < 2:
            continue
        for rate in _rates(sentences, at):
            total = _total(sentence, rate)
            if total is not None and not sentence.plans:
                yield from _contradiction(rate, total)


def _rates(sentences: Sequence[NumberedSentence], at: int) -> Iterator[Rate]:
    sentence = sentences[at]
    text = sentence.text
    for number in sentence.counts:
        if number.high is not None:
            continue
        if number.period in TIMES:
            if not _PART_OF_YEAR.search(text):
                least, most = TIMES[number.period]
                times = Range(Fraction(least), Fraction(most))
                yield Rate(number, times, f"{least} {number.period}s")
            continue
        left = max(0, number.start - _TAIL)
        each = _EACH.search(text[left : number.start]) if "每" in text else None
        if each and each["what"]:
            whole = _how_many(sentences, at, each["what"])
            if whole is not None:
                yield Rate(number, whole.range, whole.raw + each["what"], whole)


def _how_many(sentences: Sequence[NumberedSentence], at: int, what: str) -> Number | None:
    """Return how many villages there are, by the sentence itself: 全镇26个村, 每村…."""
    found = [
        one
        for one in sentences[at].counts
        if one.exact
        and (one.measures.endswith(what) or one.after.startswith(what))
        and re.search("全|共|辖|所有", one.before)
    ]
    return found[0] if len(found) == 1 else None


def _total(sentence: NumberedSentence, rate: Rate) -> Number | None:
    """Return the total that a frequency is to give: behind it, of the same unit, the same thing or the same act."""
    number = rate.number
    for one in sentence.counts:
        if (
            one is number
            or one is rate.whole
            or one.group != number.group
            or one.high is not None
            or one.period in TIMES
        ):
            continue
        if not one.period.isdigit() and not _TOTAL.search(sentence.clause(one)) or "-" in one.period:
            continue
        if (
            _EACH.search(sentence.text[max(0, one.start - _TAIL) : one.start])
            or "；" in sentence.text[min(one.end, number.end) : max(one.start, number.start)]
        ):
            continue
        if _same(one, number, sentence):
            return one
    return None


def _same(total: Number, number: Number, sentence: NumberedSentence) -> bool:
    """Tell whether a total is of what a frequency is of: by its name, or by its act where it has no name."""
    name, clause = total.measures, sentence.clause(total)
    if _EVERY_KIND.search(clause):
        return False
    own = number.measures.removesuffix(name)
    if name and own != number.measures:
        # A shorter name is a wider one: then the total may be greater.
        return (
            not own
            or _NO_KIND.search(own) is not None
            or total.value < number.value * TIMES.get(number.period, (1,))[0]
        )
    act, acts = _VERB.findall(clause), _VERB.findall(sentence.clause(number))
    bare = not total.after and (not name or _VERB.fullmatch(name) is not None)
    return bare and (not act or act[-1] in acts or act[-1] in number.measures)


def _contradiction(rate: Rate, total: Number) -> Iterator[Flag]:
    number = rate.number
    least, most = _each(number, rate)
    low = least * rate.times.low
    high = None if most is None or rate.times.high is None else most * rate.times.high
    if rate.whole is not None and _SHARED.search(number.measures) and total.value < low:
        return
    if Range(low, high, closed=high is None or not _is_mean(number)).meets(total.range):
        return
    bound = {"at_least": "at least ", "over": "at least ", "approx": "about "}.get(number.qualifier, "")
    product = show(Fraction(number.value) * rate.times.low)
    message = f"{number.raw} in each of {rate.words} makes {bound}{product}, printed {total.raw}"
    spans = (number.span,) if rate.whole is None else (number.span, rate.whole.span)
    yield Flag(message, total.span, spans, "notice" if bound else None)


def _each(number: Number, rate: Rate) -> tuple[Fraction, Fraction | None]:
    """Return the bounds of what falls on each; an average is rounded or cut."""
    if _is_mean(number):
        step = number.step if number.decimals else Fraction(1)
        return number.range.low - step / 2, None if number.range.high is None else number.range.high + step
    return number.range.low, number.range.high


def _is_mean(number: Number) -> bool:
    return _MEAN.search(number.before) is not None


RULES = (frequency_and_total,)
