"""The sentences of the body, each in its deepest section.

Headings, title, salutation, signature and furniture hold no sentences of the body. A sentence ends behind
a run of 。！？ and the quotes and brackets that close there, or with its paragraph; quotations stay whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from analysis.reading.lines import split_lines
from analysis.reading.normalise import HAN_CHARACTER
from analysis.reading.page import Page, Section, Sentence

CLOSING = "[”’」』）》】]*"
STOP = re.compile(f"[。！？][。！？…]*{CLOSING}")
# The same where nothing is asked or called out: a literal is found fast.
FULL_STOP = re.compile(f"。[。…]*{CLOSING}")
# Quotations and brackets that close, and hold a full stop.
QUOTED = [
    re.compile(f"{a}[^{a}{b}。！？]*[。！？][^{a}{b}]*{b}") for a, b in ("“”", "「」", "『』", "《》", "（）")
]
LONGEST_QUOTE = 400
# A stop inside a quotation ends no sentence when the sentence goes on behind the closing quote.
GOES_ON = re.compile(" ?[，；、：）的等]")
ENDS = "。；：！？…"
PARAGRAPH_END = re.compile(f"[{ENDS}]{CLOSING}$")
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
    stops = STOP if "！" in text or "？" in text else FULL_STOP
    quoted = sorted(
        quote.span() for kind in QUOTED for quote in kind.finditer(text, page.body.start, page.body.end)
    )
    sentences: list[Sentence] = []
    for section_id, start, end in _blocks(page, sections):
        for begin, last in _paragraphs(page, start, end):
            inside = _within(quoted, begin, last) if quoted else []
            for stop in _ends(text, begin, last, stops, inside):
                while text[begin] in " \n":
                    begin += 1
                if "一" <= text[begin] <= "鿿" or HAN_CHARACTER.search(text, begin, stop):
                    sentences.append(Sentence(str(len(sentences) + 1), section_id, begin, stop))
                begin = stop
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


def _paragraphs(page: Page, start: int, end: int) -> list[tuple[int, int]]:
    """Return the paragraphs of a stretch: its lines, joined where one breaks off in the middle of a sentence."""
    lines = split_lines(page.view, start, end)
    found, first = [], 0
    for index, line in enumerate(lines, start=1):
        if (
            index == len(lines)
            or line.text[-1] in ENDS
            or PARAGRAPH_END.search(line.text[-8:])
            or _parts(line.text, lines[index].bare)
        ):
            found.append((lines[first].start, line.end))
            first = index
    return found


def _parts(line: str, below: str) -> bool:
    """Tell whether two lines are two paragraphs although the first has no closing mark."""
    if CLOSES.match(below):
        return False
    return NEW_ITEM.match(below) is not None or not (
        HAN_CHARACTER.search(line) and HAN_CHARACTER.search(below)
    )


def _within(quoted: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the quotations of a paragraph: none that overlaps an earlier one, none too long to be one."""
    inside, last = [], start
    for first, stop in quoted[bisect_left(quoted, (start,)) : bisect_left(quoted, (end,))]:
        if last <= first and stop <= end:
            inside.append((first, stop))
            last = stop
    return [span for span in inside if span[1] - span[0] <= LONGEST_QUOTE]


def _ends(
    text: str, start: int, end: int, stops: re.Pattern[str], quoted: list[tuple[int, int]]
) -> list[int]:
    """Return where the sentences of a paragraph end, itself included."""
    found = list(stops.finditer(text, start, end))
    if quoted:
        found = _outside(found, quoted)
    ends = [stop.end() for stop in found]
    ends = [after for after in ends if text[after - 1] in "。！？…" or not GOES_ON.match(text, after, end)]
    return ends if ends and ends[-1] == end else [*ends, end]


def _outside(stops: list[re.Match[str]], quoted: list[tuple[int, int]]) -> list[re.Match[str]]:
    """Return the stops that do not stand inside a quotation."""
    outside, inside = [], 0
    for stop in stops:
        place, after = stop.span()
        while inside < len(quoted) and quoted[inside][1] <= place:
            inside += 1
        if inside == len(quoted) or place <= quoted[inside][0] or quoted[inside][1] <= after:
            outside.append(stop)
    return outside
