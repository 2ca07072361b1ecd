"""Groups of numbers, such as the terms that a string stands for, told for many groups at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np


class Groups:
    """Some groups, each of them known by its place.

    Parameters
    ----------
    groups : sequence of sequences of int
        The members of each.
    """

    def __init__(self, groups: Sequence[Sequence[int]]):
        self._sizes = np.array(list(map(len, groups)), dtype=np.int64)
        self._firsts = np.cumsum(self._sizes) - self._sizes
        self._members = np.array(list(chain.from_iterable(groups)), dtype=np.int64)

    def members(self, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the members of the groups asked for, one group after the other.

        Parameters
        ----------
        asked : array of int
            Places of groups.

        Returns
        -------
        tuple of (array, array)
            For each member, which place in `asked` it belongs to; and the member.
        """
        sizes = self._sizes[asked]
        places = np.repeat(np.arange(len(asked)), sizes)
        shift = self._firsts[asked] - (np.cumsum(sizes) - sizes)
        return places, self._members[np.arange(len(places)) + shift[places]]
