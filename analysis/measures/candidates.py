"""Which variants of a sentence may be alike: an exact filter by rare shingles, or min-wise hashing.

Two sets with Jaccard of at least τ share an element among the first |A| − ⌈τ|A|⌉ + 1 of each, whatever the one
order of elements (prefix filtering, Chaudhuri, Ganti & Kaushik 2006). With rare shingles first, the long lists
of boilerplate shingles are hardly ever read. The filter misses nothing, but its cost grows with the square of the
corpus where all text is made of the same phrases; min-wise hashing (:mod:`analysis.measures.minhash`) stays linear.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis.measures.minhash import band_keys, bands_for

CANDIDATES = ("auto", "prefix", "lsh")
TAU = 0.6
EXACT = 50_000  # up to so many variants "auto" means the exact filter


@dataclass(frozen=True)
class Index:
    """The shingles of variants, those that another variant shares, rare ones first.

    Attributes
    ----------
    size : numpy.ndarray
        Shingles of each variant.
    first : numpy.ndarray
        Variant v owns the entries ``first[v]`` to ``first[v + 1]`` of `rank`.
    rank : numpy.ndarray
        Shared shingles of each variant by rank (rare first), ascending.
    prefix : numpy.ndarray
        How many of them lie in the variant's prefix.
    """

    size: np.ndarray
    first: np.ndarray
    rank: np.ndarray
    prefix: np.ndarray


def _threshold(tau: float) -> float:
    if not 0 < tau <= 1:
        raise ValueError(f"tau must lie above 0 and be at most 1, got {tau!r}")
    return float(tau)


def index_variants(owner: np.ndarray, key: np.ndarray, n: int, tau: float = TAU) -> Index:
    """Return the index of `n` variants from their shingle keys (:func:`analysis.measures.shingles.shingle_keys`).

    Raises
    ------
    ValueError
        When tau is not above 0 and at most 1.
    """
    tau = _threshold(tau)
    size = np.bincount(owner, minlength=n)
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    begins = np.flatnonzero(np.r_[True, sorted_key[1:] != sorted_key[:-1]][: len(key)])
    frequency = np.diff(np.append(begins, len(key)))
    # Rank by frequency, then by key: an order that no row order can change.
    shared = np.flatnonzero(frequency > 1)
    ranked = shared[np.argsort(frequency[shared], kind="stable")]
    rank_of = np.full(len(frequency), -1, dtype="int32")
    rank_of[ranked] = np.arange(len(ranked), dtype="int32")
    rank = np.empty(len(key), dtype="int32")
    rank[order] = np.repeat(rank_of, frequency)
    kept = rank >= 0
    owner, rank = owner[kept], rank[kept]
    order = np.lexsort((rank, owner))
    owner, rank = owner[order], rank[order]
    count = np.bincount(owner, minlength=n)
    # A small allowance for the rounding of τ|A| errs towards comparing.
    prefix = size - np.ceil(tau * size - 1e-9).astype("int64") + 1
    # The shingles nobody shares come first of all and fill the prefix without ever matching.
    prefix = np.clip(prefix - (size - count), 0, count)
    return Index(size, np.append(0, np.cumsum(count)), rank, prefix)


def prefixes(index: Index) -> tuple[np.ndarray, np.ndarray]:
    """Return owner and rank of the prefix entries whose shingle stands in two prefixes or more."""
    owner = np.repeat(np.arange(len(index.size)), index.prefix)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(index.prefix) - index.prefix, index.prefix)
    rank = index.rank[index.first[owner] + offset]
    twice = np.bincount(rank, minlength=1)[rank] > 1 if len(rank) else np.zeros(0, dtype=bool)
    return owner[twice], rank[twice]


def lsh_buckets(
    owner: np.ndarray, key: np.ndarray, n: int, tau: float = TAU
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return owner and bucket of every band of min-hashes that two variants or more share, sorted by owner, and
    the signatures (8 bits of every min-hash: variants × hashes), whose likeness estimates the Jaccard.
    """
    bands, rows = bands_for(_threshold(tau))
    owners, buckets, used = [], [], 0
    signatures = np.empty((n, bands * rows), dtype="uint8")
    for number, (band, minima) in enumerate(band_keys(owner, key, n, bands, rows)):
        signatures[:, number * rows : (number + 1) * rows] = minima
        known = np.flatnonzero(band)
        _, code, count = np.unique(band[known], return_inverse=True, return_counts=True)
        twice = count[code] > 1
        owners.append(known[twice].astype("int32"))
        buckets.append((code[twice] + used).astype("int64"))
        used += len(count)
    owners, buckets = np.concatenate(owners), np.concatenate(buckets)
    order = np.argsort(owners, kind="stable")
    buckets = np.unique(buckets[order], return_inverse=True)[1]
    return owners[order].astype("int64"), buckets, signatures


def candidate_components(owners: np.ndarray, keys: np.ndarray, n: int) -> np.ndarray:
    """Return a label per variant: no two candidates have two labels.

    Each label's variants can therefore be clustered apart, in another process if need be. A label is the
    position of the first variant that bears it.

    Parameters
    ----------
    owners, keys
        As :func:`prefixes` and :func:`lsh_buckets` return them.
    n : int
        Number of variants.
    """
    order = np.argsort(keys, kind="stable")
    owners, keys = owners[order], keys[order]
    linked = keys[1:] == keys[:-1]
    one, other = owners[:-1][linked], owners[1:][linked]
    graph = coo_array((np.ones(len(one), dtype=bool), (one, other)), shape=(n, n))
    label = connected_components(graph, directed=False)[1]
    first = np.full(int(label.max(initial=-1)) + 1, n)
    np.minimum.at(first, label, np.arange(n))
    return first[label]
