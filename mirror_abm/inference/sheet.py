"""A prediction sheet: what a planned study will find under each account, said beforehand.

For species x rearing x age: the distribution of the count under every account, the counts that
would refute it, how many animals it takes to part two accounts, and at which age mirror units come.
Nothing in it knows what was found in any species. What was found afterwards is scored by
:mod:`.sheet_score`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ..animal.calibration import calibration
from ..base.brief import brief
from ..base.errors import InputError, unknown
from ..simulation.horizon import own_horizon
from ..simulation.plan import Plan, make_plan
from ..version import VERSION
from . import sheet_tables as tables
from .ontogeny import ontogeny
from .planned import Trained, planned
from .sheet_facts import facts_of, fingerprint, hash_of
from .study import ANIMALS, UNITS, Lab, Study

if TYPE_CHECKING:
    from ..profile.species import SpeciesProfile
    from ..simulation.archive import Run

#: draws of a sheet, unless told otherwise
DRAWS = 40
#: the account that others are parted from
MAIN = "associative"


class Sheet(NamedTuple):
    """What a planned study will find, under each account.

    Attributes
    ----------
    facts : dict
        Date, version, runs, hashes, study and conditions: what the sheet is of.
    predictions : pandas.DataFrame
        One row per condition and account: the chance that mirror units are ``found``, and how many
        units will be ``counted``.
    refutes : pandas.DataFrame
        One row per condition, what is measured and account: the values that refute it.
    verdicts : pandas.DataFrame
        One row per condition, what is measured and range of values: who is ``refuted`` there, and
        who is ``left``.
    power : pandas.DataFrame
        One row per pair of accounts and number of animals: how often the one is rejected if the
        other is true.
    ontogeny : pandas.DataFrame
        One row per species, account, rearing and modality: the age at which mirror units are found.
    assumptions : pandas.DataFrame
        One row per species and number of its profile, with its range and source.
    counts : pandas.DataFrame
        One row per condition, account and count: its chance.
    outcomes : pandas.DataFrame
        The same draw by draw: what a result is scored by.
    """

    facts: dict[str, Any]
    predictions: pd.DataFrame
    refutes: pd.DataFrame
    verdicts: pd.DataFrame
    power: pd.DataFrame
    ontogeny: pd.DataFrame
    assumptions: pd.DataFrame
    counts: pd.DataFrame
    outcomes: pd.DataFrame

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        from ..base.card import tables_card

        shown = _Shown(self.predictions, self.refutes, self.power.drop_duplicates(ONCE))
        return tables_card(
            shown,
            f"Prediction sheet {self.facts['fingerprint']}",
            predictions=(
                "What is predicted",
                ["number", "account", "found", "counted", "counted_low", "counted_high", "of"],
            ),
            refutes=("What would refute it", None),
            power=("Animals needed", [*ONCE, "needed"]),
        )


class _Shown(NamedTuple):
    """The tables that a notebook shows."""

    predictions: pd.DataFrame
    refutes: pd.DataFrame
    power: pd.DataFrame


#: what the smallest sufficient study is told once for
ONCE = ["species", "modality", "age", "tested", "true"]


def plans_of(
    species: Sequence[str | SpeciesProfile],
    *,
    without: Iterable[str] | str = (),
    age: Sequence[float | str] | float | str = "maturity",
    account: Sequence[str] = (),
    replicates: int = DRAWS,
    **options: Any,
) -> list[Plan]:
    """Return the runs that a sheet rests on, one for each age.

    Parameters
    ----------
    species : sequence of str or SpeciesProfile
        Which animals; at least one.
    without : str or iterable of str
        Sources of experience that are withheld from half of them.
    age : float, str or sequence of these
        Ages in days, or ``"maturity"``.
    account : sequence of str
        Accounts; all that are calibrated if none is named.
    replicates : int
        Draws.
    **options : object
        More options of :func:`mirror_abm.run`: ``seed``, ``settings``, ``prior``, ``cap``, ...

    Returns
    -------
    list of Plan
        In the order of the ages.

    Raises
    ------
    InputError
        If no species is named, an age comes twice, or for anything that no run can be.
    """
    named = [species] if isinstance(species, str) else list(species)
    if not named:
        raise InputError("preregister: name at least one species.")
    withheld = [without] if isinstance(without, str) else list(without)
    ages: list[float | str] = [age] if isinstance(age, (str, int, float)) else list(age)
    if not ages:
        raise InputError("age = []: must name at least one age, in days, or 'maturity'.")
    world = options.get("world", "normal")
    if world != "normal":
        raise InputError(
            f"world = {world!r}: must be 'normal', the world in which studies are made."
        )
    twice = [each for at, each in enumerate(ages) if each in ages[:at]]
    if twice:
        raise InputError(f"age = {twice[0]}: is named twice.")
    return [
        make_plan(
            named,
            account=list(account) or list(calibration().accounts),
            without=withheld,
            contrast=bool(withheld),
            age=each,
            replicates=replicates,
            knockouts=0,
            **options,
        )
        for each in ages
    ]


def preregister(
    species: Sequence[str | SpeciesProfile] | str,
    *,
    without: Iterable[str] | str = (),
    age: Sequence[float | str] | float | str = "maturity",
    animals: int = ANIMALS,
    units: int = UNITS,
    account: Sequence[str] = (),
    part: Iterable[Sequence[str]] = (),
    replicates: int = DRAWS,
    lab: Lab | None = None,
    out: str | Path = "runs",
    workers: int = 1,
    today: str = "",
    trained: Sequence[Trained] = (),
    **options: Any,
) -> Sheet:
    """Return a prediction sheet: what a planned study will find under each account.

    It simulates what it needs, or finds it in ``out``. Keep it with
    :func:`mirror_abm.keep_sheet`.

    Parameters
    ----------
    species : str or sequence of str or SpeciesProfile
        Which animals; at least one.
    without : str or iterable of str
        Sources of experience that are withheld from half of the animals; the other half has all.
    age : float, str or sequence of these
        Ages in days at which they are recorded, or ``"maturity"``.
    animals, units : int
        Animals in each condition, and motor units recorded in each.
    account : sequence of str
        Accounts; all that are calibrated if none is named.
    part : iterable of sequence of str
        Pairs of accounts that are to be parted; ``associative`` and each other if none is named.
    replicates : int
        Draws of all that is uncertain.
    lab : Lab, optional
        How well the laboratory calls units; the default ranges if None.
    out : str or pathlib.Path
        Folder for runs.
    workers : int
        Processes.
    today : str
        Date of the sheet, as 2026-11-28; that of today if empty.
    trained : sequence of Retrained
        The animals of the sheet's runs after counter-mirror training, one for each age, as
        :func:`mirror_abm.retrain` returns them: a condition of their own. A sheet without them
        names its runs in ``facts["runs"]``.
    **options : object
        More options of :func:`mirror_abm.run`: ``seed``, ``settings``, ``prior``, ``cap``, ...

    Returns
    -------
    Sheet
        Its tables and facts.

    Raises
    ------
    InputError
        For a study, pair, or run that cannot be.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> sheet = ma.preregister("octopus_vulgaris", account=["associative", "genetic"], age=0.01,
    ...                        replicates=4, animals=2, units=10, out=tempfile.mkdtemp())
    >>> sheet.predictions[["modality", "arm", "account", "of"]].values.tolist()
    [['visual', 'intact', 'associative', 20], ['visual', 'intact', 'genetic', 20]]
    """
    from ..simulation.runner import execute

    study = Study(animals, units, lab or Lab())
    plans = plans_of(
        species, without=without, age=age, account=account, replicates=replicates, **options
    )
    pairs_of(plans[0].accounts, part)
    runs = [execute(plan, Path(out), workers) for plan in plans]
    return sheet_of(runs, study, part, today, trained)


def pairs_of(accounts: Sequence[str], part: Iterable[Sequence[str]] = ()) -> list[tuple[str, str]]:
    """Return the pairs of accounts that a sheet is to part.

    Parameters
    ----------
    accounts : sequence of str
        Accounts of the sheet.
    part : iterable of sequence of str
        Pairs; ``associative``, or else the first account, and each other if none is named.

    Returns
    -------
    list of tuple of str
        Each pair once.

    Raises
    ------
    InputError
        If an account is not on the sheet, or is to be parted from itself.
    """
    found: dict[tuple[str, str], None] = {}
    for pair in part:
        for name in pair:
            if name not in accounts:
                raise unknown("part", name, accounts)
        if len(pair) != 2 or pair[0] == pair[1]:
            raise InputError(f"part = {','.join(pair)}: must be two accounts, ONE,OTHER.")
        found[pair[0], pair[1]] = None
    first = MAIN if MAIN in accounts else accounts[0]
    usual = [(first, name) for name in accounts if name != first]
    return list(found) or usual


def sheet_of(
    runs: Sequence[Run],
    study: Study,
    part: Iterable[Sequence[str]] = (),
    today: str = "",
    trained: Sequence[Trained] = (),
) -> Sheet:
    """Return the sheet that finished runs carry.

    Parameters
    ----------
    runs : sequence of Run
        One for each age, see :func:`plans_of`.
    study : Study
        Its size and its laboratory.
    part : iterable of sequence of str
        Pairs of accounts that are to be parted.
    today : str
        Date of the sheet; that of today if empty.
    trained : sequence of Retrained
        The animals of each run after training; none if empty.

    Returns
    -------
    Sheet
        Its tables and facts.
    """
    found = planned(runs, trained)
    pairs = pairs_of(found.accounts, part)
    refutes, verdicts = tables.refutations(found, study)
    outcomes = tables.outcomes(found, study)
    oldest = max(runs, key=_age)
    ages = ontogeny(oldest, animals=study.animals, units=study.units, lab=study.lab, progress=False)
    facts = facts_of(runs, study, found.conditions, pairs, hash_of(outcomes))
    if trained:
        facts["training"] = trained[0].training._asdict()
    made = {"made": today or date.today().isoformat(), "version": VERSION}
    return Sheet(
        {"fingerprint": fingerprint(facts), **made, **facts},
        tables.predictions(found, study),
        refutes,
        verdicts,
        tables.powers(found, study, pairs),
        ages,
        tables.assumptions(found),
        tables.counts(outcomes),
        outcomes,
    )


def _age(run: Run) -> float:
    """Return the age in days to which the first species of a run lives."""
    plan = run.plan
    if isinstance(plan.age, float):
        return plan.age
    return own_horizon(plan.profile(plan.species[0])) if plan.age else plan.days
