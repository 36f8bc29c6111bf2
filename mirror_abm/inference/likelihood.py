"""What is on record, and the chance that its studies find mirror units: entry by entry.

F_ir is the chance that the study of entry i finds mirror units in draw r
(:func:`mirror_abm.inference.chances.finds`, averaged over the laboratory's settings and, where the
record does not state them, over sizes of study). Where an entry states k mirror units of N, and its
source was read, the count stands for the verdict (:mod:`mirror_abm.inference.counts`). What the
constants were calibrated on is evidence for no account: it is kept apart, and counts of its species
are not used. What entries say together is in :mod:`mirror_abm.inference.observations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..base.errors import InputError
from ..simulation.summary import intact
from .chances import finds
from .counts import SPREAD, CountChances, Counted, all_counts
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
#: how a source must be known for its counts to be used: numbers that are recalled are none
READ = ("read", "abstract", "secondary")
#: the species whose minority of mirror units the constants were calibrated on, and by which study
CALIBRATED, CALIBRATING = "macaca_mulatta", ("gallese_1996",)
#: what a record states of its counts, in the columns of the evidence
COUNTS = ["recorded", "mirror", "of", "area", "units_area", "units_are"]
#: number of an entry -> the chances of all its counts: (account, draw, k), and of finding any
Counts = dict[int, CountChances]


def sorted_out(
    evidence: pd.DataFrame, species: set[str], area: str | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the entries of evidence that are weighed, and those kept apart.

    Parameters
    ----------
    evidence : pandas.DataFrame
        As :func:`mirror_abm.inference.evidence.load_evidence` returns it.
    species : set of str
        The species of a run.
    area : str, optional
        A word of the areas that are weighed; all if None.

    Returns
    -------
    used : pandas.DataFrame
        Entries with a ``verdict`` of their own, their ``species``, their ``vote``, and in
        ``weighed_by`` whether the ``count`` of their cells or only the ``verdict`` is used.
    apart : pandas.DataFrame
        The other entries, with the reason in ``why``.

    Raises
    ------
    InputError
        If no entry that could be weighed is of this area.
    """
    entries = evidence.assign(
        verdict=evidence["panel_verdict"].fillna(evidence["verdict"]), species=evidence["profile"]
    )
    entries = entries.reindex(columns=[*entries.columns, *(set(COUNTS) - set(entries.columns))])
    entries["weighed_by"] = np.where(_counted(entries, evidence["verdict"]), "count", "verdict")
    entries["area"] = entries["area"].where(entries["units_area"].isna(), entries["units_area"])
    why = _reasons(entries, species)
    if area is not None:
        elsewhere = ~_in_area(entries["area"], area, why == "")
        why = np.where((why == "") & elsewhere, f"not in {area}", why)
    used = entries[why == ""].reset_index(drop=True)
    used["vote"] = 1.0 / used.groupby(["record", "panel_modality", "verdict"])["record"].transform(
        "size"
    )
    columns = ["species", "taxon", "record", "verdict", "panel_modality", "panel_effector", "why"]
    apart = entries.assign(why=why)[why != ""][columns].rename(
        columns={"panel_modality": "modality", "panel_effector": "effector"}
    )
    return used, apart.reset_index(drop=True)


def _in_area(areas: pd.Series, area: str, weighable: np.ndarray) -> np.ndarray:
    """Return whether one of the words of each area is the area asked for, in small letters."""
    words = [set(re.findall(r"[a-z0-9]+", str(each).lower())) for each in areas]
    wanted = set(re.findall(r"[a-z0-9]+", area.lower()))
    found = np.array([bool(wanted) and wanted <= each for each in words])
    if not (found & weighable).any():
        known = ", ".join(sorted(set(areas[weighable].dropna()))) or "none"
        raise InputError(
            f"area = {area!r}: no record that is weighed is of it: must be a word of {known}."
        )
    return found


def _counted(entries: pd.DataFrame, of_record: pd.Series) -> pd.Series:
    """Return whether the count of each entry is used.

    A count of a whole record says nothing of a part that came out otherwise.
    """
    own = (entries["units_are"] == "of the entry") | (entries["verdict"] == of_record)
    known = entries["mirror"].notna() & (entries["recorded"].fillna(0) > 0)
    free = entries["species"] != CALIBRATED
    return known & own & free & entries["read"].isin(READ)


