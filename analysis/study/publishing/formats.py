"""An article as HTML, DOCX and PDF: each complete in one file, none with a date or an outside address to load."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypandoc
import typst

from analysis.errors import RunError
from analysis.study.publishing.font import FONTS, SERIF, embedded_font

STYLE = Path(__file__).with_name("article.css")
TYPST = Path(__file__).with_name("article.typ")
#: Else a document carries the day it was made, and pandoc cannot open a path that the locale cannot spell.
SETTINGS = {"SOURCE_DATE_EPOCH": "0", "LC_ALL": "C.UTF-8"}


def html(document: dict, figures: Path, references: Path | None) -> bytes:
    """Return an article as one HTML page: figures embedded, formulas as MathML, no script."""
    options = ["--embed-resources", "--mathml", "--toc", "--toc-depth=2", f"--css={STYLE}"]
    page = _pandoc(document, "html5", figures, references, options).decode("utf-8")
    return page.replace("</head>", f"<style>{embedded_font(page)}</style>\n</head>", 1).encode("utf-8")


def docx(document: dict, figures: Path, references: Path | None) -> bytes:
    """Return an article as a Word document."""
    return _pandoc(document, "docx", figures, references, [])


def pdf(document: dict, figures: Path, references: Path | None) -> bytes:
    """Return an article as PDF, its Chinese text embedded so that it can be searched and copied."""
    options = [f"--variable=mainfont:{SERIF}", "--variable=papersize:a4", "--variable=fontsize:10pt"]
    options.append(f"--include-in-header={TYPST}")
    source = _pandoc(document, "typst", figures, references, options)
    try:
        return typst.compile(
            source, root=str(figures), font_paths=[str(FONTS)], ignore_system_fonts=True, timestamp=0
        )
    except RuntimeError as error:
        raise _failed("pdf", error) from None


def _pandoc(document: dict, to: str, figures: Path, references: Path | None, options: list[str]) -> bytes:
    """Return an article as pandoc writes it; `figures` holds the pictures it names."""
    cited = ["--citeproc", f"--bibliography={references}"] if references else []
    with tempfile.TemporaryDirectory() as folder, _environment(SETTINGS):
        target = Path(folder) / f"article.{to}"
        try:
            pypandoc.convert_text(
                json.dumps(document),
                to,
                format="json",
                outputfile=target,
                extra_args=["--quiet", "--standalone", f"--resource-path={figures}", *cited, *options],
            )
        except RuntimeError as error:
            raise _failed(to, error) from None
        return target.read_bytes()


def _failed(to: str, error: RuntimeError) -> RunError:
    reason = str(error).split("HasCallStack")[0]
    return RunError(f"the study could not be written as {to}: {' '.join(reason.split())}")


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
