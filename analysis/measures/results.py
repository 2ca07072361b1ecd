"""What each result holds: every column of every tabular measure declared once, with unit and denominator.

:func:`check` holds a result to its declaration; :func:`results_dictionary` turns the declarations into a data
dictionary. A result that is grouped begins with the keys it was grouped by, which are not declared here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
from pandas.api import types

from analysis.measures.result_columns import COLUMNS

KINDS = {
    "text": lambda column: types.is_string_dtype(column.dtype) or column.isna().all(),
    "integer": lambda column: types.is_integer_dtype(column.dtype),
    "number": lambda column: types.is_float_dtype(column.dtype) or types.is_integer_dtype(column.dtype),
    "flag": lambda column: types.is_bool_dtype(column.dtype),
    "date": lambda column: types.is_datetime64_any_dtype(column.dtype),
}
RATES = "body sentences, or Han characters (column denominator)"


@dataclass(frozen=True)
class Result:
    """The declaration of one tabular result.

    Attributes
    ----------
    function : str
        Where it comes from, below :mod:`analysis.measures`.
    row : str
        What one row is.
    columns : tuple of str
        Its columns in order, declared in :data:`analysis.measures.result_columns.COLUMNS`.
    denominator : str
        What its rates and shares are of; empty where it holds none.
    grouped : bool
        Whether the keys of the grouping stand before these columns.
    own : dict
        Columns that mean something else here: (kind, unit, English, Chinese).
    """

    function: str
    row: str
    columns: tuple[str, ...]
    denominator: str = ""
    grouped: bool = False
    own: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)

    def column(self, name: str) -> tuple[str, str, str, str]:
        """Return kind, unit and meanings of a column."""
        return self.own.get(name) or COLUMNS[name]


def _result(function, row, columns, denominator="", *, grouped=False, **own):
    return Result(function, row, tuple(columns.split()), denominator, grouped, own)


SPAN = "start end"
SHARED = "report_id sentence_id section_id start end n_han cluster n_documents formula_share provenance source_id direction"
RATE = "theme x n rate"
INTERVAL = "low high k method B seed undefined naive_low naive_high zero_bound note"
SIDES = "x_before n_before rate_before x_after n_after rate_after change"
PARTS = "parts part_value whole_value part_unit part_start part_end whole_start whole_end"

RESULTS: dict[str, Result] = {
    "theme_rates": _result(
        "themes.theme_rates", "a group and theme", f"{RATE} unit denominator note", RATES, grouped=True
    ),
    "bootstrap_rates": _result(
        "themes.bootstrap_rates", "a group and theme", f"{RATE} unit denominator {INTERVAL}", RATES, grouped=True
    ),
    "breadth": _result(
        "coverage.breadth", "a group", "themes covered entropy highest note", "sentence shares scaled to 1", grouped=True
    ),
    "outline_coverage": _result(
        "coverage.outline_coverage", "a report", "report_id covered systems missing coded outside outside_share note",
        "coded sentences", covered=("integer", "systems", "systems with at least one sentence", "覆盖的部分数"),
        outside=("integer", "sentences", "coded sentences whose themes all lie outside the outline", "纲要外句数"),
    ),
    "compare_years": _result(
        "years.compare_years", "a theme",
        f"theme {SIDES} low high k_before k_after paired design method B seed undefined unit denominator note", RATES,
        low=("number", "as the rates", "lower bound of the change", "变化区间下限"),
        high=("number", "as the rates", "upper bound of the change", "变化区间上限"),
    ),
    "decompose_years": _result(
        "years.decompose_years", "a theme",
        "theme rate_before rate_after change within composition entry exit staying entering leaving unit denominator note",
        RATES,
    ),
    "new_kept_dropped": _result(
        "life_cycles.new_kept_dropped", "a theme and term",
        "theme term fate x_before x_after reports_before reports_after rate_before rate_after note",
        "1,000 Han characters of the side",
    ),
    "life_cycles": _result(
        "life_cycles.life_cycles", "a time-anchored term",
        "id term anchor first_official faded_from reports undated n share first_year last_year lag after_fading anachronisms note",
        "reports with a reporting year", n=("integer", "reports", "reports with a reporting year", "有年度的报告数"),
        reports=("integer", "reports", "reports that use the term", "使用报告数"),
    ),
    "yearly_use": _result(
        "life_cycles.yearly_use", "a time-anchored term and year", "id term reporting_year x n share", "reports on the year",
        x=("integer", "reports", "reports that use the term", "使用报告数"),
        n=("integer", "reports", "reports on the year", "该年报告数"),
    ),
    "anachronisms": _result(
        "life_cycles.anachronisms", "a use older than the term can be, or beyond judgement",
        "report_id anchor term first_official finished by verdict",
        anchor=("text", "", "id of the time anchor", "时间锚编号"),
    ),
    "keyness_table": _result(
        "keywords.keyness_table", "a word",
        "word f1 f2 n1 n2 reports1 reports2 rate1 rate2 log_ratio low high lrc g2 p q method B undefined note",
        "1,000 tokens", low=("number", "log2", "lower bound of the log ratio", "对数比下限"),
        high=("number", "log2", "upper bound of the log ratio", "对数比上限"),
    ),
    "log_odds": _result("log_odds.log_odds", "a word (the index)", "prior delta z note"),
    "dispersion_table": _result(
        "dispersion.dispersion_table", "a word", "word n range parts removed dp dp_norm juilland_d note", "parts",
        n=("integer", "tokens", "occurrences", "频次"), parts=("integer", "reports", "parts with text", "部分数"),
    ),
    "collocates": _result(
        "collocation.collocates", "a pair of words", "word1 word2 o f1 f2 n window log_dice pmi mi3 t_score delta_p",
        n=("integer", "tokens", "all tokens", "总词数"), f1=("integer", "tokens", "occurrences of word 1", "词一频次"),
        f2=("integer", "tokens", "occurrences of word 2", "词二频次"),
    ),
    "diversity_table": _result(
        "diversity.diversity_table", "a report", "report_id tokens types ttr mattr window yules_k note", "tokens"
    ),
    "divergence_terms": _result(
        "divergence.jensen_shannon_terms", "a term", "term p q contribution side", "all terms of the side",
        p=("number", "share", "share in the first text", "甲文本占比"), q=("number", "share", "share in the second text", "乙文本占比"),
        term=("text", "", "the term", "词条"),
    ),
    "item_shares": _result(
        "compliance.item_shares", "a group and content item", "group item n_sentences n_han share", "Han characters of the group",
        item=("text", "", "lead, or item-0 to item-5", "内容项"),
    ),
    "content_shares": _result(
        "compliance.content_shares", "a group and content item", "item yes partial no scored share_yes note",
        "reports for which a score is due", grouped=True,
    ),
    "timeliness": _result(
        "compliance.timeliness", "a report and event", "report_id reporting_year event day due days on_time"
    ),
    "shared_clusters": _result(
        "reuse.shared_wording", "a cluster of sentence variants",
        "cluster text n_variants n_documents n_sentences n_han first_year last_year formula documents",
        n_documents=("integer", "reports", "reports that hold a variant", "报告数"),
    ),
    "shared_sentences": _result("reuse.shared_wording", "a sentence", SHARED, "characters of the sentence (formula_share)"),
    "provenance_shares": _result(
        "provenance.provenance_shares", "a group and provenance",
        "provenance n_sentences n_han total_sentences total_han share_sentences share_han note",
        "sentences, or Han characters, of the group", grouped=True,
    ),
    "partners": _result(
        "provenance.partners", "another report", "report_id n_sentences n_han share_sentences share_han",
        "sentences, or Han characters, of the one report",
    ),
    "density": _result(
        "quantities.density", "a group",
        "quantities zero_claims coverage_claims n_han per_1000_han zero_per_1000_han coverage_per_1000_han note",
        "1,000 Han characters", grouped=True,
    ),
    "rate_parts": _result(
        "quantities.rate_parts", "a rate", f"report_id sentence_id raw measures value qualifier {PARTS} {SPAN}",
        value=("number", "%", "the rate", "比率"),
    ),
    "rate_claims": _result(
        "quantities.rate_claims", "a group",
        "rates both_parts share_both_parts hundred share_hundred near_hundred share_near_hundred note", "rates", grouped=True,
    ),
    "indicator_series": _result(
        "indicators.indicator_series", "an indicator and report",
        "indicator unit report_id reporting_year issuer value qualifier period n_reports previous_id previous_value change "
        + SPAN,
        change=("number", "as value", "value less previous_value", "变化"),
        unit=("text", "", "base unit", "换算单位"),
    ),
    "answered_problems": _result(
        "commitments.answered_problems", "a stated problem",
        f"report_id statement_id type {SPAN} answered answer_id answer_type answer_start answer_end note",
        type=("text", "", "its first problem type", "问题类型"),
    ),
    "follow_up": _result(
        "commitments.follow_up", "a plan",
        f"report_id statement_id issuer reporting_year type label {SPAN} next_id clauses clauses_found outcome score themes "
        "result_id result_sentence_id result_start result_end elsewhere elsewhere_id rule note",
        "content bigrams of the clause (score)", themes=("text", "", "themes of the plan joined by ;", "计划主题"),
    ),
    "outcome_shares": _result(
        "commitments.outcome_shares", "a group", "plans checkable kept not_found share_kept compared share_elsewhere note",
        "checkable plans; compared plans (share_elsewhere)", grouped=True,
    ),
    "disclosure": _result(
        "disclosure.disclosure", "a group",
        "reports n_han n_han_problems share_problems problems problems_per_report hedged share_hedged with_cause "
        "share_with_cause causes external_causes share_external note",
        "Han characters (share_problems), problems, causes (share_external)", grouped=True,
    ),
}  # fmt: skip


def check(name: str, frame: pd.DataFrame, keys: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return `frame` if it is as result `name` is declared, `keys` before its columns.

    Raises
    ------
    ValueError
        When columns or their kinds differ.
    """
    result = RESULTS[name]
    wanted = [*(keys if result.grouped else ()), *result.columns]
    if list(frame.columns) != wanted:
        raise ValueError(f"result {name}: columns are {list(frame.columns)}, declared {wanted}")
    for column in result.columns:
        kind = result.column(column)[0]
        if not KINDS[kind](frame[column]):
            raise ValueError(f"result {name}: column {column} is {frame[column].dtype}, declared {kind}")
    return frame


def results_dictionary() -> pd.DataFrame:
    """Return one row per column of every result: result, function, row, column, kind, unit, denominator, meaning in
    English and Chinese.
    """
    rows = []
    for name, result in RESULTS.items():
        for column in result.columns:
            kind, unit, english, chinese = result.column(column)
            rows.append(
                (name, result.function, result.row, column, kind, unit, result.denominator, english, chinese)
            )
    names = ["result", "function", "row", "column", "kind", "unit", "denominator", "meaning", "meaning_zh"]
    return pd.DataFrame(rows, columns=names).astype("str")
