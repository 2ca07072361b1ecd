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
from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np

from analysis.coding.cited_titles import titles_within
from analysis.coding.codebook_parts import Codebook, Term
from analysis.coding.conditions import holding
from analysis.coding.contest import longest_apart
from analysis.coding.groups import Groups
from analysis.coding.guards import compile_guarded
from analysis.coding.lexicon import Lexicon
from analysis.coding.mentions import Coding, Entries
from analysis.coding.passages import GAP, located
from analysis.coding.patterns import openings
from analysis.reading.mapped_text import MappedText, array_of
from analysis.reading.normalise import squeeze
from analysis.reading.page import Sentence
from analysis.reading.report import Row, rows_of

#: Where the title behind the last one would stand.
NO_TITLE = (sys.maxsize, sys.maxsize)
#: Where matches begin and end in a text, and the ranks of their terms.
_Matches = tuple[np.ndarray, np.ndarray, np.ndarray]


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
        themes = [(term.theme, *term.also) for term in self._terms]
        entries = [(theme, term) for term, own in zip(self._terms, themes, strict=True) for theme in own]
        self._entries = Entries(
            [theme for theme, _ in entries],
            [term.text for _, term in entries],
            [term.weak for _, term in entries],
        )
        # A match of a term gives a mention of each of its themes.
        behind = accumulate(map(len, themes), initial=0)
        self._entered = Groups([range(*both) for both in pairwise(behind)])
        matched: dict[str, list[int]] = {}
        begun: dict[str, list[int]] = {}
        # Patterns that may begin with anything, with the strings of which every match of theirs holds one.
        self._searched: list[tuple[re.Pattern[str], int, Sequence[str]]] = []
        for rank, term in enumerate(self._terms):
            for string in term.strings:
                matched.setdefault(string, []).append(rank)
            if term.pattern:
                pattern = term.pattern.pattern
                strings = openings(pattern)
                for string in strings:
                    begun.setdefault(string, []).append(rank)
                if not strings:
                    self._searched.append((compile_guarded(pattern), rank, term.literals))
        self._match_at = [term.pattern.match if term.pattern else None for term in self._terms]
        # By the number of a string: how long it is, which terms it is, and which patterns it begins.
        strings = list(matched | begun)
        self._lexicon = Lexicon(strings)
        self._length = np.array(list(map(len, strings)), dtype=np.int64)
        self._matched = Groups([matched.get(string, ()) for string in strings])
        self._begun = Groups([begun.get(string, ()) for string in strings])

    def __reduce__(self) -> tuple[type[Coder], tuple[Codebook]]:
        return Coder, (self.codebook,)

    def spans(self, sentence: str) -> list[Span]:
        """Return the spans that count in a sentence of the matching view, in order, none overlapping."""
        starts, ends, ranks = self._contest([sentence], _borders([sentence]))
        terms = map(self._terms.__getitem__, ranks.tolist())
        return list(map(Span, starts.tolist(), ends.tolist(), terms))

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
        return rows_of(found.plain().columns(report_id, [sentence.sentence_id for sentence in sentences]))

    def code_all(
        self, views: Sequence[MappedText], places: Sequence[Sequence[tuple[int, int]]]
    ) -> list[Coding]:
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
        starts, ends, ranks = self._contest(passages, borders)
        within = np.searchsorted(borders, starts, side="right") - 1
        # From the text of all passages to that of all views, and from there to the sources.
        behind = accumulate([len(view.text) for view in views], initial=0)
        begins = [base + first for base, own in zip(behind, places, strict=False) for first, _ in own]
        shift = (np.array(begins, dtype=np.int64) - borders[:-1])[within]
        starts = np.concatenate([array_of(view.starts) for view in views])[starts + shift]
        ends = np.concatenate([array_of(view.ends) for view in views])[ends + shift - 1]

        match, entries = self._entered.members(ranks)
        within, starts, ends = within[match], starts[match], ends[match]
        first = list(accumulate(map(len, places), initial=0))
        stretches = pairwise(np.searchsorted(within, first).tolist())
        return [
            Coding(
                self._entries,
                within[one:other] - passage,
                *[column[one:other] for column in (entries, starts, ends)],
            )
            for passage, (one, other) in zip(first, stretches, strict=False)
        ]

    def _contest(self, sentences: Sequence[str], borders: Sequence[int]) -> _Matches:
        """Return the matches that count in the text of all sentences, in order."""
        text = GAP.join(sentences)
        matches = starts, ends, ranks = self._matches(text, sentences, borders)
        titles = np.array([*titles_within(text, sentences, borders), NO_TITLE])
        admitted = ends <= titles[np.searchsorted(titles[:, 1], starts, side="right"), 0]
        conditional = np.flatnonzero(admitted & self._has_context[ranks])
        given = [column[conditional] for column in matches]
        admitted[conditional] = holding(self._terms, *given, sentences, borders)
        starts, ends, ranks = (column[admitted] for column in matches)
        counting = longest_apart(starts, ends)
        return starts[counting], ends[counting], ranks[counting]

    def _matches(self, text: str, sentences: Sequence[str], borders: Sequence[int]) -> _Matches:
        """Return every match in order, in titles too and whether its context condition holds or not.

        The order is that of the text, longer matches first, then that of the terms.
        """
        strings, begins = self._lexicon.every(text)
        match, ranks = self._matched.members(strings)
        starts = begins[match]
        exact = starts, starts + self._length[strings[match]], ranks
        match, ranks = self._begun.members(strings)
        begun = self._begun_matches(ranks, begins[match], sentences, borders)
        searched = [
            (first + one.start(), first + one.end(), rank)
            for pattern, rank, literals in self._searched
            for first, sentence in zip(borders, sentences, strict=False)
            if not literals or any(map(sentence.__contains__, literals))
            for one in pattern.finditer(sentence)
        ]
        searched = np.array(searched, dtype=np.int64).reshape(-1, 3).T
        starts, ends, ranks = map(np.concatenate, zip(exact, begun, searched, strict=True))
        lengths = ends - starts
        longest = lengths.max(initial=0)
        # One number for each, as numbers are sorted fast.
        order = np.argsort((starts * (longest + 1) + longest - lengths) * len(self._terms) + ranks)
        return starts[order], ends[order], ranks[order]

    def _begun_matches(
        self, ranks: np.ndarray, starts: np.ndarray, sentences: Sequence[str], borders: Sequence[int]
    ) -> _Matches:
        """Return the matches of patterns where they may begin; those of one pattern never overlap."""
        # In order of the text, so that each sentence is at hand for all its patterns.
        starts, ranks = np.divmod(np.sort(starts * len(self._terms) + ranks), len(self._terms))
        numbers = np.searchsorted(borders, starts, side="right") - 1
        firsts = np.asarray(borders)[numbers]
        tried = zip(
            ranks.tolist(), numbers.tolist(), starts.tolist(), (starts - firsts).tolist(), strict=True
        )
        match_at = self._match_at
        # By rank: where the last match of the pattern ends.
        behind = [0] * len(self._terms)
        lengths = []
        for rank, number, start, inside in tried:
            found = match_at[rank](sentences[number], inside) if start >= behind[rank] else None
            if found:
                length = found.end() - inside
                behind[rank] = start + length
                lengths.append(length)
            else:
                lengths.append(0)
        lengths = np.array(lengths, dtype=np.int64)
        found = np.flatnonzero(lengths)
        return starts[found], starts[found] + lengths[found], ranks[found]


@lru_cache(maxsize=8)
def coder_of(codebook: Codebook) -> Coder:
    """Return the coder of a codebook, compiled once."""
    return Coder(codebook)


def _borders(sentences: Sequence[str]) -> Sequence[int]:
    """Return where each sentence begins in the text that joins them, and where another would."""
    return array("q", accumulate([len(sentence) + 1 for sentence in sentences], initial=0))
