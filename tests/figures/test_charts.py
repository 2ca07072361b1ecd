"""Charts: they draw what they are given, in both languages, with nothing outside the canvas or overlapping.

Every function of `analysis.figures` that draws is here with small invented data, and with none.
"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from analysis import figures
from analysis.figures import alt
from analysis.figures.labels import FINDINGS, LABELS, group_names, grouped
from analysis.figures.look import look
from analysis.figures.saving import save

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
PARTS = CHANGES.assign(
    within=[0.05, -0.1, 0.0], composition=[0.02, 0.05, 0.0], entry=[0.03, -0.1, 0.0], exit=[0.0, -0.05, 0.0],
    staying=1, entering=2, leaving=1,
)  # fmt: skip
SHARES = pd.DataFrame(
    {
        "group": ["a", "a", "a", "b", "b"], "item": ["lead", "item-1", "item-2", "item-1", "item-5"],
        "n_han": [100, 700, 200, 998, 2], "share": [0.1, 0.7, 0.2, 0.998, 0.002],
    }
)  # fmt: skip
ITEMS = pd.DataFrame(
    [("a", item, 1, 0, 0) for item in range(1, 6)] + [("b", 1, 0, 1, 0), ("b", 2, 0, 0, 1), ("b", 3, 2, 1, 0)],
    columns=["group", "item", "yes", "partial", "no"],
)  # fmt: skip
DAYS = pd.DataFrame(
    {"report_id": ["a", "b"], "group": ["a", "b"], "event": ["signed", "published"], "days": [-40, 12]}
)
SYSTEMS = {"二": "Functions and business environment", "三": "Rules"}
COVERED = pd.DataFrame(
    {"group": ["a", "b"], "reports": [1, 2], "二": [1, 1], "三": [0, 2], "coded": [9, 0], "outside": [3, 0]}
)
CYCLES = pd.DataFrame(
    {
        "id": ["K1", "K2"], "term": ["青榆经验", "三张清单"], "first_official": ["1999", "2020-05-01"],
        "faded_from": [None, "2021"], "reports": [1, 2], "n": [3, 3], "first_year": [2019, 2019], "lag": [20, -1],
        "after_fading": [0, 1], "anachronisms": [0, 1],
    }
)  # fmt: skip
YEARLY = pd.DataFrame(
    {"id": ["K1", "K1", "K2", "K2"], "reporting_year": [2019, 2023, 2019, 2023], "x": [1, 0, 1, 1]}
)
KEYNESS = pd.DataFrame(
    {
        "word": ["清单", "村", "法制"], "f1": [9, 4, 1], "f2": [1, 0, 9], "log_ratio": [3.0, 4.0, -3.0],
        "low": [0.5, -1.0, -9.0], "high": [9.0, np.inf, -0.2], "lrc": [0.5, 0.0, -0.2],
    }
)  # fmt: skip
PLACED = pd.DataFrame(
    {
        "group": ["a", "a", "b"], "report_id": ["a", "a", "b"], "item": [1, 2, 0], "start": [0, 9, 0],
        "n_han": [40, 60, 80], "provenance": ["own", "formula", "peers"], "formula_share": [0.4, 0.9, 0.0],
        "n_borrowed": [16.0, 54.0, 80.0],
    }
)  # fmt: skip
DENSITY = pd.DataFrame(
    {
        "group": ["a", "b"], "quantities": [12, 0], "per_1000_han": [4.5, 0.0], "zero_claims": [2, 0],
        "coverage_claims": [1, 0],
    }
)  # fmt: skip
CLAIMED = pd.DataFrame({"group": ["a", "b"], "rates": [3, 0], "both_parts": [1, 0], "hundred": [2, 0]})
CHECKED = pd.DataFrame(
    {
        "group": ["a", "a", "b", "b"], "rule": ["N01", "D12", "N01", "D12"], "found": [1, 0, 0, 0],
        "clear": [0, 0, 1, 1], "not_checked": [0, 1, 0, 0], "findings": [2, 0, 0, 0],
    }
)  # fmt: skip
TYPES = {"P01": "weak staff, few posts", "P02": "formal popularisation"}
ANSWERED = pd.DataFrame(
    {
        "group": ["a", "a", "b"], "type": ["P01", "P02", "other"], "problems": [2, 1, 1], "judged": [2, 1, 0],
        "answered": [1, 1, 0],
    }
)  # fmt: skip
FOLLOWED = pd.DataFrame(
    {"group": ["a", "b"], "plans": [4, 2], "checkable": [3, 0], "kept": [1, 0], "not_found": [2, 0]}
)
PERIODS = ("2015—2020", "2021—2025")
NAMES = {"a": "甲镇 2019", "b": "乙县 2023"}
MANY = {f"r{number:02d}": f"2020-place-{number:02d}" for number in range(24)}


def many(frame):
    """The rows of group a for as many groups as one figure shows."""
    first = frame[frame["group"] == "a"]
    return pd.concat([first.assign(group=group, report_id=group) for group in MANY], ignore_index=True)


def drawn(language):
    yield figures.composition(SHARES, NAMES, language)
    yield figures.compliance(ITEMS, DAYS, NAMES, language)
    yield figures.rates(RATES, THEMES, "sentences", language)
    yield figures.profiles(PROFILES, THEMES, NAMES, "han", language)
    yield figures.coverage(COVERED, SYSTEMS, NAMES, language)
    yield figures.years(YEARS, YEARS, THEMES, "sentences", language)
    one = YEARS[YEARS["theme"] == "T06"]
    yield figures.years(one, one, THEMES, "sentences", language)
    decade = pd.concat([YEARS.assign(reporting_year=year) for year in range(2015, 2026)])
    yield figures.years(decade, decade, THEMES | {"T12": "x", "T13": "y"}, "sentences", language)
    yield figures.change(CHANGES, THEMES, PERIODS, "han", language)
    yield figures.change(CHANGES.assign(low=np.nan), THEMES, PERIODS, "han", language)
    yield figures.decomposition(PARTS, THEMES, PERIODS, "sentences", language)
    yield figures.lives(CYCLES, YEARLY, language)
    yield figures.keyness(KEYNESS, PERIODS, language)
    yield figures.strips(PLACED, NAMES, language)
    yield figures.strips(PLACED.assign(group="a", report_id=["x", "y", "z"]), NAMES, language)
    yield figures.sections(PLACED, NAMES, language)
    yield figures.numbers(DENSITY, CLAIMED, NAMES, language)
    yield figures.consistency(CHECKED, NAMES, language)
    yield figures.problems(ANSWERED, TYPES, NAMES, language)
    yield figures.follow_up(FOLLOWED, NAMES, language)
    for frame, draw in (
        (PROFILES, lambda rows: figures.profiles(rows, THEMES, MANY, "sentences", language)),
        (SHARES, lambda rows: figures.composition(rows, MANY, language)),
        (CHECKED, lambda rows: figures.consistency(rows, MANY, language)),
        (ANSWERED, lambda rows: figures.problems(rows, TYPES, MANY, language)),
    ):
        yield draw(many(frame))


def empty(language):
    nothing = CHANGES.assign(change=np.nan, low=np.nan, high=np.nan, rate_before=np.nan)
    yield figures.composition(SHARES.head(0), {}, language)
    yield figures.rates(RATES.assign(rate=np.nan), THEMES, "han", language)
    yield figures.change(nothing, THEMES, PERIODS, "sentences", language)
    yield figures.decomposition(PARTS.assign(change=np.nan), THEMES, PERIODS, "sentences", language)
    yield figures.years(YEARS.head(0), YEARS.head(0), THEMES, "sentences", language)
    yield figures.lives(CYCLES.assign(first_year=pd.NA), YEARLY, language)
    yield figures.keyness(KEYNESS.head(0), ("", ""), language)
    yield figures.strips(PLACED.head(0), {}, language)
    yield figures.problems(ANSWERED.head(0), TYPES, {}, language)
    yield figures.follow_up(FOLLOWED.assign(checkable=0), NAMES, language)


def shown(axis, coordinate):
    """Return the tick labels within the axis: matplotlib keeps others, which it does not draw."""
    low, high = sorted(axis.get_view_interval())
    return [
        tick
        for tick in axis.get_ticklabels()
        if tick.get_text() and tick.get_visible() and low <= tick.get_position()[coordinate] <= high
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_lies_outside_the_canvas_and_tick_labels_do_not_overlap(language):
    for figure in itertools.chain(drawn(language), empty(language)):
        with look():
            figure.draw_without_rendering()
        canvas = figure.bbox
        loose = [*figure.texts, figure._supxlabel, figure._supylabel]
        for legend in figure.legends:
            loose += legend.get_texts()
        for axes in (axes for axes in figure.axes if axes.get_visible()):
            words = [axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts]
            ticks = [shown(axes.xaxis, 0), shown(axes.yaxis, 1)]
            loose += [
                *words,
                *itertools.chain(*ticks),
                *(axes.get_legend().get_texts() if axes.get_legend() else []),
            ]
            for labels in ticks:
                for one, other in itertools.pairwise(labels):
                    assert not one.get_window_extent().overlaps(other.get_window_extent()), one.get_text()
        for text in (word for word in loose if word is not None and word.get_text() and word.get_visible()):
            box = text.get_window_extent()
            assert canvas.x0 - 1 <= box.x0 and box.x1 <= canvas.x1 + 1, text.get_text()
            assert canvas.y0 - 1 <= box.y0 and box.y1 <= canvas.y1 + 1, text.get_text()


def test_where_there_is_nothing_to_draw_the_figure_says_so():
    for figure in empty("en"):
        assert not figure.axes
        assert len(figure.texts[0].get_text()) > 20


def test_a_missing_glyph_in_any_figure_is_an_error(tmp_path):
    from analysis.figures.look import FigureError

    strange = {**NAMES, "a": "\U00012345"}
    with pytest.raises(FigureError, match="CUNEIFORM"):
        save(figures.sections(PLACED, strange, "en"), "05-sections", PLACED, tmp_path)


def test_rates_are_drawn_in_percent_highest_on_top_with_counts():
    (axes,) = figures.rates(RATES, THEMES, "sentences", "en").axes
    assert axes.lines[0].get_xdata().tolist() == pytest.approx([0, 10, 30])
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Law popularisation",
        "Leadership",
        "Enforcement",
    ]
    assert [text.get_text() for text in axes.texts][:3] == ["0 / 30", "3 / 30", "9 / 30"]


def test_composition_adds_up_to_a_hundred_and_names_only_what_can_be_seen():
    figure = figures.composition(SHARES, NAMES, "en")
    (axes,) = figure.axes
    widths = pd.Series([patch.get_width() for patch in axes.patches]).groupby(
        [p.get_y() for p in axes.patches]
    )
    assert widths.sum().tolist() == pytest.approx([100, 100])
    assert "other matters" not in [text.get_text() for text in figure.legends[0].get_texts()]


def test_the_bars_of_a_decomposition_add_up_to_its_dot():
    (axes,) = figures.decomposition(PARTS, THEMES, PERIODS, "sentences", "en").axes
    rows = pd.Series([patch.get_width() for patch in axes.patches]).groupby(
        [round(patch.get_y(), 3) for patch in axes.patches]
    )
    assert rows.sum().tolist() == pytest.approx(sorted(100 * PARTS["change"]))


def test_a_word_is_filled_only_where_its_conservative_effect_is_not_zero():
    (axes,) = figures.keyness(KEYNESS, PERIODS, "en").axes
    faces = axes.collections[-1].get_facecolors()
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert [name for name, face in zip(names, faces, strict=True) if face[:3].min() == 1] == ["村"]


def test_a_rate_that_is_missing_is_shown_as_missing():
    (axes,) = figures.profiles(PROFILES, THEMES, NAMES, "sentences", "en").axes
    assert [text.get_text() for text in axes.texts] == ["10.0", "20.0", "30.0", "–", "0.0", "40.0"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_alternative_texts_state_the_finding(language):
    ranked = RATES.sort_values("rate", ascending=False)
    assert "Enforcement 30.0" in alt.rates(ranked, THEMES, "sentences", language)
    assert "b Law popularisation 40.0" in alt.profiles(PROFILES, THEMES, "sentences", language)
    assert "2023 Law popularisation 40.0" in alt.years(YEARS, THEMES, "sentences", language)
    assert "Leadership +10.0" in alt.change(CHANGES, THEMES, PERIODS, "sentences", language)
    assert LABELS["item-1"][language == "en"] in alt.composition(SHARES, language)
    assert "三张清单" in alt.lives(CYCLES, language)
    assert "清单" in alt.keyness(KEYNESS, PERIODS, language)
    assert TYPES["P01"] in alt.problems(ANSWERED, TYPES, language)


def test_ties_are_named_and_what_rounds_to_nothing_is_no_rise():
    tied = CHANGES.assign(change=[0.1, 0.1, -0.0001])
    words = alt.change(tied, THEMES, PERIODS, "sentences", "en")
    assert "Largest rise: Leadership, Enforcement +10.0" in words
    assert "largest fall: none" in words


def test_chinese_alternative_texts_have_full_width_marks():
    words = [
        alt.rates(RATES, THEMES, "sentences", "zh"), alt.composition(SHARES, "zh"), alt.lives(CYCLES, "zh"),
        alt.compliance(ITEMS, DAYS, "zh"), alt.numbers(DENSITY, CLAIMED, "zh"), alt.consistency(CHECKED, "zh"),
        alt.sections(PLACED, NAMES, "zh"), alt.strips(PLACED, "zh"), alt.follow_up(FOLLOWED, "zh"),
        alt.decomposition(PARTS, THEMES, PERIODS, "sentences", "zh"), alt.coverage(COVERED, SYSTEMS, "zh"),
    ]  # fmt: skip
    assert not [text for text in words if set(",;:!?") & set(text)]


def test_english_labels_hold_no_chinese():
    for _, english in (*LABELS.values(), *FINDINGS.values()):
        assert not any("一" <= character <= "鿿" for character in english), english


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
    groups = pd.concat([REPORTS.assign(report_id=[f"x{i}", f"y{i}"]) for i in range(13)])
    assert list(group_names(grouped(groups), "zh")) == ["2021", "–"]
