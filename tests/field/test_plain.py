"""Plain tables."""

from mirror_abm.field.reading import parse_log

from .logs import PLAIN


def test_targets_and_a_decimal_comma_are_read():
    log = parse_log(PLAIN, "day.csv")
    assert log.events["target"].tolist() == ["Bo", "Ada"]
    assert log.events["start"].tolist() == [1.0, 63.5]


def test_a_status_of_a_plain_table_is_nothing_that_is_known():
    text = "time,subject,behaviour,status\n1,Ada,wave,tired\n"
    log = parse_log(text, "day.csv")
    assert log.format == "plain"
    assert len(log.events) == 1
