"""The folder of a run: what is there is whole, and found by name."""

import hashlib
import json
import shutil

import pytest

from mirror_abm.base.errors import MirrorError, StorageError
from mirror_abm.simulation.archive import TABLES, load_run

from .tiny import leftovers


def test_done_holds_the_checksum_of_every_file(run):
    sums = json.loads((run.path / "DONE").read_text())
    assert set(sums) == {
        "plan.json",
        "manifest.json",
        *(f"tables/{name}.parquet" for name in TABLES),
    }
    for name, digest in sums.items():
        assert hashlib.sha256((run.path / name).read_bytes()).hexdigest() == digest
    newest = max((run.path / name).stat().st_mtime_ns for name in sums)
    assert (run.path / "DONE").stat().st_mtime_ns >= newest
    assert not leftovers(run.path)


def test_a_run_is_found_by_id_by_its_beginning_and_by_path(run):
    out = run.path.parent
    for found in (
        load_run(run.id, out),
        load_run(run.id[:4], out),
        load_run(run.path),
        load_run(str(run.path), "elsewhere"),
    ):
        assert found.id == run.id
        assert found.table("summary").equals(run.table("summary"))


def test_what_is_not_one_finished_run_is_not_found(run, tmp_path):
    with pytest.raises(
        MirrorError, match=rf"^run 'nope': no such run in .* Runs there: {run.id}\.$"
    ):
        load_run("nope", run.path.parent)
    with pytest.raises(MirrorError, match=r"no such run in .* Runs there: none\.$"):
        load_run(run.id, tmp_path)
    for name, files in (
        ("abc1", ["plan.json", "DONE"]),
        ("abc2", ["plan.json", "DONE"]),
        ("def", ["plan.json"]),
    ):
        (tmp_path / name).mkdir()
        for file in files:
            (tmp_path / name / file).write_text("{}")
    with pytest.raises(
        MirrorError, match=r"^run 'abc': several runs begin so in .*abc[12], abc[12]\.$"
    ):
        load_run("abc", tmp_path)
    with pytest.raises(
        MirrorError, match=r"^run def: is not finished; type its command again to resume it\.$"
    ):
        load_run("def", tmp_path)


@pytest.mark.parametrize(
    "name",
    ["", "*", "**", "?", "[", "/", ".", "..", "elsewhere/", "a\0", "a" * 5000, 5, None, True],
)
def test_what_is_no_name_of_a_run_finds_none(run, name):
    """Nor is a name a pattern: ``*`` must not open whatever run is there."""
    with pytest.raises(MirrorError, match=r"^run "):
        load_run(f"{name}{run.id}" if name == "elsewhere/" else name, run.path.parent)


@pytest.mark.parametrize("name", ["nope", 5, None, []])
def test_an_unknown_table_is_refused_with_the_names_of_those_there_are(run, name):
    present = {path.stem for path in (run.path / "tables").glob("*.parquet")}
    assert {"acts", "animals", "curves", "draws", "groups", "knockouts", "summary"} <= present
    with pytest.raises(
        MirrorError, match=rf"^table = .*: must be one of {', '.join(sorted(present))}\.$"
    ):
        run.table(name)


def test_a_finished_run_without_its_plan_is_damaged_not_away(run, tmp_path):
    copy = shutil.copytree(run.path, tmp_path / run.id)
    (copy / "plan.json").unlink()
    for name in (copy, run.id[:5]):
        with pytest.raises(StorageError, match=r"plan\.json: is missing: delete the folder"):
            load_run(name, tmp_path)
