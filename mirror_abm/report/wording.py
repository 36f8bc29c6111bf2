"""What figures of a run say in words: what its species are called, and what the run was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..base.checks import one_of
from ..profile.senses import perceives
from ..simulation.conditions import departures, in_words
from ..simulation.naming import common_names

if TYPE_CHECKING:
    from ..simulation.archive import Run
    from ..simulation.plan import Plan
    from ..simulation.sweep import Sweep

NAMES = ("scientific", "common", "both")


def called(plan: Plan, names: str = "scientific") -> dict[str, str]:
    """Return what each profile of a run is called in figures.

    Parameters
    ----------
    plan : Plan
        The plan of the run.
    names : {"scientific", "common", "both"}
        Which names; a variant keeps what tells it from its species. A common name that two species
        of the run share, or that is missing, gives way to the scientific name.

    Returns
    -------
    dict
        Name of the profile -> label, one of each.

    Raises
    ------
    InputError
        For another word than these.
    """
    one_of("names", names, NAMES)
    labels = plan.labels
    if names == "scientific":
        return labels
    common = {name: text[:1].upper() + text[1:] for name, text in common_names(plan).items()}
    if names == "common":
        return common
    return {
        name: label if common[name] == label else f"{common[name]} ({label.partition(' (')[0]})"
        for name, label in labels.items()
    }


def is_latin(label: str, plan: Plan) -> bool:
    """Return whether a label is a scientific name, which is set in italics.

    Parameters
    ----------
    label : str
        A label of a figure.
    plan : Plan
        The plan of the run.

    Returns
    -------
    bool
        Whether it begins with the scientific name of one of its species.
    """
    return any(
        label.startswith(str(profile["taxon"]["scientific"])) for profile in plan.profiles.values()
    )


def silent(plan: Plan) -> list[str]:
    """Return the profiles that hear no act, for it is silent or they lack the sense.

    Parameters
    ----------
    plan : Plan
        The plan of the run.

    Returns
    -------
    list of str
        Names of profiles.
    """
    return _without(plan, "auditory")


def blind(plan: Plan) -> list[str]:
    """Return the profiles that see no act, for they lack the sense.

    Parameters
    ----------
    plan : Plan
        The plan of the run.

    Returns
    -------
    list of str
        Names of profiles.
    """
    return _without(plan, "visual")


def _without(plan: Plan, modality: str) -> list[str]:
    """Return the profiles that perceive no act in a modality."""
    return [name for name, profile in plan.profiles.items() if modality not in perceives(profile)]


def origin(run: Run) -> str:
    """Return what a run was, for the footer of its figures.

    Parameters
    ----------
    run : Run
        The run.

    Returns
    -------
    str
        Animals recorded, days lived, the run id, and everything that is not default.
    """
    plan = run.plan
    animals = run.table("groups")["animals"]
    recorded = _from_to(animals.tolist(), "animal")
    drawn = "" if plan.point else " Each group has its own draw of all uncertain numbers."
    other = in_words(plan)
    what = f"Run {run.id}" + (f", not default: {other}" if other else "")
    return f"{recorded} recorded in each group, {plan.when}.{drawn} {what}."


def sweep_origin(sweep: Sweep) -> str:
    """Return what a sweep was, for the footer of its figure.

    Parameters
    ----------
    sweep : Sweep
        The sweep.

    Returns
    -------
    str
        Groups and animals recorded, days lived, and everything that is neither swept nor default.
    """
    plan, swept = sweep.plan, {"knockouts", *(axis.name for axis in sweep.axes)}
    animals = [number for run in sweep.runs for number in run.table("groups")["animals"]]
    days = "" if {"days", "age"} & swept else f", {plan.when}"
    kept = [f"{name} {value}" for name, value in departures(plan).items() if name not in swept]
    return (
        f"{plan.replicates} group{'s' * (plan.replicates > 1)} at each point, "
        f"{_from_to(animals, 'animal')} recorded in each{days}; the "
        f"same draws at every point. Sweep {sweep.id}"
        + (f", not default: {', '.join(kept)}." if kept else ".")
    )


def _from_to(numbers: Iterable[float], of: str) -> str:
    """Return ``1 to 2 animals``, or ``2 animals`` if all are the same."""
    low, high = min(numbers, default=0), max(numbers, default=0)
    many = f"{high:g} {of}" + ("" if high == 1 else "s")
    return many if low == high else f"{low:g} to {many}"
