"""The rule on the count of a list against the list (N11): “四个一” with three members, five tasks with four numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from analysis.coding.codebook_parts import Codebook
from analysis.coding.coded_report import CodedReport
from analysis.coding.items import list_items
from analysis.coding.numerals import read_numeral
from analysis.findings.body_text import BodyText, matches_at
from analysis.findings.cues import cues, places
from analysis.findings.rule import Flag, rule

_NUMERAL = "[二两三四五六七八九十1-9](?<![0-9一二三四五六七八九十百第之“].)[一二012]?"
#: The last digit of a number of things, and their unit: there begins what announces a list, or tasks, or just before.
_COUNTED = frozenset(
    digit + unit for digit in "一二两三四五六七八九十0123456789" for unit in "个项大种类步张级条支本点方"
)
_SECOND_DIGITS = frozenset("一二012")
_LABEL = (
    "[二两三四五六七八九十][一二]?(?:个一|[个项大张步][^”，。]{0,6}|[^”，。个一二三四五六七八九十0-9]{1,4})"
)
_INTRODUCED = "(?P<by>，?(?:即|也就是|分别[是为]|包括)[：，]?|：|（(?:即|包括|分别[是为])?)"
_WORDS = "[^，。；：、（）“”0-9\n]"
#: A number of things, or the name of so many in quotation marks, and what they are listed behind.
_ANNOUNCED = (
    re.compile(
        f"(?P<label>(?P<count>{_NUMERAL})(?:[个项大种类步张级条支本点]|方面){_WORDS}{{0,10}}){_WORDS}{{0,6}}{_INTRODUCED}"
    ),
    re.compile(f"“(?P<label>{_LABEL})”{_WORDS}{{0,6}}{_INTRODUCED}"),
)
#: Tasks that enumerators follow: 重点抓好以下四项工作。一是….
_TASKS = re.compile(
    f"(?P<count>{_NUMERAL})(?:[个大]?方面|[个项点条大])(?:的|主要|重点|突出|具体)*(?:工作|任务|问题|措施|举措|做法|方面|重点|不足|短板|环节|要求|建议|意见)?"
    "(?:工作|做好|发力|着手|入手|推进|开展|如下|抓起|存在的?不足)*[：。，]\n?(?=一是|一要|（一）|首先|第一，|1\\.|1、)"
)
_ORDINAL_LIST = re.compile("一是|一要|（一）|首先|第一，|1[.、]")
#: A clause behind a list that is none of its members.
_RESULT = re.compile("确保|实现|推动|推进|切实|有效|全面|不断|形成|提升|促进|进一步|逐一|均")
_MEMBER = 16
#: How far a list in a sentence, and one of enumerated items, is followed, and how many of the latter.
_LONGEST, _LONGEST_ITEMS, _MOST = 400, 4000, 100
_ONE = re.compile("(?:^|[，、；和及与“])[^，、；一]{0,6}?一(?=[^般定些致切直律旦并同起，、；])")
_JOINED = re.compile("和(?!谐)|以及|(?<!以)及(?!时)|与")


@cues
def _counted(_: Codebook) -> Iterable[str]:
    return _COUNTED


@rule("N11", "count of a list against the list", "warning")
def list_and_count(coded: CodedReport) -> Iterator[Flag]:
    """Flag a number of things that is followed by a list of more or fewer."""
    body = BodyText.of(coded)
    last = places(coded, _COUNTED)
    starts = sorted({*last, *(at - 1 for at in last if at and body.text[at] in _SECOND_DIGITS)})
    counted, quoted = _ANNOUNCED
    for found in chain(matches_at(counted, body.text, starts), quoted.finditer(body.text)):
        words = body.text[found.end() : min(body.sentence(found.start())[1], found.end() + _LONGEST)]
        count, sizes = _value(found["label"]), _sizes(words, found)
        if sizes and count not in sizes:
            printed = found[0].rstrip("：，（即")
            size = min(sizes, key=lambda one: abs(one - count))
            yield Flag(
                f"{printed} announces {count}, {size} follow",
                body.span(found.start(), found.start() + len(printed)),
                (body.span(found.end(), found.end() + _length(words, found)),),
            )
    yield from _numbered(coded, body, starts)


def _numbered(coded: CodedReport, body: BodyText, starts: Sequence[int]) -> Iterator[Flag]:
    """Yield what announces tasks and is followed by another number of enumerators."""
    for found in islice(matches_at(_TASKS, body.text, starts), _MOST):
        items = list_items(body.text[found.end() : _section_end(coded, body, found.start())])
        own = [item for item in items if item.parent is None and item.number == items[0].number]
        count = _value(found["count"])
        if len(own) > 1 and own[0].start == 0 and len(own) != count:
            printed = found[0].strip("：。，\n")
            yield Flag(
                f"{printed} announces {count}, {len(own)} are numbered",
                body.span(found.start(), found.start() + len(printed)),
                tuple(body.span(found.end() + item.start, found.end() + item.text) for item in own),
            )


def _section_end(coded: CodedReport, body: BodyText, at: int) -> int:
    """Return where the section of a place ends, or what is long enough for any list."""
    sentences, first = coded.report.sentences, body.index(at)
    last = first
    while (
        last + 1 < len(sentences)
        and sentences[last + 1].section_id == sentences[first].section_id
        and body.sentences[last][1] < at + _LONGEST_ITEMS
    ):
        last += 1
    return min(body.sentences[last][1], at + 2 * _LONGEST_ITEMS)


def _value(label: str) -> int:
    return int(read_numeral(re.match("[0-9]+|十?[二两三四五六七八九]|十[一二]?", label)[0]))


def _length(words: str, found: re.Match[str]) -> int:
    """Return how far the list reaches: to the full stop or semicolon, or to the end of its bracket."""
    stop = re.search("[。；）]" if "（" in found["by"] else "[。；]", words)
    return stop.start() if stop else len(words)


def _sizes(words: str, found: re.Match[str]) -> set[int]:
    """Return how many members the words may list; nothing where they are no list."""
    way, label = found["by"], found["label"]
    if (way == "（" and found.re is _ANNOUNCED[0]) or _ORDINAL_LIST.match(words):
        return set()
    ones = re.search("个一", label) is not None
    listed = re.sub("（[^（）]*）", "", words[: _length(words, found)])
    first = listed.split("，")[0]
    explicit = re.search("即|也就是|分别|包括", way) is not None
    if ones:
        members = len(_ONE.findall(listed))
        return (
            {members, len(re.findall("[、，；]", listed)) + 1}
            if members > 1 and "等" not in listed[-3:]
            else set()
        )
    if "“" in first or "《" in first:
        marks = {first.count("“"), first.count("《")} - {0, 1}
        separate = first.count("、") + 1
        return (
            marks | {separate}
            if marks and (explicit or first == listed) and not first.endswith("等")
            else set()
        )
    if "、" not in first or not (first == listed or explicit or _RESULT.match(listed, len(first) + 1)):
        return set()
    open_end = "包括" in way or re.search("等[^、]{0,8}$", first)
    first = re.sub("等[^、]{0,8}$", "", first)
    members = first.split("、")
    if any(len(member) > _MEMBER for member in members):
        return set()
    joints = len(_JOINED.findall(members[-1])) if len(members) > 1 else 0
    sizes = set(range(len(members), len(members) + joints + 1))
    return set() if open_end and _value(label) >= min(sizes) else sizes


RULES = (list_and_count,)
