"""Parts of kept tables: which rows of one are whose, how a file of them is written, and why it is not."""

from __future__ import annotations

import os
from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc


def by_report(table: pa.Table) -> dict[str, pa.Table]:
    """Return the rows of each report, which stand together."""
    places = stretches(table["report_id"])
    return {report_id: table.slice(start, end - start) for report_id, (start, end) in places.items()}


def stretches(report_ids: pa.ChunkedArray) -> dict[str, tuple[int, int]]:
    """Return where the rows of each report begin and end, which stand together."""
    if not len(report_ids):
        return {}
    runs = pc.run_end_encode(report_ids.combine_chunks())
    ends = runs.run_ends.to_pylist()
    return dict(zip(runs.values.to_pylist(), zip([0, *ends[:-1]], ends, strict=True), strict=True))


def why_unwritten(error: OSError) -> str:
    """Return why a file could not be written, and what to do."""
    cures = dict.fromkeys((ENOSPC, EDQUOT), "free some space, then ")
    cures |= dict.fromkeys((EACCES, EPERM, EROFS), "choose a folder that can be written, then ")
    return f"{error.strerror or error}; {cures.get(error.errno, '')}run again"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no reader ever meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
