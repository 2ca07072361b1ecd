"""What sites do to a page around the report: labels without marks, copies as Markdown, lines joined by blanks."""

from __future__ import annotations

import pytest
from invented import read, variants

from analysis.reading.places import Divisions

LEAD = "2023年，青榆县推进法治政府建设，现将有关情况报告如下：\n"
BODY = (
    "一、主要举措和成效\n(一)健全机制。调整了领导小组，全年召开会议4次。\n(二)规范执法。办理案件32件。\n"
    "二、存在的不足和原因\n一是宣传力度不够。\n三、下一年度主要安排\n继续推进依法行政。\n"
)
TITLE = "青榆县2023年法治政府建设情况报告"

PUBLISHED = {
    "day, then publisher, under the title": f"{TITLE}\n2024-02-19 17:50 青榆县司法局\n",
    "publisher, then day, under the title": f"{TITLE}\n青榆县人民政府办公室 2024-02-19\n",
    "the site's name before the label": f"{TITLE}\n青榆县政府门户网站 www.qingyu.example 发布时间：2024-02-19 字体：大 中 小\n",
    "a row of labels without colons": f"索引号 001008003015/2024-30412 公开日期 2024-02-19\n{TITLE}\n",
    "a label without colon below the title": f"{TITLE}\n索引号 001008003015/2024-30412\n公开时间 2024-02-19\n",
    "publisher, day and counter": f"{TITLE}\n青榆县司法局 2024-02-19 浏览次数 55\n",
    "day, publisher and count between bars": f"{TITLE}\n2024-02-19 | 县司法局 | 1203 次浏览\n",
    "publisher glued to the label": f"{TITLE}\n青榆县司法局发布日期:2024-02-19\n",
    "the site's name before a short label": f"{TITLE}\n青榆县政府门户网站 www.qingyu.example 时间：2024-02-19 来源：\n",
    "a label that states nothing above the row": f"{TITLE}\n显示比例：\n2024-02-19 浏览次数： 来源：县司法局\n",
    "labels in a row that only blanks part": (
        f"{TITLE}\n索引号 0152-8-/2024-0219001 发布机构 青榆县柳渡镇 公开目录 法治政府建设 发布日期 2024-02-19 文号  浏览量 66\n"
    ),
    "a label of the title beside that of the day": f"文章标题：{TITLE}\n发布单位：司法局\n发文时间：2024-02-19\n",
    "behind an editor": f"{TITLE}\n编辑:青榆县 2024-02-19 10:55:25 点击率:\n",
    "an unusual label": f"{TITLE}\n信息来源：司法局  信息发布日期：2024-02-19  浏览次数：\n",
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_publication_date(case):
    for text in variants(PUBLISHED[case] + LEAD + BODY).values():
        fields = read(text).fields
        assert (fields["published"], fields["reporting_year"]) == ("2024-02-19", 2023)
        assert len(fields["title"]) == len(TITLE)


JOINED = {
    "title, source and day": f"{TITLE} 来源：青榆县司法局 发布时间：2024-02-19 ",
    "title and bare day": f"{TITLE} 2024-02-19 10:44 ",
    "metadata, then title": f"主题分类：其他 公开方式：主动公开 {TITLE} 发布日期：2024-02-19 浏览次数： 次 ",
    "words of the site before the title": f"首页 > 专题专栏 法治政府建设 正文 {TITLE} 发布时间：2024-02-19 ",
    "an annex": f"附件1 {TITLE} 发布时间：2024-02-19 ",
    "title padded from what follows": f"{TITLE}  2024-02-19 09:15 来源：青榆县司法局    访问量： ",
}


@pytest.mark.parametrize("case", JOINED)
def test_a_page_on_one_line_keeps_title_and_date(case):
    reading = read((JOINED[case] + LEAD + BODY).replace("\n", " "))
    assert (reading.fields["title"], reading.fields["published"]) == (TITLE, "2024-02-19")
    assert [section.heading for section in reading.sections if section.depth == 1] == [
        "主要举措和成效",
        "存在的不足和原因",
        "下一年度主要安排",
    ]


@pytest.mark.parametrize("heading", ["主要举措", "坚持党的领导 ，压实第一责任人职责"])
def test_blanks_behind_a_number_or_before_a_comma_end_no_heading(heading):
    text = (
        f"{TITLE}  {LEAD.strip()}  一、  {heading}（一）健全机制。召开会议4次。二、  存在的不足  宣传不够。"
    )
    found = [section.heading for section in read(text).sections if section.depth == 1]
    assert [one.replace(" ", "") for one in found] == [heading.replace(" ", ""), "存在的不足"]


def test_a_summary_on_a_page_of_one_line_is_not_the_whole_page():
    text = (
        f"发布日期：2024-02-19 主题词： 内容概述： {TITLE} {TITLE} {LEAD}{BODY}" + "继续落实各项任务。" * 40
    )
    reading = read(text.replace("\n", " "))
    assert (reading.is_report, reading.sections[0].heading) == ("yes", "主要举措和成效")


def test_a_year_apart_from_its_年_is_no_page_number():
    title = "2023年度法治政府建设工作总结"
    text = f"2023 年度法治政府建设工作总结 发布日期：2024-02-19 {LEAD}{BODY}".replace("\n", " ")
    assert read(text).fields["title"] == title


def test_a_title_is_not_cut_out_of_a_sentence():
    for sentence in ("我局拟公开2023年法治政府建设年度报告编制情况，", "为确保法治政府建设年度报告质量，"):
        assert read(sentence + "现将工作情况报告如下：\n" + BODY).fields["title"] is None


def test_the_first_numbers_are_found_behind_the_lead_they_are_joined_to():
    text = f"{TITLE}\n{LEAD.strip()} 一、主要举措和成效 " + BODY.removeprefix("一、主要举措和成效\n")
    reading = read(text)
    assert [(section.depth, section.number) for section in reading.sections] == [
        (1, "一"),
        (2, "一"),
        (2, "二"),
        (1, "二"),
        (1, "三"),
    ]
    assert reading.page.view.text[: reading.sections[0].start].strip().endswith("如下：")


@pytest.mark.parametrize(
    ("glued", "heading"),
    [
        ("主要举措和成效全县召开会议4次，办理案件32件。", "主要举措和成效"),
        (
            "党政主要负责人履行推进法治建设第一责任人职责情况法治政府建设取得新成效。",
            "党政主要负责人履行推进法治建设第一责任人职责情况",
        ),
        ("2023年工作开展情况全县召开会议4次。", "2023年工作开展情况"),
        ("坚持问题导向推动全县工作提升。召开会议4次。", "坚持问题导向推动全县工作提升"),
    ],
)
def test_usual_headings_end_where_a_text_has_no_separators_at_all(glued, heading):
    text = f"{TITLE}\n2023年，青榆县推进法治政府建设。一、{glued}二、存在的不足和原因宣传力度不够。三、下一年度主要安排继续推进依法行政。"
    reading = read(text)
    assert reading.sections[0].heading == heading
    assert reading.sections[1].heading == "存在的不足和原因"


MARKDOWN = {
    "marks of headings": f"# {TITLE}\n{LEAD}## 一、主要举措和成效\n召开会议4次。\n## 二、存在的不足\n宣传不够。\n",
    "bold": f"[首页](/) > [政务公开](/zwgk/)\n**{TITLE}**\n{LEAD}**一、主要举措和成效**\n召开会议4次。\n**二、存在的不足**\n宣传不够。\n",
}


@pytest.mark.parametrize("case", MARKDOWN)
def test_copies_as_markdown(case):
    reading = read(MARKDOWN[case])
    assert reading.fields["title"] == TITLE
    assert [section.heading for section in reading.sections] == ["主要举措和成效", "存在的不足"]


def test_a_masked_name_is_no_markdown():
    text = f"{TITLE}\n{LEAD}一、主要举措\n局长张**带头学法，李**述法。\n二、不足\n宣传不够。\n"
    assert "张**带头" in read(text).page.body.text


def test_a_blank_parts_the_bodies_of_a_joint_title():
    joint = "中共青榆县委 青榆县人民政府关于2023年法治政府建设情况的报告"
    assert read(f"{joint}\n{LEAD}{BODY}").fields["title"] == joint
    padded = "青榆县人民政府 2023 年法治政府建设 情况报告"
    assert read(f"{padded}\n{LEAD}{BODY}").fields["title"] == padded.replace(" ", "")
    split = "中共青榆县委\n青榆县人民政府\n关于2023年法治政府建设情况的报告"
    assert read(f"{split}\n{LEAD}{BODY}").fields["title"] == split.replace("\n", "")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"{' '.join(TITLE)}\n", TITLE),
        (f"年度报告 / {TITLE}\n", TITLE),
        (
            "青榆县人民政府\n青榆县人民政府\n关于2023年法治政府建设情况的报告\n",
            "青榆县人民政府关于2023年法治政府建设情况的报告",
        ),
        (
            "槿塘乡2023年法治政府建设工作总结及2024年工作计划 发布时间：2024-01-04\n",
            "槿塘乡2023年法治政府建设工作总结及2024年工作计划",
        ),
        (
            f"青榆县人民政府办公室关于印发{TITLE}的通知\n各乡镇人民政府：\n《{TITLE}》已经同意，现印发给你们。\n"
            f"青榆县人民政府办公室\n2024年2月19日\n{TITLE}\n",
            TITLE,
        ),
    ],
)
def test_title(head, title):
    assert read(head + LEAD + BODY).fields["title"] == title


