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
# Added to the code point that a character folds to, beyond all code points: what it is, so that one pass over
# a text tells which steps it needs.
TRADITIONAL, MARKUP, TONE, BLANK, VOID = (1 << bit for bit in range(21, 26))
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
# The number of a page in the middle of a sentence: the line between the two halves goes.
PAGE_BREAK = re.compile(
    f"(?<=[{HAN}，、])\n ?(?:[—–-]+ ?\\d{{1,3}} ?[—–-]+|第 ?\\d{{1,3}} ?页(?: ?[，/]? ?共 ?\\d{{1,3}} ?页)?) ?(?=\n ?[{HAN}])"
)
# In 1,208  10:32  http:// the half-width mark is the right one. Mark by mark: a literal is found fast.
BETWEEN_SIGNS = {
    half: re.compile(f"{full}(?=[A-Za-z0-9/])(?<=[A-Za-z0-9].)")
    for half, full in zip(",:;!?", "，：；！？", strict=True)
}


def _half_width_marks(view: MappedText) -> str:
    """Return the text of a view with the marks ``,:;!?`` as printed within numbers, times and addresses."""
    source, text = view.source, view.text
    patterns = [within for half, within in BETWEEN_SIGNS.items() if half in source]
    between = sorted(match.start() for within in patterns for match in within.finditer(text))
    if not between:
        return text
    pieces, last = [], 0
    for place in between:
        pieces += text[last:place], source[view.starts[place]]
        last = place + 1
    return "".join([*pieces, text[last:]])


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
def _full_width_marks() -> dict[int, str]:
    """The marks ``,:;!?()`` to full width."""
    return {ord(half): full for half, full in zip(",:;!?()", "，：；！？（）", strict=True)}


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
    """What each character folds to, with what it is."""
    codes = _table(_widths, simplified_forms, _line_ends, _full_width_marks)
    kinds = np.uint32(TRADITIONAL) * traditional_forms()
    for kind, signs in ((MARKUP, "#*＃＊"), (TONE, TONED)):
        kinds[[*map(ord, signs)]] |= kind
    for kind, sign in ((BLANK, " "), (VOID, GONE)):
        kinds[codes == ord(sign)] |= kind
    return codes | kinds


def fold_characters(text: str) -> str:
    """Return the text in folded width and script, character by character (the length never changes)."""
    return text_of(look_up(_table(_widths, simplified_forms), text))


def fold(source: str) -> MappedText:
    """Return the layout view: width, marks, blanks and script unified, line structure kept.

    Full-width letters and digits become ASCII; the marks ``,:;!?()`` become full width except within
    numbers, times and addresses; blanks of every kind become single spaces; traditional characters become
    simplified ones; zero-width characters, pinyin glosses and signs of Markdown go, and so does a page
    number between the halves of a sentence; a lost dash of a year range comes back.
    """
    view, kinds = _unify(source)
    if kinds & MARKUP and ("#" in view.text or "**" in view.text) and MARKDOWN.search(view.text):
        view = view.sub(MARKDOWN_SIGN, "")
    if kinds & TONE:
        view = view.sub(PINYIN_GLOSS, "")
    if EIGHT_DIGITS.search(view.text):
        view = view.sub(GLUED_YEARS, "—")
    if PAGE_BREAK.search(view.text):
        view = view.sub(PAGE_BREAK, "")
    text = _half_width_marks(view)
    return view if text is view.text else MappedText(source, text, view.starts, view.ends, view.one_script)


def _unify(source: str) -> tuple[MappedText, int]:
    """Return a source in one width, script and kind of line end, with single blanks, without zero width.

    The number tells which kinds of characters it has.
    """
    codes = look_up(_folding(), source)
    kinds = int(np.bitwise_or.reduce(codes))
    one_script = not kinds & TRADITIONAL
    if kinds >= TRADITIONAL:
        codes &= TRADITIONAL - 1
    text = text_of(codes)
    # A single character is found fast.
    split = "\r" in source and "\r\n" in source
    if not split and not kinds & VOID and not (kinds & BLANK and "  " in text):
        return MappedText(source, text, range(len(source)), range(1, len(source) + 1), one_script), kinds
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
    return MappedText(source, text_of(codes[kept]), starts, ends, one_script), kinds


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
