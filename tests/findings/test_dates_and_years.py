"""D01 to D08: each rule on invented sentences that must be flagged and on look-alikes that must not, in both widths.

Combinations covered: signed, published only and neither; day, month, lost marks; each exemption of the rules on time.
"""

from __future__ import annotations

import pytest
from checked_reports import MARKS, findings, outcome, report

EARLY = {"signed": "2023年12月20日"}

FLAGGED = [
    ("D01", "12月28日组织了闭卷测试。", EARLY, "12月28日"),
    ("D01", "并于12月26日在文化广场举办宪法宣誓。", EARLY, "12月26日"),
    ("D01", "于1226日对网格员开展集中测试。", EARLY, "1226日"),
    ("D01", "2024年2月3日召开总结会，表扬先进5人。", {}, "2024年2月3日"),
    ("D01", "12月对沿街商铺开展了消防检查。", {"signed": "2023年11月24日"}, "12月"),
    ("D01", "截至12月31日，共化解纠纷46件。", EARLY, "12月31日"),
    ("D02", "全年共调解纠纷212件。", {"signed": "2023年11月24日"}, "全年共调解纠纷2"),
    ("D02", "全年群众满意率达97%，各村反映良好。", {"signed": "2023年12月13日"}, "全年群众满意率达9"),
    ("D03", "镇应急办于613日开展演练。", {}, "613日"),
    ("D03", "2023年226日，镇司法所搬入新址。", {}, "2023年226日"),
    ("D03", "于2023518召开推进会。", {}, "2023518"),
    ("D03", "于111日开展演练。", {}, "111日"),
    ("D03", "", {"signed": "2024111"}, "2024111"),
    ("D03", "", {"signed": "2024226"}, "2024226"),
    ("D03", "", {"signed": "20240226"}, "20240226"),
    ("D04", "认真落实《青榆县五年规划(20212025年)》。", {}, "20212025"),
    ("D04", "编制20232027年法治建设规划，分年推进。", {}, "20232027"),
    ("D05", "2月30日，镇里召开了述法会。", {}, "2月30日"),
    ("D05", "6月31日，组织青年干部旁听庭审。", {}, "6月31日"),
    ("D05", "2023年2月29日开展入户走访。", {}, "2023年2月29日"),
    ("D05", "5月20日至5月10日开展专项排查。", {}, "5月20日至5月10日"),
    ("D05", "从9月18日至12日集中走访商户。", {}, "9月18日至12日"),
    ("D05", "编制2025年至2021年规划，分步实施。", {}, "2025年至2021年"),
    ("D06", "今年按照2022年依法行政要点逐项推进。", {}, "2022年依法行政要点逐项推进"),
    ("D06", "镇司法所牵头召开柳渡镇2022年普法工作推进会，细化分工。", {}, "2022年普法工作推进会"),
    ("D06", "2022年，全镇共排查矛盾纠纷48起，办结46起。", {}, "2022年"),
    ("D06", "组织村干部参加2021年度学法考试，成绩合格。", {}, "2021年度学法考试"),
    ("D06", "全镇2022年共受理信访件46件，办结率100%。", {}, "2022年共受理信访件46件"),
    ("D06", "2022年以案释法活动开展12场。", {}, "2022年以案释法活动开展12场"),
    ("D06", "就近服务。\n（五）2022年执法工作\n规范执法流程。", {}, "（五）2022年执法工作"),
    ("D07", "", {"h4": "2023年重点安排"}, "四、2023年重点安排"),
    ("D07", "", {"h4": "2022年工作打算"}, "四、2022年工作打算"),
    ("D07", "", {"h4": "下一步打算", "plans": "2023年，我镇将继续抓好普法，充实执法力量。"}, "2023年，"),
    ("D08", "", {"h1": "2022年工作成效"}, "一、2022年工作成效"),
    ("D08", "", {"lead": "2022年以来，柳渡镇扎实推进依法行政。现将有关情况报告如下："}, "2022"),
    ("D08", "", {"lead": "现将柳渡镇2022年度法治政府建设情况报告如下："}, "2022"),
    ("D08", "", {"h2": "2021年存在的不足和原因"}, "二、2021年存在的不足和原因"),
]

