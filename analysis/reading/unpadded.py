"""A stretch of a page without its padding, so that names and years match across blanks."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.reading.normalise import HAN_CHARACTER, MappedText


@dataclass(frozen=True)
class Unpadded:
    """Text of the folded view without blanks, with the offset of each character.

    Attributes
    ----------
    view : MappedText
        The folded view.
    text : str
        The stretch without blanks.
    at : tuple of int
        For each character of `text`, its offset in the view.
    """

    view: MappedText
    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, view: MappedText, start: int, end: int, *, lines: bool = False) -> Unpadded:
        """Return ``view.text[start:end]`` without blanks; line breaks stay only with `lines`."""
        padding = " " if lines else " \n"
        at = tuple(
            offset
            for offset, character in enumerate(view.text[start:end], start)
            if character not in padding
        )
        return cls(view, "".join([view.text[offset] for offset in at]), at)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded offsets of ``text[start:end]``, which must not be empty."""
        return self.at[start], self.at[end - 1] + 1

    def printed(self, start: int = 0, end: int | None = None) -> str:
        """Return ``text[start:end]`` in the script it is printed in; marks and digits stay folded."""
        view = self.view
        signs = []
        for at in self.at[start:end]:
            folded, source = view.text[at], view.source[view.starts[at] : view.ends[at]]
            signs.append(source if len(source) == 1 and HAN_CHARACTER.match(folded) else folded)
        return "".join(signs)
