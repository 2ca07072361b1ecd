import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from renderings import and_joined, as_is

from analysis.reading import sentences as sentences_module
from analysis.reading.han import HAN_CHARACTER
from analysis.reading.layout import lay_out
from analysis.reading.normalise import fold, squeeze
from analysis.reading.sections import section_tree
from analysis.reading.sentences import split_sentences

TITLE = "柳渡镇2023年法治政府建设年度报告\n"


def sentences(text, render=as_is):
    """Return (section_id, text) of every sentence, as stored."""
    source = render(text)
    page = lay_out(fold(source))
    sections = section_tree(page)
    found = split_sentences(page, sections)
    spans = [page.view.span(one.start, one.end) for one in found]
    return [(one.section_id, source[start:end]) for one, (start, end) in zip(found, spans, strict=True)]


def split(paragraph, lead="2023年,柳渡镇坚持依法行政。\n"):
    return [text for _, text in sentences(TITLE + lead + paragraph)][1:]


@and_joined
def test_only_the_body_has_sentences_each_in_its_deepest_section(render):
    text = (
        "首页 > 正文\n"
        + TITLE
        + "发布日期:2024-02-19\n县委、县政府:\n2023年,柳渡镇坚持依法行政。现将情况报告如下:\n"
        "一、主要举措\n全年工作如下:\n(一)健全机制。召开会议4次;制定制度2项。\n(二)规范执法\n1.公示。公示案件5件。\n— 2 —\n"
        "二、存在的不足。\n力量不足。\n柳渡镇人民政府\n2024年1月20日\n分享到:\n"
    )
    found = [(section, squeeze(fold(one)).text) for section, one in sentences(text, render)]
    expected = [
        (None, "2023年,柳渡镇坚持依法行政。"),
        (None, "现将情况报告如下:"),
        ("1", "全年工作如下:"),
        ("1.1", "召开会议4次;制定制度2项。"),
        ("1.2.1", "公示案件5件。"),
        ("2", "力量不足。"),
    ]
    assert found == [(section, fold(one).text) for section, one in expected]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("抓学习。抓执法!抓落实?好。", ["抓学习。", "抓执法!", "抓落实?", "好。"]),
        ("抓学习;抓执法:一要严,二要实。", ["抓学习;抓执法:一要严,二要实。"]),
        ("投入1.5万元,于12.4开展宣传.效果好。", ["投入1.5万元,于12.4开展宣传.效果好。"]),
        ("真的吗?!是的……。完。", ["真的吗?!", "是的……。", "完。"]),
        ("他说:“加强学习。”会议要求抓落实。", ["他说:“加强学习。”", "会议要求抓落实。"]),
        ("落实“要学法。要用法。”的要求,成效好。", ["落实“要学法。要用法。”的要求,成效好。"]),
        ("提出“学法。用法。守法。”会后印发。", ["提出“学法。用法。守法。”", "会后印发。"]),
        ("学习《论法治。续篇》一书。完。", ["学习《论法治。续篇》一书。", "完。"]),
        ("抓培训(含执法。含普法)工作。完。", ["抓培训(含执法。含普法)工作。", "完。"]),
        ("抓培训(含执法人员。)完。", ["抓培训(含执法人员。)", "完。"]),
        ("“未闭合的引号。仍然分句。完。", ["“未闭合的引号。", "仍然分句。", "完。"]),
        ("成功率达98%", ["成功率达98%"]),
        ("成功率达98%\n\n一是抓学习。", ["成功率达98%", "一是抓学习。"]),
        ("抓学习。  抓执法。", ["抓学习。", "抓执法。"]),
        ("。。。\n——\n2024\n抓学习。", ["抓学习。"]),
    ],
)
def test_where_a_sentence_ends(paragraph, expected):
    # Marks are judged by their folded form, so half and full width split alike.
    paragraph += "\n柳渡镇人民政府\n2024年1月20日\n"
    assert split(paragraph) == expected
    wide = str.maketrans(",:;!?()", "，：；！？（）")
    assert split(paragraph.translate(wide)) == [one.translate(wide) for one in expected]


