"""The mistakes a user can meet, each with the exit status the command line answers.

A message is one line: what is wrong, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process as fuzzy


class FazhiError(Exception):
    """Base of every error the package raises on purpose.

    Attributes
    ----------
    exit_status : int
        1 when the work failed or the data are bad, 2 when the call was wrong.
    """

    exit_status = 1


class CallError(FazhiError):
    """The call was wrong: an unknown name, a value of the wrong type, a missing argument."""

    exit_status = 2


class CorpusError(FazhiError):
    """The corpus folder, its catalogue or one of its sources is not as it must be."""


class CodebookError(FazhiError):
    """The codebook does not say what it must, or says it twice."""


class RunError(FazhiError):
    """A notebook of the study failed, or its results are not the recorded ones."""


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a phrase naming the nearest valid name, and all of them when none is near."""
    names = sorted(names)
    match = fuzzy.extractOne(name, names, score_cutoff=60)
    if match:
        return f"did you mean {match[0]!r}?"
    return "valid names: " + ", ".join(names)
