"""The likelihood of single entries of evidence, by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from mirror_abm.inference.likelihood import (
    ASSUMED_SIZES,
    RELIABILITY,
    chances_of_finding,
    log_likelihoods,
    sorted_out,
)

from .made import PERFECT, evidence, record, rewritten, terms


def test_each_entry_is_weighed_or_kept_apart_for_one_reason():
    mouse = "mus_musculus"
    entries = evidence(
        record(mouse, "positive"),
        record(mouse, "positive", scope="out"),
        record(mouse, "positive", panel_measure="population_response"),
        record(mouse, "not_tested"),
        record(mouse, "related_not_mirror"),
        record(None, "positive"),
        record("octopus_vulgaris", "positive"),
    )
    used, apart = sorted_out(entries, {mouse})
    assert used["species"].tolist() == [mouse]
    assert apart["why"].tolist() == [
        "out of scope",
        "no recording of cells: population response",
        "not tested: contributes 0",
        "a verdict without a direction",
        "no profile",
        "not in this run",
    ]


def test_entries_of_one_record_with_one_verdict_share_a_vote():
    same = record("mus_musculus", "positive")
    used, _ = sorted_out(evidence(same, same, record("mus_musculus", "negative")), {"mus_musculus"})
    assert used["vote"].tolist() == [0.5, 0.5, 1.0]


@pytest.mark.parametrize(("f", "s"), [(0.3, 0.5), (1.0, 0.1), (0.0, 1.0)])
def test_a_positive_and_a_negative_have_the_likelihoods_of_the_formula(f, s):
    used = pd.DataFrame({"verdict": ["contested", "negative"], "vote": [1.0, 0.5]})
    found = log_likelihoods(used, np.full((2, 1, 1), f), np.array([s])).ravel()
    seen = f + s * (1 - f)
    for log, verdict, vote, chance in (
        (found[0], "contested", 1.0, f / seen),
        (found[1], "negative", 0.5, s * (1 - f) / seen),
    ):
        w = RELIABILITY[verdict][1]
        assert log == pytest.approx(vote * math.log(w * chance + (1 - w) / 2), abs=1e-12)


def test_a_record_without_numbers_stands_for_studies_of_all_assumed_sizes(run, monkeypatch):
    share = 0.06
    rewritten(run, monkeypatch, {("mus_musculus", "genetic"): share})

    def chance(**stated):
        used, _ = sorted_out(
            evidence(record("mus_musculus", "positive", **stated)), {"mus_musculus"}
        )
        return chances_of_finding(run, used, ["genetic"], PERFECT)[0, 0, 0]

    def by_hand(units):  # permuted labels give none here: one congruent unit is one too many
        return 1 - terms(units, share)[0]

    assert chance(animals=2, recorded=60) == pytest.approx(by_hand(60), abs=1e-9)
    every = [by_hand(animals * units) for animals, units in ASSUMED_SIZES]
    assert chance() == pytest.approx(np.mean(every), abs=1e-9)
    given = [by_hand(3 * units) for _, units in ASSUMED_SIZES]
    assert chance(animals=3) == pytest.approx(np.mean(given), abs=1e-9)
