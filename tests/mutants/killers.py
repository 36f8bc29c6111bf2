"""All killers by name, of the shelves :mod:`tests.mutants.killers_trials` and its like; see :mod:`tests.mutants.bench`."""

from . import killers_measures, killers_rules, killers_trials, killers_world
from .bench import KILLERS

__all__ = ["KILLERS", "killers_measures", "killers_rules", "killers_trials", "killers_world"]
