"""An invented report in which every rule stays silent, and what the rules say of it once it is changed."""

from __future__ import annotations

from analysis.coding.codebook import load_codebook
from analysis.coding.coded_report import CodedReport
from analysis.findings.checking import RULES, SILENCES, check_report
from analysis.paths import CORPUS
from analysis.reading.report import Row, read_report

FULL_WIDTH, ASCII = "，：；！？（）", ",:;!?()"
TO_ASCII = str.maketrans(FULL_WIDTH, ASCII)
MARKS = {"full": str, "ascii": lambda text: text.translate(TO_ASCII)}
CODEBOOK = load_codebook(CORPUS / "codebook.yaml")

LEAD = "{year}年，柳渡镇在青榆县委、县政府的坚强领导下，按照全县统一部署，把法治要求贯穿各项工作。现将有关情况报告如下："
RESULTS = """（一）学习培训有声有色。党委理论学习中心组专题学法6次。6月13日，组织执法人员开展岗位练兵。镇司法所按月梳理学法清单，请县里的律师讲课。
（二）矛盾化解有章有法。一年来排查婚姻、邻里等各类纠纷57起，均已办结。原县法制办的历史案卷已移交县司法局。
（三）执法检查有力有序。会同县应急管理局检查沿街商铺，建议店主更换老旧线路。参加省政府规章修订座谈，就条文提出意见。赴泠川县学习网格管理做法。"""
SHORTCOMINGS = "一是个别干部学法不够主动。二是执法力量薄弱，主要原因是编制少、任务重。"
DUTY = "镇党委书记、镇长认真履行推进法治建设第一责任人职责，带头讲授法治课，逐件审阅合同，听取司法所汇报。"
PLANS = "一是继续抓好普法。计划于3月20日举办开学第一课。二是进一步充实执法力量，力争年底前配齐装备。"
HEADINGS = (
    "{year}年主要举措和成效",
    "存在的不足和原因",
    "党政主要负责人履行推进法治建设第一责任人职责情况",
    "{next}年工作安排",
)
TEXT = """{title}

{lead}
一、{h1}
{results}
二、{h2}
{shortcomings}
三、{h3}
{duty}
四、{h4}
{plans}

{signer}
{signed}
"""


def report(year: int = 2023, add: str = "", **parts: str) -> str:
    """Return the clean report on a year, some parts replaced, with `add` as a further paragraph of results."""
    values = {
        "title": "青榆县柳渡镇{year}年法治政府建设年度报告",
        "lead": LEAD,
        "results": RESULTS,
        "shortcomings": SHORTCOMINGS,
        "duty": DUTY,
        "plans": PLANS,
        "signer": "柳渡镇人民政府",
        "signed": "{next}年1月18日",
        **{f"h{number}": heading for number, heading in enumerate(HEADINGS, start=1)},
        **parts,
    }
    if add:
        values["results"] += f"\n（四）其他工作有条有理。{add}"
    frame = {"year": str(year), "next": str(year + 1)}
    return TEXT.format(**{name: value.format(**frame) for name, value in values.items()})


def coded(text: str, report_id: str = "r", **overrides: object) -> CodedReport:
    """Return a text, read and coded."""
    return CodedReport(read_report(text, report_id), CODEBOOK, overrides)


def findings(text: str, rule: str | None = None, **overrides: object) -> list[Row]:
    """Return what a rule, or every rule, flags in a text; each with its `passage`."""
    applied = [one for one in RULES if rule in (None, one.id, *SILENCES.get(one.id, ()))]
    rows, _ = check_report(coded(text, **overrides), applied)
    for row in rows:
        row["passage"] = text[row["start"] : row["end"]]
    return [row for row in rows if rule in (None, row["rule"])]


def outcome(text: str, rule: str, **overrides: object) -> Row:
    """Return the row of table `checks` for a rule."""
    _, rows = check_report(coded(text, **overrides), [one for one in RULES if one.id == rule])
    return rows[0]


def numbers_flagged(text: str) -> list[Row]:
    """Return what the rules on numbers flag."""
    return [row for row in findings(text) if row["rule"].startswith("N")]


def numbers_compared(sentence: str, marks: str) -> list[tuple[str, str, list[str]]]:
    """Return rule, passage and compared passages that are flagged in a report with this sentence, in full width."""
    text = report(add=sentence)
    flagged = []
    for row in numbers_flagged(MARKS[marks](text)):
        # Both widths of a mark are one character: offsets into one text open the other.
        spans = [map(int, part.split("-")) for part in (row["compared"] or "").split("; ") if part]
        others = [text[start:end] for start, end in spans]
        flagged.append((row["rule"], text[row["start"] : row["end"]], others))
    return flagged
