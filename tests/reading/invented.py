"""Invented reports with known answers: every level, every shape of title, date, signature and heading.

Nothing here is taken from a real report or names a real place. `invent(seed)` always makes the same text.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from opencc import OpenCC

from analysis.reading.layout import lay_out
from analysis.reading.metadata import read_metadata
from analysis.reading.normalise import fold
from analysis.reading.page import Evidence, Page, Section
from analysis.reading.places import Divisions
from analysis.reading.refusal import judge
from analysis.reading.sections import section_tree

# An invented division table: code, name, level, parent, years.
TABLE = """\
910000,澜海省,province,,,
910100,澜宁市,prefecture,910000,,
910102,栖云区,county,910100,,
910102001,鹭汀街道,township,910102,,
910102002,及时街道,township,910102,,
910121,青榆县,county,910100,,
910121101,柳渡镇,township,910121,,
910121102,为民渡镇,township,910121,,
910121201,槿塘乡,township,910121,,
910181,汐川市,county,910100,,
910181101,向往镇,township,910181,,
912300,望澜自治州,prefecture,910000,,
912321,泠川县,county,912300,,
912321101,柳渡镇,township,912321,,
912322,苇县,county,912300,,
912323,长苇县,county,912300,,
912325,霁原旗,county,912300,,
912325301,檀浦苏木,township,912325,,
920000,漪南省,province,,,
920100,望岚市,prefecture,920000,,
920102,云岫区,county,920100,,
920102101,石榴镇,township,920102,,
"""
PLACES = {
    "province": [("澜海省",), ("漪南省",)],
    "prefecture": [("澜宁市",), ("望岚市",), ("望澜自治州",)],
    "county": [("栖云区",), ("青榆县",), ("汐川市",), ("泠川县",), ("苇县",), ("长苇县",), ("霁原旗",), ("云岫区",)],
    "township": [
        ("栖云区", "鹭汀街道"), ("栖云区", "及时街道"), ("青榆县", "柳渡镇"), ("青榆县", "为民渡镇"), ("青榆县", "槿塘乡"),
        ("汐川市", "向往镇"), ("泠川县", "柳渡镇"), ("霁原旗", "檀浦苏木"), ("云岫区", "石榴镇"),
    ],
}  # fmt: skip
# What a department that never gives its name shows of its tier: 我厅, or the committee above it.
TIERS_ABOVE = {
    "我厅": "province",
    "省": "province",
    "州": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}
DEPARTMENTS = {
    "province": ["司法厅", "水利厅", "市场监督管理局"],
    "prefecture": ["水务局", "住房和城乡建设局", "城市管理局", "卫生健康委员会"],
    "county": ["司法局", "市场监督管理局", "农业农村局", "水利局", "教育局"],
}
HEADS = [
    (
        "{year}年推进法治政府建设的主要举措和成效",
        "存在的不足和原因",
        "党政主要负责人履行推进法治建设第一责任人职责情况",
        "{next}年主要安排",
    ),
    ("主要做法和成效", "存在的主要问题", "党政主要负责人履行法治建设第一责任人职责情况", "下一步工作打算"),
    ("{year}年工作开展情况", "存在的不足及原因", "{next}年工作计划"),
    ("坚持党的领导,把牢正确方向", "坚持规范高效,深化职能转变", "存在的短板", "下一步工作思路"),
    ("党政主要负责人履行推进法治建设第一责任人职责情况", "主要举措和成效", "不足和原因", "下一年度主要安排"),
]
SECOND = ["健全工作机制", "规范行政执法", "强化普法宣传", "化解矛盾纠纷", "优化政务服务", "落实决策程序"]
SENTENCES = [
    "全年召开专题会议4次,研究解决重点事项12件",
    "严格落实行政执法三项制度,办理案件32件",
    "组织干部旁听庭审2次,参训人员达到180人次",
    "清理规范性文件15件,废止3件",
    "《法治政府建设实施纲要(2021—2025年)》各项任务稳步推进",
    "在{before}年度考核中获评优秀等次",
    "受理调解纠纷96件,调解成功率98%",
    "深入开展宪法宣传周活动,发放资料2000份",
    "按照市委、市政府的部署,抓好问题整改",
]


@dataclass(frozen=True)
class Invented:
    """A text and what a careful reader finds in it."""

    seed: int
    text: str
    answers: dict[str, object]
    headings: tuple[str, ...]
    features: tuple[str, ...] = field(default=())


def divisions() -> Divisions:
    """Return the invented division table."""
    return Divisions(TABLE.strip().split("\n"))


@dataclass(frozen=True)
class Reading:
    """What the rooms of the reader make of a text, one after the other."""

    page: Page
    sections: tuple[Section, ...]
    fields: dict[str, object]
    evidence: dict[str, Evidence]
    is_report: str
    refusal: str | None


def read(text: str, table: Divisions | None = None) -> Reading:
    """Read a text as the package does, with the invented division table or another."""
    page = lay_out(fold(text))
    sections = section_tree(page)
    fields, evidence = read_metadata(page, sections, divisions() if table is None else table)
    is_report, refusal = judge(page, sections, fields)
    return Reading(page, sections, fields, {one.field: one for one in evidence}, is_report, refusal)


def variants(text: str) -> dict[str, str]:
    """Return a text as it comes: half-width marks, full-width marks, odd blanks, traditional script."""
    return {
        "half": text.translate(str.maketrans("，（）：；", ",():;")),
        "full": full_width(text),
        "blanks": odd_blanks(text),
        "traditional": _traditional().convert(text),
    }


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")


def full_width(text: str) -> str:
    """Return the text with full-width marks, as sites print it."""
    return text.translate(str.maketrans(",():;", "，（）：；"))


def odd_blanks(text: str, seed: int = 0) -> str:
    """Return the text indented with U+3000, padded with U+00A0, and with blanks inside years."""
    rng = random.Random(seed)
    lines = []
    for line in text.split("\n"):
        padded = (
            "　　" + line if line and rng.random() < 0.5 else line + ("\u00a0" if rng.random() < 0.3 else "")
        )
        lines.append(padded.replace("年度", " 年度", 1) if rng.random() < 0.2 else padded)
    return "\n".join(lines)


def invent(seed: int) -> Invented:
    """Make one report."""
    rng = random.Random(seed)
    year = rng.randint(2015, 2025)
    level = rng.choices(["province", "prefecture", "county", "township", "department"], [15, 10, 25, 30, 20])[
        0
    ]
    writer = _writer(rng, level)
    signed = date(year + 1, 1, 5) + timedelta(days=rng.randint(0, 75))
    if rng.random() < 0.1:
        signed = date(year, 11, 5) + timedelta(days=rng.randint(0, 50))
    published = signed + timedelta(days=rng.randint(1, 40))

    top, stated_published, source = _top(rng, published, writer)
    title, titled, names_year = _title(rng, writer, year)
    salutation = _salutation(rng, writer)
    lead, lead_names, lead_year = _lead(rng, writer, year)
    guided = "领导下" in lead
    body, headings, headed_year = _body(rng, year)
    foot, sign_answer, sign_names = _foot(rng, writer, signed, published if stated_published else None)
    if rng.random() < 0.03:
        lead, lead_names, lead_year, guided = "", None, False, False

    named = [name for name in (titled, sign_names, lead_names) if name]
    answers = dict(writer["answers"])
    answers["title"] = title and title.replace("\n", "").replace(" ", "").removeprefix("【公示】")
    answers["issuer"] = max(named, key=lambda name: (_official(name, writer), len(name)), default=None)
    answers["addressee"] = salutation
    answers["source"] = source
    answers["published"] = stated_published
    answers["signed"], answers["signed_repaired"] = sign_answer
    dated = answers["signed"] or stated_published
    known_year = names_year or lead_year or headed_year or bool(dated)
    answers["reporting_year"] = year if known_year else None
    answers["is_report"] = "yes"
    if not named and source == writer["bare"] and lead:
        # A label that agrees with 我镇 names the author where the text does not.
        answers["issuer"] = source
    elif not named:
        place_level = next((name for name in PLACES if name in answers), None)
        if place_level:
            del answers[place_level]
        if not lead or writer["self"] == "我市":
            answers["level"] = answers["tier"] = None
        if answers["level"] == "department":
            answers["tier"] = (lead and TIERS_ABOVE.get(writer["self"])) or (
                TIERS_ABOVE.get(writer["above"]) if guided else None
            )
    parts = [
        *top,
        *([title] if title else []),
        *([salutation + ":"] if salutation else []),
        lead,
        *body,
        *foot,
    ]
    text = "\n".join(part for part in parts if part) + "\n"
    return Invented(seed, text, answers, tuple(headings), (level,))


def _official(name: str, writer: dict) -> bool:
    return name.endswith(("人民政府", "办事处")) or writer["answers"]["level"] == "department"


def _writer(rng: random.Random, level: str) -> dict:
    """Choose who writes: its names, how it calls itself, and what the fields must say."""
    if level == "department":
        tier = rng.choice(["province", "prefecture", "county"])
        chain = rng.choice(PLACES[tier])
        office = rng.choice(DEPARTMENTS[tier])
        own = chain[-1] + office
        self_name = "我厅" if office.endswith("厅") else "我委" if office.endswith("委员会") else "我局"
        answers: dict[str, object] = {"level": "department", "tier": tier}
        return {
            "bare": own,
            "official": own,
            "parent": "",
            "self": self_name,
            "answers": answers,
            "above": _unit(chain[-1]),
        }
    chain = rng.choice(PLACES[level])
    own = chain[-1]
    unit = _unit(own)
    parent = chain[0] if len(chain) > 1 else ""
    office = "办事处" if unit == "街道" else "人民政府"
    official = own + office
    full = f"{parent}人民政府{official}" if unit == "街道" and parent else parent + official
    answers = {"level": level, "tier": None, level: own}
    return {"bare": own, "official": official, "full": full, "parent": parent, "self": "我" + unit, "answers": answers,
            "above": _unit(parent) if parent else {"县": "市", "区": "市", "旗": "州", "市": "省", "州": "省"}.get(unit, "")}  # fmt: skip


def _unit(name: str) -> str:
    return next(suffix for suffix in ("街道", "苏木", *"省市区县旗州镇乡") if name.endswith(suffix))


def _top(rng: random.Random, published: date, writer: dict) -> tuple[list[str], str | None, str | None]:
    """Make the furniture and the metadata above the title."""
    top = []
    if rng.random() < 0.2:
        top.append(
            rng.choice(
                [
                    "首页 >> 信息公开 > 法定主动公开",
                    "首页 | 政务 |",
                    "当前位置:首页 > 政务公开 > 正文",
                    "青榆县年度报告.docx",
                ]
            )
        )
    if rng.random() < 0.06:
        top.append("今天是:2014年6月4日 星期三")
    if rng.random() < 0.15:
        top.append(
            f"索引号:LN0{rng.randint(100, 999)}-{published.year} | 发文字号:泠政发〔{published.year}〕{rng.randint(1, 60)}号"
        )
    stated = source = None
    if rng.random() < 0.33:
        shape = rng.choice(
            ["{d:%Y-%m-%d}", "{d:%Y-%m-%d} 10:32", "{d:%Y}年{d:%m}月{d:%d}日", "{d:%Y}/{d:%m}/{d:%d}"]
        )
        day = shape.format(d=published)
        stated = published.isoformat()
        if rng.random() < 0.5:
            source = rng.choice(["县司法局", "政府办公室", writer["bare"]])
        label = rng.choice(["发布日期:", "发布时间:", "发布日期: ", "发布日期"])
        top.append(
            label
            + day
            + (f" 来源:{source}" if source else "")
            + rng.choice(["", " 字号:大 中 小", " 阅读:次"])
        )
    return top, stated, source


def _title(rng: random.Random, writer: dict, year: int) -> tuple[str | None, str | None, bool]:
    """Make a title of a shape as frequent as in the genre; return it, the name in it, and whether it has the year."""
    if rng.random() < 0.45:
        return None, None, False
    name = rng.choice(
        [
            writer["bare"],
            writer["parent"] + writer["bare"],
            writer.get("full", writer["official"]),
            writer["official"],
        ]
    )
    shapes = {
        "{name}关于{year}年度法治政府建设情况的报告": 12,
        "关于{name}{year}年法治政府建设情况的报告": 3,
        "关于{year}年度法治政府建设情况的报告": 4,
        "{name}{year}年法治政府建设情况报告": 15,
        "{name}{year}年法治政府建设年度报告": 12,
        "{name}{year}年度法治政府建设工作情况的报告": 6,
        "{name}{year}年度法治政府建设年度报告": 2,
        "{year}年{name}法治政府建设情况报告": 3,
        "{name}法治政府建设工作年度报告({year}年)": 2,
        "{name}{year}年法治政府建设情况": 2,
        "{name}{year}年度法治政府建设报告": 1,
        "{name}关于{year}年依法行政工作情况的报告": 1,
        "{name}\n关于{year}年度法治政府建设情况的报告": 3,
        "【公示】{name}{year}年法治政府建设情况报告": 1,
        "{name}法治政府建设情况报告": 2,
        "{name}{year}年法治政府建设工作总结": 2,
    }
    shape = rng.choices([*shapes], [*shapes.values()])[0]
    return shape.format(name=name, year=year), name if "{name}" in shape else None, "{year}" in shape


def _salutation(rng: random.Random, writer: dict) -> str | None:
    above = writer["above"]
    if not above or rng.random() > 0.15:
        return None
    if writer["parent"] and rng.random() < 0.5:
        return f"中共{writer['parent']}委、{writer['parent']}人民政府"
    return f"{above}委、{above}政府"


def _lead(rng: random.Random, writer: dict, year: int) -> tuple[str, str | None, bool]:
    above = writer["above"]
    guidance = f"在{above}委、{above}政府的坚强领导下," if above else "在省委的坚强领导下,"
    name = rng.choice([writer["bare"], writer["bare"], writer["self"]])
    shape = rng.choice(
        [
            "{year}年,{name}深入推进法治政府建设,各项工作取得新进展。",
            "{year}年以来,{guidance}{name}坚持依法行政,扎实推进法治政府建设。",
            "{guidance}{year}年{name}认真贯彻落实法治政府建设各项要求。",
            "今年以来,{guidance}{name}围绕中心工作推进法治政府建设。",
            "根据有关规定,{name}对{year}年度法治政府建设工作进行了总结。",
        ]
    )
    text = shape.format(year=year, guidance=guidance, name=name)
    has_year = "{year}" in shape
    if rng.random() < 0.66:
        formula = rng.choice(
            [
                "现将有关情况报告如下:",
                "现将情况汇报如下:",
                "现将{self}{year}年工作情况报告如下。",
                "现将{year}年工作情况和{next}年打算报告如下:",
            ]
        )
        text += formula.format(self=writer["self"], year=year, next=year + 1)
        has_year = has_year or "{year}" in formula
    return text, None if name.startswith("我") else name, has_year


def _body(rng: random.Random, year: int) -> tuple[list[str], list[str], bool]:
    """Make sections; return lines, the printed first and second level headings, and whether one names the year."""
    heads = rng.choice(HEADS)
    run_in = rng.random() < 0.5
    lines, headings, has_year = [], [], False
    for number, head in zip("一二三四五", heads, strict=False):
        heading = head.format(year=year, next=year + 1)
        has_year = has_year or str(year) in heading or str(year + 1) in heading
        lines.append(f"{number}、{heading}")
        headings.append(heading)
        for sub, title in zip("一二三", rng.sample(SECOND, rng.choice([0, 2, 3])), strict=False):
            sentences = "。".join(rng.sample(SENTENCES, 2)).format(before=year - 1) + "。"
            headings.append(title)
            lines += [f"({sub}){title}。{sentences}"] if run_in else [f"({sub}){title}", sentences]
        if number == "一":
            lines.append("法治政府建设取得新成效。")
        elif not lines[-1].endswith("。"):
            lines.append("。".join(rng.sample(SENTENCES, 2)).format(before=year - 1) + "。")
    return lines, headings, has_year


def _foot(
    rng: random.Random, writer: dict, signed: date, published: date | None
) -> tuple[list[str], tuple[str | None, bool], str | None]:
    """Make signature and footer; return them, the answers for the date, and the name that signs."""
    footer = rng.choice(
        [
            [],
            [],
            ["分享到:"],
            ["扫一扫在手机打开当前页"],
            ["主办:青榆县人民政府办公室  备案号:澜ICP备05001234号"],
        ]
    )
    if rng.random() < 0.5:
        return footer, (None, False), None
    name = rng.choice([writer["official"], writer.get("full", writer["official"])])
    shape = rng.choice(["western", "western", "chinese", "lost", "month"])
    answer: tuple[str | None, bool] = (signed.isoformat(), False)
    if shape == "western":
        day = f"{signed.year}年{signed.month}月{signed.day}日"
    elif shape == "chinese":
        day = f"{_digits(signed.year)}年{_numeral(signed.month)}月{_numeral(signed.day)}日"
    elif shape == "month":
        day, answer = f"{signed.year}年{signed.month}月", (f"{signed:%Y-%m}", False)
    else:
        digits = f"{signed.month}{signed.day}"
        day = f"{signed.year}{digits}"
        readings = _possible(signed.year, digits)
        settled = len(readings) == 1 or (published is not None and published in readings)
        if len(readings) > 1 and settled:
            answer = (published.isoformat(), True)
        elif not settled:
            answer = (None, False)
        else:
            answer = (signed.isoformat(), len(digits) < 4)
    indent = "　" * rng.randint(0, 12)
    return [indent + name, indent + day, *footer], answer, name


def _possible(year: int, digits: str) -> list[date | str]:
    """Return the days (or months) that digits without marks may mean."""
    found: list[date | str] = []
    for cut in range(1, len(digits)):
        month, day = int(digits[:cut]), int(digits[cut:])
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if len(digits) == 2 and int(digits) <= 12:
        found.append(f"{year}-{digits}")
    return found


def _digits(year: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


def _numeral(value: int) -> str:
    tens, units = divmod(value, 10)
    sign = "〇一二三四五六七八九"
    return ("" if tens == 0 else "十" if tens == 1 else sign[tens] + "十") + (sign[units] if units else "")
