import pytest
from renderings import and_joined, as_is, in_every_rendering

from analysis.reading.headings import heading_extent
from analysis.reading.items import formal_item, heading_item
from analysis.reading.layout import lay_out
from analysis.reading.normalise import fold, fold_characters
from analysis.reading.numbering import mark_at, numeral_value
from analysis.reading.sections import section_tree

TITLE = "柳渡镇2023年法治政府建设年度报告\n"
LEAD = "2023年,柳渡镇坚持依法行政,扎实推进法治政府建设。现将有关情况报告如下:\n"
TEXT = "镇政府调整了法治政府建设领导小组,由镇长任组长,全年召开专题会议4次,研究解决问题12个。"
MORE = "组织干部旁听庭审,开展以案释法,营造了办事依法、遇事找法、解决问题用法的良好氛围,得到群众肯定。"


def sections(body, render=as_is):
    return section_tree(lay_out(fold(render(TITLE + LEAD + body))))


def plain(text):
    return text and fold_characters(text)


def outline(body, render=as_is):
    """Return (section_id, depth, number, heading) of every section."""
    return [(s.section_id, s.depth, s.number, plain(s.heading)) for s in sections(body, render)]


def headings(body, render=as_is):
    return [(s.number, plain(s.heading)) for s in sections(body, render)]


def items(body):
    return [(s.heading, s.item) for s in sections(body)]


@and_joined
def test_headings_on_their_own_line_and_running_in(render):
    body = f"一、主要举措和成效\n(一)健全机制。{TEXT}\n(二)强化学习\n{TEXT}\n1.压实责任。{TEXT}\n2.规范程序\n{TEXT}\n二、存在的不足\n{MORE}\n"
    assert outline(body, render) == [
        ("1", 1, "一", "主要举措和成效"),
        ("1.1", 2, "一", "健全机制"),
        ("1.2", 2, "二", "强化学习"),
        ("1.2.1", 3, "1", "压实责任"),
        ("1.2.2", 3, "2", "规范程序"),
        ("2", 1, "二", "存在的不足"),
    ]


def test_below_parts_the_first_level_begins_anew_and_serves_the_item_of_its_part():
    body = (
        f"第一部分 2023年工作总结\n一、主要做法\n{MORE}\n二、存在问题\n{MORE}\n"
        f"第二部分 2024年工作计划\n一、提升依法决策水平。{MORE}\n二、提升基层治理效能。{MORE}\n"
    )
    assert [(s.section_id, s.parent_id, s.depth, s.item) for s in sections(body)] == [
        ("1", None, 1, 1),
        ("1.1", "1", 1, 1),
        ("1.2", "1", 1, 2),
        ("2", None, 1, 4),
        ("2.1", "2", 1, 4),
        ("2.2", "2", 1, 4),
    ]


def test_words_that_close_a_report_are_governed_by_no_heading():
    for closing, heading in (
        ("特此报告。", None),
        ("有关情况另行报告。", "建立失信名单，对失信机构联合惩戒"),
    ):
        body = f"二、下一步打算\n1.抓培训。每年培训2次,提高能力。\n2.建立失信名单,对失信机构联合惩戒。\n{closing}\n"
        assert plain(sections(body)[-1].heading) == heading


def test_run_in_is_told_from_own_line():
    found = sections(f"一、举措\n(一)健全机制。{TEXT}\n(二)强化学习\n{TEXT}\n(三)规范执法。\n{TEXT}\n")
    assert [section.run_in for section in found] == [False, True, False, False]


@in_every_rendering
def test_offsets_enclose_number_heading_and_what_it_governs(render):
    text = render(TITLE + LEAD + f"一、主要举措。\n(一)健全机制。{TEXT}\n二、不足\n{MORE}\n")
    page = lay_out(fold(text))
    first, inner, second = section_tree(page)
    view = page.view

    def between(start, end):
        first, last = view.span(start, end)
        return fold(text[first:last]).text.strip(" ")

    assert between(first.start, first.end) == "一、主要举措"
    assert between(inner.start, inner.end) == "（一）健全机制"
    assert between(first.body_start, first.body_end).startswith("（一）健全机制")
    assert between(inner.body_start, inner.body_end).startswith("镇政府调整了")
    assert inner.body_end == first.body_end == second.start
    assert second.body_end == page.body.end
    assert between(second.body_start, second.body_end).startswith("组织干部旁听庭审")


