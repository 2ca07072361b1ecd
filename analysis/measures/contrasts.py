"""What can be set against what in a corpus: the two outline periods, or else two levels of government."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.measures.grouping import OUTLINE_PERIODS, Periods, periods_of
from analysis.measures.keywords import keyness_table


@dataclass(frozen=True)
class Contrast:
    """Two groups of reports.

    Attributes
    ----------
    key : str
        ``period`` or ``level``; empty where the corpus holds no two groups.
    groups : Series
        Group of each report, by report_id; missing for reports of neither.
    target, reference : str
        The later period against the earlier, or the level with most reports against the next; empty without.
    """

    key: str
    groups: pd.Series
    target: str
    reference: str

    @property
    def possible(self) -> bool:
        """Whether there is something to compare."""
        return bool(self.key)


def contrast(reports: pd.DataFrame, periods: Periods = OUTLINE_PERIODS) -> Contrast:
    """Return the contrast that a corpus allows: its last two periods, else its two most frequent levels.

    Parameters
    ----------
    reports : DataFrame
        Table `reports`.
    periods : mapping
        Label of each period to its reporting years, in order of time.
    """
    by_report = reports.set_index("report_id")
    period = periods_of(by_report["reporting_year"], periods)
    present = [label for label in periods if (period == label).any()]
    if len(present) > 1:
        return Contrast("period", period, present[-1], present[-2])
    level = by_report["level"]
    frequent = level.value_counts().rename_axis("level").reset_index()
    frequent = frequent.sort_values(["count", "level"], ascending=[False, True])["level"].tolist()
    if len(frequent) > 1:
        return Contrast("level", level, frequent[0], frequent[1])
    return Contrast("", level, "", "")


def contrast_keywords(words: pd.DataFrame, between: Contrast, *, seed: object, **options) -> pd.DataFrame:
    """Return :func:`analysis.measures.keywords.keyness_table` of a contrast; empty where nothing can be compared.

    Parameters
    ----------
    words : DataFrame
        Table `words`.
    between : Contrast
        From :func:`contrast`.
    seed, **options
        As :func:`analysis.measures.keywords.keyness_table`.
    """
    if between.possible:
        return keyness_table(words, between.groups, between.target, between.reference, seed=seed, **options)
    two = pd.DataFrame({"report_id": ["a", "b"], "word": ["", ""], "n": [1, 1]}).astype({"word": "str"})
    groups = pd.Series(["a", "b"], index=["a", "b"])
    return keyness_table(two, groups, "a", seed=seed, **options).head(0)


def periods_to_compare(reports: pd.DataFrame, periods: Periods = OUTLINE_PERIODS) -> tuple[str, str]:
    """Return the labels of the last two periods that have reports; of the first two where only one has."""
    period = periods_of(reports["reporting_year"], periods)
    labels = list(periods)
    present = [label for label in labels if (period == label).any()]
    if len(present) > 1:
        return present[-2], present[-1]
    return labels[0], labels[1]
