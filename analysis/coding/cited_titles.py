"""Titles in 《》, which the counts leave out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from analysis.coding.passages import GAP

BRACKETS = re.compile("[《〈<》〉>]")
SIMPLE_TITLE = re.compile("《[^《》]*》")
OPENING = "《〈<"
#: A title without brackets in it, of one sentence.
PLAIN_TITLE = re.compile(f"《[^《〈<》〉>{GAP}]*》")


def title_spans(text: str) -> list[tuple[int, int]]:
    """Return the outermost titles of a text as half-open spans, brackets included.

    Within a title any bracket nests, so that 《关于<办法>的通知》 and the crossed 《关于<办法》> are one
    title each; outside, < and 〈 open nothing. Where brackets do not pair up (an inner one was lost, or the
    sentence is broken) each 《 goes with the next 》.
    """
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for bracket in BRACKETS.finditer(text):
        if bracket[0] in OPENING:
            if opened or bracket[0] == "《":
                opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            if not opened:
                spans.append((start, bracket.end()))
    if opened:
        spans += [match.span() for match in SIMPLE_TITLE.finditer(text, opened[0])]
    return spans


def titles_within(text: str, sentences: Sequence[str], borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the titles of sentences (see :func:`title_spans`) in order, as offsets into the text that joins them.

    Parameters
    ----------
    text : str
        The sentences, joined by :data:`analysis.coding.passages.GAP`.
    sentences : sequence of str
        The sentences.
    borders : sequence of int
        Where each begins in `text`, and where another would.
    """
    opening = text.find("《")
    while opening >= 0:
        plain = PLAIN_TITLE.match(text, opening)
        if plain:
            yield plain.span()
            behind = plain.end()
        else:
            number = bisect_right(borders, opening) - 1
            behind = borders[number + 1]
            for start, end in title_spans(sentences[number][opening - borders[number] :]):
                yield opening + start, opening + end
        opening = text.find("《", behind)
