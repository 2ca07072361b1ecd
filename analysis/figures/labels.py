"""Every word that figures and tables show, in Chinese and English, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analysis.coding.codebook import Codebook

LANGUAGES = ("zh", "en")
MOST_REPORTS = 24
UNKNOWN = "–"

LABELS: Mapping[str, tuple[str, str]] = {
    "item-0": ("不属于五项", "none of the five"),
    "item-1": ("举措和成效", "measures and results"),
    "item-2": ("不足和原因", "shortcomings and causes"),
    "item-3": ("第一责任人履职", "first responsible person"),
    "item-4": ("下一年度安排", "next year's plan"),
    "item-5": ("其他情况", "other matters"),
    "lead": ("导语", "lead"),
    "unit-sentences": ("占正文句子的比例（%）", "share of body sentences (%)"),
    "unit-han": ("每千汉字提及次数", "mentions per 1,000 Han characters"),
    "unit-sentences-change": ("占比变化（百分点）", "change in share of sentences (percentage points)"),
    "unit-han-change": ("每千汉字提及次数的变化", "change in mentions per 1,000 Han characters"),
    "x-of-n-sentences": ("句 / 全部", "sentences / all"),
    "x-of-n-han": ("次 / 汉字", "mentions / Han"),
    "share-of-han": ("占正文汉字的比例（%）", "share of Han characters in the body (%)"),
    "reporting-year": ("报告年度", "reporting year"),
    "characters": ("字", "characters"),
    "sentences": ("句", "sentences"),
    "interval": (
        "粗线：95% 区间（按地方重抽样）",
        "thick line: 95% interval (places resampled)",
    ),
    "no-interval": ("地方太少，不给区间", "no interval: too few places"),
    "dots-and-bars": (
        "点：一份报告；横线：该年度全部报告；竖带：95% 区间（地方足够多时）",
        "dot: one report; bar: all reports of the year; band: 95% interval, where there are enough places",
    ),
    "before-after": ("前期 → 后期", "before → after"),
    "part-within": ("地方内部的变化", "change within places"),
    "part-composition": ("留存地方权重的变化", "shift of weight among places that stay"),
    "part-entry": ("进入的地方", "places that enter"),
    "part-exit": ("退出的地方", "places that leave"),
    "part-sum": ("合计变化", "change in all"),
    "places-moving": (
        "两期均有报告的地方 {staying} 个，进入 {entering} 个，退出 {leaving} 个",
        "places in both periods: {staying}; entering: {entering}; leaving: {leaving}",
    ),
    "life-key": (
        "竖线：首次正式出现；灰带：至失效或至今；点：使用该词的报告年度\n（橙：期限之外）；浅底：有报告的年度",
        "tick: first official date; grey bar: until it lapsed, or on; dot: reporting year of use\n"
        "(orange: outside that span); shaded: years with a report",
    ),
    "reports-using": ("份 / 全部", "reports / all"),
    "systems-covered": ("✓：该制度体系至少有一句", "✓: the system has at least one sentence"),
    "outside-share": ("纲要之外的句子（占已编码句，%）", "sentences outside the outline (% of coded)"),
    "present-key": ("●有  ◐部分  ○无（分组时：有/应有）", "full: yes; half: in part; empty: no"),
    "event-signed": ("落款（期限 3 月 1 日）", "signed (due 1 March)"),
    "event-published": ("发布（期限 4 月 1 日）", "published (due 1 April)"),
    "days-due": ("距期限的天数（负数为提前）", "days from the due date (negative: early)"),
    "times-as-frequent": ("频率之比（对数标度）", "times as frequent (logarithmic scale)"),
    "keyness-key": (
        "线：95% 区间（多重比较校正，超出图幅处截断）；实心：保守效应量不为零",
        "line: 95% interval, corrected for all words, cut at the edge; filled: conservative effect not zero",
    ),
    "counts-of-sides": ("次数", "counts"),
    "provenance-own": ("自有表述", "own wording"),
    "provenance-formula": ("官方套语", "official formulae"),
    "provenance-peers": ("与其他报告相同", "shared with other reports"),
    "provenance-superior": ("与上级报告相同", "shared with the superior's report"),
    "provenance-carried": ("沿用本单位往年表述", "carried over from earlier years"),
    "han-in-order": (
        "正文汉字（按原文顺序，每格一句）",
        "Han characters of the body in order; a box is a sentence",
    ),
    "strip-key": (
        "格内下部的高度：该句中官方套语所占比例",
        "height of the band within a box: share of the sentence in official formulae",
    ),
    "not-own": ("非自有", "not own"),
    "not-own-share": (
        "与他处相同或官方套语的汉字所占比例（%）",
        "Han characters shared or in official formulae (%)",
    ),
    "lead-and-rest": ("导语及其他", "lead and the rest"),
    "numbers-per-1000": ("每千汉字的数量表述", "numbers per 1,000 Han"),
    "absolute-claims": ("绝对化表述（处）", "claims of none or all"),
    "zero_claims": ("“无、未发生”", "none or never"),
    "coverage_claims": ("“全覆盖”等", "full coverage"),
    "rates-claimed": ("比率（个）", "rates stated"),
    "hundred": ("等于 100%", "100%"),
    "other": ("其他数值", "other values"),
    "both-parts": ("有分子分母", "with parts"),
    "consistency-key": (
        "疑点处数；·：核查未见；?：无从核查",
        "passages found; dot: checked and clear; question mark: cannot be checked",
    ),
    "rules-clear": ("核查未见疑点的规则数", "rules checked and clear"),
    "rules-not-checked": ("无从核查的规则数", "rules that cannot be checked"),
    "nothing-checked": ("没有核查规则可用。", "No rule was applied."),
    "answered-key": (
        "有对应计划 / 所述问题；颜色越深，对应越少；右侧为合计",
        "answered / stated; the darker, the fewer are answered; to the right, all reports",
    ),
    "untyped": ("未归类", "of no type"),
    "no-problem": ("所选报告未列出问题。", "The chosen reports state no problem."),
    "kept": ("次年报告中找到", "found in the next report"),
    "not-found": ("次年报告中未找到", "not found in the next report"),
    "not-checkable": ("无从核对", "cannot be checked"),
    "plans-followed": ("计划条数", "plans"),
    "no-successive-reports": (
        "没有同一单位连续两年的报告：计划是否见诸次年成效，无从核对。",
        "No issuer reports on two successive years: whether plans became results cannot be followed.",
    ),
    "report": ("报告", "report"),
    "left": ("左文", "left"),
    "match": ("词语", "match"),
    "right": ("右文", "right"),
    "no-mention": ("所选报告没有该主题的词条。", "The chosen reports hold no term of this theme."),
    "choose-theme": ("主题", "theme"),
    "choose-years": ("年度", "years"),
    "choose-levels": ("层级", "levels"),
    "choose-line": ("原文", "lines"),
    "column-rate_all": ("全部文本", "all text"),
    "column-rate_own": ("自有文本", "own text"),
    "column-rate": ("比率", "rate"),
    "column-low": ("区间下限", "low"),
    "column-high": ("区间上限", "high"),
    "column-naive_low": ("朴素下限", "naive low"),
    "column-naive_high": ("朴素上限", "naive high"),
    "column-rate_before": ("前期比率", "before"),
    "column-rate_after": ("后期比率", "after"),
    "column-change": ("变化", "change"),
    "column-within": ("地方内部", "within places"),
    "column-composition": ("权重", "shift of weight"),
    "column-entry": ("进入", "entry"),
    "column-exit": ("退出", "exit"),
    "column-x-sentences": ("含主题的句数", "sentences with it"),
    "column-x-han": ("提及次数", "mentions"),
    "sentences-all": ("全部句数", "all sentences"),
    "han-all": ("全部汉字", "Han characters"),
    "one-period": (
        "语料只覆盖一个纲要时期，无可比较。",
        "The corpus covers one outline period only: there is nothing to compare.",
    ),
    "no-text": ("所选报告没有正文句子。", "The chosen reports hold no body sentence."),
    "no-year": ("没有一份报告写明报告年度。", "No report states its reporting year."),
    "no-dated-term": ("所选报告未使用任何有时间标记的词语。", "The chosen reports use no dated term."),
}

# What each rule of consistency looks for.
FINDINGS: Mapping[str, tuple[str, str]] = {
    "N01": ("比率与自身计数不符", "rate against its own counts"),
    "N02": ("整数无法得出的比率", "rate that no whole number gives"),
    "N03": ("只有百分之百才能满足的界限", "bound that only 100 percent can meet"),
    "N04": ("两项指标一个百分比", "one percentage for two measures"),
    "N05": ("部分大于整体", "part greater than whole"),
    "N06": ("分项与合计不符", "parts against total"),
    "N07": ("同一事实两个数字", "same fact, two numbers"),
    "N08": ("频次与合计不符", "frequency against total"),
    "N09": ("零表述与计数不符", "zero claim against a count"),
    "N10": ("近似词相互抵消", "approximators that cancel out"),
    "N11": ("所列条目与数目不符", "count of a list against the list"),
    "N12": ("结果构成与结果比率不符", "outcome split against outcome rate"),
    "N13": ("数量与单位规模不称", "magnitude against the body's size"),
    "N14": ("与上年数字相同", "same number as last year"),
    "D01": ("事件晚于落款", "event after signing"),
    "D02": ("年终之前落款的全年数据", "full-year figures signed early"),
    "D03": ("日期缺标记", "lost marks in a date"),
    "D04": ("起止年份缺连接号", "lost dash in a range"),
    "D05": ("不可能的日期或次序", "impossible day or order"),
    "D06": ("他年的表述", "another year's words"),
    "D07": ("过时的计划年度", "stale plan year"),
    "D08": ("题目、导语、小标题年度不一", "title, lead, headings disagree on the year"),
    "D09": ("早于出现时间的词语", "term before its time"),
    "D10": ("规划期位置有误", "wrong place in a planning period"),
    "D11": ("失效提法作现行提法", "superseded slogan as current"),
    "D12": ("只引较早的党代会", "older congress only"),
    "P01": ("失效法律作现行法律", "superseded law as current"),
    "P02": ("从无此名的法律", "law that never had that name"),
    "P03": ("误印的文件名或起止年份", "misprinted official title or range"),
    "P04": ("已撤并机构仍在履职", "dissolved organ as acting"),
    "P05": ("他级单位的表述", "another level's words"),
    "P06": ("他地的表述", "another place's words"),
    "P07": ("落款与标题不符", "signature against title"),
    "P08": ("发文机关所无的职权", "power the issuer does not hold"),
    "T01": ("未填的占位符", "left-over placeholder"),
    "T02": ("两处重复的段落", "passage repeated in two parts"),
    "T03": ("一级编号有误", "broken first-level numbering"),
    "T04": ("空白的页面字段", "empty metadata"),
    "T05": ("标题与内容不符", "heading and content part ways"),
}


def label(key: str, language: str) -> str:
    """Return the words for a key of :data:`LABELS` in ``zh`` or ``en``."""
    return LABELS[key][LANGUAGES.index(language)]


def theme_names(codebook: Codebook, language: str) -> dict[str, str]:
    """Return the short name of every theme by its id."""
    return {theme.id: theme.short_zh if language == "zh" else theme.short_en for theme in codebook.themes}


def type_names(codebook: Codebook, language: str) -> dict[str, str]:
    """Return the name of every type of problem and of plan by its id."""
    types = [*codebook.problem_types, *codebook.plan_types]
    return {one.id: one.label_zh if language == "zh" else one.label_en for one in types}


def grouped(reports: pd.DataFrame) -> pd.DataFrame:
    """Return table `reports` in order of year and id, with a column `group`: what a figure gives a row or column.

    It is the report itself, or, of more reports than a page can show, the reporting year.
    """
    ordered = reports.sort_values(["reporting_year", "report_id"], ignore_index=True)
    years = ordered["reporting_year"].astype("string").fillna(UNKNOWN)
    return ordered.assign(group=ordered["report_id"] if len(reports) <= MOST_REPORTS else years)


def group_names(reports: pd.DataFrame, language: str) -> dict[str, str]:
    """Return the name to show for each group of :func:`grouped` reports, in order.

    A year stands for itself, a report for its place and year; names of places being Chinese, an English figure
    shows the report's id instead.
    """
    if language == "en" or (reports["group"] != reports["report_id"]).any():
        return {group: group for group in reports["group"]}
    place = (
        reports["township"]
        .fillna(reports["county"])
        .fillna(reports["prefecture"])
        .fillna(reports["province"])
    )
    year = reports["reporting_year"].astype("string").fillna(UNKNOWN)
    names = place.fillna(reports["report_id"]) + " " + year
    return dict(zip(reports["group"], names, strict=True))
