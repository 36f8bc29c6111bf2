"""``phylo --design``, as it is typed."""

import json
from pathlib import Path

import pytest

import mirror_abm as ma

from .shell import refused, typed

ROOT = Path(__file__).parents[2]
TABLE = str(ROOT / "docs" / "example_traits.csv")
FAST = ("--design", "--simulations", "40")


def test_an_order_of_species_is_told_with_its_power_and_drawn(tmp_path):
    told = typed(
        *("phylo", TABLE, *FAST, "--on", "mass", "--have", "mus_musculus", "--count", "8"),
        *("--slope", "0.8", "--figure", "design.png"),
        cwd=tmp_path,
    )
    assert told.returncode == 0, told.stderr
    assert "mus_musculus (have)" in told.stdout
    assert "The predictor is that of the table" in told.stdout
    assert "unit of replication: the simulated study" in told.stdout
    assert (tmp_path / "design.png").stat().st_size > 20_000


def test_the_numbers_are_those_of_python():
    told = typed("phylo", *FAST, "--count", "12", "--have", "library", "--json")
    rows = json.loads(told.stdout)
    assert "drawn, and follows descent" in told.stderr
    wanted = ma.phylo.design(have=ma.phylo.recorded(), count=12, simulations=40)
    assert [row["species"] for row in rows] == wanted["species"].tolist()
    for name in ("power", "power_random", "power_low"):
        assert [row[name] for row in rows] == pytest.approx(wanted[name].tolist())
    assert [row["species_added"] for row in rows] == wanted["added"].tolist()
    assert rows[-1]["false_pgls"] == wanted["false_pgls"].iloc[-1]


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        (["--trait", "mass"], "--trait: is of traits that were measured"),
        (["--on", "mass"], "give the table, too"),
        ([TABLE, "--on", "mass", "--on", "gestation"], "the one column of the table"),
        ([TABLE], "predictor: the table has 2 columns of numbers"),
        ([TABLE, "--on", "mas"], "Did you mean mass?"),
        (["--have", "homo_sapien"], "Did you mean homo_sapiens?"),
        (["--count", "3"], "count = 3"),
        (["--slope", "0"], "slope = 0"),
        (["--lambda", "1"], "--lambda 1: must be ML or REML"),
        (["--simulations", "-1"], "simulations = -1"),
        (["--seed", "-1"], "seed = -1"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(words, piece):
    given = () if "--simulations" in words else ("--simulations", "0")
    refused(typed("phylo", "--design", *given, *words), 2, piece)
