"""Statements: one row for each item, its kind by where it stands and what its first words turn to.

Combinations covered: every kind × enumerated, numbered, in sentences × a near miss, each with full-width and with
ASCII marks; mixed parts; types, hedges, labels and causes; offsets as a property of generated reports.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import ASCII, MARKS, TO_FULL_WIDTH, read, report

from analysis.coding.codebook import load_codebook
from analysis.coding.statements import find_statements
from analysis.paths import CORPUS
from analysis.schemas import table


@pytest.fixture(params=MARKS)
def state(request, shipped):
    """Return a function from the body of a report to its statements, each with its passage in full width."""

    def rows(body: str, codebook=shipped, **options):
        parts = report(body, request.param, **options)
        found = find_statements(*parts[1:], codebook, "x")
        table("statements", found)
        for row in found:
            row["passage"] = parts.text[row["start"] : row["end"]].translate(TO_FULL_WIDTH)
        return found

    return rows


def passages(rows, *kinds):
    return [row["passage"] for row in rows if row["kind"] in (kinds or [row["kind"]])]


def kinds(rows):
    return [(row["kind"], row["passage"]) for row in rows]


NUMBERS = "一二三四五六七八九十"
BLANKS = str.maketrans("\n", "\u3000")
SHORTCOMINGS = "二、存在的不足和原因\n"
PLAN = "三、2024年工作安排\n"

ENUMERATED = {
    "一是": "一是执法力量薄弱。人手常缺。|二是普法形式单一；|三是装备不足。",
    "一是, commas": "一是执法力量薄弱，|二是普法形式单一，|三是装备不足。",
    "一是, stops lost": "一是执法人员仅3名|二是普法形式单一|三是装备不足。",
    "一是, one missing": "一是执法力量薄弱；|三是普法形式单一；|四是装备不足。",
    "一是, one twice": "一是执法力量薄弱；|二是普法形式单一；|二是装备不足。",
    "其一": "其一，执法力量薄弱；|其二，普法形式单一；|其三，装备不足。",
    "首先": "首先，执法力量薄弱。|其次，普法形式单一。|最后，装备不足。",
    "第一": "第一，执法力量薄弱；|第二，普法形式单一；|第三，装备不足。",
    "①": "①执法力量薄弱；|②普法形式单一；|③装备不足。",
    "（1）": "（1）执法力量薄弱；|（2）普法形式单一；|（3）装备不足。",
    "十个": "|".join(f"{n}是第{n}个单位装备不足。" for n in [*NUMBERS, "十一", "十二"]),
}


@pytest.mark.parametrize("form", ENUMERATED)
def test_a_problem_is_an_item_from_its_enumerator_to_its_end(state, form):
    items = ENUMERATED[form].split("|")
    rows = state(f"{SHORTCOMINGS}工作虽有进展，但仍存在以下问题：{''.join(items)}\n{PLAN}无。\n")
    assert passages(rows, "problem") == items
    assert len(rows) == len(items)


def test_items_may_be_paragraphs_with_paragraphs_of_their_own(state):
    rows = state(
        SHORTCOMINGS
        + "主要问题有：\n一是统筹力度不够。\n个别站所推进迟缓。\n二是数据共享不畅。\n系统尚未联通。\n"
    )
    assert passages(rows) == ["一是统筹力度不够。\n个别站所推进迟缓。", "二是数据共享不畅。\n系统尚未联通。"]


def test_a_numbered_heading_without_items_is_one_row_with_its_paragraph(state):
    rows = state(SHORTCOMINGS + "（一）执法力量薄弱。人员老化。\n（二）普法方式陈旧\n形式单一，效果不佳。\n")
    assert passages(rows) == ["（一）执法力量薄弱。人员老化。", "（二）普法方式陈旧\n形式单一，效果不佳。"]
    assert [row["section_id"] for row in rows] == ["2.1", "2.2"]


def test_the_lowest_level_of_items_makes_the_rows(state):
    rows = state(SHORTCOMINGS + "1.执法不够规范。一是程序倒置；二是案卷缺页。\n2.装备不足。\n")
    assert passages(rows) == ["一是程序倒置；", "二是案卷缺页。", "2.装备不足。"]
    assert [row["label"] for row in rows] == [
        "执法不够规范 > 程序倒置",
        "执法不够规范 > 案卷缺页",
        "装备不足",
    ]


def test_a_list_begun_by_a_number_goes_on_within_its_paragraph(state):
    rows = state(SHORTCOMINGS + "（1）执法不规范；（2）普法形式单一；（3）装备不足。\n")
    assert passages(rows) == ["（1）执法不规范；", "（2）普法形式单一；", "（3）装备不足。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "个别站所执法不够规范，信息共享不畅。装备有待更新。",
            ["个别站所执法不够规范，信息共享不畅。", "装备有待更新。"],
        ),
        ("主要表现在：执法力量薄弱；普法形式单一。", ["执法力量薄弱；", "普法形式单一。"]),
        ("主要表现为：力量薄弱；一刀切偶有发生。", ["力量薄弱；", "一刀切偶有发生。"]),
        (
            "在执法规范化方面还存在不足。普法工作仍有短板。",
            ["在执法规范化方面还存在不足。", "普法工作仍有短板。"],
        ),
        ("一方面人员不足。", ["一方面人员不足。"]),
    ],
)
def test_without_items_a_sentence_that_names_a_problem_is_a_row(state, text, expected):
    assert passages(state(f"{SHORTCOMINGS}一年来，各项工作取得明显成效。{text}\n"), "problem") == expected


@pytest.mark.parametrize(
    "text",
    [
        "虽然取得了一定成效，但仍存在一些问题和不足。",
        "与县委要求和群众期盼相比，还存在一定差距。",
        "对照先进乡镇，法治政府建设工作还有不少差距和短板弱项。",
        "一是与上级要求相比还有差距。",
        "一年来，我镇坚持问题导向，成效不断显现，全年未发生行政败诉案件。",
        "我镇法治政府建设工作还存在不足。",
    ],
)
def test_an_introduction_and_a_formula_state_no_problem(state, text):
    assert state(f"{SHORTCOMINGS}{text}\n") == []


def test_introduction_and_closing_words_beside_a_list_are_no_statements(state):
    rows = state(
        f"{SHORTCOMINGS}我镇干部法治意识还不够强，主要问题有：一是装备不足。二是人手不足。以上问题，我们将认真加以解决。\n"
        f"{PLAN}2024年，我镇将加强统筹，健全机制，重点做好以下工作：\n（一）加强培训。举办培训班2期。\n（二）更新装备。配齐记录仪。\n"
        "法治建设任重道远，我们将提升水平，凝聚合力，为全县发展作出贡献。\n"
    )
    assert passages(rows) == [
        "一是装备不足。",
        "二是人手不足。",
        "（一）加强培训。举办培训班2期。",
        "（二）更新装备。配齐记录仪。",
    ]


def test_what_is_added_behind_a_list_is_a_row(state):
    rows = state(SHORTCOMINGS + "一是装备不足。二是人手不足。此外，信息化水平不高。\n")
    assert passages(rows) == ["一是装备不足。", "二是人手不足。", "此外，信息化水平不高。"]


@pytest.mark.parametrize(
    ("words", "reasons"),
    [
        ("究其原因，一是重视不够；二是投入不足。", ["一是重视不够；", "二是投入不足。"]),
        ("究其原因，主要在于一是重视不够，二是投入不足。", ["一是重视不够，", "二是投入不足。"]),
        ("产生上述问题的主要原因：\n一是重视不够；\n二是投入不足。", ["一是重视不够；", "二是投入不足。"]),
        ("存在以上问题，主要原因是业务学习抓得不紧。", ["存在以上问题，主要原因是业务学习抓得不紧。"]),
        ("这主要是由于基层人手长期紧缺。", ["这主要是由于基层人手长期紧缺。"]),
    ],
)
def test_words_that_turn_to_reasons_give_a_row_for_each(state, words, reasons):
    rows = state(f"{SHORTCOMINGS}一是执法不规范。二是普法形式单一。\n{words}\n")
    assert passages(rows, "problem") == ["一是执法不规范。", "二是普法形式单一。"]
    assert passages(rows, "reason") == reasons
    assert all(row["cause_given"] for row in rows if row["kind"] == "problem")


@pytest.mark.parametrize(
    "cause",
    [
        "之所以存在这些问题，主要是思想上重视不够、投入不足。",
        "出现上述不足，是由于镇级财力紧张。",
        "造成以上情况，主要是因为人员更替频繁。",
    ],
)
def test_words_that_look_back_at_the_problems_give_a_reason(state, cause):
    rows = state(f"{SHORTCOMINGS}部分站所执法不够规范。普法方式陈旧。\n{cause}\n")
    assert passages(rows, "reason") == [cause]
    assert [row["cause_given"] for row in rows if row["kind"] == "problem"] == [True, True]


def test_looking_back_without_a_cause_gives_no_reason(state):
    rows = state(f"{SHORTCOMINGS}部分站所执法不够规范。\n存在这些问题的单位，普法方式陈旧。\n")
    assert passages(rows, "reason") == []


def test_a_part_on_other_matters_may_turn_to_advice(state):
    heading = "五、其他需要报告的情况\n"
    rows = state(f"{heading}全年承办试点2项。\n对上级的建议：建议加大经费支持力度。建议增配人员。\n")
    assert passages(rows, "suggestion") == ["对上级的建议：建议加大经费支持力度。", "建议增配人员。"]
    assert state(f"{heading}办理代表建议12件。\n") == []


def test_a_section_on_causes_states_reasons(state):
    rows = state(
        f"{SHORTCOMINGS}（一）存在的问题\n1.执法不规范。\n2.装备不足。\n（二）原因分析\n1.重视不够。存在重业务轻法治的问题。\n2.投入不足。\n"
    )
    assert kinds(rows) == [
        ("problem", "1.执法不规范。"),
        ("problem", "2.装备不足。"),
        ("reason", "1.重视不够。存在重业务轻法治的问题。"),
        ("reason", "2.投入不足。"),
    ]


@pytest.mark.parametrize(
    ("problem", "cause"),
    [
        ("一是由于编制紧张，执法人员缺乏。", "由于编制紧张"),
        ("一是普法形式单一，主要原因是经费有限。", "主要原因是经费有限"),
        ("一是执法衔接不畅。受机构改革影响，权责尚未理顺。", "受机构改革影响"),
        ("一是因职责边界不清导致推诿。", "因职责边界不清"),
        ("一是因为人少事多、任务繁重，案卷归档不及时。", "因为人少事多、任务繁重"),
    ],
)
def test_a_cause_within_a_problem_is_a_row_within_it(state, problem, cause):
    rows = state(f"{SHORTCOMINGS}{problem}二是宣传不到位。\n")
    assert kinds(rows) == [("problem", problem), ("reason", cause), ("problem", "二是宣传不到位。")]
    assert [row["cause_given"] for row in rows] == [True, None, False]


@pytest.mark.parametrize(
    "problem",
    [
        "一是因地制宜开展普法不够。",
        "一是对因土地征收补偿引发的矛盾纠纷化解不及时。",
        "一是宣传因素考虑不周，因此效果不佳。",
        "一是存在的问题和原因剖析不够。",
        "一是起因调查不深入，成因复杂。",
    ],
)
def test_words_that_only_look_like_a_cause_give_none(state, problem):
    rows = state(f"{SHORTCOMINGS}{problem}\n")
    assert kinds(rows) == [("problem", problem)]
    assert rows[0]["cause_given"] is False


def test_a_numbered_problem_with_a_list_of_reasons_stays_one_problem(state):
    rows = state(
        SHORTCOMINGS + "（一）普法不够深入。主要原因：一是重视不够；二是投入不足。\n（二）装备不足。\n"
    )
    assert kinds(rows) == [
        ("problem", "（一）普法不够深入。主要原因：一是重视不够；二是投入不足。"),
        ("reason", "一是重视不够；"),
        ("reason", "二是投入不足。"),
        ("problem", "（二）装备不足。"),
    ]
    assert [row["cause_given"] for row in rows] == [True, None, None, False]


def test_words_that_announce_problems_and_reasons_turn_to_problems(state):
    rows = state(f"{SHORTCOMINGS}存在的问题及其原因如下：\n一是装备不足。二是人手不足，主要在于编制有限。\n")
    assert kinds(rows) == [
        ("problem", "一是装备不足。"),
        ("problem", "二是人手不足，主要在于编制有限。"),
        ("reason", "主要在于编制有限"),
    ]


def test_a_first_level_section_on_causes_states_reasons(state):
    rows = state("二、存在的问题\n装备不足。\n三、产生问题的原因\n（一）重视不够。\n（二）投入不足。\n")
    assert passages(rows, "reason") == ["（一）重视不够。", "（二）投入不足。"]


def test_a_reason_ends_with_its_paragraph(state):
    rows = state(SHORTCOMINGS + "装备不足。\n主要原因是经费有限，投入不够。\n个别站所执法不规范。\n")
    assert kinds(rows) == [
        ("problem", "装备不足。"),
        ("reason", "主要原因是经费有限，投入不够。"),
        ("problem", "个别站所执法不规范。"),
    ]


def test_a_heading_may_state_a_cause(state):
    rows = state(SHORTCOMINGS + "（一）因人员流动频繁，执法衔接不畅。\n（二）装备不足。\n")
    assert kinds(rows) == [
        ("problem", "（一）因人员流动频繁，执法衔接不畅。"),
        ("reason", "因人员流动频繁"),
        ("problem", "（二）装备不足。"),
    ]


def test_a_cause_from_outside_is_told_from_an_own_one(state):
    rows = state(SHORTCOMINGS + "究其原因，一是乡镇财力有限；二是学习抓得不紧。\n")
    assert [row["external_cause"] for row in rows] == [True, False]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("一要抓实学习，二要严格考核。", ["一要抓实学习，", "二要严格考核。"]),
        (
            "2024年，我镇将重点做好以下工作：一是加强培训。二是更新装备。",
            ["一是加强培训。", "二是更新装备。"],
        ),
        ("（一）加强培训。办班2期。\n（二）更新装备。\n", ["（一）加强培训。办班2期。", "（二）更新装备。"]),
        (
            "继续加强执法培训，完善调解机制。配齐执法装备。",
            ["继续加强执法培训，完善调解机制。", "配齐执法装备。"],
        ),
        ("继续加强执法培训；完善调解机制。", ["继续加强执法培训；", "完善调解机制。"]),
    ],
)
def test_plans_are_items_or_sentences_that_arrange_something(state, plan, expected):
    rows = state(f"{PLAN}{plan}\n")
    assert [row["kind"] for row in rows] == ["plan"] * len(expected)
    assert passages(rows) == expected


@pytest.mark.parametrize(
    "text",
    [
        "我镇将以更高标准推进法治政府建设，不断提升依法行政水平。",
        "进一步提高认识，增强责任感、使命感。",
        "无。",
        "法治建设永远在路上。",
    ],
)
def test_intent_alone_is_no_plan(state, text):
    assert state(f"{PLAN}{text}\n") == []


def test_a_part_on_shortcomings_may_turn_to_plans(state):
    rows = state(
        "二、存在问题及下一步打算\n存在以下问题：一是装备不足；二是人手不足。\n下一步，我镇将：一是更新装备；二是争取编制。\n"
    )
    assert kinds(rows) == [
        ("problem", "一是装备不足；"),
        ("problem", "二是人手不足。"),
        ("plan", "一是更新装备；"),
        ("plan", "二是争取编制。"),
    ]


def test_numbers_that_begin_again_follow_the_words_before_them(state):
    rows = state(
        "二、存在问题及打算\n存在问题：\n1.装备不足。\n2.人手不足。\n下步打算：\n1.更新装备。\n2.争取编制。\n"
    )
    assert kinds(rows) == [
        ("problem", "1.装备不足。"),
        ("problem", "2.人手不足。"),
        ("plan", "1.更新装备。"),
        ("plan", "2.争取编制。"),
    ]


def test_a_cure_told_with_each_problem_is_a_plan_within_it(state):
    rows = state(
        "二、存在的问题\n（一）人手不足。下一步，将积极争取编制。\n（二）装备不足。下一步，将更新执法设备。\n"
    )
    assert kinds(rows) == [
        ("problem", "（一）人手不足。下一步，将积极争取编制。"),
        ("plan", "下一步，将积极争取编制。"),
        ("problem", "（二）装备不足。下一步，将更新执法设备。"),
        ("plan", "下一步，将更新执法设备。"),
    ]


def test_a_cure_below_each_numbered_problem_is_within_it(state):
    rows = state("二、存在的问题\n1.人手不足\n下一步，将争取编制。\n2.装备不足\n下一步，将更新设备。\n")
    assert passages(rows, "problem") == [
        "1.人手不足\n下一步，将争取编制。",
        "2.装备不足\n下一步，将更新设备。",
    ]
    assert passages(rows, "plan") == ["下一步，将争取编制。", "下一步，将更新设备。"]


def test_words_behind_the_last_item_are_its_own_when_every_item_has_such_words(state):
    items = ["一是人手不足。下一步，将争取编制。", "二是装备不足。下一步，将更新设备。"]
    rows = state("二、存在的问题\n" + "".join(items) + "\n")
    assert passages(rows, "problem") == items
    assert passages(rows, "plan") == ["下一步，将争取编制。", "下一步，将更新设备。"]


def test_words_behind_the_last_item_that_no_other_has_are_about_the_list(state):
    rows = state("二、存在的问题\n首先人手不足。其次装备不足。一是车辆少。下一步，将更新设备。\n")
    assert kinds(rows) == [
        ("problem", "首先人手不足。"),
        ("problem", "一是车辆少。"),
        ("plan", "下一步，将更新设备。"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("二、问题整改情况\n1.补齐案卷。已归档12卷。\n2.修订流程。\n", ["1.补齐案卷。已归档12卷。", "2.修订流程。"]),
        ("二、存在的问题\n一是装备不足。二是人手不足。\n整改情况如下：购置记录仪6台，招录辅助人员3名。\n",
         ["整改情况如下：购置记录仪6台，招录辅助人员3名。"]),
        ("二、存在的问题\n针对上年度督察反馈的问题，我镇已修订流程。仍存在以下不足：装备不足。\n",
         ["针对上年度督察反馈的问题，我镇已修订流程。"]),
    ],
)  # fmt: skip
def test_cures_are_told_from_problems_and_plans(state, body, expected):
    assert passages(state(body), "rectification") == expected


def test_measures_that_are_still_to_come_are_plans(state):
    rows = state(
        "二、存在的不足和整改措施\n（一）存在的不足\n人手不足。\n（二）整改措施\n积极争取编制，配齐人员。\n"
    )
    assert kinds(rows) == [("problem", "人手不足。"), ("plan", "积极争取编制，配齐人员。")]


def test_advice_to_superiors_is_no_plan_of_the_issuer(state):
    rows = state(
        f"{PLAN}（一）加强培训。\n（二）建议县级统一配发装备。\n（三）广泛征求意见建议，完善村规民约。\n"
        "四、意见建议\n（一）健全考核体系。一是减少指标。二是正向激励。\n（二）统一培训。选派讲师。\n建议市级层面成立督导组。\n"
    )
    assert kinds(rows) == [
        ("plan", "（一）加强培训。"),
        ("suggestion", "（二）建议县级统一配发装备。"),
        ("plan", "（三）广泛征求意见建议，完善村规民约。"),
        ("suggestion", "一是减少指标。"),
        ("suggestion", "二是正向激励。"),
        ("suggestion", "（二）统一培训。选派讲师。"),
        ("suggestion", "建议市级层面成立督导组。"),
    ]
    assert [row["label"] for row in rows[-2:]] == ["统一培训", "建议市级层面成立督导组"]


def test_a_heading_may_name_plans_and_advice(state):
    rows = state("二、下一年度打算和建议\n一是加强培训。二是更新装备。\n恳请上级增加编制。\n")
    assert [row["kind"] for row in rows] == ["plan", "plan", "suggestion"]


def test_without_a_part_of_its_own_the_second_half_is_read_from_the_words_that_turn(state):
    rows = state(
        "（三）抓监督。办理建议12件，满意率100%。群众评价不断提高。\n"
        "一年来工作有进步，但还存在一些不足：一是装备不足；二是人手不足。下一步，我镇将更新装备，争取编制。\n"
    )
    assert kinds(rows) == [
        ("problem", "一是装备不足；"),
        ("problem", "二是人手不足。"),
        ("plan", "下一步，我镇将更新装备，争取编制。"),
    ]
    assert [row["label"] for row in rows] == ["装备不足", "人手不足", "我镇将更新装备"]


def test_the_first_half_is_not_searched_for_shortcomings(state):
    results = "一、强基础\n排查发现辖区还存在一些隐患问题：一是线路老化；二是堆放杂物。均已清除。\n"
    more = "二、抓普法\n全年举办讲座21场次，发放资料2000份，群众知晓率达98%。各村居联动推进，氛围浓厚。\n"
    assert state(more, results=results) == []


def test_measures_and_results_state_no_problem(state):
    assert state("（三）抓整治。一是针对执法不规范的问题开展检查。二是解决人手不足问题。\n") == []


TYPES = {
    "一是普法形式单一，执法力量薄弱。": "P03;P05",
    "一是执法力量薄弱，普法形式单一。": "P05;P03",
    "一是普法形式单一，主要原因是经费有限。": "P03",
    "一是普法形式单一，装备不足，普法方式陈旧。": "P03;P10",
    "一是主要原因是经费有限。": "P10",
    "一是重实体、轻程序现象依然存在。": "P06",
    "一是柔性执法运用不够充分。": "P06",
    "一是转变政府职能不到位。": "P16",
    "一是树立法律权威的氛围不浓。": None,
    "一是协调解决难题不够主动。": None,
    "一是立法调研不深入。": "P15",
}


@pytest.mark.parametrize("item", TYPES)
def test_types_come_by_their_earliest_cue_the_own_cause_left_aside(state, item):
    assert state(f"二、存在的问题\n{item}\n")[0]["type"] == TYPES[item]


@pytest.mark.parametrize(
    ("plan", "types"),
    [("加快转变政府职能。", "F03"), ("推进简政放权。", "F03"), ("推行双随机抽查。", "F06")],
)
def test_types_of_plans(state, plan, types):
    assert [row["type"] for row in state(f"{PLAN}一是{plan}\n")] == [types]


def test_an_item_without_a_cue_has_the_types_of_its_heading(state):
    rows = state("二、存在的问题\n1.普法形式单一。一是办法不多；二是装备不足。\n2.其他。\n")
    assert [row["type"] for row in rows] == ["P03", "P10", None]


@pytest.mark.parametrize(
    ("item", "hedges"),
    [
        ("个别站所执法不够规范", "个别;不够"),
        ("极少数干部有时重视不够，部分案卷有待完善", "极少数;有时;不够;部分;有待"),
        ("普法形式较为单一，力量相对薄弱", "较;相对"),
        ("装备还不够齐全", "还不够"),
        ("应有的作用未发挥，固有的方法难改", None),
        ("“关键少数”带头不力，少数民族村普法缺位", None),
        ("行政相对人权利告知不规范", None),
        ("大部分案件未公开，不能较好运用法律", None),
        ("一定要解决的难题未解决，缺乏有时间表的安排", None),
    ],
)
def test_hedges_are_the_words_that_soften_a_problem(state, item, hedges):
    assert state(f"二、存在的问题\n一是{item}。\n")[0]["hedge"] == hedges


def test_hedges_of_a_plan_are_not_asked_for(state):
    (row,) = state(f"{PLAN}一是加强部分有待提升站所的培训。\n")
    assert (row["kind"], row["hedge"], row["cause_given"]) == ("plan", None, None)


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("一是执法力量薄弱，人员老化。", "执法力量薄弱"),
        ("一是行政执法方面。案卷不规范，程序倒置。", "行政执法方面，案卷不规范"),
        ("一是按照上级部署，机构设置不到位。", "按照上级部署，机构设置不到位"),
        ("对照上级要求，还有不少差距，主要是装备不足。", "主要是装备不足"),
        ("一是目前，装备不足。", "装备不足"),
        ("一是存在的问题有：装备不足。", "装备不足"),
        ("一是" + "很" * 50 + "不够。", "很" * 40 + "…"),
    ],
)
def test_a_label_is_the_first_clause_that_says_something(state, item, label):
    assert state(f"二、存在的问题\n{item}\n")[0]["label"] == label


def test_a_codebook_without_markers_gives_neither_hedges_nor_causes(state, codebook_of):
    rows = state(SHORTCOMINGS + "一是部分队伍不强，主要原因是经费有限。\n", codebook_of(["普法"]))
    assert [(row["kind"], row["type"], row["hedge"], row["cause_given"]) for row in rows] == [
        ("problem", "P01", None, False)
    ]


def test_blanks_and_traditional_script_change_nothing_but_the_offsets(shipped):
    plain = "二、存在的问题\n一是执法力量薄弱。二是普法形式单一，由于经费不足。\n"
    padded = "二、存在的問題\n\u3000\u3000一 是執法力\u00a0量薄弱。二是普法形式單一，由於經費 不足。\n"
    rows, others = (find_statements(*report(text)[1:], shipped, "x") for text in (plain, padded))
    same = ("kind", "type", "hedge", "label", "cause_given")
    assert [[row[key] for key in same] for row in rows] == [[row[key] for key in same] for row in others]
    text = report(padded).text
    assert text[others[0]["start"] : others[0]["end"]] == "一 是執法力\u00a0量薄弱。"


#: Not the fixture, whose value a failing example would print.
CODEBOOK = load_codebook(CORPUS / "codebook.yaml")


def test_paragraphs_may_be_set_apart_by_blanks_alone(shipped):
    body = "二、存在的问题\n\n一是装备不足。\n\n二是人手不足。\n\n法治建设任重道远，还需长期努力。\n\n三、明年打算\n\n加强培训。\n\n"
    parts = read(report(body).text.translate(BLANKS))
    rows = find_statements(*parts[1:], shipped, "x")
    assert [parts.text[row["start"] : row["end"]] for row in rows] == [
        "一是装备不足。",
        "二是人手不足。",
        "加强培训。",
    ]


FAMILIES = {
    "shi": lambda n: f"{NUMBERS[n]}是",
    "qi": lambda n: f"其{NUMBERS[n]}，",
    "paren": lambda n: f"（{n + 1}）",
    "circle": lambda n: "①②③④⑤⑥"[n],
    "number": lambda n: f"\n{n + 1}.",
    "bracket": lambda n: f"\n（{NUMBERS[n]}）",
}
CLAUSES = (
    "执法力量薄弱", "普法形式单一", "个别站所不够规范", "与上级要求相比还有差距", "由于编制紧张", "究其原因", "群众参与度不高",
    "下一步将加强培训", "主要原因是经费不足", "信息 共享\u3000不畅", "针对上述问题已完成整改", "一方面人手不足", "此外装备陈旧",
)  # fmt: skip
words = st.lists(
    st.tuples(st.sampled_from(CLAUSES), st.sampled_from("，。；：")).map("".join), min_size=1, max_size=4
).map(lambda clauses: "".join(clauses)[:-1] + "。")


@given(
    family=st.sampled_from(list(FAMILIES)),
    items=st.lists(st.tuples(st.sampled_from(CLAUSES[:3]), words), min_size=2, max_size=5),
    marks=st.sampled_from(list(MARKS)),
)
@settings(max_examples=60, deadline=None)
def test_every_item_opens_with_its_enumerator_and_ends_before_the_next(family, items, marks):
    number = FAMILIES[family]
    lines = [f"{number(n)}{problem}。{more}" for n, (problem, more) in enumerate(items)]
    parts = report("二、存在的问题\n工作中存在以下问题。" + "".join(lines) + "\n", marks)
    rows = [row for row in find_statements(*parts[1:], CODEBOOK, "x") if row["kind"] == "problem"]
    opened = [parts.text[row["start"] : row["end"]].translate(TO_FULL_WIDTH) for row in rows]
    for n, (problem, _) in enumerate(items):
        opening = f"{number(n).strip()}{problem}"
        assert any(passage.startswith(opening) for passage in opened), (opening, opened)
    assert _disjoint(rows)


@given(
    headings=st.lists(
        st.sampled_from(("二、存在的问题", "三、下一步打算", "四、意见建议", "（一）人手不足", "1.装备不足", "（二）原因分析")),
        min_size=1, max_size=5,
    ),
    pieces=st.lists(
        st.tuples(st.sampled_from(("", "一是", "二是", "三是", "首先", "其次", "（1）", "（2）", "①", "\n")), words),
        min_size=1, max_size=8,
    ),
    marks=st.sampled_from(list(MARKS)),
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_rows_of_a_kind_never_overlap_and_stay_within_their_section(headings, pieces, marks):
    body = "".join(mark + text for mark, text in pieces)
    parts = report("".join(f"{heading}\n{body}\n" for heading in headings), marks)
    rows = find_statements(*parts[1:], CODEBOOK, "x")
    extents = {one.section_id: parts.view.span(one.start, one.body_end) for one in parts.sections}
    for row in rows:
        first, last = extents[row["section_id"]]
        assert first <= row["start"] < row["end"] <= last
        assert parts.text[row["start"] : row["end"]].strip() == parts.text[row["start"] : row["end"]]
        assert row["label"]
    for kind in {row["kind"] for row in rows}:
        assert _disjoint([row for row in rows if row["kind"] == kind])
    assert [row["statement_id"] for row in rows] == [str(n + 1) for n in range(len(rows))]


def _disjoint(rows):
    spans = sorted((row["start"], row["end"]) for row in rows)
    return all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def test_a_text_without_any_sentence_states_nothing(shipped):
    for text in ("", "。", "二、", ASCII):
        assert find_statements(*read(text)[1:], shipped, "x") == []


def test_the_shipped_corpus_keeps_every_rule_of_the_table(shipped, sources):
    for text in sources:
        parts = read(text)
        rows = find_statements(*parts[1:], shipped, "x")
        table("statements", rows)
        assert {"problem", "plan"} <= {row["kind"] for row in rows}
        for kind in ("problem", "reason", "plan", "rectification", "suggestion"):
            assert _disjoint([row for row in rows if row["kind"] == kind])
