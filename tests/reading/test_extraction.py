"""Documents to text: what a reader of the document sees, line by line, or one reason why not."""

from __future__ import annotations

import io
import zipfile

import pytest
from documents import docx, number, pdf, put_in_list, saved, typeset
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analysis.errors import CorpusError
from analysis.reading.extraction import extract, kind_of
from analysis.reading.extraction.numerals import numeral
from analysis.reading.extraction.rows import row_lines

OPENING = "2023年,柳渡镇在青榆县委、县政府的领导下,扎实推进法治政府建设。现将有关情况报告如下:"
ITEM = "(一)强化普法宣传。全年开展普法活动21场次,发放宣传资料2000份,推动法治宣传教育进村入户。"


def html(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}<p>{OPENING}<p>{ITEM}</body></html>".encode()


def lines(data: bytes, kind: str = "html") -> list[str]:
    found = extract(data, kind).text.splitlines()
    if kind == "html":
        assert found[-2:] == [OPENING, ITEM]
        return found[:-2]
    return found


def refusal(data: bytes, kind: str) -> str:
    with pytest.raises(CorpusError) as raised:
        extract(data, kind)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.TXT", "text"), ("b.htm", "html"), ("c.Docx", "docx"), ("d.pdf", "pdf"), ("e.doc", None)],
)
def test_the_extension_tells_the_format(name, kind):
    assert kind_of(name) == kind


def test_text_is_decoded_and_otherwise_untouched():
    text = f"《关于印发<执法公示办法>的通知》\r\n\r\n　　{OPENING}<br>"
    assert extract(text.encode("gb18030"), "text") == (text, "gb18030")
    assert extract(text.encode("utf-8"), "text") == (text, "utf-8")


@pytest.mark.parametrize("kind", ["text", "html", "docx", "pdf"])
def test_an_empty_file_is_refused(kind):
    assert "empty" in refusal(b"", kind)


def test_html_blocks_and_breaks_are_lines_and_source_line_ends_are_not():
    body = (
        "<h1>柳渡镇<br/>2023年报告</h1><div>一、举措\n  <b>和</b>成效<ul><li>甲</li><li>乙 a\nb</ul></div>尾"
    )
    assert lines(html(body)) == ["柳渡镇", "2023年报告", "一、举措和成效", "甲", "乙 a b", "尾"]


def test_html_white_space_collapses_wherever_it_stands():
    assert lines(html("<p>   \n 甲\n乙 a\n b  丙</p>")) == ["甲乙 a b 丙"]


def test_html_unseen_parts_go_and_their_tails_stay():
    body = (
        "<script>甲</script>前<style>乙</style><!-- 丙 --><noscript>丁</noscript>"
        "<span style='color:red; DISPLAY : none'>戊</span>中<div hidden>己</div><select><option>庚</select>"
        "<p style='visibility:hidden'>辛</p><textarea>壬</textarea>后"
    )
    assert "".join(lines(html(body, "<title>癸</title>"))) == "前中后"


def test_html_entities_and_angle_brackets():
    assert lines(html("<p>&#27861;&#x6cbb;&nbsp;&lt;办法&gt;&amp;")) == ["法治\xa0<办法>&"]


def test_html_table_rows_are_lines_and_empty_cells_stay():
    body = (
        "<table><tr><th>项目<th>数量</tr><tr><td><p>行政<br>检查</p></td><td>46</td></tr>"
        "<tr><td>索引号:</td><td></td></tr><tr><td></td><td> </td></tr></table>"
    )
    assert lines(html(body)) == ["项目 | 数量 |", "行政 检查 | 46 |", "索引号: | |"]


def test_html_layout_tables_give_paragraphs_and_the_table_within_gives_rows():
    inner = "<table><tr><td>甲</td><td>1</td></tr></table>"
    body = f"<table><tr><td></td><td><p>{OPENING}</p><p>{ITEM}</p>{inner}后</td></tr></table>末"
    assert lines(html(body)) == [OPENING, ITEM, "甲 | 1 |", "后", "末"]
    assert lines(html(f"<table><tr><td> <td>{OPENING}{ITEM}<td></tr></table>")) == [OPENING + ITEM]


def test_html_a_table_within_a_cell_shows_a_layout():
    inner = "<table><tr><td>乙</td></tr></table>"
    assert lines(html(f"<table><tr><td>甲{inner}</td><td>丙</td></tr></table>")) == ["甲", "乙", "丙"]


