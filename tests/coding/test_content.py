"""Content: each of the five items yes, partial and no, by what is told, not by the heading.

Combinations covered: every item × every value × full-width and ASCII marks; evidence opens the part or the sentence;
years that bind nobody.
"""

from __future__ import annotations

import pytest
from reports import MARKS, RESULTS, TO_FULL_WIDTH, Parts, read, report

from analysis.coding.content import assess_content
from analysis.coding.statements import find_statements
from analysis.schemas import table

SHORTCOMINGS = "二、存在的不足和原因\n一是装备不足。二是人手不足，主要原因是编制有限。\n"


@pytest.fixture(params=MARKS)
def assess(request, shipped):
    """Return a function from the body of a report to its content items, each with its evidence in full width."""

    def rows(body: str | Parts, year: int | None = 2023, **options):
        parts = body if isinstance(body, Parts) else report(body, request.param, **options)
        found = assess_content(*parts[1:], find_statements(*parts[1:], shipped, "x"), "x", year)
        table("content", found)
        for row in found:
            start, end = row["start"], row["end"]
            row["evidence"] = None if start is None else parts.text[start:end].translate(TO_FULL_WIDTH)
        return {row["item"]: row for row in found}

    return rows


@pytest.mark.parametrize(
    ("results", "present", "note"),
    [
        ("一、主要举措和成效\n印发工作要点，举办法治讲座。\n", "yes", "acts or figures"),
        ("一、主要举措和成效\n调处纠纷18起。满意率99%。\n", "yes", "acts or figures"),
        ("一、主要举措和成效\n高度重视，全年召开专题会议2次。\n", "partial", "one concrete act"),
        ("一、主要举措和成效\n始终高度重视，加强组织领导，法治水平不断提升。\n", "partial", "praise"),
        ("一、主要举措和成效\n认真贯彻《关于召开执法培训会议的通知》精神。\n", "partial", "praise"),
    ],
)  # fmt: skip
def test_results_are_acts_or_figures(assess, results, present, note):
    row = assess(SHORTCOMINGS, results=results)[1]
    assert (row["present"], row["section_id"], row["evidence"]) == (present, "1", results.strip())
    assert note in row["note"]


def test_results_without_a_part_of_their_own(assess):
    rows = assess(
        "一、存在的不足\n一是装备不足。\n二、下一步打算\n加强培训。\n", results="全年举办讲座3场。\n"
    )
    assert (rows[1]["present"], rows[1]["evidence"]) == ("partial", "全年举办讲座3场。")
    rows = assess("一、存在的不足\n一是装备不足。\n二、下一步打算\n加强培训。\n", results="工作扎实推进。\n")
    assert (rows[1]["present"], rows[1]["start"]) == ("no", None)


def test_slogans_are_a_part_on_results(assess):
    row = assess(SHORTCOMINGS, results="一、夯基固本，提质增效\n修订村规民约，发放资料300份。\n")[1]
    assert (row["present"], row["section_id"]) == ("yes", "1")


@pytest.mark.parametrize(
    ("body", "present", "note"),
    [
        ("二、存在的不足和原因\n一是装备不足，由于经费有限。\n", "yes", "1 problems, 1 causes"),
        ("二、存在的不足\n一是装备不足。\n三、原因分析\n一是重视不够。二是投入不足。\n", "yes", "1 problems, 2 causes"),
        ("二、存在的不足和原因\n一是装备不足。二是人手不足。\n", "partial", "no cause"),
        ("二、存在的不足和原因\n与上级要求相比还有一定差距。\n", "no", "formula_only"),
        ("二、存在的不足和原因\n虽有成绩，但仍存在一些问题和不足。\n", "no", "formula_only"),
        ("二、存在的不足和原因\n一年来各项工作有序推进。\n", "no", "names no problem"),
    ],
)  # fmt: skip
def test_shortcomings_need_a_named_problem_and_a_cause(assess, body, present, note):
    row = assess(body)[2]
    assert (row["present"], row["section_id"]) == (present, "2")
    assert note in row["note"]
    assert row["evidence"].startswith("二、存在的不足")


