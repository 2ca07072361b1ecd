"""The RO-Crate of a study: its manifest in the vocabulary by which archives exchange research objects.

It stands at the root of what it describes and follows the profile Process Run Crate 0.5. Its bytes depend on the
manifest and on CITATION.cff alone: no date, no random id, no address is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from ruamel.yaml import YAML, YAMLError

from analysis.errors import RunError
from analysis.study.files import digest_file, dump_json, read_json, write_bytes
from analysis.study.workspace import Target, Workspace

CRATE = "ro-crate-metadata.json"
VERSION = "1.2"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
LICENCES = "https://spdx.org/licenses/"
#: The parts of a manifest.
PARTS = frozenset(("corpus", "parameters", "code", "lock", "font", "segmenter", "notebooks"))
FORMATS = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".yaml": "application/yaml",
}


def write_crate(workspace: Workspace, target: Target) -> None:
    """Write the RO-Crate of a target whose manifest is written; without a manifest there is none."""
    data = describe(workspace, target)
    if data is None:
        (target.out / CRATE).unlink(missing_ok=True)
    else:
        write_bytes(target.out / CRATE, data)


def describe(workspace: Workspace, target: Target) -> bytes | None:
    """Return the RO-Crate of a target as the bytes of its file, or None when the target has no whole manifest.

    Raises
    ------
    RunError
        When CITATION.cff is not YAML.
    """
    manifest = read_json(target.manifest)
    if not manifest.keys() >= PARTS:
        return None
    # The library takes a quarter of a second to load, which nothing else has to pay.
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version=VERSION)
    _describe_study(crate, _citation(workspace))
    inputs = [_add_input(crate, target, name, digest) for name, digest in _inputs(manifest, target)]
    inputs += list(_parameters(crate, manifest["parameters"]))
    outputs = [_add_file(crate, name, digest) for name, digest in _outputs(manifest)]
    record = _add_file(crate, "figures/manifest.json", digest_file(target.manifest))
    record["description"] = "SHA-256 of everything the results were made from, and of the results"
    action = _add(crate, "#run", "CreateAction", name="fazhi run", object=inputs, result=outputs)
    action["instrument"] = _software(crate, target, manifest)
    crate.root_dataset["mentions"] = [action]
    return dump_json(crate.metadata.generate())


def _describe_study(crate, citation: Mapping) -> None:
    """Fill the root of a crate with what CITATION.cff states, and nothing else."""
    root = crate.root_dataset
    # The library puts the time of the call; a date of publication is stated or unknown.
    del root["datePublished"]
    root["name"] = citation.get("title", "fazhi")
    root["description"] = citation.get("abstract", root["name"])
    for ours, theirs in (("datePublished", "date-released"), ("version", "version")):
        if theirs in citation:
            root[ours] = str(citation[theirs])
    if "keywords" in citation:
        root["keywords"] = ", ".join(map(str, citation["keywords"]))
    if "license" in citation:
        name = str(citation["license"])
        root["license"] = _add(crate, LICENCES + name, "CreativeWork", name=name)
    authors = [_author(crate, number, one) for number, one in enumerate(citation.get("authors", []), start=1)]
    if authors:
        root["author"] = authors
    root["conformsTo"] = _add(crate, PROFILE, "CreativeWork", name="Process Run Crate", version="0.5")


def _author(crate, number: int, stated: Mapping):
    if "name" in stated:
        return _add(crate, f"#author-{number}", "Organization", name=str(stated["name"]))
    names = (stated.get(key) for key in ("given-names", "name-particle", "family-names", "name-suffix"))
    identifier = str(stated.get("orcid", f"#author-{number}"))
    return _add(crate, identifier, "Person", name=" ".join(str(name) for name in names if name))


def _software(crate, target: Target, manifest: Mapping):
    """Add the software of a run: this package, the lock file that pins all others, segmenters, font."""
    requirements = [_add_input(crate, target, name, digest) for name, digest in manifest["lock"].items()]
    for part, kind in (("segmenter", "SoftwareApplication"), ("font", "CreativeWork")):
        for name, value in manifest[part].items():
            if name.startswith("version of "):
                name = name.removeprefix("version of ")
                stated = {"name": name, "softwareVersion": value}
            else:
                kind = "CreativeWork"
                stated = {"name": name, "sha256": value}
            requirements.append(_add(crate, f"#{quote(name)}", kind, **stated))
    package = {"name": "fazhi", "softwareRequirements": requirements}
    if "version" in crate.root_dataset:
        package["softwareVersion"] = crate.root_dataset["version"]
    return _add(crate, "#fazhi", "SoftwareApplication", **package)


def _inputs(manifest: Mapping, target: Target) -> Iterator[tuple[str, str]]:
    """Yield path and digest of every file of the corpus."""
    folder = manifest["corpus"]["folder"]
    for name, digest in manifest["corpus"]["files"].items():
        yield f"{folder}/{name}", digest


def _outputs(manifest: Mapping) -> Iterator[tuple[str, str]]:
    """Yield path and digest of every notebook and figure."""
    for name, entry in manifest["notebooks"].items():
        yield f"notebooks/{name}.ipynb", entry["sha256"]
        yield from ((f"figures/{figure}", digest) for figure, digest in entry["figures"].items())


def _parameters(crate, parameters: Mapping[str, object]) -> Iterator:
    for name, value in parameters.items():
        shown = value if isinstance(value, (str, int)) else json.dumps(value, ensure_ascii=False)
        yield _add(crate, f"#parameter-{name}", "PropertyValue", name=name, value=shown)


def _add_input(crate, target: Target, name: str, digest: str):
    """Add a file that was read: part of the crate when it lies in it, else known by name and digest."""
    if target.committed:
        return _add_file(crate, name, digest)
    return _add(crate, f"#{quote(name)}", "CreativeWork", name=name, sha256=digest)


def _add_file(crate, name: str, digest: str):
    properties = {"name": PurePosixPath(name).name, "sha256": digest}
    if form := FORMATS.get(PurePosixPath(name).suffix):
        properties["encodingFormat"] = form
    return crate.add_file(dest_path=name, properties=properties)


def _add(crate, identifier: str, kind: str, **properties: object):
    from rocrate.model.contextentity import ContextEntity

    return crate.add(ContextEntity(crate, identifier, {"@type": kind} | properties))


def _citation(workspace: Workspace) -> Mapping:
    path: Path = workspace.root / "CITATION.cff"
    if not path.is_file():
        return {}
    try:
        stated = YAML(typ="safe", pure=True).load(path.read_bytes())
    except YAMLError as error:
        raise RunError(f"{path.name} is not YAML ({str(error).splitlines()[0]}): mend it") from None
    return stated if isinstance(stated, Mapping) else {}
