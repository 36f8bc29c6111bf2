"""A board is resumed after Ctrl-C or a killed worker, and made anew only if something changed."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pandas as pd
import pytest

from mirror_abm.base import processes
from mirror_abm.base.errors import Interrupted, StorageError
from mirror_abm.base.journal import records
from mirror_abm.laboratory import board, board_archive, scoring
from mirror_abm.laboratory.experiment import load
from mirror_abm.simulation.archive import is_done
from mirror_abm.simulation.parts import tasks_kept

ACCOUNTS = ("none", "motor_only")  # nothing is to be learned before the trials, nor compiled


def made(draws=2, seed=0, replicates=2, settings=None):
    return board.plan(
        ["cook_2010"], ACCOUNTS, None, ["preset"], draws, replicates, seed, 1.0, settings or {}
    )


@pytest.fixture(scope="module")
def tasks():
    return made()


@pytest.fixture(scope="module")
def whole(tasks, tmp_path_factory):
    """The board, made without a break."""
    return board_archive.carry_out(tasks, tmp_path_factory.mktemp("boards"))


def same(one, other):
    return one.name == other.name and all(
        (one / "tables" / f"{name}.parquet").read_bytes()
        == (other / "tables" / f"{name}.parquet").read_bytes()
        for name in board_archive.BOARD_TABLES
    )


def stop_after(number):
    def stop(done, total, what):
        if done == number:
            raise KeyboardInterrupt

    return stop


def counted(monkeypatch):
    """Return the list of the tasks that are worked on from now on."""
    done, work = [], board_archive.work
    monkeypatch.setattr(board_archive, "work", lambda task: done.append(task) or work(task))
    return done


def test_the_tables_are_those_of_the_tasks(tasks, whole):
    values, judged, scored = board_archive.board_tables(whole)
    direct = pd.concat([board.work(task) for task in tasks], ignore_index=True)
    pd.testing.assert_frame_equal(values, direct, check_exact=True, check_dtype=False)
    assert len(judged) == len(tasks) == 4
    pd.testing.assert_frame_equal(
        scored, scoring.scores(scoring.judge(direct)), check_exact=True, check_dtype=False
    )
    assert set(json.loads((whole / "DONE").read_text())) == {
        "plan.json",
        *(f"tables/{n}.parquet" for n in board_archive.BOARD_TABLES),
    }
    assert not (whole / "parts").exists()


def test_an_interrupted_board_is_resumed_and_nothing_is_done_twice(
    tasks, whole, tmp_path, monkeypatch
):
    told = (
        rf"^board {whole.name}: interrupted with 3 of 4 cohorts done; "
        r"type the same command again to resume\.$"
    )
    with pytest.raises(Interrupted, match=told):
        board_archive.carry_out(tasks, tmp_path, progress=stop_after(3))
    assert not is_done(tmp_path / whole.name)
    assert not (tmp_path / whole.name / "tables").exists()
    again, reported = counted(monkeypatch), []
    resumed = board_archive.carry_out(
        tasks, tmp_path, progress=lambda done, total, what: reported.append((done, total))
    )
    assert again == [tasks[3]]
    assert reported == [(4, 4)]
    assert same(resumed, whole)


def test_a_damaged_part_is_done_again(tasks, whole, tmp_path, monkeypatch):
    with pytest.raises(Interrupted):
        board_archive.carry_out(tasks, tmp_path, progress=stop_after(2))
    (part,) = (tmp_path / whole.name / "parts").iterdir()
    record = records(part.parent)["0"]
    data = bytearray(part.read_bytes())
    data[record.at + record.length // 2] ^= 1
    part.write_bytes(data)
    again = counted(monkeypatch)
    assert same(board_archive.carry_out(tasks, tmp_path), whole)
    assert again == [tasks[0], tasks[2], tasks[3]]


def test_a_finished_board_is_not_made_again(tasks, whole, monkeypatch):
    monkeypatch.setattr(board_archive, "work", None)
    before = {path: path.stat().st_mtime_ns for path in whole.rglob("*")}
    assert board_archive.carry_out(tasks, whole.parent) == whole
    assert {path: path.stat().st_mtime_ns for path in whole.rglob("*")} == before


def test_a_finished_board_that_was_changed_is_refused(tasks, tmp_path):
    path = board_archive.carry_out(tasks, tmp_path)
    (path / "tables" / "scores.parquet").write_bytes(b"better")
    with pytest.raises(
        StorageError, match=r"scores\.parquet: is not what was written: delete the folder"
    ):
        board_archive.carry_out(tasks, tmp_path)


def test_whatever_a_board_is_made_of_changes_its_id(tasks, whole, tmp_path):
    ids = {
        board_archive.board_id(made(**change))
        for change in (
            {},
            {"seed": 1},
            {"draws": 3},
            {"replicates": 3},
            {"settings": {"constants.tau": 2.0}},
        )
    }
    assert whole.name in ids
    assert len(ids) == 5
    assert board_archive.board_id(made()) == whole.name
    shipped = Path(load("cook_2010").file)
    (tmp_path / "references.bib").write_text((shipped.parent / "references.bib").read_text())
    text, own = shipped.read_text(), []
    for edited in (
        text,
        text.replace('"""', '"""Edited: ', 1),
        f"{text}EDITED = 1\n",
    ):  # a file of one's own, then edited
        (tmp_path / "mine_2010.py").write_text(edited)
        own.append(
            board_archive.board_id(
                board.plan(["mine_2010"], ACCOUNTS, None, ["preset"], 2, 2, 0, 1.0, {}, tmp_path)
            )
        )
    assert own[0] == own[1]  # a docstring does not count
    assert len({*ids, *own}) == 7


def test_a_task_whose_worker_was_killed_is_done_again_and_the_others_are_kept(
    tasks, whole, tmp_path, monkeypatch
):
    asked = []

    def broken(work, given, workers):
        asked.append(len(given))
        for number, task in enumerate(given[:1]):
            yield number, work(task)
        if len(asked) < 3:
            raise BrokenProcessPool
        for number, task in enumerate(given[1:], start=1):
            yield number, work(task)

    monkeypatch.setattr(processes, "spread", broken)
    again = counted(monkeypatch)
    assert same(board_archive.carry_out(tasks, tmp_path, workers=2), whole)
    assert asked == [4, 3, 2]
    assert again == tasks


KILLED = """
import os, signal
from pathlib import Path
from mirror_abm.laboratory import board, board_archive, scoring
from mirror_abm.laboratory.experiment import load

