"""Training: what a trial teaches, by hand and by another route."""

from dataclasses import replace

import numpy as np
import pytest

from mirror_abm.animal.timing import Timing
from mirror_abm.base import shelf
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import training

from .subjects import PRESET, one


@pytest.mark.parametrize("rule", [name for name in shelf.rules.names if name != "none"])
def test_the_compiled_trainer_gives_the_bits_of_plain_python(rule):
    phases = (
        c.phase(
            c.trial(9, see=(c.sight("open"), c.cue("tone", 2.0)), do="close"),
            c.trial(7, see=c.sound("babble")),
            c.trial(5, do="open"),
            c.trial(6, see=c.robot("close"), do=("open", "kick"), delay=-0.7, probability=0.5),
        ),
    )
    pair = [one(cohort=replace(PRESET, rule=rule, animals=2)) for _ in range(2)]
    pair[0].undergo(phases)
    pair[1].undergo(phases, readable=True)
    before = one(cohort=replace(PRESET, rule=rule, animals=2))
    assert not np.array_equal(pair[0].network.weights[:40], before.network.weights[:40])
    for pathway in ("to_motor", "to_sound"):
        first, second = (getattr(each.network, pathway) for each in pair)
        for name in ("weights", "associability", "average"):
            assert np.array_equal(getattr(first, name), getattr(second, name)), (pathway, name)


def test_a_lone_pairing_is_one_settlement_by_hand():
    subject = one()
    network, constants_ = subject.network, subject.learning.constants
    network.weights[:] = 0.0
    subject.undergo((c.phase(c.trial(1, see=c.sight("open"), do="close", delay=1.0)),))
    x = network.pattern(0, subject.number("open")).copy()
    x[-1] = 1.0
    r = network.motor[subject.number("close")] * np.exp(-1.0 / constants_.tau)
    expected = (
        network.salience[:, None]
        * x[:, None]
        * constants_.beta_present
        * r
        * network.to_motor.synapse
    )
    assert np.allclose(network.weights, expected, atol=1e-12)
    assert network.weights.any()


def test_an_act_beyond_the_window_is_a_trial_of_the_context():
    subject = one()
    subject.network.weights[:] = 0.0
    subject.undergo((c.phase(c.trial(4, see=c.sight("open"), do="close", delay=60.0)),))
    assert (subject.network.weights[-1] != 0).any()
    assert (
        subject.network.weights[:-1].max() <= 0
    )  # the sight came without the act that the context predicts
    assert subject.network.weights[:-1].min() < 0


def test_probability_thins_the_acts_and_counts_hold():
    subject = one()
    phase = c.phase(
        c.trial(2000, see=c.sight("open"), do="close", probability=0.25), c.trial(100, do="open")
    )
    patterns = {t: [subject.pattern(s) for s in t.see] for t in phase.trials}
    acts = {t: [subject.number(a) for a in t.do] for t in phase.trials}
    made = training.schedule(
        subject.network,
        subject.learning,
        phase,
        patterns,
        acts,
        np.random.Generator(np.random.PCG64(1)),
    )
    assert len(made.stimulus) == 2100
    done = made.outcomes[made.doing].max(axis=1) > 0
    shown = made.stimulus == 0
    assert 430 < done[shown].sum() < 570
    assert done[~shown].all()


def test_the_timing_of_the_laboratory_is_the_engine_s():
    subject = one()
    assert subject.learning.timing == Timing.of(subject.learning.constants)
