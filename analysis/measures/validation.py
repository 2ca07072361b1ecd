"""What every measure demands of its input, with one clear message when it does not get it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd


def counts(**named: object) -> list[np.ndarray]:
    """Return the named counts as float arrays of one common shape.

    Raises
    ------
    ValueError
        When a count is missing, not a number, infinite or negative, or when shapes do not fit.
    """
    arrays = []
    for name, value in named.items():
        try:
            array = np.asarray(value, dtype=float)
        except (TypeError, ValueError):
            raise ValueError(f"{name} must be numbers without gaps, got {value!r}") from None
        if not np.isfinite(array).all():
            raise ValueError(f"{name} must be finite, without NaN")
        if (array < 0).any():
            raise ValueError(f"{name} must not be negative, got {array.min():g}")
        arrays.append(array)
    try:
        return list(np.broadcast_arrays(*arrays))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(named, arrays, strict=True))
        raise ValueError(f"lengths differ: {shapes}") from None


def vectors(**named: object) -> list[np.ndarray]:
    """Return the named counts as one-dimensional float arrays of equal length (nothing is broadcast).

    Raises
    ------
    ValueError
        As :func:`counts`, and when lengths differ.
    """
    arrays = [np.atleast_1d(counts(**{name: value})[0]) for name, value in named.items()]
    if len({array.shape for array in arrays}) > 1 or arrays[0].ndim != 1:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(named, arrays, strict=True))
        raise ValueError(f"lengths differ or are not one-dimensional: {shapes}")
    return arrays


def within(part: np.ndarray, whole: np.ndarray, part_name: str, whole_name: str) -> None:
    """Raise ValueError when a count exceeds its total (a document of length zero with hits included)."""
    if (part > whole).any():
        first = int(np.argmax(np.ravel(part > whole)))
        raise ValueError(
            f"{part_name} exceeds {whole_name}: {np.ravel(part)[first]:g} of {np.ravel(whole)[first]:g}"
        )


def columns(frame: pd.DataFrame, needed: Iterable[str], name: str) -> None:
    """Raise ValueError when table `name` lacks a needed column."""
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise ValueError(
            f"table {name} lacks {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}"
        )


def unique(frame: pd.DataFrame, column: str, name: str) -> None:
    """Raise ValueError when table `name` holds a value of `column` twice."""
    twice = frame[column].duplicated()
    if twice.any():
        raise ValueError(f"table {name} holds {column} {frame.loc[twice, column].iloc[0]!r} twice")


def seeded(seed: object) -> np.random.Generator:
    """Return the generator of an explicit seed: an integer, or a sequence of integers naming a stream.

    Raises
    ------
    ValueError
        When the seed is missing or negative: a result nobody can repeat is no result.
    """
    parts = seed if isinstance(seed, (list, tuple)) and seed else [seed]
    integers = all(isinstance(part, (int, np.integer)) and not isinstance(part, bool) for part in parts)
    if not integers or min(parts) < 0:
        raise ValueError(f"seed must be an integer of at least 0, got {seed!r}")
    return np.random.default_rng(seed)


def confidence_level(confidence: float) -> float:
    """Return `confidence` if it lies strictly between 0 and 1; raise ValueError otherwise."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence!r}")
    return float(confidence)
