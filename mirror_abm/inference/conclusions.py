"""The conclusions of a run in each of its draws, and the uncertain numbers that the draws had.

A conclusion is a number that each draw answers by itself, r being the draw::

    own          share of motor units that respond to the sight (sound) of their own act
    net          own minus other, what species and accounts are compared by
    found        the chance that a study finds mirror units (:mod:`mirror_abm.inference.chances`)
    order        net of one species minus net of another, in the same draw: the statement is that it
                 is above 0
    main_source  fall of net without the source minus the greatest fall without any other: that it
                 is above 0
    contrast     net of the animals reared without a source minus that of the intact ones

Orders are those that the answer states: of up to four species all that are resolved, of more the
neighbours in the longest resolved order; and any that is asked for. A main source is asked about
where sources were removed one at a time, whether it is told apart or not.

Numbers are those of the table ``draws`` that vary. What follows from others (``solved.``,
``simulated.``) is left out; shares and durations of acts, ages at maturity and who carries an
inherited system stand in no table, and so are part of what is called chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from ..animal.constants import Constants
from ..animal.learning_constants import LearningConstants
from ..base.brief import brief
from ..simulation.main_source import SMALL
from ..simulation.orders import orders, resolved_ranks
from ..simulation.plan import arm_name
from ..simulation.summary import BASELINE, HEADLINE, intact
from .chances import finds
from .shares import shares_by_cell
from .study import Study

if TYPE_CHECKING:
    from ..simulation.archive import Run

KINDS = ("own", "net", "found", "order", "main_source", "contrast")
OF_A_SPECIES = KINDS[:3]  #: conclusions that every species has
STATEMENTS = KINDS[3:]  #: that a difference is above 0
#: groups of numbers, in the order in which they are told
GROUPS = ("recording", "learning", "anatomy", "behaviour", "profile")
RECORDING = ("drive_ceiling", "criterion", "trial_noise", "trials", "panel")
ANATOMY = (
    *("units_per_action", "views", "view_kernel", "overlap_same", "overlap_other"),
    *("connectivity", "initial_sd", "view_overlap", "voice_overlap"),
)
CONSTANT = "constants."
#: what is computed from other numbers, or is the number of a draw
FOLLOWS = ("solved.", "simulated.", "constants.calibrated")
CELL = ["account", "modality", "species"]
Cell = tuple[str, str, str]
FEW_SPECIES = 4  #: of so many all resolved orders are asked about


@dataclass(frozen=True)
class Conclusion:
    """One conclusion under one account, in every draw.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    account, modality, species : str
        What it is about.
    other : str
        The lower species of an order, the source of a main source, the arm of a contrast.
    per_draw : pandas.Series
        One value per draw, by its replicate.
    """

    kind: str
    account: str
    modality: str
    species: str
    other: str
    per_draw: pd.Series

    __repr__ = brief

    @property
    def about(self) -> tuple[str, ...]:
        """The species whose numbers it may follow."""
        return (self.species, self.other) if self.kind == "order" else (self.species,)


def group_of(number: str) -> str:
    """Return the group of a number.

    Parameters
    ----------
    number : str
        Its dotted name, as in the table ``draws``.

    Returns
    -------
    str
        ``recording``; ``learning``, with the numbers of an account; ``anatomy``; ``behaviour``,
        what is joint for all species since no source gives it; or ``profile``.

    Examples
    --------
    >>> [group_of(each) for each in ("constants.criterion", "constants.alpha", "group.size")]
    ['recording', 'learning', 'profile']
    """
    if not number.startswith(CONSTANT):
        return "profile"
    name = number.removeprefix(CONSTANT)
    if name in RECORDING:
        return "recording"
    if name in ANATOMY:
        return "anatomy"
    joint = name in Constants.__dataclass_fields__
    return (
        "behaviour" if joint and name not in LearningConstants.__dataclass_fields__ else "learning"
    )


def numbers_of(run: Run, accounts: Sequence[str]) -> dict[tuple[str, str], pd.DataFrame]:
    """Return the numbers that vary between draws, of each account and species.

    Parameters
    ----------
    run : Run
        The run.
    accounts : sequence of str
        Accounts of it.

    Returns
    -------
    dict
        (account, species) -> one row per draw, one column per number, by name; and, in
        ``attrs["limited"]``, in which share of the draws the life lived did not keep it.
    """
    table = intact(run.table("draws"))
    table = table[table["account"].isin(accounts) & ~table["name"].str.startswith(FOLLOWS)]
    found = {}
    for (account, species), part in table.groupby(["account", "species"], observed=True):
        once = part.drop_duplicates(["replicate", "name"])
        wide = once.pivot(index="replicate", columns="name", values="value").dropna(axis=1)
        wide = wide.loc[:, wide.max() > wide.min()]
        limited = once.groupby("name")["limited"].mean()
        wide.attrs["limited"] = {name: float(limited[name]) for name in wide.columns}
        found[(str(account), str(species))] = wide
    return found


def numbers_for(
    conclusion: Conclusion, numbers: dict[tuple[str, str], pd.DataFrame]
) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Return the numbers that a conclusion may follow, in its draws.

    Parameters
    ----------
    conclusion : Conclusion
        The conclusion.
    numbers : dict
        As :func:`numbers_of` returns it.

    Returns
    -------
    pandas.DataFrame
        One row per draw, one column per number that varies there; of a profile's numbers those of
        every species that it is about, once each where two species share one.
    list of tuple of str
        For each column the number and the species whose it is, empty for constants.
    """
    columns: dict[tuple[str, str], pd.Series] = {}
    for species in conclusion.about:
        table = numbers[(conclusion.account, species)].loc[conclusion.per_draw.index]
        for name in table.columns[(table.max() > table.min()).to_numpy()]:
            whose = "" if name.startswith(CONSTANT) else species
            known = [each for (key, _), each in columns.items() if key == name]
            if (name, whose) not in columns and not any(each.equals(table[name]) for each in known):
                columns[(name, whose)] = table[name]
    order = sorted(columns, key=lambda key: (GROUPS.index(group_of(key[0])), key[0]))
    wide = pd.DataFrame({at: columns[key] for at, key in enumerate(order)})
    return wide, order


