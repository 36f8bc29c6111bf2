"""The board: which cohorts it needs, and nonsense that is refused before an animal is raised."""

import pytest
from typer.testing import CliRunner

from mirror_abm.base import shelf
from mirror_abm.cli.main import app
from mirror_abm.laboratory import board, scoring


def planned(*names, **changed):
    given = {
        "accounts": ["associative", "genetic"],
        "rules": None,
        "kinds": ["developed", "preset"],
        "draws": 0,
        "animals": 2,
        "seed": 0,
        "days": 1.0,
        "settings": {},
    }
    return board.plan(names, **given | changed)


def test_experiments_on_one_species_share_their_animals():
    tasks = planned("cook_2010", "heyes_2005", "range_2011")
    assert len(tasks) == 8  # two species x two accounts x two kinds of subject
    people = [task for task in tasks if task.cohort.species == "homo_sapiens"]
    assert {task.names for task in people} == {("cook_2010", "heyes_2005")}
    assert len({task.cohort for task in tasks}) == len(tasks)


def test_developed_animals_live_to_maturity_unless_told_otherwise():
    def lived(**given):
        (task,) = planned("gallese_1996", accounts=["associative"], **given)
        return task.cohort.days, task.cohort.age

    assert lived(days=None) == (0.0, "maturity")
    assert lived(days=2) == (2.0, None)
    assert lived(days=0) == (0.0, None)  # newborns
    assert lived(days=None, age="30") == (0.0, 30.0)


def test_what_is_named_twice_is_done_once():
    """Else its animals would count twice."""
    kinds = ["preset", "preset"]
    twice = planned(
        "cook_2010", "cook_2010", kinds=kinds, accounts=["none", "none"], rules=["oja", "oja"]
    )
    assert twice == planned("cook_2010", kinds=["preset"], accounts=["none"], rules=["oja"])


def test_a_kind_of_subject_that_a_study_does_not_take_is_left_out():
    assert {task.cohort.kind for task in planned("gallese_1996")} == {"developed"}


def test_a_rule_that_is_an_account_s_own_makes_no_second_cohort():
    own = shelf.accounts.load("associative").RULE
    tasks = planned(
        "cook_2010", accounts=["associative"], rules=[own, "hebbian"], kinds=["preset"], draws=2
    )
    assert [(task.cohort.rule, task.cohort.draw) for task in tasks] == [
        (own, 0),
        ("hebbian", 0),
        (own, 1),
        ("hebbian", 1),
    ]


def test_the_default_accounts_are_all_rivals_and_one_baseline():
    assert set(board.DEFAULT_ACCOUNTS) | set(scoring.BASELINES) == set(shelf.accounts.names)
    assert set(board.DEFAULT_ACCOUNTS) & set(scoring.BASELINES) == {"none"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "cook_2011"], "Did you mean cook_2010"),
        (["show", "nonsense"], "experiment = 'nonsense'"),
        (["run", "all", "--from", "/nowhere"], "no such folder"),
        (["run", "cook_2010", "--account", "mystical"], "account"),
        (["run", "cook_2010", "--rule", "rw"], "learning rule"),
        (["run", "cook_2010", "--subjects", "grown"], "subjects"),
        (["run", "cook_2010", "--replicates", "1"], "replicates"),
        (["run", "cook_2010", "--prior-draws", "-1"], "draws"),
        (["run", "cook_2010", "--set", "constants.tau=x"], "--set"),
        (["run", "cook_2010", "--days", "-1"], "days"),
    ],
)
def test_nonsense_on_the_command_line_is_told_in_one_sentence(arguments, told):
    result = CliRunner().invoke(app, ["experiment", *arguments])
    assert result.exit_code != 0
    assert told in str(result.exception)
