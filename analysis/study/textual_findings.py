"""What the study's text says of words, shared wording, numbers, problems and plans."""

from __future__ import annotations

import pandas as pd

from analysis.figures.alt.claims import rule_name
from analysis.figures.labels import type_names
from analysis.figures.tables import word
from analysis.measures.commitments import answered_problems
from analysis.measures.contrasts import Contrast
from analysis.study.voice import Voice, Words

SEVERE = {"error": 0, "warning": 1, "notice": 2, "info": 3}


class TextualFindings(Voice):
    """The values of the study's blocks on words, wording, numbers, problems and plans for one run."""

    def lives(self, cycles: pd.DataFrame) -> Words:
        """Return how many dated terms are used, how long they took, which outlived their end or came too early."""
        used = cycles[cycles["first_year"].notna()]
        lag = used["lag"].dropna()
        late, early = used[used["after_fading"] > 0], cycles[cycles["anachronisms"] > 0]
        n_used, n_all = self.counted(len(used), "term"), len(cycles)
        return {
            "used": self.say(
                f"词表中有时间标记的词语 {n_all} 个，报告用到 {n_used}。",
                f"Of {n_all} dated terms in the codebook the reports use {n_used}.",
            ),
            "lag": ""
            if lag.empty
            else self.say(
                f"从首次正式出现到语料中最早使用，相隔年数的中位数为 {lag.median():.0f}；语料年度有空缺，故为上限。",
                f"From the first official date to the first use in the corpus, the median lag in years is {lag.median():.0f}: an "
                "upper bound, since the corpus does not hold every year.",
            ),
            "lapsed": self.say(
                f"失效后仍见于报告的：{self.joined(late['term'])}。",
                f"Used after they lapsed: {self.joined(late['term'])}.",
            ),
            "early": self.say(
                f"早于其正式日期的使用：{self.joined(early['term'])}。",
                f"Used before they can have existed: {self.joined(early['term'])}.",
            ),
        }

    def words(self, keywords: pd.DataFrame, between: Contrast) -> Words:
        """Return the words with a conservative effect on either side, and what the permutation allows."""
        if keywords.empty:
            nothing = self.say(
                "语料中没有可以对比的两组报告。", "The corpus holds no two groups of reports to compare."
            )
            return {"keywords": nothing, "permutation": ""}
        sides = [word(side, self.language) for side in (between.target, between.reference)]
        lists = []
        for sign in (1, -1):
            rows = keywords[keywords["lrc"] * sign > 0].head(8)
            lists.append(
                self.joined(
                    self.say(f"“{row.word}”", row.word) + self.aside(f"{row.f1}:{row.f2}")
                    for row in rows.itertuples()
                )
            )
        passed, floor = int((keywords["q"] < 0.05).sum()), keywords["p"].min()
        tested = self.counted(len(keywords), "word")
        return {
            "keywords": self.say(
                f"检验 {tested}，保守效应量不为零的：{sides[0]} 更常用{lists[0]}；{sides[1]} 更常用{lists[1]}（括号内为两侧次数）。",
                f"Of {tested} tested, those with a conservative effect are more frequent in {sides[0]}: {lists[0]}; in {sides[1]}: "
                f"{lists[1]} (counts on the two sides).",
            ),
            "permutation": self.say(
                f"以整份报告为单位的置换检验中，最小的 p 值为 {floor:.3f}，校正后低于 0.05 的词有 {passed} 个。",
                f"When whole reports are permuted, the smallest p-value is {floor:.3f}; words below 0.05 after correction: {passed}.",
            ),
        }

    def wording(self, placed: pd.DataFrame, near: pd.DataFrame) -> Words:
        """Return how many sentences are shared or formulae, and how near the nearest come."""
        kinds = placed["provenance"].value_counts()
        shared = int(kinds.reindex(["peers", "superior", "carried"]).fillna(0).sum())
        sums = placed.groupby("group")[["n_borrowed", "n_han"]].sum()
        share = 100 * sums["n_borrowed"] / sums["n_han"].where(sums["n_han"] > 0)
        total = self.counted(len(placed), "sentence")
        return {
            "shared": self.say(
                f"{total}中，与其他报告相同、与上级报告相同或沿用往年的有 {shared} 句。",
                f"Of {total}, {shared} are shared with other reports, with the superior's or carried over from an earlier year.",
            ),
            "formulae": self.say(
                f"以官方套语为主的 {int(kinds.get('formula', 0))} 句；非自有的汉字占各列的 {share.min():.1f}%—{share.max():.1f}%。",
                f"Mostly official formulae: {int(kinds.get('formula', 0))}. Characters that are not a report's own: {share.min():.1f} % "
                f"to {share.max():.1f} %.",
            ),
            "near": ""
            if near.empty
            else self.say(
                f"把界限放宽到五分之一，也只有 {len(near)} 组句子相近，居首的一组见于{self._reports_in(near)}。",
                f"Even at a fifth of the runs in common, the clusters of sentences that come near one another number {len(near)}; the "
                f"first stands in {self._reports_in(near)}.",
            ),
        }

    def _reports_in(self, clusters: pd.DataFrame) -> str:
        ids = clusters["documents"].iloc[0].split("; ")
        return self.named([self.report(one) for one in ids])

    def sentences(self, placed: pd.DataFrame) -> Words:
        """Return how many sentences were classed."""
        return {"n_sentences": self.counted(len(placed), "sentence")}

    def tested(self, keywords: pd.DataFrame) -> Words:
        """Return how many words were tested."""
        return {"n_words": self.counted(len(keywords), "word")}

    def numbers(
        self, density: pd.DataFrame, rates: pd.DataFrame, flagged: pd.DataFrame, checks: pd.DataFrame
    ) -> Words:
        """Return density, rates and findings, and quote the most severe finding."""
        known = density["per_1000_han"].dropna()
        total, both, hundred = (int(rates[name].sum()) for name in ("rates", "both_parts", "hundred"))
        absolute = int(density[["zero_claims", "coverage_claims"]].sum().sum())
        low, high = (f"{end:.1f}" for end in (known.min(), known.max())) if len(known) else ("–", "–")
        found = self.counted(len(flagged), "finding")
        clear, unable = int(checks["clear"].sum()), int(checks["not_checked"].sum())
        return {
            "density": self.say(
                f"每千汉字的数量表述在各列间为 {low}—{high} 个；称无一发生或全部覆盖的表述共 {absolute} 处。",
                f"The reports give {low} to {high} numbers per 1,000 Han characters, and say that nothing happened or everything is "
                f"covered in so many places: {absolute}.",
            ),
            "rates": self.say(
                f"比率共 {total} 个，等于 100% 的 {hundred} 个，写明分子与分母因而可以复算的 {both} 个。",
                f"Rates stated: {total}; at 100 %: {hundred}; with both parts, so that they can be recomputed: {both}.",
            ),
            "findings": self.say(
                f"一致性规则标出 {found}；核查未见疑点 {clear} 次，无从核查 {unable} 次。",
                f"Rules of consistency flag {found}; checks that were clear: {clear}; not possible: {unable}.",
            ),
            "example": self._most_severe(flagged),
        }

    def _most_severe(self, flagged: pd.DataFrame) -> str:
        if flagged.empty:
            return self.say("没有疑点可举。", "There is no finding to quote.")
        order = flagged.assign(rank=flagged["severity"].map(SEVERE)).sort_values(
            ["rank", "rule", "report_id", "start"]
        )
        first = order.iloc[0]
        name = rule_name(first["rule"], self.language)
        return (
            self.say(f"例如（{name}）：", f"For instance ({name}):")
            + "\n\n"
            + self.quoted(self.sentence_of(first))
        )

    def problems(self, counts: pd.DataFrame, worded: pd.DataFrame, outcomes: pd.DataFrame) -> Words:
        """Return how many problems are stated, hedged and answered, what was followed, and quote a problem."""
        total, judged, answered = (int(counts[name].sum()) for name in ("problems", "judged", "answered"))
        stated = self.counted(total, "problem")
        hedged, caused = int(worded["hedged"].sum()), int(worded["with_cause"].sum())
        checkable, kept = int(outcomes["checkable"].sum()), int(outcomes["kept"].sum())
        return {
            "stated": self.say(
                f"报告共列出 {stated}；可判断的 {judged} 个中，同一报告有对应计划的 {answered} 个。",
                f"The reports state {stated}; of {judged} that can be judged, a plan in the same report answers {answered}.",
            ),
            "hedged": self.say(
                f"带有弱化用语的 {hedged} 个，说明原因的 {caused} 个。",
                f"Hedged: {hedged}; with a cause: {caused}.",
            ),
            "followed": self.say(
                f"可在次年报告中核对的计划 {checkable} 条，找到 {kept} 条。",
                f"Of {checkable} plans that can be followed into the next report, {kept} are found among its results.",
            )
            if checkable
            else self.say(
                "没有同一单位连续两年的报告，计划是否见诸次年成效无从核对。",
                "No issuer reports on two successive years, so that no plan can be followed into results.",
            ),
            "example": self._open_problem(),
        }

    def _open_problem(self) -> str:
        judged = answered_problems(self.data.statements)
        open_ones = judged[judged["answered"].fillna(True).eq(False)]
        if open_ones.empty:
            return self.say("凡可判断的问题都有对应计划。", "Every problem that can be judged meets a plan.")
        first = open_ones.iloc[0]
        kind = type_names(self.data.codebook, self.language)[first["type"]]
        return (
            self.say(f"没有对应计划的一个问题（{kind}）：", f"A problem that no plan answers ({kind}):")
            + "\n\n"
            + self.quoted(first)
        )

    def stated(self, counts: pd.DataFrame) -> Words:
        """Return how many problems were stated."""
        return {"n_problems": self.counted(counts["problems"].sum(), "problem")}
