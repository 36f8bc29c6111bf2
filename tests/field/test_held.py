"""What a log cannot tell is the profile's, unless what was done leaves no room for it."""

import numpy as np
import pytest

from mirror_abm.engine.population import Population
from mirror_abm.field.actions import renamed
from mirror_abm.field.fragment import fragment
from mirror_abm.field.held import DIGITS, Done, held_rate, most, unlogged
from mirror_abm.field.rates import rates
from mirror_abm.profile.species import load_species

from .logs import made

MACAQUE = load_species("macaca_mulatta")
NOTHING = Done(None, None, None)


def test_what_a_log_does_not_tell_is_the_profile_s():
    rate = MACAQUE.experience.self_observation.rate
    assert held_rate("self_observation", MACAQUE, NOTHING) == (rate, "as macaca_mulatta has it")
    assert most("self_observation", MACAQUE, NOTHING) == pytest.approx(200 * 0.35)
    assert most("mirrors", MACAQUE, NOTHING) == np.inf
    assert most("sound", MACAQUE, NOTHING) == MACAQUE.acts.audible_rate.value
    without = MACAQUE.experience.model_copy(update={"sound": None})
    unanswered = MACAQUE.model_copy(update={"experience": without})
    assert held_rate("sound", unanswered, NOTHING)[0] is None


@pytest.mark.parametrize(
    "done, value",
    [(Done(100.0, None, 0.123456), 12.34), (Done(0.2, None, 0.5), 0.1), (Done(1e4, None, 0.5), 60)],
)
def test_own_acts_are_not_seen_more_often_than_they_are_done(done, value):
    held, told = held_rate("self_observation", MACAQUE, done)
    limit = most("self_observation", MACAQUE, done)
    assert held.value == pytest.approx(value)
    assert held.low <= held.value <= min(held.high, limit * (1 + 1e-12))
    assert held.value > limit * (1 - 10.0 ** (1 - DIGITS)) or held.value == 60
    assert ("no more than" in told) == (value < 60)


def test_every_source_that_no_log_shows_is_written():
    heads = [line.split(":")[0].strip() for line in unlogged(MACAQUE, NOTHING) if "#" in line]
    assert heads == ["mirrors", "self_observation", "watching_others"]


@pytest.mark.parametrize(
    "names",
    [
        {"threat": "threat_face", "submit": "lip_smack", "groom": "groom"},
        {"threat": "lip_smack", "submit": "chew", "groom": "head_turn"},
        {"threat": "coo", "submit": "grunt", "groom": "coo"},
        {"threat": "coo", "submit": "chew", "groom": "tear"},
    ],
)
@pytest.mark.parametrize("shifts", [0, 39])
def test_blocks_can_be_lived_whatever_was_coded(names, shifts, tmp_path):
    """Checked where they are pasted: rates of the log and of the profile fit together."""
    log, other = renamed(made(hours=3.0, observations=2), names, MACAQUE)
    text = fragment(log, rates(log, shifts=shifts), MACAQUE, other, "target", key="heyes_2010")
    file = tmp_path / "logged.yaml"
    file.write_text(f"name: logged\ninherits: macaca_mulatta\n{text}")
    troop = Population(load_species(file), point=True, seed=1, collect=False)  # strict at medians
    assert not troop.limited
