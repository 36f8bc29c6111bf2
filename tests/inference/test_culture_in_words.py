"""What is said of a culture, by what became of it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mirror_abm.inference.culture_in_words import sentences, spread

from .test_culture_tables import made


def test_what_is_handed_on_lost_and_restored_is_counted():
    first, *rest = sentences(made([0.0, 0.0, 0.7, 0.6, 0.0, 0.5]))
    assert first == (
        "At the profile's own rate (0.01 copies per hour), fully ready fellows raise readiness by "
        "0.1 or more in the one population. Of this one, naive founders come to imitate in 0, "
        "imitating founders go on in 1; after the adults are removed 1 no longer imitates, and "
        "with trained adults put in 1 does again."
    )
    assert rest == [
        "What a community was makes a difference to what it is: as simulated, in 1 of 1 draw: "
        "lost below 20 per hour, bootstrapped at no possible rate.",
        "The profile's own rate is 0.01 per hour, 2,000 times below the rate below which imitation "
        "is lost.",
        "No closed form: no mean field",
    ]


def test_at_a_rate_of_ones_own_the_rate_is_said():
    found = made([0.0, 0.0, 0.7, 0.6, 0.0, 0.5])
    asked = replace(found, lineage=replace(found.lineage, rate=80.0))
    assert sentences(asked)[0].startswith("At 80 copies per hour at full readiness, fully ready")


def test_rates_are_compared_with_thresholds_of_the_same_draws():
    """The median rate of all draws is no measure of thresholds that some of them have."""
    found = made([0.0, 0.0, 0.7, 0.6, 0.0, 0.5])
    one = found.thresholds.assign(low=20.0)
    table = pd.concat(
        [
            one.assign(draw=0, rate=1.0),
            one.assign(draw=1, rate=4.0),
            one.assign(draw=2, rate=100.0, low=np.nan),
        ],
        ignore_index=True,
    )
    told = sentences(replace(found, thresholds=table, draws=3))[2]
    assert told == (
        "The profile's own rate in these draws is 2.5 [1, 4] per hour, 12.5 [5, 20] times below "
        "the rate below which imitation is lost."
    )


def test_where_other_sources_carry_it_there_is_nothing_to_hand_on():
    first, second, _ = sentences(made([0.3, 0.3, 0.36, 0.3, 0.3, 0.3], gaps=(0.0, 0.0)))
    assert "imitation has nothing to hand on" in first
    assert "from 0.30, which other sources bring, to 0.36." in first
    assert second.startswith("No threshold: at no possible rate")


@pytest.mark.parametrize(
    ("values", "words"),
    [([3.0], "3"), ([2.0, 2.0], "2"), ([1.0, 3.0], "2 [1, 3]"), ([1234.5], "1,234")],
)
def test_a_median_has_its_range(values, words):
    assert spread(values) == words
