"""What numbers are counted in: measure words and units, their kind, and the words that only look like them.

A measure word is one character of a language without blanks: 12所 counts, 12所在 does not; 3次 counts, 三次产业
does not. So most entries name the characters, or words, that must not follow.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from analysis.coding.numerals import POWERS

#: `unit`, or `unit:abc` when none of the characters a, b, c may follow, or `unit!x|y` when neither word may.
COUNT = """
个 名!词|单(?!位)|义|誉|声|录|额|册 位!置|于|居|列|一体 人次 人·次 人/次 人（次） 台（次） 家（次） 辆（次） 件（次） 户（次） 场（次） 篇（次） 项（次） 批（次） 起（次） 条（次） 个（次） 期（次） 艘（次） 架（次） 处（次） 人!大|民 场次 场!所|地|景|馆|域 次:序要日年生产元供创分性级
件次 件:事 条次 条:例线龙 起:来到草诉点步源始 宗:旨教族 例:外如会行 期次 期:间限待望盼末许 批次 批:准评复示注判量
户次 户:籍外口 家次 家:庭园乡属长 所:有在属以谓需长 处!罚|理|置|分|级|室|长|境|于|突|警|以 项次 项 大项 小项 大类 类:似别推 种:植子
份:额 篇 幅:度 张:贴榜 块:钱 面:向对临积貌上前试谈 台次 台:账阶 套 辆次 辆 部!门|委|队|署|级|长|分(?!钟) 本:级地年镇县市区省乡月质辖人身
册 盒 枚 支!部|持|付|撑|行|队(?!伍) 只:要有是能 间:接断隔 栋 幢 座:谈 节:点约能日假庆奏 课时 课:题程 学时 讲:话座解述 堂
轮:训流换 遍 趟 门!户|类|槛|口 页:面 字:号样段 则 封:存闭 笔 票 盏 杆 株 棵 头 艘 架次 架:构 颗 粒 袋 箱 包:括含保联 瓶 桶 卷
组:织长建成员合 队次 队:伍员长 班次 班:子组 桩 单:位元一 双:随方线向重 具:有体备 副!镇|县|局|书|主|市|区|乡 顶:层格 根:据本 款:项
章 层!面|级|次 道!路|德 车次 站次 点次 篇次 起次 户/次 把:手握关控 案:件例卷由情 套次 艘次 轮次 处次 个次 张次 部次 所次 剂次 剂 拨:付款打 盘:活 罐 床 席 匹 点(?=建议|要求|意见|希望|做法|体会)
"""
#: Nouns that Arabic numerals count without a measure word: 覆盖12村3社区.
BARE_NOUNS = "村:民庄级 社区 乡镇 行政村 自然村 部门 单位 网格:员"
MONEY = "元!旦|素|件|月 块钱 美元 欧元 港元"
AREA = "平方米 平米 平方公里 平方千米 公顷 亩 ㎡ m² m2 km² km2 平方"
DURATION = """
秒 分钟 刻钟 小时 个小时 个多小时 个半小时 天!气|然|空|津|府|桥|涯|猫 个工作日 工作日 日:常报记益程志均 周!年|岁|边|末|围|期|知|密|全|到
个周 星期 个星期 个月 个多月 个半月 个季度 年!级|度|代|轻|初|底|末|终|中|前|货|会|均|版|规划|计划|行动|攻坚|方案|禁|普法|法治|[0-9]
"""
OTHER = "倍 立方米 立方 m³ 兆瓦 千瓦!时 海里 成:员立效果本绩为功长熟型因分品 岁 周岁 公里 千米 米 厘米 吨 公斤 千克 斤 克:服 度电 千瓦时 分!之|钟|局|配|别|类|级|校|行|管|公|发|析|歧|工|享|布|头|期|支"
RATE = "% ‰ ‱ 个百分点 百分点"

#: A Chinese numeral below eleven before any other unit is part of a word (十分, 四面, 三层) far oftener than a count.
_WITH_SMALL_HAN = """
个 名 位 人 人次 场 场次 次 件 件次 条 起 宗 例 期 批 批次 户 家 所 处 项 类 种 份 篇 幅 张 块 台 套 辆 部 本 册 支 间 栋 座 轮 遍 趟 秒 分钟 小时 个小时
个多小时 个半小时 天 个工作日 工作日 日 周 星期 个星期 个月 个多月 个半月 个季度 年 元 亩 平方米 公里 吨 倍 成 学时 课时 个百分点
"""
WITH_SMALL_HAN = frozenset(_WITH_SMALL_HAN.split())
#: What 一 may count; before other measure words it is an article (一支队伍, 一套机制) or part of a word.
_WITH_ONE = """
名 位 人 人次 次 场 场次 件 起 例 宗 期 户 家 处 所 个 成 小时 分钟 个小时 个半小时 个多小时 天 周 年 个月 个多月 个半月 个工作日 工作日
"""
WITH_ONE = frozenset(_WITH_ONE.split())

#: Base units and factors; a unit that is not here is its own base.
BASES = {
    "平方公里": ("平方米", "1000000"), "平方千米": ("平方米", "1000000"), "km²": ("平方米", "1000000"),
    "km2": ("平方米", "1000000"), "㎡": ("平方米", "1"), "m²": ("平方米", "1"), "m2": ("平方米", "1"),
    "平米": ("平方米", "1"), "立方": ("立方米", "1"), "m³": ("立方米", "1"), "海里": ("米", "1852"), "平方": ("平方米", "1"), "公顷": ("平方米", "10000"), "块钱": ("元", "1"), "人/次": ("人次", "1"),
    "人·次": ("人次", "1"), "人（次）": ("人次", "1"), "台（次）": ("台次", "1"), "家（次）": ("家次", "1"),
    "辆（次）": ("辆次", "1"), "件（次）": ("件次", "1"), "户（次）": ("户次", "1"), "场（次）": ("场次", "1"), "户/次": ("户次", "1"), "个小时": ("小时", "1"), "个多小时": ("小时", "1"),
    "个半小时": ("小时", "1"), "个工作日": ("工作日", "1"), "个周": ("周", "1"), "星期": ("周", "1"),
    "个星期": ("周", "1"), "个多月": ("个月", "1"), "个半月": ("个月", "1"), "百分点": ("个百分点", "1"),
    "公里": ("米", "1000"), "千米": ("米", "1000"), "公斤": ("千克", "1"), "百分百": ("%", "1"), "百分之": ("%", "1"),
    "千分之": ("‰", "1"), "万分之": ("‱", "1"),
}  # fmt: skip


def _entries(units: str) -> list[tuple[str, str]]:
    """Return each unit with the pattern that finds it."""
    found = []
    for entry in units.split():
        unit, characters = entry.partition(":")[::2]
        unit, words = unit.partition("!")[::2]
        unit, _, ahead = unit.partition("(?")
        pattern = re.escape(unit)
        if characters:
            pattern += f"(?![{characters}])"
        if words:
            pattern += f"(?!{words})"
        if ahead:
            pattern += f"(?{ahead}"
        found.append((unit, pattern))
    return found


_KINDS = {
    "money": MONEY,
    "area": AREA,
    "duration": DURATION,
    "other": OTHER,
    "rate": RATE,
    "count": f"{COUNT} {BARE_NOUNS}",
}
_PATTERNS = {unit: pattern for units in _KINDS.values() for unit, pattern in _entries(units)}
KIND_OF = {unit: kind for kind, units in _KINDS.items() for unit, _ in _entries(units)}
NOUNS = frozenset(unit for unit, _ in _entries(BARE_NOUNS))


def _tree(units: list[str]) -> str:
    """Return an alternation that branches on the first character and tries the longest unit first."""
    groups: dict[str, list[str]] = {}
    for unit in sorted(units, key=lambda unit: (-len(unit), unit)):
        groups.setdefault(unit[0], []).append(_PATTERNS[unit])
    return "|".join("(?:" + "|".join(patterns) + ")" for patterns in groups.values())


#: Finds the longest unit at a place.
UNIT = _tree(list(_PATTERNS))


@lru_cache(maxsize=1024)
def base_of(unit: str) -> tuple[Decimal, str]:
    """Return what one of a unit is in its base: 万元 is 10,000 元, 公顷 is 10,000 平方米, % is 1 %."""
    size, bare = Decimal(1), unit.lstrip("十百千万亿")
    if KIND_OF.get(bare) == "money":
        for power in unit[: len(unit) - len(bare)]:
            size *= POWERS[power]
        unit = bare
    base, factor = BASES.get(unit, (unit, "1"))
    return size * Decimal(factor), base
