"""Killers of faults in one animal's trials, by closed forms and by the learner from the text."""

from __future__ import annotations

import math

import numpy as np

from mirror_abm.profile.species import load_species
from tests import reference
from tests.clock import FAST

from .bench import ONE_UNIT, close, context, killer, live, lone, population, weight


@killer
def contiguity(engine):
    """One pairing teaches alpha beta k(dt), the context its share; the order, its efficacy."""
    for lag, tau, backward, forward, precise in (
        (0, 1.0, 0.4, 0.7, 0.0),
        (70, 0.5, 0.4, 1.0, 0.0),
        (70, 0.5, 0.4, 0.7, 0.0),
        (-70, 2.0, 0.4, 1.0, 0.0),
        (-70, 1.0, 1.0, 0.7, 0.0),
        (150, 1.0, 0.0, 1.0, 0.0),
        (7, 1.0, 0.4, 1.0, 0.6),
    ):
        settings = {"tau": tau, "backward_efficacy": backward, "forward_efficacy": forward}
        one = live(
            lone(engine, settings | {"precision": precise, "tau_fast": 0.05}),
            (1000, "see", "grasp"),
            (1000 + lag, "do", "grasp"),
        )
        r = (1 - precise) * math.exp(-abs(lag) / 100 / tau)
        r += precise * math.exp(-abs(lag) / 100 / 0.05)
        r *= backward if lag < 0 else forward if lag > 0 else 1.0
        close(weight(one, "grasp", "grasp"), 0.03 * r)
        close(context(one, "grasp"), 0.009 * r)


@killer
def window_edges(engine):
    """An act three seconds from a sight is in its window; a tick further, it is its own trial."""
    for lag, trials, r in (
        (300, 1, math.exp(-3)),
        (-300, 1, math.exp(-3)),
        (301, 2, 0.0),
        (-301, 2, None),
    ):
        one = live(lone(engine), (1000, "see", "grasp"), (1000 + lag, "do", "grasp"))
        before = (
            -0.009 * 0.009 * (1 - 0.0027) ** (1 / 300)
        )  # the context, trained a tick of quiet before, is not confirmed
        close(weight(one, "grasp", "grasp"), before if r is None else 0.03 * r)
        assert one.ledger.trials == trials
        assert one.ledger.acts_without_percept == trials - 1


@killer
def compounds(engine):
    """Percepts 0.2 s apart form a compound with the stronger of shared cues; a tick later, two."""
    settings = {"overlap_same": 1.0, "overlap_other": 1.0}
    for gap, trials in ((20, 1), (21, 2)):
        one = live(
            lone(engine, settings),
            (100, "see", "grasp"),
            (100 + gap, "see", "tear"),
            (100, "do", "grasp"),
        )
        assert one.ledger.trials == trials
        if trials == 1:
            close(weight(one, "grasp", "grasp"), 0.03)
            close(weight(one, "tear", "grasp"), 0.03)


@killer
def strongest_act(engine):
    """An act done twice teaches as much as once, at the better time: the strongest act counts."""
    one = live(
        lone(engine),
        (1000, "see", "grasp"),
        (1000, "do", "grasp"),
        (1100, "do", "grasp"),
        (950, "do", "grasp"),
    )
    close(weight(one, "grasp", "grasp"), 0.03)


@killer
def settled_once(engine):
    """A sight with an act is one trial, settled once; what it taught stays until the next."""
    made = lone(engine)
    live(made, (1000, "see", "grasp"), (900, "do", "grasp"), (1100, "do", "tear"), end=1301)
    one = made.learners[0]
    assert one.ledger.trials == 1
    assert one.ledger.acts_without_percept == 0
    close(weight(one, "grasp", "grasp"), 0.03 * math.exp(-1))
    made.forward(5000)
    assert one.ledger.trials == 1
    close(weight(one, "grasp", "grasp"), 0.03 * math.exp(-1))


@killer
def settled_in_time(engine):
    """A trial is settled a window after it opened, no sooner: at that tick an act still counts."""
    made = lone(engine)
    one = live(made, (1000, "see", "grasp"), (1000, "do", "grasp"), end=1300)
    assert one.ledger.trials == 0
    made.forward(1)
    assert one.ledger.trials == 1
    close(weight(one, "grasp", "grasp"), 0.03)