def test_shortcomings_without_a_part_of_their_own(assess):
    tail = "（三）抓监督。办理建议12件。\n"
    rows = assess(tail + "虽有进步，但还存在一些短板：一是装备不足；二是人手不足。\n")
    assert (rows[2]["present"], rows[2]["evidence"]) == ("partial", "一是装备不足；")
    rows = assess(tail + "工作虽有进步，但与上级要求相比还有差距。\n")
    assert rows[2]["note"].startswith("formula_only")
    assert rows[2]["evidence"] == "工作虽有进步，但与上级要求相比还有差距。"
    assert assess(tail)[2]["note"] == "absent"


DUTY = "二、党政主要负责人履行推进法治建设第一责任人职责情况\n"
FORMULA = "镇党委书记对重要工作亲自部署、重大问题亲自过问、重点环节亲自协调、重要任务亲自督办。"


@pytest.mark.parametrize(
    ("text", "present", "note"),
    [
        ("镇长主持召开政府常务会议，听取汇报。", "yes", "concrete act"),
        (FORMULA + "全年研究议题6项。", "yes", "concrete act"),
        (FORMULA, "partial", "formulae"),
        ("切实履行第一责任人职责，高度重视，加强组织领导。", "partial", "formulae"),
        ("认真落实《关于召开述法会议的规定》。", "partial", "formulae"),
    ],
)
def test_the_duty_needs_an_act_beyond_the_formulae(assess, text, present, note):
    row = assess(f"{DUTY}{text}\n")[3]
    assert (row["present"], row["section_id"], row["evidence"]) == (present, "2", f"{DUTY}{text}")
    assert note in row["note"]


def test_a_section_on_the_duty_within_the_results_counts(assess):
    row = assess("（三）压实第一责任人职责。镇党委书记带头讲述法治课2场。\n")[3]
    assert (row["present"], row["section_id"]) == ("yes", "1.3")


@pytest.mark.parametrize(
    ("sentence", "present"),
    [
        ("镇党委书记认真履行推进法治建设第一责任人职责。", "partial"),
        ("党政主要负责人定期研究法治工作。", "partial"),
        ("建立“一把手”负总责的工作机制。", "partial"),
        ("行政机关负责人出庭应诉率100%。", "no"),
        ("压实网格员责任。", "no"),
    ],
)
def test_a_duty_named_in_passing(assess, sentence, present):
    row = assess(f"（三）抓落实。全镇一盘棋推进。{sentence}\n")[3]
    assert (row["present"], row["evidence"]) == (present, sentence if present == "partial" else None)


def test_a_duty_that_is_planned_is_not_told(assess):
    assert assess("二、下一步打算\n一是压实第一责任人职责。\n")[3]["present"] == "no"


@pytest.mark.parametrize(
    ("body", "present", "note", "section_id"),
    [
        ("三、下一步打算\n一是加强培训。二是更新装备。\n", "yes", "two or more", "3"),
        ("三、下一步打算\n继续加强培训，完善调解机制。\n", "yes", "two or more", "3"),
        ("三、下一步打算\n加强执法培训。\n", "partial", "one arrangement", "3"),
        ("三、下一步打算\n我镇将以更高标准推进法治政府建设。\n", "partial", "one arrangement or intent", "3"),
        ("三、下一步打算\n无。\n", "no", "without content", "3"),
    ],
)
def test_a_plan_needs_two_arrangements(assess, body, present, note, section_id):
    row = assess(SHORTCOMINGS + body)[4]
    assert (row["present"], row["section_id"]) == (present, section_id)
    assert note in row["note"]
    assert row["evidence"] == body.strip()


