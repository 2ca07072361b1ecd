"""Normalised text with the way back: every character knows the source offsets it came from.

Two views serve the rooms that follow. :func:`fold` unifies width, blanks, marks and script and keeps
the line structure; :func:`squeeze` then drops blanks and line breaks, for matching terms.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import ne

from opencc import OpenCC

# Han characters by fixed ranges, so that totals do not move with the Unicode release of the Python in use.
HAN = "々〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff"
HAN_CHARACTER = re.compile(f"[{HAN}]")
HAN_RUN = re.compile(f"[{HAN}]+")

LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
BLANKS = re.compile(" {2,}")
# Reposting sites gloss single characters with pinyin: 建設(shè). English in brackets has no tone mark.
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
PINYIN_GLOSS = re.compile(f"(?<=[{HAN}])[(（][a-zü]*[{TONED}][a-zü]*[)）]")
# A range of years whose dash was lost: 20212025年, (20212025). The match is the place of the dash.
GLUED_YEARS = re.compile("(?<=20\\d\\d)(?<!\\d20\\d\\d)(?=20\\d\\d(?:年|[)）]))")
# Within numbers, times and addresses (1,208  10:32  http://) the half-width mark is the right one.
HALF_WIDTH_STAYS = re.compile("(?<=[A-Za-z0-9])[,:;!?](?=[A-Za-z0-9/])")
FULL_WIDTH_MARKS = dict(zip(",:;!?()", "，：；！？（）", strict=True))
# A blank between two ASCII characters separates words; beside a Chinese character it is padding.
PADDING = re.compile("(?<![!-~]) +| +(?![!-~])|\n+")


@dataclass(frozen=True)
class MappedText:
    """A text derived from a source, with the way back.

    Attributes
    ----------
    source : str
        The text as stored.
    text : str
        The derived text.
    starts, ends : sequence of int
        For each character of `text`, the half-open range of `source` it came from. An inserted
        character (a repaired dash) has an empty range.
    """

    source: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, source: str) -> MappedText:
        """Return the identity view of a source."""
        return cls(source, source, range(len(source)), range(1, len(source) + 1))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of ``text[start:end]``; an empty range gives an empty span."""
        if start >= end:
            offset = self.starts[start] if start < len(self.starts) else len(self.source)
            return offset, offset
        return self.starts[start], self.ends[end - 1]

    def locate(self, offset: int) -> int:
        """Return the index in `text` of the first character that comes from `offset` or later."""
        return bisect_left(self.starts, offset)

    def sub(self, pattern: re.Pattern[str], replace: str | Callable[[re.Match[str]], str]) -> MappedText:
        """Return a view in which every match is replaced, keeping the map.

        A replacement as long as its match maps character by character; any other replacement maps,
        as a whole, to the whole match.
        """
        pieces, starts, ends, last, mapped = [], [], [], 0, 0
        for match in pattern.finditer(self.text):
            begin, stop = match.span()
            new = replace if isinstance(replace, str) else replace(match)
            pieces += self.text[last:begin], new
            last = stop
            if len(new) != stop - begin:
                if mapped < begin:
                    starts += self.starts[mapped:begin]
                    ends += self.ends[mapped:begin]
                if new:
                    source_start, source_end = self.span(begin, stop)
                    starts += [source_start] * len(new)
                    ends += [source_end] * len(new)
                mapped = stop
        if not pieces:
            return self
        pieces.append(self.text[last:])
        text = "".join(pieces)
        if not mapped and not starts:
            return MappedText(self.source, text, self.starts, self.ends)
        starts += self.starts[mapped:]
        ends += self.ends[mapped:]
        return MappedText(self.source, text, tuple(starts), tuple(ends))


def _full_width_marks(text: str) -> str:
    """Return the text with the marks ``,:;!?()`` in full width, except within numbers, times and addresses."""
    widened = text
    for half, full in FULL_WIDTH_MARKS.items():
        widened = widened.replace(half, full)
    pieces, last = [], 0
    for mark in HALF_WIDTH_STAYS.finditer(text):
        pieces += widened[last : mark.start()], mark[0]
        last = mark.end()
    return "".join([*pieces, widened[last:]])


@cache
def _widths() -> dict[int, str]:
    """Full-width letters, digits and signs to ASCII (the marks ，：；！？（） stay), every blank to a space."""
    widths = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；！？（）"}
    blanks = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
    return widths | {ord(blank): " " for blank in blanks}


@cache
def _simplified() -> dict[int, str]:
    """Each traditional character to its simplified form, character by character, so that lengths stay."""
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(old): new for old, new in pairs if new != old and len(new) == 1}


@cache
def _translation(*tables: Callable[[], dict[int, str]]) -> list[str]:
    """Tables, applied one after the other, as a list over the basic plane: the fastest form for ``translate``."""
    plane = [chr(code) for code in range(0x10000)]
    for table in tables:
        changes = table()
        plane = [changes.get(ord(character), character) for character in plane]
    return plane


def is_traditional(text: str, share: float = 0.02) -> bool:
    """Tell whether at least `share` of the Han characters are traditional forms."""
    simplified = text.translate(_translation(_simplified))
    return simplified != text and sum(map(ne, text, simplified)) >= share * _count(text)


def fold_characters(text: str) -> str:
    """Return the text in folded width and script, character by character (the length never changes)."""
    return text.translate(_translation(_widths, _simplified))


def fold(source: str) -> MappedText:
    """Return the layout view: width, marks, blanks and script unified, line structure kept.

    Full-width letters and digits become ASCII; the marks ``,:;!?()`` become full width except within
    numbers, times and addresses; blanks of every kind become single spaces; traditional characters become
    simplified ones; zero-width characters and pinyin glosses go; a lost dash of a year range comes back.
    """
    identity = MappedText.of(source)
    view = MappedText(source, fold_characters(source), identity.starts, identity.ends)
    view = view.sub(LINE_ENDS, "\n").sub(ZERO_WIDTH, "").sub(PINYIN_GLOSS, "").sub(GLUED_YEARS, "—")
    view = MappedText(source, _full_width_marks(view.text), view.starts, view.ends)
    return view.sub(BLANKS, " ")


def squeeze(view: MappedText) -> MappedText:
    """Return the matching view: no line break, and no blank but between two ASCII characters."""
    return view.sub(PADDING, "")


def count_han(text: str) -> int:
    """Return the number of Han characters after NFKC, the denominator of every rate (㈠ counts one, ① none)."""
    return _count(unicodedata.normalize("NFKC", text))


def _count(text: str) -> int:
    return sum(map(len, HAN_RUN.findall(text)))