@killer
def context_alone(engine):
    """An act alone trains the context, at its own salience, and leaves sights without response."""
    one = live(lone(engine), (1000, "do", "grasp"), end=1301)
    close(context(one, "grasp"), 0.009)
    assert not one.weights[:-1].any()
    for name in one.model.repertoire.names:
        assert not one.respond(name).any()
        assert not one.respond(name, modality="auditory").any()


@killer
def only_what_is_there(engine):
    """Nothing is learned about what was not perceived, and no synapse is made."""
    made = lone(engine, {"connectivity": 0.4})
    one = live(
        made,
        *((1000 * n, what, "grasp") for n in range(1, 9) for what in ("see", "do")),
        *((1000 * n + 5, "see", "tear") for n in range(1, 9)),
        end=9500,
    )
    seen = (one.network.pattern(0, made.action("grasp")) > 0) | (
        one.network.pattern(0, made.action("tear")) > 0
    )
    seen[-1] = True
    assert one.weights[seen].any()
    assert not one.weights[~seen].any()
    assert not one.weights[~one.network.to_motor.synapse].any()


@killer
def signed_and_excitatory(engine):
    """An unpaired cue beside a predictive one becomes inhibitory, if weights are signed."""
    for weights in ("signed", "excitatory"):
        made = lone(
            engine,
            ONE_UNIT | {"alpha": 0.9, "beta_present": 0.3, "beta_absent": 0.3},
            weights=weights,
        )
        script = [(1000 * n, what, "grasp") for n in range(1, 7) for what in ("see", "do")]
        script += [
            (6000 + 1000 * n, "see", name) for n in range(1, 4) for name in ("grasp", "tear")
        ]
        found = weight(live(made, *script, end=10_000), "tear", "grasp")
        assert found < -0.1 if weights == "signed" else found == 0.0


@killer
def other_animals(engine):
    """One animal's life teaches another nothing; animals of a group differ in their patterns."""
    made = lone(engine, size=3)
    live(made, (1000, "see", "grasp"), end=1000, animal=1)
    live(made, (1000, "do", "grasp"), end=3000, animal=2)
    first, second, third = made.learners
    assert not first.weights.any()
    close(weight(second, "grasp", "grasp"), 0.0)
    assert [one.ledger.trials for one in made.learners] == [0, 1, 1]
    assert third.weights[-1].any()
    assert not third.weights[:-1].any()
    close(
        weight(
            live(made, (4000, "see", "grasp"), (4000, "do", "grasp"), end=5000, animal=1),
            "grasp",
            "grasp",
        ),
        0.03,
    )
    assert not first.weights.any()
    assert not np.array_equal(first.network.motor, second.network.motor)
    assert not np.array_equal(second.network.sight, third.network.sight)


@killer
def modalities(engine):
    """What is seen of others, of oneself, and heard teaches its own population, and no other."""
    banks = ("visual_other", "visual_self", "auditory", "auditory_self")
    for number, what in enumerate(("see", "own", "hear", "sing")):
        one = live(lone(engine), (1000, what, "grasp"), (1000, "do", "grasp"))
        taught = [bool(one.weights[one.network.banks[bank]].any()) for bank in banks]
        assert taught == [number == bank for bank in range(4)], what
        assert one.ledger.frame()["population"].tolist() == [banks[number]]


@killer
def chain(engine):
    """After ten trials a link, a sight drives the act at mediation (1 - 0.9^10)^2, clipped."""
    settings = ONE_UNIT | {
        "alpha": 1.0,
        "beta_present": 0.1,
        "beta_absent": 0.1,
        "context_salience": 0.0,
        "mediation": 0.5,
    }
    made = lone(engine, settings)
    one = live(
        made,
        *(
            (1000 * n, what, "coo")
            for n in range(1, 21)
            for what in ("hear", "see" if n < 11 else "do")
        ),
        end=22_000,
    )
    unit, step = one.network.motor[made.action("coo")] == 1.0, 1 - 0.9**10
    close(one.respond("coo")[unit], 0.5 * step * step)
    close(one.respond("coo", modality="auditory")[unit], step)
    for strength, clipped in ((5.0, 1.0), (-5.0, 0.0)):
        one.network.to_sound.weights[:] = np.sign(one.network.to_sound.weights) * strength
        close(one.respond("coo")[unit], 0.5 * clipped * step)


