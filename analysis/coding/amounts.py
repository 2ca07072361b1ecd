"""Numbers that measure something: where they stand in a text, their value, bounds, unit and qualifier.

A number counts when a measure word or unit follows it. What then does not count: ordinals (第3季度), years and
dates, times, document numbers, and labels: a numeral that belongs to a name (三项制度, 四个意识, 八五, “1+4”).
Titles and short quotations are names throughout. In a language without word boundaries a Chinese numeral is
also a part of words (统一部署, 十分, 一方面): small ones count only before the measure words that
:mod:`analysis.coding.units` lists for them, and 一 only where something is counted out.

Text is expected in the matching view (:func:`analysis.reading.normalise.squeeze`), without blanks in numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from analysis.coding.counting import (
    LABEL_BEGINNINGS,
    LONGEST_COUNT,
    MANY_WITH_ONE,
    NO_COUNT_AFTER,
    NO_COUNT_ENDINGS,
    RANK,
    counts,
)
from analysis.coding.endings import endings
from analysis.coding.guards import compile_guarded
from analysis.coding.numerals import NUMERAL_CHARACTERS as HAN_NUMERALS
from analysis.coding.numerals import canonical, multiplier, read_numeral, read_pair
from analysis.coding.units import KIND_OF, UNIT
from analysis.reading.page import maker

QUALIFIERS = ("exact", "over", "at_least", "approx", "under", "at_most")

# The first character is consumed before anything else is asked: a pattern that begins with a set of characters
# is searched for at the speed of that set. Repetitions are bounded, and possessive where they could be retried. What
# may be absent is an empty alternative, which the engine tries in a fraction of the time of ``(...)?``.
_ARABIC = "(?<=[0-9])(?<![0-9][0-9])(?:[0-9]{0,2}(?:[,，][0-9]{3}){1,5}(?![0-9])|[0-9]{0,17}(?![0-9]))(?:\\.[0-9]{1,8}|)"
_HAN = f"(?<=[{HAN_NUMERALS}数几半])(?<![0-9][{HAN_NUMERALS}])[{HAN_NUMERALS}几]{{0,17}}+(?:点[零一二三四五六七八九]{{1,8}}|)"
_NUMBER = f"[0-9{HAN_NUMERALS}数几半](?:{_ARABIC}|{_HAN})"
_POWERS = "[十百千]?万?亿|[十百千]?万|[十百千]|"
#: 2023年 never counts.
_CALENDAR_YEAR = "年(?<=[12][0-9]{3}年)"
EXPRESSION = re.compile(
    f"(?P<number>{_NUMBER})(?!{_CALENDAR_YEAR})(?P<some>[余多来几]?)(?P<powers>{_POWERS})(?P<more>[余多来]?)"
    "(?:(?<=[万亿千])(?P<rest>[0-9]{1,4})(?P<rest_powers>[千百万]?)(?![0-9])|)"
    f"(?:(?:[-—–~至到]|——)(?P<high>{_NUMBER})(?P<high_powers>{_POWERS})(?P<high_more>[余多]?)|)"
    f"(?:(?P<unit>{UNIT})|分之(?P<numerator>{_NUMBER})|(?<=[余多万亿])(?=\\+?(?:[，。；、）]|$)))"
    "(?P<half>(?<=[年月时天])半(?![数年天月]|小时)|(?<=成)[一二三四五六七八九半](?=[，。；：、！？）的以左至到\n]|$)|)"
    "(?P<after>以上|以下|以内|之内|内(?![容部外])|左右|上下|[余多](?=[的，。；、）]|$)|\\+(?=[，。；、）]|$)|)"
)
#: Units that hold a part of the number: 三个多月, 两个半小时.
HALVES = frozenset(unit for unit in KIND_OF if unit.startswith(("个多", "个半")))
DIGITS_IN_A_ROW = re.compile("[零〇一二三四五六七八九]{3,}")
#: 3件至5件: a second number with the same unit.
DASHES = "-—–~至"
TAIL = re.compile(f"[{DASHES}](?P<high>{_NUMBER})")

MARKER_BEFORE = compile_guarded(
    "(?:(?P<over>超过?|超出|突破|逾|(?<![通经])过(?=[百千万]))|(?P<at_least>不少于|不低于|不得少于|不得低于|不下于?|至少|最少|(?<![线网以路会街镇村])上)"
    "|(?P<approx>(?<![最附邻靠亲贴远就相临])近|将近|接近|(?<![节签条合制预违公契民履邀特])约有?|约为|约计|大概)|(?P<under>不足|(?<![达得受])不到|未满|不满|少于|低于|不及)"
    "|(?P<at_most>不超过|不多于|不高于|不得超过|最多|至多))$"
)
MARKER_ENDINGS = endings(MARKER_BEFORE)
_LONGEST_MARKER = 5
#: Behind any other character nothing changes what digits say.
_TELLING_ENDINGS = NO_COUNT_ENDINGS | MARKER_ENDINGS | endings(RANK)
#: Before any other character the unit is one.
_TELLING_BEHIND = frozenset(DASHES) | LABEL_BEGINNINGS
#: Before these digits count, but for what stands around them.
_PLAIN = {unit: kind for unit, kind in KIND_OF.items() if unit not in {"日", "年", "分", *HALVES}}
#: 至少召开1次: the bound stands before the verb.
LOOSE_BOUND = compile_guarded("(?:至少|最少|不少于|不低于)[^，。；：、0-9]{1,8}$")
MARKERS_AFTER = dict.fromkeys(("以下", "以内", "之内", "内"), "at_most") | dict.fromkeys(
    ("余", "多", "几", "+"), "over"
)
MARKERS_AFTER |= dict.fromkeys(("左右", "上下", "来"), "approx") | {"以上": "at_least"}


class Amount(NamedTuple):
    """A number with its unit: half-open offsets into the text searched, and what it says.

    `value` and `high` are plain decimals; `value` is None where the text names only an order of magnitude (数十).
    """

    start: int
    end: int
    value: str | None
    high: str | None
    unit: str
    kind: str
    qualifier: str


_amount = maker(Amount)


def find_amounts(text: str) -> Iterator[Amount]:
    """Yield the numbers of a text that measure something, in order, none overlapping."""
    search, start = EXPRESSION.search, 0
    while found := search(text, start):
        amount, start = _read(found, text)
        if amount:
            yield amount


def _read(found: re.Match[str], text: str) -> tuple[Amount | None, int]:
    """Return what a match measures, None when nothing, and where to search on."""
    start, end = found.span()
    number, powers, unit = found.group("number", "powers", "unit")
    before = text[start - 12 if start > 12 else 0 : start]
    kind = _PLAIN.get(unit)
    if (
        kind
        and end - start == len(number) + len(powers) + len(unit)
        and (number != "1" or unit[0] not in MANY_WITH_ONE)
        and text[end : end + 1] not in _TELLING_BEHIND
        and (before[-1:] not in _TELLING_ENDINGS or not _tells(before))
    ):
        # Digits and a unit, as most are: nothing else needs to be read.
        if powers and kind == "money":
            unit, powers = powers + unit, ""
        value = _plain_value(number, powers)
        if value is not None:
            bounded = ("少" in before or "低" in before) and LOOSE_BOUND.search(before)
            qualifier = "at_least" if bounded else "exact"
            return _amount((start, end, value, None, unit, kind, qualifier)), end
    return _weigh(found, text, before)


@lru_cache(maxsize=4096)
def _plain_value(number: str, powers: str) -> str | None:
    """Return the value of a few digits and the powers behind them, None for any other numeral."""
    if not number.isascii() or "," in number or len(number) > LONGEST_COUNT:
        return None
    return canonical(read_numeral(number) * multiplier(powers))


def _tells(before: str) -> bool:
    """Tell whether the words before digits change what these say."""
    return bool(
        NO_COUNT_AFTER.search(before)
        or MARKER_BEFORE.search(before[-_LONGEST_MARKER:])
        or RANK.search(before)
    )


def _weigh(found: re.Match[str], text: str, before: str) -> tuple[Amount | None, int]:
    """Return what :func:`_read` returns, by all that stands around the number."""
    number, unit = found["number"], found["unit"] or ""
    start, end = found.span()
    first = number[0]
    # 参加人数百余人: 数 belongs to the word before.
    if first == "数" and (len(number) == 1 or before[-1:] in set("人次件户总基底参指系倍个分")):
        return None, start + 1
    values = _values(found)
    if values is None:
        # 二〇二三 is a year; in 统一三个 the number begins later.
        return None, found.end("number") if DIGITS_IN_A_ROW.fullmatch(number) else start + 1
    value, high = values
    last = before[-1:]
    if last in NO_COUNT_ENDINGS and NO_COUNT_AFTER.search(before):
        return None, found.end("number")
    marker = None
    if last in MARKER_ENDINGS:
        marker = MARKER_BEFORE.search(before[-_LONGEST_MARKER:])
    if not unit and found["numerator"]:
        return _fraction(found, marker, before)
    kind = KIND_OF.get(unit, "count")
    vague = bool(found["some"] or found["more"] or high is not None or first in "数几" or number[-1] == "几")
    if marker and marker[0] == "近" and kind == "duration" and not vague:
        marker = None  # 近三年: the last three years
    if marker and marker[0] in ("上", "过") and first not in "百千万":
        marker = None
    if not counts(found, text, before, value, vague or marker is not None):
        return None, found.end("number")
    if kind == "money":
        value, high, unit = _money(found, value, high)
    qualifier = _qualifier(found, marker, before, kind, pair=high is not None)
    tail = TAIL.match(text, end) if high is None and unit else None
    if tail and text.startswith(unit, tail.end()):
        bound = read_numeral(tail["high"])
        if bound is not None and bound > value:
            high, end = bound, tail.end() + len(unit)
    if first in "数几":
        value = None
    if marker:
        start -= len(marker[0])
    if found["after"] == "内" and kind != "duration":
        end -= 1
    return Amount(start, end, _printed(value), _printed(high), unit, kind, qualifier), end


def _values(found: re.Match[str]) -> tuple[Decimal, Decimal | None] | None:
    """Return value and upper bound in the unit as matched, powers multiplied in; None when malformed."""
    number, _, powers, _, rest, rest_powers, above, high_powers, _, unit, _, half, _ = found.groups("")
    if number[0] in "数几":
        return (Decimal(0), None) if number[1:] or number[0] == "几" and powers else None
    if number == "半":
        value = Decimal("0.5")
    else:
        value = read_numeral(number[:-1] if number[-1] == "几" and len(number) > 1 else number)
    high = None
    if value is None:
        pair = read_pair(number)
        if pair is None:
            return None
        value, high = pair
    if above:
        high = read_numeral(above)
        if high is None:
            return None
    if powers:
        value *= multiplier(powers)
    if rest:
        value += Decimal(rest) * multiplier(rest_powers)
    if half and half != "半":
        tenth = read_numeral(half) / 10  # 八成五: 8.5 tenths
        value, high = (value, high + tenth) if above else (value + tenth, high)
    elif half or unit.startswith("个半"):
        value += Decimal("0.5")
    if high is not None:
        # 1至2万元: the power counts for both.
        shared = multiplier(high_powers if above else powers)
        high *= shared
        if above and high_powers and not powers and number[0].isdigit() and value < high / shared + 1:
            value *= shared
        if high <= value:
            return None
    return value, high


def _fraction(found: re.Match[str], marker: re.Match[str] | None, before: str) -> tuple[Amount | None, int]:
    """百分之九十五: 95 in the unit 百分之; 三分之二: 2 in the unit 三分之."""
    value = read_numeral(found["numerator"])
    if value is None or not read_numeral(found["number"]):
        return None, found.end("number")
    start = found.start() - (len(marker[0]) if marker else 0)
    unit, qualifier = f"{found['number']}分之", _qualifier(found, marker, before, "rate")
    return Amount(start, found.end(), canonical(value), None, unit, "rate", qualifier), found.end()


def _printed(value: Decimal | None) -> str | None:
    return None if value is None else canonical(value)


def _money(found: re.Match[str], value: Decimal, high: Decimal | None) -> tuple[Decimal, Decimal | None, str]:
    """Return amounts in the unit as printed: 1.5万元 is 1.5 万元."""
    powers = found["high_powers"] or found["powers"] or ""
    if not powers and len(found["number"]) > 1 and found["number"][-1] in "万亿":
        powers = found["number"][-1]
    if found["rest"] or not powers:
        return value, high, found["unit"]
    size = multiplier(powers)
    return value / size, None if high is None else high / size, powers + found["unit"]


def _qualifier(
    found: re.Match[str], marker: re.Match[str] | None, before: str, kind: str, pair: bool = False
) -> str:
    """Return what the marks of approximation say together; marks from both sides cancel out to approx."""
    marks = {MARKERS_AFTER[found[name]] for name in ("some", "more", "high_more") if found[name]}
    if found["after"] and (found["after"] != "内" or kind == "duration"):
        marks.add(MARKERS_AFTER[found["after"]])
    if marker:
        marks.add(marker.lastgroup)
    if found["number"][-1] == "几" and len(found["number"]) > 1:
        marks.add("over")
    if found["number"][0] in "数几" or (pair and not found["high"]):
        marks.add("approx")
    if (found["unit"] or "").startswith("个多"):
        marks.add("over")
    if not marks:
        return "at_least" if LOOSE_BOUND.search(before) else "exact"
    below, above = marks & {"approx", "under", "at_most"}, marks & {"over", "at_least"}
    if below and above:
        return "approx"
    return next(name for name in QUALIFIERS if name in marks)
