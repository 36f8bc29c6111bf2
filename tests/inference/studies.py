"""Studies made up for tests, of which it is known what they tell together."""

import numpy as np

from mirror_abm.inference.future import Future
from mirror_abm.inference.known import ALIKE, Known

DRAWS = 30


def key(name):
    return (name, "visual", "intact")


def sure(names, accounts, draws=DRAWS):
    """Return a study that finds for certain, under these accounts, and not under the others."""
    found = np.array([name in names for name in accounts], float)
    return np.repeat(np.stack([1 - found, found], axis=-1)[:, None], draws, axis=1)


def likely(chances, draws=DRAWS):
    """Return a study that finds with these chances, whatever is drawn."""
    found = np.asarray(chances, float)
    return np.repeat(np.stack([1 - found, found], axis=-1)[:, None], draws, axis=1)


def future(made, accounts, seed=0, each=4):
    count = len(accounts)
    draws = next(iter(made.values())).shape[1]
    alike = np.full((count, draws), 1 / draws)
    return Future(made, np.full(count, 1 / count), alike, seed, each)


def crossed(draws=DRAWS):
    """Return two accounts, and studies that tell only together which of them is true.

    One finds if either the account is the second or the draw is odd, but not both; another finds
    what the draw is; a third tells a little by itself.
    """
    odd = np.arange(draws) % 2
    either = np.stack([odd, 1 - odd]).astype(float)
    of_draw = np.stack([odd, odd]).astype(float)
    made = {
        key("a_little"): likely([0.4, 0.6], draws),
        key("either"): np.stack([1 - either, either], axis=-1),
        key("of_draw"): np.stack([1 - of_draw, of_draw], axis=-1),
    }
    return made, ("associative", "genetic")


def known(accounts, draws=DRAWS):
    count = len(accounts)
    return Known(
        tuple(accounts),
        {name: at for at, name in enumerate(accounts)},
        np.full(count, 1 / count),
        np.full((count, draws), 1 / draws),
        ALIKE,
        ALIKE,
        "no posterior: made up.",
    )
