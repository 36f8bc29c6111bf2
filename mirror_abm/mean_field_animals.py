"""One animal's prospects: what it will meet, and the mean path of what it will learn from it."""

from __future__ import annotations

import math
from copy import copy
from dataclasses import dataclass

import numpy as np

from .group import relative_ties
from .mean_field_learning import Block, Learned, learn
from .mean_field_outcomes import Key, Outcomes, Tally, accidental, tally
from .mean_field_trials import Course, Others, Timeline, course
from .model import Animal, Population
from .network import Array, Network
from .sources.contract import VISUAL_OTHER


@dataclass
class Prospect:
    """What one animal meets and learns: its course of trials, and the mean paths of its weights W and Y."""

    animal: Animal
    course: Course
    timeline: Timeline
    weights: Learned
    sound_weights: Learned

    def network(self, hours: float) -> Network:
        """Return the animal's network with the weights expected after ``hours`` active hours."""
        network = copy(self.animal.network)
        network.weights, network.sound_weights = self.weights.at(hours), self.sound_weights.at(hours)
        return network


def prospect(population: Population, animal: Animal) -> Prospect:
    """Return what one animal of a population, which is not changed, meets and learns."""
    constants, network, supply, timing = population.constants, animal.network, population.supply, population.timing
    timeline = Timeline.of(supply, timing.window, timing.per_second, timing.simultaneity)
    ties = relative_ties(population.networks[animal.group])
    life = course(Others.of(supply, timeline, population.shown, frozenset(population.without), ties, animal.index))
    outcomes = Outcomes(network.motor, life, timeline, constants.tau, supply.coherence, constants.backward_efficacy)
    steps: list[tuple[float, int, Tally]] = [(1.0, 1, tally(life.trials, outcomes)), (1.0, 1, accidental(life, outcomes))]
    steps += [(bout.rate, bout.beats, tally(bout.trials, outcomes)) for bout in life.bouts]
    blocks = [_block(network, *step) for step in steps if step[2]]
    context = np.zeros((len(life.alone), len(network.weights)))
    context[:, -1] = 1.0
    alone = Block(1.0, 1, context, life.alone, network.motor * life.alone[:, None])
    fading = -life.quiet * math.log1p(-constants.alpha * constants.context_salience * population.birth.plasticity
                                      * constants.beta_absent)
    sights, heard = network.banks["visual_other"], network.banks["auditory"]
    sounds = [Block(block.rate, block.beats, block.cues[:, sights], block.often, block.cues[:, heard] * block.often[:, None])
              for block in blocks] if population.learning.sounds else []
    return Prospect(animal, life, timeline,
                    learn([*blocks, alone], network.weights, network.synapse, network.salience, constants, fading),
                    learn(sounds, network.sound_weights, network.sound_synapse, network.salience[sights], constants))


def _block(network: Network, rate: float, beats: int, tallied: Tally) -> Block:
    """Return the compounds of one step as cues; others are seen from each viewpoint equally often."""
    views = network.sight.shape[0]
    often = np.array([count for count, _ in tallied.values()])
    outcome = np.stack([sums for _, sums in tallied.values()])
    cues = [_cues(network, compound, view) for view in range(views) for compound in tallied]
    return Block(rate, beats, np.stack(cues), np.tile(often / views, views), np.tile(outcome / views, (views, 1)))


def _cues(network: Network, compound: Key, view: int) -> Array:
    """Return (C,) the strongest of each cue of a compound, others seen from one viewpoint; and the context."""
    views, x = network.sight.shape[0], np.zeros(len(network.weights))
    for population, action in compound:
        np.maximum(x, network.pattern(view if population == VISUAL_OTHER else views + population - 1, action), out=x)
    x[-1] = 1.0
    return x
