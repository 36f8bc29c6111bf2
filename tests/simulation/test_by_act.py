"""Shares by act and effector, and opaque against visible acts, on tables made by hand."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.simulation import by_act

ACTS = [
    ("grasp", "hand", True, False),
    ("wave", "hand", True, False),
    ("pout", "face", False, False),
    ("call", "mouth", False, True),
]
PROFILES = {
    "a": {
        "actions": [
            dict(zip(("name", "effector", "visible_to_self", "audible"), act, strict=True))
            for act in ACTS
        ]
    }
}


def units(**arms):
    """Return units of two animals in each of several groups.

    For each arm ``grasp``, ``wave``, ``pout`` and ``call`` are the shares of units that respond to
    their own act, of four in each animal, one row for each group.
    """
    rows = [
        {
            "species": "a",
            "account": "associative",
            "arm": arm.replace("_", " ", 1),
            "world": "normal",
            "modality": modality,
            "replicate": replicate,
            "group": 0,
            "animal": animal,
            "best_executed": act[0],
            "perceptible": modality == "visual" or act[3],
            "own": float(unit < 4 * share),
            "other": 0.25 if modality == "visual" else np.nan,
        }
        for arm, groups in arms.items()
        for replicate, shares in enumerate(groups)
        for modality in ("visual", "auditory")
        for animal in range(2)
        for act, share in zip(ACTS, shares, strict=True)
        for unit in range(4)
    ]
    return pd.DataFrame(rows)


def test_units_are_averaged_within_animals_and_groups_and_the_act_is_described():
    made = units(intact=[(1, 0.5, 0.25, 0)])
    made = pd.concat([made, made[made["animal"] == 0].assign(own=0.0)])  # animal 0 has more units
    table = by_act.acts(made, PROFILES)
    seen = table[table["modality"] == "visual"].set_index("act")
    assert seen["own"].to_dict() == {"grasp": 0.75, "wave": 0.375, "pout": 0.1875, "call": 0.0}
    assert seen["own_minus_other"]["grasp"] == 0.5
    assert seen["units"].tolist() == [12] * 4
    assert tuple(seen.loc["pout", ["effector", "visible_to_self", "audible"]]) == (
        "face",
        False,
        False,
    )
    heard = table[table["modality"] == "auditory"]
    assert heard["act"].tolist() == ["call"]  # what is not heard has no row
    assert heard["own_minus_other"].isna().all()


def test_acts_of_an_effector_are_averaged_within_groups():
    table = by_act.acts(units(intact=[(1, 0.5, 0.25, 0), (0.5, 0.5, 0.75, 0)]), PROFILES)
    acts = by_act.over_groups(table, by_act.ACT).set_index(["modality", "act"])
    assert acts.loc[("visual", "grasp"), "mean"] == pytest.approx(0.5)
    assert acts.loc[("visual", "grasp"), "n"] == 2
    effectors = by_act.over_groups(table, by_act.EFFECTOR).set_index(["modality", "effector"])
    assert effectors.loc[("visual", "hand"), "mean"] == pytest.approx((0.5 + 0.25) / 2)
    assert effectors.loc[("visual", "hand"), "own"] == pytest.approx(0.625)
    assert effectors.loc[("visual", "hand"), "units"] == 32


def compared(**arms):
    made = by_act.acts(units(**arms), PROFILES)
    return by_act.by_visibility(by_act.of_groups(made)).set_index("arm")


def test_opaque_acts_are_compared_with_visible_ones_within_groups_and_audible_ones_left_out():
    found = compared(intact=[(0.5, 0, 1, 0), (0.25, 0.25, 1, 1), (0, 0, 0.5, 0)] * 2).loc["intact"]
    each = [0.75, 0.75, 0.5] * 2
    assert found["difference"] == pytest.approx(np.mean(each))
    half = 2.570582 * np.std(each, ddof=1) / 6**0.5
    assert found["difference_high"] - found["difference"] == pytest.approx(half, abs=1e-5)
    assert (found["n"], found["resolved"]) == (6, "more")
    assert np.isnan(found["change"])


@pytest.mark.parametrize(
    ("groups", "word"),
    [
        ([(1, 1, 0.25, 0), (1, 0.75, 0, 0), (1, 0.5, 0.25, 0)] * 2, "less"),
        ([(1, 1, 0, 0), (0, 0, 1, 0), (0.5, 0, 0.25, 0)] * 2, ""),
        ([(1, 1, 0, 0)] * 4, ""),  # four groups that agree tell nothing
    ],
)
def test_only_what_is_resolved_is_said(groups, word):
    assert compared(intact=groups).loc["intact", "resolved"] == word


def test_the_change_without_a_source_is_that_of_the_same_groups():
    found = compared(
        intact=[(0, 0, 1, 0), (0, 0, 0.75, 0), (0, 0, 0.25, 0)],
        without_self_observation=[(0.5, 0.5, 1, 0), (0.25, 0.25, 0.75, 0)],
    )
    assert found.loc["without self_observation", "n"] == 2
    assert found.loc["without self_observation", "change"] == pytest.approx(-0.375)


def test_species_without_both_kinds_of_silent_acts_are_not_compared():
    made = units(intact=[(0, 0, 1, 0)])
    acts = by_act.acts(made[made["best_executed"] != "pout"], PROFILES)
    assert by_act.by_visibility(by_act.of_groups(acts)).empty
