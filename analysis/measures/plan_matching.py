"""How a plan is looked for in a later report: its words, the sentences on results, and which report comes next."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.measures.grouping import issuers
from analysis.measures.shingles import canonical_forms
from analysis.reading.normalise import fold, squeeze

CLAUSE_END = re.compile("[，。；：！？,;:!?\n]+")
# Words in which all plans, and all results, are phrased: they tell no plan from another.
PHRASING = re.compile(
    "进一步|下一步|下一年度?|明年|今后|继续|持续|深入|不断|着力|切实|全面|积极|大力|有效|扎实|认真|严格|充分|重点|加大|加强|"
    "增强|强化|推进|推动|促进|落实|提升|提高|完善|健全|建立|建成|建设|做好|抓好|抓实|开展|组织|力争|确保|探索|完成|实现|"
    "法治政府|依法行政|法治|工作|力度|水平|机制|制度|体系|情况|[将要已了]"
)


# What a sentence on results says was not done. 取消 alone does not: 取消证明事项12项 is a result.
NOT_DONE = re.compile(
    "未能|尚未|未完成|未开展|没有(?:开展|完成)|推迟|暂缓|因故(?![意障])|被迫?取消|"
    "(?<!全部)(?<!予以)(?<!一律)取消(?=[，。；！,;!]|$)"
)


def bigrams(form: str) -> frozenset[str]:
    """Return the character bigrams of a canonical form without the words in which all plans and results are phrased."""
    pieces = PHRASING.split(form)
    return frozenset(piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1))


class Results:
    """The results of one report: sentences of item 1, found by the bigrams they hold.

    Sentences that say that something was not done are left out.
    """

    def __init__(self, sentences: pd.DataFrame, themes: Mapping[tuple[str, str], set[str]]):
        done = [not NOT_DONE.search(squeeze(fold(text)).text) for text in sentences["text"]]
        sentences = sentences[np.array(done, dtype=bool)]
        self.rows = list(
            sentences[["report_id", "sentence_id", "start", "end"]].itertuples(index=False, name=None)
        )
        self.themes = [themes.get(row[:2], frozenset()) for row in self.rows]
        self.holding: dict[str, list[int]] = defaultdict(list)
        for at, form in enumerate(canonical_forms(sentences["text"].tolist())):
            for bigram in bigrams(form):
                self.holding[bigram].append(at)

    def best(self, clause: frozenset[str], themes: set[str]) -> tuple[float, int]:
        """Return the highest share of the clause's bigrams found in one sentence, and that sentence."""
        common = Counter(at for bigram in clause for at in self.holding.get(bigram, ()))
        met = [(count, -at) for at, count in common.items() if not themes or themes & self.themes[at]]
        count, at = max(met, default=(0, 1))
        return count / len(clause), -at


class Neighbours:
    """Which report follows a report, and which report of another issuer stands beside the one that follows."""

    def __init__(self, reports: pd.DataFrame, parts: Mapping[str, object]):
        ordered = reports.sort_values("report_id", kind="stable")
        level = ordered["level"].astype("str").fillna("") if "level" in ordered.columns else ""
        known = pd.DataFrame(
            {
                "report_id": ordered["report_id"].to_numpy(dtype=object),
                "issuer": issuers(ordered).to_numpy(dtype=object),
                "year": ordered["reporting_year"].astype("Int64").to_numpy(dtype=object),
            }
        ).assign(level=np.asarray(level, dtype=object) if len(ordered) else [])
        self._own = {row.report_id: (row.issuer, row.year, row.level) for row in known.itertuples()}
        self._parts = parts
        dated = known[known["year"].notna()]
        self._of: dict[tuple[str, int], str] = {}
        self._beside: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
        for row in dated.itertuples():
            first = self._of.setdefault((row.issuer, row.year), row.report_id)
            if first == row.report_id and row.report_id in parts:
                self._beside[row.year, row.level].append((row.issuer, row.report_id))
        for beside in self._beside.values():
            beside.sort()

    def whose(self, report_id: str) -> tuple[str, object]:
        """Return issuer and reporting year of a report."""
        issuer, year, _ = self._own[report_id]
        return issuer, year

    def next_of(self, report_id: str) -> str | None:
        """Return the issuer's report on the next year."""
        issuer, year, _ = self._own[report_id]
        return None if pd.isna(year) else self._of.get((issuer, year + 1))

    def other_of(self, report_id: str) -> str | None:
        """Return the report on the next year of the issuer of the same level that comes next by name."""
        issuer, year, level = self._own[report_id]
        if pd.isna(year):
            return None
        beside = self._beside.get((year + 1, level), [])
        at = bisect_right(beside, (issuer, "\U0010ffff"))
        chosen = beside[at % len(beside)] if beside else (issuer, None)
        return None if chosen[0] == issuer else chosen[1]

    def note(self, report_id: str) -> str:
        """Return why plans of a report cannot be checked; empty where they can."""
        following = self.next_of(report_id)
        if pd.isna(self._own[report_id][1]):
            return "no reporting year"
        if following is None:
            return "no next report"
        return "" if following in self._parts else "the next report has no part on results"


class Spans:
    """Texts by report and place."""

    def __init__(self, rows: pd.DataFrame):
        self._of = {}
        ordered = rows.sort_values(["report_id", "start"], kind="stable")
        for report_id, group in ordered.groupby("report_id"):
            self._of[report_id] = tuple(group[name].tolist() for name in ("start", "end", "text"))

    def _touched(self, report_id: str, start: int, end: int) -> list[tuple[int, int, str]]:
        starts, ends, texts = self._of.get(report_id, ([], [], []))
        first = max(0, bisect_left(starts, start) - 1)
        last = bisect_right(starts, end - 1)
        rows = zip(starts[first:last], ends[first:last], texts[first:last], strict=True)
        return [row for row in rows if row[1] > start]

    def cut(self, report_id: str, start: int, end: int) -> list[str]:
        """Return what of the texts lies in the span."""
        return [
            text[max(start - begin, 0) : end - begin]
            for begin, _, text in self._touched(report_id, start, end)
        ]

    def whole(self, report_id: str, start: int, end: int) -> list[str]:
        """Return the texts that lie in the span altogether."""
        return [
            text
            for begin, stop, text in self._touched(report_id, start, end)
            if begin >= start and stop <= end
        ]
