"""From proposed pairs of variants to clusters: true Jaccard of each pair, then stars or components."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

PAIRS = 100_000  # compared at a time


def alike(
    owner: np.ndarray, key: np.ndarray, n: int, one: np.ndarray, other: np.ndarray, tau: float
) -> np.ndarray:
    """Tell which pairs have a Jaccard of at least τ.

    Parameters
    ----------
    owner, key, n
        Shingles of `n` variants (:func:`analysis.measures.shingles.shingle_keys`).
    one, other : numpy.ndarray
        The variants of each pair.
    """
    size = np.bincount(owner, minlength=n)
    paired = np.zeros(n, dtype=bool)
    paired[one] = paired[other] = True
    kept = paired[owner]
    column = (key[kept] >> np.uint64(1)).astype("int64")
    ends = np.append(0, np.cumsum(np.where(paired, size, 0)))
    sets = csr_array((np.ones(len(column), dtype="int8"), column, ends), shape=(n, np.iinfo("int64").max))
    # Keys stand in order, each once: rows are merged, and no column is looked at.
    sets.has_canonical_format = True
    # A small allowance for the rounding of τ times a size errs towards comparing.
    smaller, larger = np.minimum(size[one], size[other]), np.maximum(size[one], size[other])
    likely = np.flatnonzero(smaller >= tau * larger - 1e-9)
    found = np.zeros(len(one), dtype=bool)
    for begin in range(0, len(likely), PAIRS):
        some = likely[begin : begin + PAIRS]
        common = sets[one[some]].multiply(sets[other[some]])
        common = np.diff(common.indptr)
        union = size[one[some]] + size[other[some]] - common
        found[some] = common >= tau * union - 1e-9
    return found


def star_centres(one: np.ndarray, other: np.ndarray, n: int) -> np.ndarray:
    """Return the centre of each of `n` variants: the first centre it has an edge to, else itself.

    Edges lead from an earlier variant to a later one, in the order of the later, then of the earlier
    (:func:`analysis.measures.candidates.distinct_pairs`).
    """
    centre = np.arange(n)
    member, of = joins(one, other, bytearray(n))
    centre[member] = of
    return centre


def joins(one: np.ndarray, other: np.ndarray, joined: bytearray) -> tuple[np.ndarray, np.ndarray]:
    """Return the variants that join a centre, and which; `joined` marks them, from one call to the next."""
    member, centre = [], []
    for earlier, later in zip(one.tolist(), other.tolist(), strict=True):
        if not joined[later] and not joined[earlier]:
            joined[later] = 1
            member.append(later)
            centre.append(earlier)
    return np.array(member, dtype="int64"), np.array(centre, dtype="int64")


def components(one: np.ndarray, other: np.ndarray, n: int) -> np.ndarray:
    """Return the first variant of each variant's connected component."""
    graph = coo_array((np.ones(len(one), dtype=bool), (one, other)), shape=(n, n))
    label = connected_components(graph, directed=False)[1]
    first = np.full(int(label.max(initial=-1)) + 1, n)
    np.minimum.at(first, label, np.arange(n))
    return first[label]
