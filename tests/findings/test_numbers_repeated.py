"""N07, N09, N10, N13 and N14: facts stated twice, approximators and magnitudes in invented reports, in both widths."""

from __future__ import annotations

import re
from itertools import product

import pytest
from checked_reports import LEAD, MARKS, coded, findings, outcome, report
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import PanelReport, check_panel
from analysis.findings.numbered_sentences import numbered_sentences
from analysis.findings.repeated_facts import plain, plain_names

SUMMARY = "{{year}}年，柳渡镇扎实推进法治政府建设，{fact}。现将有关情况报告如下："


def numbers_flagged(text: str) -> list[tuple[str, str]]:
    """Return rule and passage of what the rules on numbers flag."""
    return [(row["rule"], row["passage"]) for row in findings(text) if row["rule"].startswith("N")]


#: Rule, what the lead, the results and the part on duty add, passage, and the number it is compared with.
FLAGGED_PLACES = [
    ("N07", "全年发放宣传资料5000份", "一年来共印发宣传资料8000余份。", "", "8000余份", "5000份"),
    ("N07", "", "全年组织执法培训12期。", "全年组织执法培训21期。", "21期", "12期"),
    ("N09", "", "全年未收到行政复议申请。", "收到行政复议申请2件。", "未收到行政复议申请", "2件"),
    ("N09", "", "全年行政复议案件为零。", "全年行政复议案件3件。", None, "3件"),
    ("N09", "", "无行政诉讼败诉案件。", "行政诉讼败诉案件1件。", "无行政诉讼败诉案件", "1件"),
    ("N07", "举办法治讲座46场", "全年共举办法治讲座64场，深受欢迎。", "", "64场", "46场"),
    ("N07", "全年化解矛盾纠纷130件", "一年来，共调处矛盾纠纷103件。", "", "103件", "130件"),
    ("N07", "", "全年共开展执法检查87次。", "全年开展执法检查78次，办理建议6件。", "78次", "87次"),
    ("N07", "", "全镇共有人民调解员76名，常年在岗。", "现有人民调解员67名。", "67名", "76名"),
    ("N07", "", "全年受理行政复议案件12件。全年共受理行政复议案件21件。", "", "21件", "12件"),
    ("N07", "", "全年共举办法治讲座36场。群众反响良好。全年举办法治讲座63场。", "", "63场", "36场"),
    ("N09", "全年未发生行政诉讼案件", "", "行政诉讼案件2件均胜诉。", "未发生行政诉讼案件", "2件"),
    ("N09", "", "全年无行政复议案件。", "全镇行政复议案件2件均维持。", "无行政复议案件", "2件"),
    ("N09", "", "全年未发生行政复议、行政诉讼案件。", "全年受理行政复议案件1件，已维持。", None, "1件"),
    ("N09", "", "未发生生产安全事故。", "发生生产安全事故1起，已妥善处置。", "未发生生产安全事故", "1起"),
]
#: What the results and the part on duty add.
SILENT_PLACES = [
    ("全年未发生行政诉讼案件。", "调解行政争议3件。"),
    ("未发生因执法不当引发的上访事件。", "处置上访事件2起。"),
    ("全年未发生安全生产责任事故。", "参与处置道路交通事故6起。"),
    ("全年共制定规范性文件3件。", "全年共审查规范性文件23件。"),
    ("全镇共有执法人员24名。", "全年共培训执法人员46名。"),
    ("全年共受理行政复议案件40件。", "全年共审结行政复议案件36件。"),
    ("全年共办理人大代表建议12件。", "全年共收到人大代表建议14件。"),
    ("上半年举办法治讲座46场。", "全年共举办法治讲座64场。"),
    ("司法所举办法治讲座46场。", "全年共举办法治讲座64场。"),
    ("“12·4”国家宪法日期间，举办法治讲座6场。", "全年共举办法治讲座64场。"),
    ("深入社区举办法治讲座6场。", "全年共举办法治讲座64场。"),
    ("“八五”普法以来，累计举办法治讲座246场。", "全年共举办法治讲座64场。"),
    ("截至10月底，共举办法治讲座46场。", "全年共举办法治讲座64场。"),
    ("2022年举办法治讲座46场。", "全年共举办法治讲座64场。"),
    ("全年共排查矛盾纠纷145件。", "全年化解矛盾纠纷130件。"),
    ("全年共举办法治讲座60余场。", "全年共举办法治讲座64场。"),
    ("围绕食品安全，全年共开展执法检查46次。", "围绕生态环境，全年共开展执法检查64次。"),
    ("全年共开展执法检查46次。全年共开展执法检查64次。", ""),
    ("全年共举办法治讲座64场。共举办法治讲座46场。", ""),
    ("全年共举办法治讲座64场。机关方面，全年举办法治讲座46场。", ""),
    ("全年共举办法治讲座64场。全年共举办专题法治讲座46场。", ""),
    ("全年举办法治讲座60余场。全年共举办法治讲座64场。", ""),
    ("全年共发放宣传资料3.5万余份。", "全年共发放宣传资料35200份。"),
    ("全年共发放宣传资料约1.2万份。", "全年共发放宣传资料11800份。"),
    ("全年共举办法治讲座64场，其中镇机关举办法治讲座12场。", ""),
    ("全镇有专职人民调解员12名。", "全镇共有人民调解员67名。"),
    ("全镇26个村，在20个村设立站点。", "全镇26个村均有法律顾问。"),
    ("全年共培训干部120人次。", "培训干部46人次。"),
    ("全年未发生行政败诉案件。", "行政诉讼案件4件全部胜诉。"),
    ("我镇全年无行政诉讼案件。", "组织旁听行政诉讼案件2件。"),
    ("全年无行政诉讼案件。", "行政诉讼案件0件。"),
    ("全年未发生民转刑案件。", "调解民间纠纷130件。"),
    ("实现零上访。", "接待来访群众12批。"),
    ("全镇无行政执法案件。", "全年开展检查36次。"),
    ("全年未发生重大安全事故。", "发生一般安全事故1起。"),
    ("全年未发生行政复议案件。", "2022年办理行政复议案件2件。"),
    ("全年无行政复议案件。", "行政复议案件数量较上年减少2件。"),
    ("全年未发生因行政执法引发的行政诉讼案件。", "县法院审理行政诉讼案件40件。"),
]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(("rule", "lead", "results", "duty", "passage", "other"), FLAGGED_PLACES)
def test_two_places_that_contradict(rule, lead, results, duty, passage, other, marks):
    lead = SUMMARY.format(fact=lead) if lead else LEAD
    duty = f"镇长认真履行第一责任人职责。{duty}"
    text = MARKS[marks](report(lead=lead, add=results, duty=duty))
    rows = [row for row in findings(text) if row["rule"].startswith("N")]
    assert [row["rule"] for row in rows] == [rule]
    assert passage is None or rows[0]["passage"] == passage
    start, end = map(int, rows[0]["compared"].split("-"))
    assert text[start:end] == other
    assert rows[0]["severity"] == "error"


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(("results", "duty"), SILENT_PLACES)
def test_two_places_that_agree(results, duty, marks):
    text = report(add=results, duty=f"镇长认真履行第一责任人职责。{duty}")
    assert numbers_flagged(MARKS[marks](text)) == []


