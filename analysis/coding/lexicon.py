"""Many strings looked for at all places of a long text at once.

The tree of the strings is walked from every place together, a character a step, by arithmetic on arrays; a place drops
out where no string goes on. The tree is a double array: the child of a node by a letter stands at the base of the node
plus the letter, and is its child if it has the node as its parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.reading.code_points import code_points

#: Stands for no node, and for no string.
NONE = -1


class Lexicon:
    """Strings to look for, none of them empty or with a null character, and no two the same.

    Parameters
    ----------
    strings : iterable of str
        A match is told by the place of its string among them.
    """

    def __init__(self, strings: Iterable[str]):
        strings = tuple(strings)
        characters = sorted(set().union(*strings))
        #: The letter of each character; 0 is that of all characters that are in no string.
        self._letters = np.zeros(0x110000, dtype=np.int32)
        self._letters[list(map(ord, characters))] = range(1, len(characters) + 1)
        self._base, self._parent, self._string = _double_array(strings, characters)
        self._lengths = set(map(len, strings))

    def every(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Return every match, in no order: the place of its string, and where it begins."""
        letters = self._letters.take(code_points(text + "\0"))
        starts, nodes, following = np.arange(len(text), dtype=np.int32), letters[:-1], letters[1:]
        strings, begins = [starts[:0]], [starts[:0]]
        depth = 1
        while len(starts):
            if depth in self._lengths:
                string = self._string.take(nodes)
                ended = np.flatnonzero(string != NONE)
                strings.append(string.take(ended))
                begins.append(starts.take(ended))
            children = self._base.take(nodes) + following
            going_on = np.flatnonzero(self._parent.take(children) == nodes)
            starts, nodes = starts.take(going_on), children.take(going_on)
            depth += 1
            following = letters[depth:].take(starts)
        return np.concatenate(strings), np.concatenate(begins, dtype=np.int64)


def _double_array(strings: Sequence[str], characters: Sequence[str]) -> list[np.ndarray]:
    """Return by the nodes of the tree of some strings: their bases, their parents, and what string ends there.

    The nodes below the root are the letters themselves.
    """
    letter_of = {character: letter for letter, character in enumerate(characters, 1)}
    root: dict[int, dict] = {}
    for place, string in enumerate(strings):
        below = root
        for character in string:
            below = below.setdefault(letter_of[character], {})
        below[NONE] = place
    nodes, parents, trees = list(root), [NONE] * len(root), list(root.values())
    bases, ended = [], []
    width = len(characters) + 1
    taken = bytearray(b"\1" * width + bytes(3 * width))
    lowest = ahead = width
    # The nodes grow while they are walked, those of one depth after the other.
    for node, below in zip(nodes, trees, strict=False):
        ended.append(below.pop(NONE, NONE))
        first, *others = sorted(below) or [0]
        if others:
            ahead = place = _room(taken, ahead, [letter - first for letter in others])
        else:
            # An only child fits into the gaps that the others leave.
            lowest = place = taken.find(0, lowest)
        base = place - first
        bases.append(base)
        for letter, tree in below.items():
            taken[base + letter] = 1
            nodes.append(base + letter)
            parents.append(node)
            trees.append(tree)
        if base + 3 * width > len(taken):
            taken.extend(bytes(3 * width))
    columns = []
    for values, missing in ((bases, 0), (parents, NONE), (ended, NONE)):
        column = np.full(len(taken), missing, dtype=np.int32)
        column[nodes] = values
        columns.append(column)
    return columns


def _room(taken: bytearray, place: int, offsets: Sequence[int]) -> int:
    """Return the first free place from one on with free places at these offsets behind it."""
    place = taken.find(0, place)
    while any(map(taken.__getitem__, [place + offset for offset in offsets])):
        place = taken.find(0, place + 1)
    return place
