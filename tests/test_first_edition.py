"""The tables of the first edition return where every change of numbers is set back.

This is how a difference between the editions is explained: one change at a time.
"""

import json

import pytest

import mirror_abm as ma
from tests.first_edition.tables import HOME, NEUTRAL, SPECIES, digests_of, first_run

FIRST = json.loads((HOME / "digests.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def profiles():
    """Return the species of the first edition, as its files said."""
    return [ma.load_species(str(HOME / f"{name}.yaml")) for name in SPECIES]


def test_the_tables_of_the_first_edition_return_where_every_change_is_set_back(profiles, tmp_path):
    settings = {name: value for each in NEUTRAL.values() for name, value in each.items()}
    found = digests_of(first_run(profiles, tmp_path, settings or None))
    assert found == FIRST
