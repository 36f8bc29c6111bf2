"""``next --experiments`` as it is typed: the answer in words, its tables, and what it refuses."""

import json

import pandas as pd
import pytest

from mirror_abm.cli.next_experiment import OF_A_RUN, OF_EXPERIMENTS, _answer, _left_out

from .shell import refused, typed

ASKED = (
    *("next", "--experiments", "repair", "--account", "associative", "--account", "genetic"),
    *("--prior-draws", "4", "--replicates", "2", "--varied", "0", "--workers", "1"),
)
PAIR = {
    "first": "associative",
    "second": "genetic",
    "experiment": "repair",
    "change": "as published",
    "outcome": "deprived_0_trained",
    "higher_under": "genetic",
    "bits": 0.9,
    "floor": 0.1,
    "above_floor": True,
    "animals_to_part": 2,
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    file = tmp_path_factory.mktemp("next") / "pairs.png"
    said = typed(*ASKED, "--figure", str(file), COLUMNS="200")
    assert said.returncode == 0, said.stderr
    assert file.stat().st_size > 10_000
    return said.stdout


def test_the_answer_comes_first_and_what_was_left_out_last(told):
    lines = told.splitlines()
    assert lines[0] == "What parts associative from its rivals best:"
    assert lines[1].startswith("* genetic: repair, as published: ")
    assert "is higher under genetic (" in lines[1]
    assert "The results that would hurt associative most" in told
    assert "catmur_2007" in told.split("Not tried (name them, or 'all'): ")[1]


def test_tables_are_given_as_json():
    said = typed(*ASKED, "--json")
    tables = json.loads(said.stdout)
    assert {"pairs", "hurting"} <= set(tables)


def test_pairs_that_nothing_parts_are_told_in_words():
    table = pd.DataFrame(
        [
            PAIR,
            PAIR | {"second": "hebbian", "animals_to_part": pd.NA},
            PAIR | {"second": "canalized", "above_floor": False},
            PAIR | {"first": "hebbian", "second": "canalized", "above_floor": False},
        ]
    )
    said = _answer(table)
    assert "2 animals part them in 90 % of cases" in said[1]
    assert "in fewer than 90 % of cases" in said[2]
    assert "nothing tried here; at best 0.90 bit" in said[3]
    assert said[4] == "Nothing tried here parts these, either: hebbian and canalized."
    left = pd.DataFrame({"experiment": ["a", "b", "c"], "why": ["its variants", "x", "x"]})
    assert [line.rsplit(": ", 1)[1] for line in _left_out(left)] == ["a.", "b, c."]


def test_nonsense_is_refused_before_anything_is_simulated(done):
    refused(typed("next"), 2, "RUN = none: must be one run")
    refused(typed("next", "a", "b"), 2, "RUN = a, b: must be one run")
    refused(typed("next", "--experiments", "repairs"), 2, "Did you mean repair?")
    refused(typed("next", "--experiments", "--units", "3"), 2, "--units: speaks of recordings")
    refused(typed("next", done.id, "--account", "genetic"), 2, "--account: speaks of experiments")
    refused(typed("next", "--experiments", "--account", "none"), 2, "must hold associative and")
    refused(typed("next", "--experiments", "--figure", "a.gif"), 2, "must end in")


def test_the_defaults_that_are_told_apart_are_those_of_the_command():
    import inspect

    from mirror_abm.cli.recommendation import next_command

    named = {"prior_draws": "draws", "from": "folder"}
    parameters = inspect.signature(next_command).parameters
    for name, default in {**OF_A_RUN, **OF_EXPERIMENTS}.items():
        assert parameters[named.get(name, name)].default == default, name
