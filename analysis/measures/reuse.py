"""Shared wording: which sentences several reports hold, word for word or nearly so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.candidates import TAU
from analysis.measures.formulae import formula_shares
from analysis.measures.provenance import provenance
from analysis.measures.shingles import K, canonical_forms, shingle_keys
from analysis.measures.validation import columns, unique
from analysis.measures.variants import cluster_variants, resolved

BLOCK = 100_000  # variants keyed at a time


@dataclass(frozen=True)
class SharedWording:
    """What the reports of a corpus share.

    Attributes
    ----------
    clusters : DataFrame
        One row per cluster of sentence variants, most documents first: cluster (number from 1), text (a
        sentence of its centre, as stored), n_variants, n_documents, n_sentences, n_han, first_year,
        last_year, formula (the centre counts as official formula), documents (report ids joined by "; ", earliest
        first).
    sentences : DataFrame
        One row per sentence: report_id, sentence_id, section_id, start, end, n_han, cluster (missing where it
        is in none of `clusters`), n_documents (reports that hold a variant), formula_share (share of its
        characters in official formulae), provenance, source_id, direction (see
        :func:`analysis.measures.provenance.provenance`).
    k, tau, method, candidates
        The variant of the measure: shingle length, least Jaccard, ``star`` or ``single``, ``prefix`` (exact) or
        ``lsh``.
    """

    clusters: pd.DataFrame
    sentences: pd.DataFrame
    k: int
    tau: float
    method: str
    candidates: str


def shared_wording(
    sentences: pd.DataFrame,
    reports: pd.DataFrame,
    formulae: Iterable[str] = (),
    *,
    k: int = K,
    tau: float = TAU,
    method: str = "star",
    candidates: str = "auto",
    formula_share: float = 0.5,
    minimum_documents: int = 2,
) -> SharedWording:
    """Return the clusters of sentence variants and where each sentence comes from.

    Equal canonical forms are one variant; variants are clustered by the Jaccard of their shingles. A sentence is
    shared when its cluster stands in several reports.

    Parameters
    ----------
    sentences, reports : DataFrame
        Tables of that name; sentences of a report that is not in `reports` are left out.
    formulae : iterable of str
        Official formulae (:func:`analysis.measures.formulae.read_formulae`).
    k, tau, method, candidates
        As :func:`analysis.measures.variants.cluster_variants`. With τ = .6 and k = 5 a sentence of more than 32
        characters stays with the one it was copied from when one name of three characters in it was replaced.
    formula_share : float
        A sentence is an official formula when at least this share of its characters is.
    minimum_documents : int
        Clusters in fewer reports are not listed.

    Raises
    ------
    ValueError
        When a column is missing, a report is there twice, or a parameter is out of range.
    """
    columns(
        sentences, ["report_id", "sentence_id", "section_id", "start", "end", "n_han", "text"], "sentences"
    )
    columns(reports, ["report_id", "reporting_year"], "reports")
    unique(reports, "report_id", "reports")
    if not 0 < formula_share <= 1:
        raise ValueError(f"formula_share must lie above 0 and be at most 1, got {formula_share!r}")
    kept = sentences[sentences["report_id"].isin(reports["report_id"]).to_numpy(dtype=bool)]
    kept = kept.sort_values(["report_id", "start", "sentence_id"], kind="stable", ignore_index=True)
    raw, texts = pd.factorize(kept["text"])
    texts = texts.tolist()
    shares = formula_shares(texts, formulae)
    variant, forms = pd.factorize(np.array(canonical_forms(texts), dtype=object))
    variant = variant[raw]
    report = pd.factorize(kept["report_id"])[0]
    held = pd.DataFrame({"variant": variant, "report": report}).drop_duplicates()
    documents = np.bincount(held["variant"], minlength=len(forms))
    # The variant with the most documents comes first, ties by text.
    order = np.lexsort([forms.astype(str), -documents]) if len(forms) else np.zeros(0, dtype=int)
    centre = np.empty(len(forms), dtype=int)
    centre[order] = order[_clustered(forms[order], k, tau, method, candidates)]
    placed = kept[["report_id", "sentence_id", "section_id", "start", "end", "n_han"]].assign(
        cluster=centre[variant], variant=variant, formula_share=shares[raw], text=kept["text"]
    )
    years = reports.set_index("report_id")["reporting_year"].astype("Int64")
    clusters, numbers = _clusters(placed, years, formula_share, minimum_documents)
    placed["formula"] = placed["formula_share"] >= formula_share
    known = provenance(placed, reports)
    sizes = placed.groupby("cluster")["report_id"].nunique()
    result = placed.drop(columns=["variant", "text", "formula"]).assign(
        n_documents=sizes.reindex(placed["cluster"]).to_numpy(dtype="int64"),
        cluster=numbers.reindex(placed["cluster"]).astype("Int64").array,
        **{name: known[name] for name in known.columns},
    )
    first = ["report_id", "sentence_id", "section_id", "start", "end", "n_han", "cluster", "n_documents"]
    result = result[[*first, "formula_share", *known.columns]]
    return SharedWording(clusters, result, k, float(tau), method, resolved(candidates, len(forms)))


def _clustered(forms: np.ndarray, k: int, tau: float, method: str, candidates: str) -> np.ndarray:
    """Return the centre of each form; keyed in parts, because a key depends on its own form alone."""
    owners, keys = [], []
    for first in range(0, max(len(forms), 1), BLOCK):
        owner, key = shingle_keys(forms[first : first + BLOCK].tolist(), k)
        owners.append((owner + first).astype("int32"))
        keys.append(key)
    return cluster_variants(np.concatenate(owners), np.concatenate(keys), len(forms), tau, method, candidates)


def _clusters(
    placed: pd.DataFrame, years: pd.Series, formula_share: float, minimum: int
) -> tuple[pd.DataFrame, pd.Series]:
    """Return the table of clusters, and the number of each cluster by the position of its centre."""
    centres = placed[placed["variant"] == placed["cluster"]]
    centres = centres.sort_values(["text", "formula_share"]).drop_duplicates("cluster").set_index("cluster")
    by_cluster = placed.groupby("cluster")
    table = by_cluster.agg(
        n_variants=("variant", "nunique"),
        n_documents=("report_id", "nunique"),
        n_sentences=("report_id", "size"),
        n_han=("n_han", "sum"),
    )
    table = table[table["n_documents"] >= minimum]
    table.insert(0, "text", centres["text"].reindex(table.index))
    held = placed.loc[placed["cluster"].isin(table.index), ["cluster", "report_id"]].drop_duplicates()
    held = held.assign(year=years.reindex(held["report_id"]).array)
    held = held.sort_values(["cluster", "year", "report_id"], na_position="last", kind="stable")
    in_cluster = held.groupby("cluster")
    table["first_year"] = in_cluster["year"].min().reindex(table.index).astype("Int64")
    table["last_year"] = in_cluster["year"].max().reindex(table.index).astype("Int64")
    table["formula"] = (centres["formula_share"].reindex(table.index) >= formula_share).astype(bool)
    table["documents"] = in_cluster["report_id"].agg("; ".join).reindex(table.index)
    table = table.sort_values(["n_documents", "text"], ascending=[False, True], kind="stable")
    numbers = pd.Series(np.arange(1, len(table) + 1), index=table.index)
    types = {"text": "str", "n_variants": "int64", "n_documents": "int64", "n_sentences": "int64"}
    types |= {"n_han": "int64", "documents": "str"}
    table = table.astype(types).reset_index(drop=True)
    table.insert(0, "cluster", np.arange(1, len(table) + 1))
    return table, numbers
