"""Findings as numbers that are above zero where they hold."""

from __future__ import annotations

import pytest

from analysis.study.claims import KINDS

NAMES = {"T1": "Law popularisation", "T2": "Enforcement", "T3": "Disputes", "T4": "Digital", "T5": "Staff"}
RATES = {"T1": 0.1, "T2": 0.4, "T3": 0.2, "T4": 0.0, "T5": 0.3}


def stated(kind, base):
    return {finding.name: finding for finding in KINDS[kind].findings(base, NAMES)}


def test_ranks_are_stated_of_the_first_case():
    found = stated("rates", RATES)
    assert list(found) == ["T2-leads", "T2-first-3", "T5-first-3", "T3-first-3", "T4-last"]
    assert found["T2-leads"].statement == "Enforcement has the highest rate"
    assert all(finding.number(RATES) > 0 for finding in found.values())


@pytest.mark.parametrize(
    ("change", "numbers"),
    [
        ({"T5": 0.5}, {"T2-leads": -0.1, "T2-first-3": 0.3, "T4-last": 0.1}),
        ({"T2": 0.3}, {"T2-leads": 0.0, "T2-first-3": 0.2, "T4-last": 0.1}),
        ({"T4": 0.25}, {"T2-leads": 0.1, "T3-first-3": -0.05, "T4-last": -0.15}),
        ({"T2": None}, {"T2-leads": None, "T2-first-3": None, "T3-first-3": 0.2}),
        ({"T1": None, "T3": None, "T4": None}, {"T2-leads": 0.1, "T2-first-3": None, "T4-last": None}),
    ],
)
def test_ranks_hold_by_a_margin_or_cannot_be_said(change, numbers):
    found = stated("rates", RATES)
    for name, expected in numbers.items():
        number = found[name].number(RATES | change)
        assert number == (None if expected is None else pytest.approx(expected)), name


def test_a_theme_another_codebook_lacks_cannot_be_said():
    assert stated("rates", RATES)["T2-leads"].number({"T1": 0.1, "T3": 0.2}) is None


def test_one_theme_has_no_rank():
    assert stated("rates", {"T1": 0.1}) == {}


CHANGES = {
    "change": {"T1": 0.1, "T2": -0.2, "T3": 0.05, "T4": None, "T5": 0.0},
    "low": {"T1": 0.02, "T2": -0.3, "T3": -0.01, "T4": None, "T5": None},
    "high": {"T1": 0.3, "T2": -0.1, "T3": 0.2, "T4": None, "T5": None},
}


def test_directions_are_stated_with_their_certainty():
    found = stated("changes", CHANGES)
    assert list(found) == ["T1-rises", "T1-rises-clearly", "T2-falls", "T2-falls-clearly", "T3-rises"]
    assert found["T2-falls"].statement == "Enforcement falls from 2015—2020 to 2021—2025"
    assert all(finding.number(CHANGES) > 0 for finding in found.values())


def test_directions_fail_when_they_turn_or_their_interval_widens():
    found = stated("changes", CHANGES)
    turned = {"change": {"T1": -0.1, "T2": 0.0}, "low": {"T1": -0.02}, "high": {"T1": 0.1, "T2": 0.1}}
    assert found["T1-rises"].number(turned) == -0.1
    assert found["T1-rises-clearly"].number(turned) == -0.02
    assert found["T2-falls"].number(turned) == 0
    assert found["T2-falls-clearly"].number(turned) == -0.1
    assert found["T3-rises"].number(turned) is None


def test_keywords_of_either_period_are_stated():
    g2 = {f"词{n}": float(n) for n in range(1, 8)} | {"旧": -9.0, "平": 0.0, "无": None}
    base = {"g2": g2, "ratio": g2}
    found = stated("words", base)
    assert list(found) == [f"词{n}-more" for n in (7, 6, 5, 4, 3)] + ["旧-less"]
    assert found["旧-less"].statement == "旧 is less frequent in 2021—2025 than in 2015—2020"
    assert found["旧-less"].number({"ratio": {"旧": -0.5}}) == 0.5
    assert found["旧-less"].number({"ratio": {"旧": 0.5}}) == -0.5
    assert found["词7-more"].number({"ratio": {}}) is None


def test_each_kind_reads_only_what_matters_to_it():
    assert not {"segmenter", "hmm"} & set(KINDS["rates"].reads + KINDS["changes"].reads)
    assert not {"unit", "codebook", "themes"} & set(KINDS["words"].reads)
    assert "seed" in KINDS["changes"].reads
    assert "seed" not in KINDS["rates"].reads
    assert all("shared_wording" in kind.reads for kind in KINDS.values())
