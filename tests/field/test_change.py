"""A value changed in place, and all else left."""

import difflib

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.change import change
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
