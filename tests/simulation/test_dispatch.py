"""Tasks carried out elsewhere: the same bytes, and nothing by other code."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError, MirrorError
from mirror_abm.simulation import dispatch
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .tiny import OCTOPUS, SPARROW, fingerprint


@pytest.fixture(scope="module")
def plan():
    return make_plan([OCTOPUS, SPARROW], days=0.02, replicates=2, knockouts=1)


@pytest.fixture(scope="module")
def bytes_of(plan, tmp_path_factory):
    return fingerprint(execute(plan, tmp_path_factory.mktemp("whole")))


def test_threads_and_processes_of_the_user_give_the_same_bytes(plan, bytes_of, tmp_path):
    with ThreadPoolExecutor(3) as threads:
        run = execute(plan, tmp_path / "threads", executor=threads)
        assert threads.submit(int, 1).result() == 1  # it was left open
    assert fingerprint(run) == bytes_of
    assert run.manifest["workers"] == 3
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        run = execute(plan, tmp_path / "processes", executor=processes)
    assert fingerprint(run) == bytes_of


def test_a_run_takes_an_executor_by_name(tmp_path):
    with ThreadPoolExecutor(1) as pool:
        run = ma.run(OCTOPUS, days=0.02, replicates=2, out=tmp_path, executor=pool)
    assert run.manifest["workers"] == 1
    with pytest.raises(InputError, match="executor = 2"):
        ma.run(OCTOPUS, days=0.02, replicates=2, out=tmp_path, executor=2)


def test_a_task_sent_elsewhere_takes_no_other_species_with_it(plan):
    alone = dispatch._without_others(plan, SPARROW)
    assert (alone.species, list(alone.profiles)) == ((SPARROW,), [SPARROW])
    assert alone.code == plan.code


def test_a_worker_with_other_code_refuses(plan, tmp_path):
    other = replace(plan, code=plan.code | {"engine/loop.py": "0" * 16})
    with (
        ThreadPoolExecutor(1) as pool,
        pytest.raises(MirrorError, match=r"the worker on .* has other code \(engine/loop.py\)"),
    ):
        execute(other, tmp_path, executor=pool)


def test_a_worker_with_other_packages_refuses(plan):
    with pytest.raises(MirrorError, match=r"other code \(numpy "):
        dispatch._be_the_same(plan, dispatch._here() | {"numpy": "0.1"})


def test_a_worker_stays_what_it_was_when_it_began(plan, monkeypatch, tmp_path):
    """A file that is changed under a worker that lives on is not what the worker executes."""
    file = tmp_path / "late.py"
    file.write_text("x = 1\n", encoding="utf-8")
    monkeypatch.setattr(dispatch, "HOME", tmp_path)
    before = dispatch._digest("late.py")
    file.write_text("x = 2\n", encoding="utf-8")
    assert dispatch._digest("late.py") == before
    assert dispatch._digest("gone.py") == ""
