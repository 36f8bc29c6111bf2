"""Killers of mutants: each asserts a closed form or a property; none compares the engines.

A killer gets the name of the engine whose text is at stake: ``agents``
(:mod:`mirror_abm.engine.population`), or ``loop``, the compiled engine's text run by Python itself.
Numbers are written out here, not taken from the package. ``KILLERS`` holds them by name.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from mirror_abm.engine import compiled
from mirror_abm.engine.population import Population
from tests.clock import FAST
from tests.quiet import quiet_macaque

ALL = (
    "being_imitated",
    "complementary",
    "mirrors",
    "self_observation",
    "sound",
    "synchrony",
    "watching_others",
)
PLAIN = FAST | {
    "connectivity": 1.0,
    "initial_sd": 0.0,
    "view_overlap": 0.0,
    "voice_overlap": 0.0,
    "matched_speed": 0,
}
ONE_UNIT = PLAIN | {"units_per_action": 1, "overlap_same": 0.0, "overlap_other": 0.0}
KILLERS = {}


def killer(function):
    """Keep ``function`` under its name."""
    KILLERS[function.__name__] = function
    return function


def close(found, wanted, tolerance=1e-11):
    np.testing.assert_allclose(found, wanted, rtol=tolerance, atol=1e-14)


def population(engine, profile=None, **options):
    """Return a population on the engine at stake, the loop without compilation."""
    kept = compiled.prepare, compiled.engine
    compiled.prepare, compiled.engine = (lambda *_, **__: None), cache(compiled.interpreted)
    try:
        settings = {
            "seed": 1,
            "point": True,
            "collect": False,
            "engine": "agents" if engine == "agents" else "compiled",
        }
        return Population(profile or quiet_macaque(), **(settings | options))
    finally:
        compiled.prepare, compiled.engine = kept


def lone(engine, settings=None, size=1, **options):
    """Return animals to which nothing happens but what a killer does to them."""
    made = population(
        engine, size=size, without="all", constants=PLAIN | (settings or {}), **options
    )
    made._make_block = lambda: setattr(made, "_made_until", made._made_until + made.day_ticks)
    made.day_ticks = 10**9
    return made


def live(made, *script, end=4000, animal=0):
    """Let (tick, "see", "hear", "own", "sing" or "do", action) happen to an animal, until `end`."""
    one = made.learners[animal]
    for tick, what, action in sorted(script, key=lambda item: (item[0], item[1] != "do")):
        made.forward(tick - made.tick)
        if what == "do":
            one.act(action)
        else:
            view, modality = (
                ("self" if what in ("own", "sing") else "other"),
                ("auditory" if what in ("hear", "sing") else "visual"),
            )
            one.perceive(made.percept(action, view=view, modality=modality))
    made.forward(end - made.tick)
    return one


def weight(one, seen, done, kind=0):
    """Return the mean weight from the own units of a percept to the own units of an act."""
    names = one.model.repertoire.names
    cue, unit = (
        one.network.pattern(kind, names.index(seen)) == 1.0,
        one.network.motor[names.index(done)] == 1.0,
    )
    return one.weights[np.ix_(cue, unit)].mean()


def context(one, done):
    return one.weights[-1, one.network.motor[one.model.repertoire.names.index(done)] == 1.0]


def rows(table):
    return list(zip(*(np.asarray(column).tolist() for column in table), strict=True))
