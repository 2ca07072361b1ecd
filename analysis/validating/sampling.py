"""A stratified sample of sentences for coding by hand, blind: the file does not say what the codebook says.

Strata are the main themes of the sentences, and those without one. The sample is allotted to them in proportion to
the square root of their size, so that rare themes are seen often enough to be judged, and no stratum is left out. Within a stratum, every sentence has the same probability; a systematic draw with a random
start along the reports gives each report its share. `inclusion_probability` is the chance of that draw: one over it
weighs a row in estimates for the corpus (Horvitz and Thompson 1952).
"""

from __future__ import annotations

import csv
import heapq
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.coding.main_theme import main_themes
from analysis.errors import CallError
from analysis.measures.validation import columns, seeded
from analysis.reading.han import count_han
from analysis.spreadsheets import guarded

COLUMNS = ("sample_id", "report_id", "sentence_id", "text", "inclusion_probability", "coder", "codes", "note")
NO_THEME = ""


def strata(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """Return the main theme of every sentence, the empty string where it has none, in the order of `sentences`.

    Raises
    ------
    ValueError
        When a table lacks a column.
    """
    columns(sentences, ["report_id", "sentence_id", "start", "text"], "sentences")
    columns(mentions, ["report_id", "sentence_id", "theme", "weak", "start", "end"], "mentions")
    places = {
        key: place
        for place, key in enumerate(zip(sentences["report_id"], sentences["sentence_id"], strict=True))
    }
    strong = mentions.loc[~mentions["weak"].astype(bool)].sort_values("start", kind="stable")
    keys = zip(strong["report_id"], strong["sentence_id"], strict=True)
    within = np.array([places.get(key, -1) for key in keys], dtype=np.int64)
    strong, within = strong[within >= 0], within[within >= 0]
    begins, texts = sentences["start"].to_numpy()[within], sentences["text"].to_numpy()[within]
    spans = strong[["start", "end"]].to_numpy().T - begins
    n_han = [count_han(text[start:end]) for text, start, end in zip(texts, *spans, strict=True)]
    names, themes = np.unique(strong["theme"].to_numpy(dtype=object), return_inverse=True)
    found = main_themes(within, themes, *spans, np.array(n_han, dtype=np.int64))
    decided = [
        names[found[places[key]]] if places[key] in found else NO_THEME
        for key in zip(sentences["report_id"], sentences["sentence_id"], strict=True)
    ]
    return pd.Series(decided, index=sentences.index, dtype="str")


def allot(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Return how many of `n` units each stratum gives, in proportion to the square root of its size.

    By the method of Sainte-Laguë: the next unit goes where the root divided by 2 × given + 1 is largest. Each stratum
    gives one before any gives two, as far as `n` allows, and none gives more than it has.
    """
    given = dict.fromkeys(sorted(sizes), 0)
    if n >= len(given):
        given = dict.fromkeys(given, 1)
    queue = [(-(sizes[name] ** 0.5) / (2 * count + 1), name) for name, count in given.items()]
    heapq.heapify(queue)
    for _ in range(n - sum(given.values())):
        while given[queue[0][1]] >= sizes[queue[0][1]]:
            heapq.heappop(queue)
        name = queue[0][1]
        given[name] += 1
        heapq.heapreplace(queue, (-(sizes[name] ** 0.5) / (2 * given[name] + 1), name))
    return given


def draw_sample(sentences: pd.DataFrame, mentions: pd.DataFrame, n: int, seed: int) -> pd.DataFrame:
    """Return a stratified sample of sentences, in random order.

    Parameters
    ----------
    sentences, mentions : DataFrame
        The tables of these names.
    n : int
        How many sentences.
    seed : int
        Makes the draw repeatable.

    Returns
    -------
    DataFrame
        sample_id, report_id, sentence_id, text (on one line), inclusion_probability, and the empty columns
        coder, codes and note for the coder.

    Raises
    ------
    CallError
        When there are not so many sentences, or fewer are asked for than there are strata (one without a row would
        be missing from every estimate), or the seed is negative.
    ValueError
        When a table lacks a column.
    """
    if not 1 <= n <= len(sentences):
        raise CallError(f"--sample {n}: the corpus has {len(sentences)} sentences; ask for 1 to that many")
    try:
        generator = seeded(seed)
    except ValueError as error:
        raise CallError(f"--{error}") from None
    # The draw must not depend on the order of the rows.
    order = sentences.assign(stratum=strata(sentences, mentions)).sort_values(
        ["stratum", "report_id", "start"], kind="stable"
    )
    sizes = order["stratum"].value_counts()
    if n < len(sizes):
        raise CallError(
            f"--sample {n}: the sentences fall into {len(sizes)} strata by main theme; ask for {len(sizes)} or more"
        )
    given = allot(sizes.to_dict(), n)
    drawn = []
    for stratum, rows in order.groupby("stratum", sort=True):
        count = given[stratum]
        by_report = rows.iloc[_shuffled_within(rows["report_id"].to_numpy(), generator)]
        places = np.floor((generator.random() + np.arange(count)) * len(rows) / count).astype(int)
        drawn.append(by_report.iloc[places].assign(inclusion_probability=count / len(rows)))
    sample = pd.concat(drawn)
    sample = sample.iloc[generator.permutation(len(sample))]
    return pd.DataFrame(
        {
            "sample_id": [f"s{place:0{len(str(n))}}of{n}" for place in range(1, n + 1)],
            "report_id": sample["report_id"].to_numpy(),
            "sentence_id": sample["sentence_id"].to_numpy(),
            "text": [one_line(text) for text in sample["text"]],
            "inclusion_probability": sample["inclusion_probability"].to_numpy(),
            "coder": "",
            "codes": "",
            "note": "",
        }
    )


def _shuffled_within(groups: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Return an order of rows that keeps groups together, in random order, and shuffles within them."""
    names = np.unique(groups)
    rank = dict(zip(names, generator.permutation(len(names)), strict=True))
    return np.lexsort((generator.random(len(groups)), [rank[name] for name in groups]))


def one_line(text: str) -> str:
    """Return a sentence as the file holds it: without line breaks and runs of blanks."""
    return " ".join(text.split())


def write_new(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV that spreadsheets open rightly: UTF-8 with its mark, formulas neutralised.

    Raises
    ------
    CallError
        When the file exists, which is never overwritten, or cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    cells: Sequence[Sequence[object]] = table.astype(object).where(table.notna(), "").values.tolist()
    writer.writerows([guarded(cell) for cell in row] for row in cells)
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(text.getvalue())
    except FileExistsError:
        raise CallError(f"{path} exists and is not overwritten: name a new file") from None
    except OSError as error:
        raise CallError(f"cannot write {path}: {error.strerror}") from None
