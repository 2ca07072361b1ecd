"""One source text, read: structure, metadata and sentences, as rows of the tables."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from analysis.errors import CorpusError
from analysis.reading.han import cumulate_han
from analysis.reading.layout import lay_out
from analysis.reading.lazy import Lazy
from analysis.reading.mapped_text import MappedText
from analysis.reading.metadata import read_metadata
from analysis.reading.normalise import fold
from analysis.reading.page import Evidence, Page, Section, Sentence
from analysis.reading.refusal import judge
from analysis.reading.script import is_traditional
from analysis.reading.sections import section_tree
from analysis.reading.sentences import split_sentences
from analysis.reading.unpadded import Unpadded

Row = dict[str, object]
Columns = dict[str, Sequence]

# By place, not by name: a report has a hundred sentences and more.
_SPAN = itemgetter(*map(Sentence._fields.index, ("start", "end")))
_HEADING = itemgetter(*map(Section._fields.index, ("start", "end")))
_BODY = itemgetter(*map(Section._fields.index, ("body_start", "body_end")))


class Report:
    """A report as the reader sees it, each part made when it is first asked for.

    Parameters
    ----------
    text : str
        The source text as stored; every offset in a row opens it: ``text[start:end]`` is the evidence.
    report_id : str
        The id its rows carry.
    """

    #: Its parts in the order in which one is made of the other.
    PARTS = ("view", "page", "sections", "_read", "_judgement", "sentences", "places", "headings")

    def __init__(self, text: str, report_id: str = ""):
        self.text = text
        self.report_id = report_id

    @Lazy
    def view(self) -> MappedText:
        """Its folded form, to which the offsets of page, sections, sentences and evidence refer."""
        return fold(self.text)

    @Lazy
    def page(self) -> Page:
        """The page, taken apart."""
        return lay_out(self.view)

    @Lazy
    def sections(self) -> tuple[Section, ...]:
        """The tree of its sections, in order of the text."""
        return section_tree(self.page)

    @Lazy
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of its body, in order."""
        return split_sentences(self.page, self.sections)

    @Lazy
    def _read(self) -> tuple[Row, tuple[Evidence, ...]]:
        return read_metadata(self.page, self.sections)

    @property
    def metadata(self) -> Row:
        """The columns of table `reports` that are read from the text, without judgement and counts."""
        return self._read[0]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the text states them."""
        return self._read[1]

    @Lazy
    def _judgement(self) -> tuple[str, str | None]:
        return judge(self.page, self.sections, self.metadata)

    @property
    def is_report(self) -> str:
        """The judgement, as in table `reports`."""
        return self._judgement[0]

    @property
    def refusal(self) -> str | None:
        """Why it is none, as in table `reports`."""
        return self._judgement[1]

    def rows(self, table: str) -> list[Row]:
        """Return the rows of table `reports`, `evidence`, `sections` or `sentences`.

        Offsets are into the source text. The row of `reports` lacks `sha256` and `url`, which only the
        corpus knows.

        Raises
        ------
        KeyError
            For any other table.
        """
        return self._reports() if table == "reports" else rows_of(self.columns(table))

    def columns(self, table: str) -> Columns:
        """Return the columns of table `evidence`, `sections` or `sentences`, as :meth:`rows`."""
        makers = {"evidence": self._evidence, "sections": self._sections, "sentences": self._sentences}
        return makers[table]()

    def _reports(self) -> list[Row]:
        traditional = not self.view.simplified and is_traditional(self.text)
        row = {
            "report_id": self.report_id,
            **self.metadata,
            "script": "traditional" if traditional else "simplified",
            "n_han": sum([n_han for _, _, n_han in self.places]),
            "n_sentences": len(self.sentences),
            "is_report": self.is_report,
            "refusal": self.refusal,
        }
        return [row]

    def _evidence(self) -> Columns:
        fields, values, rules, notes, starts, ends = transposed(self.evidence, len(Evidence._fields))
        placed = [
            (None, None) if start is None or end is None else self.view.span(start, end)
            for start, end in zip(starts, ends, strict=True)
        ]
        starts, ends = transposed(placed, 2)
        return {
            "report_id": [self.report_id] * len(fields),
            "field": fields,
            "value": values,
            "rule": rules,
            "note": notes,
            "start": starts,
            "end": ends,
        }

    def _sections(self) -> Columns:
        ids, parents, depths, numbers, headings, run_in, items, *_ = transposed(
            self.sections, len(Section._fields)
        )
        simplified = self.view.simplified
        starts, ends = transposed(self.headings, 2)
        body_starts, body_ends = transposed(self.view.spans(list(map(_BODY, self.sections))), 2)
        return {
            "report_id": [self.report_id] * len(ids),
            "section_id": ids,
            "parent_id": parents,
            "depth": depths,
            "number": numbers,
            "heading": [
                heading.replace(" ", "") if heading and simplified else self._printed_heading(section)
                for heading, section in zip(headings, self.sections, strict=True)
            ],
            "run_in": run_in,
            "item": items,
            "start": starts,
            "end": ends,
            "body_start": body_starts,
            "body_end": body_ends,
        }

    def _printed_heading(self, section: Section) -> str | None:
        """Return a heading in the script it is printed in, without blanks: the end of what its offsets enclose."""
        if section.heading is None:
            return None
        printed = Unpadded.of(self.view, section.start, section.end).printed()
        return printed.replace("\n", "")[-len(section.heading.replace(" ", "")) :]

    @Lazy
    def han_before(self) -> Sequence[int]:
        """How many Han characters of the source stand before each place, and in all of it."""
        return cumulate_han(self.text)

    @Lazy
    def places(self) -> list[tuple[int, int, int]]:
        """Where in the source each sentence stands, and how many Han characters it has."""
        han = self.han_before
        spans = self.view.spans(list(map(_SPAN, self.sentences)))
        return [(start, end, han[end] - han[start]) for start, end in spans]

    @Lazy
    def headings(self) -> list[tuple[int, int]]:
        """Where in the source the heading of each section stands."""
        return self.view.spans(list(map(_HEADING, self.sections)))

    def _sentences(self) -> Columns:
        ids, sections, *_ = transposed(self.sentences, len(Sentence._fields))
        starts, ends, n_han = transposed(self.places, 3)
        text = self.text
        return {
            "report_id": [self.report_id] * len(ids),
            "sentence_id": ids,
            "section_id": sections,
            "start": starts,
            "end": ends,
            "n_han": n_han,
            "text": [text[start:end] for start, end, _ in self.places],
        }


def transposed(records: Sequence[tuple], width: int) -> Sequence[Sequence]:
    """Return the columns of records, as many as each of them has fields."""
    return list(zip(*records, strict=True)) or [()] * width


def rows_of(columns: Columns) -> list[Row]:
    """Return columns as rows."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def read_report(text: str, report_id: str = "") -> Report:
    """Read one source text, every part of it.

    Parameters
    ----------
    text : str
        The text as stored; it is never changed.
    report_id : str
        The id its rows carry.

    Raises
    ------
    CorpusError
        When text or id hold half a character, which no table can: they were cut or decoded wrongly.
    """
    for name, value in (("id", report_id), ("text", text)):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            half = f"half a character (U+{ord(value[error.start]):04X})"
            raise CorpusError(
                f"report {report_id!r}: character {error.start} of its {name} is {half}: give whole characters"
            ) from None
    report = Report(text, report_id)
    for part in Report.PARTS:
        getattr(report, part)
    return report
