"""In words: the charts of thematic frequency."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.figures.labels import label
from analysis.figures.rows import SCALE
from analysis.figures.saying import between, clauses, joined, leading, names_of, say


def rates(ranked: pd.DataFrame, names: Mapping[str, str], unit: str, language: str) -> str:
    """Return the first and last themes with their rates; `ranked` is sorted, highest first."""
    known = ranked.dropna(subset=["rate"])
    if known.empty:
        return label("no-text", language)
    shown = [f"{names[row.theme]} {row.rate * SCALE[unit]:.1f}" for row in known.itertuples()]
    measure = label("unit-" + unit, language)
    if len(shown) < 4:
        return say(
            language,
            f"各主题的{measure}，附 95% 区间：{joined(shown, language)}。",
            f"Dots with 95% intervals: {measure} by theme: {joined(shown, language)}.",
        )
    lowest = leading(known.assign(rate=-known["rate"] * SCALE[unit]), "rate", "{:.1f}")
    last = names_of([names[theme] for theme in lowest["theme"]], language)
    last = f"{last} {known['rate'].min() * SCALE[unit]:.1f}"
    return say(
        language,
        f"各主题的{measure}，附 95% 区间。最高：{joined(shown[:3], language)}；最低：{last}。",
        f"Dots with 95% intervals: {measure} by theme. Highest: {joined(shown[:3], language)}; lowest: {last}.",
    )


def profiles(
    frame: pd.DataFrame,
    names: Mapping[str, str],
    unit: str,
    language: str,
    groups: Mapping[str, str] | None = None,
) -> str:
    """Return the leading theme, or tied themes, of every report (or year); `groups` names them."""
    shown = clauses(leaders(frame, "group", names, unit, language, groups), language)
    return say(
        language,
        f"各报告（或年度）各主题的{label('unit-' + unit, language)}。首要主题：{shown}。",
        f"Shaded table: {label('unit-' + unit, language)} by theme and report (or year). Leading themes: {shown}.",
    )


def coverage(grid: pd.DataFrame, systems: Mapping[str, str], language: str) -> str:
    """Return how many reports cover every system, which is left out most, and the range outside the outline."""
    lacking = grid["reports"].sum() - grid[list(systems)].sum()
    share = 100 * (grid["outside"] / grid["coded"].where(grid["coded"] > 0)).dropna()
    if share.empty:
        return label("no-text", language)
    worst = [systems[system] for system in lacking[lacking == lacking.max()].index] if lacking.any() else []
    spread = between(f"{share.min():.0f}%", f"{share.max():.0f}%", language)
    missed = names_of(worst, language) or say(language, "无", "none")
    return say(
        language,
        f"各报告覆盖纲要制度体系的情况。缺失最多的：{missed}；纲要之外的句子占 {spread}。",
        f"Which systems of the outline each report covers. Left out most: {missed}. Sentences outside the outline: "
        f"{spread} of a report.",
    )


def leaders(
    frame: pd.DataFrame,
    key: str,
    names: Mapping[str, str],
    unit: str,
    language: str,
    groups: Mapping[str, str] | None = None,
) -> list[str]:
    """Return for every group what leads in it and with which value, ties named."""
    scaled = frame.assign(rate=frame["rate"] * SCALE[unit])
    parts = []
    for group, rows in scaled.groupby(key, sort=groups is None and key != "group"):
        first = leading(rows, "rate", "{:.1f}")
        if len(first):
            tied = names_of([names[theme] for theme in first["theme"]], language)
            shown = groups.get(group, group) if groups else group
            parts.append(f"{shown} {tied} {first['rate'].iloc[0]:.1f}")
    return parts
