"""One animal's prospects: what it will meet, and the mean path of what it will learn from it."""

from __future__ import annotations

import math
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..animal.constants import Constants
from ..animal.network import Array, Network
from ..engine.population import Animal, Population
from ..experience.ties import relative_ties
from .episodes import Course, Others, Timeline, course
from .outcomes import Key, Outcomes, Tally, accidental, tally
from .weights import Block, Learned, learn


@dataclass
class Prospect:
    """What one animal meets and learns: its course of trials, and the mean paths of its weights W and Y.

    The paths are found when they are first asked for: what an animal meets is known long before what it learns from it.
    ``outcomes``: of its trials; ``network``: as it was when the prospect was made; ``fading``: the rate per hour at which quiet
    time takes the context; ``sounds``: whether sights are also trials for sounds.
    """

    animal: Animal
    course: Course
    timeline: Timeline
    outcomes: Outcomes
    network: Network
    constants: Constants
    fading: float
    sounds: bool

    @cached_property
    def _blocks(self) -> list[Block]:
        """The trials with a percept, as steps of learning."""
        life, outcomes = self.course, self.outcomes
        steps: list[tuple[float, int, Tally]] = [
            (1.0, 1, tally(life.trials, outcomes)),
            (1.0, 1, accidental(life, outcomes)),
        ]
        steps += [(bout.rate, bout.beats, tally(bout.trials, outcomes)) for bout in life.bouts]
        return [_block(self.network, *step) for step in steps if step[2]]

    @cached_property
    def weights(self) -> Learned:
        """The mean path of W, cue -> motor."""
        network, life = self.network, self.course
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

    def at(self, hours: float) -> Network:
        """Return the animal's network with the weights expected after ``hours`` active hours."""
        network = copy(self.network)
        network.to_motor = network.to_motor._replace(weights=self.weights.at(hours))
        network.to_sound = network.to_sound._replace(weights=self.sound_weights.at(hours))
        return network


def prospect(population: Population, animal: Animal) -> Prospect:
    """Return what one animal of a population, which is not changed, meets and learns."""
    constants, supply, timing = population.constants, population.supply, population.timing
    timeline = Timeline.of(supply, timing.window, timing.per_second, timing.simultaneity)
    ties = relative_ties(population.networks[animal.group])
    life = course(
        Others.of(
            supply, timeline, population.shown, frozenset(population.without), ties, animal.index
        )
    )
    network = copy(animal.network)
    network.to_motor, network.to_sound = network.to_motor.copied(), network.to_sound.copied()
    outcomes = Outcomes(
        network.motor, life, timeline, constants.tau, supply.coherence, constants.backward_efficacy
    )
    fading = -life.quiet * math.log1p(
        -constants.alpha
        * constants.context_salience
        * population.birth.plasticity
        * constants.beta_absent
    )
    return Prospect(
        animal, life, timeline, outcomes, network, constants, fading, population.learning.sounds
    )


def _block(network: Network, rate: float, beats: int, tallied: Tally) -> Block:
    """Return the compounds of one step as cues; others are seen from each viewpoint equally often."""
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


def _cues(network: Network, compound: Key, view: int) -> Array:
    """Return (C,) the strongest of each cue of a compound, others seen from one viewpoint; and the context."""
    x = np.zeros(len(network.weights))
    for population, action in compound:
        np.maximum(
            x,
            network.pattern(network.kinds.of(population, view), action),
            out=x,
        )
    x[-1] = 1.0
    return x
