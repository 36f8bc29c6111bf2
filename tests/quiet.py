"""A macaque to which nothing happens by itself, so that a test can say all that happens to it."""

from mirror_abm.profile.species import load_species
from mirror_abm.simulation.plan import override

FREE = {"acts_rate": 0.01, "exchange_rate": 0.0, "connectivity": 1.0, "initial_sd": 0.0}


def quiet_macaque():
    """Return the macaque's profile with every rate of experience, and of sounds, at 0."""
    profile = load_species("macaca_mulatta")
    rates = {name: 0.0 for name in profile.quantities() if name.startswith("experience.")}
    return override(profile, rates | {"acts.audible_rate": 0.0})
