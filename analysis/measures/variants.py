"""Clusters of sentence variants: candidates decided by true Jaccard, gathered round centres.

A variant is compared with the centres of clusters, not with their members, so that a wording in 35,000 versions
costs 35,000 comparisons and not 600 million. With the exact filter nothing is capped or sampled; min-wise hashing
compares the variants of a bucket with the first of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.measures.candidates import CANDIDATES, EXACT, TAU, Index, index_variants, lsh_pairs, prefixes
from analysis.measures.edges import alike, components, star_centres

METHODS = ("star", "single")
GATHERED = 64  # variants compared at a time


def cluster_variants(
    owner: np.ndarray,
    key: np.ndarray,
    n: int,
    tau: float = TAU,
    method: str = "star",
    candidates: str = "auto",
) -> np.ndarray:
    """Return the centre of each variant's cluster, as a position; a variant on its own is its own centre.

    Parameters
    ----------
    owner, key, n
        Shingles of `n` variants (:func:`analysis.measures.shingles.shingle_keys`), the variants in order of
        precedence: the first unassigned one becomes the next centre.
    tau : float
        Least Jaccard of an edge.
    method : {"star", "single"}
        ``star``: a centre takes every unassigned variant with J ≥ τ to it. ``single``: connected components of
        the edges, which may chain; their centre is their first variant.
    candidates : {"auto", "prefix", "lsh"}
        ``prefix`` compares every pair that may be alike; ``lsh`` proposes a pair of Jaccard τ with probability
        .995, more alike ones more surely, unless neither is among the first of a bucket they share
        (:func:`analysis.measures.candidates.bucket_pairs`); ``auto`` is ``prefix`` up to 50,000 variants.

    Raises
    ------
    ValueError
        When tau, the method or the candidates are not valid.
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, got {method!r}")
    if resolved(candidates, n) == "lsh":
        one, other = lsh_pairs(owner, key, n, tau)
        edge = alike(owner, key, n, one, other, tau)
        return (star_centres if method == "star" else components)(one[edge], other[edge], n)
    index = index_variants(owner, key, n, tau)
    probes = _Probes(index, tau, *prefixes(index))
    stars = _stars(probes, n)
    return stars if method == "star" else _joined(probes, stars)


def resolved(candidates: str, n: int) -> str:
    """Return how candidates are found among `n` variants, ``prefix`` or ``lsh``."""
    if candidates not in CANDIDATES:
        raise ValueError(f"candidates must be one of {', '.join(CANDIDATES)}, got {candidates!r}")
    if candidates == "auto":
        return "prefix" if n <= EXACT else "lsh"
    return candidates


class _Probes:
    """The variants that may have a neighbour, each with the keys under which to look for it."""

    def __init__(self, index: Index, tau: float, owners: np.ndarray, keys: np.ndarray):
        self._linked, first = np.unique(owners, return_index=True)
        self._first = np.append(first, len(owners)).tolist()
        self._keys = keys
        self._index = index
        self._tau = tau
        self._sizes = index.size.tolist()
        self._mine = np.zeros(int(index.rank.max(initial=0)) + 1, dtype=bool)

    def __iter__(self) -> Iterator[tuple[int, list[int]]]:
        for at, variant in enumerate(self._linked.tolist()):
            yield variant, self._keys[self._first[at] : self._first[at + 1]].tolist()

    def screened(self, variant: int, others: set[int]) -> list[int]:
        """Return those of the other variants that may be alike by size, in order."""
        size, sizes = self._sizes[variant], self._sizes
        least, most = size * self._tau - 1e-9, size / self._tau + 1e-9
        return sorted(other for other in others if least <= sizes[other] <= most)

    def first_alike(self, variant: int, others: list[int]) -> int | None:
        """Return the first of the other variants whose Jaccard with this one is at least τ."""
        mine = self._entries(variant)
        self._mine[mine] = True
        found = None
        for begin in range(0, len(others), GATHERED):
            alike = self._alike(variant, np.array(others[begin : begin + GATHERED]))
            if alike.any():
                found = others[begin + int(alike.argmax())]
                break
        self._mine[mine] = False
        return found

    def _alike(self, variant: int, others: np.ndarray) -> np.ndarray:
        """Tell which of the others are alike; the shingles of the variant are marked in `_mine`."""
        first = self._index.first[others]
        length = self._index.first[others + 1] - first
        ends = np.cumsum(length)
        at = np.arange(ends[-1]) + np.repeat(first - ends + length, length)
        counted = np.append(0, np.cumsum(self._mine[self._index.rank[at]]))
        common = counted[ends] - counted[ends - length]
        union = self._index.size[variant] + self._index.size[others] - common
        return common >= self._tau * union - 1e-9

    def _entries(self, variant: int) -> np.ndarray:
        begin, end = self._index.first[variant : variant + 2]
        return self._index.rank[begin:end]


def _stars(probes: _Probes, n: int) -> np.ndarray:
    """Return star centres: a variant joins the first centre that is alike, else it becomes a centre."""
    centre = np.arange(n)
    centres_with: dict[int, list[int]] = {}
    for variant, keys in probes:
        candidates: set[int] = set()
        for key in keys:
            candidates.update(centres_with.get(key, ()))
        likely = probes.screened(variant, candidates) if candidates else []
        found = probes.first_alike(variant, likely) if likely else None
        if found is not None:
            centre[variant] = found
        else:
            for key in keys:
                centres_with.setdefault(key, []).append(variant)
    return centre


def _joined(probes: _Probes, stars: np.ndarray) -> np.ndarray:
    """Return connected components: stars joined wherever members of two are alike."""
    parent = np.arange(len(stars))

    def root(star: int) -> int:
        while parent[star] != star:
            parent[star] = parent[parent[star]]
            star = int(parent[star])
        return star

    members_with: dict[int, dict[int, list[int]]] = {}
    for variant, keys in probes:
        star = int(stars[variant])
        for key in keys:
            by_star = members_with.setdefault(key, {})
            for other_star, members in by_star.items():
                if root(other_star) == root(star):
                    continue
                likely = probes.screened(variant, set(members))
                if likely and probes.first_alike(variant, likely) is not None:
                    one, other = sorted((root(star), root(other_star)))
                    parent[other] = one
            by_star.setdefault(star, []).append(variant)
    return np.array([root(int(star)) for star in stars], dtype=int)
