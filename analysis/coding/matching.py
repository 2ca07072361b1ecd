"""Coded spans: where the terms of the codebook stand in the sentences of a report.

1. A sentence is read in the matching view, without blanks and line breaks; a span never leaves it.
2. Titles in 《》 are outside the counts.
3. A match whose context condition (`requires`, `not_near`) fails does not exist: it hides nothing.
4. Of matches that overlap, whatever their themes, the longest counts; of equally long ones the earlier, then the
   one whose theme and term come first in the codebook. So a character counts once, and 行政执法人员 hides 行政执法.
5. The span counts for the theme of its term, and for those its `also` names.
6. A weak term is kept as a row marked weak. It takes part in rule 4, and counts where the sentence also holds a
   term of the same theme that is not weak; that decision belongs to the measure.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from operator import sub
from typing import NamedTuple

import numpy as np

from analysis.coding.cited_titles import titles_within
from analysis.coding.codebook_parts import Codebook, Term
from analysis.coding.conditions import Conditions
from analysis.coding.contest import Match, longest_apart
from analysis.coding.guards import compile_guarded
from analysis.coding.lookup import Lookup
from analysis.coding.mentions import Mentions, rows_of
from analysis.coding.passages import GAP, located
from analysis.coding.patterns import openings
from analysis.reading.mapped_text import MappedText, array_of
from analysis.reading.normalise import squeeze
from analysis.reading.page import Sentence

Row = dict[str, object]
#: Where the title behind the last one would stand.
NO_TITLE = (sys.maxsize, sys.maxsize)


class Span(NamedTuple):
    """A term in a sentence: half-open offsets into the matching view of the sentence."""

    start: int
    end: int
    term: Term


class Coder:
    """The terms of a codebook, compiled once for any number of reports.

    Every string that a term matches is looked up in all sentences at once, and so is every string that a match of a
    pattern can begin with: the pattern is tried there.
    """

    def __init__(self, codebook: Codebook):
        self.codebook = codebook
        self._terms = codebook.terms
        self._has_context = np.array([term.has_context for term in self._terms], dtype=bool)
        # A match of a term gives a mention of each of its themes: by the rank of the term, how many; then all of them.
        themes = [(theme, term) for term in self._terms for theme in (term.theme, *term.also)]
        self._themes = _Groups([len(term.also) + 1 for term in self._terms])
        self._theme = np.array([theme for theme, _ in themes], dtype=object)
        self._term = np.array([term.text for _, term in themes], dtype=object)
        self._weak = np.array([term.weak for _, term in themes], dtype=bool)
        matched: dict[str, tuple[int, ...]] = {}
        begun: dict[str, list[tuple[Callable, int]]] = {}
        # Patterns that may begin with anything, with the strings of which every match of theirs holds one.
        self._searched: list[tuple[re.Pattern[str], int, Sequence[str]]] = []
        for rank, term in enumerate(self._terms):
            own = (rank,)
            for string in term.strings:
                matched[string] = matched[string] + own if string in matched else own
            if term.pattern:
                pattern = term.pattern.pattern
                strings = openings(pattern)
                for string in strings:
                    begun.setdefault(string, []).append((term.pattern.match, rank))
                if not strings:
                    self._searched.append((compile_guarded(pattern), rank, term.literals))
        # By the number of a string: which patterns it begins (the first strings do), and which terms it is.
        strings = {**begun, **matched}
        self._lookup = Lookup(strings)
        self._begun = list(begun.values())
        self._matched = _Groups([len(matched.get(string, ())) for string in strings])
        self._rank = np.array(
            [rank for string in strings for rank in matched.get(string, ())], dtype=np.int64
        )

    def __reduce__(self) -> tuple[type[Coder], tuple[Codebook]]:
        return Coder, (self.codebook,)

    def spans(self, sentence: str) -> list[Span]:
        """Return the spans that count in a sentence of the matching view, in order, none overlapping."""
        starts, ends, ranks = self._contest([sentence], [0, len(sentence) + 1]).T.tolist()
        return list(map(Span, starts, ends, map(self._terms.__getitem__, ranks)))

    def code(
        self,
        view: MappedText,
        sentences: Sequence[Sentence],
        report_id: str,
        squeezed: MappedText | None = None,
    ) -> list[Row]:
        """Return the rows of table `mentions` for a report, with source offsets, in order of the text.

        Parameters
        ----------
        view : MappedText
            The folded text of the report.
        sentences : sequence of Sentence
            Its body sentences, with offsets into `view`.
        report_id : str
            Goes into every row.
        squeezed : MappedText, optional
            The matching view of the report, where it is at hand.
        """
        squeezed = squeezed or squeeze(view)
        spans = [view.span(sentence.start, sentence.end) for sentence in sentences]
        (found,) = self.code_all([squeezed], [located(squeezed, spans)])
        return rows_of(found.columns(report_id, [sentence.sentence_id for sentence in sentences]))

    def code_all(
        self, views: Sequence[MappedText], places: Sequence[Sequence[tuple[int, int]]]
    ) -> list[Mentions]:
        """Return what counts in the passages of some reports; passages may overlap.

        Parameters
        ----------
        views : sequence of MappedText
            The matching view of each report.
        places : sequence of sequences of (int, int)
            The passages of each, as half-open offsets into its view.
        """
        passages = [
            view.text[first:last] for view, own in zip(views, places, strict=True) for first, last in own
        ]
        borders = _borders(passages)
        found = self._contest(passages, borders)
        within = np.searchsorted(borders, found[:, 0], side="right") - 1
        # From the text of all passages to that of all views, and from there to the sources.
        behind = accumulate([len(view.text) for view in views], initial=0)
        begins = [base + first for base, own in zip(behind, places, strict=False) for first, _ in own]
        shift = np.array(list(map(sub, begins, borders)), dtype=np.int64)[within]
        starts = np.concatenate([array_of(view.starts) for view in views])[found[:, 0] + shift]
        ends = np.concatenate([array_of(view.ends) for view in views])[found[:, 1] + shift - 1]

        match, theme = self._themes.members(found[:, 2])
        within, starts, ends = within[match], starts[match], ends[match]
        first = list(accumulate(map(len, places), initial=0))
        columns = (
            within,
            *(column[theme].tolist() for column in (self._theme, self._term, self._weak)),
            starts.tolist(),
            ends.tolist(),
        )
        stretches = pairwise(np.searchsorted(within, first).tolist())
        return [
            Mentions((within[one:other] - passage).tolist(), *[column[one:other] for column in columns[1:]])
            for passage, (one, other) in zip(first, stretches, strict=False)
        ]

    def _contest(self, sentences: Sequence[str], borders: Sequence[int]) -> np.ndarray:
        """Return the matches that count in the text of all sentences, in order; see :func:`longest_apart`."""
        text = GAP.join(sentences)
        matches = self._matches(text, sentences, borders)
        starts, ends, ranks = matches.T
        titles = np.array([*titles_within(text, sentences, borders), NO_TITLE])
        admitted = ends <= titles[np.searchsorted(titles[:, 1], starts, side="right"), 0]
        hold, terms = Conditions(sentences, borders).hold, self._terms
        for place in np.flatnonzero(admitted & self._has_context[ranks]).tolist():
            start, end, rank = matches[place].tolist()
            admitted[place] = hold(terms[rank], start, end)
        return longest_apart(matches[admitted])

    def _matches(self, text: str, sentences: Sequence[str], borders: Sequence[int]) -> np.ndarray:
        """Return every match in order, in titles too and whether its context condition holds or not."""
        found = self._lookup.every(text)
        found = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3)
        match, ranks = self._matched.members(found[:, 0])
        matched = np.column_stack([found[match, 1:], self._rank[ranks]])
        beginnings = found[found[:, 0] < len(self._begun), :2]
        beginnings = beginnings[np.lexsort(beginnings.T)].T.tolist()
        others = self._begun_matches(zip(*beginnings, strict=True), sentences, borders)
        for pattern, rank, literals in self._searched:
            for first, sentence in zip(borders, sentences, strict=False):
                if literals and not any(literal in sentence for literal in literals):
                    continue
                for one in pattern.finditer(sentence):
                    others.append((first + one.start(), first + one.end(), rank))
        matches = np.concatenate([matched, np.array(others, dtype=np.int64).reshape(-1, 3)])
        starts, ends, ranks = matches.T
        return matches[np.lexsort((ranks, -ends, starts))]

    def _begun_matches(
        self, beginnings: Iterable[tuple[int, int]], sentences: Sequence[str], borders: Sequence[int]
    ) -> list[Match]:
        """Return the matches of patterns that begin where some strings do; those of one pattern never overlap."""
        matches = []
        behind: dict[int, int] = {}
        number = border = 0
        for string, start in beginnings:
            while start >= border:
                first, sentence = borders[number], sentences[number]
                number += 1
                border = borders[number]
            for match_at, rank in self._begun[string]:
                if start >= behind.get(rank, 0):
                    match = match_at(sentence, start - first)
                    if match:
                        end = behind[rank] = first + match.end()
                        matches.append((start, end, rank))
        return matches


class _Groups:
    """Members of groups, numbered through, from the sizes of the groups."""

    def __init__(self, sizes: Sequence[int]):
        self._sizes = np.array(sizes, dtype=np.int64)
        self._firsts = np.cumsum(self._sizes) - self._sizes

    def members(self, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the members of each of some groups in turn: the place of the group among them, and the number."""
        sizes = self._sizes[groups]
        places = np.repeat(np.arange(len(groups)), sizes)
        before = np.cumsum(sizes) - sizes
        return places, self._firsts[groups][places] + np.arange(len(places)) - before[places]


@lru_cache(maxsize=8)
def coder_of(codebook: Codebook) -> Coder:
    """Return the coder of a codebook, compiled once."""
    return Coder(codebook)


def _borders(sentences: Sequence[str]) -> list[int]:
    """Return where each sentence begins in the text that joins them, and where another would."""
    return list(accumulate([len(sentence) + 1 for sentence in sentences], initial=0))
