"""In words: the charts of problems and plans."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.figures.labels import label
from analysis.figures.saying import leading, names_of, say


def problems(frame: pd.DataFrame, types: Mapping[str, str], language: str) -> str:
    """Return how many problems are stated and answered, the most frequent type, and those never answered."""
    if frame.empty:
        return label("no-problem", language)
    sums = frame.groupby("type")[["problems", "judged", "answered"]].sum()
    total, judged, answered = (int(sums[column].sum()) for column in ("problems", "judged", "answered"))
    names = {**types, "other": label("untyped", language)}
    most = leading(sums.reset_index(), "problems", "{:.0f}")
    never = sums[(sums["judged"] > 0) & (sums["answered"] == 0)].index
    first = names_of([names[kind] for kind in most["type"]], language)
    open_types = names_of([names[kind] for kind in never], language) or say(language, "无", "none")
    return say(
        language,
        f"各报告所述问题与对应计划。问题共 {total} 个，可判断的 {judged} 个中 {answered} 个有对应计划。最多的一类：{first}；"
        f"没有对应计划的类别：{open_types}。",
        f"Problems stated and plans that answer them, by type and report. Problems: {total}; answered by a plan: {answered} "
        f"of {judged} that can be judged. Most frequent: {first}; types never answered: {open_types}.",
    )


def follow_up(shares: pd.DataFrame, language: str) -> str:
    """Return how many plans that can be checked were found among the next year's results."""
    checkable, kept = int(shares["checkable"].sum()), int(shares["kept"].sum())
    if not checkable:
        return label("no-successive-reports", language)
    return say(
        language,
        f"上年计划在次年报告中的下落：可核对 {checkable} 条，找到 {kept} 条。",
        f"What came of plans in the issuer's next report: {kept} of {checkable} that can be checked are found.",
    )
