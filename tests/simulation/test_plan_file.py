"""A plan read from the file of a run: the same run again, or one sentence that says why not."""

import json
import re
from dataclasses import replace

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.files import write_json
from mirror_abm.profile.tree import tree
from mirror_abm.simulation.conditions import changed_code, command
from mirror_abm.simulation.identity import SCHEMA
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.plan_file import plan_again, read_plan

from .tiny import OCTOPUS, OCTOPUS_FILE, SPARROW

LONE = "experience.self_observation.rate"
PLANS = {
    "ordinary": {},
    "days": {"days": 0.5},
    "age": {"age": 30},
    "contrast": {"without": ["sound", "mirrors"], "contrast": True, "knockouts": 1},
    "without": {"without": "all"},
    "settings": {"settings": {LONE: 0.1, "constants.tau": 2}, "seed": 7},
    "prior": {"prior": "rule_made", "settings": {LONE: 0.1}},
    "mixture": {"prior": "mixture", "settings": {LONE: 0.1}, "replicates": 6},
    "exchangeable": {"prior": "exchangeable", "point": True},
    "choices": {"account": "genetic", "carrier": False, "rule": "oja", "cap": 30, "learners": 1},
    "tree": {"account": "genetic", "tree": tree()},
    "world": {"world": "permuted", "weights": "excitatory", "knockouts": 0, "replicates": 3},
}


def written(plan, folder):
    write_json(folder / "plan.json", plan.as_dict())
    return folder / "plan.json"


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_read_from_its_file_is_the_same_run(name, tmp_path):
    plan = make_plan([OCTOPUS, SPARROW], **PLANS[name])
    before, again = plan_again(written(plan, tmp_path))
    assert before == again == plan
    assert again.id == plan.id
    assert plan_again(tmp_path) == (before, again)  # the folder of a run does as well


def test_other_code_makes_another_run_of_the_same_animals(tmp_path):
    plan = make_plan([OCTOPUS], days=1)
    other = replace(plan, code=plan.code | {"engine/loop.py": "0" * 16}, version="0.0.1")
    before, again = plan_again(written(other, tmp_path))
    assert before.id == other.id != again.id == plan.id
    assert changed_code(before, again) == "engine/loop.py"
    assert again.version == plan.version


def test_many_changed_files_are_counted():
    plan = make_plan([OCTOPUS], days=1)
    assert changed_code(plan, replace(plan, code={})).endswith(f" and {len(plan.code) - 3} more")
    assert changed_code(plan, plan) == ""


def test_the_plan_of_an_earlier_release_is_read_and_run_anew(tmp_path):
    plan = make_plan([OCTOPUS], days=1, settings={LONE: 0.1})
    data = plan.as_dict() | {"schema": 2}
    for later in ("prior", "settings", "own", "age"):
        del data[later]
    write_json(tmp_path / "plan.json", data)
    before, again = plan_again(tmp_path)
    assert (before.schema, again.schema) == (2, SCHEMA)
    assert again == plan


def test_a_species_that_the_library_has_otherwise_is_kept_with_the_run(tmp_path):
    """Its command then names the species file that stands in the folder of the run."""
    file = tmp_path / f"{OCTOPUS}.yaml"
    file.write_text(OCTOPUS_FILE.replace("context: wild", "context: captive"), encoding="utf-8")
    plan = make_plan([str(file)], days=1)
    assert list(plan.own) == [OCTOPUS]
    _, again = plan_again(written(replace(plan, own={}), tmp_path))
    assert again.own == plan.own
    assert f"species/{OCTOPUS}.yaml" in command(again)


SPOILT = {
    "text for days": ({"days": "x"}, "days = 'x': must lie in"),
    "negative days": ({"days": -1}, "days = -1: must lie in"),
    "a list for the seed": ({"seed": []}, "seed = []: must be a whole number"),
    "too many knockouts": ({"knockouts": 99}, "knockouts: contradicts the rest of the plan"),
    "an unknown account": ({"accounts": ["x"]}, "account = 'x': must be one of"),
    "an unknown source": ({"arms": [["x"]]}, "'x'"),
    "no arm": ({"arms": []}, "is not the plan of a run"),
    "a number for the arms": ({"arms": 3}, "is not the plan of a run"),
    "a later schema": ({"schema": SCHEMA + 1}, "a later version wrote it"),
    "text for the schema": ({"schema": "x"}, "is not the plan of a run"),
    "an unknown field": ({"cup": 1}, "is not the plan of a run"),
    "no profiles": ({"profiles": {}, "species": []}, "species: contradicts the rest"),
    "a profile of nothing": ({"profiles": {OCTOPUS: 3}}, f"profile of {OCTOPUS}: "),
    "a constant of text": ({"constants": {"tau": "x"}}, "constants.tau"),
    "a list of constants": ({"constants": [1]}, "is not the plan of a run"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_plan_is_refused_in_one_sentence(fault, tmp_path):
    change, told = SPOILT[fault]
    write_json(tmp_path / "plan.json", make_plan([OCTOPUS], days=1).as_dict() | change)
    with pytest.raises(InputError, match=re.escape(told)):
        plan_again(tmp_path)


def test_a_profile_with_a_fault_is_told_by_name(tmp_path):
    data = make_plan([OCTOPUS], days=1).as_dict()
    data["profiles"][OCTOPUS]["active_hours"]["value"] = -5
    write_json(tmp_path / "plan.json", data)
    with pytest.raises(InputError, match=f"profile of {OCTOPUS}: active_hours"):
        plan_again(tmp_path)


@pytest.mark.parametrize("text", ["", "[1]", "3", "null", '{"profiles": {}}'])
def test_what_is_no_plan_at_all_is_refused(text, tmp_path):
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_plan(tmp_path / "plan.json")


def test_every_value_of_a_plan_decides_or_is_of_the_release():
    """What is checked against the plan made anew is every field but those of the release."""
    plan = make_plan([OCTOPUS], days=1)
    assert json.loads(json.dumps(plan.as_dict())).keys() == vars(plan).keys()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"prior": "authored"}, "by_prior: must hold the profiles under no other prior"),
        ({"by_prior": {}}, "by_prior: must hold the profiles under rule_made and exchangeable"),
        ({"by_prior": {"rule_made": {}, "exchangeable": {}}}, "must hold the species of the run"),
        ({"prior": "guessed"}, "prior = 'guessed': must be one of"),
    ],
)
def test_a_mixture_whose_profiles_do_not_fit_is_refused(change, says, tmp_path):
    plan = make_plan([OCTOPUS], prior="mixture", days=1)
    with pytest.raises(InputError, match=re.escape(says)):
        plan_again(written(replace(plan, **change), tmp_path))
