"""Tables of a sheet: they agree with each other, and with what other commands say."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.inference.refutation import Power
from mirror_abm.inference.sheet_tables import _needed

from .sheets import HOME, sheet


def test_chances_sum_to_one_and_their_mean_is_what_is_counted():
    whole = sheet().outcomes.groupby(["number", "account", "draw"])["chance"].sum()
    np.testing.assert_allclose(whole, 1, atol=1e-9)
    counts = sheet().counts.assign(units=lambda table: table["count"] * table["chance"])
    mean = counts.groupby(["number", "account"])["units"].sum()
    said = sheet().predictions.set_index(["number", "account"])["counted"]
    np.testing.assert_allclose(mean, said.loc[mean.index], atol=1e-9)
    both = counts["at_most"] + counts["at_least"] - counts["chance"]
    np.testing.assert_allclose(both, 1, atol=1e-9)


def test_intact_conditions_say_what_predict_says():
    run = ma.load_run(sheet().facts["runs"][1], HOME.name)
    told = ma.predictions(run, animals=2, units=10).set_index("account")["found"]
    here = sheet().predictions
    intact = here[(here["age"] == "at 0.05 days of age") & (here["arm"] == "intact")]
    assert intact.set_index("account")["found"].to_dict() == pytest.approx(told.to_dict())


def test_values_that_refute_are_beyond_what_the_counts_allow():
    counts = sheet().counts.set_index(["number", "account", "count"])
    table = sheet().refutes
    for row in table[table["measured"] == "count"].itertuples(index=False):
        each = counts.loc[(row.number, row.account)]
        if row.at_most == row.at_most:
            assert each["at_most"].loc[row.at_most] <= 0.025 + 1e-9
            assert each["at_most"].loc[row.at_most + 1] > 0.025
        if row.at_least == row.at_least:
            assert each["at_least"].loc[row.at_least] <= 0.025 + 1e-9
            assert each["at_least"].loc[row.at_least - 1] > 0.025


def test_verdicts_cover_every_value_once_and_agree_with_the_limits():
    limits = sheet().refutes.set_index(["number", "measured", "account"])
    for (number, what), part in sheet().verdicts.groupby(["number", "measured"]):
        values = [k for row in part.itertuples() for k in range(row.begin, row.end + 1)]
        least = 0 if what == "count" else -20
        assert values == list(range(least, 21))
        for row in part.itertuples():
            refuted = [name for name in row.refuted.split(", ") if name]
            left = [name for name in row.left.split(", ") if name]
            assert sorted(refuted + left) == sorted(sheet().facts["accounts"])
            for name in sheet().facts["accounts"]:
                low, high = limits.loc[(number, what, name), ["at_most", "at_least"]]
                assert (name in refuted) == bool(row.end <= low or row.begin >= high)


def test_differences_are_told_for_conditions_that_lack_something():
    table = sheet().refutes
    apart = table[table["measured"] != "count"]
    assert set(apart["number"]) == {2, 4}


def test_power_is_told_for_pairs_both_ways_at_every_size():
    table = sheet().power
    assert {2, 1, 30} <= set(table["animals"])
    pairs = set(zip(table["tested"], table["true"], strict=True))
    assert pairs == {
        pair
        for name in ("epigenetic", "genetic", "none")
        for pair in (("associative", name), (name, "associative"))
    }
    assert table[["power", "size"]].stack().between(0, 1 + 1e-9).all()


def test_needed_is_the_size_from_which_on_it_is_enough():
    good, weak, wild = Power(0.9, 0.05), Power(0.5, 0.05), Power(0.9, 0.3)
    assert _needed({1: weak, 2: good, 3: good}) == 2
    assert _needed({1: good, 2: weak, 3: good}) == 3
    assert _needed({1: good, 2: wild}) == 1  # of a large study the size is coarse, not of a small
    assert _needed({1: wild, 2: good}) == 2
    assert np.isnan(_needed({1: wild, 2: wild})) and np.isnan(_needed({1: good, 2: weak}))


def test_assumptions_are_the_numbers_of_the_profile_with_their_sources():
    profile = ma.load_species("octopus_vulgaris")
    table = sheet().assumptions.set_index("name")
    for name, item in profile.quantities().items():
        if not name.startswith("actions") and name in table.index:
            assert table.loc[name, "source"] == item.source
    assert len(table) == len(profile.quantities())
