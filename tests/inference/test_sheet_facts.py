"""Fingerprints: of all that a sheet says, and of nothing else."""

import pytest

from mirror_abm.inference.sheet_facts import fingerprint, hash_of

from .sheets import sheet


@pytest.mark.parametrize("name", ["runs", "code", "calibration", "study", "accounts", "outcomes"])
def test_every_fact_counts_in_the_fingerprint(name):
    facts = sheet().facts
    assert fingerprint(facts) == facts["fingerprint"]
    assert fingerprint(facts | {name: "other"}) != facts["fingerprint"]
    assert fingerprint(facts | {"made": "1999-01-01", "version": "0"}) == facts["fingerprint"]


def test_a_chance_that_is_changed_changes_the_hash():
    changed = sheet().outcomes.copy()
    changed.loc[5, "chance"] += 1e-9
    assert hash_of(changed) != hash_of(sheet().outcomes)
