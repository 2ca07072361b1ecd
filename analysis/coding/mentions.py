"""What is coded in the passages of a report, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np


class Entries:
    """The themes of the terms of a codebook: what a coded span is told by the number of.

    Parameters
    ----------
    themes, terms : sequence of str
        As in table `mentions`.
    weak : sequence of bool
        As in table `mentions`.
    """

    def __init__(self, themes: Sequence[str], terms: Sequence[str], weak: Sequence[bool]):
        self.themes = np.array(themes, dtype=object)
        self.terms = np.array(terms, dtype=object)
        self.weak = np.array(weak, dtype=bool)

    @cached_property
    def ordered(self) -> tuple[list[str], np.ndarray]:
        """The ids of the themes in order, and the place among them of the theme of each entry."""
        names, places = np.unique(self.themes, return_inverse=True)
        return names.tolist(), places


class Coding(NamedTuple):
    """Coded spans in order of the passages, and in each of the text, as arrays: one element each in every array.

    Attributes
    ----------
    book : Entries
        What the entries are.
    passages : array of int
        Which passage they stand in.
    entries : array of int
        Which theme of which term they are.
    starts, ends : array of int
        Offsets into the source.
    """

    book: Entries
    passages: np.ndarray
    entries: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    def strong(self) -> Coding:
        """Return those of terms that are not weak."""
        return self._only(~self.book.weak[self.entries])

    def before(self, passage: int) -> Coding:
        """Return those in the passages before one."""
        return self._only(slice(np.searchsorted(self.passages, passage)))

    def plain(self) -> Mentions:
        """Return the same as plain values."""
        book, passages, entries, starts, ends = self
        told = [column[entries] for column in (book.themes, book.terms, book.weak)]
        return Mentions(*[column.tolist() for column in (passages, *told, starts, ends)])

    def _only(self, which: np.ndarray | slice) -> Coding:
        book, *columns = self
        return Coding(book, *[column[which] for column in columns])


class Mentions(NamedTuple):
    """Coded spans in order of the passages, and in each of the text: one entry each in every column.

    Attributes
    ----------
    passages : list of int
        Which passage they stand in.
    themes, terms : list of str
        As in table `mentions`.
    weak : list of bool
        As in table `mentions`.
    starts, ends : list of int
        Offsets into the source.
    """

    passages: list[int]
    themes: list[str]
    terms: list[str]
    weak: list[bool]
    starts: list[int]
    ends: list[int]

    def columns(self, report_id: str, ids: Sequence[str]) -> dict[str, list]:
        """Return the columns of table `mentions`; `ids` are those of the passages."""
        return {
            "report_id": [report_id] * len(self.passages),
            "sentence_id": [ids[passage] for passage in self.passages],
            "theme": self.themes,
            "term": self.terms,
            "weak": self.weak,
            "start": self.starts,
            "end": self.ends,
        }
