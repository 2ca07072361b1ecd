"""A report, read and coded: every table of one text, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from analysis.coding.citations import find_citations
from analysis.coding.codebook_parts import Codebook, matching_form
from analysis.coding.content import assess_content
from analysis.coding.matching import coder_of
from analysis.coding.mentions import Coding
from analysis.coding.paragraphs import find_paragraphs
from analysis.coding.passages import GAP, located
from analysis.coding.quantities import find_quantities
from analysis.coding.statements import find_statements
from analysis.coding.words import count_form, tokenizer, word_rows
from analysis.reading.lazy import Lazy
from analysis.reading.mapped_text import MappedText
from analysis.reading.normalise import squeeze
from analysis.reading.page import Section, Sentence
from analysis.reading.report import Report, Row, rows_of

#: Without these signs a sentence has the same matching view alone and within its report.
SIGNS_OF_MARKDOWN = "#＃*＊"
#: Characters in which the codebook is looked up at once: each takes some thirty bytes of memory meanwhile.
LONGEST_TOGETHER = 2_000_000


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

    #: Its parts in the order in which one is made of the other.
    PARTS = (*(f"report.{part}" for part in Report.PARTS), "_squeezed", "_located")

    def __init__(self, report: Report, codebook: Codebook, overrides: Mapping[str, object] | None = None):
        self.report = report
        self.codebook = codebook
        self._overrides = overrides or {}
        #: What rules made of it; see :func:`analysis.findings.once.once`.
        self.kept: dict[Hashable, object] = {}

    @property
    def report_id(self) -> str:
        """The id that every row carries."""
        return self.report.report_id

    @Lazy
    def metadata(self) -> Row:
        """The columns of table `reports` that are read from the text, as corrected."""
        return {**self.report.metadata, **self._overrides}

    @property
    def reporting_year(self) -> int | None:
        """The year the report covers, none where it is unknown."""
        return self.metadata["reporting_year"]

    @property
    def _read(self) -> tuple[MappedText, tuple[Section, ...], tuple[Sentence, ...]]:
        """The folded text, its sections and its sentences."""
        return self.report.view, self.report.sections, self.report.sentences

    @Lazy
    def evidence(self) -> list[Row]:
        """The rows of table `evidence`."""
        return self.report.rows("evidence")

    @Lazy
    def sections(self) -> list[Row]:
        """The rows of table `sections`."""
        return self.report.rows("sections")

    @Lazy
    def sentences(self) -> list[Row]:
        """The rows of table `sentences`."""
        return self.report.rows("sentences")

    @Lazy
    def _squeezed(self) -> MappedText:
        """The matching view of the report."""
        return squeeze(self.report.view)

    @Lazy
    def _located(self) -> list[tuple[int, int]]:
        """Where the sentences, and then the headings, stand in the matching view."""
        sentences = [(start, end) for start, end, _ in self.report.places]
        return located(self._squeezed, sentences + self.report.headings)

    @property
    def _places(self) -> list[tuple[int, int]]:
        """Where the sentences stand in the matching view."""
        return self._located[: len(self.report.sentences)]

    @Lazy
    def coding(self) -> Coding:
        """What is coded in its passages: the sentences, then the headings."""
        (found,) = coder_of(self.codebook).code_all([self._squeezed], [self._located])
        return found

    @Lazy
    def _strong(self) -> Coding:
        """The same without terms that are weak."""
        return self.coding.strong()

    @Lazy
    def mentions(self) -> list[Row]:
        """The rows of table `mentions`."""
        ids = [sentence.sentence_id for sentence in self.report.sentences]
        return rows_of(self.coding.before(len(ids)).plain().columns(self.report_id, ids))

    @Lazy
    def paragraphs(self) -> list[Row]:
        """The rows of table `paragraphs`."""
        (found,) = find_paragraphs([self.report], [self._strong])
        return found

    @Lazy
    def quantities(self) -> list[Row]:
        """The rows of table `quantities`."""
        view, sections, sentences = self._read
        coded = {
            "mentions": self._strong.before(len(sentences)).plain(),
            "sections": sections,
            "paragraphs": self.paragraphs,
        }
        return find_quantities(view, sentences, self.report_id, self.reporting_year, **coded)

    @Lazy
    def citations(self) -> list[Row]:
        """The rows of table `citations`."""
        view, _, sentences = self._read
        place = self.report.page.body, sentences, self.report_id, self.reporting_year
        return find_citations(view, *place, squeezed=self._squeezed)

    @Lazy
    def statements(self) -> list[Row]:
        """The rows of table `statements`."""
        return find_statements(*self._read, self.codebook, self.report_id)

    @Lazy
    def content(self) -> list[Row]:
        """The rows of table `content`."""
        return assess_content(*self._read, self.statements, self.report_id, self.reporting_year)

    @Lazy
    def form(self) -> str:
        """The sentences in the matching view, joined by :data:`analysis.coding.passages.GAP`: what words are cut in."""
        if any(map(self.report.text.__contains__, SIGNS_OF_MARKDOWN)):
            return matching_form(
                GAP.join([self.report.text[start:end] for start, end, _ in self.report.places])
            )
        text = self._squeezed.text
        return GAP.join([text[first:last] for first, last in self._places])

    @Lazy
    def words(self) -> list[Row]:
        """The rows of table `words`, by the default engine without its guesses at unknown words (HMM off)."""
        return word_rows(self.report_id, count_form(self.form, tokenizer()))


def code_together(reports: Sequence[CodedReport]) -> None:
    """Look up the codebook in all passages of some reports at once, and tell their paragraphs.

    They are coded with one codebook.
    """
    for some in _up_to(LONGEST_TOGETHER, reports):
        views, places = [one._squeezed for one in some], [one._located for one in some]
        for one, coding in zip(some, coder_of(some[0].codebook).code_all(views, places), strict=True):
            one.coding = coding
        told = find_paragraphs([one.report for one in some], [one._strong for one in some])
        for one, rows in zip(some, told, strict=True):
            one.paragraphs = rows


def _up_to(characters: int, reports: Sequence[CodedReport]) -> Iterator[list[CodedReport]]:
    """Yield neighbouring reports that have no more characters together, or one that has more alone."""
    some, length = [], 0
    for one in reports:
        length += len(one.report.text)
        if some and length > characters:
            yield some
            some, length = [], len(one.report.text)
        some.append(one)
    if some:
        yield some
