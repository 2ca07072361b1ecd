"""What `fazhi add` is pointed at: files, folders of files, web addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from analysis.adding.fetching import fetch
from analysis.errors import CallError, CorpusError
from analysis.reading.extraction import KINDS, UNREAD, kind_of

URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
# What a media type says where the name in the address does not; servers call anything octet-stream.
MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "text",
}
SUFFIXES = {"html": ".html", "pdf": ".pdf", "docx": ".docx", "text": ".txt"}


@dataclass(frozen=True)
class Source:
    """A file or web address to read.

    Attributes
    ----------
    name : str
        As the user wrote it, or the path of a file found in a folder.
    path : Path or None
        The file; None for a web address.
    """

    name: str
    path: Path | None

    @property
    def url(self) -> str:
        """The web address, or an empty string."""
        return "" if self.path else self.name

    @property
    def stem(self) -> str:
        """The file's name without extension, or the last part of the address."""
        return self.path.stem if self.path else Path(unquote(urlsplit(self.name).path)).stem


@dataclass(frozen=True)
class Document:
    """The bytes of a source, their format, the extension to keep them under, the encoding a server claims."""

    data: bytes
    kind: str
    suffix: str
    charset: str | None = None


def find_sources(names: Iterable[str | os.PathLike[str]]) -> tuple[list[Source], list[Path]]:
    """Return the sources to read, each once; those of a folder, and of its folders, in the order of their names.

    In a folder, hidden files are left out, and everything in no format of a document is passed over (pictures,
    the scripts beside a saved page). A document in a format that is not read stays: reading it gives the reason.

    Returns
    -------
    sources : list of Source
    passed_over : list of Path
        The files of folders that are no documents by their extension.

    Raises
    ------
    CallError
        When there is no such file or folder, nothing to read in it, an address is none, or the only name is that
        of a file in a format that is not read.
    """
    names = [os.fspath(name) for name in names]
    found: dict[object, Source] = {}
    passed_over: list[Path] = []
    for name in names:
        if not name.strip():
            raise CallError("a source is empty: name a file, a folder or an http(s) address")
        if URL.match(name):
            found.setdefault(name, Source(_check_url(name), None))
            continue
        path = Path(name).expanduser()
        if path.is_dir():
            files = []
            for file in _visible_files(path):
                document = kind_of(file.name) or file.suffix.lower() in UNREAD
                (files if document else passed_over).append(file)
            if not files:
                raise CallError(f"no document in folder {_shown(path)}: {_formats()}")
        elif path.is_file():
            files = [path]
            if len(names) == 1 and not kind_of(path.name):
                raise CallError(f"{_shown(path)}: {_unread(path)}")
        else:
            raise CallError(f"no file or folder {_shown(path)}: name a file, a folder or an http(s) address")
        for file in files:
            found.setdefault(file.resolve(), Source(_shown(file), file))
    return list(found.values()), passed_over


def read_source(source: Source) -> Document:
    """Return the bytes of a source; a web address is asked once.

    Raises
    ------
    CorpusError
        When it cannot be read, does not answer, or is in a format that is not read.
    """
    if source.path is None:
        answer = fetch(source.url)
        kind = _kind_of_answer(answer.url, answer.media_type, answer.data)
        return Document(answer.data, kind, SUFFIXES[kind], answer.charset)
    suffix = source.path.suffix.lower()
    if suffix not in KINDS:
        raise CorpusError(_unread(source.path))
    try:
        return Document(source.path.read_bytes(), KINDS[suffix], suffix)
    except OSError as error:
        raise CorpusError(f"cannot be read: {error.strerror}: check the file and its permissions") from None


def _visible_files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                yield Path(place, name)


def _check_url(name: str) -> str:
    try:
        parts = urlsplit(name)
        valid = parts.scheme.lower() in ("http", "https") and parts.hostname
    except ValueError:
        valid = False
    if not valid:
        raise CallError(f"no web address {name!r}: it begins with http:// or https:// and names a host")
    return name


def _kind_of_answer(url: str, media_type: str, data: bytes) -> str:
    """The format of what a server sent: by its first bytes, its media type, the name in the address."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "docx"
    named = kind_of(urlsplit(url).path)
    if media_type == "text/plain" and named != "html":
        return "text"
    return MEDIA_TYPES.get(media_type) or named or "html"


def _shown(path: Path) -> str:
    """The path as printable text, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def _unread(path: Path) -> str:
    suffix = path.suffix.lower()
    return f"format {suffix or 'without extension'} is not read: {UNREAD.get(suffix, _formats())}"


def _formats() -> str:
    return "fazhi reads " + ", ".join(KINDS)
