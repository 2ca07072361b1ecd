"""Texts as arrays of code points, which numpy searches and maps at once; half characters pass unchanged."""

from __future__ import annotations

import numpy as np


def code_points(text: str) -> np.ndarray:
    """Return the code point of each character of a text (uint32, read-only)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def text_of(codes: np.ndarray) -> str:
    """Return the text of some code points."""
    return str(np.ascontiguousarray(codes, dtype="<u4"), "utf-32-le", "surrogatepass")


def look_up(table: np.ndarray, text: str) -> np.ndarray:
    """Return what a table from code point to anything has for each character of a text.

    Raises
    ------
    IndexError
        When the table ends before a code point of the text.
    """
    return table[code_points(text).astype(np.intp)]