def test_html_numbers_of_ordered_lists_are_text_but_a_breadcrumb_has_none():
    body = (
        "<ol class=breadcrumb><li>首页</ol><ol start=3><li>甲<li>乙<li value=9>丙</ol><ol type=a><li>丁</ol>"
    )
    assert lines(html(body)) == ["首页", "3. 甲", "4. 乙", "9. 丙", "a. 丁"]
    assert lines(html("<ol style='list-style-type:simp-chinese-informal'><li>甲<li>乙</ol>")) == [
        "一、甲",
        "二、乙",
    ]


def test_html_preformatted_lines_stay():
    assert lines(html("<pre>甲\n乙</pre><div style='white-space:pre-wrap'>丙\n丁</div>")) == [
        "甲",
        "乙",
        "丙",
        "丁",
    ]


def test_html_pinyin_above_characters_is_no_text():
    assert lines(html("<ruby>镕<rp>(</rp><rt>róng</rt><rp>)</rp></ruby>城")) == ["镕城"]


def test_html_of_deeply_unclosed_tags_is_read_to_its_end():
    assert lines(html("<font><span>" * 500 + "甲")) == ["甲"]
    assert "too deep" in refusal(html("<font><span>" * 5000 + "甲"), "html")


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_a_wrong_charset_never_garbles_a_page(encoding, declared):
    page = f"<meta charset={declared}><p>镕喆堃䶮{OPENING}<p>{ITEM}".encode(encoding)
    expected = f"镕喆堃䶮{OPENING}\n{ITEM}\n"
    assert extract(page, "html").text == expected
    assert extract(page, "html", charset=declared).text == expected


def test_a_declared_charset_serves_where_the_text_is_no_ordinary_chinese():
    page = "<meta charset=gb2312><p>" + "镕喆堃翀赟" * 20
    assert extract(page.encode("gb18030"), "html").text == "镕喆堃翀赟" * 20 + "\n"


def test_a_traditional_page_in_big5_is_read():
    text = "二〇二三年,柳渡鎮在縣政府的領導下,扎實推進法治政府建設。現將有關工作情況報告如下:一、主要舉措和成效,二、存在的不足。"
    page = f"<meta charset=gb2312><p>{text}".replace("〇", "零").encode("big5")
    assert extract(page, "html").text == text.replace("〇", "零") + "\n"


def test_a_head_with_a_character_cut_in_two_does_not_cost_the_page():
    cut = "法治政府".encode("gb18030")[:-1] + b'"'
    page = b'<head><meta content="' + cut + b"></head><body>" + f"<p>{OPENING}<p>{ITEM}".encode("gb18030")
    assert extract(page, "html").text == f"{OPENING}\n{ITEM}\n"


def test_a_page_drawn_by_a_script_is_refused():
    page = "<div id=app></div><script>render('" + OPENING * 20 + "')</script>"
    assert "script" in refusal(page.encode(), "html")
    assert "no text" in refusal(b"<p>Liudu</p>", "html")


def test_a_picture_named_html_is_refused():
    assert "PNG" in refusal(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "html")


LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "%1.%4"),
)


def test_docx_automatic_numbers_become_text():
    document = docx(
        [
            "报告",
            ("举措", 1, 0),
            ("普法", 1, 1),
            ("执法", 1, 1),
            ("检查", 1, 2),
            ("3项制度", 1, 2),
            ("不足", 1, 0),
        ]
        + [("经费", 1, 1), ("细目", 1, 3), ("重新", 2, 0), ("无号", 0, 0)],
        LEVELS,
    )
    assert lines(document, "docx") == [
        "报告", "一、举措", "（一）普法", "（二）执法", "1.检查", "2. 3项制度", "二、不足",
        "（一）经费", "二.1 细目", "一、重新", "无号",
    ]  # fmt: skip


def test_docx_legal_levels_and_levels_that_never_restart():
    document = Document()
    number(document, (*LEVELS[:1], ("decimal", "%1.%2")), extra='<w:lvlRestart w:val="0"/><w:isLgl/>')
    for text, level in (("甲", 0), ("乙", 1), ("丙", 0), ("丁", 1)):
        put_in_list(document.add_paragraph(text), 1, level)
    assert lines(saved(document), "docx") == ["一、甲", "1.1 乙", "二、丙", "2.2 丁"]


