"""An act that nobody hears says nothing about sounds, in repertoires drawn at random.

The animals are compared with themselves: the same networks, ties and rates, once with an act that
is hardly ever done and not on the panel, once with that act done as often as others and tested.
Learning is the mean field, so that nothing else is left to chance.
"""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.measures import congruence
from mirror_abm.simulation.recordings import recordings
from tests.clock import STEADY

HOURS = (0.05, 10.0)  # far below the ceiling, and near the asymptote
NEVER, OFTEN = 1e-6, 30.0  # times an hour
SILENT = 200.0  # silent acts of the others an hour
NUMBER = {"unit": "share", "source": "species_table_2026", "how": "guess", "reason": "drawn"}


def of(value, like=NUMBER):
    return like | {"value": value, "low": value, "high": value}


def repertoire(rng, rate):
    """Return a finch with a random repertoire, and an act ``lean`` done ``rate`` times an hour."""
    profile = ma.load_species("taeniopygia_guttata").model_dump(mode="json")
    heard, seen, opaque = rng.integers(2, 5), rng.integers(1, 3), rng.integers(2, 4)
    visible = rng.uniform(0.1, 0.5)
    hidden = SILENT * (1 - visible)
    duration = profile["actions"][0]["duration"]
    actions = []
    for kind, count in (("call", heard), ("reach", seen), ("bob", opaque)):
        shares = rng.dirichlet(np.full(count, 4.0))
        for number, share in enumerate(shares):
            if kind == "bob":
                share *= hidden / (hidden + rate)
            actions.append(
                {
                    "name": f"{kind}_{number}",
                    "effector": f"{kind}{rng.integers(2)}",
                    "share": of(float(share)),
                    "visible_to_self": kind == "reach",
                    "audible": kind == "call",
                    "duration": duration,
                }
            )
    profile["experience"]["synchrony"]["acts"] = [
        action["name"] for action in actions if not action["audible"]
    ]
    lean = {"name": "lean", "effector": "trunk", "share": of(rate / (hidden + rate))}
    actions.append(lean | {"visible_to_self": False, "audible": False, "duration": duration})
    profile["actions"] = actions
    profile["acts"]["visible_share"] = of(SILENT * visible / (SILENT + rate))
    return ma.SpeciesProfile.model_validate(profile), len(actions)


def by_sound(seed, rate):
    """Return (own minus other, unconditional share) by sound of each animal, at each of ``HOURS``.

    There is no trial noise.
    """
    profile, count = repertoire(np.random.default_rng(seed), rate)
    panel = count - (rate == NEVER)
    coming = ma.expected(
        profile,
        seed=seed,
        groups=2,
        size=3,
        constants=STEADY | {"panel": panel, "trial_noise": 0.0, "acts_rate": SILENT + rate},
    )
    found = []
    for hours in HOURS:
        for item in coming.prospects:
            item.animal.network = item.at(hours)
        units = congruence.measure(recordings(coming.population), 0.25)
        units = units[units["modality"] == "auditory"].groupby(["group", "animal"])
        means = units[["own", "other", "unconditional_congruent"]].mean()
        found.append((means["own"] - means["other"], means["unconditional_congruent"]))
        for item in coming.prospects:
            item.animal.network = item.network
    return found


@pytest.fixture(scope="module")
def compared():
    return [[by_sound(seed, rate) for rate in (NEVER, OFTEN)] for seed in range(2)]


@pytest.mark.parametrize("at", range(len(HOURS)))
def test_an_act_that_nobody_hears_moves_the_share_by_sound_by_less_than_002(compared, at):
    moved = np.concatenate([after[at][0] - before[at][0] for before, after in compared])
    assert np.std(moved, ddof=1) / len(moved) ** 0.5 <= 0.007
    assert abs(np.mean(moved)) < 0.02
    level = np.mean([before[at][0].mean() for before, _ in compared])
    assert 0.05 < level < 0.3 if at == 0 else level > 0.5  # own sounds no longer teach others'
    whole = np.concatenate([after[at][1] - before[at][1] for before, after in compared])
    assert np.mean(whole) < -0.005  # over all units it would
