"""What tests of authoring share: a small species file, the library, a typed command."""

import functools
import subprocess
import sys
from pathlib import Path

from mirror_abm.profile.species import library, load_species

GOOD = Path(__file__).parents[1] / "data" / "good.yaml"


RATE = "experience.being_imitated.rate"


@functools.cache
def profiles():
    """Return the whole library, read once."""
    return {name: load_species(name) for name in library()}


def typed(*words, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "mirror_abm", "species", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