SILENT = [
    ("D01", "拟于12月28日组织测试。", EARLY),
    ("D01", "12月28日前将完成全部测试。", EARLY),
    ("D01", "要求各村在12月31日前报送台账。", EARLY),
    ("D01", "利用12月4日国家宪法日等节点开展宣传。", {"signed": "2023年11月24日"}),
    ("D01", "新规自2024年3月1日起施行。", EARLY),
    ("D01", "2022年12月28日组织过同类测试。", EARLY),
    ("D01", "去年12月28日组织过同类测试。", EARLY),
    ("D01", "2022年排查后，12月28日组织过复核。", EARLY),
    ("D01", "证件有效期限统一为2024年12月31日。", EARLY),
    ("D01", "12月20日组织了闭卷测试。", EARLY),
    ("D01", "于111日开展演练。", {"signed": "2023年10月20日"}),
    ("D01", "聘期自2023年1月1日至2024年12月31日，协议有效期至2025年12月31日。", EARLY),
    ("D01", "11月1日至12月31日开展专项行动。", EARLY),
    ("D01", "落实《岚江省条例(2024年6月1日起施行)》。", EARLY),
    ("D02", "截至11月20日，共调解纠纷188件。", {"signed": "2023年11月24日"}),
    ("D02", "截至11月20日，全年调解纠纷188件。", {"signed": "2023年11月24日"}),
    ("D02", "全年共调解纠纷212件。", {"signed": "2023年12月31日"}),
    ("D02", "全年共调解纠纷212件。", {}),
    ("D02", "制定全年学法计划，按月落实。", {"signed": "2023年11月24日"}),
    ("D03", "发文〔2023〕613号，热线12345。", {}),
    ("D03", "在120日内办结，为期100日。", {}),
    ("D03", "热线2024226随时接听，累计运行365日。", {}),
    ("D03", "6月13日开展演练。在105日攻坚行动中，文号20231108。", {}),
    ("D04", "项目代码20212025，已入库。", {}),
    ("D04", "落实《青榆县五年规划(2021-2025年)》。", {}),
    ("D04", "编号20232043年检合格。", {}),
    ("D05", "2024年2月29日召开会议，6月30日组织抽考。", {"signed": "2024年3月18日"}),
    ("D05", "11月20日至3月5日开展冬春火灾防控。", {}),
    ("D05", "比率为2.13月均值，第13条规定清楚。", {}),
    ("D06", "纠纷总量较2022年下降8%。", {}),
    ("D06", "执法检查开展频次高于2022年执法检查。", {}),
    ("D06", "2022年，全镇排查纠纷48起，同比下降8%。", {}),
    ("D06", "2024年，全镇组织开展讲座12场的预算已列支。", {}),
    ("D06", "2022年获评示范镇以来持续巩固。", {}),
    ("D06", "在2022年度考核中位列全县前三。", {}),
    ("D06", "按时公开2022年度法治政府建设情况报告。", {}),
    ("D06", "落实2022年督察反馈问题整改措施12条。", {}),
    ("D06", "按照2020年中央全面依法治国工作会议精神抓落实。", {}),
    ("D06", "落实《青榆县2022年依法行政要点》。", {}),
    ("D06", "按照2021—2025年规划要点推进。", {}),
    ("D06", "研究部署2024年重点工作。", {}),
    ("D06", "2021年、2022年、2023年分别受理投诉12件、9件、6件。", {}),
    ("D06", "2022年底启动的改造已完工，2022年12月成立的执法队运行顺畅。", {}),
    ("D06", "对2022年度行政执法案卷开展评查，开展2022年度述法。", {}),
    ("D06", "2021年至2023年，累计化解纠纷300件。", {}),
    ("D06", "就近服务。\n（五）2022年督察反馈问题整改\n逐条销号。", {}),
    ("D07", "", {"h4": "落实《青榆县2023年工作安排》的打算"}),
    ("D07", "", {"h4": "下一步打算", "plans": "2023年我镇取得成绩的同时，仍要继续努力。"}),
    ("D07", "", {"h1": "上一年度主要举措"}),
    ("D07", "", {"h4": "2023年工作完成情况和下一步打算"}),
    ("D07", "", {"h4": "下一步打算", "plans": "在总结2023年工作的基础上，2024年我镇将继续抓好普法。"}),
    ("D08", "", {"h4": "2024年打算", "lead": "2023年以来，柳渡镇扎实推进依法行政。现将有关情况报告如下："}),
    ("D08", "", {"lead": "2022年，柳渡镇获评先进。2023年，全镇再接再厉。现将有关情况报告如下："}),
    ("D08", "", {"h1": "落实2022年度考核反馈问题和主要成效"}),
    ("D08", "", {"title": "青榆县柳渡镇法治政府建设年度报告"}),
]


