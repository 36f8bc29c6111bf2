"""One task of a run.

One replicate of one species, under every account and arm, on the same draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ..animal.birth import rule_of
from ..base.interruption import heed
from ..base.shelf import rules, sources
from ..engine.habitat import Habitat, surroundings
from ..engine.population import Population
from ..engine.setup import Setup
from ..experience.attention import nonmatching_share
from ..experience.ledger import COLUMNS as PAIRINGS
from ..profile.prior import MIXTURE, PRIORS, prior_of
from ..profile.species import SpeciesProfile
from .collected import TABLES, Cell, Collected, columns_of
from .drawn_constants import given_to, paces
from .horizon import Life, life
from .learning_curves import COLUMNS as CURVE
from .learning_curves import Curves
from .ontogeny import COLUMNS as ONTOGENY
from .ontogeny import knot
from .plan import Plan, arm_name
from .recordings import ADDRESS, measured_columns

__all__ = ["CURVE_HOURS", "TABLES", "recorded", "setup_of", "simulate"]

CURVE_HOURS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
LEDGER = [*ADDRESS, *PAIRINGS, "hours"]


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
    return recorded(plan, species, replicate, engine).frames()


def recorded(plan: Plan, species: str, replicate: int, engine: str = "compiled") -> Collected:
    """Return what :func:`simulate` makes frames of: as a run keeps it, it need not be frames.

    Parameters
    ----------
    plan : Plan
        The run.
    species : str
        Name of one of its profiles.
    replicate : int
        Number of the replicate.
    engine : str
        ``"compiled"``, or ``"agents"``.

    Returns
    -------
    Collected
        All rows of all tables.
    """
    profile = plan.profile(species, replicate)
    lived = life(profile, paces(plan, replicate), plan.days, plan.age)
    setups = {name: setup_of(plan, profile, replicate, name, lived) for name in plan.accounts}
    homes = _habitats(setups, plan.arms)
    collected = Collected(lived)
    for account, setup in setups.items():
        live = partial(_live, plan, homes[account], collected, engine)
        for arm in plan.arms:
            heed()
            met = live(setup.deprived(arm), arm)
            if _is_plastic(setup) and replicate < plan.knockouts and not arm:
                for source in sources.names:
                    heed()
                    if (source,) in plan.arms:
                        continue  # the contrast is about it, and has its animals already
                    deprived = setup.deprived(source)
                    if source in met or deprived.birth != setup.birth:
                        live(deprived, (source,))
                    else:
                        same, name = _cell(plan, setup, arm), arm_name((source,))
                        collected.repeat(same, name, but=["ontogeny"])
    return collected


def _is_plastic(setup: Setup) -> bool:
    """Return whether anything is learned."""
    return rules.load(setup.rule).PLASTIC


def _habitats(setups: Mapping[str, Setup], arms: Sequence[tuple[str, ...]]) -> dict[str, Habitat]:
    """Return where the populations of each account live.

    Accounts that leave the supply of experience as it is share a habitat, which lacks only what all
    that live in it lack.
    """
    found: dict[str, Habitat] = {}
    alike: dict[Any, list[str]] = {}
    for name, setup in setups.items():
        alike.setdefault(surroundings(setup), []).append(name)
    for names in alike.values():
        lacking = [{*setups[name].deprived(arm).without} for name in names for arm in arms]
        habitat = Habitat(setups[names[0]], set.intersection(*lacking), shared=True)
        found |= dict.fromkeys(names, habitat)
    return found


def _live(
    plan: Plan,
    habitat: Habitat,
    collected: Collected,
    engine: str,
    setup: Setup,
    arm: tuple[str, ...],
) -> list[str]:
    """Let one population live and be recorded, and return the sources that its learners met.

    At ``CURVE_HOURS``, active hours of age, and at the end; once no more is lived, what is known
    stays what it is. What never changes is in the table ``ontogeny`` once; knock-outs are not.
    """
    plastic, lived, cell = _is_plastic(setup), collected.lived, _cell(plan, setup, arm)
    population = Population(
        setup, collect=False, engine=engine if plastic else "agents", habitat=habitat
    )
    active = population.profile.active_hours.value
    end = round(lived.days * population.day_ticks)
    per_hour = 3600 * population.timing.per_second / population.lapse
    # the age that all draws reach, whatever their lapse; or the ticks that were lived
    last = end / per_hour if lived.days == lived.age else lived.age * active
    learners = Curves(population)
    curves = learners.points(population.hours)
    knots = knot(population, 0.0) if arm in plan.arms else []
    for hours in [*(h for h in CURVE_HOURS if h < last), last]:
        if plastic:
            population.forward(min(end, round(hours * per_hour)) - population.tick)
            knots += knot(population, hours) if arm in plan.arms else []
        curves += learners.points(hours)
    collected.add("units", cell, measured_columns(population))
    points = columns_of(CURVE, curves)
    collected.add("curves", cell, points | {"age": points["hours"] / active})
    if arm in plan.arms:
        collected.add_rows("ontogeny", cell, ONTOGENY, knots)
    ledger = _ledger(population)
    collected.add_rows("ledger", cell, LEDGER, ledger)
    collected.add("draws", cell, _draws(population, plan.prior))
    return list(dict.fromkeys(row[LEDGER.index("source")] for row in ledger))


def _cell(plan: Plan, setup: Setup, arm: tuple[str, ...]) -> Cell:
    """Return what the rows of an account in an arm begin with."""
    return Cell(setup.profile.name, setup.account_name, arm_name(arm), plan.world)


def setup_of(
    plan: Plan, profile: SpeciesProfile, replicate: int, account: str, lived: Life
) -> Setup:
    """Return what one population of a plan is made of; the plan was checked when it was made.

    Parameters
    ----------
    plan : Plan
        The run.
    profile : SpeciesProfile
        One of its profiles, as it is in the replicate.
    replicate : int
        Number of the replicate.
    account : str
        One of its accounts.
    lived : Life
        How long its animals live, and in what time-lapse.

    Returns
    -------
    Setup
        Of the intact animals.
    """
    return Setup.of(
        profile,
        account,
        checked=True,
        seed=plan.seed,
        replicate=replicate,
        point=plan.point,
        constants=given_to(plan, replicate, account),
        world=plan.world,
        weights=plan.weights,
        cap=plan.cap,
        learners=plan.learners,
        rule=rule_of(account, plan.rule),
        carrier=plan.carrier,
        tree=plan.tree or None,
        lapse=lived.lapse,
    )


def _ledger(population: Population) -> list[tuple[Any, ...]]:
    """Return the ledgers of all learners, in the order of ``LEDGER``."""
    per_second = population.timing.per_second
    lived = population.tick / (3600 * per_second)
    return [
        (population.replicate, animal.group, animal.index, *row, lived)
        for animal in population.learners
        for row in animal.ledger.rows(per_second)
    ]


def _draws(population: Population, prior: str) -> dict[str, np.ndarray]:
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
    if prior == MIXTURE:
        solved["simulated.prior"] = float(PRIORS.index(prior_of(prior, population.replicate)))
    constant = {f"constants.{name}": value for name, value in vars(population.constants).items()}
    account = population.setup.account_name
    own = {
        f"constants.{account}.{name}" + (f".{part}" if part else ""): value
        for part, values in population.setup.own.items()
        for name, value in values.items()
        if population.setup.account.NUMBERS[name].by_region == bool(part)
    }
    numbers = profile | solved | constant | own
    return {
        "replicate": np.full(len(numbers), population.replicate),
        "name": np.array(list(numbers), dtype=object),
        "value": np.array(list(numbers.values()), dtype=float),
        "limited": np.array([name in population.limited for name in numbers]),
    }
