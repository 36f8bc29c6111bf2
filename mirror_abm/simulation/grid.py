"""A sweep before it is carried out: its points, and the plan of a run for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..animal.constants import Constants, describe
from ..animal.declared import declared
from ..base.brief import brief
from ..base.checks import mapping
from ..base.errors import InputError
from ..base.files import canonical, digest
from ..profile.prior import under
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile, library, load_species
from .horizon import own_horizon
from .over import OPTIONS, Axis, Point, axes_of, points, told
from .plan import REPLICATES, Plan, make_plan

MOST_POINTS = 400
#: on one core of an ordinary machine: for a group to live one day, and to be made and written
SECONDS, SECONDS_EACH = 0.06, 0.05
TYPICAL_DAYS = 8.0  #: simulated in time-lapse on the way to maturity, on average over draws


@dataclass(frozen=True)
class Grid:
    """What is to be swept.

    Attributes
    ----------
    axes : tuple of Axis
        What is varied.
    points : list of dict
        All combinations of their values.
    plans : list of Plan
        The run of each point.
    authored : pandas.DataFrame
        What each number is where nothing sets it: value, low, high and unit, by name and species.
    """

    axes: tuple[Axis, ...]
    points: list[Point]
    plans: list[Plan]
    authored: pd.DataFrame

    __repr__ = brief

    @property
    def id(self) -> str:
        """The id of the sweep: twelve hexadecimal digits of the hash of its axes and runs."""
        over = {axis.name: list(axis.values) for axis in self.axes}
        return digest(canonical({"over": over, "runs": [plan.id for plan in self.plans]}))[:12]


def plan_sweep(
    species: str | SpeciesProfile | Sequence[str | SpeciesProfile],
    over: Mapping[str, Any],
    **choices: Any,
) -> Grid:
    """Resolve and check a sweep.

    Parameters
    ----------
    species : str, SpeciesProfile or sequence of these
        The species; every bundled one if empty.
    over : mapping from str to str or sequence
        Values by name.
    **choices : object
        What is the same at every point, as :func:`mirror_abm.simulation.plan.make_plan` takes it.

    Returns
    -------
    Grid
        Its points, each with its plan.

    Raises
    ------
    InputError
        For anything that is not allowed, in one sentence; where only some points are at fault, it
        names the first of them.
    """
    chosen: list[Any] = list(species) if isinstance(species, (list, tuple)) else [species]
    dotted = isinstance(over, Mapping) and any(
        name not in OPTIONS and not str(name).startswith("constants.") for name in over
    )
    profiles = [
        item if isinstance(item, SpeciesProfile) else load_species(item)
        for item in ((chosen or library()) if dotted else ())
    ]
    axes = axes_of(over, profiles)
    _check_free(axes, choices)
    _check_size(axes, len(chosen or library()), choices)
    grid = points(axes)
    plans = _plans(chosen, grid, choices)
    prior = choices.get("prior", "authored")
    before = {profile.name: under(profile, prior).quantities() for profile in profiles}
    rows = [
        (axis.name, name, *number)
        for axis in axes
        for name in plans[0].species
        if not isinstance(grid[0][axis.name], str)
        and (number := _number(axis.name, before.get(name, {}), plans[0].profile(name)))
    ]
    columns = ["name", "species", "value", "low", "high", "unit"]
    return Grid(axes, grid, plans, pd.DataFrame(rows, columns=columns))


def _number(
    name: str, numbers: Mapping[str, Quantity], profile: SpeciesProfile
) -> tuple[float, float, float, str] | None:
    """Return the value, range and unit of a number where nothing sets it; None if it has none."""
    if name in OPTIONS:
        value, unit = OPTIONS[name]
        value = own_horizon(profile) if name == "age" else value
        return None if value is None else (float(value), float(value), float(value), unit)
    if name in numbers:
        number = numbers[name]
        return number.value, number.low, number.high, number.unit
    constant = name.removeprefix("constants.")
    if "." in constant:
        left_open = declared()[constant]
        return left_open.default, left_open.low, left_open.high, left_open.unit
    item = describe()[constant]
    about = item.metadata
    value = float(getattr(Constants, item.name))
    return value, about["low"], about["high"], about["unit"]


def _check_free(axes: Sequence[Axis], choices: Mapping[str, Any]) -> None:
    """Refuse what is varied and fixed at once."""
    settings = mapping("settings", choices.get("settings"))
    for axis in axes:
        default = OPTIONS[axis.name][0] if axis.name in OPTIONS else None
        fixed = choices.get(axis.name) not in (None, default)
        if fixed or axis.name in settings:
            raise InputError(f"over {axis.name}: is also fixed: either vary it or fix it.")


def _check_size(axes: Sequence[Axis], species: int, choices: Mapping[str, Any]) -> None:
    """Refuse a grid that nobody would wait for."""
    count = 1
    for axis in axes:
        count *= len(axis.values)
    if count <= MOST_POINTS:
        return
    replicates, days = choices.get("replicates", REPLICATES), choices.get("days") or TYPICAL_DAYS
    hours = ""
    if all(isinstance(each, (int, float)) for each in (replicates, days)):
        groups = count * species * replicates
        seconds = groups * (days * SECONDS + SECONDS_EACH)
        hours = f", {groups:,} groups, about {_lasting(seconds)} on one core"
    raise InputError(
        f"over {', '.join(axis.name for axis in axes)}: "
        f"{' x '.join(str(len(axis.values)) for axis in axes)} values make {count:,} runs{hours}: "
        f"must be at most {MOST_POINTS} runs."
    )


def _lasting(seconds: float) -> str:
    """Return a time in words."""
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {unit}"
    return f"{seconds:.0f} seconds"


def _plans(
    species: Sequence[str | SpeciesProfile], grid: Sequence[Point], choices: Mapping[str, Any]
) -> list[Plan]:
    """Return the plan of each point, or say at which point there can be none."""
    plans, faults = [], []
    for point in grid:
        try:
            plans.append(_plan(species, point, choices))
        except InputError as error:
            faults.append((point, error))
        if faults and (plans or str(faults[0][1]) != str(faults[-1][1])):
            break
    if not faults:
        return plans
    point, first = faults[0]
    if len(faults) == len(grid):  # the same fault everywhere
        raise first
    said = re.sub(r"^settings \(--set\) [^:]*: ", "", str(first))  # the point says what is set
    raise InputError(said if said.startswith(told(point)) else f"at {told(point)}: {said}")


def _plan(
    species: Sequence[str | SpeciesProfile], point: Point, choices: Mapping[str, Any]
) -> Plan:
    """Return the plan of one point."""
    settings = {name: value for name, value in point.items() if name not in OPTIONS}
    options = {name: value for name, value in point.items() if name in OPTIONS}
    fixed = mapping("settings", choices.get("settings"))
    return make_plan(species, **{**choices, **options, "settings": fixed | settings})
