"""Every word that figures and tables show, in Chinese and English, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analysis.coding.codebook import Codebook

LANGUAGES = ("zh", "en")

LABELS: Mapping[str, tuple[str, str]] = {
    "item-0": ("不属于五项", "none of the five"),
    "item-1": ("举措和成效", "measures and results"),
    "item-2": ("不足和原因", "shortcomings and causes"),
    "item-3": ("第一责任人履职", "first responsible person"),
    "item-4": ("下一年度安排", "next year's plan"),
    "item-5": ("其他情况", "other matters"),
    "lead": ("导语", "lead"),
    "level-province": ("省级", "province"),
    "level-prefecture": ("地级", "prefecture"),
    "level-county": ("县级", "county"),
    "level-township": ("乡级", "township"),
    "level-department": ("部门", "department"),
    "unit-sentences": ("占正文句子的比例(%)", "share of body sentences (%)"),
    "unit-han": ("每千汉字提及次数", "mentions per 1,000 Han characters"),
    "unit-sentences-change": ("占比变化(百分点)", "change in share of sentences (percentage points)"),
    "unit-han-change": ("每千汉字提及次数的变化", "change in mentions per 1,000 Han characters"),
    "share-of-han": ("占正文汉字的比例(%)", "share of Han characters in the body (%)"),
    "reporting-year": ("报告年度", "reporting year"),
    "characters": ("字", "characters"),
    "report": ("份报告", "report"),
    "reports": ("份报告", "reports"),
    "sentences": ("句", "sentences"),
    "before": ("前期", "before"),
    "after": ("后期", "after"),
    "interval": ("95% 区间(按地方重抽样)", "95% interval (places resampled)"),
    "dots-and-bars": ("点:一份报告;横线:该年度全部报告", "dot: one report; bar: all reports of the year"),
    "rate": ("合计", "all reports"),
}


def label(key: str, language: str) -> str:
    """Return the words for a key of :data:`LABELS` in ``zh`` or ``en``."""
    return LABELS[key][LANGUAGES.index(language)]


def theme_names(codebook: Codebook, language: str) -> dict[str, str]:
    """Return the short name of every theme by its id."""
    return {theme.id: theme.short_zh if language == "zh" else theme.short_en for theme in codebook.themes}


def report_names(reports: pd.DataFrame, language: str) -> dict[str, str]:
    """Return a short name of every report by its id: issuer's place as printed, and year.

    Names of places are proper nouns: an English figure shows the report's id instead.
    """
    if language == "en":
        return {name: name for name in reports["report_id"]}
    place = (
        reports["township"]
        .fillna(reports["county"])
        .fillna(reports["prefecture"])
        .fillna(reports["province"])
    )
    year = reports["reporting_year"].astype("string").fillna("年度不详")
    names = place.fillna(reports["report_id"]) + " " + year
    return dict(zip(reports["report_id"], names, strict=True))
