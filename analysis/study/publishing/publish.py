"""Leave the written study beside the results, as one file per format, made anew only when what it shows changed."""

from __future__ import annotations

from pathlib import Path

from analysis.study.document import read_notebook
from analysis.study.files import digest_file, digest_value, read_json, write_bytes, write_json

RECORD = "publication.json"
FORMATS = ("html", "docx", "pdf")


def publish(
    notebook: Path, figures: Path, folder: Path, language: str, references: Path | None
) -> list[Path]:
    """Write an executed notebook as HTML, DOCX and PDF, and return the files that were made.

    None is made where those in `folder` were made from the same notebook, figures and references.

    Parameters
    ----------
    notebook : Path
        The notebook that shows the study.
    figures : Path
        The folder of the study's figures.
    folder : Path
        Where the files go, under the name of the notebook.
    language : {"en", "zh"}
        What the study is written in.
    references : Path or None
        A bibliography in BibTeX.

    Raises
    ------
    RunError
        When the notebook was not run, or a format cannot be written; files that exist stay as they are.
    """
    files = {ending: folder / f"{notebook.stem}.{ending}" for ending in FORMATS}
    node = read_notebook(notebook)
    sources = [*figures.glob("*.png"), *Path(__file__).parent.glob("article.*"), *filter(None, [references])]
    read = {file.name: digest_file(file) for file in sources}
    key = digest_value([node["cells"], language, read])
    record = read_json(folder / RECORD)
    if all(file.is_file() for file in files.values()) and record.get(notebook.stem) == key:
        return []
    # Importing what writes the formats takes a while, which a run in which nothing is stale need not pay.
    from analysis.study.publishing import formats
    from analysis.study.publishing.article import article

    document = article(node, figures, language, references)
    written = {ending: getattr(formats, ending)(document, figures, references) for ending in FORMATS}
    for ending, content in written.items():
        write_bytes(files[ending], content)
    write_json(folder / RECORD, {**record, notebook.stem: key})
    return list(files.values())
