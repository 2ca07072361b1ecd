"""Alternative texts: what each figure shows, in words, for readers who do not see it."""

from analysis.figures.alt.claims import consistency, numbers
from analysis.figures.alt.duty import compliance, composition
from analysis.figures.alt.frequency import coverage, profiles, rates
from analysis.figures.alt.history import change, decomposition, lives, years
from analysis.figures.alt.pledges import follow_up, problems
from analysis.figures.alt.wording import sections, strips
from analysis.figures.alt.words import keyness

__all__ = [
    "change", "compliance", "composition", "consistency", "coverage", "decomposition", "follow_up", "keyness",
    "lives", "numbers", "problems", "profiles", "rates", "sections", "strips", "years",
]  # fmt: skip
