"""Per-report aggregates that fit in memory for a million reports: counts of themes, words and quantities.

Tables are read part by part, and nothing but whole numbers per report is kept: theme rates, keyness, dispersion and
densities need no more. What the measures take is made from them by the functions here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.scale.counts import Counts, merged


@dataclass(frozen=True)
class Tally:
    """Whole numbers per report.

    Attributes
    ----------
    report_ids : list of str
        The rows, in the order of the corpus.
    counts : Counts
        Their counts.
    """

    report_ids: list[str]
    counts: Counts

    def frame(self) -> pd.DataFrame:
        """Return the counts above zero as rows: report_id, name, n."""
        matrix = self.counts.matrix.tocoo()
        rows = pd.DataFrame(
            {
                "report_id": np.array(self.report_ids, dtype=object)[matrix.coords[0]],
                "name": np.array(self.counts.columns, dtype=object)[matrix.coords[1]],
                "n": matrix.data,
            }
        )
        return rows.astype({"report_id": "str", "name": "str", "n": "int64"})

    def totals(self) -> pd.Series:
        """Return the sum of each column over all reports, by its name."""
        return pd.Series(np.asarray(self.counts.matrix.sum(axis=0)).ravel(), index=self.counts.columns)


def tally(parts: Iterable[pd.DataFrame], name: str, number: str | None = None) -> Tally:
    """Return how often each value of a column occurs in each report.

    Parameters
    ----------
    parts : iterable of DataFrame
        Parts of a table, whole reports each (:meth:`analysis.corpus.Corpus.parts`). A report without a row in
        the table is not among the rows.
    name : str
        The column counted, such as ``theme`` of `mentions`, ``kind`` of `quantities`, ``word`` of `words`; empty
        values are left out.
    number : str, optional
        A column of whole numbers to add up instead of counting rows, such as ``n`` of `words`.
    """
    report_ids: list[str] = []
    counts = merged(_part(part, name, number, report_ids) for part in parts)
    return Tally(report_ids, counts)


def _part(part: pd.DataFrame, name: str, number: str | None, report_ids: list[str]) -> Counts:
    report, ids = pd.factorize(part["report_id"])
    report_ids += ids.tolist()
    column, names = pd.factorize(part[name], sort=True)
    values = np.ones(len(part), dtype=np.int64) if number is None else part[number].to_numpy(dtype=np.int64)
    there = column >= 0
    shape = (len(ids), len(names))
    matrix = csr_array((values[there], (report[there], column[there])), shape=shape, dtype=np.int64)
    matrix.sum_duplicates()
    return Counts([str(one) for one in names], matrix)


def sizes(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return sentences and Han characters of each report, from parts of table `sentences`."""
    return pd.concat(list(_sizes(parts)), ignore_index=True)


def _sizes(parts: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    yield pd.DataFrame({"report_id": [], "n_sentences": [], "n_han": []}).astype(
        {"report_id": "str", "n_sentences": "int64", "n_han": "int64"}
    )
    for part in parts:
        by_report = part.groupby("report_id", sort=False)["n_han"]
        yield by_report.agg(n_sentences="size", n_han="sum").reset_index()