def test_docx_numbers_given_by_a_style():
    document = Document()
    number(document, LEVELS)
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))
    own = document.styles.add_style("Own", 1)
    own.base_style = document.styles["Heading 1"]
    for text, name in (("甲", "Heading 1"), ("文", "Normal"), ("乙", "Own")):
        document.add_paragraph(text, style=name)
    assert lines(saved(document), "docx") == ["一、甲", "文", "二、乙"]


def test_docx_bullets_draw_no_number():
    assert lines(docx([("甲", 1, 0)], [("bullet", "\uf06c")]), "docx") == ["甲"]


def test_docx_tables_are_rows_in_their_place():
    document = Document()
    document.add_paragraph("前")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("项目", "数量", "行政\n检查", "46"), strict=True):
        cell.text = text
    document.add_paragraph("后")
    assert lines(saved(document), "docx") == ["前", "项目 | 数量 |", "行政 检查 | 46 |", "后"]


def test_docx_inserted_text_stays_deleted_and_hidden_text_goes():
    document = Document()
    paragraph = document.add_paragraph("甲")
    for run in (
        "<w:ins {0}><w:r><w:t>乙</w:t></w:r></w:ins>",
        "<w:del {0}><w:r><w:t>丙</w:t></w:r></w:del>",
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>丁</w:t></w:r>",
        "<w:r {0}><w:instrText>PAGE</w:instrText></w:r>",
        "<w:hyperlink {0}><w:r><w:t>戊</w:t><w:br/><w:t>己</w:t></w:r></w:hyperlink>",
        "<w:sdt {0}><w:sdtPr><w:t>庚</w:t></w:sdtPr><w:sdtContent><w:r><w:t>辛</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(run.format(nsdecls("w"))))
    document.sections[0].header.paragraphs[0].text = "页眉"
    assert lines(saved(document), "docx") == ["甲乙戊", "己辛"]


def test_docx_text_boxes_follow_their_paragraph_once():
    document = Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph("甲")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
            f'markup-compatibility/2006"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
            "</mc:AlternateContent></w:r>"
        )
    )
    document.add_paragraph("乙")
    assert lines(saved(document), "docx") == ["甲", "框", "乙"]


def zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def test_docx_that_is_none_is_refused_with_the_way_out():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    assert "older Word" in refusal(ole, "docx")
    assert "encrypted" in refusal(ole + "EncryptedPackage".encode("utf-16-le"), "docx")
    assert "no zip" in refusal(b"<html>", "docx")
    assert "damaged" in refusal(zipped("a.txt", b"x"), "docx")
    assert "damaged" in refusal(docx(["甲"])[:-400] + docx(["甲"])[-400:].replace(b"word", b"w0rd"), "docx")
    assert "no text" in refusal(docx([""]), "docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = zipped("word/document.xml", bytes(30_000_000))
    monkeypatch.setattr("analysis.reading.extraction.docx.Document", lambda _: pytest.fail("unpacked"))
    assert "unpacks to 30 MB" in refusal(bomb, "docx")
    monkeypatch.setattr("analysis.reading.extraction.docx.LARGEST_XML", 1000)
    assert "unpacks to" in refusal(docx(["甲"]), "docx")


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (11, "chineseCountingThousand", "十一"),
        (20, "chineseCounting", "二十"), (105, "chineseCountingThousand", "一百零五"),
        (12, "chineseLegalSimplified", "壹拾贰"), (10, "ideographDigital", "一〇"), (3, "ideographTraditional", "丙"),
        (2, "decimalEnclosedCircleChinese", "②"), (21, "decimalEnclosedCircle", "21"), (4, "lowerRoman", "iv"),
        (27, "upperLetter", "AA"), (7, "decimalZero", "07"), (5, "decimalFullWidth", "５"), (6, "unheard-of", "6"),
        (1, "none", ""),
    ],
)  # fmt: skip
def test_numerals(value, form, expected):
    assert numeral(value, form) == expected


SENTENCE = "严格落实行政执法公示制度,开展行政检查46次。"
REPORT = [
    (200.0, "柳渡镇2023年法治政府建设年度报告"),
    OPENING,
    "一、2023年的主要举措和成效",
    *[f"({number})" + SENTENCE * 9 for number in "一二三四五六"],
    (330.0, "青榆县柳渡镇人民政府"),
    (380.0, "2024年1月18日"),
]


