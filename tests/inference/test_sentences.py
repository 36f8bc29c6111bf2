"""Sentences made of tables that a test makes up: each case that a run can come to."""

import pandas as pd
import pytest

from mirror_abm.inference.findings import Findings
from mirror_abm.inference.sentences import sentences
from mirror_abm.inference.study import Study
from mirror_abm.simulation.orders import resolved_ranks
from mirror_abm.simulation.plan import make_plan

NAMES = ["danio_rerio", "macaca_mulatta", "mus_musculus", "gallus_gallus", "canis_lupus"]


def told(verdicts, found=0.5, sources=(), replicates=20):
    """Return what there is to tell where these are the verdicts by sight, species by species."""
    plan = make_plan(NAMES[: len(verdicts)], replicates=replicates)
    rows = [
        {
            "species": name,
            "account": "associative",
            "modality": "visual",
            "verdict": verdict,
            "found": found - 0.01 * at,
            "mean": 0.1,
            "kind": "broad",
        }
        for at, (name, verdict) in enumerate(zip(NAMES, verdicts, strict=False))
    ]
    orders = pd.DataFrame(
        columns=["account", "modality", "first", "second", "above", "draws", "resolved"]
    )
    table = pd.DataFrame(
        [("associative", "visual", *each) for each in sources],
        columns=["account", "modality", "source", "species", "drop"],
    )
    return Findings(plan, Study(), pd.DataFrame(rows), orders, resolved_ranks(orders), table)


def test_where_all_are_found_nothing_is_left_out():
    first, second, *_ = sentences(told(["found"] * 2, found=0.996))
    assert "in all 2 species (zebrafish over 99% and rhesus macaque 99%)" in first
    assert second.startswith("No species is left in which it would miss them")


def test_where_none_is_found_none_is_named_and_chances_are_not_rounded_to_none():
    first, second, *_ = sentences(told(["missed"] * 2, found=0.012))
    assert "in none of 2 species;" in first
    assert second == (
        "Less likely than not to be found: 2 species by sight (rhesus macaque under 1% and "
        "zebrafish 1%)."
    )


def test_of_many_the_surest_three_are_named():
    first, *_ = sentences(told(["found"] * 5, found=0.9))
    assert "(most surely zebrafish 90%, rhesus macaque 89% and house mouse 88%)" in first


def test_what_is_undecided_is_said_to_be():
    _, second, *_ = sentences(told(["undecided", "found"]))
    assert second == (
        "Undecided, since 20 draws cannot tell the chance from one half: 1 species by sight "
        "(zebrafish 50%); less likely than not to be found: no species."
    )
    _, second, *_ = sentences(told(["undecided", "found"], replicates=1))
    assert second.startswith("Undecided, since 1 draw cannot tell")


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ((), "no source was removed alone"),
        ([("", 2, float("nan"))], "No single source of experience carries it"),
        (
            [("synchrony", 2, 0.25)],
            "By sight the share fell most when synchrony was removed in 2 of 2 species (mean fall "
            "0.25);",
        ),
        (
            [("synchrony", 1, 0.25), ("mirrors", 1, 0.1)],
            "synchrony was removed in 1 of 2 species (mean fall 0.25) and mirrors in 1 (0.10)",
        ),
    ],
)
def test_what_carries_it_is_what_the_table_of_sources_says(sources, words):
    assert words in sentences(told(["found"] * 2, sources=sources))[-2]


def test_there_are_three_to_six_sentences():
    assert 3 <= len(sentences(told(["found"] * 3))) <= 6
