"""Ways of choosing what to record next."""

import pytest

from mirror_abm.inference.recommendation import record_next

from .made import evidence, record


def test_choices_are_judged_on_other_draws_and_the_nearest_relative_is_the_mouse(run):
    seen = evidence(record("macaca_mulatta", "positive"), record("octopus_vulgaris", "not_tested"))
    found = record_next(run, evidence=seen)
    table = found.choices.query(
        "comparison == 'all accounts' and among == 'both modalities'"
    ).set_index("choice")
    mouse = found.designs.query(
        "comparison == 'all accounts' and species == 'mus_musculus' and modality == 'visual'"
    )
    assert table.bits["nearest_relative"] == pytest.approx(mouse["bits"].item())
    assert table.designs["nearest_relative"] == 1
    free = found.designs.query("comparison == 'all accounts' and tested == ''")
    assert table.bits["random"] == pytest.approx(free["bits"].mean())
    assert table.bits["ranked"] <= free["bits"].max() + 1e-12  # never the best in hindsight
    assert table.over_random["random"] == 0
    marked = found.designs.query("tested != ''")
    assert {*marked[["species", "modality", "tested"]].itertuples(index=False, name=None)} == {
        ("macaca_mulatta", "visual", "positive")
    }
