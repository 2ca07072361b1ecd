"""The parts of a report that state problems, reasons, plans, cures and suggestions, and what they state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from analysis.coding.causes import causes
from analysis.coding.items import BEGUN
from analysis.coding.own_text import OwnText, own_sentences
from analysis.coding.quick_pattern import QuickPattern
from analysis.coding.section_kinds import named_kinds
from analysis.coding.section_lists import FIRST_NUMBERS, before_last, divides, enumerator
from analysis.coding.stating import Draft, Walk, states
from analysis.coding.wording import (
    ADDED,
    CLAUSE,
    PLAN_OPENING,
    PROBLEM_OPENING,
    SUGGEST_LEAD,
    first_clause,
    turn,
)
from analysis.reading.mapped_text import MappedText
from analysis.reading.page import Section, Sentence
from analysis.reading.unpadded import Unpadded

#: What a sentence turns to for all that follows; a reason is over with its paragraph.
LASTING = ("problem", "plan", "rectification", "suggestion")
ENDS = ("。", "；", "！", "？")
OPENINGS = {"problem": PROBLEM_OPENING, "plan": PLAN_OPENING}


class Statement(NamedTuple):
    """A statement of a report.

    Attributes
    ----------
    kind : str
    section_id : str or None
    start, end : int
        Offsets into the view.
    words : str
        What stands behind its enumerator, without blanks; the heading first, where it is a numbered section.
    heading : str
        The innermost heading it stands under, when that states something of the same kind; else empty.
    label : str
        Its first clause, below those of the items it stands in.
    """

    kind: str
    section_id: str | None
    start: int
    end: int
    words: str
    heading: str
    label: str


def stated(
    view: MappedText, sections: Sequence[Section], sentences: Sequence[Sentence], marker: QuickPattern
) -> list[Statement]:
    """Return the statements of a report in order of the text, outer before inner.

    Parameters
    ----------
    marker : QuickPattern
        The words that introduce a reason.
    """
    parts = _Parts(view, sections, sentences, marker)
    parts.read_sections()
    parts.read_openings()
    parts.read_suggestions()
    return sorted(parts.kept(), key=lambda one: (one.start, -one.end))


class _Parts:
    """The sections of a report, each with the kind it states, and what was found in them."""

    def __init__(
        self,
        view: MappedText,
        sections: Sequence[Section],
        sentences: Sequence[Sentence],
        marker: QuickPattern,
    ):
        self.view = view
        self.sections = sections
        self.marker = marker
        self.own = own_sentences(sections, sentences)
        self.kinds: dict[str | None, str | None] = {}
        self.headings: dict[str | None, tuple[str, ...]] = {None: ()}
        self.found: list[tuple[Statement, Draft]] = []
        self._texts: dict[str | None, OwnText] = {}

    def read_sections(self) -> None:
        """Read every section that states something.

        A section without a kind of its own has that of its parent, or the kind that the parent's text has turned
        to: in the words before its first number, or in those before the numbers begin again.
        """
        running: dict[str | None, str | None] = {}
        turned: tuple[str | None, str] | None = None
        named_as = named_kinds(self.sections)
        for at, section in enumerate(self.sections):
            named = named_as[at]
            name, parent = section.section_id, section.parent_id
            if turned and turned[0] == parent and section.number in FIRST_NUMBERS:
                running[parent] = turned[1]
            kind = self.kinds[name] = running[name] = named or running.get(parent)
            is_item = parent is not None and not named
            self.headings[name] = self.headings[parent] + ((section.heading or "",) if is_item else ())
            turned = None
            if kind is None:
                continue
            begun = enumerator(section, self.view.text[section.start]) if is_item else None
            walk = Walk(self._own_text(section), self.marker, begun)
            if is_item and not divides(self.sections, at):
                self._read_item(section, walk, kind, before_last(self.sections, at))
            else:
                self._add(section, walk, walk.statements(kind))
            if walk.kind != kind and (walk.announced or walk.kind in LASTING):
                turned = parent, walk.kind
                running[name] = walk.kind

    def _read_item(self, section: Section, walk: Walk, kind: str, others: Sequence[Section]) -> None:
        """Read a numbered section that is an item, then what follows it about the whole list.

        `others` are the other items, where it is the last one of its list.
        """
        end = self._end_of_item(section, walk, kind, others) if others else len(walk.own.text)
        inside: list[int] = []
        if walk.items:
            end = min([end, *(item.start for item in walk.items if item.number == BEGUN)])
            inside = [at for at in walk.inner.get(None, ()) if walk.items[at].start < end]
        headed = bool(section.heading)
        self._add(section, walk, walk.item(kind, 0, 0, end, inside, headed=headed))
        if kind == "problem" and headed:
            self._add_causes_in_heading(section)
        self._add(section, walk, walk.statements(kind, end), self.headings[section.parent_id])

    def _end_of_item(self, section: Section, walk: Walk, kind: str, others: Sequence[Section]) -> int:
        """Return where the last numbered item ends: a paragraph that no other item has is about the list.

        It is about the list where it turns to another kind of statement, which no other item does, or where no
        other item has one there: below its first paragraph, or below a bare heading.
        """
        texts = [self._own_text(one) for one in others]
        longer = any("\n" in own.text for own in texts)
        below = any(own.text for own in texts)
        before: set[str | None] | None = None
        for start, end in walk.own.sentences:
            opens = walk.opens_paragraph(start) or (start == 0 and section.heading and not section.run_in)
            if not opens or walk.in_list(start):
                continue
            turned = turn(walk.own.text[start:end], kind)
            if turned not in (None, kind):
                if before is None:
                    before = {turn(own.text[one:two], kind) for own in texts for one, two in own.sentences}
                if turned not in before:
                    return max(0, start - 1)
            if not (walk.items or (longer if start else below)):
                return max(0, start - 1)
        return len(walk.own.text)

    def _own_text(self, section: Section) -> OwnText:
        name = section.section_id
        if name not in self._texts:
            self._texts[name] = OwnText(self.view, self.own[name])
        return self._texts[name]

    def read_openings(self) -> None:
        """Read on from where the second half of a report turns to shortcomings or plans without a heading."""
        missing = {kind: opening for kind, opening in OPENINGS.items() if kind not in self.kinds.values()}
        if not missing:
            return
        places = [sentence.start for sentences in self.own.values() for sentence in sentences]
        if not places:
            return
        half = (min(places) + max(places)) // 2
        for name in [section.section_id for section in self.sections if section.item in (0, 1)] or [None]:
            late = [sentence for sentence in self.own.get(name, ()) if sentence.start >= half]
            if self.kinds.get(name) or not late:
                continue
            walk = Walk(OwnText.of(self.view, late), self.marker)
            for start, end in walk.own.sentences:
                words = walk.own.text[start:end]
                kind = next((kind for kind, opening in missing.items() if opening.match(words)), None)
                if kind:
                    section = next((one for one in self.sections if one.section_id == name), None)
                    self._add(section, walk, walk.statements(kind, start), ())
                    break

    def read_suggestions(self) -> None:
        """Read on from where a part on other matters turns to advice to superiors."""
        for section in self.sections:
            name = section.section_id
            if section.item != 5 or self.kinds[name]:
                continue
            walk = Walk(self._own_text(section), self.marker)
            for start, end in walk.own.sentences:
                if SUGGEST_LEAD.match(walk.own.text[start:end]):
                    self._add(section, walk, walk.statements("suggestion", start), ())
                    break

    def _add(
        self,
        section: Section | None,
        walk: Walk,
        drafts: Iterable[Draft],
        headings: tuple[str, ...] | None = None,
    ) -> None:
        """Collect statements found in the own text of a section, below its headings or those given."""
        name = section.section_id if section else None
        headings = self.headings[name] if headings is None else headings
        own = walk.own
        for draft in drafts:
            kind, start, end, begin, above, enumerated, within = draft
            words = own.text[begin:end]
            if enumerated and start == begin:
                start, end = section.start, own.behind(end) if end else self._end(section)
                label = "" if section.heading else first_clause(words)
                words = f"{section.heading}。{words}" if section.heading else words
            else:
                start, end = own.span(start, end)
                label = first_clause(words if enumerated else _telling(kind, words))
            inner = [first_clause(own.text[first:last]) for first, last in above]
            over = [part for part in (*headings, *inner) if part]
            heading = over[-1] if over and not within else ""
            if label:
                over.append(label)
            self.found.append((Statement(kind, name, start, end, words, heading, " > ".join(over)), draft))

    def _add_causes_in_heading(self, section: Section) -> None:
        """Collect the causes that a heading states: 因人员变动频繁，执法衔接不畅."""
        printed = Unpadded.of(self.view, section.start, self._end(section))
        for start, end in causes(printed.text, self.marker):
            words = printed.text[start:end]
            place = printed.span(start, end)
            cause = Statement("reason", section.section_id, *place, words, "", first_clause(words))
            self.found.append((cause, Draft("reason", start, end, start, within=True)))

    def _end(self, section: Section) -> int:
        """Return where a heading ends, its full stop included."""
        return section.end + (self.view.text[section.end : section.end + 1] in ENDS)

    def kept(self) -> Iterator[Statement]:
        """Yield what was found, but no introduction to an enumeration and no closing words behind it."""
        enumerated = {(_top(one), one.kind) for one, draft in self.found if draft.enumerated}
        for one, draft in self.found:
            if (
                draft.enumerated
                or draft.within
                or one.kind not in ("problem", "plan", "rectification")
                or (_top(one), one.kind) not in enumerated
                or ADDED.match(one.words)
            ):
                yield one


def _top(statement: Statement) -> str | None:
    """Return the first-level section a statement stands in."""
    return statement.section_id and statement.section_id.split(".")[0]


def _telling(kind: str, words: str) -> str:
    """Return a sentence from the first clause that states something by itself."""
    clauses = (clause.start() for clause in CLAUSE.finditer(words) if states(kind, clause[0]))
    return words[next(clauses, 0) :]
