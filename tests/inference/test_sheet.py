"""Sheets: what they are of, their fingerprints, and what no study can be."""

import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.animal.calibration import calibration
from mirror_abm.base.errors import InputError
from mirror_abm.inference.sheet import pairs_of, plans_of
from mirror_abm.inference.sheet_in_words import text_of

from .sheets import ASKED, sheet


def test_a_sheet_made_again_is_the_same_whatever_the_day():
    again = ma.preregister("octopus_vulgaris", **(ASKED | {"today": "2027-01-01"}))
    assert again.facts["fingerprint"] == sheet().facts["fingerprint"]
    assert (again.facts["made"], sheet().facts["made"]) == ("2027-01-01", "2026-11-28")
    for name in sheet()._fields[1:]:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(sheet(), name))
    assert sheet().facts["calibration"] == calibration_hash()


def calibration_hash():
    """Return the hash that a plan has of the calibration."""
    return plans_of(["octopus_vulgaris"])[0].code["calibration.json"]


def test_all_calibrated_accounts_are_asked_unless_some_are_named():
    plans = plans_of(["octopus_vulgaris"], age=["maturity", 30.0], without="self_observation")
    assert plans[0].accounts == calibration().accounts
    assert [plan.age for plan in plans] == ["maturity", 30.0]
    assert plans[0].contrasts and plans[0].knockouts == 0
    assert not plans_of("octopus_vulgaris", account=["genetic"])[0].contrasts


def test_pairs_are_associative_and_each_other_unless_some_are_named():
    names = ["genetic", "associative", "none"]
    assert pairs_of(names) == [("associative", "genetic"), ("associative", "none")]
    assert pairs_of(["genetic", "none"]) == [("genetic", "none")]
    assert pairs_of(names, [["none", "genetic"], ("none", "genetic")]) == [("none", "genetic")]
    for pair, said in (
        (("genetic", "magic"), "magic"),
        (("genetic", "genetic"), "must be two accounts"),
        (("genetic",), "must be two accounts"),
    ):
        with pytest.raises(InputError, match=said):
            pairs_of(names, [pair])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"species": []}, "name at least one species"),
        ({"age": []}, "must name at least one age"),
        ({"age": [30.0, 30.0]}, "is named twice"),
        ({"age": ["old"]}, "must be a number of days"),
        ({"without": "soup"}, "soup"),
        ({"world": "permuted"}, "must be 'normal'"),
    ],
)
def test_what_no_sheet_can_be_of_is_refused(given, said, tmp_path):
    asked = {"species": "octopus_vulgaris", "age": 0.01, "replicates": 2, "out": tmp_path}
    with pytest.raises(InputError, match=said):
        ma.preregister(**(asked | {"account": ["genetic"]} | given))
    assert list(tmp_path.iterdir()) == []  # before any work


def test_one_account_alone_is_parted_from_nothing():
    alone = ma.preregister("octopus_vulgaris", **(ASKED | {"account": ["genetic"], "age": 0.01}))
    assert alone.power.empty and "needed" in alone.power
    assert "nothing to part it from" in text_of(alone, "")


def test_a_notebook_shows_a_sheet():
    shown = sheet()._repr_html_()
    assert sheet().facts["fingerprint"] in shown and "What would refute it" in shown
    assert len(repr(sheet())) < 400
