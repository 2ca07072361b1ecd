"""In words: the charts of change."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.figures.alt.frequency import leaders
from analysis.figures.labels import label
from analysis.figures.rows import SCALE
from analysis.figures.saying import clauses, counted, joined, leading, names_of, say


def years(by_year: pd.DataFrame, names: Mapping[str, str], unit: str, language: str) -> str:
    """Return the years shown and the leading theme of each."""
    known = by_year.dropna(subset=["rate", "reporting_year"])
    if known.empty:
        return label("no-year", language)
    known = known.assign(reporting_year=known["reporting_year"].astype(int))
    shown = clauses(leaders(known, "reporting_year", names, unit, language), language)
    return say(
        language,
        f"各主题分年度的{label('unit-' + unit, language)}，每主题一格。各年度首位：{shown}。",
        f"One panel per theme: {label('unit-' + unit, language)} by reporting year. Leading themes: {shown}.",
    )


def change(
    frame: pd.DataFrame, names: Mapping[str, str], periods: tuple[str, str], unit: str, language: str
) -> str:
    """Return the largest rise and the largest fall between the periods, ties named."""
    known = frame.dropna(subset=["change"])
    if known.empty:
        return label("one-period", language)
    rise, fall = (extreme(known, sign, names, unit, language) for sign in (1, -1))
    return say(
        language,
        f"{periods[0]} 至 {periods[1]} 各主题的{label(f'unit-{unit}-change', language)}。升幅最大：{rise}；降幅最大：{fall}。",
        f"Dots: {label(f'unit-{unit}-change', language)} from {periods[0]} to {periods[1]}. "
        f"Largest rise: {rise}; largest fall: {fall}.",
    )


def extreme(frame: pd.DataFrame, sign: int, names: Mapping[str, str], unit: str, language: str) -> str:
    """Return the largest rise (sign 1) or fall (-1) with its themes; ``none`` where none is above zero as printed."""
    sized = frame.assign(size=sign * SCALE[unit] * frame["change"])
    sized = sized[sized["size"].round(1) > 0]
    first = leading(sized, "size", "{:.1f}")
    if first.empty:
        return say(language, "无", "none")
    return f"{names_of([names[theme] for theme in first['theme']], language)} {sign * first['size'].iloc[0]:+.1f}"


def decomposition(
    parts: pd.DataFrame, names: Mapping[str, str], periods: tuple[str, str], unit: str, language: str
) -> str:
    """Return of what the change is made, and where change within places is largest."""
    known = parts.dropna(subset=["change"])
    if known.empty:
        return label("one-period", language)
    staying = int(known["staying"].max())
    if not staying:
        return say(
            language,
            f"{periods[0]} 至 {periods[1]} 变化的分解。没有一个地方在两个时期都有报告：全部变化来自地方的进入与退出。",
            f"Change from {periods[0]} to {periods[1]}, decomposed. No place reports in both periods: all change is "
            "entry and exit of places.",
        )
    sized = known.assign(size=known["within"].abs() * SCALE[unit])
    first = leading(sized, "size", "{:.1f}")
    shown = names_of([names[theme] for theme in first["theme"]], language)
    size = f"{first['within'].iloc[0] * SCALE[unit]:+.1f}"
    both = counted(staying, "place", language)
    return say(
        language,
        f"{periods[0]} 至 {periods[1]} 变化的分解。{both}两期均有报告；地方内部变化最大的是{shown}（{size}）。",
        f"Change from {periods[0]} to {periods[1]}, decomposed. In both periods: {both}; change within places is "
        f"largest for {shown} ({size}).",
    )


def lives(cycles: pd.DataFrame, language: str) -> str:
    """Return how many dated terms are used, the longest lag, and which are used after they lapsed."""
    used = cycles[cycles["first_year"].notna()]
    if used.empty:
        return label("no-dated-term", language)
    late = names_of(list(used.loc[used["after_fading"] > 0, "term"]), language) or say(language, "无", "none")
    early = int((cycles["anachronisms"] > 0).sum())
    common = joined(used.sort_values(["reports", "id"], ascending=[False, True])["term"].head(3), language)
    return say(
        language,
        f"有时间标记的词语的使用年度与正式日期，共用到 {len(used)} 个（词表 {len(cycles)} 个）。使用报告最多的：{common}；"
        f"失效后仍在使用：{late}；早于正式日期：{early} 个。",
        f"Years of use of dated terms against their official dates: {len(used)} of {len(cycles)} terms are used. In most "
        f"reports: {common}. Used after they lapsed: {late}. Used before they can have existed: {early}.",
    )
