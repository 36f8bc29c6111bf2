"""A finished run put to the test: what is spoilt is found, and only that."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mirror_abm.base.digests import note
from mirror_abm.base.errors import InputError, StorageError
from mirror_abm.base.files import file_digest, write_json
from mirror_abm.base.tables import read_table, write_table
from mirror_abm.simulation.archive import Run
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute
from mirror_abm.simulation.verification import checked_files, drawn_cells, verify_run

from .tiny import OCTOPUS, SPARROW, TINY


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory):
    return execute(make_plan([OCTOPUS, SPARROW], **TINY), tmp_path_factory.mktemp("whole"))


@pytest.fixture
def run(whole_run, tmp_path):
    """A copy, to be spoilt."""
    return Run(Path(shutil.copytree(whole_run.path, tmp_path / whole_run.id)))


def sealed_again(run):
    """Write the checksums anew, as somebody would who wants a change not to be noticed."""
    done = json.loads((run.path / "DONE").read_text(encoding="utf-8"))
    write_json(run.path / "DONE", {name: file_digest(run.path / name) for name in done})


def test_a_whole_run_is_verified(whole_run):
    found = verify_run(whole_run)
    assert found.ok
    assert len(found.cells) == 2 * 2 * 5
    assert found.cells["rows"].sum() > 1000
    assert set(found.files["state"]) == {"as written"}
    assert repr(found).startswith(f"<Verification of run {whole_run.id}: verified")
    assert found.sentences[-1].endswith("were made again: every byte is the same.")


def test_the_other_engine_and_two_processes_find_the_same(whole_run):
    found = verify_run(whole_run, 2, engine="agents", workers=2)
    assert found.ok
    assert found.cells["replicate"].nunique() <= 2


def test_a_changed_number_is_found_though_its_checksum_was_written_anew(run):
    path = run.path / "tables" / "units.parquet"
    table = read_table(path)
    mine = table[(table["species"] == SPARROW) & (table["replicate"] == 1)]
    at = mine.index[mine["mirror_index"].notna()][5]
    table.loc[at, "mirror_index"] += 1e-12
    write_table(path, table)
    sealed_again(run)
    found = verify_run(run)
    assert not found.ok
    assert found.damaged.empty
    wrong = found.cells[~found.cells["same"]]
    assert wrong[["species", "replicate", "table"]].to_numpy().tolist() == [[SPARROW, 1, "units"]]
    assert f"row {at - mine.index[0]} " in found.sentences[-1]
    assert "mirror_index" in found.sentences[-1]


def test_a_row_that_was_taken_out_is_found(run):
    path = run.path / "tables" / "draws.parquet"
    write_table(path, read_table(path).iloc[1:])
    sealed_again(run)
    found = verify_run(run, sample=4)
    assert found.cells["same"].sum() == len(found.cells) - 1


def test_changed_and_missing_files_are_named_and_the_others_still_checked(run):
    with (run.path / "tables" / "curves.parquet").open("ab") as file:
        file.write(b"x")
    (run.path / "tables" / "units.parquet").unlink()
    (run.path / "tables" / "mine.parquet").write_bytes(b"")
    found = verify_run(run, sample=1)
    assert found.damaged.to_numpy().tolist() == [
        ["tables/curves.parquet", "changed"],
        ["tables/units.parquet", "missing"],
    ]
    unknown = found.files[found.files["state"] == "without a checksum"]
    assert unknown["file"].tolist() == ["tables/mine.parquet"]
    assert "no such table" in found.sentences[-1]  # of the units, and it is no traceback


def test_figures_are_checked_by_checksums_of_their_own(run):
    folder = run.path / "figures"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.png").write_bytes(name.encode())
    note(folder, [folder / "a.png", folder / "b.png"])
    (folder / "b.png").write_bytes(b"")
    states = checked_files(run.path).set_index("file")["state"]
    assert states["figures/a.png"] == "as written"
    assert states["figures/b.png"] == "changed"
    assert states["figures/c.png"] == "without a checksum"  # drawn by an earlier release
    assert not verify_run(run, sample=0).ok


def test_a_damaged_plan_is_told_and_nothing_is_made_of_it(run):
    with (run.path / "plan.json").open("a", encoding="utf-8") as file:
        file.write("\n\n")
    found = verify_run(run)
    assert found.damaged["file"].tolist() == ["plan.json"]
    assert found.cells.empty
    assert not found.ok


@pytest.mark.parametrize("text", ["", "{}", "[]", "3"])
def test_a_damaged_list_of_checksums_is_told(text, run):
    (run.path / "DONE").write_text(text, encoding="utf-8")
    with pytest.raises((StorageError, InputError), match="DONE"):
        verify_run(run)


def test_a_run_that_is_not_finished_is_refused(run):
    (run.path / "DONE").unlink()
    with pytest.raises(InputError, match="is not finished"):
        verify_run(run)


def test_a_run_of_an_earlier_schema_is_refused_by_name_with_what_to_do(run):
    plan = json.loads((run.path / "plan.json").read_text(encoding="utf-8"))
    write_json(run.path / "plan.json", plan | {"schema": 2})
    sealed_again(run)
    with pytest.raises(InputError, match=r"schema 2.*--sample 0.*run --plan .*runs diff"):
        verify_run(run)
    assert verify_run(run, sample=0).ok


def test_a_run_of_other_code_is_verified_and_the_change_is_told(run):
    plan = run.plan
    other = replace(plan, code=plan.code | {"engine/loop.py": "0" * 16})
    write_json(run.path / "plan.json", other.as_dict())
    sealed_again(run)
    found = verify_run(run, sample=1)
    assert found.ok
    assert found.sentences[-1].endswith("the same, though engine/loop.py changed since.")


def test_cells_are_drawn_by_a_seed_and_spread_over_species():
    plan = make_plan([OCTOPUS, SPARROW, "homo_sapiens"], days=1, replicates=50)
    cells = drawn_cells(plan, 20, 0)
    counts = [sum(name == each for name, _ in cells) for each in plan.species]
    assert sum(counts) == len(set(cells)) == 20
    assert max(counts) - min(counts) == 1
    assert cells == drawn_cells(plan, 20, 0) != drawn_cells(plan, 20, 1)
    assert set(cells) < set(drawn_cells(plan, 30, 0))
    assert len(drawn_cells(plan, 10_000, 0)) == 150
    assert {number for _, number in drawn_cells(plan, 10_000, 0)} == set(range(50))


@pytest.mark.parametrize(
    "wrong", [{"sample": -1}, {"seed": -1}, {"workers": 0}, {"engine": "x"}, {"sample": "all"}]
)
def test_nonsense_is_refused(wrong, whole_run):
    with pytest.raises(InputError, match=next(iter(wrong))):
        verify_run(whole_run, **wrong)
