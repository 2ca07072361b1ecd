"""What a user sees while reports are added: a bar on a terminal, else a line for each source."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from tqdm import tqdm

from analysis.adding.add import Outcome


@contextlib.contextmanager
def announcing() -> Iterator[Callable[[Outcome, int], None]]:
    """Give the function that announces an outcome.

    Problems and remarks go to standard error as they come. What was added is a line on standard output, except
    that on a terminal a bar on standard error counts the sources when there are several.
    """
    added = failed = 0
    with tqdm(disable=True) if not sys.stderr.isatty() else tqdm(unit=" reports", leave=False) as bar:

        def announce(outcome: Outcome, total: int) -> None:
            nonlocal added, failed
            added += bool(outcome.report_id)
            failed += bool(outcome.problem)
            bar.total = total
            bar.update()
            if outcome.problem:
                tqdm.write(f"fazhi: {outcome.source}: {outcome.problem}", file=sys.stderr)
            elif bar.disable or total == 1:
                tqdm.write(f"{outcome.source}: added as {outcome.report_id}", file=sys.stdout)
            for remark in outcome.remarks:
                tqdm.write(
                    f"fazhi: {outcome.source}: added as {outcome.report_id}, but {remark}", file=sys.stderr
                )

        yield announce
    if added + failed > 1:
        print(f"{added} added, {failed} not")
