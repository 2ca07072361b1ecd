"""Every word that figures and tables show, in Chinese and English, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analysis.coding.codebook import Codebook

LANGUAGES = ("zh", "en")
MOST_REPORTS = 24
UNKNOWN = "–"

LABELS: Mapping[str, tuple[str, str]] = {
    "item-0": ("不属于五项", "none of the five"),
    "item-1": ("举措和成效", "measures and results"),
    "item-2": ("不足和原因", "shortcomings and causes"),
    "item-3": ("第一责任人履职", "first responsible person"),
    "item-4": ("下一年度安排", "next year's plan"),
    "item-5": ("其他情况", "other matters"),
    "lead": ("导语", "lead"),
    "unit-sentences": ("占正文句子的比例（%）", "share of body sentences (%)"),
    "unit-han": ("每千汉字提及次数", "mentions per 1,000 Han characters"),
    "unit-sentences-change": ("占比变化（百分点）", "change in share of sentences (percentage points)"),
    "unit-han-change": ("每千汉字提及次数的变化", "change in mentions per 1,000 Han characters"),
    "share-of-han": ("占正文汉字的比例（%）", "share of Han characters in the body (%)"),
    "reporting-year": ("报告年度", "reporting year"),
    "characters": ("字", "characters"),
    "sentences": ("句", "sentences"),
    "interval": ("95% 区间（按地方重抽样）", "95% interval (places resampled)"),
    "dots-and-bars": ("点：一份报告；横线：该年度全部报告", "dot: one report; bar: all reports of the year"),
}


def label(key: str, language: str) -> str:
    """Return the words for a key of :data:`LABELS` in ``zh`` or ``en``."""
    return LABELS[key][LANGUAGES.index(language)]


def theme_names(codebook: Codebook, language: str) -> dict[str, str]:
    """Return the short name of every theme by its id."""
    return {theme.id: theme.short_zh if language == "zh" else theme.short_en for theme in codebook.themes}


def grouped(reports: pd.DataFrame) -> pd.DataFrame:
    """Return table `reports` in order of year and id, with a column `group`: what a figure gives a row or column.

    It is the report itself, or, of more reports than a page can show, the reporting year.
    """
    ordered = reports.sort_values(["reporting_year", "report_id"], ignore_index=True)
    years = ordered["reporting_year"].astype("string").fillna(UNKNOWN)
    return ordered.assign(group=ordered["report_id"] if len(reports) <= MOST_REPORTS else years)


def group_names(reports: pd.DataFrame, language: str) -> dict[str, str]:
    """Return the name to show for each group of :func:`grouped` reports, in order.

    A year stands for itself, a report for its place and year; names of places being Chinese, an English figure
    shows the report's id instead.
    """
    if language == "en" or (reports["group"] != reports["report_id"]).any():
        return {group: group for group in reports["group"]}
    place = (
        reports["township"]
        .fillna(reports["county"])
        .fillna(reports["prefecture"])
        .fillna(reports["province"])
    )
    year = reports["reporting_year"].astype("string").fillna(UNKNOWN)
    names = place.fillna(reports["report_id"]) + " " + year
    return dict(zip(reports["group"], names, strict=True))