def _case(add: str, parts: dict[str, str], marks: str) -> str:
    return MARKS[marks](report(add=add, **parts))


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(("rule", "add", "parts", "passage"), FLAGGED)
def test_what_does_not_fit_is_flagged_where_it_stands(rule, add, parts, passage, marks):
    found = findings(_case(add, parts, marks), rule)
    assert [row["passage"] for row in found] == [MARKS[marks](passage)]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize(("rule", "add", "parts"), SILENT)
def test_a_look_alike_stays_silent(rule, add, parts, marks):
    assert findings(_case(add, parts, marks), rule) == []


def test_a_message_states_the_dates_compared_and_points_to_the_signature():
    text = report(add="12月28日组织了闭卷测试。", **EARLY)
    (row,) = findings(text, "D01")
    assert "2023-12-28 > 2023-12-20" in row["message"]
    start, end = map(int, row["compared"].split("-"))
    assert text[start:end] == "2023年12月20日"


def test_without_a_signature_the_day_of_publication_counts():
    text = "发布日期：2023-12-22\n" + report(add="12月28日组织了闭卷测试。", signed="")
    (row,) = findings(text, "D01")
    assert "published 2023-12-22" in row["message"]


def test_without_any_date_the_text_is_finished_by_the_end_of_march():
    assert findings(report(add="2024年3月20日召开总结会。", signed=""), "D01") == []
    (row,) = findings(report(add="2024年4月20日召开总结会。", signed=""), "D01")
    assert "2024-03-31" in row["message"]


def test_a_signature_that_can_be_read_in_two_ways_is_ambiguous_and_dates_nothing():
    text = report(add="12月28日组织了闭卷测试。", signed="2024111")
    (row,) = findings(text, "D03")
    assert row["severity"] == "warning"
    assert "2024-01-11 or 2024-11-01" in row["message"]
    assert findings(text, "D01") == []


def test_lost_marks_that_leave_one_reading_are_but_a_notice():
    (row,) = findings(report(add="镇应急办于613日开展演练。"), "D03")
    assert row["severity"] == "notice"
    assert "2023-06-13" in row["message"]


def test_a_lost_mark_that_another_date_of_the_page_settles_names_the_other_reading():
    text = "发布日期：2024-01-11\n" + report(signed="2024111")
    (row,) = findings(text, "D03")
    assert row["severity"] == "notice"
    assert "not 2024-11-01" in row["message"]


@pytest.mark.parametrize(
    ("signed", "published", "expected"), [("2024-03-12", "2024-02-28", 1), ("2024-02-28", "2024-03-12", 0)]
)
def test_a_text_is_signed_before_it_is_published(signed, published, expected):
    text = f"成文日期：{signed}\n发布日期：{published}\n" + report(signed="")
    assert [row["severity"] for row in findings(text, "D05")] == ["warning"] * expected


def test_all_totals_that_are_too_early_make_one_finding():
    text = report(add="全年共调解纠纷212件。全年共走访商户80家。", signed="2023年11月24日")
    (row,) = findings(text, "D02")
    assert row["compared"].count("-") == 2


def test_without_a_reporting_year_rules_on_time_are_not_checked():
    for rule in ("D01", "D02", "D03", "D06", "D07"):
        row = outcome(report(), rule, reporting_year=None)
        assert row["outcome"] == "not checked"
        assert "reporting year" in row["reason"]
