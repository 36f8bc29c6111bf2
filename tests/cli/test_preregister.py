"""``preregister`` as it is typed: a sheet, its score, and nonsense."""

import re

import pytest

from .shell import refused, typed

SMALL = (
    *("--age", "0.02", "--replicates", "6", "--animals", "2", "--units", "10", "--cap", "4"),
    *("--account", "associative", "--account", "genetic", "--set", "constants.alpha=0.05"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("sheets")


@pytest.fixture(scope="module")
def made(home):
    told = typed("preregister", "octopus_vulgaris", "--without", "mirrors", *SMALL, cwd=home)
    assert told.returncode == 0, told.stderr
    return told.stdout


def folder(home):
    """Return the folder of the one sheet."""
    (found,) = (home / "runs" / "sheets").iterdir()
    return found


def test_a_sheet_is_made_and_says_how_to_score_it(home, made):
    for words in ("Condition 1: Octopus vulgaris, by sight, intact", "refuted by", "if true"):
        assert words in made
    there = {path.name for path in folder(home).iterdir()}
    assert {"sheet.md", "sheet.html", "sheet.json", "outcomes.parquet", "columns.csv"} <= there
    assert folder(home).name in made
    command = re.search(r"with `(mirror-abm [^`]+)`", (folder(home) / "sheet.md").read_text())[1]
    again = typed(*command.split()[1:], cwd=home)
    assert again.returncode == 0, again.stderr
    assert folder(home).name in again.stdout  # the only one still


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name at least one species"),
        (("octopus_vulgaris", "--found", "3"), "--found: is for --score"),
        (("octopus_vulgaris", "--part", "associative"), "must be two accounts"),
        (("octopus_vulgaris", "--animals", "0"), "animals"),
        (("octopus_vulgaris", "--age", "soon"), "age = 'soon'"),
        (("nemo",), "nemo"),
        (("octopus_vulgaris", "--retrain", "--without", "mirrors"), "leave --without out"),
        (("octopus_vulgaris", "--retrain", "--trials", "0"), "trials = 0"),
        (("heterocephalus_glaber", "--retrain"), "does not see two acts of others"),
        (("octopus_vulgaris", "--retrain", "--account", "none"), "must hold an account"),
        (
            ("octopus_vulgaris", "--retrain", "--account", "genetic", "--account", "none"),
            "--account none: a baseline is not trained",
        ),
        (("octopus_vulgaris", "--trials", "20"), "--trials: is of the training: add --retrain"),
    ],
)
def test_nonsense_is_refused_before_any_work(words, said, tmp_path):
    refused(typed("preregister", *words, cwd=tmp_path), 2, said)
    assert not (tmp_path / "runs").exists()


def test_a_sheet_on_training_says_with_which_command_it_is_made_again(tmp_path):
    training = ("--retrain", "--trials", "20", "--days", "1", "--workers", "1")
    told = typed("preregister", "mus_musculus", *training, *SMALL, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert "Condition 2: Mus musculus, by sight, re-trained" in told.stdout
    command = re.search(r"with `(mirror-abm [^`]+)`", (folder(tmp_path) / "sheet.md").read_text())
    assert " --retrain --trials 20 --days 1" in command[1]
    again = typed(*command[1].split()[1:], cwd=tmp_path)
    assert folder(tmp_path).name in again.stdout  # the only one still
