"""The command line: thin commands, one clear line for a mistake, exit status 0, 1 or 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import click
import typer

from analysis.errors import CallError, FazhiError
from analysis.paths import CORPUS, NOTEBOOKS

app = typer.Typer(
    help="Read annual reports on law-based government (法治政府建设年度报告) and regenerate the study of them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

CorpusOption = Annotated[
    str, typer.Option("--corpus", metavar="PATH", help="Corpus folder; default: the shipped one.")
]


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        app(standalone_mode=False)
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
    else:
        status = 0
    sys.exit(status)


@app.command()
def run(
    notebooks: Annotated[
        list[str] | None, typer.Argument(metavar="[NOTEBOOK]...", help="Notebooks to run; default: all.")
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("-p", metavar="NAME=VALUE", help="Set a parameter; lists: years=2019,2023."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks to run at the same time.")] = 1,
    force: Annotated[bool, typer.Option("--force", help="Run also what is up to date.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say what changed since the last run.")] = False,
    corpus: CorpusOption = str(CORPUS),
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write notebooks and figures here.")] = None,
) -> None:
    """Regenerate the study, stale parts only."""
    from analysis.study.run import run_study

    summary = run_study(
        notebooks or [], parameters or [], corpus=corpus, out=out, jobs=jobs, force=force, explain=explain
    )
    raise SystemExit(summary.exit_status)


@app.command()
def parse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Text files.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line and file.")] = False,
) -> None:
    """Show what the reader makes of a text, adding nothing."""
    from analysis.inspection import inspect, summary

    for file in files:
        tables = inspect(file)
        if as_json:
            print(json.dumps(tables, ensure_ascii=False))
        else:
            print(summary(tables))


@app.command()
def check(corpus: CorpusOption = str(CORPUS)) -> None:
    """Validate catalogue, codebook and corpus; list what needs a human eye."""
    from analysis.inspection import check_corpus

    faults, remarks = check_corpus(corpus)
    for line in faults + remarks:
        print(line)
    print(f"{len(faults)} faults, {len(remarks)} remarks")
    raise SystemExit(1 if faults else 0)


@app.command()
def verify() -> None:
    """Compare the repository's results with the manifest; name the first difference."""
    from analysis.paths import ROOT
    from analysis.study.manifest import verify as first_difference

    difference = first_difference(ROOT)
    print(difference or "OK")
    raise SystemExit(1 if difference else 0)


@app.command()
def lab() -> None:
    """Open JupyterLab on the notebooks."""
    try:
        raise SystemExit(subprocess.call([sys.executable, "-m", "jupyterlab", f"--notebook-dir={NOTEBOOKS}"]))
    except OSError as error:
        raise CallError(f"JupyterLab does not start: {error}; run `make lab`") from None
