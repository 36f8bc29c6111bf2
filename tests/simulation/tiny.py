"""What the tests of a run share: a tiny run, and its bytes."""

import hashlib

from mirror_abm.base.library import LIBRARY
from mirror_abm.simulation.archive import TABLES

OCTOPUS, SPARROW = "octopus_vulgaris", "melospiza_georgiana"


TINY = {"days": 0.02, "replicates": 2}
OCTOPUS_FILE = (LIBRARY / f"{OCTOPUS}.yaml").read_text(encoding="utf-8")


def fingerprint(run):
    """Return the SHA-256 of the bytes of every table."""
    return {
        name: hashlib.sha256((run.path / "tables" / f"{name}.parquet").read_bytes()).hexdigest()
        for name in TABLES
    }


def leftovers(folder):
    """Return what a write that was not finished would leave behind."""
    return [path for path in folder.rglob("*") if path.name.startswith(".")]