@pytest.mark.parametrize(
    ("head", "issuer", "level"),
    [
        ("县人社局2023年法治政府建设情况报告\n", "县人力资源和社会保障局", "department"),
        ("县教育局2023年法治政府建设情况报告\n", "县教育局", "department"),
    ],
)
def test_issuer(head, issuer, level):
    lead = f"现将{issuer}2023年法治政府建设工作情况报告如下：\n"
    fields = read(head + lead + BODY).fields
    assert (fields["issuer"], fields["level"]) == (issuer, level)


@pytest.mark.parametrize("name", ["新疆生产建设兵团", "新疆生产建设兵团第一百师青榆县"])
def test_the_corps_is_no_province_and_its_divisions_are_named_whole(name):
    table = Divisions(["650000,新疆维吾尔自治区,province,,,"])
    fields = read(f"{name}2023年法治政府建设情况报告\n2023年，{name}推进法治政府建设。\n{BODY}", table).fields
    assert fields["issuer"] == name
    assert fields["level"] != "province"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "other_report",
            "关于报送2023年度法治政府建设情况报告的通知\n各镇街：\n请于1月10日前报送。\n一、报送内容\n主要举措和成效。\n",
        ),
        (
            "half_year",
            f"关于法治政府建设工作情况的报告\n县司法局：\n现将我镇2023年1-6月法治政府建设工作情况报告如下：\n{BODY}",
        ),
        (
            "plan",
            "青榆县2024年法治政府建设工作要点 为扎实推进法治政府建设，制定本要点。 一、总体要求 推进依法行政。",
        ),
        ("other_report", f"{TITLE}\n" + "甲\n" * 10_001),
    ],
)
def test_refused(kind, text):
    reading = read(text)
    assert reading.is_report == "no"
    assert reading.refusal.startswith(f"{kind}: ")
