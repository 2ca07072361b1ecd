"""The enumerators of official documents: 一、 （一） 1. （1） and their variants, whole and broken.

All patterns are written for the folded view. The number kept is the bare numeral: ``一`` for ``（一）``
and ``㈠``, ``1`` for ``1.``, ``⒈``, ``（1）`` and ``①``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from analysis.reading.page import maker

DIGITS = "一二三四五六七八九十"
NUMERAL = f"[{DIGITS}](?: ?[{DIGITS}]){{0,2}}"

# A point before a digit is a decimal or a date (1.5万, 12.4), unless a year follows (1.2023年…).
WHOLE = re.compile(
    rf"(?P<one>{NUMERAL}) ?[、.·] ?"
    rf"|（ ?(?P<two>{NUMERAL}) ?） ?[、.]? ?"
    r"|(?P<two_sign>[㈠-㈩]) ?[、.]? ?"
    r"|(?P<three>(?<!\d)\d{1,2}) ?(?:、|\.(?! ?\d)|\.(?= ?20\d\d ?年)) ?"
    r"|(?P<three_sign>[⒈-⒛]) ?"
    rf"|第(?P<one_part>{NUMERAL}) ?部分[、：]? ?"
    rf"|第(?P<three_word>{NUMERAL}) ?[，、] ?"
    r"|（ ?(?P<four>\d{1,2}) ?） ?|(?P<four_open>(?<!\d)\d{1,2}) ?） ?"
    r"|(?P<four_sign>[①-⑳⑴-⒇]) ?[、.]? ?"
)
# Marks that lost a part count only where the sequence asks for them.
BROKEN = re.compile(
    rf"(?P<two>{NUMERAL}) ?） ?"
    rf"|（ ?(?P<two_open>{NUMERAL})(?=[^\W\d_])"
    r"|）(?P<two_bare> ?)(?=[^\W\d_])"
    rf"|(?P<one>{NUMERAL})(?: |[，：] ?)"
    r"|(?P<one_bare>[二三四五六七八九十])(?=存在|主要|下一?步|下一?年|党政|其他|其它|20\d\d年)"
    r"|(?P<three>\d{1,2})[，：] ?"
)
# What an enumerator can begin with, 第 aside: the quick way to the places worth a look.
FIRST = f"（{DIGITS}\\d㈠-㈩⒈-⒛①-⑳⑴-⒇"
FIRST_SIGN = re.compile(
    f"[{FIRST}](?<!\\d\\d)(?:(?<=[㈠-㈩⒈-⒛①-⑳⑴-⒇])|(?=[{DIGITS}\\d]| ?[{DIGITS}、.·）]|(?<=（) \\d))"
)
DEPTHS = {
    kind: depth
    for depth, word in enumerate(("one", "two", "three", "four"), start=1)
    for pattern in (WHOLE, BROKEN)
    for kind in pattern.groupindex
    if kind.startswith(word)
}
SIGNS = {"㈠": 1, "①": 1, "⑴": 1, "⒈": 1}
# 一、二把手  三、四季度: a list of two numbers inside a sentence. 二、三级联动… may be a heading.
LISTED = re.compile("把手|季度?|产业|线|[初二三]?审|年级|期|批|号|楼|[小村]?组|轮|月|日|点|、")
NUMBER_AHEAD = re.compile(rf"{NUMERAL}|\d{{1,4}}")


class Mark(NamedTuple):
    """An enumerator found in the folded view.

    `start` is where the number begins, `end` where its heading or text begins; `value` is None when the
    numeral itself is lost; `whole` tells a complete mark from a broken one.
    """

    start: int
    end: int
    depth: int
    value: int | None
    number: str | None
    whole: bool


@cache
def numeral_value(numeral: str) -> int:
    """Return the value of a Chinese numeral up to 九十九, or of an Arabic one."""
    if numeral.isdecimal():
        return int(numeral)
    if "十" not in numeral:
        return DIGITS.index(numeral[-1]) + 1
    tens, _, ones = numeral.partition("十")
    return 10 * numeral_value(tens or "一") + (DIGITS.index(ones[-1]) + 1 if ones else 0)


_mark = maker(Mark)
# Most enumerators that open a section, taken without a pattern: （一）, （十二）.
PLAIN = {
    f"（{numeral}）": (numeral_value(numeral), numeral)
    for length in (1, 2)
    for numeral in map("".join, product(DIGITS, repeat=length))
}


def mark_at(text: str, start: int, end: int) -> Mark | None:
    """Return the enumerator that stands at `start` in the folded text, if there is one."""
    behind = text.find("）", start, start + 4) + 1
    plain = PLAIN.get(text[start:behind])
    if plain and behind < end and text[behind] not in " 、.":
        value, number = plain
        return _mark((start, behind, 2, value, number, True))
    match = WHOLE.match(text, start, end)
    if match:
        return read_mark(match)
    match = BROKEN.match(text, start, end)
    return read_mark(match, whole=False) if match else None


def read_mark(match: re.Match[str], *, whole: bool = True) -> Mark | None:
    """Return the enumerator a match of :data:`WHOLE` or :data:`BROKEN` stands for.

    None when it is no enumerator: two numbers listed in a sentence (一、二把手), or a numeral without a value.
    """
    kind = match.lastgroup
    value, number = _numbered(kind, match[kind])
    start, end = match.span()
    if whole and kind in ("one", "three", "three_word") and _is_list(match.string, end, value):
        return None
    return _mark((start, end, DEPTHS[kind], value, number, whole))


@lru_cache(maxsize=1024)
def _numbered(kind: str, printed: str) -> tuple[int | None, str | None]:
    """Return the value of an enumerator and its bare numeral."""
    printed = printed.replace(" ", "")
    if kind.endswith("_sign"):
        first = max(sign for sign in SIGNS if sign <= printed)
        value = ord(printed) - ord(first) + 1
        return value, DIGITS[value - 1] if kind == "two_sign" else str(value)
    return (numeral_value(printed), printed) if printed else (None, None)


def _is_list(text: str, after: int, value: int) -> bool:
    ahead = NUMBER_AHEAD.match(text, after)
    follows = ahead is not None and numeral_value(ahead[0].replace(" ", "")) == value + 1
    return follows and LISTED.match(text, ahead.end()) is not None
