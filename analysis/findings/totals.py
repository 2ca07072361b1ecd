"""The rule on parts and their total (N06): splits behind 其中, in brackets, before 共计, and of what was cleared up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from analysis.coding.coded_report import CodedReport
from analysis.findings.attainable import Range, show
from analysis.findings.numbered_sentences import NumberedSentence, adjoin, numbered_sentences
from analysis.findings.numbers import Number
from analysis.findings.rule import Flag, rule

#: What introduces the parts; only behind 其中 and 包括 may some be left unsaid. The first character is consumed first,
#: which makes the search fast.
_INTRODUCES = re.compile(
    "[其包，分即（：](?:(?P<some>(?<=其)中|(?<=包)[括含])[：，]?"
    "|(?P<all>(?<=，)(?:分别[是为系]|分为|即)|(?<=分)(?:别[是为系]|为)|(?<=即))[：，]?|(?P<mark>(?<=[（：])))"
)
_OPEN = re.compile("^[^，。；、]{0,8}?等|^[^。；]{0,4}(?:其余|其他|另有)")
#: Comparisons and absences are no parts: （去年52件，减少4件）, （应到52人，请假4人）.
_NO_PART = re.compile("上年|去年|同比|较|增[加长]|减少|目标|计划|任务|应到|缺|请假|上限|下限")
_CHOSEN = re.compile("主要|重点|特别|尤其|典型|包括但不限")
_ENDS_LIST = re.compile("占|同比|环比|较|率|共|累计|已|均|[。；（）]|其中")
_TOTAL_BEHIND = re.compile("(?:^|[，。；：、])(?:以上|两项|三项|各类|全年)?(?:共计?|合计|总计|总共|累计)$")
#: The last characters of these words.
_SUMMED = ("共", "计")
#: Attributes that one person, or case, can have at once.
_OVERLAP = re.compile(
    "党员|女|妇女|少数民族|本科|大专|研究生|学历|退[役休伍]|持证|高级|中级|以上|岁|青年|骨干|联合|重大|重点|专项|涉及|首次|新"
)
#: Pairs that leave nothing between them.
_PAIRS = (
    "男 女", "专职 兼职", "线上 线下", "一般程序 简易程序", "普通程序 简易程序", "城镇 农村", "书面 口头", "已 未", "办结 在办", "办结 正在办理", "合格 不合格",
    "成功 不成功", "一般 重大", "一般 较大", "日常 专项", "一般 重点", "初信 重信", "行政村 社区", "村 社区", "建议 提案", "口头 书面", "上半年 下半年", "集中 分散", "内部 外部",
)  # fmt: skip
#: Without exhaustive words, parts that make up so much of the total are taken for all of it.
_NEARLY_ALL = 80
#: Without one of these words nothing is kept.
_KEEPS = re.compile("保留|有效")
_KEPT = re.compile(f"(?:{_KEEPS.pattern})[^，。；、]{{0,6}}$")
_GONE = re.compile("(?:废止|失效|取消|清理|修改|修订|调整|下放|合并|承接|新增)[^，。；、]{0,6}$")
_CLEARED = re.compile("清理|梳理|审查|评估")
_BEGUN = re.compile("受理|立案|排查|登记|收到|申请")
_SETTLED = re.compile("办结|审结|结案|化解|整改|答复|办复|成功|采纳|销号")


class Split(NamedTuple):
    """A total and its parts as printed.

    Attributes
    ----------
    total : Number
    others : tuple of Number
        Counts of the same kind before it, which the parts may make up as well.
    parts : tuple of Number
    closed : bool
        Whether the list does not say that it leaves some unsaid.
    exhaustive : bool
        Whether the words say that the parts are all.
    """

    total: Number
    others: tuple[Number, ...]
    parts: tuple[Number, ...]
    closed: bool
    exhaustive: bool


@rule("N06", "parts against total", "error")
def parts_and_total(coded: CodedReport) -> Iterator[Flag]:
    """Flag parts whose sum is not the total they are said to make up, or exceeds any total."""
    before: NumberedSentence | None = None
    for sentence in numbered_sentences(coded):
        if len(sentence.counts) > 1:
            follows = before is not None and adjoin(before, sentence)
            seen: set[Number] = set()
            for split in _splits(sentence, before if follows else None):
                if not seen.intersection(split.parts):
                    flag = _unequal(split)
                    if flag:
                        seen.update(split.parts)
                        yield flag
        before = sentence


def _splits(sentence: NumberedSentence, before: NumberedSentence | None) -> Iterator[Split]:
    text, counts = sentence.text, sentence.counts
    starts = [one.start for one in sentence.numbers]
    for found in _INTRODUCES.finditer(text):
        ahead = sentence.numbers[bisect_left(starts, found.end()) :]
        if not ahead or ahead[0] not in counts or ahead[0].start - found.end() > 16:
            continue
        behind = [one for one in counts if one.end <= found.start()]
        parts = _list_from(text, ahead)
        if not behind and before is not None and found.start() < 2:
            behind = list(before.counts)
        totals = [one for one in behind if one.group == parts[0].group]
        if len(parts) < 2 or not totals:
            continue
        between = text[totals[-1].end : found.start()] if totals[-1] in counts else ""
        if found["mark"] is not None and (
            len(between) > 10
            or "，" in between
            or "）" in text[found.end() : ahead[0].start]
            or text[found.end() :].startswith("其中")
        ):
            continue
        if (
            found["all"] is not None
            and len(between) > 10
            or _NO_PART.search(text, found.end(), parts[-1].start)
        ):
            continue
        rest = text[parts[-1].end :]
        closed = not _OPEN.search(rest) and not _CHOSEN.search(text[found.end() - 1 : parts[0].start])
        yield Split(
            totals[-1], tuple(totals[:-1]), parts, closed, not found["some"] or _exhaust(totals[-1], parts)
        )
    yield from _summed_behind(sentence)
    yield from _cleared(sentence)


def _list_from(text: str, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """Return the counts of one kind that follow one another as a list from the first number on."""
    parts = [numbers[0]]
    comma = None
    for one in numbers[1:]:
        between = text[parts[-1].end : one.start]
        if (
            one.kind != "count"
            or one.group != parts[0].group
            or _ENDS_LIST.search(between)
            or len(between) > 24
        ):
            break
        stop = re.search("，(?!以及|和|及)", between) is not None
        if comma is None:
            comma = stop
        if stop and not comma:
            break
        parts.append(one)
    return tuple(parts)


def _summed_behind(sentence: NumberedSentence) -> Iterator[Split]:
    """Yield what stands before 共计: 建议31件、提案19件，共计50件."""
    numbers = sentence.numbers
    for at, total in enumerate(numbers):
        if (
            total.kind != "count"
            or not sentence.text.endswith(_SUMMED, 0, total.start)
            or not _TOTAL_BEHIND.search(sentence.text[: total.start])
            or not _names_again(total, numbers[:at])
        ):
            continue
        parts: list[Number] = []
        right = total
        for one in reversed(numbers[:at]):
            between = sentence.text[one.end : right.start]
            if (
                one.kind != "count"
                or one.group != total.group
                or len(between) > 24
                or re.search("[。；]|其中", between)
            ):
                break
            parts.insert(0, one)
            right = one
        if len(parts) > 1 and not any(_SETTLED.search(one.before) for one in parts):
            closed = "等" not in sentence.text[parts[-1].end : total.start]
            yield Split(total, (), tuple(parts), closed, True)


def _names_again(total: Number, numbers: Sequence[Number]) -> bool:
    """Tell whether a total has no name of its own, or that of what stands before it: 共29个村（社区）."""
    name = total.measures
    return not name or any(one.measures and (one.measures in name or name in one.measures) for one in numbers)


def _cleared(sentence: NumberedSentence) -> Iterator[Split]:
    """Yield what a clearing kept and what it changed: 清理文件52件，继续有效31件，废止12件，修改9件."""
    counts = sentence.counts
    for at, total in enumerate(counts[:-2] if _KEEPS.search(sentence.text) else ()):
        if not _CLEARED.search(total.before + sentence.text[total.end : counts[at + 1].start]):
            continue
        parts = []
        for one in counts[at + 1 :]:
            if one.group != total.group or not (_KEPT.search(one.before) or _GONE.search(one.before)):
                break
            parts.append(one)
        if any(_KEPT.search(one.before) for one in parts) and any(
            not _KEPT.search(one.before) for one in parts
        ):
            closed = (
                "其中" not in sentence.text[total.end : parts[0].start]
                and "等" not in sentence.text[parts[-1].end :][:4]
            )
            if closed:
                yield Split(total, (), tuple(parts), True, False)


def _exhaust(total: Number, parts: Sequence[Number]) -> bool:
    """Tell whether the names of the parts leave nothing of the total over: 建议 and 提案 of 建议提案, 男 and 女."""
    names = [one.before.removeprefix("其中") + one.measures for one in parts]
    if all(one.measures and one.measures in total.measures for one in parts):
        return sum(len(one.measures) for one in parts) >= len(total.measures) - 2
    return len(parts) == 2 and any(
        all(any(word in name for name in names) for word in pair.split()) and names[0] != names[1]
        for pair in _PAIRS
    )


def _unequal(split: Split) -> Flag | None:
    """Return the flag for parts that cannot make up their total, none where they may."""
    sums = list(accumulate((part.range for part in split.parts), Range.plus))
    wholes = [one.range for one in (*split.others, split.total)]
    wholes += list(accumulate(reversed(wholes), Range.plus))[1:]
    if any(one.meets(whole) for one in sums[1:] for whole in wholes):
        return None
    if not split.exhaustive and any(_OVERLAP.search(part.before + part.after[:6]) for part in split.parts):
        return None
    if any(_BEGUN.search(part.before) for part in split.parts) and any(
        _SETTLED.search(part.before) for part in split.parts
    ):
        return None
    together, total, severity = sums[-1], split.total, None
    above = all(whole.high is not None and together.low > whole.high for whole in wholes)
    if not above:
        if not split.closed or together.high is None or together.high >= total.range.low:
            return None
        kept = any(_KEPT.search(part.before) for part in split.parts)
        if not split.exhaustive and not kept and 100 * together.low < _NEARLY_ALL * total.range.low:
            return None
        severity = None if split.exhaustive else "warning"
    terms = " + ".join(show(part.range.low) if part.exact else part.raw for part in split.parts)
    if all(part.exact for part in split.parts):
        terms += f" = {show(together.low)}"
    message = f"the parts {terms} {'exceed' if above else 'fall short of'} the total {total.raw}"
    return Flag(message, total.span, tuple(part.span for part in split.parts), severity)


RULES = (parts_and_total,)
