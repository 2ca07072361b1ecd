"""The body of a report as rules read it: one text without blanks, titles masked, with the way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import compress, pairwise
from operator import ne
from typing import NamedTuple

from analysis.coding.cited_titles import title_spans
from analysis.coding.coded_report import CodedReport
from analysis.coding.guards import compile_guarded
from analysis.coding.own_text import OwnText
from analysis.findings.once import once
from analysis.findings.rule import Span
from analysis.reading.lazy import Lazy

MARKS = "，。；：！？\n"
#: What stands for a character of a title, so that offsets stay and no rule sees the title's words.
MASK = "\0"
#: 将 that announces, not the 将 that moves an object forward (将普法纳入考核).
PLAN = compile_guarded(
    "(?<![即])将(?:进一步|继续|持续|不断|深入|全面|积极|认真|切实|着力|加强|按照?|以|从|于|在|会|组织|开展|严格|坚持|紧紧|围绕|聚焦)|拟(?![定制办订稿任])|(?<!工作)(?<!学习)"
    "计划(?:于|在|开展|组织|举办|年内|明年)|力争|下一步|下一年|预计|明年|来年|今后|有望|打算"
)
PLAN_ITEM = 4
#: A title that holds no other, and no bracket at all.
PLAIN_TITLE = re.compile("(《[^《》〈<〉>]*》)")
QUOTED = re.compile("(“[^”\n]{0,80}”)")
#: No context reaches farther, whatever the length of a sentence that never ends.
REACH = 400


class Stretch(NamedTuple):
    """Sentences of one section of the first level that serve one item.

    Attributes
    ----------
    top : str or None
        The id of the section; none in the lead.
    item : int
        The mandated item; -1 for the lead.
    first, end : int
        Half-open places in `sentences`.
    """

    top: str | None
    item: int
    first: int
    end: int


class BodyText:
    """The body sentences of a report, joined; paragraphs are divided by line breaks.

    Attributes
    ----------
    text : str
        The sentences without blanks: folded marks, simplified script.
    plain : str
        The same with every 《title》 masked; offsets are those of `text`.
    sentences : tuple of (int, int)
        The sentences as half-open offsets into `text`.
    """

    def __init__(self, coded: CodedReport):
        self._view = coded.report.view
        self._report = coded.report
        self._own = OwnText.of(self._view, self._report.sentences)
        self.text = self._own.text
        self.sentences = self._own.sentences

    @staticmethod
    @once
    def of(coded: CodedReport) -> BodyText:
        """Return the body of a report, which every rule shares."""
        return BodyText(coded)

    @Lazy
    def plain(self) -> str:
        """The text with its titles masked."""
        plain = _without(PLAIN_TITLE, self.text)
        # Titles that nest, or do not close, are left.
        return masked(self.text, title_spans(self.text)) if "《" in plain else plain

    @Lazy
    def unquoted(self) -> str:
        """The text with its titles and its quotations masked."""
        return _without(QUOTED, self.plain)

    @Lazy
    def stretches(self) -> list[Stretch]:
        """The stretches of sentences of one section of the first level and one item, in order."""
        known = self._kinds
        kinds = [known[section_id] for _, section_id, _, _ in self._report.sentences]
        turns = compress(range(1, len(kinds)), map(ne, kinds, kinds[1:]))
        bounds = pairwise([0, *turns, len(kinds)]) if kinds else ()
        return [Stretch(*kinds[first], first, end) for first, end in bounds]

    @Lazy
    def _kinds(self) -> dict[str | None, tuple[str | None, int]]:
        """For each section, and for the lead: the id of its section of the first level, and its item."""
        sections = self._report.sections
        return {None: (None, -1)} | {
            section.section_id: (section.section_id.partition(".")[0], section.item) for section in sections
        }

    def item_of(self, section_id: str | None) -> int:
        """Return the mandated item a section serves; -1 for the lead."""
        return self._kinds[section_id][1]

    def index(self, at: int) -> int:
        """Return which sentence holds an offset."""
        return max(0, bisect_left(self.sentences, (at + 1,)) - 1)

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the sentence that holds an offset, cut `REACH` characters before and behind it."""
        start, end = self.sentences[self.index(at)]
        return max(start, at - REACH), min(end, at + REACH)

    def clause(self, start: int, end: int | None = None) -> tuple[int, int]:
        """Return the clause, between marks, around a stretch."""
        end = start if end is None else end
        opens, closes = self.sentence(start)
        first = max(self.text.rfind(mark, opens, start) for mark in MARKS) + 1
        stops = [at for mark in MARKS if (at := self.text.find(mark, end, closes)) >= 0]
        return max(first, opens), min(stops, default=max(end, closes))

    def item(self, at: int) -> int:
        """Return the mandated item at an offset; -1 in the lead."""
        return self.item_of(self._report.sentences[self.index(at)].section_id)

    def is_plan(self, at: int) -> bool:
        """Tell whether a sentence looks ahead or asks: exempt from the rules on time."""
        return self.item(at) in (0, PLAN_ITEM) or PLAN.search(self.plain, *self.sentence(at)) is not None

    def span(self, start: int, end: int) -> Span:
        """Return source offsets of ``text[start:end]``, which must not be empty."""
        return self._view.span(*self._own.span(start, end))

    def locate(self, offset: int) -> int:
        """Return where in `text` a source offset, or what follows it in the body, stands."""
        return bisect_left(self._own.at, self._view.locate(offset))

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern outside titles."""
        return pattern.finditer(self.plain)

    @Lazy
    def parts(self) -> list[tuple[int, int]]:
        """The first-level parts of the text, the lead included, as offsets."""
        bounds, before = [], ""
        for top, _, first, _ in self.stretches:
            if top != before:
                bounds.append(self.sentences[first][0])
            before = top
        return list(pairwise([*bounds, len(self.text)]))


def matches_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern, one behind the other, that begin at one of some places."""
    end = 0
    for at in places:
        found = pattern.match(text, at) if at >= end else None
        if found:
            end = found.end()
            yield found


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with some stretches masked, which are in order."""
    pieces, behind = [], 0
    for start, end in spans:
        pieces += text[behind:start], MASK * (end - start)
        behind = end
    return "".join([*pieces, text[behind:]])


def _without(pattern: re.Pattern[str], text: str) -> str:
    """Return a text with what a pattern matches masked; all of it is the pattern's group."""
    pieces = pattern.split(text)
    pieces[1::2] = [MASK * len(piece) for piece in pieces[1::2]]
    return "".join(pieces)


def quote(words: str, longest: int = 24) -> str:
    """Return words as a message quotes them: on one line, and short."""
    words = words.replace("\n", "").replace(MASK, "…")
    return f"“{words if len(words) <= longest else words[: longest - 1] + '…'}”"