STYLES = {
    "1、规范程序": (3, "1", "规范程序"),
    "1．规范程序": (3, "1", "规范程序"),
    "1.规范程序": (3, "1", "规范程序"),
    "1 . 规范程序": (3, "1", "规范程序"),
    "⒈规范程序": (3, "1", "规范程序"),
    "１、规范程序": (3, "1", "规范程序"),
    "(1)规范程序": (4, "1", "规范程序"),
    "1)规范程序": (4, "1", "规范程序"),
    "①规范程序": (4, "1", "规范程序"),
    "⑴规范程序": (4, "1", "规范程序"),
    "㈠规范程序": (2, "一", "规范程序"),
    "(一)规范程序": (2, "一", "规范程序"),
    "( 一 ) 规范程序": (2, "一", "规范程序"),
    "(一)、规范程序": (2, "一", "规范程序"),
    "一. 规范程序": (1, "一", "规范程序"),
    "一．规范程序": (1, "一", "规范程序"),
    "一 、\t规范程序": (1, "一", "规范程序"),
    "十一、规范程序": (1, "十一", "规范程序"),
    "1.2023年专项行动": (3, "1", "2023年专项行动"),
}


@pytest.mark.parametrize("line", STYLES)
def test_every_style_of_number(line):
    (section,) = sections(f"{line}\n{TEXT}\n")
    assert (section.depth, section.number, section.heading) == STYLES[line]


def test_ordinals_head_sections_only_as_a_list():
    assert headings(f"一、不足\n第一,力量不足。{TEXT}\n第二,经费不足。{TEXT}\n")[1:] == [
        ("一", "力量不足"),
        ("二", "经费不足"),
    ]
    assert headings(f"一、不足\n第一,力量不足。{TEXT}\n") == [("一", "不足")]


def test_parts_are_of_the_first_level():
    body = f"第一部分 工作开展情况\n{TEXT}\n第二部分 存在的不足\n{MORE}\n"
    assert outline(body) == [("1", 1, "一", "工作开展情况"), ("2", 1, "二", "存在的不足")]


@in_every_rendering
def test_a_third_level_right_under_the_first_and_numbers_that_run_on(render):
    body = f"一、主要做法\n1.压实责任。{TEXT}\n二、其他工作\n(一)决策\n2.审查。{TEXT}\n(二)执法\n3.公示。{TEXT}\n"
    assert outline(body, render) == [
        ("1", 1, "一", "主要做法"),
        ("1.1", 3, "1", "压实责任"),
        ("2", 1, "二", "其他工作"),
        ("2.1", 2, "一", "决策"),
        ("2.1.1", 3, "2", "审查"),
        ("2.2", 2, "二", "执法"),
        ("2.2.1", 3, "3", "公示"),
    ]


def test_parents_name_sections():
    found = sections(
        f"一、做法\n(一)决策\n1.审查。{TEXT}\n(1)文件。{TEXT}\n(二)执法。{TEXT}\n二、不足\n{TEXT}\n"
    )
    assert [(s.section_id, s.parent_id) for s in found] == [
        ("1", None),
        ("1.1", "1"),
        ("1.1.1", "1.1"),
        ("1.1.1.1", "1.1.1"),
        ("1.2", "1"),
        ("2", None),
    ]


@in_every_rendering
def test_a_number_that_opens_plain_text_has_no_heading(render):
    body = f"一、主要举措\n(一)健全机制。{TEXT}\n(二)今年以来,共办理案件12件,无一件被撤销。\n(三){TEXT[:-1]},{MORE}\n"
    assert headings(body, render)[1:] == [("一", "健全机制"), ("二", None), ("三", None)]


def test_plain_text_does_not_become_a_heading_by_being_short():
    assert headings(f"(一)今年以来,共办理案件12件。{TEXT}\n(二)我镇高度重视。{TEXT}\n") == [
        ("一", None),
        ("二", None),
    ]


