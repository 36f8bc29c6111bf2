"""Calibrations: tabled; and the package's own, made again."""

from __future__ import annotations

import pytest

from mirror_abm.animal.calibration import calibration
from mirror_abm.laboratory.calibration import ANIMALS, drawn_values, tables_of
from mirror_abm.laboratory.facts import FACTS, FactTask, work
from mirror_abm.laboratory.likelihoods import LIKELIHOOD


def test_tables_say_what_moved() -> None:
    found = tables_of(calibration())
    assert found.facts.groupby("account").size().eq(len(FACTS)).all()
    constants = found.constants.set_index(["account", "constant"])
    assert (constants["prior_low"] <= constants["prior_median"]).all()
    assert (constants["posterior_low"] <= constants["posterior_median"]).all()
    lowest = drawn_values(calibration()).min()
    assert (found.constants["posterior_low"] >= found.constants["constant"].map(lowest)).all()
    assert constants["shift"].abs().max() <= 0.5
    drawn = drawn_values(calibration())
    assert len(drawn) == calibration().draws
    # what calibrates moved: people who learn fast enough in life, whatever the account
    assert constants["shift"]["all"].abs().max() > 0.05
    by_account = found.accounts.set_index("account")
    assert (by_account["effective_draws"] <= by_account["draws"]).all()


@pytest.mark.parametrize(
    ("fact", "account", "draw"),
    [
        ("heyes_2005", "associative", 4),
        ("gallese_1996", "hebbian", 3),
        ("festante_2018", "canalized", 11),
        ("gallese_1996", "genetic", 60),
    ],
)
def test_the_calibration_of_the_package_comes_out_again(fact, account, draw) -> None:
    shipped = calibration()
    assert shipped.animals == ANIMALS
    values = work(FactTask(fact, account, draw, shipped.animals, shipped.seed))
    assert shipped.chances[account][fact][draw] == pytest.approx(LIKELIHOOD[fact](values), rel=1e-4)
