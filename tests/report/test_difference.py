"""Two profiles side by side."""

import pytest

from mirror_abm.profile.species import load_species
from mirror_abm.report.difference import compare

A, B = load_species("macaca_mulatta"), load_species("octopus_vulgaris")


@pytest.fixture(scope="module")
def parts():
    return {section.title: section for section in compare(A, B)}


def test_ratios_and_overlaps_are_those_of_the_numbers(parts):
    left, right = A.quantities(), B.quantities()
    both = [row for row in parts["numbers"].rows if row[0] in left and row[0] in right]
    assert len(both) > 5
    for name, _, _, unit, ratio, overlap in both:
        one, two = left[name], right[name]
        assert unit == one.unit
        if one.value > 0:
            assert float(ratio) == pytest.approx(two.value / one.value, rel=0.005)
        assert (overlap == "yes") == (max(one.low, two.low) <= min(one.high, two.high))


def test_numbers_that_only_one_has_stand_without_ratio(parts):
    only = [row for row in parts["numbers"].rows if "-" in row[1:3]]
    assert only
    assert all(row[4:] == ("-", "-") for row in only)


def test_actions_that_one_lacks_are_listed_once_with_their_owner(parts):
    rows = parts["actions that one has and the other has not"].rows
    own = {(f"only {x.name}", act.name) for x in (A, B) for act in x.actions}
    assert {row[:2] for row in rows} <= own
    assert len({row[1] for row in rows}) == len(rows)
    shared = {act.name for act in A.actions} & {act.name for act in B.actions}
    assert len(rows) == len(own) - 2 * len(shared)


def test_a_profile_does_not_differ_from_itself():
    assert [section.rows for section in compare(A, A)[1:]] == [[], [], []]
    every = compare(A, A, everything=True)
    assert len(every[2].rows) == len(A.quantities())
    assert "compared" in every[0].text