def test_an_empty_heading_ends_behind_its_number():
    (section,) = sections("(一)今年以来,共办理案件12件,无一件被撤销。\n")
    assert section.end - section.start == len("（一）") and section.body_start == section.end


def test_the_first_full_stop_ends_a_heading_of_up_to_some_forty_characters():
    short = "坚持以习近平法治思想为指导,深入贯彻落实上级决策部署,推动各项工作走深走实"
    assert headings(f"(一){short}。{TEXT}\n") == [("一", short.replace(",", "，"))]
    assert headings(f"(一){short},{short}。{TEXT}\n") == [("一", None)]


def test_a_full_stop_within_a_quotation_ends_no_heading():
    assert headings(f"(一)落实“要学法。要用法。”要求。{TEXT}\n") == [("一", "落实“要学法。要用法。”要求")]


@in_every_rendering
def test_marks_behind_a_heading_are_no_part_of_it(render):
    body = f"一、健全机制。\n{TEXT}\n二、规范执法;\n{TEXT}\n三、存在问题:\n{MORE}\n四、其他情况:无。\n"
    assert headings(body, render) == [
        ("一", "健全机制"),
        ("二", "规范执法"),
        ("三", "存在问题"),
        ("四", "其他情况"),
    ]


def test_items_of_a_paragraph_are_no_sections():
    body = f"一、健全机制。一是抓培训。二是抓考核。\n二、规范执法\n一是抓培训。{TEXT}\n二是抓考核。{TEXT}\n首先,抓学习。{TEXT}\n其一,抓应用。{TEXT}\n"
    assert headings(body) == [("一", "健全机制"), ("二", "规范执法")]


@pytest.mark.parametrize("between", ["。", ":", ""])
def test_a_first_level_heading_ends_where_its_items_begin(between):
    body = f"一、存在的不足和原因{between}一是力量不足,二是培训不够。\n二、下步打算\n{TEXT}\n"
    (first, _) = sections(body)
    assert (first.heading, first.run_in) == ("存在的不足和原因", True)


@in_every_rendering
def test_broken_marks_count_where_the_sequence_asks_for_them(render):
    body = f"一、做法\n(一)健全机制\n{TEXT}\n二)强化学习\n{TEXT}\n)规范执法\n{TEXT}\n(四强化监督\n{TEXT}\n二存在的不足\n{MORE}\n"
    assert headings(body, render) == [
        ("一", "做法"),
        ("一", "健全机制"),
        ("二", "强化学习"),
        (None, "规范执法"),
        ("四", "强化监督"),
        ("二", "存在的不足"),
    ]


def test_a_list_of_broken_marks_begins_only_where_a_second_follows():
    assert headings(f"一、做法\n一)强化学习\n{TEXT}\n二)规范执法\n{TEXT}\n")[1:] == [
        ("一", "强化学习"),
        ("二", "规范执法"),
    ]
    assert headings(f"一、做法\n一)强化学习\n{TEXT}\n") == [("一", "做法")]
    assert headings(f"一、做法\n五)强化学习\n{TEXT}\n") == [("一", "做法")]


def test_a_broken_mark_in_the_middle_of_a_sentence_opens_nothing():
    assert headings(f"一、做法\n(一)健全机制\n{TEXT}\n覆盖各村(社区\n)规范服务。{TEXT}\n") == [
        ("一", "做法"),
        ("一", "健全机制"),
    ]


@pytest.mark.parametrize("label", ["健全机制", "加强领导,健全机制", "落实上级工作要求和部署"])
def test_a_colon_ends_a_heading(label):
    assert headings(f"(一){label}:{TEXT}\n") == [("一", label.replace(",", "，"))]


@pytest.mark.parametrize("opening", ["会议要求", "主要包括", "具体如下", "做到"])
def test_a_colon_that_leads_in_a_list_ends_none(opening):
    assert headings(f"(一){opening}:{TEXT[:-1]},{MORE}\n") == [("一", None)]


