"""What became of a run, in words."""

from __future__ import annotations

from dataclasses import dataclass, field

STATES = RAN, FRESH, FAILED, SKIPPED, INTERRUPTED = "run", "up to date", "failed", "skipped", "interrupted"


@dataclass(frozen=True)
class NotebookResult:
    """What became of a notebook.

    Attributes
    ----------
    name : str
        The notebook.
    status : str
        ``run``, ``up to date``, ``failed``, ``skipped`` or ``interrupted``.
    seconds : float
        How long it ran.
    reasons : tuple of str
        Why it had to run.
    message : str
        Where and why it failed, or what it was skipped for.
    """

    name: str
    status: str
    seconds: float = 0.0
    reasons: tuple[str, ...] = ()
    message: str = ""

    @property
    def outcome(self) -> str:
        """The result in one line, without the name."""
        if self.status == RAN:
            return f"run in {self.seconds:.1f} s"
        return f"{self.status}: {self.message}" if self.message else self.status

    @property
    def progress(self) -> str:
        """The result in a few words: the summary says why."""
        if self.status == FAILED:
            return f"failed after {self.seconds:.1f} s"
        return self.outcome if self.status == RAN else self.status


@dataclass(frozen=True)
class RunSummary:
    """What became of a run; ``str()`` of it is for people.

    It says what the progress of the run did not: why something failed, what stands in the way of a commit,
    what changed, and the counts.

    Attributes
    ----------
    out : str
        The folder written to, from the project root.
    results : tuple of NotebookResult
        One for each chosen notebook, in the order they run.
    remarks : tuple of str
        What else the reader should know.
    explain : bool
        Whether to say why each notebook had to run.
    """

    out: str
    results: tuple[NotebookResult, ...]
    remarks: tuple[str, ...] = ()
    explain: bool = field(default=False, compare=False)

    @property
    def exit_status(self) -> int:
        """0 when every notebook is as it should be, else 1."""
        return 0 if all(result.status in (RAN, FRESH) for result in self.results) else 1

    def __str__(self) -> str:
        lines = []
        for result in self.results:
            if result.status not in (RAN, FRESH):
                lines.append(f"{result.name}: {result.outcome}")
            elif self.explain and result.reasons:
                lines.append(f"{result.name}: {result.status}, because")
            if self.explain:
                lines += [f"    {reason}" for reason in result.reasons]
        return "\n".join([*lines, *self.remarks, self._counts()])

    def _counts(self) -> str:
        """Return how many notebooks came to each end, and where the results are."""
        states = [result.status for result in self.results]
        counts = [f"{states.count(state)} {state}" for state in STATES if state in states]
        where = "notebooks/ and figures/" if self.out == "." else self.out
        return ", ".join(counts) + (f"; results in {where}" if RAN in states else "")
