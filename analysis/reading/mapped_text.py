"""A text derived from a source, with the way back: every character knows the source offsets it came from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.reading.code_points import look_up
from analysis.reading.lazy import Lazy
from analysis.reading.script import traditional_forms


@dataclass(frozen=True)
class MappedText:
    """A text derived from a source, with the way back.

    Attributes
    ----------
    source : str
        The text as stored.
    text : str
        The derived text.
    starts, ends : sequence of int
        For each character of `text`, the half-open range of `source` it came from. An inserted
        character (a repaired dash) has an empty range.
    one_script : bool
        Whether the source is known to hold no traditional character.
    """

    source: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    one_script: bool = False

    @classmethod
    def of(cls, source: str) -> MappedText:
        """Return the identity view of a source."""
        return cls(source, source, range(len(source)), range(1, len(source) + 1))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of ``text[start:end]``; an empty range gives an empty span."""
        if start >= end:
            offset = self.starts[start] if start < len(self.starts) else len(self.source)
            return offset, offset
        return self.starts[start], self.ends[end - 1]

    def spans(self, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the source offsets of many stretches, each as :meth:`span` returns them."""
        if isinstance(self.starts, range) and self.starts.start == 0:
            return stretches
        starts, ends, span = self.starts, self.ends, self.span
        return [
            (starts[first], ends[behind - 1]) if first < behind else span(first, behind)
            for first, behind in stretches
        ]

    def locate(self, offset: int) -> int:
        """Return the index in `text` of the first character that comes from `offset` or later."""
        return bisect_left(self.starts, offset)

    @Lazy
    def simplified(self) -> bool:
        """Whether the source holds no traditional character."""
        return self.one_script or not look_up(traditional_forms(), self.source).any()

    @Lazy
    def wide_blanks(self) -> Sequence[int]:
        """Where in `text` a blank stands for two characters of the source or more."""
        if isinstance(self.starts, range):
            return ()
        wide = np.flatnonzero(array_of(self.ends) - array_of(self.starts) > 1)
        return [index for index in wide.tolist() if self.text[index] == " "]

    def sub(self, pattern: re.Pattern[str], new: str) -> MappedText:
        """Return a view in which every match is replaced by `new`, keeping the map.

        Each character of `new` maps to the whole match: to an empty range where an empty match stands.
        """
        if not pattern.search(self.text):
            return self
        old_starts, old_ends = offsets_of(array_of(self.starts)), offsets_of(array_of(self.ends))
        pieces, starts, ends, last = [], array("i"), array("i"), 0
        for match in pattern.finditer(self.text):
            begin, stop = match.span()
            pieces += self.text[last:begin], new
            starts += old_starts[last:begin]
            ends += old_ends[last:begin]
            if new:
                first, behind = self.span(begin, stop)
                starts.extend([first] * len(new))
                ends.extend([behind] * len(new))
            last = stop
        pieces.append(self.text[last:])
        starts += old_starts[last:]
        ends += old_ends[last:]
        return MappedText(self.source, "".join(pieces), starts, ends, self.one_script)


def array_of(offsets: Sequence[int]) -> np.ndarray:
    """Return offsets as an array, for arithmetic over all of them."""
    if isinstance(offsets, range):
        return np.arange(offsets.start, offsets.stop, dtype=np.int32)
    return np.frombuffer(offsets, dtype=np.int32)


def offsets_of(values: np.ndarray) -> array[int]:
    """Return offsets in a form that yields plain integers, one by one, at once."""
    return array("i", values.tobytes())
