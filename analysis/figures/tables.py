"""Results as tables to read: columns named in words with their units, numbers rounded, a dash where none is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.figures.labels import LANGUAGES, label
from analysis.figures.rows import SCALE

MISSING = "–"
VALUES_ZH = {
    "province": "省级", "prefecture": "地级", "county": "县级", "township": "乡级", "department": "部门",
    "signed": "落款", "published": "发布", "yes": "有", "partial": "部分", "no": "无",
    "zero": "零", "coverage": "全覆盖", "both": "齐全", "none": "未写", "unconfirmed": "未证实",
    "error": "错误", "warning": "警告", "notice": "提示", "info": "信息",
    "own": "自有", "formula": "套语", "peers": "他报告", "superior": "上级", "carried": "沿用",
}  # fmt: skip
RATES = (
    "rate_all",
    "rate_own",
    "rate",
    "low",
    "high",
    "naive_low",
    "naive_high",
    "rate_before",
    "rate_after",
)
CHANGES = ("change", "within", "composition", "entry", "exit")

# Column of a result: its Chinese and English name, and how its values are printed (empty: as they are).
COLUMNS: Mapping[str, tuple[str, str, str]] = {
    "report_id": ("报告", "report", ""),
    "group": ("报告", "report", ""),
    "name": ("主题", "theme", ""),
    "theme": ("主题编号", "theme id", ""),
    "term": ("词语", "term", ""),
    "word": ("词", "word", ""),
    "word1": ("节点词", "node", ""),
    "word2": ("搭配词", "collocate", ""),
    "issuer": ("发文机关", "issuer", ""),
    "level": ("层级", "level", ""),
    "reporting_year": ("报告年度", "reporting year", "{:.0f}"),
    "published": ("发布日期", "published", ""),
    "signed": ("落款日期", "signed", ""),
    "n_sentences": ("正文句数", "body sentences", "{:,.0f}"),
    "n_han": ("正文汉字", "Han characters", "{:,.0f}"),
    "n_terms": ("词条数", "terms", "{:,.0f}"),
    "n_mentions": ("提及次数", "mentions", "{:,.0f}"),
    "k": ("地方数", "places", "{:.0f}"),
    "k_before": ("前期地方数", "places before", "{:.0f}"),
    "k_after": ("后期地方数", "places after", "{:.0f}"),
    "x_before": ("前期次数", "mentions before", "{:,.0f}"),
    "x_after": ("后期次数", "mentions after", "{:,.0f}"),
    "reports_before": ("前期报告数", "reports before", "{:.0f}"),
    "reports_after": ("后期报告数", "reports after", "{:.0f}"),
    "note": ("说明", "note", ""),
    "event": ("事项", "event", ""),
    "day": ("日期", "day", "{:%Y-%m-%d}"),
    "due": ("期限", "due", "{:%Y-%m-%d}"),
    "days": ("距期限天数", "days after due", "{:+.0f}"),
    "staying": ("两期均有的地方", "places in both", "{:.0f}"),
    "entering": ("进入的地方", "places entering", "{:.0f}"),
    "leaving": ("退出的地方", "places leaving", "{:.0f}"),
    "f1": ("前者次数", "count in target", "{:,.0f}"),
    "f2": ("后者次数", "count in reference", "{:,.0f}"),
    "reports1": ("前者报告数", "reports in target", "{:.0f}"),
    "reports2": ("后者报告数", "reports in reference", "{:.0f}"),
    "rate1": ("前者每千词", "per 1,000 in target", "{:.1f}"),
    "rate2": ("后者每千词", "per 1,000 in reference", "{:.1f}"),
    "log_ratio": ("对数比", "log ratio", "{:+.2f}"),
    "lrc": ("保守对数比", "conservative log ratio", "{:+.2f}"),
    "g2": ("G²", "G²", "{:+.1f}"),
    "p": ("置换 p", "permutation p", "{:.3f}"),
    "q": ("q（BH）", "q (BH)", "{:.3f}"),
    "n": ("次数", "count", "{:,.0f}"),
    "range": ("出现的报告数", "reports with it", "{:.0f}"),
    "parts": ("份数或分子分母", "parts", "{:.0f}"),
    "dp": ("DP", "DP", "{:.2f}"),
    "dp_norm": ("DPnorm", "DPnorm", "{:.2f}"),
    "juilland_d": ("Juilland D", "Juilland's D", "{:.2f}"),
    "n_node": ("节点词次数", "count of node", "{:,.0f}"),
    "n_collocate": ("搭配词次数", "count of collocate", "{:,.0f}"),
    "o": ("共现次数", "meetings", "{:,.0f}"),
    "window": ("窗口（词）", "window (words)", "{:.0f}"),
    "log_dice": ("logDice", "logDice", "{:.1f}"),
    "pmi": ("PMI", "PMI", "{:.1f}"),
    "t_score": ("t", "t", "{:.1f}"),
    "tokens": ("词次", "tokens", "{:,.0f}"),
    "types": ("词形", "types", "{:,.0f}"),
    "ttr": ("类符形符比", "type-token ratio", "{:.3f}"),
    "mattr": ("MATTR", "MATTR", "{:.3f}"),
    "yules_k": ("Yule K", "Yule's K", "{:.1f}"),
    "text_n": ("按文本计数", "counted on text", "{:,.0f}"),
    "token_n": ("按分词计数", "counted on words", "{:,.0f}"),
    "gap": ("漏计", "missed", "{:,.0f}"),
    "first_official": ("首次正式出现", "first official", ""),
    "faded_from": ("失效", "lapsed", ""),
    "reports": ("报告数", "reports", "{:.0f}"),
    "first_year": ("最早使用年度", "first year of use", "{:.0f}"),
    "last_year": ("最晚使用年度", "last year of use", "{:.0f}"),
    "lag": ("滞后（年）", "lag (years)", "{:+.0f}"),
    "after_fading": ("失效后使用的报告", "reports after it lapsed", "{:.0f}"),
    "anachronisms": ("早于正式日期的报告", "reports before it existed", "{:.0f}"),
    "covered": ("出现的主题或体系", "covered", "{:.0f}"),
    "entropy": ("熵（比特）", "entropy (bits)", "{:.2f}"),
    "highest": ("熵的上限", "highest possible", "{:.2f}"),
    "outside_share": ("纲要之外（%）", "outside the outline (%)", "{:.1%}"),
    "item": ("法定内容项", "item", "{:.0f}"),
    "present": ("是否报告", "present", ""),
    "value": ("取值", "value", "{:,g}"),
    "rule": ("规则", "rule", ""),
    "text": ("句子", "sentence", ""),
    "n_documents": ("报告数", "reports", "{:.0f}"),
    "documents": ("所在报告", "in", ""),
    "formula_share": ("套语比例", "share in formulae", "{:.0%}"),
    "provenance": ("来源", "class", ""),
    "quantities": ("数量表述", "numbers", "{:,.0f}"),
    "per_1000_han": ("每千汉字", "per 1,000 Han", "{:.1f}"),
    "zero_claims": ("“无、未发生”", "claims of none", "{:.0f}"),
    "coverage_claims": ("“全覆盖”等", "claims of all", "{:.0f}"),
    "rates": ("比率", "rates", "{:.0f}"),
    "both_parts": ("有分子分母", "with both parts", "{:.0f}"),
    "hundred": ("等于 100%", "at 100 %", "{:.0f}"),
    "near_hundred": ("99% 及以上", "at 99 % or more", "{:.0f}"),
    "measures": ("所量事物", "what is measured", ""),
    "part_value": ("分子", "part", "{:g}"),
    "whole_value": ("分母", "whole", "{:g}"),
    "kind": ("类别", "kind", ""),
    "severity": ("严重程度", "severity", ""),
    "message": ("理由", "reason", ""),
    "indicator": ("指标", "indicator", ""),
    "unit": ("单位", "unit", ""),
    "qualifier": ("限定", "qualifier", ""),
    "problem": ("问题", "problem", ""),
    "plan": ("计划", "plan", ""),
    "problems": ("问题数", "problems", "{:.0f}"),
    "share_problems": ("问题部分篇幅", "room for problems", "{:.0%}"),
    "hedged": ("弱化的问题", "hedged", "{:.0f}"),
    "with_cause": ("说明原因的问题", "with a cause", "{:.0f}"),
    "causes": ("原因数", "causes", "{:.0f}"),
    "external_causes": ("外部原因", "causes outside", "{:.0f}"),
    "hedge": ("弱化用语", "hedge", ""),
    "plans": ("计划数", "plans", "{:.0f}"),
    "checkable": ("可核对", "can be checked", "{:.0f}"),
    "kept": ("找到", "found", "{:.0f}"),
    "not_found": ("未找到", "not found", "{:.0f}"),
    "share_kept": ("找到的比例", "share found", "{:.0%}"),
    "share_elsewhere": ("他地成效中的比例", "share found elsewhere", "{:.0%}"),
    "passage": ("原文", "passage", ""),
    "left": ("左文", "left", ""),
    "match": ("词语", "match", ""),
    "right": ("右文", "right", ""),
}


class Table(pd.DataFrame):
    """A DataFrame that shows every character of its texts, and no row numbers; markup in a text stays text."""

    @property
    def _constructor(self):
        return Table

    def _repr_html_(self) -> str:
        with pd.option_context("display.max_colwidth", None):
            return self.to_html(index=False, escape=True, border=0)

    def __repr__(self) -> str:
        return self.to_string(index=False)


def table(frame: pd.DataFrame, columns: Sequence[str], language: str, unit: str | None = None) -> Table:
    """Return columns of a result as a table to read.

    Parameters
    ----------
    frame : DataFrame
        The result.
    columns : sequence of str
        Its columns to show, in order; ``low``, ``high`` and other rates are printed in `unit`, as are changes.
    language, unit : str
        ``zh`` or ``en``; ``sentences`` or ``han`` where there are rates.

    Returns
    -------
    Table
        Texts, under names in words.
    """
    shown = {}
    for column in columns:
        name, pattern, factor = _column(column, language, unit)
        values = frame[column]
        if factor != 1:
            values = values * factor
        shown[name] = [
            MISSING
            if pd.isna(value) or value == ""
            else word(str(value), language)
            if isinstance(value, str) or not pattern
            else pattern.format(value)
            for value in values
        ]
    return Table(shown)


def word(value: str, language: str) -> str:
    """Return a value of a closed list in Chinese where that is asked for, any other as it is."""
    return VALUES_ZH.get(value, value) if language == "zh" else value


def _column(column: str, language: str, unit: str | None) -> tuple[str, str, float]:
    """Return name, format and factor of a column."""
    if unit and column in (*RATES, *CHANGES):
        sign = "+" if column in CHANGES else ""
        return label("column-" + column, language), "{:" + sign + ".1f}", SCALE[unit]
    if unit and column == "x":
        return label("column-x-" + unit, language), "{:,.0f}", 1
    if unit and column == "n":
        return label("sentences-all" if unit == "sentences" else "han-all", language), "{:,.0f}", 1
    if column not in COLUMNS:
        return column, "", 1
    *names, pattern = COLUMNS[column]
    return names[LANGUAGES.index(language)], pattern, 1
