"""What the mean field can treat, and the refusal of everything else by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..base.errors import InputError
from ..base.shelf import sources

if TYPE_CHECKING:
    from ..engine.population import Animal, Population
    from ..engine.setup import Setup

RULE = "rescorla_wagner"
#: the sources of experience whose episodes are known here
TREATED = (
    "being_imitated",
    "complementary",
    "mirrors",
    "self_observation",
    "sound",
    "synchrony",
    "watching_others",
)


def _rule(population: Population | Setup) -> Iterator[str]:
    """Yield what stands in the way among the account and its rule."""
    name = population.learning.rule.__name__.rpartition(".")[2]
    if name != RULE:
        yield (
            f"account = {population.account_name}: learns by the rule {name}, and {RULE} alone "
            "can be treated by"
        )


def _times(population: Population | Setup) -> Iterator[str]:
    """Yield what stands in the way among the times within which acts count, and stages of life."""
    constants = population.constants
    if constants.precision > 0 or constants.forward_efficacy != 1:
        yield (
            "constants.precision, forward_efficacy: a contiguity kernel of another shape than "
            "exp(-|dt| / tau) cannot be treated by"
        )
    if population.supply.infant_until > 0:
        yield f"account = {population.account_name}: an infancy of its own cannot be treated by"


def _animals(animals: Sequence[Animal]) -> Iterator[str]:
    """Yield what stands in the way among what animals override."""
    if not animals:
        return
    from ..engine.animal import HOOKS, Animal  # whoever has animals has loaded it

    kinds = {type(animal) for animal in animals}
    changed = {
        hook for kind in kinds for hook in HOOKS if getattr(kind, hook) is not getattr(Animal, hook)
    }
    if changed:
        yield f"animal_class: what overrides {', '.join(sorted(changed))} cannot be treated by"


def _weights(population: Population | Setup) -> Iterator[str]:
    """Yield what else than trials changes weights."""
    constants = population.constants
    if constants.entrenchment > 0 or constants.overnight_return > 0:
        yield (
            "constants.entrenchment, overnight_return: nights that change weights cannot be "
            "treated by"
        )
    if constants.sensitive_period > 0:
        yield (
            f"constants.sensitive_period = {constants.sensitive_period:g}: learning that slows "
            "with age cannot be treated by"
        )
    if population.lapse != 1:
        yield (
            f"lapse = {population.lapse:g}: must be 1, for every age costs the same without "
            "simulation, in"
        )
    if population.learning.excitatory:
        yield "weights = excitatory: clipping at 0 cannot be treated by"


def _experience(population: Population | Setup) -> Iterator[str]:
    """Yield what stands in the way among the sources of experience."""
    constants, supply = population.constants, population.supply
    if constants.simultaneity > 0.2:
        yield (
            f"constants.simultaneity = {constants.simultaneity:g}: must be at most 0.2, the "
            "shortest latency of a copy, for"
        )
    beat = 60 / supply.tempo
    if constants.simultaneity >= beat and supply.bout_rate > 0:
        yield (
            f"constants.simultaneity = {constants.simultaneity:g}: must be below {beat:g}, the "
            "time between beats of synchrony, for"
        )
    if supply.copied_from > 0:
        yield (
            "experience.being_imitated.stage.onset: experience that begins late cannot be treated "
            "by"
        )
    unknown = [
        name for name in sources.names if name not in TREATED and name not in population.without
    ]
    if unknown:
        yield f"sources: {', '.join(unknown)} cannot be treated by"


def refuse(population: Population | Setup, animals: Sequence[Animal] = ()) -> None:
    """Refuse what the mean field cannot treat.

    Parameters
    ----------
    population : Population or Setup
        The population whose animals are meant, or what it is made of.
    animals : sequence of Animal, optional
        Its learners, where they are made already.

    Raises
    ------
    InputError
        Naming the first thing that cannot be treated.
    """
    found = (
        _rule(population),
        _times(population),
        _animals(animals),
        _weights(population),
        _experience(population),
    )
    for sentences in found:
        for sentence in sentences:
            raise InputError(
                f"{sentence} the mean field of `expected`. Simulate instead, with `run`."
            )
