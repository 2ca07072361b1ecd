"""Results to figures: one look, one saving function, labels in Chinese and English."""

from analysis.figures import alt
from analysis.figures.claims import checked, consistency, numbers
from analysis.figures.duty import compliance, composition
from analysis.figures.frequency import coverage, coverage_grid, profiles, rates
from analysis.figures.history import change, decomposition, lives, years
from analysis.figures.labels import group_names, grouped, label, theme_names, type_names
from analysis.figures.look import look, new_figure
from analysis.figures.pledges import answers, follow_up, problems
from analysis.figures.saving import keep, load_data, recall, show
from analysis.figures.tables import table, word
from analysis.figures.wording import placed, sections, strips
from analysis.figures.words import keyness

__all__ = [
    "alt", "answers", "change", "checked", "compliance", "composition", "consistency", "coverage",
    "coverage_grid", "decomposition", "follow_up", "group_names", "grouped", "keep", "keyness", "label", "lives",
    "load_data", "look", "new_figure", "numbers", "placed", "problems", "profiles", "rates", "recall",
    "sections", "show", "strips", "table", "theme_names", "type_names", "word", "years",
]  # fmt: skip
