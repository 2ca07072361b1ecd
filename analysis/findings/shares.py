"""Rules on parts that exceed their whole (N05) and on rates that follow from several outcomes (N12)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from analysis.coding.coded_report import CodedReport
from analysis.findings.attainable import show
from analysis.findings.numbered_sentences import NumberedSentence, chain, numbered_sentences
from analysis.findings.numbers import Number, with_list
from analysis.findings.rates import OF_OUTCOMES
from analysis.findings.rule import Flag, rule

#: Shares of a whole cannot exceed 100; targets may be exceeded, and growth has no bound.
_SHARE = re.compile("(?:率|占比|比例|比重|覆盖面|满意度)$")
_UNBOUNDED = re.compile(
    "完成|达成|增|减|降|升|提[高升]|实现|执行|利用|使用|超额|目标|任务|计划|指标|同比|环比|投入|产出|收益|回报|上座|负荷|周转|拨备|债务|负债"
)
_DUE = re.compile("应(?P<what>[训到考参出学会加][训考加会学庭席]?)")
_TAKEN_IN = re.compile("受理|收到|接到|接收|排查|立案|发现|交办|承办|登记")
_SETTLED = re.compile(
    "(?:办结|审结|结案|化解|调解成功|调处成功|成功化解|成功调解|成功调处|整改|完成整改|答复|办复|销号|执结)(?:[^，。；]{0,4})$"
)
#: What was begun in another year may be settled in this one.
_CARRIED_OVER = re.compile(
    "结转|上年|去年|往年|历史|遗留|存量|积案|积压|旧存|含|包括|累计|之前|以前|转入|20[0-9]{2}年以来"
)
_PART = re.compile("其中[^，。；]{0,12}$|其中，[^，。；]{0,10}$")


class Outcomes(NamedTuple):
    """The outcomes that make a rate by its narrow definition, those of its wider one, and the others."""

    narrow: re.Pattern[str]
    wide: re.Pattern[str]
    rest: re.Pattern[str]


_OUTCOMES = {
    "纠错": Outcomes(
        re.compile("撤销|变更|确认(?:行政行为)?违法|责令(?:限期)?(?:重新)?(?:履行|作出|答复)|纠正|纠错"),
        re.compile("终止|调解|和解|撤回"),
        re.compile("维持|驳回"),
    ),
    "胜诉": Outcomes(re.compile("(?<!未)胜诉"), re.compile("维持|驳回"), re.compile("败诉|撤回|撤诉")),
    "败诉": Outcomes(re.compile("败诉"), re.compile("撤销|确认违法"), re.compile("胜诉|撤回|撤诉")),
    "调解成功": Outcomes(
        re.compile("(?<!不)(?<!未)成功|达成协议"),
        re.compile("和解"),
        re.compile("不成功|未成功|失败|终止|不成|未达成"),
    ),
}


@rule("N05", "part greater than whole, rate above 100", "warning")
def part_above_whole(coded: CodedReport) -> Iterator[Flag]:
    """Flag a part that is greater than its whole, and a share above 100 %."""
    for sentence in numbered_sentences(coded):
        covered: list[Number] = []
        for whole, part in _pairs(sentence) if len(sentence.counts) > 1 else ():
            if _exceeds(part, whole):
                covered += [rate for rate in sentence.rates if rate.start > part.end and rate.value > 100]
                also = tuple(rate.span for rate in covered)
                yield Flag(
                    f"{part.before}{part.raw} is more than {whole.before}{whole.raw}, its whole",
                    part.span,
                    (whole.span, *also),
                )
        for rate in sentence.rates:
            if (
                rate.value > 100
                and rate not in covered
                and _SHARE.search(rate.measures)
                and not _UNBOUNDED.search(sentence.clause(rate)[-16:])
            ):
                yield Flag(f"{rate.measures} is {rate.raw}, and a share cannot exceed 100 %", rate.span)


@rule("N12", "outcome split against outcome rate", "error")
def outcomes_and_rate(coded: CodedReport) -> Iterator[Flag]:
    """Flag a rate of outcomes that the outcomes printed do not give, by the narrow or by the wider definition."""
    sentences = numbered_sentences(coded)
    for at, sentence in enumerate(sentences):
        for rate in sentence.rates:
            name = rate.measures.removesuffix("率")
            if not name.endswith(OF_OUTCOMES) or sentence.plans:
                continue
            stem = next(stem for stem in OF_OUTCOMES if name.endswith(stem))
            counts = [one for one in chain(sentences, at, rate) if one.exact]
            counts += [one for one in sentence.counts if one.exact and one.start > rate.end]
            flag = _recomputed(rate, counts, _OUTCOMES[stem])
            if flag:
                yield flag


def _pairs(sentence: NumberedSentence) -> Iterator[tuple[Number, Number]]:
    """Yield whole and part: 应训 and 实训, 受理 and 办结, a total and what follows 其中."""
    text, counts = sentence.text, sentence.counts
    with_due, with_part, taken_in = "应" in text, "其中" in text, _TAKEN_IN.search(text) is not None
    if not (with_due or with_part or taken_in):
        return
    for at, part in enumerate(counts[1:], start=1):
        wholes = [one for one in counts[:at] if one.group == part.group]
        if not wholes:
            continue
        if (
            with_due
            and _DUE.search(wholes[-1].before)
            and re.search("实|到|参", part.before)
            and not re.search("另|外|含|包括", text[wholes[-1].end : part.end])
        ):
            yield wholes[-1], part
        elif with_part and _PART.search(text[: part.start]):
            following = [one for one in counts[at + 1 : at + 2] if one.group == part.group]
            if not following:
                yield max(wholes, key=lambda one: one.value), part
        elif (
            taken_in
            and wholes[-1] is counts[at - 1]
            and _TAKEN_IN.search(wholes[-1].before)
            and _SETTLED.search(part.before)
            and not _CARRIED_OVER.search(text)
        ):
            yield with_list(wholes[-1]), part


def _exceeds(part: Number, whole: Number) -> bool:
    """Tell whether a part is greater than its whole, whatever the two stand for; of a whole of none, nothing is."""
    if part.exact and whole.exact:
        return 0 < whole.value < part.value
    return part.range.low > (whole.range.high or part.range.low)


def _recomputed(rate: Number, counts: Sequence[Number], kinds: Outcomes) -> Flag | None:
    """Return the flag for a rate that no definition gives, none where one does or where a part is missing."""
    said = {one: one.before + one.measures for one in counts}
    parts = [one for one in counts if kinds.narrow.search(said[one])]
    if not parts:
        return None
    own = [one for one in counts if one.group == parts[0].group]
    also = [one for one in own if one not in parts and kinds.wide.search(said[one])]
    outcomes = [one for one in own if one in parts or one in also or kinds.rest.search(said[one])]
    totals = [one for one in own if one not in outcomes and one.value]
    wholes = {int(one.value) for one in totals}
    if len(outcomes) > len(parts):
        wholes.add(sum(int(one.value) for one in outcomes))
    least = sum(int(one.value) for one in parts)
    given = {least, *(int(one.value) for one in parts)}
    given |= {
        least + sum(int(one.value) for one in some)
        for size in range(1, len(also[:4]) + 1)
        for some in combinations(also[:4], size)
    }
    given |= {
        whole - int(one.value)
        for whole in wholes
        for one in outcomes
        if one not in parts and whole >= one.value
    }
    wholes = {whole for whole in wholes if whole >= least and whole}
    if not wholes or any(
        rate.range.holds_share(part, whole) for part in given for whole in wholes if part <= whole
    ):
        return None
    whole = int(totals[-1].value) if totals and totals[-1].value >= least else max(wholes)
    message = (
        f"{least} of {whole} is {show(Fraction(100 * least, whole))} %, printed {rate.measures} {rate.raw}"
    )
    if also:
        wider = least + sum(int(one.value) for one in also)
        message += f"; by the wider definition {wider} of {whole} is {show(Fraction(100 * wider, whole))} %"
    return Flag(message, rate.span, tuple(one.span for one in [*totals[-1:], *parts, *also]))


RULES = (part_above_whole, outcomes_and_rate)
