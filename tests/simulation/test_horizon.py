"""How long animals live: days as they come, or an age that is reached in time-lapse."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.animal.constant_values import constants_with, draw_constants
from mirror_abm.base.errors import InputError
from mirror_abm.simulation.horizon import (
    LAPSED_SALIENCE,
    Life,
    check_age,
    days_or_age,
    life,
    own_horizon,
    time_lapse,
)

SLOW = {"constants.alpha": 0.03, "constants.incidental_salience": 0.05}


@pytest.fixture(scope="module")
def aged(tmp_path_factory):
    """Return a small run to an age."""
    return ma.run(
        ["octopus_vulgaris", "apis_mellifera"],
        age=6,
        replicates=2,
        knockouts=0,
        settings=SLOW,
        out=tmp_path_factory.mktemp("aged"),
    )


def test_time_lapse_keeps_the_salience_small_whatever_the_draw():
    for replicate in range(50):
        drawn = draw_constants(0, replicate, {"incidental_salience": 0.01 * (replicate + 1)})
        slow = drawn.alpha * drawn.incidental_salience
        assert time_lapse(drawn) * slow <= max(LAPSED_SALIENCE * (1 + 1e-12), slow)
        assert time_lapse(drawn) >= 1


def test_time_lapse_is_the_same_for_all_species_of_a_draw():
    drawn = constants_with(alpha=0.03, incidental_salience=0.01)
    species = [ma.load_species(name) for name in ("octopus_vulgaris", "homo_sapiens")]
    lives = [life(each, [drawn], 0.0, "maturity") for each in species]
    assert lives[0].lapse == lives[1].lapse == pytest.approx(100)
    assert [each.age for each in lives] == [own_horizon(each) for each in species]
    assert lives[1].days == pytest.approx(7.305)


@pytest.mark.parametrize(
    ("name", "days"),
    [("homo_sapiens", 730.5), ("octopus_vulgaris", 292.2), ("apis_mellifera", 0.15 * 365.25)],
)
def test_the_own_horizon_is_maturity_or_two_years_and_a_workers_lifespan(name, days):
    profile = ma.load_species(name)
    assert own_horizon(profile) == pytest.approx(days)
    assert profile.stage.startswith("worker") == (name == "apis_mellifera")


def test_days_as_they_come_are_no_time_lapse():
    drawn = constants_with(alpha=0.03, incidental_salience=0.01)
    assert life(ma.load_species("octopus_vulgaris"), [drawn], 5.0, None) == Life(5.0, 1.0)


@pytest.mark.parametrize("age", [0, -1, "old", float("nan"), True, 1e9, [3], ""])
def test_an_age_that_nobody_reaches_is_refused(age):
    with pytest.raises(InputError, match="age = "):
        check_age(age)


@pytest.mark.parametrize(("given", "found"), [("30", 30.0), (2, 2.0), ("maturity", "maturity")])
def test_an_age_may_be_a_number_or_the_word_maturity(given, found):
    assert check_age(given) == found


def test_days_and_an_age_at_once_are_refused_in_one_sentence():
    with pytest.raises(InputError, match="give one of the two"):
        days_or_age(3, 30)


def test_without_either_life_is_lived_to_maturity():
    assert days_or_age(None, None) == (0.0, "maturity")
    assert days_or_age(3, None) == (3.0, None)


def test_the_age_and_the_lapse_stand_in_the_tables(aged):
    for name in ("units", "ledger", "draws"):
        table = aged.table(name)
        assert set(table["age"]) == {6.0}
        assert np.allclose(table["lapse"], 20.0)
    curves = aged.table("curves")
    assert curves.groupby("species")["age"].max().tolist() == [6.0, 6.0]
    assert curves["age"].min() == 0
    days = aged.table("draws").query("name == 'simulated.days'").groupby("account")["value"]
    assert days.max().round(6).to_dict() == {"associative": 0.3, "none": 0.0}  # nothing is learned


def test_all_draws_are_recorded_at_the_same_ages(aged):
    curves = aged.table("curves")
    counts = curves.groupby(["species", "account", "modality", "age"])["replicate"].nunique()
    assert set(counts) == {2}


def test_rates_of_the_ledger_are_those_of_the_days_that_were_simulated(aged):
    """The same animals without time-lapse meet as much an hour."""
    ledger = aged.table("ledger")
    plain = ma.run(
        ["octopus_vulgaris"],
        days=1.5,
        replicates=2,
        knockouts=0,
        settings=SLOW,
        out=aged.path.parent,
    ).table("ledger")
    keys = ["species", "source", "population"]

    def rates(table):
        shown = table[
            (table["species"] == "octopus_vulgaris") & (table["account"] == "associative")
        ]
        return (shown["percepts"] / shown["hours"]).groupby(shown["source"]).mean()

    assert keys[1] in ledger
    both = rates(ledger).to_frame("lapsed").join(rates(plain).rename("plain"))
    common = both[both["plain"] > 5]
    assert len(common)
    assert np.allclose(common["lapsed"], common["plain"], rtol=0.25)


def test_the_command_of_a_run_names_its_age(aged):
    from mirror_abm.simulation.conditions import command, in_words

    assert "--age 6.0" in command(aged.plan) or "--age 6" in command(aged.plan)
    assert "--days" not in command(aged.plan)
    assert aged.plan.span == "6 days of age"
    assert aged.plan.in_brief[-1] == "6 days of age"
    assert "constants.alpha" in in_words(aged.plan)
