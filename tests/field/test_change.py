"""A value changed in place, and all else left."""

import difflib

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.change import change
from mirror_abm.field.draft import new
from mirror_abm.field.upgrade import upgrade
from mirror_abm.profile.species import load_species

from .authors import RATE


def test_a_change_leaves_comments_and_all_else_byte_for_byte(crow):
    before = crow.read_text()
    change(
        crow,
        RATE,
        "4",
        high=12.5,
        source="tacutu_2018",
        how="derived",
        reason='5 in "8 h": (table 2)',
    )
    rows = list(
        difflib.unified_diff(before.splitlines(), crow.read_text().splitlines(), n=0, lineterm="")
    )[3:]
    assert rows == [
        "-    rate: {value: 3, low: 0.5, high: 10, unit: per hour, source: heyes_2010, how: guess, "
        "reason: made up}",
        "+    rate: {value: 4, low: 0.5, high: 12.5, unit: per hour, source: tacutu_2018, "
        "how: derived, "
        'reason: "5 in \\"8 h\\": (table 2)"}',
    ]
    change(crow, "actions.hold.share", "0.3", low=0.2)
    change(crow, "taxon.vernacular", "null")
    profile = load_species(crow)
    assert profile.experience.being_imitated.rate.reason == '5 in "8 h": (table 2)'
    assert profile.actions[2].share.low == 0.2
    assert profile.taxon.vernacular == "null"
    assert crow.read_text().count("#") == before.count("#")


@pytest.mark.parametrize(
    ("name", "value", "rest", "message"),
    [
        (RATE, "30", {}, r"must lie in \[low, high\]"),
        (RATE, "many", {}, "must be a number"),
        (RATE, "3", {"source": "nobody_1999"}, "is not in references.bib"),
        (RATE, "3", {"how": "known"}, "must be"),
        ("acts.audible_rat", "3", {}, "Did you mean audible_rate"),
        ("actions.pek.share", "1", {}, "Did you mean peck"),
        ("taxon", "3", {}, "is a block"),
        ("context", "wild", {"low": 1.0}, "no number with a range"),
        ("name", "Crow Crow", {}, "Did you mean crow_crow"),
        ("actions.9.name", "x", {}, "actions has no 9"),
        ("acts.audible_rate.unit", "seconds", {}, "must be 'per hour'"),
    ],
)
def test_a_change_that_would_break_the_file_is_refused(crow, name, value, rest, message):
    before = crow.read_bytes()
    with pytest.raises(InputError, match=message):
        change(crow, name, value, **rest)
    assert crow.read_bytes() == before


@pytest.fixture
def short(crow):
    """A file whose numbers take their words from the top, one of them bare."""
    upgrade(crow)
    text = crow.read_text()
    crow.write_text(text.replace("rate: {value: 3, low: 0.5, high: 10}", "rate: 3"))
    assert "being_imitated: {rate: 3}" in crow.read_text()
    return crow


@pytest.mark.parametrize(
    ("value", "rest", "written"),
    [
        ("4", {}, "{rate: 4}"),
        ("4", {"low": 1.0, "high": 6.5}, "{rate: {value: 4, low: 1, high: 6.5}}"),
        (
            "4",
            {"how": "measured", "source": "zann_1996", "reason": "table 2"},
            "{rate: {value: 4, source: zann_1996, how: measured, reason: table 2}}",
        ),
    ],
)
def test_a_bare_number_stays_as_short_as_it_can(short, value, rest, written):
    done = change(short, RATE, value, **rest)
    assert f"being_imitated: {written}\n" in short.read_text()
    assert set(done.followed) == {"low", "high"} - set(rest)
    assert load_species(short).quantities()[RATE].value == 4
    again = change(short, RATE, "5", low=0.5)
    assert load_species(short).quantities()[RATE].low == 0.5
    assert "low" not in again.left


def test_what_is_missing_stands_where_it_belongs(short):
    change(short, "acts.audible_rate", "4", source="zann_1996", how="derived", reason="a: b")
    row = next(line for line in short.read_text().splitlines() if "audible_rate" in line)
    assert row == (
        "  audible_rate: {value: 4, low: 2, high: 30, source: zann_1996, how: derived, "
        'reason: "a: b"}'
    )
    change(short, "life_history.maturity", None, how="measured", reason="read")
    row = next(line for line in short.read_text().splitlines() if "maturity" in line)
    assert row.endswith("source: tacutu_2018, how: measured, reason: read}")


def test_a_part_that_is_not_written_can_be_named(short):
    change(short, f"{RATE}.low", "1")
    assert "being_imitated: {rate: {value: 3, low: 1}}" in short.read_text()
    assert change(short, "actions.hold.duration.high", "5").left["value"] == 2


def test_what_stays_as_it_was_is_told(crow):
    done = change(crow, RATE, "4", low=1.0)
    assert done.left == {
        "high": 10,
        "source": "heyes_2010",
        "how": "guess",
        "reason": "made up",
    }
    assert done.followed == []


@pytest.mark.parametrize(
    ("name", "value", "rest", "message"),
    [
        (RATE, "3", {"how": "measured"}, "give this number its own with --reason"),
        (RATE, "3", {"source": "zann_1996"}, "give this number its own with --reason"),
        (f"{RATE}.how", "measured", {}, "with --reason"),
        ("how", "measured", {}, "would call all numbers below measured"),
        (
            "life_history.maturity",
            "2",
            {"how": "derived"},
            "is not one of a number that is derived",
        ),
        ("actions.table", "2", {}, "actions has no table"),
        ("actions.caw.kind", "loud", {}, "must be audible, visible, opaque"),
        ("source", "nobody_1999", {}, "source = 'nobody_1999': is not in references.bib"),
    ],
)
def test_a_short_number_is_not_called_what_its_reason_does_not_bear(
    short, name, value, rest, message
):
    before = short.read_bytes()
    with pytest.raises(InputError, match=message):
        change(short, name, value, **rest)
    assert short.read_bytes() == before


def test_a_draft_is_not_called_measured_with_the_drafts_reason(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file, *_ = new("Nestor notabilis", "taeniopygia_guttata", tmp_path)
    for name in ("group.size", "acts.audible_rate", "actions.tet.duration"):
        with pytest.raises(InputError, match="--reason"):
            change(file, name, None, how="measured")
    assert "size: {value: 15," in file.read_text()
    change(file, "group.size", "9", how="measured", source="zann_1996", reason="read")
    lines = file.read_text().splitlines()
    (size,) = [line for line in lines if line.startswith("  size:")]
    assert "check" not in size  # it is no longer taken over
    assert sum(line.endswith("# from taeniopygia_guttata: check") for line in lines) > 15
