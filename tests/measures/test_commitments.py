"""Problems met by plans, plans met by results, and how shortcomings are told."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis.measures.commitments import (
    ANSWERS,
    RULE,
    answered_problems,
    follow_up,
    outcome_shares,
)
from analysis.measures.disclosure import disclosure
from analysis.measures.plan_matching import NOT_DONE, Results, bigrams
from analysis.measures.shingles import canonical_form

STATEMENT = ["report_id", "statement_id", "section_id", "kind", "type", "hedge", "label", "cause_given",
             "external_cause", "start", "end"]  # fmt: skip


def statement(report_id, number, kind, types, start, end, hedge=None, cause=None, external=None):
    return (report_id, str(number), "2", kind, types, hedge, "", cause, external, start, end)


def frame(*rows):
    return pd.DataFrame(rows, columns=STATEMENT).astype(
        {"cause_given": "boolean", "external_cause": "boolean", "start": "int64", "end": "int64"}
    )


def test_problems_are_answered_by_plans_of_the_matching_type():
    statements = frame(
        statement("a", 1, "problem", "P05;P03", 0, 10),
        statement("a", 2, "problem", "P10", 10, 20),
        statement("a", 3, "problem", None, 20, 30),
        statement("a", 4, "problem", "P99", 30, 40),
        statement("a", 5, "suggestion", "F11", 40, 50),
        statement("a", 6, "plan", "F09", 50, 60),
        statement("a", 7, "plan", "F06;F10", 60, 70),
        statement("a", 8, "plan", "F10", 70, 80),
        statement("b", 1, "problem", "P03", 0, 10),
    )
    found = answered_problems(statements.sample(frac=1, random_state=1)).set_index(
        ["report_id", "statement_id"]
    )
    # The first type decides: more staff, not more popularisation.
    row = found.loc[("a", "1")]
    assert (row["type"], row["answered"], row["answer_id"], row["answer_type"]) == ("P05", True, "7", "F10")
    assert (row["answer_start"], row["answer_end"]) == (60, 70)
    # A suggestion to superiors answers nothing.
    assert not found.loc[("a", "2"), "answered"]
    assert pd.isna(found.loc[("a", "3"), "answered"])
    assert found.loc[("a", "3"), "note"] == "no type"
    assert found.loc[("a", "4"), "note"] == "no plan type answers it"
    assert found.loc[("b", "1"), ["answered", "note"]].tolist() == [False, "the report states no plan"]
    other = answered_problems(statements, {"P10": ("F09",)}).set_index(["report_id", "statement_id"])
    assert other.loc[("a", "2"), "answer_id"] == "6"


def test_every_problem_type_of_the_codebook_has_an_answer():
    from analysis.coding.codebook import load_codebook
    from analysis.paths import CORPUS

    codebook = load_codebook(CORPUS / "codebook.yaml")
    assert set(ANSWERS) == {kind.id for kind in codebook.problem_types}
    plans = {kind.id for kind in codebook.plan_types if kind.kind == "plan"}
    assert {answer for answers in ANSWERS.values() for answer in answers} <= plans


def test_phrasing_tells_no_plan_from_another():
    assert bigrams(canonical_form("进一步加强法治政府建设")) == frozenset()
    assert bigrams(canonical_form("建成3处法治文化广场")) == {"0处", "文化", "化广", "广场"}


PLAN_KEPT = "建成柳渡老街普法文化广场，"
PLAN_BROKEN = "为每个村聘请一名退休法官担任普法辅导员。"
TEXTS = {
    # report: year, code, sentences as (item, text)
    "a21": (2021, "990001101", [(1, "开展普法宣传。"), (4, PLAN_KEPT), (4, PLAN_BROKEN), (4, "深入推进法治建设。")]),
    "a22": (2022, "990001101", [
        (1, "全镇持续普法宣传。"), (1, "柳渡老街普法文化广场于9月落成开放。"), (4, "建成柳渡老街普法文化广场二期。")]),
    "b22": (2022, "990001102", [(1, "组织普法活动12场。")]),
    "c21": (2021, "990001103", [(1, "开展普法。"), (4, "建成镇级普法文化广场一处。")]),
    "c23": (2023, "990001103", [(1, "建成镇级普法文化广场一处。")]),
    "d": (None, None, [(4, "建成镇级普法文化广场一处。")]),
}  # fmt: skip


@pytest.fixture(scope="module")
def promises():
    """Return tables in which each sentence of item 4 is a plan and 普法 is the one theme."""
    sentences, statements, mentions, reports, sections = [], [], [], [], []
    for report_id, (year, code, texts) in TEXTS.items():
        reports.append((report_id, year, code, "township", None))
        sections += [(report_id, str(item), None, item) for item in range(1, 6)]
        start = 50
        for number, (item, text) in enumerate(texts, 1):
            end = start + len(text)
            sentences.append((report_id, str(number), str(item), start, end, len(text), text))
            if item == 4:
                statements.append(statement(report_id, number, "plan", "F09", start, end))
            if "普法" in text:
                at = start + text.index("普法")
                mentions.append((report_id, str(number), "T11", False, at, at + 2))
            start = end
    return SimpleNamespace(
        statements=frame(*statements),
        sentences=pd.DataFrame(
            sentences, columns=["report_id", "sentence_id", "section_id", "start", "end", "n_han", "text"]
        ),
        sections=pd.DataFrame(sections, columns=["report_id", "section_id", "parent_id", "item"]),
        reports=pd.DataFrame(
            reports, columns=["report_id", "reporting_year", "division_code", "level", "issuer"]
        ).astype({"reporting_year": "Int64"}),
        mentions=pd.DataFrame(
            mentions, columns=["report_id", "sentence_id", "theme", "weak", "start", "end"]
        ),
    )


def test_a_kept_promise_is_found_and_a_broken_one_is_not(promises):
    found = follow_up(**vars(promises)).set_index(["report_id", "statement_id"])
    kept, broken = found.loc[("a21", "2")], found.loc[("a21", "3")]
    assert (kept["outcome"], kept["next_id"], kept["clauses"], kept["clauses_found"]) == ("kept", "a22", 1, 1)
    assert (kept["result_id"], kept["result_sentence_id"]) == ("a22", "2")
    result = promises.sentences.query("report_id == 'a22' and sentence_id == '2'").iloc[0]
    assert (kept["result_start"], kept["result_end"]) == (result["start"], result["end"])
    assert kept["themes"] == "T11"
    assert kept["score"] > 0.5
    # The other issuer of that year does not speak of it: not found by chance.
    assert (kept["elsewhere"], kept["elsewhere_id"]) == (False, "b22")
    assert (broken["outcome"], broken["clauses"], broken["clauses_found"]) == ("not found", 1, 0)
    assert 0 < broken["score"] < 0.5
    assert broken[["result_id", "result_start"]].isna().all()
    assert set(found["rule"]) == {RULE}


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ("未能开展行政执法人员专题培训，因故取消。", "not found"),
        ("行政执法人员专题培训尚\n未举办。", "not found"),
        ("原定的行政执法人员专题培训12期推迟至下一年度举办。", "not found"),
        ("行政执法人员专题培训取消，改为自学。", "not found"),
        ("举办行政执法人员专题培训12期。", "kept"),
        ("取消证明事项12项，举办行政执法人员专题培训12期。", "kept"),
    ],
)
def test_what_was_not_done_is_no_result(promises, result, outcome):
    plan = "开展行政执法人员专题培训12期。"
    rows = [("e21", "1", "4", 50, 50 + len(plan), 14, plan)]
    rows += [("e22", "1", "1", 50, 50 + len(result), 20, result)]
    rows += [("e22", "2", "1", 90, 99, 9, "开展普法宣传活动。")]
    found = follow_up(
        frame(statement("e21", 1, "plan", "F03", 50, 50 + len(plan))),
        pd.DataFrame(rows, columns=promises.sentences.columns),
        promises.sections.query("report_id in ('a21', 'a22')").replace({"a21": "e21", "a22": "e22"}),
        pd.DataFrame(
            {"report_id": ["e21", "e22"], "reporting_year": [2021, 2022], "division_code": "990001109"}
        ),
        promises.mentions.head(0),
    )
    assert found["outcome"].tolist() == [outcome]


def test_results_of_undone_things_alone_hold_nothing():
    rows = pd.DataFrame(
        {"report_id": "e", "sentence_id": ["1"], "start": 0, "end": 9, "text": ["专题培训因故取消。"]}
    )
    assert Results(rows, {}).best(bigrams("专题培训"), set())[0] == 0
    assert not NOT_DONE.search("查处因故意损毁案件3件，过期证件全部取消。")


def test_what_cannot_be_checked_says_why(promises):
    found = follow_up(**vars(promises)).set_index(["report_id", "statement_id"])
    assert found.loc[("a21", "4"), "note"] == "no clause says enough to be looked for"
    assert found.loc[("a22", "3"), "note"] == "no next report"
    assert found.loc[("c21", "2"), "note"] == "no next report"  # two years on is not the next
    assert found.loc[("d", "1"), "note"] == "no reporting year"
    none = found[found["note"] != ""]
    assert set(none["outcome"]) == {"not checkable"}
    assert none["score"].isna().all()
    without = promises.sentences[promises.sentences["section_id"] != "1"]
    bare = follow_up(**vars(promises) | {"sentences": without}).set_index(["report_id", "statement_id"])
    assert bare.loc[("a21", "2"), "note"] == "the next report has no part on results"


def test_the_theme_must_be_shared_and_the_threshold_reached(promises):
    elsewhere = promises.mentions.assign(
        theme=["T11" if r == "a21" else "T06" for r in promises.mentions["report_id"]]
    )
    other = follow_up(**vars(promises) | {"mentions": elsewhere}).set_index(["report_id", "statement_id"])
    assert other.loc[("a21", "2"), "outcome"] == "not found"
    # A plan without a theme is looked for by its words alone.
    silent = follow_up(**vars(promises) | {"mentions": promises.mentions.head(0)})
    assert silent.set_index(["report_id", "statement_id"]).loc[("a21", "2"), "outcome"] == "kept"
    weak = follow_up(**vars(promises) | {"mentions": promises.mentions.assign(weak=True)})
    assert set(weak["themes"]) == {""}
    strict = follow_up(**vars(promises), threshold=1)
    assert "kept" in set(strict["outcome"])
    with pytest.raises(ValueError, match="threshold"):
        follow_up(**vars(promises), threshold=0)


def test_shares_of_outcomes(promises):
    found = follow_up(**vars(promises))
    row = outcome_shares(found).iloc[0]
    assert row[["plans", "checkable", "kept", "not_found"]].tolist() == [6, 2, 1, 1]
    assert row["share_kept"] == 0.5
    assert (row["compared"], row["share_elsewhere"], row["note"]) == (2, 0, "")
    by_year = outcome_shares(found, "reporting_year", promises.reports)
    assert by_year["plans"].tolist() == [4, 1, 1]
    assert by_year["note"].tolist()[1] == "no plan can be checked"
    assert np.isnan(by_year["share_kept"].iloc[1])


def test_order_of_rows_does_not_matter(promises):
    expected = follow_up(**vars(promises))
    mixed = {name: table.sample(frac=1, random_state=2) for name, table in vars(promises).items()}
    pd.testing.assert_frame_equal(follow_up(**mixed), expected)


def test_disclosure(promises):
    sentences = pd.concat(
        [
            promises.sentences,
            pd.DataFrame(
                [("b22", "2", "2", 90, 110, 20, "执法力量不足。")], columns=promises.sentences.columns
            ),
        ]
    )
    statements = frame(
        statement("b22", 1, "problem", "P05", 90, 95, "个别", True),
        statement("b22", 2, "problem", "P03", 95, 100, None, False),
        statement("b22", 3, "reason", None, 100, 105, None, None, True),
        statement("a21", 1, "problem", "P03", 50, 60, "有待;部分", False),
    )
    arguments = statements, sentences, promises.sections, promises.reports
    table = disclosure(*arguments).set_index("report_id")
    b = table.loc["b22"]
    assert (b["n_han_problems"], b["share_problems"]) == (
        20,
        pytest.approx(20 / (20 + len("组织普法活动12场。"))),
    )
    assert b[["problems", "hedged", "with_cause", "causes", "external_causes"]].tolist() == [2, 1, 1, 1, 1]
    assert b[["share_hedged", "share_with_cause", "share_external"]].tolist() == [0.5, 0.5, 1]
    assert table.loc["c21", "note"] == "no problem stated"
    assert np.isnan(table.loc["c21", "share_hedged"])
    assert np.isnan(table.loc["a21", "share_external"])
    by_year = disclosure(*arguments, "reporting_year").set_index("reporting_year")
    assert by_year.loc[2022, ["reports", "problems", "problems_per_report"]].tolist() == [2, 2, 1]
    whole = disclosure(*arguments, ()).iloc[0]
    assert whole["problems"] == 3
    assert whole["n_han"] == sentences["n_han"].sum()
