"""``run``, ``contrast`` and ``plot``: what they print, draw and leave."""

import json
import re
import shutil

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.cli.simulation import plot_command
from mirror_abm.simulation.archive import finished, is_done
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .shell import FIGURES, OCTOPUS, RANGE, TINY, drawn, half_written, refused, sentence, typed


def test_run_prints_table_range_figures_and_folder_and_again_at_once(tmp_path):
    out, name = tmp_path / "runs", make_plan([OCTOPUS], days=0.02, replicates=2).id
    told = typed(*TINY, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert (
        f"run {name}: 1 species x 2 groups, 0.02 active days, accounts associative, none, 1 worker."
        in told.stderr
    )
    rows = [line for line in told.stdout.splitlines() if line.startswith("Octopus vulgaris")]
    assert [re.split(r"\s{2,}", row)[1] for row in rows] == ["common octopus"]
    assert len(re.findall(RANGE, rows[0])) == 1  # no act of it is heard: nothing was measured
    assert "by sound" not in told.stdout
    assert told.stdout.startswith("* Under the account associative, a study of 3 animals")
    assert "\nBaseline none: means from " in told.stdout
    assert "over 2 groups" in " ".join(told.stdout.split())
    assert [file.name for file in drawn(told)] == [f"{name}.png" for name in FIGURES]
    for file in drawn(told):
        assert (tmp_path / file).stat().st_size > 5000
        assert (tmp_path / file).with_suffix(".pdf").stat().st_size > 5000
    assert is_done(out / name)
    assert told.stdout.splitlines()[-1] == f"run     runs/{name}"
    assert not half_written(out)

    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    again = typed(*TINY, cwd=tmp_path)
    assert again.returncode == 0
    assert again.stderr == f"run {name} is done already; this is its result.\n"
    assert again.stdout == told.stdout
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_plot_draws_what_is_asked_for(copy):
    shutil.rmtree(copy / "figures")
    told = typed("plot", str(copy), "sources")
    assert told.returncode == 0
    assert drawn(told) == [copy / "figures" / "sources.png", copy / "figures" / "sources.pdf"]
    assert sorted(path.name for path in (copy / "figures").iterdir()) == [
        "DONE",
        "sources.pdf",
        "sources.png",
    ]


def test_a_life_without_experience_is_told_and_drawn(tmp_path):
    """Nothing was paired, so one figure has nothing to show; the others are drawn."""
    told = typed(
        *TINY[:4],
        "--replicates",
        "1",
        "--account",
        "associative",
        "--without",
        "all",
        "--out",
        "runs",
        cwd=tmp_path,
    )
    assert told.returncode == 0, told.stderr
    assert [file.stem for file in drawn(told)] == ["species_forest", "learning_curves"]
    assert "no figure sources: run" in told.stdout
    assert "One group has no range; --replicates 19 or more carry one of 90%." in " ".join(
        told.stdout.split()
    )
    run = finished(tmp_path / "runs")[0].name
    refused(
        typed("plot", run, "scoreboard", cwd=tmp_path),
        2,
        "figure scoreboard: is not drawn from a run",
    )
    alone = typed(
        "contrast",
        OCTOPUS,
        "--without",
        "all",
        "--account",
        "associative",
        *TINY[2:],
        "--out",
        "runs",
        cwd=tmp_path,
    )
    assert alone.returncode == 0, alone.stderr
    assert [file.stem for file in drawn(alone)] == ["contrast"]


def test_contrast_prints_differences_and_its_figure(tmp_path):
    told = typed(
        "contrast",
        OCTOPUS,
        "--without",
        "self_observation",
        *TINY[2:],
        "--out",
        "runs",
        cwd=tmp_path,
    )
    assert told.returncode == 0, told.stderr
    assert "without self_observation minus intact" in " ".join(told.stdout.split())
    lines = [
        line.strip() for line in told.stdout.splitlines() if line.startswith("Octopus vulgaris")
    ]
    rows = [re.split(r"\s{2,}", line) for line in lines]
    assert [row[1:3] for row in rows] == [
        ["associative", "visual"],
        ["none", "visual"],
    ]
    assert all(re.fullmatch(r"-?\d\.\d{3} \[-?\d\.\d{3}, -?\d\.\d{3}\]", row[3]) for row in rows)
    assert [str(path) for path in drawn(told)] == [
        f"runs/{finished(tmp_path / 'runs')[0].name}/figures/contrast.png"
    ]
    assert (tmp_path / drawn(told)[0]).is_file()


def test_unknown_and_unfit_figures_are_refused(done):
    before = sorted(done.out.rglob("*"))
    refused(
        typed("plot", done.id, "forest", "--out", str(done.out)),
        2,
        "figure = 'forest': must be one of calibration,",
    )
    assert sorted(done.out.rglob("*")) == before


def test_plot_draws_what_it_can_and_says_which_figure_has_nothing_to_show(tmp_path, capsys):
    run = execute(make_plan([OCTOPUS], days=0.02, replicates=1, without="all"), tmp_path)
    plot_command(str(run.path))
    told = capsys.readouterr().out
    assert told.count("figure  ") == 4
    assert f"no figure sources: run {run.id} has nothing to draw: no rows in" in told
    with pytest.raises(InputError, match="figure sources: run"):
        plot_command(str(run.path), ["sources"])
    with pytest.raises(InputError, match="names = 'latin': must be one of"):
        plot_command(str(run.path), names="latin")


def test_a_run_is_repeated_from_its_plan(done, tmp_path):
    """The same run by the same code; other code makes a run of its own, and that is said."""
    file = done.out / done.id / "plan.json"
    again = typed("run", "--plan", file, "--out", done.out)
    assert again.returncode == 0, again.stderr
    assert again.stderr == f"run {done.id} is done already; this is its result.\n"
    plan = json.loads(file.read_text(encoding="utf-8"))
    plan["code"]["engine/loop.py"] = "0" * 16
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    other = typed("run", "--plan", tmp_path / "plan.json", "--out", done.out)
    told = other.stderr.splitlines()
    sentence(told[0], "was made by other code (engine/loop.py)", f"makes run {done.id}.")
    assert told[1:] == again.stderr.splitlines()
    assert other.stdout == again.stdout


def test_a_plan_says_all_that_is_run(done):
    file = done.out / done.id / "plan.json"
    refused(typed("run", "--plan", file, "--seed", "3"), 2, "--plan", "leave --seed out")
    refused(typed("run", "--plan", file, "--set", "constants.tau=2"), 2, "leave --set out")
    refused(typed("run", OCTOPUS, "--plan", file), 2, f"leave {OCTOPUS} out")
    refused(typed("run", "--plan", done.out / "no.json"), 2, "no.json: no such file")
