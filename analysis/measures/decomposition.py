"""What the change of a pooled rate is made of: Kitagawa decomposition with entry and exit."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

import numpy as np
import pandas as pd

from analysis.measures.undefined import Undefined
from analysis.measures.validation import columns, unique

TERMS = ("within", "composition", "entry", "exit")


@dataclass(frozen=True)
class Decomposition:
    """What the change of a pooled rate is made of; the four terms add up to the change.

    Attributes
    ----------
    rate_before, rate_after, change : float
        Pooled rates and their difference.
    within, composition, entry, exit : float
        Staying groups changed their rates; staying groups changed their weights; groups came; groups left
        (each signed as it adds to the change).
    staying, entering, leaving : int
        Groups with text on both sides, only after, only before.
    note : str
        Why there is no result, or that no group stays.
    groups : DataFrame
        The terms of every group: place, status (``stay``, ``enter``, ``leave``, ``absent``), rate_before,
        rate_after, within, composition, entry, exit.
    """

    rate_before: float
    rate_after: float
    change: float
    within: float
    composition: float
    entry: float
    exit: float
    staying: int
    entering: int
    leaving: int
    note: str
    groups: pd.DataFrame


def decompose_change(groups: pd.DataFrame, per: float = 1) -> Decomposition:
    """Decompose the change of a pooled rate: Kitagawa (1955), symmetric, Griliches–Regev (1995) centring.

    ΔP = Σ_stay w̄Δp [within] + Σ_stay Δw(p̄ − P̄) [composition] + Σ_enter w₁(p₁ − P̄) [entry]
    − Σ_leave w₀(p₀ − P̄) [exit], with p = x/n, w = n/Σn of its year, P̄ = (P₀ + P₁)/2, bars two-year means. With
    no entry and no exit it is the textbook two-term form.

    Parameters
    ----------
    groups : DataFrame
        place, x0, n0, x1, n1: numerator and denominator of each group before and after. n of 0 or missing means
        that the group is absent that year (its rate is not 0). Resolve mergers and renamings first.
    per : float
        Scale of the rates, 1,000 for rates per 1,000 Han characters.

    Raises
    ------
    ValueError
        When a column is missing, a place is there twice, a number is negative, or hits stand where n is 0.
    """
    columns(groups, ["place", "x0", "n0", "x1", "n1"], "groups")
    unique(groups, "place", "groups")
    ordered = groups.sort_values("place", kind="stable").reset_index(drop=True)
    x0, n0 = _side(ordered, "x0", "n0")
    x1, n1 = _side(ordered, "x1", "n1")
    here, there = n0 > 0, n1 > 0
    stay, enter, leave = here & there, ~here & there, here & ~there
    p0 = np.divide(x0, n0, out=np.full(len(x0), np.nan), where=here)
    p1 = np.divide(x1, n1, out=np.full(len(x1), np.nan), where=there)
    status = np.select([stay, enter, leave], ["stay", "enter", "leave"], "absent")
    total0, total1 = fsum(n0), fsum(n1)
    known = total0 > 0 and total1 > 0
    terms = {name: np.full(len(ordered), 0.0 if known else np.nan) for name in TERMS}
    rate0 = fsum(x0) / total0 if total0 else Undefined("no text before")
    rate1 = fsum(x1) / total1 if total1 else Undefined("no text after")
    note = getattr(rate0, "reason", "") or getattr(rate1, "reason", "")
    if known:
        middle = (rate0 + rate1) / 2
        w0, w1 = n0 / total0, n1 / total1
        terms["within"][stay] = ((w0 + w1) / 2 * (p1 - p0))[stay]
        terms["composition"][stay] = ((w1 - w0) * ((p0 + p1) / 2 - middle))[stay]
        terms["entry"][enter] = (w1 * (p1 - middle))[enter]
        terms["exit"][leave] = -(w0 * (p0 - middle))[leave]
        note = "" if stay.any() else "no place has text on both sides"
    table = pd.DataFrame(
        {
            "place": ordered["place"],
            "status": pd.array(status, "str"),
            "rate_before": per * p0,
            "rate_after": per * p1,
        }
        | {name: per * values for name, values in terms.items()}
    )
    sums = {name: per * fsum(values) if known else Undefined(note) for name, values in terms.items()}
    return Decomposition(
        rate_before=per * rate0 if total0 else rate0,
        rate_after=per * rate1 if total1 else rate1,
        change=per * (rate1 - rate0) if known else Undefined(note),
        **sums,
        staying=int(stay.sum()),
        entering=int(enter.sum()),
        leaving=int(leave.sum()),
        note=note,
        groups=table,
    )


def _side(groups: pd.DataFrame, x: str, n: str) -> tuple[np.ndarray, np.ndarray]:
    """Return numerators and denominators of one year, 0 where a group is absent."""
    size = groups[n].to_numpy(dtype=float, na_value=np.nan)
    size = np.where(np.isnan(size), 0, size)
    hits = groups[x].to_numpy(dtype=float, na_value=np.nan)
    hits = np.where(np.isnan(hits) & (size == 0), 0, hits)
    if np.isnan(hits).any() or (hits < 0).any() or (size < 0).any():
        raise ValueError(f"{x} and {n} must not be negative, and {x} not missing where there is text")
    if (hits[size == 0] > 0).any():
        raise ValueError(f"{x} holds hits where {n} is 0: a text of length zero cannot hold any")
    return hits, size
