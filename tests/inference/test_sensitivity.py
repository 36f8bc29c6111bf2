"""The sensitivity of a run: what carries it is found, and what cannot be told is refused."""

import dataclasses
from types import SimpleNamespace

import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference import sensitivity as module
from mirror_abm.inference.sensitivity import sensitivity

from .drawn import MOUSE, first, found, made
from .made import examples_run


@pytest.fixture(scope="module")
def told():
    return found(knockouts=True)


def test_the_numbers_that_carry_a_conclusion_are_found(told):
    table = first(told.coefficients, "net")
    assert set(table[table["stands_out"]]["number"]) == {
        "constants.criterion",
        "experience.synchrony.rate",
    }
    assert (table.set_index("number")["coefficient"]["constants.criterion"]) < -0.8
    assert first(told.conclusions, "net", MOUSE)["first"].tolist() == ["constants.connectivity"]
    order = first(told.coefficients, "order")
    held = order[order["stands_out"]]
    assert set(zip(held["number"], held["side"], strict=True)) == {
        ("constants.criterion", ""),
        ("constants.connectivity", ""),
        ("experience.synchrony.rate", "upper"),
    }
    lead = first(told.conclusions, "main_source", MOUSE)
    assert lead["first"].tolist() == ["constants.connectivity"]
    assert lead["probability"].tolist() == [1.0]


def test_variance_is_parted_by_group_and_the_most_useful_measurement_stands_first(told):
    shares = first(told.variance, "net").set_index("group")["share"]
    assert shares["recording"] == pytest.approx(0.47, abs=0.06)
    assert shares["profile"] == pytest.approx(0.47, abs=0.06)
    assert abs(shares["learning"]) < 0.03 and shares["chance"] < 0.12
    worth = first(told.measurements, "net")
    assert worth["number"].tolist() == ["experience.synchrony.rate", "experience.mirrors.rate"]
    row = worth.iloc[0]
    assert row["sd_after"] == pytest.approx(row["sd"] * (1 - row["gain"]) ** 0.5)
    assert row["gain"] == pytest.approx(0.47, abs=0.08) and row["adjusted"] < 1e-6


def test_nothing_of_it_depends_on_what_else_is_asked(told):
    alone = sensitivity(made(knockouts=True), species=MOUSE)
    for name in ("conclusions", "coefficients", "variance", "measurements"):
        mine, all_ = getattr(alone, name), getattr(told, name)
        rows = all_[(all_["species"] == MOUSE)].reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, rows, check_exact=True)


def test_equal_weights_are_no_weights(told):
    weighted = sensitivity(made(knockouts=True), weight=pd.Series(3.0, range(200)))
    pd.testing.assert_frame_equal(weighted.coefficients, told.coefficients)
    pd.testing.assert_frame_equal(weighted.variance, told.variance)


def test_it_is_shown_as_a_page_and_in_one_line(told):
    assert repr(told).startswith("Sensitivity(")
    page = told._repr_html_()
    assert "constants.criterion" in page and "follows most" in page


def test_runs_without_draws_or_with_few_and_names_that_are_not_there_are_refused(run):
    with pytest.raises(InputError, match=r"replicates = 5: too few draws .* must be 10 or more"):
        ma.sensitivity(run)
    many = made(20)
    point = SimpleNamespace(id="x", plan=dataclasses.replace(many.plan, point=True))
    with pytest.raises(InputError, match="run x: was made with --point"):
        sensitivity(point)
    for wrong, words in (
        ({"account": "genetik"}, "account = 'genetik'"),
        ({"species": ["mus"]}, "species = 'mus'"),
        ({"pairs": [(MOUSE, MOUSE)]}, "pair = mus_musculus, mus_musculus: must be two species"),
        ({"pairs": [(MOUSE,)]}, "pair = mus_musculus: must be two species"),
        ({"pairs": [(MOUSE, "rana")]}, "species = 'rana'"),
        ({"animals": 0}, "animals = 0"),
    ):
        with pytest.raises(InputError, match=words):
            sensitivity(many, **wrong)


def test_a_run_of_which_every_number_is_fixed_is_refused(monkeypatch):
    run = made(20)
    whole = run.table
    fixed = {"draws": whole("draws").assign(value=1.0)}
    run.table = lambda name: fixed.get(name, whole(name))
    with pytest.raises(InputError, match="no number varies between its draws"):
        sensitivity(run)


def test_a_run_of_several_accounts_is_asked_about_each_that_is_named(tmp_path):
    small = ma.run(
        "mus_musculus",
        days=0.01,
        replicates=10,
        knockouts=0,
        account=["genetic", "none"],
        out=tmp_path,
    )
    assert set(ma.sensitivity(small).conclusions["account"]) == {"genetic"}
    both = ma.sensitivity(small, account=["none", "genetic"])
    assert list(dict.fromkeys(both.conclusions["account"])) == ["none", "genetic"]
    own = both.coefficients[both.coefficients["number"].str.startswith("constants.genetic.")]
    assert set(own["account"]) <= {"genetic"} and set(own["group"]) <= {"learning"}


def test_the_example_in_the_docstring_runs():
    assert examples_run(module) > 0
