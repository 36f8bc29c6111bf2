"""The board, as it is printed."""

import pandas as pd

from mirror_abm.cli.board import _verdict


def test_a_verdict_is_a_mark_and_a_share_of_draws():
    rows = pd.DataFrame(
        {
            "who": ["associative", "none", "genetic"],
            "subjects": ["developed"] * 3,
            "verdict": ["reproduced", "cannot speak", "undecided"],
            "rate": [0.95, 0.5, 0.5],
        }
    ).set_index(["who", "subjects"])
    assert _verdict(rows, "associative", "developed") == "yes 0.95"
    assert _verdict(rows, "none", "developed") == "?"
    assert _verdict(rows, "genetic", "developed") == "~ 0.50"
    assert _verdict(rows, "genetic", "preset") == ""