def conclusions(
    run: Run,
    study: Study,
    accounts: Sequence[str],
    species: Sequence[str],
    pairs: Iterable[tuple[str, str]] = (),
) -> list[Conclusion]:
    """Return the conclusions of a run, draw by draw.

    Parameters
    ----------
    run : Run
        The run.
    study : Study
        The study whose chance of finding mirror units is asked about.
    accounts, species : sequence of str
        Those that are asked about.
    pairs : iterable of tuple of str
        Orders of two species that are asked about beside those that are resolved.

    Returns
    -------
    list of Conclusion
        In the order of ``KINDS``, accounts and species.
    """
    asked = list(pairs)
    wanted = [
        *_of_species(run, study),
        *_orders(run, asked, species),
        *_main_sources(run),
        *_contrasts(run),
    ]
    places = {name: at for at, name in enumerate(species)}
    kept = [
        each
        for each in wanted
        if each.account in accounts and (each.species in places or each.about in asked)
    ]
    return sorted(
        kept,
        key=lambda each: (
            KINDS.index(each.kind),
            accounts.index(each.account),
            ("visual", "auditory").index(each.modality),
            places.get(each.species, len(places)),
        ),
    )


def _by_draw(table: pd.DataFrame, column: str) -> Iterator[tuple[Cell, pd.Series]]:
    """Yield the means of groups in each draw, for each account, modality and species."""
    known = table[table[column].notna()]
    for (account, modality, name), part in known.groupby(CELL, observed=True, sort=True):
        key = str(account), str(modality), str(name)
        yield key, part.groupby("replicate")[column].mean()


