"""Workers whose parent is killed alone: they notice and end, and write no more."""

import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
#: two workers that would go on writing for ever; one of them inside a file of ours, half written
ENDLESS = """
import os, sys, time
from pathlib import Path
from mirror_abm.base.files import write_atomically
from mirror_abm.base.processes import lasting

FOLDER = Path(sys.argv[1])


def write_on(number):
    def half(temporary):
        temporary.write_text("half")
        (FOLDER / f"pid-{number}").write_text(str(os.getpid()))
        while True:
            (FOLDER / f"beat-{number}").write_text(str(time.time()))
            time.sleep(0.01)

    write_atomically(FOLDER / f"whole-{number}", half)


if __name__ == "__main__":
    list(lasting(write_on, [0, 1], 2))
"""
WAIT = 60  #: seconds for processes to begin, or to end, on a machine that is busy


def until(true):
    """Wait until something is true; return whether it is."""
    end = time.monotonic() + WAIT
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def written(folder):
    """Return the process ids that are whole: a file is there before it is filled."""
    return [int(told) for each in folder.glob("pid-*") if (told := each.read_text())]


def lives(pid):
    """Return whether a process is there and no zombie."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(told.stdout.strip()) and not told.stdout.startswith("Z")


def test_workers_end_when_their_parent_is_killed_alone(tmp_path):
    (tmp_path / "endless.py").write_text(ENDLESS)
    folder = tmp_path / "out"
    folder.mkdir()
    parent = subprocess.Popen([sys.executable, str(tmp_path / "endless.py"), str(folder)])
    workers = []
    try:
        assert until(lambda: len(written(folder)) == 2)
        workers = written(folder)
        assert all(map(lives, workers))
        parent.kill()
        parent.wait()
        assert until(lambda: not any(map(lives, workers))), "workers were left behind"
        beats = {each.name: each.read_text() for each in folder.glob("beat-*")}
        time.sleep(0.2)
        assert beats == {each.name: each.read_text() for each in folder.glob("beat-*")}
        assert sorted(each.name for each in folder.iterdir()) == [
            "beat-0",
            "beat-1",
            "pid-0",
            "pid-1",
        ], "what was half written is removed"
    finally:
        parent.kill()
        for worker in filter(lives, workers):
            os.kill(worker, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["run", "experiment"])
def test_workers_of_commands_end_when_the_command_is_killed_alone(tmp_path, what):
    words = {
        "run": ["run", "macaca_mulatta", "--days", "5", "--replicates", "8"],
        "experiment": ["experiment", "run", "catmur_2007", "cook_2010", "--prior-draws", "50"],
    }[what]
    command = subprocess.Popen(
        [sys.executable, "-m", "mirror_abm", *words, "--workers", "2", "--out", str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def children():
        told = subprocess.run(  # -ww: not cut to the width of a terminal
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(command.pid)],
            capture_output=True,
            text=True,
        )
        return [int(line.split()[0]) for line in told.stdout.splitlines() if "spawn_main" in line]

    workers = []
    try:
        assert until(lambda: len(children()) == 2 or command.poll() is not None)
        assert command.poll() is None, "the command ended by itself"
        workers = children()
        time.sleep(3)
        command.kill()
        command.wait()
        assert until(lambda: not any(map(lives, workers)))
    finally:
        command.kill()
        for worker in filter(lives, workers):
            os.kill(worker, signal.SIGKILL)
