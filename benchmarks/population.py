"""The population that all engines simulate: the macaque at its medians, every animal tied to all.

One place for its numbers: the compiled and the agents engine take the profile, the C program a
header made from it, the Mesa model a dictionary made from it. Seven sources, nine actions, 36 motor
units, 109 cues, 36 x 36 synapses of sound.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mirror_abm.engine.population import Population
from mirror_abm.profile.species import SpeciesProfile, load_species

SPECIES, SEED = "macaca_mulatta", 1
#: so fast that an hour teaches, for what the peers learn is compared, too
CONSTANTS = {"alpha": 0.5, "incidental_salience": 0.6}


def profile(layout: str = "complete") -> SpeciesProfile:
    """Return the macaque, on a network of the given layout."""
    data = load_species(SPECIES).model_dump(mode="json")
    data["group"]["layout"] = layout
    return SpeciesProfile.model_validate(data)


def population(
    animals: int,
    engine: str = "compiled",
    layout: str = "complete",
    seed: int = SEED,
    **options: Any,
) -> Population:
    """Return one group of ``animals``, all of which learn."""
    return Population(
        profile(layout),
        seed=seed,
        point=True,
        size=animals,
        cap=animals,
        collect=False,
        engine=engine,
        constants=CONSTANTS,
        **options,
    )


def numbers() -> dict[str, Any]:
    """Return every number of the population by name, as the engine resolves it; in seconds."""
    made = population(2)
    c, s = made.constants, made.supply
    alpha = c.alpha * c.incidental_salience
    effectors = made.repertoire.effectors
    return {
        "actions": len(made.repertoire),
        "units": int(c.units_per_action),
        "ticks_per_second": made.timing.per_second,
        "rate": s.action_rate.tolist(),
        "visible": s.visible.astype(int).tolist(),
        "audible": s.audible.astype(int).tolist(),
        "effector": [effectors.index(name) for name in effectors],
        "complement": s.complement.tolist(),
        "attention": s.attention,
        "hearing": s.hearing,
        "gaze": s.gaze,
        "copied": s.copied,
        "answered": s.answered,
        "complemented": s.complemented,
        "fidelity": s.fidelity,
        "latency": s.latency,
        "latency_sd": s.latency_sd,
        "mirror_rate": s.mirror_rate,
        "mirror_duration": s.mirror_duration,
        "bout_rate": s.bout_rate,
        "beats": s.beats,
        "beat": 60 / s.tempo,
        "participation": s.participation,
        "coherence": s.coherence,
        "connectivity": c.connectivity,
        "initial_sd": c.initial_sd,
        "view_overlap": c.view_overlap,
        "overlap_same": c.overlap_same,
        "overlap_other": c.overlap_other,
        "tie_inequality": c.tie_inequality,
        "alpha": alpha,
        "context_alpha": alpha * c.context_salience,
        "beta_present": c.beta_present,
        "beta_absent": c.beta_absent,
        "mediation": c.mediation,
        "window": c.window,
        "simultaneity": c.simultaneity,
        "tau": c.tau,
    }


def header() -> str:
    """Return the numbers as a C header, for ``peers/engine.c``."""
    given = numbers()
    per_second = given["ticks_per_second"]
    same = (
        "attention",
        "hearing",
        "gaze",
        "copied",
        "answered",
        "complemented",
        "fidelity",
        "latency",
        "latency_sd",
        "mirror_rate",
        "bout_rate",
        "beats",
        "participation",
        "coherence",
        "connectivity",
        "initial_sd",
        "view_overlap",
        "overlap_same",
        "overlap_other",
        "tie_inequality",
        "alpha",
        "context_alpha",
        "mediation",
    )
    lines = {name.upper(): given[name] for name in same}
    lines |= {
        "K": given["actions"],
        "U": given["units"],
        "TICKS_PER_SECOND": per_second,
        "B1": given["beta_present"],
        "B0": given["beta_absent"],
        "WINDOW": round(given["window"] * per_second),
        "SIMULTANEITY": round(given["simultaneity"] * per_second),
        "TAU_TICKS": given["tau"] * per_second,
        "MIRROR_TICKS": round(given["mirror_duration"] * per_second),
        "BEAT_TICKS": round(given["beat"] * per_second),
    }
    arrays = [
        f"static const {kind} {name.upper()}[] = {{{', '.join(map(repr, given[name]))}}};"
        for kind, name in (
            ("double", "rate"),
            ("int", "visible"),
            ("int", "audible"),
            ("int", "effector"),
            ("int", "complement"),
        )
    ]
    return "\n".join([f"#define {name} {value!r}" for name, value in lines.items()] + arrays) + "\n"


def outcome(made: Population) -> dict[str, float]:
    """Return what the peers report too: trials, matched response, context weight, share matched.

    Response and weight are means over the animals. The share is of all that was perceived, weighted
    by k(dt): from the ledgers, which of the peers only C can keep.
    """
    percepts, matched = (
        sum(np.sum(getattr(animal.ledger, name)) for animal in made.learners)
        for name in ("_percepts", "_matched")
    )
    return {
        "trials": sum(animal.ledger.trials for animal in made.learners),
        "matched": float(np.mean([animal.matched_response for animal in made.learners])),
        "context": float(np.mean([animal.weights[-1].mean() for animal in made.learners])),
        "matched_share": float(matched / percepts),
    }
