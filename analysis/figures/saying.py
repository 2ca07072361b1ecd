"""How alternative texts and the study speak: counts that agree, ties that are named, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

NOUNS = {
    "report": ("份报告", "report", "reports"),
    "place": ("个地方", "place", "places"),
    "theme": ("个主题", "theme", "themes"),
    "sentence": ("句", "sentence", "sentences"),
    "problem": ("个问题", "problem", "problems"),
    "finding": ("处疑点", "finding", "findings"),
    "word": ("个词", "word", "words"),
    "term": ("个词语", "term", "terms"),
}


def say(language: str, zh: str, en: str) -> str:
    """Return the Chinese or the English of two texts."""
    return zh if language == "zh" else en


def counted(n: int, noun: str, language: str) -> str:
    """Return a number with its noun: ``1 report``, ``2 reports``, ``2 份报告``."""
    zh, one, more = NOUNS[noun]
    if language == "zh":
        return f"{n:,} {zh}"
    return f"{n:,} {one if n == 1 else more}"


def joined(parts: Iterable[str], language: str) -> str:
    """Return parts as a list in words."""
    return ("、" if language == "zh" else ", ").join(parts)


def clauses(parts: Iterable[str], language: str) -> str:
    """Return clauses one after the other."""
    return ("；" if language == "zh" else "; ").join(parts)


def leading(frame: pd.DataFrame, value: str, shown: str) -> pd.DataFrame:
    """Return the rows whose value is the largest as it would be printed: more than one when they tie.

    Parameters
    ----------
    value : str
        The column that ranks.
    shown : str
        Format of a printed value, such as ``{:.1f}``.
    """
    known = frame.dropna(subset=[value])
    printed = [shown.format(number) for number in known[value]]
    if not printed:
        return known
    best = shown.format(known[value].max())
    return known[[one == best for one in printed]]


def between(low: str, high: str, language: str) -> str:
    """Return a range as printed; one value where both ends are the same."""
    if low == high:
        return low
    return f"{low}—{high}" if language == "zh" else f"{low} to {high}"


def names_of(rows: Sequence[str], language: str, most: int = 4) -> str:
    """Return tied names as a list; of more than `most` how many others there are."""
    rest = len(rows) - most
    by = clauses if any(", " in row for row in rows) else joined
    if rest <= 0:
        return by(rows, language)
    return by(rows[:most], language) + say(language, f"等 {len(rows)} 项", f" and {rest} more")
