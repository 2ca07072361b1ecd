"""The sentences of the body, each in its deepest section.

Headings, title, salutation, signature and furniture hold no sentences of the body. A sentence ends behind
a run of 。！？ and the quotes and brackets that close there, or with its paragraph; quotations stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.reading.lines import split_lines
from analysis.reading.normalise import HAN_CHARACTER
from analysis.reading.page import Page, Section, Sentence

STOP = re.compile("[。！？][。！？…]*[”’」』）》】]*")
# Quotations and brackets that close, and hold a full stop.
QUOTED = re.compile(
    "|".join(f"{a}[^{a}{b}。！？]*[。！？][^{a}{b}]*{b}" for a, b in ("“”", "「」", "『』", "《》", "（）"))
)
LONGEST_QUOTE = 400
# A stop inside a quotation ends no sentence when the sentence goes on behind the closing quote.
GOES_ON = re.compile(" ?[，；、：）的等]")
PARAGRAPH_END = re.compile("[。；：！？…][”’」』）》]*$")
CLOSES = re.compile("[。，；：！？、）”》%]")
NEW_ITEM = re.compile(
    "[一二三四五六七八九十]是|[一二三四五六七八九十]要|首先|其[一二三四五次]|第[一二三四五六七八九十]"
)


def split_sentences(page: Page, sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of a page's body in the order of the text.

    A piece without a Han character is no sentence. The lead has no section. A line that breaks off in the
    middle of a sentence is joined with the next; the sentence then holds the line break.
    """
    text = page.view.text
    sentences = []
    for section_id, start, end in _blocks(page, sections):
        for first, last in _paragraphs(page, start, end):
            for begin, stop in _split(text, first, last):
                if HAN_CHARACTER.search(text, begin, stop):
                    sentences.append(Sentence(str(len(sentences) + 1), section_id, begin, stop))
    return tuple(sentences)


def _blocks(page: Page, sections: tuple[Section, ...]) -> Iterator[tuple[str | None, int, int]]:
    """Yield the stretches of the body between headings and furniture, with the section they stand in."""
    gaps = [(section.start, section.body_start, section.section_id) for section in sections]
    gaps += [
        (part.start, part.end, None)
        for part in page.furniture
        if page.body.start <= part.start < page.body.end
    ]
    position, current = page.body.start, None
    for start, end, section_id in sorted(gaps, key=lambda gap: gap[:2]):
        if position < start:
            yield current, position, start
        position = max(position, end)
        current = section_id or current
    if position < page.body.end:
        yield current, position, page.body.end


def _paragraphs(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a stretch: its lines, joined where one breaks off in the middle of a sentence."""
    lines = split_lines(page.view, start, end)
    first = None
    for line, below in pairwise([*lines, None]):
        first = line.start if first is None else first
        if below is None or PARAGRAPH_END.search(line.text[-8:]) or _parts(line.text, below.bare):
            yield first, line.end
            first = None


def _parts(line: str, below: str) -> bool:
    """Tell whether two lines are two paragraphs although the first has no closing mark."""
    if CLOSES.match(below):
        return False
    return NEW_ITEM.match(below) is not None or not (
        HAN_CHARACTER.search(line) and HAN_CHARACTER.search(below)
    )


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph."""
    quoted = [quote.span() for quote in QUOTED.finditer(text, start, end)]
    quoted = [span for span in quoted if span[1] - span[0] <= LONGEST_QUOTE]
    begin, inside = start, 0
    for stop in STOP.finditer(text, start, end):
        place, after = stop.start(), stop.end()
        while inside < len(quoted) and quoted[inside][1] <= place:
            inside += 1
        if inside < len(quoted) and quoted[inside][0] < place and after < quoted[inside][1]:
            continue
        if text[after - 1] not in "。！？…" and GOES_ON.match(text, after, end):
            continue
        yield _trim(text, begin, after)
        begin = after
    if begin < end:
        yield _trim(text, begin, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    return start, end
