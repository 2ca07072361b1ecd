"""Keyword in context: every occurrence of a string, a codebook term or a theme, with the way to its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.coding.codebook_parts import matching_form
from analysis.errors import CallError, nearest
from analysis.reading.mapped_text import MappedText
from analysis.reading.normalise import fold, squeeze

LOOKUPS = ("auto", "text", "term", "theme")
COLUMNS = dict.fromkeys(("report_id", "section_id", "sentence_id", "left", "match", "right"), "str") | {
    "start": "int64",
    "end": "int64",
}


def concordance(
    query: str,
    texts: Mapping[str, str],
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    sections: pd.DataFrame | None = None,
    window: int = 20,
    by: str = "auto",
) -> pd.DataFrame:
    """Return every occurrence of a string, a codebook term or a theme with its context.

    A string is found wherever it stands in a report, headings and titles included, across blanks, line
    breaks, width and script. A term or a theme shows the coded spans, as counted.

    Parameters
    ----------
    query : str
        A string, a term as the codebook prints it, or the id of a theme.
    texts : mapping of str to str
        The source text of every report by its id; the result follows its order.
    sentences, mentions : DataFrame
        Tables `sentences` and `mentions` of these reports.
    sections : DataFrame, optional
        Table `sections`: gives the section of an occurrence that stands in no body sentence.
    window : int
        Characters of context on either side, blanks not counted; 0 or more.
    by : {"auto", "text", "term", "theme"}
        What the query names. Automatic: a theme that is mentioned, else a string.

    Returns
    -------
    DataFrame
        Columns report_id, section_id, sentence_id (missing outside body sentences), left, match, right (as
        stored, on one line), start, end (source offsets of the match).

    Raises
    ------
    CallError
        For an empty query, a negative window, or a lookup that does not exist.
    """
    form = matching_form(query)
    if not form:
        raise CallError("an empty query finds nothing; give a string, a term or a theme")
    if window < 0:
        raise CallError(f"window {window} is negative; give 0 or more characters")
    if by not in LOOKUPS:
        raise CallError(f"no lookup {by!r}; {nearest(by, LOOKUPS)}")
    if by == "auto":
        by = "theme" if (mentions["theme"] == query).any() else "text"
    coded = None if by == "text" else mentions[mentions[by] == query].sort_values(["start", "end"])
    rows = []
    for report_id, text in texts.items():
        if coded is not None and not (coded["report_id"] == report_id).any():
            continue
        squeezed = squeeze(fold(text))
        if coded is None:
            spans = list(_occurrences(form, squeezed))
        else:
            found = coded[coded["report_id"] == report_id]
            spans = list(dict.fromkeys(zip(found["start"], found["end"], strict=True)))
        if spans:
            places = _Places(report_id, sentences, sections)
            rows += [
                (report_id, *places.of(span[0]), *_context(squeezed, *span, window), *span) for span in spans
            ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _occurrences(form: str, squeezed: MappedText) -> Iterator[tuple[int, int]]:
    """Yield the source offsets of a string in matching form, left to right, not overlapping."""
    for match in re.finditer(re.escape(form), squeezed.text):
        yield squeezed.span(*match.span())


def _context(squeezed: MappedText, start: int, end: int, window: int) -> tuple[str, str, str]:
    """Return what stands before, in and behind a source span, each on one line."""
    first, last = squeezed.locate(start), squeezed.locate(end)
    before, _ = squeezed.span(max(0, first - window), first)
    _, behind = squeezed.span(last, min(len(squeezed.text), last + window))
    pieces = (squeezed.source[before:start], squeezed.source[start:end], squeezed.source[end:behind])
    left, match, right = (re.sub(r"\s+", " ", piece) for piece in pieces)
    return left, match, right


class _Places:
    """The sentences and sections of a report, to find the ones that hold an offset."""

    def __init__(self, report_id: str, sentences: pd.DataFrame, sections: pd.DataFrame | None):
        own = sentences[sentences["report_id"] == report_id].sort_values("start")
        self._sentences = own[["start", "end", "section_id", "sentence_id"]].to_records(index=False).tolist()
        self._sections = []
        if sections is not None:
            own = sections[sections["report_id"] == report_id].sort_values("start")
            self._sections = own[["start", "body_end", "section_id"]].to_records(index=False).tolist()

    def of(self, offset: int) -> tuple[str | None, str | None]:
        """Return the ids of the deepest section and of the sentence that hold an offset."""
        index = bisect_right(self._sentences, offset, key=lambda row: row[0]) - 1
        if index >= 0 and offset < self._sentences[index][1]:
            return self._sentences[index][2:]
        # The deepest section that holds an offset is the one that begins last.
        holding = [section_id for start, end, section_id in self._sections if start <= offset < end]
        return (holding[-1] if holding else None), None
