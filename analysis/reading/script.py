"""Simplified and traditional characters, one by one, so that lengths stay."""

from __future__ import annotations

from functools import cache

import numpy as np
from opencc import OpenCC

from analysis.reading.code_points import look_up
from analysis.reading.han import count_printed


@cache
def simplified_forms() -> dict[int, str]:
    """Return the simplified form of each traditional character, by its code point."""
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(old): new for old, new in pairs if new != old and len(new) == 1}


@cache
def traditional_forms() -> np.ndarray:
    """Return for each code point whether it is a traditional character."""
    traditional = np.zeros(0x110000, dtype=bool)
    traditional[list(simplified_forms())] = True
    return traditional


def is_traditional(text: str, share: float = 0.02) -> bool:
    """Tell whether at least `share` of the Han characters are traditional forms."""
    changed = int(look_up(traditional_forms(), text).sum())
    return changed > 0 and changed >= share * count_printed(text)
