"""Passages of a report, such as its sentences, in the matching view: where they stand, and many read as one text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from analysis.reading.mapped_text import MappedText

#: Stands between passages that are read as one text: in no term and no word, so that nothing is found across it.
GAP = "\0"


def located(squeezed: MappedText, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where passages begin and end in the matching view of a report.

    Parameters
    ----------
    squeezed : MappedText
        The matching view.
    spans : sequence of (int, int)
        The passages, as half-open offsets into the source.
    """
    starts = squeezed.starts
    if isinstance(starts, range):
        starts = np.arange(starts.start, starts.stop, dtype=np.int32)
    # Of one type, so that the starts of all characters need not be converted.
    offsets = np.fromiter(chain.from_iterable(spans), dtype=np.int32, count=2 * len(spans))
    places = np.searchsorted(starts, offsets).tolist()
    return list(zip(places[::2], places[1::2], strict=True))
