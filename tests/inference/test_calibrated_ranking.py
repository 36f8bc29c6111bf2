"""Single studies where the record is taken as known: gains in place of mutual information."""

import numpy as np
import pytest

from mirror_abm.inference import recommendation
from mirror_abm.inference.calibrated_ranking import gains_of
from mirror_abm.inference.drawn import of_run
from mirror_abm.inference.gain import gain_of_study
from mirror_abm.inference.known import RECORD, known_of
from mirror_abm.inference.ranking import ALL_ACCOUNTS, Bits
from mirror_abm.inference.study import Study

from .tables import made, with_account

EVEN = np.array([0.5, 0.5])


@pytest.fixture(scope="module")
def drawn():
    return with_account(made(draws=42, cells=2, apart=1.5), "associative_again", 0)


def test_designs_add_what_the_posterior_leaves_to_be_learned(drawn):
    known, study, told = known_of(drawn), Study(1, 20), []
    counts = {cell: drawn.chances(cell, study) for cell in drawn.cells}
    whether = {cell: drawn.chances(cell, study, "found") for cell in drawn.cells}
    flat = Bits([], {}, np.eye(5), 0.25)
    found = gains_of(
        counts, whether, list(drawn.accounts), known, flat, lambda *given: told.append(given)
    )
    assert [done for done, _ in told] == [1, 2]
    assert (found.apart == flat.apart).all() and found.noise == 0.25
    rows = {(row["species"], row["comparison"]): row for row in found.rows}
    assert len(rows) == 2 * 5
    first = next(iter(counts))
    every = gain_of_study(counts[first][:4], known.prior, known.weights)
    row = rows[first[0], ALL_ACCOUNTS]
    assert row["bits"] == every.bits and row["floor"] == pytest.approx(row["bits"] - row["low"])
    assert row["above_floor"] == (row["low"] > 0)
    both = gain_of_study(counts[first][[0, 2]], EVEN, known.weights[[0, 2]])
    assert rows[first[0], "genetic"]["bits"] == both.bits
    again = rows[first[0], "associative_again"]
    assert again["bits"] == again["bits_found"] == again["mc_error"] == 0.0
    assert not again["above_floor"] and abs(again["ideal"]) < 1e-12


def test_a_run_that_carries_a_posterior_is_ranked_by_it(run, monkeypatch):
    flat = recommendation.record_next(run, animals=1, units=10)
    assert flat.known is None and "ideal" not in flat.designs
    known = known_of(of_run(run))._replace(of_accounts=RECORD, of_draws=RECORD)
    assert not known_of(of_run(run)).carried and recommendation._known(run, [], None) is None
    monkeypatch.setattr(recommendation, "_known", lambda *given: known)
    told = []
    found = recommendation.record_next(
        run, animals=1, units=10, progress=lambda *given: told.append(given)
    )
    assert found.known.carried and found.designs["ideal"].notna().all()
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))
    assert (found.designs["bits"] < flat.designs["bits"].max() + 1e-9).all()
    assert found.classes.equals(flat.classes)
    given = recommendation.record_next(run, animals=1, units=10, prior={"genetic": 2})
    assert given.known.prior.max() == pytest.approx(0.5)
