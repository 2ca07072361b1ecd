"""Shared wording of a corpus of any size: the clusters of :mod:`analysis.measures.reuse`, by hashed partitions.

The work is a chain of exchanges. In each, a function turns one partition into pieces, every piece for one partition of
the next exchange, so that what belongs together meets, and no process holds more than a partition:

1. sentences → distinct forms, by the hash of the form;
2. forms → the buckets of their min-hashes, by the hash of the bucket;
3. buckets → pairs that may be alike; joined, they are components that can be clustered apart;
4. forms of components → clusters, many small components to a partition;
5. forms with their clusters → reports of each cluster, by the hash of its centre.

A formula that a hundred thousand reports hold is one form with a count, and costs what any other form costs.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.measures.candidates import TAU, candidate_components
from analysis.measures.minhash import band_keys, bands_for
from analysis.measures.shingles import K, canonical_forms, shingle_keys
from analysis.measures.variants import cluster_variants
from analysis.scale.batch import from_parquet, to_parquet
from analysis.scale.store import write_whole
from analysis.scale.workers import Workers

Pieces = dict[int, pd.DataFrame]
Parts = Iterator[tuple[int, pa.Table]]
#: Forms keyed at a time within a partition.
BLOCK = 50_000


def shared_clusters(
    sentences: Iterable[pd.DataFrame],
    folder: Path,
    hands: Workers,
    *,
    k: int = K,
    tau: float = TAU,
    minimum_documents: int = 2,
    partitions: int = 64,
) -> pd.DataFrame:
    """Return the clusters of sentence variants, as :func:`analysis.measures.reuse.shared_wording` with ``lsh`` does.

    Parameters
    ----------
    sentences : iterable of DataFrame
        Parts of table `sentences`, whole reports each (:meth:`analysis.corpus.Corpus.parts`).
    folder : Path
        Where the partitions are kept meanwhile; emptied at the end.
    hands : Workers
        Where the work is done; the result does not depend on it, nor on `partitions`.
    k, tau, minimum_documents
        As in `shared_wording`.
    partitions : int
        More of them take less memory each: a partition holds its share of the distinct sentences.

    Returns
    -------
    DataFrame
        One row per cluster, most documents first: text (the smallest stored text of its centre), n_variants,
        n_documents, n_sentences, n_han.
    """
    setting = {"k": k, "tau": tau, "partitions": partitions, "minimum": minimum_documents}
    try:
        _exchange(hands, _forms, setting, enumerate(map(_whole, sentences)), folder / "forms")
        _exchange(hands, _distinct, setting, _read(folder / "forms"), folder / "distinct")
        _exchange(hands, _buckets, setting, _read(folder / "distinct"), folder / "buckets")
        _exchange(hands, _pairs, setting, _read(folder / "buckets"), folder / "pairs")
        linked, component = _components(folder / "pairs")
        parts = _found(_read(folder / "distinct"), linked, component)
        _exchange(hands, _by_component, setting, parts, folder / "components")
        _exchange(hands, _clustered, setting, _read(folder / "components"), folder / "centres")
        joined, centre = _centres(folder / "centres")
        parts = _with_centres(_read(folder / "forms"), joined, centre)
        _exchange(hands, _by_centre, setting, parts, folder / "members")
        _exchange(hands, _counted, setting, _read(folder / "members"), folder / "clusters")
        found = [table for _, table in _read(folder / "clusters")]
        empty = pd.DataFrame(columns=["text", "n_variants", "n_documents", "n_sentences", "n_han"])
        table = pd.concat([one.to_pandas() for one in found], ignore_index=True) if found else empty
        return table.sort_values(["n_documents", "text"], ascending=[False, True], ignore_index=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exchange(
    hands: Workers,
    function: Callable[[dict, pd.DataFrame], Pieces],
    setting: dict[str, object],
    parts: Iterable[tuple[int, pa.Table]],
    folder: Path,
) -> None:
    """Run a function over parts and write each piece to the partition it belongs to."""
    tasks = ((number, to_parquet(table)) for number, table in parts)
    for number, pieces in hands.over(_apply, (function, setting), tasks):
        for partition, content in pieces.items():
            write_whole(folder / str(partition) / f"{number}.parquet", content)


def _apply(
    shared: tuple[Callable[[dict, pd.DataFrame], Pieces], dict[str, object]], task: tuple[int, bytes]
) -> tuple[int, dict[int, bytes]]:
    function, setting = shared
    number, content = task
    pieces = function(setting, from_parquet(content).to_pandas())
    return number, {partition: to_parquet(_whole(piece)) for partition, piece in pieces.items()}


def _whole(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False)


def _read(folder: Path) -> Parts:
    """Yield each partition in order, its pieces in the order of the parts they come from."""
    for partition in sorted(folder.glob("*"), key=lambda path: int(path.name)):
        pieces = sorted(partition.iterdir(), key=lambda path: int(path.stem))
        yield int(partition.name), pa.concat_tables([from_parquet(piece.read_bytes()) for piece in pieces])


def _divided(frame: pd.DataFrame, key: np.ndarray, partitions: int) -> Pieces:
    at = (key.astype("uint64") % np.uint64(partitions)).astype("int64")
    return {int(one): rows for one, rows in frame.groupby(at)}


def _forms(setting: dict, sentences: pd.DataFrame) -> Pieces:
    """Key the sentences of some reports by form: one row per form and report."""
    texts = sentences["text"].tolist()
    rows = sentences[["report_id", "n_han", "text"]].assign(form=canonical_forms(texts) if texts else [])
    rows = rows.groupby(["form", "report_id"], as_index=False).agg(
        n_sentences=("text", "size"), n_han=("n_han", "sum"), text=("text", "min")
    )
    digests = b"".join(hashlib.blake2b(form.encode(), digest_size=8).digest() for form in rows["form"])
    rows.insert(0, "hash", np.frombuffer(digests, dtype="<u8"))
    return _divided(rows, rows["hash"].to_numpy(), setting["partitions"])


def _distinct(setting: dict, rows: pd.DataFrame) -> Pieces:
    """Count the documents of each form."""
    forms = rows.groupby("hash", as_index=False).agg(form=("form", "first"), n_documents=("form", "size"))
    return _divided(forms, forms["hash"].to_numpy(), setting["partitions"])


def _buckets(setting: dict, forms: pd.DataFrame) -> Pieces:
    """Return the buckets into which the min-hashes of each form fall."""
    hashes = forms["hash"].to_numpy()
    bands, rows = bands_for(setting["tau"])
    keys, owners = [], []
    for first in range(0, len(forms), BLOCK):
        block = hashes[first : first + BLOCK]
        owner, key = shingle_keys(forms["form"].iloc[first : first + BLOCK].tolist(), setting["k"])
        for number, (bucket, _) in enumerate(band_keys(owner, key, len(block), bands, rows)):
            known = bucket != 0
            # Bands share no bucket: each key carries the number of its band.
            keys.append(bucket[known] * np.uint64(64) + np.uint64(number % 64))
            owners.append(block[known])
    if not keys:
        return {}
    frame = pd.DataFrame({"key": np.concatenate(keys), "hash": np.concatenate(owners)})
    return _divided(frame, frame["key"].to_numpy() >> np.uint64(6), setting["partitions"])


def _pairs(setting: dict, buckets: pd.DataFrame) -> Pieces:
    """Link every form of a bucket to the first."""
    ordered = buckets.sort_values(["key", "hash"], ignore_index=True)
    key, form = ordered["key"].to_numpy(), ordered["hash"].to_numpy()
    begins = np.r_[True, key[1:] != key[:-1]]
    first = form[np.maximum.accumulate(np.where(begins, np.arange(len(key)), 0))]
    pairs = pd.DataFrame({"one": first[~begins], "other": form[~begins]}).drop_duplicates()
    return {0: pairs} if len(pairs) else {}


def _components(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the forms that may be like another, sorted, and the component of each."""
    tables = [table for _, table in _read(folder)]
    if not tables:
        return np.zeros(0, dtype="uint64"), np.zeros(0, dtype="int64")
    pairs = pa.concat_tables(tables)
    one, other = (pairs[name].to_numpy() for name in ("one", "other"))
    linked, place = np.unique(np.concatenate([one, other]), return_inverse=True)
    links = np.tile(np.arange(len(one)), 2)
    return linked, candidate_components(place, links, len(linked))


