"""The plan and its id."""

import json

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.simulation.plan import Plan, make_plan

from .tiny import OCTOPUS, OCTOPUS_FILE, SPARROW, TINY


def test_a_plan_survives_the_round_trip(plan, run):
    for other in (
        Plan.from_dict(plan.as_dict()),
        Plan.from_dict(json.loads(json.dumps(plan.as_dict()))),
        run.plan,
    ):
        assert other == plan
        assert other.id == plan.id
    assert len(plan.id) == 12


def test_the_order_of_species_and_sources_does_not_change_the_id():
    one = make_plan(
        [OCTOPUS, SPARROW], without=["sound", "mirrors"], settings={"constants.tau": 2.0}
    )
    two = make_plan(
        [SPARROW, OCTOPUS], without=["mirrors", "sound", "mirrors"], settings={"constants.tau": 2.0}
    )
    assert one.id == two.id


def test_a_whole_number_is_the_same_setting_as_the_command_reads_it():
    """The command reads ``--set constants.tau=2`` as 2.0; the same plan in Python says 2."""
    ids = {
        make_plan([OCTOPUS], days=days, settings={"constants.tau": tau, "group.size": size}).id
        for days, tau, size in ((1, 2, 1), (1.0, 2.0, 1.0))
    }
    assert len(ids) == 1


def test_every_choice_changes_the_id(tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(
        OCTOPUS_FILE.replace("size: {value: 1, low: 1, high: 2", "size: {value: 1, low: 1, high: 3")
    )
    assert "size: {value: 1, low: 1, high: 3" in other.read_text()
    choices = [
        {},
        {"seed": 1},
        {"days": 0.03},
        {"replicates": 3},
        {"world": "permuted"},
        {"weights": "excitatory"},
        {"point": True},
        {"learners": 1},
        {"cap": 59},
        {"knockouts": 1},
        {"account": "none"},
        {"without": "sound"},
        {"without": "sound", "contrast": True},
        {"settings": {"constants.tau": 1.4}},
        {"settings": {"experience.self_observation.rate": 3.0}},
        {"settings": {"group.size": 1}},
    ]
    ids = [make_plan([OCTOPUS], **(TINY | choice)).id for choice in choices]
    ids += [make_plan([str(other)], **TINY).id, make_plan([OCTOPUS, SPARROW], **TINY).id]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("without", ["all", "sound"])
def test_nothing_is_removed_from_animals_that_lack_it_already(without):
    with pytest.raises(InputError, match="knockouts = 2: sources are removed one at a time from"):
        make_plan(["octopus_vulgaris"], without=without, knockouts=2)
    assert make_plan(["octopus_vulgaris"], without=without, knockouts=0).knockouts == 0
    assert (
        make_plan(["octopus_vulgaris"], without=without, contrast=True, knockouts=2).knockouts == 2
    )
