"""Theme counts of every report: the additive numbers from which every rate and interval is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.grouping import ITEMS, sentence_items
from analysis.measures.validation import columns, unique
from analysis.reading.han import count_han


@dataclass(frozen=True)
class Unit:
    """A unit of counting: what is counted, over what, and by how much the ratio is multiplied."""

    name: str
    numerator: str
    denominator: str
    per: int


UNITS = {
    unit.name: unit
    for unit in (
        Unit("sentences", "body sentences with a non-weak mention", "body sentences", 1),
        Unit("han", "mentions", "1,000 Han characters", 1000),
        Unit("characters", "matched Han characters", "1,000 Han characters", 1000),
    )
}


@dataclass(frozen=True)
class ThemeCounts:
    """Counts by cell (a report, or a content item of a report) and theme.

    Attributes
    ----------
    cells : DataFrame
        One row per cell: report_id, and item where counts are split by item; sorted.
    themes : tuple of str
        Themes, the columns of `x`.
    x, n : numpy.ndarray
        Numerators (cells × themes) and denominators (cells): sentences, or Han characters.
    unit : Unit
        What was counted.
    """

    cells: pd.DataFrame
    themes: tuple[str, ...]
    x: np.ndarray
    n: np.ndarray
    unit: Unit

    def summed(self, codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
        """Return numerators and denominators summed over the cells that share a code below `size`."""
        n = np.bincount(codes, self.n, size)
        flat = codes[:, None] * len(self.themes) + np.arange(len(self.themes))
        x = np.bincount(flat.ravel(), self.x.ravel(), size * len(self.themes))
        return x.reshape(size, len(self.themes)), n


@dataclass(frozen=True)
class Located:
    """Mentions in the body, with the position of their report, sentence and theme.

    `counted` tells which mentions count: the non-weak ones, and weak ones in a sentence that also has a
    non-weak mention of the same theme. `decisive` holds each (sentence, theme) pair with a non-weak mention
    once, as sentence position × number of themes + theme position.
    """

    reports: pd.Index
    themes: tuple[str, ...]
    sentences: pd.DataFrame
    sentence_report: np.ndarray
    mentions: pd.DataFrame
    report: np.ndarray
    sentence: np.ndarray
    theme: np.ndarray
    counted: np.ndarray
    decisive: np.ndarray


def unit_of(name: str) -> Unit:
    """Return the unit of that name; ValueError lists the valid ones."""
    if name not in UNITS:
        raise ValueError(f"unit must be one of {', '.join(UNITS)}, got {name!r}")
    return UNITS[name]


def locate(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    reports: pd.DataFrame | None = None,
    themes: Iterable[str] | None = None,
) -> Located:
    """Place every mention in its report, sentence and theme.

    Parameters
    ----------
    mentions, sentences, reports : DataFrame
        Tables of that name. Sentences and mentions of a report that is not in `reports` are left out; without
        `reports` every report with a sentence is in. A mention without sentence_id stands outside the body
        and does not count.
    themes : iterable of str, optional
        Themes to count, in this order; every theme in `mentions`, sorted, unless given.

    Raises
    ------
    ValueError
        When a column is missing, an id is there twice, or a mention names a sentence that is not there.
    """
    columns(mentions, ["report_id", "sentence_id", "theme", "weak"], "mentions")
    columns(sentences, ["report_id", "sentence_id", "n_han"], "sentences")
    if reports is None:
        index = pd.Index(sentences["report_id"].drop_duplicates().sort_values(), name="report_id")
    else:
        columns(reports, ["report_id"], "reports")
        unique(reports, "report_id", "reports")
        index = pd.Index(reports["report_id"].sort_values(), name="report_id")
    if themes is None:
        themes = mentions["theme"].dropna().drop_duplicates().sort_values()
    themes = tuple(themes)
    if len(set(themes)) < len(themes):
        raise ValueError(f"a theme is listed twice: {', '.join(themes)}")

    sentence_report = _positions(index, sentences["report_id"])
    inside = sentence_report >= 0
    sentences, sentence_report = sentences[inside].reset_index(drop=True), sentence_report[inside]
    code, ids = pd.factorize(sentences["sentence_id"])
    key = pd.Index(sentence_report.astype("int64") * max(len(ids), 1) + code)
    if key.has_duplicates:
        twice = sentences.loc[key.duplicated(), ["report_id", "sentence_id"]].iloc[0].tolist()
        raise ValueError(f"table sentences holds sentence {twice[1]!r} of report {twice[0]!r} twice")

    theme = _positions(pd.Index(themes, dtype="str"), mentions["theme"])
    report = _positions(index, mentions["report_id"])
    kept = (theme >= 0) & (report >= 0) & mentions["sentence_id"].notna().to_numpy()
    mentions, theme, report = mentions[kept].reset_index(drop=True), theme[kept], report[kept]
    mention_code = _positions(pd.Index(ids), mentions["sentence_id"])
    sentence = key.get_indexer(report.astype("int64") * max(len(ids), 1) + mention_code)
    sentence[mention_code < 0] = -1
    if (sentence < 0).any():
        lost = mentions.loc[sentence < 0, ["report_id", "sentence_id"]].iloc[0].tolist()
        raise ValueError(
            f"a mention names sentence {lost[1]!r} of report {lost[0]!r}, which table sentences lacks: "
            "select mentions and sentences alike"
        )
    weak = mentions["weak"].to_numpy(dtype=bool)
    pair = sentence * max(len(themes), 1) + theme
    decisive = np.sort(pd.unique(pair[~weak]))
    counted = ~weak
    at = np.searchsorted(decisive, pair[weak])
    counted[weak] = np.append(decisive, -1)[at] == pair[weak]
    return Located(
        index, themes, sentences, sentence_report, mentions, report, sentence, theme, counted, decisive
    )


def _positions(index: pd.Index, values: pd.Series) -> np.ndarray:
    """Return the position of each value in `index`, -1 where it is not there (each distinct value once)."""
    code, distinct = pd.factorize(values)
    return np.append(index.get_indexer(pd.Index(distinct)), -1)[code]


def count_themes(
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    reports: pd.DataFrame | None = None,
    unit: str = "sentences",
    themes: Iterable[str] | None = None,
    sections: pd.DataFrame | None = None,
) -> ThemeCounts:
    """Count themes in every report; in every content item of every report when `sections` is given.

    Parameters and errors as :func:`locate`, and:

    unit : {"sentences", "han", "characters"}
        Body sentences with at least one non-weak mention, over body sentences; mentions, over Han
        characters; Han characters of the mentions, over Han characters. A weak mention counts only (and
        never as a sentence) where its sentence also holds a non-weak mention of the same theme.
    """
    counted_unit = unit_of(unit)
    found = locate(mentions, sentences, reports, themes)
    width = len(found.themes)
    items = ITEMS if sections is not None else (0,)
    cell = found.sentence_report * len(items)
    if sections is not None:
        cell = cell + sentence_items(found.sentences, sections)
    size = len(found.reports) * len(items)
    if unit == "sentences":
        n = np.bincount(cell, minlength=size)
        at, theme, weights = found.decisive // max(width, 1), found.decisive % max(width, 1), None
    else:
        n = np.bincount(cell, found.sentences["n_han"].to_numpy(dtype=float), size)
        at, theme, weights = found.sentence[found.counted], found.theme[found.counted], None
        if unit == "characters":
            weights = _matched_han(found)
    x = np.bincount(cell[at] * width + theme, weights, size * width).reshape(size, width)
    cells = pd.DataFrame({"report_id": found.reports.repeat(len(items))})
    if sections is not None:
        cells["item"] = np.tile(np.array(items, dtype="int64"), len(found.reports))
    return ThemeCounts(cells, found.themes, x, n, counted_unit)


def _matched_han(found: Located) -> np.ndarray:
    """Return the Han characters of each counted mention, read off the text of its sentence."""
    columns(found.mentions, ["start", "end"], "mentions")
    columns(found.sentences, ["start", "end", "text"], "sentences")
    counted = found.mentions[found.counted]
    sentence = found.sentences.take(found.sentence[found.counted])
    origin = sentence["start"].to_numpy()
    start, end = counted["start"].to_numpy() - origin, counted["end"].to_numpy() - origin
    outside = (start < 0) | (end < start) | (end > sentence["end"].to_numpy() - origin)
    if outside.any():
        lost = counted.loc[outside, ["report_id", "start", "end"]].iloc[0].tolist()
        raise ValueError(
            f"the mention at {lost[1]} to {lost[2]} of report {lost[0]!r} is not inside its sentence"
        )
    spans = [text[a:b] for text, a, b in zip(sentence["text"].tolist(), start, end, strict=True)]
    code, distinct = pd.factorize(np.array(spans, dtype=object))
    return np.array([count_han(span) for span in distinct], dtype=float)[code] if len(spans) else np.empty(0)
