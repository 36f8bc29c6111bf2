"""Two runs side by side: what differs first, and by how much, paired where draws are shared."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mirror_abm.base.errors import InputError
from mirror_abm.base.files import file_digest, write_json
from mirror_abm.base.tables import read_table, write_table
from mirror_abm.simulation.archive import Run
from mirror_abm.simulation.difference import diff_runs, independent
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .tiny import OCTOPUS

FAST = {"constants.alpha": 0.5, "constants.incidental_salience": 1}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Runs of animals that learn enough in a tenth of a day to differ."""
    out, made = tmp_path_factory.mktemp("runs"), {}
    for name, more in {
        "one": {},
        "slow": {"settings": FAST | {"constants.alpha": 0.1}},
        "seed": {"seed": 1, "replicates": 3},
        "lone": {"without": "self_observation"},
    }.items():
        options = {"days": 0.1, "replicates": 4, "knockouts": 0, "settings": FAST} | more
        made[name] = execute(make_plan([OCTOPUS], **options), out)
    return made


@pytest.fixture
def copy(runs, tmp_path):
    return Run(Path(shutil.copytree(runs["one"].path, tmp_path / runs["one"].id)))


def seal_again(run):
    done = json.loads((run.path / "DONE").read_text(encoding="utf-8"))
    write_json(run.path / "DONE", {name: file_digest(run.path / name) for name in done})


def shares(run, account="associative"):
    table = run.table("groups").query("account == @account and modality == 'visual'")
    return table.set_index("replicate")["own_minus_other"]


def test_a_run_is_the_same_as_its_copy(runs, copy):
    found = diff_runs(runs["one"], copy)
    assert found.same
    assert found.plan.empty
    assert found.version.empty
    assert found.shared > 500
    assert (found.numbers["difference"] == 0).all()
    assert found.sentences[-1].endswith("that both recorded are the same, bit for bit.")


def test_a_changed_constant_is_told_and_groups_are_compared_with_themselves(runs):
    found = diff_runs(runs["one"], runs["slow"])
    assert found.plan.to_numpy().tolist() == [["constants.alpha", "0.5", "0.1"]]
    assert found.paired
    assert found.first.where["replicate"] == 0
    assert found.table == "units"
    row = found.numbers.query("account == 'associative' and modality == 'visual'").iloc[0]
    one, slow = shares(runs["one"]), shares(runs["slow"])
    each = (slow - one).to_numpy()
    assert np.ptp(each) > 0  # or the test would prove nothing
    told = stats.ttest_rel(slow, one).confidence_interval(0.95)
    assert row["difference"] == pytest.approx(each.mean(), abs=1e-12)
    assert (row["low"], row["high"]) == pytest.approx(told, abs=1e-12)
    assert (row["n"], row["unit_of_replication"]) == (4, "group")


def test_runs_of_two_seeds_are_not_paired(runs):
    found = diff_runs(runs["one"], runs["seed"])
    assert not found.paired
    row = found.numbers.query("account == 'associative' and modality == 'visual'").iloc[0]
    one, other = shares(runs["one"]), shares(runs["seed"])
    told = stats.ttest_ind(other, one, equal_var=False).confidence_interval(0.95)
    assert (row["low"], row["high"]) == pytest.approx(told, abs=1e-12)
    assert row["n"] == 3


def test_two_rearings_are_compared_by_their_only_arms(runs):
    found = diff_runs(runs["one"], runs["lone"])
    assert set(found.numbers["arm"]) == {"intact / without self_observation"}
    assert found.paired
    assert found.shared == 0
    assert not found.same
    assert found.sentences[-1] == "The runs have no species, account and arm in common."


def test_one_changed_number_is_found_where_it_is(runs, copy):
    path = copy.path / "tables" / "curves.parquet"
    table = read_table(path)
    at = table.index[table["replicate"] == 2][1]
    table.loc[at, "matched"] += 1e-9
    write_table(path, table)
    seal_again(copy)
    found = diff_runs(runs["one"], copy)
    assert (found.table, found.first.row, found.first.column) == ("curves", at, "matched")
    assert found.first.where["replicate"] == 2


def test_the_first_cell_counts_before_the_first_table(runs, copy):
    for name, replicate in (("units", 3), ("draws", 1)):
        path = copy.path / "tables" / f"{name}.parquet"
        table = read_table(path)
        column = "mirror_index" if name == "units" else "value"
        at = table.index[(table["replicate"] == replicate) & table[column].notna()][0]
        table.loc[at, column] += 1
        write_table(path, table)
    seal_again(copy)
    found = diff_runs(runs["one"], copy)
    assert (found.table, found.first.where["replicate"]) == ("draws", 1)


def test_versions_are_told_by_file_of_code_and_package(runs, copy):
    plan = copy.plan
    changed = {"engine/loop.py": "0" * 16, "engine/older.py": "1" * 16}
    write_json(copy.path / "plan.json", replace(plan, code=plan.code | changed).as_dict())
    told = json.loads((copy.path / "manifest.json").read_text(encoding="utf-8"))
    told["software"]["numpy"] = "1.0"
    write_json(copy.path / "manifest.json", told)
    seal_again(copy)
    found = diff_runs(runs["one"], copy)
    assert found.version["what"].tolist() == [
        "numpy",
        "code of engine/loop.py",
        "code of engine/older.py",
    ]
    assert found.version["one"].tolist()[2] == "-"
    assert found.same
    assert found.plan.empty


def test_a_run_of_an_earlier_schema_is_compared_by_what_both_have(runs, copy):
    """Its tables lack columns, and one table is missing altogether."""
    plan = json.loads((copy.path / "plan.json").read_text(encoding="utf-8"))
    write_json(copy.path / "plan.json", plan | {"schema": 2})
    units = copy.path / "tables" / "units.parquet"
    write_table(units, read_table(units).drop(columns=["age", "lapse"]))
    (copy.path / "tables" / "ontogeny.parquet").unlink()
    done = json.loads((copy.path / "DONE").read_text(encoding="utf-8"))
    del done["tables/ontogeny.parquet"]
    write_json(copy.path / "DONE", {name: file_digest(copy.path / name) for name in done})
    found = diff_runs(runs["one"], copy)
    assert found.version.to_numpy().tolist() == [["schema", "3", "2"]]
    assert found.same


def test_a_run_of_a_later_version_is_refused_by_name(runs, copy):
    plan = json.loads((copy.path / "plan.json").read_text(encoding="utf-8"))
    write_json(copy.path / "plan.json", plan | {"schema": 99})
    seal_again(copy)
    with pytest.raises(InputError, match="schema = 99: a later version wrote it"):
        diff_runs(runs["one"], copy)


def test_the_difference_of_independent_means_is_that_of_welch():
    one, other = pd.Series([0.1, 0.4, 0.2]), pd.Series([0.5, 0.2, 0.9, 0.7])
    told = stats.ttest_ind(other, one, equal_var=False).confidence_interval(0.95)
    assert independent(one, other)[1:] == pytest.approx(told)
    assert independent(one.iloc[:1], other)[1:] == (-np.inf, np.inf)
