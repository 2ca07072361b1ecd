"""Where a text names instruments and writings: titles in 《》, and known names outside any marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.coding.instruments import Instrument, Instruments
from analysis.coding.quotations import QUOTED_NAME

MARK = re.compile("[《》〈〉<>≪≫，。；！？]")
OPENING, CLOSING, OUTER = "《〈<≪", "》〉>≫", "《≪"
LONGEST_TITLE = 150

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
    taken = bytearray(len(text))
    for start, end in [title[:2] for title in titles] + [
        found.span() for found in QUOTED_NAME.finditer(text)
    ]:
        taken[start:end] = b"\1" * (end - start)
    known = [(last + 1 - length, -length, row) for last, (length, row) in table.unmarked.iter(text)]
    reached = 0
    for start, length, instrument in sorted(known, key=lambda found: found[:2]):
        end = start - length
        if start >= reached and not any(taken[start:end]) and _stands_alone(text, start, end, instrument):
            reached = end
            titles.append(_without_pair(text, start, end))
    return sorted(titles)


def _without_pair(text: str, start: int, end: int) -> Title:
    """Return a known name that stands in inner marks, or beside a mark that lost its partner, or in none."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and after and before in OPENING and after in CLOSING:
        return Title(start - 1, end + 1)
    if after and after in "》≫":
        return Title(start, end + 1, True, "the opening mark is lost")
    return Title(start, end, False)


def _marked_titles(text: str, table: Instruments) -> Iterator[Title]:
    """Yield the outermost titles in marks, in one pass over marks and punctuation."""
    first = min((at for at in map(text.find, OUTER) if at >= 0), default=len(text))
    marks = [(found[0], found.start()) for found in MARK.finditer(text, first)]
    opened: list[str] = []
    start = last_closed = -1
    for index, (mark, at) in enumerate(marks):
        if not opened:
            if mark in OUTER:
                opened, start, last_closed = [mark], at, -1
            continue
        following = marks[index + 1] if index + 1 < len(marks) else ("", len(text))
        if mark in OPENING and at - start < LONGEST_TITLE:
            opened.append(mark)
        elif mark in CLOSING and at - start < LONGEST_TITLE:
            opened.pop()
            last_closed = at
            # 《关于〈办法》, without the inner closing mark anywhere: the outer one closes all.
            if (
                opened
                and mark in "》≫"
                and following[0] not in CLOSING
                and opened[-1] in OUTER
                and len(opened) == 1
            ):
                crossed = text[start + 1 : at].count("《") == 0
                if crossed:
                    opened = []
                    yield Title(start, at + 1, True, "an inner mark is lost")
                    continue
            if not opened and at > start + 1:
                yield Title(start, at + 1)
        elif following[0] not in CLOSING or at - start >= LONGEST_TITLE:
            yield _unclosed(text, start, at, last_closed, table)
            opened = [mark] if mark in OUTER else []
            start, last_closed = at, -1
    if opened:
        yield _unclosed(text, start, len(text), last_closed, table)


def _unclosed(text: str, start: int, stop: int, last_closed: int, table: Instruments) -> Title:
    """Return the title of a mark that is not closed before `stop`."""
    if last_closed >= 0:
        return Title(start, last_closed + 1, True, "marks do not pair up")
    words = text[start + 1 : min(stop, start + LONGEST_TITLE)]
    known = max((last + 1 for last, (n, _) in table.unmarked.iter(words) if last + 1 == n), default=0)
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
