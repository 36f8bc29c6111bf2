"""``runs verify``: what it prints, and how it ends."""

import json
import shlex
import shutil

from .shell import OCTOPUS, refused, sentence, typed


def test_a_whole_run_is_verified(done):
    told = typed("runs", "verify", done.id[:6], "--out", done.out, "--workers", "1")
    assert told.returncode == 0, told.stderr
    head, row = told.stdout.splitlines()[1:3]
    assert head.split() == ["species", "replicates", "rows", "same", "bytes"]
    assert row.split()[:3] == [OCTOPUS, "0,", "1"]
    assert row.split()[-1] == "yes"
    assert "15 files are as written; 6 have no checksum." in told.stdout
    assert "2 of 2 cells" in told.stdout
    assert "every byte is the same." in " ".join(told.stdout.split())


def test_a_spoilt_run_ends_with_3_and_says_what_to_do(copy):
    with (copy / "tables" / "summary.parquet").open("ab") as file:
        file.write(b"x")
    (copy / "manifest.json").unlink()
    told = typed("runs", "verify", copy, "--sample", "0")
    assert told.returncode == 3
    lines = told.stdout.splitlines()
    sentence(lines[0], "manifest.json: is missing.")
    sentence(lines[1], "summary.parquet: is not what was written.")
    assert "13 files are as written, 2 are not" in told.stdout
    assert lines[-1].startswith(f"Delete the folder {copy} and repeat the run: mirror-abm run ")
    again = typed(*shlex.split(lines[-1].split("mirror-abm ")[1]))  # the command that it names
    assert again.returncode == 3  # for the folder is still there
    shutil.rmtree(copy)
    assert typed(*shlex.split(lines[-1].split("mirror-abm ")[1])).returncode == 0
    assert (copy / "DONE").is_file()


def test_figures_that_are_spoilt_are_drawn_again_and_then_all_is_well(copy):
    (copy / "figures" / "DONE").write_text("no list")
    told = typed("runs", "verify", copy, "--sample", "0")
    assert told.returncode == 3
    assert "figures/DONE: is not what was written." in told.stdout
    last = told.stdout.splitlines()[-1]
    assert last == f"Draw the figures again: mirror-abm plot {copy}"
    assert typed("plot", copy, "species_forest").returncode == 0
    assert typed("runs", "verify", copy, "--sample", "0").returncode == 0


def test_a_run_without_its_plan_is_told_to_be_typed_again(copy):
    (copy / "plan.json").unlink()
    told = typed("runs", "verify", copy, "--sample", "0")
    assert told.returncode == 3
    last = told.stdout.splitlines()[-1]
    assert last == f"Delete the folder {copy} and type the command of the run again."


def test_cells_are_told_as_data(done):
    told = typed("runs", "verify", done.out / done.id, "--sample", "1", "--json", "--workers", "1")
    assert told.returncode == 0
    (row,) = json.loads(told.stdout)
    assert row["species"] == OCTOPUS
    assert row["same_bytes"] == "yes"


def test_what_is_no_finished_run_is_refused(copy, tmp_path):
    refused(typed("runs", "verify", "nothing", "--out", tmp_path), 2, "no such run")
    (copy / "DONE").unlink()
    refused(typed("runs", "verify", copy), 2, "is not finished")
    refused(typed("runs", "verify", copy, "--sample", "-1"), 2, "sample = -1")
