"""The table of draws: what a run recorded, and accounts that are entered twice."""

import numpy as np
import pytest

from mirror_abm.inference.chances import outcomes
from mirror_abm.inference.drawn import DIGITS, of_run
from mirror_abm.inference.likelihood import chances_of_finding, sorted_out
from mirror_abm.inference.shares import shares_by_cell
from mirror_abm.inference.study import Lab, Study

from .made import evidence, record
from .tables import made, with_account


def test_the_shares_and_chances_are_those_of_the_run(run):
    told = evidence(record("mus_musculus", "negative"), record("macaca_mulatta", "positive"))
    drawn = of_run(run, told)
    assert drawn.accounts[0] == "associative" and drawn.draws == run.plan.replicates
    cells = shares_by_cell(run)
    for (species, modality, arm), each in drawn.cells.items():
        assert arm == "intact"
        for at, account in enumerate(drawn.accounts):
            _, shares = cells[species, account, modality]
            assert each[0, at].shape == shares.share.shape
            there = shares.weight > 0
            np.testing.assert_allclose(each[0, at][there], shares.share[there], atol=10**-DIGITS)
    used, _ = sorted_out(told, set(run.plan.species))
    chances = chances_of_finding(run, used, list(drawn.accounts), Lab())
    for record_, chance in zip(drawn.records, chances, strict=True):
        np.testing.assert_allclose(record_.finds, chance, atol=1e-6)
    assert [each.verdict for each in drawn.records] == ["negative", "positive"]


def test_a_study_of_a_cell_has_the_chances_of_a_study(run):
    drawn = of_run(run, evidence(record("mus_musculus", "positive")))
    cell = next(iter(drawn.cells))
    one = drawn.study(cell, Study(2, 10))
    _, shares = shares_by_cell(run)[cell[0], drawn.accounts[1], cell[1]]
    assert one.chances.shape[:3] == (len(drawn.accounts), drawn.draws, 1)
    np.testing.assert_allclose(
        one.chances[1, :, 0], outcomes(shares, Study(2, 10)), atol=2e-3
    )  # shares are rounded
    assert one.kind == "intact" and one.seen is None


def test_an_account_that_is_entered_twice_is_found_and_counted_once():
    drawn = made(draws=12)
    twice = with_account(drawn, "genetic_again", 2)
    assert twice.twins()["genetic_again"] == "genetic"
    once = twice.distinct()
    assert once.accounts == drawn.accounts
    for key, each in once.cells.items():
        np.testing.assert_array_equal(each, drawn.cells[key])
    moved = with_account(drawn, "nearly", 2)
    moved.cells[next(iter(moved.cells))][0, -1, 0, 0] += 0.01
    assert moved.twins()["nearly"] == "nearly"


def test_animals_that_a_draw_lacks_weigh_nothing():
    drawn = made(draws=6, cells=1)
    ((cell, each),) = drawn.cells.items()
    alone = each[..., :1]
    padded = np.concatenate([alone, np.full_like(alone, np.nan)], axis=-1)
    drawn.cells[cell] = padded
    one = drawn.study(cell, Study()).chances
    drawn.cells[cell] = alone
    assert one == pytest.approx(drawn.study(cell, Study()).chances)
