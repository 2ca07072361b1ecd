"""How the study speaks of results: rates, changes, reports and lists in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.corpus import Corpus
from analysis.figures.labels import UNKNOWN, group_names, grouped
from analysis.figures.saying import clauses, counted, joined, names_of, say
from analysis.study.prose import literal

Words = dict[str, object]
RATES: Mapping[str, tuple[str, str]] = {
    "sentences": ("{:.1f}%", "{:.1f} %"),
    "han": ("每千字 {:.2f} 次", "{:.2f} per 1,000"),
}
CHANGES: Mapping[str, tuple[str, str]] = {
    "sentences": ("{:+.1f} 个百分点", "{:+.1f} points"),
    "han": ("每千字 {:+.2f} 次", "{:+.2f} per 1,000"),
}
SCALE = {"sentences": 100, "han": 1}


class Voice:
    """The corpus of a run, and how to speak of it.

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
        self.groups = group_names(grouped(data.reports), language)
        one_each = set(self.groups) == set(data.report_ids)
        self._reports = self.groups if one_each else {}

    def say(self, zh: str, en: str) -> str:
        """Return the Chinese or the English of two texts."""
        return say(self.language, zh, en)

    def counted(self, n: int, noun: str) -> str:
        """Return a number with its noun."""
        return counted(int(n), noun, self.language)

    def joined(self, parts) -> str:
        """Return parts as a list; ``none`` where there is none."""
        return joined(parts, self.language) or self.say("无", "none")

    def clauses(self, parts) -> str:
        """Return clauses one after the other."""
        return clauses(parts, self.language)

    def named(self, rows) -> str:
        """Return names that tie."""
        return names_of(list(rows), self.language)

    def aside(self, text: str) -> str:
        """Return a text in the brackets of the language, with the blank that English needs before them."""
        return self.say(f"（{text}）", f" ({text})")

    def report(self, report_id: str) -> str:
        """Return how a report is called: by place and year in Chinese, by its id in English."""
        return self._reports.get(report_id, report_id)

    def rate(self, rate: float) -> str:
        """Return a rate with its unit."""
        if pd.isna(rate):
            return UNKNOWN
        return RATES[self.unit][self.language == "en"].format(SCALE[self.unit] * rate)

    def change(self, change: float) -> str:
        """Return a change with its unit."""
        return CHANGES[self.unit][self.language == "en"].format(SCALE[self.unit] * change)

    def moved(self, change: float) -> bool:
        """Return whether a change is one as it is printed."""
        return float(f"{SCALE[self.unit] * change:{'.1f' if self.unit == 'sentences' else '.2f'}}") != 0

    def quoted(self, row: Mapping[str, object]) -> str:
        """Return a passage as a quotation with its report and offsets."""
        report_id, start, end = row["report_id"], int(row["start"]), int(row["end"])
        passage = " ".join(self.data.text(report_id)[start:end].split())
        where = self.say(
            f"{self.report(report_id)}，第 {start}—{end} 字符",
            f"{self.report(report_id)}, characters {start}–{end}",
        )
        return f"> {literal(passage)}\n>\n> {self.aside(literal(where)).strip()}"

    def sentence_of(self, row: Mapping[str, object]) -> Mapping[str, object]:
        """Return the body sentence that holds a passage, the passage itself outside every sentence."""
        sentences = self.data.sentences
        holds = (sentences["report_id"] == row["report_id"]) & (sentences["start"] <= row["start"])
        held = sentences[holds & (sentences["end"] > row["start"])]
        return row if held.empty else held.iloc[0]
