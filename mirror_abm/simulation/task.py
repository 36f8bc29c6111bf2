"""One task of a run.

One replicate of one species, under every account and arm, on the same draws.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..animal.birth import rule_of
from ..animal.constant_values import constants_of
from ..base.shelf import rules, sources
from ..engine.population import Population
from ..engine.setup import Setup
from ..experience.attention import nonmatching_share
from .horizon import Life, life
from .ontogeny import Diary
from .plan import Plan, arm_name
from .recordings import ADDRESS, UNIT_OF_REPLICATION, learning_curve, measured

TABLES = ("units", "ledger", "curves", "ontogeny", "draws")
CURVE_HOURS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


def simulate(
    plan: Plan, species: str, replicate: int, engine: str = "compiled"
) -> dict[str, pd.DataFrame]:
    """Return the tables of one replicate of one species, for all accounts and arms.

    An account without plasticity is recorded at birth: nothing that follows could change it, and
    its experience is that of the others, event for event. Removing a source that brought no learner
    any percept changes nothing either, unless the account reads it in the supply that is lived.

    Parameters
    ----------
    plan : Plan
        The run.
    species : str
        Name of one of its profiles.
    replicate : int
        Number of the replicate.
    engine : str
        ``"compiled"``, or ``"agents"``; both give the same tables.

    Returns
    -------
    dict of str to DataFrame
        The tables ``TABLES``, the arms in which single sources were removed among them.
    """
    collected: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    for account in plan.accounts:
        plastic = rules.load(rule_of(account, plan.rule)).PLASTIC
        for arm in plan.arms:
            setup = _setup(plan, species, replicate, account, arm)
            tables, met = _one(plan, setup, arm, plastic, engine)
            _keep(collected, tables)
            if plastic and replicate < plan.knockouts and not arm:
                for source in sources.names:
                    if (source,) in plan.arms:
                        continue  # the contrast is about it, and has its animals already
                    deprived = _setup(plan, species, replicate, account, (source,))
                    _keep(
                        collected,
                        _one(plan, deprived, (source,), plastic, engine)[0]
                        if source in met or deprived.birth != setup.birth
                        else {
                            name: table.assign(arm=arm_name((source,)))
                            for name, table in tables.items()
                            if name != "ontogeny"
                        },
                    )
    return {name: pd.concat(parts, ignore_index=True) for name, parts in collected.items()}


def _keep(collected: dict[str, list[pd.DataFrame]], tables: dict[str, pd.DataFrame]) -> None:
    """Put tables to those of the same name."""
    for name, table in tables.items():
        collected[name].append(table)


def _one(
    plan: Plan, setup: Setup, arm: tuple[str, ...], plastic: bool, engine: str
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Return the tables of one population, and the sources that its learners met."""
    lived = _lived(plan, setup.profile.name, setup.replicate)
    population = Population(setup, collect=False, engine=engine if plastic else "agents")
    diary = Diary(arm in plan.arms)
    curves = _live(population, lived, plastic, diary)
    active = population.profile.active_hours.value
    curves["age"] = curves["hours"] / active
    ledger = _ledger(population)
    cell = {
        "species": setup.profile.name,
        "account": setup.account_name,
        "arm": arm_name(arm),
        "world": plan.world,
    }
    tables = {
        "units": measured(population),
        "ledger": ledger[[*ADDRESS, *ledger.columns.difference(ADDRESS, sort=False)]],
        "curves": curves,
        "draws": _draws(population),
    }
    if diary.wanted:
        tables["ontogeny"] = diary.table(active)
    met = list(dict.fromkeys(ledger["source"]))
    return {name: _label(table, cell, lived) for name, table in tables.items()}, met


def _lived(plan: Plan, species: str, replicate: int) -> Life:
    """Return how long the animals of a replicate live; no account or arm has a say in it."""
    drawn = constants_of(plan.seed, replicate, plan.constants, plan.point)
    return life(plan.profile(species), drawn, plan.days, plan.age)


