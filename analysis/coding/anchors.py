"""The dated terms of the codebook, found in the body of reports."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.coding.codebook_parts import Codebook, TimeAnchor
from analysis.reading.normalise import fold, squeeze

COLUMNS = {
    "report_id": "str", "sentence_id": "str", "anchor": "str", "start": "int64", "end": "int64",
}  # fmt: skip


def anchor_table(codebook: Codebook) -> pd.DataFrame:
    """Return the dated terms of a codebook: id, term, kind, anchor, first_official, faded_from, source, status."""
    fields = ("id", "term", "kind", "anchor", "first_official", "faded_from", "source", "status")
    rows = [[getattr(anchor, field) for field in fields] for anchor in codebook.time_anchors]
    return pd.DataFrame(rows, columns=list(fields), dtype="str")


def anchor_uses(sentences: pd.DataFrame, anchors: Iterable[TimeAnchor]) -> pd.DataFrame:
    """Return every use of a dated term in body sentences; titles in 《》 are searched, too.

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`.
    anchors : iterable of TimeAnchor
        `codebook.time_anchors`.

    Returns
    -------
    DataFrame
        One row per use: report_id, sentence_id, anchor (its id), start, end (source offsets).
    """
    anchors = list(anchors)
    rows = []
    for sentence in sentences[["report_id", "sentence_id", "start", "text"]].itertuples(index=False):
        view = squeeze(fold(sentence.text))
        for anchor in anchors:
            for match in anchor.finder.finditer(view.text):
                start, end = view.span(*match.span())
                place = (sentence.start + start, sentence.start + end)
                rows.append((sentence.report_id, sentence.sentence_id, anchor.id, *place))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
