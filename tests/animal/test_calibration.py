"""The calibration that is used: weights, draws, and what a run makes of them."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pandas as pd
import pytest

from mirror_abm.animal import calibration as module
from mirror_abm.animal.account_numbers import numbers_of, own_constants
from mirror_abm.animal.calibration import Calibration, address, calibration
from mirror_abm.animal.constant_values import draw_constants
from mirror_abm.animal.declared import ranges
from mirror_abm.base.errors import InputError
from mirror_abm.base.means import effective
from mirror_abm.base.shelf import accounts

RIVALS = calibration().accounts


def made(**chances: dict[str, list[float]]) -> Calibration:
    """Return a calibration of a few draws."""
    return Calibration(0, 4, chances, ranges(), "by hand", "0")


def test_the_package_has_a_calibration_of_every_rival() -> None:
    shipped = calibration()
    assert {*accounts.names} - {*RIVALS} == {"motor_only", "none"}
    assert shipped.draws >= 100
    assert {len(each) for by_fact in shipped.chances.values() for each in by_fact.values()} == {
        shipped.draws
    }
    assert all(
        0 <= chance <= 1
        for by_fact in shipped.chances.values()
        for each in by_fact.values()
        for chance in each
    )


@pytest.mark.parametrize("account", RIVALS)
def test_weights_are_a_distribution_over_draws(account: str) -> None:
    weights = calibration().weights(account)
    assert math.isclose(math.fsum(weights), 1)
    assert min(weights) >= 0
    assert effective(weights) > 1


def test_weights_are_products_of_what_speaks() -> None:
    two = made(a={"f": [0.2, 0.4, 0.0], "g": [0.5, 0.5, 1.0]}, b={"f": [0.09] * 3, "g": [1, 0, 1]})
    assert two.weights("a") == pytest.approx([1 / 3, 2 / 3, 0])
    assert not two.speaks("b", "f")  # it gives the fact in no draw
    assert two.weights("b") == pytest.approx([0.5, 0, 0.5])
    assert two.common() == pytest.approx([5 / 12, 1 / 3, 1 / 4])


def test_a_fact_no_account_gives_leaves_all_draws_alike() -> None:
    assert made(a={"f": [0.01, 0.05]}).weights("a") == [0.5, 0.5]


def test_replicates_draw_what_the_weights_say() -> None:
    """Blocks of 20 replicates cover the weights evenly: a draw comes its share of times, +- 2."""
    two = made(a={"f": [0.5, 0.0, 0.25, 0.25] + [0.0] * 4}, b={"f": [0.0] * 6 + [0.5, 0.5]})
    for covering in (True, False):
        slack = 2 * 20 if covering else 60
        drawn = [two.drawn(3, replicate, "a", covering) for replicate in range(400)]
        assert set(drawn) == {1, 3, 4}
        assert abs(drawn.count(1) - 200) <= slack
        assert abs(drawn.count(3) - 100) <= slack
        every = [two.drawn(3, replicate, "none", covering) for replicate in range(400)]
        assert set(every) == {1, 3, 4, 7, 8}  # the mean of a and b
        assert abs(every.count(1) - 100) <= slack


def test_draws_of_one_replicate_are_as_fast_as_each_other_or_as_near_as_accounts_are() -> None:
    """At one quantile of the pace of life, so that a replicate is a slow or a fast one for all."""
    shipped = calibration()
    pace = [
        [
            draw_constants(0, r, {"calibrated": float(shipped.drawn(0, r, name, True))})
            for r in range(60)
        ]
        for name in ("associative", "hebbian", "none")
    ]
    slow = [[each.alpha * each.incidental_salience for each in draws] for draws in pace]
    for other in slow[1:]:
        assert _ranks_agree(slow[0], other) > 0.95
    for r in range(60):  # any other account lies between the accounts that are calibrated
        given = [
            draw_constants(0, r, {"calibrated": float(shipped.drawn(0, r, name, True))})
            for name in RIVALS
        ]
        paces = [each.alpha * each.incidental_salience for each in given]
        assert min(paces) <= slow[2][r] <= max(paces)


def _ranks_agree(one: list[float], two: list[float]) -> float:
    """Return Spearman's correlation."""
    return float(pd.Series(one).corr(pd.Series(two), method="spearman"))


def test_a_replicate_has_the_constants_of_its_draw() -> None:
    shipped = calibration()
    fixed = {"calibrated": 8.0}
    as_it_was = draw_constants(shipped.seed, 7)
    again = draw_constants(99, 3, {**fixed, "latin_hypercube": 0.0})
    assert again.alpha == as_it_was.alpha
    assert again.criterion == as_it_was.criterion
    assert again.calibrated == 8
    assert again.latency == draw_constants(99, 3, {"latin_hypercube": 0.0}).latency
    assert again.latency != as_it_was.latency  # what animals do is no matter of the facts
    assert draw_constants(99, 3, fixed | {"alpha": 0.05}).alpha == 0.05
    assert address(99, 3, True, {}) == (99, 3, True)
    genetic = accounts.load("genetic")
    drawn = ("genetic", genetic, 99, 3, fixed, False, False)
    theirs = ("genetic", genetic, shipped.seed, 7, {}, False, True)
    assert numbers_of(*drawn) == numbers_of(*theirs)
    for name in RIVALS:
        account = accounts.load(name)
        assert own_constants(account, 99, 3, fixed, False, False) == own_constants(
            account, shipped.seed, 7, {}, False, True
        )


def test_a_draw_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match=r"constants.calibrated = 900000: must be the number of"):
        draw_constants(0, 0, {"calibrated": 900000.0})
    with pytest.raises(InputError, match="magic is not calibrated"):
        calibration().weights("magic")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("alpha", [0.01, 0.03, 0.06], r"alpha in \[0.01, 0.06\], now \[0.02, 0.06\]"),
        ("phlogiston", [0, 1, 2], r"phlogiston in \[0, 2\], now no range"),
    ],
)
def test_other_ranges_make_a_calibration_void(tmp_path, name, value, said) -> None:
    found = json.loads(module.FILE.read_text())
    found["ranges"][name] = value
    (tmp_path / "other.json").write_text(json.dumps(found))
    with pytest.raises(InputError, match=rf"^other.json: was made with {said}"):
        calibration(tmp_path / "other.json")


def test_other_ranges_of_an_account_are_refused_where_it_draws_from_the_calibration(monkeypatch):
    genetic = accounts.load("genetic")
    name = next(iter(genetic.NUMBERS))
    other = replace(genetic.NUMBERS[name], low=genetic.NUMBERS[name].low / 2)
    monkeypatch.setattr(genetic, "NUMBERS", {**genetic.NUMBERS, name: other})
    draw = ("genetic", genetic, 0, 0, {"calibrated": 3.0}, False, True)
    with pytest.raises(InputError, match=rf"was made with genetic.{name} in"):
        numbers_of(*draw)
    numbers_of("genetic", genetic, 0, 0, {}, False, True)  # from their ranges: nothing to refuse
    numbers_of("another", genetic, 0, 0, {"calibrated": 3.0}, False, True)
    monkeypatch.setattr(genetic, "NUMBERS", {})
    with pytest.raises(InputError, match="now no range"):
        numbers_of(*draw)
