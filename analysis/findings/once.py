"""What several rules see of a report, or of a number in it, made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Generic, Protocol, TypeVar, TypeVarTuple

Made = TypeVar("Made")
Rest = TypeVarTuple("Rest")


class Keeper(Protocol):
    """What has a place for things made of it.

    Attributes
    ----------
    kept : dict
    """

    kept: dict[Hashable, object]


class Lazy(Generic[Made]):
    """A property made when it is first asked for; a `cached_property` without its lock, which takes longer than most."""

    def __init__(self, make: Callable[..., Made]):
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: object, kind: type | None = None) -> Made:
        made = owner.__dict__[self._name] = self._make(owner)
        return made


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
