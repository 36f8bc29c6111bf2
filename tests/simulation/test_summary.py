"""From units to verdicts, on tables made by hand."""

import pandas as pd
import pytest

from mirror_abm.simulation import summary


def groups(**net):
    """Return groups of one species and account: for each arm, ``net`` in two groups."""
    rows = [
        {
            "species": "a",
            "account": "associative",
            "arm": arm.replace("_", " ", 1),
            "world": "normal",
            "modality": "visual",
            "replicate": replicate,
            "group": 0,
            **dict.fromkeys(summary.SHARES, 0.0),
            summary.HEADLINE: value,
            "strict": 0.1,
            "broad": 0.2,
        }
        for arm, values in net.items()
        for replicate, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def test_the_main_source_is_that_whose_removal_lowers_the_share_most():
    table = groups(intact=(0.4, 0.6), without_sound=(0.4, 0.55), without_mirrors=(0.1, 0.29))
    drops = summary.knockouts(table)
    assert drops.groupby("source")["drop"].mean().to_dict() == pytest.approx(
        {"sound": 0.025, "mirrors": 0.305}
    )
    found = summary.summary(table, drops).set_index("arm").loc["intact"]
    assert (found["main_source"], found["kind"]) == ("mirrors", "broad")
    assert found["main_drop"] == pytest.approx(0.305)
    assert found["main_share"] == pytest.approx(0.5)
    assert found["mean"] == pytest.approx(0.5)


def test_a_source_that_lowers_the_share_by_next_to_nothing_is_not_named():
    table = groups(intact=(0.005, 0.005), without_sound=(0.0, 0.0))
    found = summary.summary(table, summary.knockouts(table)).set_index("arm").loc["intact"]
    assert (found["main_source"], found["kind"]) == ("", "none")


def test_differences_are_within_the_same_groups():
    found = summary.differences(groups(intact=(0.1, 0.9), without_sound=(0.0, 0.8)))
    assert found["mean"].tolist() == pytest.approx([-0.1])
    assert found["mc_error"].item() == pytest.approx(0.0, abs=1e-12)
    assert found["n"].tolist() == [2]


def test_differences_can_be_of_the_arm_that_a_contrast_is_about():
    table = groups(intact=(0.1, 0.9), without_sound=(0.0, 0.8), without_mirrors=(0.1, 0.3))
    assert set(summary.differences(table)["arm"]) == {"without sound", "without mirrors"}
    found = summary.differences(table, "without sound")
    assert found["arm"].tolist() == ["without sound"]
    assert found["mean"].tolist() == pytest.approx([-0.1])


def test_a_single_perceptible_act_has_own_and_no_difference():
    table = groups(intact=(0.4, 0.6), without_sound=(0.4, 0.55)).assign(
        own=0.5, other=float("nan"), own_minus_other=float("nan")
    )
    found = summary.summary(table, summary.knockouts(table)).set_index("arm").loc["intact"]
    assert (found["n"], found["own"], found["kind"], found["main_source"]) == (0, 0.5, "broad", "")
    assert found[["mean", "low", "high", "other", "main_drop"]].isna().all()
