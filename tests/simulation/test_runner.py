"""The same plan gives the same bytes, whatever stopped it; nonsense is refused in one sentence."""

import os
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool

import pytest

import mirror_abm as ma
from mirror_abm.base import processes
from mirror_abm.base.errors import Interrupted, MirrorError, StorageError
from mirror_abm.base.locks import LOCK
from mirror_abm.simulation import dispatch, sealing, work
from mirror_abm.simulation.archive import TABLES, is_done, load_run
from mirror_abm.simulation.parts import tasks_kept
from mirror_abm.simulation.runner import execute
from mirror_abm.simulation.task import recorded

from .tiny import OCTOPUS, SPARROW, TINY, fingerprint, leftovers

pytestmark = pytest.mark.versions


@pytest.fixture
def no_simulation(monkeypatch):
    """Let nothing be simulated."""

    def refuse(*_):
        raise AssertionError("something was simulated")

    monkeypatch.setattr(dispatch, "recorded", refuse)


# ------------------------------------------------------------------ the same plan, the same bytes
def test_two_workers_give_the_bytes_of_one(plan, run, tmp_path):
    assert fingerprint(execute(plan, tmp_path, workers=2)) == fingerprint(run)


def test_another_order_of_the_species_is_the_same_run(plan, run, tmp_path):
    other = ma.run([SPARROW, OCTOPUS], out=tmp_path, **TINY)
    assert other.id == run.id == plan.id
    assert fingerprint(other) == fingerprint(run)


