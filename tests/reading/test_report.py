import time

import pytest
from renderings import (
    and_joined,
    as_is,
    full_width,
    half_width,
    in_every_rendering,
    joined,
    padded,
    traditional,
)
from whole_reports import REPORTS

from analysis import schemas
from analysis.errors import CorpusError
from analysis.reading.han import count_han
from analysis.reading.layout import lay_out
from analysis.reading.normalise import fold, fold_characters, squeeze
from analysis.reading.report import read_report
from analysis.reading.sections import section_tree
from analysis.reading.sentences import split_sentences

TABLES = ("reports", "evidence", "sections", "sentences")
RENDERED = [
    (name, render) for name in REPORTS for render in (as_is, half_width, full_width, padded, traditional)
]
# A text broken into equal lines cannot be told from paragraphs once its breaks are gone.
RENDERED += [(name, joined) for name in REPORTS if name not in ("wrapped", "lost")]


def structure(text):
    page = lay_out(fold(text))
    sections = section_tree(page)
    return page, sections, split_sentences(page, sections)


def plain(text):
    return text and fold_characters(text).replace(" ", "")


def rows_of(report, table):
    rows = report.rows(table)
    if table == "reports":
        rows = [row | {"sha256": "0", "url": None} for row in rows]
    return schemas.table(table, rows)


@pytest.mark.parametrize(("name", "render"), RENDERED, ids=lambda value: getattr(value, "__name__", value))
def test_whole_reports(name, render):
    whole = REPORTS[name]
    page, sections, sentences = structure(render(whole.text))
    outline = [f"{s.depth} {s.number or '-'} {plain(s.heading) or '-'} {s.item}" for s in sections]
    assert outline == whole.outline.strip().split("\n")
    assert plain(page.title.text) == whole.title
    assert plain(page.salutation and page.salutation.text) == whole.salutation
    assert tuple(plain(part.text) for part in page.signature) == whole.signature
    assert len(sentences) == whole.n_sentences


@pytest.mark.parametrize("name", REPORTS)
def test_every_table_keeps_its_schema(name):
    report = read_report(REPORTS[name].text, name)
    for table in TABLES:
        frame = rows_of(report, table)
        assert set(frame["report_id"]) == {name}


@in_every_rendering
@pytest.mark.parametrize("name", REPORTS)
def test_every_offset_opens_the_source(name, render):
    text = render(REPORTS[name].text)
    report = read_report(text, name)
    for row in report.rows("sentences"):
        assert row["text"] == text[row["start"] : row["end"]]
        assert row["n_han"] == count_han(row["text"]) > 0
    for row, section in zip(report.rows("sections"), report.sections, strict=True):
        assert 0 <= row["start"] < row["end"] <= row["body_start"] <= row["body_end"] <= len(text)
        printed = squeeze(fold(text[row["start"] : row["end"]])).text
        assert printed.endswith(squeeze(fold(section.heading or "")).text)
        assert (row["number"] or "") in printed or printed[0] in "㈠㈡⑴⑵①②"
    for row in report.rows("evidence"):
        assert row["start"] is None or 0 <= row["start"] <= row["end"] <= len(text)


def test_sections_and_sentences_refer_to_one_another():
    report = read_report(REPORTS["joint"].text, "joint")
    sections = {row["section_id"]: row for row in report.rows("sections")}
    assert len(sections) == len(report.sections)
    assert all(row["parent_id"] is None or row["parent_id"] in sections for row in sections.values())
    for row in report.rows("sentences"):
        if row["section_id"] is not None:
            home = sections[row["section_id"]]
            assert home["body_start"] <= row["start"] < row["end"] <= home["body_end"]
            inner = [one for one in sections.values() if one["parent_id"] == row["section_id"]]
            assert not any(one["start"] <= row["start"] < one["body_end"] for one in inner)


def test_counts_are_of_body_sentences():
    (row,) = read_report("柳渡镇2023年法治政府建设年度报告\n2023年,我镇抓学习。\n一、做法\n抓执法。\n").rows(
        "reports"
    )
    assert (row["n_sentences"], row["n_han"]) == (2, 7 + 3 - 1)
    assert row["script"] == "simplified"
    assert "sha256" not in row and "url" not in row


def test_a_traditional_report_keeps_its_script_in_headings():
    report = read_report(REPORTS["trad"].text)
    (row,) = report.rows("reports")
    assert row["script"] == "traditional"
    assert [one["heading"] for one in report.rows("sections")][:2] == ["主要舉措和成效", "强化組織領導"]
    assert [section.heading for section in report.sections][:2] == ["主要举措和成效", "强化组织领导"]


def test_a_heading_over_two_lines_is_stored_as_one():
    report = read_report(
        "柳渡镇2023年法治政府建设年度报告\n2023年,我镇抓学习。\n一、党政主要负责人履行推进法治建设第一责任人\n职责情况\n镇长带头学法。\n"
    )
    assert report.rows("sections")[0]["heading"] == "党政主要负责人履行推进法治建设第一责任人职责情况"


@and_joined
def test_the_text_is_never_changed(render):
    text = render(REPORTS["congress"].text)
    report = read_report(text, "congress")
    assert report.text == text == report.view.source


@pytest.mark.parametrize("text", ["", "\n", "。", "一、", "\ufeff", "In 2022 the district reported."])
def test_texts_with_nothing_to_read_are_read(text):
    report = read_report(text)
    assert report.rows("sentences") == [] or "一" in text
    for table in TABLES:
        rows_of(report, table)


@pytest.mark.parametrize(
    ("text", "report_id", "message"),
    [
        (
            "青榆县\ud800人民政府",
            "甲",
            r"report '甲': character 3 of its text is half a character \(U\+D800\)",
        ),
        ("青榆县人民政府\udfff", "", r"report '': character 7 of its text is half a character \(U\+DFFF\)"),
        ("青榆县人民政府", "\udcff", r"report '\\udcff': character 0 of its id is half a character"),
    ],
)
def test_half_a_character_is_refused_where_text_enters(text, report_id, message):
    with pytest.raises(CorpusError, match=message) as caught:
        read_report(text, report_id)
    assert "\n" not in str(caught.value)


def test_a_character_of_two_halves_is_whole():
    (row,) = read_report("青榆县\U00020000镇2023年法治政府建设年度报告", "\U00020000").rows("reports")
    assert (row["report_id"], row["title"]) == ("\U00020000", "青榆县\U00020000镇2023年法治政府建设年度报告")


def test_an_unknown_table_is_an_error():
    with pytest.raises(KeyError):
        read_report("").rows("mentions")


UNITS = [
    "a", "\n", "\r\n", "(", ")", "“", "《", "一、", "(一)", "1.", ">", "|", "-", " ", "法", "法，", "法：", "。", "一是", "1、2、",
    "一 、 ", "\u3000\u3000法", "发布日期：", "首页>", "2024年1月1日", "和办", "法治政府建设情况报告", "（二）今年", "<div>法</div>",
    "法治\n", "（一）健全\n", "一）健全\n", "2024年1月1日\n", "青榆县人民政府\n", "发布日期：\n", "2023年法治政府建设情况报告\n",
]  # fmt: skip


def seconds(text):
    """Return the processor time one reading takes, the best of two."""
    times = []
    for _ in range(2):
        start = time.process_time()
        structure(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_length_not_with_its_square(unit):
    small, factor = 3_000 // len(unit), 8
    assert seconds(unit * small * factor) < 4 * factor * seconds(unit * small) + 0.05
