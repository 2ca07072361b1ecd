"""What a site prints around a document: breadcrumbs, clocks, widgets, counters, share bars, footers.

A line is judged by itself, without its blanks. Only short lines can be furniture, so that no sentence of a
report is lost to a word it shares with a menu.
"""

from __future__ import annotations

import re

LONGEST = 160

_WIDGETS = (
    "字体大小|字号大小|字体|字号|大小|特大|默认|大|中|小|打印本页|打印此页|打印|列印|关闭窗口|关闭本页|关闭|收藏本页|收藏|分享到|分享至|分享|转发|"
    "微信好友|微信|朋友圈|新浪微博|腾讯微博|微博|QQ空间|QQ好友|QQ|空间|豆瓣|复制链接|复制|下载|返回顶部|返回列表|返回首页|返回|"
    "首页|上一页|下一页|上一篇|下一篇|上一条|下一条|没有了|视力保护色|保护视力色|视力保护|朗读|语音播报|语音|播报|听全文|听新闻|放大|缩小|"
    "无障碍浏览|无障碍阅读|无障碍|长者模式|适老模式|适老化|关怀版|老年版|繁体版|简体版|繁体|简体|网站支持IPv6|登录|注册|搜索|检索|"
    "我要纠错|纠错|举报|点赞|评论|浏览次数|浏览量|浏览数|浏览|阅读次数|阅读量|阅读数|阅读|点击次数|点击数|点击量|点击率|点击|访问次数|访问量|"
    "访问|人气|次数|加载中|人次|次|[ABab][+-]?|T|图片|全文|正文|PDF版|打印版|手机版|扫一扫|字"
)
ONLY_WIDGETS = re.compile(rf"(?>{_WIDGETS}|[\d\W_])++")
BREADCRUMB = re.compile(
    r"(?:您|你)?(?:现在|当前|目前)?的?(?:所在)?(?:的)?(?:当前)?位置[是：在]|当前栏目|"
    r"[^。；！？<《]{0,80}(?:[>→»›]|＞|≫)|\d*(?:网站)?首页[^，。；]{0,60}$"
)
CLOCK = re.compile(
    r".{0,20}(?:今天是|现在时间|当前时间|北京时间|农历)|20\d\d年\d{1,2}月\d{1,2}日星期.{0,12}$"
)
MENU = re.compile(r"[^|。，；：]{1,12}(?:\|[^|。，；：]{0,12}){2,}\|?|[^|。，；：]{1,8}\|")
NOTICE = re.compile(
    r"星期[一二三四五六日天]$|欢迎(?:您|访问|光临)|您的?浏览器|请使用|为了您|本站|本网站|.{0,12}门户网站$|.{0,12}政府网站?$|.{0,20}(?:司法局|公安局|法治)网$|"
    r"(?:正文|文件内容|内容|详细信息|信息公开|政务公开|文章内容)：?$|.{0,10}智能问答|网站地图|联系我们|.{0,30}公众号$"
)
FILE_NAME = re.compile(
    r"(?:附件：?\d*[.、：]?)?[^，。；]{0,90}\.(?:docx?|wps|pdf|ofd|xlsx?|zip|rar|html?|shtml)(?:（[^）]*）)?(?:下载)?",
    re.I,
)
ADDRESS = re.compile(r"[^。；]{0,40}(?:https?[：:]//|www\.)[^。；]*", re.I)
PAGE_NUMBER = re.compile(r"(?=\D*\d{1,3}(?!\d))[-—–_·|/第共页\d]{1,12}|第[一二三四五六七八九十]{1,3}页")

