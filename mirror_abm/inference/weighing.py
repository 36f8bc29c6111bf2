"""What was found against what each account predicts: a description of the fit, and **not a test of any account**.

The profiles' rates and the accounts' built-in numbers were written by people who knew these verdicts, and so were the mapping
of records to panels and the reliabilities below. A Bayes factor from here says how well an account *as written* goes with what
is on record. The test is what is recorded next (:mod:`mirror_abm.inference.recommendation`).

With F_ir the chance that the study of record i finds mirror units in draw r
(:func:`mirror_abm.inference.prediction.finds`, averaged over the laboratory's settings and, where
the record does not state them, over sizes of study), studies are made until one is published, a
negative one with chance s ~ U(low, 1), one s for the whole field::

    P(positive | r, s) = F / (F + s (1 - F))          P(negative | r, s) = s (1 - F) / (F + s (1 - F))

A verdict says something with its reliability w, and with 1 - w nothing: its likelihood is ``w P + (1 - w)/2``. Entries of one
record with the same verdict and modality share one vote (geometric mean). Numbers that all species share are the same in a
draw, so all records are integrated together::

    L(account) = mean over s, r of  prod_i ( w_i P_ir + (1 - w_i)/2 )^(v_i)          Bayes factor = L(account) / L(associative)

What was not tested is no record: it contributes exactly 0, and is never a negative.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import InputError
from .evidence import load_evidence
from .prediction import CELL, Draws, Lab, Study, between, finds, intact, midpoints, normal

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: verdict -> (whether it says that mirror units were found, reliability); assumed: even an undisputed record may be wrong
RELIABILITY = {
    "positive": (True, 0.95),
    "positive_single_lab": (True, 0.75),
    "contested": (True, 0.25),
    "indirect": (True, 0.25),
    "negative": (False, 0.95),
}
PUBLICATION = (
    0.1,
    1.0,
)  #: chance that a negative study is published, relative to a positive one; assumed
SIZES = (
    (1, 20),
    (2, 40),
    (3, 100),
)  #: animals and units in each, where a record does not state them; equally likely, assumed
REFERENCE = "associative"
BASELINES = ("none", "motor_only")  #: chance baselines, no rivals
CALIBRATED = (
    "macaca_mulatta"  #: the species whose minority of mirror units the constants were calibrated on
)
CIRCULAR = (
    "NOT A TEST: the profiles' rates, the accounts' built-in numbers and this mapping were written by people who knew "
    "these verdicts. This describes how well each account as written goes with the record; what is recorded next "
    "(`mirror-abm next`) is the test."
)


class Weighing(NamedTuple):
    """Tables: ``accounts`` (Bayes factors), ``species`` (contributions), ``records`` (used), ``apart`` (not used, and why)."""

    accounts: pd.DataFrame
    species: pd.DataFrame
    records: pd.DataFrame
    apart: pd.DataFrame


def rivals(run: Run, least: int = 1) -> list[str]:
    """Return the accounts of a run that are no baselines, ``associative`` first; refuse a run without it or without rivals."""
    normal(run)
    found = [name for name in run.plan.accounts if name not in BASELINES]
    if REFERENCE not in found or len(found) < 1 + least:
        raise InputError(
            f"run {run.id}: accounts = {', '.join(run.plan.accounts)}: must hold associative and a rival: "
            "`mirror-abm run --account associative --account hebbian --account genetic --account canalized "
            "--account epigenetic` makes such a run."
        )
    if run.plan.point:
        raise InputError(
            f"run {run.id}: point: must have drawn its numbers: an account is judged over all that is uncertain."
        )
    if run.plan.replicates < 4:
        raise InputError(
            f"run {run.id}: replicates = {run.plan.replicates}: must be at least 4, the draws that are averaged: "
            "run more --replicates."
        )
    return [REFERENCE, *(name for name in found if name != REFERENCE)]


def cells(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the entries of evidence about cells, in scope, with the verdict of each entry in ``verdict``."""
    table = evidence[(evidence["scope"] == "in") & (evidence["panel_measure"] == "single_units")]
    return table.assign(verdict=table["panel_verdict"])


