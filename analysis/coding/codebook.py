"""The codebook file read and checked from end to end: themes and terms, problem and plan types, time anchors."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.coding.codebook_file import Entry, read_entries
from analysis.coding.codebook_parts import (
    Codebook,
    NotNear,
    StatementType,
    Subtheme,
    Term,
    Theme,
    TimeAnchor,
    matching_form,
)
from analysis.coding.patterns import Pattern, PatternError, read_pattern
from analysis.errors import CodebookError, nearest

__all__ = [
    "Codebook",
    "StatementType",
    "Subtheme",
    "Term",
    "Theme",
    "TimeAnchor",
    "load_codebook",
    "matching_form",
]

SCHEMA = "fazhi-codebook/1"
MATCHES = ("exact", "regex")
ANCHORS = ("none", "soft", "hard")
STATUSES = ("verified", "check before printing")
PLAN_KINDS = ("plan", "suggestion")
FIRST_YEAR, LAST_YEAR = 1949, 2100


def load_codebook(path: str | os.PathLike[str]) -> Codebook:
    """Return the codebook of a file, checked from end to end.

    Raises
    ------
    CodebookError
        At the first mistake: one line with file, line, owner, what is wrong and what to do.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CodebookError(f"{path}: {error.strerror}; name a codebook file") from None
    return _codebook(path, content)


@lru_cache(maxsize=8)
def _codebook(path: Path, content: bytes) -> Codebook:
    top = read_entries(path, content)
    sections = ("problem_types", "problem_markers", "plan_types", "plan_markers", "time_anchors")
    top.check_keys(("schema", "version", "themes", *sections), ("note",))
    if top.text("schema") != SCHEMA:
        raise top.fault(
            f"schema {top.text('schema')!r} is not {SCHEMA!r}", f"write schema: {SCHEMA}", "schema"
        )
    themes = _themes(top)
    if not themes:
        raise top.fault("no theme", "add one", "themes")
    return Codebook(
        digest=hashlib.sha256(content).hexdigest(),
        version=top.text("version"),
        themes=themes,
        problem_types=_statement_types(top, "problem_types", "problem type", ("problem",)),
        problem_markers=_markers(top.entry("problem_markers")),
        plan_types=_statement_types(top, "plan_types", "plan type", PLAN_KINDS),
        plan_markers=_markers(top.entry("plan_markers")),
        time_anchors=_time_anchors(top),
    )


def _themes(top: Entry) -> tuple[Theme, ...]:
    entries = top.entries("themes", "theme")
    ids = _unique_ids(entries)
    taken: dict[str, tuple[Term, int]] = {}
    themes = []
    for entry in entries:
        entry.check_keys(
            ("id", "label_zh", "label_en", "short_zh", "short_en", "definition", "source", "include", "exclude",
             "subthemes", "terms")
        )  # fmt: skip
        subthemes = tuple(map(_subtheme, entry.entries("subthemes")))
        terms = []
        for line in entry.entries("terms"):
            term = _term(line, entry.text("id"), ids, [subtheme.id for subtheme in subthemes])
            _check_taken(line, term, taken)
            terms.append(term)
        if not terms:
            raise entry.fault("no terms", "add one, or remove the theme", "terms")
        words = ("id", "label_zh", "label_en", "short_zh", "short_en", "definition", "include", "exclude")
        texts = {key: entry.text(key) for key in words}
        themes.append(Theme(**texts, source=entry.texts("source"), subthemes=subthemes, terms=tuple(terms)))
    _unique_ids([part for entry in entries for part in entry.entries("subthemes")])
    return tuple(themes)


def _unique_ids(entries: list[Entry]) -> list[str]:
    ids: dict[str, Entry] = {}
    for entry in entries:
        entry.check_keys(("id",), optional=entry.data)  # what else it holds is checked by its own reader
        name = entry.text("id")
        if name in ids:
            raise entry.fault(f"id {name!r} is taken by line {ids[name].line}", "choose another", "id")
        ids[name] = entry
    return list(ids)


def _subtheme(entry: Entry) -> Subtheme:
    entry.check_keys(("id", "label_zh", "label_en"))
    return Subtheme(entry.text("id"), entry.text("label_zh"), entry.text("label_en"))


def _term(entry: Entry, theme: str, themes: list[str], subthemes: list[str]) -> Term:
    entry.check_keys(
        ("term",),
        ("match", "subtheme", "weak", "also", "requires", "not_near", "since", "until", "origin", "note"),
    )
    subtheme = entry.text("subtheme")
    if subtheme and subtheme not in subthemes:
        raise entry.fault(f"unknown subtheme {subtheme!r}", nearest(subtheme, subthemes), "subtheme")
    also = entry.texts("also")
    for other in also:
        if other not in themes:
            raise entry.fault(f"unknown theme {other!r} in 'also'", nearest(other, themes), "also")
        if other == theme or also.count(other) > 1:
            raise entry.fault(f"'also' names {other!r} once too often", "remove it", "also")
    strings, literals, pattern = _what_matches(entry)
    return Term(
        theme, entry.text("term"), strings, literals, pattern, subtheme or None, entry.flag("weak"), also,
        requires=tuple(map(matching_form, entry.texts("requires"))), not_near=_not_near(entry),
        since=entry.number("since", FIRST_YEAR, LAST_YEAR), until=entry.number("until", FIRST_YEAR, LAST_YEAR),
        origin=entry.text("origin"), note=entry.text("note"),
    )  # fmt: skip


