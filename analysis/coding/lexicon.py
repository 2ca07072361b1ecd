"""Strings looked up in a text, all at once: every match of every string.

The strings are a trie in arrays, and all places of the text walk it together: a step costs a few array operations over
those places where a string may still stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

ROOT = 0
NONE = -1


class Lexicon:
    """Strings to look up.

    The trie is a double array: a node is a slot, and its child by a letter is the slot that lies the number of the
    letter behind the node's base, where that slot is owned by the node.

    Attributes
    ----------
    strings : list of str
        The strings, sorted.
    """

    def __init__(self, strings: Iterable[str]):
        self.strings = sorted(set(strings))
        letters = {letter: n for n, letter in enumerate(sorted(set("".join(self.strings))), start=1)}
        # Any other character is letter 0, which leads nowhere.
        self._letter = np.zeros(0x110000, dtype=np.intp)
        self._letter[list(map(ord, letters))] = list(letters.values())
        self._base, self._owner, self._string = _trie(self.strings, letters)

    def find(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Return where each match begins and which of `strings` it is.

        Longer matches come first, equally long ones from left to right.
        """
        codes = np.frombuffer(f"{text}\0".encode("utf-32-le", "surrogatepass"), dtype="<u4")
        letters = self._letter.take(codes.astype(np.intp))
        letters[-1] = 0
        starts = (self._owner.take(letters) == ROOT).nonzero()[0]
        nodes = letters.take(starts)
        walked = [(starts, nodes)]
        while len(starts):
            letters = letters[1:]
            slots = self._base.take(nodes) + letters.take(starts)
            on = (self._owner.take(slots) == nodes).nonzero()[0]
            starts, nodes = starts.take(on), slots.take(on)
            walked.append((starts, nodes))
        starts, nodes = map(np.concatenate, zip(*reversed(walked), strict=True))
        strings = self._string.take(nodes)
        complete = (strings != NONE).nonzero()[0]
        return starts.take(complete), strings.take(complete)


def _trie(strings: Sequence[str], letters: Mapping[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, for each slot, the base of its node, the node that owns it and the string that ends there."""
    base, owner, ending = {ROOT: 0}, {}, {}
    room = 2 * len(letters) + 2
    used = bytearray(b"\1").ljust(room, b"\0")
    pending: list[tuple[int, int, Iterable[int]]] = [(ROOT, 0, range(len(strings)))]
    while pending:
        node, depth, through = pending.pop()
        children: dict[int, list[int]] = {}
        for number in through:
            if len(strings[number]) == depth:
                ending[node] = number
            else:
                children.setdefault(letters[strings[number][depth]], []).append(number)
        if children and node != ROOT:
            base[node] = _free_base(used, list(children))
        for letter, own in children.items():
            slot = base[node] + letter
            used[slot], owner[slot] = 1, node
            pending.append((slot, depth + 1, own))
            # Behind the last used slot there is always room for another node.
            if slot + room > len(used):
                used.extend(bytes(len(used)))
    size = len(used)
    return _filled(size, base, 0), _filled(size, owner, NONE), _filled(size, ending, NONE)


def _free_base(used: bytearray, letters: Sequence[int]) -> int:
    """Return the least base from which the slots of some letters, in order, are free."""
    slot = used.find(0, letters[0])
    while any(used[slot - letters[0] + letter] for letter in letters):
        slot = used.find(0, slot + 1)
    return slot - letters[0]


def _filled(size: int, values: Mapping[int, int], other: int) -> np.ndarray:
    filled = np.full(size, other, dtype=np.intp)
    filled[list(values)] = list(values.values())
    return filled