def test_a_plan_is_no_second_fact():
    assert not numbers_flagged(report(add="全年共举办法治讲座46场。", plans="计划举办法治讲座64场。"))


def test_the_same_words_under_two_fields_are_two_facts():
    results = "（一）食品安全有力。全年共开展执法检查46次。\n（二）生态环境向好。全年共开展执法检查64次。"
    assert numbers_flagged(report(results=results)) == []


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("发放手册近4000余份。", "近4000余份"),
        ("约2000余人次参加。", "约2000余人次"),
        ("发放资料近5000多份。", "近5000多份"),
        ("近600人以上参加活动。", "近600人以上"),
    ],
)
def test_approximators_that_cancel_out(sentence, passage, marks):
    assert numbers_flagged(MARKS[marks](report(add=sentence))) == [("N10", passage)]


BEFORE = ["", "近", "将近", "接近", "约", "大约", "约有", "不足", "不到", "少于", "超过", "至少", "不超过"]
PRINTED = ["200", "4000余", "十多", "百余", "3.5万", "数十", "2万多", "几十"]
BEHIND = ["份", "份以上", "份左右", "人以内", "年", "个多月", "%", "%以上"]


def test_whatever_says_less_and_more_at_once_is_not_exact():
    text = report(add="".join(f"发放手册{''.join(one)}。" for one in product(BEFORE, PRINTED, BEHIND)))
    less = "将?近|接近|约有?|大概|不足|不到|未满|不满|少于|低于|不及"
    numbers = [one for sentence in numbered_sentences(coded(text)) for one in sentence.numbers]
    both = [one for one in numbers if re.match(f"(?:{less}).*(?:[余多]|以上)", one.raw)]
    expected = [one.raw for one in both if one.kind != "duration" or not one.raw.startswith("近")]
    assert [row["passage"] for row in findings(text, "N10")] == expected
    assert len(expected) > 100


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    "sentence",
    [
        "发放手册近4000份。",
        "发放手册4000余份。",
        "近十余年来持续推进。",
        "全年不少于30次。",
        "附近200余户受益。",
        "300人以上参加。",
        "全镇12个村，现有人民调解员42名。",
        "全镇12个村，发放资料4200份。",
        "全镇12个村共有人民调解员42名。",
        "全镇26个村、3个社区，网格129个。",
        "现有法律明白人156名。",
    ],
)
def test_single_figures_that_are_in_order(sentence, marks):
    assert numbers_flagged(MARKS[marks](report(add=sentence))) == []


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("全镇12个村，现有人民调解员4200名。", "4200名"),
        ("全镇12个村共有人民调解员4200名。", "4200名"),
        ("全镇12个村配备人民调解员4200名。", "4200名"),
        ("全镇共有行政村1200个。", "1200个"),
        ("全镇18个村，聘请法律顾问360名。", "360名"),
    ],
)
def test_magnitudes_beyond_the_size(sentence, passage, marks):
    assert numbers_flagged(MARKS[marks](report(add=sentence))) == [("N13", passage)]


