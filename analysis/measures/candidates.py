"""Which variants of a sentence may be alike: an exact filter by rare shingles, or min-wise hashing.

Two sets with Jaccard of at least τ share an element among the first |A| − ⌈τ|A|⌉ + 1 of each, whatever the one
order of elements (prefix filtering, Chaudhuri, Ganti & Kaushik 2006). With rare shingles first, the long lists
of boilerplate shingles are hardly ever read. The filter misses nothing, but its cost grows with the square of the
corpus where all text is made of the same phrases. Min-wise hashing (:mod:`analysis.measures.minhash`) stays linear,
because all variants of a bucket are compared with the first of it only, those that most documents hold: centres of
clusters are among them, and the many variants of one wording are not compared with each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.measures.minhash import band_keys, bands_for

CANDIDATES = ("auto", "prefix", "lsh")
TAU = 0.6
EXACT = 50_000  # up to so many variants "auto" means the exact filter
CROWD = 16  # variants of a bucket with which all others of it are compared


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


def lsh_pairs(owner: np.ndarray, key: np.ndarray, n: int, tau: float = TAU) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of variants that min-wise hashing proposes, the earlier one first, each pair once."""
    bands, rows = bands_for(_threshold(tau))
    found = []
    for band in band_keys(owner, key, n, bands, rows):
        known = np.flatnonzero(band)
        found.append(bucket_pairs(band[known], known))
    return distinct_pairs(*map(np.concatenate, zip(*found, strict=True)))


def bucket_pairs(bucket: np.ndarray, variant: np.ndarray, most: int = CROWD) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs that share a bucket: each variant with the first `most` of its bucket.

    Parameters
    ----------
    bucket, variant : numpy.ndarray
        One entry per variant and bucket, in any order; a variant's number is its precedence.

    Returns
    -------
    one, other : numpy.ndarray
        The earlier and the later variant of each pair; a pair that shares two buckets is there twice.
    """
    order = np.argsort(bucket)
    same = np.diff(bucket[order]) == 0
    # Most variants are alone in their bucket: the others alone are put in order.
    order = order[np.append(same, False) | np.append(False, same)[: len(order)]] if len(order) else order
    order = order[np.lexsort([variant[order], bucket[order]])]
    bucket, variant = bucket[order], variant[order]
    begins = np.diff(bucket, prepend=bucket[:1]) != 0
    first = np.maximum.accumulate(np.where(begins, np.arange(len(bucket)), 0))
    later = np.arange(len(bucket))
    ones, others = [variant[:0]], [variant[:0]]
    for place in range(most):
        later = later[later - first[later] > place]
        ones.append(variant[first[later] + place])
        others.append(variant[later])
    return np.concatenate(ones), np.concatenate(others)


def distinct_pairs(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each pair once, in the order of the later variant, then of the earlier."""
    pair = np.unique(other.astype("uint64") << np.uint64(32) | one.astype("uint64"))
    return (pair & np.uint64(0xFFFFFFFF)).astype("int64"), (pair >> np.uint64(32)).astype("int64")