def _found(parts: Iterable[tuple[int, pa.Table]], linked: np.ndarray, component: np.ndarray) -> Parts:
    """Yield the forms of parts that may be like another, with their component."""
    for number, table in parts:
        at, found = _looked_up(table["hash"].to_numpy(), linked)
        if found.any():
            yield number, table.filter(found).append_column("component", pa.array(component[at[found]]))


def _with_centres(parts: Iterable[tuple[int, pa.Table]], joined: np.ndarray, centre: np.ndarray) -> Parts:
    """Yield parts with the centre of each form; one that joined no other is its own."""
    for number, table in parts:
        form = table["hash"].to_numpy()
        at, found = _looked_up(form, joined)
        centres = form.copy()
        centres[found] = centre[at[found]]
        yield number, table.append_column("centre", pa.array(centres))


def _looked_up(form: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where forms stand among the known ones, and which of them do."""
    at = np.minimum(np.searchsorted(known, form), max(len(known) - 1, 0))
    return at, known[at] == form if len(known) else np.zeros(len(form), dtype=bool)


def _by_component(setting: dict, forms: pd.DataFrame) -> Pieces:
    return _divided(forms, forms["component"].to_numpy(), setting["partitions"])


def _clustered(setting: dict, forms: pd.DataFrame) -> Pieces:
    """Cluster the forms of some components: the form with the most documents comes first, ties by text."""
    forms = forms.sort_values(["n_documents", "form"], ascending=[False, True], ignore_index=True)
    owner, key = shingle_keys(forms["form"].tolist(), setting["k"])
    centre = cluster_variants(owner, key, len(forms), setting["tau"], candidates="lsh")
    hashes = forms["hash"].to_numpy()
    joined = centre != np.arange(len(forms))
    return {0: pd.DataFrame({"hash": hashes[joined], "centre": hashes[centre[joined]]})}


def _centres(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the forms that belong to another's cluster, sorted, and the centre of each."""
    tables = [table for _, table in _read(folder)]
    if not tables:
        return np.zeros(0, dtype="uint64"), np.zeros(0, dtype="uint64")
    joined = pa.concat_tables(tables)
    form, centre = (joined[name].to_numpy() for name in ("hash", "centre"))
    order = np.argsort(form)
    return form[order], centre[order]


def _by_centre(setting: dict, rows: pd.DataFrame) -> Pieces:
    rows = rows.drop(columns="form")
    return _divided(rows, rows["centre"].to_numpy(), setting["partitions"])


def _counted(setting: dict, rows: pd.DataFrame) -> Pieces:
    """Count the reports of each cluster."""
    table = rows.groupby("centre").agg(
        n_variants=("hash", "nunique"),
        n_documents=("report_id", "nunique"),
        n_sentences=("n_sentences", "sum"),
        n_han=("n_han", "sum"),
    )
    table = table[table["n_documents"] >= setting["minimum"]]
    of_centre = rows[rows["hash"] == rows["centre"]].groupby("centre")["text"].min()
    table.insert(0, "text", of_centre.reindex(table.index))
    return {0: table.reset_index(drop=True)} if len(table) else {}
