"""``calibrate``, as it is typed."""

import json

import pandas as pd
import pytest

from mirror_abm.animal.calibration import FILE, calibration

from .shell import refused, typed

FEW = ("genetic", "--prior-draws", "3", "--replicates", "2", "--workers", "1")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("calibration")
    found = typed("calibrate", *FEW, "--out", str(out), "--json")
    assert found.returncode == 0, found.stderr
    (folder,) = (path for path in out.iterdir() if path.is_dir())
    return found, folder, out


def test_it_writes_a_calibration_with_tables_and_figure(made):
    found, folder, _ = made
    tables = json.loads(found.stdout)
    assert [row["fact"] for row in tables["facts"]] == [
        "heyes_2005",
        "gallese_1996",
        "festante_2018",
    ]
    written = calibration(folder / "calibration.json")
    assert written.draws == 3
    assert written.animals == 2
    assert written.made == "mirror-abm calibrate genetic --prior-draws 3 --replicates 2"
    facts = pd.read_csv(folder / "tables" / "facts.csv")
    assert facts["chance"].tolist() == pytest.approx(
        [row["chance_of_it"] for row in tables["facts"]], abs=0.006
    )
    assert (folder / "figures" / "calibration.png").stat().st_size > 5000
    assert "says nothing" in found.stderr  # the training of animals that cannot learn


def test_the_same_command_simulates_nothing_again(made):
    _, folder, out = made
    before = (folder / "calibration.json").read_bytes()
    again = typed("calibrate", *FEW, "--out", str(out))
    assert again.returncode == 0
    assert "done" not in again.stderr.split("Calibrated")[0]
    assert (folder / "calibration.json").read_bytes() == before


def test_what_is_in_use_is_shown_and_stays():
    before = FILE.read_bytes()
    found = typed("calibrate", "--shipped")
    assert found.returncode == 0
    assert calibration().made in found.stdout
    assert f"Calibrated on {calibration().draws} common draws" in found.stdout
    assert FILE.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["magic"], "magic"),
        (["--prior-draws", "1"], "draws = 1: must"),
        (["--replicates", "1"], "replicates = 1: must"),
        (["genetic", "--use"], "--use: replaces the calibration of all accounts: name none"),
        (["genetic", "--shipped"], "--shipped: shows what is in use"),
        (["--shipped", "--use"], "--shipped: shows what is in use"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(words, said):
    refused(typed("calibrate", *words), 2, said)