def test_a_fresh_process_gives_the_same_bytes(run, tmp_path):
    code = (
        f"import mirror_abm as ma; print(ma.run([{SPARROW!r}, {OCTOPUS!r}], days={TINY['days']}, "
        f"replicates={TINY['replicates']}, out={str(tmp_path)!r}).id)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    assert told.stdout.strip() == run.id
    assert fingerprint(load_run(run.id, tmp_path)) == fingerprint(run)


def test_another_seed_gives_other_bytes(run, tmp_path):
    other = fingerprint(ma.run([OCTOPUS, SPARROW], seed=1, out=tmp_path, **TINY))
    same = {name for name, digest in fingerprint(run).items() if other[name] == digest}
    assert not same & {"units", "animals", "groups", "ledger", "curves", "draws", "summary"}


# ------------------------------------------------------------------ interrupted, killed, failed
def test_an_interrupted_run_is_resumed_and_nothing_is_computed_twice(
    plan, run, tmp_path, monkeypatch
):
    def stop(species, done, total):
        if done == 3:
            raise KeyboardInterrupt

    told = rf"^run {plan.id}: interrupted with 3 of 4 tasks done; type the same command again "
    with pytest.raises(Interrupted, match=told + r"to resume\.$"):
        execute(plan, tmp_path, progress=stop)
    folder = tmp_path / plan.id
    assert not is_done(folder)
    assert not leftovers(folder)
    assert not (folder / "tables").exists()
    assert sorted(tasks_kept(folder)) == [f"{SPARROW}.0", f"{SPARROW}.1", f"{OCTOPUS}.0"]
    assert len(list((folder / "parts").iterdir())) == 1

    computed, reported = [], []
    monkeypatch.setattr(
        dispatch, "recorded", lambda p, *task: computed.append(task[:2]) or recorded(p, *task)
    )
    resumed = execute(plan, tmp_path, progress=lambda *args: reported.append(args))
    assert computed == [(OCTOPUS, 1)]
    assert reported == [(OCTOPUS, 4, 4)]
    assert fingerprint(resumed) == fingerprint(run)
    assert not (folder / "parts").exists()


@pytest.mark.parametrize("cut", [10, 1000, 0.5, -1])
def test_a_part_that_is_cut_short_is_computed_again(cut, plan, run, tmp_path):
    def stop(species, done, total):
        raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        execute(plan, tmp_path, progress=stop)
    (part,) = (tmp_path / plan.id / "parts").iterdir()
    whole = part.read_bytes()
    part.write_bytes(whole[: int(cut * len(whole)) if cut == 0.5 else cut])
    assert tasks_kept(tmp_path / plan.id) == []
    assert fingerprint(execute(plan, tmp_path)) == fingerprint(run)


def test_a_plan_damaged_while_interrupted_is_written_anew(plan, run, tmp_path):
    folder = tmp_path / plan.id
    folder.mkdir()
    (folder / "plan.json").write_text("{")
    assert execute(plan, tmp_path).plan == plan
    assert load_run(folder).plan.id == plan.id


KILLED = """
import os, signal, sys, time
from multiprocessing.connection import Connection
from mirror_abm.simulation import task
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.parts import tasks_kept
from mirror_abm.simulation.runner import execute

def first(name):
    try:
        os.close(os.open(name, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True

def die_once():
    if first("killed"):
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__mp_main__":  # in the workers only
    record, send = task.measured_columns, Connection._send

    def measured(population):
        die_once()
        return record(population)

    def one_busy(population):  # the other dies while this one, deep in its task, is deaf
        if first("busy"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
            while not os.path.exists("killed"):
                time.sleep(0.01)
            time.sleep(float(sys.argv[2]))
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        elif not os.path.exists("killed"):
            die_once()
        return record(population)

    def cut_short(self, buf, write=os.write):
        if len(buf) > 65536 and not os.path.exists("killed"):
            os.write(self._handle, bytes(buf[:4096]))
            die_once()
        return send(self, buf, write)

    if sys.argv[1] == "at work":
        task.measured_columns = measured
    elif sys.argv[1] == "beside a busy one":
        task.measured_columns = one_busy
    else:
        Connection._send = cut_short

if __name__ == "__main__":
    told = []
    plan = make_plan(sys.argv[3:], days=0.02, replicates=2)
    execute(plan, "runs", 2, lambda species, done, total: told.append(done))
    print(told)
"""


@pytest.mark.parametrize(
    ("when", "deaf"),
    [
        ("at work", 0),
        ("sending its result", 0),
        ("beside a busy one", 1),
        pytest.param("beside a busy one", 300, marks=pytest.mark.slow),
    ],
)
def test_a_killed_worker_is_replaced_and_changes_nothing(when, deaf, run, tmp_path):
    """Nor may the run wait for ever for the other half of what the worker was sending."""
    (tmp_path / "killed.py").write_text(KILLED)
    process = subprocess.Popen(
        [sys.executable, "killed.py", when, str(deaf), OCTOPUS, SPARROW],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        pytest.fail("the run waits for ever")
    assert process.returncode == 0, err
    assert out == "[1, 2, 3, 4]\n"
    assert (tmp_path / "killed").exists() or when == "sending its result"
    assert fingerprint(load_run(run.id, tmp_path / "runs")) == fingerprint(run)


def test_workers_that_are_killed_again_and_again_end_in_a_sentence(plan, tmp_path, monkeypatch):
    asked = []

    def broken(_work, tasks, _workers):
        asked.append(len(tasks))
        raise BrokenProcessPool
        yield

    monkeypatch.setattr(processes, "spread", broken)
    with pytest.raises(MirrorError, match=r"killed 4 times .*try --workers 1\.$"):
        execute(plan, tmp_path, workers=2)
    assert asked == [4, 4, 4, 4]
    assert not is_done(tmp_path / plan.id)


def test_a_disk_that_fills_up_before_done_leaves_an_unfinished_run_that_resumes(
    plan, run, tmp_path, monkeypatch
):
    written, write = [], work.write_json

    def full(path, value):
        if path.name == "manifest.json":
            raise StorageError("manifest.json: cannot be written: No space left on device.")
        write(path, value)

    with monkeypatch.context() as patch:
        patch.setattr(work, "write_json", full)
        with pytest.raises(StorageError, match="No space left"):
            execute(plan, tmp_path)
    folder = tmp_path / plan.id
    with pytest.raises(MirrorError, match=r"is not finished; type its command again"):
        load_run(folder)

    def note(path, value):
        if path.name == "DONE" and path.parent == folder:
            written.append(
                sorted(
                    str(p.relative_to(folder))
                    for p in folder.rglob("*.*")
                    if "parts" not in p.parts and p.name != LOCK
                )
            )
        write(path, value)

    monkeypatch.setattr(sealing, "write_json", note)
    monkeypatch.setattr(dispatch, "recorded", None)
    assert fingerprint(execute(plan, tmp_path)) == fingerprint(run)
    assert written == [
        sorted(["plan.json", "manifest.json", *(f"tables/{name}.parquet" for name in TABLES)])
    ]


@pytest.mark.usefixtures("no_simulation")
def test_a_finished_run_is_not_run_again(plan, run):
    before = {path: path.stat().st_mtime_ns for path in run.path.rglob("*")}
    again = execute(
        plan, run.path.parent, progress=lambda *_: pytest.fail("something was reported as run")
    )
    assert again == run
    assert {path: path.stat().st_mtime_ns for path in run.path.rglob("*")} == before


def test_a_run_without_two_arms_holds_no_contrast(tmp_path):
    done = ma.run(OCTOPUS, knockouts=0, out=tmp_path, **TINY)
    with pytest.raises(MirrorError, match=rf"^run {done.id}: holds no contrast: make one with "):
        ma.contrast(done.id, tmp_path)
