"""The tables: every column declared once with type, values, unit and meaning in English and Chinese.

The schemas are enforced wherever a table is made, and the data dictionary is generated from them. An
evidence row carries ``report_id, start, end``: half-open character offsets into the stored source text,
so that ``text[start:end]`` is the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
import pandera.pandas as pa

from analysis.errors import CorpusError

LEVELS = ("province", "prefecture", "county", "township", "department")
TIERS = ("central", "province", "prefecture", "county", "township")
SCRIPTS = ("simplified", "traditional")
REFUSALS = (
    "template", "news", "plan", "study", "interpretation", "other_annual_report", "other_report",
    "work_report", "half_year", "english", "keyword_page", "link_page", "no_text",
)  # fmt: skip
QUANTITY_KINDS = ("count", "rate", "money", "area", "duration", "zero", "coverage", "other")
QUALIFIERS = ("exact", "over", "at_least", "approx", "under", "at_most")
CITATION_KINDS = ("law", "regulation", "party_rule", "plan", "normative", "book", "local", "internal")
CITATION_STATUSES = ("correct", "variant", "outdated", "corrupt", "unknown")
STATEMENT_KINDS = ("problem", "reason", "plan", "rectification", "suggestion")
SEVERITIES = ("error", "warning", "notice", "info")
PRESENCE = ("yes", "partial", "no")

TYPE_NAMES = {
    "int64": "whole number",
    "float64": "number",
    "bool": "true or false",
    "boolean": "true or false",
}


def _column(dtype, en, zh, *, nullable=False, allowed=None, unit=None):
    checks = [pa.Check.isin(allowed)] if allowed is not None else []
    return pa.Column(dtype, checks, nullable=nullable, description=en, metadata={"zh": zh, "unit": unit})


def _text(en, zh, **options):
    return _column("str", en, zh, **options)


def _number(en, zh, *, nullable=False, **options):
    return _column("Int64" if nullable else "int64", en, zh, nullable=nullable, **options)


def _flag(en, zh, *, nullable=False):
    return _column("boolean" if nullable else "bool", en, zh, nullable=nullable)


def _offsets(nullable=False):
    unit = "characters"
    return {
        "start": _number("where the evidence begins", "证据起点", nullable=nullable, unit=unit),
        "end": _number("where the evidence ends (exclusive)", "证据终点(不含)", nullable=nullable, unit=unit),
    }


def _table(en, zh, columns):
    first = {"report_id": _text("the report", "报告编号")}
    return pa.DataFrameSchema(first | columns, strict=True, ordered=True, description=en, metadata={"zh": zh})


SENTENCE_ID = {"sentence_id": _text("the sentence it stands in", "所在句子", nullable=True)}
SECTION_ID = {"section_id": _text("the deepest section it stands in", "所在章节", nullable=True)}

TABLES: dict[str, pa.DataFrameSchema] = {
    "reports": _table(
        "a report",
        "一份报告",
        {
            "title": _text("title as printed, repaired of line breaks", "标题", nullable=True),
            "issuer": _text("the government or organ that reports", "发文机关", nullable=True),
            "level": _text("level of the issuer", "层级", nullable=True, allowed=LEVELS),
            "tier": _text("tier a department belongs to", "部门所属层级", nullable=True, allowed=TIERS),
            "province": _text("province", "省级政区", nullable=True),
            "prefecture": _text("prefecture", "地级政区", nullable=True),
            "county": _text("county", "县级政区", nullable=True),
            "township": _text("township", "乡级政区", nullable=True),
            "division_code": _text("division code, as text", "区划代码", nullable=True),
            "place_candidates": _text(
                "divisions an ambiguous name may mean, 'code path' joined by '; '", "候选政区", nullable=True
            ),
            "reporting_year": _number("the year the report covers", "报告年度", nullable=True, unit="year"),
            "published": _text("day of publication, ISO 8601", "发布日期", nullable=True),
            "signed": _text(
                "day of signature, ISO 8601 (a month when no day is stated)", "落款日期", nullable=True
            ),
            "signed_repaired": _flag(
                "the signature date had lost its marks and was repaired", "落款日期经修复"
            ),
            "addressee": _text("whom the salutation addresses", "主送机关", nullable=True),
            "source": _text("source the page states", "来源", nullable=True),
            "url": _text("web address (catalogue)", "网址", nullable=True),
            "script": _text("script of the source text", "字体", allowed=SCRIPTS),
            "n_han": _number("Han characters in body sentences", "正文汉字数", unit="Han characters"),
            "n_sentences": _number("body sentences", "正文句数", unit="sentences"),
            "sha256": _text("SHA-256 of the stored source file", "源文件校验值"),
            "is_report": _text(
                "whether the text is such a report", "是否为该类报告", allowed=("yes", "no", "unsure")
            ),
            "refusal": _text("why it is not one: kind and reason in words", "不予收录的理由", nullable=True),
        },
    ),
    "evidence": _table(
        "a field of `reports` and the passage it was read from",
        "元数据字段的出处",
        {
            "field": _text("column of `reports`", "字段"),
            "value": _text("value read", "取值", nullable=True),
            "rule": _text("rule that read it, or the reason it is empty", "规则"),
            "note": _text("repairs and alternatives", "备注", nullable=True),
            **_offsets(nullable=True),
        },
    ),
    "sections": _table(
        "a heading and what it governs",
        "标题及其所辖正文",
        {
            "section_id": _text("ordinal path, such as 2.1.3", "章节编号"),
            "parent_id": _text("the section it belongs to", "上级章节", nullable=True),
            "depth": _number("1 = 一、 2 = (一) 3 = 1. 4 = (1)", "层次", allowed=(1, 2, 3, 4)),
            "number": _text("number as printed, without its mark", "序号", nullable=True),
            "heading": _text("heading without number", "标题文字", nullable=True),
            "run_in": _flag("the heading runs into its paragraph", "标题接排"),
            "item": _number("mandated content item: 1-4, 5 other, 0 none", "法定内容项", allowed=range(6)),
            **_offsets(),
            "body_start": _number("where what it governs begins", "正文起点", unit="characters"),
            "body_end": _number(
                "where what it governs ends, subsections included", "正文终点", unit="characters"
            ),
        },
    ),
    "sentences": _table(
        "a sentence of the body",
        "正文句子",
        {
            "sentence_id": _text("ordinal within the report", "句子编号"),
            **SECTION_ID,
            **_offsets(),
            "n_han": _number("Han characters", "汉字数", unit="Han characters"),
            "text": _text("the sentence as stored", "原文"),
        },
    ),
    "paragraphs": _table(
        "a paragraph of the body",
        "正文段落",
        {
            **SECTION_ID,
            **_offsets(),
            "n_han": _number("Han characters", "汉字数", unit="Han characters"),
            "theme": _text(
                "what it is mainly about: most mentions that are not weak", "主要主题", nullable=True
            ),
        },
    ),
    "mentions": _table(
        "a coded span",
        "主题提及",
        {
            **SENTENCE_ID,
            "theme": _text("theme of the codebook", "主题"),
            "term": _text("term or pattern of the codebook that matched", "词条"),
            "weak": _flag("the term never decides a sentence on its own", "弱词条"),
            **_offsets(),
        },
    ),
    "quantities": _table(
        "a number that measures something, or a claim of none or all",
        "量化表述",
        {
            **SENTENCE_ID,
            "raw": _text("the words as stored, marks of approximation included", "原文"),
            "value": _text(
                "exact plain decimal in `unit` (98, 1.5, 20000); 0 for a zero claim; empty where only an order of "
                "magnitude is named (数十) and for coverage claims",
                "数值",
                nullable=True,
            ),
            "unit": _text(
                "unit as printed, powers of money included (件, %, 百分之, 万元)", "单位", nullable=True
            ),
            "kind": _text(
                "what kind of quantity; zero = nothing of the kind happened, coverage = everything is covered",
                "类别",
                allowed=QUANTITY_KINDS,
            ),
            "qualifier": _text("how the value bounds the true one", "限定", allowed=QUALIFIERS),
            "measures": _text("the words that name what is measured", "所量事物", nullable=True),
            "period": _text(
                "nearest period stated before it in the sentence: 2023, 2023-H1, 2023-Q3; or, for a frequency, year, "
                "half-year, quarter, month, week, day",
                "时期",
                nullable=True,
            ),
            "theme": _text(
                "main theme of its clause, else of its sentence, else of its paragraph", "主题", nullable=True
            ),
            "value_high": _text("upper bound of a range (3至5次)", "上限", nullable=True),
            "value_normalised": _text("value in `unit_normalised`", "换算值", nullable=True),
            "unit_normalised": _text(
                "base unit: 元, 平方米, 米, 千克, %, else the unit itself", "换算单位", nullable=True
            ),
            **_offsets(),
        },
    ),
    "citations": _table(
        "a title in 《》, or a known instrument named without marks",
        "引用文件",
        {
            **SENTENCE_ID,
            "printed": _text("title as printed, without outer marks and blanks", "原题"),
            "canonical": _text(
                "official name, from the table of instruments (corpus/instruments.csv)",
                "规范名称",
                nullable=True,
            ),
            "kind": _text(
                "kind of instrument; local and internal are read from the words of an unknown title",
                "类别",
                nullable=True,
                allowed=CITATION_KINDS,
            ),
            "status": _text("whether it is named rightly", "引用状况", allowed=CITATION_STATUSES),
            "reason": _text("why it is not simply correct", "说明", nullable=True),
            "marked": _flag("stands in 《》", "有书名号"),
            **_offsets(),
        },
    ),
    "words": _table(
        "a word form in a report",
        "词形及频次",
        {
            "word": _text("word form", "词形"),
            "n": _number("occurrences in body sentences", "频次", unit="tokens"),
        },
    ),
    "statements": _table(
        "a stated problem, reason, plan, cure or suggestion: an enumerated item, else a sentence",
        "问题、原因、计划、整改与建议表述",
        {
            "statement_id": _text("ordinal within the report", "表述编号"),
            **SECTION_ID,
            "kind": _text("what is stated", "类别", allowed=STATEMENT_KINDS),
            "type": _text(
                "types of the codebook joined by ';', that of the earliest cue first", "类型", nullable=True
            ),
            "hedge": _text("words that hedge a problem or reason, joined by ';'", "弱化用语", nullable=True),
            "label": _text(
                "first clause, simplified, below the headings of the items it stands in, joined by ' > '",
                "要点",
            ),
            "cause_given": _flag(
                "a cause is stated within the problem, or for the problems at large; empty for other kinds",
                "说明了原因",
                nullable=True,
            ),
            "external_cause": _flag(
                "the reason lies outside the issuer's control; empty for other kinds",
                "外部归因",
                nullable=True,
            ),
            **_offsets(),
        },
    ),
    "content": _table(
        "a mandated content item of a report",
        "法定内容项",
        {
            "item": _number(
                "1 results, 2 shortcomings and causes, 3 the leaders' duty, 4 next year's plan, 5 other matters",
                "法定内容项",
                allowed=range(1, 6),
            ),
            "present": _text(
                "whether the report holds it; empty where no score is due (before 2019, year unknown)",
                "是否报告",
                nullable=True,
                allowed=PRESENCE,
            ),
            **SECTION_ID,
            "note": _text("why", "说明"),
            **_offsets(nullable=True),
        },
    ),
    "findings": _table(
        "an inconsistency that a careful reader would flag",
        "疑点",
        {
            "rule": _text("rule that found it", "规则"),
            "kind": _text("what kind of inconsistency", "疑点类型"),
            "severity": _text("how severe", "严重程度", allowed=SEVERITIES),
            "message": _text("what does not fit together, with the arithmetic or the dates", "说明"),
            "compared": _text(
                "the other passages compared, 'start-end' joined by '; '", "对照位置", nullable=True
            ),
            **_offsets(),
        },
    ),
    "checks": _table(
        "a rule applied to a report",
        "核查记录",
        {
            "rule": _text("rule", "规则"),
            "outcome": _text("what came of it", "结果", allowed=("found", "clear", "not checked")),
            "reason": _text("why it could not be checked", "未核查的理由", nullable=True),
        },
    ),
}


def table(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as the table `name`, its columns in declared order and type.

    Raises
    ------
    CorpusError
        When a row breaks the schema; the message names table, column and value.
    """
    return enforce(name, typed(name, rows))


