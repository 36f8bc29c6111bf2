"""``preregister`` as it is typed: a sheet, its score, and nonsense."""

import json
import re
from pathlib import Path

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


def test_a_result_is_scored(home, made):
    sheet = str(folder(home) / "sheet.md")
    told = typed("preregister", "--score", sheet, "--found", "1=20", "--found", "2=0", cwd=home)
    assert told.returncode == 0, told.stderr
    assert "log score" in told.stdout and "20 of 20" in told.stdout
    data = typed("preregister", "--score", sheet, "--found", "1=3", "--json", cwd=home)
    assert {row["account"] for row in json.loads(data.stdout)["accounts"]} == {
        "associative",
        "genetic",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name at least one species"),
        (("octopus_vulgaris", "--found", "3"), "--found: is for --score"),
        (("octopus_vulgaris", "--part", "associative"), "must be two accounts"),
        (("octopus_vulgaris", "--animals", "0"), "animals"),
        (("octopus_vulgaris", "--age", "soon"), "age = 'soon'"),
        (("nemo",), "nemo"),
    ],
)
def test_nonsense_is_refused_before_any_work(words, said, tmp_path):
    refused(typed("preregister", *words, cwd=tmp_path), 2, said)
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("octopus_vulgaris",), "takes a sheet and what was --found"),
        ((), "at least one condition"),
        (("--found", "7"), "must be NUMBER=COUNT"),
        (("--found", "1=many"), "must be NUMBER=COUNT"),
        (("--found", "1=2", "--found", "1=3"), "is given twice"),
        (("--found", "1=21"), "from 0 to 20"),
        (("--found", "5=2"), "condition 5 is not on the sheet"),
    ],
)
def test_what_is_no_result_is_refused(words, said, home, made):
    sheet = str(folder(home) / "sheet.md")
    refused(typed("preregister", "--score", sheet, *words, cwd=home), 2, said)


def test_a_file_that_is_no_sheet_is_refused(tmp_path):
    (Path(tmp_path) / "notes.md").write_text("found 3\n")
    told = typed("preregister", "--score", "notes.md", "--found", "1=2", cwd=tmp_path)
    refused(told, 2, "is no prediction sheet")