def _calibrating(entries: pd.DataFrame) -> pd.Series:
    """Return whether the constants were calibrated on what each entry cites."""
    cited = entries.get("cite", pd.Series("", index=entries.index)).fillna("").str.split()
    found: pd.Series = cited.map(lambda keys: bool(set(keys) & set(CALIBRATING)))
    return found


def _reasons(entries: pd.DataFrame, species: set[str]) -> np.ndarray:
    """Return why each entry is not weighed; empty where it is."""
    measure = entries["panel_measure"].fillna("").str.replace("_", " ")
    reasons: list[tuple[Any, Any]] = [
        (entries["scope"] != "in", "out of scope"),
        (entries["panel_measure"] != "single_units", "no recording of cells: " + measure),
        (_calibrating(entries), "calibrated on: evidence for no account"),
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
    found = np.zeros((len(used), len(accounts), run.plan.replicates))
    for i, (row, parts) in enumerate(_recorded(run, used, accounts)):
        studies = _studies(row, lab)
        for j, part in enumerate(parts):
            shares = Shares.of(part, list(range(run.plan.replicates)))
            found[i, j] = np.mean([finds(shares, study) for study in studies], axis=0)
    return found


def chances_of_counts(
    run: Run,
    used: pd.DataFrame,
    accounts: list[str],
    lab: Lab,
    spread: tuple[float, float] = SPREAD,
) -> Counts:
    """Return the chances of the counts of those entries that are weighed by them.

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
    spread : tuple of float
        Range of the standard deviation between laboratories, in logits.

    Returns
    -------
    dict
        Number of the entry -> chances of all its counts, shape (account, draw, k). Animals that a
        record does not state may be any number of those assumed.
    """
    found: Counts = {}
    for i, (row, parts) in enumerate(_recorded(run, used, accounts)):
        if row.weighed_by == "count":
            each = []
            for part in parts:
                shares, responding = both_shares(part, list(range(run.plan.replicates)))
                chances = [
                    all_counts(shares, responding, counted, lab, spread)
                    for counted in stated_counts(row)
                ]
                each.append([np.mean(part, axis=0) for part in zip(*chances, strict=True)])
            found[i] = CountChances(*(np.stack(part) for part in zip(*each, strict=True)))
    return found


def both_shares(units: pd.DataFrame, replicates: list[int]) -> tuple[Shares, Shares]:
    """Return the shares of units that respond to their own act, and to any act of others.

    Parameters
    ----------
    units : pandas.DataFrame
        Rows of a run's table ``units``.
    replicates : list of int
        The draws wanted, in this order.

    Returns
    -------
    own, any : Shares
        Of the same animals.
    """
    to_any = units["own"].where(units["own"].isna(), (units["n_observed"] > 0).astype(float))
    return Shares.of(units, replicates), Shares.of(units.assign(own=to_any), replicates)


def stated_counts(row: Any) -> list[Counted]:
    """Return what the count of an entry may stand for, equally likely.

    Parameters
    ----------
    row : named tuple
        A row of :func:`sorted_out` that is weighed by its count.

    Returns
    -------
    list of Counted
        One, or one for each assumed number of animals.
    """
    animals = [int(row.animals)] if pd.notna(row.animals) else [n for n, _ in ASSUMED_SIZES]
    of = str(row.of) if pd.notna(row.of) else "recorded"
    return [Counted(int(row.mirror), int(row.recorded), n, of) for n in animals]


def _recorded(
    run: Run, used: pd.DataFrame, accounts: list[str]
) -> Iterator[tuple[Any, list[pd.DataFrame]]]:
    """Yield each entry with the units that it speaks to, one table for each account."""
    units, numbers = intact(run.table("units")), set(range(run.plan.replicates))
    units = units[units["own"].notna()]  # of acts that can be perceived
    cell = dict(list(units.groupby(PREDICTED, observed=True)))
    for row in used.itertuples(index=False):
        acts, parts = _acts(run, row, used), []
        for account in accounts:
            whole = cell[(row.species, account, row.panel_modality)]
            part = whole[whole["best_executed"].isin(acts)]
            parts.append(part if set(part["replicate"]) == numbers else whole)
        yield row, parts


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
