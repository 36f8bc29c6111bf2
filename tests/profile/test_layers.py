"""A file and those it inherits are written out, each for itself."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.library import LIBRARY
from mirror_abm.profile.inheritance import Chain
from mirror_abm.profile.layers import placed
from mirror_abm.profile.species import SpeciesProfile


def test_a_variant_is_a_chain_of_full_documents(tmp_path):
    text = "name: a\ninherits: octopus_vulgaris\nsource: s_2000\ngroup: {size: 3}\n"
    chain, found = placed(SpeciesProfile, text, "a.yaml", tmp_path / "a.yaml")
    assert isinstance(chain, Chain)
    assert [layer.document["name"] for layer in chain] == ["a", "octopus_vulgaris"]
    assert chain[0].document["group"]["size"]["high"] == 3
    assert chain[0].document["group"]["size"]["source"] == "s_2000"
    assert len(found) == 1
    assert "group.size: how and reason are missing" in found[0]


def test_what_is_no_mapping_is_refused():
    for text in ("", "3", "- a\n"):
        with pytest.raises(InputError, match="x:1:1 must be a mapping of keys"):
            placed(SpeciesProfile, text, "x", LIBRARY / "x")
