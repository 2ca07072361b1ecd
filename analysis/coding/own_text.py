"""The own text of a section: its sentences without those of its subsections, without blanks, with the way back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from analysis.reading.lazy import Lazy
from analysis.reading.mapped_text import MappedText
from analysis.reading.page import Section, Sentence
from analysis.reading.unpadded import Unpadded


class OwnText:
    """Text of the folded view without blanks; its paragraphs are divided by line breaks.

    Attributes
    ----------
    text : str
        The sentences, one after the other.
    sentences : tuple of (int, int)
        The sentences, as offsets into `text`.
    """

    def __init__(self, view: MappedText, printed: Sequence[Sentence]):
        self._view = view
        self._printed = printed
        text = view.text
        pieces: list[str] = []
        bounds = []
        # Before the first sentence there is no gap to look at.
        first, last = 0, len(text)
        for _, _, start, end in printed:
            if last < start and ("\n" in text[last:start] or _is_break(view, last, start)):
                pieces.append("\n")
                first += 1
            piece = text[start:end]
            if " " in piece or "\n" in piece:
                piece = piece.replace(" ", "").replace("\n", "")
            pieces.append(piece)
            behind = first + len(piece)
            bounds.append((first, behind))
            first, last = behind, end
        self.text = "".join(pieces)
        self.sentences = tuple(bounds)
        # Asked for again and again where a sentence holds blanks: by its place.
        self._unpadded: dict[int, Sequence[int]] = {}

    @classmethod
    def of(cls, view: MappedText, sentences: Iterable[Sentence]) -> OwnText:
        """Return the text of consecutive sentences."""
        return cls(view, list(sentences))

    @Lazy
    def at(self) -> Sequence[int]:
        """For each character of `text`, its offset in the view."""
        at: list[int] = []
        for place, (first, _) in enumerate(self.sentences):
            if len(at) < first:
                at.append(self._printed[place - 1].end)
            at += self._offsets(place)
        return at

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets into the view of ``text[start:end]``, which must not be empty."""
        return self._offset(start), self.behind(end)

    def behind(self, end: int) -> int:
        """Return the offset in the view behind the character of `text` that ends at `end`."""
        return self._offset(end - 1) + 1

    def _offset(self, at: int) -> int:
        """Return the offset in the view of a character; a line break stands where the sentence before it ends."""
        place = bisect_left(self.sentences, (at + 1,)) - 1
        first, behind = self.sentences[place]
        return self._offsets(place)[at - first] if at < behind else self._printed[place].end

    def _offsets(self, place: int) -> Sequence[int]:
        """Return the offsets in the view of the characters of a sentence."""
        start, end = self._printed[place].start, self._printed[place].end
        first, behind = self.sentences[place]
        if behind - first == end - start:
            return range(start, end)
        if place not in self._unpadded:
            self._unpadded[place] = Unpadded.of(self._view, start, end).at
        return self._unpadded[place]


def _is_break(view: MappedText, start: int, end: int) -> bool:
    """Tell whether a stretch is a run of blanks that stands for a line break."""
    return view.text[start:end] == " " and view.ends[start] - view.starts[start] > 1


def own_sentences(
    sections: Sequence[Section], sentences: Iterable[Sentence]
) -> dict[str | None, list[Sentence]]:
    """Return the sentences of each section by its id; those outside every section stand under None.

    Raises
    ------
    KeyError
        When a sentence names a section that is none of these.
    """
    found: dict[str | None, list[Sentence]] = {section.section_id: [] for section in sections}
    found[None] = []
    for sentence in sentences:
        found[sentence.section_id].append(sentence)
    return found
