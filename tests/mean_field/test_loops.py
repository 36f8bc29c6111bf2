"""The cultural loop animal by animal: the textbook case, and simulations of the same animals."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.mean_field.folds import one_cue
from mirror_abm.mean_field.loops import Loops, loops

#: one cue for each sight, and nothing else to learn from but copies and sights of others
PLAIN = {
    "units_per_action": 1,
    "overlap_same": 0,
    "overlap_other": 0,
    "connectivity": 1,
    "context_salience": 0,
    "initial_sd": 0,
    "fidelity": 1,
    "latency_sd": 0,
    "latency": 1,
    "mediation": 0,
}
ALONE = ["self_observation", "mirrors", "synchrony", "sound", "complementary"]


def test_in_the_textbook_case_the_response_is_that_of_one_cue():
    """f is the share of sights that come with the act, a second before or after it: r = e^-1.

    Of the rarest act: others are also done by chance around what is seen.
    """
    attention = {"experience.watching_others.attention": 0.3}
    options = {"size": 2, "point": True, "seed": 1, "without": ALONE, "settings": attention}
    community = ma.Community("tiliqua_rugosa", engine="agents", constants=PLAIN, **options)
    rates = np.array([2.0, 10.0, 40.0])
    found = loops(community, rates, [1e9])
    supply, constants = community.supply, community.constants
    # of each act that is copied, the copier sees the act and the copied one the copy; of what else
    # the other does, copies that are seen anyhow left out, a share is seen and matches nothing
    f = 2 * rates / (2 * rates + supply.attention * (supply.own_rate - rates))
    wanted = one_cue(f, np.exp(-1), constants.beta_present, constants.beta_absent)
    rarest = supply.action_rate.argmin()
    assert found.responses[:, rarest, 0].mean(axis=0) == pytest.approx(wanted, abs=0.004)


def table(rates, own=0.0):
    """Return the loops of two animals with three acts, whose responses rise with age and rate."""
    rise = 0.6 * rates / (rates + 20)
    ages = np.array([0.0, 0.7, 1.0])
    responses = own + np.broadcast_to(ages[:, None] * rise, (2, 3, 3, len(rates)))
    return Loops(rates, np.array(responses), np.full(3, 1 / 3), 0.25, 4.0)


def test_a_community_goes_round_until_it_stays():
    found = table(np.geomspace(0.1, 200, 40))
    for start in (0.0, 1.0):
        ready, _ = found.steady(190.0, np.full(3, start))
        again = found.life(190.0, ready)[0].mean(axis=(0, 2))
        assert ready == pytest.approx(again, abs=1e-4)
    naive, imitating = (found.branch([190.0], each)[0, 0] for each in (False, True))
    assert naive == pytest.approx(0, abs=1e-6)
    assert imitating > 0.3


def test_newborns_hold_it_up_so_that_more_copies_are_needed_than_for_one_animal():
    found = table(np.geomspace(0.1, 200, 40))
    low, high = found.thresholds(200.0)
    assert found.whole.low < low < 2 * found.whole.low
    assert high == float("inf")


def test_readiness_rises_with_the_rate_and_imitating_founders_are_never_behind():
    found, rates = table(np.geomspace(0.1, 200, 40), own=0.1), np.geomspace(1, 200, 25)
    naive, imitating = (found.branch(rates, each)[0] for each in (False, True))
    assert (np.diff(naive) >= -1e-6).all()
    assert (np.diff(imitating) >= -1e-6).all()
    assert (imitating >= naive - 1e-6).all()


def test_full_readiness_is_the_response_at_that_rate():
    rates = np.geomspace(0.1, 200, 40)
    found = table(rates)
    exogenous = Loops(rates, found.responses, found.share, 0.25, 4.0, endogenous=0.0)
    _, response = exogenous.steady(rates[30], np.zeros(3))
    assert response == pytest.approx(found.responses[..., 30].mean(axis=(0, 2)))


def test_a_stage_of_life_that_ends_is_refused_by_name():
    community = ma.Community("homo_sapiens", engine="agents", size=2, point=True)
    with pytest.raises(InputError, match=r"being_imitated.stage.offset: ends at .* closed form"):
        loops(community, [1.0, 10.0], [0.0, 1e6])
