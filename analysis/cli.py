"""The command line: thin commands, one clear line for a mistake, exit status 0, 1 or 2."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click

from analysis.errors import FazhiError
from analysis.paths import CORPUS, NOTEBOOKS, ROOT

corpus_option = click.option(
    "--corpus",
    metavar="PATH",
    default=str(CORPUS),
    show_default=False,
    help="Corpus folder; default: the shipped one.",
)


def main() -> None:
    """Run the command line and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a terminal that lacks Chinese shows escapes, not a traceback
            stream.reconfigure(errors="backslashreplace")
    try:
        commands(standalone_mode=False)
        status = 0
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message())
        status = 2
    except click.ClickException as error:
        print(f"fazhi: {' '.join(error.format_message().split())}", file=sys.stderr)
        status = 2
    except FazhiError as error:
        print(f"fazhi: {error}", file=sys.stderr)
        status = error.exit_status
    except (KeyboardInterrupt, click.Abort):
        print("fazhi: interrupted", file=sys.stderr)
        status = 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except OSError as error:
        print(f"fazhi: {error.filename or 'the system'}: {error.strerror or error}", file=sys.stderr)
        status = 1
    sys.exit(status)


@click.group()
def commands() -> None:
    """Read annual reports on law-based government (法治政府建设年度报告); regenerate the study of them."""


@commands.command()
@click.argument("notebooks", metavar="[NOTEBOOK]...", nargs=-1)
@click.option(
    "parameters",
    "-p",
    metavar="NAME=VALUE",
    multiple=True,
    help="Set a parameter; a list as years=2019,2023.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, help="Notebooks to run at the same time.")
@click.option("--force", is_flag=True, help="Run also what is up to date.")
@click.option("--explain", is_flag=True, help="Say what changed since the last run.")
@click.option(
    "--timeout", type=click.IntRange(min=1), metavar="SECONDS", help="Longest a single cell may take."
)
@corpus_option
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Write notebooks and figures here."
)
def run(
    notebooks: tuple[str, ...],
    parameters: tuple[str, ...],
    jobs: int,
    force: bool,
    explain: bool,
    timeout: int | None,
    corpus: str,
    out: Path | None,
) -> None:
    """Regenerate the study, stale parts only.

    With default parameters the results go to notebooks/ and figures/; with any other parameter or corpus to
    --out, by default build/<hash>/.
    """
    from analysis.study.run import run_study

    summary = run_study(
        notebooks,
        parameters,
        corpus=corpus,
        out=out,
        jobs=jobs,
        force=force,
        explain=explain,
        timeout=timeout,
    )
    print(summary)
    sys.exit(summary.exit_status)


@commands.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--id", "report_id", metavar="ID", help="The report's id; for one source.")
@click.option("--force", is_flag=True, help="Add also what the reader takes for no such report.")
@corpus_option
def add(sources: tuple[str, ...], report_id: str | None, force: bool, corpus: str) -> None:
    """Read html, docx, pdf or text (file, folder or URL) into the corpus."""
    from analysis.adding.add import add_sources
    from analysis.adding.announcing import announcing

    with announcing() as progress:
        summary = add_sources(sources, corpus, report_id, force, progress)
    if summary.passed_over:
        kinds = ", ".join(sorted({file.suffix or file.name for file in summary.passed_over}))
        print(f"fazhi: passed over, no documents: {len(summary.passed_over)} ({kinds})", file=sys.stderr)
    sys.exit(summary.exit_status)


@commands.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and file.")
def parse(files: tuple[Path, ...], as_json: bool) -> None:
    """Show what the reader makes of a text, adding nothing."""
    from analysis.inspection import inspect, summary

    status = 0
    for file in files:
        try:
            tables = inspect(file)
        except FazhiError as error:
            print(f"fazhi: {error}", file=sys.stderr)
            status = max(status, error.exit_status)
            continue
        print(json.dumps(tables, ensure_ascii=False) if as_json else summary(tables))
    sys.exit(status)


@commands.command()
@corpus_option
def check(corpus: str) -> None:
    """Validate catalogue, codebook and corpus; list what needs a human eye."""
    from analysis.inspection import check_corpus

    faults, remarks = check_corpus(corpus)
    for line in faults + remarks:
        print(line)
    print(f"{len(faults)} faults, {len(remarks)} remarks")
    sys.exit(1 if faults else 0)


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "formats", default="csv", help="csv, parquet, xlsx, joined by commas.")
@corpus_option
def export(folder: Path, formats: str, corpus: str) -> None:
    """Write every table, with the data dictionary."""
    from analysis.corpus import Corpus
    from analysis.export import export_tables

    written = export_tables(Corpus.open(corpus), folder, formats.split(","))
    print(f"{len(written)} files in {folder}")


@commands.command()
def verify() -> None:
    """Compare the repository's results with the manifest; name the first difference."""
    from analysis.study.manifest import verify as first_difference

    difference = first_difference(ROOT)
    print(difference or "OK")
    sys.exit(1 if difference else 0)


@commands.command()
def lab() -> None:
    """Open JupyterLab on the notebooks."""
    sys.exit(subprocess.call([sys.executable, "-m", "jupyterlab", f"--notebook-dir={NOTEBOOKS}"]))
