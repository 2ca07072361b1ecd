"""What several rules see of a report, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from analysis.coding.coded_report import CodedReport

Made = TypeVar("Made")


def once(make: Callable[[CodedReport], Made]) -> Callable[[CodedReport], Made]:
    """Return a function that makes something of a report once, and keeps it there.

    Rules are applied to many reports in turn: a cache of the last few would hold nothing when the next rule comes.
    """

    @wraps(make, updated=())
    def kept(coded: CodedReport) -> Made:
        made = coded.kept
        if make not in made:
            made[make] = make(coded)
        return made[make]

    return kept
