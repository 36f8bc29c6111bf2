"""BORIS: ends give durations, modifiers the target, and only some durations are focal time."""

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.reading import parse_log

from .logs import AGGREGATED, V8


def test_ends_give_durations_and_modifiers_targets_if_named():
    log = parse_log(V8, "day.tsv", target="Modifier #1")
    assert log.events["stop"].tolist()[0] == 3.5
    assert np.isnan(log.events["stop"].tolist()[1])
    assert log.events["target"].tolist() == ["Bo", ""]
    assert parse_log(V8, "day.tsv").events["target"].tolist() == ["", ""]
    assert any("--target" in note for note in parse_log(V8, "day.tsv").notes)


def test_the_sum_of_the_durations_of_acts_is_not_taken_for_focal_time():
    text = AGGREGATED.replace("Total length", "Observation duration by subject by observation")
    assert parse_log(text, "day.csv").seconds == {}
    with pytest.raises(
        InputError, match=r"does not say how long it was observed: give the hours \(--hours"
    ):
        parse_log(text, "day.csv").observed()
    assert parse_log(text, "day.csv").observed(0.5).seconds == {"o1": 1800.0}
