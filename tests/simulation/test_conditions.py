"""What of a run is not default: said in words, and as the command that repeats it."""

import random
import shlex

import pytest
from typer.testing import CliRunner

from mirror_abm.base.shelf import accounts, rules, sources
from mirror_abm.cli.main import app
from mirror_abm.engine.options import DEFAULTS
from mirror_abm.profile.species import load_species
from mirror_abm.simulation.conditions import command, departures, in_words, number_text
from mirror_abm.simulation.own_species import keep_species
from mirror_abm.simulation.plan import Plan, make_plan

from .tiny import OCTOPUS, SPARROW

LONE = "experience.self_observation.rate"
SHARE = load_species(OCTOPUS).quantities()["actions.crawl.share"].value


class Planned(Exception):
    """The plan that the command would carry out."""


@pytest.fixture
def planned(monkeypatch):
    """Return a function from a typed command to the plan that it makes, which is not run."""

    def stop(plan, *_):
        raise Planned(plan)

    monkeypatch.setattr("mirror_abm.cli.request.execute_plan", stop)

    def plan_of(line):
        program, *words = shlex.split(line)
        assert program == "mirror-abm"
        told = CliRunner().invoke(app, words)
        assert isinstance(told.exception, Planned), (line, told.output, told.exception)
        return told.exception.args[0]

    return plan_of


def test_an_ordinary_run_departs_in_nothing():
    plan = make_plan(age="maturity")
    assert plan == make_plan()
    assert departures(plan) == departures(plan, sizes=True) == {}
    assert in_words(plan) == in_words(plan, sizes=True) == ""
    assert command(plan) == "mirror-abm run"


