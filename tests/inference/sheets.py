"""A small sheet, made once: an octopus raised with and without the sight of itself."""

from functools import cache
from tempfile import TemporaryDirectory

import mirror_abm as ma

from ..clock import FAST_SETTINGS

HOME = TemporaryDirectory()
ASKED = {
    "without": "self_observation",
    "age": [0.01, 0.05],
    "account": ["associative", "epigenetic", "genetic", "none"],
    "animals": 2,
    "units": 10,
    "replicates": 8,
    "settings": FAST_SETTINGS,
    "cap": 4,
    "today": "2026-11-28",
    "out": HOME.name,
}


@cache
def sheet():
    """Return the sheet; not to be changed."""
    return ma.preregister("octopus_vulgaris", **ASKED)
