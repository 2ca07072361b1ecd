"""What holds for every tabular measure: declared columns on any corpus, without warning or exception; rows in any order,
parts of the corpus and the hash seed play no part."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.measures import (
    collocation,
    commitments,
    compliance,
    coverage,
    disclosure,
    dispersion,
    divergence,
    diversity,
    indicators,
    keywords,
    life_cycles,
    log_odds,
    provenance,
    quantities,
    reuse,
    themes,
    years,
)
from analysis.measures.results import RESULTS, check, results_dictionary
from analysis.schemas import TABLES, table

ANCHORS = pd.DataFrame(
    {"id": ["K1"], "term": ["普法"], "anchor": ["hard"], "first_official": ["2021-08"], "faded_from": [None]}
)


def corpus(*reports, mentions=True, numbers=True, statements=True):
    """Return every table of reports given as (report_id, year, level, [sentences]); sentences alternate items."""
    rows = {name: [] for name in TABLES if name not in ("evidence", "citations")}
    for report_id, year, level, texts in reports:
        empty = dict.fromkeys(TABLES["reports"].columns)
        rows["reports"].append(
            empty | {"report_id": report_id, "reporting_year": year, "level": level, "issuer": level and "某局"}
            | {"county": level and f"{report_id[0]}县", "signed_repaired": False, "script": "simplified"}
            | {"sha256": "0", "is_report": "yes", "n_han": 0, "n_sentences": len(texts)}
        )  # fmt: skip
        for item in (1, 2, 4):
            rows["sections"].append(
                {"report_id": report_id, "section_id": str(item), "depth": 1, "run_in": False, "item": item}
                | dict.fromkeys(("start", "end", "body_start", "body_end"), 0)
            )
        for item in range(1, 6):
            present = None if year is None else "yes" if texts else "no"
            rows["content"].append({"report_id": report_id, "item": item, "present": present, "note": ""})
        start = 0
        for number, text in enumerate(texts, 1):
            key = {"report_id": report_id, "sentence_id": str(number)}
            span = {"start": start, "end": start + len(text)}
            item = ("1", "2", "4")[number % 3]
            rows["sentences"].append(key | {"section_id": item, "n_han": len(text) - 1, "text": text} | span)
            if mentions:
                two = {"start": start, "end": start + 2}
                rows["mentions"].append(key | {"theme": "T1", "term": text[:2], "weak": False} | two)
            if numbers:
                for kind, unit in (("count", "件"), ("rate", "%"), ("zero", None), ("coverage", None)):
                    rows["quantities"].append(
                        key | {"raw": "9", "value": "9", "unit": unit, "kind": kind, "qualifier": "exact"}
                        | {"measures": "案件", "unit_normalised": unit} | span
                    )  # fmt: skip
            if statements:
                for kind, types in (("problem", "P03"), ("reason", None), ("plan", "F09")):
                    rows["statements"].append(
                        {"report_id": report_id, "statement_id": f"{number}{kind}", "kind": kind, "type": types}
                        | {"label": text[:4]} | span
                    )  # fmt: skip
            rows["words"] += [{"report_id": report_id, "word": text[i : i + 2], "n": 1} for i in (0, 2)]
            start += len(text)
    return SimpleNamespace(**{name: table(name, records) for name, records in rows.items()})


LONG = "组织志愿者到集市向群众讲解常见法律问题并发放手册。"
TEXTS = ["普法活动深入各村。", LONG, "调解力量仍然不足。", "来年继续普法宣讲。"]
TWO = (("a", 2021, "county", TEXTS), ("b", 2022, "county", TEXTS[1:]))
CORPORA = {
    "nothing": corpus(),
    "one report": corpus(TWO[0]),
    "one year": corpus(TWO[0], ("b", 2021, "township", TEXTS[1:])),
    "two reports": corpus(*TWO),
    "a report without sentences": corpus(TWO[0], ("b", 2022, "county", [])),
    "no sentence at all": corpus(("a", 2021, "county", []), ("b", 2022, "county", [])),
    "empty theme": corpus(*TWO, mentions=False),
    "no quantities": corpus(*TWO, numbers=False),
    "no statements": corpus(*TWO, statements=False),
    "nothing is known": corpus(("a", None, None, TEXTS), ("b", None, None, TEXTS)),
}


@cache
def shared_in(kind):
    return reuse.shared_wording(CORPORA[kind].sentences, CORPORA[kind].reports, ["特此报告"])


def shared(t):
    return shared_in(next(kind for kind, tables in CORPORA.items() if tables is t))


def tokens(t):
    return {name: list("".join(rows["text"])) for name, rows in t.sentences.groupby("report_id")}


def vector(t, report_id):
    return t.words[t.words["report_id"] == report_id].groupby("word")["n"].sum()


def uses(t):
    return pd.DataFrame({"report_id": t.sentences["report_id"].unique(), "anchor": "K1"})


def split(t):
    ids = sorted(t.reports["report_id"])[:2]
    return pd.Series(["one", "two"][: len(ids)], index=ids, dtype=object)


def two_groups(t):
    """Keyness compares two groups: it refuses a corpus without both."""
    if len(t.reports) < 2:
        with pytest.raises(ValueError, match="no report in"):
            keywords.keyness_table(t.words, split(t), "one", seed=1, B=20)
        return None
    return keywords.keyness_table(t.words, split(t), "one", seed=1, B=20)


def theme_tables(t):
    return {"mentions": t.mentions, "sentences": t.sentences, "reports": t.reports}


BY = ("reporting_year",)
GRID = {"by": "reporting_year", "themes": ["T1", "T2"]}
MEASURES = {
    "theme_rates": lambda t: themes.theme_rates(**theme_tables(t), **GRID),
    "bootstrap_rates": lambda t: themes.bootstrap_rates(**theme_tables(t), **GRID, seed=1, B=20),
    "breadth": lambda t: coverage.breadth(**theme_tables(t), **GRID),
    "outline_coverage": lambda t: coverage.outline_coverage(**theme_tables(t), systems={"二": "T1"}, outside=["T2"]),
    "compare_years": lambda t: years.compare_years(**theme_tables(t), before=2021, after=2022, seed=1, B=20, themes=["T1"]),
    "decompose_years": lambda t: years.decompose_years(**theme_tables(t), before=2021, after=2022, themes=["T1"]),
    "new_kept_dropped": lambda t: life_cycles.new_kept_dropped(**theme_tables(t), before=2021, after=2022),
    "life_cycles": lambda t: life_cycles.life_cycles(uses(t), ANCHORS, t.reports),
    "yearly_use": lambda t: life_cycles.yearly_use(uses(t), ANCHORS, t.reports),
    "anachronisms": lambda t: life_cycles.anachronisms(uses(t), ANCHORS, t.reports),
    "keyness_table": two_groups,
    "log_odds": lambda t: log_odds.log_odds(*_pair(t), variant="uninformative", strength=0.01),
    "dispersion_table": lambda t: dispersion.dispersion_table(t.words),
    "collocates": lambda t: collocation.collocates(tokens(t).values(), min_o=1),
    "diversity_table": lambda t: diversity.diversity_table(tokens(t), window=10),
    "divergence_terms": lambda t: divergence.jensen_shannon_terms(vector(t, "a"), vector(t, "b")),
    "item_shares": lambda t: compliance.item_shares(t.sentences, t.sections, t.reports),
    "content_shares": lambda t: compliance.content_shares(t.content, "reporting_year", t.reports),
    "timeliness": lambda t: compliance.timeliness(t.reports),
    "shared_clusters": lambda t: shared(t).clusters,
    "shared_sentences": lambda t: shared(t).sentences,
    "provenance_shares": lambda t: provenance.provenance_shares(shared(t).sentences, "reporting_year", t.reports),
    "partners": lambda t: provenance.partners(shared(t).sentences, "a") if len(t.sentences) else None,
    "density": lambda t: quantities.density(t.quantities, t.sentences, "reporting_year", t.reports),
    "rate_parts": lambda t: quantities.rate_parts(t.quantities),
    "rate_claims": lambda t: quantities.rate_claims(t.quantities, "reporting_year", t.reports),
    "indicator_series": lambda t: indicators.indicator_series(t.quantities, t.reports),
    "answered_problems": lambda t: commitments.answered_problems(t.statements),
    "follow_up": lambda t: _followed(t),
    "outcome_shares": lambda t: commitments.outcome_shares(_followed(t), "reporting_year", t.reports),
    "disclosure": lambda t: disclosure.disclosure(t.statements, t.sentences, t.sections, t.reports, "reporting_year"),
}  # fmt: skip


def _pair(t):
    both = pd.concat([vector(t, "a"), vector(t, "b")], axis=1).fillna(0)
    return both.iloc[:, 0], both.iloc[:, 1]


def _followed(t):
    return commitments.follow_up(t.statements, t.sentences, t.sections, t.reports, t.mentions)


# Where one of these is missing, the note says why.
SAID = {
    "rate",
    "rate_before",
    "change",
    "entropy",
    "share_han",
    "per_1000_han",
    "share_kept",
    "share_problems",
}


@pytest.mark.parametrize("name", MEASURES)
def test_poor_corpora_give_the_declared_result(name, capfd):
    for kind, tables in CORPORA.items():
        result = MEASURES[name](tables)
        if result is None:
            continue
        check(name, result, BY)
        numbers = result.select_dtypes("number").to_numpy(dtype=float, na_value=np.nan)
        finite = ~np.isinf(numbers)
        assert finite.all() or name == "keyness_table", kind  # bounds of an exact interval may be infinite
        for column in SAID.intersection(result.columns) if "note" in result.columns else ():
            assert (result.loc[result[column].isna(), "note"] != "").all(), (kind, column)
    assert capfd.readouterr() == ("", "")


def test_every_declared_result_is_made_here():
    assert set(MEASURES) == set(RESULTS)


def test_a_result_that_breaks_its_declaration_is_refused():
    made = MEASURES["density"](CORPORA["two reports"])
    with pytest.raises(ValueError, match="result density: columns are"):
        check("density", made.drop(columns="note"), BY)
    with pytest.raises(ValueError, match="column note is float64, declared text"):
        check("density", made.assign(note=1.5), BY)


def test_dictionary_of_results():
    dictionary = results_dictionary()
    assert not dictionary.duplicated(["result", "column"]).any()
    assert (dictionary[["meaning", "meaning_zh"]] != "").all(axis=None)
    shares = dictionary[dictionary["column"].str.startswith("share")]
    assert (shares["denominator"] != "").all()
    assert (dictionary.loc[dictionary["kind"] == "number", "unit"] == "").sum() < 8
    for function in dictionary["function"].unique():
        module, name = function.split(".")
        assert callable(getattr(globals()[module], name)), function


THREE = corpus(
    ("a", 2021, "county", [*TEXTS, LONG.replace("集市", "渡口")]),
    ("b", 2022, "county", TEXTS[1:]),
    ("c", 2022, "township", ["执法检查十次。", LONG, "普法活动。"]),
)


def shuffled(tables, state):
    return SimpleNamespace(
        **{name: rows.sample(frac=1, random_state=state) for name, rows in vars(tables).items()}
    )


# Words in running order are not rows.
@pytest.mark.parametrize("name", sorted(set(MEASURES) - {"collocates", "diversity_table"}))
def test_order_of_rows_plays_no_part(name, monkeypatch):
    made = []
    for tables in (THREE, shuffled(THREE, 1)):
        monkeypatch.setitem(CORPORA, "shuffled", tables)
        shared_in.cache_clear()
        made.append(MEASURES[name](tables))
    pd.testing.assert_frame_equal(*made)


# What is said of one report does not depend on the others in the corpus.
BY_REPORT = {
    "theme_rates": lambda t: themes.theme_rates(**theme_tables(t), themes=["T1"]),
    "breadth": lambda t: coverage.breadth(**theme_tables(t), themes=["T1"]),
    "density": lambda t: quantities.density(t.quantities, t.sentences, reports=t.reports),
    "rate_parts": lambda t: quantities.rate_parts(t.quantities),
    "rate_claims": lambda t: quantities.rate_claims(t.quantities, reports=t.reports),
    "answered_problems": lambda t: commitments.answered_problems(t.statements),
    "disclosure": lambda t: disclosure.disclosure(t.statements, t.sentences, t.sections, t.reports),
    "timeliness": lambda t: compliance.timeliness(t.reports),
    "content_shares": lambda t: compliance.content_shares(t.content, "report_id", t.reports),
}


@pytest.mark.parametrize("name", BY_REPORT)
@pytest.mark.parametrize("cut", [1, 2])
def test_splitting_the_corpus_changes_no_report(name, cut):
    ids = THREE.reports["report_id"]
    parts = []
    for chosen in (ids[:cut], ids[cut:]):
        part = {
            key: rows[rows["report_id"].isin(chosen).to_numpy(dtype=bool)]
            for key, rows in vars(THREE).items()
        }
        parts.append(BY_REPORT[name](SimpleNamespace(**part)))
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), BY_REPORT[name](THREE))


def digest():
    """Return a digest of every measure on one corpus."""
    CORPORA["three"] = THREE
    shared_in.cache_clear()
    text = "\n".join(f"{name}\n{MEASURES[name](THREE).to_csv()}" for name in MEASURES)
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_hash_seed_plays_no_part():
    program = "import test_every_measure as tests; print(tests.digest())"
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(folders)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(printed) == 1
    assert len(printed.pop()) == 65