@pytest.mark.parametrize(
    ("body", "present", "note", "evidence"),
    [
        ("二、存在问题和下步打算\n一是装备不足。\n下一步，我镇将更新装备，争取编制。\n", "yes", "shared", "二、存在"),
        ("二、存在问题和下步打算\n一是装备不足。\n下一步，我镇将更新装备。\n", "partial", "one arrangement", "二、存在"),
        ("二、存在的问题\n一是装备不足。\n下一步，我镇将更新装备，争取编制。\n", "partial", "within the part", "下一步，我镇"),
        ("二、存在的问题\n一是装备不足。\n以上问题，我们将在今后认真解决。\n", "partial", "intent", "以上问题"),
        ("二、存在的问题\n一是装备不足。\n需要在今后的工作中加以改进。\n", "partial", "intent", "需要在今后"),
        ("（三）抓监督。办理建议12件。\n下一步，我镇将更新装备，争取编制。\n", "partial", "told elsewhere", "下一步，我镇"),
        ("二、存在的问题\n一是装备不足，主要是经费少。\n", "no", "absent", None),
    ],
)  # fmt: skip
def test_a_plan_without_a_part_of_its_own(assess, body, present, note, evidence):
    row = assess(body)[4]
    assert row["present"] == present
    assert note in row["note"]
    assert row["evidence"] is None if evidence is None else row["evidence"].startswith(evidence)


def test_a_part_divided_between_two_items_gives_each_its_section(assess):
    rows = assess(
        "二、存在问题及打算\n（一）存在问题\n装备不足。\n（二）下一步打算\n1.更新装备。\n2.争取编制。\n"
    )
    assert rows[2]["evidence"] == "（一）存在问题\n装备不足。"
    assert (rows[4]["present"], rows[4]["section_id"]) == ("yes", "2.2")


@pytest.mark.parametrize(
    ("body", "present", "note"),
    [
        ("二、其他需要报告的情况\n无。\n", "yes", "nothing else"),
        ("二、其他需要报告的情况\n没有其他需要报告的事项。\n", "yes", "nothing else"),
        ("二、其他需要报告的情况：无。\n", "yes", "nothing else"),
        ("二、其他需要报告的情况\n本年度村级换届顺利。\n", "yes", "a part of its own"),
    ],
)
def test_other_matters_are_told_be_it_that_there_are_none(assess, body, present, note):
    row = assess(body)[5]
    assert row["present"] == present
    assert note in row["note"]
    assert row["evidence"].startswith("二、其他")


def test_other_matters_said_in_passing_or_not_at_all(assess):
    row = assess("二、下一步打算\n加强培训。无其他需要报告的情况。\n")[5]
    assert (row["present"], row["evidence"]) == ("yes", "无其他需要报告的情况。")
    assert assess("二、下一步打算\n加强培训，无其他安排。\n")[5]["present"] == "no"


@pytest.mark.parametrize(("year", "note"), [(2018, "before 2019"), (None, "unknown")])
def test_what_bound_nobody_is_not_scored(assess, year, note):
    rows = assess(SHORTCOMINGS, year)
    assert [rows[item]["present"] for item in range(1, 6)] == [None] * 5
    assert all(note in row["note"] and row["start"] is None for row in rows.values())
    assert assess(SHORTCOMINGS, 2019)[2]["present"] == "yes"


def test_a_text_without_headings_is_read_as_one_part(assess):
    text = (
        "柳渡镇2023年法治政府建设年度报告\n2023年，柳渡镇扎实推进法治政府建设。全年举办讲座3场，调处纠纷18起，发放资料300份。"
        "镇村两级配合紧密，工作平稳有序，成效持续显现。\n但也存在一些不足：一是装备不足；二是人手不足。\n下一步，我镇将更新装备，争取编制。\n"
    )
    rows = assess(read(text))
    assert [rows[item]["present"] for item in range(1, 6)] == ["yes", "partial", "no", "partial", "no"]
    assert rows[1]["section_id"] is None
    assert rows[4]["evidence"] == "下一步，我镇将更新装备，争取编制。"


def test_the_shipped_corpus_has_one_row_for_each_item(shipped, sources):
    for text in sources:
        parts = read(text)
        rows = assess_content(*parts[1:], find_statements(*parts[1:], shipped, "x"), "x", 2023)
        assert [row["item"] for row in rows] == [1, 2, 3, 4, 5]
        for row in rows:
            assert (row["start"] is None) == (row["note"] in ("absent", "not named"))


def test_results_stands_for_the_shell_of_these_reports(assess):
    rows = assess("")
    assert rows[1]["evidence"] == RESULTS.strip()
    assert [rows[item]["present"] for item in range(1, 6)] == ["yes", "no", "no", "no", "no"]
