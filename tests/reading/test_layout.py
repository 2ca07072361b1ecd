import pytest
from renderings import and_joined, as_is, in_every_rendering, padded

from analysis.reading.furniture import is_furniture
from analysis.reading.layout import lay_out
from analysis.reading.normalise import fold, fold_characters

LEAD = "2023年,柳渡镇在县委、县政府领导下,扎实推进法治政府建设。现将有关情况报告如下:\n"
LAST = "力量不足,培训不够。"
BODY = (
    LEAD
    + f"""一、主要举措和成效
(一)健全机制。镇政府调整了领导小组,召开会议4次。
二、存在的不足和原因
{LAST}
"""
)
TITLE = "青榆县柳渡镇人民政府关于2023年法治政府建设情况的报告"


def read(text, render=as_is):
    return lay_out(fold(render(text)))


def plain(text):
    return text and fold_characters(text).replace(" ", "")


def title_of(text, render=as_is):
    title = read(text, render).title
    return title and plain(title.text)


def aside(page):
    return [plain(part.text) for part in page.furniture]


def labels_of(page):
    return {name: plain(value.text) for name, value in page.labels.items()}


def assert_body_is_clean(page):
    body = plain(page.body.text)
    assert body.startswith("2023年,柳渡镇".replace(",", "，"))
    assert body.endswith(LAST.replace(",", "，"))


TITLES = {
    "plain": (f"{TITLE}\n", TITLE),
    "under a breadcrumb split over lines": (
        f"首页 >> 信息公开 >\n法定主动公开 > 正文\n字号:大 中 小  打印  分享  阅读:次\n{TITLE}\n",
        TITLE,
    ),
    "under a bar, a file name and a glued counter": (
        f"首页 | 政务 |\n青榆县年度报告.docx\n5首页\n{TITLE}\n",
        TITLE,
    ),
    "tagged": ("【公示】柳渡镇2023年法治政府建设年度报告\n", "柳渡镇2023年法治政府建设年度报告"),
    "wrapped, with a gloss": (f"《{TITLE}》(全文)\n", TITLE),
    "with the site's name behind it": (
        "柳渡镇2023年法治政府建设年度报告_青榆县人民政府\n",
        "柳渡镇2023年法治政府建设年度报告",
    ),
    "year in brackets": (
        "鹭汀街道法治政府建设工作年度报告(2022年)\n",
        "鹭汀街道法治政府建设工作年度报告（2022年）",
    ),
    "range of years": (
        "澜宁市五年法治政府建设情况自查报告(2018—2022年)\n",
        "澜宁市五年法治政府建设情况自查报告（2018—2022年）",
    ),
    "without the word for report": ("泠川县2020年法治政府建设情况\n", "泠川县2020年法治政府建设情况"),
    "older name": ("关于泠川县2016年依法行政进展的报告\n", "关于泠川县2016年依法行政进展的报告"),
    "split between body and subject": ("青榆县柳渡镇人民政府\n关于2023年法治政府建设情况的报告\n", TITLE),
    "split anywhere, two bodies": (
        "中共青榆县委 青榆县人民政府\n关于2023年度法治政府建\n设情况的报告\n",
        "中共青榆县委青榆县人民政府关于2023年度法治政府建设情况的报告",
    ),
    "page title, then document title": (f"柳渡镇2023年报告\n字号:大 中 小\n{TITLE}\n", TITLE),
    "short form behind the full one": (
        f"{TITLE}\n发布时间:2024-02-19\n2023年法治政府建设情况的报告\n",
        TITLE,
    ),
    "the dated copy is fuller than a longer one": (
        "青榆县柳渡镇人民政府法治政府建设工作情况的报告\n柳渡镇2023年法治政府建设报告\n",
        "柳渡镇2023年法治政府建设报告",
    ),
    "below headlines of the site": (
        f"青榆县召开会议,部署春耕工作\n柳渡镇开展宣传,营造良好氛围\n{TITLE}\n",
        TITLE,
    ),
    "in a metadata table": (f"名 称:{TITLE} | 索引号:LN01-2024 |\n", TITLE),
    "of a look-alike": ("汐川市2022年法治政府建设重点工作安排\n", "汐川市2022年法治政府建设重点工作安排"),
    "quoting another title": (
        "《青榆县2023年法治政府建设情况报告》解读\n",
        "《青榆县2023年法治政府建设情况报告》解读",
    ),
    "none, the text begins with the body": ("", None),
    "none, but words of the site": ("新闻中心\n政务公开\n", None),
}


