"""The command line: thin commands, one clear line for a mistake, exit status 0, 1 or 2."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click

from analysis.errors import CallError, FazhiError, nearest
from analysis.paths import BUILD, CORPUS, NOTEBOOKS, ROOT

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


scheduler_option = click.option(
    "--scheduler", metavar="ADDRESS", help="Read the reports on a Dask cluster, such as tcp://host:8786."
)


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
@scheduler_option
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
    scheduler: str | None,
    corpus: str,
    out: Path | None,
) -> None:
    """Regenerate the study, stale parts only.

    With default parameters the results go to notebooks/ and figures/; with any other parameter or corpus to
    --out, by default build/<hash>/.
    """
    from analysis.study.run import run_study

    if scheduler is not None:
        from analysis.corpus import Corpus

        Corpus.open(corpus, scheduler=scheduler).prepare()
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
@click.argument("more", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--uncoded",
    is_flag=False,
    flag_value=30,
    type=click.IntRange(min=1),
    metavar="[N]",
    help="List the N most frequent words outside every theme, and N sentences without one.",
)
@click.option("--sample", type=int, metavar="N", help="Draw N sentences for coding by hand into --to.")
@click.option("--seed", type=int, metavar="S", help="Seed of the draw, or of the bootstrap.")
@click.option("--to", type=click.Path(path_type=Path), metavar="FILE.csv", help="A new file to write.")
@click.option(
    "--coded",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE [FILE]...",
    help="Compare the codebook with coders' files.",
)
@corpus_option
def check(
    more: tuple[Path, ...],
    uncoded: int | None,
    sample: int | None,
    seed: int | None,
    to: Path | None,
    coded: tuple[Path, ...],
    corpus: str,
) -> None:
    """Validate catalogue, codebook and corpus; list what needs a human eye.

    With --uncoded, show what the codebook leaves uncoded. With --sample, draw sentences for coding by hand, of
    which each coder fills a copy; with --coded, read these back and score the codebook.
    """
    if sum((uncoded is not None, sample is not None, bool(coded))) > 1:
        raise CallError("--uncoded, --sample and --coded are apart: ask for one at a time")
    if more and not coded:
        raise CallError(f"{more[0]}: files go with --coded")
    if uncoded is not None or sample is not None or coded:
        from analysis.validating.checking import compare_codings, draw_to, list_uncoded

        if uncoded is not None:
            print(list_uncoded(corpus, uncoded))
        elif sample is not None:
            print(draw_to(corpus, sample, seed, to))
        else:
            print(compare_codings(corpus, (*coded, *more), seed, to))
        return
    from analysis.inspection import check_corpus

    faults, remarks = check_corpus(corpus)
    for line in faults + remarks:
        print(line)
    print(f"{_counted(len(faults), 'fault')}, {_counted(len(remarks), 'remark')}")
    sys.exit(1 if faults else 0)


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "formats", default="csv", help="csv, parquet, xlsx, joined by commas.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes that read the reports; default: one a core."
)
@scheduler_option
@corpus_option
def export(folder: Path, formats: str, jobs: int | None, scheduler: str | None, corpus: str) -> None:
    """Write every table, with the data dictionary."""
    from analysis.corpus import Corpus
    from analysis.export import export_tables
    from analysis.scale.workers import cores

    opened = Corpus.open(corpus, jobs=jobs or cores(), scheduler=scheduler)
    written = export_tables(opened, folder, [name.strip() for name in formats.split(",")])
    print(f"{len(written)} files in {folder}")


@commands.command()
def verify() -> None:
    """Compare the repository's results with the manifest; name the first difference."""
    from analysis.study.manifest import verify as first_difference

    difference = first_difference(ROOT)
    print(difference or "OK")
    sys.exit(1 if difference else 0)


@commands.command()
@click.argument("spec", metavar="SPEC.yaml", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write the tables here.")
def sweep(spec: Path, out: Path | None) -> None:
    """Run a grid of settings; report in how many combinations each finding holds.

    SPEC.yaml names settings and their values, the first of which the findings are stated for, such as
    unit: [sentences, han]. The tables go to --out, by default build/<hash>/.
    """
    from analysis.study.sweep import run_sweep

    print(run_sweep(spec, out))


@commands.command()
@click.option("--sizes", default="200,2000", show_default=True, help="Numbers of reports, joined by commas.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes this package may use; default: one a core."
)
@click.option("--only", metavar="NAMES", help="Contenders to measure, joined by commas; default: all.")
@click.option(
    "--rounds",
    type=click.IntRange(min=1),
    metavar="N",
    default=1,
    show_default=True,
    help="Measure each so often, in turns; the fastest counts.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", default=BUILD / "bench", help="Write here."
)
def bench(sizes: str, jobs: int | None, only: str | None, rounds: int, out: Path) -> None:
    """Measure speed against what a user would pick instead, side by side.

    Corpora are invented and kept below --out; run again, it resumes.
    """
    from analysis.bench.bench import run_bench
    from analysis.bench.comparison import summary
    from analysis.bench.contenders import CONTENDERS
    from analysis.scale.workers import cores

    if not all(size.strip().isdecimal() for size in sizes.split(",")):
        raise CallError(f"--sizes {sizes!r}: write whole numbers joined by commas, such as 200,2000")
    names = [name.strip() for name in only.split(",")] if only is not None else list(CONTENDERS)
    for name in names:
        if name not in CONTENDERS:
            raise CallError(f"no contender {name!r}; {nearest(name, CONTENDERS)}")
    frame = run_bench([int(size) for size in sizes.split(",")], out, jobs or cores(), names, rounds)
    print(summary(frame))


@commands.command()
def lab() -> None:
    """Open JupyterLab on the notebooks."""
    sys.exit(subprocess.call([sys.executable, "-m", "jupyterlab", f"--notebook-dir={NOTEBOOKS}"]))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