def _of_species(run: Run, study: Study) -> Iterator[Conclusion]:
    """Yield own, net and the chance that a study finds units."""
    groups = intact(run.table("groups"))
    for kind, column in (("own", "own"), ("net", HEADLINE)):
        for key, values in _by_draw(groups, column):
            yield Conclusion(kind, *key, "", values)
    cells = shares_by_cell(run) if run.plan.world == "normal" else {}
    for (name, account, modality), (numbers, shares) in cells.items():
        chances = pd.Series(finds(shares, study), pd.Index(numbers, name="replicate"))
        yield Conclusion("found", account, modality, name, "", chances)


def stated_orders(run: Run, species: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """Return the orders that the answer of a run states.

    Parameters
    ----------
    run : Run
        The run.
    species : sequence of str
        Those that are asked about.

    Returns
    -------
    list of tuple of str
        Account, modality, and the species that lies above with the one below.
    """
    table = orders(run)
    held = table[table["resolved"].astype(bool)]
    if len(run.plan.species) <= FEW_SPECIES:
        up = held["probability"] > 0.5
        upper = held["first"].where(up, held["second"])
        lower = held["second"].where(up, held["first"])
        told = list(zip(held["account"], held["modality"], upper, lower, strict=True))
    else:
        told = [
            (*key, *pair)
            for key, part in resolved_ranks(table).groupby(["account", "modality"], observed=True)
            for pair in pairwise(part.sort_values("rank")["species"])
        ]
    return [each for each in told if {each[2], each[3]} <= set(species)]


def _orders(run: Run, pairs: list[tuple[str, str]], species: Sequence[str]) -> Iterator[Conclusion]:
    """Yield the differences of the shares of two species whose order is stated, or asked for."""
    if len(run.plan.species) < 2:
        return
    groups = intact(run.table("groups"))
    each = dict(_by_draw(groups, HEADLINE))
    stated = stated_orders(run, species)
    cells = sorted({key[:2] for key in each})
    asked = [(*cell, *pair) for cell in cells for pair in pairs]
    for account, modality, upper, lower in dict.fromkeys((*stated, *asked)):
        keys = [(account, modality, name) for name in (upper, lower)]
        if all(key in each for key in keys):
            values = (each[keys[0]] - each[keys[1]]).dropna()
            yield Conclusion("order", account, modality, upper, lower, values)


def _main_sources(run: Run) -> Iterator[Conclusion]:
    """Yield by how much the fall without the main source exceeds that without any other."""
    if run.plan.contrasts or not len(run.table("knockouts")):
        return
    drops = run.table("knockouts")
    first = intact(run.table("summary")).set_index(CELL)["main_first"].to_dict()
    drops = drops[drops["drop"].notna()]
    for (account, modality, name), part in drops.groupby(CELL, observed=True):
        key = str(account), str(modality), str(name)
        main = first.get(key, "")
        falls = part.pivot_table(index="replicate", columns="source", values="drop", observed=True)
        if isinstance(main, str) and main in falls and len(falls.columns) > 1:
            lead = falls[main] - falls.drop(columns=main).max(axis=1)
            yield Conclusion("main_source", *key, main, lead.dropna())


def _contrasts(run: Run) -> Iterator[Conclusion]:
    """Yield what deprivation does, in runs that are about it."""
    if not run.plan.contrasts:
        return
    arm, groups = arm_name(run.plan.arms[-1]), run.table("groups")
    with_, without = (
        dict(_by_draw(groups[groups["arm"] == name], HEADLINE)) for name in (BASELINE, arm)
    )
    for key in sorted(set(with_) & set(without)):
        yield Conclusion("contrast", *key, arm, (without[key] - with_[key]).dropna())


def varies(conclusion: Conclusion) -> bool:
    """Return whether the standard deviation of a conclusion over draws is .01 or more.

    Ranks would tell also what a chance follows that is .999 in one draw and 1 in the next.

    Parameters
    ----------
    conclusion : Conclusion
        The conclusion.

    Returns
    -------
    bool
        Whether there is anything to explain.
    """
    each = conclusion.per_draw.to_numpy(float)
    return len(each) > 1 and bool(each.std(ddof=1) >= SMALL)