@in_every_rendering
@pytest.mark.parametrize("case", TITLES)
def test_title(case, render):
    head, title = TITLES[case]
    page = read(head + BODY, render)
    assert plain(page.title and page.title.text) == title
    assert_body_is_clean(page)


def test_a_headline_with_a_comma_titles_a_page_that_is_dated_right_below():
    page = read(
        "青榆县:压实责任,扎实推进法治政府建设\n2024-02-19 来源:县司法局\n近日,青榆县召开会议,部署工作。\n"
    )
    assert page.title.text == "青榆县：压实责任，扎实推进法治政府建设"
    assert page.body.text.startswith("近日")


def test_a_lead_broken_into_lines_begins_with_its_first():
    page = read(
        "为深入贯彻落实习近平法治思想和上级关于法治政府建\n设的部署,柳渡镇扎实推进各项工作。\n一、举措\n抓学习。\n"
    )
    assert page.body.text.startswith("为深入贯彻")


def test_every_copy_of_the_title_is_kept_with_its_place():
    page = read(f"柳渡镇2023年法治政府建设情况报告\n发布日期:2024-02-19\n{TITLE}\n{BODY}")
    assert [copy.text for copy in page.title_copies] == ["柳渡镇2023年法治政府建设情况报告", TITLE]
    assert page.view.text[page.title.start : page.title.end] == TITLE
    assert not any(TITLE in part for part in aside(page))


def test_the_place_of_a_split_title_holds_the_line_break():
    page = read(f"青榆县人民政府\n关于2023年法治政府建设情况的报告\n{BODY}")
    assert (
        page.view.text[page.title.start : page.title.end]
        == "青榆县人民政府\n关于2023年法治政府建设情况的报告"
    )


def test_a_first_sentence_is_no_title():
    text = "2023年法治政府建设情况报告如下:\n一、主要举措\n召开会议4次。\n"
    assert title_of(text) is None
    assert read(text).body.text.startswith("2023年法治政府建设情况报告如下")


def test_title_and_salutation_glued_to_the_body():
    text = "青榆县2023年法治政府建设情况报告 县委、县政府:2023年,我县坚持依法行政,现将情况报告如下:一、举措(一)学习。学习4次。"
    page = read(text)
    assert page.title.text == "青榆县2023年法治政府建设情况报告"
    assert page.salutation.text == "县委、县政府"
    assert page.body.text.startswith("2023年，我县")


LABELS = {
    "one per line": ("发布日期: 2024-02-19 10:32:05\n来源:县司法局\n", {"发布日期": "2024-02-1910:32:05", "来源": "县司法局"}),
    "in one line, spaced": ("发布日期: 2024-02-19  来源:司法局\n", {"发布日期": "2024-02-19", "来源": "司法局"}),
    "source with a blank, then widgets": (
        "来源:青榆县 司法局 字号:大 中 小\n",
        {"来源": "青榆县司法局"},
    ),
    "source, then a bare date and a counter": (
        "信息来源:司法局 2024-02-19 10:32 浏览次数:33\n",
        {"来源": "司法局", "发布日期": "2024-02-1910:32"},
    ),
    "date before the label": ("2024年02月19日 来源:县司法局\n", {"来源": "县司法局", "发布日期": "2024年02月19日"}),
    "table, glued value, empty labels": (
        "索引号: | 发文字号: | 成文日期2024-01-30\n发布日期 | 2024-02-19 |\n",
        {"成文日期": "2024-01-30", "发布日期": "2024-02-19"},
    ),
    "label on the line before": ("日期\n2024/02/19\n来源:\n县司法局\n", {"发布日期": "2024/02/19", "来源": "县司法局"}),
    "a label is never a value": ("发文字号:\n主题分类:\n索引号:\n有效性: 有效\n", {"有效性": "有效"}),
    "bullet, and a label that lost a character": (
        "• 有效性: 有效\n[ 引号 ] LN0101-2024-3\n",
        {"有效性": "有效", "索引号": "LN0101-2024-3"},
    ),
    "blanks within the label": (
        "索 引 号:0001/2024-003 发布机构:青榆县人民政府办公室 成文日期:2024年01月30日\n",
        {"索引号": "0001/2024-003", "发布机构": "青榆县人民政府办公室", "成文日期": "2024年01月30日"},
    ),
    "dates of several kinds": (
        "成文日期:2024-01-30 发布日期:2024-02-19 更新时间:2024-05-01\n",
        {"成文日期": "2024-01-30", "发布日期": "2024-02-19", "更新时间": "2024-05-01"},
    ),
    "counters state nothing": ("点击数:人次\n阅读:次\n浏览量:120\n", {}),
    "printed twice": ("发布日期:2024-02-19\n索引号:\n发布日期:2024-02-19\n", {"发布日期": "2024-02-19"}),
    "Chinese numerals": ("成文日期:二〇二四年一月三十日\n", {"成文日期": "二〇二四年一月三十日"}),
    "document number without a label": ("泠政发〔2024〕7号\n", {"发文字号": "泠政发〔2024〕7号"}),
    "bare day under the title": ("2024-02-19 10:32\n", {"发布日期": "2024-02-1910:32"}),
    "day in brackets under the issuer": (
        "鹭汀街道办事处\n(2024年1月12日)\n",
        {"署名": "鹭汀街道办事处", "发布日期": "2024年1月12日"},
    ),
    "day in brackets under the title: a meeting": ("(2024年2月26日)\n", {}),
}  # fmt: skip


