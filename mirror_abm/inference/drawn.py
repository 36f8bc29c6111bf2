"""The table of draws: all that a posterior over accounts needs of a run, small enough to be sent.

For every cell - a species, a modality and a rearing - and every account, draw and recorded animal
it holds the two shares from which studies draw their counts (:mod:`mirror_abm.inference.shares`),
and for every observation on record the chance that its study finds mirror units. Shares are kept to
four decimals and chances to six, whether they come from a run or from a file: both give the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.files import canonical, digest
from ..profile.prior import prior_of
from ..simulation.plan import arm_name
from .chances import outcomes
from .evidence import load_evidence
from .likelihood import chances_of_counts, chances_of_finding, sorted_out
from .observations import Observation, Recorded, on_record, planned
from .rivals import rivals
from .shares import Shares
from .study import Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run
    from ..simulation.plan import Plan

Cell = tuple[str, str, str]  #: species, modality, rearing
DIGITS = 4  #: of shares
CHANCE_DIGITS = 6  #: of chances
#: what two runs whose draws are the same may differ in
ASIDE = (
    *("species", "profiles", "by_prior", "own", "arms", "knockouts", "accounts"),
    *("version", "schema"),
)
#: the code that a run has or has not as its species live in groups of some kind
LAYOUTS = "layouts/"
#: digits of what tells where draws come from
ORIGIN_DIGITS = 12


@dataclass(frozen=True)
class Drawn:
    """The table of draws.

    Attributes
    ----------
    accounts : tuple of str
        The accounts that are compared.
    priors : numpy.ndarray
        Name of the prior of each draw, shape (draw,).
    cells : dict
        (species, modality, rearing) -> shares of units that respond to their own act, and to acts
        that they do not do, shape (2, account, draw, animal); not a number where a draw has fewer.
    records : tuple of Recorded
        The observations on record.
    origin : str
        What tells where the draws come from, the same for runs that share them; empty if unknown.
    """

    accounts: tuple[str, ...]
    priors: np.ndarray
    cells: dict[Cell, np.ndarray]
    records: tuple[Recorded, ...]
    origin: str = ""

    __repr__ = brief

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(self.priors)

    def twins(self) -> dict[str, str]:
        """Return, for each account, the first that predicts the same in every draw."""
        said: dict[bytes, str] = {}
        found = {}
        for at, name in enumerate(self.accounts):
            parts = [each[:, at] for each in self.cells.values()]
            for record in self.records:
                parts += [record.finds[at], *(each[at] for each in record.counts or ())]
            told = b"".join(np.ascontiguousarray(each).tobytes() for each in parts)
            found[name] = said.setdefault(told, name)
        return found

    def distinct(self) -> Drawn:
        """Return the table with each account once, whatever it is called."""
        names = tuple(dict.fromkeys(self.twins().values()))
        at = [self.accounts.index(name) for name in names]
        return Drawn(
            names,
            self.priors,
            {cell: each[:, at] for cell, each in self.cells.items()},
            tuple(each.of(at) for each in self.records),
            self.origin,
        )

    def chances(self, cell: Cell, study: Study, outcome: str = "own_minus_other") -> np.ndarray:
        """Return the chance of each outcome of a study of one cell.

        Parameters
        ----------
        cell : tuple of str
            Species, modality and rearing.
        study : Study
            Its size and its laboratory.
        outcome : str
            What it reports, see :func:`mirror_abm.inference.chances.outcomes`.

        Returns
        -------
        numpy.ndarray
            P(outcome | account, draw), shape (account, draw, outcome).
        """
        found = []
        for own, other in zip(*self.cells[cell], strict=True):
            there = ~np.isnan(own)
            weight = there / there.sum(axis=1, keepdims=True)
            shares = Shares(np.nan_to_num(own), np.nan_to_num(other), weight)
            found.append(outcomes(shares, study, outcome))
        return np.stack(found)

    def study(self, cell: Cell, study: Study, outcome: str = "own_minus_other") -> Observation:
        """Return a study of one cell as an observation.

        Parameters
        ----------
        cell : tuple of str
            Species, modality and rearing.
        study : Study
            Its size and its laboratory.
        outcome : str
            What it reports, see :func:`mirror_abm.inference.chances.outcomes`.

        Returns
        -------
        Observation
            With the chance of each outcome.
        """
        return planned(" ".join(cell), *cell, self.chances(cell, study, outcome))


def of_run(run: Run, evidence: pd.DataFrame | None = None, lab: Lab | None = None) -> Drawn:
    """Return the table of draws of a run.

    Parameters
    ----------
    run : Run
        A run of ``associative`` and a rival.
    evidence : pandas.DataFrame, optional
        As :func:`mirror_abm.load_evidence` returns it; that of the library if None.
    lab : Lab, optional
        How well laboratories of studies on record call units.

    Returns
    -------
    Drawn
        Its numbers.
    """
    accounts, of = rivals(run), lab or Lab()
    if () not in run.plan.arms:
        return made_of(run, accounts, [])  # nothing on record was found in animals raised so
    table = load_evidence() if evidence is None else evidence
    used, _ = sorted_out(table, set(run.plan.species))
    chances = chances_of_finding(run, used, accounts, of)
    counts = chances_of_counts(run, used, accounts, of)
    return made_of(run, accounts, on_record(used, chances, counts))


def made_of(run: Run, accounts: list[str], records: list[Recorded]) -> Drawn:
    """Return the table of draws of a run whose observations on record are known.

    Parameters
    ----------
    run : Run
        The run.
    accounts : list of str
        The accounts that are compared.
    records : list of Recorded
        What is on record.

    Returns
    -------
    Drawn
        Its numbers.
    """
    return Drawn(
        tuple(accounts),
        priors_of(run),
        cells_of(run, accounts),
        tuple(rounded(each) for each in records),
        origin_of(run.plan),
    )


def origin_of(plan: Plan) -> str:
    """Return what tells where the draws of a run come from.

    Parameters
    ----------
    plan : Plan
        The run.

    Returns
    -------
    str
        The same for runs whose draws are the same: with one seed, prior, age, code and so on, of
        whatever species and rearings.
    """
    told = {name: value for name, value in plan.as_dict().items() if name not in ASIDE}
    told["code"] = {name: code for name, code in plan.code.items() if not name.startswith(LAYOUTS)}
    return digest(canonical(told))[:ORIGIN_DIGITS]


def priors_of(run: Run) -> np.ndarray:
    """Return the prior on rates that each draw of a run is under.

    Parameters
    ----------
    run : Run
        The run.

    Returns
    -------
    numpy.ndarray
        Names, shape (draw,).
    """
    return np.array([prior_of(run.plan.prior, number) for number in range(run.plan.replicates)])


def rounded(record: Recorded) -> Recorded:
    """Return an observation with its chances as the table of draws keeps them.

    Parameters
    ----------
    record : Recorded
        The observation.

    Returns
    -------
    Recorded
        With six decimals.
    """
    both = record.counts
    return Recorded(
        *(record.name, record.species, record.modality, record.verdict, record.entries),
        record.finds.round(CHANCE_DIGITS),
        None if both is None else (both[0].round(CHANCE_DIGITS), both[1].round(CHANCE_DIGITS)),
        record.mirror,
    )


def cells_of(run: Run, accounts: list[str]) -> dict[Cell, np.ndarray]:
    """Return the shares of every cell in which a study can be made.

    Parameters
    ----------
    run : Run
        The run.
    accounts : list of str
        The accounts that are compared.

    Returns
    -------
    dict
        See :class:`Drawn`; cells that some draw lacks are left out.
    """
    units, arms = run.table("units"), [arm_name(arm) for arm in run.plan.arms]
    units = units[units["own"].notna() & units["arm"].isin(arms)]
    units = units[units["account"].isin(accounts)]
    by = ["species", "modality", "arm", "account", "replicate", "group", "animal"]
    means = units.groupby(by, sort=True, observed=True)[["own", "other"]].mean()
    means["other"] = means["other"].fillna(0.0)
    frame = means.round(DIGITS).reset_index().rename(columns={"replicate": "draw"})
    frame["animal"] = frame.groupby([*by[:4], "draw"], observed=True).cumcount()
    return arrays(frame, accounts, run.plan.replicates)


def arrays(frame: pd.DataFrame, accounts: list[str], draws: int) -> dict[Cell, np.ndarray]:
    """Return the shares of each cell as an array, of those cells that every draw has.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per animal: ``species``, ``modality``, ``arm``, ``account``, ``draw``, ``animal``
        (from 0), ``own``, ``other``.
    accounts : list of str
        The accounts, in order.
    draws : int
        How many draws there are.

    Returns
    -------
    dict
        See :class:`Drawn`.
    """
    place = {name: at for at, name in enumerate(accounts)}
    found = {}
    for key, part in frame.groupby(["species", "modality", "arm"], sort=True, observed=True):
        each = np.full((2, len(accounts), draws, int(part["animal"].max()) + 1), np.nan)
        at = part["account"].map(place).to_numpy(), part["draw"].to_numpy(int)
        each[:, at[0], at[1], part["animal"].to_numpy(int)] = part[["own", "other"]].to_numpy().T
        if not np.isnan(each[0, :, :, 0]).any():
            found[(str(key[0]), str(key[1]), str(key[2]))] = each
    return found
