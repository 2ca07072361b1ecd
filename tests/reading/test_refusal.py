"""Reports and their look-alikes: every kind of refusal, with a title and without, and what must be kept."""

from __future__ import annotations

import pytest
from invented import read, variants

from analysis.schemas import REFUSALS

PARTS = (
    "一、2023年主要举措和成效\n(一)健全机制。调整了领导小组，全年召开会议4次。\n(二)规范执法。办理案件32件。\n"
    "二、存在的不足和原因\n一是宣传力度不够。二是执法力量薄弱，主要原因是人员少。\n三、下一年度主要安排\n继续推进法治政府建设。\n"
)

REFUSED = {
    "template: placeholder in the title": ("template", "xx市2023年法治政府建设情况报告\n2023年，xx市推进依法行政。\n" + PARTS),
    "template: crosses": ("template", "××县人民政府关于20××年度法治政府建设情况的报告\n20××年，××县推进依法行政。\n" + PARTS),
    "template: asterisk": ("template", "*局2022年法治政府建设年度报告\n2022年，*局推进依法行政。\n" + PARTS),
    "template: 某县 in the lead": ("template", "2023年，某县推进法治政府建设，现将情况报告如下。\n" + PARTS),
    "template: 范文": ("template", "法治政府建设情况报告范文\n2022年，我局推进依法行政。\n" + PARTS),
    "template: several in one": ("template", "2023年法治政府建设工作总结（通用5篇）\n篇一\n2023年，我局推进依法行政。\n" + PARTS),
    "news: meeting that heard the report": (
        "news", "我市召开会议审议2022年度法治政府建设情况报告\n近日，市政府召开常务会议，审议了报告。会议指出，全市法治政府建设取得成效。\n"),
    "news: standing committee": (
        "news", "澜宁市人大常委会听取和审议市政府关于2022年度法治政府建设情况的报告\n4月26日，澜宁市人大常委会举行会议。会议认为，依法行政取得成效。"),
    "news: dateline, no title": (
        "news", "2月19日上午，泠川县召开全面依法治县委员会会议，审议2023年法治政府建设情况报告。县委书记主持并强调，要坚持依法行政。"),
    "news: reporter, no title": ("news", "本报讯（记者 张某）近日，青榆县人民政府听取2023年度法治政府建设情况汇报。法治政府建设取得成效。"),
    "news: signed by a correspondent": (
        "news", "柳渡镇扎实推进法治政府建设\n今年以来，柳渡镇多措并举推进法治政府建设。一是加强领导。二是强化宣传。（通讯员 王某）"),
    "plan: title": ("plan", "汐川市2022年法治政府建设重点工作安排\n2022年，全市法治政府建设要抓好以下工作。\n一、主要举措\n要健全制度。\n"),
    "plan: notice": (
        "plan", "关于印发《青榆县2024年法治政府建设工作要点》的通知\n各乡镇人民政府：\n现将工作要点印发给你们，请认真贯彻执行。\n一、总体要求\n推进依法行政。\n"),
    "plan: no title": (
        "plan", "为贯彻落实上级部署，加快推进法治政府建设，结合我镇实际，特制定本工作计划。\n一、指导思想\n坚持依法行政。\n二、主要任务\n要加强学习。\n"),
    "study: title": ("study", "法治政府建设的区域比较\n张某\n摘要：本文比较三个县。\n一、2022年法治政府建设的成就\n2022年，各地坚持依法行政。\n"),
    "study: apparatus, no title": (
        "study", "【摘要】法治政府建设是重点任务。【关键词】法治政府；评估\n一、2022年的成就\n2022年法治政府建设取得进展。笔者认为仍有不足。\n"),
    "interpretation: title": (
        "interpretation", "《青榆县2023年法治政府建设情况报告》解读\n一、编制背景\n县政府编制了报告，法治政府建设受到重视。\n二、主要内容\n共四部分。\n"),
    "interpretation: picture": ("interpretation", "一图读懂青榆县2023年法治政府建设情况报告\n2023年，法治政府建设成效明显，办案100件。\n"),
    "interpretation: questions": (
        "interpretation", "问：《青榆县2023年法治政府建设年度报告》怎样形成？\n答：按规定编制。\n问：写了哪些内容？\n答：写了法治政府建设的四个方面。\n"),
    "other annual report: open government": (
        "other_annual_report", "青榆县2023年政府信息公开工作年度报告\n根据《中华人民共和国政府信息公开条例》编制本报告。\n一、总体情况\n坚持依法行政，公开信息100条。\n"),
    "other annual report: enforcement": (
        "other_annual_report", "栖云区2023年度行政执法工作情况报告\n2023年，全区办理处罚案件100件。\n一、总体情况\n执法规范。\n"),
    "news with a slogan": ("news", "全面推进依法行政 建设法治政府\n近年来，青榆县法治政府建设成效明显。\n青榆县坚持依法行政。\n"),
    "other report: business climate": (
        "other_report", "关于优化营商环境情况的报告\n2023年，全市坚持依法行政。现将情况报告如下：\n一、主要举措\n推进改革。\n二、存在问题\n服务不够。\n"),
    "other report: no title": (
        "other_report", "2023年，我镇推进人居环境整治，现将工作情况汇报如下：\n一、主要做法\n成立领导小组。\n二、存在问题\n资金不足。\n三、下一步打算\n继续努力。\n"),
    "other report: what followed from a report": (
        "other_report", "关于青榆县2022年法治政府建设情况报告的审议意见\n县人民政府：\n2023年，县人大常委会听取了报告，提出意见，推进依法行政。\n"),
    "work report: court": ("work_report", "泠川县人民法院工作报告\n各位代表：\n现在，我代表县人民法院向大会报告工作。\n一、2023年工作\n推进法治建设。\n"),
    "work report: government": (
        "work_report", "政府工作报告\n各位代表：\n现在，我代表县人民政府向大会报告政府工作。\n一、2023年工作回顾\n法治政府建设深入推进。\n"),
    "work report: speech": ("work_report", "在全县法治政府建设工作会议上的讲话\n同志们：\n今天召开全县法治政府建设会议，下面我讲三点意见。\n"),
    "other report: rules in articles": (
        "other_report", "法治政府建设年度报告制度实施办法\n第一条 为规范年度报告，制定本办法。\n第二条 县级以上政府报告上一年度法治政府建设情况。\n"),
    "other report: list put up for comment": (
        "other_report", "2023年度全省法治政府建设示范项目公示\n经评审，现将法治政府建设示范项目公示，公示期5日。\n一、示范地区\n青榆县\n"),
    "other report: results of an assessment": (
        "other_report", "关于2023年度法治政府建设考评结果的通报\n各乡镇：\n现将全县2023年法治政府建设考评结果通报如下：\n一、考评结果\n优秀。\n"),
    "other report: inspection by deputies": (
        "other_report", "县人大常委会关于法治政府建设情况的视察报告\n视察组对2023年法治政府建设进行了视察。现将情况报告如下：\n一、基本情况\n良好。\n"),
    "other report: invitation": (
        "other_report", "关于召开2023年度法治政府建设情况汇报会的通知\n各单位：\n请准备2023年法治政府建设情况报告。\n青榆县委依法治县办\n"),
    "other report: comments asked for": (
        "other_report", "青榆县2023年度法治政府建设情况报告公开征求意见\n现就报告公开征求意见，欢迎对法治政府建设提出意见。\n"),
    "other report: questionnaire": (
        "other_report", "法治政府建设满意度问卷调查\n为了解公众对2023年法治政府建设的看法，开展调查。\n1.您是否满意？\n"),
    "other report: all work of a year": (
        "other_report", "2023年工作总结和2024年工作计划\n2023年，我局推进依法行政，法治政府建设有成效。现将工作情况报告如下：\n一、就业工作\n二、2024年计划\n"),
    "other annual report: budget, title set aside": (
        "other_annual_report", "青榆县财政局2023年部门预算公开\n第一部分 部门概况\n一、主要职责\n推进法治政府建设。\n第二部分 2023年部门预算表\n"),
    "interpretation: answer to a letter": (
        "interpretation", "答网民关于法治政府建设年度报告的来信\n网友：请问2023年法治政府建设年度报告在哪里？\n回复：您好，您反映的问题收悉，报告已公开。\n"),
    "news: in the course of a sentence": (
        "news", "为确保法治政府建设年度报告质量，近日，县司法局核查了各单位2023年度法治政府建设情况报告。\n"),
    "work report: minutes": (
        "work_report", "2023年度法治政府建设工作会议纪要\n会议听取了2023年法治政府建设情况的汇报，研究了工作。\n一、会议肯定了工作\n"),
    "template: how to write one": (
        "template", "法治政府建设情况自查报告怎么写\n一、开头\n写明依据，如2023年，我局推进依法行政。\n二、主体\n写主要做法。\n"),
    "work report: yearbook": (
        "work_report", "法治政府建设\n【概况】2022年，全县推进依法行政。\n【行政复议】受理案件20件。\n【普法宣传】开展活动30次。\n【队伍建设】培训2次。\n"),
    "half year: title": ("half_year", "2024年上半年法治建设工作总结\n2024年上半年，我局推进依法行政。\n" + PARTS),
    "half year: months": ("half_year", "柳渡镇2024年1—6月法治政府建设工作情况报告\n柳渡镇推进依法行政。\n" + PARTS),
    "half year: no title": ("half_year", "2024年上半年，柳渡镇推进法治政府建设，现将上半年工作情况汇报如下：\n" + PARTS),
    "English": (
        "english", "栖云区2022年法治政府建设年度报告\nIn 2022 the district government promoted law-based administration and trained officials in law. "
        "It reviewed normative documents, and handled reconsideration cases in every department of the district.\n"),
    "keywords": (
        "keyword_page", "法治政府报告 法治报告范文 青榆报告下载\n法治政府建设报告 法治政府建设情况报告 法治政府总结 报告下载 青榆县报告 "
        "法治报告模板 依法行政报告 法治政府报告大全 免费下载 报告范文 法治政府建设 年度报告\n"),
    "link": ("link_page", "青榆县2023年法治政府建设情况报告\n发布日期：2024-02-19\n附件：青榆县2023年法治政府建设情况报告.pdf\n"),
    "no text": ("no_text", "首页 > 政务公开\n\n扫一扫在手机打开当前页\n"),
}  # fmt: skip

