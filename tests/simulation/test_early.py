"""The first groups of a run, while the rest is carried out, against a run that has no others."""

import pandas as pd
import pytest

from mirror_abm.simulation import early
from mirror_abm.simulation.archive import Run
from mirror_abm.simulation.early import FIRST, Beginning
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute
from mirror_abm.simulation.work import Work

from .tiny import OCTOPUS, SPARROW, fingerprint

MANY = 2 * FIRST
OPTIONS = {"days": 0.01, "knockouts": 1}


@pytest.fixture
def patient(monkeypatch):
    """Any work that is left is worth a look at the beginning."""
    monkeypatch.setattr(early, "WORTH", 0.0)


@pytest.mark.parametrize(("workers", "knockouts"), [(1, 0), (1, 2), (2, 2)])
def test_they_are_shown_once_and_are_those_of_a_run_with_so_few(
    workers, knockouts, patient, tmp_path
):
    shown, told, options = [], [], OPTIONS | {"knockouts": knockouts}
    run = execute(
        make_plan([OCTOPUS, SPARROW], replicates=MANY, **options),
        tmp_path,
        workers,
        progress=lambda name, done, total: told.append(done),
        show=lambda groups: shown.append((groups, len(told))),
    )
    ((groups, done),) = shown
    options = OPTIONS | {"knockouts": 0}
    few = execute(make_plan([OCTOPUS, SPARROW], replicates=FIRST, **options), tmp_path / "few")
    pd.testing.assert_frame_equal(groups.table("groups"), few.table("groups"), check_exact=True)
    assert groups.plan == few.plan
    assert 2 * FIRST <= done < 2 * MANY if not knockouts else done <= (0, 2 * MANY)[workers - 1]
    whole = execute(run.plan, tmp_path / "unseen")
    assert fingerprint(run) == fingerprint(whole)
    assert {path.name for path in run.path.iterdir()} == {
        path.name for path in whole.path.iterdir()
    }
    assert repr(groups).endswith(f"the first {FIRST} of {MANY} groups>")
    with pytest.raises(ValueError, match=r"is there when run .* is finished"):
        groups.table("summary")


@pytest.mark.parametrize("workers", [1, 2])
def test_the_first_groups_of_all_species_are_done_before_others(workers, tmp_path):
    plan = make_plan([OCTOPUS, SPARROW], replicates=MANY, **OPTIONS)
    todo = Work(plan, tmp_path, workers, "compiled").todo
    assert {number for _, number in todo[: 2 * FIRST]} == set(range(FIRST))
    assert sorted(todo) == sorted(plan.tasks)


def test_a_run_that_goes_on_shows_them_too_if_it_has_not_long_to_wait(patient, tmp_path):
    plan, shown = make_plan([OCTOPUS], replicates=MANY, **OPTIONS), []

    def stop(name, done, total):
        if done > FIRST:
            raise KeyboardInterrupt

    with pytest.raises(BaseException, match="interrupted"):
        execute(plan, tmp_path, progress=stop)
    execute(plan, tmp_path, show=shown.append)
    assert [len(each.table("groups")["replicate"].unique()) for each in shown] == [FIRST]


def test_nothing_is_shown_where_little_is_left_or_there_are_few_groups(tmp_path, monkeypatch):
    shown = []
    execute(make_plan([OCTOPUS], replicates=MANY, **OPTIONS), tmp_path, show=shown.append)
    monkeypatch.setattr(early, "WORTH", 0.0)
    few = make_plan([OCTOPUS], replicates=MANY - 1, **OPTIONS)
    execute(few, tmp_path, show=shown.append)
    assert shown == []
    assert (
        repr(Beginning(few, few.tasks, Run(tmp_path)))
        == f"<Beginning: {FIRST} first groups are not done>"
    )


def test_a_run_interrupted_while_they_are_shown_goes_on_and_leaves_nothing_of_them(
    patient, tmp_path
):
    plan, shown = make_plan([OCTOPUS], replicates=MANY, **OPTIONS), []

    def interrupt(groups):
        raise KeyboardInterrupt

    with pytest.raises(BaseException, match="interrupted with 0 of"):
        execute(plan, tmp_path / "runs", show=interrupt)
    run = execute(plan, tmp_path / "runs", show=shown.append)
    whole = execute(plan, tmp_path / "whole")
    assert len(shown) == 1
    assert fingerprint(run) == fingerprint(whole)
    assert {path.name for path in run.path.iterdir()} == {
        path.name for path in whole.path.iterdir()
    }
