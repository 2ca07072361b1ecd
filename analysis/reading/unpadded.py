"""A stretch of a page without its padding, so that names and years match across blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.reading.han import HAN_CHARACTER
from analysis.reading.lazy import Lazy
from analysis.reading.mapped_text import MappedText

_WORDS = {" ": re.compile("[^ ]+"), " \n": re.compile("[^ \n]+")}


@dataclass
class Unpadded:
    """Text of the folded view without blanks, with the way back.

    Attributes
    ----------
    view : MappedText
        The folded view.
    start, end : int
        The stretch of the view.
    padding : str
        The characters left out.
    """

    view: MappedText
    start: int
    end: int
    padding: str = " \n"

    @classmethod
    def of(cls, view: MappedText, start: int, end: int, *, lines: bool = False) -> Unpadded:
        """Return ``view.text[start:end]`` without blanks; line breaks stay only with `lines`."""
        return cls(view, start, end, " " if lines else " \n")

    @Lazy
    def text(self) -> str:
        """The stretch without blanks."""
        text = self.view.text[self.start : self.end]
        for character in self.padding:
            text = text.replace(character, "")
        return text

    @Lazy
    def at(self) -> Sequence[int]:
        """For each character of `text`, its offset in the view."""
        if len(self.text) == self.end - self.start:
            return range(self.start, self.end)
        words = _WORDS[self.padding].finditer(self.view.text, self.start, self.end)
        return [offset for word in words for offset in range(*word.span())]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded offsets of ``text[start:end]``, which must not be empty."""
        return self.at[start], self.at[end - 1] + 1

    def printed(self, start: int = 0, end: int | None = None) -> str:
        """Return ``text[start:end]`` in the script it is printed in; marks and digits stay folded."""
        view = self.view
        if view.simplified:
            return self.text[start:end]
        signs = []
        for at in self.at[start:end]:
            folded, source = view.text[at], view.source[view.starts[at] : view.ends[at]]
            signs.append(source if len(source) == 1 and HAN_CHARACTER.match(folded) else folded)
        return "".join(signs)