# The foot of a page. A word that a sentence may begin with counts only as a label, before its colon.
FOOTER = re.compile(
    r"[【\[（(•·●|]*+(?:"
    r"(?:主办|承办|协办|主管|维护|运维|版权|备案|地址|邮编|邮政编码|电话|联系|传真|技术支持|责任编辑|责编|编辑|审核|审签|校对|初审|复审|终审|[一二三]审|"
    r"信息来源|文章来源|来源|稿源|供稿|作者|撰稿|录入|发布|发表|更新|浏览|阅读|点击|访问|标签|关键词|主题词|抄送|抄报|报送|微信|微博|分享|声明)[^，。：]{0,6}："
    r"|附件?(?:[：\d一二三四五]|$|下载|列表)|附表|相关(?:链接|阅读|文章|新闻|信息|附件|推荐|报道|解读|文档|稿件|文件)(?:$|[：>〉])|上一[篇条页则]|下一[篇条页则]"
    r"|版权所有|备案[编序]?号|[^，。]{0,4}ICP备|[^，。]{0,4}公网安备|网站标识码?|政府网站标识|Copyright|©|分享到|扫一扫|扫描[^，。]{0,8}二维码|扫码|用手机|手机(?:扫|打开|浏览|查看)"
    r"|打印本页|关闭(?:窗口|本页|页面)|收藏本页|返回(?:顶部|首页|列表|上页)|友情链接|网站地图|关于我们|联系我们|您是第|此件[公主依不]|此页|未经[^，。]{0,6}(?:许可|授权|同意)"
    r"|免责声明|我要(?:纠错|评论|分享)|网站纠错|无障碍|长者(?:模式|版)|适老|智能(?:问答|机器人)|猜你喜欢|热门|文件下载|文档附件|下载附件|[^，。]{0,10}(?:APP|二维码|公众号|客户端|印发)$"
    r")",
    re.I,
)
JUNK = re.compile(
    r"(?:本文|文章|内容|资料|稿件)(?:来源于?|来自|转自|由).{0,40}|.{0,20}(?:更多|点击|免费)(?:范文|下载|阅读|查看).{0,30}|转载请.{0,40}|（?未完待续）?"
)

# What every line of a site holds that is more than widgets or a page number.
SITE_WORD = re.compile(
    r"\||\.|//|>|→|»|›|＞|≫|位置|栏目|首页|今天是|时间|农历|星期|欢迎|浏览器|请使用|为了您|本站|网|正文|内容|详细信息|信息公开|政务公开|"
    "智能问答|联系我们|公众号|本文|文章|资料|稿件|更多|点击|免费|转载请|未完待续"
)
# Of what stands between paragraphs only junk may end like a sentence.
LONGEST_JUNK = 60
# What every such line holds: figures alone, an address or file name, or the words of a reposting site.
FIGURES_FIRST = re.compile(r"[^㐀-鿿]*\d")
HINT = re.compile(r"页|\.[A-Za-z]|．[A-Za-z]|//|来源|来自|转|下载|范文|阅读|查看|未完")


def is_furniture(bare: str) -> bool:
    """Tell whether a line of the page, blanks removed, belongs to the site wherever it stands."""
    if len(bare) > LONGEST or not bare:
        return False
    if ONLY_WIDGETS.fullmatch(bare) or PAGE_NUMBER.fullmatch(bare):
        return True
    if not SITE_WORD.search(bare):
        return False
    if any(pattern.fullmatch(bare) for pattern in (MENU, FILE_NAME, ADDRESS, JUNK)):
        return True
    return any(pattern.match(bare) for pattern in (BREADCRUMB, CLOCK, NOTICE))


def is_body_furniture(bare: str) -> bool:
    """Tell whether a line between the paragraphs of a report is no part of it: page numbers, addresses, junk."""
    if len(bare) > (LONGEST_JUNK if bare.endswith("。") else LONGEST) or not (
        HINT.search(bare) or FIGURES_FIRST.match(bare)
    ):
        return False
    return any(pattern.fullmatch(bare) for pattern in (PAGE_NUMBER, FILE_NAME, ADDRESS, JUNK))


def is_footer(bare: str) -> bool:
    """Tell whether a line behind the body begins the foot of the page: host, filing numbers, share bar."""
    return bool(FOOTER.match(bare)) or is_furniture(bare)
