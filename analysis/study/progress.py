"""What a run says while it works: a bar on a terminal, else one line for each notebook; always on stderr."""

from __future__ import annotations

import sys
from threading import Lock
from typing import TextIO

from tqdm import tqdm


class Progress:
    """Reports how far the notebooks of a run have come. Its methods may be called from any thread.

    Parameters
    ----------
    cells : int
        Code cells that will be executed in all.
    stream : text file, optional
        Where to write; stderr by default.
    """

    def __init__(self, cells: int, stream: TextIO | None = None):
        self._stream = stream or sys.stderr
        self._lock = Lock()
        self._done: dict[str, int] = {}
        self._bar = None
        if cells and self._stream.isatty():
            look = "{desc} |{bar}| {n_fmt}/{total_fmt} cells, {elapsed}"
            self._bar = tqdm(total=cells, file=self._stream, leave=False, dynamic_ncols=True, bar_format=look)

    def line(self, text: str) -> None:
        """Write a line above the bar."""
        with self._lock:
            if self._bar is None:
                print(text, file=self._stream, flush=True)
            else:
                self._bar.write(text, file=self._stream)

    def started(self, name: str) -> None:
        """Say that a notebook has begun."""
        if self._bar is None:
            self.line(f"{name}: started")

    def cell(self, name: str, done: int, of: int) -> None:
        """Say how many cells of a notebook are done."""
        with self._lock:
            if self._bar is not None:
                self._bar.set_description(f"{name}, cell {min(done + 1, of)} of {of}", refresh=False)
                self._bar.update(done - self._done.get(name, 0))
                self._bar.refresh()
                self._done[name] = done

    def close(self) -> None:
        """Remove the bar."""
        with self._lock:
            if self._bar is not None:
                self._bar.close()
                self._bar = None
