"""The codebook file: what it gives, and every mistake in it as one line with its place."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from analysis.coding.codebook import load_codebook, matching_form
from analysis.coding.matching import Coder
from analysis.errors import CodebookError
from analysis.paths import CORPUS

TERMS = (["执法", "{term: 执法人员, weak: true}"], ["普法"])


def fault(load_text, text) -> str:
    with pytest.raises(CodebookError) as caught:
        load_text(text)
    message = str(caught.value)
    assert "\n" not in message
    folder, name, rest = message.partition("codebook.yaml")
    assert name and Path(folder).is_dir(), "a message begins with the path of the file"
    assert "; " in rest, "a message says what to do after a semicolon"
    return name + rest


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


# What a codebook gives


def test_terms_carry_what_the_file_says(codebook_of):
    codebook = codebook_of(
        [
            "{term: 三项制度, subtheme: T01a, requires: [执法], since: 2019, until: 2030, note: a label}",
            "{term: 体制改革, not_near: {term: [执法, 司法], chars: 4}, also: [T02], origin: outline}",
        ],
        ["{term: '依法治[省市]', match: regex, weak: true}", "{term: '自治(?![县区])', match: regex}"],
    )
    label, reform, spelled, pattern = codebook.terms
    assert (label.theme, label.subtheme, label.requires) == ("T01", "T01a", ("执法",))
    assert (label.since, label.until, label.note) == (2019, 2030, "a label")
    assert reform.not_near.strings == ("执法", "司法")
    assert reform.not_near.chars == 4
    assert (reform.also, reform.origin) == (("T02",), "outline")
    assert spelled.weak
    assert spelled.strings == ("依法治市", "依法治省")
    assert not spelled.is_exact
    assert pattern.pattern.search("村民自治")
    assert pattern.literals == ("自治",)
    assert label.is_exact
    assert codebook.theme("T02").short_en == "theme 2"


def test_statement_types_and_anchors(codebook_of):
    codebook = codebook_of(*TERMS)
    (problem,) = codebook.problem_types
    assert problem.kind == "problem"
    assert problem.finder.search("一是力量薄弱").group() == "力量薄弱"
    assert problem.finder.search("执法人员数量不足").group() == "人员数量不足"
    assert [plan.kind for plan in codebook.plan_types] == ["plan", "suggestion"]
    assert codebook.problem_markers["section"].search("存在问题")
    assert codebook.plan_markers["plan"].search("下一步，")
    (anchor,) = codebook.time_anchors
    assert (anchor.first_official, anchor.anchor, anchor.status) == ("2020-05-28", "hard", "verified")
    assert anchor.finder.search("学习民法典")
    assert not anchor.finder.search("民法典草案")


def test_cues_find_the_longest_string_first(yaml_of, load_text):
    text = yaml_of(*TERMS).replace("cues: [队伍, 力量薄弱]", "cues: [执法, 执法权限]")
    assert load_text(text).problem_types[0].finder.search("执法权限不明").group() == "执法权限"


def test_terms_are_folded_like_the_text(codebook_of):
    exact, spaced, pattern = codebook_of(
        ["行政執法", "'１２３４８ 热线'", "{term: '互联网＋[”]?监管', match: regex}"]
    ).terms
    assert exact.strings == ("行政执法",)
    assert spaced.strings == ("12348热线",)
    assert set(pattern.strings) == {"互联网+监管", "互联网+”监管"}


def test_equal_files_make_equal_codebooks(codebook_of):
    first, second, other = codebook_of(*TERMS), codebook_of(*TERMS), codebook_of(["执法"])
    assert first == second
    assert hash(first) == hash(second)
    assert first != other
    copy = pickle.loads(pickle.dumps(first))
    assert copy == first
    assert copy.terms == first.terms


def test_byte_order_mark_and_crlf_do_no_harm(yaml_of, load_text):
    text = yaml_of(*TERMS).replace("\n", "\r\n").encode("utf-8-sig")
    assert [term.text for term in load_text(text).terms] == ["执法", "执法人员", "普法"]


# Mistakes in the file as a whole


def test_missing_file(tmp_path):
    with pytest.raises(CodebookError, match=r"none\.yaml: No such file.*; name a codebook file"):
        load_codebook(tmp_path / "none.yaml")


@pytest.mark.parametrize("text", ["", "  \n\n", "﻿"])
def test_empty_file(load_text, text):
    assert "empty" in fault(load_text, text)


def test_not_utf8(load_text, yaml_of):
    assert "line 5: is not UTF-8" in fault(load_text, yaml_of(*TERMS).encode("gb18030"))


@pytest.mark.parametrize(
    ("text", "line"),
    [("themes: [unclosed\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: 'x\n", 2), ("a: b: c\n", 1), ("a: *b\n", 1)],
)
def test_not_yaml(load_text, text, line):
    assert f"codebook.yaml, line {line}:" in fault(load_text, text)


def test_nested_without_end_is_an_error_not_a_crash(load_text):
    assert "not YAML" in fault(load_text, "[" * 600)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "12\n", "# a comment only\n"])
def test_no_mapping(load_text, text):
    assert "line 1: the file is no mapping" in fault(load_text, text)


def test_duplicate_yaml_key(load_text, yaml_of):
    text = yaml_of(*TERMS).replace("  label_en: theme 2\n", "  label_en: theme 2\n  label_en: again\n")
    message = fault(load_text, text)
    assert f"line {line_of(text, 'label_en: again')}" in message
    assert "duplicate key" in message


def test_other_schema(load_text, yaml_of):
    message = fault(load_text, yaml_of(*TERMS).replace("fazhi-codebook/1", "lgr-codebook/0.2"))
    assert "line 1: schema 'lgr-codebook/0.2' is not 'fazhi-codebook/1'" in message


def test_missing_and_unknown_keys_at_the_top(load_text, yaml_of):
    assert "'version' is missing" in fault(load_text, yaml_of(*TERMS).replace("version: '0.1'\n", ""))
    message = fault(load_text, yaml_of(*TERMS).replace("plan_types:", "plan_typs:"))
    assert "unknown key 'plan_typs'; did you mean 'plan_types'?" in message


def test_no_theme(load_text, yaml_of):
    assert "no theme" in fault(load_text, yaml_of().replace("themes:\n", "themes: []\n"))


# Mistakes in a theme or a term: each names the theme and the line

MISTAKES = [
    ("{term: 纠纷, subthem: T02a}", "unknown key 'subthem'; did you mean 'subtheme'?"),
    ("{match: exact}", "'term' is missing; add it"),
    ("{term: 12348}", "'term' must be text, not a whole number; put it in quotes"),
    ("{term: true}", "'term' must be text, not true or false"),
    ("{term: }", "'term' must be text, not nothing"),
    ("{term: ''}", "'term' is empty"),
    ("{term: '　'}", "'term' is empty"),
    ("{term: '​'}", "is nothing but blanks"),
    ("{term: 2015-12-27}", "'term' must be text"),
    ("{term: [纠纷]}", "'term' must be text, not a list"),
    ("{term: 纠纷, match: substring}", "'match' must be one of exact, regex, not 'substring'"),
    ("{term: 纠纷, weak: 'yes'}", "'weak' must be true or false, not 'yes'"),
    ("{term: 纠纷, weak: 1}", "'weak' must be true or false, not a whole number"),
    ("{term: 纠纷, since: '2019'}", "'since' must be a whole number from 1949 to 2100, not '2019'"),
    ("{term: 纠纷, since: 20190}", "'since' must be a whole number from 1949 to 2100, not 20190"),
    ("{term: 纠纷, until: true}", "'until' must be a whole number from 1949 to 2100, not true or false"),
    ("{term: 纠纷, requires: [调解, '']}", "'requires' holds ''"),
    ("{term: 纠纷, requires: [12]}", "'requires' holds 12"),
    ("{term: 纠纷, requires: {a: b}}", "'requires' must be a list of texts, not a mapping"),
    ("{term: 纠纷, requires: []}", "'requires' is empty"),
    ("{term: 纠纷, not_near: 村}", "'not_near' must be a mapping, not '村'"),
    ("{term: 纠纷, not_near: {chars: 6}}", "'term' is missing"),
    ("{term: 纠纷, not_near: {term: [], chars: 6}}", "'term' is empty"),
    ("{term: 纠纷, not_near: {term: 村, chars: '6'}}", "'chars' must be a whole number from 0 to 999"),
    ("{term: 纠纷, not_near: {term: 村, reach: 6}}", "unknown key 'reach'"),
    ("{term: 纠纷, subtheme: T09z}", "unknown subtheme 'T09z'"),
    ("{term: 纠纷, subtheme: T01a}", "unknown subtheme 'T01a'; did you mean 'T02a'?"),
    ("{term: 纠纷, also: [T09]}", "unknown theme 'T09' in 'also'"),
    ("{term: 纠纷, also: [T02]}", "'also' names 'T02' once too often"),
    ("{term: 纠纷, also: [T01, T01]}", "'also' names 'T01' once too often"),
    ("{term: '(纠纷', match: regex}", "pattern '(纠纷' is no regular expression"),
    (
        "{term: '(?<=a*)纠纷', match: regex}",
        "is no regular expression (look-behind requires fixed-width pattern)",
    ),
    ("{term: '纠?纷?', match: regex}", "can match nothing at all"),
    ("{term: '(?=纠纷)', match: regex}", "can match nothing at all"),
    ("{term: '纠纷|', match: regex}", "can match nothing at all"),
    ("{term: '(?:纠+)+纷', match: regex}", "repeats without limit, in nested ways or by reference"),
    ("{term: '纠.*纷', match: regex}", "bound every repetition, as in .{0,20}"),
    ("{term: '(?:纠{1,9}){1,9}纷', match: regex}", "in nested ways"),
    ("{term: '(?:纠|纠纷|纷){1,20}x', match: regex}", "in nested ways"),
    ("{term: '(纠)\\1', match: regex}", "by reference"),
    ("{term: '(?i)app', match: regex}", "sets flags"),
    ("{term: '(?i:app)', match: regex}", "sets flags"),
    ("{term: 执法}", "duplicate term '执法': theme T01 has it in line 15; keep one, with also: [T02]"),
    ("{term: 執法, requires: [人]}", "duplicate term '执法': theme T01 has it in line 15"),
    ("{term: '[执普]法宣传|执法', match: regex}", "duplicate term '执法': theme T01 has it in line 15"),
    ("{term: 普法}", "duplicate term '普法': line 27 has it too; keep one"),
    ("{term: 普法, weak: true, requires: [人]}", "duplicate term '普法': line 27 has it too; keep one"),
    ("just words", "'terms' holds 'just words'; write a mapping such as {term: …}"),
]


@pytest.mark.parametrize(("term", "expected"), MISTAKES)
def test_mistake_in_a_term(load_text, yaml_of, term, expected):
    text = yaml_of(["执法"], ["普法", "{term: placeholder}"]).replace("{term: placeholder}", term)
    message = fault(load_text, text)
    assert message.startswith("codebook.yaml, line 28, theme T02: ")
    assert expected in message


def test_same_pattern_twice_in_a_theme(load_text, yaml_of):
    pattern = "{term: '自治(?!县)', match: regex}"
    assert "line 16, theme T01: duplicate term" in fault(load_text, yaml_of([pattern, pattern]))


def test_context_may_tell_two_themes_apart(codebook_of):
    apart = codebook_of(["{term: 审核, requires: [文件]}"], ["{term: 审核, not_near: {term: 文件}}"])
    assert [term.theme for term in apart.terms] == ["T01", "T02"]


def test_a_term_that_repeats_another_list_by_also_is_refused(load_text, yaml_of):
    text = yaml_of(["{term: 综治中心, also: [T02]}"], ["综治中心"])
    assert "theme T02: duplicate term '综治中心': theme T01 has it" in fault(load_text, text)


THEME_MISTAKES = [
    ("  definition: what it is about\n", "", "'definition' is missing; add it", "- id: T02"),
    ("  include: what", "  includes: what", "unknown key 'includes'; did you mean 'include'?", "  includes"),
    ("  label_zh: 主题2", "  label_zh: 2", "'label_zh' must be text", "  label_zh: 2"),
    ("  source: [an outline]", "  source: []", "'source' is empty", "  source: []"),
    ("  source: [an outline]", "  source: [2015]", "'source' holds 2015", "  source: [2015]"),
    (
        "  terms:\n  - {term: 普法}\n",
        "  terms: []\n",
        "no terms; add one, or remove the theme",
        "  terms: []",
    ),
    (
        "  terms:\n  - {term: 普法}\n",
        "  terms: 普法\n",
        "'terms' must be a list, not '普法'",
        "  terms: 普法",
    ),
    ("  terms:\n  - {term: 普法}\n", "  terms:\n", "'terms' must be a list, not nothing", "  terms:\n"),
    ("id: T02a", "id: T01a", "id 'T01a' is taken by line 13; choose another", "  subthemes: [{id: T01a"),
    ("label_en: part}", "label_fr: part}", "unknown key 'label_fr'", "  subthemes"),
]


@pytest.mark.parametrize(("old", "new", "expected", "place"), THEME_MISTAKES)
def test_mistake_in_a_theme(load_text, yaml_of, old, new, expected, place):
    text = yaml_of(["执法"], ["普法"])
    second = text.index("- id: T02")
    assert old in text[second:]
    text = text[:second] + text[second:].replace(old, new, 1)
    message = fault(load_text, text)
    line = text[: second + text[second:].index(place)].count("\n") + 1
    assert message.startswith(f"codebook.yaml, line {line}, theme T02: ")
    assert expected in message


def test_duplicate_theme_id(load_text, yaml_of):
    text = yaml_of(["执法"], ["普法"]).replace("- id: T02\n", "- id: T01\n")
    assert "line 16, theme T01: id 'T01' is taken by line 4" in fault(load_text, text)


def test_theme_without_id(load_text, yaml_of):
    text = yaml_of(["执法"], ["普法"]).replace("- id: T02\n  label_zh", "- label_zh")
    assert "line 16, theme number 2: 'id' is missing" in fault(load_text, text)


OTHER_MISTAKES = [
    (
        "first_official: '2020-05-28'",
        "first_official: '2020-5-28'",
        "time anchor K01: 'first_official' is no date",
    ),
    (
        "first_official: '2020-05-28'",
        "first_official: '2020-02-30'",
        "time anchor K01: 'first_official' is no date",
    ),
    (
        "first_official: '2020-05-28'",
        "first_official: '２０２０'",
        "time anchor K01: 'first_official' is no date",
    ),
    ("first_official: '2020-05-28'", "first_official: 2020-05-28", "'first_official' must be text"),
    (", first_official: '2020-05-28'", "", "time anchor K01: a hard anchor needs 'first_official'"),
    ("anchor: hard", "anchor: firm", "'anchor' must be one of none, soft, hard, not 'firm'"),
    (
        "status: verified",
        "status: seen",
        "'status' must be one of verified, check before printing, not 'seen'",
    ),
    (
        "regex: '民法典(?!草案)'",
        "regex: '民法典.*'",
        "time anchor K01: pattern '民法典.*' repeats without limit",
    ),
    ("cues: [队伍, 力量薄弱]", "cues: []", "problem type P01: 'cues' is empty"),
    ("cues: [队伍, 力量薄弱]", "cues: [队伍, 队伍]", "problem type P01: a cue stands twice"),
    (
        "patterns: ['人员.{0,4}不足']",
        "patterns: ['人员(']",
        "problem type P01: pattern '人员(' is no regular",
    ),
    ("kind: suggestion", "kind: wish", "plan type F02: 'kind' must be one of plan, suggestion, not 'wish'"),
    ("- {id: F02", "- {id: F01", "plan type F01: id 'F01' is taken by line"),
    ("section: [不足", "section: ['(不足'", "pattern '(不足' is no regular expression"),
    ("plan: [下一步, 继续]", "plan: []", "'plan' is empty"),
]


@pytest.mark.parametrize(("old", "new", "expected"), OTHER_MISTAKES)
def test_mistake_in_types_markers_and_anchors(load_text, yaml_of, old, new, expected):
    text = yaml_of(*TERMS)
    assert old in text
    text = text.replace(old, new)
    message = fault(load_text, text)
    assert expected in message
    assert re.match(r"codebook\.yaml, line \d+[,:]", message)


@pytest.mark.parametrize("value", ["'2019'", "'2019-04'", "'2019-04-15'"])
def test_dates_as_precise_as_known(load_text, yaml_of, value):
    codebook = load_text(yaml_of(*TERMS).replace("'2020-05-28'", value))
    assert codebook.time_anchors[0].first_official == value.strip("'")


# The shipped codebook


def test_shipped_codebook_is_complete(shipped):
    assert [theme.id for theme in shipped.themes] == [f"T{number:02}" for number in range(1, 15)]
    assert len(shipped.time_anchors) == 57
    assert len(shipped.problem_types) >= 15
    assert len(shipped.plan_types) >= 15
    assert {plan.id for plan in shipped.plan_types if plan.kind == "suggestion"} == {"F15"}
    for theme in shipped.themes:
        assert len(theme.short_zh) <= 8
        assert len(theme.short_en) <= 24
        assert {term.subtheme for term in theme.terms} == {part.id for part in theme.subthemes}


def test_shipped_codebook_is_plain_yaml():
    text = (CORPUS / "codebook.yaml").read_text(encoding="utf-8")
    assert "\t" not in text
    assert not re.search(r" $|.{161}", text, re.MULTILINE)
    data = YAML(typ="safe", pure=True).load(text)
    assert [theme["id"] for theme in data["themes"]][0] == "T01"


# Invented sentences with the themes a careful coder gives them; none for "-".
CODED = [
    ("T04", "2021年，省政府提请省人大常委会审议地方性法规草案12件，制定修改省政府规章9件。"),
    ("T04", "严格执行规范性文件“三统一”制度，全年报送备案文件23件。"),
    ("T03 T04", "开展涉及营商环境的行政规范性文件专项清理，废止37件。"),
    ("T05", "出台年度重大行政决策目录，对3项决策开展后评估。"),
    ("T05", "全市党政机关公职律师覆盖率达98%，审查政府合同协议126份。"),
    ("T05", "提请县政府常务会议审议的议题做到应审尽审，出具法律意见书46份。"),
    ("T06", "全面推进“综合查一次”改革，推广“扫码入企”，涉企检查频次同比下降三成。"),
    ("T06", "落实首违不罚、轻微免罚清单，作出不予处罚决定210件。"),
    ("T06", "组织行政处罚案卷评查，抽查案卷320宗。"),
    ("T06", "整合乡镇力量组建综合行政执法队，承接县级下放执法权限98项。"),
    ("T06 T08", "查处信访中发现的违法案件12起。"),
    ("T05 T06", "健全案件法制审核和集体讨论制度，立案查处各类违法案件86起。"),
    ("T12", "全市行政执法人员全部经考试合格后持证上岗。"),
    ("T12", "落实国家工作人员旁听庭审制度，组织旁听12场次。"),
    ("T07", "修订完善突发事件总体应急预案，开展防汛抗旱演练16次。"),
    ("T07", "常态化开展扫黑除恶斗争，现行命案全破。"),
    ("T08", "市本级收到行政复议申请312件，受理286件，审结254件。"),
    ("T08", "行政机关负责人出庭应诉率100%，行政诉讼败诉率下降2.3个百分点。"),
    ("T08", "坚持和发展新时代“枫桥经验”，各级调解组织调处纠纷5600余件。"),
    ("T09", "主动公开政府信息4500余条，办理依申请公开89件。"),
    ("T09", "办理人大代表建议56件、政协提案78件，满意率100%。"),
    ("T09", "收到检察建议12份、司法建议3份，全部按期回复。"),
    ("T09", "加强行政执法协调监督，落实执法责任追究。"),
    ("T10", "建成“互联网+监管”系统，归集监管数据12万条，实现数据共享。"),
    ("T03 T10", "一体化政务服务平台全面运行，高频事项实现“一网通办”“跨省通办”。"),
    ("T11", "圆满完成“八五”普法终期验收，落实“谁执法、谁普法”责任清单。"),
    ("T11", "开展宪法宣传周、民法典宣传月活动，发放资料2万份。"),
    ("T11", "中小学法治副校长实现全覆盖。"),
    ("T13", "全县12个乡镇公共法律服务站规范运行，办理法律援助案件233件。"),
    ("T13", "推行一村（社区）一法律顾问制度，解答群众咨询1500人次。"),
    ("T14", "创建全国民主法治示范村2个，培育“法律明白人”460名。"),
    ("T14", "完善网格化服务管理，推动自治、法治、德治相结合。"),
    ("T01", "市委书记、市长切实履行推进法治建设第一责任人职责，多次研究部署法治政府建设工作。"),
    ("T01", "召开市委全面依法治市委员会会议2次，印发年度工作要点。"),
    ("T01", "落实领导干部年度述法制度，42名党政正职向县委作述法报告。"),
    ("T02", "市政府常务会议会前学法10次，市委理论学习中心组集体学习习近平法治思想4次。"),
    ("T02", "深入学习贯彻党的十九届六中全会精神，深刻领悟“两个确立”的决定性意义。"),
    ("T03", "深化“放管服”改革，取消行政审批事项17项，推行证明事项告知承诺制。"),
    ("T03", "推进“证照分离”改革全覆盖，企业开办时间压缩至半个工作日。"),
    # Words that only share characters with a term.
    ("-", "各单位积极协调解决项目落地中的困难，统筹协调处置各类问题。"),
    ("-", "针对上述法治建设中的短板，制定措施。"),
    ("-", "本部门承担的行政协议事项和行政协调工作进展顺利。"),
    ("-", "及时回应诉求，一件一件抓落实。"),
    ("-", "便民中心组织志愿者开展活动。"),
    ("-", "确立法治建设的目标，树立法治政府形象，成立法治建设工作专班。"),
    ("-", "县城道德治理成效明显，生态环境日益改善。"),
    ("-", "全年网上访问量达到12万次，直接访问量减半。"),
    ("-", "各股室交换发言，相互启发，在科学法治观引领下推进工作。"),
    ("-", "加强内部规章制度建设，反复议论后通过。"),
    ("-", "及时沟通检疫情况，建立案卷目录。"),
    ("-", "国家监察法治建设、法治安徽网络专栏继续办好。"),
    ("-", "全年法治政府建设取得明显成效，现将有关情况报告如下。"),
    ("-", "严格执行《行政处罚法》《关于印发<行政执法公示办法>的通知》的要求。"),
    ("T06", "收集整理执法证据，规范取证。"),
    ("T05", "全县各单位聘请法律顾问36名。"),
    ("T13", "各村均聘请法律顾问。"),
    ("T07", "组织安全生产检查320次，排查整治隐患860处。"),
    ("T06", "开展安全生产行政执法检查320次。"),
]


@pytest.mark.parametrize(("themes", "sentence"), CODED)
def test_shipped_codebook_on_invented_sentences(shipped, themes, sentence):
    coder = Coder(shipped)
    spans = coder.spans(matching_form(sentence))
    found = {theme for span in spans if not span.term.weak for theme in (span.term.theme, *span.term.also)}
    assert found == set(themes.replace("-", "").split())
