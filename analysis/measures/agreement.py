"""Agreement between coders: Krippendorff's alpha (Hayes & Krippendorff 2007)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.resampling import Replicates, resample_sums
from analysis.measures.undefined import Undefined
from analysis.measures.validation import confidence_level

LEVELS = ("nominal", "ordinal", "interval", "ratio")
NO_PAIR = "no unit has two values"
NO_VARIATION = "no variation"


@dataclass(frozen=True)
class Agreement:
    """Alpha with what must stand beside it.

    Attributes
    ----------
    alpha : float
        Krippendorff's alpha.
    level : str
        Level of measurement.
    units, dropped : int
        Units with at least two values, and units without, which are left out.
    values : int
        Values in the units kept.
    raw : float
        Share of agreeing pairs of values (each unit weighing by its values), blind to chance.
    positive : dict
        Units kept in which at least one coder gave the value, by value: rare codes show here.
    """

    alpha: float
    level: str
    units: int
    dropped: int
    values: int
    raw: float
    positive: dict[object, int]


@dataclass(frozen=True)
class AlphaInterval:
    """A bootstrap interval of alpha over units.

    `undefined` replicates (no variation) are left out of mean, s.d. and interval; `undefined_share` is their
    share of all `B`. Other attributes as in :class:`analysis.measures.intervals.Interval`.
    """

    alpha: float
    low: float
    high: float
    mean: float
    sd: float
    level: str
    confidence: float
    units: int
    method: str
    B: int
    undefined: int
    undefined_share: float
    seed: object
    note: str


def krippendorff_alpha(data: Sequence[Sequence[object]], level: str) -> float:
    """Return Krippendorff's alpha, 1 − D_o/D_e.

    Coincidences o_ck sum, over units, the ordered pairs c–k divided by m_u − 1, m_u the values in the unit;
    D_o = Σ o_ck δ²/n and D_e = Σ n_c n_k δ²/(n(n−1)).

    Parameters
    ----------
    data : sequence of rows, array or DataFrame
        Rows are coders, columns are units; None, NaN and NA mean that the coder gave no value.
    level : {"nominal", "ordinal", "interval", "ratio"}
        δ²: nominal 0/1; ordinal (Σ_{g=c..k} n_g − (n_c+n_k)/2)²; interval (c−k)²; ratio ((c−k)/(c+k))².

    Returns
    -------
    float
        Undefined when no unit has two values or only one value was ever used. May be negative.

    Raises
    ------
    ValueError
        When the level does not exist, rows differ in length, values are not numbers where the level needs
        them, or are negative at level ratio.
    """
    return assess(data, level).alpha


def assess(data: Sequence[Sequence[object]], level: str) -> Agreement:
    """Return alpha with units, dropped units, raw agreement and positive units; input as :func:`krippendorff_alpha`."""
    units, values, dropped = _coincidences(data, level)
    n_positive = {
        value: int((units[:, position, :].sum(axis=1) > 0).sum()) for position, value in enumerate(values)
    }
    if not len(units):
        missing = Undefined(NO_PAIR)
        return Agreement(missing, level, 0, dropped, 0, missing, {})
    together = units.sum(axis=0)
    alpha = float(_alphas(together[None], values, level)[0])
    return Agreement(
        alpha=Undefined(NO_VARIATION) if np.isnan(alpha) else alpha,
        level=level,
        units=len(units),
        dropped=dropped,
        values=round(together.sum()),
        raw=float(np.trace(together) / together.sum()),
        positive=n_positive,
    )


def bootstrap_alpha(
    data: Sequence[Sequence[object]], level: str, *, seed: object, B: int = 2_000, confidence: float = 0.95
) -> AlphaInterval:
    """Return the percentile interval of alpha, units resampled with replacement.

    Alpha is recomputed with its marginals on every resample of the units kept. (Krippendorff's own procedure
    resamples disagreements and gives other intervals.) Input as :func:`krippendorff_alpha`; all resamples are
    enumerated when there are at most 20,000.
    """
    confidence_level(confidence)
    units, values, _ = _coincidences(data, level)
    alpha = assess(data, level).alpha
    k = len(units)
    if k < 2 or np.isnan(alpha):
        missing = Undefined(getattr(alpha, "reason", "fewer than two units"))
        return AlphaInterval(
            alpha, *(missing,) * 4, level, confidence, k, "none", 0, 0, missing, seed, missing.reason
        )
    flat = units.reshape(k, -1)
    flat = flat[np.lexsort(flat.T)]
    sums, copies, method = resample_sums(flat, seed=seed, B=B)
    alphas = _alphas(sums.reshape(-1, len(values), len(values)), values, level)
    replicates = Replicates.of(alphas[:, None], copies, method)
    low, high = replicates.percentiles(confidence).ravel()
    return AlphaInterval(
        alpha=alpha, low=float(low), high=float(high), mean=float(replicates.mean()[0]),
        sd=float(replicates.sd()[0]), level=level, confidence=confidence, units=k, method=method,
        B=replicates.B, undefined=replicates.undefined, undefined_share=replicates.undefined / replicates.B,
        seed=seed, note=f"{replicates.undefined} resamples without variation" if replicates.undefined else "",
    )  # fmt: skip


def _coincidences(data, level) -> tuple[np.ndarray, list[object], int]:
    """Return the coincidence matrix of every unit with two values, the values in order, and units dropped."""
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, got {level!r}")
    rows = (
        data.to_numpy(dtype=object).tolist()
        if isinstance(data, pd.DataFrame)
        else [list(row) for row in data]
    )
    if len({len(row) for row in rows}) > 1:
        raise ValueError("coders have different numbers of units")
    given = [[value for value in unit if not pd.isna(value)] for unit in zip(*rows, strict=True)]
    kept = [unit for unit in given if len(unit) > 1]
    found = {value for unit in kept for value in unit}
    if level != "nominal":
        if any(isinstance(value, (str, bool)) for value in found):
            raise ValueError(f"level {level} needs numbers, got {sorted(map(repr, found))}")
        if level == "ratio" and any(value < 0 for value in found):
            raise ValueError("level ratio needs values of at least 0")
    values = sorted(found, key=lambda value: (isinstance(value, str), value))
    code = {value: position for position, value in enumerate(values)}
    units = np.zeros((len(kept), len(values), len(values)))
    for matrix, unit in zip(units, kept, strict=True):
        used = np.bincount([code[value] for value in unit], minlength=len(values))
        matrix += (np.outer(used, used) - np.diag(used)) / (len(unit) - 1)
    return units, values, len(given) - len(kept)


def _alphas(coincidences: np.ndarray, values: list[object], level: str) -> np.ndarray:
    """Return alpha of each coincidence matrix (first axis); NaN where nothing varies."""
    used = coincidences.sum(axis=2)
    n = used.sum(axis=1)
    distance = _distance(used, values, level)
    observed = (coincidences * distance).sum(axis=(1, 2))
    by_chance = (used[:, :, None] * used[:, None, :] * distance).sum(axis=(1, 2))
    varies = by_chance > 1e-12 * n**2
    quotient = np.divide(observed * (n - 1), by_chance, out=np.full(len(n), np.nan), where=varies)
    return 1 - quotient


def _distance(used: np.ndarray, values: list[object], level: str) -> np.ndarray:
    """Return δ² between values; it depends on the marginals at level ordinal only."""
    if level == "nominal":
        return 1 - np.eye(len(values))[None]
    if level == "ordinal":
        # Σ_{g=c..k} n_g − (n_c + n_k)/2 is the distance between the mid-ranks of c and k.
        mid = np.cumsum(used, axis=1) - used / 2
        return (mid[:, :, None] - mid[:, None, :]) ** 2
    scale = np.array(values, dtype=float)
    gap = scale[:, None] - scale[None, :]
    if level == "interval":
        return (gap**2)[None]
    total = scale[:, None] + scale[None, :]
    return (np.divide(gap, total, out=np.zeros(gap.shape), where=total != 0) ** 2)[None]