@in_every_rendering
@pytest.mark.parametrize("case", LABELS)
def test_labels(case, render):
    rows, stated = LABELS[case]
    page = read(TITLE + "\n" + rows + BODY, render)
    assert labels_of(page) == {name: value.replace(",", "，") for name, value in stated.items()}
    assert title_of(TITLE + "\n" + rows + BODY, render) == TITLE
    assert_body_is_clean(page)
    for value in page.labels.values():
        assert page.view.text[value.start : value.end] == value.text


def test_an_empty_label_does_not_take_the_issuer_above_the_title():
    page = read(f"主题分类:\n来源:\n青榆县人民政府\n关于2023年法治政府建设情况的报告\n{BODY}")
    assert page.labels == {}
    assert page.title.text == "青榆县人民政府关于2023年法治政府建设情况的报告"


@pytest.mark.parametrize(
    "line",
    [
        "今天是:2018年6月4日 星期一", "字号:大 中 小  打印  分享  阅读:次", "首页 >> 信息公开 >", "首页 | 政务 |", "5首页", "【字体:大 中 小】",
        "您当前的位置:首页→政务公开→正文", "青榆县年度报告.docx", "http://www.qingyu.example/1.html", "— 3 —", "第3页 共9页",
        "欢迎访问青榆县人民政府网", "[打印] [关闭]", "分享到: 微信 微博", "上一篇:没有了", "无障碍 | 长者模式 | 登录",
    ],
)  # fmt: skip
def test_lines_of_the_site(line):
    assert is_furniture(fold(line).text.replace(" ", ""))


@pytest.mark.parametrize(
    "line",
    [
        TITLE, LEAD.strip(), LAST, "一、主要举措和成效", "大力推进普法", "中小学法治教育", "分享经验,提升水平", "首页公开率达到100%。",
        "印发《关于<执法公示>的通知》", "2024年1月20日", "1,208件", "青榆县人民政府", "下载量超过1万次,访问量达3万人次。",
    ],
)  # fmt: skip
def test_lines_of_the_document(line):
    assert not is_furniture(fold(line).text.replace(" ", ""))


def test_a_site_clock_states_no_date():
    page = read(f"今天是:2018年6月4日 星期一\n{TITLE}\n{BODY}")
    assert page.labels == {}
    assert aside(page) == ["今天是：2018年6月4日星期一"]


def test_a_day_above_the_title_is_the_site_s():
    assert read(f"2018年6月4日\n{TITLE}\n{BODY}").labels == {}


SALUTATIONS = {
    "县委、县政府:": "县委、县政府",
    "中共青榆县委、青榆县人民政府:": "中共青榆县委、青榆县人民政府",
    "各位代表、同志们:": "各位代表、同志们",
    "主任、各位副主任、各位委员:": "主任、各位副主任、各位委员",
    "县委全面依法治县委员会办公室:": "县委全面依法治县委员会办公室",
    "栖云区人民政府:": "栖云区人民政府",
}


