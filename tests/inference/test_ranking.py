"""The order of the designs by their bits."""

import pytest

from mirror_abm.inference.recommendation import record_next

from .made import rewritten


def test_permuting_species_permutes_the_bits(run, monkeypatch):
    mixed = {
        ("macaca_mulatta", "associative"): [0.1, 0.2, 0.3, 0.4, 0.5],
        ("octopus_vulgaris", "associative"): [0.0, 0.1, 0.0, 0.1, 0.0],
    }
    swapped = {
        ("octopus_vulgaris", "associative"): mixed["macaca_mulatta", "associative"],
        ("macaca_mulatta", "associative"): mixed["octopus_vulgaris", "associative"],
    }
    flat = {(s, a): 0.25 for s in run.plan.species for a in run.plan.accounts}

    def bits(shares):
        with monkeypatch.context() as patch:
            rewritten(run, patch, flat | shares)
            return (
                record_next(run)
                .designs.query("comparison == 'all accounts'")
                .groupby(["species", "modality"])["bits"]
                .first()
            )

    one, other = bits(mixed), bits(swapped)
    assert one["macaca_mulatta"]["visual"] == pytest.approx(
        other["octopus_vulgaris"]["visual"], abs=1e-12
    )
    assert one["octopus_vulgaris"]["visual"] == pytest.approx(
        other["macaca_mulatta"]["visual"], abs=1e-12
    )
    assert one["mus_musculus"]["visual"] == pytest.approx(
        other["mus_musculus"]["visual"], abs=1e-12
    )
    assert ("octopus_vulgaris", "auditory") not in one.index
    # there was something to permute
    assert abs(one["macaca_mulatta"]["visual"] - one["octopus_vulgaris"]["visual"]) > 0.01


def test_designs_that_differ_by_rounding_alone_rank_by_name_and_stay_within_the_floor(
    run, monkeypatch
):
    each = {
        ("macaca_mulatta", "mus_musculus", "octopus_vulgaris")[i]: [
            0.1 + 0.1 * i,
            0.3,
            0.37,
            0.2,
            0.41,
        ]
        for i in range(3)
    }
    rewritten(
        run,
        monkeypatch,
        {
            (name, account): shares
            for name, shares in each.items()
            for account in ("associative", "genetic", "hebbian")
        },
    )
    designs = record_next(run).designs  # under every account the same: no design tells anything
    assert (designs["bits"].abs() < 1e-12).all()
    for _, part in designs.groupby("comparison"):
        told = part[["species", "modality", "design"]].to_numpy().tolist()
        assert told == sorted(told)
    assert designs["tied"].all()
    assert not designs["above_floor"].any()
