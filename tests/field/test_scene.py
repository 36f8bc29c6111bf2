"""Clocks, witnesses and sources of a log with three animals in two observations."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.shelf import sources
from mirror_abm.field.log import FieldLog
from mirror_abm.field.scene import Scene, sources_of_sights

ROWS = [
    ("one", "A", "wave", 1.0, "B"),
    ("one", "B", "wave", 1.1, ""),
    ("one", "A", "kick", 30.0, ""),
    ("one", "B", "kick", 33.0, "Z"),
    ("two", "C", "wave", 5.0, "A"),
]


@pytest.fixture
def scene():
    columns = ["observation", "subject", "behaviour", "start", "target"]
    events = pd.DataFrame(ROWS, columns=columns).assign(stop=np.nan)
    log = FieldLog(events, {"one": 60.0, "two": 10.0}, "plain")
    return Scene(log, ["wave", "kick"], rate=10, room=7)


def test_each_animal_lives_through_its_own_observations_one_after_the_other(scene):
    assert scene.subjects == ["A", "B", "C"]
    assert scene.end.tolist() == [607 + 107, 607, 107]
    rows, animals = np.array([4, 4, 0]), np.array([2, 0, 0])
    assert scene.tick(rows, animals).tolist() == [50, 607 + 50, 10]


def test_who_could_see_an_act_is_all_or_the_one_it_addressed(scene):
    def pairs(*arguments):
        return sorted(zip(*(found.tolist() for found in scene.seen(*arguments)), strict=True))

    assert pairs("all", None) == [(0, 1), (1, 0), (2, 1), (3, 0), (4, 0)]
    # the fourth act addressed one that never acts
    assert pairs("target", None) == [(0, 1), (1, 0), (2, 1), (4, 0)]
    named = pd.Series(["B; B", "B", "C", "A", "A;B"])  # itself, and animals that were not there
    assert pairs("column", named) == [(0, 1), (3, 0), (4, 0)]


def test_a_sight_is_put_down_to_what_the_watcher_does_around_it(scene):
    act, watcher = scene.seen("all", None)
    found = [sources.names[number] for number in sources_of_sights(scene, act, watcher)]
    assert found == ["synchrony"] * 2 + ["being_imitated"] * 2 + ["watching_others"]
