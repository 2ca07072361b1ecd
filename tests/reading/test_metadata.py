"""Metadata: title, issuer, level, place, dates, addressee and source of invented pages, in every form they come in."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from invented import divisions, read, variants

from analysis.reading.mapped_text import MappedText
from analysis.reading.metadata import BELOW_ISSUER, read_metadata
from analysis.reading.normalise import fold_characters
from analysis.reading.page import Page, Passage
from analysis.reading.places import PLACE_LEVELS, Divisions
from analysis.reading.refusal import judge
from analysis.schemas import LEVELS, TABLES, TIERS

PARTS = (
    "一、2023年主要举措和成效\n(一)健全机制。调整了领导小组，推进法治政府建设。\n"
    "二、存在的不足和原因\n一是宣传不够。\n三、下一年度主要安排\n继续推进依法行政。\n"
)
NOWHERE = Divisions(["910000,澜海省,province,,,"])

# text, then the fields a careful reader fills; fields that are not named are not looked at.
CASES = {
    "superiors in the lead are not the issuer": (
        "2023年以来，在县委统筹、县政府指导下，槿塘乡推进法治政府建设。现将情况报告如下：\n" + PARTS,
        {"issuer": "槿塘乡", "level": "township", "county": "青榆县", "division_code": "910121201", "title": None}),
    "full official name": (
        "青榆县人民政府关于2023年度法治政府建设情况的报告\n" + PARTS,
        {"title": "青榆县人民政府关于2023年度法治政府建设情况的报告", "issuer": "青榆县人民政府", "level": "county", "tier": None}),
    "issuer inside 关于": ("关于泠川县2023年依法行政进展的报告\n" + PARTS, {"issuer": "泠川县", "level": "county"}),
    "place behind the year": ("关于2023年度槿塘乡法治政府建设情况的报告\n" + PARTS, {"issuer": "槿塘乡", "reporting_year": 2023}),
    "year before the place": ("2023年青榆县法治政府建设情况报告\n" + PARTS, {"issuer": "青榆县", "county": "青榆县"}),
    "tag in front": ("【公示】栖云区2023年法治政府建设情况报告\n" + PARTS, {"issuer": "栖云区", "level": "county"}),
    "title over two lines": (
        "青榆县柳渡镇人民政府\n关于2023年法治政府建设情况的报告\n2023年，我镇推进依法行政。\n" + PARTS,
        {"issuer": "青榆县柳渡镇人民政府", "division_code": "910121101"}),
    "page title and document title": (
        "柳渡镇2023年报告\n字号:大 中 小 打印\n青榆县柳渡镇人民政府关于2023年法治政府建设情况的报告\n2023年，柳渡镇推进依法行政。\n" + PARTS,
        {"issuer": "青榆县柳渡镇人民政府", "title": "青榆县柳渡镇人民政府关于2023年法治政府建设情况的报告"}),
    "joint report of both sides": (
        "中共青榆县委 青榆县人民政府关于2023年法治政府建设情况的报告\n2023年，全县推进依法行政。\n" + PARTS,
        {"issuer": "青榆县人民政府", "level": "county"}),
    "both sides in one name": ("青榆县委县政府2023年法治政府建设情况报告\n" + PARTS, {"issuer": "青榆县", "level": "county"}),
    "two bodies on one signature line": (
        "2023年，我街道推进法治政府建设。\n" + PARTS + "\n中共鹭汀街道工作委员会　　　　栖云区人民政府鹭汀街道办事处\n2024年1月5日\n",
        {"issuer": "栖云区人民政府鹭汀街道办事处", "level": "township", "signed": "2024-01-05"}),
    "addressee above a town report": (
        "关于2023年度法治政府建设情况的报告\n中共泠川县委、泠川县人民政府：\n2023年，我镇推进依法行政。\n" + PARTS + "\n柳渡镇人民政府\n2024年1月30日\n",
        {"issuer": "柳渡镇人民政府", "level": "township", "county": "泠川县", "division_code": "912321101",
         "addressee": "中共泠川县委、泠川县人民政府", "place_candidates": None}),
    "nothing tells the two towns apart": (
        "2023年，柳渡镇推进法治政府建设。\n" + PARTS,
        {"issuer": "柳渡镇", "level": "township", "township": "柳渡镇", "county": None, "division_code": None, "province": "澜海省",
         "place_candidates": "910121101 澜海省/澜宁市/青榆县/柳渡镇; 912321101 澜海省/望澜自治州/泠川县/柳渡镇"}),
    "department": (
        "澜宁市水务局2023年法治政府建设工作情况的报告\n2023年，我局落实依法行政。\n" + PARTS,
        {"issuer": "澜宁市水务局", "level": "department", "tier": "prefecture", "prefecture": "澜宁市"}),
    "department in the lead": (
        "2023年，在市委、市政府坚强领导下，汐川市教育局（以下简称我局）推进法治政府建设。现将我局情况报告如下：\n" + PARTS,
        {"issuer": "汐川市教育局", "level": "department", "tier": "county", "county": "汐川市"}),
    "department in the announcement": (
        "根据《督察工作规定》要求，现将青榆县人力资源和社会保障局2023年度法治政府建设情况报告如下：\n" + PARTS,
        {"issuer": "青榆县人力资源和社会保障局", "tier": "county"}),
    "branch of a bureau": (
        "澜宁市公安局栖云分局2023年法治政府建设年度报告\n" + PARTS, {"issuer": "澜宁市公安局栖云分局", "level": "department", "tier": "county", "county": "栖云区"}),
    "ministry": ("航运部2023年法治政府建设年度报告\n" + PARTS, {"issuer": "航运部", "level": "department", "tier": "central"}),
    "provincial department": (
        "澜海省司法厅2023年法治政府建设年度报告\n" + PARTS, {"issuer": "澜海省司法厅", "level": "department", "tier": "province"}),
    "provincial department without its province": (
        "司法厅2023年法治政府建设年度报告\n" + PARTS, {"issuer": "司法厅", "level": "department", "tier": "province"}),
    "我局 alone": (
        "2023年以来，我局在县委、县政府领导下，推进法治政府建设。现将情况报告如下：\n" + PARTS,
        {"issuer": None, "level": "department", "tier": "county"}),
    "我局 beside a place that is not its name": (
        "2023年，栖云区推进法治政府建设，我局认真落实。现将情况报告如下：\n" + PARTS,
        {"issuer": None, "level": "department", "tier": "county"}),
    "我镇 under a county that is named": (
        "2023年，在青榆县委、县政府领导下，我镇推进法治政府建设。\n" + PARTS,
        {"issuer": None, "level": "township", "county": "青榆县", "township": None, "division_code": None}),
    "superiors without a comma": (
        "2023年，在县委坚强领导下槿塘乡推进法治政府建设。\n" + PARTS, {"issuer": "槿塘乡", "level": "township"}),
    "我区 of an autonomous region": (
        "2023年，自治区党委高度重视，我区推进法治政府建设。\n" + PARTS, {"issuer": None, "level": "province"}),
    "update time beside the date of making": (
        "成文日期：2024-01-30　更新时间：2024-02-19\n青榆县2023年法治政府建设情况报告\n" + PARTS, {"published": None, "signed": "2024-01-30"}),
    "关于报送": ("关于报送青榆县2023年法治政府建设情况的报告\n" + PARTS, {"issuer": "青榆县", "level": "county"}),
    "what the text mostly calls itself": (
        "按照我市法治政府建设部署，2023年我镇落实责任，我镇推进依法行政。\n" + PARTS, {"issuer": None, "level": "township"}),
    "本部门 is no ministry": (
        "2023年，我县推进法治政府建设，压实本部门责任、本部门职责、本部门任务。\n" + PARTS, {"issuer": None, "level": "county"}),
    "department of an autonomous region": (
        "2023年，在自治区党委、政府领导下，我局推进法治政府建设。\n" + PARTS, {"issuer": None, "level": "department", "tier": "province"}),
    "我镇 named in the body again and again": (
        "2023年，我镇推进法治政府建设。\n" + PARTS.replace("健全机制。", "健全机制。组建石榴镇宣讲团，印发石榴镇普法清单。"),
        {"issuer": "石榴镇", "division_code": "920102101"}),
    "我镇 beside a town named once": (
        "2023年，我镇推进法治政府建设。\n" + PARTS.replace("健全机制。", "健全机制。学习石榴镇经验。"), {"issuer": None, "township": None}),
    "我厅 alone": ("2023年，我厅推进法治政府建设。\n" + PARTS, {"issuer": None, "level": "department", "tier": "province"}),
    "我市 alone tells no level": ("2023年，我市推进法治政府建设。\n" + PARTS, {"issuer": None, "level": None}),
    "the whole province": ("2023年，全省法治政府建设成效明显。\n一、夯基固本\n办理案件32件。\n", {"issuer": None, "level": "province"}),
    "我局 resolved by the signature": (
        "2023年，我局推进法治政府建设。\n" + PARTS + "\n青 榆 县 司 法 局\n2024年1月5日\n",
        {"issuer": "青榆县司法局", "tier": "county", "signed": "2024-01-05"}),
    "我镇 resolved by a label": (
        "发布日期：2024-02-19　来源：槿塘乡\n2023年，我乡推进法治政府建设。\n" + PARTS,
        {"issuer": "槿塘乡", "source": "槿塘乡", "published": "2024-02-19"}),
    "county-level city by the table": ("汐川市2023年法治政府建设情况报告\n" + PARTS, {"level": "county", "county": "汐川市", "prefecture": "澜宁市"}),
    "subdistrict": ("鹭汀街道2023年法治政府建设情况报告\n" + PARTS, {"level": "township", "township": "鹭汀街道", "county": "栖云区"}),
    "banner": ("霁原旗2023年法治政府建设情况报告\n" + PARTS, {"level": "county", "county": "霁原旗", "prefecture": "望澜自治州"}),
    "苏木": ("霁原旗檀浦苏木2023年法治政府建设情况报告\n" + PARTS, {"level": "township", "township": "檀浦苏木", "issuer": "霁原旗檀浦苏木"}),
    "autonomous prefecture": ("望澜自治州2023年法治政府建设情况报告\n" + PARTS, {"level": "prefecture", "prefecture": "望澜自治州"}),
    "development zone": (
        "澜宁经济技术开发区管理委员会2023年法治政府建设年度报告\n" + PARTS, {"issuer": "澜宁经济技术开发区管理委员会", "level": None}),
    "names that hold a verb": ("2023年，及时街道加强组织领导，推进法治政府建设。\n" + PARTS, {"issuer": "及时街道"}),
    "names that hold a preposition": ("2023年，向往镇认真落实法治政府建设要求。\n" + PARTS, {"issuer": "向往镇"}),
    "names that hold a slogan": ("2023年，在县委领导下，为民渡镇推进法治政府建设。\n" + PARTS, {"issuer": "为民渡镇"}),
    "a county inside a county": ("2023年，长苇县推进法治政府建设。\n" + PARTS, {"issuer": "长苇县", "county": "长苇县"}),
    "one-character county": ("2023年，苇县推进法治政府建设。\n" + PARTS, {"issuer": "苇县", "county": "苇县"}),
    "the host is not the issuer": (
        "首页 >> 信息公开 >\n2023年，槿塘乡推进法治政府建设。\n" + PARTS + "\n主办：青榆县人民政府办公室　备案号：澜ICP备05001234号\n",
        {"issuer": "槿塘乡", "level": "township"}),
    "date of making and date of publication": (
        "索引号：LN01 | 发文字号：泠政发〔2024〕7号 | 成文日期：2024-01-30\n发布日期：2024-02-19 10:32\n泠川县人民政府关于2023年度法治政府建设情况的报告\n" + PARTS,
        {"signed": "2024-01-30", "published": "2024-02-19", "reporting_year": 2023, "signed_repaired": False}),
    "clock and address are no dates of publication": (
        "今天是：2018年6月4日 星期一\n青榆县2023年法治政府建设情况报告\n" + PARTS + "\nhttp://www.example.cn/202402/t20240219_7.html\n",
        {"published": None, "signed": None, "reporting_year": 2023}),
    "reading date is none": (
        "青榆县人民政府关于2023年法治政府建设情况的报告\n——2024年2月26日在县人大常委会会议上\n各位代表、同志们：\n2023年，全县推进依法行政。\n" + PARTS,
        {"published": None, "signed": None, "issuer": "青榆县人民政府"}),
    "update time stands in": (
        "更新时间：2024-02-19\n青榆县2023年法治政府建设情况报告\n" + PARTS, {"published": "2024-02-19"}),
    "signature in Chinese numerals": (
        "青榆县2023年法治政府建设情况报告\n" + PARTS + "\n青榆县人民政府\n二〇二四年一月三十日\n",
        {"issuer": "青榆县人民政府", "signed": "2024-01-30"}),
    "signature of a month": (
        "青榆县2023年法治政府建设情况报告\n" + PARTS + "\n青榆县人民政府\n2024年2月\n", {"signed": "2024-02", "signed_repaired": False}),
    "lost marks, one reading": (
        "青榆县2023年法治政府建设情况报告\n" + PARTS + "\n青榆县人民政府\n2024226\n", {"signed": "2024-02-26", "signed_repaired": True}),
    "lost marks, two readings": (
        "青榆县2023年法治政府建设情况报告\n" + PARTS + "\n青榆县人民政府\n2024111\n", {"signed": None, "signed_repaired": False}),
    "lost marks, settled by the publication date": (
        "发布日期：2024-01-11\n青榆县2023年法治政府建设情况报告\n" + PARTS + "\n青榆县人民政府\n2024111\n",
        {"signed": "2024-01-11", "signed_repaired": True}),
    "发文日期 alone is the day it was put up": (
        "索引号：LN01/2024-3\n发文日期：\n2024-01-12\n青榆县2023年法治政府建设情况报告\n" + PARTS,
        {"published": "2024-01-12", "signed": "2024-01-12"}),
    "发文日期 beside 发布日期 and a signature": (
        "发文日期：2024-01-12　发布日期：2024-02-19\n青榆县2023年法治政府建设情况报告\n" + PARTS + "\n青榆县人民政府\n2024年1月5日\n",
        {"published": "2024-02-19", "signed": "2024-01-05"}),
    "发文日期 beside 发布日期": (
        "发文日期：2024-01-12　发布日期：2024-02-19\n青榆县2023年法治政府建设情况报告\n" + PARTS, {"published": "2024-02-19", "signed": "2024-01-12"}),
    "stamp behind the name": (
        "2023年依法行政工作报告\n2023年，县林业局推进依法行政。\n" + PARTS + "\n青榆县林业局（印章）\n2024年1月5日\n",
        {"issuer": "青榆县林业局", "tier": "county", "county": "青榆县"}),
    "short name in the title, full name in the signature": (
        "市城管局2023年法治政府建设情况报告\n2023年，市城管局推进依法行政。\n" + PARTS + "\n澜宁市城市管理执法局\n2024年1月5日\n",
        {"issuer": "澜宁市城市管理执法局", "tier": "prefecture"}),
    "城乡 is no township": (
        "澜宁市城乡建设局2023年法治政府建设情况报告\n" + PARTS, {"issuer": "澜宁市城乡建设局", "tier": "prefecture", "township": None}),
    "乡村 is no township": ("乡村振兴局2023年法治政府建设情况报告\n" + PARTS, {"issuer": "乡村振兴局", "level": "department", "tier": None}),
    "byline gives the full name": (
        "2023年法治政府建设年度报告\n青榆县柳渡镇\n发布时间：2024-02-26\n2023年，柳渡镇推进依法行政。\n" + PARTS,
        {"issuer": "青榆县柳渡镇", "division_code": "910121101", "published": "2024-02-26", "title": "2023年法治政府建设年度报告"}),
    "byline of the 我局 of the text": (
        "2023年法治政府建设年度报告\n青榆县水务局\n发布时间：2024-02-26\n2023年，我局推进依法行政。\n" + PARTS,
        {"issuer": "青榆县水务局", "tier": "county"}),
    "byline of another body": (
        "2023年法治政府建设年度报告\n青榆县司法局\n发布时间：2024-02-26\n2023年，我县推进依法行政。\n" + PARTS,
        {"issuer": None, "level": "county"}),
    "byline and day on one line": (
        "关于2023年度法治政府建设工作的报告\n栖云区鹭汀街道办事处 2023年12月30日\n2023年，鹭汀街道推进依法行政。\n" + PARTS,
        {"issuer": "栖云区鹭汀街道办事处", "level": "township"}),
    "office without the word 街道": (
        "栖云区鹭汀办事处2023年法治政府建设工作汇报\n" + PARTS,
        {"issuer": "栖云区鹭汀办事处", "level": "township", "township": "鹭汀街道", "county": "栖云区"}),
    "office of a government": (
        "栖云区人民政府鹭汀办事处2023年法治政府建设情况报告\n" + PARTS, {"issuer": "栖云区人民政府鹭汀办事处", "level": "township"}),
    "office in another city is a department": (
        "澜宁市人民政府驻望岚办事处2023年法治政府建设情况报告\n" + PARTS, {"level": "department", "tier": "prefecture"}),
    "管委会 without a place": ("雾浦山管委会2023年法治政府建设情况报告\n" + PARTS, {"issuer": "雾浦山管委会", "level": None, "tier": None}),
    "行署": ("霜原地区行署2023年法治政府建设情况报告\n" + PARTS, {"issuer": "霜原地区行署", "level": "prefecture"}),
    "office of a committee": (
        "青榆县委依法治县办关于青榆县2023年度法治政府建设情况的报告\n" + PARTS, {"issuer": "青榆县委依法治县办", "level": "department", "tier": "county"}),
    "two departments above the title": (
        "中共青榆县委全面依法治县委员会办公室\n青榆县司法局\n2023年度法治政府建设工作报告\n" + PARTS,
        {"issuer": "中共青榆县委全面依法治县委员会办公室", "tier": "county"}),
    "我县 in the title": ("我县2023年法治政府建设情况报告\n" + PARTS, {"issuer": None, "level": "county"}),
}  # fmt: skip


@pytest.mark.parametrize("form", ["half", "full", "blanks", "traditional"])
@pytest.mark.parametrize("name", CASES)
def test_fields(name, form):
    text, expected = CASES[name]
    fields = read(variants(text)[form]).fields
    found = {field: fields[field] for field in expected}
    assert {
        key: fold_characters(value) if isinstance(value, str) else value for key, value in found.items()
    } == expected


def test_unknown_names_keep_printed_forms_and_no_codes():
    text = "青榆县柳渡镇2023年法治政府建设年度报告\n2023年，柳渡镇推进依法行政。\n" + PARTS
    fields = read(text, NOWHERE).fields
    assert fields["issuer"] == "青榆县柳渡镇"
    assert (fields["county"], fields["township"]) == ("青榆县", "柳渡镇")
    assert (fields["province"], fields["division_code"], fields["place_candidates"]) == (None, None, None)


def test_unknown_city_has_a_level_only_with_its_parent():
    assert read("汐川市2023年法治政府建设情况报告\n" + PARTS, NOWHERE).fields["level"] is None
    fields = read("澜宁市汐川市2023年法治政府建设情况报告\n" + PARTS, NOWHERE).fields
    assert (fields["level"], fields["prefecture"], fields["county"]) == ("county", "澜宁市", "汐川市")


def test_printed_script_is_kept():
    text = (
        "青榆縣柳渡鎮人民政府關於2023年度法治政府建設情況的報告\n中共青榆縣委：\n2023年，我鎮推進依法行政。\n"
        + PARTS
    )
    fields = read(text).fields
    assert fields["title"] == "青榆縣柳渡鎮人民政府關於2023年度法治政府建設情況的報告"
    assert fields["issuer"] == "青榆縣柳渡鎮人民政府"
    assert fields["addressee"] == "中共青榆縣委"
    assert fields["township"] == "柳渡镇"


def test_breadcrumb_is_weak_but_chooses_among_candidates():
    text = "首页 > 泠川县 > 柳渡镇 > 正文\n2023年，柳渡镇推进法治政府建设。\n" + PARTS
    reading = read(text)
    assert reading.fields["division_code"] == "912321101"
    assert reading.evidence["county"].note == "chosen by 泠川县"


NOTES = {
    "partner": ("issuer", "jointly with 中共青榆县委", CASES["joint report of both sides"][0]),
    "subdistrict": ("level", "subdistrict", CASES["subdistrict"][0]),
    "no subdistrict": ("issuer", None, "霜原地区2023年法治政府建设情况报告\n" + PARTS),
    "central": ("issuer", "central body: out of scope", CASES["ministry"][0]),
    "self-reference": ("issuer", "calls itself 我局", CASES["我局 alone"][0]),
    "readings": ("signed", "2024-01-11, 2024-11-01", CASES["lost marks, two readings"][0]),
    "update time": ("published", "last change", CASES["update time stands in"][0]),
    "time of day": ("published", "time 10:32", CASES["date of making and date of publication"][0]),
    "candidates": ("township", "2 candidates", CASES["nothing tells the two towns apart"][0]),
    "early": ("published", "early", "发布日期：2023-12-27\n青榆县2023年法治政府建设情况报告\n" + PARTS),
    "late": ("published", "from the end of the reporting year", "发布日期：2025-09-05\n青榆县2023年法治政府建设情况报告\n" + PARTS),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTES)
def test_notes_tell_repairs_and_doubts(name):
    field, words, text = NOTES[name]
    note = read(text).evidence[field].note
    assert note is None if words is None else words in note


RULES = {
    "issuer": ("not_stated", CASES["我局 alone"][0]),
    "county": ("ambiguous", CASES["nothing tells the two towns apart"][0]),
    "signed": ("ambiguous", CASES["lost marks, two readings"][0]),
    "level": ("functional_area", CASES["development zone"][0]),
    "title": ("not_stated", CASES["我局 alone"][0]),
    "tier": ("not a department", CASES["subdistrict"][0]),
}


SOLE = {
    "province": ("澜海省2023年法治政府建设年度报告\n" + PARTS, ["prefecture", "county", "township"]),
    "prefecture": ("澜宁市2023年法治政府建设年度报告\n" + PARTS, ["county", "township"]),
    "county": ("青榆县2023年法治政府建设年度报告\n" + PARTS, ["township"]),
    "department": ("青榆县水利局2023年法治政府建设年度报告\n" + PARTS, ["township"]),
    "township": (CASES["nothing tells the two towns apart"][0], []),
    "township without a name": ("2023年，我镇推进法治政府建设。\n" + PARTS, []),
    "no level": ("2023年，法治政府建设取得成效。\n" + PARTS, []),
}


@pytest.mark.parametrize("name", SOLE)
def test_no_place_is_missed_below_the_issuer(name):
    text, below = SOLE[name]
    evidence = read(text).evidence
    assert [level for level in PLACE_LEVELS if evidence[level].rule == BELOW_ISSUER] == below
    assert not any(evidence[level].value for level in below)


@pytest.mark.parametrize("field", RULES)
def test_empty_fields_say_why(field):
    rule, text = RULES[field]
    reading = read(text)
    assert reading.fields[field] is None
    assert (reading.evidence[field].value, reading.evidence[field].rule) == (None, rule)


@pytest.mark.parametrize("name", CASES)
def test_every_field_has_its_evidence_and_offsets_hold_it(name):
    text, _ = CASES[name]
    reading = read(text)
    assert set(reading.fields) == set(reading.evidence)
    assert set(reading.fields) < set(TABLES["reports"].columns)
    assert reading.fields["level"] in {*LEVELS, None}
    assert reading.fields["tier"] in {*TIERS, None}
    for field in ("title", "issuer", "addressee", "source"):
        found = reading.evidence[field]
        if found.value is not None:
            printed = reading.page.view.text[found.start : found.end]
            assert re.sub("[ \n]", "", printed) == found.value.replace(" ", "")


def test_addressee_chooses_between_equal_chains():
    lines = ["910100,澜宁市,prefecture,,,", "920100,望岚市,prefecture,,,"]
    for code in ("9101", "9201"):
        lines += [f"{code}21,霜溪县,county,{code}00,,", f"{code}21101,石桥镇,township,{code}21,,"]
    table = Divisions(lines)
    text = "霜溪县石桥镇2023年法治政府建设情况报告\n{}2023年，我镇推进依法行政。\n" + PARTS
    assert read(text.format(""), table).fields["division_code"] is None
    assert read(text.format("中共望岚市委：\n"), table).fields["division_code"] == "920121101"


def test_a_city_that_stands_below_itself_is_the_upper_one():
    table = Divisions(["910900,雁关市,prefecture,,,", "910901,雁关市,county,910900,,"])
    fields = read("雁关市2023年法治政府建设情况报告\n" + PARTS, table).fields
    assert (fields["level"], fields["division_code"]) == ("prefecture", "910900")


def test_hand_made_page():
    text = "2023年，我镇推进依法行政。 槿塘乡人民政府 2024年1月3日 2024-02-19"
    view = MappedText.of(text)

    def passage(part):
        start = text.index(part)
        return Passage(start, start + len(part), part)

    page = Page(
        view,
        body=passage("2023年，我镇推进依法行政。"),
        labels={"发布日期": passage("2024-02-19")},
        signature=(passage("槿塘乡人民政府"), passage("2024年1月3日")),
    )
    fields, evidence = read_metadata(page, (), divisions())
    assert fields["issuer"] == "槿塘乡人民政府"
    assert (fields["signed"], fields["published"], fields["reporting_year"]) == (
        "2024-01-03",
        "2024-02-19",
        2023,
    )
    assert len(evidence) == len(fields)


def test_empty_page_has_empty_fields():
    page = Page(MappedText.of(""), body=Passage(0, 0, ""))
    fields, _ = read_metadata(page, (), divisions())
    assert {name: value for name, value in fields.items() if value is not None} == {"signed_repaired": False}


@pytest.mark.parametrize("unit", ["（", "《", "某", "现将", "青榆县", "2024", "在县委", "2023年，", " \n"])
def test_time_grows_no_faster_than_the_text(unit):
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        whole = Passage(0, len(text), text)
        page = Page(
            MappedText.of(text),
            body=whole,
            title=whole,
            salutation=whole,
            signature=(whole,),
            furniture=(whole,),
        )
        runs = []
        for _ in range(3):
            begin = perf_counter()
            judge(page, (), read_metadata(page, (), divisions())[0])
            runs.append(perf_counter() - begin)
        return min(runs)

    seconds(1_000)
    assert seconds(400_000) < 16 * max(seconds(100_000), 0.002)
