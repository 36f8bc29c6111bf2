"""Verdicts and thresholds from what communities did."""

import numpy as np
import pytest

from mirror_abm.inference.culture_tables import figure_tables, tabled
from mirror_abm.inference.generations import PHASES
from mirror_abm.inference.lineage import DAYS, Lineage
from mirror_abm.profile.species import load_species

LINEAGE = Lineage(
    load_species("tiliqua_rugosa"),
    "associative",
    {"seed": 0, "point": True},
    1.0,
    None,
    1,
    None,
    0.5,
)


def made(levels, gaps=(0.0, 0.4), rates=(10.0, 40.0)):
    """Return what one draw of communities with these levels of readiness makes."""
    days = [
        {"draw": 0, "phase": phase, "generation": day / DAYS, "ready": level, "response": level / 2}
        for phase, level in zip(PHASES, levels, strict=True)
        for day in range(1, 2 * DAYS + 1)
    ]
    states = [
        {
            **{"draw": 0, "founders": founders, "rate": rate, "lived": rate},
            **{"ready": 0.1 + gap * (founders == "imitating"), "response": 0.1},
        }
        for rate, gap in zip(rates, gaps, strict=True)
        for founders in ("naive", "imitating")
    ]
    return tabled(LINEAGE, 1, days, states, {0: (None, 200.0, "no mean field")})


def test_a_community_imitates_if_it_keeps_half_of_what_full_readiness_adds():
    found = made([0.1, 0.1, 0.7, 0.45, 0.2, 0.39]).phases.set_index("phase")
    assert found["adds"].tolist() == pytest.approx([0.6] * 6)
    assert found.loc["imitating founders", "added"] == pytest.approx(0.35 / 0.6)
    assert found["imitates"].tolist() == [False, False, True, True, False, False]


def test_where_full_readiness_adds_little_nothing_is_judged():
    found = made([0.3, 0.3, 0.39, 0.38, 0.3, 0.38])
    assert not found.phases["able"].any()
    assert found.phases["added"].isna().all()
    assert found.summary["able"].tolist() == [0] * 6
    assert found.summary["imitate"].dropna().tolist() == [0] * 4


def test_thresholds_are_between_the_rates_at_which_history_begins_and_ends_to_matter():
    row = made([0, 0, 1, 1, 0, 1]).thresholds.iloc[0]
    assert row["low"] == pytest.approx(20.0)
    assert row["high"] == float("inf")
    assert np.isnan(row["expected_low"])
    ends = made([0, 0, 1, 1, 0, 1], gaps=(0.0, 0.4, 0.0), rates=(10.0, 40.0, 160.0))
    assert ends.thresholds.loc[0, ["low", "high"]].tolist() == pytest.approx([20.0, 80.0])


def test_the_tables_of_the_figure_have_the_label_of_the_species():
    tables = figure_tables(made([0, 0, 1, 1, 0, 1]))
    assert set(tables["branches"]["label"]) == {"Tiliqua rugosa"}
