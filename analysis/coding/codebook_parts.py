"""The parts of a codebook, as checked values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from analysis.reading.normalise import fold, squeeze


@dataclass(frozen=True)
class NotNear:
    """A match is dropped where one of `strings` stands within `chars` characters (None: in the sentence)."""

    strings: tuple[str, ...]
    chars: int | None


@dataclass(frozen=True)
class Term:
    """A string or pattern that stands for a theme.

    Attributes
    ----------
    theme : str
        The theme it counts for.
    text : str
        The string or pattern as the codebook prints it.
    strings : tuple of str
        Everything it matches, in the form of the matching view; empty for a pattern that cannot be
        spelled out.
    literals : tuple of str
        Strings of which every match contains one (those of an exact term are `strings`).
    pattern : re.Pattern or None
        What is matched when `strings` is empty.
    subtheme : str or None
        Part of the theme.
    weak : bool
        The term never decides a sentence on its own; it only supports another term of the theme.
    also : tuple of str
        Further themes the same span counts for.
    requires : tuple of str
        The match counts only if one of these stands in the sentence.
    not_near : NotNear or None
        The match counts only away from these.
    since, until : int or None
        First and last reporting year in which the wording is usual: descriptive, proof of nothing.
    origin : str
        ``outline`` for the wording of a central instrument.
    note : str
        For the human coder.
    """

    theme: str
    text: str
    strings: tuple[str, ...]
    literals: tuple[str, ...]
    pattern: re.Pattern[str] | None = None
    subtheme: str | None = None
    weak: bool = False
    also: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    not_near: NotNear | None = None
    since: int | None = None
    until: int | None = None
    origin: str = ""
    note: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether the codebook gives the string itself, not a pattern."""
        return self.strings == (matching_form(self.text),)

    @property
    def has_context(self) -> bool:
        """Whether a condition on the surroundings decides if a match counts."""
        return bool(self.requires) or self.not_near is not None


@dataclass(frozen=True)
class Subtheme:
    """A part of a theme."""

    id: str
    label_zh: str
    label_en: str


@dataclass(frozen=True)
class Theme:
    """What a sentence can be about, with what belongs to it and what does not."""

    id: str
    label_zh: str
    label_en: str
    short_zh: str
    short_en: str
    definition: str
    source: tuple[str, ...]
    include: str
    exclude: str
    subthemes: tuple[Subtheme, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class StatementType:
    """A type of stated problem, or of plan.

    Attributes
    ----------
    cues : tuple of str
        Strings that speak for it, as printed in the codebook.
    finder : re.Pattern
        Finds the first cue, string or pattern, in a text of the matching view.
    kind : str
        ``problem``, ``plan``, or ``suggestion`` (advice to superiors, no plan of the issuer).
    """

    id: str
    label_zh: str
    label_en: str
    cues: tuple[str, ...]
    finder: re.Pattern[str]
    kind: str


@dataclass(frozen=True)
class TimeAnchor:
    """A term with a date before which it cannot, or would hardly, stand in a text.

    Attributes
    ----------
    finder : re.Pattern
        Finds it in a text of the matching view.
    first_official, in_force, faded_from : str or None
        Dates as precise as known: year, month or day in ISO form. After `faded_from` the term is a
        signal of lag, never an error by itself.
    anchor : str
        ``hard``: the term cannot stand in a text finished before `first_official`; ``soft``: it may;
        ``none``: no dating value.
    status : str
        Whether the dates were seen in the source named, or are to be checked before printing.
    """

    id: str
    term: str
    finder: re.Pattern[str]
    kind: str
    anchor: str
    first_official: str | None
    in_force: str | None
    faded_from: str | None
    source: str
    status: str
    note: str = ""


@dataclass(frozen=True)
class Codebook:
    """A checked codebook; two codebooks are equal when their files are.

    Attributes
    ----------
    digest : str
        SHA-256 of the file.
    version : str
        The version it states.
    themes, problem_types, plan_types, time_anchors : tuple
        In the order of the file.
    problem_markers, plan_markers : mapping of str to re.Pattern
        Finders of the words that mark a problem, a hedge, a reason or a plan, by their group.
    """

    digest: str
    version: str = field(compare=False)
    themes: tuple[Theme, ...] = field(compare=False)
    problem_types: tuple[StatementType, ...] = field(compare=False)
    problem_markers: Mapping[str, re.Pattern[str]] = field(compare=False)
    plan_types: tuple[StatementType, ...] = field(compare=False)
    plan_markers: Mapping[str, re.Pattern[str]] = field(compare=False)
    time_anchors: tuple[TimeAnchor, ...] = field(compare=False)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every term of every theme, in the order of the file."""
        return tuple(term for theme in self.themes for term in theme.terms)

    def theme(self, theme_id: str) -> Theme:
        """Return one theme by its id."""
        return {theme.id: theme for theme in self.themes}[theme_id]


def matching_form(text: str) -> str:
    """Return a string in the form it has in the matching view."""
    return squeeze(fold(text)).text
