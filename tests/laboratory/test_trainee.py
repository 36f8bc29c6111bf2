"""One animal in training: what it meets, how it changes, and how its training is repeated."""

from dataclasses import replace

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory.cohort import Cohort
from mirror_abm.laboratory.subject import subject

from .subjects import PRESET, one


def test_copies_share_nothing_and_stimuli_of_their_own_begin_blank():
    first, second = one(alpha=0.3), one(alpha=0.3)
    first.undergo((c.phase(c.trial(20, see=c.cue("square"), do="open")),))
    assert first.drive(c.cue("square"), "open") > 0.2
    assert abs(second.drive(c.cue("square"), "open")) < 0.1
    assert second.drive(c.cue("square"), "open") != 0  # the initial weights


def test_views_and_robots_overlap_as_stated():
    subject = one(cohort=PRESET.fixed({"constants.views": 3}))
    human, robot, other = (
        subject.pattern(s) for s in (c.sight("open"), c.robot("open"), c.sight("open", 1))
    )
    human = subject.pattern(c.sight("open"))
    assert np.allclose(robot[human == 1], 0.6)
    assert (robot[human == 0] > 0).any()
    assert 0 < other @ human[: len(other)] < human @ human
    with pytest.raises(InputError, match="viewpoint"):
        subject.pattern(c.sight("open", 7))


def test_nights_consolidate_only_where_entrenchment_is_on():
    drill = (c.phase(c.trial(50, see=c.sight("open"), do="close"), nights=1),)
    off, on = one(), one(entrenchment=0.05, overnight_return=0.5)
    for animal in (off, on):
        animal.undergo(drill)
    assert off.drive("open", "close") > 1.5 * on.drive("open", "close") > 0


def test_genetic_carriers_respond_untrained_and_learn_nothing():
    cohort = replace(PRESET, account="genetic", kind="developed")
    subject = one(0, cohort)
    before = subject.network.weights.copy()
    subject.undergo((c.phase(c.trial(200, see=c.sight("open"), do="close")),))
    assert np.array_equal(subject.network.weights, before)
    assert subject.drive("open", "open") > 0.2 > abs(subject.drive("open", "kick"))


def test_a_lesioned_animal_knows_its_home_no_more():
    animal = one(0, Cohort("homo_sapiens", animals=2, days=0.1))
    assert animal.home[0].any()
    animal.undergo((c.lesion(),))
    assert not animal.home[0].any()


def test_the_opposite_takes_more_trials_than_the_same():
    """To a criterion of 85 % correct, in blocks of ten trials."""

    def needed(number, by_open, by_close, account="associative"):
        animal = one(number, replace(PRESET, account=account))
        block = c.phase(
            c.trial(5, see=c.sight("open"), do=by_open),
            c.trial(5, see=c.sight("close"), do=by_close),
        )
        animal.undergo((block,) * 60)
        return animal.to_criterion(
            lambda asked: min(
                asked.correct("open", by_open, by_close), asked.correct("close", by_close, by_open)
            ),
            0.85,
        )[1]

    same, other = (
        [needed(n, *pair) for n in range(3)] for pair in (("open", "close"), ("close", "open"))
    )
    assert max(same) < min(other) < 600
    assert needed(0, "close", "open", "genetic") == 600  # never


def test_learning_curve_repeats_the_training_bit_for_bit():
    animal = subject(Cohort("canis_familiaris", animals=2, kind="preset"), 1, {})
    block = c.phase(
        c.trial(7, see=c.sight("paw"), do="sniff"), c.trial(5, see=c.sight("sniff"), do="paw")
    )
    animal.undergo((block,) * 4)
    curve = animal.learning_curve(lambda dog: dog.drive("paw", "sniff"))
    assert len(curve) == 4
    assert curve[-1] == animal.drive("paw", "sniff")
    assert curve == sorted(curve)
    at, trials = animal.to_criterion(lambda dog: dog.drive("paw", "sniff"), curve[1])
    assert (at.drive("paw", "sniff"), trials) == (curve[1], 24)
    at, trials = animal.to_criterion(lambda dog: dog.drive("paw", "sniff"), 99.0)
    assert (at.drive("paw", "sniff"), trials) == (curve[-1], 48)
