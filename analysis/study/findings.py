"""What the study's text says of corpus and themes: values for its blocks, formatted, drawn from saved results."""

from __future__ import annotations

import pandas as pd

from analysis.coding.token_gap import token_gap
from analysis.figures.saying import leading
from analysis.inspection import applicable
from analysis.measures.grouping import jurisdictions, periods_of
from analysis.measures.ranks import spearman_rho
from analysis.measures.themes import theme_rates
from analysis.study.prose import literal
from analysis.study.voice import SCALE, Voice, Words

PRINTED = {"sentences": "{:.1f}", "han": "{:.2f}"}


class Findings(Voice):
    """The values of the study's blocks on corpus, coding and themes for one run."""

    def size(self) -> Words:
        """Return the number of reports, with its noun."""
        return {"n_reports": self.counted(len(self.data.reports), "report")}

    def title(self) -> Words:
        """Return how many reports and places there are, and on which years."""
        reports = self.data.reports
        years = sorted(reports["reporting_year"].dropna().unique())
        return self.size() | {
            "n_places": self.counted(jurisdictions(reports).nunique(), "place"),
            "years": self.joined([str(year) for year in years]),
        }

    def answer(self, ranked: pd.DataFrame, profiles: pd.DataFrame, changes: pd.DataFrame) -> Words:
        """Return the leading themes, the leading theme of each report, the largest changes."""
        known = ranked.dropna(subset=["rate"])
        leaders = [
            self.names[row.theme] + self.aside(self.rate(row.rate)) for row in known.head(3).itertuples()
        ]
        return {
            "leaders": self.joined(leaders),
            "leading": self._leading(profiles),
            "change": self._change_in_short(changes),
            "places": self.title()["n_places"],
        }

    def _change_in_short(self, changes: pd.DataFrame) -> str:
        known = changes.dropna(subset=["change"])
        if known.empty:
            return self._one_sided()
        largest = known.loc[known["change"].abs().sort_values(ascending=False, kind="stable").index]
        moves = [self._moved(row) for _, row in largest.iterrows() if self.moved(row["change"])][:3]
        before, after = (self.counted(known[side].max(), "place") for side in ("k_before", "k_after"))
        return self.say(
            f"两个纲要时期之间，变化最大的是{self.joined(moves)}；但前期 {before}、后期 {after}，不足以下结论。",
            f"Between the two outlines the largest changes are {self.joined(moves)}; yet {before} before and {after} after "
            "are too few to conclude from.",
        )

    def _one_sided(self) -> str:
        return self.say(
            "语料只覆盖一个纲要时期，无可比较。",
            "The corpus covers one of the periods only: there is nothing to compare.",
        )

    def _moved(self, row: pd.Series) -> str:
        return self.names[row["theme"]] + self.aside(self.change(row["change"]))

    def _first(self, frame: pd.DataFrame, column: str = "rate", sign: int = 1) -> pd.DataFrame:
        """Return the rows that lead, or with sign -1 come last, as printed."""
        sized = frame.assign(size=sign * SCALE[self.unit] * frame[column])
        return leading(sized, "size", PRINTED[self.unit])

    def _leading(self, profiles: pd.DataFrame) -> str:
        parts = []
        for group, rows in profiles.groupby("group", sort=False):
            first = self._first(rows)
            if len(first):
                tied = self.named([self.names[theme] for theme in first["theme"]])
                rate, shown = self.rate(first["rate"].iloc[0]), self.groups.get(str(group), str(group))
                parts.append(self.say(f"{shown} 以“{tied}”居首（{rate}）", f"{tied} in {shown} ({rate})"))
        return self.clauses(parts)

    def corpus(self) -> Words:
        """Return the size of the corpus and how many fields its texts state."""
        reports, evidence = self.data.reports, applicable(self.data.evidence)
        evidence = evidence[evidence["field"] != "signed_repaired"]
        return self.size() | {
            "n_sentences": self.counted(reports["n_sentences"].sum(), "sentence"),
            "n_han": f"{reports['n_han'].sum():,}",
            "n_known": int(evidence["value"].notna().sum()),
            "n_fields": len(evidence),
        }

    def corpus_limits(self) -> Words:
        """Return how the items are served, how many have sections of their own, how many were signed early."""
        reports, content = self.data.reports, self.data.content.dropna(subset=["present"])
        items = self.data.sections.groupby("report_id")["item"].agg(set)
        signed = reports.dropna(subset=["signed", "reporting_year"])
        early = int((signed["signed"].str[:4].astype("int64") <= signed["reporting_year"]).sum())
        full = (
            content[content["item"] <= 4]
            .groupby("report_id")["present"]
            .agg(lambda kept: (kept == "yes").all())
        )
        dated = self.counted(len(signed), "report")
        return self.size() | {
            "n_items": sum({1, 2, 3, 4} <= served for served in items),
            "items": self.say(
                f"应有五项内容的 {len(full)} 份报告中，前四项均完整的有 {int(full.sum())} 份。",
                f"All of the first four items are served in full by {int(full.sum())} of the {len(full)} that owe them.",
            ),
            "early": self.say(
                f"写明落款日期的有 {dated}，其中 {early} 份在报告年度结束之前落款。",
                f"A day of signature is stated by {dated}; signed before the reporting year was over: {early}.",
            ),
        }  # fmt: skip

    def coding(self) -> Words:
        """Return the size and version of the codebook, and what counting on words would have missed."""
        codebook = self.data.codebook
        gap = token_gap(self.data.sentences["text"], codebook)
        return {
            "version": codebook.version,
            "n_themes": self.counted(len(codebook.themes), "theme"),
            "n_terms": self.counted(sum(len(theme.terms) for theme in codebook.themes), "term"),
            "missed": f"{gap['gap'].sum():,}",
            "occurrences": f"{gap['text_n'].sum():,}",
        }

    def themes_table(self) -> pd.DataFrame:
        """Return the themes of the codebook: id, name, number of terms, mentions in the corpus."""
        mentions = self.data.mentions["theme"].value_counts()
        rows = [
            (theme.id, self.names[theme.id], len(theme.terms), int(mentions.get(theme.id, 0)))
            for theme in self.data.codebook.themes
        ]
        return pd.DataFrame(rows, columns=["theme", "name", "n_terms", "n_mentions"])

    def frequency(self, ranked: pd.DataFrame) -> Words:
        """Return the five leading themes with intervals, and the last ones."""
        known = ranked.dropna(subset=["rate"])
        shown = [
            f"{self.names[row['theme']]} {self._with_interval(row)}" for _, row in known.head(5).iterrows()
        ]
        last = ""
        if len(known) > 5:
            least = self._first(known, sign=-1)
            tied = self.named([self.names[theme] for theme in least["theme"]])
            rate = self.rate(least["rate"].iloc[0])
            last = self.say(f"篇幅最小的是{tied}（{rate}）。", f"The least room goes to {tied} ({rate}).")
        return {"list": self.clauses(shown), "last": last}

    def _with_interval(self, row: pd.Series) -> str:
        rate, low, high = (self.rate(row[name]) for name in ("rate", "low", "high"))
        counts = f"{row['x']:.0f}/{row['n']:,.0f}"
        if pd.isna(row["low"]):
            return self.say(f"{rate}（{counts}）", f"{rate} ({counts})")
        return self.say(
            f"{rate}（95% 区间 {low}—{high}，{counts}）", f"{rate} (95 % interval {low} to {high}; {counts})"
        )

    def intervals(self, ranked: pd.DataFrame) -> Words:
        """Return from how many places intervals come, or that there are too few."""
        places = self.counted(ranked["k"].max(), "place")
        if ranked["low"].isna().all():
            words = self.say(f"{places}不足以给出区间。", f"{places} are too few for intervals.")
        else:
            words = self.say(
                f"粗线为 95% 区间（重抽 {places}）。",
                f"Thick lines: 95 % intervals from resampling {places}.",
            )
        title = self.title()
        return {"intervals": words, "n_reports": title["n_reports"], "n_places": title["n_places"]}

    def evidence(self, theme: str) -> Words:
        """Return the sentence that holds the most terms of a theme, the shorter and earlier first."""
        mentions = self.data.mentions
        strong = mentions[(mentions["theme"] == theme) & ~mentions["weak"]]
        terms = strong.groupby(["report_id", "sentence_id"])["term"].nunique().rename("terms").reset_index()
        held = self.data.sentences.merge(terms, on=["report_id", "sentence_id"])
        held = held[held["n_han"] <= 120].sort_values(
            ["terms", "n_han", "report_id", "start"], ascending=[False, True, True, True]
        )
        if held.empty:
            nothing = dict.fromkeys(("report_id", "start", "end"), "–")
            text = self.say("（无例句）", "(no passage)")
            return nothing | {"theme": self.names[theme], "text": text}
        best = held.iloc[0]
        (text,) = self.data.passages(held.head(1))
        return {
            "theme": self.names[theme], "text": literal(text), "report_id": literal(self.report(best["report_id"])),
            "start": best["start"], "end": best["end"],
        }  # fmt: skip

    def profiles(self, profiles: pd.DataFrame, ranked: pd.DataFrame, coverage: pd.DataFrame) -> Words:
        """Return what leads where, how many share the overall leader, and what lies outside the outline."""
        overall = set(self._first(ranked)["theme"])
        first = [set(self._first(rows)["theme"]) for _, rows in profiles.groupby("group", sort=False)]
        share = 100 * (coverage["outside"] / coverage["coded"].where(coverage["coded"] > 0)).dropna()
        low, high = (f"{end:.0f}" for end in (share.min(), share.max())) if len(share) else ("–", "–")
        return {
            "leading": self._leading(profiles),
            "share_first": sum(bool(overall & themes) for themes in first),
            "n_groups": len(first),
            "outside": self.say(
                f"只谈纲要八个制度体系之外主题的句子，占各列已编码句的 {low}%—{high}%。",
                f"Sentences that speak only of themes outside the eight systems of the outline take {low} % to {high} % of "
                "the coded sentences.",
            ),
        }

    def changed(self, changes: pd.DataFrame, parts: pd.DataFrame, periods: tuple[str, str]) -> Words:
        """Return the largest rises and falls between two periods, and what the change is made of."""
        known = changes.dropna(subset=["change"]).sort_values("change", ascending=False, kind="stable")
        known = known[known["change"].map(self.moved).astype(bool)]
        rises = [self._moved(row) for _, row in known[known["change"] > 0].head(3).iterrows()]
        falls = [self._moved(row) for _, row in known[known["change"] < 0].tail(3).iloc[::-1].iterrows()]
        sides = periods_of(self.data.reports["reporting_year"])
        apart = int((~sides.isin(periods)).sum())
        words = {
            "before": periods[0], "after": periods[1],
            "n_before": self.counted((sides == periods[0]).sum(), "report"),
            "n_after": self.counted((sides == periods[1]).sum(), "report"),
            "unplaced": self.say(f"不在两个时期之内的报告 {apart} 份，未参与比较。", f"Reports on years of neither period take no part: {apart}.")
            if apart else "",
        }  # fmt: skip
        if changes["change"].isna().all():
            nothing = {
                "moved": "",
                "clear_list": self.say(
                    "语料只覆盖一个纲要时期。", "The corpus covers one of the periods only."
                ),
                "composition": "",
            }
            return words | nothing | {"moved": self.say("无从比较。", "nothing can be compared.")}
        moved = self.say(
            f"升幅最大的是{self.joined(rises)}；降幅最大的是{self.joined(falls)}。",
            f"the largest rises are {self.joined(rises)}, the largest falls {self.joined(falls)}.",
        )
        return words | {"moved": moved, "clear_list": self._clear(changes), "composition": self._parts(parts)}

    def _clear(self, changes: pd.DataFrame) -> str:
        """Return the themes whose interval of change does not hold zero, or that there is no interval."""
        if changes["low"].isna().all():
            return self.say(
                "地方太少，无法给出变化的区间。", "There are too few places for an interval of the change."
            )
        clear = changes[(changes["low"] > 0) | (changes["high"] < 0)]
        shown = self.joined([self._moved(row) for _, row in clear.iterrows()])
        return self.say(
            f"变化的 95% 区间不含零的主题：{shown}。", f"Change with a 95 % interval without zero: {shown}."
        )

    def _parts(self, parts: pd.DataFrame) -> str:
        staying = int(parts["staying"].max()) if len(parts) else 0
        if staying:
            return self.say(
                f"两期均有报告的地方：{staying} 个。", f"Places that report in both periods: {staying}."
            )
        return self.say(
            "没有一个地方在两个时期都有报告，因此全部变化都来自地方的进入与退出，对地方内部的变化不能作任何判断。",
            "No place reports in both periods: the whole change is entry and exit, and nothing can be said about change "
            "within places.",
        )

    def robustness(self, ranked: pd.DataFrame, own: pd.DataFrame) -> Words:
        """Return how alike the two units order the themes, which theme leads without each report, and on own text."""
        tables = {"mentions": self.data.mentions, "sentences": self.data.sentences}
        themes, reports = ranked["theme"].tolist(), self.data.reports
        units = [
            theme_rates(**tables, reports=reports, by=(), unit=unit, themes=themes).set_index("theme")["rate"]
            for unit in ("sentences", "han")
        ]
        correlation = spearman_rho(units[0], units[1].reindex(units[0].index))
        leaders: list[str] = []
        for report_id in reports["report_id"] if len(reports) > 1 else ():
            left = reports[reports["report_id"] != report_id]
            rates = theme_rates(**tables, reports=left, by=(), unit=self.unit, themes=themes)
            leaders.append(self.named([self.names[theme] for theme in self._first(rates)["theme"]]))
        counts = pd.Series(leaders, dtype="str").value_counts()
        shown = [
            self.say(f"“{name}”（{n}/{len(leaders)} 次）", f"{name} ({n} of {len(leaders)} cases)")
            for name, n in counts.items()
        ]
        change = (own["rate_own"] - own["rate_all"]).abs().max()
        return {
            "spearman": "–" if pd.isna(correlation) else f"{correlation:.2f}",
            "leaders": self.say(
                f"逐一剔除一份报告后，居首的主题为{self.joined(shown)}。",
                f"Leaving out one report at a time, the leading theme is {self.joined(shown)}.",
            )
            if leaders
            else "",
            "own": ""
            if pd.isna(change)
            else self.say(
                f"只计报告自有的文字，各主题比率的最大变动为 {self.change(change).removeprefix('+')}。",
                f"On the reports' own text alone, no theme's rate differs by more than {self.change(change).removeprefix('+')}.",
            ),
        }
