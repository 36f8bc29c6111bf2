"""``DONE`` lists what belongs to a run, by name; whatever becomes of a file is noticed."""

import json
import shutil

import pytest

from mirror_abm.base.errors import StorageError
from mirror_abm.base.files import file_digest, write_json
from mirror_abm.simulation.archive import TABLES, load_run
from mirror_abm.simulation.runner import execute
from mirror_abm.simulation.sealing import check, tidy

from .tiny import leftovers


@pytest.fixture
def copy(run, tmp_path):
    return shutil.copytree(run.path, tmp_path / run.id)


def test_what_a_killed_writer_left_is_neither_sealed_nor_kept(plan, run, tmp_path):
    folder = tmp_path / plan.id
    left = [folder / ".plan-0123456789ab.json", folder / "tables" / ".units-0123456789ab.parquet"]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    (folder / "tables" / "mine.parquet").write_bytes(b"of somebody")
    execute(plan, tmp_path)
    assert set(json.loads((folder / "DONE").read_text())) == {
        "plan.json",
        "manifest.json",
        *(f"tables/{name}.parquet" for name in TABLES),
    }
    assert leftovers(folder) == []
    assert (folder / "tables" / "mine.parquet").exists()


def test_a_run_that_listed_what_a_killed_writer_left_is_read_after_that_was_swept(copy):
    sums = json.loads((copy / "DONE").read_text())
    sums["tables/.units-0123456789ab.parquet"] = "0" * 64
    write_json(copy / "DONE", sums)
    assert load_run(copy).id == copy.name


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"plan.json": 1}', "[" * 100_000, '{"plan.json": "", "/x": ""}']
)
def test_a_damaged_list_says_what_to_do(copy, text):
    (copy / "DONE").write_text(text)
    with pytest.raises(
        StorageError, match=r"DONE: is damaged: delete the folder .* and type the command again\.$"
    ):
        check(copy)


def test_what_is_left_of_a_kill_at_the_very_end_is_removed_by_the_next_command(plan, copy):
    (copy / "parts").mkdir()
    (copy / "parts" / "0123456789ab.records").write_bytes(b"")
    (copy / ".lock").touch()
    (copy / "tables" / ".units-0123456789ab.parquet").touch()
    execute(plan, copy.parent)
    assert sorted(path.name for path in copy.iterdir()) == [
        "DONE",
        "manifest.json",
        "plan.json",
        "tables",
    ]
    assert leftovers(copy) == []
    tidy(copy)


def test_figures_are_files_with_something_in_them_drawn_in_both_forms(copy):
    (copy / "figures").mkdir()
    (copy / "figures" / "empty.png").touch()
    (copy / "figures" / ".forest-0123456789ab.png").write_bytes(b"half")
    (copy / "figures" / "forest.png").write_bytes(b"picture")
    (copy / "figures" / "forest.pdf").write_bytes(b"picture")
    (copy / "figures" / "provisional.png").write_bytes(b"picture")
    assert [file.name for file in load_run(copy).figures] == ["forest.png"]


def test_a_large_file_is_summed_up_as_a_small_one(tmp_path):
    (tmp_path / "x").write_bytes(b"")
    assert file_digest(tmp_path / "x").startswith("e3b0c44298fc1c14")
