"""A codebook file as entries that know their line, so that every mistake in it can be shown in its place."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from analysis.errors import CodebookError, nearest

KIND_NAMES = {CommentedMap: "a mapping", CommentedSeq: "a list", bool: "true or false", int: "a whole number"}


class Entry:
    """A mapping of the file.

    Its readers return the value of a key in the type the codebook needs, and raise a CodebookError that
    names file, line and owner when the file holds something else.

    Parameters
    ----------
    file : str
        Path of the file, for messages.
    data : CommentedMap
        The mapping as loaded.
    line : int
        The line it begins on, counted from 1.
    owner : str
        What it belongs to, such as ``theme T05``; empty at the top.
    """

    def __init__(self, file: str, data: CommentedMap, line: int, owner: str = ""):
        self.file, self.data, self.line, self.owner = file, data, line, owner

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def fault(self, problem: str, remedy: str, key: str | None = None) -> CodebookError:
        """Return the error for a problem of this entry, or of the value of one of its keys."""
        line = self.data.lc.key(key)[0] + 1 if key in self.data else self.line
        place = f"line {line}, {self.owner}" if self.owner else f"line {line}"
        return CodebookError(f"{self.file}, {place}: {problem}; {remedy}")

    def check_keys(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Refuse keys that are unknown, and entries that lack a required one."""
        known = [*required, *optional]
        for key in self.data:
            if key not in known:
                raise self.fault(f"unknown key {key!r}", nearest(str(key), known), key)
        for key in required:
            if key not in self.data:
                raise self.fault(f"{key!r} is missing", "add it")

    def _value(self, key: str, kind: type, what: str, remedy: str):
        value = self.data[key]
        # In YAML, true is no number and an unquoted 12348 no text.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            given = KIND_NAMES.get(type(value)) or ("nothing" if value is None else repr(value))
            raise self.fault(f"{key!r} must be {what}, not {given}", remedy, key)
        return value

    def text(self, key: str) -> str:
        """Return a text that is not empty; an absent key is an empty text."""
        if key not in self.data:
            return ""
        value = self._value(key, str, "text", "put it in quotes")
        if not value.strip():
            raise self.fault(f"{key!r} is empty", "fill it in or remove the key", key)
        return str(value)

    def choice(self, key: str, choices: Collection[str]) -> str:
        """Return a text that is one of the choices; an absent key is the first of them."""
        value = self.text(key)
        if value and value not in choices:
            raise self.fault(f"{key!r} must be one of {', '.join(choices)}, not {value!r}", "choose one", key)
        return value or next(iter(choices))

    def flag(self, key: str) -> bool:
        """Return true or false; an absent key is false."""
        return key in self.data and self._value(key, bool, "true or false", "write true or false")

    def number(self, key: str, least: int, most: int) -> int | None:
        """Return a whole number between two bounds; an absent key is None."""
        if key not in self.data:
            return None
        what = f"a whole number from {least} to {most}"
        value = self._value(key, int, what, "write it without quotes")
        if not least <= value <= most:
            raise self.fault(f"{key!r} must be {what}, not {value}", "correct it", key)
        return int(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return one or more texts, none of them empty; an absent key is none, a single text a list of one."""
        if key not in self.data:
            return ()
        values = self.data[key]
        if isinstance(values, str):
            return (self.text(key),)
        values = self._value(key, CommentedSeq, "a list of texts", "write it as [one, two]")
        if not values:
            raise self.fault(f"{key!r} is empty", "fill it in or remove the key", key)
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.fault(
                    f"{key!r} holds {value!r}", "put every text in quotes, leave none empty", key
                )
        return tuple(map(str, values))

    def entry(self, key: str) -> Entry:
        """Return the mapping under a key."""
        value = self._value(key, CommentedMap, "a mapping", "write it as {key: value}")
        return Entry(self.file, value, self.data.lc.key(key)[0] + 1, self.owner)

    def entries(self, key: str, kind: str = "") -> list[Entry]:
        """Return the mappings in the list under a key; `kind` and their id make the owner of what they hold."""
        found = []
        values = self._value(key, CommentedSeq, "a list", "write one entry per line, each after '- '")
        for index, value in enumerate(values):
            line = values.lc.item(index)[0] + 1
            entry = Entry(self.file, value, line, self.owner)
            if not isinstance(value, CommentedMap):
                place = Entry(self.file, CommentedMap(), line, self.owner)
                raise place.fault(f"{key!r} holds {value!r}", "write a mapping such as {term: …}")
            if kind:
                entry.owner = f"{kind} {value.get('id', f'number {index + 1}')}"
            found.append(entry)
        return found


def read_entries(path: Path, content: bytes) -> Entry:
    """Return the top of a codebook file.

    Raises
    ------
    CodebookError
        When the file is empty, no UTF-8, no YAML, states a key twice, or is no mapping.
    """
    name = str(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CodebookError(f"{name}, line {line}: is not UTF-8; save the file as UTF-8") from None
    if not text.strip():
        raise CodebookError(f"{name}: the file is empty; start from the shipped codebook")
    try:
        data = YAML().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f", line {mark.line + 1}" if mark else ""
        problem = " ".join((error.problem or error.context or "is not YAML").split())
        raise CodebookError(f"{name}{place}: {problem}; correct the YAML there") from None
    except (YAMLError, RecursionError, ValueError) as error:
        raise CodebookError(f"{name}: is not YAML ({' '.join(str(error).split())}); correct it") from None
    if not isinstance(data, CommentedMap):
        raise CodebookError(f"{name}, line 1: the file is no mapping; start from the shipped codebook")
    return Entry(name, data, 1)
