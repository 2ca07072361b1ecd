"""The sentences of the body, each in its deepest section.

Headings, title, salutation, signature and furniture hold no sentences of the body. A sentence ends behind
a run of 。！？ and the quotes and brackets that close there, or with its paragraph; quotations stay whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import compress
from operator import itemgetter

from analysis.reading.han import HAN_CHARACTER
from analysis.reading.lines import has_wide, split_lines
from analysis.reading.mapped_text import MappedText
from analysis.reading.page import Page, Section, Sentence, maker

CLOSING = "[”’」』）》】]"
# A stop inside a quotation ends no sentence when the sentence goes on behind the closing quote.
ENDING = f"(?!{CLOSING}++ ?[，；、：）的等]){CLOSING}*+"
# Behind most stops the next sentence begins at once, and nothing else need be asked.
NEXT_BEGINS = "(?=[一-鿿\n])"
STOP = re.compile(f"[。！？](?:{NEXT_BEGINS}|[。！？…]*+{ENDING})")
# The same where nothing is asked or called out: a literal is found fast.
FULL_STOP = re.compile(f"。(?:{NEXT_BEGINS}|[。…]*+{ENDING})")
# What may belong to a stop before it.
STOPPING = frozenset("。！？…" + CLOSING[1:-1])
# Quotations and brackets that close, and hold a full stop.
QUOTED = {
    a: re.compile(f"{a}[^{a}{b}。！？]*[。！？][^{a}{b}]*{b}")
    for a, b in ("“”", "「」", "『』", "《》", "（）")
}
LONGEST_QUOTE = 400
ENDS = "。；：！？…"
PARAGRAPH_END = re.compile(f"[{ENDS}]{CLOSING}*$")
CLOSES = re.compile("[。，；：！？、）”》%]")
NEW_ITEM = re.compile(
    "[一二三四五六七八九十]是|[一二三四五六七八九十]要|首先|其[一二三四五次]|第[一二三四五六七八九十]"
)

_sentence = maker(Sentence)
_gap = itemgetter(*map(Section._fields.index, ("start", "body_start", "section_id")))
# The ids of the first sentences: most reports have no more.
NUMBERS = tuple(map(str, range(1, 1001)))


def split_sentences(page: Page, sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of a page's body in the order of the text.

    A piece without a Han character is no sentence. The lead has no section. A line that breaks off in the
    middle of a sentence is joined with the next; the sentence then holds the line break.
    """
    view, body, text = page.view, page.body, page.view.text
    stop = STOP if "！" in text or "？" in text else FULL_STOP
    stops = list(map(re.Match.end, stop.finditer(text, body.start, body.end)))
    quoted = _quotations(text, body.start, body.end)
    names: list[str | None] = []
    begins: list[int] = []
    ends: list[int] = []
    for section_id, start, end in _blocks(page, sections):
        for begin, last in _paragraphs(view, start, end):
            if text[begin] in STOPPING or text[last : last + 1] != "\n" or _within(quoted, begin, last):
                behind = _ends(text, begin, last, stop, quoted)
            else:
                # What stands around a line changes none of its stops.
                first = bisect_right(stops, begin)
                behind = [*stops[first : bisect_left(stops, last, first)], last]
            names += [section_id] * len(behind)
            begins.append(begin)
            begins += behind[:-1]
            ends += behind
    if odd := [index for index, first in enumerate(begins) if not "一" <= text[first] <= "鿿"]:
        names, begins, ends = _trimmed(text, odd, names, begins, ends)
    number = len(begins)
    ids = NUMBERS[:number] if number <= len(NUMBERS) else map(str, range(1, number + 1))
    return tuple(map(_sentence, zip(ids, names, begins, ends, strict=True)))


def _trimmed(text: str, odd: list[int], names: list, begins: list[int], ends: list[int]) -> Iterable[list]:
    """Return the pieces that hold a Han character, without blanks before them; only the `odd` begin with no Han."""
    dropped = set()
    for index in odd:
        begin = begins[index]
        while text[begin] in " \n":
            begin += 1
        begins[index] = begin
        if not HAN_CHARACTER.search(text, begin, ends[index]):
            dropped.add(index)
    if not dropped:
        return names, begins, ends
    kept = [index not in dropped for index in range(len(begins))]
    return [list(compress(column, kept)) for column in (names, begins, ends)]


def _quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the quotations and brackets that hold a full stop."""
    kinds = [kind for opens, kind in QUOTED.items() if opens in text]
    return sorted(quote.span() for kind in kinds for quote in kind.finditer(text, start, end))


def _blocks(page: Page, sections: tuple[Section, ...]) -> list[tuple[str | None, int, int]]:
    """Return the stretches of the body between headings and furniture, with the section they stand in."""
    body = page.body
    gaps = list(map(_gap, sections))
    inside = [part for part in page.furniture if body.start <= part.start < body.end]
    if inside:
        gaps += [(part.start, part.end, None) for part in inside]
        gaps.sort(key=itemgetter(0, 1))
    blocks: list[tuple[str | None, int, int]] = []
    position, current = body.start, None
    for start, end, section_id in gaps:
        if position < start:
            blocks.append((current, position, start))
        if position < end:
            position = end
        current = section_id or current
    if position < body.end:
        blocks.append((current, position, body.end))
    return blocks


def _paragraphs(view: MappedText, start: int, end: int) -> list[tuple[int, int]]:
    """Return the paragraphs of a stretch: its lines, joined where one breaks off in the middle of a sentence."""
    text = view.text
    while start < end and text[end - 1] in " \n":
        end -= 1
    while start < end and text[start] in " \n":
        start += 1
    if text.find("\n", start, end) < 0 and not has_wide(view, start, end):
        return [(start, end)] if start < end else []
    lines = split_lines(view, start, end)
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
    if not quoted:
        return []
    inside, last = [], start
    for first, stop in quoted[bisect_left(quoted, (start,)) : bisect_left(quoted, (end,))]:
        if last <= first and stop <= end:
            inside.append((first, stop))
            last = stop
    return [span for span in inside if span[1] - span[0] <= LONGEST_QUOTE]


def _ends(
    text: str, start: int, end: int, stops: re.Pattern[str], quoted: list[tuple[int, int]]
) -> list[int]:
    """Return where the sentences of a paragraph end, itself included; `quoted` are the quotations of the body."""
    found: Iterable[re.Match[str]] = stops.finditer(text, start, end)
    if inside := _within(quoted, start, end):
        found = _outside(found, inside)
    ends = list(map(re.Match.end, found))
    if not ends or ends[-1] != end:
        ends.append(end)
    return ends


def _outside(stops: Iterable[re.Match[str]], quoted: list[tuple[int, int]]) -> list[re.Match[str]]:
    """Return the stops that do not stand inside a quotation."""
    outside, inside = [], 0
    for stop in stops:
        place, after = stop.span()
        while inside < len(quoted) and quoted[inside][1] <= place:
            inside += 1
        if inside == len(quoted) or place <= quoted[inside][0] or quoted[inside][1] <= after:
            outside.append(stop)
    return outside
