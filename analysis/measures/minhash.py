"""Min-wise hashing and its bands: sets that are alike fall into the same bucket, others seldom do.

Two sets have the same minimum under a hash function with probability J, their Jaccard. In b bands of r minima each,
they share a bucket with probability 1 − (1 − Jʳ)ᵇ.
"""

from __future__ import annotations

import numpy as np

from analysis.measures.shingles import equal_lengths

HASHES = 160
RECALL = 0.995  # least probability that a pair of Jaccard τ shares a bucket
SEED = 20190415
MIXER = np.uint64(0x9E3779B97F4A7C15)


def lsh_probability(jaccard: float, bands: int, rows: int) -> float:
    """Return 1 − (1 − Jʳ)ᵇ, the probability that a pair shares a bucket."""
    return float(1 - (1 - jaccard**rows) ** bands)


def bands_for(tau: float, hashes: int = HASHES) -> tuple[int, int]:
    """Return bands and rows: the most rows with which a pair of Jaccard τ shares a bucket with probability .995."""
    rows = 1
    while rows < hashes and lsh_probability(tau, hashes // (rows + 1), rows + 1) >= RECALL:
        rows += 1
    return hashes // rows, rows


def band_keys(owner: np.ndarray, key: np.ndarray, n: int, bands: int, rows: int) -> np.ndarray:
    """Return the bucket of each set in each band (bands × sets, uint64); bands share no bucket.

    A set without elements has bucket 0.

    Parameters
    ----------
    owner, key
        Elements of the `n` sets as :func:`analysis.measures.shingles.shingle_keys` gives them, sorted by owner.
        The buckets of a set depend on its own elements alone.
    """
    generator = np.random.default_rng(SEED)
    multipliers = generator.integers(1, 2**63, size=bands * rows, dtype="uint64") * np.uint64(2) + np.uint64(
        1
    )
    size = np.bincount(owner, minlength=n)
    first = np.cumsum(size) - size
    buckets = np.zeros((bands, n), dtype="uint64")
    for length, sets in equal_lengths(size):
        elements = key[first[sets] + np.arange(length)[:, None]]
        hashed = np.empty_like(elements)
        minima = np.empty((bands * rows, len(sets)), dtype="uint64")
        for number, multiplier in enumerate(multipliers):
            np.multiply(elements, multiplier, out=hashed)
            np.minimum.reduce(hashed, axis=0, out=minima[number])
        bucket = np.repeat(np.arange(bands, dtype="uint64")[:, None], len(sets), axis=1)
        for row in range(rows):
            bucket = (bucket ^ minima[row::rows]) * MIXER
            bucket ^= bucket >> np.uint64(29)
        buckets[:, sets] = np.maximum(bucket, 1)
    return buckets
