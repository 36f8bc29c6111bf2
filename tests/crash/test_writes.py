"""Killed, or refused by the disk, at any write: a run that is resumed has the same bytes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mirror_abm.simulation.archive import TABLES, is_done, load_run
from mirror_abm.simulation.runner import execute

from ..simulation.tiny import fingerprint, leftovers
from .worker import plan

WORKER = Path(__file__).with_name("worker.py")
ROOT = Path(__file__).parents[2]


def worked(out, how, last):
    return subprocess.run(
        [sys.executable, "-m", "tests.crash.worker", str(out), how, str(last)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return execute(plan(), tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def count(tmp_path_factory):
    """How many writes, flushes and renames a run takes."""
    done = worked(tmp_path_factory.mktemp("count"), "kill", 0)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def resumed(out, whole):
    """Check that the run is resumed to the same bytes, and that nothing else is in it."""
    run = execute(plan(), out / "runs")
    assert fingerprint(run) == fingerprint(whole)
    assert set(json.loads((run.path / "DONE").read_text())) == {
        "plan.json",
        "manifest.json",
        *(f"tables/{name}.parquet" for name in TABLES),
    }
    assert leftovers(run.path) == []
    assert sorted(each.name for each in run.path.iterdir()) == [
        "DONE",
        "manifest.json",
        "plan.json",
        "tables",
    ]
    assert load_run(run.path) == run


def tried(out, how, last, whole):
    done = worked(out, how, last)
    if how == "kill":
        assert done.returncode == -9, done.stderr
    elif done.returncode:  # what is only tidied up may fail without a word
        assert done.returncode == 3, done.stderr
        assert "Traceback" not in done.stderr
        assert "No space left on device." in done.stderr
        assert not leftovers(out / "runs")
    if is_done(out / "runs" / whole.id):
        assert load_run(out / "runs" / whole.id) == whole.__class__(out / "runs" / whole.id)
    resumed(out, whole)


@pytest.mark.parametrize("how", ["kill", "fail"])
@pytest.mark.parametrize("share", [0.3, 1])
def test_a_run_that_is_stopped_at_a_write_is_resumed_to_the_same_bytes(
    how, share, count, whole, tmp_path
):
    tried(tmp_path, how, int(share * count), whole)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["kill", "fail"])
def test_at_every_write_flush_and_rename(how, count, whole, tmp_path):
    for last in range(1, count + 1):
        tried(tmp_path / str(last), how, last, whole)
