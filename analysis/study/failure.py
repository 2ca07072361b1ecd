"""A notebook that failed: where, why, and the copy that shows it."""

from __future__ import annotations

from analysis.errors import RunError
from analysis.study.document import cell_name, joined

FAILED_HERE = "run-failed-here"


class NotebookError(RunError):
    """A notebook did not run to its end.

    Attributes
    ----------
    node : dict
        The notebook as far as it ran.
    index : int or None
        The cell it stopped at, None when that was at no cell.
    reason : str
        Why, in one line.
    """

    def __init__(self, node: dict, index: int | None, reason: str):
        self.node, self.index, self.reason = node, index, reason
        super().__init__(f"{self.where}: {reason}" if self.where else reason)

    @property
    def where(self) -> str:
        """The cell it stopped at, in words; empty when that was at no cell."""
        return "" if self.index is None else cell_name(self.node, self.index)


def marked(error: NotebookError, headline: str) -> dict:
    """Return a notebook as far as it ran, a cell before the one it stopped at saying why."""
    node = joined(error.node)
    marker = {
        "cell_type": "markdown",
        "id": FAILED_HERE,
        "metadata": {"tags": [FAILED_HERE]},
        "source": f"# ⚠ The run failed here\n\n**{headline}**",
    }
    node["cells"].insert(error.index or 0, marker)
    return node
