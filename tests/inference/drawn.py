"""A run of many draws, made of numbers alone, in which it is known what follows what."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from mirror_abm.base.seeds import stream
from mirror_abm.inference.sensitivity import sensitivity
from mirror_abm.simulation.plan import make_plan

from .test_rank_regression import covering

MACAQUE, MOUSE = "macaca_mulatta", "mus_musculus"
CONSTANTS = {
    "constants.criterion": (0.15, 0.4),
    "constants.alpha": (0.02, 0.06),
    "constants.connectivity": (0.1, 0.8),
    "constants.tau": (0.5, 2.0),
}
#: rates are log-uniform; those that follow from others, and one that is fixed, are no numbers
RATES = {"experience.synchrony.rate": (0.1, 10.0), "experience.mirrors.rate": (0.01, 1.0)}
CELL = {"account": "associative", "arm": "intact", "world": "normal", "modality": "visual"}


def made(draws=200, above=0.3, knockouts=False, seed=0):
    """Return a run in which the macaque's share is 1 - criterion and its synchrony, no more.

    The mouse's share is its connectivity; it lies below the macaque's by ``above``.
    """
    rng = stream(seed, "drawn", draws)
    u = covering(rng, draws, len(CONSTANTS) + 2 * len(RATES))
    parts, values = [], {}
    for at, (name, (low, high)) in enumerate(CONSTANTS.items()):
        values[name] = low + (high - low) * u[:, at]
    for species, first in ((MACAQUE, 4), (MOUSE, 6)):
        own = {
            name: low * (high / low) ** u[:, first + at]
            for at, (name, (low, high)) in enumerate(RATES.items())
        }
        more = {"solved.gaze": u[:, 0], "simulated.size": u[:, 1], "constants.panel": 8.0}
        for name, value in (values | own | more).items():
            parts.append(
                pd.DataFrame({"replicate": range(draws), "value": value}).assign(
                    **CELL, species=species, name=name, limited=name == "experience.mirrors.rate"
                )
            )
    noise = 0.02 * rng.standard_normal((draws, 2))
    share = {
        MACAQUE: 0.5 + above - 0.2 * u[:, 0] + 0.2 * u[:, 4] + noise[:, 0],
        MOUSE: 0.2 + 0.2 * u[:, 2] + noise[:, 1],
    }
    return _run(draws, share, pd.concat(parts, ignore_index=True), knockouts)


def _run(draws, share, numbers, knockouts):
    rows = [
        pd.DataFrame(CELL | {"species": species, "own": each, "other": 0.0}).assign(
            replicate=range(draws), group=0, animal=0, own_minus_other=each
        )
        for species, each in share.items()
    ]
    groups = pd.concat(rows, ignore_index=True)
    drops, summary = pd.DataFrame(columns=["drop"]), groups.drop_duplicates("species")
    if knockouts:
        drops = pd.concat(
            [
                groups.assign(source=source, drop=groups["own_minus_other"] * factor)
                for source, factor in (("synchrony", 0.5), ("mirrors", 0.1))
            ]
        )
    tables = {
        "draws": numbers,
        "groups": groups,
        "units": groups,
        "knockouts": drops,
        "summary": summary.assign(main_first="synchrony"),
    }
    plan = make_plan([MACAQUE, MOUSE], account="associative", replicates=draws)
    path = Path("runs") / plan.id
    return SimpleNamespace(id=plan.id, path=path, plan=plan, table=lambda name: tables[name].copy())


def found(**options):
    """Return the sensitivity of such a run."""
    return sensitivity(made(**options))


def first(frame, kind, species=MACAQUE):
    """Return the rows of one conclusion."""
    return frame[(frame["kind"] == kind) & (frame["species"] == species)]
