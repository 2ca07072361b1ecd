"""In words: the charts of the reporting duty."""

from __future__ import annotations

import pandas as pd

from analysis.figures.labels import label
from analysis.figures.saying import clauses, say


def composition(shares: pd.DataFrame, language: str) -> str:
    """Return which item takes most of the body, in how many reports (or years)."""
    if shares.empty:
        return label("no-text", language)
    largest = shares.loc[shares.groupby("group")["share"].idxmax(), "item"].value_counts()
    total = shares["group"].nunique()
    parts = [
        say(language, f"{n} 条以“{label(item, language)}”最多", f"{label(item, language)} in {n}")
        for item, n in largest.items()
    ]
    return say(
        language,
        f"正文构成的堆积条形图，共 {total} 条。篇幅最大的一项：{clauses(parts, language)}。",
        f"Stacked bars ({total}) of what the bodies consist of. Most room goes to {clauses(parts, language)}.",
    )


def compliance(items: pd.DataFrame, days: pd.DataFrame, language: str) -> str:
    """Return how many reports serve each mandated item, and how many dated ones came in time."""
    served = items.groupby("item")[["yes", "partial", "no"]].sum()
    parts = [
        say(
            language,
            f"{label(f'item-{item}', language)} {row.yes}/{row.yes + row.partial + row.no}",
            f"{label(f'item-{item}', language)} {row.yes} of {row.yes + row.partial + row.no}",
        )
        for item, row in served.iterrows()
    ]
    known = days.dropna(subset=["days"])
    late, dated = int((known["days"] > 0).sum()), len(known)
    return say(
        language,
        f"各报告的五项法定内容与报送时间。完整报告的项目：{clauses(parts, language)}。写明的 {dated} 个日期中，{late} 个晚于期限。",
        f"The five mandated items and the days around the due dates, by report. Served in full: "
        f"{clauses(parts, language)} {'report' if len(items) == 5 else 'reports'}. Dates stated: {dated}; after the due date: {late}.",
    )
