"""A profile as lines: read back it is the same profile, and comments stand where they help."""

import pytest
from ruamel.yaml import YAML

from mirror_abm.field.blocks import COMMENTS, block_lines
from mirror_abm.profile.species import SpeciesProfile, load_species


@pytest.mark.parametrize("name", ["macaca_mulatta", "octopus_vulgaris", "homo_sapiens"])
def test_a_profile_is_read_back_as_it_was(name):
    profile = load_species(name)
    text = "\n".join(block_lines(profile))
    found = SpeciesProfile.model_validate(YAML(typ="safe", pure=True).load(text))
    assert found.model_dump(mode="json") == profile.model_dump(mode="json")


def test_comments_stand_above_blocks_and_beside_short_values():
    lines = "\n".join(block_lines(load_species("macaca_mulatta"))).splitlines()
    above = lines.index(f"# {COMMENTS['group']}")
    assert lines[above + 1] == "group:"
    assert f"context: wild  # {COMMENTS['context']}" in lines
    assert sum(line.startswith("  - name:") for line in lines) == len(
        load_species("macaca_mulatta").actions
    )
