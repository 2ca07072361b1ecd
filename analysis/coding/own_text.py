"""The own text of a section: its sentences without those of its subsections, without blanks, with the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.reading.normalise import MappedText
from analysis.reading.page import Section, Sentence
from analysis.reading.unpadded import Unpadded


@dataclass(frozen=True)
class OwnText:
    """Text of the folded view without blanks; its paragraphs are divided by line breaks.

    Attributes
    ----------
    text : str
        The sentences, one after the other.
    at : sequence of int
        For each character of `text`, its offset in the view.
    sentences : tuple of (int, int)
        The sentences, as offsets into `text`.
    """

    text: str
    at: Sequence[int]
    sentences: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, view: MappedText, sentences: Iterable[Sentence]) -> OwnText:
        """Return the text of consecutive sentences."""
        pieces: list[str] = []
        at: list[int] = []
        bounds = []
        last = None
        for sentence in sentences:
            if last is not None and _new_paragraph(view, last, sentence.start):
                pieces.append("\n")
                at.append(last)
            first, piece = len(at), view.text[sentence.start : sentence.end]
            if " " in piece or "\n" in piece:
                unpadded = Unpadded.of(view, sentence.start, sentence.end)
                piece, places = unpadded.text, unpadded.at
            else:
                places = range(sentence.start, sentence.end)
            at += places
            pieces.append(piece)
            bounds.append((first, len(at)))
            last = sentence.end
        return cls("".join(pieces), at, tuple(bounds))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets into the view of ``text[start:end]``, which must not be empty."""
        return self.at[start], self.at[end - 1] + 1


def _new_paragraph(view: MappedText, start: int, end: int) -> bool:
    """Tell whether a line break, or a run of blanks that stands for one, lies between two sentences."""
    gap = view.text[start:end]
    return "\n" in gap or (gap == " " and view.ends[start] - view.starts[start] > 1)


def own_sentences(
    sections: Sequence[Section], sentences: Iterable[Sentence]
) -> dict[str | None, list[Sentence]]:
    """Return the sentences of each section by its id; those outside every section stand under None."""
    found: dict[str | None, list[Sentence]] = {section.section_id: [] for section in sections}
    for sentence in sentences:
        found.setdefault(sentence.section_id, []).append(sentence)
    return found
