"""The rows of all cells of a task in one table each."""

import numpy as np

from mirror_abm.base.arrow import arrow, common_schema, fitted
from mirror_abm.base.tables import read_table, write_table
from mirror_abm.simulation.collected import TABLES, Cell, Collected, columns_of
from mirror_abm.simulation.horizon import Life
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.task import recorded

INTACT = Cell("octopus", "associative", "intact", "normal")


def test_rows_of_cells_follow_each_other_between_their_cell_and_their_life():
    made = Collected(Life(20.0, 4.0))
    made.add("units", INTACT, {"unit": np.array([3, 4]), "kind": np.array(["a", "broad"])})
    made.add("units", INTACT._replace(account="none"), {"unit": [5], "kind": ["strict"]})
    table = made.frames()["units"]
    first, last = ["species", "account", "arm", "world"], ["age", "lapse", "unit_of_replication"]
    assert list(table) == [*first, "unit", "kind", *last]
    assert table["unit"].tolist() == [3, 4, 5]
    assert table["kind"].tolist() == ["a", "broad", "strict"]
    assert table["account"].tolist() == ["associative", "associative", "none"]
    assert table["age"].tolist() == [20.0] * 3
    assert table["lapse"].tolist() == [4.0] * 3
    assert set(made.frames()) == set(TABLES)


def test_rows_that_have_an_age_keep_it():
    made = Collected(Life(20.0))
    made.add_rows("curves", INTACT, ["hours", "age"], [(1.0, 0.5), (2.0, 1.0)])
    assert made.frames()["curves"]["age"].tolist() == [0.5, 1.0]


def test_an_arm_in_which_all_was_the_same_repeats_its_rows_but_for_what_it_lacks():
    made = Collected(Life(1.0))
    for name in ("units", "ontogeny"):
        made.add(name, INTACT, {"unit": [1, 2]})
    made.repeat(INTACT, "without sound", but=["ontogeny"])
    frames = made.frames()
    assert frames["units"]["arm"].tolist() == ["intact"] * 2 + ["without sound"] * 2
    assert frames["units"]["unit"].tolist() == [1, 2, 1, 2]
    assert frames["ontogeny"]["arm"].tolist() == ["intact"] * 2


def test_a_table_without_rows_has_its_columns():
    made = Collected(Life(1.0))
    made.add_rows("ledger", INTACT, ["source", "percepts"], [])
    table = made.frames()["ledger"]
    assert len(table) == 0
    assert {"species", "source", "percepts", "lapse"} <= set(table)


def test_a_cell_without_rows_leaves_the_numbers_of_the_others_whole():
    made = Collected(Life(1.0))
    made.add_rows("ledger", INTACT._replace(account="none"), ["source", "percepts"], [])
    made.add_rows("ledger", INTACT, ["source", "percepts"], [("sound", 3)])
    assert made.frames()["ledger"]["percepts"].dtype == np.int64


def test_a_table_without_rows_fits_beside_that_of_another_task():
    """An animal that met nothing, and one that met a sound: words are not forced to be numbers."""
    tables = []
    for rows in ([], [("sound", 3)]):
        made = Collected(Life(1.0))
        made.add_rows("ledger", INTACT, ["source", "percepts"], rows)
        tables.append(arrow(made.frames()["ledger"]))
    schema = common_schema(table.schema for table in tables)
    assert [len(fitted(table, schema)) for table in tables] == [0, 1]
    assert schema.equals(tables[1].schema)


def test_rows_become_columns():
    assert {k: v.tolist() for k, v in columns_of(["a", "b"], [(1, "x"), (2, "y")]).items()} == {
        "a": [1, 2],
        "b": ["x", "y"],
    }


def test_a_task_without_rows_fits_beside_those_with_some():
    """A species that met nothing has a ledger without rows, which may not say what others hold."""
    names = ["replicate", "source", "percepts"]
    schemas = []
    for rows in ([], [(0, "sound", 3)]):
        made = Collected(Life(1.0))
        made.add_rows("ledger", INTACT, names, rows)
        schemas.append(arrow(made.frames()["ledger"]).schema)
    assert common_schema(schemas).equals(schemas[1])


def test_a_table_without_rows_can_be_asked_for_a_species(tmp_path):
    made = Collected(Life(1.0))
    made.add_rows("ledger", INTACT, ["source"], [])
    write_table(tmp_path / "ledger.parquet", made.frames()["ledger"])
    assert read_table(tmp_path / "ledger.parquet", only={"species": ["octopus"]}).empty


def test_tables_for_the_run_are_those_that_frames_become():
    plan = make_plan(["octopus_vulgaris"], days=0.002, replicates=2, knockouts=1)
    for replicate in range(2):
        made = recorded(plan, "octopus_vulgaris", replicate)
        frames = made.frames()
        for name, table in made.tables().items():
            assert table.equals(arrow(frames[name]), check_metadata=True), name
