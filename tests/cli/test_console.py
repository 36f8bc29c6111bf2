"""What is printed can be read and copied, however narrow the terminal."""

import re
import shutil

import pytest

from mirror_abm.cli.console import decimal
from mirror_abm.profile.species import library
from mirror_abm.report.cells import Ranged

from .shell import FIGURES, RANGE, drawn, typed


def test_paths_are_printed_whole_and_as_they_are(done, tmp_path):
    """Neither broken at the end of a line, nor read as markup: they are there to be copied."""
    out = tmp_path / ("a very long name of a folder " * 4).strip() / "[bold]runs"
    shutil.copytree(done.out, out)
    told = typed("runs", "show", done.id, "--out", str(out))
    assert told.returncode == 0
    assert drawn(told) == [out / done.id / "figures" / f"{name}.png" for name in FIGURES]


@pytest.mark.parametrize("columns", ["40", "80"])
def test_names_to_be_typed_are_never_cut(columns):
    told = typed("species", "list", COLUMNS=columns)
    assert told.returncode == 0
    squeezed = "".join(told.stdout.split())
    assert [name for name in library() if name not in squeezed] == []


def test_a_narrow_terminal_still_shows_species_and_range(done):
    told = typed("runs", "show", done.id, "--out", str(done.out), COLUMNS="40")
    assert told.returncode == 0
    assert "Octopus" in told.stdout
    assert "associ" in told.stdout
    assert re.search(RANGE, told.stdout)


def test_numbers_are_told_without_a_sign_that_means_nothing():
    assert [decimal(-0.001), decimal(-0.0), decimal(0.005, 1)] == ["0.00", "0.00", "0.0"]
    assert Ranged(-0.5, -1.0, 0.0004, 3) == "-0.500 [-1.000, 0.000]"
