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
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from analysis.coding.cited_titles import title_spans
from analysis.coding.codebook_parts import Codebook, Term
from analysis.coding.conditions import Conditions
from analysis.coding.guards import compile_guarded
from analysis.coding.lookup import Lookup
from analysis.coding.passages import GAP, located
from analysis.coding.patterns import openings
from analysis.reading.normalise import MappedText, squeeze
from analysis.reading.page import Sentence

Row = dict[str, object]
#: A match in the form whose natural order is that of the contest: minus its length, its start, the rank of its term.
Match = tuple[int, int, int]


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
        self._columns = [
            [(theme, term.text, term.weak) for theme in (term.theme, *term.also)] for term in self._terms
        ]
        self._context = {rank for rank, term in enumerate(self._terms) if term.has_context}
        matched: dict[str, list[tuple[int, int]]] = {}
        begun: dict[str, list[tuple[Callable, int]]] = {}
        # Patterns that may begin with anything, with the strings of which every match of theirs holds one.
        self._searched: list[tuple[re.Pattern[str], int, Sequence[str]]] = []
        for rank, term in enumerate(self._terms):
            for string in term.strings:
                matched.setdefault(string, []).append((-len(string), rank))
            if term.pattern:
                pattern = term.pattern.pattern
                strings = openings(pattern)
                for string in strings:
                    begun.setdefault(string, []).append((term.pattern.match, rank))
                if not strings:
                    self._searched.append((compile_guarded(pattern), rank, term.literals))
        strings = {**matched, **begun}
        self._lookup = Lookup(strings)
        # By the number of a string: which terms it is, and which patterns it begins.
        self._matched = [matched.get(string, ()) for string in strings]
        self._begun = [begun.get(string, ()) for string in strings]

    def __reduce__(self) -> tuple[type[Coder], tuple[Codebook]]:
        return Coder, (self.codebook,)

    def spans(self, sentence: str) -> list[Span]:
        """Return the spans that count in a sentence of the matching view, in order, none overlapping."""
        found = self._contest([sentence], [0, len(sentence) + 1])
        return [Span(start, end, self._terms[rank]) for start, end, rank in found]

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
        for start, end, rank in self._contest(passages, borders):
            while start >= behind:
                number += 1
                passage_id, own, behind = ids[number], coded[number], borders[number + 1]
                shift = places[number][0] - borders[number]
            for theme, term, weak in self._columns[rank]:
                own.append(
                    {
                        "report_id": report_id,
                        "sentence_id": passage_id,
                        "theme": theme,
                        "term": term,
                        "weak": weak,
                        "start": starts[start + shift],
                        "end": ends[end + shift - 1],
                    }
                )
        return coded

    def _contest(self, sentences: Sequence[str], borders: Sequence[int]) -> list[tuple[int, int, int]]:
        """Return what counts in the text of all sentences: where it begins and ends, and the rank of its term."""
        text = GAP.join(sentences)
        taken = bytearray(len(text))
        for start, end in _titles(text, sentences, borders):
            taken[start:end] = b"\1" * (end - start)
        conditions, context = Conditions(sentences), self._context
        spans = []
        for shortness, start, rank in self._matches(text, sentences, borders):
            end = start - shortness
            if taken.find(1, start, end) >= 0:
                continue
            if rank in context:
                number = bisect_right(borders, start) - 1
                first = borders[number]
                if not conditions.hold(self._terms[rank], number, start - first, end - first):
                    continue
            taken[start:end] = b"\1" * -shortness
            spans.append((start, end, rank))
        spans.sort()
        return spans

    def _matches(self, text: str, sentences: Sequence[str], borders: Sequence[int]) -> list[Match]:
        """Return every match in order of the contest, whether its context condition holds or not."""
        matches: list[Match] = []
        begun: list[tuple[int, int]] = []
        for string, start, _ in self._lookup.every(text):
            for shortness, rank in self._matched[string]:
                matches.append((shortness, start, rank))
            if self._begun[string]:
                begun.append((start, string))
        matches += self._begun_matches(begun, sentences, borders)
        for pattern, rank, literals in self._searched:
            for first, sentence in zip(borders, sentences, strict=False):
                if literals and not any(literal in sentence for literal in literals):
                    continue
                for match in pattern.finditer(sentence):
                    matches.append((match.start() - match.end(), first + match.start(), rank))
        matches.sort()
        return matches

    def _begun_matches(
        self, begun: list[tuple[int, int]], sentences: Sequence[str], borders: Sequence[int]
    ) -> list[Match]:
        """Return the matches of patterns that begin where some strings do; those of one pattern never overlap."""
        matches = []
        behind: dict[int, int] = {}
        for start, string in sorted(begun):
            number = bisect_right(borders, start) - 1
            for match_at, rank in self._begun[string]:
                if start >= behind.get(rank, 0):
                    match = match_at(sentences[number], start - borders[number])
                    if match:
                        shortness = match.start() - match.end()
                        behind[rank] = start - shortness
                        matches.append((shortness, start, rank))
        return matches


@lru_cache(maxsize=8)
def coder_of(codebook: Codebook) -> Coder:
    """Return the coder of a codebook, compiled once."""
    return Coder(codebook)


def _borders(sentences: Sequence[str]) -> list[int]:
    """Return where each sentence begins in the text that joins them, and where another would."""
    return list(accumulate((len(sentence) + 1 for sentence in sentences), initial=0))


def _titles(text: str, sentences: Sequence[str], borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the titles in sentences, as offsets into the text that joins them."""
    opening = text.find("《")
    while opening >= 0:
        number = bisect_right(borders, opening) - 1
        first = borders[number]
        for start, end in title_spans(sentences[number]):
            yield first + start, first + end
        opening = text.find("《", borders[number + 1])
