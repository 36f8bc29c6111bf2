"""Results scored: by hand, in any part of the conditions, and what is no result."""

import math

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.sheet_score import score_sheet

from .sheets import sheet


def test_the_chance_of_a_result_is_a_mean_over_draws_of_products():
    found = {1: 2, 4: 7}
    scored = score_sheet(sheet(), found).accounts.set_index("account")
    wide = sheet().outcomes.pivot_table(
        index=["account", "draw"], columns=["number", "count"], values="chance"
    )
    for account in sheet().facts["accounts"]:
        chance = float((wide.loc[account][(1, 2)] * wide.loc[account][(4, 7)]).mean())
        assert scored.loc[account, "chance"] == pytest.approx(chance)
        assert scored.loc[account, "log_score"] == pytest.approx(math.log(chance))
    best = scored["chance"].max()
    np.testing.assert_allclose(scored["log10_bayes_factor"], np.log10(scored["chance"] / best))
    assert scored["chance"].is_monotonic_decreasing


def test_a_single_count_is_refuted_where_the_sheet_says_so():
    limits = sheet().refutes[sheet().refutes["measured"] == "count"]
    limits = limits.set_index(["number", "account"])
    for count in range(21):
        rows = score_sheet(sheet(), {2: count}).conditions.set_index("account")
        for account, row in rows.iterrows():
            low, high = limits.loc[(2, account), ["at_most", "at_least"]]
            assert row["refuted"] == bool(count <= low or count >= high), (account, count)


def test_several_conditions_are_tested_more_strictly():
    one = score_sheet(sheet(), {1: 20}).conditions.set_index("account")
    two = score_sheet(sheet(), {1: 20, 3: 10}).conditions
    two = two[two["number"] == 1].set_index("account")
    assert (two["tail"] == one["tail"]).all()
    assert (two["refuted"] == (one["tail"] <= 0.025)).all()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, "at least one condition"),
        ({9: 3}, "condition 9 is not on the sheet: must be one of 1, 2, 3, 4"),
        ({1: 21}, "from 0 to 20"),
        ({1: -1}, "from 0 to 20"),
        ({1: True}, "whole number"),
        ({1: 2.5}, "whole number"),
    ],
)
def test_what_is_no_result_is_refused(found, said):
    with pytest.raises(InputError, match=said):
        score_sheet(sheet(), found)
