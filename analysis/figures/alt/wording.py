"""In words: the charts of shared wording."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.figures.labels import label
from analysis.figures.saying import between, counted, say


def strips(frame: pd.DataFrame, language: str) -> str:
    """Return how many sentences are shared or formulae, and the range of what is not own."""
    if frame.empty:
        return label("no-text", language)
    kinds = frame["provenance"].value_counts()
    spread = between(*_range(frame, ["group"]), language)
    shared = int(kinds.reindex(["peers", "superior", "carried"]).fillna(0).sum())
    formula, total = int(kinds.get("formula", 0)), counted(len(frame), "sentence", language)
    return say(
        language,
        f"每份报告一条，按原文顺序逐句着色。共 {total}：与其他报告相同或沿用往年的 {shared} 句，以官方套语为主的 {formula} 句；"
        f"非自有表述占各报告汉字的 {spread}。",
        f"A strip per report, its sentences coloured by whose wording they are. Of {total}, {shared} are shared with other "
        f"reports or carried over and {formula} are mostly official formulae; {spread} of a report's characters "
        "are not its own.",
    )


def sections(frame: pd.DataFrame, names: Mapping[str, str], language: str) -> str:
    """Return in which section the share that is not own is highest."""
    known = frame[frame["n_han"] > 0]
    if known.empty:
        return label("no-text", language)
    sums = known.groupby(["group", "item"])[["n_borrowed", "n_han"]].sum()
    share = 100 * sums["n_borrowed"] / sums["n_han"]
    group, item = share.idxmax()
    name = label("lead-and-rest" if item == 0 else f"item-{item}", language)
    return say(
        language,
        f"各报告各部分中与他处相同或官方套语所占比例。最高：{names[group]} 的“{name}”，{share.max():.1f}%。",
        f"Share of each part of each report that is shared wording or official formulae. Highest: {name} of {names[group]}, "
        f"{share.max():.1f}%.",
    )


def _range(frame: pd.DataFrame, by: list[str]) -> tuple[str, str]:
    sums = frame.groupby(by)[["n_borrowed", "n_han"]].sum()
    share = 100 * sums["n_borrowed"] / sums["n_han"].clip(lower=1)
    return f"{share.min():.1f}%", f"{share.max():.1f}%"
