"""The likelihood of single entries of evidence, by hand."""

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import experiments
from mirror_abm.inference.evidence import load_evidence
from mirror_abm.inference.likelihood import (
    ASSUMED_SIZES,
    CALIBRATING,
    RELIABILITY,
    chances_of_counts,
    chances_of_finding,
    sorted_out,
    stated_counts,
)
from mirror_abm.inference.observations import on_record

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


def test_a_count_is_used_where_its_source_was_read_and_it_is_that_of_the_entry():
    mouse, count = "mus_musculus", {"recorded": 20, "mirror": 3}
    entries = evidence(
        record(mouse, "positive", **count),
        record(mouse, "positive", **count | {"mirror": 0}),
        record(mouse, "positive", **count, read="recalled"),
        record(mouse, "positive", recorded=20),
        record(mouse, "positive", **count, panel_verdict="negative", units_are="of the record"),
        record(mouse, "positive", **count, panel_verdict="negative", units_are="of the entry"),
    )
    used, _ = sorted_out(entries, {mouse})
    assert used["weighed_by"].tolist() == [
        "count",
        "count",
        "verdict",
        "verdict",
        "verdict",
        "count",
    ]
    assert [each.animals for each in stated_counts(used.iloc[0])] == [n for n, _ in ASSUMED_SIZES]
    assert {each.of for each in stated_counts(used.iloc[0])} == {"recorded"}


def test_areas_are_weighed_apart():
    mouse = "mus_musculus"
    entries = evidence(
        record(mouse, "positive", area="PMv F5"),
        record(mouse, "positive", area="PF/PFG", units_area="M1"),
    )
    assert len(sorted_out(entries, {mouse}, "f5")[0]) == 1
    used, apart = sorted_out(entries, {mouse}, "M1")
    assert used["area"].tolist() == ["M1"]
    assert apart["why"].tolist() == ["not in M1"]
    for absent in ("PFG", "F", ""):
        with pytest.raises(InputError, match="must be a word of M1, PMv F5"):
            sorted_out(entries, {mouse}, absent)


def test_a_count_has_the_likelihood_of_the_formula_and_what_has_none_that_of_before(
    run, monkeypatch
):
    rewritten(run, monkeypatch, {("mus_musculus", "genetic"): [0.1, 0.3, 0.5, 0.0, 1.0]})
    mouse, s = "mus_musculus", np.array([0.5])
    used, _ = sorted_out(
        evidence(
            record(mouse, "positive", recorded=10, mirror=3, of="motor", animals=1),
            record(mouse, "negative", recorded=10),
        ),
        {mouse},
    )
    chances = chances_of_finding(run, used, ["genetic"], PERFECT)
    counts = chances_of_counts(run, used, ["genetic"], PERFECT, (0.0, 0.0))
    assert list(counts) == [0]
    count, verdict = (each.published(s) for each in on_record(used, chances, counts))
    assert verdict.chances.shape == (1, 5, 1, 2) and verdict.seen == 0
    w = RELIABILITY["positive"][1]
    for draw, share in enumerate([0.1, 0.3, 0.5, 0.0, 1.0]):
        sure = 1 - terms(10, share)[0]  # no responses to other acts: any unit is a find
        chance = terms(10, share)[3] / (sure + 0.5 * (1 - sure))
        found = count.chances[0, draw, 0, count.seen]
        assert found == pytest.approx(w * chance + (1 - w) / 11, abs=1e-9)


def test_what_the_constants_were_calibrated_on_is_evidence_for_nobody():
    macaque, count = "macaca_mulatta", {"recorded": 20, "mirror": 3}
    entries = evidence(
        record(macaque, "positive", cite="di_pellegrino_1992 gallese_1996"),
        record(macaque, "positive", cite="fogassi_2005", **count),
    )
    used, apart = sorted_out(entries, {macaque})
    assert apart["why"].tolist() == ["calibrated on: evidence for no account"]
    assert used["weighed_by"].tolist() == ["verdict"]  # and no count of its species


def test_what_is_kept_apart_as_calibrating_is_a_row_that_says_so():
    """One list of facts: rows of the board and records that calibrate are the same studies."""
    rows = {name for name in experiments.names if getattr(experiments.load(name), "CALIBRATES", 0)}
    cited = set(" ".join(load_evidence()["cite"]).split())
    assert set(CALIBRATING) == rows & cited