def test_pdf_paragraphs_are_whole_and_page_furniture_goes():
    paragraphs = [part if isinstance(part, str) else part[1] for part in REPORT]
    assert lines(typeset(REPORT, head="青榆县人民政府公报"), "pdf") == paragraphs


def test_pdf_lines_of_a_document_that_fills_none_stay():
    short = [
        "柳渡镇二〇二三年法治政府建设年度报告公开稿",
        "二〇二三年,柳渡镇推进法治政府建设",
        "一、举措",
        "二、不足",
        "三、安排",
    ]
    page = [(72, 110 + 28 * n, text) for n, text in enumerate(short)]
    assert lines(pdf([page]), "pdf") == short


def test_pdf_line_a_few_characters_short_goes_on_unless_it_is_finished():
    full = "县" * 28
    page = [
        (72, 110, full),
        (72, 138, full[:25]),
        (72, 166, full),
        (72, 194, full[:25] + "。"),
        (72, 222, full),
    ]
    assert lines(pdf([page]), "pdf") == [full + full[:25] + full + full[:25] + "。", full]


def test_pdf_heading_after_a_full_finished_line_begins_a_line():
    full = "县" * 27 + "。"
    page = [(72, 110, full), (72, 138, "二、不足"), (72, 166, full), (72, 194, full)]
    assert lines(pdf([page]), "pdf") == [full, "二、不足", full + full]


def test_pdf_space_between_lines_ends_a_paragraph():
    full = "县" * 28
    page = [(72, top, full) for top in (110, 138, 166, 222, 250)]
    assert lines(pdf([page]), "pdf") == [full * 3, full * 2]


def test_pdf_characters_drawn_twice_for_boldness_count_once_and_watermarks_not():
    page = [(72 + shift, 110, "青榆县人民政府") for shift in (0, 0.3)]
    assert lines(pdf([page], watermark="内部资料"), "pdf") == ["青榆县人民政府"]


def test_pdf_ruled_tables_come_row_by_row():
    cells = [(100, 200, "项目"), (300, 200, "数量"), (100, 230, "行政检查"), (300, 230, "46")]
    rules = [(90, y, 500, y) for y in (190, 222, 255)] + [(x, 190, x, 255) for x in (90, 280, 500)]
    page = [(104, 110, "一、" + "县" * 60), *cells, (104, 300, "二、不足")]
    assert lines(pdf([page], rules=rules), "pdf")[1:] == ["项目 | 数量 |", "行政检查 | 46 |", "二、不足"]


def test_pdf_radicals_are_the_characters_they_look_like():
    page = [(72, 110, "⻘榆县⼈⺠政府⻅证法治政府建设的情况报告")]
    assert lines(pdf([page]), "pdf")[0] == "青榆县人民政府见证法治政府建设的情况报告"


@pytest.mark.parametrize(
    ("data", "phrase"),
    [
        (typeset(REPORT, encrypted=True), "encrypted"),
        (typeset(REPORT, unmapped=True), "fonts do not tell"),
        (pdf([[]], picture=True), "scan"),
        (pdf([[(270.0, 780.0, "— 1 —")]], picture=True), "scan"),
        (pdf([[]]), "no page holds text"),
        (typeset(REPORT)[:2000], "damaged"),
        (b"<html>", "not a PDF"),
    ],
)
def test_pdf_without_readable_text_is_refused_with_the_way_out(data, phrase):
    assert phrase in refusal(data, "pdf")


def test_a_row_of_one_cell_is_its_lines():
    assert row_lines([["甲", "乙"]]) == ["甲", "乙"]
    assert row_lines([[], []]) == []


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("page", b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>", "html"),
        ("page", b"<html lang='zh'>", "html"),
        ("report", b"%PDF-1.7", "pdf"),
        ("report", b"PK\x03\x04", "docx"),
        ("report.txt", b"<html>", "text"),
        ("report.zip", b"PK\x03\x04", None),
        ("report", "一、主要举措".encode(), None),
    ],
)
def test_a_name_without_extension_leaves_the_kind_to_the_first_bytes(name, data, kind):
    assert kind_of(name, data) == kind