def test_printed_numbers_stay_with_restarts_gaps_and_repetitions():
    body = f"一、做法\n{TEXT}\n一、成效\n{TEXT}\n三．下一步\n{TEXT}\n"
    assert outline(body) == [("1", 1, "一", "做法"), ("2", 1, "一", "成效"), ("3", 1, "三", "下一步")]


@in_every_rendering
def test_enumerators_inside_a_sentence_are_no_headings(render):
    body = (
        "一、主要举措\n坚持一、二把手共同抓,三、四季度各查一次,投入\n1.5万元,于\n12.4前后开展宣传,自\n2019.12起实施。\n"
        "三、四季度各开展一次检查。\n二、存在的不足\n坚持问题导向,\n二、三产业协同推进。\n"
    )
    assert headings(body, render) == [("一", "主要举措"), ("二", "存在的不足")]


def test_a_heading_may_begin_with_a_numeral():
    body = f"一、一年来主要工作\n{TEXT}\n二、三级联动机制不够健全\n{TEXT}\n三、二〇二四年工作打算\n{MORE}\n"
    assert [heading for _, heading in headings(body)] == [
        "一年来主要工作",
        "三级联动机制不够健全",
        "二〇二四年工作打算",
    ]


@in_every_rendering
def test_a_line_break_in_the_middle_of_a_heading(render):
    body = f"一、党政主要负责人履行推进法治建设第一责任人\n职责情况\n(一)加强领导,强化统筹协调\n和督促落实\n{TEXT}\n二、存在的不足\n{MORE}\n"
    assert headings(body, render) == [
        ("一", "党政主要负责人履行推进法治建设第一责任人职责情况"),
        ("一", "加强领导，强化统筹协调和督促落实"),
        ("二", "存在的不足"),
    ]


def test_a_heading_that_fills_its_line_goes_on_in_text_broken_into_equal_lines():
    text = (
        "2023年栖云区法治政府建设情况报告\n一、主要举措\n（一）坚持党的领导，全面推进法治政府建设各项任务落\n地落实\n"
        "区委、区政府主要负责人认真履行第一责任人职责，召开\n会议8次，解决问题12个，推动各项任务落地见效，得到\n"
        "群众肯定。\n（二）优化营商环境\n推行一件事一次办，压减办理时限\n60%，企业开办时间压缩至0.5天。\n"
    )
    found = section_tree(lay_out(fold(text)))
    assert [section.heading for section in found] == [
        "主要举措",
        "坚持党的领导，全面推进法治政府建设各项任务落地落实",
        "优化营商环境",
    ]


def test_a_short_answer_is_no_part_of_its_heading():
    body = "一、党政主要负责人履行推进法治建设第一责任人\n无\n二、其他需要报告的情况\n无\n"
    assert [heading for _, heading in headings(body)] == [
        "党政主要负责人履行推进法治建设第一责任人",
        "其他需要报告的情况",
    ]


def test_a_text_without_line_breaks():
    text = (
        "青榆县2023年法治政府建设情况报告 2023年,我县坚持依法行政,坚持一、二把手共同抓,现将情况报告如下:一、举措(一)学习。组织学习12次。"
        "(二)执法。开展检查30次;投入1.5万元。1.公示。公示案件5件。2.记录。记录3件。二、存在的不足2023年,执法力量不足。三、下步打算：无。"
    )
    found = section_tree(lay_out(fold(text)))
    assert [(s.section_id, s.depth, s.number, s.heading) for s in found] == [
        ("1", 1, "一", "举措"),
        ("1.1", 2, "一", "学习"),
        ("1.2", 2, "二", "执法"),
        ("1.2.1", 3, "1", "公示"),
        ("1.2.2", 3, "2", "记录"),
        ("2", 1, "二", "存在的不足"),
        ("3", 1, "三", "下步打算"),
    ]


