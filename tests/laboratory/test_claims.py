"""Claims: what holds, what is contradicted, what is left undecided, and how often by chance."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import claims


def made(**conditions):
    rng = np.random.Generator(np.random.PCG64(3))
    return pd.concat(
        [
            pd.DataFrame(
                {"condition": name, "replicate": range(40), "value": rng.normal(mean, 1, 40)}
            )
            for name, mean in conditions.items()
        ]
    )


def test_claims_hold_and_fail():
    table = made(low=0.0, high=5.0, like=4.9, under=-3.0)
    for claim, answer in (
        (c.higher("high", "low"), True),
        (c.higher("low", "high"), False),
        (c.higher("high", "like"), False),
        (c.positive("high"), True),
        (c.positive("low"), False),
        (c.reversed_sign("under"), True),
        (c.reversed_sign("high"), False),
        (c.about("high", "like", than="low"), True),
        (c.about("high", "low", than="under"), False),
        (c.near("high", "like"), True),
        (c.near("high", "low"), False),
        (c.absent("low", than="high"), True),
        (c.absent("high"), False),
        (c.not_higher("low", "high"), True),
        (c.not_higher("high", "low"), False),
    ):
        assert claims.holds(claim, table) == answer, str(claim)


def test_no_difference_is_claimed_of_equals():
    same = made(a=1.0).assign(condition="a")
    table = pd.concat([same, same.assign(condition="b")])
    assert not claims.holds(c.higher("a", "b"), table)
    assert not claims.holds(c.positive("a"), table.assign(value=0.0))


def test_a_difference_below_the_floor_is_none_and_no_unlikeness_either():
    alike = pd.DataFrame({"a": [0.0009, 0.0010, 0.0011], "b": [0.0004, 0.0005, 0.0006]})
    for claim, floored, unfloored in (
        (c.higher("a", "b"), "contradicted", "holds"),
        (c.positive("a"), "contradicted", "holds"),
        (c.near("a", "b"), "holds", "contradicted"),
        (c.absent("a"), "holds", "contradicted"),
        (c.not_higher("a", "b"), "holds", "contradicted"),
    ):
        assert claims.judged(claim, alike) == floored, str(claim)
        assert claims.judged(claim, alike, 0.0) == unfloored, str(claim)
    assert claims.judged(c.higher("a", "b"), 100 * alike) == "holds"


def animals(spread, n, **means):
    """Return n animals, whose values lie evenly around each mean, in an order of their own."""
    each = [
        pd.DataFrame(
            {
                "condition": name,
                "replicate": np.roll(np.arange(n), place),
                "value": mean + spread * np.linspace(-1, 1, n),
            }
        )
        for place, (name, mean) in enumerate(means.items())
    ]
    return claims.by_animal(pd.concat(each))


@pytest.mark.parametrize(
    ("claim", "means", "few", "many"),
    [
        (c.higher("a", "b"), {"a": 1.0, "b": 0.0}, "undecided", "holds"),
        (c.higher("b", "a"), {"a": 1.0, "b": 0.0}, "undecided", "contradicted"),
        (c.positive("a"), {"a": 1.0, "b": 9.0}, "undecided", "holds"),
        (c.reversed_sign("a"), {"a": 1.0, "b": 9.0}, "undecided", "contradicted"),
        (c.not_higher("a", "b"), {"a": 1.0, "b": 0.0}, "undecided", "contradicted"),
        (c.near("a", "b"), {"a": 1.0, "b": -0.5}, "undecided", "contradicted"),
        (c.absent("a", than="b"), {"a": -2.0, "b": 3.0}, "undecided", "contradicted"),
        (c.about("a", "b", than="d"), {"a": 1.0, "b": -1.0, "d": 0.0}, "undecided", "contradicted"),
        (c.about("a", "b", than="d"), {"a": 5.0, "b": 5.2, "d": 0.0}, "holds", "holds"),
        (c.absent("a", than="b"), {"a": 0.2, "b": 3.0}, "holds", "holds"),
    ],
)
def test_few_animals_leave_undecided_what_many_decide(claim, means, few, many):
    assert claims.judged(claim, animals(3.0, 5, **means)) == few
    assert claims.judged(claim, animals(3.0, 400, **means)) == many
    assert claims.judged(claim, animals(0.0, 5, **means)) == many  # or animals that are all alike


def test_a_claim_that_is_true_is_seldom_contradicted_and_one_that_is_false_seldom_held():
    """Both errors are those of a two-sided interval, 2.5 % each, over 1,500 made-up rows."""
    rng = np.random.Generator(np.random.PCG64(11))
    values = rng.normal(0.0, 1.0, (1500, 6))
    said = {"true": [], "false": []}
    for row in values:  # just above what counts as a difference, and just below nothing
        for name, mean in (("true", 0.21), ("false", 0.0)):
            wide = pd.DataFrame({"a": row + mean, "b": 10.0 * np.ones(6)})
            said[name].append(claims.judged(c.positive("a"), wide))
    assert 0.012 < said["true"].count("contradicted") / 1500 < 0.038
    assert said["false"].count("holds") / 1500 < 0.038
    assert said["false"].count("contradicted") / 1500 < 0.2  # most are left undecided
