"""What differs between two plans, value by value."""

from dataclasses import replace

import pytest

from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.plan_difference import plan_differences

from .tiny import OCTOPUS, SPARROW

PLAN = make_plan([OCTOPUS], days=1)
LONE = "experience.self_observation.rate"


def told(one, other):
    return plan_differences(one, other).to_numpy().tolist()


def test_a_plan_does_not_differ_from_itself_nor_by_its_release():
    assert told(PLAN, PLAN) == []
    assert told(PLAN, replace(PLAN, version="9.9.9", code={}, schema=1)) == []


CHOICES = {
    "seed": ({"seed": 3}, [["seed", "0", "3"]]),
    "rule": ({"rule": "oja"}, [["rule", "-", "oja"]]),
    "carrier": ({"carrier": False}, [["carrier", "-", "False"]]),
    "accounts": ({"account": "hebbian"}, [["accounts", "associative, none", "hebbian"]]),
    "constant": ({"settings": {"constants.tau": 2}}, [["constants.tau", "-", "2"]]),
    "arms": (
        {"without": "sound", "contrast": True},
        [["arms", "intact", "intact, without sound"], ["knockouts", "20", "0"]],
    ),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_is_told_with_both_values(choice):
    options, rows = CHOICES[choice]
    assert told(PLAN, make_plan([OCTOPUS], days=1, **options)) == rows


def test_a_number_of_a_profile_is_told_with_its_range_before_what_is_said_of_it():
    rows = told(PLAN, make_plan([OCTOPUS], days=1, settings={LONE: 0.1}))
    names = [row[0] for row in rows]
    assert names[:2] == [LONE, f"{OCTOPUS} {LONE}"]
    assert rows[1][2] == "0.1 [0.1, 0.1]"
    assert len(names) > 2
    assert all(name.endswith(")") for name in names[2:])  # how it is known, and why


def test_species_of_one_run_alone_are_named():
    other = make_plan([SPARROW], days=1)
    assert told(PLAN, other) == [["species of one run alone", OCTOPUS, SPARROW]]
    both = make_plan([OCTOPUS, SPARROW], days=1)
    assert told(PLAN, both) == [["species of one run alone", "-", SPARROW]]
