"""The tables of a run for other programs: the same numbers, and what is needed to read them."""

import json
import re

import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError, MirrorError, StorageError
from mirror_abm.simulation import export
from mirror_abm.simulation.archive import TABLES
from mirror_abm.simulation.export import EXPORTED

from .tiny import OCTOPUS, OCTOPUS_FILE, SPARROW, TINY

READ = {
    "csv": lambda file: pd.read_csv(file, keep_default_na=True),
    "json": lambda file: pd.DataFrame(json.loads(file.read_text())),
    "parquet": pd.read_parquet,
}


@pytest.mark.parametrize("form", READ)
def test_every_table_holds_the_numbers_of_the_run(form, run, tmp_path):
    folder = ma.export(run, tmp_path / "there" / "out", form)
    assert folder == tmp_path / "there" / "out"
    assert {file.name for file in folder.iterdir()} == {
        "README.txt",
        "columns.csv",
        "references.bib",
        *(f"{name}.{form}" for name in EXPORTED),
    }
    for name in TABLES:
        read, table = READ[form](folder / f"{name}.{form}"), run.table(name)
        assert read.columns.tolist() == table.columns.tolist()
        assert len(read) == len(table)
        for column in table.select_dtypes(["number", "bool"]):
            difference = (read[column].astype(float) - table[column].astype(float)).abs()
            assert not (difference > 1e-14 * table[column].abs().clip(lower=1)).any()
            assert (read[column].isna() == table[column].isna()).all(), column
        for column in table.select_dtypes("str"):
            assert read[column].fillna("").tolist() == table[column].tolist(), column


def test_the_readme_says_what_was_run_how_to_repeat_it_and_what_is_independent(tmp_path):
    run = ma.run(OCTOPUS, rule="oja", out=tmp_path / "my runs", **TINY)
    told = (ma.export(run, tmp_path / "out") / "README.txt").read_text()
    assert told.startswith(f"Run {run.id} of mirror_abm {ma.__version__}, made 20")
    assert "Not default: rule oja." in told
    assert (
        "To repeat it: mirror-abm run octopus_vulgaris --rule oja --days 0.02 --replicates 2\n"
        in told
    )
    assert "The unit of replication is the group" in told
    assert str(tmp_path) not in told
    for name in EXPORTED:
        rows = re.search(rf"^{name}\.csv: ([\d,]+) rows; a row is ", told, re.MULTILINE)
        assert int(rows[1].replace(",", "")) == len(pd.read_csv(tmp_path / "out" / f"{name}.csv"))
    keys = re.findall(r"^@\w+\{(\w+),", (tmp_path / "out" / "references.bib").read_text(), re.M)
    assert keys == run.manifest["cite"]


def test_species_of_one_s_own_go_with_the_tables(tmp_path, monkeypatch):
    file = tmp_path / "mine.yaml"
    file.write_text(OCTOPUS_FILE.replace(f"name: {OCTOPUS}", "name: octopus_mine"))
    run = ma.run(file, out=tmp_path / "runs", **TINY)
    folder = ma.export(run, tmp_path / "out", tables="species")
    told = (folder / "README.txt").read_text()
    assert "in this folder: mirror-abm run species/octopus_mine.yaml --days" in told
    monkeypatch.chdir(folder)
    assert ma.run("species/octopus_mine.yaml", out=tmp_path / "runs", **TINY).id == run.id


def test_single_tables_are_written_alone(run, tmp_path):
    folder = ma.export(run.id, tmp_path / "out", tables=["species"], out=run.path.parent)
    assert not list(folder.glob("units*"))
    species = pd.read_csv(folder / "species.csv")
    assert species["species"].tolist() == [SPARROW, OCTOPUS]
    assert species["scientific"].tolist() == ["Melospiza georgiana", "Octopus vulgaris"]
    assert set(pd.read_csv(folder / "columns.csv")["table"]) == {"species"}


def test_a_folder_in_which_something_is_stays_as_it_is(run, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"is not empty: name another folder, or remove it first"):
        ma.export(run, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"tables": ["sumary"]}, r"table = 'sumary'.*Did you mean summary\?"),
        ({"tables": [3]}, r"^table = 3"),
        ({"format": "xlsx"}, r"^format = 'xlsx': must be one of csv, json, parquet"),
        ({"folder": ""}, r"^folder = ''"),
        ({"folder": 5}, r"^folder = 5"),
        ({"folder": "mine.txt"}, r"cannot be written: Not a directory"),
        ({"run": "nope"}, r"^run 'nope': no such run"),
    ],
)
def test_nonsense_is_refused_and_leaves_nothing(options, said, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(MirrorError, match=said):
        ma.export(**({"run": run, "folder": tmp_path / "out"} | options))
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_an_export_that_was_stopped_goes_on_and_leaves_nothing_of_the_first(
    run, tmp_path, monkeypatch
):
    def full(*_):
        raise StorageError("README.txt: cannot be written: No space left on device.")

    with monkeypatch.context() as patch:
        patch.setattr(export, "_readme", full)
        with pytest.raises(StorageError):
            ma.export(run, tmp_path / "out", "json")
    (tmp_path / "out" / ".units-0123456789ab.json").touch()
    assert (tmp_path / "out" / "units.json").is_file()
    made = ma.export(run, tmp_path / "out", "csv", ["summary"])
    assert sorted(path.name for path in made.iterdir()) == [
        *("README.txt", "columns.csv", "references.bib", "summary.csv")
    ]
    with pytest.raises(InputError, match="is not empty"):
        ma.export(run, tmp_path / "out")