def weigh(
    run: Run,
    evidence: pd.DataFrame | None = None,
    *,
    lab: Lab | None = None,
    publication: tuple[float, float] = PUBLICATION,
) -> Weighing:
    """Return Bayes factors of the accounts of a run against ``associative``, by what is on record. **Not a test**: see above.

    Parameters
    ----------
    evidence : as :func:`mirror_abm.inference.evidence.load_evidence` returns it; the library's, if None.
    lab : sensitivity and false positives, see :class:`mirror_abm.inference.prediction.Lab`. publication : range of s.

    Returns
    -------
    Weighing : ``accounts`` (account, log10_bayes_factor, mc_error (jackknife over draws), uncalibrated (the factor without the
    species that the constants were calibrated on), effective_draws (of R; few: the integral rests on few draws), draws,
    records, unit_of_replication), ``species`` (species, account, contribution =
    log10 BF of all less that without the species, mc_error, without = log10 BF without it, verdicts), ``records`` (one row per
    entry: what it was taken to say, weight, P(finds) by account), ``apart`` (what was not used, and why).

    Raises
    ------
    InputError : a run without ``associative`` and a rival, of fewer than 4 draws, or of a permuted world.
    """
    accounts, table = rivals(run), load_evidence() if evidence is None else evidence
    low, high = between("publication", publication)
    if low <= 0:
        raise InputError(
            f"publication = {low:g}, {high:g}: must begin above 0: else a negative could never be known."
        )
    used, apart = _sorted_out(table, set(run.plan.species))
    chances = _chances(run, used, accounts, lab or Lab())
    likelihoods = _likelihoods(used, chances, midpoints(low, high, 5))
    return Weighing(
        _accounts(used, likelihoods, accounts),
        _by_species(used, apart, likelihoods, accounts),
        _records(used, chances, accounts),
        apart,
    )


