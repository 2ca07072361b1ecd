"""Is the text such a report at all? Look-alikes are refused with the kind they are of.

One rule: an identifiable public body reports on its own 法治政府建设 or 依法行政 work over a stated period. What the
title is settles it. A text without a telling title is weighed: what speaks for a report (announcement, topic,
the mandated parts, an author) against what speaks for another kind of text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.reading.page import Page, Section

FIRST, HEAD = 600, 1500
OPENING, NO_LEAD = 400, 200
LONGEST_TITLE = 200
SHORT, TOO_SHORT = 150, 15
DECISIVE = 10

_HAN = re.compile("[㐀-䶿一-鿿]+")
_LATIN = re.compile("[A-Za-z]+")
_QUOTED = re.compile("《[^》]{0,120}》|“[^”]{0,80}”")
_ASIDE = re.compile("（[^）]*）|——.*$")
TOPIC = re.compile(
    "法[治制]政府|依法行政|法[治制]建设|法治(?!社会|文化|宣传|乡村|校园)[一-鿿]{2,6}建设|依法治(?:国|省|市|县|区|州|旗|镇|乡|街)|法[治制]工作|推进法治|"
    "法治(?:年度)?(?:工作)?(?:总结|报告|情况)"
)
_REPORT_GENRE = re.compile("(?:报告|总结|汇报|情况|小结|进展|白皮书)(?:（[^）]*）)?$")
_FORMULA = re.compile("现(?:将|就|把|对|向)?[^。！？]{0,90}(?:报告|汇报|总结|通报|述法|公布|公示|公告)?如下")
_BODY_SUFFIX = "(?:省|市|州|盟|县|区|旗|镇|乡|街道|局|委|办|厅|院|中心|单位|部门|人民政府)"
_PLACEHOLDER = re.compile(f"(?:[xX×*＿_]{{1,4}}|某{{1,2}}|[○〇O]{{2,4}}){_BODY_SUFFIX}")
_NO_PLACEHOLDER_BEHIND = re.compile("[一-鿿A-Za-z]$")
_PLACEHOLDER_BEHIND = re.compile("(?:关于|年度?)$")
_PLACEHOLDER_YEAR = re.compile("20[xX×*]{2}年|(?<![一-鿿A-Za-z\\d])[xX×]{2,4}年")
_HALF_YEAR = re.compile(
    "上半年|下半年|前[一二三]个?季度|第?[一二三四]季度|(?<!\\d)1月?[—–~至-]{1,2}(?:[3-9]|1[01])月|半年"
)


_NO_HEADLINE = re.compile("[。；，]|^(?:[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\\d)")


class Reason(NamedTuple):
    """A kind of refusal, the reason in words, and how much it weighs."""

    kind: str
    words: str
    weight: int


# Kinds that a title gives away, in the order they are tried; group by group, the first that holds counts.
_TITLES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("template", "the title offers a model text", re.compile("范[文本]|模[板版]|样[本稿]|参考文本|[一二三四五六七八九十\\d]篇|通用版|格式")),
    ("interpretation", "the title announces an explanation", re.compile("解读|图解|问答|答记者问|一图|读懂|看懂|速览")),
    ("work_report", "the title is that of a speech, a yearbook or a work report of government or court", re.compile(
        "讲话|致辞|发言|年鉴|大事记|述职|述法报告|政府工作报告|(?:法院|检察院|人大常委会|政协)[^关于]{0,12}(?:报告|总结)")),
    ("study", "the title is that of a study", re.compile(
        "研究(?!室|院|所)|比较|探析|探讨|探究|探索|思考|浅[析议谈论]|[试略]论|^论|路径|对策|困境|蓝皮书|述评|综述|启示|实证|调研报告|评估报告|指数|评价体系|论文")),
)  # fmt: skip
_NEWS_TITLE = re.compile(
    "召开|举行|举办|审议|听取|传达|调研|视察|督导|推进会|座谈会|发布会|培训班|动员|部署会|常务会|专题会|荣获|喜获|获评|入选|出炉|亮相|启动|发布(?!会)|公布(?!的)|走在|全面推进(?!.*报告)"
)
_PLAN_TITLE = re.compile(
    "(?:要点|计划|方案|安排|规划|实施意见|意见|任务分[解工]|责任清单|行动|部署|办法|规定|细则)(?:的通知)?》?(?:的通知)?(?:（[^）]*）)?$"
)
_OTHER_ANNUAL = re.compile(
    "信息公开|政务公开|政府网站|网站(?:工作)?(?:监管)?年度|行政执法|行政复议|行政应诉|行政许可|行政处罚|统计年报|决算|预算|内部审计|社会责任|年度报表"
)
_ABOUT_A_REPORT = re.compile(
    "审议意见|(?<![及和与暨])整改(?:落实|进展|工作)?(?:情况|报告)|督察报告|考核结果|评议意见"
)
_COURT = re.compile("人民法院|检察院")

# Kinds that the opening of a text gives away, with the weight of each sign.
_OPENINGS: tuple[tuple[str, str, int, re.Pattern[str]], ...] = (
    ("news", "the text opens with a dateline or a reporter", 5, re.compile(
        "(?m)^.{0,30}(?:本报讯|本网讯|记者|通讯员|[一-鿿]{2,4}网?讯[（ ：])|^(?:近日|日前|昨日|今日|连日来)，|"
        "^(?:20\\d\\d年)?\\d{1,2}月\\d{1,2}日(?:上午|下午|晚)?，[^。]{0,60}(?:召开|举行|主持|听取|审议|调研|视察|赴|到|来到)")),
    ("news", "the text tells of a meeting that heard a report", 5, re.compile(
        "(?:会议|大会)(?:听取|审议|指出|强调|要求|认为|还)[^。]*。.{0,200}(?:会议|大会)(?:听取|审议|指出|强调|要求|认为|还)")),
    ("plan", "the text lays down what is to be done", 5, re.compile(
        "(?:特|现)?制定(?:本|以下|如下|此|了以下)(?:工作)?(?:方案|计划|要点|意见|安排|实施)?|特制定|现制定|(?:工作)?(?:要点|安排|方案|计划|任务)(?:如下|安排如下)|提出(?:以下|如下)(?:工作)?(?:要点|安排|意见|措施)")),
    ("study", "the text has the apparatus of a study", 5, re.compile("内容提要|摘要[：:】\\]]|\\[摘要|【摘要|关键词[：:】\\]]|作者简介|基金项目|中图分类号|课题组|笔者|本文(?:以|从|通过|认为|拟|基于|旨在)")),
    ("interpretation", "the text explains a document", 5, re.compile("(?:现|作)(?:将|就|对)?[^。]{0,60}解读如下|一、(?:出台|制定|起草|编制|文件)(?:的)?(?:背景|依据|目的)|政策解读")),
    ("other_annual_report", "the text is the yearly report on open government", 5, re.compile("政府信息公开(?:工作)?年度报告|根据《中华人民共和国政府信息公开条例》[^。]{0,80}(?:编制|公布|发布|撰写|形成)|主动公开政府信息情况|本报告所列数据")),
    ("work_report", "the text addresses a congress on all of its work, or is a speech", 5, re.compile("向大会(?:作|报告)(?:政府|法院|检察院|人民法院|人民检察院)?工作|请予审议，并请.{0,20}提出意见|今天[^。]{0,12}(?:召开|举行)[^。]{0,40}会议|我(?:讲|强调|谈)[^。]{0,6}[一二三四五几]点")),
    ("half_year", "the text covers half a year", 6, re.compile("(?m)^(?:20\\d\\d年)?(?:上|下)半年|现将[^。]{0,40}(?:上半年|下半年|季度)")),
)  # fmt: skip
_VENDOR = re.compile("范文|下载|文库|代写|会员|原创|优惠|免费|百度|更多.{0,4}(?:资料|文章)|VIP|付费")
_LINK = re.compile("附件|下载|点击|查看全文|\\.(?:pdf|docx?|wps|ofd)", re.I)
_SELF = re.compile(
    "[我本](?:省|市|州|盟|县|区|旗|镇|乡|街道|局|厅|委|办|中心|部|院|单位)|全(?:省|市|州|盟|县|区|旗|镇|乡|街道)"
)


def judge(page: Page, sections: Sequence[Section], metadata: Mapping[str, object]) -> tuple[str, str | None]:
    """Return whether the page is such a report, and if not (or not surely) the kind and the reason.

    Returns
    -------
    is_report : {'yes', 'no', 'unsure'}
    refusal : str or None
        ``kind: reason in words``, the kind one of `schemas.REFUSALS`.
    """
    body = page.view.text[page.body.start : page.body.end]
    head = re.sub(" ", "", body[: 2 * HEAD])[:HEAD]
    title = _headline(page, head)
    lead = sections[0].start - page.body.start if sections else OPENING
    against = [
        *_against_title(title),
        *_against_form(page, body),
        *_against_opening(title, head, body, min(max(lead, NO_LEAD), OPENING)),
    ]
    worst = max(against, key=lambda reason: reason.weight, default=None)
    if worst and worst.weight >= DECISIVE:
        return "no", f"{worst.kind}: {worst.words}"
    signs = _signs(title, head, sections, metadata)
    score = sum(signs.values())
    if worst and score <= worst.weight + 1:
        return "no", f"{worst.kind}: {worst.words}"
    if worst and score < 2 * worst.weight:
        return "unsure", f"{worst.kind}: {worst.words}; but it has {', '.join(signs)}"
    if score >= 3:
        return "yes", None
    if score == 2:
        return "unsure", f"other_report: of a report it has only {', '.join(signs)}"
    return "no", "other_report: nothing shows that a body reports on its own law-based government"


def _headline(page: Page, head: str) -> str:
    """Return the title, else the short first line of the body that could be one."""
    if page.title:
        return re.sub("[ \n]", "", page.title.text[:LONGEST_TITLE])
    first, _, rest = head.lstrip("\n").partition("\n")
    return first if rest and 4 < len(first) <= 50 and not _NO_HEADLINE.search(first) else ""


def _placeholders(text: str) -> int:
    """Count what stands for a name: xx市, 某县; not the last signs of a word, as in 法xx局."""
    if not any(sign in text for sign in "xX×*＿_某○〇O"):
        return 0
    return sum(
        not _NO_PLACEHOLDER_BEHIND.search(behind) or bool(_PLACEHOLDER_BEHIND.search(behind))
        for match in _PLACEHOLDER.finditer(text)
        for behind in [text[max(0, match.start() - 2) : match.start()]]
    )


def _against_form(page: Page, body: str) -> list[Reason]:
    """Refuse what has no Chinese sentences to read."""
    han = sum(map(len, _HAN.findall(body[:FIRST])))
    latin = sum(map(len, _LATIN.findall(page.view.text[:FIRST])))
    found = []
    if latin > 100 and latin > 2 * han:
        found.append(Reason("english", "the body is in English", DECISIVE + 1))
    words = [word for word in re.split("[ \n，、|_]+", page.view.text[:HEAD].strip()) if word]
    short = [word for word in words if 2 <= len(word) <= 16]
    keyed = [word for word in short if re.search("法治|报告|范文|下载", word)]
    if body[:HEAD].count("。") <= 1 and len(keyed) >= 6 and 2 * len(keyed) > len(words):
        found.append(Reason("keyword_page", "runs of keywords take the place of sentences", DECISIVE + 1))
    if len(_VENDOR.findall(page.view.text[:HEAD])) >= 4:
        found.append(Reason("keyword_page", "the page sells or offers texts", DECISIVE))
    if han < SHORT and _LINK.search(page.view.text) and not _FORMULA.search(body):
        found.append(Reason("link_page", "the page only links to a file", DECISIVE))
    if han < TOO_SHORT:
        found.append(Reason("no_text", "the page has no text of a report", DECISIVE))
    return found


def _against_title(title: str) -> list[Reason]:
    if not title:
        return []
    bare = _ASIDE.sub("", title)
    plain = _QUOTED.sub("", bare)
    if _placeholders(title) or _PLACEHOLDER_YEAR.search(title):
        return [Reason("template", "the title has a placeholder for the place or the year", DECISIVE)]
    topical = bool(TOPIC.search(title))
    for kind, words, pattern in _TITLES:
        if match := pattern.search(plain):
            return [Reason(kind, f"{words} ({match[0]})", DECISIVE)]
    news = _NEWS_TITLE.search(plain)
    if news and "关于" not in plain[: news.start()] and not _REPORT_GENRE.search(plain[: news.start()]):
        return [Reason("news", f"the title tells an event ({news[0]})", DECISIVE)]
    if match := _HALF_YEAR.search(title):
        return [Reason("half_year", f"the title names part of a year ({match[0]})", DECISIVE)]
    match = _PLAN_TITLE.search(bare)
    if match and not re.search("情况|总结|报告", bare[: match.start()]):
        return [
            Reason(
                "plan", f"the title is that of a plan ({match[1] if match.lastindex else match[0]})", DECISIVE
            )
        ]
    if match := _ABOUT_A_REPORT.search(plain):
        return [Reason("other_report", f"the title is on what follows from a report ({match[0]})", DECISIVE)]
    if "第一责任人" in title and not re.search("法[治制]政府|依法行政", title):
        return [Reason("other_report", "the title is on the duty of the leaders alone", 6)]
    if topical:
        return []
    if match := _OTHER_ANNUAL.search(title):
        return [Reason("other_annual_report", f"the title is on another matter ({match[0]})", DECISIVE)]
    if _COURT.search(title):
        return [Reason("work_report", "a court or procuracy reports", DECISIVE)]
    if _REPORT_GENRE.search(bare) and len(bare) >= 8:
        return [Reason("other_report", "the title is on another matter", DECISIVE)]
    return []


def _against_opening(title: str, head: str, body: str, reach: int) -> list[Reason]:
    opening = _QUOTED.sub("", head[:reach])
    found = [
        Reason(kind, words, weight) for kind, words, weight, pattern in _OPENINGS if pattern.search(opening)
    ]
    holders = _placeholders(head) + len(_PLACEHOLDER_YEAR.findall(head))
    if holders and (_placeholders(opening[:120]) or holders > 2):
        found.append(Reason("template", "a placeholder stands for the place or the year", DECISIVE))
    if _COURT.match(title) or re.match("[一-鿿]{2,9}(?:人民法院|检察院)", head):
        found.append(Reason("work_report", "a court or procuracy reports", 6))
    if len(re.findall("(?:^|\n) ?【[^】]{2,12}】", body[: 4 * HEAD])) >= 3:
        found.append(Reason("work_report", "entries of a yearbook", 8))
    return found


def _signs(
    title: str, head: str, sections: Sequence[Section], metadata: Mapping[str, object]
) -> dict[str, int]:
    """Return what speaks for a report, with its weight."""
    plain = _QUOTED.sub("", head)
    signs: dict[str, int] = {}
    if title and TOPIC.search(title) and _REPORT_GENRE.search(_ASIDE.sub("", title)):
        signs["the title of such a report"] = 4
    elif title and TOPIC.search(title):
        signs["the topic in the title"] = 2
    if match := _FORMULA.search(plain):
        signs["an announcement of a report"] = 3 if TOPIC.search(match[0]) else 2
    items = {section.item for section in sections if section.depth <= 2} & {1, 2, 3, 4}
    if items:
        signs[f"mandated parts ({len(items)})"] = len(items)
    topics = len(TOPIC.findall(plain))
    if topics:
        signs["the topic in its opening"] = 2 if topics > 1 else 1
    if re.match("[^。]{0,30}20\\d\\d年度?(?:以来|来|，|[一-鿿])", plain) or metadata.get("reporting_year"):
        signs["a stated period"] = 1
    if metadata.get("issuer") or _SELF.search(head):
        signs["an author"] = 1
    if not topics and not title:
        # 依法, 执法 and the like without the topic itself: any office's year.
        signs = {
            name: weight for name, weight in signs.items() if name not in {"a stated period", "an author"}
        }
    return signs
