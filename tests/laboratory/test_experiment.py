"""Experiment files: those of the shelf, one of one's own, and faulty ones."""

import pandas as pd
import pytest
from typer.testing import CliRunner

import mirror_abm as ma
from mirror_abm.base import shelf
from mirror_abm.base.errors import InputError
from mirror_abm.cli.main import app
from mirror_abm.experiments import contract as c
from mirror_abm.laboratory import experiment


@pytest.mark.parametrize("name", shelf.experiments.names)
def test_each_experiment_is_whole_and_cited(name):
    each = experiment.load(name)
    entry = experiment.citable(each.file)[each.citation]
    assert "read" in entry or "recalled" in entry
    assert each.pattern
    assert each.unit
    assert set(each.subjects) <= set(c.SUBJECTS)
    assert len(each.columns) >= 2
    runner = CliRunner().invoke(app, ["experiment", "show", name])
    assert runner.exit_code == 0
    assert each.citation in runner.output


OWN = '''"""Own: a shape that comes with an act comes to drive it."""
from .contract import cue, higher, phase, trial

CITATION, CONFIDENCE = "own_2026", "R"
SPECIES, EFFECTOR, MEASURE = "homo_sapiens", "hand", "drive"
CONDITIONS = {"paired": (phase(trial(40, see=cue("square"), do="grasp")),),
    "alone": (phase(trial(40, do="grasp")),)}
PATTERN = (higher("paired", "alone"),)


def measure(subject):
    """Return what the square drives."""
    return subject.drive(cue("square"), "grasp")
'''


BIB = "@misc{own_2026,\n  title = {Own}, note = {recalled}\n}\n"


def folder(tmp_path, text=OWN, name="own_2026.py"):
    (tmp_path / name).write_text(text)
    (tmp_path / "references.bib").write_text(BIB)
    return str(tmp_path)


def test_a_file_of_ones_own_runs_everywhere(tmp_path):
    place = folder(tmp_path)
    assert "own_2026" in CliRunner().invoke(app, ["experiment", "list", "--from", place]).output
    assert (
        "square"
        in CliRunner().invoke(app, ["experiment", "show", "own_2026", "--from", place]).output
    )
    ran = CliRunner().invoke(
        app,
        [
            "experiment",
            "run",
            "own_2026",
            "--from",
            place,
            "--prior-draws",
            "0",
            "--replicates",
            "4",
            "--subjects",
            "preset",
            "--account",
            "associative",
            "--account",
            "none",
            "--workers",
            "1",
            "--out",
            str(tmp_path / "out"),
        ],
    )
    assert ran.exit_code == 0, ran.output
    assert "own_2026" in ran.output
    (made,) = (tmp_path / "out").iterdir()
    assert (made / "figures" / "own_2026.png").is_file()
    scored = pd.read_parquet(made / "tables" / "scores.parquet").set_index("account")
    assert scored.loc["associative", "verdict"] == "reproduced"
    assert scored.loc["none", "verdict"] == "not"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"homo_sapiens"', '"homo_sapien"', "Did you mean homo_sapiens"),
        ('"own_2026", "R"', '"own_2025", "R"', "Did you mean own_2026"),
        ('"own_2026", "R"', '"own_2026", "B"', "CONFIDENCE"),
        ('cue("square"), do="grasp"', 'cue("square"), do="grap"', "Did you mean grasp"),
        ('trial(40, do="grasp")', "trial(40)", "must see or do something"),
        ('trial(40, do="grasp")', 'trial(-1, do="grasp")', "whole number"),
        ('trial(40, do="grasp")', 'trial(4, do="grasp", probability=2)', "probability"),
        ('higher("paired", "alone")', 'higher("paired", "unpaired")', "condition = 'unpaired'"),
        ("PATTERN", "PATERN", "must define PATTERN"),
        ("PATTERN =", 'SUBJECTS = ("develped",)\nPATTERN =', "Did you mean developed"),
        ("def measure", "def measur", "must define measure"),
        ("import cue,", "import queue,", "cannot be loaded"),
        ("CONDITIONS = {", "CONDITIONS = (", "is not Python"),
        (
            '    return subject.drive(cue("square"), "grasp")',
            "    return 1 / 0",
            "ZeroDivisionError",
        ),
        ('    return subject.drive(cue("square"), "grasp")', "    return float('nan')", "finite"),
    ],
)
def test_a_faulty_file_is_told_in_one_sentence(tmp_path, old, new, told):
    assert old in OWN
    with pytest.raises(InputError) as error:
        ma.experiment(
            "own_2026",
            folder=folder(tmp_path, OWN.replace(old, new)),
            replicates=2,
            subjects="preset",
        )
    assert told in str(error.value)
    assert "\n" not in str(error.value)
