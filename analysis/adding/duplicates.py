"""The same report twice: on two sites, in two scripts, with other blanks and marks, whole and in part.

Texts are compared by their Han characters and digits alone, in folded width and script. The same characters are the
same text. Of the rest, candidates share sampled 12-character shingles; on those the bodies are compared in full.
Cost grows with the length of the corpus, not with its square.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

import numpy as np

from analysis.reading.code_points import code_points
from analysis.reading.han import HAN
from analysis.reading.normalise import fold_characters
from analysis.reading.report import Report

SHINGLE = 12
NEAR = 0.8
# One shingle in so many, chosen by its hash and so the same ones in every text, is kept for the search.
SAMPLED = 64
CANDIDATE = 0.5
MOST_CANDIDATES = 5
# A shingle that so many reports share is formula and tells none of them from the others.
COMMONEST = 1_000
SHORTEST_BODY = 200
# What two reports with the same body must not state differently to be one report.
IDENTITY = ("reporting_year", "issuer", "county", "township")

COMPARED = re.compile(f"[{HAN}0-9]")
PLANE = 0x10000
FIRST_OF_SUPPLEMENT = 0x20000
FACTOR = np.array([0x9E3779B97F4A7C15], dtype=np.uint64)


class Match(NamedTuple):
    """A report of the corpus and the share of the shorter body's shingles that the longer one holds too."""

    report_id: str
    share: float
    same: bool


@cache
def _plane() -> tuple[np.ndarray, np.ndarray]:
    """For each character of the basic plane: what it folds to, and whether that takes part in the comparison."""
    folded = fold_characters("".join(map(chr, range(PLANE))))
    codes = code_points(folded)
    return codes, np.array([COMPARED.fullmatch(character) is not None for character in folded])


def signature(text: str) -> np.ndarray:
    """Return the Han characters and digits of a text in folded width and script, as code points."""
    codes = code_points(text)
    folded, compared = _plane()
    basic = np.minimum(codes, PLANE - 1)
    kept = np.where(codes < PLANE, compared[basic], codes >= FIRST_OF_SUPPLEMENT)
    return np.where(codes < PLANE, folded[basic], codes)[kept]


def shingles(codes: np.ndarray) -> np.ndarray:
    """Return the hashes of all runs of 12 characters, sorted, each once; they never depend on Python's hash seed."""
    return np.unique(_hashes(codes))


def _hashes(codes: np.ndarray) -> np.ndarray:
    """Hash every run of 12 as a polynomial in its codes, put together from runs of 1, 2, 4 and 8."""
    if len(codes) < SHINGLE:
        return np.zeros(0, dtype=np.uint64)
    one = codes.astype(np.uint64)
    two = one[:-1] * FACTOR + one[1:]
    four = two[:-2] * FACTOR**2 + two[2:]
    eight = four[:-4] * FACTOR**4 + four[4:]
    hashes = eight[:-4] * FACTOR**4 + four[8:]
    # Spread the low bits, by which shingles are sampled (the finalizer of MurmurHash3).
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    hashes ^= hashes >> np.uint64(33)
    return hashes


def shared(a: np.ndarray, b: np.ndarray) -> float:
    """Return the share of the smaller set of shingles that is in the larger one; 0 when one is empty."""
    smaller = min(len(a), len(b))
    return len(np.intersect1d(a, b, assume_unique=True)) / smaller if smaller else 0.0


class Duplicates:
    """The reports of a corpus, to be asked whether it holds a report already.

    Parameters
    ----------
    texts : iterable of (str, str)
        The reports: id and text.
    read : callable
        Returns the report with an id as the reader sees it; called for the few candidates only.
    """

    def __init__(self, texts: Iterable[tuple[str, str]], read: Callable[[str], Report]) -> None:
        self._read = read
        self._ids: list[str] = []
        self._digests: dict[bytes, str] = {}
        self._sampled: list[int] = []
        self._holders: dict[int, list[int]] = {}
        for report_id, text in texts:
            self.add(report_id, text)

    def add(self, report_id: str, text: str) -> None:
        """Take a report into account from now on."""
        codes = signature(text)
        self._digests.setdefault(_digest(codes), report_id)
        sample = _sample(_hashes(codes))
        self._ids.append(report_id)
        self._sampled.append(len(sample))
        for shingle in sample:
            self._holders.setdefault(shingle, []).append(len(self._ids) - 1)

    def same(self, text: str) -> str | None:
        """Return the id of the first report with the same characters."""
        return self._digests.get(_digest(signature(text)))

    def near(self, report: Report) -> list[Match]:
        """Return the reports that share at least 80 % of the shorter body's shingles, the nearest first.

        A match is `same` when the bodies are the same, and neither report states another year, issuer, county or
        township than the other: the page around it differs.
        """
        body = signature(report.page.body.text)
        own = shingles(body)
        matches = []
        for report_id in self._candidates(own):
            other = self._read(report_id)
            other_body = signature(other.page.body.text)
            share = shared(own, shingles(other_body))
            if share >= NEAR:
                same = (
                    np.array_equal(body, other_body)
                    and len(body) >= SHORTEST_BODY
                    and not _contradict(report, other)
                )
                matches.append(Match(report_id, share, same))
        return sorted(matches, key=lambda match: -match.share)

    def _candidates(self, body: np.ndarray) -> list[str]:
        """Return the few reports whose sampled shingles have most in common with these."""
        holders = (self._holders.get(shingle, ()) for shingle in _sample(body))
        known = [found for found in holders if len(found) <= COMMONEST]
        counts = Counter(holder for holders in known for holder in holders)
        return [
            self._ids[holder]
            for holder, count in counts.most_common(MOST_CANDIDATES)
            if count >= CANDIDATE * min(len(known), self._sampled[holder])
        ]


def _sample(hashes: np.ndarray) -> list[int]:
    return np.unique(hashes[hashes % np.uint64(SAMPLED) == 0]).tolist()


def _digest(codes: np.ndarray) -> bytes:
    return hashlib.sha256(codes.tobytes()).digest()


def _contradict(a: Report, b: Report) -> bool:
    """Tell whether two reports state different years, issuers or places; a shorter form of a name is no other name."""
    for field in IDENTITY:
        one, other = (fold_characters(str(r.metadata.get(field) or "")) for r in (a, b))
        if one and other and one not in other and other not in one:
            return True
    return False