if __name__ == "__mp_main__":  # in the workers only
    work = board_archive.work

    def die_once(task):
        try:
            os.close(os.open("killed", os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return work(task)
        os.kill(os.getpid(), signal.SIGKILL)

    board_archive.work = die_once

if __name__ == "__main__":
    told = []
    tasks = board.plan(["cook_2010"], ["none", "motor_only"], None, ["preset"], 2, 2, 0, 1.0, {})
    board_archive.carry_out(tasks, Path("boards"), 2, lambda done, total, what: told.append(done))
    print(told)
"""


def test_a_board_goes_on_after_a_worker_is_killed(whole, tmp_path):
    (tmp_path / "killed.py").write_text(KILLED)
    ran = subprocess.run(
        [sys.executable, "killed.py"], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "[1, 2, 3, 4]\n"
    assert (tmp_path / "killed").exists()
    assert same(tmp_path / "boards" / whole.name, whole)


def test_the_command_interrupted_says_so_and_the_same_command_goes_on(tmp_path):
    """Ctrl-C ends with exit code 4, the same command goes on, and a third time all is there."""
    command = [
        sys.executable,
        "-m",
        "mirror_abm",
        "experiment",
        "run",
        "cook_2010",
        "--account",
        "none",
        "--subjects",
        "preset",
        "--prior-draws",
        "40",
        "--replicates",
        "2",
        "--workers",
        "1",
        "--out",
        "boards",
    ]
    first = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )

    def kept():
        return [task for path in tmp_path.glob("boards/*") for task in tasks_kept(path)]

    while first.poll() is None and not kept():
        time.sleep(0.005)
    os.kill(first.pid, signal.SIGINT)
    out, err = first.communicate(timeout=60)
    assert first.returncode == 4, err
    assert "type the same command again to resume" in err
    assert "Traceback" not in out + err
    assert 0 < len(kept()) < 40
    again = [
        subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
        for _ in range(2)
    ]
    assert [item.returncode for item in again] == [0, 0], again[0].stderr
    assert "done already" not in again[0].stderr
    assert f"{40} of 40 cohorts done" in again[0].stderr
    assert "is done already; this is its result" in again[1].stderr
    board_lines = [
        [line for line in item.stdout.splitlines() if not line.startswith("board ")]
        for item in again
    ]
    assert board_lines[0] == board_lines[1]
    assert len(list(tmp_path.glob("boards/*/figures/cook_2010.*"))) == 2
