"""``runs list``, ``show``, ``export`` and ``delete``: finished runs, whole and spoilt."""

import io
import json
import os
import re
import shlex
import shutil
import sys
import time
from pathlib import Path

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.files import file_digest, write_json
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .shell import (
    FIGURES,
    OCTOPUS,
    RANGE,
    TINY,
    drawn,
    end,
    half_written,
    refused,
    sentence,
    start,
    typed,
)


def test_runs_are_listed_and_shown(done):
    listed = typed("runs", "list", "--out", str(done.out))
    assert listed.returncode == 0
    row = re.split(r"\s{2,}", listed.stdout.splitlines()[1].strip())
    assert [row[0], *row[2:7]] == [
        done.id,
        OCTOPUS,
        "associative, none",
        "0.02",
        "2",
        "defaults",
    ]
    assert re.fullmatch(r"20\d\d-\d\d-\d\d \d\d:\d\d", row[1])
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
        == 1
    )  # the chance baseline is a line below
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


def test_a_board_among_the_runs_is_told_and_hides_none(copy):
    board = copy.parent / "board"
    board.mkdir()
    (board / "plan.json").write_text('{"cohorts": []}')
    write_json(board / "DONE", {"plan.json": file_digest(board / "plan.json")})
    told = typed("runs", "list", "--out", str(copy.parent))
    assert copy.name in told.stdout
    said = f"{board}/plan.json: is the plan of a board of experiments, not that of a run."
    assert told.stderr == f"{said}\n"
    refused(typed("runs", "show", str(board)), 2, said)


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The folder of a run in which three things are not default."""
    out = tmp_path_factory.mktemp("changed") / "runs"
    settings = {"experience.self_observation.rate": 0}
    plan = make_plan([OCTOPUS], days=0.01, replicates=1, rule="oja", seed=4, settings=settings)
    return execute(plan, out)


WITH = "experience.self_observation.rate = 0, rule oja"


def test_what_is_not_default_is_listed_and_shown_with_the_command_that_repeats_it(changed):
    out = changed.path.parent
    listed = typed("runs", "list", "--out", str(out), COLUMNS="250")
    assert f"  {WITH}, seed 4  " in listed.stdout
    shown = typed("runs", "show", changed.id, "--out", str(out)).stdout.splitlines()
    assert shown[1] == f"with: {WITH}, seed 4"
    repeat = shown[2].removeprefix("repeat: mirror-abm ")
    assert not shown[3].startswith("Since then")
    again = typed(*shlex.split(repeat))
    assert again.returncode == 0
    assert again.stderr == f"run {changed.id} is done already; this is its result.\n"


def test_what_is_not_default_is_said_before_a_run(tmp_path, monkeypatch):
    def stopped(*_):
        raise InputError("What was said stands before this.")

    monkeypatch.setattr("mirror_abm.simulation.runner.execute", stopped)
    told = typed(*TINY, "--rule", "oja", "--cap", "30", "--seed", "3", cwd=tmp_path)
    line = told.stderr.splitlines()[0]
    assert line.endswith("associative, none, seed 3, 1 worker; rule oja, groups of at most 30.")
    assert typed(*TINY, cwd=tmp_path).stderr.splitlines()[0].endswith("1 worker.")


def _with_schema(folder):
    manifest = json.loads((folder / "manifest.json").read_text()) | {"schema": 99}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return "has tables of schema 99, and this version knows those up to 3: install the version"


def _renamed(folder):
    folder.rename(folder.with_name("mine"))
    return f"mine: holds run {folder.name}: give the folder that name again"


def _nested(folder):
    (folder / "manifest.json").write_text("[" * 100_000)
    return "manifest.json: is nested too deeply to be ours: delete the folder "


@pytest.mark.parametrize("how", [_with_schema, _renamed, _nested])
def test_one_sentence_for_a_folder_that_is_no_run_of_this_version(how, copy):
    other = execute(make_plan([OCTOPUS], days=0.01, replicates=1), copy.parent)
    said = how(copy)
    told = typed("runs", "list", "--out", str(copy.parent))
    assert told.returncode == 0
    assert other.id in told.stdout
    assert len(told.stderr.splitlines()) == 1
    sentence(told.stderr.strip(), said)
    if how is _renamed:
        refused(typed("runs", "show", str(copy.with_name("mine"))), 2, said)


def test_an_unreadable_folder_is_told_in_a_sentence(copy, monkeypatch):
    locked, stat = copy.parent / "locked", Path.stat
    locked.mkdir()

    def refused_there(path, **options):
        if locked in path.parents:
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **options)

    monkeypatch.setattr(Path, "stat", refused_there)
    told = typed("runs", "list", "--out", str(copy.parent))
    assert copy.name in told.stdout
    assert told.stderr == f"{locked}: cannot be read: Permission denied.\n"


def test_a_run_of_other_code_or_of_another_profile_says_so(copy):
    plan = json.loads((copy / "plan.json").read_text())
    plan["code"]["engine/loop.py"] = "0" * 64
    plan["profiles"][OCTOPUS]["stage"] = "another"
    (copy / "plan.json").write_text(json.dumps(plan))
    sums = json.loads((copy / "DONE").read_text()) | {"plan.json": file_digest(copy / "plan.json")}
    write_json(copy / "DONE", sums)
    os.utime(copy / "DONE", (0, 0))  # the species file is younger
    lines = typed("runs", "show", str(copy)).stdout.splitlines()
    assert lines[3] == (
        f"Since then engine/loop.py, species/{OCTOPUS}.yaml changed: the command now makes "
        "another run."
    )


def test_a_run_is_exported_and_not_over_what_is_there(done, tmp_path):
    words = ("runs", "export", done.id[:6], "--out", str(done.out))
    told = typed(*words, "--csv", cwd=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    folder = tmp_path / f"{done.id}_csv"
    wrote = [line.removeprefix("wrote   ") for line in told.stdout.splitlines()]
    assert wrote == [f"{folder.name}/{file.name}" for file in sorted(folder.iterdir())]
    assert "README.txt" in {file.name for file in folder.iterdir()}
    refused(typed(*words, cwd=tmp_path), 2, f"{folder.name}: is not empty: name another folder")
    one = typed(*words, "--json", "--to", "mine", "--table", "groups", cwd=tmp_path)
    assert one.stdout.splitlines()[-1] == "wrote   mine/references.bib"
    assert json.loads((tmp_path / "mine" / "groups.json").read_text())[0]["species"] == OCTOPUS


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        (("--csv", "--json"), ["--csv --json: name one format."]),
        (("--table", "sumary"), ["table = 'sumary'", "Did you mean summary?"]),
        (("--to", "/dev/null/x"), ["/dev/null is a file: must be a folder."]),
    ],
)
def test_an_export_that_cannot_be_is_refused_in_one_sentence(words, pieces, done, tmp_path):
    told = typed("runs", "export", done.id, "--out", str(done.out), *words, cwd=tmp_path)
    refused(told, 2, *pieces)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("answer", ["y\n", "yes\n", "n\n", "\n", ""])
def test_a_run_is_deleted_when_the_answer_is_yes(answer, copy, monkeypatch):
    size = sum(file.stat().st_size for file in copy.rglob("*") if file.is_file()) / 1e6
    told_of = f"{copy}  {size:.1f} MB  {OCTOPUS}, associative, none, 0.02 active days, 2 groups, "
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    told = typed("runs", "delete", str(copy))
    assert told.stdout.startswith(told_of)
    assert "Delete this run? [y/N]" in told.stderr
    if answer.startswith("y"):
        assert told.stdout.splitlines()[-1] == f"deleted {copy}"
        assert told.returncode == 0
        assert not copy.exists()
    else:
        assert (copy / "DONE").is_file()
        if answer:
            assert told.stdout.splitlines()[-1] == "Nothing was deleted."
            assert told.returncode == 0
        else:
            assert told.returncode == 2
            sentence(told.stderr.splitlines()[-1], "nothing was deleted: answer y, or type --yes.")


def test_runs_are_deleted_together_or_not_at_all(copy):
    damaged = copy.parent / ("0" * 12)
    shutil.copytree(copy, damaged)
    (damaged / "DONE").unlink()
    words = ("runs", "delete", "--yes", "--out", str(copy.parent), copy.name[:7], "00000")
    refused(typed(*words, "nope"), 2, "run 'nope': no such run in ")
    assert copy.exists()
    told = typed(*words)
    assert (told.returncode, told.stderr) == (0, "")
    assert "not finished" in told.stdout
    assert not list(copy.parent.iterdir())


def test_a_run_in_progress_is_not_deleted(tmp_path):
    plan = make_plan([OCTOPUS], days=3, replicates=3)
    process = start(["run", OCTOPUS, "--days", "3", "--replicates", "3"], tmp_path)
    try:
        begun = tmp_path / "runs" / plan.id / "plan.json"
        until = time.monotonic() + 180  # the first run of an engine is compiled before
        while not begun.is_file() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        assert begun.is_file()
        told = typed("runs", "delete", "--yes", plan.id, cwd=tmp_path)
        refused(told, 2, f"run {plan.id}: is in progress: interrupt it first.")
    finally:
        process.terminate()
        end(process, 60)
    assert typed("runs", "delete", "--yes", plan.id, cwd=tmp_path).returncode == 0
    assert not list((tmp_path / "runs").iterdir())
