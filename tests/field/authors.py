"""What tests of authoring share: a small species file, the library, a typed command."""

import functools
from pathlib import Path

from mirror_abm.profile.species import library, load_species
from tests.cli.shell import typed as command

GOOD = Path(__file__).parents[1] / "data" / "good.yaml"


RATE = "experience.being_imitated.rate"


@functools.cache
def profiles():
    """Return the whole library, read once."""
    return {name: load_species(name) for name in library()}


def typed(*words, cwd=None):
    """Type a command for species files."""
    return command("species", *words, cwd=cwd)
