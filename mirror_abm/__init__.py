"""mirror_abm: which animals should have mirror neurons, and because of which experience.

The public face: everything here is stable; what is behind it may move. Names are loaded on first
use, so that ``import mirror_abm`` costs nothing and ``dir(mirror_abm)`` still shows them all.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what editors and type checkers read; a test keeps it equal to the table below
    from .base.errors import MirrorError as MirrorError
    from .conditioning.design import condition as condition
    from .engine.community import Community as Community
    from .engine.population import Animal as Animal
    from .engine.population import Population as Population
    from .field.reading import read_log as read_log
    from .field.replay import replay as replay
    from .inference import phylo as phylo
    from .inference.answer import Answer as Answer
    from .inference.answer import answer as answer
    from .inference.culture import culture as culture
    from .inference.culture_tables import Culture as Culture
    from .inference.evidence import load_evidence as load_evidence
    from .inference.ontogeny import chances_by_age as chances_by_age
    from .inference.ontogeny import ontogeny as ontogeny
    from .inference.prediction import predicted_counts as predicted_counts
    from .inference.prediction import predictions as predictions
    from .inference.programme import Programme as Programme
    from .inference.programme import next_studies as next_studies
    from .inference.recommendation import record_next as record_next
    from .inference.recovery import Recovery as Recovery
    from .inference.recovery import recover as recover
    from .inference.robustness import Robust as Robust
    from .inference.robustness import robust as robust
    from .inference.sensitivity import Sensitivity as Sensitivity
    from .inference.sensitivity import sensitivity as sensitivity
    from .inference.sheet import Sheet as Sheet
    from .inference.sheet import preregister as preregister
    from .inference.sheet_file import keep_sheet as keep_sheet
    from .inference.sheet_file import read_sheet as read_sheet
    from .inference.sheet_score import score_sheet as score_sheet
    from .inference.study import Lab as Lab
    from .inference.weighing import weigh as weigh
    from .laboratory.board import experiment as experiment
    from .laboratory.next_experiment import next_experiment as next_experiment
    from .laboratory.retraining import Retrained as Retrained
    from .laboratory.retraining import retrain as retrain
    from .mean_field.expected import Expected as Expected
    from .mean_field.expected import expected as expected
    from .mean_field.expected import horizon as horizon
    from .profile.species import SpeciesProfile as SpeciesProfile
    from .profile.species import load_species as load_species
    from .report.figures import plot as plot
    from .simulation.archive import Run as Run
    from .simulation.archive import load_run as load_run
    from .simulation.difference import RunDifference as RunDifference
    from .simulation.difference import diff_runs as diff_runs
    from .simulation.export import export as export
    from .simulation.lapse_error import time_lapse_errors as time_lapse_errors
    from .simulation.orders import orders as orders
    from .simulation.orders import resolved_ranks as resolved_ranks
    from .simulation.runner import contrast as contrast
    from .simulation.runner import run as run
    from .simulation.sweep import Sweep as Sweep
    from .simulation.sweep import sweep as sweep
    from .simulation.verification import Verification as Verification
    from .simulation.verification import verify_run as verify_run

    __version__: str

_MODULES = {
    "base.errors": ("MirrorError",),
    "conditioning.design": ("condition",),
    "engine.community": ("Community",),
    "engine.population": ("Animal", "Population"),
    "field.reading": ("read_log",),
    "field.replay": ("replay",),
    "inference": ("phylo",),  # the whole module: ma.phylo.pgls
    "inference.answer": ("Answer", "answer"),
    "inference.culture": ("culture",),
    "inference.culture_tables": ("Culture",),
    "inference.evidence": ("load_evidence",),
    "inference.ontogeny": ("chances_by_age", "ontogeny"),
    "inference.prediction": ("predicted_counts", "predictions"),
    "inference.programme": ("Programme", "next_studies"),
    "inference.recommendation": ("record_next",),
    "inference.recovery": ("Recovery", "recover"),
    "inference.robustness": ("Robust", "robust"),
    "inference.sensitivity": ("Sensitivity", "sensitivity"),
    "inference.sheet": ("Sheet", "preregister"),
    "inference.sheet_file": ("keep_sheet", "read_sheet"),
    "inference.sheet_score": ("score_sheet",),
    "inference.study": ("Lab",),
    "inference.weighing": ("weigh",),
    "laboratory.board": ("experiment",),
    "laboratory.next_experiment": ("next_experiment",),
    "laboratory.retraining": ("Retrained", "retrain"),
    "mean_field.expected": ("Expected", "expected", "horizon"),
    "profile.species": ("SpeciesProfile", "load_species"),
    "report.figures": ("plot",),
    "simulation.difference": ("RunDifference", "diff_runs"),
    "simulation.export": ("export",),
    "simulation.runner": ("contrast", "run"),
    "simulation.archive": ("Run", "load_run"),
    "simulation.lapse_error": ("time_lapse_errors",),
    "simulation.orders": ("orders", "resolved_ranks"),
    "simulation.sweep": ("Sweep", "sweep"),
    "simulation.verification": ("Verification", "verify_run"),
}
_WHERE = {name: module for module, names in _MODULES.items() for name in names}
__all__ = sorted((*_WHERE, "__version__"))


def __dir__() -> list[str]:
    return list(__all__)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return importlib.import_module(".version", __name__).VERSION
    if name in _WHERE:
        home = f".{_WHERE[name]}"
        if "." not in _WHERE[name]:  # a module of a room, not a name within one
            return importlib.import_module(f"{home}.{name}", __name__)
        return getattr(importlib.import_module(home, __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