CHOICES = {
    "constants": ({"settings": {"constants.tau": 2}}, "constants.tau", "constants.tau = 2"),
    "number": ({"settings": {LONE: 0.1}}, LONE, f"{LONE} = 0.1"),
    "rule": ({"rule": "oja"}, "rule", "rule oja"),
    "cap": ({"cap": 30}, "cap", "groups of at most 30"),
    "learners": ({"learners": 1}, "learners", "1 learner a group"),
    "carrier": ({"carrier": False}, "carrier", "no species a carrier"),
    "prior": ({"prior": "rule_made"}, "prior", "prior rule made"),
    "world": ({"world": "permuted"}, "world", "permuted world"),
    "weights": ({"weights": "excitatory"}, "weights", "excitatory weights"),
    "point": ({"point": True}, "point", "medians instead of draws"),
    "without": ({"without": ["sound", "mirrors"]}, "without", "without mirrors+sound"),
    "contrast": (
        {"without": "all", "contrast": True},
        "contrast",
        "with and without all",
    ),
    "knockouts": ({"knockouts": 0}, "knockouts", "no source removed"),
}
SIZES = {
    "account": ({"account": "hebbian"}, "accounts", "accounts hebbian"),
    "days": ({"days": 0.25}, "days", "0.25 days"),
    "age": ({"age": 30}, "age", "30 days of age"),
    "replicates": ({"replicates": 1, "knockouts": 1}, "replicates", "1 group a species"),
    "seed": ({"seed": 7}, "seed", "seed 7"),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_each_choice_is_named_and_said(choice):
    options, name, words = CHOICES[choice]
    plan = make_plan([OCTOPUS], **options)
    assert list(departures(plan)) == list(departures(plan, sizes=True)) == [name]
    assert in_words(plan) == in_words(plan, sizes=True) == words


@pytest.mark.parametrize("choice", SIZES)
def test_sizes_are_said_only_when_asked_for(choice):
    options, name, words = SIZES[choice]
    plan = make_plan([OCTOPUS], **options)
    assert departures(plan) == {}
    assert in_words(plan) == ""
    assert list(departures(plan, sizes=True)) == [name]
    assert in_words(plan, sizes=True) == words


def test_no_option_of_a_plan_can_depart_unseen():
    """What a plan holds beyond these fields follows from them, or is what they are applied to."""
    told = {name for _, name, _ in (CHOICES | SIZES).values()} | {"tree"}  # which is tested below
    fields = {
        "constants": "constants.tau",
        "settings": LONE,
        "arms": "without",
        **{name: name for name in told},
    }
    rest = {"species", "profiles", "by_prior", "own", "code", "version", "schema"}
    for field in Plan.__dataclass_fields__:
        assert field in rest or fields[field] in told, field
    for option in DEFAULTS:
        if option not in ("replicate", "groups", "size", "lapse"):  # of a population, not of a run
            assert option in {*CHOICES, *SIZES, "settings", "tree"}, option


def test_a_tree_of_ones_own_is_said_and_repeats_the_run(tmp_path, planned):
    file = tmp_path / "mine.nwk"
    file.write_text("((Octopus_vulgaris:1.0000049,Sepia_x:1.0000011):2,Passer_domesticus:3.00001);")
    plan = make_plan([OCTOPUS], account="genetic", tree=file)
    assert list(departures(plan)) == ["tree"]
    assert in_words(plan) == "a tree of its own"
    again = command(plan, tmp_path / plan.id)
    kept = keep_species(plan, tmp_path / plan.id)
    assert "species/tree.nwk" in kept
    assert planned(again).id == plan.id != make_plan([OCTOPUS], account="genetic").id
    assert Plan.from_dict(plan.as_dict()) == plan
    assert "tree.nwk" not in plan.code  # what is in the plan is not the library's
    older = {name: value for name, value in make_plan().as_dict().items() if name != "tree"}
    assert Plan.from_dict(older).id == make_plan().id  # releases that knew no tree


def random_options(rng):
    """Return options of a plan, each default in half of the cases."""
    drawn = {
        "account": rng.sample(sorted(accounts.names), rng.randint(1, 3)),
        "days": rng.choice([0.1, 1 / 3, 1e-05, 12]),
        "replicates": rng.randint(1, 30),
        "seed": rng.randrange(10**9),
        "point": True,
        "settings": rng.choice(
            [{"constants.tau": rng.uniform(0.5, 2)}, {LONE: rng.uniform(0, 3)}, {LONE: 0}]
        )
        | rng.choice([{}, {"group.size": 3}]),
        "without": rng.choice(["all", rng.sample(sorted(sources.names), 2)]),
        "contrast": True,
        "world": "permuted",
        "weights": "excitatory",
        "learners": rng.randint(1, 5),
        "knockouts": rng.randint(0, 6),
        "cap": rng.randint(1, 70),
        "prior": rng.choice(["rule_made", "exchangeable"]),
        "rule": rng.choice(sorted(rules.names)),
        "carrier": rng.random() < 0.5,
    }
    options = {name: value for name, value in drawn.items() if rng.random() < 0.5}
    if "days" not in options:
        options["age"] = rng.choice([None, 30, 0.25, "maturity"])
    if "without" not in options:
        options.pop("contrast", None)
    elif "contrast" not in options:
        options.pop("knockouts", None)  # nothing is removed alone where something is off for all
    return options


@pytest.mark.parametrize("seed", range(16))
def test_the_command_makes_the_same_run(seed, planned):
    rng = random.Random(seed)
    species = rng.choice([[OCTOPUS], [SPARROW, OCTOPUS], ["Octopus vulgaris"]])
    plan = make_plan(species, **random_options(rng))
    again = planned(command(plan))
    assert (again, again.id) == (plan, plan.id)
    assert departures(again, sizes=True) == departures(plan, sizes=True)


def test_a_number_is_typed_to_its_last_digit():
    for value in (0.1, 1 / 3, 2.0, 1e-300, 123456789.123456789, -0.5):
        assert float(number_text(value)) == value


def test_the_trace_of_a_number_set_by_hand_is_found_in_a_plan_of_an_earlier_release():
    plan = make_plan([OCTOPUS], settings={LONE: 0.5, "actions.crawl.share": SHARE}, point=True)
    old = {k: v for k, v in plan.as_dict().items() if k not in ("settings", "own")}
    assert Plan.from_dict(old).settings == plan.settings


def test_a_profile_that_only_bears_the_name_of_a_species_is_said_to_be_your_own():
    profile = load_species(OCTOPUS)
    changed = profile.model_copy(update={"stage": "in an aquarium"})
    assert in_words(make_plan([profile])) == ""
    assert in_words(make_plan([changed])) == f"own profile of {OCTOPUS}"
    other = profile.model_copy(update={"name": "octopus_mine"})
    assert in_words(make_plan([other])) == ""  # its name says it
