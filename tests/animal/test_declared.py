"""All that is drawn, with its ranges."""

from __future__ import annotations

from mirror_abm.animal.constants import describe
from mirror_abm.animal.declared import declared, ranges
from mirror_abm.base.shelf import accounts


def test_numbers_of_accounts_go_by_the_account() -> None:
    assert {name.partition(".")[0] for name in declared()} <= {*accounts.names}
    assert declared()["genetic.weight"].low < declared()["genetic.weight"].high


def test_ranges_are_those_of_all_that_is_drawn() -> None:
    found = ranges()
    assert {*declared()} <= {*found}
    assert found["alpha"] == [0.02, 0.03, 0.06]
    assert "tick" not in found  # it is the same in every draw
    assert all(low <= middle <= high for low, middle, high in found.values())
    drawn = {n for n, each in describe().items() if each.metadata["low"] < each.metadata["high"]}
    assert {*found} == drawn | {*declared()}
