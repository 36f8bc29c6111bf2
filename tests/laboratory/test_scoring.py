"""Scoring: pass rates over the draws that speak, and which rows tell accounts apart."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.laboratory import scoring


def test_verdicts_are_rates_over_the_draws_that_speak():
    judged = pd.DataFrame(
        [
            ("x", "associative", "rescorla_wagner", "preset", d, d < 6, d < 3, d > 3)
            for d in range(8)
        ],
        columns=["experiment", "account", "rule", "subjects", "draw", "speaks", "found", "against"],
    )
    row = scoring.scores(judged).iloc[0]
    assert (row.rate, row.verdict, row.draws, row.spoke, row.against) == (
        0.5,
        "reproduced",
        8,
        6,
        pytest.approx(1 / 3),
    )
    silent = scoring.scores(judged.assign(speaks=False)).iloc[0]
    assert silent.verdict == "cannot speak"
    assert np.isnan(silent.rate)


@pytest.mark.parametrize(
    ("found", "against", "verdict"),
    [
        (0, 8, "not"),
        (0, 5, "not"),
        (0, 4, "undecided"),
        (0, 0, "undecided"),
        (3, 5, "not"),
        (3, 4, "undecided"),
        (4, 4, "reproduced"),
        (8, 0, "reproduced"),
    ],
)
def test_a_row_is_contradicted_only_by_more_than_half_of_the_draws(found, against, verdict):
    judged = pd.DataFrame(
        [
            ("x", "associative", "rescorla_wagner", "preset", d, True, d < found, d >= 8 - against)
            for d in range(8)
        ],
        columns=["experiment", "account", "rule", "subjects", "draw", "speaks", "found", "against"],
    )
    assert scoring.scores(judged).iloc[0].verdict == verdict
    other = judged.assign(account="hebbian", found=True, against=False)
    told = scoring.telling(scoring.scores(pd.concat([judged, other])))
    assert told["x"] == (verdict == "not")  # what is undecided tells nothing apart
