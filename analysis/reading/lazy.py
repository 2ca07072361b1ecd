"""Properties that are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Lazy(Generic[Made]):
    """A property made once, for objects of which many are made.

    The standard library's ``cached_property`` takes a lock in Python 3.11, which costs more than most of what is made.
    """

    def __init__(self, make: Callable[..., Made]):
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: object, kind: type | None = None) -> Made | Lazy[Made]:
        if owner is None:
            return self
        made = owner.__dict__[self._name] = self._make(owner)
        return made
