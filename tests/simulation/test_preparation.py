"""What is compiled before the tasks of plans: each loop once, and none that nobody needs."""

import pytest

from mirror_abm.simulation import preparation
from mirror_abm.simulation.plan import make_plan

from .tiny import OCTOPUS


@pytest.fixture
def compiled(monkeypatch):
    made = []
    monkeypatch.setattr(
        preparation, "prepare", lambda rule, scaled, progress: made.append((rule, scaled))
    )
    return made


def test_each_loop_that_plans_need_is_compiled_once(compiled):
    plans = [make_plan([OCTOPUS], days=1, seed=seed) for seed in (0, 1)]
    preparation.compile_for(plans)
    assert compiled == [("rescorla_wagner", False)]


def test_accounts_with_rules_and_rates_of_their_own_need_loops_of_their_own(compiled):
    accounts = ["associative", "hebbian", "none", "canalized"]
    preparation.compile_for([make_plan([OCTOPUS], days=1, account=accounts)])
    assert len(compiled) == len(set(compiled)) > 1
    assert ("covariance", False) in compiled
    assert "none" not in dict(compiled)  # it learns nothing


def test_another_rule_stands_in_the_place_of_that_of_the_account(compiled):
    preparation.compile_for([make_plan([OCTOPUS], days=1, rule="oja")])
    assert compiled == [("oja", False)]


def test_nothing_is_compiled_for_no_plan(compiled):
    preparation.compile_for([])
    assert compiled == []
