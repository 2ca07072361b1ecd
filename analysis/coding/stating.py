"""Where a report states a problem, a reason, a plan, a cure or a suggestion: the walk through its parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from analysis.coding.causes import causes
from analysis.coding.items import list_items
from analysis.coding.own_text import OwnText
from analysis.coding.quick_pattern import QuickPattern
from analysis.coding.wording import (
    ADDED,
    ASKS,
    CLOSING,
    arrangements,
    is_formula,
    may_turn,
    names_lack,
    turn,
)
from analysis.reading.han import count_han

SEMICOLON = re.compile("[^；]+；?")
LEAD = re.compile("[^；：]*：")
#: Kinds of which a sentence may state several, divided by semicolons.
SPLIT = ("problem", "reason", "plan")
#: A reason that names none: 原因是多方面的.
NO_REASON = re.compile("原因.{0,6}(?:多方面|多样|复杂)")
LEAST = 6

Above = tuple[tuple[int, int], ...]


class Draft(NamedTuple):
    """A statement found in a text, without its types.

    Attributes
    ----------
    kind : str
    start, end : int
        Offsets into the text.
    words : int
        Where the words behind the enumerator begin.
    above : tuple of (int, int)
        The words of the items it stands in, as offsets.
    enumerated : bool
        An item, not a sentence.
    within : bool
        It stands within the item of a statement of another kind.
    """

    kind: str
    start: int
    end: int
    words: int
    above: Above = ()
    enumerated: bool = False
    within: bool = False


class Walk:
    """The statements of one text, in order: the kind stated changes with the first words of a sentence.

    Parameters
    ----------
    own : OwnText
        The text.
    marker : QuickPattern
        The words that introduce a reason.
    begun : (str, int), optional
        The enumerator before the text; see :func:`analysis.coding.items.list_items`.
    """

    def __init__(self, own: OwnText, marker: QuickPattern, begun: tuple[str, int] | None = None):
        self.own = own
        self.marker = marker
        self.items = list_items(own.text, begun)
        self.inner: dict[int | None, list[int]] = {}
        for at, item in enumerate(self.items):
            self.inner.setdefault(item.parent, []).append(at)
        #: The kind stated last, and whether the last sentence announces what follows.
        self.kind: str | None = None
        self.announced = False

    def statements(
        self,
        kind: str,
        start: int = 0,
        end: int | None = None,
        *,
        items: Sequence[int] | None = None,
        above: Above = (),
        item_of: str | None = None,
        headed: bool = False,
    ) -> list[Draft]:
        """Return the statements of a stretch; `kind` and `announced` then tell how it ends.

        Parameters
        ----------
        kind : str
            What the stretch states until a sentence turns to something else.
        start, end : int
            The stretch.
        items : sequence of int
            Places of the outermost items in it.
        above : tuple of (int, int)
            The words of the items it stands in.
        item_of : str, optional
            The kind of the item that the stretch is; its first words then turn to nothing, unless it is `headed`.
        """
        text = self.own.text
        end = len(text) if end is None else end
        found: list[Draft] = []
        self.kind, self.announced = kind, False
        if start >= end:
            return found
        outermost = self.inner.get(None, ()) if items is None else items
        queue = deque([at for at in outermost if start <= self.items[at].start < end])
        state, position = kind, start
        while True:
            item = self.items[queue[0]] if queue else None
            for first, last, whole in self._pieces(position, item.start if item else end):
                words = text[first:last]
                if state == "reason" and not self.announced and self.opens_paragraph(first):
                    state = kind
                self.announced = not whole or words[-1] == "："
                if item_of is None or headed or first > start:
                    state = self._turn(words, state, item_of)
                if self.announced:
                    continue
                if state != item_of:
                    found += [
                        Draft(state, first + one, first + two, first + one, above)
                        for one, two in _parts(state, words)
                    ]
                if state == "problem":
                    found += [
                        Draft("reason", first + one, first + two, first + one, above, within=True)
                        for one, two in causes(words, self.marker)
                    ]
            if item is None:
                self.kind = state
                return found
            at = queue.popleft()
            goes_on = bool(queue) and self.items[queue[0]].number == item.number
            position = min(end, item.end if goes_on else self._end_of_list(at, state))
            inside = self.inner.get(at, [])
            queue.extendleft(reversed([other for other in inside if self.items[other].start >= position]))
            found += self.item(state, item.start, item.text, position, inside, above)
            self.announced = False

    def item(
        self,
        kind: str,
        start: int,
        words: int,
        end: int,
        inside: Sequence[int],
        above: Above = (),
        *,
        headed: bool = False,
    ) -> list[Draft]:
        """Return an item, or the items of the same kind that it consists of, and what is stated within it.

        Where `words` is `start`, its enumerator stands before the text; it may be `headed`.
        """
        found: list[Draft] = []
        if inside or kind == "problem" or may_turn(self.own.text[words:end], kind):
            below = above if start == words else (*above, (words, end))
            found = self.statements(kind, words, end, items=inside, above=below, item_of=kind, headed=headed)
            if any(one.kind == kind and one.enumerated for one in found):
                return [one for one in found if one.enumerated or one.kind != kind]
            found = [one._replace(above=above, within=True) for one in found if one.kind != kind]
        if headed or kind != "problem" or not is_formula(self.own.text[words:end]):
            found.insert(0, Draft(kind, start, end, words, above, enumerated=True))
        return found

    def opens_paragraph(self, at: int) -> bool:
        """Tell whether a paragraph, but not the first one, begins at a place."""
        return at > 0 and self.own.text[at - 1] == "\n"

    def in_list(self, at: int) -> bool:
        """Tell whether a place is within an item."""
        outermost = self.inner.get(None, [])
        before = bisect_right(outermost, at, key=lambda one: self.items[one].start)
        return before > 0 and at < self.items[outermost[before - 1]].end

    def _turn(self, words: str, kind: str, item_of: str | None) -> str:
        """Return the kind a sentence turns to; what is no problem's turns to problems only to announce them."""
        turned = turn(words, kind)
        if turned is None or (
            turned == "problem"
            and (item_of not in (None, turned) or (kind == "reason" and not self.announced))
        ):
            return kind
        return turned

    def _pieces(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Return the sentences of a stretch, cut at its ends, and whether each goes on to its own end."""
        if start >= end:
            return []
        sentences = self.own.sentences
        first = max(0, bisect_left(sentences, (start + 1,)) - 1)
        return [
            (one if one > start else start, two if two < end else end, two <= end)
            for one, two in sentences[first : bisect_left(sentences, (end,))]
            if two > start and two > one
        ]

    def _end_of_list(self, at: int, kind: str) -> int:
        """Return where the last item of a list ends: before words about the whole list, else with its paragraph.

        Words that turn to something else are about the whole list when no earlier item holds such words.
        """
        item = self.items[at]
        pieces = [self.own.text[first:last] for first, last, _ in self._pieces(item.text, item.end)]
        end = item.text + len(pieces[0]) if pieces else item.end
        for words in pieces[1:]:
            turned = turn(words, kind)
            if CLOSING.match(words) or ADDED.match(words):
                return end
            if turned not in (None, kind) and not self._turned_before(at, kind, turned):
                return end
            end += len(words)
        return item.end

    def _turned_before(self, at: int, kind: str, turned: str) -> bool:
        """Tell whether an earlier item of the same list turns to that kind, or there is no earlier item."""
        number = self.items[at].number
        earlier = [one for one in self.items[max(0, at - 40) : at] if one.number == number]
        return not earlier or any(
            turn(self.own.text[first:last], kind) == turned
            for one in earlier
            for first, last, _ in self._pieces(one.text, one.end)[1:]
        )


def states(kind: str, words: str) -> bool:
    """Tell whether a sentence, or what a semicolon ends, states something of a kind by itself."""
    if kind == "problem":
        return names_lack(words)
    if kind == "plan":
        return next(arrangements(words), None) is not None
    if kind == "suggestion":
        return ASKS.search(words) is not None
    return count_han(words) >= LEAST and not (kind == "reason" and NO_REASON.search(words))


def _parts(kind: str, words: str) -> list[tuple[int, int]]:
    """Return the statements of a sentence: what its semicolons divide, if all of that states something, or one."""
    if not states(kind, words):
        return []
    if kind in SPLIT and "；" in words:
        lead = LEAD.match(words)
        first = lead.end() if lead and not states(kind, lead[0]) else 0
        parts = [found.span() for found in SEMICOLON.finditer(words, first)]
        if all(states(kind, words[first:last]) for first, last in parts):
            return parts
    return [(0, len(words))]
