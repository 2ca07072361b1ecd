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

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from analysis.coding.cited_titles import title_spans
from analysis.coding.codebook_parts import Codebook, Term
from analysis.coding.guards import compile_guarded
from analysis.reading.normalise import MappedText, squeeze
from analysis.reading.page import Sentence


class Span(NamedTuple):
    """A term in a sentence: half-open offsets into the matching view of the sentence."""

    start: int
    end: int
    term: Term


#: Where a string ends in a text, and the terms that it is, that it triggers, and whether one has a condition.
Hit = tuple[int, tuple[list[tuple[int, int, int]], list[int], bool]]


class Coder:
    """The terms of a codebook, compiled once for any number of reports.

    Every string that a term matches is found in one pass of an Aho-Corasick automaton. A pattern that cannot
    be spelled out is tried only in sentences that hold one of the strings its every match contains.
    """

    def __init__(self, codebook: Codebook):
        self.codebook = codebook
        self._terms = codebook.terms
        self._columns = [
            [(theme, term.text, term.weak) for theme in (term.theme, *term.also)] for term in self._terms
        ]
        self._context = {rank for rank, term in enumerate(self._terms) if term.has_context}
        strings: dict[str, tuple[list[int], list[int]]] = {}
        self._tried_everywhere: list[int] = []
        for rank, term in enumerate(self._terms):
            for literal in term.literals:
                found, triggered = strings.setdefault(literal, ([], []))
                (triggered if term.pattern else found).append(rank)
            if not term.literals:
                self._tried_everywhere.append(rank)
        self._patterns = {
            rank: compile_guarded(term.pattern.pattern)
            for rank, term in enumerate(self._terms)
            if term.pattern
        }
        automaton = ahocorasick.Automaton()
        for string, (found, triggered) in strings.items():
            ends = [(-len(string), 1 - len(string), rank) for rank in found]
            automaton.add_word(string, (ends, triggered, not self._context.isdisjoint(found)))
        automaton.make_automaton()
        # An automaton without strings cannot search.
        self._search = automaton.iter if strings else lambda sentence: ()

    def __reduce__(self) -> tuple[type[Coder], tuple[Codebook]]:
        return Coder, (self.codebook,)

    def spans(self, sentence: str) -> list[Span]:
        """Return the spans that count in a sentence of the matching view, in order, none overlapping."""
        found = self._contest(sentence, 0, len(sentence), self._search(sentence))
        return [Span(start, end, self._terms[rank]) for start, end, rank in found]

    def code(
        self,
        view: MappedText,
        sentences: Sequence[Sentence],
        report_id: str,
        squeezed: MappedText | None = None,
    ) -> list[dict[str, object]]:
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
        text, starts, ends = squeezed.text, squeezed.starts, squeezed.ends
        # One pass for all sentences: the strings of each are those that end in it, and begin in it.
        hits = list(self._search(text))
        places = [last for last, _ in hits]
        rows = []
        for sentence in sentences:
            first, last = map(squeezed.locate, view.span(sentence.start, sentence.end))
            own = hits[bisect_left(places, first) : bisect_left(places, last)]
            for start, end, rank in self._contest(text, first, last, own):
                for theme, term, weak in self._columns[rank]:
                    rows.append(
                        {
                            "report_id": report_id,
                            "sentence_id": sentence.sentence_id,
                            "theme": theme,
                            "term": term,
                            "weak": weak,
                            "start": starts[start],
                            "end": ends[end - 1],
                        }
                    )
        return rows

    def _contest(self, text: str, first: int, last: int, hits: Iterable[Hit]) -> list[tuple[int, int, int]]:
        """Return what counts in the sentence ``text[first:last]``: where each span begins and ends, and its rank.

        `hits` are the strings that end in the sentence.
        """
        if not (hits or self._tried_everywhere):
            return []
        matches = self._matches(text, first, last, hits)
        if len(matches) > 1:
            matches.sort()
        elif not matches:
            return []
        taken = bytearray(last - first)
        if text.find("《", first, last) >= 0:
            for start, end in title_spans(text[first:last]):
                taken[start:end] = b"\1" * (end - start)
        spans = []
        for shortness, start, rank in matches:
            end = start - shortness
            if taken.find(1, start - first, end - first) < 0:
                taken[start - first : end - first] = b"\1" * -shortness
                spans.append((start, end, rank))
        spans.sort()
        return spans

    def _matches(self, text: str, first: int, last: int, hits: Iterable[Hit]) -> list[tuple[int, int, int]]:
        """Return every match whose context condition holds: minus its length, its start, the rank of its term.

        In this form their natural order is that of the contest.
        """
        matches = []
        triggered = set(self._tried_everywhere)
        conditional = False
        for at, (found, triggers, has_context) in hits:
            if triggers:
                triggered.update(triggers)
            for shortness, offset, rank in found:
                if at + offset >= first:
                    matches.append((shortness, at + offset, rank))
            conditional |= has_context
        sentence = text[first:last] if triggered or conditional else ""
        for rank in triggered:
            for match in self._patterns[rank].finditer(sentence):
                start, end = match.span()
                matches.append((start - end, first + start, rank))
                conditional = conditional or rank in self._context
        if not conditional:
            return matches
        extents: dict[str, tuple[int, int]] = {}
        met: dict[int, bool] = {}
        return [
            match
            for match in matches
            if match[2] not in self._context
            or (
                self._meets_requirement(match[2], sentence, met)
                and self._stands_away(
                    match[2], match[1] - first, match[1] - match[0] - first, sentence, extents
                )
            )
        ]

    def _meets_requirement(self, rank: int, sentence: str, met: dict[int, bool]) -> bool:
        """Tell whether a sentence holds what a term requires; `met` remembers what was looked up."""
        if rank not in met:
            requires = self._terms[rank].requires
            met[rank] = not requires or any(string in sentence for string in requires)
        return met[rank]

    def _stands_away(
        self, rank: int, start: int, end: int, sentence: str, extents: dict[str, tuple[int, int]]
    ) -> bool:
        """Tell whether a match stands away from what its term must not be near; `extents` remembers places."""
        not_near = self._terms[rank].not_near
        if not_near is None:
            return True
        if not_near.chars is None:
            found = [_extent(string, sentence, extents) for string in not_near.strings]
            return not any(first >= 0 and (first < start or last > end) for first, last in found)
        before = max(0, start - not_near.chars)
        window = sentence[before : end + not_near.chars]
        return not any(
            string in window and _stands_outside(string, window, start - before, end - before)
            for string in not_near.strings
        )


def code_mentions(
    view: MappedText,
    sentences: Sequence[Sentence],
    codebook: Codebook,
    report_id: str,
    squeezed: MappedText | None = None,
) -> list[dict[str, object]]:
    """Return the rows of table `mentions` for a report; see :meth:`Coder.code`."""
    return _coder(codebook).code(view, sentences, report_id, squeezed)


@lru_cache(maxsize=8)
def _coder(codebook: Codebook) -> Coder:
    return Coder(codebook)


def _extent(string: str, sentence: str, extents: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """Return where a string first begins and last ends in a sentence; it first begins at -1 where it is absent."""
    if string not in extents:
        extents[string] = sentence.find(string), sentence.rfind(string) + len(string)
    return extents[string]


def _stands_outside(string: str, window: str, start: int, end: int) -> bool:
    """Tell whether a string stands in a window, at least in part outside ``window[start:end]``."""
    first = window.find(string)
    return first >= 0 and (first < start or window.rfind(string) + len(string) > end)
