"""Change between years: vectors, pairing, exact decomposition, edges."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.years import compare_years, decompose_change, decompose_years, year_set

NAN = float("nan")


def frames(before, after):
    """Return tables with (x, n) sentences of theme T1 per place in 2021 and in 2022; None: no report."""
    mentions, sentences, reports = [], [], []
    for year, places in ((2021, before), (2022, after)):
        for place, counts in places.items():
            report = f"{place}-{year}"
            reports.append({"report_id": report, "division_code": place, "reporting_year": year})
            for number in range(counts[1]):
                key = {"report_id": report, "sentence_id": str(number)}
                sentences.append(key | {"n_han": 25})
                if number < counts[0]:
                    mentions.append(key | {"theme": "T1", "weak": False})
    return (
        pd.DataFrame(mentions, columns=["report_id", "sentence_id", "theme", "weak"]),
        pd.DataFrame(sentences, columns=["report_id", "sentence_id", "n_han"]),
        pd.DataFrame(reports).astype({"reporting_year": "Int64"}),
    )


B0 = {"甲": (2, 10), "乙": (3, 12), "丙": (1, 8), "丁": (4, 10)}
B1 = {"甲": (3, 11), "乙": (3, 12), "丙": (3, 9), "丁": (4, 8)}


def test_vector_b_paired():
    row = compare_years(*frames(B0, B1), 2021, 2022, seed=1).iloc[0]
    assert (row["rate_before"], row["rate_after"]) == pytest.approx((0.25, 0.325))
    assert row["change"] == pytest.approx(0.075)
    assert (row["k_before"], row["k_after"], row["paired"]) == (4, 4, 4)
    assert (row["design"], row["method"], row["B"], row["undefined"]) == ("paired", "enumerated", 256, 0)
    assert (row["low"], row["high"]) == pytest.approx((35 / 2162, 197 / 1190), abs=1e-12)  # computed
    assert row["note"] == "few clusters: interval too short"


def test_other_places_are_drawn_apart():
    other = {f"{place}乡": counts for place, counts in B1.items() if place != "丁"}
    before = {place: counts for place, counts in B0.items() if place != "丁"}
    row = compare_years(*frames(before, other), 2021, 2022, seed=1).iloc[0]
    assert (row["paired"], row["design"]) == (0, "independent")
    assert (row["method"], row["B"]) == ("enumerated", 27 * 27)
    # Against plain loops over both sides.
    ratios = []
    for side in (before, other):
        x, n = zip(*side.values(), strict=True)
        draws = np.array(np.meshgrid(*[range(3)] * 3)).reshape(3, -1)
        ratios.append(np.array(x)[draws].sum(0) / np.array(n)[draws].sum(0))
    every = (ratios[1][None] - ratios[0][:, None]).ravel()
    assert (row["low"], row["high"]) == pytest.approx(np.quantile(every, [0.025, 0.975]).tolist())


def test_some_places_stay():
    mixed = {"甲": (3, 11), "乙": (3, 12), "戊": (3, 9)}
    row = compare_years(*frames(B0, mixed), 2021, 2022, seed=1).iloc[0]
    assert (row["k_before"], row["k_after"], row["paired"]) == (4, 3, 2)
    assert (row["method"], row["B"]) == ("enumerated", 3125)
    # Draws that hold only 戊, or only 丙 and 丁, leave a side without text.
    assert row["undefined"] == 1 + 2**5


def test_swapping_the_years_turns_the_sign():
    one = compare_years(*frames(B0, B1), 2021, 2022, seed=1).iloc[0]
    other = compare_years(*frames(B0, B1), 2022, 2021, seed=1).iloc[0]
    assert other["change"] == pytest.approx(-one["change"])
    assert (other["low"], other["high"]) == pytest.approx((-one["high"], -one["low"]))


def test_too_few_to_say():
    row = compare_years(*frames({"甲": (2, 10)}, B1), 2021, 2022, seed=1).iloc[0]
    assert (row["note"], row["method"], row["k_before"]) == ("too few to say", "none", 1)
    assert row["design"] == "none"
    two = {place: B0[place] for place in ("甲", "乙")}
    assert compare_years(*frames(two, B1), 2021, 2022, seed=1)["note"].tolist() == ["too few to say"]
    assert np.isnan(row["low"])
    assert row["change"] == pytest.approx(0.125)
    missing = compare_years(*frames(B0, {}), 2021, 2022, seed=1).iloc[0]
    assert missing["note"] == "no text after"
    assert np.isnan(missing["change"])
    assert missing["n_after"] == 0
    assert compare_years(*frames(B0, B1), 2019, 2022, seed=1, themes=["T1"])["note"].tolist() == [
        "no text before"
    ]


def test_zeros_on_one_side_or_both():
    none = {place: (0, n) for place, (_, n) in B0.items()}
    tables = frames(none, B1)
    rows = compare_years(*tables, 2021, 2022, seed=1, themes=["T1", "T2"]).set_index("theme")
    assert rows.loc["T1", "note"] == "no hit on one side: its uncertainty is not in the interval"
    assert rows.loc["T1", "low"] > 0
    assert rows.loc["T2", "note"] == "no hit in any cluster"
    assert rows.loc["T2", "change"] == 0
    assert np.isnan(rows.loc["T2", "high"])


def test_sets_of_years_and_periods(tables):
    arguments = (tables.mentions, tables.sentences, tables.reports)
    early = tables.reports.assign(reporting_year=tables.reports["reporting_year"].replace(2021, 2018))
    by_label = compare_years(*arguments[:2], early, "2015—2020", "2021—2025", "han", seed=1)
    by_years = compare_years(*arguments, [2021], {2022, 2023}, "han", seed=1)
    pd.testing.assert_frame_equal(by_label, by_years)
    assert by_years["denominator"].unique().tolist() == ["1,000 Han characters"]
    assert by_years.set_index("theme").loc["T11", "rate_before"] == pytest.approx(2000 / (27 + 8 + 10))
    assert year_set(np.int64(2021)) == {2021}
    for before, after, message in (
        (2021, [2021, 2022], "share 2021"),
        ("九五", 2022, "no period"),
        ([], 2022, "no year"),
    ):
        with pytest.raises(ValueError, match=message):
            compare_years(*arguments, before, after, seed=1)


def test_order_of_rows_does_not_matter(tables):
    expected = compare_years(tables.mentions, tables.sentences, tables.reports, 2021, 2022, seed=1)
    mixed = [f.sample(frac=1, random_state=1) for f in (tables.mentions, tables.sentences, tables.reports)]
    pd.testing.assert_frame_equal(compare_years(*mixed, 2021, 2022, seed=1), expected)
    assert len(compare_years(tables.mentions.head(0), *mixed[1:], 2021, 2022, seed=1)) == 0


PLACES = pd.DataFrame(
    [("A", 20, 100, 30, 120), ("B", 10, 100, 12, 80), ("C", 12, 50, NAN, NAN), ("D", 0, 0, 10, 50)],
    columns=["place", "x0", "n0", "x1", "n1"],
)


class TestDecomposition:
    """Kitagawa with Griliches–Regev centring; exact fractions of the specification."""

    def test_vector(self):
        result = decompose_change(PLACES)
        assert (result.rate_before, result.rate_after) == pytest.approx((0.168, 0.208), abs=1e-15)
        assert result.change == pytest.approx(1 / 25, abs=1e-12)
        terms = (result.within, result.composition, result.entry, result.exit)
        assert terms == pytest.approx((0.04, 0.008, 0.0024, -0.0104), abs=1e-14)
        assert (result.staying, result.entering, result.leaving, result.note) == (2, 1, 1, "")
        groups = result.groups.set_index("place")
        assert groups.loc["A", "within"] == pytest.approx(float(Fraction(11, 500)), abs=1e-15)
        assert groups.loc["A", "composition"] == pytest.approx(float(Fraction(37, 12500)), abs=1e-15)
        assert groups.loc["B", "within"] == pytest.approx(float(Fraction(9, 500)), abs=1e-15)
        assert groups.loc["B", "composition"] == pytest.approx(float(Fraction(63, 12500)), abs=1e-15)
        assert groups.loc["C", "exit"] == pytest.approx(float(Fraction(-13, 1250)), abs=1e-15)
        assert groups.loc["D", "entry"] == pytest.approx(float(Fraction(3, 1250)), abs=1e-15)
        assert groups["status"].tolist() == ["stay", "stay", "leave", "enter"]

    def test_textbook_form_without_entry_and_exit(self):
        result = decompose_change(PLACES[:2])
        terms = (result.change, result.within, result.composition)
        assert terms == pytest.approx((0.06, 0.05, 0.01), abs=1e-14)
        assert result.entry == result.exit == 0

    def test_the_order_of_the_years_only_turns_the_sign(self):
        swapped = PLACES.rename(columns={"x0": "x1", "n0": "n1", "x1": "x0", "n1": "n0"})
        one, other = decompose_change(PLACES), decompose_change(swapped)
        assert other.within == pytest.approx(-one.within)
        assert other.composition == pytest.approx(-one.composition)
        assert (other.entry, other.exit) == pytest.approx((-one.exit, -one.entry))

    @settings(max_examples=60)
    @given(
        st.lists(
            st.tuples(*[st.integers(0, 100), st.integers(0, 400)] * 2).map(
                lambda c: (min(c[0], c[1]), c[1], min(c[2], c[3]), c[3])
            ),
            min_size=1,
            max_size=12,
        )
    )
    def test_terms_add_up_and_agree_with_exact_fractions(self, places):
        frame = pd.DataFrame(places, columns=["x0", "n0", "x1", "n1"]).assign(place=range(len(places)))
        result = decompose_change(frame)
        total0, total1 = frame["n0"].sum(), frame["n1"].sum()
        if total0 == 0 or total1 == 0:
            assert result.note in ("no text before", "no text after")
            assert np.isnan(result.change)
            return
        exact = exact_terms(places)
        found = (result.within, result.composition, result.entry, result.exit)
        assert found == pytest.approx([float(term) for term in exact], abs=1e-13)
        assert sum(exact) == Fraction(int(frame["x1"].sum()), int(total1)) - Fraction(
            int(frame["x0"].sum()), int(total0)
        )
        assert sum(found) == pytest.approx(result.change, abs=1e-12)
        assert repr(decompose_change(frame[::-1])) == repr(result)

    def test_within_splits_by_part_of_the_numerator(self):
        whole = decompose_change(PLACES[:2]).within
        own = PLACES[:2].assign(x0=[5, 4], x1=[9, 1])
        rest = PLACES[:2].assign(x0=[15, 6], x1=[21, 11])
        assert decompose_change(own).within + decompose_change(rest).within == pytest.approx(whole)

    def test_no_staying_place_is_flagged(self):
        result = decompose_change(PLACES[2:])
        assert (result.within, result.composition) == (0, 0)
        assert result.note == "no place has text on both sides"
        assert result.entry + result.exit == pytest.approx(result.change)

    def test_absent_in_both_years_changes_nothing(self):
        more = pd.concat([PLACES, pd.DataFrame([("E", 0, 0, None, None)], columns=PLACES.columns)])
        result = decompose_change(more.astype({"n1": "Float64", "x1": "Float64"}))
        assert result.change == pytest.approx(0.04)
        assert result.groups["status"].tolist()[-1] == "absent"
        assert np.isnan(decompose_change(PLACES.head(0)).change)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"n0": -1}, "negative"),
            ({"n0": 0}, "length zero"),
            ({"place": "A"}, "'A' twice"),
            ({"x0": NAN}, "missing"),
        ],
    )
    def test_invalid_input_is_refused(self, change, message):
        with pytest.raises(ValueError, match=message):
            decompose_change(PLACES.assign(**change))
        with pytest.raises(ValueError, match="lacks x1"):
            decompose_change(PLACES.drop(columns="x1"))

    def test_from_tables(self, tables):
        rows = decompose_years(tables.mentions, tables.sentences, tables.reports, 2021, 2022).set_index(
            "theme"
        )
        counts = pd.DataFrame(
            [("990001", 1, 3, 2, 5), ("柳渡镇", 0, 2, 0, 2)], columns=["place", "x0", "n0", "x1", "n1"]
        )
        alone = decompose_change(counts)
        found = rows.loc["T08", ["change", "within", "composition", "entry", "exit"]].tolist()
        assert found == pytest.approx([alone.change, alone.within, alone.composition, 0, 0])
        assert rows.loc["T08", ["staying", "entering", "leaving"]].tolist() == [2, 0, 0]
        by_issuer = decompose_years(
            tables.mentions, tables.sentences, tables.reports, 2021, 2022, "han", group="issuer"
        ).set_index("theme")
        assert by_issuer.loc["T08", ["staying", "entering", "leaving"]].tolist() == [2, 1, 0]
        assert by_issuer["denominator"].unique().tolist() == ["1,000 Han characters"]
        terms = by_issuer[["within", "composition", "entry", "exit"]].sum(axis=1)
        np.testing.assert_allclose(terms, by_issuer["change"], atol=1e-9)
        nobody = decompose_years(tables.mentions, tables.sentences, tables.reports, 2021, 2025)
        assert (nobody["note"] == "no text after").all()
        with pytest.raises(ValueError, match="group must be"):
            decompose_years(tables.mentions, tables.sentences, tables.reports, 2021, 2022, group="level")


def exact_terms(places):
    total0, total1 = sum(p[1] for p in places), sum(p[3] for p in places)
    middle = (Fraction(sum(p[0] for p in places), total0) + Fraction(sum(p[2] for p in places), total1)) / 2
    within = composition = entry = leaving = Fraction(0)
    for x0, n0, x1, n1 in places:
        w0, w1 = Fraction(n0, total0), Fraction(n1, total1)
        if n0 and n1:
            p0, p1 = Fraction(x0, n0), Fraction(x1, n1)
            within += (w0 + w1) / 2 * (p1 - p0)
            composition += (w1 - w0) * ((p0 + p1) / 2 - middle)
        elif n1:
            entry += w1 * (Fraction(x1, n1) - middle)
        elif n0:
            leaving -= w0 * (Fraction(x0, n0) - middle)
    return within, composition, entry, leaving
