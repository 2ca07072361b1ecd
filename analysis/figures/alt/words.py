"""In words: the charts of words."""

from __future__ import annotations

import pandas as pd

from analysis.figures.labels import label
from analysis.figures.saying import joined, say


def keyness(table: pd.DataFrame, sides: tuple[str, str], language: str) -> str:
    """Return the words whose difference between the sides can be vouched for, and those that lead without."""
    if table.empty:
        return label("one-period", language)
    certain = table[table["lrc"] != 0]
    none = say(language, "无", "none")
    more, less = (
        joined(certain.loc[certain["lrc"] * sign > 0, "word"].head(8), language) or none for sign in (1, -1)
    )
    return say(
        language,
        f"{sides[0]} 与 {sides[1]} 的关键词比较，检验 {len(table)} 个词。保守效应量不为零且前者更常用的：{more}；后者更常用的：{less}。",
        f"Words of {sides[0]} against {sides[1]}; {len(table)} words tested. With a conservative effect, more "
        f"frequent in the former: {more}; in the latter: {less}.",
    )
