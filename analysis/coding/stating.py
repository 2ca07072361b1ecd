"""Where a report states a problem, a reason, a plan, a cure or a suggestion: the walk through its parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.coding.causes import causes
from analysis.coding.items import Item, list_items
from analysis.coding.own_text import OwnText
from analysis.coding.wording import (
    ADDED,
    ASKS,
    CLOSING,
    arrangements,
    first_clause,
    is_formula,
    names_lack,
    turn,
)
from analysis.reading.normalise import count_han

SEMICOLON = re.compile("[^；]+；?")
#: A reason that names none: 原因是多方面的.
NO_REASON = re.compile("原因.{0,6}(?:多方面|多样|复杂)")
LEAST = 6


@dataclass(frozen=True)
class Draft:
    """A statement found in a text, without its types.

    Attributes
    ----------
    kind : str
    start, end : int
        Offsets into the text.
    words : int
        Where the words behind the enumerator begin.
    above : tuple of str
        First clauses of the items it stands in.
    enumerated : bool
        An item, not a sentence.
    within : bool
        It stands within the item of a statement of another kind.
    """

    kind: str
    start: int
    end: int
    words: int
    above: tuple[str, ...] = ()
    enumerated: bool = False
    within: bool = False


class Walk:
    """The statements of one text, in order: the kind stated changes with the first words of a sentence.

    Parameters
    ----------
    own : OwnText
        The text.
    marker : re.Pattern
        The words that introduce a reason.
    """

    def __init__(self, own: OwnText, marker: re.Pattern[str]):
        self.own = own
        self.marker = marker
        self.items = list_items(own.text)
        self.inner: dict[int | None, list[int]] = {}
        for at, item in enumerate(self.items):
            self.inner.setdefault(item.parent, []).append(at)
        self._starts = [start for start, _ in own.sentences]
        self._ends = {end for _, end in own.sentences}
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
        above: tuple[str, ...] = (),
        item_of: str | None = None,
    ) -> Iterator[Draft]:
        """Yield the statements of a stretch; `kind` and `announced` then tell how it ends.

        Parameters
        ----------
        kind : str
            What the stretch states until a sentence turns to something else.
        start, end : int
            The stretch.
        items : sequence of int
            Places of the outermost items in it.
        above : tuple of str
            First clauses of the items it stands in.
        item_of : str, optional
            The kind of the item that the stretch is; its first words then turn to nothing.
        """
        end = len(self.own.text) if end is None else end
        outermost = self.inner.get(None, []) if items is None else items
        queue = deque(at for at in outermost if start <= self.items[at].start < end)
        state, position = kind, start
        self.announced = False
        while True:
            item = self.items[queue[0]] if queue else None
            for first, last in self._pieces(position, item.start if item else end):
                words = self.own.text[first:last]
                if state == "reason" and not self.announced and self.own.text[first - 1 : first] == "\n":
                    state = kind
                if item_of is None or first > start:
                    state = turn(words, state) or state
                self.announced = words.endswith("：") or last not in self._ends
                if not self.announced:
                    yield from self._sentence(first, last, state, above, item_of)
            if item is None:
                self.kind = state
                return
            at = queue.popleft()
            goes_on = bool(queue) and self.items[queue[0]].number == item.number
            position = item.end if goes_on else self._end_of_list(at, state)
            inside = self.inner.get(at, [])
            queue.extendleft(reversed([other for other in inside if self.items[other].start >= position]))
            yield from self.item(state, item.start, item.text, position, inside, above)
            self.announced = False

    def item(
        self,
        kind: str,
        start: int,
        words: int,
        end: int,
        inside: Sequence[int],
        above: tuple[str, ...] = (),
        label: str | None = None,
    ) -> Iterator[Draft]:
        """Yield an item, or the items of the same kind that it consists of, and what is stated within it."""
        if label is None:
            label = first_clause(self.own.text[words:end])
        found = list(self.statements(kind, words, end, items=inside, above=(*above, label), item_of=kind))
        if any(one.kind == kind and one.enumerated for one in found):
            yield from (one for one in found if one.enumerated or one.kind != kind)
            return
        if not (kind == "problem" and is_formula(self.own.text[words:end])):
            yield Draft(kind, start, end, words, above, enumerated=True)
        yield from (replace(one, above=above, within=True) for one in found if one.kind != kind)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the sentences of a stretch, cut at its ends."""
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._starts) and self._starts[at] < end:
            first, last = self.own.sentences[at]
            if max(first, start) < min(last, end):
                yield max(first, start), min(last, end)
            at += 1

    def _end_of_list(self, at: int, kind: str) -> int:
        """Return where the last item of a list ends: before words about the whole list, else with its paragraph.

        Words that turn to something else are about the whole list when no earlier item holds such words.
        """
        item = self.items[at]
        pieces = [self.own.text[first:last] for first, last in self._pieces(item.text, item.end)]
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
            for first, last in list(self._pieces(one.text, one.end))[1:]
        )

    def _sentence(
        self, start: int, end: int, kind: str, above: tuple[str, ...], item_of: str | None
    ) -> Iterator[Draft]:
        """Yield what a sentence states; one that belongs to an item of its kind states only causes."""
        words = self.own.text[start:end]
        within = item_of is not None
        if kind == "problem":
            parts = [(start, end)] if within else self._problems(start, end)
            for first, last in parts:
                if not within:
                    yield Draft(kind, first, last, first)
                for begin, stop in causes(self.own.text[first:last], self.marker):
                    yield Draft("reason", first + begin, first + stop, first + begin, above, within=True)
        elif kind != item_of and self._states(kind, words):
            yield Draft(kind, start, end, start, above)

    def _problems(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the parts of a sentence that name a problem each: what its semicolons divide, or all of it."""
        words = self.own.text[start:end]
        if not names_lack(words):
            return []
        parts = [found.span() for found in SEMICOLON.finditer(words)]
        if len(parts) > 1 and all(names_lack(words[first:last]) for first, last in parts):
            return [(start + first, start + last) for first, last in parts]
        return [(start, end)]

    def _states(self, kind: str, words: str) -> bool:
        """Tell whether a sentence that is no item states something of a kind."""
        if kind == "plan":
            return next(arrangements(words), None) is not None
        if kind == "suggestion":
            return ASKS.search(words) is not None
        if kind == "reason" and NO_REASON.search(words):
            return False
        return count_han(words) >= LEAST
