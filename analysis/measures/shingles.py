"""The canonical form of a sentence, its shingles, and how alike two sets of shingles are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np

from analysis.measures.undefined import Undefined
from analysis.reading.code_points import code_points

K = 5
# 1,208 and 15.6 are one number each; numbers are compared elsewhere, here they would hide repetition.
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# What is neither letter nor Han character nor number nor %; negative circled digits count as letters in `re`.
DROPPED = re.compile("[^\\w%\x00]+|_|[\u24eb-\u24ff\u2776-\u2793]")
SEED = np.uint64(0x9E3779B97F4A7C15)
CACHED = 16_384  # numbers worked on at a time, so that they stay in the processor's cache


def canonical_form(sentence: str) -> str:
    """Return the form in which sentences are compared: NFKC, each number as 0, letters, Han, 0 and % only."""
    return canonical_forms([sentence])[0]


def canonical_forms(sentences: Sequence[str]) -> list[str]:
    """Return the canonical form of each sentence, all in one pass."""
    if not len(sentences):
        return []
    joined = "\x00".join(sentence.replace("\x00", " ") for sentence in sentences)
    return DROPPED.sub("", NUMBER.sub("0", unicodedata.normalize("NFKC", joined))).split("\x00")


def shingles(form: str, k: int = K) -> frozenset[str]:
    """Return the set of k-character substrings of a canonical form; a shorter form is its one shingle.

    The empty form has none.

    Raises
    ------
    ValueError
        When k is below 1.
    """
    _at_least_one(k)
    if len(form) <= k:
        return frozenset([form] if form else [])
    return frozenset(form[i : i + k] for i in range(len(form) - k + 1))


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Return |A∩B| / |A∪B|; undefined when both sets are empty."""
    union = len(a | b)
    return len(a & b) / union if union else Undefined("empty form")


def containment(a: frozenset[str], b: frozenset[str]) -> float:
    """Return |A∩B| / |A|, how much of A is found in B; undefined when A is empty."""
    return len(a & b) / len(a) if a else Undefined("empty form")


def shingle_keys(forms: Sequence[str], k: int = K) -> tuple[np.ndarray, np.ndarray]:
    """Return the shingles of many forms as numbers: the same shingle has the same number everywhere.

    A number depends on the characters of its shingle alone, not on the other forms nor on the process, so that
    parts of a corpus can be keyed apart. Two different shingles of 64 bits collide so rarely (once in 10¹⁶ pairs
    of sentences) that overlaps of these sets are overlaps of the shingles.

    Parameters
    ----------
    forms : sequence of str
        Canonical forms.

    Returns
    -------
    owner, key : numpy.ndarray
        One entry per form and distinct shingle, sorted by both: position of the form, and key (uint64). An
        empty form has no entry.
    """
    _at_least_one(k)
    lengths = np.fromiter(map(len, forms), dtype="int64", count=len(forms))
    codes = code_points("".join(forms))
    windows = np.where(lengths > 0, np.maximum(lengths - k + 1, 1), 0)
    first, begins = np.cumsum(lengths) - lengths, np.cumsum(windows) - windows
    key = np.empty(int(windows.sum()), dtype="uint64")
    for length, rows in equal_lengths(lengths):
        wide = max(length - k + 1, 1)
        characters = codes[first[rows][:, None] + np.arange(length)].astype("uint64")
        keys = np.full((len(rows), wide), SEED)
        for step in range(min(k, length)):
            keys = _mixed(keys, characters[:, step : step + wide])
        keys.sort(axis=1)
        key[begins[rows][:, None] + np.arange(wide)] = keys
    owner = np.repeat(np.arange(len(forms)), windows)
    distinct = np.ones(len(key), dtype=bool)
    distinct[1:] = (key[1:] != key[:-1]) | (owner[1:] != owner[:-1])
    return owner[distinct], key[distinct]


def equal_lengths(lengths: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Yield each length above 0 with the positions that have it, some at a time: rows of a matrix in the cache."""
    order = np.argsort(lengths, kind="stable")
    edges = np.flatnonzero(np.diff(lengths[order], prepend=0, append=-1))
    for begin, end in zip(edges[:-1], edges[1:], strict=True):
        length = int(lengths[order[begin]])
        step = max(1, CACHED // length)
        for at in range(begin, end, step):
            yield length, order[at : min(at + step, end)]


def _mixed(key: np.ndarray, code: np.ndarray) -> np.ndarray:
    """Return the keys with one more character mixed in (the finaliser of SplitMix64)."""
    key = (key ^ code) + SEED
    key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return key ^ (key >> np.uint64(31))


def _at_least_one(k: int) -> None:
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k!r}")
