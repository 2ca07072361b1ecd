"""The steps of shared wording, each run in a worker: from the rows of a partition to rows for the next.

A step takes the setting, the number of the partition and its tables, and returns rows and the partition of each.
"""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from analysis.measures.candidates import bucket_pairs, distinct_pairs
from analysis.measures.edges import alike
from analysis.measures.minhash import band_keys, bands_for
from analysis.measures.shingles import canonical_forms, shingle_keys

Rows = tuple[pd.DataFrame, np.ndarray]
#: Forms keyed at a time within a partition.
BLOCK = 50_000


def forms(setting: dict, number: int, sentences: pd.DataFrame) -> Rows:
    """Key sentences by form."""
    texts = sentences["text"].tolist()
    forms = canonical_forms(texts) if texts else []
    digests = b"".join(hashlib.blake2b(form.encode(), digest_size=8).digest() for form in forms)
    form_hash = np.frombuffer(digests, dtype="<u8")
    rows = sentences.assign(hash=form_hash, form=pd.array(forms, "str"))
    return rows, form_hash % np.uint64(setting["partitions"])


def distinct(setting: dict, number: int, rows: pd.DataFrame) -> Rows:
    """Count the documents of each form."""
    bounds = pd.DataFrame(setting["bounds"], columns=["n_documents", "form"])
    bounds = bounds.assign(hash=np.uint64(0), bound=True)
    both = in_order(pd.concat([bounds, forms_of(rows).assign(bound=False)]))
    bound = both.pop("bound").to_numpy(dtype=bool)
    return both[~bound], bound.cumsum()[~bound]


def forms_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the distinct forms with the number of reports that hold each."""
    held = rows.drop_duplicates(["hash", "report_id"])
    documents = held.groupby("hash").size()
    forms = held.drop_duplicates("hash")[["hash", "form"]]
    return forms.assign(n_documents=documents.reindex(forms["hash"]).to_numpy())


def in_order(forms: pd.DataFrame) -> pd.DataFrame:
    """Put forms in order of precedence: the one with the most documents comes first, ties by text."""
    return forms.sort_values(
        ["n_documents", "form"], ascending=[False, True], kind="stable", ignore_index=True
    )


def ordered(setting: dict, number: int, forms: pd.DataFrame) -> Rows:
    """Put the forms of a range in order."""
    return in_order(forms)[["hash", "form"]], np.full(len(forms), number)


def buckets(setting: dict, number: int, forms: pd.DataFrame) -> Rows:
    """Return the buckets into which the min-hashes of each form fall."""
    keys, owners = [np.zeros(0, dtype="uint64")], [np.zeros(0, dtype="uint32")]
    for first in range(0, len(forms), BLOCK):
        block = forms["form"].iloc[first : first + BLOCK].tolist()
        buckets = band_keys(*shingle_keys(block, setting["k"]), len(block), *bands_for(setting["tau"]))
        known = np.flatnonzero(buckets.any(axis=0))
        keys.append(buckets[:, known].ravel())
        owners.append(np.tile(known + first + setting["begins"][number], len(buckets)).astype("uint32"))
    key = np.concatenate(keys)
    frame = pd.DataFrame({"bucket": key, "form": np.concatenate(owners)}, copy=False)
    return frame, key % np.uint64(setting["partitions"])


def pairs(setting: dict, number: int, buckets: pd.DataFrame) -> Rows:
    """Pair the forms of a bucket with the first of it."""
    one, other = distinct_pairs(*bucket_pairs(buckets["bucket"].to_numpy(), buckets["form"].to_numpy()))
    pairs = pd.DataFrame({"one": one.astype("uint32"), "other": other.astype("uint32")})
    return pairs, np.searchsorted(setting["begins"], other, side="right") - 1


def edges(setting: dict, number: int, pairs: pd.DataFrame, forms: pd.DataFrame) -> Rows:
    """Return the pairs that are alike."""
    pairs = pairs.drop_duplicates().sort_values(["other", "one"])
    owner, key = shingle_keys(forms["form"].tolist(), setting["k"])
    one, other = (np.searchsorted(forms["number"], pairs[name]) for name in ("one", "other"))
    edges = pairs[alike(owner, key, len(forms), one, other, setting["tau"])]
    return edges, np.full(len(edges), number)


def members(setting: dict, number: int, rows: pd.DataFrame) -> Rows:
    """Leave out forms that are alone and in too few reports."""
    documents = rows.drop_duplicates(["hash", "report_id"]).groupby("hash").size()
    enough = documents.reindex(rows["hash"]).to_numpy() >= setting["minimum"]
    rows = rows[enough | rows["together"].to_numpy()].drop(columns="together")
    return rows, rows["centre"].to_numpy() % np.uint64(setting["partitions"])


def counted(setting: dict, number: int, rows: pd.DataFrame) -> Rows:
    """Count the reports of each cluster."""
    table = rows.groupby("centre").agg(
        n_variants=("hash", "nunique"),
        n_documents=("report_id", "nunique"),
        n_sentences=("report_id", "size"),
        n_han=("n_han", "sum"),
    )
    table = table[table["n_documents"] >= setting["minimum"]]
    of_centre = rows[rows["hash"] == rows["centre"]].groupby("centre")["text"].min()
    table.insert(0, "text", of_centre.reindex(table.index))
    return table.reset_index(), np.zeros(len(table))


#: In the order in which they are taken.
STEPS = (forms, distinct, ordered, buckets, pairs, edges, members, counted)
