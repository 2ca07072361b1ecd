"""The table of keywords: agreement with the single statistics, family, groups, edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.measures import keyness
from analysis.measures.keywords import keyness_permutation, keyness_table
from analysis.measures.testing import benjamini_hochberg

ROWS = {
    "r1": {"执法": 6, "普法": 1, "的": 60},
    "r2": {"执法": 5, "普法": 2, "的": 40},
    "r3": {"执法": 1, "的": 70, "镇": 4},
    "r4": {"执法": 2, "普法": 5, "的": 50},
    "r5": {"普法": 6, "的": 60},
    "r6": {"执法": 1, "普法": 9, "的": 55, "县": 2},
    "r7": {"执法": 99},
}
WORDS = pd.DataFrame(
    [(report, word, n) for report, counts in ROWS.items() for word, n in counts.items()],
    columns=["report_id", "word", "n"],
)
GROUPS = pd.Series({"r1": "县", "r2": "县", "r3": "县", "r4": "镇", "r5": "镇", "r6": "镇", "r7": None})


def test_every_row_is_what_the_single_statistics_say():
    table = keyness_table(WORDS, GROUPS, "县", seed=1)
    assert sorted(table["word"]) == sorted(["执法", "普法", "的", "镇", "县"])
    inside = {report: counts for report, counts in ROWS.items() if report != "r7"}
    tokens = [sum(counts.values()) for counts in inside.values()]
    n1, n2 = sum(tokens[:3]), sum(tokens[3:])
    for row in table.itertuples():
        x = [counts.get(row.word, 0) for counts in inside.values()]
        f1, f2 = sum(x[:3]), sum(x[3:])
        assert (row.f1, row.f2, row.n1, row.n2) == (f1, f2, n1, n2)
        assert (row.reports1, row.reports2) == (np.count_nonzero(x[:3]), np.count_nonzero(x[3:]))
        assert row.rate1 == pytest.approx(1000 * f1 / n1)
        assert row.log_ratio == pytest.approx(keyness.log_ratio(f1, f2, n1, n2, correction="half"))
        assert row.lrc == pytest.approx(keyness.log_ratio_conservative(f1, f2, n1, n2, m=5))
        assert row.g2 == pytest.approx(keyness.log_likelihood(f1, f2, n1, n2, signed=True))
        assert row.p == keyness_permutation(x, tokens, [True] * 3 + [False] * 3, seed=1).p
    assert table["q"].to_numpy() == pytest.approx(benjamini_hochberg(table["p"]))
    assert set(table["method"]) == {"enumerated"}


def test_ranked_by_conservative_ratio_whatever_the_order_of_rows():
    table = keyness_table(WORDS, GROUPS, "县", seed=1)
    assert table["lrc"].abs().is_monotonic_decreasing
    shuffled = WORDS.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(keyness_table(shuffled, GROUPS[::-1], "县", seed=1), table)


def test_signed_statistics_are_tested_two_sided():
    table = keyness_table(WORDS, GROUPS, "县", seed=1, statistic="log_ratio").set_index("word")
    tokens = [sum(counts.values()) for report, counts in ROWS.items() if report != "r7"]
    x = [counts.get("普法", 0) for report, counts in ROWS.items() if report != "r7"]
    single = keyness_permutation(
        x, tokens, [True] * 3 + [False] * 3, seed=1, statistic="log_ratio", alternative="two-sided"
    )
    assert table.loc["普法", "p"] == single.p
    assert table.loc["普法", "p"] < 0.5


def test_drawn_labelings_do_not_depend_on_the_order_of_reports():
    words = pd.DataFrame(
        [
            (f"r{i:02d}", word, 1 + (i * weight) % 7)
            for i in range(24)
            for word, weight in (("执法", 3), ("普法", 5))
        ],
        columns=["report_id", "word", "n"],
    )
    groups = pd.Series({f"r{i:02d}": "县" if i % 3 else "镇" for i in range(24)})
    table = keyness_table(words, groups, "县", seed=1, B=60)
    assert set(table["method"]) == {"monte carlo"}
    pd.testing.assert_frame_equal(keyness_table(words, groups[::-1], "县", seed=1, B=60), table)


def test_swapping_target_and_reference():
    one = keyness_table(WORDS, GROUPS, "县", "镇", seed=1).set_index("word")
    other = keyness_table(WORDS, GROUPS, "镇", ["县"], seed=1).set_index("word").loc[one.index]
    np.testing.assert_allclose(one["log_ratio"], -other["log_ratio"])
    np.testing.assert_allclose(one["lrc"], -other["lrc"], atol=1e-9)
    np.testing.assert_allclose(one["p"], other["p"])


def test_the_words_tested_are_the_family():
    table = keyness_table(WORDS, GROUPS, "县", seed=1, min_reports=2)
    assert sorted(table["word"]) == sorted(["执法", "普法", "的"])
    row = table.set_index("word").loc["执法"]
    assert row["n1"] == 189
    assert row["lrc"] == pytest.approx(keyness.log_ratio_conservative(12, 3, row["n1"], row["n2"], m=3))
    assert len(keyness_table(WORDS, GROUPS, "县", seed=1, min_n=1000)) == 0


def test_places_and_years():
    places = pd.Series({"r1": "甲", "r2": "甲", "r3": "乙", "r4": "丙", "r5": "丙", "r6": "丁", "r7": "戊"})
    table = keyness_table(WORDS, GROUPS, "县", seed=1, clusters=places, statistic="log_ratio")
    assert set(table["B"]) == {6}
    assert set(table["note"]) == {"6 labelings in all: p cannot fall below 0.167"}
    years = pd.Series({"r1": 1, "r2": 2, "r3": 1, "r4": 1, "r5": 2, "r6": 1})
    assert set(keyness_table(WORDS, GROUPS, "县", seed=1, strata=years)["B"]) == {12}


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (("省",), {}, "no report in target"),
        (("县", "省"), {}, "no report in the reference"),
        (("县", ["县", "镇"]), {}, "also a reference"),
        (("县",), {"clusters": pd.Series({"r1": "甲"})}, "clusters lacks report"),
        (("县",), {"statistic": "chi"}, "statistic"),
        (("县",), {"seed": None}, "seed"),
    ],
)
def test_invalid_input_is_refused(arguments, options, message):
    with pytest.raises(ValueError, match=message):
        keyness_table(WORDS, GROUPS, *arguments, **({"seed": 1} | options))
    with pytest.raises(ValueError, match="twice"):
        keyness_table(WORDS, pd.concat([GROUPS, GROUPS]), "县", seed=1)
    with pytest.raises(ValueError, match="negative"):
        keyness_table(WORDS.assign(n=-1), GROUPS, "县", seed=1)


def test_a_group_whose_reports_hold_no_words():
    table = keyness_table(WORDS, pd.concat([GROUPS, pd.Series({"r8": "省"})]), "省", "县", seed=1)
    assert (table["n1"] == 0).all()
    assert table["p"].isna().all()
    assert (table["note"] == "the statistic is not defined").all()
