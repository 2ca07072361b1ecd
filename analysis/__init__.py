"""fazhi: annual reports on law-based government as DataFrames, and the study made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.corpus import Corpus

__all__ = ["Corpus"]


def __getattr__(name: str) -> object:
    """Load `Corpus` when it is first asked for, so that ``fazhi --help`` need not load pandas."""
    if name == "Corpus":
        from analysis.corpus import Corpus

        return Corpus
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")
