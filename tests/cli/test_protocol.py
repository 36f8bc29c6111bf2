"""An experiment as it is shown: in words, trial by trial."""

import pytest

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
