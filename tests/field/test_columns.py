"""Columns told by their names, and times in every form that a cell may have."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.columns import find_column, known_columns, named_acts, to_seconds
from mirror_abm.field.sheet import Asked, Sheet


def sheet(**columns):
    table = pd.DataFrame(columns)
    return Sheet(table, "day.csv", np.arange(2, 2 + len(table)))


def test_times_are_numbers_with_a_point_or_a_comma_or_times_of_a_clock():
    cells = pd.Series(["1.5", "63,5", "0:01:03.5", "01:00:00,25", "soon", "1:2", ""])
    np.testing.assert_array_equal(to_seconds(cells), [1.5, 63.5, 63.5, 3600.25, *[np.nan] * 3])


def test_of_two_names_for_one_thing_the_first_of_the_list_is_taken():
    assert find_column(sheet(actor=["a"], subject=["b"]), "subject") == "subject"
    assert find_column(sheet(onset=["1"]), "subject") is None
    assert known_columns(["Onset", "Actor", "Behavior"]) == {"time", "subject", "behaviour"}


def test_a_column_that_the_user_names_goes_before_and_must_exist():
    both = sheet(subject=["a"], mother=["b"])
    assert find_column(both, "subject", "mother") == "mother"
    with pytest.raises(InputError, match=r"no column 'mothr' for the subject. Did you mean mother"):
        find_column(both, "subject", "mothr")


def test_focal_time_is_the_longest_that_the_rows_of_an_observation_say():
    found = named_acts(
        sheet(
            time=["1", "2", "3"],
            subject=["a", "a", "b"],
            behaviour=["x", "x", "x"],
            session=["s1", "s1", "s2"],
            total_length=["60", "90", "none"],
        ),
        Asked(),
    )
    assert found.lengths == {"s1": 90.0}
    assert found.notes == ["focal time is the column 'total_length', in seconds"]
    assert found.rows["observation"].tolist() == ["s1", "s1", "s2"]
