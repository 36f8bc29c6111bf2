"""Clades that are left out as a whole, and how far that moves a posterior."""

import numpy as np

from mirror_abm.inference.moves import CLADES, clade_of, moves_of
from mirror_abm.inference.tempered import PUBLICATION, Tempered
from mirror_abm.profile.tree import tree

from .tables import made


def test_clades_are_nodes_of_the_tree_and_species_lie_in_one():
    assert set(CLADES.values()) <= set(tree().names)
    found = {
        name: clade_of(name) for name in ("mus_musculus", "octopus_vulgaris", "apis_mellifera")
    }
    assert list(found.values()) == ["rodents", "cephalopods", "insects"]
    assert clade_of("tiliqua_rugosa") == "" == clade_of("nobody_knows")


def test_a_move_is_half_the_sum_of_changes():
    drawn = made()
    whole = Tempered(drawn, drawn.records, PUBLICATION, 0)
    table = moves_of(whole)
    name = drawn.records[0].name
    part = table[(table["kind"] == "record") & (table["left_out"] == name)]
    np.testing.assert_allclose(part["without"], whole.without({name}))
    half = np.abs(part["without"].to_numpy() - whole.here).sum() / 2
    np.testing.assert_allclose(part["moved"], half)
