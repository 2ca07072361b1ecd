"""A report, read and coded: every table of one text, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from analysis.coding.citations import find_citations
from analysis.coding.codebook_parts import Codebook
from analysis.coding.content import assess_content
from analysis.coding.matching import code_mentions
from analysis.coding.quantities import find_quantities
from analysis.coding.statements import find_statements
from analysis.coding.words import count_words, word_rows
from analysis.reading.report import Report, Row


class CodedReport:
    """What a report says, as rows of the tables; offsets open its source text.

    Parameters
    ----------
    report : Report
        The report as the reader sees it.
    codebook : Codebook
        The themes and terms to code with.
    overrides : mapping of str to object, optional
        Columns of table `reports` that the researcher corrected; they win over what was read.
    """

    def __init__(self, report: Report, codebook: Codebook, overrides: Mapping[str, object] | None = None):
        self.report = report
        self.codebook = codebook
        self.metadata: Row = {**report.metadata, **(overrides or {})}
        self._parts = report.view, report.sections, report.sentences

    @property
    def report_id(self) -> str:
        """The id that every row carries."""
        return self.report.report_id

    @property
    def reporting_year(self) -> int | None:
        """The year the report covers, none where it is unknown."""
        return self.metadata["reporting_year"]

    @cached_property
    def evidence(self) -> list[Row]:
        """The rows of table `evidence`."""
        return self.report.rows("evidence")

    @cached_property
    def sections(self) -> list[Row]:
        """The rows of table `sections`."""
        return self.report.rows("sections")

    @cached_property
    def sentences(self) -> list[Row]:
        """The rows of table `sentences`."""
        return self.report.rows("sentences")

    @cached_property
    def mentions(self) -> list[Row]:
        """The rows of table `mentions`."""
        return code_mentions(self.report.view, self.report.sentences, self.codebook, self.report_id)

    @cached_property
    def quantities(self) -> list[Row]:
        """The rows of table `quantities`."""
        view, _, sentences = self._parts
        return find_quantities(view, sentences, self.report_id, self.reporting_year, mentions=self.mentions)

    @cached_property
    def citations(self) -> list[Row]:
        """The rows of table `citations`."""
        view, _, sentences = self._parts
        return find_citations(view, self.report.page.body, sentences, self.report_id, self.reporting_year)

    @cached_property
    def statements(self) -> list[Row]:
        """The rows of table `statements`."""
        return find_statements(*self._parts, self.codebook, self.report_id)

    @cached_property
    def content(self) -> list[Row]:
        """The rows of table `content`."""
        return assess_content(*self._parts, self.statements, self.report_id, self.reporting_year)

    @cached_property
    def words(self) -> list[Row]:
        """The rows of table `words`, by the default engine without its guesses at unknown words (HMM off)."""
        return word_rows(self.report_id, count_words(row["text"] for row in self.sentences))
