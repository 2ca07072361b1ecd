"""Charts: they draw what they are given, in both languages, with nothing outside the canvas or overlapping."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from analysis.figures import alt, charts
from analysis.figures.labels import LABELS, group_names, grouped
from analysis.figures.look import look

THEMES = {"T01": "Leadership", "T06": "Enforcement", "T11": "Law popularisation"}
RATES = pd.DataFrame(
    {
        "theme": list(THEMES), "x": [3, 9, 0], "n": [30, 30, 30], "rate": [0.1, 0.3, 0.0],
        "low": [0.05, 0.2, np.nan], "high": [0.15, 0.45, np.nan],
    }
)  # fmt: skip
PROFILES = pd.DataFrame(
    [(r, t, v) for r, t, v in zip("aaabbb", [*THEMES] * 2, [0.1, 0.3, 0.0, 0.2, np.nan, 0.4], strict=True)],
    columns=["group", "theme", "rate"],
).assign(n=30)
YEARS = PROFILES.assign(report_id=PROFILES["group"], reporting_year=[2019] * 3 + [2023] * 3)
CHANGES = pd.DataFrame(
    {
        "theme": list(THEMES), "rate_before": [0.1, 0.3, 0.0], "rate_after": [0.2, 0.1, 0.0],
        "change": [0.1, -0.2, 0.0], "low": [0.01, -0.4, np.nan], "high": [0.2, 0.05, np.nan],
    }
)  # fmt: skip
SHARES = pd.DataFrame(
    {
        "group": ["a", "a", "a", "b", "b"], "item": ["lead", "item-1", "item-2", "item-1", "item-0"],
        "n_han": [100, 700, 200, 950, 50], "share": [0.1, 0.7, 0.2, 0.95, 0.05],
    }
)  # fmt: skip
PERIODS = ("2015—2020", "2021—2025")
NAMES = {"a": "甲镇 2019", "b": "乙县 2023"}


def shown(axis, coordinate):
    """Return the tick labels within the axis: matplotlib keeps others, which it does not draw."""
    low, high = sorted(axis.get_view_interval())
    return [t for t in axis.get_ticklabels() if t.get_text() and low <= t.get_position()[coordinate] <= high]


def drawn(language):
    yield charts.composition(SHARES, NAMES, language)
    yield charts.rates(RATES, THEMES, "sentences", language)
    yield charts.profiles(PROFILES, THEMES, NAMES, "han", language)
    yield charts.years(YEARS, YEARS, THEMES, "sentences", language)
    decade = pd.concat([YEARS.assign(reporting_year=year) for year in range(2015, 2026)])
    yield charts.years(decade, decade, THEMES | {"T12": "x", "T13": "y"}, "sentences", language)
    yield charts.change(CHANGES, THEMES, PERIODS, "han", language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_lies_outside_the_canvas_and_tick_labels_do_not_overlap(language):
    for figure in drawn(language):
        with look():
            figure.draw_without_rendering()
        canvas = figure.bbox
        for axes in (axes for axes in figure.axes if axes.get_visible()):
            words = [axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts]
            ticks = [shown(axes.xaxis, 0), shown(axes.yaxis, 1)]
            for text in (
                word for word in itertools.chain(words, *ticks) if word.get_text() and word.get_visible()
            ):
                box = text.get_window_extent()
                assert canvas.x0 - 1 <= box.x0 and box.x1 <= canvas.x1 + 1, text.get_text()
                assert canvas.y0 - 1 <= box.y0 and box.y1 <= canvas.y1 + 1, text.get_text()
            for labels in ticks:
                for one, other in itertools.pairwise(labels):
                    assert not one.get_window_extent().overlaps(other.get_window_extent()), one.get_text()


def test_rates_are_drawn_in_percent_highest_on_top_with_counts():
    (axes,) = charts.rates(RATES, THEMES, "sentences", "en").axes
    assert axes.lines[0].get_xdata().tolist() == pytest.approx([0, 10, 30])
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Law popularisation",
        "Leadership",
        "Enforcement",
    ]
    assert [text.get_text() for text in axes.texts] == ["0 / 30", "3 / 30", "9 / 30"]


def test_composition_adds_up_to_a_hundred():
    (axes,) = charts.composition(SHARES, NAMES, "en").axes
    widths = (
        pd.Series([patch.get_width() for patch in axes.patches])
        .groupby([p.get_y() for p in axes.patches])
        .sum()
    )
    assert widths.tolist() == pytest.approx([100, 100])


def test_a_rate_that_is_missing_is_shown_as_missing():
    (axes,) = charts.profiles(PROFILES, THEMES, NAMES, "sentences", "en").axes
    assert [text.get_text() for text in axes.texts] == ["10.0", "20.0", "30.0", "–", "0.0", "40.0"]


def test_nothing_to_compare_draws_an_empty_change():
    nothing = CHANGES.assign(change=np.nan, low=np.nan, high=np.nan, rate_before=np.nan)
    (axes,) = charts.change(nothing, THEMES, PERIODS, "sentences", "en").axes
    assert np.isnan(axes.lines[1].get_xdata()).all()
    assert "Nothing to compare" in alt.change(nothing, THEMES, PERIODS, "sentences", "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_alternative_texts_state_the_finding(language):
    ranked = RATES.sort_values("rate", ascending=False)
    assert "Enforcement 30.0" in alt.rates(ranked, THEMES, "sentences", language)
    assert "b Law popularisation 40.0" in alt.profiles(PROFILES, THEMES, "sentences", language)
    assert "2023 Law popularisation 40.0" in alt.years(YEARS, THEMES, "sentences", language)
    assert "Leadership +10.0" in alt.change(CHANGES, THEMES, PERIODS, "sentences", language)
    assert LABELS["item-1"][language == "en"] in alt.composition(SHARES, language)


def test_english_labels_hold_no_chinese():
    assert not any("一" <= character <= "鿿" for _, english in LABELS.values() for character in english)


REPORTS = pd.DataFrame(
    {
        "report_id": ["x", "y"], "reporting_year": pd.array([2021, None], "Int64"), "township": ["柳渡镇", None],
        "county": ["青榆县", "青榆县"], "prefecture": [None, None], "province": [None, None],
    }
)  # fmt: skip


def test_reports_are_named_by_place_and_year_in_chinese_and_by_id_in_english():
    assert group_names(grouped(REPORTS), "zh") == {"x": "柳渡镇 2021", "y": "青榆县 –"}
    assert group_names(grouped(REPORTS), "en") == {"x": "x", "y": "y"}


def test_more_reports_than_a_page_can_show_are_grouped_by_year():
    many = pd.concat([REPORTS.assign(report_id=[f"x{i}", f"y{i}"]) for i in range(13)])
    assert list(group_names(grouped(many), "zh")) == ["2021", "–"]
