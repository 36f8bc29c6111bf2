"""A plan that is being carried out: what is left of it, and how long it took."""

import shutil
import time

import pytest

from mirror_abm.simulation.archive import load_run
from mirror_abm.simulation.grid import plan_sweep
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute, execute_all
from mirror_abm.simulation.work import Work

from .tiny import OCTOPUS, SPARROW, TINY


def test_nothing_is_written_while_tasks_are_left(tmp_path):
    work = Work(make_plan([OCTOPUS, SPARROW], **TINY), tmp_path, 1, "compiled")
    assert work.tasks == [(name, number) for name in (SPARROW, OCTOPUS) for number in (0, 1)]
    assert (work.left, work.count_done()) == (4, 0)
    assert work.finish_if_done(1.5) == 1.5
    assert sorted(path.name for path in work.recorder.path.iterdir()) == ["parts", "plan.json"]
    assert not list((work.recorder.path / "parts").iterdir())


def test_all_tasks_of_a_finished_run_are_done(plan, run, tmp_path):
    shutil.copytree(run.path, tmp_path / run.id)
    work = Work(plan, tmp_path, 1, "compiled")
    assert work.count_done() == len(work.tasks) == 4


def test_with_several_workers_knock_outs_come_first(tmp_path):
    plan = make_plan([OCTOPUS, SPARROW], days=0.02, replicates=3, knockouts=1)
    todo = Work(plan, tmp_path, 2, "compiled").todo
    assert {number for _, number in todo[:2]} == {0}
    assert sorted(todo) == sorted(Work(plan, tmp_path, 1, "compiled").todo)


def test_runs_that_share_their_processes_share_the_time(tmp_path):
    """Each run has the seconds that it took, not those since the first began."""
    plans = plan_sweep(OCTOPUS, {"constants.tau": [0.5, 1, 2]}, knockouts=0, **TINY).plans
    began = time.perf_counter()
    runs = execute_all(plans, tmp_path)
    elapsed = time.perf_counter() - began
    assert sum(run.manifest["elapsed_seconds"] for run in runs) <= elapsed + 0.02
    assert [load_run(run.id, tmp_path) for run in runs] == runs


def test_runs_that_are_done_are_among_the_others(tmp_path):
    plans = plan_sweep(OCTOPUS, {"constants.tau": [0.5, 1]}, knockouts=0, **TINY).plans
    second = execute(plans[1], tmp_path)
    told = []
    runs = execute_all(plans, tmp_path, progress=lambda *each: told.append(each))
    assert runs[1] == second
    assert told == [(OCTOPUS, 1, 2), (OCTOPUS, 2, 2)]


@pytest.mark.parametrize("out", [5, None, "a\0b"])
def test_what_is_no_folder_is_refused(out):
    with pytest.raises(ValueError, match="must be the path of a folder"):
        execute_all([], out)