def test_numbers_glued_into_the_paragraph_of_the_one_before():
    assert headings(
        f"一、做法(一)抓学习。{TEXT}(二)抓执法。{TEXT}\n二、打算\n(一)抓培训。(二)抓考核。\n三、其他\n{TEXT}\n三、不足\n{MORE}\n"
    ) == [
        ("一", "做法"),
        ("一", "抓学习"),
        ("二", "抓执法"),
        ("二", "打算"),
        ("一", "抓培训"),
        ("二", "抓考核"),
        ("三", "其他"),
        ("三", "不足"),
    ]
    gap = f"一、做法\n(一)抓学习\n{TEXT}(二)抓执法。{TEXT}\n(三)抓监督\n{TEXT}\n二、不足\n{MORE}\n"
    assert [number for number, _ in headings(gap)] == ["一", "一", "二", "三", "二"]


def test_a_numbered_list_inside_a_sentence_of_a_text_with_lines_is_none():
    body = f"一、做法\n{TEXT}\n二、不足\n{MORE}\n三、打算\n重点抓好以下工作:(一)加强培训;(二)规范程序;(三)强化监督,条例第(一)项。\n四、其他\n无。\n"
    assert [number for number, _ in headings(body)] == ["一", "二", "三", "四"]


@in_every_rendering
def test_lost_numbers(render):
    body = f"主要举措和成效\n强化组织领导\n{TEXT}\n规范行政执法\n{MORE}\n存在的不足和原因\n一是{MORE}\n下一步打算\n{TEXT}\n"
    assert outline(body, render) == [
        ("1", 1, None, "主要举措和成效"),
        ("1.1", 2, None, "强化组织领导"),
        ("1.2", 2, None, "规范行政执法"),
        ("2", 1, None, "存在的不足和原因"),
        ("3", 1, None, "下一步打算"),
    ]


def test_slogans_without_numbers_are_all_of_the_first_level():
    body = f"夯基固本,提升质效\n{TEXT}\n科学立法,完善制度\n{MORE}\n"
    assert outline(body) == [("1", 1, None, "夯基固本，提升质效"), ("2", 1, None, "科学立法，完善制度")]


def test_first_level_headings_without_numbers_above_numbered_ones():
    body = (
        f"夯实基础,强化保障\n(一)加强领导。{TEXT}\n(二)加强保障。{TEXT}\n存在的问题\n(一)力量不足。{TEXT}\n"
    )
    assert outline(body) == [
        ("1", 1, None, "夯实基础，强化保障"),
        ("1.1", 2, "一", "加强领导"),
        ("1.2", 2, "二", "加强保障"),
        ("2", 1, None, "存在的问题"),
        ("2.1", 2, "一", "力量不足"),
    ]


def test_one_lost_number_in_a_gap():
    body = f"一、主要举措\n{TEXT}\n存在的不足和原因\n{MORE}\n三、下一步打算\n{TEXT}\n"
    assert [number for number, _ in headings(body)] == ["一", None, "三"]


def test_a_usual_heading_without_a_number_where_no_number_is_missing_is_none():
    body = f"一、主要举措\n{TEXT}\n存在的不足和原因\n{MORE}\n二、下一步打算\n{TEXT}\n"
    assert [number for number, _ in headings(body)] == ["一", "二"]


def test_a_short_line_in_a_numbered_text_is_no_heading():
    assert len(headings(f"一、主要举措\n{TEXT}\n强化组织领导\n{MORE}\n二、存在的不足\n{MORE}\n")) == 2


def test_one_line_sections():
    body = "一、2024年主要举措:组织学习12次,培训80人次。\n二、不足:力量不足。\n三、2025年打算:加强培训,规范执法。\n四、其他:无\n"
    assert [(s.heading, s.run_in, s.item) for s in sections(body)] == [
        ("2024年主要举措", True, 1),
        ("不足", True, 2),
        ("2025年打算", True, 4),
        ("其他", True, 5),
    ]


def test_a_closing_paragraph_belongs_to_the_last_section():
    found = sections(f"一、打算\n(一)抓学习。{TEXT}\n法治政府建设任重道远,我们将继续努力。\n")
    assert found[-1].heading == "抓学习" and "任重道远" in TEXT + "任重道远"
    assert found[-1].body_end == found[0].body_end


