"""P05 to P08 and T01 to T05: other levels, places and bodies, powers, and the page; invented, in both widths."""

from __future__ import annotations

import pytest
from checked_reports import MARKS, coded, findings, outcome, report

from analysis.findings import places_named, repetition
from analysis.findings.body_text import BodyText
from analysis.reading.places import Divisions

BUREAU = {
    "title": "青榆县水务局{year}年法治政府建设年度报告",
    "signer": "青榆县水务局",
    "lead": "{year}年，青榆县水务局在县委、县政府领导下，认真履行管水护水职责。现将有关情况报告如下：",
    "duty": "局党组书记、局长认真履行推进法治建设第一责任人职责，带头讲授法治课，逐件审阅合同。",
    "results": "（一）学习培训有声有色。局党组专题学法6次。",
}
COUNTY = {
    "title": "青榆县人民政府{year}年法治政府建设年度报告",
    "signer": "青榆县人民政府",
    "lead": "{year}年，青榆县人民政府扎实推进依法行政。现将有关情况报告如下：",
    "duty": "县长认真履行推进法治建设第一责任人职责，带头讲授法治课，逐件审阅合同。",
    "results": "（一）学习培训有声有色。县政府常务会议专题学法6次。",
}
STREET = {
    "title": "栖云区鹭汀街道{year}年法治政府建设年度报告",
    "signer": "栖云区人民政府鹭汀街道办事处",
    "lead": "{year}年，鹭汀街道在区委、区政府领导下扎实推进依法行政。现将有关情况报告如下：",
}
LONG = "组织网格员逐户走访沿街商铺并发放用电用气安全提示单，对老旧线路登记造册，逐一督促店主限期更换，做到隐患早发现早处置。"

FLAGGED = [
    ("P05", "我镇将继续完善台账，夯实基础。", BUREAU, "我镇"),
    ("P05", "细化全乡各村普法职责，形成合力。", {}, "全乡"),
    ("P05", "本乡组织干部入户宣讲，效果良好。", {}, "本乡"),
    ("P05", "我区深入开展执法检查，督促整改。", COUNTY, "我区"),
    ("P05", "本市全面落实公示制度，接受监督。", COUNTY, "本市"),
    ("P05", "我县始终把学法摆在首位。", {}, "我县"),
    ("P05", "我镇组织干部入户宣讲。", STREET, "我镇"),
    ("P05", "我局高度重视学法，安排专人负责。", {}, "我局"),
    ("P07", "", {"signer": "槐汀镇人民政府"}, "槐汀镇人民政府"),
    ("P07", "", BUREAU | {"signer": "青榆县财政局"}, "青榆县财政局"),
    ("P08", "全年制定政府规章2件。", {}, "制定政府规章2件"),
    ("P08", "出台地方性法规1部，已公布。", COUNTY, "出台地方性法规1部"),
    ("P08", "受理行政复议案件3件，按期办结。", {}, "受理行政复议案件3件"),
    ("P08", "审结行政复议申请2件。", STREET, "审结行政复议申请2件"),
    ("T01", "组织xx镇干部集中培训。", {}, "xx"),
    ("T01", "开展培训__次，覆盖各村。", {}, "__"),
    ("T01", "在某某镇召开现场会。", {}, "某某"),
    ("T01", "组织某某镇干部培训2次。", {}, "某某"),
    ("T01", "培训某某镇干部30人。", {}, "某某"),
    ("T01", "发放资料××份。", {}, "××"),
    ("T01", "办结××件案件，按期归档。", {}, "××"),
    ("T01", "满意率提高××%。", {}, "××"),
    ("T01", "检查商户***家。", {}, "***"),
    ("T01", "", {"signed": "XX年XX月XX日"}, None),
    ("T03", "", {"plans": "一是抓普法。\n六、其他情况\n无。"}, "六、其他情况"),
    ("T03", "", {"plans": "一是抓普法。\n四、其他情况\n无。"}, "四、其他情况"),
    (
        "T05",
        "",
        {"shortcomings": "一年来，举办讲座46场，化解纠纷52起，群众满意度明显上升。"},
        "二、存在的不足和原因",
    ),
    (
        "T05",
        "",
        {"shortcomings": "一年来，解决群众反映的问题12个，化解纠纷52起，满意度上升。"},
        "二、存在的不足和原因",
    ),
    ("T05", "", {"plans": "2023年举办讲座46场，化解纠纷52起。"}, "四、2024年工作安排"),
]

