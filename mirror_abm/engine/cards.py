"""What a notebook shows of populations and animals."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from ..base.brief import counted, line, number, some
from ..base.card import card, facts, note, table

if TYPE_CHECKING:
    from .animal import Animal
    from .population import Population


class ShownPopulation:
    """What a population says of itself: a line, and a page in a notebook."""

    def __repr__(self) -> str:
        return population_line(cast("Population", self))

    def _repr_html_(self) -> str:
        return population_card(cast("Population", self))


class ShownAnimal:
    """What an animal says of itself: a line, and a page in a notebook."""

    def __repr__(self) -> str:
        return animal_line(cast("Animal", self))

    def _repr_html_(self) -> str:
        return animal_card(cast("Animal", self))


def _animals(population: Population) -> str:
    """Return how many animals there are, and how many of them learn."""
    count, groups = len(population.agents), population.setup.groups
    several = f" in {groups} groups" if groups > 1 else ""
    return f"{counted(count, 'animal')}{several}, {len(population.learners)} learning"


def _age(population: Population) -> str:
    """Return how long the animals have lived."""
    return counted(population.age, "active day")


def population_line(population: Population) -> str:
    """Return what a population is, in one line."""
    if "agenda" not in vars(population):
        return line(population, "not made yet")
    name = f"{type(population).__name__} {population.profile.name}"
    return line(name, population.account_name, _animals(population), f"{_age(population)} lived")


def population_card(population: Population) -> str:
    """Return a population as a page: who lives there, how long, and their rates."""
    setup, profile = population.setup, population.profile
    taxon, own = profile.taxon, setup.account.RULE
    return card(
        f"Population of {taxon.scientific} ({taxon.vernacular})",
        facts(
            {
                "profile": f"{profile.name}, {profile.context}, {profile.stage}",
                "account": population.account_name,
                "learning rule": setup.rule + (f" instead of {own}" if setup.rule != own else ""),
                "animals": _animals(population),
                "layout": profile.group.layout,
                "age lived": f"{_age(population)}, {counted(population.hours, 'active hour')}",
                "acts": some(population.repertoire.names, 200),
                "switched off": some(population.without, 200) if population.without else "",
                "world": population.world if population.world != "normal" else "",
                "weights": "clipped at 0" if population.excitatory else "",
                "matched weight at birth": _at_birth(population),
                "draws": f"seed {population.seed_value}, replicate {population.replicate}",
                "engine": population.engine,
            }
        ),
        table(_rates(population), "Numbers of experience: of this population, and as in the file"),
        note(
            "Clipped to what the drawn activity allows: " + some(setup.limited, 300)
            if setup.limited
            else ""
        ),
    )


def _at_birth(population: Population) -> str:
    """Return the weights that newborns have, or nothing where they have none."""
    born = population.birth
    weights = {"by sight": born.at_birth("visual"), "by sound": born.at_birth("auditory")}
    return ", ".join(f"{number(weight)} {how}" for how, weight in weights.items() if weight)


def _rates(population: Population) -> pd.DataFrame:
    """Return the numbers of experience of a population, beside their ranges."""
    rows = [
        (
            name,
            population.drawn[name],
            given.value,
            given.low,
            given.high,
            given.unit,
            given.how,
        )
        for name, given in population.profile.quantities().items()
        if name.startswith("experience.") and name in population.drawn
    ]
    columns = ["number", "here", "median", "low", "high", "unit", "how known"]
    return pd.DataFrame(rows, columns=columns)


def animal_line(animal: Animal) -> str:
    """Return who an animal is, in one line."""
    if "learns" not in vars(animal):
        return line(animal, "not made yet")
    population = animal.model
    name = f"{type(animal).__name__} {animal.index} of group {animal.group}"
    what = f"learns by {population.setup.rule}" if animal.learns else "behaves, and does not learn"
    return line(name, population.profile.name, population.account_name, what, _age(population))


def animal_card(animal: Animal) -> str:
    """Return an animal as a page: its network, its mirror units so far, what it has met."""
    population = animal.model
    title = f"Animal {animal.index} of group {animal.group}, {population.profile.taxon.scientific}"
    told = {
        "account": population.account_name,
        "learning rule": population.setup.rule,
        "age lived": f"{_age(population)}, {counted(population.hours, 'active hour')}",
    }
    if not animal.learns:
        return card(title, facts(told | {"role": "behaves, and does not learn"}))
    return card(
        title,
        facts(told | _network(animal) | {"trials": animal.ledger.trials}),
        table(_mirroring(animal), "Its motor units now"),
        note(
            "Driven: the response to their own act, seen or heard, exceeds "
            f"{number(population.constants.criterion)} of that in execution; without noise. What a "
            "study would call congruent is in the tables of a run."
        ),
        table(
            animal.ledger.frame(population.timing.per_second).rename(
                columns={"mean_lag": "mean lag, s"}
            ),
            "What it has met, by source of experience (weighted pairings of a percept and an act)",
        ),
        note("" if animal.ledger.trials else "It has met nothing yet."),
    )


def _network(animal: Animal) -> dict[str, object]:
    """Return the sizes of an animal's network."""
    network, names = animal.network, animal.model.repertoire.names
    views, others = network.sight.shape[0], network.sight.shape[0] * network.units
    return {
        "acts": f"{len(names)}, of {network.units // len(names)} motor units each",
        "motor units": network.units,
        "sensory units": f"{others} for others seen (from {counted(views, 'view')}), "
        f"{network.units} for itself seen, {network.units} for "
        + (f"others heard, {network.units} for itself heard" if network.voices == 2 else "sounds"),
        "synapses": f"{np.count_nonzero(network.to_motor.synapse):,} to motor units, "
        f"{np.count_nonzero(network.to_sound.synapse):,} from sights to sounds",
    }


def _mirroring(animal: Animal) -> pd.DataFrame:
    """Return how many motor units their own act drives, and how strongly, by way of perceiving."""
    population, network = animal.model, animal.network
    own = network.motor == 1.0
    repertoire, apart = population.repertoire, network.voices == 2
    seen, own_voice = repertoire.sees, [heard and apart for heard in repertoire.audible]
    rows = []
    for told, view, modality, possible in (
        ("another's act seen", "other", "visual", [seen] * len(own)),
        ("own act seen", "self", "visual", population.repertoire.visible),
        ("another's act heard", "other", "auditory", population.repertoire.audible),
        ("own act heard", "self", "auditory", own_voice),
    ):
        acts = [
            name for name, can in zip(population.repertoire.names, possible, strict=True) if can
        ]
        if acts:
            chosen = [population.repertoire.names.index(name) for name in acts]
            responses = np.stack([animal.respond(name, view, modality) for name in acts])
            matched = responses[own[chosen]]
            driven = int((matched > population.constants.criterion).sum())
            rows.append((told, driven, matched.size, float(matched.mean())))
    return pd.DataFrame(rows, columns=["by", "driven", "of", "mean_response"])