@killer
def quiet_time(engine):
    """Quiet time leaves (1 - alpha_context beta_absent)^n of the context, n = ticks / window."""
    for ticks in (77, 300 * 4095 + 299, 300 * 12_345 + 123):
        made = lone(engine)
        made.day_ticks = ticks
        one = made.learners[0]
        one.network.weights[-1] = 0.5
        made.forward(ticks)
        np.testing.assert_allclose(
            one.weights[-1], 0.5 * (1 - 0.3 * 0.3 * 0.03) ** (ticks / 300), rtol=1e-9, atol=0
        )
        close(one.ledger.intertrial_windows, ticks / 300)


@killer
def the_text(engine):
    """Minutes lived in pieces teach what the learner from the text learns of the same events."""
    crowded = {
        "tick": 0.1,
        "window": 0.3,
        "simultaneity": 0.1,
        "acts_rate": 3000.0,
    }  # where every border is met
    for species, settings in (
        ("macaca_mulatta", crowded),
        ("homo_sapiens", {"backward_efficacy": 0.3, "views": 2}),
    ):
        options = {"seed": 3, "learners": 1, "constants": FAST | settings, "size": 4}
        half = round(6 * 60 / settings.get("tick", 0.01))
        end = 2 * half  # two blocks of time
        source = population("agents", load_species(species), **options)
        blocks = [source._stages[0].events(0, half), source._stages[0].events(half, end)]
        happened = [np.concatenate(columns) for columns in zip(*blocks, strict=True)]
        made = population(engine, load_species(species), **options)
        made.block_ticks = half
        one, newborn = made.learners[0], source.learners[0].network
        while made.tick < end:
            made.forward(min(7_919, end - made.tick))
        rows = list(zip(*(column[happened[0] == 0].tolist() for column in happened), strict=True))
        acts = [(tick, action) for _, tick, kind, action, _ in rows if kind < 0 and tick < end]
        percepts = [
            (tick, kind, action) for _, tick, kind, action, _ in rows if kind >= 0 and tick < end
        ]
        assert min(len(acts), len(percepts)) > 10
        W, Y = reference.learn(newborn, acts, percepts, made.constants, end, rest_at_end=False)
        close(one.weights[:-1], W[:-1], 1e-10)
        close(one.network.to_sound.weights, Y, 1e-10)


@killer
def mackintosh_alone(engine):
    """Mackintosh, a cue alone: V = 1 - prod(1 - alpha a_t beta), a_t = a_(t-1) + 0.1 V_(t-1)."""
    made = lone(engine, ONE_UNIT | {"context_salience": 0.0}, rule="mackintosh")
    one = live(
        made,
        *((1000 * n, what, "grasp") for n in range(1, 31) for what in ("see", "do")),
        end=32_000,
    )
    V, a = 0.0, 0.5
    for _ in range(30):
        V, a = V + 0.3 * a * 0.1 * (1 - V), min(1.0, a + 0.1 * V)
    close(weight(one, "grasp", "grasp"), V)


@killer
def oja_forgets(engine):
    """Under Oja, an act without the sight takes alpha beta of its weight, by the closed form."""
    made = lone(engine, ONE_UNIT, rule="oja")
    one = live(
        made,
        *((1000 * n, what, "grasp") for n in range(1, 6) for what in ("see", "do")),
        *((5000 + 1000 * n, "do", "grasp") for n in range(1, 8)),
        end=14_000,
    )
    close(weight(one, "grasp", "grasp"), (1 - 0.97**5) * 0.97**7)


@killer
def covariance_average(engine):
    """Under covariance, act n finds the average at 1 - 0.98^n: W = alpha beta sum 0.98^n."""
    made = lone(engine, ONE_UNIT, rule="covariance")
    one = live(
        made,
        *((301 * n, what, "grasp") for n in range(1, 21) for what in ("see", "do")),
        end=301 * 21,
    )
    close(weight(one, "grasp", "grasp"), 0.03 * average_path(20), 1e-9)


def average_path(count):
    """Return the sum of (1 - m) over ``count`` acts in a row, a tick of quiet time between them."""
    total, m = 0.0, 0.0
    for _ in range(count):
        m *= (
            1 - 0.02 / 300
        )  # the tick between two windows; before the first, the average is 0 anyway
        total += 1 - m
        m += 0.02 * (1 - m)
    return total
