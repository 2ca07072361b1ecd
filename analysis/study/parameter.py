"""What a parameter is: its type, its range, its vocabulary, and how its values are read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.errors import CallError, nearest

TRUTH = {"true": True, "false": False}


@dataclass(frozen=True)
class Parameter:
    """A parameter of the study.

    Attributes
    ----------
    name : str
        Its name, in notebooks, on the command line and in sweeps.
    annotation : str
        ``str``, ``int``, ``bool``, ``list[str]`` or ``list[int]``.
    default : object
        Its value in the default run.
    meaning : str
        The comment beside it in every notebook; without ``=``, which papermill's inspection cannot read.
    vocabulary : callable, optional
        Returns the values that are allowed; texts without one are free.
    minimum, maximum : int, optional
        Range of whole numbers, ends included.
    """

    name: str
    annotation: str
    default: object
    meaning: str
    vocabulary: Callable[[], Sequence[str]] | None = None
    minimum: int | None = None
    maximum: int | None = None

    @property
    def is_list(self) -> bool:
        """Whether it takes several values."""
        return self.annotation.startswith("list")

    @property
    def kind(self) -> type:
        """The type of one value."""
        return {"str": str, "int": int, "bool": bool}[self.annotation.removeprefix("list[").rstrip("]")]

    def parse(self, text: str) -> object:
        """Return the value a text of the command line stands for; lists lose their order and repetitions.

        Raises
        ------
        CallError
            When the text has the wrong type or a value is not allowed.
        """
        if not self.is_list:
            return self._checked(self._typed(text))
        parts = [part.strip() for part in re.split("[,，]", text) if part.strip()]
        return self._ordered([self._checked(self._typed(part)) for part in parts])

    def accept(self, value: object) -> object:
        """Return a value that already has a type, such as one of a YAML file; ``all`` is the empty list.

        Raises
        ------
        CallError
            When it has the wrong type or is not allowed.
        """
        if not self.is_list:
            return self._checked(value)
        values = [] if value == "all" else value if isinstance(value, list) else [value]
        return self._ordered([self._checked(one) for one in values])

    def _ordered(self, values: list) -> list:
        if self.vocabulary:
            return [value for value in self.vocabulary() if value in values]
        return sorted(set(values))

    def _typed(self, text: str) -> str | int | bool:
        if self.kind is int:
            if not re.fullmatch(r"-?[0-9]{1,18}", text.strip()):
                example = f"{self.name}={'2021,2023' if self.is_list else self.default}"
                raise CallError(f"parameter {self.name}: {text!r} is not a whole number; write {example}")
            return int(text)
        if self.kind is bool:
            if text not in TRUTH:
                raise CallError(f"parameter {self.name}: {text!r} is not allowed; {nearest(text, TRUTH)}")
            return TRUTH[text]
        return text

    def _checked(self, value: object) -> str | int | bool:
        if type(value) is not self.kind:
            wanted = {str: "a text: put it in quotes", int: "a whole number", bool: "true or false"}
            raise CallError(f"parameter {self.name}: {value!r} is not {wanted[self.kind]}")
        if self.vocabulary and value not in self.vocabulary():
            raise CallError(
                f"parameter {self.name}: {value!r} is not allowed; {nearest(value, self.vocabulary())}"
            )
        if self.minimum is not None and value < self.minimum:
            raise CallError(
                f"parameter {self.name}: {value} is below {self.minimum}, the least allowed value"
            )
        if self.maximum is not None and value > self.maximum:
            raise CallError(
                f"parameter {self.name}: {value} is above {self.maximum}, the greatest allowed value"
            )
        return value
