"""What a rule is: an id, a kind, a severity, and a function to what it flags: from a coded report, or from two.

Rules are named after the field's kinds of inconsistency: N numbers, D dates and years, P names, places and
powers, T text and page. A finding says "this does not fit together", never "this is false". Its severity is

- error: a contradiction provable inside the text;
- warning: very probably wrong, but an innocent reading exists;
- notice: worth a human look;
- info: a property of the page, no fault of the author.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.coding.coded_report import CodedReport

Span = tuple[int, int]


class NotChecked(Exception):
    """A rule that cannot run on this report; the message is the reason in words."""


@dataclass(frozen=True)
class Flag:
    """What a rule flags.

    Attributes
    ----------
    message : str
        What does not fit, with the arithmetic or the dates compared, for a human reader.
    span : tuple of int
        The passage, as half-open offsets into the source text.
    compared : tuple of tuple of int
        The other passages it was compared with.
    severity : str or None
        Where this case is more or less severe than the rule at large.
    """

    message: str
    span: Span
    compared: tuple[Span, ...] = ()
    severity: str | None = None


class ChangingNumber(NamedTuple):
    """A number that changes from year to year by its nature: all that rules on two reports see of each.

    A rule that compares anything else needs it made, and kept, beside these.

    Attributes
    ----------
    name : str
        What it measures, without words that name nothing.
    unit : str
        As in table `quantities`; empty instead of none.
    value : str
        A plain decimal without trailing zeros.
    measures, raw : str
        What it measures and the number, as printed.
    start, end : int
        Offsets into the source.
    """

    name: str
    unit: str
    value: str
    measures: str
    raw: str
    start: int
    end: int

    @property
    def fact(self) -> tuple[str, str, str]:
        """What is equal where two reports state the same."""
        return self[:3]

    @property
    def span(self) -> Span:
        """Where it stands in the source."""
        return self.start, self.end


Check = Callable[[CodedReport], Iterator[Flag]]
PanelCheck = Callable[[Sequence[ChangingNumber], Sequence[ChangingNumber]], Iterator[Flag]]


@dataclass(frozen=True)
class Rule:
    """A check with its id, the kind of inconsistency it finds, and how severe that is."""

    id: str
    kind: str
    severity: str
    check: Check


@dataclass(frozen=True)
class PanelRule:
    """A check of two reports of one issuer on successive years, the earlier one first; it flags the later one."""

    id: str
    kind: str
    severity: str
    check: PanelCheck


def rule(identifier: str, kind: str, severity: str) -> Callable[[Check], Rule]:
    """Return a decorator that makes a generator of flags a rule."""
    return lambda check: Rule(identifier, kind, severity, check)


def panel_rule(identifier: str, kind: str, severity: str) -> Callable[[PanelCheck], PanelRule]:
    """Return a decorator that makes a generator of flags a rule on two reports."""
    return lambda check: PanelRule(identifier, kind, severity, check)