SILENT = [
    ("P05", "按照全县统一部署开展检查，走在全区前列。", {}),
    ("P05", "我镇持续规范执法，全镇各村面貌一新。", {}),
    ("P05", "推动我县营商环境优化，服务全县大局。", BUREAU),
    ("P05", "村民说：“我乡变化真大。”", {}),
    ("P05", "我局势研判到位，推广“我县”经验。", {}),
    ("P05", "服务我县深入推进的重点项目。", {}),
    ("P05", "规范乡镇综合执法，配合全市专项检查。", {}),
    ("P05", "我县持续规范执法，全县12个镇均配备法律顾问，某镇全镇参学。", COUNTY),
    ("P05", "本地区治安平稳，加强自我镇定训练，本乡镇干部带头。", {}),
    ("P05", "我街道持续规范执法。", STREET),
    ("P07", "", {"title": "青榆县柳渡镇{year}年法治政府建设年度报告", "signer": "柳渡镇人民政府"}),
    ("P07", "", {"signer": "中共柳渡镇委员会  柳渡镇人民政府"}),
    ("P07", "", {"title": "第二十师澜宁市{year}年法治政府建设工作报告", "signer": "澜宁市人民政府"}),
    ("P07", "", {"signer": "青榆县人民政府"}),
    ("P07", "", BUREAU | {"signer": "中共青榆县水务局党组"}),
    ("P08", "落实省政府规章2件，参与立法征求意见。", {}),
    ("P08", "建立健全规章制度12项，制定规范性文件2件。", COUNTY),
    ("P08", "未制定政府规章，受理行政复议案件0件。", {}),
    ("P08", "行政复议案件2件均维持，配合县政府办理行政复议答复。", {}),
    ("P08", "配合县政府审理行政复议案件2件。", {}),
    ("P08", "受理行政复议案件35件，审结33件。", COUNTY),
    (
        "P08",
        "制定政府规章3件。",
        {
            "title": "岚江省人民政府{year}年法治政府建设年度报告",
            "signer": "岚江省人民政府",
            "lead": "{year}年，岚江省人民政府扎实推进依法行政。现将有关情况报告如下：",
        },
    ),
    ("T01", "张某诉县公安局案、张某某诉李某案已结，型号XX-2的设备到位。", {}),
    ("T01", "实行5×24小时值守，电话138****1234畅通，APP上线。", {}),
    ("T01", "调处张某某村民、李某某市民的纠纷，慰问沈某某局长。", {}),
    ("T01", "旁听原告陈某某诉被告某某县政府、村民告某某镇政府的庭审。", {}),
    ("T01", "剖析“殴打某某村干部案”，学习不服某某局处罚一案。", {}),
    ("T01", "走访李××家、王××家，送去法律援助。", {}),
    ("T01", "剖析“王某诉××区政府案”，又讲“××镇政府行政处罚案”、××公司诉××县政府一案。", {}),
    ("T01", "旁听(2023)岚01行初××号案庭审。", {}),
    ("T03", "（1）抓普法。（2）抓执法。", {}),
    ("T03", "坚持一、二把手共同抓。一是抓普法。二是抓执法。", {}),
    ("T05", "", {"shortcomings": "普法形式还不够新。"}),
    ("T05", "", {"shortcomings": "虽解决问题12个，但执法力量依然薄弱。"}),
    ("T05", "", {"plans": "继续抓好普法，新增讲座20场。"}),
    ("T05", "", {"plans": "继续抓好普法。"}),
]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(("rule", "add", "parts", "passage"), FLAGGED)
def test_what_does_not_fit_is_flagged_where_it_stands(rule, add, parts, passage, marks):
    found = findings(MARKS[marks](report(add=add, **parts)), rule)
    assert found
    assert passage is None or [row["passage"] for row in found] == [MARKS[marks](passage)]


