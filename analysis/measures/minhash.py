"""Min-wise hashing and its bands: sets that are alike fall into the same bucket, others seldom do.

With m hash functions the share of equal minima estimates the Jaccard J with standard deviation √(J(1−J)/m). In b
bands of r rows each, two sets share a bucket with probability 1 − (1 − Jʳ)ᵇ.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

HASHES = 160
RECALL = 0.995  # least probability that a pair of Jaccard τ is proposed
BLOCK = 500_000  # shingles hashed at a time
SEED = 20190415


def minhash_sd(jaccard: float, m: int) -> float:
    """Return the standard deviation √(J(1−J)/m) of the estimate from m hash functions."""
    return float(np.sqrt(jaccard * (1 - jaccard) / m))


def lsh_probability(jaccard: float, bands: int, rows: int) -> float:
    """Return 1 − (1 − Jʳ)ᵇ, the probability that a pair becomes a candidate."""
    return float(1 - (1 - jaccard**rows) ** bands)


def bands_for(tau: float, hashes: int = HASHES) -> tuple[int, int]:
    """Return bands and rows: the most rows with which a pair of Jaccard τ is proposed with probability .995."""
    rows = 1
    while rows < hashes and lsh_probability(tau, hashes // (rows + 1), rows + 1) >= RECALL:
        rows += 1
    return hashes // rows, rows


def band_keys(
    owner: np.ndarray, key: np.ndarray, n: int, bands: int, rows: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield, band by band, the bucket of each set as uint64, and the 8 bits of its minima (sets × rows).

    A set without elements has bucket 0.

    Parameters
    ----------
    owner, key
        Elements of the `n` sets as :func:`analysis.measures.shingles.shingle_keys` gives them, sorted by owner.
        The buckets of a set depend on its own elements alone.
    """
    generator = np.random.default_rng(SEED)
    multipliers = generator.integers(1, 2**63, size=(bands, rows), dtype="uint64") * np.uint64(2) + np.uint64(
        1
    )
    first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]][: len(owner)])
    known = owner[first]
    edges = np.append(np.searchsorted(first, np.arange(0, len(key), BLOCK)), len(first))
    for band in multipliers:
        buckets = np.zeros(n, dtype="uint64")
        minima = np.zeros((n, rows), dtype="uint8")
        for begin, end in zip(edges[:-1], edges[1:], strict=True):
            if begin == end:
                continue
            here = slice(first[begin], first[end] if end < len(first) else len(key))
            starts = first[begin:end] - first[begin]
            bucket = np.zeros(end - begin, dtype="uint64")
            for row, multiplier in enumerate(band):
                minimum = np.minimum.reduceat(key[here] * multiplier, starts)
                minima[known[begin:end], row] = (minimum >> np.uint64(20)) & np.uint64(0xFF)
                bucket = (bucket ^ minimum) * np.uint64(0x9E3779B97F4A7C15)
                bucket ^= bucket >> np.uint64(29)
            buckets[known[begin:end]] = np.maximum(bucket, 1)
        yield buckets, minima
