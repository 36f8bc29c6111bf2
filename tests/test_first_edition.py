"""The tables of the first edition return where every change of numbers is set back.

This is how a difference between the editions is explained: one change at a time.
"""

import json

import pytest

import mirror_abm as ma
from mirror_abm.animal import carriers
from tests.first_edition.tables import ACCOUNTS, HOME, NEUTRAL, SPECIES, digests_of, first_run

FIRST = json.loads((HOME / "digests.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def profiles():
    """Return the species of the first edition, as its files said."""
    return [ma.load_species(str(HOME / f"{name}.yaml")) for name in SPECIES]


@pytest.mark.slow
@pytest.mark.parametrize("change", NEUTRAL)
def test_each_change_alone_moves_some_table(change, profiles, tmp_path):
    """Else there would be nothing to set back.

    One bird has voices, learners by other rules, and an account with a sensitive period.
    """
    others = [each for name, each in NEUTRAL.items() if name != change]
    settings = {name: value for each in others for name, value in each.items()}
    sparrow = [profile for profile in profiles if profile.name == "melospiza_georgiana"]
    accounts = ["hebbian", "canalized", "epigenetic", "genetic"]
    rule = "hebbian" if change == "bounds of weights" else None  # whose weights have no other end
    back, away = (
        digests_of(first_run(sparrow, tmp_path, given, accounts, rule), accounts)
        for given in (settings | NEUTRAL[change], settings)
    )
    assert set(back) == set(away)
    assert back != away


def test_the_tables_of_the_first_edition_return_where_every_change_is_set_back(
    profiles, tmp_path, monkeypatch
):
    monkeypatch.setattr(carriers, "ONE", 1.0)  # one system for all of the body
    settings = {name: value for each in NEUTRAL.values() for name, value in each.items()}
    found = digests_of(first_run(profiles, tmp_path, settings or None))
    assert found == {name: FIRST[name] for name in found}
    assert len(found) == 4 * len(ACCOUNTS)
