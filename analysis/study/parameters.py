"""The parameters of the study: declared once, read from the command line, compared with the notebooks.

Papermill itself guesses types, injects unknown names and only logs them; so everything is checked here,
before a kernel starts.
"""

from __future__ import annotations

import ast
import json
import tokenize
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from io import StringIO

from analysis.errors import CallError, nearest
from analysis.study.document import code_cells, has_tag
from analysis.study.parameter import Parameter


def _levels() -> tuple[str, ...]:
    from analysis.schemas import LEVELS

    return LEVELS


PARAMETERS: dict[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        Parameter("corpus", "str", "corpus", "corpus folder, from the project root"),
        Parameter(
            "years", "list[int]", [], "reporting years to keep; empty keeps all", minimum=1949, maximum=2100
        ),
        Parameter(
            "levels",
            "list[str]",
            [],
            "levels to keep: province, prefecture, county, township, department; empty keeps all",
            vocabulary=_levels,
        ),
        Parameter("themes", "list[str]", [], "themes of the codebook to keep, such as T01; empty keeps all"),
        Parameter(
            "unit",
            "str",
            "sentences",
            "what rates count: sentences (share with the theme), or han (mentions per 1,000 Han characters)",
            vocabulary=lambda: ("sentences", "han"),
        ),
        Parameter(
            "language",
            "str",
            "en",
            "language of titles and labels: en or zh",
            vocabulary=lambda: ("zh", "en"),
        ),
        Parameter("seed", "int", 2026, "seed of the random numbers, 0 or more", minimum=0),
    )
}


def parse_assignments(assignments: Iterable[str]) -> dict[str, object]:
    """Return the typed values of ``name=value`` texts.

    Raises
    ------
    CallError
        When a name is unknown or given twice, or a value has the wrong type or is not allowed.
    """
    values: dict[str, object] = {}
    for assignment in assignments:
        name, sign, text = assignment.partition("=")
        name = name.strip()
        if not sign:
            raise CallError(
                f"parameter {assignment!r} has no value: write name=value, such as years=2021,2023"
            )
        if name not in PARAMETERS:
            raise CallError(f"unknown parameter {name!r}; {nearest(name, PARAMETERS)}")
        if name in values:
            raise CallError(f"parameter {name} is given twice: give it once, lists as {name}=A,B")
        values[name] = PARAMETERS[name].parse(text)
    return values


def check_themes(values: Mapping[str, object], themes: Collection[str]) -> None:
    """Raise CallError when a theme was asked for that the codebook of the corpus does not have."""
    for theme in values.get("themes", []):
        if theme not in themes:
            raise CallError(
                f"parameter themes: the codebook has no theme {theme!r}; {nearest(theme, themes)}"
            )


def check_declared(
    names: Iterable[str], declared: Mapping[str, Collection[str]], selected: Iterable[str]
) -> None:
    """Raise CallError when no selected notebook has one of these parameters.

    Parameters
    ----------
    declared : mapping of str to collection of str
        The parameters of every notebook.
    selected : iterable of str
        The notebooks that will run.
    """
    selected = list(selected)
    for name in names:
        if not any(name in declared[notebook] for notebook in selected):
            owners = [notebook for notebook in declared if name in declared[notebook]]
            where = f"it belongs to {', '.join(owners)}" if owners else "no notebook has it"
            raise CallError(f"parameter {name} means nothing to {', '.join(selected)}: {where}")


@dataclass(frozen=True)
class Line:
    """A line of a parameters cell: name, annotation, default and comment."""

    name: str
    annotation: str
    default: object
    comment: str


def parameters_cell(names: Iterable[str]) -> str:
    """Return the text of a cell that declares these parameters; tag it ``parameters``."""
    chosen = [PARAMETERS[name] for name in names]
    return "\n".join(
        f"{one.name}: {one.annotation} = {_literal(one.default)}  # {one.meaning}" for one in chosen
    )


def _literal(value: object) -> str:
    """Return a value as Python writes it, texts in double quotes."""
    return repr(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)


def read_parameters(node: dict) -> tuple[list[Line], list[str]]:
    """Return the lines of a notebook's parameters cell, and what papermill could not inspect in it."""
    tagged = [cell for cell in code_cells(node) if has_tag(cell, "parameters")]
    if not tagged:
        return [], []
    if len(tagged) > 1:
        return [], [f"{len(tagged)} cells are tagged 'parameters': tag one"]
    source = tagged[0]["source"]
    try:
        statements = ast.parse(source).body
        tokens = list(tokenize.generate_tokens(StringIO(source).readline))
    except (SyntaxError, tokenize.TokenError) as error:
        return [], [f"the parameters cell is not Python: {error}"]
    comments = {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}
    lines, faults = [], []
    for statement in statements:
        shown = ast.unparse(statement).splitlines()[0]
        try:
            if statement.lineno != statement.end_lineno:
                raise ValueError
            default = ast.literal_eval(statement.value)
            name, annotation = statement.target.id, ast.unparse(statement.annotation)
        except (AttributeError, ValueError):
            faults.append(f"{shown!r} is not a parameter: write name: type = value  # meaning, on one line")
            continue
        lines.append(
            Line(name, annotation, default, comments.get(statement.lineno, "").removeprefix("#").strip())
        )
    return lines, faults


def check_notebook_parameters(node: dict, comments: bool = True) -> list[str]:
    """Return in what a notebook's parameters cell differs from the declaration.

    Names, types (a list may be annotated ``list`` for short), defaults and, unless `comments` is false,
    comments are compared.
    """
    lines, faults = read_parameters(node)
    for line in lines:
        declared = PARAMETERS.get(line.name)
        if declared is None:
            faults.append(f"parameter {line.name!r} is not declared; {nearest(line.name, PARAMETERS)}")
            continue
        if line.annotation not in (declared.annotation, declared.annotation.split("[")[0]):
            faults.append(f"parameter {line.name} is annotated {line.annotation}, not {declared.annotation}")
        if line.default != declared.default or type(line.default) is not type(declared.default):
            faults.append(f"parameter {line.name} defaults to {line.default!r}, not {declared.default!r}")
        if comments and line.comment != declared.meaning:
            faults.append(f"parameter {line.name} is commented {line.comment!r}, not {declared.meaning!r}")
    names = [line.name for line in lines]
    faults += [f"parameter {name} stands twice" for name in sorted(set(names)) if names.count(name) > 1]
    return faults
