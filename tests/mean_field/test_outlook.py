"""What each action can expect, against the mean field and the sources' own promises."""

import math

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.shelf import sources
from mirror_abm.mean_field.outlook import flows, prospects, supply_of
from mirror_abm.profile.species import SpeciesProfile, load_species


def test_flows_split_what_each_source_promises():
    supply = supply_of(load_species("homo_sapiens"))
    found = flows(supply)
    assert set(found) == set(sources.names)
    for name, parts in found.items():
        matched, other = sources.load(name).expected(supply)
        assert sum(m.sum() for _, m, _ in parts) == pytest.approx(matched), name
        assert sum(o.sum() for _, _, o in parts) == pytest.approx(other), name


def test_an_outlook_holds_the_delta_p_of_the_mean_field():
    rows, why = prospects(load_species("octopus_vulgaris"))
    table = ma.expected("octopus_vulgaris").contingency.set_index(["population", "action"])
    assert why == ""
    assert rows
    for row in rows:
        known = table["delta_p"].get((row.population, row.action), math.nan)
        assert row.delta_p == pytest.approx(known, nan_ok=True)
        assert row.matched + row.nonmatched > 0
        assert 0 <= row.matched_share <= 1


def test_a_species_that_the_mean_field_cannot_treat_has_percepts_and_a_reason():
    data = load_species("macaca_mulatta").model_dump(mode="json")
    data["experience"]["being_imitated"]["stage"] = {
        "onset": {
            "value": 0.5,
            "low": 0.4,
            "high": 0.6,
            "unit": "years",
            "source": "assumed",
            "reason": "a test",
            "how": "guess",
        }
    }
    rows, why = prospects(SpeciesProfile.model_validate(data))
    assert "experience that begins late cannot be treated" in why
    assert np.isnan([row.delta_p for row in rows]).all()
    assert sum(row.matched for row in rows) > 0