def test_magnitudes_of_a_body_without_ranges_are_not_checked():
    row = outcome(report(), "N13", level="province")
    assert (row["outcome"], row["reason"]) == (
        "not checked",
        "ranges are set for counties and townships only",
    )


ROUND = "开展检查87次，发现隐患153处，发放资料6400份。"
STANDING = "全镇26个村、13个社区，人民调解员78名，网格员129名。"
ROUTINE = "召开会议4次，学法12次，听取汇报2次。"
SPREAD = "全年培训干部320人次。受理投诉86件。调解纠纷143起。"


@pytest.mark.parametrize(
    ("earlier", "later", "flagged"),
    [
        (ROUND, ROUND, True),
        (SPREAD, f"{SPREAD}成效明显。", True),
        (ROUND, ROUND.replace("87", "88").replace("153", "150"), False),
        (STANDING, STANDING, False),
        (ROUTINE, ROUTINE, False),
    ],
)
def test_numbers_of_last_year(earlier, later, flagged):
    texts = report(2022, add=earlier), report(2023, add=later)
    reports = [PanelReport.of(coded(text, name)) for text, name in zip(texts, ("2022", "2023"), strict=True)]
    rows = [row for row in check_panel(reports)[0] if row["rule"] == "N14"]
    assert [row["report_id"] for row in rows] == (["2023"] if flagged else [])
    if flagged:
        assert rows[0]["severity"] == "warning"
        assert len(rows[0]["compared"].split("; ")) >= 2


@given(
    st.lists(
        st.lists(st.sampled_from(["全年", "共", "“案件”", "行政", "受理", '"', "各类", ""])).map("".join)
    )
)
def test_names_are_cleaned_together_as_each_alone(names):
    assert plain_names(names) == [plain(name) for name in names]
