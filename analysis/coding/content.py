"""Rows of table `content`: whether a report holds the five items it must contain, and where.

The items are those of the inspection regulation of 2019 (chapter 4). The content is scored, not the heading; what
bound nobody is not scored: of a reporting year before 2019, or an unknown one, `present` is empty.

1. Measures and results: a part with at least two concrete acts or figures. Partial: one of them, or praise alone, or
   acts told outside such a part.
2. Shortcomings and causes: a named problem and a cause. Partial: no cause. A part that only says that there are
   shortcomings, or a distance to what is demanded, is none (``formula_only``).
3. The first responsible person's duty: a part, or a section of a part, with a concrete act. Partial: the four
   "personally" and other formulae alone, or the duty named in passing elsewhere than among problems and plans.
4. The next year's plan: at least two concrete arrangements in a part of their own, or in one whose heading names the
   plan beside the shortcomings. Partial: fewer, or plans told elsewhere.
5. Other matters: told, be it that there are none.

The evidence is the part; where there is none of its own, the sentence or statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, islice
from operator import attrgetter
from typing import NamedTuple

from analysis.coding.amounts import find_amounts
from analysis.coding.section_kinds import NAMES_PLAN
from analysis.coding.wording import CLAUSE, FORMULA, PLAN_LEAD, arrangements, is_formula
from analysis.reading.han import count_han
from analysis.reading.lazy import Lazy
from analysis.reading.mapped_text import MappedText
from analysis.reading.page import Section, Sentence

FIRST_BOUND_YEAR = 2019
ENOUGH = 2

#: Verbs of acts that are done or not; 加强, 落实, 化解 and their like claim without telling, and so do the four
#: "personally" (亲自部署, 亲自过问, 亲自协调, 亲自督办).
_OBJECTS = "活动|培训|检查|宣传|行动|整治|演练|讲座|调研|评查|学习|考试|测试|排查|清理|审查|走访|咨询|旁听|竞赛|评议|自查|督查|督导|会议"
# Alternatives that begin with a character each are searched for at the speed of a set of characters.
ACT = re.compile(
    "印发|出台|制定|制订|修订|成立|组建|设立|举办|召开|主持|聘请|选聘|配备|审议|办结|签订|编制|建成|邀请|发放|张贴|走访|约谈|批示|述法|讲授|新增|取消|下放|纳入|列入"
    "|听取|接访|包案|编印|推行|调整(?:充实|完善)?(?:了|领导|小组)|研究(?:部署|解决|制定|审议)|带头(?:学|参|出|旁|讲|述)|负责人(?<!机关负责人)[^，。；]{0,6}出庭|"
    + "|".join(f"{verb}了?[^，。；]{{0,20}}?(?:{_OBJECTS})" for verb in ("开展", "组织", "参加"))
)
TITLE = re.compile("《[^《》]{0,80}》")
_PERSONALLY = "部署|过问|协调|督办"
DUTY = re.compile(
    "第一责任人|党政主要(?:负责人|负责同志|领导)|主要负责(?:人|同志)[^，。；]{0,20}(?:法治|履职|职责|亲自)"
    '|一把手[”"]?[^，。；]{0,10}(?:亲自|负总责|负责|抓)|'
    + "|".join(f"{verb}[^。；]{{0,30}}亲自(?:{_PERSONALLY})" for verb in _PERSONALLY.split("|"))
)
INTENT = re.compile("(?:^|[，；])[^，。；]{0,10}(?<!主)(?:将|拟)(?!.{1,12}作为)[^，。；]{2,}|今后|下一?步")
_NOTHING = (
    "[无没不其](?:(?:(?<=无)|(?<=没)有|(?<=不)存在)(?:其[他它])?(?:需要?|应当?)(?:特别)?(?:报告|说明|反映)的?(?:其[他它])?(?:重[要大])?(?:情况|事项|问题)"
    "|(?<=其)[他它](?:需要?(?:报告|说明)的)?(?:重[要大])?(?:情况|事项|问题)[：，]?(?:暂?无|没有)"
)
NOTHING = re.compile(f"{_NOTHING}(?=[。；]|$))")
#: The same words, whatever stands behind them.
MAY_BE_NOTHING = re.compile(f"{_NOTHING})")
BARE_NOTHING = re.compile("(?:暂?无|没有|略)[。；]?")


class _Finding(NamedTuple):
    """How far an item is met, why, and the evidence, in source offsets."""

    present: str
    note: str
    section_id: str | None = None
    start: int | None = None
    end: int | None = None


_COLUMNS = ("report_id", "item", *_Finding._fields)


def assess_content(
    view: MappedText,
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    statements: Sequence[Mapping[str, object]],
    report_id: str,
    reporting_year: int | None,
) -> list[dict[str, object]]:
    """Return the rows of table `content` for a report: one for each mandated item, with source offsets.

    Parameters
    ----------
    view : MappedText
        The folded text of the report.
    sections, sentences : sequence of Section, of Sentence
        Its parts, with offsets into `view`.
    statements : sequence of rows of table `statements`
        What it states.
    report_id : str
        Goes into every row.
    reporting_year : int or None
        The year it covers.
    """
    if reporting_year is None or reporting_year < FIRST_BOUND_YEAR:
        reason = "year unknown" if reporting_year is None else f"year before {FIRST_BOUND_YEAR}"
        findings = [_Finding(None, f"not scored: reporting {reason}")] * 5
    else:
        report = _Content(view, sections, sentences, statements)
        findings = [report.results(), report.shortcomings(), report.duty(), report.plan(), report.other()]
    return [
        dict(zip(_COLUMNS, (report_id, item, *finding), strict=True))
        for item, finding in enumerate(findings, 1)
    ]


class _Content:
    """A report's parts by the item they serve."""

    def __init__(self, view, sections, sentences, statements):
        self.view = view
        self.sentences = sentences
        self.statements = statements
        self.parts: dict[int, list[Section]] = {}
        self.children: dict[str | None, list[Section]] = {}
        item_of: dict[str | None, int] = {None: 0 if sections else 1}
        for section in sections:
            parent, item = section.parent_id, section.item
            item_of[section.section_id] = item
            if parent is None or item_of[parent] != item:
                self.parts.setdefault(item, []).append(section)
            self.children.setdefault(parent, []).append(section)
        #: The item that each sentence serves, by its section; what no section holds serves item 0.
        self.items = list(map(item_of.__getitem__, map(attrgetter("section_id"), sentences)))

    def results(self) -> _Finding:
        """Item 1."""
        acts, first = 0, None
        for sentence in self._sentences(1):
            acts += sum(1 for _ in islice(concrete_acts(self._words(sentence)), ENOUGH - acts))
            first = first or sentence
            if acts >= ENOUGH:
                return self._found("yes", "two or more concrete acts or figures", 1, first)
        if 1 in self.parts or first:
            return self._found("partial", "one concrete act" if acts else "general praise only", 1, first)
        for sentence in self._sentences(0):
            if next(concrete_acts(self._words(sentence)), None):
                return self._sentence("partial", "acts told outside a part of their own", sentence)
        return _Finding("no", "absent")

    def shortcomings(self) -> _Finding:
        """Item 2."""
        problems = self._stated("problem")
        if problems:
            reasons = self._stated("reason")
            caused = bool(reasons) or any(row["cause_given"] for row in problems)
            note = (
                f"{len(problems)} problems, {len(reasons)} causes" if caused else "named problems, no cause"
            )
            return self._found("yes" if caused else "partial", note, 2, problems[0])
        for sentence in self._sentences(2):
            if is_formula(self._words(sentence)):
                return self._found("no", "formula_only: shortcomings admitted, none named", 2, sentence)
        if 2 in self.parts:
            return self._found("no", "the part names no problem", 2)
        for sentence in self._sentences(0, 1, 3, 5):
            words = self._words(sentence)
            if FORMULA.search(words) and is_formula(words):
                return self._sentence("no", "formula_only: shortcomings admitted, none named", sentence)
        return _Finding("no", "absent")

    def duty(self) -> _Finding:
        """Item 3."""
        if 3 in self.parts:
            for sentence in self._sentences(3):
                if next(concrete_acts(self._words(sentence)), None):
                    return self._found("yes", "a part with a concrete act", 3)
            return self._found("partial", "a part of formulae only", 3)
        passing = self._first(DUTY, DUTY, 0, 1, 5)
        if passing:
            return self._sentence("partial", "named in passing", passing)
        return _Finding("no", "not named")

    def plan(self) -> _Finding:
        """Item 4."""
        plans = self._stated("plan")
        enough = (
            len(plans) >= ENOUGH or sum(1 for row in plans for _ in arrangements(self._text(row))) >= ENOUGH
        )
        if 4 in self.parts:
            if enough:
                return self._found("yes", "two or more concrete arrangements", 4)
            if plans or any(not BARE_NOTHING.fullmatch(self._words(one)) for one in self._sentences(4)):
                return self._found("partial", "one arrangement or intent", 4)
            return self._found("no", "heading without content", 4)
        if plans:
            name = str(plans[0]["section_id"]).split(".")[0]
            top = next((one for one in self.children.get(None, ()) if one.section_id == name), None)
            if top and NAMES_PLAN.search(top.heading or ""):
                if enough:
                    return self._part("yes", "a part shared with another item", top)
                return self._part("partial", "one arrangement or intent", top)
            note = (
                "plans within the part on shortcomings" if top and top.item == 2 else "plans told elsewhere"
            )
            return self._found("partial", note, None, plans[0])
        for sentence in self._sentences(2):
            words = self._words(sentence)
            if PLAN_LEAD.match(words) or INTENT.search(words):
                return self._sentence("partial", "one sentence of intent", sentence)
        return _Finding("no", "absent")

    def other(self) -> _Finding:
        """Item 5."""
        told = [self._words(sentence) for sentence in self._sentences(5)]
        headings = [section.heading or "" for section in self.parts.get(5, ())]
        if any(BARE_NOTHING.fullmatch(words) or NOTHING.search(words) for words in (*told, *headings)):
            return self._found("yes", "states that there is nothing else", 5)
        if any(count_han(words) > 1 for words in told):
            return self._found("yes", "a part of its own", 5)
        elsewhere = self._first(NOTHING, MAY_BE_NOTHING, 0, 1, 2, 3, 4)
        if elsewhere:
            return self._sentence("yes", "states that there is nothing else", elsewhere)
        return self._found("no", "heading without content", 5) if headings else _Finding("no", "absent")

    def _sentences(self, *items: int) -> Iterator[Sentence]:
        """Return the sentences that serve these items, one after the other."""
        return compress(self.sentences, map(items.__contains__, self.items))

    @Lazy
    def _unbroken(self) -> str:
        """The report without blanks and line breaks."""
        return self.view.text.replace(" ", "").replace("\n", "")

    def _first(self, pattern: re.Pattern[str], cue: re.Pattern[str], *items: int) -> Sentence | None:
        """Return the first sentence for these items with a match.

        `cue` matches wherever the pattern does, whatever then stands around the sentence.
        """
        if not cue.search(self._unbroken):
            return None
        return next((one for one in self._sentences(*items) if pattern.search(self._words(one))), None)

    def _words(self, sentence: Sentence) -> str:
        return self.view.text[sentence.start : sentence.end].replace(" ", "").replace("\n", "")

    def _stated(self, kind: str) -> list[Mapping[str, object]]:
        return [row for row in self.statements if row["kind"] == kind]

    def _text(self, row: Mapping[str, object]) -> str:
        start, end = (self.view.locate(row[key]) for key in ("start", "end"))
        return self.view.text[start:end].replace(" ", "").replace("\n", "")

    def _found(
        self,
        present: str,
        note: str,
        item: int | None,
        instead: Sentence | Mapping[str, object] | None = None,
    ) -> _Finding:
        """Return a finding with the first part of an item as evidence, or what stands for it."""
        if item in self.parts:
            return self._part(present, note, self.parts[item][0])
        if isinstance(instead, Sentence):
            return self._sentence(present, note, instead)
        return _Finding(present, note, instead["section_id"], instead["start"], instead["end"])

    def _part(self, present: str, note: str, part: Section) -> _Finding:
        """Return a finding with a part as evidence; of one that is divided between items, the own subsection."""
        children = self.children.get(part.section_id, ())
        own = [child for child in children if child.item == part.item]
        if own and len(own) < len(children):
            part = own[0]
        end = part.start + len(self.view.text[part.start : part.body_end].rstrip(" \n"))
        return _Finding(present, note, part.section_id, *self.view.span(part.start, end))

    def _sentence(self, present: str, note: str, sentence: Sentence) -> _Finding:
        return _Finding(present, note, sentence.section_id, *self.view.span(sentence.start, sentence.end))


def concrete_acts(words: str) -> Iterator[str]:
    """Yield the clauses that tell a concrete act, or give a figure; titles in 《》 tell nothing."""
    if "《" in words:
        words = TITLE.sub("《》", words)
    for clause in CLAUSE.findall(words):
        if ACT.search(clause) or next(find_amounts(clause), None):
            yield clause