KEPT = {
    "sister name": "青榆县公安局2023年法治公安建设情况报告\n2023年，青榆县公安局推进法治公安建设。\n" + PARTS,
    "older name": "关于泠川县2016年依法行政进展的报告\n2016年，我县坚持依法行政。\n" + PARTS,
    "congress": (
        "关于青榆县法治政府建设情况的报告\n——2024年2月26日在县人大常委会会议上\n主任、各位副主任、各位委员：\n"
        "受县人民政府委托，现将我县2023年法治政府建设情况报告如下，请予审议。\n" + PARTS
    ),
    "several years": "澜宁市五年法治政府建设情况自查报告(2018—2022年)\n五年来，我市坚持依法行政。\n" + PARTS,
    "situation without 报告": "泠川县2020年法治政府建设情况\n2020年，全县法治政府建设扎实推进。\n" + PARTS,
    "summary and plan": "柳渡镇2023年法治政府建设工作总结及2024年工作计划\n2023年，我镇推进依法行政。\n"
    + PARTS,
    "notice that wraps a report": "青榆县人民政府关于印发2023年度法治政府建设情况报告的通知\n各乡镇人民政府：\n2023年，全县坚持依法行政。\n"
    + PARTS,
    "meetings, plans and 近日 in the body": (
        "2023年，柳渡镇召开党委会议5次，听取法治政府建设情况汇报，制定《柳渡镇2023年法治政府建设工作要点》，推进依法行政。"
        "现将有关情况报告如下：\n一、主要举措和成效\n近日，镇政府召开会议，审议通过了普法工作方案。\n二、存在的不足和原因\n宣传不够。\n"
    ),
    "cut off after the opening": (
        "2023年，全省坚持以习近平新时代中国特色社会主义思想为指导，深入推进法治政府建设，各项工作取得明显成效。\n"
        "一、夯基固本，提升履职质效\n（一）深化改革。推行告知承诺，办理事项100项。\n（二）加强制度供给。制定省政府规"
    ),
    "no line breaks": (
        "2022年，我局在市委、市政府的正确领导下，坚持依法行政，持续推进法治政府建设。一、主要举措（一）加强学习。召开会议。（二）规范执法。办理案件20件"
    ),
    "no lead": "一、2023年度推进法治政府建设的主要举措和成效\n（一）学习贯彻习近平法治思想。专题学习4次。\n（二）依法履行职责。",
    "slogans for headings": (
        "2021年，汐川市坚持法治引领，全面推进依法行政，法治政府建设迈上新台阶。\n一、坚持党的领导，把牢正确方向\n"
        "召开会议审议法治政府建设事项。\n二、坚持改革创新，激发活力\n优化营商环境。\n"
    ),
    "topic headings of the older outline": (
        "2018年，县政府法制办落实《法治政府建设实施纲要（2015-2020年）》，现将我县法治政府建设情况报告如下：\n"
        "一、依法全面履行政府职能\n深化改革。\n二、完善依法行政制度体系\n清理文件。\n"
    ),
    "masked on a mirror": "青榆县2022年度法治政府建设情况报告\n2022年，青榆县在（略）领导下，办理案件*件，推进依法行政。\n"
    + PARTS,
    "slogan above the title": "全面推进依法行政——青榆县2023年法治政府建设情况报告\n2023年，青榆县推进依法行政。\n"
    + PARTS,
    "title of the site on another matter": "2023年政府信息公开年报\n2023年，柳渡镇推进依法行政，现将法治政府建设情况报告如下：\n"
    + PARTS,
    "plans in the lead": "2023年，柳渡镇制定本镇法治政府建设工作要点，召开会议，推进依法行政，现将情况报告如下：\n"
    + PARTS,
    "circular on the year": "青榆县水务局关于2023年度法治政府建设情况的通报\n2023年，县水务局推进依法治水，现将情况通报如下：\n"
    + PARTS,
    "put up for comment by its issuer": "青榆县2023年度法治政府建设情况公示\n现将我县2023年度法治政府建设情况公示如下：\n"
    + PARTS,
    "self-check after a request": "2023年度法治政府建设考核自查报告\n根据考核要求，我局认真自查，现将自查情况报告如下：\n"
    + PARTS,
    "navigation above": "政策解读\n规划计划\n工作动态\n2023年，柳渡镇推进法治政府建设，现将有关情况报告如下：\n"
    + PARTS,
}


@pytest.mark.parametrize("form", ["half", "full", "blanks", "traditional"])
@pytest.mark.parametrize("name", REFUSED)
def test_look_alikes_are_refused(name, form):
    kind, text = REFUSED[name]
    reading = read(variants(text)[form])
    assert reading.is_report == "no"
    assert reading.refusal.split(": ")[0] == kind
    assert len(reading.refusal.split(": ", 1)[1]) > 10


@pytest.mark.parametrize("form", ["half", "full", "blanks", "traditional"])
@pytest.mark.parametrize("name", KEPT)
def test_reports_are_kept(name, form):
    reading = read(variants(KEPT[name])[form])
    assert (reading.is_report, reading.refusal) == ("yes", None)


def test_every_kind_is_tried():
    assert {kind for kind, _ in REFUSED.values()} == set(REFUSALS)


def test_doubt_gives_both_reasons():
    reading = read(
        "柳渡镇党政主要负责人履行推进法治建设第一责任人职责情况报告\n2023年，我镇落实责任，现将法治建设情况报告如下：\n"
        + PARTS
    )
    assert reading.is_report == "unsure"
    assert reading.refusal.startswith(
        "other_report: the title is on the duty of the leaders alone; but it has "
    )
