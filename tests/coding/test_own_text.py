"""The own text of a section: its sentences without padding, and the way back to the view."""

from analysis.coding import own_text
from analysis.coding.own_text import OwnText
from analysis.reading.normalise import fold
from analysis.reading.page import Sentence
from analysis.reading.unpadded import Unpadded


def test_every_character_opens_its_own_in_the_view():
    view = fold("加强 行政 执法。推进APP 建设。")
    cut = view.text.index("推")
    own = OwnText.of(view, [Sentence("1", None, 0, cut), Sentence("2", None, cut, len(view.text))])
    for at, character in enumerate(own.text):
        start, end = own.span(at, at + 1)
        assert view.text[start:end] == character


def test_the_blanks_of_a_sentence_are_looked_for_once(monkeypatch):
    view = fold("加强 行政 执法。")
    own = OwnText.of(view, [Sentence("1", None, 0, len(view.text))])
    read = []

    class Counted(Unpadded):
        @classmethod
        def of(cls, *place):
            read.append(place)
            return Unpadded.of(*place)

    monkeypatch.setattr(own_text, "Unpadded", Counted)
    for at in range(len(own.text)):
        own.span(at, at + 1)
    assert len(read) == 1
