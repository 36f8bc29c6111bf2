"""A species of the library's medians."""

import numpy as np

from mirror_abm.field.medians import median_profile

from .authors import profiles


def test_each_number_is_the_median_and_its_range_holds_those_of_all_species():
    found = median_profile()
    rows = [each.life_history.lifespan for each in profiles().values()]
    mine = found.life_history.lifespan
    assert mine.value == float(f"{np.median([row.value for row in rows]):.3g}")
    assert mine.low == float(f"{min(row.low for row in rows):.3g}")
    assert mine.high == float(f"{max(row.high for row in rows):.3g}")
    assert f"of {len(rows)} numbers" in mine.reason


def test_there_is_one_action_of_each_kind_and_every_number_is_a_guess():
    found = median_profile()
    assert {action.kind for action in found.actions} == {"audible", "visible", "opaque"}
    assert {action.share.value for action in found.actions} == {1.0}
    assert {item.how for item in found.quantities().values()} == {"guess"}
