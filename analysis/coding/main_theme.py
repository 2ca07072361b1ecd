"""The main theme of a paragraph or a section."""

from __future__ import annotations

import pandas as pd

from analysis.reading.normalise import count_han


def main_theme(mentions: pd.DataFrame, sentences: pd.DataFrame) -> str | None:
    """Return the theme a paragraph or section is mainly about, or None where nothing decides.

    The theme with most mentions that are not weak; of equal ones that with more Han characters matched, then the
    one mentioned first, then (where one span counts for both) the one that comes first by its id.

    Parameters
    ----------
    mentions : DataFrame
        Table `mentions` of one report; mentions in other sentences are left out of account.
    sentences : DataFrame
        The sentences of the unit, rows of table `sentences`.
    """
    texts = sentences[["report_id", "sentence_id", "start", "text"]]
    strong = mentions[~mentions["weak"]].merge(
        texts, on=["report_id", "sentence_id"], suffixes=("", "_sentence")
    )
    if strong.empty:
        return None
    starts, ends = strong["start"] - strong["start_sentence"], strong["end"] - strong["start_sentence"]
    pieces = zip(strong["text"], starts, ends, strict=True)
    strong = strong.assign(n_han=[count_han(text[start:end]) for text, start, end in pieces])
    totals = strong.groupby("theme", as_index=False).agg(
        n=("n_han", "size"), han=("n_han", "sum"), first=("start", "min")
    )
    order = totals.sort_values(["n", "han", "first", "theme"], ascending=[False, False, True, True])
    return order["theme"].iloc[0]