@pytest.mark.parametrize("marks", MARKS)
def test_a_placeholder_is_quoted_within_its_sentence(marks):
    (row,) = findings(MARKS[marks](report(add="成效明显。培训xx镇干部。群众满意。")), "T01")
    assert row["message"].startswith("“培训xx镇干部”")


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(("rule", "add", "parts"), SILENT)
def test_a_look_alike_stays_silent(rule, add, parts, marks):
    text = MARKS[marks](report(add=add, **parts))
    assert findings(text, rule) == []
    assert outcome(text, rule)["outcome"] == "clear"


DIVISIONS = """330000,岚江省,province,,,
330100,澜宁市,prefecture,330000,,
330121,青榆县,county,330100,,
330122,泠川县,county,330100,,
330122103,红旗镇,township,330122,,
330121101,柳渡镇,township,330121,,
330121102,槐汀镇,township,330121,,"""


@pytest.fixture
def table(monkeypatch):
    """Let the rules read an invented division table."""
    divisions = Divisions(DIVISIONS.split("\n"))
    monkeypatch.setattr(places_named, "load_divisions", lambda: divisions)


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    ("add", "passage"),
    [
        ("有效提升泠川县依法行政水平。", "泠川县"),
        ("泠川县深入开展执法检查，成效明显。", "泠川县"),
        ("在泠川县委领导下，执法更加规范。", "泠川县"),
        ("推进槐汀镇法治建设，环境持续向好。", "槐汀镇"),
    ],
)
def test_results_told_of_another_place_are_flagged(table, add, passage, marks):
    text = MARKS[marks](report(add=add))
    (row,) = findings(text, "P06", division_code="330121101")
    assert row["passage"] == passage
    assert row["severity"] == "warning"


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    "add",
    [
        "赴泠川县学习，提升执法水平。",
        "与泠川县签订协作协议，推进泠川县毗邻区域治理。",
        "推进青榆县法治建设，服务澜宁市发展大局。",
        "有效提升柳渡镇依法行政水平。",
        "落实《泠川县依法行政办法》。",
        "推进红旗村法治建设。",
        "来自泠川县的务工人员依法维权水平提高。",
    ],
)
def test_partners_superiors_and_parts_are_not(table, add, marks):
    text = MARKS[marks](report(add=add))
    assert findings(text, "P06", division_code="330121101") == []
    assert outcome(text, "P06", division_code="330121101")["outcome"] == "clear"


def test_a_county_may_tell_of_towns_that_the_table_puts_elsewhere(table):
    text = report(add="推进红旗镇法治建设，环境持续向好。", **COUNTY)
    assert findings(text, "P06", division_code="330121") == []


@pytest.mark.parametrize(
    ("rule", "parts", "overrides"),
    [
        ("P05", {}, {"level": None}),
        ("P06", {}, {}),
        ("P07", {"signer": "", "signed": ""}, {}),
        ("P08", {}, {"level": None}),
    ],
)
def test_a_rule_on_places_without_a_place_is_not_checked(rule, parts, overrides):
    row = outcome(report(add="我乡制定政府规章2件。", **parts), rule, **overrides)
    assert row["outcome"] == "not checked"
    assert row["reason"]


@pytest.mark.parametrize(
    ("begins", "follows", "flagged"),
    [("一", "二", []), ("三", "四", []), ("一", "三", ["三、抓执法"]), ("四", "五", ["四、抓普法"])],
)
def test_the_first_level_begins_anew_or_counts_on_in_every_part(begins, follows, flagged):
    title, lead = "柳渡镇2023年法治政府建设年度报告\n", "2023年，我镇扎实推进依法行政。\n"
    first = "第一部分 2023年工作总结\n一、主要做法\n召开会议4次。\n二、存在问题\n力量薄弱。\n"
    second = f"第二部分 2024年工作计划\n{begins}、抓普法\n举办讲座20场。\n{follows}、抓执法\n培训执法人员。\n"
    assert [row["passage"] for row in findings(title + lead + first + second, "T03")] == flagged


