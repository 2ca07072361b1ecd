"""In words: the charts of numbers claimed."""

from __future__ import annotations

import pandas as pd

from analysis.figures.labels import FINDINGS, LANGUAGES, label
from analysis.figures.saying import between, joined, say


def numbers(density: pd.DataFrame, rates: pd.DataFrame, language: str) -> str:
    """Return the range of density, and how many rates state both parts or are 100 %."""
    known = density["per_1000_han"].dropna()
    if known.empty:
        return label("no-text", language)
    total, both, hundred = (int(rates[column].sum()) for column in ("rates", "both_parts", "hundred"))
    spread = between(f"{known.min():.1f}", f"{known.max():.1f}", language)
    return say(
        language,
        f"各报告的数量表述：每千汉字 {spread} 个。比率共 {total} 个，其中等于 100% 的 {hundred} 个，写明分子与分母的 {both} 个。",
        f"Numbers in the reports: {spread} per 1,000 Han characters. Rates stated: {total}; at 100%: {hundred}; with "
        f"both parts: {both}.",
    )


def consistency(frame: pd.DataFrame, language: str) -> str:
    """Return how many passages which rules flagged, and how many checks were clear or impossible."""
    if frame.empty:
        return label("nothing-checked", language)
    by_rule = frame.groupby("rule", sort=False)["findings"].sum()
    struck = by_rule[by_rule > 0].sort_values(ascending=False, kind="stable")
    total = int(struck.sum())
    clear, unchecked = int(frame["clear"].sum()), int(frame["not_checked"].sum())
    names = joined([f"{rule_name(rule, language)} {n}" for rule, n in struck.head(5).items()], language)
    names = names or say(language, "无", "none")
    return say(
        language,
        f"一致性核查：疑点共 {total} 处，较多的是：{names}。核查未见疑点 {clear} 次，无从核查 {unchecked} 次。",
        f"Checks of consistency: passages flagged: {total}, most by: {names}. Checks that were clear: {clear}; not possible: "
        f"{unchecked}.",
    )


def rule_name(rule: str, language: str) -> str:
    """Return what a rule of consistency looks for, in words; its id where there are none."""
    return FINDINGS[rule][LANGUAGES.index(language)] if rule in FINDINGS else rule