def test_a_text_without_headings_has_no_sections():
    assert sections(f"{TEXT}\n{MORE}\n") == ()
    assert section_tree(lay_out(fold(""))) == ()


HEADINGS = {
    "2023年推进法治政府建设的主要举措和成效": 1,
    "工作开展情况": 1,
    "上一年度主要做法": 1,
    "下一年度推进法治政府建设的主要举措": 4,
    "存在的不足和原因": 2,
    "存在的不足和原困": 2,
    "存在间题": 2,
    "主要举惜和成效": 1,
    "法制政府建设存在的短板弱项及原因分析": 2,
    "存在困难和不足": 2,
    "存在问题及下一步计划": 2,
    "主要问题与明年打算": 2,
    "主要做法及存在问题": 1,
    "存在的不足、原因和问题整改情况": 2,
    "党政主要负责人履行推进法治建设第一责任人职责,加强法治政府建设的有关情况": 3,
    "党政主要负责人履行推行法制建设第一责任人职责情况": 3,
    "2024年法治政府建设的主要思路": 4,
    "下步打算": 4,
    "明年工作思路": 4,
    "努力方向": 4,
    "2024年工作谋划": 4,
    "强化统筹谋划": None,
    "其他需要报告的情况": 5,
    "其它事项": 5,
    "对全市加强法治政府建设的意见建议": 0,
    "几点请求": 0,
    "上年度反馈问题整改情况": 0,
    "聚焦突出问题,强化重点领域执法": None,
    "补齐短板,提升法治素养": None,
    "坚持问题导向,压实责任": None,
    "加强组织领导,周密安排部署": None,
    "夯基固本,提升履职质效": None,
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_item_of_a_heading(heading):
    assert heading_item(fold(heading).text) == HEADINGS[heading]


def test_only_near_the_usual_wording_is_a_misprint_forgiven():
    assert formal_item("主要举错和成效") == 1
    assert formal_item("规范行政执法行为") is None


def test_a_slogan_of_the_first_level_serves_the_item_of_its_content():
    body = (
        f"一、夯基固本,提升质效\n{TEXT}\n二、守正创新,深化改革\n开展检查26次。不足之处有待加以解决。\n"
        "三、直面短板,查找差距\n部分单位执法力量不足,能力有待提升,保障不够有力。\n四、踔厉奋发,再谱新篇\n2024年,全镇将持续推进法治政府建设。\n"
    )
    assert [item for _, item in items(body)] == [1, 1, 2, 4]


def test_work_of_a_later_year_is_a_plan():
    assert [item for _, item in items(f"一、2023年重点工作\n{TEXT}\n二、2024年重点工作\n{TEXT}\n")] == [1, 4]


def test_children_inherit_unless_their_own_heading_says_otherwise():
    body = (
        f"一、工作开展情况\n(一)聚焦突出问题,强化整治。{TEXT}\n(二)落实第一责任人职责。{TEXT}\n(三)存在问题。{TEXT}\n"
        f"二、存在问题及下一步计划\n(一)存在问题\n1.力量不足。{TEXT}\n(二)下一步计划\n1.加强培训。{TEXT}\n"
        f"三、意见建议\n(一)下一步加强指导。{TEXT}\n"
    )
    assert [item for _, item in items(body)] == [1, 1, 3, 2, 2, 2, 2, 4, 4, 0, 0]


@pytest.mark.parametrize(
    ("numeral", "value"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("7", 7)]
)
def test_numerals(numeral, value):
    assert numeral_value(numeral) == value


@pytest.mark.parametrize(
    "text",
    [
        "一般来说",
        "1.5万元",
        "12.4国家宪法日",
        "2019.12",
        "三、四季度",
        "一、二把手",
        "1208件",
        "（2023年）",
        "一",
    ],
)
def test_no_enumerator(text):
    view = fold(text)
    mark = mark_at(view.text, 0, len(view.text))
    assert mark is None or not mark.whole


def test_an_extent_of_nothing():
    assert heading_extent("", followed=True, formal=True) is None
    assert heading_extent("。", followed=True, formal=True) is None
    assert heading_extent("2023", followed=True, formal=True) is None
