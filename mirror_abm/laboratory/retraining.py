"""Re-training the animals of a run: seeing one act, they do another, and are recorded again.

If mirror units are made by associative learning from correlated seeing and doing, other
correlations re-make them: training in which the sight of each act is answered with another takes
the share of units that respond to their own act, and gives that of units that respond to the other.
An account in which nothing is learned predicts no change. So a training study parts accounts that
no count of intact animals does.

The animals are those of the run, raised again as they were, draw by draw and under every account.
They are recorded by the sight of the acts of the panel, with the electrode of the laboratory,
before the training and after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ..accounts.contract import BASELINES
from ..base.brief import brief
from ..base.card import tables_card
from ..base.checks import whole
from ..base.errors import InputError, unknown
from ..base.interruption import heed
from ..base.processes import lasting
from ..base.progress import bar, checked
from ..base.ranges import ends
from ..base.shelf import rules
from ..engine.habitat import Habitat
from ..engine.population import Population
from ..experiments.contract import sight
from ..simulation.conditions import changed_code
from ..simulation.drawn_constants import paces
from ..simulation.horizon import life
from ..simulation.plan import Plan
from ..simulation.plan_file import plan_again
from ..simulation.preparation import compile_for
from ..simulation.recordings import panel
from ..simulation.task import setup_of
from .cohort import grow_up
from .counter_training import DAYS, TRIALS, Training, checked_training, refuse_blind, sees_two
from .electrode import Electrode

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: name of the arm of re-trained animals
ARM = "re-trained"
#: what is recorded of each animal, over its units: the share that respond to their own act and to
#: others, and the same with the act that was answered with it in place of their own
SHARES = ["own", "other", "answered", "answered_other"]
BY = ["species", "account"]
_SHARE, _RANGE = "share of units", "end of its range over draws, of 90 % where they carry it"
#: column -> unit, meaning, as :mod:`mirror_abm.simulation.codebook`
COLUMNS: dict[str, tuple[str, str]] = {
    "species": ("", "the species"),
    "label": ("", "what it is called"),
    "clade": ("", "its class"),
    "account": ("", "the account under which its animals live and learn"),
    **{
        f"{name}{end}": (_SHARE, f"{what}{more}")
        for name, what in (
            ("before", "own minus other before the training"),
            ("after", "own minus other after the training"),
            ("change", "after less before"),
            ("answered_before", "before, with the act that was answered in place of the own"),
            ("answered_after", "after, with the act that was answered in place of the own"),
        )
        for end, more in (
            ("", ": mean over draws"),
            ("_low", f": lower {_RANGE}"),
            ("_high", f": upper {_RANGE}"),
        )
    },
    "modality": ("", "the sense by which acts are presented"),
    "arm": ("", "before the training (intact), or after it (re-trained)"),
    "draw": ("", "the draw of all that is uncertain: the replicate of the run"),
    "draws": ("draws", "how many there are"),
    "animal": ("", "number of the animal"),
    "own": (_SHARE, "units that respond to their own act"),
    "other": (_SHARE, "responses of units to acts that they do not do, of all that could be"),
    "answered": (_SHARE, "units that respond to the act that their own answered"),
    "answered_other": (_SHARE, "responses of units to acts that are not that one"),
    "unit_of_replication": ("", "what ranges are taken over"),
}


class Retrained(NamedTuple):
    """The animals of a run before and after counter-mirror training.

    Attributes
    ----------
    accounts : pandas.DataFrame
        One row per species and account: means over draws, with low and high (of 90 % where the
        draws carry it), of own minus other ``before`` and ``after`` the training and of the
        ``change``; and of the same with the act that was answered with the unit's own in place of
        that, ``answered_before`` and ``answered_after``; ``draws``, ``unit_of_replication``.
    animals : pandas.DataFrame
        One row per animal, before and after: ``species``, ``modality``, ``arm`` (``intact`` or
        ``re-trained``), ``account``, ``draw``, ``animal``, and of its units the shares ``own`` and
        ``other``, ``answered`` and ``answered_other``.
    training : Training
        What they were trained with.
    """

    accounts: pd.DataFrame
    animals: pd.DataFrame
    training: Training

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        return tables_card(
            self,
            "Units that respond to their own act, before and after counter-mirror training",
            accounts=("By account", None),
        )


class _Task(NamedTuple):
    """What one process does at a time: one replicate of one species, under all accounts."""

    plan: Plan
    species: str
    replicate: int
    training: Training


def retrain(
    run: Run,
    species: Sequence[str] | str = (),
    *,
    trials: int = TRIALS,
    days: int = DAYS,
    workers: int = 1,
    progress: Callable[[int, int], None] | bool | None = None,
) -> Retrained:
    """Raise the animals of a run again, train them to answer each act with another, record them.

    Parameters
    ----------
    run : Run
        The run.
    species : str or sequence of str
        Which of its species; all that see two acts or more if none is named.
    trials : int
        Trials of each act of the panel a day, 1 to 100,000.
    days : int
        Days of training, each ended by a night, 1 to 1,000.
    workers : int
        Processes.
    progress : bool or callable, optional
        Whether a progress bar is shown; a function is called with (replicates done, in all).

    Returns
    -------
    Retrained
        The tables ``accounts`` and ``animals``.

    Raises
    ------
    InputError
        If a species is not in the run or does not see two acts, if animals of the run live in a
        permuted world, without a source, or under baselines alone, or if its code has changed.

    Notes
    -----
    The act with which the sight of an act is answered is the next of the panel; trials of all are
    mixed, in a context that is new to the animals, as in the experiments of the shelf. An account
    whose rule learns nothing is recorded before and after as well.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("mus_musculus", account=["associative", "genetic"], days=0.01, replicates=2,
    ...              knockouts=0, out=tempfile.mkdtemp())
    >>> found = ma.retrain(run, trials=50, days=1)
    >>> found.accounts[["account", "change"]].round(3).loc[1].tolist()
    ['genetic', 0.0]
    """
    if not hasattr(run, "plan"):
        raise InputError(f"run = {run!r}: must be a run, as ma.load_run returns it.")
    training = checked_training(run.plan, trials, days)
    whole("workers", workers, 1, 4096)
    checked(progress, "(replicates done, in all)")
    chosen = _chosen(run, [species] if isinstance(species, str) else list(dict.fromkeys(species)))
    tasks = [
        _Task(run.plan, name, number, training)
        for name in chosen
        for number in range(run.plan.replicates)
    ]

    def tell(done: int, what: str) -> None:
        if callable(progress):
            progress(done, len(tasks))

    compile_for([run.plan])
    found: dict[int, pd.DataFrame] = {}
    with bar(tell if callable(progress) else progress, len(tasks), "replicates") as advance:
        advance(0, chosen[0])
        with closing(lasting(_retrained, tasks, workers)) as finished:
            for at, table in finished:
                found[at] = table
                advance(len(found), tasks[at].species)
    animals = pd.concat([found[at] for at in range(len(tasks))], ignore_index=True)
    return Retrained(_accounts(animals), animals, training)


def _chosen(run: Run, species: list[str]) -> list[str]:
    """Return the species whose animals are trained, or refuse what cannot be."""
    plan = run.plan
    for name in species:
        if name not in plan.species:
            raise unknown("species", name, plan.species)
    _, now = plan_again(run.path)
    changed = changed_code(plan, now)
    if changed:
        raise InputError(
            f"run {run.id}: {changed} changed since it was made, so that its animals cannot be "
            "raised again as they were: run it anew."
        )
    able = [name for name in plan.species if sees_two(plan, name)]
    refuse_blind(plan, species or ([] if able else plan.species))
    return species or able


def _retrained(task: _Task) -> pd.DataFrame:
    """Return what is recorded of the animals of one replicate, before and after."""
    plan, species, replicate, training = task
    profile = plan.profile(species, replicate)
    lived = life(profile, paces(plan, replicate), plan.days, plan.age)
    homes: list[Habitat] = []
    tables = []
    for account in plan.accounts:
        if account in BASELINES:
            continue
        heed()
        setup = setup_of(plan, profile, replicate, account, lived)
        plastic = rules.load(setup.rule).PLASTIC
        home = next((each for each in homes if each.serves(setup)), None)
        if home is None:
            home = Habitat(setup, shared=True)
            homes.append(home)
        engine = "compiled" if plastic else "agents"
        population = Population(setup, collect=False, engine=engine, habitat=home)
        if plastic:
            grow_up(population, lived)
        tables.append(_trained(population, training).assign(account=account))
    return pd.concat(tables, ignore_index=True).assign(species=species, draw=replicate)


def _trained(population: Population, training: Training) -> pd.DataFrame:
    """Return the shares of each learner of a population before its training and after."""
    repertoire = population.repertoire
    acts = [repertoire.names[at] for at in panel(repertoire, int(population.constants.panel))]
    shown = dict(zip(acts, [*acts[-1:], *acts[:-1]], strict=True))
    rows = []
    for number in range(len(population.learners)):
        animal = Electrode.of(population, number, {})
        for arm in ("intact", ARM):
            if arm == ARM:
                animal.undergo(training.phases(shown))
            of_acts = animal.single_units(actions=acts)
            of_answers = animal.single_units(lambda act: sight(shown[act]), actions=acts)
            shares = [
                each[name].mean() for each in (of_acts, of_answers) for name in ("own", "other")
            ]
            rows.append({"arm": arm, "animal": number, **dict(zip(SHARES, shares, strict=True))})
    return pd.DataFrame(rows).assign(modality="visual")


def _accounts(animals: pd.DataFrame) -> pd.DataFrame:
    """Return the table ``accounts``."""
    net = animals.assign(
        net=animals["own"] - animals["other"],
        answered=animals["answered"] - animals["answered_other"],
    )
    of_draw = net.groupby([*BY, "draw", "arm"], sort=False)[["net", "answered"]].mean()
    wide = of_draw.unstack("arm")
    each = pd.DataFrame(
        {
            "before": wide["net", "intact"],
            "after": wide["net", ARM],
            "change": wide["net", ARM] - wide["net", "intact"],
            "answered_before": wide["answered", "intact"],
            "answered_after": wide["answered", ARM],
        }
    )
    rows = []
    for key, part in each.groupby(BY, sort=False):
        low, high = ends(part)
        row: dict[str, object] = dict(zip(BY, key, strict=True))
        for name in each.columns:
            row |= {name: part[name].mean(), f"{name}_low": low[name], f"{name}_high": high[name]}
        rows.append(row | {"draws": len(part), "unit_of_replication": "draw"})
    return pd.DataFrame(rows)
