"""Numerals as Chinese documents print them, to exact decimals.

Works on isolated numerals: where one begins and ends in running text, and whether it measures anything, is
decided by :mod:`analysis.coding.quantities`. Text is expected in the folded form of
:func:`analysis.reading.normalise.fold`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
POWERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
#: The forms of cheques and contracts.
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
NUMERAL_CHARACTERS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"

ARABIC = re.compile("[0-9]+(?:\\.[0-9]+)?|[0-9]{1,3}(?:[,，][0-9]{3})+(?:\\.[0-9]+)?")
PAIR = re.compile("([一两二三四五六七八])([二三四五六七八九])")


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Decimal | None:
    """Return the value of a numeral: ``1,208``, ``99.7``, 三百零五, 两万五, 九十八点五.

    A string that is no well-formed cardinal gives None: bare digits in a row (二〇二四, 八五) are a year or a
    label, 三五 is two numbers (:func:`read_pair`).
    """
    if text.isascii() and text.isdigit():
        return Decimal(text)
    if ARABIC.fullmatch(text):
        return Decimal(text.replace(",", "").replace("，", ""))
    whole, point, fraction = text.translate(FORMAL).partition("点")
    value = _below(whole, 10**16)
    if value is None or not point:
        return None if point or value is None else Decimal(value)
    digits = [DIGITS.get(character) for character in fraction]
    if not digits or None in digits:
        return None
    return Decimal(f"{value}.{''.join(map(str, digits))}")


def read_pair(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the bounds of a numeral that names two neighbours: 三五 3 and 5, 二三十 20 and 30, 十七八 17 and 18."""
    for pair in PAIR.finditer(text):
        low, high = DIGITS[pair[1]], DIGITS[pair[2]]
        if high - low == 1 or (low, high) == (3, 5):
            before, after = text[: pair.start()], text[pair.end() :]
            bounds = read_numeral(before + pair[1] + after), read_numeral(before + pair[2] + after)
            if None not in bounds:
                return bounds
    return None


def multiplier(powers: str) -> int:
    """Return the product of a run of powers: 万 10,000, 百万 1,000,000; the empty run is 1."""
    product = 1
    for power in powers:
        product *= POWERS[power]
    return product


def canonical(value: Decimal | int) -> str:
    """Return a plain decimal without exponent or trailing zeros: ``20000``, ``99.7``, ``0.02``."""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _below(text: str, limit: int) -> int | None:
    """Return the value of a Chinese cardinal below `limit`; None when malformed.

    The value is that of the part before the largest power, times that power, plus the part after it, in which
    a lone digit counts in the next lower power (两万五 25,000) unless 零 stands before it (两万零五).
    """
    if text in DIGITS:
        return DIGITS[text]
    for power in "亿万千百十":
        head, found, tail = text.rpartition(power) if power == "亿" else text.partition(power)
        if not found:
            continue
        size = POWERS[power]
        # Below ten thousand each power takes one digit; 十 alone may do without.
        count = _below(head, size) if size >= 10_000 and head else DIGITS.get(head or "一")
        if not count or size * count >= limit:
            return None
        if not tail:
            return size * count
        if tail in DIGITS and size > 10:
            rest = DIGITS[tail] * size // 10
        else:
            rest = _below(tail.removeprefix("零").removeprefix("〇"), size)
            # 十 without its digit may end a numeral, but no higher power may (一万百).
            if tail[0] in "百千万":
                return None
        return size * count + rest if rest else None
    return None
