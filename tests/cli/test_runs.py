"""``runs list`` and ``runs show``: finished runs, whole and spoilt."""

import re
import shutil

import pytest

from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .shell import FIGURES, OCTOPUS, RANGE, TINY, drawn, half_written, refused, sentence, typed


def test_runs_are_listed_and_shown(done):
    listed = typed("runs", "list", "--out", str(done.out))
    assert listed.returncode == 0
    row = re.split(r"\s{2,}", listed.stdout.splitlines()[1].strip())
    assert row[:6] == [done.id, OCTOPUS, "associative, none", "0.02", "2", "intact"]
    shown = typed("runs", "show", done.id[:5], "--out", str(done.out))
    assert shown.returncode == 0
    assert shown.stdout.startswith(f"run {done.id}: seed 0, 0.02 active days, 2 groups a species")
    assert "mather_1991" in shown.stdout
    assert (
        len(
            [
                line
                for line in shown.stdout.splitlines()
                if re.match(rf"Octopus vulgaris .*{RANGE} ", line)
            ]
        )
        == 2
    )
    assert [file.name for file in drawn(shown)] == [f"{name}.png" for name in FIGURES]
    assert shown.stdout.splitlines()[-1] == f"run     {done.out / done.id}"


def test_no_runs_are_listed_as_none(tmp_path):
    told = typed("runs", "list", "--out", "nowhere", cwd=tmp_path)
    assert (told.returncode, told.stdout, told.stderr) == (0, "No finished runs in nowhere.\n", "")


def _truncate(folder):
    for file in (folder / "tables").iterdir():
        file.write_bytes(file.read_bytes()[:-40])


def _edit(name, old, new):
    return lambda folder: (folder / name).write_text((folder / name).read_text().replace(old, new))


def _overwrite(name, text):
    return lambda folder: (folder / name).write_text(text)


SPOILT = {
    "tables cut short": _truncate,
    "table missing": lambda folder: (folder / "tables" / "summary.parquet").unlink(),
    "tables missing": lambda folder: shutil.rmtree(folder / "tables"),
    "plan no JSON": _overwrite("plan.json", "{"),
    "plan empty": _overwrite("plan.json", "{}"),
    "plan a list": _overwrite("plan.json", "[]"),
    "plan not text": lambda folder: (folder / "plan.json").write_bytes(b"\xff\xfe"),
    "plan edited": _edit("plan.json", '"replicates": 2', '"replicates": 3'),
    "plan with another key": _edit("plan.json", '"replicates": 2', '"replicates": 2, "extra": 1'),
    "DONE empty": _overwrite("DONE", ""),
    "manifest missing": lambda folder: (folder / "manifest.json").unlink(),
    "manifest empty": _overwrite("manifest.json", "{}"),
    "figures a file": lambda folder: (
        shutil.rmtree(folder / "figures"),
        (folder / "figures").write_text(""),
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_run_is_told_in_one_sentence(how, copy):
    SPOILT[how](copy)
    told = typed("runs", "show", str(copy))
    assert "Traceback" not in told.stderr
    assert told.returncode in (2, 3), told.stderr
    refused(told, told.returncode, copy.name)
    assert not half_written(copy)


@pytest.mark.parametrize("how", ["tables cut short", "plan empty"])
def test_a_spoilt_run_is_told_when_it_is_asked_for_again(how, copy):
    SPOILT[how](copy)
    told = typed(*TINY, "--out", str(copy.parent))
    assert "Traceback" not in told.stderr
    assert told.returncode in (2, 3), told.stderr
    sentence(told.stderr.strip().splitlines()[-1], copy.name)


def test_one_spoilt_run_does_not_hide_the_others(copy, done):
    execute(make_plan([OCTOPUS], days=0.01, replicates=1), copy.parent)
    (copy / "plan.json").unlink()
    told = typed("runs", "list", "--out", str(copy.parent))
    assert "Traceback" not in told.stderr
    assert make_plan([OCTOPUS], days=0.01, replicates=1).id in told.stdout
