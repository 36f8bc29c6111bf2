"""The tables of a run are the same in whatever pieces they are worked out."""

import pandas as pd
import pytest

from mirror_abm.base import arrow
from mirror_abm.simulation import by_act, finish, summary
from mirror_abm.simulation.archive import TABLES, Run
from mirror_abm.simulation.lived import lives_told
from mirror_abm.simulation.parts import Parts, keep
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .tiny import OCTOPUS, SPARROW, fingerprint


def test_what_follows_from_the_units_is_what_follows_from_all_of_them_at_once(run, plan):
    """The other route: everything in memory, in one go."""
    tables = {name: run.table(name) for name in finish.MADE}
    tables["animals"] = summary.animals(tables["units"])
    tables["groups"] = summary.groups(tables["animals"])
    tables["acts"] = by_act.acts(tables["units"], plan.profiles)
    tables["by_act"] = by_act.over_groups(tables["acts"], by_act.ACT)
    tables["by_effector"] = by_act.over_groups(tables["acts"], by_act.EFFECTOR)
    tables["by_visibility"] = by_act.by_visibility(by_act.of_groups(tables["acts"]))
    tables["knockouts"] = summary.knockouts(tables["groups"])
    tables["summary"] = summary.summary(tables["groups"], tables["knockouts"]).assign(
        prior=plan.prior
    )
    for name, table in lives_told(tables).items():
        pd.testing.assert_frame_equal(run.table(name), table, check_exact=True, obj=name)


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """Two accounts, knock-outs and several groups of two species, one of which is silent."""
    plan = make_plan([OCTOPUS, SPARROW], days=0.02, replicates=4, knockouts=1)
    return execute(plan, tmp_path_factory.mktemp("several"))


@pytest.mark.parametrize("chunk", [1, 60, 500])
def test_the_size_of_the_pieces_changes_no_byte(chunk, several, tmp_path, monkeypatch):
    """The last digits of sums as well: of numbers with any, as mirror indices are."""
    monkeypatch.setattr(finish, "CHUNK", chunk)
    made = replayed(several, tmp_path)
    assert {name: made[name] for name in TABLES} == fingerprint(several)


def replayed(run, folder):
    """Return the hashes of the tables of a run, finished once more from what it recorded."""
    plan = run.plan
    recorded = {
        name: dict(list(run.table(name).groupby(["species", "replicate"]))) for name in finish.MADE
    }
    parts = Parts(folder)
    for task in plan.tasks:
        keep(folder, finish.task_name(*task), {n: recorded[n][task] for n in finish.MADE})
    parts.look()
    finish.write_tables(plan, parts, folder)
    return fingerprint(Run(folder))


def test_a_large_species_is_cut_and_small_ones_are_put_together(monkeypatch):
    monkeypatch.setattr(finish, "CHUNK", 100_000)
    tasks = [(name, number) for name in "abcd" for number in range(3)]
    units = {task: 60_000 if task[0] == "c" else 9_000 for task in tasks}
    cut = list(finish._cut(tasks, units))
    assert cut == [[tasks[:6]], [tasks[6:8], tasks[8:9]], [tasks[9:]]]


def test_a_part_of_a_table_is_read_without_the_rest(plan, tmp_path, monkeypatch):
    monkeypatch.setattr(arrow, "ENOUGH", 1)  # a row group a species
    run = execute(plan, tmp_path)
    for name in TABLES:
        whole = run.table(name)
        part = run.table(name, species=OCTOPUS, columns=["account", "species"])
        same = whole[whole["species"] == OCTOPUS].reset_index(drop=True)[["account", "species"]]
        pd.testing.assert_frame_equal(part, same)
    both = run.table("units", species=[SPARROW, OCTOPUS])
    pd.testing.assert_frame_equal(both, run.table("units"))
    with pytest.raises(ValueError, match=r"^species = 'octopus': must be one of .*Did you mean"):
        run.table("units", species="octopus")
    with pytest.raises(ValueError, match=r"^table units: column = 'specie': must be one of "):
        run.table("units", columns=["specie"])
