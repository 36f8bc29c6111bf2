"""The shares of recorded animals, draw by draw."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.shares import Shares, shares_by_cell
from mirror_abm.simulation.summary import intact

UNITS = pd.DataFrame(
    [(0, 0, 1, 1.0, 0.2), (0, 0, 1, 0.0, 0.4), (2, 0, 0, 1.0, 0.1), (2, 1, 0, 0.0, 0.3)],
    columns=["replicate", "group", "animal", "own", "other"],
).assign(species="mus_musculus", account="genetic", modality="visual")


def test_units_are_averaged_within_animals_and_animals_of_a_draw_weigh_the_same():
    found = Shares.of(UNITS, [2, 0])
    np.testing.assert_allclose(found.share, [[1, 0], [0.5, 0]])
    np.testing.assert_allclose(found.expected, [[0.1, 0.3], [0.3, 0]])
    np.testing.assert_allclose(found.weight, [[0.5, 0.5], [1, 0]])


def test_a_draw_without_a_recorded_unit_is_told_with_its_cell():
    with pytest.raises(InputError, match=r"replicate 1 .* mus_musculus, genetic, visual"):
        Shares.of(UNITS, [0, 1])
    with pytest.raises(InputError, match="an empty table"):
        Shares.of(UNITS.iloc[:0], [0])


def test_a_study_is_made_in_the_intact_arm_where_there_is_one():
    table = pd.DataFrame({"arm": ["without sound", "intact"]})
    assert intact(table)["arm"].tolist() == ["intact"]
    assert intact(table.iloc[:1])["arm"].tolist() == ["without sound"]


def test_no_study_listens_to_a_silent_species(run):
    octopus = {modality for species, _, modality in shares_by_cell(run) if "octopus" in species}
    assert octopus == {"visual"}


def test_every_cell_of_a_run_holds_all_of_its_draws(run):
    found = shares_by_cell(run)
    assert len(found) == 5 * 4
    for numbers, shares in found.values():
        assert numbers == list(range(run.plan.replicates))
        np.testing.assert_allclose(shares.weight.sum(axis=1), 1)
