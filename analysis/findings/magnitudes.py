"""Rules on single figures: approximators that cancel out (N10), and magnitudes beyond the body's size (N13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.coding.coded_report import CodedReport
from analysis.findings.attainable import show
from analysis.findings.numbered_sentences import NumberedSentence, numbered_sentences
from analysis.findings.numbers import Number
from analysis.findings.rule import Flag, NotChecked, rule

_BELOW = re.compile("将?近|接近|约有?|大概|不足|不到|未满|不满|少于|低于|不及")
_ABOVE = re.compile("[余多]|以上")
_RECENT = ("年", "个月", "周", "天", "日")


class Range(NamedTuple):
    """A range of a study: what, how many for each village or community at most, and why no more."""

    what: str
    groups: tuple[str, ...]
    most: int
    reason: str


def _by_name(*ranges: Range) -> dict[str, Range]:
    return {name: one for one in ranges for name in one.what.split()}


#: Wide on purpose: about ten times what is usual, so that only a slip of the pen is beyond it.
PER_VILLAGE = _by_name(
    Range("人民调解员 调解员", ("persons",), 60, "a village's committee has 3 to 9 mediators"),
    Range(
        "法律明白人",
        ("persons",),
        150,
        "three or more a village are asked for, one for each group of households at most",
    ),
    Range("网格员", ("persons",), 100, "a grid holds some 300 households"),
    Range("法律顾问", ("persons", "items"), 10, "one adviser may serve several villages"),
    Range("人民调解委员会 调解委员会 调委会", ("items",), 10, "a village has one committee"),
    Range("网格", ("items",), 100, "a grid holds some 300 households"),
    Range(
        "讲座 法治讲座 普法讲座 法律讲座 宣传活动 法治宣传活动 普法宣传活动",
        ("events",),
        200,
        "four a week in every village",
    ),
    Range("矛盾纠纷 纠纷", ("cases",), 400, "more than one a day in every village"),
)
_LAWSUITS = "行政复议案件 行政诉讼案件 行政应诉案件"
_DOCUMENTS = "规范性文件 行政规范性文件"
#: Of a whole body, by level.
PER_BODY = {
    "township": _by_name(
        Range(
            "执法人员 行政执法人员 持证人员",
            ("persons",),
            500,
            "a township has some ten to a hundred officers",
        ),
        Range("村 行政村 村（社区） 社区", ("items",), 300, "the largest townships have some 150 villages"),
        Range(_LAWSUITS, ("cases",), 500, "counties have some hundred a year"),
        Range(_DOCUMENTS, ("cases", "items", "份"), 100, "a township issues a few a year"),
    ),
    "county": _by_name(
        Range("村 行政村 村（社区）", ("items",), 3000, "the largest counties have some thousand villages"),
        Range(_LAWSUITS, ("cases",), 10_000, "the busiest districts have some thousand a year"),
        Range(_DOCUMENTS, ("cases", "items", "份"), 2000, "a county has some hundred in force"),
    ),
}
_VILLAGES = {"村", "行政村", "社区", "村（社区）", "村（居）", "村居"}
_OWN = re.compile("全[镇乡县区街市]|辖|共有?|现有|我[镇乡县区]|有|^$")


@rule("N10", "approximators that cancel out", "notice")
def cancelling_approximators(coded: CodedReport) -> Iterator[Flag]:
    """Flag 近4000余份: below and above at once."""
    for sentence in numbered_sentences(coded):
        for one in sentence.numbers:
            below = one.qualifier != "exact" and _BELOW.match(one.raw)
            above = below and _ABOVE.search(one.raw, below.end())
            if above and not (one.kind == "duration" and one.unit in _RECENT and below[0] == "近"):
                yield Flag(f"{one.raw}: {below[0]} says less, {above[0]} says more", one.span)


@rule("N13", "magnitude against the body's size", "notice")
def beyond_size(coded: CodedReport) -> Iterator[Flag]:
    """Flag figures beyond what a body of this level, or with so many villages, can have."""
    level = coded.metadata["level"]
    if level not in PER_BODY:
        raise NotChecked("ranges are set for counties and townships only")
    sentences = numbered_sentences(coded)
    villages = _villages(sentences)
    size = sum(villages) if len(villages) <= 2 else 0
    of_body, of_villages = PER_BODY[level], PER_VILLAGE if size else {}
    for sentence in sentences:
        for one in sentence.counts:
            if one.measures not in of_body and one.measures not in of_villages:
                continue
            beyond = _beyond(one, of_body)
            if beyond:
                yield Flag(
                    f"{one.before}{one.raw}{one.after} in a {level}: more than {beyond.most}, and {beyond.reason}",
                    one.span,
                )
            elif beyond := _beyond(one, of_villages, size):
                each = show(one.range.low / size, 0)
                message = f"{one.raw}{one.measures} in {size} villages are {each} each: {beyond.reason}"
                yield Flag(message, one.span, tuple(place.span for place in villages.values()))


def _villages(sentences: Sequence[NumberedSentence]) -> dict[int, Number]:
    """Return the numbers of its own villages and communities that a report states."""
    return {
        one.value: one
        for sentence in sentences
        for one in sentence.counts
        if one.measures in _VILLAGES and one.exact and _OWN.search(one.before) and not sentence.plans
    }


def _beyond(one: Number, ranges: Mapping[str, Range], size: int = 1) -> Range | None:
    """Return the range that a count is beyond, none where there is no such range."""
    found = ranges.get(one.measures)
    beyond = found and one.group in found.groups and one.range.low > found.most * size
    return found if beyond else None


RULES = (cancelling_approximators, beyond_size)