def _what_matches(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...], re.Pattern[str] | None]:
    text = entry.text("term")
    if entry.choice("match", MATCHES) == "exact":
        form = matching_form(text)
        if not form:
            raise entry.fault(f"term {text!r} is nothing but blanks", "remove it", "term")
        return (form,), (form,), None
    pattern = _pattern(entry, text, "term")
    return pattern.strings, pattern.literals, None if pattern.strings else re.compile(pattern.text)


def _pattern(entry: Entry, text: str, key: str) -> Pattern:
    try:
        return read_pattern(text)
    except PatternError as error:
        raise entry.fault(
            f"pattern {text!r} {error}".partition("; ")[0], str(error).partition("; ")[2], key
        ) from None


def _not_near(entry: Entry) -> NotNear | None:
    if "not_near" not in entry:
        return None
    inner = entry.entry("not_near")
    inner.check_keys(("term",), ("chars",))
    return NotNear(tuple(map(matching_form, inner.texts("term"))), inner.number("chars", 0, 999))


def _check_taken(entry: Entry, term: Term, taken: dict[str, tuple[Term, int]]) -> None:
    """Refuse a string that another theme has, unless context tells the two apart, and a term listed twice."""
    for string in dict.fromkeys((*term.strings, term.text)):
        other, line = taken.setdefault(string, (term, entry.line))
        if other is term or (other.theme != term.theme and term.has_context and other.has_context):
            continue
        problem = f"duplicate term {string!r}"
        if other.theme != term.theme:
            remedy = f"keep one, with also: [{term.theme}]"
            raise entry.fault(f"{problem}: theme {other.theme} has it in line {line}", remedy, "term")
        if string == term.text == other.text:
            raise entry.fault(f"{problem}: line {line} has it too", "keep one", "term")


def _finder(entry: Entry, key: str, strings: tuple[str, ...], patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for strings and patterns, the longest string first."""
    forms = sorted(map(matching_form, strings), key=len, reverse=True)
    parts = [_pattern(entry, text, key).text for text in patterns] + list(map(re.escape, forms))
    return re.compile("|".join(parts))


def _statement_types(top: Entry, key: str, owner: str, kinds: tuple[str, ...]) -> tuple[StatementType, ...]:
    entries = top.entries(key, owner)
    _unique_ids(entries)
    types = []
    for entry in entries:
        entry.check_keys(("id", "label_zh", "label_en", "cues"), ("patterns", "kind"))
        cues, patterns = entry.texts("cues"), entry.texts("patterns")
        if len(set(cues)) < len(cues):
            raise entry.fault("a cue stands twice", "keep one", "cues")
        finder = _finder(entry, "patterns", cues, patterns)
        labels = (entry.text("id"), entry.text("label_zh"), entry.text("label_en"))
        types.append(StatementType(*labels, cues, finder, entry.choice("kind", kinds)))
    return tuple(types)


def _markers(entry: Entry) -> dict[str, re.Pattern[str]]:
    return {str(group): _finder(entry, str(group), (), entry.texts(group)) for group in entry.data}


def _time_anchors(top: Entry) -> tuple[TimeAnchor, ...]:
    entries = top.entries("time_anchors", "time anchor")
    _unique_ids(entries)
    anchors = []
    for entry in entries:
        entry.check_keys(
            ("id", "term", "kind", "anchor", "source", "status"),
            ("regex", "first_official", "in_force", "faded_from", "note"),
        )
        regex = entry.text("regex")
        dates = {key: _date(entry, key) for key in ("first_official", "in_force", "faded_from")}
        anchor = entry.choice("anchor", ANCHORS)
        if anchor == "hard" and not dates["first_official"]:
            raise entry.fault(
                "a hard anchor needs 'first_official'", "add the date, or make it soft", "anchor"
            )
        anchors.append(
            TimeAnchor(
                entry.text("id"), entry.text("term"),
                _finder(entry, "regex", () if regex else (entry.text("term"),), (regex,) if regex else ()),
                entry.text("kind"), anchor, **dates,
                source=entry.text("source"), status=entry.choice("status", STATUSES), note=entry.text("note"),
            )
        )  # fmt: skip
    return tuple(anchors)


def _date(entry: Entry, key: str) -> str | None:
    """Return a date of the form 2019, 2019-04 or 2019-04-15."""
    value = entry.text(key)
    if not value:
        return None
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            raise ValueError
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        raise entry.fault(
            f"{key!r} is no date: {value!r}", "write it as '2019', '2019-04' or '2019-04-15'", key
        ) from None
    return value
