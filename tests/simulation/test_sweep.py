"""A sweep is its runs: the same bytes, the same draws, and tables put together from theirs."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError, Interrupted
from mirror_abm.simulation import dispatch
from mirror_abm.simulation.archive import finished, is_done
from mirror_abm.simulation.grid import plan_sweep
from mirror_abm.simulation.runner import execute
from mirror_abm.simulation.sweep import SWEEP_TABLES, carry_out

from .tiny import OCTOPUS, SPARROW, TINY, fingerprint

RATE = "experience.self_observation.rate"
OVER = {"constants.tau": [0.5, 2], RATE: [2, 8]}


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    return ma.sweep([SPARROW, OCTOPUS], over=OVER, out=tmp_path_factory.mktemp("runs"), **TINY)


def test_a_point_is_an_ordinary_run_byte_for_byte(swept, tmp_path):
    settings = {"constants.tau": 2, RATE: 2}
    alone = ma.run([SPARROW, OCTOPUS], settings=settings, knockouts=0, out=tmp_path, **TINY)
    assert swept.points[2] == settings
    assert swept.runs[2].id == alone.id
    assert fingerprint(swept.runs[2]) == fingerprint(alone)
    assert {path.name for path in finished(swept.path.parent.parent)} == {
        run.id for run in swept.runs
    }


def test_two_workers_give_the_bytes_of_one(swept, tmp_path):
    grid = plan_sweep([SPARROW, OCTOPUS], OVER, knockouts=0, **TINY)
    other = carry_out(grid, tmp_path, workers=2)
    assert [fingerprint(run) for run in other.runs] == [fingerprint(run) for run in swept.runs]
    assert other.id == swept.id


def test_an_executor_gives_the_same_bytes_and_is_left_open(swept, tmp_path):
    with ThreadPoolExecutor(2) as executor:
        other = ma.sweep(
            [SPARROW, OCTOPUS],
            over={"constants.tau": OVER["constants.tau"]},
            settings={RATE: 8},
            out=tmp_path,
            executor=executor,
            **TINY,
        )
        assert executor.submit(int, 1).result() == 1
    same = [swept.runs[1], swept.runs[3]]
    assert [fingerprint(run) for run in other.runs] == [fingerprint(run) for run in same]
    assert {run.manifest["workers"] for run in other.runs} == {2}
    with pytest.raises(InputError, match="executor = 2"):
        ma.sweep(OCTOPUS, over={RATE: [2, 4]}, out=tmp_path, executor=2, **TINY)


def test_points_that_were_run_are_not_run_again(swept, monkeypatch):
    monkeypatch.setattr(dispatch, "recorded", None)
    again = ma.sweep([SPARROW, OCTOPUS], over=OVER, out=swept.path.parent.parent, **TINY)
    assert again.runs == swept.runs
    assert again.table().equals(swept.table())


def test_all_numbers_but_those_set_are_the_same_draws_at_every_point(swept):
    keys = ["species", "replicate", "name"]
    draws = [
        run.table("draws").drop_duplicates(keys).set_index(keys)["value"] for run in swept.runs
    ]
    for each in draws[1:]:
        moved = draws[0].index[(draws[0] != each) & draws[0].notna()]
        drawn = {name for *_, name in moved if not name.startswith("solved.")}
        assert drawn <= {"constants.tau", "tau", RATE}
    assert len(draws[0]) > 20


def test_the_table_is_tidy_and_headed_by_what_was_varied(swept):
    table = swept.table()
    assert list(table.columns[:2]) == ["constants.tau", RATE]
    assert set(table["unit_of_replication"]) == {"group"}
    keys = ["constants.tau", RATE, "species", "account", "modality"]
    assert not table.duplicated(keys).any()
    rows = {(row[0], row[1]) for row in table[["constants.tau", RATE]].to_numpy()}
    assert rows == {(tau, rate) for tau in (0.5, 2) for rate in (2, 8)}
    heard = {(OCTOPUS, "visual"), (SPARROW, "visual"), (SPARROW, "auditory")}
    assert set(zip(table["species"], table["modality"], strict=True)) == heard
    assert len(table) == 4 * 2 * len(heard)


def test_the_summary_of_a_point_is_that_of_its_run(swept):
    for run, rows in swept.table().groupby("run"):
        own = next(each for each in swept.runs if each.id == run).table("summary")
        assert rows["mean"].tolist() == own["mean"].tolist()


def test_changes_compare_each_group_with_itself(swept):
    """Recomputed from the groups by another route: a table with one column per point."""
    wide = swept.table("groups").pivot_table(
        index=["species", "account", "modality", "replicate", "group"],
        columns="run",
        values="own_minus_other",
    )
    first = swept.runs[0].id
    found = swept.table("differences").set_index(["run", "species", "account", "modality"])
    assert first not in found.index.get_level_values("run")
    for run in swept.runs[1:]:
        change = (wide[run.id] - wide[first]).groupby(["species", "account", "modality"])
        for key, values in change:
            row = found.loc[(run.id, *key)]
            assert row["mean"] == pytest.approx(values.mean())
            assert row["n"] == len(values) == 2
            assert row["higher"] == (values > 0).mean()
            assert row["lower"] == (values < 0).mean()
            assert row["low"] <= row["mean"] <= row["high"]
    assert len(found) == 3 * len(change)


def test_tables_are_left_in_the_folder_of_the_sweep(swept):
    import pandas as pd

    for name in SWEEP_TABLES:
        written = pd.read_csv(swept.path / f"{name}.csv")
        table = swept.table(name)
        assert list(written.columns) == list(table.columns)
        assert len(written) == len(table)
    assert swept.path.parent.name == "sweep"
    with pytest.raises(InputError, match=r"^table of a sweep = 'units': must be one of authored,"):
        swept.table("units")


def test_an_option_of_a_run_is_varied_like_a_number(tmp_path):
    found = ma.sweep(
        OCTOPUS,
        over={"world": ["normal", "permuted"], "rule": ["oja", "hebbian"]},
        account="associative",
        out=tmp_path,
        **TINY,
    )
    table = found.table()
    assert list(table.columns[:2]) == ["world", "rule"]
    assert table.columns.is_unique
    assert table["world"].tolist() == ["normal", "normal", "permuted", "permuted"]
    assert [run.plan.rule for run in found.runs] == ["oja", "hebbian"] * 2
    assert len(found.table("differences")) == 3


def test_knock_outs_find_the_main_source_and_add_no_rows(tmp_path):
    found = ma.sweep(
        OCTOPUS, over={"constants.tau": [1, 2]}, knockouts=1, out=tmp_path, replicates=2, days=0.01
    )
    assert set(found.table()["arm"]) == {"intact"}
    assert len(found.table()) == 4
    assert found.runs[0].plan.knockouts == 1


def test_an_interrupted_sweep_keeps_finished_points_and_goes_on(tmp_path):
    grid = plan_sweep(OCTOPUS, {"constants.tau": [0.5, 1, 2]}, knockouts=0, **TINY)

    def stop(species, done, total):
        assert total == 6
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match=r"^3 runs: interrupted with 4 of 6 tasks done; type"):
        carry_out(grid, tmp_path, progress=stop)
    assert is_done(tmp_path / grid.plans[0].id)
    assert not is_done(tmp_path / grid.plans[2].id)
    told = []
    done = carry_out(grid, tmp_path, progress=lambda *each: told.append(each))
    # the second run has both its groups, and only its tables are made
    assert told == [(OCTOPUS, 3, 4), (OCTOPUS, 4, 4)]
    whole = execute(grid.plans[1], tmp_path / "other")
    assert fingerprint(done.runs[1]) == fingerprint(whole)


def test_progress_that_is_no_function_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"^progress = 5: must be True, False"):
        ma.sweep(OCTOPUS, over={"days": [0.01, 0.02]}, progress=5, out=tmp_path)
    with pytest.raises(InputError, match=r"^over = \{\}: must map names to values"):
        ma.sweep(OCTOPUS, out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_prompt_shows_a_line_and_a_notebook_a_page(swept):
    assert repr(swept).startswith(f"<Sweep {swept.id}: constants.tau = 0.5, 2; {RATE} = 2, 8")
    assert "\n" not in repr(swept)
    page = swept._repr_html_()
    assert f"Sweep {swept.id}" in page
    assert "2 groups" in page
    assert len(page) < 60_000
