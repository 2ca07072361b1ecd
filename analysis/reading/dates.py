"""Dates as official pages print them, read to ISO 8601.

A date that lost its marks (2024226) is read when only one reading is a day of the calendar. With two readings
(2024111: 11 January, 1 November) both are kept, and the caller decides by another date of the page, or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

NUMERALS = {
    "〇": 0,
    "○": 0,
    "◯": 0,
    "Ο": 0,
    "О": 0,
    "O": 0,
    "o": 0,
    "零": 0,
    "元": 1,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
}
NUMERALS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
ZEROS = "〇○◯ΟОOo零0"
_HAN = "[一二三四五六七八九十廿卅元]"
_YEAR = (
    f"(?:[12] ?\\d ?\\d ?\\d|[一二] ?[{ZEROS}九] ?[{ZEROS}一二三四五六七八九] ?[{ZEROS}一二三四五六七八九])"
)
_MONTH = f"(?:[01]? ?\\d|{_HAN}{{1,2}})"
_DAY = f"(?:[0-3]? ?\\d|{_HAN}{{1,3}})"
_MARKED = re.compile(
    f"(?<![\\d/.-])(?P<year>{_YEAR}) ?(?:年 ?(?P<month>{_MONTH}) ?月(?: ?(?P<day>{_DAY}) ?[日号])?"
    "|(?P<mark>[-/.—–]) ?(?P<m>\\d{1,2}) ?(?P=mark) ?(?P<d>\\d{1,2}))"
    # 2024-02-1910:32: the time of day glued to the day.
    "(?:日(?!\\d)|(?=\\d\\d[:：]\\d\\d)|(?![\\d/]))"
)
MARK = re.compile("[年/.—–-]")
_TIME = re.compile(" ?T?(\\d{1,2}[:：]\\d\\d(?:[:：]\\d\\d)?)")
# 年 kept and 月 lost (2024年226日), or all three lost (2024226, 20240226).
_UNMARKED = re.compile(
    "(?<![\\d.-])(?P<year>(?:19|20)\\d\\d)(?: ?年 ?(?P<partly>\\d{3,4}) ?日|(?P<digits>\\d{2,4}))(?![\\d.月日-])"
)
# How both begin, and the dates whose digits blanks part.
_UNMARKED_AHEAD = re.compile("(?:19|20)\\d\\d(?: ?年 ?\\d{3}|\\d\\d| \\d)")
_SPACED = re.compile("(?<![\\d.-])(?P<year>(?:19|20)\\d\\d) (?P<m>\\d{1,2}) (?P<d>\\d{1,2})(?![\\d.-])")
#: What the dates begin with that this module finds.
FIRST_SIGNS = "12一二"
#: The longest text whose dates are remembered.
LONGEST_KEPT = 500


class FoundDate(NamedTuple):
    """A date in a text.

    Attributes
    ----------
    start, end : int
        Where it stands in the text searched.
    readings : tuple of str
        ISO days (``2024-02-19``) or months (``2024-02``): one, unless lost marks leave two.
    repaired : bool
        Whether marks were lost.
    time : str or None
        Time of day printed after it.
    """

    start: int
    end: int
    readings: tuple[str, ...]
    repaired: bool = False
    time: str | None = None


def number(numeral: str) -> int:
    """Return the value of a numeral below one hundred (十二, 廿三, 31) or of a year's digits (二〇二四)."""
    numeral = numeral.replace(" ", "")
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if len(numeral) == 4:
        return int("".join(sign if sign.isdigit() else str(NUMERALS[sign]) for sign in numeral))
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    tens, ten, units = numeral.rpartition("十")
    return 10 * ((NUMERALS.get(tens, 0) if tens else 1) if ten else 0) + NUMERALS.get(units, 0)


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return the day in ISO form, or None when the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _readings(year: int, digits: str) -> tuple[str, ...]:
    """Return the days (or months) that run-together digits can mean: 226 one, 111 two, 999 none."""
    splits = [(digits[:cut], digits[cut:]) for cut in (1, 2) if 0 < len(digits) - cut <= 2]
    readings = [iso_day(year, int(month), int(day)) for month, day in splits]
    if len(digits) == 2 and 1 <= int(digits) <= 12:
        readings.append(f"{year}-{digits}")
    return tuple(reading for reading in readings if reading)


def find_dates(text: str, *, unmarked: bool = False) -> Iterator[FoundDate]:
    """Return the dates of a folded text in order; impossible days are no dates.

    Parameters
    ----------
    unmarked : bool
        Also read digits whose marks were lost. Only where a date is expected, such as a signature line:
        elsewhere seven digits are a telephone number.
    """
    return iter((_kept if len(text) <= LONGEST_KEPT else _found)(text, unmarked))


def _found(text: str, unmarked: bool) -> tuple[FoundDate, ...]:
    found = [*_marked(text)] if MARK.search(text) else []
    if unmarked and _UNMARKED_AHEAD.search(text):
        taken = [(one.start, one.end) for one in found]
        for one in _unmarked(text):
            if all(one.end <= start or end <= one.start for start, end in taken):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start) if len(found) > 1 else found)


# A line of a head or a foot is asked for its dates several times over.
_kept = lru_cache(maxsize=64)(_found)


def _marked(text: str) -> Iterator[FoundDate]:
    for match in _MARKED.finditer(text):
        year = number(match["year"])
        month = number(match["month"] or match["m"])
        day = match["day"] or match["d"]
        if not 1949 <= year <= 2099 or not 1 <= month <= 12:
            continue
        reading = iso_day(year, month, number(day)) if day else f"{year}-{month:02}"
        if reading:
            time = _TIME.match(text, match.end())
            clock = time[1].replace("：", ":") if time else None
            yield FoundDate(match.start(), match.end(), (reading,), False, clock)


def _unmarked(text: str) -> Iterator[FoundDate]:
    for match in _SPACED.finditer(text):
        if reading := iso_day(int(match["year"]), int(match["m"]), int(match["d"])):
            yield FoundDate(match.start(), match.end(), (reading,), True)
    for match in _UNMARKED.finditer(text):
        digits = match["partly"] or match["digits"]
        if readings := _readings(int(match["year"]), digits):
            repaired = bool(match["partly"]) or len(digits) < 4
            yield FoundDate(match.start(), match.end(), readings, repaired)


def settle(found: FoundDate, others: set[str]) -> str | None:
    """Return the one reading of a date: the only one, or the one that another date of the page equals."""
    if len(found.readings) == 1:
        return found.readings[0]
    agreeing = [reading for reading in found.readings if reading in others]
    return agreeing[0] if len(agreeing) == 1 else None
