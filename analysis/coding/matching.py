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
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from analysis.coding.cited_titles import titles_within
from analysis.coding.codebook_parts import Codebook, Term
from analysis.coding.conditions import Conditions
from analysis.coding.contest import Match, longest_apart
from analysis.coding.guards import compile_guarded
from analysis.coding.lookup import Lookup
from analysis.coding.passages import GAP, located
from analysis.coding.patterns import openings
from analysis.reading.mapped_text import MappedText
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
        # By the rank of a term: the rows of its mentions, as far as known, and the term where it has a condition.
        columns = dict.fromkeys(["report_id", "sentence_id", "theme", "term", "weak", "start", "end"])
        self._rows: list[list[Row]] = [
            [
                columns | {"theme": theme, "term": term.text, "weak": term.weak}
                for theme in (term.theme, *term.also)
            ]
            for term in self._terms
        ]
        self._context = [term if term.has_context else None for term in self._terms]
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
        self._matched = [matched.get(string, ()) for string in strings]

    def __reduce__(self) -> tuple[type[Coder], tuple[Codebook]]:
        return Coder, (self.codebook,)

    def spans(self, sentence: str) -> list[Span]:
        """Return the spans that count in a sentence of the matching view, in order, none overlapping."""
        found = self._contest([sentence], [0, len(sentence) + 1])
        return [Span(start, -minus_end, self._terms[rank]) for start, minus_end, rank in found]

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
        ids = [sentence.sentence_id for sentence in sentences]
        return list(chain.from_iterable(self.code_each(squeezed, located(squeezed, spans), ids, report_id)))

    def code_each(
        self, squeezed: MappedText, places: Sequence[tuple[int, int]], ids: Sequence[str], report_id: str
    ) -> list[list[Row]]:
        """Return the rows of table `mentions` for each of some passages, which may overlap; see :meth:`code`.

        Parameters
        ----------
        squeezed : MappedText
            The matching view of the report.
        places : sequence of (int, int)
            The passages, as half-open offsets into `squeezed`.
        ids : sequence of str
            Their ids, for column `sentence_id`.
        report_id : str
            Goes into every row.
        """
        text, starts, ends = squeezed.text, squeezed.starts, squeezed.ends
        passages = [text[first:last] for first, last in places]
        borders = _borders(passages)
        coded: list[list[Row]] = [[] for _ in places]
        number, behind = -1, 0
        for start, minus_end, rank in self._contest(passages, borders):
            while start >= behind:
                number += 1
                passage_id, own, behind = ids[number], coded[number], borders[number + 1]
                shift = places[number][0] - borders[number]
            for row in self._rows[rank]:
                # A copy is made sooner than a row of as many values.
                row = row.copy()
                row["report_id"] = report_id
                row["sentence_id"] = passage_id
                row["start"] = starts[start + shift]
                row["end"] = ends[shift - minus_end - 1]
                own.append(row)
        return coded

    def _contest(self, sentences: Sequence[str], borders: Sequence[int]) -> list[Match]:
        """Return the matches that count in the text of all sentences, in order."""
        text = GAP.join(sentences)
        titles = titles_within(text, sentences, borders)
        title, title_end = next(titles, NO_TITLE)
        hold, context = Conditions(sentences, borders).hold, self._context
        admitted = []
        for match in self._matches(text, sentences, borders):
            start, minus_end, rank = match
            while start >= title_end:
                title, title_end = next(titles, NO_TITLE)
            if -minus_end <= title and (not context[rank] or hold(context[rank], start, -minus_end)):
                admitted.append(match)
        return longest_apart(admitted)

    def _matches(self, text: str, sentences: Sequence[str], borders: Sequence[int]) -> list[Match]:
        """Return every match in order, in titles too and whether its context condition holds or not."""
        matched, n_begun = self._matched, len(self._begun)
        found = self._lookup.every(text)
        matches = [(start, -end, rank) for string, start, end in found for rank in matched[string]]
        beginnings = sorted([(start, string) for string, start, _ in found if string < n_begun])
        matches += self._begun_matches(beginnings, sentences, borders)
        for pattern, rank, literals in self._searched:
            for first, sentence in zip(borders, sentences, strict=False):
                if literals and not any(literal in sentence for literal in literals):
                    continue
                for match in pattern.finditer(sentence):
                    matches.append((first + match.start(), -first - match.end(), rank))
        matches.sort()
        return matches

    def _begun_matches(
        self, beginnings: Sequence[tuple[int, int]], sentences: Sequence[str], borders: Sequence[int]
    ) -> list[Match]:
        """Return the matches of patterns that begin where some strings do; those of one pattern never overlap."""
        matches = []
        behind: dict[int, int] = {}
        number = border = 0
        for start, string in beginnings:
            while start >= border:
                first, sentence = borders[number], sentences[number]
                number += 1
                border = borders[number]
            for match_at, rank in self._begun[string]:
                if start >= behind.get(rank, 0):
                    match = match_at(sentence, start - first)
                    if match:
                        end = behind[rank] = first + match.end()
                        matches.append((start, -end, rank))
        return matches


@lru_cache(maxsize=8)
def coder_of(codebook: Codebook) -> Coder:
    """Return the coder of a codebook, compiled once."""
    return Coder(codebook)


def _borders(sentences: Sequence[str]) -> list[int]:
    """Return where each sentence begins in the text that joins them, and where another would."""
    return list(accumulate([len(sentence) + 1 for sentence in sentences], initial=0))
