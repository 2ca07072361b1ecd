"""Results to figures: one look, one saving function, labels in Chinese and English."""

from analysis.figures import alt
from analysis.figures.charts import change, composition, profiles, rates, years
from analysis.figures.labels import group_names, grouped, label, theme_names
from analysis.figures.look import look, new_figure
from analysis.figures.saving import keep, load_data, recall, show

__all__ = [
    "alt", "change", "composition", "group_names", "grouped", "keep", "label", "load_data", "look",
    "new_figure", "profiles", "rates", "recall", "show", "theme_names", "years",
]  # fmt: skip
