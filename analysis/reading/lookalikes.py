"""What tells the look-alikes of a report apart: their titles, their form, and how they open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from analysis.reading.code_points import code_points
from analysis.reading.page import Page
from analysis.reading.quotations import unquoted

FIRST, HEAD = 600, 1500
SHORT, TOO_SHORT = 100, 4
# A decisive reason settles it; a lesser one is weighed against what speaks for a report.
DECISIVE, DOUBTFUL, STRONG, WEAK = 10, 9, 6, 5

TOPIC = re.compile(
    "法[治制]政府|依法行政|法[治制]建设|法治(?!社会|文化|宣传|乡村|校园)[一-鿿]{2,6}建设|依法治(?:国|省|市|县|区|州|旗|镇|乡|街)|"
    "法[治制]工作|推进法治|法治(?:年度)?(?:工作)?(?:总结|报告|情况)"
)
REPORT_GENRE = re.compile("(?:报告|总结|汇报|情况|小结|进展|白皮书)(?:（[^）]*）)?$")
ASIDE = re.compile("（[^）]*）|——.*$")
_SUBTITLE = re.compile("——(.+)$")

_LATIN = re.compile("[A-Za-z]+")
_BODY_SUFFIX = "(?:省|市|州|盟|县|区|旗|镇|乡|街道|局|委|办|厅|院|中心|单位|部门|人民政府)"
_PLACEHOLDER = re.compile(f"(?:[xX×*＿_]{{1,4}}|某{{1,2}}|[○〇O]{{2,4}}){_BODY_SUFFIX}")
_WITHIN_WORD = re.compile("[一-鿿A-Za-z]$")
_BEFORE_NAME = re.compile("(?:关于|年度?)$")
_PLACEHOLDER_YEAR = re.compile("20[xX×*]{2}年|(?<![一-鿿A-Za-z\\d])[xX×]{2,4}年")
_HALF_YEAR = re.compile(
    "上半年|下半年|前[一二三]个?季度|第?[一二三四]季度|(?<!\\d)1月?[—–~至-]{1,2}(?:[3-9]|1[01])月|半年"
)
_COURT = re.compile("人民法院|检察院")
_COURT_FIRST = re.compile("[一-鿿]{2,9}(?:人民法院|检察院)")
_SIGNED_BY_REPORTER = re.compile("（(?:本报记者|记者|通讯员|撰稿|供稿)[^）]{0,30}）\\s*$")
_VENDOR = re.compile("范文|下载|文库|代写|会员|原创|优惠|免费|百度|VIP|付费|更多.{0,4}(?:资料|文章)")
_KEYWORD = re.compile("法治|报告|范文|下载")
_LINK = re.compile("附件|下载|点击(?!数|量|率|次)|查看全文|\\.(?:pdf|docx?|wps|ofd)", re.I)

# Kinds that a title gives away, in the order they are tried.
_TITLES = (
    ("template", "the title offers a model text", re.compile(
        "(?<!示)范[文本]|模[板版]|样[本稿]|参考文本|提纲|(?:怎么|如何|怎样)写|写作|[一二三四五六七八九十\\d]篇|通用版")),
    ("interpretation", "the title announces an explanation", re.compile("解读|图解|问答|答记者问|一图|读懂|看懂|速览")),
    ("work_report", "the title is that of a speech, a yearbook or a work report", re.compile(
        "讲话|致辞|发言|纪要|年鉴|大事记|述职|述法报告|政府工作报告|(?:法院|检察院|人大常委会|政协)[^关于]{0,12}(?:报告|总结)")),
    ("study", "the title is that of a study", re.compile(
        "研究(?!室|院|所)|比较|探[析讨究索]|思考|浅[析议谈论]|[试略]论|^论|路径|对策|困境|蓝皮书|述评|综述|启示|^(?:如何|怎样)|实证|调研报告|评估报告|"
        "指数|评价体系|论文")),
)  # fmt: skip
_NEWS_TITLE = re.compile(
    "召开|举行|举办|审议|听取|传达|调研|视察|督导|推进会|座谈会|发布会|培训班|动员|部署会|常务会|专题会|荣获|喜获|获评|入选|出炉|亮相|"
    "开展.{2,30}(?:[核检]查|督[查察]|培训|活动|宣传|评[估查])$|启动|发布(?!会)|公布(?!的)|走在|全面推进(?!.*报告)"
)
_PLAN_TITLE = re.compile(
    "(?:要点|计划|方案|安排|规划|意见|任务分[解工]|责任清单|行动|部署|办法|规定|细则)(?:的通知)?》?(?:的通知)?(?:（[^）]*）)?$"
)
_ASKING_TITLE = re.compile("(?:报送|上报|做好|征求|征集|开展|召开|举办).*的(?:通知|函|公告)$|征求意见$")
_ABOUT_A_REPORT = re.compile(
    "审议意见|(?<![及和与暨])整改(?:落实|进展|工作)?(?:情况|报告)|督察报告|(?:考[核评]|评[估议]|督[查察]|检查)结果|评议意见|视察报告|执法检查|问卷|心得|"
    "提案|议案|采购|招标|(?:典型|优秀|创新)案例|述法$|亮点”?$|"
    "报告的?(?:公开|报送|编制|核查)(?:工作)?(?:情况|的?说明|服务)|"
    "(?<!情况)(?<!情况的)(?<!报告)(?<!报告的)(?:公示|通报|通告|名单|一览表)$"
)
_OTHER_ANNUAL = re.compile(
    "信息公开|政务公开|政府网站|网站(?:工作)?(?:监管)?年度|行政执法|行政复议|行政应诉|行政许可|行政处罚|统计年报|决算|预算|内部审计|"
    "社会责任|年度报表"
)
_DATED_ANNUAL = re.compile("20\\d\\d年.*(?:公开|报告|年报|报表|说明|情况)(?:（[^）]*）)?$")
_ENTRY = re.compile("(?m)^【[^】]{2,12}】")
# A pattern that begins with a literal is found fast.
_ANY_ARTICLE = re.compile("第[一二三四]条")
_ARTICLE = re.compile("(?:^|[\\n。]) ?第[一二三四]条(?![规约款])")

# Kinds that the opening of a text gives away, with the weight of the sign and words of which it has one at least.
_OPENINGS = (
    ("news", "the text opens with a dateline or a reporter", WEAK, ("近日", "日前", "昨日", "今日", "连日来", "讯", "记者", "日，", "日上午", "日下午", "日晚"), re.compile(
        "(?m)，(?:近日|日前)，|^.{0,30}(?:本报讯|本网讯|记者|通讯员|[一-鿿]{2,4}网?讯[（ ：])|^(?:近日|日前|昨日|今日|连日来)，|"
        "^(?:20\\d\\d年)?\\d{1,2}月\\d{1,2}日(?:上午|下午|晚)?，[^。]{0,60}(?:召开|举行|主持|听取|审议|调研|视察|赴|到|来到)")),
    ("news", "the text tells of a meeting that heard a report", WEAK, ("召开", "举行"), re.compile(
        "(?:召开|举行)[^。]{0,80}会.{0,150}会议(?:听取|审议|指出|强调|要求|认为)[^。]*。.{0,150}会议(?:还|听取|审议|指出|强调|要求|认为)")),
    ("plan", "the text lays down what is to be done", WEAK, ("制定", "点如下", "排如下", "案如下", "划如下", "务如下", "提出以下", "提出如下"), re.compile(
        "制定(?:本(?:工作)?(?:方案|计划|要点|意见|安排|实施)|以下|如下|此|了以下)|特制定|现制定|(?:要点|安排|方案|计划|任务)(?:安排)?如下|"
        "提出(?:以下|如下)(?:工作)?(?:要点|安排|意见|措施)")),
    ("study", "the text has the apparatus of a study", WEAK, ("提要", "摘要", "关键词", "作者简介", "基金项目", "分类号", "课题组", "笔者", "本文"), re.compile(
        "内容提要|[\\[【]?摘要[：:】\\]]|[\\[【]摘要|关键词[：:】\\]]|作者简介|基金项目|中图分类号|课题组|笔者|本文(?:以|从|通过|认为|拟|基于|旨在)")),
    ("interpretation", "the text explains a document", WEAK, ("解读如下", "问：", "一、出台", "一、制定", "一、起草", "一、编制", "一、文件"), re.compile(
        "[现作][将就对]?[^。]{0,60}解读如下|(?m:^问：)|一、(?:出台|制定|起草|编制|文件)的?(?:背景|依据|目的)")),
    ("interpretation", "the text answers a letter", DOUBTFUL, ("您", "请问", "咨询"), re.compile(
        "(?m:^(?:网友|留言|来信|回复|答复|问题)[^：，。\n]{0,6}：)[^。]{0,40}(?:您|请问|咨询)|您(?:反映|咨询|提出)的")),
    ("other_annual_report", "the text is the yearly report on another duty", WEAK, ("政府信息", "本报告所列数据", "报表"), re.compile(
        "政府信息公开(?:工作)?年度报告|主动公开政府信息情况|本报告所列数据|政府网站(?:年度)?工作(?:年度)?报表|年度工作报表")),
    ("work_report", "the text addresses a congress on all of its work, or is a speech", WEAK, ("大会", "请予审议", "今天", "我讲", "我强调", "我谈"), re.compile(
        "向大会(?:作|报告)(?:政府|法院|检察院|人民法院|人民检察院)?工作|请予审议，并请.{0,20}提出意见|"
        "今天[^。]{0,12}(?:召开|举行)[^。]{0,40}会议|我(?:讲|强调|谈)[^。]{0,6}[一二三四五几]点")),
    ("half_year", "the text covers half a year", DECISIVE, ("半年", "季度", "年1"), re.compile(
        "(?m)^(?:20\\d\\d年)?[上下]半年|现将[^。：]{0,40}(?:[上下]半年|季度|年1月?[—–~至-]{1,2}(?:[3-9]|1[01])月)")),
)  # fmt: skip


class Reason(NamedTuple):
    """A kind of refusal, the reason in words, and how much it weighs."""

    kind: str
    words: str
    weight: int


def title_reasons(title: str, *, titled: bool, announced: bool) -> Iterator[Reason]:
    """Yield what a title has against it.

    Parameters
    ----------
    titled : bool
        It is the title of the page, not only a line that may be one.
    announced : bool
        The text announces a report on law-based government, so that a title on another matter may belong to
        the site.
    """
    subtitle = _SUBTITLE.search(title)
    if subtitle and TOPIC.search(subtitle[1]) and REPORT_GENRE.search(subtitle[1]):
        # 全面推进依法行政——青榆县2023年法治政府建设情况报告: the slogan is no title.
        title = subtitle[1]
    bare = ASIDE.sub("", title)
    plain = unquoted(bare)
    if count_placeholders(title) or _count_placeholder_years(title):
        yield Reason("template", "the title has a placeholder for the place or the year", DECISIVE)
    for kind, words, pattern in _TITLES:
        if match := pattern.search(title if kind == "template" else plain):
            yield Reason(kind, f"{words} ({match[0]})", DECISIVE)
    news = _NEWS_TITLE.search(plain)
    if news and "关于" not in plain[: news.start()] and not REPORT_GENRE.search(plain[: news.start()]):
        yield Reason("news", f"the title tells an event ({news[0]})", DECISIVE)
    if match := _HALF_YEAR.search(title):
        yield Reason("half_year", f"the title names part of a year ({match[0]})", DECISIVE)
    plan = _PLAN_TITLE.search(bare)
    if plan and not re.search("情况|总结|报告", bare[: plan.start()]):
        yield Reason("plan", f"the title is that of a plan ({plan[0].rstrip('》')})", DECISIVE)
    if match := _ASKING_TITLE.search(plain):
        yield Reason("other_report", f"the title asks for reports ({match[0]})", DECISIVE)
    if match := _ABOUT_A_REPORT.search(plain):
        yield Reason("other_report", f"the title is on what follows from a report ({match[0]})", DECISIVE)
    if "第一责任人" in title and not re.search("法[治制]政府|依法行政", title):
        yield Reason("other_report", "the title is on the duty of the leaders alone", DOUBTFUL)
    if not TOPIC.search(title) and (titled or on_other_duty(title)):
        weight = WEAK if announced else DECISIVE
        if match := _OTHER_ANNUAL.search(title):
            yield Reason("other_annual_report", f"the title is on another matter ({match[0]})", weight)
        elif _COURT.search(title):
            yield Reason("work_report", "a court or procuracy reports", weight)
        elif (REPORT_GENRE.search(bare) or plan) and len(bare) >= 8:
            yield Reason("other_report", "the title is on another matter", weight)


def on_other_duty(line: str) -> bool:
    """Tell whether a line is the title of a yearly report on another duty: 2023年部门预算公开."""
    return bool(_DATED_ANNUAL.search(line) and _OTHER_ANNUAL.search(line))


def form_reasons(page: Page, body: str) -> Iterator[Reason]:
    """Yield what the form of the page has against it: no Chinese, no sentences, no text."""
    head, opening = page.view.text[:HEAD], body[:HEAD]
    han = _count_han(body[:FIRST])
    # Of FIRST characters more than twice as many cannot be Latin.
    latin = sum(map(len, _LATIN.findall(page.view.text[:FIRST]))) if 2 * han < FIRST else 0
    if latin > 100 and latin > 2 * han:
        yield Reason("english", "the body is in English", DECISIVE + 1)
    if opening.count("。") <= 1 and _is_keyed(head):
        yield Reason("keyword_page", "runs of keywords take the place of sentences", DECISIVE + 1)
    if len(_VENDOR.findall(head)) >= 4:
        yield Reason("keyword_page", "the page sells or offers texts", DECISIVE)
    if han < SHORT and _LINK.search(page.view.text) and not re.search("现将[^。]{0,90}如下", opening):
        yield Reason("link_page", "the page only links to a file", DECISIVE)
    if _ANY_ARTICLE.search(opening) and len(_ARTICLE.findall(opening)) > 1:
        yield Reason("other_report", "the text is laid out in articles, as rules are", DECISIVE)
    if page.overlong:
        yield Reason("other_report", "the page has more lines than any report", DECISIVE)
    if han < TOO_SHORT:
        yield Reason("no_text", "the page has no text of a report", DECISIVE)


def _count_han(text: str) -> int:
    """Count the characters from 㐀 to 鿿, but for the signs between the two blocks of Han characters there."""
    codes = code_points(text)
    signs = (codes >= 0x4DC0) & (codes < 0x4E00)
    return int(np.count_nonzero((codes >= 0x3400) & (codes < 0xA000) & ~signs))


def _is_keyed(text: str) -> bool:
    """Tell whether most words of a text are keywords of the genre."""
    words = [word for word in re.split("[ \n，、|_]+", text) if word]
    keyed = [word for word in words if 2 <= len(word) <= 16 and _KEYWORD.search(word)]
    return len(keyed) >= 6 and 2 * len(keyed) > len(words)


def opening_reasons(opening: str, head: str, end: str) -> Iterator[Reason]:
    """Yield what a text has against it in its opening, its first pages (`head`) and its last line (`end`)."""
    opening = unquoted(opening)
    for kind, words, weight, cues, pattern in _OPENINGS:
        if any(map(opening.__contains__, cues)) and pattern.search(opening):
            yield Reason(kind, words, weight)
    holders = count_placeholders(head) + _count_placeholder_years(head)
    if holders and (count_placeholders(opening[:120]) or holders > 2):
        yield Reason("template", "a placeholder stands for the place or the year", DECISIVE)
    if _COURT_FIRST.match(head):
        yield Reason("work_report", "a court or procuracy reports", STRONG)
    if head.count("【") >= 3 and len(_ENTRY.findall(head)) >= 3:
        yield Reason("work_report", "entries of a yearbook", DOUBTFUL)
    if _SIGNED_BY_REPORTER.search(end):
        yield Reason("news", "a reporter signs the text", STRONG)


def count_placeholders(text: str) -> int:
    """Count what stands for a name: xx市, 某县; not the last signs of a word, as in 法xx局."""
    if not any(map(text.__contains__, "xX×*＿_某○〇O")):
        return 0
    before = [text[max(0, match.start() - 2) : match.start()] for match in _PLACEHOLDER.finditer(text)]
    return sum(not _WITHIN_WORD.search(word) or bool(_BEFORE_NAME.search(word)) for word in before)


def _count_placeholder_years(text: str) -> int:
    return len(_PLACEHOLDER_YEAR.findall(text)) if any(map(text.__contains__, "xX×*")) else 0
