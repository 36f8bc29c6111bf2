"""Blank units: what a network is given for features that no animal has met before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..animal.anatomy import of_units
from ..animal.birth import Birth
from ..animal.learning import Learning
from ..animal.network import Array, Network
from ..animal.pathway import Pathway
from ..experiments.contract import Stimulus

#: units that code what a stimulus has of its own, at amplitude 1 and at 0.2-0.6: about as many as
#: code an action
OWN, GRADED = 4, 8
FEATURES = OWN + GRADED


def copied(network: Network) -> Network:
    """Return a copy of a network that shares nothing with it.

    Parameters
    ----------
    network : Network
        Left as it is.

    Returns
    -------
    Network
        The copy.
    """
    arrays: dict[str, Any] = {
        name: value.copied() if isinstance(value, Pathway) else value.copy()
        for name, value in vars(network).items()
        if isinstance(value, (np.ndarray, Pathway))
    }
    return replace(network, **arrays, _compounds={})


def blank_units(
    network: Network,
    learning: Learning,
    birth: Birth,
    stimulus: Stimulus,
    draw: np.random.Generator,
) -> tuple[slice, Array]:
    """Give a network blank units, placed before the context; only their weights at birth are not 0.

    Parameters
    ----------
    network : Network
        Changed in place.
    learning : Learning
        Its rule and constants.
    birth : Birth
        What the account gave it.
    stimulus : Stimulus
        Whose features they code: its salience, relative to a sensory cue's, and its modality.
    draw : numpy.random.Generator
        Draws synapses, weights and amplitudes.

    Returns
    -------
    place : slice
        Where the units stand among the cues.
    amplitudes : Array
        What the stimulus excites in them, of shape (FEATURES,).
    """
    constants, at, n = learning.constants, len(network.weights) - 1, network.units
    there = draw.random((FEATURES, n)) < constants.connectivity
    # they match no action, so their synapses learn as nonmatched ones do
    heard = stimulus.modality == "auditory"
    slowed = of_units(network.motor, birth.nonmatched_sound if heard else birth.nonmatched)
    rows: dict[str, Any] = {
        "synapse": there * (birth.plasticity * slowed) if birth.scaled else there,
        "weights": there * draw.normal(0.0, 1.0, (FEATURES, n)) * constants.initial_sd,
    }
    rows["slow"] = rows["weights"]
    if learning.rule.ASSOCIABILITY is not None:
        rows["associability"] = np.full((FEATURES, n), learning.rule.ASSOCIABILITY)
    pathway = network.to_motor
    network.to_motor = pathway._replace(
        **{
            array: np.insert(getattr(pathway, array), at, row, axis=0)
            for array, row in rows.items()
            if getattr(pathway, array).shape[0] == at + 1
        }
    )
    network.salience = np.insert(
        network.salience, at, np.full(FEATURES, network.salience[0] * stimulus.salience)
    )
    for array in ("sight", "self_sight", "sound", "own_sound"):
        value = getattr(network, array)
        blank = np.zeros((*value.shape[:-1], FEATURES))
        setattr(network, array, np.concatenate([value[..., :at], blank, value[..., at:]], axis=-1))
    network.forget_compounds()
    amplitudes = np.concatenate([np.ones(OWN), 0.2 + 0.4 * draw.random(GRADED)])
    return slice(at, at + FEATURES), amplitudes
