"""Official formulae: wording handed down from above, which no report can be blamed or credited for.

`corpus/formulae.csv` holds one row per formula: `formula` as it is written, `since` the first official day, month or
year, `source` the document, and `check`: ``verified``, ``general knowledge`` or ``check before printing``. An unknown
cell is empty.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.coding.lookup import Lookup
from analysis.errors import CorpusError
from analysis.measures.shingles import canonical_forms
from analysis.paths import CORPUS

FILE = CORPUS / "formulae.csv"
COLUMNS = ("formula", "since", "source", "check")
CHECKS = ("verified", "general knowledge", "check before printing")
SINCE = re.compile(r"(?:(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)?")
TITLE = re.compile("《[^《》]{1,80}》")


def read_formulae(path: str | os.PathLike[str] = FILE) -> pd.DataFrame:
    """Return the list of official formulae: formula, since, source, check.

    Raises
    ------
    CorpusError
        When the file is missing or a row is not as it must be.
    """
    path = Path(path)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise CorpusError(f"{path}: {error.strerror}; name a list of formulae") from None
    seen: set[str] = set()
    for line, row in enumerate(rows, 2):
        if tuple(row) != COLUMNS or None in row.values():
            raise CorpusError(f"{path}, line {line}: columns must be {', '.join(COLUMNS)}")
        (form,) = canonical_forms([row["formula"]])
        if not form or form in seen:
            raise CorpusError(f"{path}, line {line}: formula {row['formula']!r} is empty or listed twice")
        if not SINCE.fullmatch(row["since"]) or row["check"] not in CHECKS:
            raise CorpusError(
                f"{path}, line {line}: since must be YYYY, YYYY-MM or YYYY-MM-DD and check one of {', '.join(CHECKS)}"
            )
        seen.add(form)
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")
    return frame.assign(since=frame["since"].mask(frame["since"] == ""))


def formula_shares(sentences: Sequence[str], formulae: Iterable[str]) -> np.ndarray:
    """Return which share of each sentence's canonical form is official formula, titles in 《》 left out of both.

    A character covered by two formulae counts once. A sentence of titles alone has share 0.
    """
    lookup = Lookup(tuple(filter(None, canonical_forms(list(formulae)))))
    shares = np.zeros(len(sentences))
    # A title becomes a mark that no formula holds, so that none is found across it.
    rests = canonical_forms([TITLE.sub("%", sentence) for sentence in sentences])
    for at, rest in enumerate(rests):
        covered = free = 0
        for start, end in sorted((start, end) for _, start, end in lookup.every(rest)):
            covered += max(0, end - max(start, free))
            free = max(free, end)
        shares[at] = covered / max(1, len(rest) - rest.count("%"))
    return shares
