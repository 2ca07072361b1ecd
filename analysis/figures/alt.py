"""Alternative texts: what each figure shows, in words, for readers who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.figures.charts import SCALE
from analysis.figures.labels import label


def _say(language: str, zh: str, en: str) -> str:
    return zh if language == "zh" else en


def composition(shares: pd.DataFrame, language: str) -> str:
    """Return which item takes most of the body, in how many reports (or years)."""
    largest = shares.loc[shares.groupby("group")["share"].idxmax(), "item"].value_counts()
    item, n = largest.index[0], largest.iloc[0]
    total = shares["group"].nunique()
    name = label(item, language)
    return _say(
        language,
        f"正文构成的堆积条形图,共 {total} 条。其中 {n} 条以“{name}”所占篇幅最大。",
        f"{total} stacked bars of what the bodies consist of. In {n} of them, {name} takes the most room.",
    )


def rates(ranked: pd.DataFrame, names: Mapping[str, str], unit: str, language: str) -> str:
    """Return the first and last themes with their rates; `ranked` is sorted, highest first."""
    shown = [f"{names[row.theme]} {row.rate * SCALE[unit]:.1f}" for row in ranked.itertuples()]
    first, last = ", ".join(shown[:3]), shown[-1]
    return _say(
        language,
        f"各主题的{label('unit-' + unit, language)},附 95% 区间。最高:{first};最低:{last}。",
        f"Dots with 95% intervals: {label('unit-' + unit, language)} by theme. Highest: {first}; lowest: {last}.",
    )


def profiles(frame: pd.DataFrame, names: Mapping[str, str], unit: str, language: str) -> str:
    """Return the leading theme of every report (or year)."""
    known = frame.dropna(subset=["rate"])
    leading = known.loc[known.groupby("group", sort=False)["rate"].idxmax()]
    shown = "; ".join(
        f"{row.group} {names[row.theme]} {row.rate * SCALE[unit]:.1f}" for row in leading.itertuples()
    )
    return _say(
        language,
        f"各报告(或年度)各主题的{label('unit-' + unit, language)}。首要主题:{shown}。",
        f"Shaded table: {label('unit-' + unit, language)} by theme and report (or year). Leading themes: {shown}.",
    )


def years(by_year: pd.DataFrame, names: Mapping[str, str], unit: str, language: str) -> str:
    """Return the years shown and the leading theme of each."""
    known = by_year.dropna(subset=["rate"])
    leading = known.loc[known.groupby("reporting_year")["rate"].idxmax()].sort_values("reporting_year")
    shown = "; ".join(
        f"{row.reporting_year} {names[row.theme]} {row.rate * SCALE[unit]:.1f}"
        for row in leading.itertuples()
    )
    return _say(
        language,
        f"各主题分年度的{label('unit-' + unit, language)},每主题一格。各年度首位:{shown}。",
        f"One panel per theme: {label('unit-' + unit, language)} by reporting year. Leading themes: {shown}.",
    )


def change(
    frame: pd.DataFrame, names: Mapping[str, str], periods: tuple[str, str], unit: str, language: str
) -> str:
    """Return the largest rise and the largest fall between the periods."""
    known = frame.dropna(subset=["change"]).sort_values("change")
    if known.empty:
        return _say(
            language,
            f"{periods[0]}与{periods[1]}无可比较。",
            f"Nothing to compare: {periods[0]}, {periods[1]}.",
        )
    fall, rise = (
        f"{names[row['theme']]} {row['change'] * SCALE[unit]:+.1f}"
        for _, row in known.iloc[[0, -1]].iterrows()
    )
    return _say(
        language,
        f"{periods[0]}至{periods[1]}各主题的{label(f'unit-{unit}-change', language)}。升幅最大:{rise};降幅最大:{fall}。",
        f"Dots with 95% intervals: {label(f'unit-{unit}-change', language)} from {periods[0]} to {periods[1]}. "
        f"Largest rise: {rise}; largest fall: {fall}.",
    )
