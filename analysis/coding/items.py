"""The enumerated items of running text: 一是…二是…, 一要, 其一, 第一, 首先, （一）, （1）, ①, 1. and what belongs to each.

Numbered headings are sections, found by :mod:`analysis.reading.sections`; these are the lists inside a paragraph
or in paragraphs of their own. Text is expected without blanks, its paragraphs divided by line breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.coding.guards import compile_guarded
from analysis.reading.headings import LONGEST_RUN_IN
from analysis.reading.numbering import numeral_value

NUMERAL = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
MARK = compile_guarded(
    f"(?<!第)(?<!其)(?P<shi>{NUMERAL})是(?!否)"
    f"|(?P<yao>{NUMERAL})要(?!求)"
    "|其(?P<qi>[一二三四五六])(?=[，、：是])"
    f"|第(?P<di>{NUMERAL})(?=[，、：是])"
    "|(?P<first>首先|其次|再次|再者|最后)"
    f"|（(?P<bracket>{NUMERAL})）"
    r"|（(?P<paren>\d{1,2})）"
    r"|(?P<circle>[①-⑳])"
    r"|(?<![\d.])(?P<dot>\d{1,2})(?:、|\.(?!\d))"
)
#: Two neighbours, or the one sign, that every enumerator holds.
SIGN_OF_MARK = re.compile(
    r"[一二三四五六七八九十其第首再最（①-⑳\d](?:[一二三四五六七八九十是要先次者后、.\d]|(?<=[①-⑳]))"
)
FIRST_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0}
#: What may stand before an enumerator that needs no other sign of a list.
BREAK = "\n。；：，！？”）…"
#: 一是 and 二是 may follow without a mark (主要在于一是…), but not as the end of a word (统一是, 第二是).
PART_OF_WORD = "统之唯第万同单期专周初逐不十百其归划合守进零"
#: The number of a list that was begun before the text.
BEGUN = -1
#: Families whose marks are looked for anywhere, if only the sequence asks for them.
ANYWHERE = ("shi", "bracket", "paren", "circle")


class Item(NamedTuple):
    """An item: half-open offsets into the text searched.

    Attributes
    ----------
    start, text, end : int
        Where its enumerator begins, where the words behind it begin, and where it ends.
    number : int
        Which list it belongs to, counted through the text.
    parent : int or None
        The place, in the sequence returned, of the item it is a part of.
    """

    start: int
    text: int
    end: int
    number: int
    parent: int | None = None


class _Mark(NamedTuple):
    start: int
    end: int
    family: str
    value: int


@dataclass
class _Open:
    """A list that may go on: its family, the value last seen, its number, and its latest item."""

    family: str
    value: int
    number: int
    item: int


def list_items(text: str, begun: tuple[str, int] | None = None) -> list[Item]:
    """Return the enumerated items of a text in the order of their enumerators.

    A list begins with its first number and goes on with the next one; one number may be missing, or stand twice.
    An item ends where the next of its list begins, the last one with its paragraph. A list of another kind that
    begins within an item belongs to that item. One lonely 一是 is an item; of other kinds it takes two.

    Parameters
    ----------
    text : str
        The text.
    begun : (str, int), optional
        Family and value of the enumerator before the text, the list of which may go on in it; its items have the
        number :data:`BEGUN`.
    """
    if not SIGN_OF_MARK.search(text):
        return []
    marks = list(_marks(text))
    breaks = [found.start() for found in re.finditer("\n", text)]
    places: dict[str, list[int]] = {}
    for at, mark in enumerate(marks):
        places.setdefault(mark.family, []).append(at)
    items: list[Item] = []
    opened = [_Open(*begun, BEGUN, BEGUN)] if begun else []
    lists = 0
    for at, mark in enumerate(marks):
        before = text[mark.start - 1] if mark.start else "\n"
        level = next((level for level, one in enumerate(opened) if one.family == mark.family), None)
        if level is not None and _continues(opened[level], mark, before):
            number = opened[level].number
        elif mark.value == 1 and _begins(mark, before, marks, places, at):
            number, lists = lists, lists + 1
            if level is None:
                level = _depth_of_new(breaks, mark, opened, items, marks, places, at)
        else:
            continue
        del opened[level:]
        parent = opened[-1].item if opened and opened[-1].item != BEGUN else None
        opened.append(_Open(mark.family, mark.value or 99, number, len(items)))
        items.append(Item(mark.start, mark.end, len(text), number, parent))
    return _with_ends(text, items)


def _marks(text: str) -> Iterator[_Mark]:
    for found in MARK.finditer(text):
        family, printed = found.lastgroup, found[found.lastgroup]
        if family == "first":
            value = FIRST_WORDS[printed]
        elif family == "circle":
            value = ord(printed) - ord("①") + 1
        else:
            value = numeral_value(printed)
        yield _Mark(found.start(), found.end(), family, value)


def _continues(one: _Open, mark: _Mark, before: str) -> bool:
    """Tell whether an enumerator carries an open list on."""
    strong = before in BREAK
    if mark.value == 0:
        return strong
    if mark.value == one.value + 1:
        return strong or (mark.family in ANYWHERE and before not in PART_OF_WORD)
    return strong and mark.value > 1 and mark.value in (one.value, one.value + 2)


def _begins(mark: _Mark, before: str, marks: list[_Mark], places: dict[str, list[int]], at: int) -> bool:
    """Tell whether a first number begins a list."""
    strong = before in BREAK and not (mark.family == "dot" and before in "，”）")
    if strong and mark.family == "shi":
        return True
    if not strong and (mark.family not in ANYWHERE or before in PART_OF_WORD):
        return False
    following = _next(places, mark.family, at)
    return following is not None and marks[following].value in ((2,) if mark.family != "first" else (0, 2, 3))


def _next(places: dict[str, list[int]], family: str, at: int) -> int | None:
    """Return the place of the next enumerator of a family behind the one at `at`."""
    known = places.get(family, [])
    index = bisect_right(known, at)
    return known[index] if index < len(known) else None


def _depth_of_new(
    breaks: list[int],
    mark: _Mark,
    opened: Sequence[_Open],
    items: list[Item],
    marks: list[_Mark],
    places: dict[str, list[int]],
    at: int,
) -> int:
    """Return the level of a list of a new family: within the innermost item that is not over yet."""

    def same_paragraph(start: int) -> bool:
        return bisect_right(breaks, start) == bisect_right(breaks, mark.start)

    for level in range(len(opened), 0, -1):
        outer = opened[level - 1]
        if outer.item == BEGUN or same_paragraph(items[outer.item].start):
            return level
        following = _next(places, outer.family, at)
        if following is not None and marks[following].value == outer.value + 1:
            return level
    return 0


def _with_ends(text: str, items: list[Item]) -> list[Item]:
    """Return the items with their ends: an outer item reaches as far as what is in it, inner ones no farther."""
    following: dict[int, int] = {}
    latest: dict[int, int] = {}
    for at, item in enumerate(items):
        if item.number in latest:
            following[latest[item.number]] = at
        latest[item.number] = at
    bodied = {
        items[at].number
        for at, after in following.items()
        if _bodies(text, items[at].text, items[after].start)
    }
    ends = [0] * len(items)
    ahead: dict[int | None, int] = {}
    inner: dict[int | None, int] = {}
    for at in reversed(range(len(items))):
        item = items[at]
        end = items[following[at]].start if at in following else _paragraph_end(text, item.text)
        if at not in following:
            if item.number in bodied and end - item.text <= LONGEST_RUN_IN:
                end = _paragraph_end(text, end + 1)
            end = min(max(end, inner.get(at, 0)), ahead.get(item.parent, len(text)))
        ends[at] = end
        ahead[item.parent] = item.start
        inner[item.parent] = max(inner.get(item.parent, 0), end)
    ended: list[Item] = []
    for item, end in zip(items, ends, strict=True):
        if item.parent is not None:
            end = min(end, ended[item.parent].end)
        bare = text[item.text : end].rstrip("\n")
        ended.append(item._replace(end=item.text + len(bare)))
    return ended


def _bodies(text: str, start: int, end: int) -> bool:
    """Tell whether an item consists of a heading and a paragraph below it."""
    return text.find("\n", start, max(start, end - 1)) >= 0


def _paragraph_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
