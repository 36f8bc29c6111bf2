"""All killers by name, from :mod:`tests.mutants.killers_trials` and its like."""

from . import killers_measures, killers_rules, killers_trials, killers_world
from .bench import KILLERS

__all__ = ["KILLERS", "killers_measures", "killers_rules", "killers_trials", "killers_world"]
