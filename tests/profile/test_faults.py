"""Which of several faults is told first."""

from __future__ import annotations

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.library import LIBRARY
from mirror_abm.profile.species import load_species
from mirror_abm.simulation.plan import override


def test_of_a_number_set_by_hand_the_fault_is_told_and_not_what_follows_from_it():
    """A share below 0 also upsets the sum of shares: both are found, the innermost is to mend."""
    said = (
        r"^settings \(--set\) actions.coo.share=-2: actions.0.share.low = -2: must not be "
        r"negative. "
        r"Did you mean 2\?$"
    )
    with pytest.raises(InputError, match=said):
        override(load_species("macaca_mulatta"), {"actions.coo.share": -2})


def test_one_fault_alone_is_the_misspelt_key_and_not_the_one_that_it_should_be(tmp_path):
    text = (LIBRARY / "macaca_mulatta.yaml").read_text().replace("context:", "contxt:", 1)
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(InputError, match=r"contxt: unknown key. Did you mean context\? \(1 more"):
        load_species(tmp_path / "m.yaml")