def _setup(plan: Plan, species: str, replicate: int, account: str, arm: tuple[str, ...]) -> Setup:
    """Return what one population of the plan is made of; the plan was checked when it was made."""
    return Setup.of(
        plan.profile(species),
        account,
        checked=True,
        seed=plan.seed,
        replicate=replicate,
        point=plan.point,
        constants=plan.constants,
        without=arm,
        world=plan.world,
        weights=plan.weights,
        cap=plan.cap,
        learners=plan.learners,
        rule=rule_of(account, plan.rule),
        carrier=plan.carrier,
        lapse=_lived(plan, species, replicate).lapse,
    )


def _live(population: Population, lived: Life, plastic: bool, diary: Diary) -> pd.DataFrame:
    """Let a population live, and return its learning curves.

    At ``CURVE_HOURS``, active hours of age, and at the end; once no more is lived, what is known
    stays what it is. What never changes is in the diary once.
    """
    active = population.profile.active_hours.value
    end = round(lived.days * population.day_ticks)
    per_hour = 3600 * population.timing.per_second / population.lapse
    # the age that all draws reach, whatever their lapse; or the ticks that were lived
    last = end / per_hour if lived.days == lived.age else lived.age * active
    curves = [learning_curve(population)]
    diary.keep(population, 0.0)
    for hours in [*(h for h in CURVE_HOURS if h < last), last]:
        if plastic:
            population.forward(min(end, round(hours * per_hour)) - population.tick)
            diary.keep(population, hours)
        curves.append(learning_curve(population).assign(hours=hours))
    return pd.concat(curves, ignore_index=True)


def _ledger(population: Population) -> pd.DataFrame:
    """Return the ledgers of all learners."""
    ledgers = [
        animal.ledger.frame(population.timing.per_second).assign(
            replicate=population.replicate, group=animal.group, animal=animal.index
        )
        for animal in population.learners
    ]
    lived = population.tick / (3600 * population.timing.per_second)
    return pd.concat(ledgers, ignore_index=True).assign(hours=lived)


def _label(table: pd.DataFrame, cell: dict[str, str], lived: Life) -> pd.DataFrame:
    """Return ``table`` between its cell (first columns) and its unit of replication (last).

    Before the last stand the age at the end, unless each row has its own, and the time-lapse.
    """
    body = table.drop(columns="unit_of_replication", errors="ignore")
    front = pd.DataFrame(
        {name: np.full(len(body), value, dtype=object) for name, value in cell.items()}
    ).astype("str")
    last = {} if "age" in body else {"age": lived.age}
    return pd.concat([front, body.reset_index(drop=True)], axis=1).assign(
        **last, lapse=lived.lapse, unit_of_replication=UNIT_OF_REPLICATION
    )


def _draws(population: Population) -> pd.DataFrame:
    """Return the numbers that this replicate was run with.

    ``limited`` marks those that the life lived does not keep. What is solved is solved for the
    intact species, whatever is switched off.
    """
    profile = {
        name: value
        for name, value in population.drawn.items()
        if not name.startswith(("actions.", "life_history"))
    }
    supply = population.setup.intact
    solved = {
        "solved.attention": supply.attention,
        "solved.gaze": supply.gaze,
        "solved.copied": supply.copied,
        "solved.answered": supply.answered,
        "solved.nonmatching_share": nonmatching_share(supply),
        "simulated.size": float(population.size),
        "simulated.cap": float(population.cap),
        "simulated.days": population.tick / population.day_ticks,
    }
    constant = {f"constants.{name}": value for name, value in vars(population.constants).items()}
    rows = [
        (population.replicate, name, float(value), name in population.limited)
        for name, value in (profile | solved | constant).items()
    ]
    return pd.DataFrame(rows, columns=["replicate", "name", "value", "limited"])
