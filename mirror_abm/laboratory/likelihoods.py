"""How likely a study is to find what is known, if its animals are those of a draw.

Each fact of :mod:`.facts` has one function here, from the values of simulated animals to a chance
(of a count: relative to the chance where the share in the draw is the one that fits best). What
is not stated in what was read - people in a group, animals in a study, what is read out of a rhythm
- is assumed, and averaged over.

``heyes_2005``
    With E0 the mean effect of untrained animals, people scatter by ``s = E0 / g``, with the
    standardised effect g = .95 of automatic imitation (Cracco et al. 2018, 226 experiments). In
    groups of n the effect after compatible training, C, is found, that after incompatible training,
    I, is not, and the two differ, each two-sided at .05, with u = sqrt(n) / s::

        L = [Phi(1.96 - I u) - Phi(-1.96 - I u)] Phi(C u - 1.96) Phi((C - I) u / sqrt(2) - 1.96)

    averaged over n and over doses; 0 if untrained animals do not imitate.
``gallese_1996``
    92 of 532 units. With m the share of mirror units among motor units in the draw, q the share of
    recorded units that are motor, and laboratories that scatter by sd in logits::

        L = exp(-(logit(92/532) - logit(q m))^2 / (2 (sd^2 + v))) P(broad > strict > non-congruent)

    averaged over q and sd; v is the sampling variance of the logit of 92 of 532. The second factor
    is the chance of that order among 92 mirror units, whose kinds are in the proportions of the
    draw, known from the simulated units (Dirichlet, prior 1/2).
``festante_2018``
    With d the mean, over animals, of the growth of the response and s^2 its variance between
    animals and by recording, the growth is found, one-sided at .05, in n animals with chance
    ``L = Phi(d sqrt(n) / s - 1.645)``, averaged over n.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from ..base.seeds import stream
from ..base.special import special
from .experiment import load
from .facts import DOSES, dosed
from .outcomes import recording_noise

#: standardised effect of automatic imitation, Cracco et al. 2018 [.88, 1.02]
EFFECT = 0.95
#: people in each group of heyes_2005; assumed
PEOPLE = (8, 12, 16, 24)
#: newborn macaques of festante_2018; assumed
NEWBORNS = (8, 16, 32)
#: mirror units and recorded units of gallese_1996
MIRROR, RECORDED = 92, 532
#: share of recorded units that are motor, assumed; standard deviation of laboratories in logits
MOTOR, SCATTER = (0.4, 0.65, 0.9), (0.6, 1.0, 1.4)
KINDS = ("broad", "strict", "non_congruent")
TWO_SIDED, ONE_SIDED = 1.959964, 1.644854
SAMPLES = 1000


def phi(z: float) -> float:
    """Return the standard normal distribution function at z."""
    return float(special("ndtr")(z))


def logit(share: float) -> float:
    """Return the logarithm of the odds of a share."""
    return math.log(share / (1 - share))


def found_heyes(values: pd.DataFrame) -> float:
    """Return the chance that training abolishes and does not reverse, see this module.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns condition, replicate, value: milliseconds of one draw under one account.

    Returns
    -------
    float
        From 0 to 1.
    """
    mean = values.groupby("condition")["value"].mean()
    untrained = float(mean["untrained"])
    if untrained <= 0:
        return 0.0
    chances = []
    for dose in DOSES:
        same, other = (float(mean[dosed(name, dose)]) for name in ("compatible", "incompatible"))
        for people in PEOPLE:
            unit = math.sqrt(people) * EFFECT / untrained
            gone = phi(TWO_SIDED - other * unit) - phi(-TWO_SIDED - other * unit)
            there = phi(same * unit - TWO_SIDED)
            apart = phi((same - other) * unit / math.sqrt(2) - TWO_SIDED)
            chances.append(gone * there * apart)
    return math.fsum(chances) / len(chances)


def found_gallese(values: pd.DataFrame) -> float:
    """Return the relative chance of 92 of 532 and of the order of kinds, see this module.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns condition, replicate, value: shares of each kind, and units, by animal.

    Returns
    -------
    float
        From 0 to 1.
    """
    wide = values.pivot_table(index="replicate", columns="condition", values="value")
    units = wide["monkeys_units"]
    counts = np.array([float((wide[f"monkeys_{kind}"] * units).sum()) for kind in KINDS])
    share = (counts[:2].sum() + 0.5) / (float(units.sum()) + 1)
    observed = MIRROR / RECORDED
    sampling = 1 / MIRROR + 1 / (RECORDED - MIRROR)
    near = [
        math.exp(-((logit(observed) - logit(motor * share)) ** 2) / 2 / (sd**2 + sampling))
        for motor in MOTOR
        for sd in SCATTER
    ]
    return math.fsum(near) / len(near) * _order(counts)


def _order(counts: np.ndarray) -> float:
    """Return the chance that 92 mirror units come in the published order of kinds."""
    rng = stream(0, "order of kinds")  # the same for all draws and accounts
    shares = rng.dirichlet(counts + 0.5, SAMPLES)
    kinds = rng.multinomial(MIRROR, shares)
    return float(((kinds[:, 0] > kinds[:, 1]) & (kinds[:, 1] > kinds[:, 2])).mean())


def found_festante(values: pd.DataFrame) -> float:
    """Return the chance that the response is found to grow, see this module.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns condition, replicate, value: responses of animals, the same in both weeks.

    Returns
    -------
    float
        From 0 to 1.
    """
    wide = values.pivot_table(index="replicate", columns="condition", values="value")
    growth = wide["week_2"] - wide["week_1"]
    spread = math.sqrt(float(growth.var(ddof=1)) + 2 * recording_noise(load("festante_2018")))
    each = [
        phi(float(growth.mean()) * math.sqrt(animals) / spread - ONE_SIDED) for animals in NEWBORNS
    ]
    return math.fsum(each) / len(each)


#: fact -> its likelihood, from the values of one draw under one account
LIKELIHOOD: Mapping[str, Callable[[pd.DataFrame], float]] = {
    "heyes_2005": found_heyes,
    "gallese_1996": found_gallese,
    "festante_2018": found_festante,
}
