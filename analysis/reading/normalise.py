"""Normalised text with the way back: every character knows the source offsets it came from.

Two views serve the rooms that follow. :func:`fold` unifies width, blanks, marks and script and keeps
the line structure; :func:`squeeze` then drops blanks and line breaks, for matching terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import numpy as np

from analysis.reading.code_points import code_points, look_up, text_of
from analysis.reading.han import HAN
from analysis.reading.mapped_text import MappedText, array_of, offsets_of
from analysis.reading.script import simplified_forms, traditional_forms

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
def _table(*tables: Callable[[], dict[int, str]]) -> np.ndarray:
    """Tables, applied one after the other, as an array from code point to code point."""
    codes = np.arange(0x110000, dtype=np.uint32)
    for table in tables:
        changes = np.arange(len(codes), dtype=np.uint32)
        for old, new in table().items():
            changes[old] = ord(new)
        codes = changes[codes]
    return codes


@cache
def _folding() -> np.ndarray:
    """What each character folds to, those that are traditional forms marked as such."""
    return _table(_widths, simplified_forms, _line_ends) + np.uint32(TRADITIONAL) * traditional_forms()


def fold_characters(text: str) -> str:
    """Return the text in folded width and script, character by character (the length never changes)."""
    return text_of(look_up(_table(_widths, simplified_forms), text))


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
    codes = look_up(_folding(), source)
    one_script = bool(codes.max(initial=0) < TRADITIONAL)
    if not one_script:
        codes &= TRADITIONAL - 1
    text = text_of(codes)
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
    starts, ends = offsets_of(starts[kept]), offsets_of(ends[kept])
    return MappedText(source, text_of(codes[kept]), starts, ends, one_script)


def squeeze(view: MappedText) -> MappedText:
    """Return the matching view: no line break, and no blank but between two ASCII characters.

    Such a blank separates words; beside a Chinese character it is padding.
    """
    if " " not in view.text and "\n" not in view.text:
        return view
    codes = code_points(view.text)
    blank = codes == ord(" ")
    kept = ~blank & (codes != ord("\n"))
    words = (codes > ord(" ")) & (codes <= ord("~"))
    kept[1:-1] |= blank[1:-1] & words[:-2] & words[2:]
    starts, ends = array_of(view.starts)[kept], array_of(view.ends)[kept]
    return MappedText(view.source, text_of(codes[kept]), offsets_of(starts), offsets_of(ends))
