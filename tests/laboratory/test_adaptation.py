"""Repetition suppression and mirroring offset, by other routes."""

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import adaptation

from .subjects import PRESET, one


def test_units_that_fatigue_are_followed_one_by_one():
    """Two runs of the second event, unit by unit, instead of the closed form."""
    rng = np.random.Generator(np.random.PCG64(3))
    for _ in range(20):
        same, other, second = rng.normal(0.3, 0.6, (3, 12))

        def responds(first, second=second):
            whole = 0.0
            for one_before, now in zip(first, second, strict=True):
                tired = 0.4 * min(max(one_before, 0.0), 1.0)
                whole += max(now, 0.0) * (1.0 - tired)
            return whole

        fresh = sum(max(now, 0.0) for now in second)
        expected = (responds(other) - responds(same)) / fresh
        found = adaptation.repetition_suppression(same, other, second, 0.4)
        assert found == pytest.approx(expected)
    assert adaptation.repetition_suppression(same, other, -np.ones(12), 0.4) == 0


def test_a_mirroring_animal_adapts_across_seeing_and_doing_and_a_naive_one_does_not():
    mirrors, naive = one(), one()
    naive.lesion()
    for order in ("see-see", "do-see", "see-do"):
        assert mirrors.adaptation("open", "close", order) > 0.02, order
        assert naive.adaptation("open", "close", order) == 0, order
    assert naive.adaptation("open", "close", "do-do") > 0.1
    with pytest.raises(InputError, match=r"order = 'see': .*see-see"):
        mirrors.adaptation("open", "close", "see")


def test_how_much_is_lost_is_the_fatigue_of_the_draw():
    assert adaptation.fatigue_of(0, None) == adaptation.FATIGUE
    drawn = [adaptation.fatigue_of(0, draw) for draw in range(200)]
    assert adaptation.LEAST < min(drawn) < 0.12
    assert 0.58 < max(drawn) < adaptation.MOST
    own = one(cohort=PRESET)
    lone = own.adaptation("open", "close", "do-do")
    own.cohort = PRESET.__class__(**{**vars(PRESET), "draw": 3})
    ratio = adaptation.fatigue_of(0, 3) / adaptation.FATIGUE
    assert own.adaptation("open", "close", "do-do") == pytest.approx(ratio * lone)


def test_an_offset_lies_between_the_loop_and_nothing():
    mixed = [[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [0.0, 0.0, 1.0]]
    assert adaptation.lag_of(mixed, 0.05, 0.05) == pytest.approx(0.025)
    assert np.isnan(adaptation.lag_of(np.zeros((3, 3)), 0.05, 0.05))
    inhibited = [[1.0, -5.0], [0.0, 1.0]]
    assert adaptation.lag_of(inhibited, 0.1, 0.04) == pytest.approx(0.04)


def test_sounds_that_follow_an_act_excite_it_and_sounds_that_precede_excite_the_next():
    """Each sound is taught with the act that made it, or with the one done as it is heard."""
    song = ("open", "close", "kick")
    causal, predictive = one(alpha=0.3), one(alpha=0.3)
    for animal, lag in ((causal, 0), (predictive, 1)):
        animal.lesion()
        trials = [
            c.trial(60, c.own_sound(heard), done)
            for heard, done in zip(song, song[lag:], strict=False)
        ]
        animal.undergo((c.phase(*trials),))
    assert causal.sequence_drive(song, 0) > 0.3 > 0.2 > causal.sequence_drive(song, 1)
    assert predictive.sequence_drive(song, 1) > 0.3
    assert causal.mirroring_offset(song, 0.05, 0.05) > 0.03
    assert predictive.mirroring_offset(song, 0.05, 0.05) < 0.02
    with pytest.raises(InputError, match="lag = 3: no two of 3 acts"):
        causal.sequence_drive(song, 3)
