"""Where a text names instruments and writings: titles in 《》, and known names outside any marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.coding.instruments import Instrument, Instruments
from analysis.coding.passages import GAP
from analysis.coding.quotations import quoted_names

OPENING, CLOSING, OUTER = "《〈<≪", "》〉>≫", "《≪"
MARKS = f"{OPENING}{CLOSING}，。；！？"
MARK = re.compile(f"[{MARKS}]")
LONGEST_TITLE = 150
_WHOLE = f"(?:[^{MARKS}]{{0,{LONGEST_TITLE - 2}}}+[{CLOSING}])?"
#: A whole title without marks or punctuation in it, else the mark that opens one. The usual mark alone is looked for
#: many times faster than either of the two.
OPENS = re.compile(f"[{OUTER}]{_WHOLE}")
OPENS_AS_USUAL = re.compile(f"《{_WHOLE}")

#: After an unmarked name: the word goes on (行政处罚法律文书), or a day, event or place bears the name.
NAME_GOES_ON = re.compile(
    "[律治规制理学官院庭系草人务定]|修正案|草案|宣传[日周月]|日(?![常前期])|进[校乡村社机企]|主题|公园|广场|大道|长廊|相伴|宣誓|实施(?:条例|细则|办法)"
)
#: 宪法 is a text here only in the company of texts, not as in 宪法和法律, 维护宪法.
CONSTITUTION_AS_NOUN = re.compile("[、和与及]?(?:其他|有关|相关)?(?:法律|法规)|[^、，。；：及和与等》）]")
UPHELD = re.compile("(?:国家|维护|尊崇|遵守|尊重|弘扬|捍卫|敬畏|忠于|崇尚|违反|根据|依据)$")
#: A province's or city's own rule of that name.
LOCAL_BEFORE = re.compile("(?:省|[^城]市|县|区|州|盟|旗|镇|乡)$")


class Title(NamedTuple):
    """Words that name an instrument: half-open offsets, marks included, and what is wrong with the marks."""

    start: int
    end: int
    marked: bool = True
    fault: str = ""


def find_titles(text: str, table: Instruments) -> list[Title]:
    """Return the titles of a text in order, none overlapping."""
    titles = list(_marked_titles(text, table))
    spans = [(title.start, title.end) for title in titles] + [found.span() for found in quoted_names(text)]
    outside = _blotted_out(text, spans)
    known = [(at, -len(name), name) for name in table.unmarked.held(outside) for at in _places(name, outside)]
    if not known:
        return titles
    reached = 0
    for start, _, name in sorted(known):
        end = start + len(name)
        if start >= reached and _stands_alone(text, start, end, table.named[name]):
            reached = end
            titles.append(_without_pair(text, start, end))
    return sorted(titles)


def _places(name: str, text: str) -> Iterator[int]:
    """Yield where a name begins in a text, also within itself."""
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def _blotted_out(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text in which no name is found that touches a span, offsets unchanged."""
    pieces, last = [], 0
    for start, end in sorted(spans):
        if end > last:
            start = max(start, last)
            pieces += text[last:start], GAP * (end - start)
            last = end
    return "".join([*pieces, text[last:]])


def _without_pair(text: str, start: int, end: int) -> Title:
    """Return a known name that stands in inner marks, or beside a mark that lost its partner, or in none."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and after and before in OPENING and after in CLOSING:
        return Title(start - 1, end + 1)
    if after and after in "》≫":
        return Title(start, end + 1, True, "the opening mark is lost")
    return Title(start, end, False)


def _marked_titles(text: str, table: Instruments) -> Iterator[Title]:
    """Yield the outermost titles in marks."""
    reached = 0
    opens = OPENS if "≪" in text else OPENS_AS_USUAL
    for opening in opens.finditer(text):
        start, end = opening.span()
        if end > start + 2:
            if start >= reached:
                yield Title(start, end)
        elif end == start + 1 and start >= reached:
            title, reached = _nested_title(text, start, table)
            if title.end > start + 2 or title.fault:
                yield title


def _nested_title(text: str, start: int, table: Instruments) -> tuple[Title, int]:
    """Return the title that begins at a mark, with other marks or punctuation in it, and where to go on."""
    opened = [text[start]]
    last_closed = -1
    following = MARK.search(text, start + 1)
    while following:
        mark, at = following[0], following.start()
        following = MARK.search(text, at + 1)
        closes_next = following is None or following[0] in CLOSING
        near = at - start < LONGEST_TITLE
        if mark in OPENING and near:
            opened.append(mark)
        elif mark in CLOSING and near:
            opened.pop()
            last_closed = at
            if not opened:
                return Title(start, at + 1), at + 1
            # 《关于〈办法》, without the inner closing mark anywhere: the outer one closes all.
            if len(opened) == 1 and mark in "》≫" and not closes_next and "《" not in text[start + 1 : at]:
                return Title(start, at + 1, True, "an inner mark is lost"), at + 1
        elif not (closes_next and near):
            return _unclosed(text, start, at, last_closed, table), at
    return _unclosed(text, start, len(text), last_closed, table), len(text)


def _unclosed(text: str, start: int, stop: int, last_closed: int, table: Instruments) -> Title:
    """Return the title of a mark that is not closed before `stop`."""
    if last_closed >= 0:
        return Title(start, last_closed + 1, True, "marks do not pair up")
    words = text[start + 1 : min(stop, start + LONGEST_TITLE)]
    known = max((len(name) for name in table.unmarked.held(words) if words.startswith(name)), default=0)
    end = start + 1 + (known or len(re.match("[^《〈，。；：！？、]*", words)[0]))
    return Title(start, end, True, "the closing mark is lost")


def _stands_alone(text: str, start: int, end: int, instrument: Instrument) -> bool:
    """Tell whether unmarked words are the name of the instrument and not part of other words."""
    before = text[max(0, start - 4) : start]
    if NAME_GOES_ON.match(text, end) or (LOCAL_BEFORE.search(before) and instrument.kind != "law"):
        return False
    if text[start:end] != "宪法":
        return True
    return not (UPHELD.search(before) or CONSTITUTION_AS_NOUN.match(text, end))
