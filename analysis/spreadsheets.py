"""Text that a spreadsheet would take for a formula: kept from it in CSV files of results, and given back on reading."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

# A spreadsheet takes a cell that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?")


def guarded(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: text that might be one is led by an apostrophe."""
    if not isinstance(value, str) or NEGATIVE.fullmatch(value):
        return value
    # Text that an apostrophe leads already gets one more, so that it can be told from a guarded one.
    if not value.lstrip("'").startswith(FORMULA_STARTS):
        return value
    return f"'{value}"


def unguarded(value: object) -> object:
    """Return a cell without the apostrophe that kept a spreadsheet from reading a formula."""
    if isinstance(value, str) and value[:1] == "'" and guarded(value[1:]) == value:
        return value[1:]
    return value


def guarded_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose cells are guarded, to be written as CSV."""
    return _changed(frame, guarded)


def unguarded_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table read from CSV as it was before its cells were guarded."""
    return _changed(frame, unguarded)


def _changed(frame: pd.DataFrame, change: Callable[[object], object]) -> pd.DataFrame:
    """Return a table with every text changed."""
    changed = frame.copy()
    for column in frame.select_dtypes(include=["string", "object", "str", "category"]):
        changed[column] = frame[column].map(change, na_action="ignore")
    return changed
