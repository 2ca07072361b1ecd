"""Dispersion: how evenly a word is spread over the parts of a corpus (documents, or places).

Parts i = 1..k hold counts Tᵢ in sizes Wᵢ; t = T/ΣT, w = W/ΣW, rates R = T/W, r = R/ΣR. A part of size 0 is
removed. Measures fall with frequency and depend on part sizes: compare words of like frequency only, and
print beside each the range, the number of parts with the word.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.rates import checked
from analysis.measures.undefined import Undefined
from analysis.measures.validation import columns, unique

ABSENT = "the word does not occur"
ONE_PART = "fewer than two parts"


def _parts(counts: object, sizes: object) -> tuple[np.ndarray, np.ndarray, str]:
    """Return counts and sizes of the parts that have text, and why dispersion is undefined."""
    counts, sizes = checked(counts, sizes)
    counts, sizes = counts[sizes > 0], sizes[sizes > 0]
    reason = ABSENT if counts.sum() == 0 else ONE_PART if len(sizes) < 2 else ""
    return counts, sizes, reason


def dp(counts: object, sizes: object) -> float:
    """Return *DP* (Gries 2008), ½Σ|t − w|: 0 is even, towards 1 uneven.

    Parameters
    ----------
    counts, sizes : sequence of numbers
        Occurrences in each part and the part's size, in the same order.

    Returns
    -------
    float
        Undefined when the word does not occur or fewer than two parts have text.

    Raises
    ------
    ValueError
        When lengths differ, a number is negative or missing, or a part of size 0 holds hits.
    """
    t, w, reason = _parts(counts, sizes)
    return Undefined(reason) if reason else float(np.abs(t / t.sum() - w / w.sum()).sum() / 2)


def dp_norm(counts: object, sizes: object, variant: str = "lijffijt") -> float:
    """Return a normalised DP; parameters, result and errors as :func:`dp`.

    Parameters
    ----------
    variant : {"lijffijt", "gries", "egbert"}
        "lijffijt": *DPnorm*, DP/(1 − min w) (Lijffijt & Gries 2012), the default. "gries": DP/(1 − 1/k), the
        older form, which can exceed 1. "egbert": *D_P* = 1 − DP/(1 − min{w: t > 0}) (Egbert, Burch & Biber
        2020), which runs the other way: 1 is even.
    """
    t, w, reason = _parts(counts, sizes)
    if variant not in ("lijffijt", "gries", "egbert"):
        raise ValueError(f"variant must be 'lijffijt', 'gries' or 'egbert', got {variant!r}")
    if reason:
        return Undefined(reason)
    deviation, w_share = dp(t, w), w / w.sum()
    if variant == "lijffijt":
        return float(deviation / (1 - w_share.min()))
    if variant == "gries":
        return float(deviation / (1 - 1 / len(w)))
    return float(1 - deviation / (1 - w_share[t > 0].min()))


def juilland_d(counts: object, sizes: object) -> float:
    """Return *Juilland's D*, 1 − [sd(R)/mean(R)]/√(k−1), on rates, population s.d.: 1 is even.

    Parameters, result and errors as :func:`dp`.
    """
    t, w, reason = _parts(counts, sizes)
    if reason:
        return Undefined(reason)
    rates = t / w
    return float(1 - rates.std() / rates.mean() / np.sqrt(len(rates) - 1))


def carroll_d2(counts: object, sizes: object) -> float:
    """Return *Carroll's D₂*, −Σ r log₂ r / log₂ k: 1 is even; otherwise as :func:`dp`."""
    t, w, reason = _parts(counts, sizes)
    if reason:
        return Undefined(reason)
    share = t / w / (t / w).sum()
    share = share[share > 0]
    return float(-(share * np.log2(share)).sum() / np.log2(len(t))) + 0.0


def rosengren_s(counts: object, sizes: object) -> float:
    """Return *Rosengren's S*, (Σ√(wᵢTᵢ))²/ΣT: 1 is even; otherwise as :func:`dp`."""
    t, w, reason = _parts(counts, sizes)
    return Undefined(reason) if reason else float(np.sqrt(w / w.sum() * t).sum() ** 2 / t.sum())