@in_every_rendering
@pytest.mark.parametrize("line", SALUTATIONS)
def test_salutation(line, render):
    page = read(f"{TITLE}\n{line}\n{BODY}", render)
    assert plain(page.salutation.text) == SALUTATIONS[line]
    assert_body_is_clean(page)


@pytest.mark.parametrize("line", ["现将有关情况报告如下:", "主要做法包括以下方面:", "一是加强领导:"])
def test_what_ends_in_a_colon_is_not_therefore_a_salutation(line):
    assert read(f"{TITLE}\n{line}\n{BODY}").salutation is None


def test_a_report_read_to_the_congress():
    page = read(
        "泠川县人民政府关于法治政府建设情况的报告\n——2024年2月26日在泠川县第十九届人大常委会第十次会议上\n"
        f"泠川县司法局局长 杨某\n主任、各位副主任、各位委员:\n{BODY}"
    )
    assert page.title.text == "泠川县人民政府关于法治政府建设情况的报告"
    assert page.labels == {}
    assert_body_is_clean(page)


SIGNATURES = {
    "body and day": ("青榆县柳渡镇人民政府\n2024年1月20日\n", ["青榆县柳渡镇人民政府", "2024年1月20日"]),
    "pushed right": (
        "                 柳渡镇人民政府\n                2024年1月20日\n",
        ["柳渡镇人民政府", "2024年1月20日"],
    ),
    "two bodies on one line": (
        "中共鹭汀街道工作委员会      栖云区人民政府鹭汀街道办事处\n2024年1月20日\n",
        ["中共鹭汀街道工作委员会", "栖云区人民政府鹭汀街道办事处", "2024年1月20日"],
    ),
    "two bodies on two lines": (
        "中共澜宁市委\n澜宁市人民政府\n2024年1月20日\n",
        ["中共澜宁市委", "澜宁市人民政府", "2024年1月20日"],
    ),
    "a division of the corps above its city": (
        "岚江生产建设兵团第二十师\n澜宁市人民政府\n2024年1月20日\n",
        ["岚江生产建设兵团第二十师", "澜宁市人民政府", "2024年1月20日"],
    ),
    "all on one line": ("柳渡镇人民政府 2024年1月20日\n", ["柳渡镇人民政府", "2024年1月20日"]),
    "Chinese numerals": ("泠川县司法局\n二〇二四年一月三十日\n", ["泠川县司法局", "二〇二四年一月三十日"]),
    "lost marks": ("柳渡镇人民政府\n2024226\n", ["柳渡镇人民政府", "2024226"]),
    "day alone": ("2024年1月20日\n", ["2024年1月20日"]),
    "month": ("柳渡镇人民政府\n2024年2月\n", ["柳渡镇人民政府", "2024年2月"]),
    "body alone": ("住房和城乡建设局\n", ["住房和城乡建设局"]),
    "none": ("", []),
}
FEET = {
    "nothing": [],
    "share bar": ["分享到:"],
    "attachment": ["附件:2023年统计表.xlsx"],
    "list of attachments": ["(此件公开发布)", "附件:1.任务清单", "2.责任清单"],
    "host with a full stop": ["主办:青榆县人民政府办公室 地址:人民路1号", "版权所有,未经许可不得转载。"],
    "code, next page, host": ["扫一扫在手机打开当前页", "下一篇:柳渡镇召开会议,部署工作。", "青榆县人民政府"],
}


@in_every_rendering
@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("case", SIGNATURES)
def test_signature(case, foot, render):
    lines, parts = SIGNATURES[case]
    page = read(f"{TITLE}\n{BODY}{lines}" + "".join(line + "\n" for line in FEET[foot]), render)
    assert [plain(part.text) for part in page.signature] == parts
    assert_body_is_clean(page)


def test_a_signature_above_the_attachment_list_is_found_below_it_too():
    page = read(f"{TITLE}\n{BODY}附件:任务清单\n柳渡镇人民政府\n2024年1月20日\n")
    assert [part.text for part in page.signature] == ["柳渡镇人民政府", "2024年1月20日"]


def test_a_signature_that_runs_on_behind_the_last_full_stop():
    page = read(f"{TITLE}\n{BODY.rstrip()} 青榆县柳渡镇人民政府 2024年1月20日 分享到: 打印 关闭")
    assert [part.text for part in page.signature] == ["青榆县柳渡镇人民政府", "2024年1月20日"]
    assert_body_is_clean(page)


