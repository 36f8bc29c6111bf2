"""One animal's prospects: what it will meet, and the mean path of what it will learn from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..animal.constants import Constants
from ..animal.network import Array, Network
from ..base.brief import brief
from ..engine.population import Animal, Population
from ..experience.ties import relative_ties
from ..sources.contract import Supply
from .contingency import Contingency, contingencies, met
from .outcomes import CompoundKey, Outcomes, Tally, accidental, tally
from .timeline import Timeline
from .trials import ExpectedTrials
from .weights import Block, Learned, learn


@dataclass
class Prospect:
    """What one animal meets, and the mean paths of its weights W and Y.

    The paths are worked out when they are first asked for: what an animal meets is known long
    before what it learns from it.

    Attributes
    ----------
    animal : Animal
        The animal, which is not changed.
    schedule : ExpectedTrials
        What it meets, at rates per active hour.
    timeline : Timeline
        Times in ticks.
    outcomes : Outcomes
        The outcomes that its trials meet.
    network : Network
        Its network as it was when the prospect was made.
    constants : Constants
        The constants it learns with.
    fading : float
        Rate per hour at which intertrial intervals extinguish the context.
    sounds : bool
        Whether sights are also trials for sounds.
    """

    animal: Animal
    schedule: ExpectedTrials
    timeline: Timeline
    outcomes: Outcomes
    network: Network
    constants: Constants
    fading: float
    sounds: bool

    __repr__ = brief

    @cached_property
    def _blocks(self) -> list[Block]:
        """The trials with a percept, as steps of learning."""
        life, outcomes = self.schedule, self.outcomes
        steps: list[tuple[float, int, Tally]] = [
            (1.0, 1, tally(life.trials, outcomes)),
            (1.0, 1, accidental(life, outcomes)),
        ]
        steps += [(bout.rate, bout.beats, tally(bout.trials, outcomes)) for bout in life.bouts]
        return [_block(self.network, *step) for step in steps if step[2]]

    @cached_property
    def weights(self) -> Learned:
        """The mean path of W, cue -> motor."""
        network, life = self.network, self.schedule
        context = np.zeros((len(life.alone), len(network.weights)))
        context[:, -1] = 1.0
        alone = Block(1.0, 1, context, life.alone, network.motor * life.alone[:, None])
        return learn(
            [*self._blocks, alone],
            network.weights,
            network.to_motor.synapse,
            network.salience,
            self.constants,
            self.fading,
        )

    @cached_property
    def sound_weights(self) -> Learned:
        """The mean path of Y, sight -> sound."""
        network = self.network
        sights, heard = network.banks["visual_other"], network.banks["auditory"]
        blocks = (
            [
                Block(
                    block.rate,
                    block.beats,
                    block.cues[:, sights],
                    block.often,
                    block.cues[:, heard] * block.often[:, None],
                )
                for block in self._blocks
            ]
            if self.sounds
            else []
        )
        return learn(
            blocks,
            network.to_sound.weights,
            network.to_sound.synapse,
            network.salience[sights],
            self.constants,
        )

    def contingencies(self, names: Sequence[str]) -> list[Contingency]:
        """Return how contingent its acts, of these names, are on what it perceives."""
        tau, coherence = self.outcomes.tau, self.outcomes.coherence
        return contingencies(names, self.schedule, self.timeline, tau, coherence)

    def at(self, hours: float) -> Network:
        """Return the animal's network as expected after some time.

        Parameters
        ----------
        hours : float
            Active hours; ``inf`` for the fixed point.

        Returns
        -------
        Network
            A copy with the expected weights.
        """
        network = copy(self.network)
        network.to_motor = network.to_motor._replace(weights=self.weights.at(hours))
        network.to_sound = network.to_sound._replace(weights=self.sound_weights.at(hours))
        return network


def prospect(population: Population, animal: Animal, supply: Supply | None = None) -> Prospect:
    """Return what one animal of a population meets and learns.

    Parameters
    ----------
    population : Population
        The population, which is not changed.
    animal : Animal
        One of its learners.
    supply : Supply, optional
        What it meets, instead of the population's own supply of experience.

    Returns
    -------
    Prospect
        The animal's prospect.
    """
    constants, timing = population.constants, population.timing
    supply = population.supply if supply is None else supply
    ties = relative_ties(population.networks[animal.group])
    without = population.without
    timeline, life = met(supply, timing, population.shown, without, ties, animal.index)
    network = copy(animal.network)
    network.to_motor, network.to_sound = network.to_motor.copied(), network.to_sound.copied()
    outcomes = Outcomes(
        network.motor, life, timeline, constants.tau, supply.coherence, constants.backward_efficacy
    )
    fading = -life.intertrial * math.log1p(
        -constants.alpha
        * constants.context_salience
        * (population.birth.plasticity * population.learning.salience)
        * constants.beta_absent
    )
    return Prospect(
        animal, life, timeline, outcomes, network, constants, fading, population.learning.sounds
    )


def _block(network: Network, rate: float, beats: int, tallied: Tally) -> Block:
    """Return the compounds of one step as cues, others seen from each viewpoint equally often."""
    views = network.sight.shape[0]
    often = np.array([count for count, _ in tallied.values()])
    outcome = np.stack([sums for _, sums in tallied.values()])
    cues = [_cues(network, compound, view) for view in range(views) for compound in tallied]
    return Block(
        rate,
        beats,
        np.stack(cues),
        np.tile(often / views, views),
        np.tile(outcome / views, (views, 1)),
    )


def _cues(network: Network, compound: CompoundKey, view: int) -> Array:
    """Return (C,) the strengths of a compound's cues, others from one view, and context."""
    x = np.zeros(len(network.weights))
    for population, action in compound:
        np.maximum(x, network.pattern(network.kinds.of(population, view), action), out=x)
    x[-1] = 1.0
    return x
