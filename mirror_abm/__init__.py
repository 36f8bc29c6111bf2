"""mirror_abm: which animals should have mirror neurons, and because of which experience.

The public face: everything here is stable; what is behind it may move. Names are loaded on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .base.errors import MirrorError
    from .conditioning.design import condition
    from .engine.population import Animal, Population
    from .field.log import read_log
    from .field.replay import replay
    from .inference.evidence import load_evidence
    from .inference.prediction import Lab, predictions
    from .inference.recommendation import record_next
    from .inference.weighing import weigh
    from .laboratory.board import experiment
    from .mean_field.expected import Expected, expected, horizon
    from .profile.species import SpeciesProfile, load_species
    from .simulation.api import plot
    from .simulation.archive import Run, load_run
    from .simulation.runner import contrast, run
    from .version import VERSION as __version__

_WHERE = {
    "Animal": "engine.population",
    "Expected": "mean_field.expected",
    "MirrorError": "base.errors",
    "Population": "engine.population",
    "Run": "simulation.archive",
    "SpeciesProfile": "profile.species",
    "condition": "conditioning.design",
    "contrast": "simulation.runner",
    "Lab": "inference.prediction",
    "expected": "mean_field.expected",
    "experiment": "laboratory.board",
    "horizon": "mean_field.expected",
    "load_evidence": "inference.evidence",
    "load_run": "simulation.archive",
    "load_species": "profile.species",
    "plot": "simulation.api",
    "predictions": "inference.prediction",
    "read_log": "field.log",
    "record_next": "inference.recommendation",
    "replay": "field.replay",
    "run": "simulation.runner",
    "weigh": "inference.weighing",
}

__all__ = [
    "Animal",
    "Expected",
    "Lab",
    "MirrorError",
    "Population",
    "Run",
    "SpeciesProfile",
    "__version__",
    "condition",
    "contrast",
    "expected",
    "experiment",
    "horizon",
    "load_evidence",
    "load_run",
    "load_species",
    "plot",
    "predictions",
    "read_log",
    "record_next",
    "replay",
    "run",
    "weigh",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return importlib.import_module(".version", __name__).VERSION
    if name in _WHERE:
        return getattr(importlib.import_module(f".{_WHERE[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
