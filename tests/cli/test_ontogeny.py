"""``ontogeny`` on a run, as it is typed."""

import json
import math
import shutil

import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base.files import write_json

from .shell import OCTOPUS, refused, typed


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A run in which octopuses learn within a day, and some inherit."""
    return ma.run(
        OCTOPUS,
        account=["associative", "genetic", "none"],
        settings={"constants.incidental_salience": 1.0, "constants.alpha": 0.3},
        days=1,
        replicates=4,
        knockouts=0,
        out=tmp_path_factory.mktemp("runs"),
    )


def test_the_ages_are_those_of_python_and_the_tables_and_figure_are_kept(grown):
    told = typed("ontogeny", str(grown.path), "--json")
    assert told.returncode == 0, told.stderr
    rows = json.loads(told.stdout)
    table = ma.ontogeny(grown)
    assert [row["account"] for row in rows] == list(table["account"])
    for row, (_, one) in zip(rows, table.iterrows(), strict=True):
        for name in ("50", "80"):
            age = one[f"age_{name}"]
            assert row[f"visual_age_{name}"] == (None if math.isinf(age) else pytest.approx(age))
            assert row[f"visual_age_{name}_reached"] == one[f"reached_{name}"]
        assert row["visual_found"] == pytest.approx(one["found"])
    assert min(row["visual_age_50"] or 0 for row in rows) == 0
    assert pd.read_csv(grown.path / "next" / "ages.csv")["age_50"].tolist() == pytest.approx(
        table["age_50"].tolist()
    )
    course = pd.read_csv(grown.path / "next" / "chances_by_age.csv")
    assert course["age"].max() == 1
    assert (grown.path / "figures" / "ontogeny.png").stat().st_size > 5000


def test_words_say_what_is_never_reached_and_what_is_there_at_birth(grown):
    told = typed("ontogeny", str(grown.path))
    assert told.returncode == 0, told.stderr
    none = next(line for line in told.stdout.splitlines() if " none " in line)
    assert none.count(">1.0") == 2
    assert ">: not by the end of the life that was lived." in told.stdout
    assert "birth: it is there at birth." in told.stdout
    assert "the age in a new draw: 60 % range of 4 draws" in told.stdout
    assert "Unit of replication: the draw" in told.stdout


def test_an_account_and_acts_can_be_asked_for_and_a_file_named(grown, tmp_path):
    file = tmp_path / "ages.svg"
    words = ("--account", "genetic", "--by", "act", "--figure", str(file), "--csv")
    told = typed("ontogeny", str(grown.path), *words)
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    acts = set(grown.table("acts")["act"])
    assert {line.split(",")[2] for line in lines[1:]} == acts
    assert all(",genetic," in line for line in lines[1:])
    assert file.read_text(encoding="utf-8").count("<svg") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--animals", "0"), "animals = 0"),
        (("--units", "100000"), "units = 100000"),
        (("--by", "effector"), "by = 'effector': must be one of act, all."),
        (("--account", "telepathy"), "account = 'telepathy': must be one of"),
        (("--figure", "ages.txt"), "ages.txt"),
        (("--sensitivity", "1"), "--sensitivity"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(grown, words, told):
    refused(typed("ontogeny", str(grown.path), *words), 2, told)


def test_a_run_that_kept_no_ages_says_so(done, tmp_path):
    older = shutil.copytree(done.out / done.id, tmp_path / "runs" / done.id)
    (older / "tables" / "ontogeny.parquet").unlink()
    sums = json.loads((older / "DONE").read_text())
    sums.pop("tables/ontogeny.parquet")
    write_json(older / "DONE", sums)
    refused(typed("ontogeny", str(older)), 2, "kept no ages")
    folder = tmp_path / "exported"
    told = typed("runs", "export", str(older), "--to", str(folder))
    assert told.returncode == 0, told.stderr
    assert (folder / "units.csv").is_file()
    assert not (folder / "ontogeny.csv").exists()
