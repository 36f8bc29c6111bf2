"""What columns of the tables of ``recover`` are: no word is idle."""

from mirror_abm.inference.recovery import Recovery
from mirror_abm.inference.recovery_columns import COLUMNS


def test_every_meaning_is_of_a_column_that_is_documented():
    told = Recovery.__doc__ + " ".join(COLUMNS)
    assert all(name in told for name in COLUMNS)
    assert len({meaning for _, meaning in COLUMNS.values()}) == len(COLUMNS)
