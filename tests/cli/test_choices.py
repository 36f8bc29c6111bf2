"""Ways of choosing as ``next`` prints them."""

import pandas as pd

from mirror_abm.cli.choices import show_choices
from mirror_abm.cli.console import collected


def rows(*choices):
    each = {"comparison": "all accounts", "among": "visual", "bits": 0.5, "low": 0.4, "high": 0.6}
    more = {f"over_{name}{end}": 0.1 for name in ("random", "nearest") for end in ("", "_low")}
    more |= {f"over_{name}_high": 0.2 for name in ("random", "nearest")}
    return pd.DataFrame([each | more | {"choice": choice} for choice in choices])


def test_ways_stand_side_by_side_with_what_the_choice_by_rank_gains(capsys):
    with collected() as tables:
        show_choices(rows("ranked", "random", "nearest_relative"))
        show_choices(rows("ranked", "random"))
    both, alone = (table.records()[0] for table in tables)
    assert both["ranked"] == both["nearest_relative"] == 0.5
    assert both["ranked_less_random"] == both["ranked_less_nearest"] == 0.1
    assert alone["ranked_less_nearest"] is None


def test_where_all_was_tested_nothing_is_left_to_compare(capsys):
    show_choices(pd.DataFrame())
    assert "Every species here was tested" in capsys.readouterr().out
