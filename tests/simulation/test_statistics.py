"""Statistics and draws, by another route."""

import math

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.animal.constant_values import check_constant, draw_constants
from mirror_abm.animal.constants import Constants, describe
from mirror_abm.base.seeds import integer, stream, uniform
from mirror_abm.experience.supply import values
from mirror_abm.profile.quantity import draw_between
from mirror_abm.simulation.statistics import means_of, paired, per_unit, predictive


def nested(rng, groups=40, animals=10):
    """Groups that differ, animals within a group that hardly do."""
    level = np.repeat(rng.standard_normal(groups), animals)
    return pd.DataFrame(
        {
            "species": "x",
            "replicate": np.repeat(np.arange(groups), animals),
            "group": 0,
            "animal": np.tile(np.arange(animals), groups),
            "value": level + 0.1 * rng.standard_normal(groups * animals),
        }
    )


def kahan(values):
    """Return the mean, one value after the other."""
    total = lost = 0.0
    known = [value for value in values if not math.isnan(value)]
    for value in known:
        added = value - lost
        new = total + added
        lost, total = (new - total) - added, new
    return total / len(known) if known else math.nan


def test_the_mean_of_some_rows_does_not_depend_on_what_else_is_in_the_table():
    """Neither on other groups, nor on their order, nor on what is absent from other columns."""
    rng = np.random.default_rng(3)
    table = pd.DataFrame(rng.standard_normal((710, 2)) * 1e-2, columns=["x", "y"])
    table["cell"] = np.repeat([f"{n:02}" for n in range(20)], 3 * np.arange(20) + 7)
    table.loc[rng.random(710) < 0.1, "y"] = np.nan
    table.loc[table["cell"] == "03", "y"] = np.nan
    found = means_of(table, ["cell"], ["x", "y"])
    for (cell, part), row in zip(table.groupby("cell"), found.itertuples(), strict=True):
        assert row.Index == cell
        assert [row.x, row.y] == pytest.approx(
            [kahan(part["x"]), kahan(part["y"])], abs=0, rel=0, nan_ok=True
        )
        alone = means_of(part, ["cell"], ["x"])
        assert alone["x"].tolist() == [row.x]
    mixed = table.sample(frac=1, random_state=1).sort_index(kind="stable")
    mixed = pd.concat([mixed[mixed["cell"] > "10"], mixed[mixed["cell"] <= "10"]])
    pd.testing.assert_frame_equal(means_of(mixed, ["cell"], ["x", "y"]), found, check_exact=True)
    assert means_of(table.head(0), ["cell"], ["x"]).empty


def test_the_unit_of_replication_is_never_the_animal():
    table = nested(np.random.default_rng(1))
    with pytest.raises(ma.MirrorError, match="animals of a group share"):
        per_unit(table, ["species"], ["value"], unit="animal")
    with pytest.raises(TypeError):
        predictive(table, ["species"], "value")
    result = predictive(table, ["species"], "value", unit="group").iloc[0]
    means = table.groupby("replicate")["value"].mean()
    assert result["n"] == 40
    assert result["mean"] == pytest.approx(means.mean())
    assert result["mc_error"] == pytest.approx(means.std(ddof=1) / np.sqrt(40))
    assert result["level"] == 0.9
    assert (result["low"], result["high"]) == pytest.approx(
        tuple(np.quantile(means, [0.05, 0.95], method="weibull"))
    )


def test_a_range_of_few_groups_states_its_own_level():
    table = nested(np.random.default_rng(2), groups=4)
    result = predictive(table, ["species"], "value", unit="group").iloc[0]
    means = table.groupby("replicate")["value"].mean()
    assert (result["low"], result["high"], result["level"]) == (means.min(), means.max(), 0.6)


def test_predictive_range_covers_and_its_error_shrinks():
    rng = np.random.default_rng(5)
    wide = predictive(nested(rng, groups=2000, animals=2), ["species"], "value", unit="group").iloc[
        0
    ]
    few = predictive(nested(rng, groups=50, animals=2), ["species"], "value", unit="group").iloc[0]
    assert wide["high"] - wide["low"] == pytest.approx(2 * 1.645, rel=0.1)
    assert few["high"] - few["low"] == pytest.approx(2 * 1.645, rel=0.4)
    assert wide["mc_error"] < few["mc_error"] / 4


def test_paired_differences_are_within_groups():
    table = pd.DataFrame(
        {
            "species": "x",
            "arm": ["intact", "without a"] * 3,
            "replicate": [0, 0, 1, 1, 2, 2],
            "group": 0,
            "net": [0.5, 0.2, 0.9, 0.6, 0.1, -0.2],
        }
    )
    found = paired(table, ["species"], "net", "arm", "intact", unit="group")
    assert found["difference"].tolist() == pytest.approx([-0.3] * 3)


@pytest.mark.parametrize(
    ("value", "low", "high", "unit"),
    [
        (2, 0.3, 10, "per hour"),
        (0.88, 0.7, 0.97, "share"),
        (5, 0, 10, "per hour"),
        (3, 3, 3, "years"),
        (0, 0, 0, "share"),
    ],
)
def test_draws_have_the_stated_median_and_bounds(value, low, high, unit):
    found = np.array(
        [draw_between(u, value, low, high, unit) for u in np.linspace(0, 1 - 1e-9, 4001)]
    )
    assert (np.diff(found) >= 0).all()
    assert found[0] == pytest.approx(low)
    assert found[-1] == pytest.approx(high)
    assert np.median(found) == pytest.approx(value, rel=1e-3, abs=1e-9)


def test_streams_belong_to_their_address_alone():
    one = stream(1, 2, "a", "b").random(5)
    stream(1, 2, "a", "c").random(100)
    assert (one == stream(1, 2, "a", "b").random(5)).all()
    addresses = [(0, 1, "a"), (0, "1", "a"), (1, 0, "a"), (0, 1, "a", ""), (0, "1a"), (0, 1, "b")]
    assert len({uniform(*address) for address in addresses}) == len(addresses)
    assert type(integer(0, "mesa")) is int


def test_constants_are_drawn_jointly_and_fixing_one_moves_no_other():
    free, fixed = draw_constants(1, 7), draw_constants(1, 7, {"tau": 1.7})
    assert fixed.tau == 1.7 != free.tau
    assert {k: v for k, v in vars(free).items() if k != "tau"} == {
        k: v for k, v in vars(fixed).items() if k != "tau"
    }
    for name, item in describe().items():
        drawn = getattr(free, name)
        assert item.metadata["low"] <= drawn <= item.metadata["high"]
        assert len(item.metadata["reason"]) > 10
        assert item.metadata["basis"] in ("calibrated", "assumed", "definition")
    one, two = ma.load_species("macaca_mulatta"), ma.load_species("homo_sapiens")
    assert values(one, 1, 0)["group.size"] != one.group.size.value
    assert values(one, 1, 0) != values(one, 1, 1)
    assert set(values(two, 1, 0)) == set(values(two))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("tua", 1, "Did you mean tau"),
        ("tau", -1, r"must lie in \[0.01, 60\]"),
        ("tau", float("nan"), "finite"),
        ("views", 1.5, "whole"),
        ("alpha", True, "finite number"),
    ],
)
def test_constants_refuse_nonsense(name, value, message):
    with pytest.raises(ma.MirrorError, match=message):
        check_constant(name, value)
    assert Constants().beta_absent < Constants().beta_present