def _sorted_out(table: pd.DataFrame, known: set[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the entries that are weighed, with their votes, and those kept apart, with the reason."""
    out = table.assign(
        verdict=table["panel_verdict"].fillna(table["verdict"]), species=table["profile"]
    )
    why = np.select(
        [
            out["scope"] != "in",
            out["panel_measure"] != "single_units",
            out["verdict"] == "not_tested",
            ~out["verdict"].isin(list(RELIABILITY)),
            out["species"].isna(),
            ~out["species"].isin(list(known)),
        ],
        [
            "out of scope",
            "no recording of cells: " + out["panel_measure"].fillna("").str.replace("_", " "),
            "not tested: contributes 0",
            "a verdict without a direction",
            "no profile",
            "not in this run",
        ],
        "",
    )
    used = out[why == ""].reset_index(drop=True)
    used["vote"] = 1.0 / used.groupby(["record", "panel_modality", "verdict"])["record"].transform(
        "size"
    )
    columns = ["species", "taxon", "record", "verdict", "panel_modality", "panel_effector"]
    return used, out.assign(why=why)[why != ""][[*columns, "why"]].rename(
        columns={"panel_modality": "modality", "panel_effector": "effector"}
    ).reset_index(drop=True)


def _studies(row: Any, lab: Lab) -> list[Study]:
    """Return the sizes that the study of a record may have had, equally likely."""
    sizes = (
        [(int(row.animals), each) for _, each in SIZES] if pd.notna(row.animals) else list(SIZES)
    )
    if pd.notna(row.recorded):
        sizes = [(n, max(1, round(int(row.recorded) / n))) for n, _ in sizes]
    return [replace(Study(), animals=n, units=m, lab=lab) for n, m in dict.fromkeys(sizes)]


def _acts(run: Run, row: Any, used: pd.DataFrame) -> list[str]:
    """Return the acts of an entry's effector; where that is unknown, of all effectors but those of the record's other entries."""
    acts = [
        (str(act["name"]), str(act["effector"]))
        for act in run.plan.profiles[row.species]["actions"]
    ]
    others = set(used[used["record"] == row.record]["panel_effector"])
    return [
        name
        for name, effector in acts
        if (
            effector not in others
            if row.panel_effector == "unknown"
            else effector == row.panel_effector
        )
    ]


def _chances(run: Run, used: pd.DataFrame, accounts: list[str], lab: Lab) -> np.ndarray:
    """Return P(the study of each entry finds | account, draw), shape (entry, account, draw).

    Only units of the entry's acts count, where every draw has some; else all of the panel.
    """
    units, numbers = intact(run.table("units")), list(range(run.plan.replicates))
    cell = dict(list(units.groupby(CELL, observed=True)))
    found = np.zeros((len(used), len(accounts), len(numbers)))
    for i, row in enumerate(used.itertuples(index=False)):
        acts, studies = _acts(run, row, used), _studies(row, lab)
        for j, account in enumerate(accounts):
            whole = cell[(row.species, account, row.panel_modality)]
            part = whole[whole["best_executed"].isin(acts)]
            draws = Draws.of(part if set(part["replicate"]) == set(numbers) else whole, numbers)
            found[i, j] = np.mean([finds(draws, study) for study in studies], axis=0)
    return found


def _likelihoods(used: pd.DataFrame, chances: np.ndarray, published: np.ndarray) -> np.ndarray:
    """Return the log-likelihood of each entry's verdict, shape (entry, account, draw, s)."""
    f, s = chances[..., None], published
    seen = f + s * (1 - f)
    positive = (
        used["verdict"]
        .map(lambda verdict: RELIABILITY[verdict][0])
        .to_numpy(bool)[:, None, None, None]
    )
    sure = (
        used["verdict"]
        .map(lambda verdict: RELIABILITY[verdict][1])
        .to_numpy(float)[:, None, None, None]
    )
    said = np.where(positive, f / seen, s * (1 - f) / seen)
    return used["vote"].to_numpy(float)[:, None, None, None] * np.log(sure * said + (1 - sure) / 2)


def _per_draw(logs: np.ndarray) -> np.ndarray:
    """Return the joint likelihood of some entries, shape (account, draw), the mean over s."""
    return np.exp(logs.sum(axis=0)).mean(axis=-1)


def _factor(logs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return log10 Bayes factors against the first account, and the same with each draw left out, (draw, account)."""
    each = _per_draw(logs)
    left = (each.sum(axis=1, keepdims=True) - each) / (each.shape[1] - 1)
    whole = np.log10(each.mean(axis=1))
    return whole - whole[0], (np.log10(left) - np.log10(left[0])).T


def _jackknife(left: np.ndarray) -> np.ndarray:
    """Return the standard error over draws, from values with each draw left out (draw, account)."""
    count = len(left)
    return np.sqrt((count - 1) / count * ((left - left.mean(axis=0)) ** 2).sum(axis=0))


def _accounts(used: pd.DataFrame, logs: np.ndarray, accounts: list[str]) -> pd.DataFrame:
    each, free = _per_draw(logs), logs[(used["species"] != CALIBRATED).to_numpy()]
    whole, left = _factor(logs)
    return pd.DataFrame(
        {
            "account": accounts,
            "log10_bayes_factor": whole,
            "mc_error": _jackknife(left),
            "uncalibrated": _factor(free)[0],
            "effective_draws": each.sum(axis=1) ** 2 / (each**2).sum(axis=1),
            "draws": each.shape[1],
            "records": len(logs),
            "unit_of_replication": "draw",
        }
    )


def _by_species(
    used: pd.DataFrame, apart: pd.DataFrame, logs: np.ndarray, accounts: list[str]
) -> pd.DataFrame:
    """Return what each species contributes, and what is left without it; a species that was not tested contributes 0."""
    rows: list[tuple[Any, ...]] = []
    whole, left = _factor(logs)
    for species, part in used.groupby("species", sort=True):
        rest = np.delete(logs, part.index, axis=0)
        less, less_left = _factor(rest)
        said = ", ".join(
            f"{row.panel_modality} {row.verdict}"
            for row in part.drop_duplicates(["panel_modality", "verdict"]).itertuples()
        )
        for j, (account, error) in enumerate(
            zip(accounts, _jackknife(left - less_left), strict=True)
        ):
            rows.append((species, account, whole[j] - less[j], error, less[j], said))
    untested = set(apart[apart["verdict"] == "not_tested"]["species"].dropna()) - set(
        used["species"]
    )
    rows += [
        (species, account, 0.0, 0.0, whole[j], "not tested")
        for species in sorted(untested)
        for j, account in enumerate(accounts)
    ]
    table = pd.DataFrame(
        rows, columns=["species", "account", "contribution", "mc_error", "without", "verdicts"]
    )
    return table.assign(unit_of_replication="draw")


def _records(used: pd.DataFrame, chances: np.ndarray, accounts: list[str]) -> pd.DataFrame:
    columns = [
        "species",
        "record",
        "panel_modality",
        "panel_effector",
        "verdict",
        "vote",
        "recorded",
        "animals",
        "read",
    ]
    table = used[columns].rename(
        columns={"panel_modality": "modality", "panel_effector": "effector"}
    )
    table = table.assign(reliability=used["verdict"].map(lambda verdict: RELIABILITY[verdict][1]))
    return pd.concat(
        [table, pd.DataFrame(chances.mean(axis=2), columns=[f"found_{name}" for name in accounts])],
        axis=1,
    )