def typed(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as :func:`table` does, their values unchecked: what checks them is long to load."""
    columns = TABLES[name].columns
    frame = pd.DataFrame.from_records(list(rows), columns=list(columns))
    return frame.astype({column: str(spec.dtype) for column, spec in columns.items()})


def enforce(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` if it keeps the schema of table `name`.

    Raises
    ------
    CorpusError
        When it does not; the message names table, column and value.
    """
    try:
        return TABLES[name].validate(frame)
    except pa.errors.SchemaError as error:
        reason = str(error).split("\n", maxsplit=1)[0]
        raise CorpusError(f"table {name}: {reason}") from None


def data_dictionary() -> pd.DataFrame:
    """Return one row per column of every table: type, unit, allowed values, meaning in English and Chinese."""
    rows = []
    for name, schema in TABLES.items():
        for column, spec in schema.columns.items():
            allowed = [value for check in spec.checks for value in check.statistics["allowed_values"]]
            rows.append(
                {
                    "table": name,
                    "column": column,
                    "type": TYPE_NAMES.get(str(spec.dtype).lower(), "text"),
                    "empty": "allowed" if spec.nullable else "never",
                    "unit": spec.metadata["unit"] or "",
                    "values": ", ".join(map(str, allowed)),
                    "meaning": spec.description,
                    "meaning_zh": spec.metadata["zh"],
                }
            )
    return pd.DataFrame(rows)
