"""The subject: what it answers, and that asking leaves it as it is."""

from dataclasses import replace

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.experiments import contract as c

from .subjects import PRESET, one


def test_contingency_sensitivity_is_of_shared_error_only():
    tone, loss = c.cue("tone"), {}
    for rule in ("rescorla_wagner", "hebbian"):
        animals = [one(n, replace(PRESET, rule=rule)) for n in range(3)]
        loss[rule] = np.mean(
            [animal.contingency_sensitivity(tone, "open", 60, 120) for animal in animals]
        )
        before = animals[0].network.weights.copy()
        animals[0].contingency_sensitivity(tone, "open", 5, 5)
        assert np.array_equal(animals[0].network.weights, before)
    assert loss["rescorla_wagner"] > 0.05
    assert loss["hebbian"] == pytest.approx(0, abs=1e-9)


def test_actions_go_by_the_names_of_the_study_or_of_the_species():
    animal = one()
    assert animal.number("open") == animal.number("wave")
    assert animal.drive("open", "open") == animal.drive(c.sight("wave"), "wave")
    with pytest.raises(InputError, match=r"action = 'opn'.*Did you mean open"):
        animal.drive("opn", "open")


def test_automatic_imitation_is_the_mean_of_both_movements():
    animal = one()
    human = c.sight
    slower = [
        animal.reaction_time(human(other), done, other)
        - animal.reaction_time(human(done), done, other)
        for done, other in (("open", "close"), ("close", "open"))
    ]
    assert animal.automatic_imitation("open", "close") == pytest.approx(np.mean(slower))
    assert animal.automatic_imitation("open", "close") > 5


def test_the_population_responds_by_the_units_of_the_acts_that_are_asked_for():
    animal = one()
    everything = animal.population_response("open")
    assert animal.population_response("open", ("open",)) > 2 * everything > 0
    assert animal.population_response("open", animal.names) == pytest.approx(everything)


def test_units_are_recorded_from_any_kind_of_stimulus():
    animal = one()
    table = animal.recordings(c.robot, "robot", ("open", "close"))
    assert set(table["view"]) == {"robot"}
    assert set(table["action"]) == {"wave", "grasp"}
    again = animal.recordings(c.robot, "robot", ("open", "close"))
    assert table.equals(again)  # the noise is the animal's, and is named by the label
    other = animal.recordings(c.robot, "android", ("open", "close"))
    assert not np.array_equal(table["observed"], other["observed"])


def test_congruent_units_are_more_than_by_chance_in_preset_animals():
    assert np.mean([one(number).congruent_share() for number in range(3)]) > 0.1


def test_a_kind_of_subject_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match="subjects = 'grown': must be one of developed, preset"):
        one(cohort=replace(PRESET, kind="grown"))
