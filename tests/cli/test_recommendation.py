"""``next`` as it is typed: what it is told, and what it refuses."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.cli.recommendation import _told_costs

from .shell import refused, typed


def test_costs_are_read_as_numbers_and_what_is_none_is_left_to_be_refused(tmp_path):
    (tmp_path / "cost.yaml").write_text("macaca_mulatta: 20\nmus_musculus: true\n")
    assert _told_costs(tmp_path / "cost.yaml") == {"macaca_mulatta": 20.0, "mus_musculus": True}
    assert _told_costs(None) == {}
    (tmp_path / "list.yaml").write_text("- 20\n")
    with pytest.raises(InputError, match=r"list\.yaml: must hold lines SPECIES: NUMBER"):
        _told_costs(tmp_path / "list.yaml")


def test_nonsense_is_refused_before_anything_is_computed(done):
    words = (done.id, "--out", str(done.out))
    refused(typed("next", *words, "--top", "0"), 2, "top = 0: must be a whole number")
    refused(typed("next", *words, "--prior", "genetic"), 2, "genetic")
