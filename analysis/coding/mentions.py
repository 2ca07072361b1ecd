"""What is coded in the passages of a report, as columns; and as rows of table `mentions`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from operator import not_


@dataclass(frozen=True)
class Mentions:
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

    def strong(self) -> Mentions:
        """Return those of terms that are not weak."""
        if True not in self.weak:
            return self
        kept = list(map(not_, self.weak))
        return Mentions(*[list(compress(column, kept)) for column in vars(self).values()])

    def before(self, passage: int) -> Mentions:
        """Return those in the passages before one."""
        behind = bisect_left(self.passages, passage)
        return Mentions(*[column[:behind] for column in vars(self).values()])

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


def rows_of(columns: dict[str, list]) -> list[dict[str, object]]:
    """Return columns as rows."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
