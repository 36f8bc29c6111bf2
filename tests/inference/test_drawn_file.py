"""The table of draws in a file: what comes back is what went in."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.drawn import Drawn
from mirror_abm.inference.drawn_file import COLUMNS, ORIGIN, as_table, keep, read
from mirror_abm.inference.observations import Recorded

from .tables import made


def test_a_table_comes_back_as_it_was(tmp_path):
    drawn = made(draws=9)
    counts = tuple(np.random.default_rng(0).random((4, 9, 6)).round(6) for _ in range(2))
    finds = np.full((4, 9), 0.5)
    counted = Recorded("x.1", "mus_musculus", "visual", "positive", 2, finds, counts, 3)
    lacking = drawn.cells["macaca_mulatta", "visual", "intact"]
    lacking[:, 1, 4, 1] = np.nan  # a draw with one animal
    drawn = Drawn(drawn.accounts, drawn.priors, drawn.cells, (*drawn.records, counted))
    keep(drawn, tmp_path / "d.parquet")
    again = read(tmp_path / "d.parquet")
    assert again.accounts == drawn.accounts and again.priors.tolist() == drawn.priors.tolist()
    assert set(again.cells) == set(drawn.cells)
    for key, each in drawn.cells.items():
        np.testing.assert_array_equal(again.cells[key], each)
    by_name = {each.name: each for each in again.records}
    for each in drawn.records:
        other = by_name[each.name]
        assert (other.species, other.modality, other.verdict, other.entries, other.mirror) == (
            each.species,
            each.modality,
            each.verdict,
            each.entries,
            each.mirror,
        )
        np.testing.assert_array_equal(other.finds, each.finds)
    np.testing.assert_array_equal(by_name["x.1"].counts[1], counts[1])
    assert list(as_table(drawn)) == [*COLUMNS, ORIGIN]


def test_another_table_is_refused(tmp_path):
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "d.parquet")
    with pytest.raises(InputError, match=r"is no table of draws: it lacks the column species"):
        read(tmp_path / "d.parquet")
