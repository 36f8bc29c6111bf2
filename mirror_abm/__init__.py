"""mirror_abm: which animals should have mirror neurons, and because of which experience.

The public face: everything here is stable; what is behind it may move. Names are loaded on first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import contrast, plot, run
    from .bare import condition
    from .board import experiment
    from .errors import MirrorError
    from .evidence import load_evidence
    from .field_logs import read_log
    from .field_replay import replay
    from .mean_field import Expected, expected, horizon
    from .model import Animal, Population
    from .prediction import Lab, predictions
    from .profile import SpeciesProfile, load_species
    from .recommendation import record_next
    from .recording import Run, load_run
    from .version import VERSION as __version__
    from .weighing import weigh

_WHERE = {"Animal": "model", "Expected": "mean_field", "MirrorError": "errors", "Population": "model", "Run": "recording",
          "SpeciesProfile": "profile", "condition": "bare", "contrast": "api", "Lab": "prediction", "expected": "mean_field",
          "experiment": "board", "horizon": "mean_field", "load_evidence": "evidence", "load_run": "recording",
          "load_species": "profile", "plot": "api", "predictions": "prediction", "read_log": "field_logs",
          "record_next": "recommendation", "replay": "field_replay", "run": "api", "weigh": "weighing"}

__all__ = ["Animal", "Expected", "Lab", "MirrorError", "Population", "Run", "SpeciesProfile", "__version__", "condition",
           "contrast", "expected", "experiment", "horizon", "load_evidence", "load_run", "load_species", "plot", "predictions",
           "read_log", "record_next", "replay", "run", "weigh"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return importlib.import_module(".version", __name__).VERSION
    if name in _WHERE:
        return getattr(importlib.import_module(f".{_WHERE[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
