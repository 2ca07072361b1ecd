"""The keywords of one group of reports against another: effect size, interval and permutation test."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.measures import keyness
from analysis.measures.rates import checked
from analysis.measures.testing import Permutation, benjamini_hochberg, permutation_test
from analysis.measures.validation import columns, unique

STATISTICS = ("log_likelihood", "log_ratio")
ABSENT = "the word is absent"


def _statistic(name: str):
    """Return the named keyness statistic of group sums, hits first and tokens in the last column."""
    if name not in STATISTICS:
        raise ValueError(f"statistic must be one of {', '.join(STATISTICS)}, got {name!r}")

    def score(ones: np.ndarray, others: np.ndarray) -> np.ndarray:
        f1, n1, f2, n2 = ones[:, :-1], ones[:, -1:], others[:, :-1], others[:, -1:]
        if name == "log_likelihood":
            return keyness.log_likelihood(f1, f2, n1, n2)
        return keyness.log_ratio(f1, f2, n1, n2, correction="half")

    return score


def keyness_permutation(
    x: object,
    n: object,
    group1: object,
    *,
    seed: object,
    statistic: str = "log_likelihood",
    alternative: str = "greater",
    B: int = 9_999,
    clusters: object | None = None,
    strata: object | None = None,
) -> Permutation:
    """Test the keyness of one word by shuffling the group labels of whole documents.

    Parameters
    ----------
    x, n : sequence of numbers
        Occurrences and tokens of each document.
    group1 : sequence of bool
        Which documents are the target.
    statistic : {"log_likelihood", "log_ratio"}
        G2 4-term, or log ratio +½.
    alternative, B, seed, clusters, strata
        As :func:`analysis.measures.testing.permutation_test`.

    Returns
    -------
    Permutation
        p = 1 for an absent word; undefined when a group has no document.
    """
    x, n = checked(x, n)
    test = permutation_test(
        np.column_stack([x, n]), group1, _statistic(statistic), seed=seed, B=B, alternative=alternative,
        clusters=clusters, strata=strata,
    )  # fmt: skip
    absent = not x.any() and test.method != "none"
    observed, p, mean = (float(np.ravel(value)[0]) for value in (test.observed, test.p, test.mean))
    return Permutation(
        observed, 1.0 if absent else p, mean, alternative, test.method, test.B,
        int(np.ravel(test.undefined)[0]), test.smallest, seed, ABSENT if absent else test.note,
    )  # fmt: skip


def keyness_table(
    words: pd.DataFrame,
    groups: pd.Series,
    target: object,
    reference: object | Iterable[object] | None = None,
    *,
    seed: object,
    B: int = 9_999,
    statistic: str = "log_likelihood",
    min_n: int = 1,
    min_reports: int = 1,
    alpha: float = 0.05,
    clusters: pd.Series | None = None,
    strata: pd.Series | None = None,
) -> pd.DataFrame:
    """Return the keywords of the target group against the reference, ranked by conservative log ratio.

    Parameters
    ----------
    words : DataFrame
        Table `words`: report_id, word, n.
    groups : Series
        Group of each report, by report_id; reports with no group or another group are left out.
    target, reference
        The group in question, and the group or groups it is compared with (all others unless given).
    seed, B, clusters, strata
        For the permutation of whole reports (`clusters`, `strata`: Series by report_id), see
        :func:`analysis.measures.testing.permutation_test`.
    statistic : {"log_likelihood", "log_ratio"}
        What is permuted: G2 4-term, or log ratio +½.
    min_n, min_reports : int
        A word is tested if both groups together hold it so often, in so many reports. The words tested are
        the family of the Bonferroni and Benjamini–Hochberg corrections.

    Returns
    -------
    DataFrame
        One row per word tested: word, f1, f2, n1, n2 (counts and tokens of target and reference), reports1,
        reports2 (reports with the word), rate1, rate2 (per 1,000 tokens), log_ratio (log ratio +½), low, high
        (1 − alpha interval of the log ratio, Bonferroni over the family), lrc, g2 (signed, 4-term), p (document
        permutation), q (Benjamini–Hochberg), method, B, undefined, note. Largest |lrc| first, then |g2|,
        then by word.

    Raises
    ------
    ValueError
        When a column is missing, no report is in the target or the reference, or a count is negative.
    """
    columns(words, ["report_id", "word", "n"], "words")
    unique(groups.rename_axis("report_id").reset_index(name="group"), "report_id", "groups")
    others = (
        _listed(reference) if reference is not None else [g for g in groups.dropna().unique() if g != target]
    )
    if target in others:
        raise ValueError(f"target {target!r} is also a reference")
    chosen = groups[groups.isin([target, *others])].sort_index()
    first = (chosen == target).to_numpy(dtype=bool)
    if first.all() or not first.any():
        raise ValueError(f"no report in {'the reference' if first.any() else f'target {target!r}'}")
    matrix, vocabulary = _matrix(words, chosen.index)
    tokens = matrix.sum(axis=1)
    reports_with = [(matrix[group] > 0).sum(axis=0) for group in (first, ~first)]
    kept = (matrix.sum(axis=0) >= max(min_n, 1)) & (sum(reports_with) >= max(min_reports, 1))
    matrix, vocabulary = matrix[:, np.flatnonzero(kept)], vocabulary[kept]
    n1, n2 = tokens[first].sum(), tokens[~first].sum()
    f1, f2 = matrix[first].sum(axis=0), matrix[~first].sum(axis=0)
    family = max(len(vocabulary), 1)
    test = permutation_test(
        sparse.hstack([matrix, sparse.csr_array(tokens[:, None])], format="csr"), first, _statistic(statistic),
        seed=seed, B=B, alternative="greater" if statistic == "log_likelihood" else "two-sided",
        clusters=_extra(clusters, chosen.index, "clusters"), strata=_extra(strata, chosen.index, "strata"),
    )  # fmt: skip
    low, high = keyness.log_ratio_interval(f1, f2, n1, n2, alpha, family)
    unknown = np.where(np.isnan(test.p), "the statistic is not defined", "")
    frame = pd.DataFrame(
        {
            "word": pd.array(vocabulary, "str"),
            "f1": f1.astype("int64"),
            "f2": f2.astype("int64"),
            "n1": int(n1),
            "n2": int(n2),
            "reports1": reports_with[0][kept].astype("int64"),
            "reports2": reports_with[1][kept].astype("int64"),
            "rate1": 1000 * f1 / n1 if n1 else np.nan,
            "rate2": 1000 * f2 / n2 if n2 else np.nan,
            "log_ratio": keyness.log_ratio(f1, f2, n1, n2, correction="half"),
            "low": low,
            "high": high,
            "lrc": keyness.log_ratio_conservative(f1, f2, n1, n2, alpha, family),
            "g2": keyness.log_likelihood(f1, f2, n1, n2, signed=True),
            "p": test.p,
            "q": benjamini_hochberg(test.p),
            "method": test.method,
            "B": test.B,
            "undefined": test.undefined,
            "note": pd.array(
                np.where(unknown != "", unknown, "" if np.isnan(test.p).any() else test.note), "str"
            ),
        }
    )
    order = np.lexsort([vocabulary.astype(str), -frame["g2"].abs(), -frame["lrc"].abs()])
    return frame.iloc[order].reset_index(drop=True)


def _listed(reference: object) -> list[object]:
    return (
        [reference] if isinstance(reference, str) or not isinstance(reference, Iterable) else list(reference)
    )


def _extra(series: pd.Series | None, index: pd.Index, name: str) -> np.ndarray | None:
    if series is None:
        return None
    values = series.reindex(index)
    if values.isna().any():
        raise ValueError(f"{name} lacks report {values.index[values.isna()][0]!r}")
    return values.to_numpy(dtype=object)


def _matrix(words: pd.DataFrame, reports: pd.Index) -> tuple[sparse.csr_array, np.ndarray]:
    """Return counts of words (columns, sorted) in the reports (rows, in the order given)."""
    row = reports.get_indexer(words["report_id"])
    inside = words[row >= 0]
    column, vocabulary = pd.factorize(inside["word"], sort=True)
    n = inside["n"].to_numpy(dtype=float)
    if (n < 0).any() or (column < 0).any():
        raise ValueError("words holds a negative n or a missing word")
    shape = (len(reports), len(vocabulary))
    return sparse.csr_array((n, (row[row >= 0], column)), shape=shape), np.asarray(vocabulary, dtype=object)
