"""Looking around in a corpus: choose theme, years and levels; see frequency, concordance, the passage in its report.

In JupyterLab the choice is made with widgets; everywhere else (batch runs, nbval, an exported page) the same three
views are shown once, as plain HTML. Every character that comes from a report is escaped: markup in it stays text.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from html import escape

import pandas as pd
from IPython.display import HTML, display

from analysis.corpus import Corpus
from analysis.errors import CorpusError
from analysis.figures.labels import label, theme_names
from analysis.figures.rows import SCALE
from analysis.figures.tables import MISSING
from analysis.measures.themes import theme_rates
from analysis.paths import OUT_VARIABLE

WIDGETS_VARIABLE = "FAZHI_WIDGETS"
AROUND = 300  # characters shown before and after a passage
MOST_LINES = 200  # lines of a concordance to choose from
STATIC_LINES = 8
BAR = "display:inline-block;height:0.8em;background:#0072B2;vertical-align:middle"
TABLE = "<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def has_widgets() -> bool:
    """Return whether a front end is there that shows widgets: a notebook session of a Jupyter server.

    ``FAZHI_WIDGETS=1`` says so where it cannot be seen (other editors), ``FAZHI_WIDGETS=0`` that there is none.
    """
    told = os.environ.get(WIDGETS_VARIABLE)
    if told is not None:
        return told == "1"
    return "JPY_SESSION_NAME" in os.environ and OUT_VARIABLE not in os.environ


class Explorer:
    """A corpus to look around in.

    Parameters
    ----------
    data : Corpus
        The corpus.
    unit, language : str
        Unit of the rates (``sentences`` or ``han``); ``zh`` or ``en``.
    """

    def __init__(self, data: Corpus, unit: str = "sentences", language: str = "en"):
        self.data, self.unit, self.language = data, unit, language
        self.names = theme_names(data.codebook, language)

    def chosen(self, years: Collection[int] = (), levels: Collection[str] = ()) -> Corpus | None:
        """Return the corpus of these years and levels (an empty choice keeps all), None where no report is left."""
        try:
            return self.data.select(years, levels)
        except CorpusError:
            return None

    def frequency(
        self, theme: str, years: Collection[int] = (), levels: Collection[str] = ()
    ) -> pd.DataFrame:
        """Return the rate of a theme in every chosen report: report_id, reporting_year, x, n, rate."""
        kept = self.chosen(years, levels)
        if kept is None:
            return pd.DataFrame(columns=["report_id", "reporting_year", "x", "n", "rate"])
        by = ["reporting_year", "report_id"]
        tables = {"mentions": kept.mentions, "sentences": kept.sentences, "reports": kept.reports}
        return theme_rates(**tables, by=by, unit=self.unit, themes=[theme])[
            ["report_id", "reporting_year", "x", "n", "rate"]
        ]

    def lines(
        self, theme: str, years: Collection[int] = (), levels: Collection[str] = (), window: int = 18
    ) -> pd.DataFrame:
        """Return the concordance of a theme in the chosen reports."""
        kept = self.chosen(years, levels)
        if kept is None or not (kept.mentions["theme"] == theme).any():
            return pd.DataFrame(columns=["report_id", "left", "match", "right", "start", "end"])
        return kept.concordance(theme, window=window)

    def frequency_html(self, frequency: pd.DataFrame) -> str:
        """Return frequencies as an HTML table with bars."""
        top = frequency["rate"].max() if len(frequency) else 0
        rows = []
        for row in frequency.itertuples():
            known = not pd.isna(row.rate)
            width = 12 * row.rate / top if known and top else 0
            shown = f"{row.rate * SCALE[self.unit]:.1f}" if known else MISSING
            year = MISSING if pd.isna(row.reporting_year) else f"{row.reporting_year:.0f}"
            cells = (escape(row.report_id), year, f"{row.x:,} / {row.n:,}", shown)
            bar = f'<td style="text-align:left"><span style="{BAR};width:{width:.1f}em"></span></td>'
            rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + bar + "</tr>")
        names = ("report", "reporting-year", "x-of-n-" + self.unit, "unit-" + self.unit)
        head = "".join(f"<th>{escape(label(name, self.language))}</th>" for name in names) + "<th></th>"
        return TABLE.format(head=head, body="".join(rows))

    def lines_html(self, lines: pd.DataFrame) -> str:
        """Return lines of a concordance as an HTML table."""
        rows = [
            f'<tr><td>{escape(row.report_id)}</td><td style="text-align:right">{escape(row.left)}</td>'
            f"<td><mark>{escape(row.match)}</mark></td>"
            f'<td style="text-align:left">{escape(row.right)}</td></tr>'
            for row in lines.itertuples()
        ]
        head = "".join(
            f"<th>{escape(label(name, self.language))}</th>" for name in ("report", "left", "match", "right")
        )
        return TABLE.format(head=head, body="".join(rows))

    def passage_html(self, report_id: str, start: int, end: int) -> str:
        """Return a passage, marked, within the text of its report as stored, with its offsets."""
        text = self.data.text(report_id)
        before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        opening, closing = "…" * (start > AROUND), "…" * (end + AROUND < len(text))
        where = f"{escape(report_id)}, {label('characters', self.language)} {start}–{end}"
        return (
            f"<p><strong>{where}</strong></p>"
            '<blockquote style="white-space:pre-wrap;max-height:22em;overflow:auto">'
            f"{opening}{escape(before)}<mark>{escape(text[start:end])}</mark>{escape(behind)}{closing}</blockquote>"
        )

    def page(self, theme: str, years: Collection[int] = (), levels: Collection[str] = ()) -> HTML:
        """Return the three views of a theme once, without widgets: frequency, first lines, first passage."""
        lines = self.lines(theme, years, levels)
        parts = [f"<p><strong>{escape(theme)} {escape(self.names[theme])}</strong></p>"]
        parts.append(self.frequency_html(self.frequency(theme, years, levels)))
        if lines.empty:
            parts.append(f"<p>{escape(label('no-mention', self.language))}</p>")
        else:
            first = lines.iloc[0]
            parts.append(self.lines_html(lines.head(STATIC_LINES)))
            parts.append(self.passage_html(first["report_id"], int(first["start"]), int(first["end"])))
        return HTML("\n".join(parts))

    def panel(self, theme: str, years: Collection[int] = (), levels: Collection[str] = ()):
        """Return the widgets: three choices, and the views that follow them."""
        import ipywidgets

        reports = self.data.reports
        options = [(f"{one} {name}", one) for one, name in self.names.items()]
        known = sorted(int(year) for year in reports["reporting_year"].dropna().unique())
        wide, high = ipywidgets.Layout(width="98%"), ipywidgets.Layout(width="98%", height="14em")
        select = ipywidgets.Dropdown(
            options=options, value=theme, description=label("choose-theme", self.language)
        )
        when = ipywidgets.SelectMultiple(
            options=known, value=[year for year in years if year in known],
            description=label("choose-years", self.language),
        )  # fmt: skip
        where = ipywidgets.SelectMultiple(
            options=sorted(reports["level"].dropna().unique()), value=list(levels),
            description=label("choose-levels", self.language),
        )  # fmt: skip
        rates = ipywidgets.HTML(layout=wide)
        lines = ipywidgets.Select(layout=high, description=label("choose-line", self.language))
        passage = ipywidgets.HTML(layout=wide)

        def open_line(change) -> None:
            place = change["new"]
            passage.value = self.passage_html(*place) if place else ""

        def follow(_) -> None:
            choice = select.value, when.value, where.value
            rates.value = self.frequency_html(self.frequency(*choice))
            found = self.lines(*choice).head(MOST_LINES)
            lines.options = [
                (
                    f"{row.report_id} │ {row.left} 【{row.match}】 {row.right}",
                    (row.report_id, row.start, row.end),
                )
                for row in found.itertuples()
            ]
            lines.index = 0 if lines.options else None
            open_line({"new": lines.value})

        lines.observe(open_line, names="value")
        for widget in (select, when, where):
            widget.observe(follow, names="value")
        follow(None)
        return ipywidgets.VBox([select, ipywidgets.HBox([when, where]), rates, lines, passage])

    def show(self, theme: str, years: Collection[int] = (), levels: Collection[str] = ()) -> None:
        """Display the widgets where a front end shows them, else the page without them."""
        view = self.panel if has_widgets() else self.page
        display(view(theme, years, levels))
