"""A real scheduler and two real workers, of which one is killed in the middle of a run."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from mirror_abm.base.cluster import cluster
from mirror_abm.simulation.batch import carry_out_shard
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute
from mirror_abm.simulation.shards import Shard
from tests.simulation.tiny import OCTOPUS, SPARROW, fingerprint

pytest.importorskip(
    "distributed",
    reason="LEFT OUT: Dask distributed is not installed (pip install 'mirror-abm[cluster]')",
)
HERE = ("--host", "127.0.0.1", "--no-dashboard")


class Dask:
    """A scheduler and workers, each a process of its own, on the loopback interface."""

    def __init__(self, folder):
        self.folder, self.file = folder, folder / "scheduler.json"
        self.scheduler = self.start("dask_scheduler", "--port", "0")
        self.address = until(self.written)["address"]
        self.workers = [
            self.start("dask_worker", "--nthreads", "1", "--no-nanny", "--name", str(number))
            for number in range(2)
        ]

    def written(self):
        """Return what the scheduler wrote, once it is whole: it is there before it is filled."""
        try:
            return json.loads(self.file.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None

    def start(self, what, *options):
        words = [sys.executable, "-m", f"distributed.cli.{what}", *HERE, *options]
        with (self.folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(
                [*words, "--scheduler-file", str(self.file)], stdout=log, stderr=log
            )

    def end(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def until(true, seconds=60):
    """Wait until something is true, and return it."""
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def dask(tmp_path_factory):
    made = Dask(tmp_path_factory.mktemp("dask"))
    yield made
    made.end()


def test_a_run_whose_worker_is_killed_and_that_goes_on_from_a_shard_is_the_same_bytes(
    dask, tmp_path
):
    plan = make_plan([OCTOPUS, SPARROW], days=0.02, replicates=4, knockouts=1)
    whole = fingerprint(execute(plan, tmp_path / "whole"))
    carry_out_shard(plan, Shard(1, 4), tmp_path)
    told = []

    def kill(species, done, total):
        told.append((done, total))
        if len(told) == 2:
            os.kill(dask.workers[0].pid, signal.SIGKILL)

    with cluster(dask.address) as executor:
        until(lambda: executor.workers() == 2)
        run = execute(plan, tmp_path, progress=kill, executor=executor)
        until(lambda: executor.workers() == 1)
    assert dask.workers[0].wait(10) == -signal.SIGKILL
    assert told == [(done, 8) for done in range(3, 9)]  # the shard had done two of eight
    assert fingerprint(run) == whole
    assert run.manifest["workers"] == 2
