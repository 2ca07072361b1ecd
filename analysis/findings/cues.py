"""Cues: strings without which a rule has nothing to look for; those of all rules are found in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from analysis.coding.codebook_parts import Codebook
from analysis.coding.coded_report import CodedReport
from analysis.findings.body_text import BodyText
from analysis.findings.once import once

Cues = Callable[[Codebook], Iterable[str]]
#: Complete before the first report is checked: the rules are imported together.
_CUES: list[Cues] = []
_RARE = re.compile("[\U00010000-\U0010ffff]")


def cues(strings: Cues) -> Cues:
    """Have the strings that a function returns for a codebook looked for in every report."""
    _CUES.append(strings)
    return strings


@once
def cued(coded: CodedReport) -> Mapping[str, Sequence[int]]:
    """Return the cues that the body of a report may hold, each with the places where it begins."""
    strings, finder = _finder(coded.codebook, tuple(_CUES))
    # A pattern without a cue may match anywhere.
    found: dict[str, list[int]] = {"": [0]}
    for number, start, _ in finder.find_matches_as_indexes(_pairs(BodyText.of(coded).text), overlapping=True):
        if start % 2 == 0:
            found.setdefault(strings[number], []).append(start // 2)
    return found


def places(coded: CodedReport, strings: Collection[str]) -> list[int]:
    """Return where any of some cues begins in the body of a report, in order."""
    found = cued(coded)
    return sorted([at for cue in found if cue in strings for at in found[cue]])


@lru_cache(maxsize=2)
def _finder(codebook: Codebook, named: Sequence[Cues]) -> tuple[Sequence[str], BytesAhoCorasick]:
    strings = list({cue for strings in named for cue in strings(codebook) if cue})
    return strings, BytesAhoCorasick(map(_pairs, strings), implementation=Implementation.DFA)


def _pairs(text: str) -> bytes:
    """Return two bytes for each character; of one beyond them, only that it is such."""
    pairs = text.encode("utf-16-le", "surrogatepass")
    return pairs if len(pairs) == 2 * len(text) else _pairs(_RARE.sub("\ufffd", text))
