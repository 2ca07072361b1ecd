"""Which files of the package a notebook reaches: its imports, and theirs, followed without running anything."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)


class Package:
    """A package whose imports are read from its source files.

    Parameters
    ----------
    folder : Path
        The package folder; its name is the package's name.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self._imports: dict[Path, set[str]] = {}
        self._found: dict[str, list[Path]] = {}

    def reach(self, cells: Iterable[str]) -> dict[str, Path]:
        """Return the files that code cells depend on, by their path from the project root, sorted.

        A module brings the data files beside it, because it may read them. A cell that is not Python reaches
        the whole package, which errs on the side of running again.
        """
        waiting: set[str] = set()
        for cell in cells:
            try:
                waiting |= set(self._names(ast.parse(MAGIC.sub(r"\1pass", cell)), ""))
            except SyntaxError:
                waiting |= {self._dotted(path) for path in self.folder.rglob("*.py")}
        reached: set[Path] = set()
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            seen.add(name)
            for path in self._files(name):
                if path not in reached:
                    reached.add(path)
                    waiting |= self._imported_by(path) - seen
        folders = {path.parent for path in reached}
        beside = {
            path
            for folder in folders
            for path in folder.iterdir()
            if path.is_file() and path.suffix not in (".py", ".pyc") and not path.name.startswith(".")
        }
        root = self.folder.parent
        return {path.relative_to(root).as_posix(): path for path in sorted(reached | beside)}

    def _imported_by(self, path: Path) -> set[str]:
        if path not in self._imports:
            try:
                tree = ast.parse(path.read_bytes())
            except SyntaxError:
                tree = ast.Module([], [])  # the kernel will say so, better than we could
            self._imports[path] = set(self._names(tree, self._dotted(path.parent)))
        return self._imports[path]

    def _names(self, tree: ast.AST, package: str) -> Iterator[str]:
        """Yield the dotted names of this package that a module may import; `package` resolves relative ones."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                parts = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                base = ".".join([*parts, node.module] if node.module else parts)
                names = [f"{base}.{alias.name}" for alias in node.names]
                if any(alias.name == "*" for alias in node.names):
                    names += [self._dotted(path) for path in self._path(base).glob("*.py")]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                # A module imported by name, as importlib does.
                names = [node.value] if re.fullmatch(r"[\w.]+", node.value) else []
            else:
                continue
            yield from (name for name in names if name.split(".")[0] == self.folder.name)

    def _files(self, name: str) -> list[Path]:
        """Return the source files importing a dotted name executes; a last part may be no module but a name in it."""
        if name not in self._found:
            parts = name.split(".")
            before = self._files(".".join(parts[:-1])) if len(parts) > 1 else []
            path = self._path(name)
            own = [file for file in (path / "__init__.py", path.with_suffix(".py")) if file.is_file()]
            self._found[name] = before + own
        return self._found[name]

    def _path(self, name: str) -> Path:
        return self.folder.parent.joinpath(*name.split("."))

    def _dotted(self, path: Path) -> str:
        return ".".join(path.relative_to(self.folder.parent).with_suffix("").parts)
