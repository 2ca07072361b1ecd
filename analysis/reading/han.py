"""Han characters: which they are, and how many a text has, the denominator of every rate."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import cache

import numpy as np

from analysis.reading.code_points import look_up

# By fixed ranges, so that totals do not move with the Unicode release of the Python in use.
HAN = "々〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff"
HAN_CHARACTER = re.compile(f"[{HAN}]")
HAN_RUN = re.compile(f"[{HAN}]+")


def count_han(text: str) -> int:
    """Return the number of Han characters after NFKC (㈠ counts one, ① none)."""
    return count_printed(unicodedata.normalize("NFKC", text))


def count_printed(text: str) -> int:
    """Return the number of Han characters as they stand in a text."""
    return sum(map(len, HAN_RUN.findall(text)))


def cumulate_han(text: str) -> Sequence[int]:
    """Return how many Han characters :func:`count_han` counts before each offset of a text, and in all of it."""
    try:
        counts = look_up(_counts(), text)
    except IndexError:  # a character beyond the basic plane
        counts = np.array([count_han(character) for character in text], dtype=np.int32)
    before = array("i", [0]) * (len(counts) + 1)
    np.cumsum(counts, dtype=np.int32, out=np.frombuffer(before, dtype=np.int32)[1:])
    return before


@cache
def _counts() -> np.ndarray:
    """How many Han characters the NFKC form of each character of the basic plane has, at most six."""
    plane = "".join(map(chr, range(0x10000)))
    counts = np.zeros(len(plane), dtype=np.int32)
    for run in HAN_RUN.finditer(plane):
        counts[run.start() : run.end()] = 1
    for character in filter(unicodedata.decomposition, plane):
        counts[ord(character)] = count_printed(unicodedata.normalize("NFKC", character))
    return counts
