"""The age and the time-lapse of every row of every table."""

import numpy as np
import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.simulation.archive import TABLES
from mirror_abm.simulation.lived import LIVED, OVER_GROUPS, life_told, lives_told


@pytest.fixture(scope="module")
def aged(tmp_path_factory):
    """Return a small run to an age, whose draws have different time-lapses."""
    return ma.run(
        ["octopus_vulgaris", "melospiza_georgiana"],
        age=3,
        replicates=3,
        knockouts=2,
        out=tmp_path_factory.mktemp("aged"),
    )


@pytest.mark.parametrize("name", TABLES)
def test_every_table_of_a_run_states_age_and_time_lapse(aged, name):
    table = aged.table(name)
    wanted = LIVED if "replicate" in table else OVER_GROUPS
    assert len(table)
    assert set(wanted) <= set(table)
    assert not table[wanted].isna().any(axis=None)
    assert (table["lapse"] >= 1).all()
    if name not in ("curves", "ontogeny"):  # whose rows have ages of their own
        assert set(table["age"]) == {3.0}


def test_the_time_lapse_of_a_row_is_that_of_its_draw(aged):
    drawn = aged.table("draws").groupby("replicate")["lapse"].unique()
    assert drawn.str.len().eq(1).all()  # of all species, accounts and arms
    lapses = drawn.str[0]
    assert lapses.nunique() == 3
    for name in ("animals", "groups", "acts", "knockouts"):
        table = aged.table(name)
        assert (table["lapse"] == table["replicate"].map(lapses)).all()
    found = aged.table("summary").set_index("arm")
    for arm, row in found.iterrows():
        own = lapses if arm == "intact" else lapses[:2]  # replicates with knock-outs
        assert row["lapse"] == pytest.approx(np.median(own))
        assert (row["lapse_low"], row["lapse_high"]) == (own.min(), own.max())


def test_days_as_they_come_have_no_time_lapse(run):
    for name in TABLES:
        assert (run.table(name)["lapse"] == 1).all()
    assert set(run.table("summary")["age"]) == {0.02}


def test_a_contrast_states_the_lives_of_its_groups(aged):
    found = ma.contrast(aged)
    assert len(found)
    assert found[OVER_GROUPS].notna().all(axis=None)
    assert list(found.columns)[-1] == "unit_of_replication"


def test_nothing_else_of_a_table_is_changed_and_old_runs_stay_as_they_are():
    units = pd.DataFrame(
        {
            "species": ["a", "a", "b"],
            "replicate": [0, 1, 0],
            "group": 0,
            "age": [5.0, 5.0, 7.0],
            "lapse": [2.0, 4.0, 2.0],
        }
    )
    table = pd.DataFrame({"species": ["b", "a"], "n": [1, 2], "unit_of_replication": "group"})
    told = lives_told({"units": units, "summary": table})["summary"]
    assert told[table.columns].equals(table)
    assert told["age"].tolist() == [7.0, 5.0]
    assert told["lapse"].tolist() == [2.0, 3.0]
    assert told["lapse_high"].tolist() == [2.0, 4.0]
    assert life_told(table, units.drop(columns=LIVED)) is table
    assert life_told(told, units) is told
