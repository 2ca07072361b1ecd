"""Which files of a package code cells reach."""

from __future__ import annotations

import pytest

from analysis.study.modules import Package

FILES = {
    "__init__.py": "def __getattr__(name):\n    from kit.corpus import Corpus\n    return Corpus\n",
    "corpus.py": "from kit.errors import Oops\n",
    "errors.py": "",
    "cli.py": "import kit.corpus\n",
    "measures/__init__.py": "",
    "measures/themes.py": "from .rates import rate\nfrom ..errors import Oops\n",
    "measures/rates.py": "",
    "measures/years.py": "from . import themes\n",
    "figures/__init__.py": "from kit.figures.look import look\n",
    "figures/look.py": "",
    "figures/house.mplstyle": "axes.grid: False",
    "loader.py": "import importlib\nimportlib.import_module('kit.errors')\n",
    "broken.py": "def",
}


@pytest.fixture
def package(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "kit" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Package(tmp_path / "kit")


BASE = {"kit/__init__.py", "kit/corpus.py", "kit/errors.py"}


@pytest.mark.parametrize(
    ("cell", "reached"),
    [
        ("import numpy", set()),
        ("import kit", BASE),
        ("from kit import Corpus", BASE),
        ("%matplotlib inline\nimport kit\n!ls", BASE),
        ("import kit.measures.rates as r", BASE | {"kit/measures/__init__.py", "kit/measures/rates.py"}),
        (
            "from kit.measures import years",
            BASE | {f"kit/measures/{name}.py" for name in ("__init__", "years", "themes", "rates")},
        ),
        (
            "from kit.measures import *",
            BASE | {f"kit/measures/{name}.py" for name in ("__init__", "years", "themes", "rates")},
        ),
        ("from kit import figures", BASE | {f"kit/figures/{n}" for n in ("__init__.py", "look.py", "house.mplstyle")}),
        ("from kit.figures.look import look", BASE | {"kit/figures/__init__.py", "kit/figures/look.py", "kit/figures/house.mplstyle"}),
        ("import kit.loader", BASE | {"kit/loader.py"}),
        ("import kit.broken", BASE | {"kit/broken.py"}),
        ("import kit.missing", BASE),
    ],
)  # fmt: skip
def test_imports_are_followed(package, cell, reached):
    assert set(package.reach([cell])) == reached


def test_what_is_not_python_reaches_everything(package):
    assert {f"kit/{name}" for name in FILES} == set(package.reach(["x = = 1"]))


def test_cells_add_up(package):
    cells = ["import kit.measures.rates", "import kit.figures.look"]
    both = set(package.reach(cells))
    assert both == set(package.reach(cells[:1])) | set(package.reach(cells[1:]))
    assert "kit/measures/themes.py" not in both


def test_no_package_no_files(tmp_path):
    assert Package(tmp_path / "kit").reach(["import kit"]) == {}
