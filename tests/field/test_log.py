"""Logs: how long observations lasted, and how much is in them."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.reading import parse_log, read_log

from .logs import PLAIN, V8


def test_hours_go_before_the_log_and_must_be_long_enough():
    log = parse_log(V8, "day.tsv")
    assert log.observed(1).seconds == {"o1": 3600.0}
    assert log.observed({"o1": 0.25}).seconds == {"o1": 900.0}
    with pytest.raises(InputError, match=r"'o2': there is none of this name"):
        log.observed({"o2": 1})
    with pytest.raises(InputError, match=r"lasts 0.36 s but its acts span 3 s"):
        log.observed(0.0001)
    late = parse_log("time,subject,behaviour\n9000,a,x\n9010,b,x\n", "day.csv").observed(0.01)
    assert late.events["start"].tolist() == [0.0, 10.0]
    assert any("counted from its first act" in note for note in late.notes)


def test_a_log_that_is_observed_twice_is_the_same():
    log = parse_log("time,subject,behaviour\n-5,a,x\n1600000000,b,x\n", "day.csv")
    once = log.observed(1e6 - 1)
    twice = once.observed()
    assert once.events["start"].tolist() == [0.0, 1600000005.0]
    assert twice.events.equals(once.events)
    assert twice.notes == once.notes


def test_a_log_says_how_much_is_in_it(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(PLAIN)
    log = read_log(path)
    counts = {name: log.events[name].nunique() for name in ("observation", "subject", "behaviour")}
    for told in (repr(log), log._repr_html_()):
        assert f"{len(log.events)} acts" in told
        for name, count in counts.items():
            assert f"{count} {name}s" in told or f"{count} {name}" in told
    assert len(repr(log)) < 300
