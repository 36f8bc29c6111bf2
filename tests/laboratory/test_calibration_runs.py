"""Facts simulated for a calibration: in order, refused, resumed."""

from __future__ import annotations

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.laboratory.calibration import calibrated
from mirror_abm.laboratory.calibration_runs import (
    name_of,
    read,
    rivals_on_the_shelf,
    simulate,
    tasks_of,
)
from mirror_abm.laboratory.facts import FACTS
from mirror_abm.laboratory.likelihoods import LIKELIHOOD


def test_draws_are_done_one_after_the_other() -> None:
    tasks = tasks_of(["genetic", "hebbian", "genetic"], 2, 4, 0)
    assert [name_of(task) for task in tasks[:4]] == [
        "genetic heyes_2005 0",
        "genetic gallese_1996 0",
        "genetic festante_2018 0",
        "hebbian heyes_2005 0",
    ]
    assert len(tasks) == 2 * 2 * len(FACTS)
    assert "none" not in rivals_on_the_shelf()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((["gentic"], 4, 4, 0), "gentic"),
        ((["genetic"], 1, 4, 0), "draws = 1"),
        ((["genetic"], 4, 1, 0), "replicates = 1"),
        ((["genetic"], 4, 4, -1), "seed = -1"),
    ],
)
def test_what_cannot_be_calibrated_is_refused(given, said) -> None:
    with pytest.raises(InputError, match=said):
        tasks_of(*given)


def test_more_draws_go_on_from_what_there_is(tmp_path) -> None:
    told: list[int] = []
    few = tasks_of(["genetic"], 2, 2, 0)
    path = simulate(few, tmp_path, 1, lambda done, what: told.append(done))
    assert told == [1, 2, 3, 4, 5, 6]
    more = tasks_of(["genetic"], 3, 2, 0)
    told.clear()
    assert simulate(more, tmp_path, 1, lambda done, what: told.append(done)) == path
    assert told == [7, 8, 9]
    values = read(more, path)
    found = calibrated(values, 2, 0, "by hand")
    assert found.made.draws == 3
    for draw in range(3):
        part = values[(values["draw"] == draw) & (values["fact"] == "gallese_1996")]
        stored = found.made.chances["genetic"]["gallese_1996"][draw]
        assert stored == pytest.approx(LIKELIHOOD["gallese_1996"](part), rel=1e-4)
    silent = found.facts.set_index("fact")["speaks"]
    assert not silent["heyes_2005"]  # nothing that is trained changes
    assert not silent["festante_2018"]