def d_a(counts: object, sizes: object) -> float:
    """Return *D_A*, 1 − mean|Rᵢ − Rⱼ|/(2·mean R) over pairs of parts: 1 is even; otherwise as :func:`dp`."""
    t, w, reason = _parts(counts, sizes)
    if reason:
        return Undefined(reason)
    rates = np.sort(t / w)
    k = len(rates)
    gaps = ((2 * np.arange(1, k + 1) - k - 1) * rates).sum() / (k * (k - 1) / 2)
    return float(1 - gaps / (2 * rates.mean()))


def d_kl(counts: object, sizes: object) -> float:
    """Return *D_KL*, K/(1+K) with K = Σ t log₂(t/w): 0 is even; otherwise as :func:`dp`."""
    t, w, reason = _parts(counts, sizes)
    if reason:
        return Undefined(reason)
    t_share, w_share = t / t.sum(), w / w.sum()
    some = t > 0
    divergence = max(0.0, (t_share[some] * np.log2(t_share[some] / w_share[some])).sum())
    return float(divergence / (1 + divergence))


def parts_with(counts: object, sizes: object) -> int:
    """Return the *range*: in how many parts the word occurs."""
    counts, _ = checked(counts, sizes)
    return int((counts > 0).sum())


def dispersion_table(words: pd.DataFrame, sizes: pd.Series | None = None) -> pd.DataFrame:
    """Return frequency and dispersion of every word over the reports.

    Parameters
    ----------
    words : DataFrame
        Table `words`: report_id, word, n.
    sizes : Series, optional
        Size of each part by report_id; the tokens in `words` unless given. A part of size 0 is removed.

    Returns
    -------
    DataFrame
        Columns word, n (occurrences), range (parts with the word), parts, removed (parts without text), dp,
        dp_norm (Lijffijt & Gries), juilland_d, note; most frequent words first, ties by word.

    Raises
    ------
    ValueError
        When a column is missing, a report lacks its size, or hits stand in a part of size 0.
    """
    columns(words, ["report_id", "word", "n"], "words")
    if (words["n"] < 0).any():
        raise ValueError("words holds a negative n")
    counted = words.groupby(["word", "report_id"], sort=True, as_index=False)["n"].sum()
    if sizes is None:
        sizes = counted.groupby("report_id")["n"].sum()
    unique(sizes.rename_axis("report_id").reset_index(), "report_id", "sizes")
    w = counted["report_id"].map(sizes).to_numpy(dtype=float, na_value=np.nan)
    if np.isnan(w).any():
        raise ValueError(f"sizes lacks report {counted['report_id'][np.isnan(w)].iloc[0]!r}")
    t = counted["n"].to_numpy(dtype=float)
    checked(t, w)
    kept = sizes[sizes > 0]
    k, whole = len(kept), float(kept.sum())
    # Over the parts without the word |t − w| is w and the rate is 0, so sums over the others are enough.
    code, names = pd.factorize(counted["word"], sort=True)
    total = np.bincount(code, t, len(names))
    some = t > 0
    t, w, code = t[some], w[some], code[some]
    share, size = t / total[code], w / whole
    deviation = (1 + np.bincount(code, np.abs(share - size) - size, len(names))) / 2
    found = np.bincount(code, minlength=len(names))
    mean = np.bincount(code, t / w, len(names)) / max(k, 1)
    squares = np.bincount(code, (t / w - mean[code]) ** 2, len(names)) + (k - found) * mean**2
    note = np.where(total == 0, ABSENT, ONE_PART if k < 2 else "")
    defined = note == ""
    smallest = float(kept.min()) / whole if k > 1 else 0.0
    sd = np.sqrt(squares / max(k, 1))
    cv = np.divide(sd, mean, out=np.full(len(names), np.nan), where=mean > 0)
    return (
        pd.DataFrame(
            {
                "word": pd.array(names, "str"),
                "n": total.astype("int64"),
                "range": found.astype("int64"),
                "parts": k,
                "removed": len(sizes) - k,
                "dp": np.where(defined, deviation, np.nan),
                "dp_norm": np.where(defined, deviation / (1 - smallest), np.nan),
                "juilland_d": np.where(defined, 1 - cv / np.sqrt(max(k - 1, 1)), np.nan),
                "note": pd.array(note, "str"),
            }
        )
        .sort_values(["n", "word"], ascending=[False, True], kind="stable")
        .reset_index(drop=True)
    )