@pytest.mark.parametrize("marks", MARKS)
def test_a_passage_in_two_parts_is_flagged_once_with_both_places(marks):
    text = MARKS[marks](report(add=LONG, duty="镇长带头讲课。" + LONG))
    (row,) = findings(text, "T02")
    start, end = map(int, row["compared"].split("-"))
    assert text[start:end] == row["passage"]
    assert MARKS[marks](LONG) in row["passage"] + MARKS[marks]("。")


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG[:38], LONG[:38]),
        (
            "坚持重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办，落实公众参与、专家论证、风险评估、合法性审查和集体讨论决定。",
            None,
        ),
        ("落实《柳渡镇推进沿街商铺用电用气安全专项整治和老旧线路改造三年行动实施方案》。", None),
        (LONG, LONG.replace("登记", "建账").replace("走访", "上门").replace("隐患", "险情")),
    ],
)
def test_formulae_titles_and_short_runs_may_stand_twice(first, second, marks):
    text = MARKS[marks](report(add=first, duty="镇长带头讲课。" + (second or first)))
    assert findings(text, "T02") == []


def test_a_passage_twice_in_one_part_is_no_matter_of_two_parts():
    assert findings(report(add=LONG + "其间，" + LONG), "T02") == []


def test_runs_are_found_in_time_that_grows_with_the_text():
    runs = list(repetition.repeated_runs("甲乙丙丁戊己庚辛壬癸子丑，" * 40_000))
    assert 0 < len(runs) < 40


@pytest.mark.parametrize(
    "clause", ["甲乙丙丁戊己庚辛", "甲乙丙丁戊己庚辛壬", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午"]
)
def test_a_run_is_met_by_one_clause_however_short(clause):
    short = "天地，玄黄，宇宙，洪荒，日月，盈昃，辰宿，列张，寒来，暑往，"
    text = f"一，{short}{clause}，三。\n二，{short}{clause}，四。\n"
    (run,) = repetition.repeated_runs(text)
    assert text[run.second :][: run.length] == f"，{short}{clause}，"
    assert run.first == 1


@pytest.mark.parametrize("length", [39, 40])
def test_a_run_has_forty_characters(length):
    words = "".join(map(chr, range(0x4E00, 0x4E00 + length)))
    assert len(list(repetition.repeated_runs(f"{words}。\n前，{words}\n"))) == (length == 40)


def test_empty_labels_are_one_finding_that_names_them():
    text = "发文字号：  主题分类：法治\n有效性：有效\n" + report()
    (row,) = findings(text, "T04")
    assert row["severity"] == "info"
    assert row["message"] == "labels without a value: 发文字号"


def test_labels_with_a_value_be_it_none_are_not_empty():
    assert findings("有效性：有效\n发文字号：无\n" + report(), "T04") == []


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("落实《普法方案》，", "落实，"),
        ("落实《关于〈普法〉的通知》，", "落实，"),
        ("落实《关于《普法》的通知》，", "落实，"),
        ("落实《普法方案，宣传《民法典》，", "落实《普法方案，宣传，"),
        ("落实普法方案》，宣传《民法典》，", "落实普法方案》，宣传，"),
    ],
)
def test_titles_are_masked_also_where_they_nest_or_do_not_close(words, left):
    body = BodyText.of(coded(report(add=words + "办结投诉12件。")))
    at = body.text.index(words)
    assert len(body.plain) == len(body.text)
    assert body.plain[at : at + len(words)].replace("\0", "") == left


def test_the_body_leads_back_to_the_source_across_blanks_and_titles():
    text = report(add="落实《柳渡镇 普法方案》，办结\n投诉12件。").replace("专题学法", "专 题\u3000学法")
    body = BodyText.of(coded(text))
    at = body.text.index("专题学法")
    start, end = body.span(at, at + 4)
    assert text[start:end] == "专 题\u3000学法"
    assert len(body.plain) == len(body.text)
    assert "普法方案" in body.text
    assert "普法方案" not in body.plain
