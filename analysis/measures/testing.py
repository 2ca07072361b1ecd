"""Tests by permuting the labels of whole documents, and correction for many tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import comb, prod

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.measures.validation import seeded

ENUMERATED = 20_000  # up to so many labelings are enumerated instead of drawn
TOLERANCE = 1e-12  # statistics closer than this are ties
BLOCK = 4_000_000  # numbers held at a time

Statistic = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Permutation:
    """What permuting the labels of whole documents (or places) says about a statistic.

    Attributes
    ----------
    observed, p, mean : float or array
        The statistic, its p-value, and its mean over the labelings (the baseline that chance alone gives).
    alternative : str
        ``greater`` or ``two-sided`` (absolute values).
    method : str
        ``enumerated``: p = #{T′ ≥ T} / labelings, the observed one included. ``monte carlo``:
        p = (1 + #{T′ ≥ T}) / (1 + B).
    B : int
        Labelings enumerated or drawn.
    undefined : int or array
        Labelings in which the statistic is not defined; they are left out.
    smallest : float
        The smallest p this design can give.
    seed : int or sequence of int
        As given.
    note : str
        Why p is missing, or that the design cannot give a small one.
    """

    observed: float | np.ndarray
    p: float | np.ndarray
    mean: float | np.ndarray
    alternative: str
    method: str
    B: int
    undefined: int | np.ndarray
    smallest: float
    seed: object
    note: str


def permutation_test(
    columns: object,
    group1: object,
    statistic: Statistic,
    *,
    seed: object,
    B: int = 9_999,
    alternative: str = "greater",
    clusters: object | None = None,
    strata: object | None = None,
) -> Permutation:
    """Test a statistic of two groups of documents by shuffling the labels of whole documents.

    The number of documents per group is kept. Labelings are enumerated when there are at most 20,000.

    Parameters
    ----------
    columns : array or sparse matrix of shape (documents, m)
        Counts of each document; their order does not matter (give a sparse matrix in an order of your own,
        such as by document name).
    group1 : sequence of bool
        Which documents are in group 1; the others are in group 2.
    statistic : callable
        Takes the column sums of group 1 and of group 2, arrays of shape (labelings, m), and returns an array
        of shape (labelings,) or (labelings, statistics), NaN where it is not defined.
    alternative : {"greater", "two-sided"}
        Two-sided, on absolute values, is for signed statistics.
    clusters : sequence, optional
        Place of each document: whole places are shuffled. All documents of a place are in one group.
    strata : sequence, optional
        Year or level of each document: labels are shuffled within strata only.

    Raises
    ------
    ValueError
        When lengths differ, a cluster is split between groups or strata, or a setting does not exist.
    """
    if alternative not in ("greater", "two-sided"):
        raise ValueError(f"alternative must be 'greater' or 'two-sided', got {alternative!r}")
    generator = seeded(seed)
    units, first, stratum = _units(columns, group1, clusters, strata)
    total = units.sum(axis=0)
    whole = np.asarray(total).reshape(1, -1)

    def scores(labels: np.ndarray) -> np.ndarray:
        ones = np.asarray(labels.astype(float) @ units).reshape(len(labels), -1)
        values = np.asarray(statistic(ones, whole - ones), dtype=float)
        return np.abs(values) if alternative == "two-sided" else values

    ones = np.asarray(first[None].astype(float) @ units).reshape(1, -1)
    signed = np.asarray(statistic(ones, whole - ones), dtype=float)
    shape = signed.shape[1:]
    if not first.any() or first.all():
        nothing = np.full(shape, np.nan)[()]
        return Permutation(
            signed[0][()],
            nothing,
            nothing,
            alternative,
            "none",
            0,
            0,
            np.nan,
            seed,
            "a group has no document",
        )
    observed = np.abs(signed[0]) if alternative == "two-sided" else signed[0]
    number = labelings(first, stratum)
    method = "enumerated" if number <= ENUMERATED else "monte carlo"
    drawn = number if method == "enumerated" else B
    rows = max(1, BLOCK // max(units.shape))
    reached, defined, sums = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    blocks = (
        _every(first, stratum, rows) if method == "enumerated" else _some(first, stratum, rows, B, generator)
    )
    for labels in blocks:
        values = scores(labels)
        is_defined = ~np.isnan(values)
        reached += (np.where(is_defined, values, -np.inf) >= observed - TOLERANCE).sum(axis=0)
        defined += is_defined.sum(axis=0)
        sums += np.where(is_defined, values, 0).sum(axis=0)
    extra = 0 if method == "enumerated" else 1
    known = ~np.isnan(observed) & (defined > 0)
    p = np.divide(reached + extra, defined + extra, out=np.full(shape, np.nan), where=known)
    mean = np.divide(sums, defined, out=np.full(shape, np.nan), where=defined > 0)
    smallest = 1 / number if method == "enumerated" else 1 / (1 + B)
    note = "" if known.all() else "the statistic is not defined"
    if not note and smallest > 0.05:
        note = f"{number} labelings in all: p cannot fall below {smallest:.3g}"
    undefined = (drawn - defined).astype(int)
    return Permutation(
        signed[0][()], p[()], mean[()], alternative, method, drawn, undefined[()], smallest, seed, note
    )


def _units(columns, group1, clusters, strata) -> tuple[object, np.ndarray, np.ndarray]:
    """Return sums, group and stratum of each unit that keeps its label together, in canonical order."""
    columns = columns if sparse.issparse(columns) else np.asarray(columns, dtype=float)
    first = np.asarray(group1, dtype=bool)
    lengths = {columns.shape[0], len(first)}
    lengths |= {len(extra) for extra in (clusters, strata) if extra is not None}
    if len(lengths) > 1 or columns.ndim != 2:
        raise ValueError(f"columns must be documents × m and all inputs of one length, got {sorted(lengths)}")
    stratum = (
        np.zeros(len(first), dtype=int) if strata is None else pd.factorize(np.asarray(strata), sort=True)[0]
    )
    if clusters is not None:
        code, names = pd.factorize(np.asarray(clusters), sort=True)
        if (code < 0).any():
            raise ValueError("clusters has a gap: a document without place is its own cluster, name it so")
        for name, what in (("groups", first), ("strata", stratum)):
            if len(np.unique(np.stack([code, what]), axis=1).T) > len(names):
                raise ValueError(
                    f"a cluster is split between {name}: shuffle within clusters (strata) instead"
                )
        member = sparse.csr_array((np.ones(len(code)), (code, np.arange(len(code)))))
        columns = member @ columns
        leader = np.unique(code, return_index=True)[1]
        first, stratum = first[leader], stratum[leader]
    if not sparse.issparse(columns):
        order = np.lexsort([*columns.T, first, stratum])
        return columns[order], first[order], stratum[order]
    order = np.lexsort([first, stratum])
    return sparse.csr_array(columns)[order], first[order], stratum[order]


def labelings(first: np.ndarray, stratum: np.ndarray) -> int:
    """Return in how many ways labels can be dealt within strata, group sizes kept."""
    sizes = [(np.sum(stratum == s), np.sum(first[stratum == s])) for s in np.unique(stratum)]
    return prod(comb(int(size), int(ones)) for size, ones in sizes)


def _every(first: np.ndarray, stratum: np.ndarray, rows: int) -> Iterator[np.ndarray]:
    places = [np.flatnonzero(stratum == s) for s in np.unique(stratum)]
    choices = product(*(combinations(place.tolist(), int(first[place].sum())) for place in places))
    chosen = [np.concatenate([np.array(part, dtype=int) for part in choice]) for choice in choices]
    for start in range(0, len(chosen), rows):
        labels = np.zeros((len(chosen[start : start + rows]), len(first)), dtype=bool)
        for row, ones in zip(labels, chosen[start : start + rows], strict=True):
            row[ones] = True
        yield labels


def _some(first, stratum, rows, B, generator) -> Iterator[np.ndarray]:
    places = [np.flatnonzero(stratum == s) for s in np.unique(stratum)]
    for start in range(0, B, rows):
        labels = np.tile(first, (min(rows, B - start), 1))
        for place in places:
            labels[:, place] = generator.permuted(labels[:, place], axis=1)
        yield labels


def benjamini_hochberg(p: object) -> np.ndarray:
    """Return q-values, min over j ≥ i of min(1, m·p₍ⱼ₎/j) (Benjamini & Hochberg 1995).

    Parameters
    ----------
    p : sequence of float
        The p-values of the whole family tested, not of those shown; NaN stays NaN and does not count in m.

    Raises
    ------
    ValueError
        When a p-value lies outside 0 to 1.
    """
    return _adjust(p, lambda ranks, m: m / ranks, step_up=True)


def benjamini_yekutieli(p: object) -> np.ndarray:
    """Return q-values valid under any dependence, Benjamini–Hochberg times Σ1/i; input as there."""
    return _adjust(p, lambda ranks, m: m / ranks * (1 / np.arange(1, m + 1)).sum(), step_up=True)


def holm(p: object) -> np.ndarray:
    """Return Holm's adjusted p-values (family-wise error); input as :func:`benjamini_hochberg`."""
    return _adjust(p, lambda ranks, m: m - ranks + 1, step_up=False)


def bonferroni(p: object) -> np.ndarray:
    """Return min(1, m·p) (family-wise error); input as :func:`benjamini_hochberg`."""
    return _adjust(p, lambda ranks, m: np.full(m, m), step_up=True)


def _adjust(p: object, factor: Callable[[np.ndarray, int], np.ndarray], *, step_up: bool) -> np.ndarray:
    p = np.asarray(p, dtype=float)
    known = ~np.isnan(p)
    if p.ndim != 1 or ((p[known] < 0) | (p[known] > 1)).any():
        raise ValueError("p-values must be a sequence of numbers from 0 to 1")
    m = int(known.sum())
    order = np.argsort(p[known], kind="stable")
    scaled = p[known][order] * factor(np.arange(1, m + 1), m)
    running = np.minimum.accumulate(scaled[::-1])[::-1] if step_up else np.maximum.accumulate(scaled)
    adjusted = np.full(p.shape, np.nan)
    adjusted[np.flatnonzero(known)[order]] = np.minimum(running, 1)
    return adjusted
