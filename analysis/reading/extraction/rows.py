"""A table row as text."""

from __future__ import annotations

from collections.abc import Sequence

LONG = 80


def row_lines(cells: Sequence[Sequence[str]], nested: bool = False) -> list[str]:
    """Return a table row as one line ``a | b |``, or as paragraphs where the table only lays out a page.

    Parameters
    ----------
    cells : sequence of sequence of str
        The lines of each cell.
    nested : bool
        Whether a cell holds a table of its own, which only a layout does.
    """
    filled = [cell for cell in cells if cell]
    long = [cell for cell in filled if sum(map(len, cell)) > LONG]
    if nested or len(cells) == 1 or any(len(cell) > 1 or len(filled) == 1 for cell in long):
        return [line for cell in filled for line in cell]
    if not filled:
        return []
    return [" | ".join(" ".join(line.strip() for line in cell) for cell in cells).strip(" ") + " |"]
