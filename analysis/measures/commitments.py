"""What became of what reports promise: problems met by plans, and plans met by next year's results.

The rule that finds a plan among results is named :data:`RULE` and stated in :func:`follow_up`; a reader settles a
case by the spans that stand beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.measures.grouping import (
    OUTLINE_PERIODS,
    By,
    Periods,
    group_cells,
    sentence_items,
)
from analysis.measures.plan_matching import CLAUSE_END, Neighbours, Results, Spans, bigrams
from analysis.measures.shingles import canonical_forms
from analysis.measures.undefined import over
from analysis.measures.validation import columns, unique

RULE = "clause bigrams within one theme"
OUTCOMES = ("kept", "not found", "not checkable")
RESULTS = 1  # content item of measures and results
FEWEST = 4  # content bigrams below which a clause says too little to be looked for

#: Which types of plan answer which type of problem (codebook: problem_types, plan_types).
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "P01": ("F02", "F01"), "P02": ("F02",), "P03": ("F09", "F13"), "P04": ("F09", "F12"),
    "P05": ("F10",), "P06": ("F06", "F07", "F10"), "P07": ("F05",), "P08": ("F01", "F04", "F07"),
    "P09": ("F08",), "P10": ("F11",), "P11": ("F01", "F07"), "P12": ("F07",), "P13": ("F13", "F09"),
    "P14": ("F13",), "P15": ("F04",), "P16": ("F03",),
}  # fmt: skip


def answered_problems(
    statements: pd.DataFrame, answers: Mapping[str, tuple[str, ...]] = ANSWERS
) -> pd.DataFrame:
    """Return for every stated problem whether the same report states a plan of a matching type.

    Parameters
    ----------
    statements : DataFrame
        Table of that name. Suggestions to superiors and reports of cures are no plans.
    answers : mapping
        Type of a problem to the types of plan that answer it.

    Returns
    -------
    DataFrame
        One row per problem: report_id, statement_id, type (its first), start, end, answered (missing where no type
        is known), answer_id, answer_type, answer_start, answer_end (the first plan that answers it), note. Sorted by
        report and place.

    Raises
    ------
    ValueError
        When a column is missing.
    """
    columns(statements, ["report_id", "statement_id", "kind", "type", "start", "end"], "statements")
    ordered = statements.sort_values(["report_id", "start", "statement_id"], kind="stable")
    plans: dict[str, list[tuple[str, list[str], int, int]]] = defaultdict(list)
    for plan in ordered[(ordered["kind"] == "plan").to_numpy(dtype=bool)].itertuples():
        plans[plan.report_id].append((plan.statement_id, _types(plan.type), plan.start, plan.end))
    rows = []
    for problem in ordered[(ordered["kind"] == "problem").to_numpy(dtype=bool)].itertuples():
        kind = next(iter(_types(problem.type)), None)
        answer, note = (None, None, None, None), ""
        if kind not in answers:
            note = "no type" if kind is None else "no plan type answers it"
        elif problem.report_id not in plans:
            note = "the report states no plan"
        else:
            meets = answers[kind]
            for name, types, start, end in plans[problem.report_id]:
                if common := [each for each in types if each in meets]:
                    answer = name, common[0], start, end
                    break
        found = None if kind not in answers else answer[0] is not None
        rows.append(
            (problem.report_id, problem.statement_id, kind, problem.start, problem.end, found, *answer, note)
        )
    types = {"report_id": "str", "statement_id": "str", "type": "str", "start": "int64", "end": "int64"}
    types |= {"answered": "boolean", "answer_id": "str", "answer_type": "str", "answer_start": "Int64"}
    types |= {"answer_end": "Int64", "note": "str"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _types(value: object) -> list[str]:
    return [] if pd.isna(value) else [name for name in str(value).split(";") if name]


def follow_up(
    statements: pd.DataFrame,
    sentences: pd.DataFrame,
    sections: pd.DataFrame,
    reports: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    threshold: float = 0.5,
) -> pd.DataFrame:
    """Return for every plan whether the same issuer's next report speaks of it among its results.

    The rule, ``clause bigrams within one theme``: a plan is cut into clauses at its commas and stops; the words in
    which all plans are phrased are left out; a clause is found in a result when the sentence (content item 1)
    shares a theme with the plan, where the plan has one, and holds at least `threshold` of the clause's character
    bigrams. Sentences that say that something was not done (未能, 尚未, 推迟, 因故取消) are no results. A plan is kept when at least one of its clauses is found: the next report says something of it. It is
    not proof of fulfilment, and a clause that any report would contain is found by chance; `elsewhere` tells how
    often the same plan is found in another issuer's report of the same year.

    Parameters
    ----------
    statements, sentences, sections, reports, mentions : DataFrame
        Tables of that name.
    threshold : float
        Least share of a clause's bigrams.

    Returns
    -------
    DataFrame
        One row per plan, sorted by report and place: report_id, statement_id, issuer, reporting_year, type, label,
        start, end, next_id (the issuer's report on the next year), clauses (that say enough to be looked for),
        clauses_found, outcome (``kept``, ``not found``, ``not checkable``), score (highest share), themes (joined
        by ";"), result_id, result_sentence_id, result_start, result_end (the sentence found), elsewhere,
        elsewhere_id, rule, note (why it is not checkable).

    Raises
    ------
    ValueError
        When a column is missing or the threshold is out of range.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must lie above 0 and be at most 1, got {threshold!r}")
    columns(statements, ["report_id", "statement_id", "kind", "type", "label", "start", "end"], "statements")
    columns(sentences, ["report_id", "sentence_id", "section_id", "start", "end", "text"], "sentences")
    columns(mentions, ["report_id", "sentence_id", "theme", "weak", "start", "end"], "mentions")
    columns(reports, ["report_id", "reporting_year"], "reports")
    unique(reports, "report_id", "reports")
    plans = statements[(statements["kind"] == "plan").to_numpy(dtype=bool)]
    plans = plans[plans["report_id"].isin(reports["report_id"]).to_numpy(dtype=bool)]
    plans = plans.sort_values(["report_id", "start", "statement_id"], kind="stable")
    decisive = mentions[~mentions["weak"].to_numpy(dtype=bool)]
    themes_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    inside = decisive[decisive["sentence_id"].notna().to_numpy()]
    for report_id, sentence_id, theme in zip(
        inside["report_id"], inside["sentence_id"], inside["theme"], strict=True
    ):
        themes_of[report_id, sentence_id].add(theme)
    results = sentences[sentence_items(sentences, sections) == RESULTS] if len(sentences) else sentences
    results = results.sort_values(["report_id", "start"], kind="stable")
    parts = dict(iter(results.groupby("report_id")))
    neighbours = Neighbours(reports, parts)
    texts = Spans(sentences[["report_id", "start", "end", "text"]])
    spoken = Spans(decisive.assign(text=decisive["theme"])[["report_id", "start", "end", "text"]])
    cache: dict[str, Results] = {}

    def results_of(report_id: str) -> Results:
        if report_id not in cache:
            if len(cache) > 1000:
                cache.clear()
            cache[report_id] = Results(parts[report_id], themes_of)
        return cache[report_id]

    rows = []
    for plan in plans.itertuples():
        following, other = neighbours.next_of(plan.report_id), neighbours.other_of(plan.report_id)
        themes = set(spoken.whole(plan.report_id, plan.start, plan.end))
        text = "".join(texts.cut(plan.report_id, plan.start, plan.end))
        clauses = [bigrams(form) for form in canonical_forms(CLAUSE_END.split(text))]
        clauses = [clause for clause in clauses if len(clause) >= FEWEST]
        note = neighbours.note(plan.report_id)
        if not note and not clauses:
            note = "no clause says enough to be looked for"
        outcome, found, score, where = "not checkable", 0, np.nan, (None,) * 4
        elsewhere = None
        if clauses and not note:
            met = [results_of(following).best(clause, themes) for clause in clauses]
            found = sum(share >= threshold for share, _ in met)
            score, at = max(met, key=lambda pair: (pair[0], -pair[1]))
            outcome = "kept" if found else "not found"
            if found:
                where = results_of(following).rows[at]
        if clauses and other is not None and not note:
            elsewhere = any(results_of(other).best(clause, themes)[0] >= threshold for clause in clauses)
        rows.append(
            (plan.report_id, plan.statement_id, *neighbours.whose(plan.report_id), plan.type, plan.label, plan.start,
             plan.end, following, len(clauses), found, outcome, score, ";".join(sorted(themes)), *where, elsewhere,
             other if elsewhere is not None else None, RULE, note)
        )  # fmt: skip
    types = {"report_id": "str", "statement_id": "str", "issuer": "str", "reporting_year": "Int64"}
    types |= {"type": "str", "label": "str", "start": "int64", "end": "int64", "next_id": "str"}
    types |= {"clauses": "int64", "clauses_found": "int64", "outcome": "str", "score": "float64"}
    types |= {"themes": "str", "result_id": "str", "result_sentence_id": "str", "result_start": "Int64"}
    types |= {"result_end": "Int64", "elsewhere": "boolean", "elsewhere_id": "str", "rule": "str"}
    types |= {"note": "str"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def outcome_shares(
    followed: pd.DataFrame,
    by: By = (),
    reports: pd.DataFrame | None = None,
    *,
    periods: Periods = OUTLINE_PERIODS,
) -> pd.DataFrame:
    """Return how many plans were kept in each group, beside how many are found elsewhere by chance.

    Parameters
    ----------
    followed : DataFrame
        Result of :func:`follow_up`.
    by, reports, periods
        As :func:`analysis.measures.themes.theme_rates`; the groups are those of the plans' reports.

    Returns
    -------
    DataFrame
        The keys, plans, checkable, kept, not_found, share_kept (of the checkable), compared (plans also looked for
        in another issuer's report), share_elsewhere (of these), note.

    Raises
    ------
    ValueError
        When a column is missing or a key needs `reports`.
    """
    columns(followed, ["report_id", "outcome", "elsewhere"], "followed")
    groups, codes = group_cells(
        pd.DataFrame({"report_id": followed["report_id"].array}), by, reports, periods
    )
    size = len(groups)

    def count(which: pd.Series) -> np.ndarray:
        return np.bincount(codes[which.fillna(False).to_numpy(dtype=bool)], minlength=size)

    kept, missed = count(followed["outcome"] == "kept"), count(followed["outcome"] == "not found")
    compared, found = count(followed["elsewhere"].notna()), count(followed["elsewhere"])
    return groups.assign(
        plans=np.bincount(codes, minlength=size),
        checkable=kept + missed,
        kept=kept,
        not_found=missed,
        share_kept=over(kept, kept + missed),
        compared=compared,
        share_elsewhere=over(found, compared),
        note=pd.array(np.where(kept + missed > 0, "", "no plan can be checked"), "str"),
    )
