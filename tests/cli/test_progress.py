"""Long work: how many processes do it, and what is told of it where there is no terminal."""

import os
from types import SimpleNamespace

import pytest

from mirror_abm.base.destinations import is_picture
from mirror_abm.base.digests import noted
from mirror_abm.base.errors import InputError
from mirror_abm.cli.progress import checked_workers, every_tenth, execute_plan, progress_bar
from mirror_abm.cli.results import show_files
from mirror_abm.simulation import early
from mirror_abm.simulation.plan import make_plan


def test_workers_are_as_many_as_asked_for_or_one_for_each_core(monkeypatch):
    assert checked_workers(3) == 3
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 5}, raising=False)
    assert checked_workers(None) == 2
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert checked_workers(None) == 7
    for wrong in (0, -1, 257):
        with pytest.raises(InputError, match=rf"^workers = {wrong}: must be a whole number"):
            checked_workers(wrong)


@pytest.mark.parametrize(("total", "times"), [(3, 3), (10, 10), (100, 10), (109, 11)])
def test_every_tenth_part_is_told_and_the_end(total, times):
    told = []
    screen = SimpleNamespace(print=told.append)
    for done in range(1, total + 1):
        every_tenth(screen, done, total, "designs")
    assert len(told) == times
    assert told[-1] == f"{total} of {total} designs done"


def test_the_bar_says_what_is_worked_on_and_how_much_is_done(capsys):
    from mirror_abm.cli.console import console

    with progress_bar(console(stderr=True), 4, "cohorts", "raising animals") as advance:
        advance(3, "heyes_2005")
    told = capsys.readouterr().err
    assert "heyes_2005" in told
    assert "3/4 cohorts" in told


def test_the_first_figure_stands_marked_before_the_run_is_done(tmp_path, monkeypatch, capsys):
    """It has the name of the whole one, does not count as drawn, and its place is told."""
    monkeypatch.setattr(early, "WORTH", 0.0)
    seen, beginning = [], early.Beginning.show

    def look(self, left, parts, show):
        already, run = self.shown, self.run
        beginning(self, left, parts, show)
        if self.shown and not already:
            files = sorted(file.name for file in (run.path / "figures").iterdir())
            seen.append(
                (left, files, is_picture(run.path / "figures" / "species_forest.png"), run.figures)
            )

    monkeypatch.setattr(early.Beginning, "show", look)
    plan = make_plan(["octopus_vulgaris"], days=0.01, replicates=8, knockouts=0)
    run = execute_plan(plan, tmp_path, 1, "compiled")
    assert seen == [(4, ["species_forest.png"], True, [])]
    told = capsys.readouterr()
    assert told.out == ""
    assert f"{run.path}/figures/species_forest.png" in told.err.replace("\n", "")
    assert "the first 4 of 8 groups of each species" in " ".join(told.err.split())
    show_files(run)
    assert {file.stem for file in run.figures} == {"species_forest", "learning_curves", "sources"}
    assert set(noted(run.path / "figures")) == {
        file.name for file in (run.path / "figures").iterdir()
    } - {"DONE"}
