"""Lengths of observations: the whole before the span, contradictions asked about."""

import numpy as np
import pandas as pd

from mirror_abm.field.lengths import columns_of_lengths, lengths_in
from mirror_abm.field.sheet import Sheet


def lengths(boris=True, observation=None, **columns):
    table = pd.DataFrame(columns)
    sheet = Sheet(table, "day.csv", np.arange(2, 2 + len(table)))
    named = pd.Series(observation or ["o1"] * len(table))
    return lengths_in(sheet, named, columns_of_lengths(list(columns), boris), boris)


def test_the_sum_of_the_durations_of_acts_is_no_length():
    names = ["Observation duration by subject by observation", "Coding duration", "Total length"]
    assert columns_of_lengths(names, boris=True) == ["Total length", "Coding duration"]


def test_total_duration_is_a_length_only_where_boris_wrote_it():
    assert columns_of_lengths(["Total duration"], boris=True) == ["Total duration"]
    assert columns_of_lengths(["Total duration"], boris=False) == []


def test_each_observation_is_decided_by_itself():
    found = lengths(
        observation=["a", "b", "c", "d"],
        **{
            "Coding duration": ["6.0", "7.0", "0.000", "NA"],
            "Media duration (s)": ["60.0", "NA", "60.0", "NA"],
        },
    )
    assert found.seconds == {"a": 60.0, "b": 7.0, "c": 60.0}
    media, coded = found.notes
    assert media.startswith("focal time of 2 observations is the column 'Media duration (s)'")
    assert "of 1 observations is the column 'Coding duration'" in coded
    assert "from the first to the last act" in coded
    assert found.columns == {"length": "Media duration (s), Coding duration"}


def test_lengths_that_are_the_same_but_for_rounding_are_not_said_twice():
    found = lengths(**{"Observation duration": ["600"], "Media duration (s)": ["600.04"]})
    assert found.notes == ["focal time is the column 'Media duration (s)', 0.1667 h of observation"]


def test_a_length_that_is_no_number_is_said_unless_another_column_knows():
    found = lengths(boris=False, observation_duration=["ten minutes"])
    assert found.doubts["o1"].startswith("column 'observation_duration' says 'ten minutes'")
    known = lengths(boris=False, observation_duration=["ten minutes"], media_duration=["600"])
    assert (known.seconds, known.doubts) == ({"o1": 600.0}, {})
