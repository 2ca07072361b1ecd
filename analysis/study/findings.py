"""What the study's text says of the results: values for its blocks, formatted, drawn from saved results."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.corpus import Corpus
from analysis.inspection import applicable
from analysis.measures.grouping import jurisdictions
from analysis.measures.ranks import spearman_rho
from analysis.measures.themes import theme_rates
from analysis.study.prose import literal

Words = dict[str, object]

PHRASES: Mapping[str, tuple[str, str]] = {
    "join": ("、", ", "),
    "and-so": ("；", "; "),
    "nothing": ("无", "none"),
    "percent": ("{:.1f}%", "{:.1f} %"),
    "han": ("每千字 {:.2f} 次", "{:.2f} per 1,000"),
    "points": ("{:+.1f} 个百分点", "{:+.1f} points"),
    "han-change": ("每千字 {:+.2f} 次", "{:+.2f} per 1,000"),
    "interval": (
        "{rate}（95% 区间 {low}—{high}，{x}/{n}）",
        "{rate} (95 % interval {low} to {high}; {x} of {n})",
    ),
    "no-interval": ("{rate}（{x}/{n}，无区间）", "{rate} ({x} of {n}; no interval)"),
    "moves": (
        "两个纲要时期之间，变化最大的是{moves}；{clear} 个主题的变化区间不含零，但前期 {before} 个地方、后期 {after} 个地方，"
        "不足以下结论。",
        "Between the two outlines the largest changes are {moves}. The intervals of {clear} themes exclude no change, yet "
        "{before} and {after} places are too few to conclude from.",
    ),
    "no-passage": ("（无例句）", "(no passage)"),
    "leads": ("{report} 以“{theme}”居首（{rate}）", "{theme} leads in {report} ({rate})"),
    "clear": (
        "变化的 95% 区间不含零的主题：{themes}。",
        "Themes whose change has a 95 % interval without zero: {themes}.",
    ),
    "one-sided": (
        "语料只覆盖一个时期，无可比较。",
        "The corpus covers one of the periods only: nothing to compare.",
    ),
    "all-entry": (
        "没有一个地方在两个时期都有报告，因此全部变化都来自地方的进入与退出，对地方内部的变化不能作任何判断。",
        "No place reports in both periods: the whole change is entry and exit, and nothing can be said about change "
        "within places.",
    ),
    "staying": ("两期均有报告的地方：{n} 个。", "Places that report in both periods: {n}."),
    "always": ("始终是“{theme}”", "{theme} in every case"),
    "varying": ("“{theme}”（{n}/{total} 次）", "{theme} in {n} of {total} cases"),
}


class Findings:
    """The values of the study's blocks for one run.

    Parameters
    ----------
    data : Corpus
        The reports of the run.
    names : mapping
        Short name of every theme, in the order of the codebook.
    unit, language : str
        Unit of the rates; ``zh`` or ``en``.
    """

    def __init__(self, data: Corpus, names: Mapping[str, str], unit: str, language: str):
        self.data, self.names, self.unit, self.language = data, names, unit, language

    def _phrase(self, key: str, **values: object) -> str:
        return PHRASES[key][self.language == "en"].format(**values)

    def _join(self, parts: list[str], by: str = "join") -> str:
        return self._phrase(by).join(parts) or self._phrase("nothing")

    def _rate(self, rate: float) -> str:
        if self.unit == "han":
            return PHRASES["han"][self.language == "en"].format(rate)
        return PHRASES["percent"][self.language == "en"].format(100 * rate)

    def _change(self, change: float) -> str:
        if self.unit == "han":
            return PHRASES["han-change"][self.language == "en"].format(change)
        return PHRASES["points"][self.language == "en"].format(100 * change)

    def _with_interval(self, row: pd.Series) -> str:
        key = "no-interval" if pd.isna(row["low"]) else "interval"
        rates = {name: self._rate(row[name]) for name in ("rate", "low", "high")}
        return self._phrase(key, **rates, x=f"{row['x']:.0f}", n=f"{row['n']:,.0f}")

    def title(self) -> Words:
        """Return how many reports and places there are, and on which years."""
        reports = self.data.reports
        years = sorted(reports["reporting_year"].dropna().unique())
        return {
            "n_reports": len(reports),
            "n_places": jurisdictions(reports).nunique(),
            "years": self._join([str(year) for year in years]),
        }

    def answer(self, ranked: pd.DataFrame, profiles: pd.DataFrame, changes: pd.DataFrame) -> Words:
        """Return the leading themes, the leading theme of each report, the largest changes."""
        leaders = [f"{self.names[row.theme]} ({self._rate(row.rate)})" for row in ranked.head(3).itertuples()]
        return {
            "leaders": self._join(leaders),
            "leading": self._leading(profiles),
            "change": self._change_in_short(changes),
            "n_places": self.title()["n_places"],
        }

    def _change_in_short(self, changes: pd.DataFrame) -> str:
        known = changes.dropna(subset=["change"])
        if known.empty:
            return self._phrase("one-sided")
        largest = known.loc[known["change"].abs().sort_values(ascending=False, kind="stable").index].head(3)
        return self._phrase(
            "moves",
            moves=self._join([self._moved(row) for _, row in largest.iterrows()]),
            clear=len(_clear(changes)),
            before=changes["k_before"].max(),
            after=changes["k_after"].max(),
        )

    def _moved(self, row: pd.Series) -> str:
        return f"{self.names[row['theme']]} ({self._change(row['change'])})"

    def _leading(self, profiles: pd.DataFrame) -> str:
        parts = [
            self._phrase("leads", report=row.group, theme=self.names[row.theme], rate=self._rate(row.rate))
            for row in _first_themes(profiles).itertuples()
        ]
        return self._join(parts, "and-so")

    def corpus(self) -> Words:
        """Return the size of the corpus and how many fields its texts state."""
        reports, evidence = self.data.reports, applicable(self.data.evidence)
        evidence = evidence[evidence["field"] != "signed_repaired"]
        return {
            "n_reports": len(reports),
            "n_sentences": f"{reports['n_sentences'].sum():,}",
            "n_han": f"{reports['n_han'].sum():,}",
            "n_known": int(evidence["value"].notna().sum()),
            "n_fields": len(evidence),
        }

    def corpus_limits(self) -> Words:
        """Return how many reports serve the first four items apart, and how many were signed early."""
        reports = self.data.reports
        items = self.data.sections.groupby("report_id")["item"].agg(set)
        signed = reports.dropna(subset=["signed", "reporting_year"])
        early = signed["signed"].str[:4].astype("int64") <= signed["reporting_year"]
        return {
            "n_reports": len(reports),
            "n_items": sum({1, 2, 3, 4} <= served for served in items),
            "n_signed": len(signed),
            "n_early": int(early.sum()),
        }

    def coding(self) -> Words:
        """Return the size and version of the codebook."""
        codebook = self.data.codebook
        return {
            "version": codebook.version,
            "n_themes": len(codebook.themes),
            "n_terms": f"{sum(len(theme.terms) for theme in codebook.themes):,}",
        }

    def frequency(self, ranked: pd.DataFrame) -> Words:
        """Return the five leading themes with intervals, and the last one."""
        shown = [f"{self.names[row['theme']]}: {self._with_interval(row)}" for _, row in ranked.iterrows()]
        return {"list": self._join(shown[:5], "and-so"), "last": shown[-1]}

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
            return nothing | {"theme": self.names[theme], "text": self._phrase("no-passage")}
        best = held.iloc[0]
        (text,) = self.data.passages(held.head(1))
        return {"theme": self.names[theme], "text": literal(text)} | {
            key: best[key] for key in ("report_id", "start", "end")
        }

    def profiles(self, profiles: pd.DataFrame, ranked: pd.DataFrame) -> Words:
        """Return the leading theme of each report, and how many share the one that leads over all."""
        first = _first_themes(profiles)
        return {
            "leading": self._leading(profiles),
            "share_first": int((first["theme"] == ranked.at[0, "theme"]).sum()),
            "n_groups": len(first),
        }

    def change(self, changes: pd.DataFrame, parts: pd.DataFrame, periods: tuple[str, str]) -> Words:
        """Return the largest rises and falls between two periods, and what the change is made of."""
        known = changes.dropna(subset=["change"]).sort_values("change", ascending=False)
        rises = [self._moved(row) for _, row in known[known["change"] > 0].head(3).iterrows()]
        falls = [self._moved(row) for _, row in known[known["change"] < 0].tail(3).iloc[::-1].iterrows()]
        clear = self._join([self._moved(row) for _, row in _clear(changes).iterrows()])
        staying = int(parts["staying"].max()) if len(parts) else 0
        if known.empty:
            composition = self._phrase("one-sided")
        else:
            composition = self._phrase("staying", n=staying) if staying else self._phrase("all-entry")
        return {
            "before": periods[0], "after": periods[1], "rises": self._join(rises), "falls": self._join(falls),
            "n_before": self._reports_of(periods[0]), "n_after": self._reports_of(periods[1]),
            "clear_list": self._phrase("clear", themes=clear), "composition": composition,
        }  # fmt: skip

    def _reports_of(self, period: str) -> int:
        first, last = period.split("—")
        return int(self.data.reports["reporting_year"].between(int(first), int(last)).sum())

    def robustness(self, ranked: pd.DataFrame) -> Words:
        """Return how alike the two units order the themes, and which theme leads without each report."""
        tables = {"mentions": self.data.mentions, "sentences": self.data.sentences}
        themes = ranked["theme"].tolist()
        reports = self.data.reports
        by_unit = [
            theme_rates(**tables, reports=reports, by=(), unit=unit, themes=themes).set_index("theme")["rate"]
            for unit in ("sentences", "han")
        ]
        leaders = []
        for report_id in reports["report_id"] if len(reports) > 1 else ():
            left = reports[reports["report_id"] != report_id]
            rates = theme_rates(**tables, reports=left, by=(), unit=self.unit, themes=themes)
            leaders.append(self.names[rates.loc[rates["rate"].idxmax(), "theme"]])
        counts = pd.Series(leaders, dtype="str").value_counts()
        key = "always" if len(counts) == 1 else "varying"
        shown = [self._phrase(key, theme=theme, n=n, total=len(leaders)) for theme, n in counts.items()]
        correlation = spearman_rho(by_unit[0], by_unit[1].reindex(by_unit[0].index))
        shown_correlation = "–" if pd.isna(correlation) else f"{correlation:.2f}"
        return {"spearman": shown_correlation, "leaders": self._join(shown)}


def _clear(changes: pd.DataFrame) -> pd.DataFrame:
    """Return the themes whose interval of change does not hold zero."""
    return changes[(changes["low"] > 0) | (changes["high"] < 0)]


def _first_themes(profiles: pd.DataFrame) -> pd.DataFrame:
    """Return the leading theme of every report, in the order of the reports."""
    known = profiles.dropna(subset=["rate"])
    return known.loc[known.groupby("group", sort=False)["rate"].idxmax()]
