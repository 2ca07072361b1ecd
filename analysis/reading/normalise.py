"""Normalised text with the way back: every character knows the source offsets it came from.

Two views serve the rooms that follow. :func:`fold` unifies width, blanks, marks and script and keeps
the line structure; :func:`squeeze` then drops blanks and line breaks, for matching terms.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from opencc import OpenCC

# Han characters by fixed ranges, so that totals do not move with the Unicode release of the Python in use.
HAN = "々〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff"
HAN_CHARACTER = re.compile(f"[{HAN}]")
HAN_RUN = re.compile(f"[{HAN}]+")

LINE_ENDS = "\r\v\f\x85\u2028\u2029"
ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Added to the code point a traditional character folds to: beyond all code points.
TRADITIONAL = 1 << 21
# What stands for a character that goes; no text holds this noncharacter.
GONE = "\uffff"
# Reposting sites gloss single characters with pinyin: 建設(shè). English in brackets has no tone mark.
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
PINYIN_GLOSS = re.compile(f"[(（](?<=[{HAN}].)[a-zü]*[{TONED}][a-zü]*[)）]")
# A range of years whose dash was lost: 20212025年, (20212025). The match is the place of the dash.
EIGHT_DIGITS = re.compile("20\\d\\d20\\d\\d")
# Copies of pages as Markdown: # before titles, ** around headings, addresses behind [links].
MARKDOWN = re.compile(r"(?:^|\n) ?#{1,6} [^#*\n]{2,}|(?:^|(?<=[\n ]))\*\*[^*\n]{2,60}\*\*")
MARKDOWN_SIGN = re.compile(
    r"(?:^|(?<=[\n ]))#{1,6} +|\*\*|(?<=\])[(（](?:https?[:：]/|/|#)[^()（） \n]*[)）]"
)
GLUED_YEARS = re.compile("(?<=20\\d\\d)(?<!\\d20\\d\\d)(?=20\\d\\d(?:年|[)）]))")
FULL_WIDTH_MARKS = dict(zip(",:;!?()", "，：；！？（）", strict=True))
# In 1,208  10:32  http:// the half-width mark is the right one. Mark by mark: a literal is found fast.
HALF_WIDTH_STAYS = {
    half: re.compile(f"{re.escape(half)}(?=[A-Za-z0-9/])(?<=[A-Za-z0-9].)") for half in ",:;!?"
}


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
    one_script : bool
        Whether the source is known to hold no traditional character.
    """

    source: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    one_script: bool = False

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

    def spans(self, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the source offsets of many stretches, each as :meth:`span` returns them."""
        if isinstance(self.starts, range):
            return stretches
        starts, ends, span = self.starts, self.ends, self.span
        return [
            (starts[first], ends[behind - 1]) if first < behind else span(first, behind)
            for first, behind in stretches
        ]

    def locate(self, offset: int) -> int:
        """Return the index in `text` of the first character that comes from `offset` or later."""
        return bisect_left(self.starts, offset)

    @cached_property
    def simplified(self) -> bool:
        """Whether the source holds no traditional character."""
        return self.one_script or not _look_up(_traditional(), self.source).any()

    @cached_property
    def wide_blanks(self) -> Sequence[int]:
        """Where in `text` a blank stands for two characters of the source or more."""
        if isinstance(self.starts, range):
            return ()
        wide = np.flatnonzero(_array(self.ends) - _array(self.starts) > 1)
        return [index for index in wide.tolist() if self.text[index] == " "]

    def sub(self, pattern: re.Pattern[str], new: str) -> MappedText:
        """Return a view in which every match is replaced by `new`, keeping the map.

        Each character of `new` maps to the whole match: to an empty range where an empty match stands.
        """
        if not pattern.search(self.text):
            return self
        old_starts, old_ends = _offsets(_array(self.starts)), _offsets(_array(self.ends))
        pieces, starts, ends, last = [], array("i"), array("i"), 0
        for match in pattern.finditer(self.text):
            begin, stop = match.span()
            pieces += self.text[last:begin], new
            starts += old_starts[last:begin]
            ends += old_ends[last:begin]
            if new:
                first, behind = self.span(begin, stop)
                starts.extend([first] * len(new))
                ends.extend([behind] * len(new))
            last = stop
        pieces.append(self.text[last:])
        starts += old_starts[last:]
        ends += old_ends[last:]
        return MappedText(self.source, "".join(pieces), starts, ends, self.one_script)


def _array(offsets: Sequence[int]) -> np.ndarray:
    if isinstance(offsets, range):
        return np.arange(offsets.start, offsets.stop, dtype=np.int32)
    return np.frombuffer(offsets, dtype=np.int32)


def _offsets(values: np.ndarray) -> array[int]:
    """Return offsets in a form that yields plain integers, one by one, at once."""
    return array("i", values.tobytes())


def _full_width_marks(text: str) -> str:
    """Return the text with the marks ``,:;!?()`` in full width, except within numbers, times and addresses."""
    widened = text
    for half, full in FULL_WIDTH_MARKS.items():
        widened = widened.replace(half, full)
    stays = sorted(
        match.start()
        for half, within in HALF_WIDTH_STAYS.items()
        if half in text
        for match in within.finditer(text)
    )
    if not stays:
        return widened
    pieces, last = [], 0
    for place in stays:
        pieces += widened[last:place], text[place]
        last = place + 1
    return "".join([*pieces, widened[last:]])


@cache
def _widths() -> dict[int, str]:
    """Full-width letters, digits and signs to ASCII (the marks ，：；！？（） stay), every blank to a space."""
    widths = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，：；！？（）"}
    blanks = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
    return widths | {ord(blank): " " for blank in blanks}


@cache
def _line_ends() -> dict[int, str]:
    """Every line end of one character to a line feed; characters without width go."""
    return {ord(end): "\n" for end in LINE_ENDS} | {ord(sign): GONE for sign in ZERO_WIDTH}


@cache
def _simplified() -> dict[int, str]:
    """Each traditional character to its simplified form, character by character, so that lengths stay."""
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(old): new for old, new in pairs if new != old and len(new) == 1}


@cache
def _table(*tables: Callable[[], dict[int, str]]) -> np.ndarray:
    """Tables, applied one after the other, as an array from code point to code point."""
    codes = np.arange(0x110000, dtype=np.uint32)
    for table in tables:
        changes = np.arange(len(codes), dtype=np.uint32)
        for old, new in table().items():
            changes[old] = ord(new)
        codes = changes[codes]
    return codes


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _look_up(table: np.ndarray, text: str) -> np.ndarray:
    """Return what a table from code point to anything has for each character of a text."""
    return table[_codes(text).astype(np.intp)]


def _text(codes: np.ndarray) -> str:
    return str(codes.astype("<u4", copy=False), "utf-32-le", "surrogatepass")


@cache
def _traditional() -> np.ndarray:
    """Which characters are traditional forms."""
    return _table(_simplified) != np.arange(0x110000)


@cache
def _folding() -> np.ndarray:
    """What each character folds to, those that are traditional forms marked as such."""
    return _table(_widths, _simplified, _line_ends) + np.uint32(TRADITIONAL) * _traditional()


def is_traditional(text: str, share: float = 0.02) -> bool:
    """Tell whether at least `share` of the Han characters are traditional forms."""
    changed = int(_look_up(_traditional(), text).sum())
    return changed > 0 and changed >= share * _count(text)


def fold_characters(text: str) -> str:
    """Return the text in folded width and script, character by character (the length never changes)."""
    return _text(_look_up(_table(_widths, _simplified), text))


def fold(source: str) -> MappedText:
    """Return the layout view: width, marks, blanks and script unified, line structure kept.

    Full-width letters and digits become ASCII; the marks ``,:;!?()`` become full width except within
    numbers, times and addresses; blanks of every kind become single spaces; traditional characters become
    simplified ones; zero-width characters, pinyin glosses and signs of Markdown go; a lost dash of a year range comes back.
    """
    view = _unify(source)
    if ("#" in view.text or "**" in view.text) and MARKDOWN.search(view.text):
        view = view.sub(MARKDOWN_SIGN, "")
    if any(letter in view.text for letter in TONED):
        view = view.sub(PINYIN_GLOSS, "")
    if EIGHT_DIGITS.search(view.text):
        view = view.sub(GLUED_YEARS, "—")
    return MappedText(source, _full_width_marks(view.text), view.starts, view.ends, view.one_script)


def _unify(source: str) -> MappedText:
    """Return a source in one width, script and kind of line end, with single blanks, without zero width."""
    codes = _look_up(_folding(), source)
    one_script = bool(codes.max(initial=0) < TRADITIONAL)
    if not one_script:
        codes &= TRADITIONAL - 1
    text = _text(codes)
    # A single character is found fast.
    split = "\r" in source and "\r\n" in source
    if not split and GONE not in text and "  " not in text:
        return MappedText(source, text, range(len(source)), range(1, len(source) + 1), one_script)
    starts = np.arange(len(codes), dtype=np.int32)
    ends = starts + 1
    dropped = codes == ord(GONE)
    if split:
        carriage = np.array([end.start() for end in re.finditer("\r\n", source)])
        starts[carriage + 1] -= 1
        dropped[carriage] = True
    codes, starts, ends = (values[~dropped] for values in (codes, starts, ends))
    blank = np.concatenate([[False], codes == ord(" "), [False]])
    first, last = blank[1:-1] & ~blank[:-2], blank[1:-1] & ~blank[2:]
    ends[first] = ends[last]
    kept = first | ~blank[1:-1]
    starts, ends = _offsets(starts[kept]), _offsets(ends[kept])
    return MappedText(source, _text(codes[kept]), starts, ends, one_script)


def squeeze(view: MappedText) -> MappedText:
    """Return the matching view: no line break, and no blank but between two ASCII characters.

    Such a blank separates words; beside a Chinese character it is padding.
    """
    if " " not in view.text and "\n" not in view.text:
        return view
    codes = _codes(view.text)
    blank = codes == ord(" ")
    kept = ~blank & (codes != ord("\n"))
    words = (codes > ord(" ")) & (codes <= ord("~"))
    kept[1:-1] |= blank[1:-1] & words[:-2] & words[2:]
    starts, ends = _array(view.starts)[kept], _array(view.ends)[kept]
    return MappedText(view.source, _text(codes[kept]), _offsets(starts), _offsets(ends))


@cache
def _han_counts() -> np.ndarray:
    """How many Han characters the NFKC form of each character of the basic plane has, at most six."""
    plane = "".join(map(chr, range(0x10000)))
    counts = np.zeros(len(plane), dtype=np.int32)
    for run in HAN_RUN.finditer(plane):
        counts[run.start() : run.end()] = 1
    for character in filter(unicodedata.decomposition, plane):
        counts[ord(character)] = _count(unicodedata.normalize("NFKC", character))
    return counts


def cumulate_han(text: str) -> Sequence[int]:
    """Return how many Han characters :func:`count_han` counts before each offset of a text, and in all of it."""
    try:
        counts = _look_up(_han_counts(), text)
    except IndexError:  # a character beyond the basic plane
        counts = np.array([count_han(character) for character in text], dtype=np.int32)
    before = np.zeros(len(text) + 1, dtype=np.int32)
    np.cumsum(counts, dtype=np.int32, out=before[1:])
    return _offsets(before)


def count_han(text: str) -> int:
    """Return the number of Han characters after NFKC, the denominator of every rate (㈠ counts one, ① none)."""
    return _count(unicodedata.normalize("NFKC", text))


def _count(text: str) -> int:
    return sum(map(len, HAN_RUN.findall(text)))
