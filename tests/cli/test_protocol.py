"""An experiment as it is shown: in words, trial by trial."""

import pytest
from typer.testing import CliRunner

from mirror_abm.cli.main import app
from mirror_abm.cli.protocol import _phase_rows, stimulus_in_words
from mirror_abm.experiments.contract import Phase, Stimulus


@pytest.mark.parametrize(
    ("stimulus", "words"),
    [
        (Stimulus("grasp"), "sight of grasp"),
        (Stimulus("grasp", view="self"), "own sight of grasp"),
        (Stimulus("grasp", view=3), "sight from viewpoint 3 of grasp"),
        (Stimulus("grasp", modality="auditory", like=0.5), "sound of grasp (overlap 0.5)"),
    ],
)
def test_a_stimulus_is_told_in_words(stimulus, words):
    assert stimulus_in_words(stimulus) == words


def test_a_phase_without_trials_is_one_row_with_what_follows():
    assert list(_phase_rows(Phase((), nights=2, days=1.5))) == [
        ("0", "", "", "", "", "2 nights; 1.5 days of ordinary life")
    ]


def test_times_of_their_own_later_lives_and_repeated_sessions_are_told():
    shown = CliRunner().invoke(app, ["experiment", "show", "jerjian_2020"], env={"COLUMNS": "200"})
    assert "1 to 25" in shown.output
    assert "my turn at 1.35 s + own sight of precision at 1.7 s" in shown.output
    assert "precision at 1.7 s" in shown.output
    late = CliRunner().invoke(app, ["experiment", "show", "mckyton_2018"], env={"COLUMNS": "200"})
    assert "raised without vision" in late.output
    assert "with everything its profile has" in late.output


def test_intervals_that_the_model_cannot_tell_apart_are_told():
    shown = CliRunner().invoke(app, ["experiment", "show", "guidali_2020"], env={"COLUMNS": "200"})
    assert "intervals of 0.02 and 0.25 s" in shown.output
    assert "too coarse" in shown.output
    other = CliRunner().invoke(app, ["experiment", "show", "cook_2010"], env={"COLUMNS": "200"})
    assert "too coarse" not in other.output
