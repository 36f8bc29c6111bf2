"""``runs diff``: what it prints."""

import json
import shutil
from types import SimpleNamespace

import pytest

from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .shell import OCTOPUS, refused, typed


@pytest.fixture(scope="module")
def done(done, tmp_path_factory):
    """The finished run in a folder of its own: others look for it alone where it was made."""
    out = shutil.copytree(done.out, tmp_path_factory.mktemp("compared") / "runs")
    return SimpleNamespace(out=out, id=done.id)


@pytest.fixture(scope="module")
def other(done):
    """A run beside the finished one, with another seed."""
    return execute(make_plan([OCTOPUS], days=0.02, replicates=2, seed=1), done.out)


def test_plan_version_first_row_and_numbers_are_told_in_this_order(done, other):
    told = typed("runs", "diff", done.id, other.id, "--out", done.out)
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    assert lines[0] == "Plans: 1 value differs."
    assert lines[1].split() == ["what", done.id, other.id]
    assert lines[2].split() == ["seed", "0", "1"]
    order = ("Plans: ", "Versions, packages", "First difference: table units, row 0", "Own minus")
    places = [next(at for at, line in enumerate(lines) if line.startswith(each)) for each in order]
    assert places == sorted(places)


def test_a_run_and_itself_are_the_same(done):
    told = typed("runs", "diff", done.id, done.out / done.id, "--out", done.out, "--all")
    assert told.returncode == 0
    assert "the same, bit for bit." in told.stdout
    assert f"{done.id} (1)" in told.stdout


def test_numbers_are_told_as_data(done, other):
    told = typed("runs", "diff", done.id, other.id, "--out", done.out, "--json", "--all")
    data = json.loads(told.stdout)
    assert data["plan"] == [{"what": "seed", "first": "0", "second": "1"}]
    (name,) = [each for each in data if each.startswith("numbers")]
    assert {"species", "account", "first", "second", "difference_low", "groups"} <= set(
        data[name][0]
    )


def test_many_values_are_cut_off_unless_all_are_asked_for(done):
    far = execute(
        make_plan([OCTOPUS], days=0.02, replicates=1, prior="rule_made", knockouts=0), done.out
    )
    few = typed("runs", "diff", done.id, far.id, "--out", done.out)
    everything = typed("runs", "diff", done.id, far.id, "--out", done.out, "--all")
    assert "more: --all shows them." in few.stdout
    assert "more: --all" not in everything.stdout
    assert len(everything.stdout.splitlines()) > len(few.stdout.splitlines())


def test_what_is_no_run_is_refused(done, tmp_path):
    refused(typed("runs", "diff", done.id, "zzz", "--out", done.out), 2, "no such run")