@pytest.mark.parametrize(
    "last",
    [
        "发布规范性文件3件。", "备案审查规范性文件12件。", "来源可靠,数据真实。", "分享经验做法。", "主办普法讲座12场。", "编辑普法读本1册。", "联系群众更加紧密。",
        "青榆县人民政府2024年1月20日印发了《实施方案》。", "更新权责清单3次。", "举报渠道畅通。",
    ],
)  # fmt: skip
def test_a_last_sentence_that_begins_like_a_footer_belongs_to_the_body(last):
    for text in (
        f"{TITLE}\n{BODY}{last}\n柳渡镇人民政府\n2024年1月20日\n",
        f"{TITLE}\n{BODY.rstrip()}{last}\n",
    ):
        assert read(text).body.text.endswith(fold(last).text)


def test_an_annex_in_prose_behind_the_signature_is_not_the_body():
    page = read(
        f"{TITLE}\n{BODY}柳渡镇人民政府\n2024年1月20日\n名词解释\n法律明白人,是指具有法治素养的村民。\n"
    )
    assert [part.text for part in page.signature] == ["柳渡镇人民政府", "2024年1月20日"]
    assert_body_is_clean(page)


def test_the_foot_states_labels_where_the_head_is_silent():
    page = read(f"{TITLE}\n来源:县司法局\n{BODY}来源:柳渡镇\n发布日期:2024-02-19\n")
    assert labels_of(page) == {"来源": "县司法局", "发布日期": "2024-02-19"}


def test_a_closing_formula_and_a_bare_answer_belong_to_the_body():
    page = read(f"{TITLE}\n{LEAD}一、其他需要报告的情况\n无\n柳渡镇人民政府\n2024年1月20日\n")
    assert page.body.text.endswith("无")
    page = read(f"{TITLE}\n{BODY}特此报告。\n柳渡镇人民政府\n2024年1月20日\n")
    assert page.body.text.endswith("特此报告。")


@in_every_rendering
def test_page_numbers_and_junk_between_paragraphs_are_set_aside(render):
    page = read(f"{TITLE}\n{LEAD}— 1 —\n更多范文请访问 www.fanwen.example\n第2页\n一、举措\n{LAST}\n", render)
    assert [part.replace("—", "") for part in aside(page)] == [
        "1",
        "更多范文请访问www.fanwen.example",
        "第2页",
    ]


def test_nested_titles_in_angle_brackets_are_no_breadcrumb():
    line = "印发《关于<执法公示制度>的通知》,细化分工。"
    page = read(f"{TITLE}\n{line}\n{BODY}")
    assert page.body.text.startswith("印发《关于<执法公示制度>的通知》")


@and_joined
def test_the_same_page_in_every_form(render):
    page = read(
        f"首页 > 政务公开\n{TITLE}\n发布日期:2024-02-19 来源:县司法局\n县委、县政府:\n{BODY}柳渡镇人民政府\n2024年1月20日\n分享到:\n",
        render,
    )
    assert plain(page.title.text) == TITLE
    assert labels_of(page) == {"发布日期": "2024-02-19", "来源": "县司法局"}
    assert plain(page.salutation.text) == "县委、县政府"
    assert [plain(part.text) for part in page.signature] == ["柳渡镇人民政府", "2024年1月20日"]
    assert_body_is_clean(page)


def test_nothing_of_the_page_is_in_two_parts():
    page = read(
        padded(
            f"首页 > 政务公开\n{TITLE}\n发布日期:2024-02-19\n县委、县政府:\n{BODY}柳渡镇人民政府\n2024年1月20日\n分享到:\n"
        )
    )
    parts = [page.body, page.salutation, *page.title_copies, *page.signature, *page.furniture]
    parts.sort(key=lambda part: part.start)
    assert all(one.end <= two.start for one, two in zip(parts, parts[1:], strict=False))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "。", "首页 > 正文", "附件:2023年报告.pdf\n点击下载", "In 2022 the district"]
)
def test_pages_without_a_report_have_a_small_body_or_none(text):
    page = lay_out(fold(text))
    assert page.title is None and page.signature == ()
    assert len(page.body.text) <= len(text)
