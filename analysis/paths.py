"""Where things are. Nothing depends on the working directory."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
NOTEBOOKS = ROOT / "notebooks"
FIGURES = ROOT / "figures"
BUILD = ROOT / "build"

OUT_VARIABLE = "FAZHI_OUT"


def resolve_corpus(path: str | os.PathLike[str], root: Path = ROOT) -> Path:
    """Return the absolute path of a corpus folder; a relative one is taken from the project root.

    A relative path that exists from the working directory but not from the root is taken from there,
    so that ``--corpus`` works as a shell user expects.
    """
    path = Path(path).expanduser()
    if path.is_absolute():
        return path
    rooted = root / path
    return rooted if rooted.exists() or not path.exists() else path.resolve()


def figures_to_write() -> Path:
    """Return the folder where figures are written.

    Only the batch run sets ``FAZHI_OUT``; a notebook that is opened by hand or by nbval writes to
    ``build/interactive``, so that it cannot overwrite the committed study.
    """
    out = os.environ.get(OUT_VARIABLE)
    return (Path(out) if out else BUILD / "interactive") / "figures"


def figures_to_read() -> Path:
    """Return the folder where the results of earlier notebooks are read: the run's own, else the committed."""
    out = os.environ.get(OUT_VARIABLE)
    return Path(out) / "figures" if out else FIGURES
