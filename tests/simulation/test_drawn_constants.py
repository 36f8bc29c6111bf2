"""The constants of a replicate: a draw of the calibration, the same whatever rivals there are."""

from __future__ import annotations

import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.animal.calibration import calibration
from mirror_abm.base.errors import InputError
from mirror_abm.simulation.drawn_constants import calibrates, given_to, paces
from mirror_abm.simulation.horizon import LAPSED_SALIENCE
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.task import simulate

QUICK = {"replicates": 2, "knockouts": 0, "cap": 8}
RIVALS = ["associative", "hebbian", "canalized", "genetic", "none"]


def _plan(accounts, **given):
    return make_plan(["danio_rerio"], account=accounts, **(QUICK | given))


@pytest.fixture(scope="module")
def several():
    """Tables of one replicate under several accounts."""
    return simulate(_plan(RIVALS), "danio_rerio", 1)


def test_an_account_alone_becomes_what_it_becomes_beside_rivals(several):
    alone = simulate(_plan(["associative"]), "danio_rerio", 1)
    for name, table in alone.items():
        beside = several[name]
        beside = beside[beside["account"] == "associative"].reset_index(drop=True)
        pd.testing.assert_frame_equal(beside, table.reset_index(drop=True), obj=name)


def test_accounts_have_draws_of_their_own_and_one_experience(several):
    """Each its own constants; the same events, in a life as long, for all that learn from it."""
    draws = several["draws"].pivot_table(index="name", columns="account", values="value")
    assert len({*draws.loc["constants.calibrated"]}) > 1
    assert len({*draws.loc["simulated.days"].drop(["genetic", "none"])}) == 1
    assert len({*draws.loc["constants.latency"]}) == 1  # not calibrated: common to all
    ledger = several["ledger"]
    lived = ledger.set_index("account").drop(columns=["species", "arm", "world"])
    ours, theirs = (lived.loc[name].reset_index(drop=True) for name in ("associative", "hebbian"))
    pd.testing.assert_frame_equal(ours, theirs)


def test_time_lapse_stays_within_what_every_account_bears():
    plan = _plan(["associative"], replicates=40)
    for replicate in range(40):
        fastest = max(each.alpha * each.incidental_salience for each in paces(plan, replicate))
        lapse = max(1.0, LAPSED_SALIENCE / fastest)
        for account in (*calibration().accounts, "none", "motor_only"):
            number = given_to(plan, replicate, account)["calibrated"]
            assert 1 <= number <= calibration().draws
            own = ma.Population(
                "danio_rerio",
                account,
                point=False,
                replicate=replicate,
                constants={"calibrated": number},
                size=1,
            ).constants
            assert own.alpha * own.incidental_salience * lapse <= LAPSED_SALIENCE * (1 + 1e-9)


def test_what_is_set_by_hand_is_kept():
    assert calibrates({}, point=False)
    assert not calibrates({}, point=True)
    assert not calibrates({"calibrated": 0.0}, point=False)
    for value in (0.0, 17.0):
        plan = _plan(["associative", "hebbian"], settings={"constants.calibrated": value})
        assert [given_to(plan, 1, name)["calibrated"] for name in plan.accounts] == [value] * 2
        assert len(paces(plan, 1)) == 1
    plan = _plan(["associative"], settings={"constants.alpha": 0.05})
    assert {each.alpha for each in paces(plan, 0)} == {0.05}
    assert len(paces(_plan(["associative"], point=True), 0)) == 1


def test_the_calibration_is_part_of_a_run_that_draws_from_it():
    assert "calibration.json" in _plan(["none"]).code
    for given in ({"point": True}, {"settings": {"constants.calibrated": 0}}):
        assert "calibration.json" not in _plan(["associative"], **given).code
    with pytest.raises(InputError, match=r"calibrated = 900000: must be the number of one of"):
        _plan(["associative"], settings={"constants.calibrated": 900000})
