"""The likelihood of what is on record, under each account: entry by entry, draw by draw.

With F_ir the chance that the study of record i finds mirror units in draw r
(:func:`mirror_abm.inference.chances.finds`, averaged over the laboratory's settings and, where the
record does not state them, over sizes of study), studies are made until one is published. A
negative one is published with chance s ~ U(low, 1), one s for the whole field::

    P(positive | r, s) = F / (F + s (1 - F))
    P(negative | r, s) = s (1 - F) / (F + s (1 - F))

A verdict is informative with its reliability w, and says nothing with 1 - w: its likelihood is
``w P + (1 - w)/2``. Entries of one record with the same verdict and modality share one vote, their
geometric mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..simulation.summary import intact
from .chances import finds
from .shares import PREDICTED, Shares
from .study import Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: verdict -> (whether mirror units were found, reliability); assumed: any record may be wrong
RELIABILITY = {
    "positive": (True, 0.95),
    "positive_single_lab": (True, 0.75),
    "contested": (True, 0.25),
    "indirect": (True, 0.25),
    "negative": (False, 0.95),
}
#: animals, and units in each, where a record does not state them; equally likely, assumed
ASSUMED_SIZES = ((1, 20), (2, 40), (3, 100))


def sorted_out(evidence: pd.DataFrame, species: set[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the entries of evidence that are weighed, and those kept apart.

    Parameters
    ----------
    evidence : pandas.DataFrame
        As :func:`mirror_abm.inference.evidence.load_evidence` returns it.
    species : set of str
        The species of a run.

    Returns
    -------
    used : pandas.DataFrame
        Entries with a ``verdict`` of their own, their ``species`` and their ``vote``.
    apart : pandas.DataFrame
        The other entries, with the reason in ``why``.
    """
    entries = evidence.assign(
        verdict=evidence["panel_verdict"].fillna(evidence["verdict"]), species=evidence["profile"]
    )
    why = _reasons(entries, species)
    used = entries[why == ""].reset_index(drop=True)
    used["vote"] = 1.0 / used.groupby(["record", "panel_modality", "verdict"])["record"].transform(
        "size"
    )
    columns = ["species", "taxon", "record", "verdict", "panel_modality", "panel_effector", "why"]
    apart = entries.assign(why=why)[why != ""][columns].rename(
        columns={"panel_modality": "modality", "panel_effector": "effector"}
    )
    return used, apart.reset_index(drop=True)


def _reasons(entries: pd.DataFrame, species: set[str]) -> np.ndarray:
    """Return why each entry is not weighed; empty where it is."""
    measure = entries["panel_measure"].fillna("").str.replace("_", " ")
    reasons: list[tuple[Any, Any]] = [
        (entries["scope"] != "in", "out of scope"),
        (entries["panel_measure"] != "single_units", "no recording of cells: " + measure),
        (entries["verdict"] == "not_tested", "not tested: contributes 0"),
        (~entries["verdict"].isin(list(RELIABILITY)), "a verdict without a direction"),
        (entries["species"].isna(), "no profile"),
        (~entries["species"].isin(list(species)), "not in this run"),
    ]
    conditions, words = zip(*reasons, strict=True)
    return np.select(list(conditions), list(words), "")


def chances_of_finding(run: Run, used: pd.DataFrame, accounts: list[str], lab: Lab) -> np.ndarray:
    """Return the chance that the study of each entry finds mirror units.

    Only units of the entry's acts count, where every draw has some; else all of the panel.

    Parameters
    ----------
    run : Run
        The run that predicts.
    used : pandas.DataFrame
        The entries that are weighed, see :func:`sorted_out`.
    accounts : list of str
        The accounts that are compared.
    lab : Lab
        How well laboratories call units.

    Returns
    -------
    numpy.ndarray
        P(found), shape (entry, account, draw).
    """
    units, numbers = intact(run.table("units")), list(range(run.plan.replicates))
    units = units[units["own"].notna()]  # of acts that can be perceived
    cell = dict(list(units.groupby(PREDICTED, observed=True)))
    found = np.zeros((len(used), len(accounts), len(numbers)))
    for i, row in enumerate(used.itertuples(index=False)):
        acts, studies = _acts(run, row, used), _studies(row, lab)
        for j, account in enumerate(accounts):
            whole = cell[(row.species, account, row.panel_modality)]
            part = whole[whole["best_executed"].isin(acts)]
            shares = Shares.of(part if set(part["replicate"]) == set(numbers) else whole, numbers)
            found[i, j] = np.mean([finds(shares, study) for study in studies], axis=0)
    return found


def _studies(row: Any, lab: Lab) -> list[Study]:
    """Return the studies that a record may stand for, equally likely."""
    sizes = list(ASSUMED_SIZES)
    if pd.notna(row.animals):
        sizes = [(int(row.animals), units) for _, units in ASSUMED_SIZES]
    if pd.notna(row.recorded):
        sizes = [(n, max(1, round(int(row.recorded) / n))) for n, _ in sizes]
    return [Study(animals=n, units=m, lab=lab) for n, m in dict.fromkeys(sizes)]


def _acts(run: Run, row: Any, used: pd.DataFrame) -> list[str]:
    """Return the acts of an entry's effector.

    Where that is unknown: of all effectors but those of the record's other entries.
    """
    acts = run.plan.profiles[row.species]["actions"]
    if row.panel_effector != "unknown":
        return [str(act["name"]) for act in acts if str(act["effector"]) == row.panel_effector]
    others = set(used[used["record"] == row.record]["panel_effector"])
    return [str(act["name"]) for act in acts if str(act["effector"]) not in others]


def log_likelihoods(used: pd.DataFrame, chances: np.ndarray, published: np.ndarray) -> np.ndarray:
    """Return the log-likelihood of each entry's verdict.

    Parameters
    ----------
    used : pandas.DataFrame
        The entries that are weighed, see :func:`sorted_out`.
    chances : numpy.ndarray
        P(found), shape (entry, account, draw).
    published : numpy.ndarray
        Values of s, the chance that a negative study is published, shape (s,).

    Returns
    -------
    numpy.ndarray
        Natural logarithms, shape (entry, account, draw, s).
    """
    f, s = chances[..., None], published
    seen = f + s * (1 - f)
    positive = _by_entry(used["verdict"].map(lambda verdict: RELIABILITY[verdict][0]), bool)
    sure = _by_entry(used["verdict"].map(lambda verdict: RELIABILITY[verdict][1]), float)
    said = np.where(positive, f / seen, s * (1 - f) / seen)
    logs: np.ndarray = _by_entry(used["vote"], float) * np.log(sure * said + (1 - sure) / 2)
    return logs


def _by_entry(values: pd.Series, kind: type) -> np.ndarray:
    """Return one value an entry, in a shape that goes with (entry, account, draw, s)."""
    column: np.ndarray = values.to_numpy(kind)
    return column[:, None, None, None]
