"""``phylo`` on a table of traits, as it is typed."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

import mirror_abm as ma

from .shell import refused, typed

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "example_traits.csv"
DATA = ROOT / "tests" / "data" / "phylo"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("phylo")
    shutil.copy(EXAMPLE, folder / "traits.csv")
    for name in ("traits_fossils.csv", "tree_fossils.nwk"):
        shutil.copy(DATA / name, folder / name)
    (folder / "ours.csv").write_text("species,account,mean\nhomo_sapiens,associative,0.1\n")
    (folder / "typo.csv").write_text("species,x\nhomo_sapien,1\nmus_musculus,2\n" + REST)
    return folder


REST = "felis_catus,3\ncanis_lupus,4\nequus_caballus,5\n"


def test_signal_regression_and_its_errors_are_told_over_100_trees(place):
    told = typed("phylo", "traits.csv", "--trait", "log(gestation)", "--on", "log(mass)", cwd=place)
    assert told.returncode == 0, told.stderr
    for piece in (
        "median over 100 trees [range]",
        "log(gestation) ~ log(mass)",
        "ordinary",
        "pooled over 100 trees",
        "False positives at .05 with one predictor on exactly these species",
        "pgls, lambda by REML",
        "Unit of replication: the pair of simulated traits.",
    ):
        assert piece in told.stdout, piece


def test_the_numbers_are_those_of_python(place):
    told = typed(
        *("phylo", "traits.csv", "--trait", "log(gestation)", "--on", "log(mass)", "--json"),
        cwd=place,
    )
    read = json.loads(told.stdout)
    table = pd.read_csv(EXAMPLE)
    lam = ma.phylo.pagels_lambda(table, "log(gestation)", trees=True).iloc[0]
    k = ma.phylo.blomberg_k(table, "log(gestation)", trees=True).iloc[0]
    first = read["signal"][0]
    assert first["lambda"] == pytest.approx(lam["lambda"])
    assert first["interval_low"] == pytest.approx(lam["lambda_low"])
    assert (first["k"], first["p_of_k"]) == (pytest.approx(k["K"]), pytest.approx(k["p"]))
    found = ma.phylo.pgls(table, "log(gestation) ~ log(mass)", trees=True)
    for row, wanted in zip(
        read["regression of log(gestation)"], found.to_dict("records"), strict=True
    ):
        assert row["term"] == wanted["term"]
        for name in ("estimate", "error", "t", "df", "p", "log_likelihood", "aic"):
            assert row[name] == pytest.approx(wanted[name]), name


def test_without_on_only_the_signal_of_all_traits_is_told(place):
    told = typed("phylo", "traits.csv", cwd=place)
    assert told.returncode == 0
    assert "gestation" in told.stdout
    assert "mass" in told.stdout
    assert "ordinary" not in told.stdout


def test_a_tree_of_one_s_own_may_have_fossils(place):
    words = ["traits_fossils.csv", "--trait", "y", "--on", "brownian", "--on", "diet"]
    told = typed("phylo", *words, "--tree", "tree_fossils.nwk", "--lambda", "REML", cwd=place)
    assert told.returncode == 0, told.stderr
    assert "on one tree" in told.stdout
    assert "diet: meat" in told.stdout
    given = typed("phylo", *words, "--tree", "tree_fossils.nwk", "--lambda", "0.5", cwd=place)
    assert "lambda of the residuals 0.50 (given)" in given.stdout


@pytest.mark.parametrize(
    ("words", "piece"),
    [
        ([], "needs a table of traits, or --design"),
        (["none.csv"], "none.csv: no such file"),
        (["ours.csv"], "was simulated by mirror_abm"),
        (["ours.csv", "--trait", "mean"], "was simulated by mirror_abm"),
        (["typo.csv"], "Did you mean homo_sapiens?"),
        (["traits.csv", "--on", "mass"], "--on: needs --trait"),
        (["traits.csv", "--trait", "gestatio"], "Did you mean gestation?"),
        (["traits.csv", "--trait", "gestation", "--on", "mas"], "Did you mean mass?"),
        (["traits.csv", "--trait", "mass", "--on", "mass"], "mass: stands on both sides"),
        (["traits.csv", "--trait", "mass", "--on", "gestation", "--lambda", "2"], "lam = 2.0"),
        (["traits.csv", "--trait", "mass", "--on", "gestation", "--lambda", "x"], "lam = 'x'"),
        (["traits.csv", "--slope", "1"], "--slope: is that of --design"),
        (["traits.csv", "--tree", "none.nwk"], "none.nwk: no such file"),
        (["traits.csv", "--tree", "tree_fossils.nwk"], "species not in the tree"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(words, piece, place):
    refused(typed("phylo", *words, cwd=place), 2, piece)