def test_a_line_break_inside_a_sentence_joins_its_parts():
    assert split("全年共办理\n建议12件。按时\r\n办结。\n抓落实。") == [
        "全年共办理\n建议12件。",
        "按时\r\n办结。",
        "抓落实。",
    ]


def test_a_closing_mark_at_the_beginning_of_a_line_ends_the_sentence_above():
    assert split("全年共办理建议12件\n。抓落实。") == ["全年共办理建议12件\n。", "抓落实。"]


@pytest.mark.parametrize("ending", ["。", ";", ":", "!", "?", "。”"])
def test_a_finished_line_is_not_joined(ending):
    assert split(f"抓好“学习{ending}\n加强宣传。") == [f"抓好“学习{ending}", "加强宣传。"]


def test_a_line_is_not_joined_with_a_heading_or_an_item():
    text = TITLE + "2023年,情况如下。\n一、做法\n满意率98%\n二、不足\n力量不足\n一是人员少。\n"
    assert sentences(text)[1:] == [("1", "满意率98%"), ("2", "力量不足"), ("2", "一是人员少。")]


def test_a_run_in_heading_is_no_sentence_and_a_bare_number_no_part_of_one():
    text = TITLE + "2023年,情况如下。\n(一)健全机制。召开会议4次。\n(二)今年以来,共办理案件12件。\n"
    assert sentences(text)[1:] == [("1", "召开会议4次。"), ("2", "今年以来,共办理案件12件。")]


def test_furniture_between_paragraphs_parts_sentences():
    assert split("抓学习,\nwww.qingyu.example\n抓执法。") == ["抓学习,", "抓执法。"]
    assert split("抓学习。\n— 3 —\n抓执法。") == ["抓学习。", "抓执法。"]


@pytest.mark.parametrize("page", ["— 3 —", "- 3 -", "—3—", "第 3 页", "第3页 共12页", " — 3 — "])
def test_a_page_number_does_not_part_the_sentence_around_it(page):
    text = TITLE + f"2023年,共办理民生\n{page}\n服务事项12件。\n"
    view = fold(text)
    assert "民生\n服务事项" in view.text
    layout = lay_out(view)
    (only,) = split_sentences(layout, section_tree(layout))
    assert view.source[slice(*view.span(only.start, only.end))] == text.split("\n", 1)[1].strip()


def test_every_han_character_of_the_body_is_in_one_sentence_or_heading():
    text = (
        TITLE
        + "2023年,“情况。如下。\n一、做法\n(一)机制。抓(学。习)。\n无标点\n(二)"
        + "今年以来,办件。" * 9
        + "\n二、不足;\n《无。》\n"
    )
    page = lay_out(fold(text))
    sections = section_tree(page)
    spans = [(one.start, one.end) for one in split_sentences(page, sections)]
    spans += [(section.start, section.body_start) for section in sections]
    spans.sort()
    assert all(one[1] <= two[0] for one, two in zip(spans, spans[1:], strict=False))
    covered = {place for start, end in spans for place in range(start, end)}
    han = {match.start() for match in HAN_CHARACTER.finditer(page.view.text, page.body.start, page.body.end)}
    assert han <= covered


def test_identifiers_count_from_one():
    page = lay_out(fold(TITLE + "2023年,抓学习。抓执法。抓落实。"))
    assert [one.sentence_id for one in split_sentences(page, ())] == ["1", "2", "3"]


def test_an_empty_body_has_no_sentences():
    assert split_sentences(lay_out(fold("")), ()) == ()


class Everything:
    """A set that holds whatever is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


@settings(deadline=None)  # the tables of the reader are made at the first call
@given(st.text("甲乙召开会议。！？…”）（“；，一、1 \n", max_size=80))
def test_a_line_is_split_as_by_a_search_of_its_own(text):
    page = lay_out(
        fold(f"甲县人民政府2023年法治政府建设年度报告\n\n全县依法行政。\n{text}\n持续开展普法。\n")
    )
    sections = section_tree(page)
    found = split_sentences(page, sections)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences_module, "STOPPING", Everything())
        assert split_sentences(page, sections) == found
