"""What several rules see of a report, made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Protocol, TypeVar, TypeVarTuple

Made = TypeVar("Made")
Rest = TypeVarTuple("Rest")


class Keeper(Protocol):
    """What has a place for things made of it.

    Attributes
    ----------
    kept : dict
    """

    kept: dict[Hashable, object]


Owner = TypeVar("Owner", bound=Keeper)


def once(make: Callable[[Owner, *Rest], Made]) -> Callable[[Owner, *Rest], Made]:
    """Return a function that makes something of its first argument once, and keeps it there; it takes no keywords.

    Rules are applied to many reports in turn: a cache of the last few would hold nothing when the next rule comes.
    """

    @wraps(make, updated=())
    def kept(owner: Owner, *rest: *Rest) -> Made:
        key, made = (make, rest) if rest else make, owner.kept
        if key not in made:
            made[key] = make(owner, *rest)
        return made[key]

    return kept
