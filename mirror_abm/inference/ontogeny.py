"""Ontogeny: the ages at which a stated study begins to find mirror units.

Each draw has its own age at which the chance to find mirror units reaches p (:mod:`.courses`), and
the mean over draws of the chance has one as well: the age at which a study in a draw that nobody
knows finds mirror units with chance p. A draw in which p is not reached has an infinite age: it
counts, and medians and ranges over draws stay what they are.

An act's chance rests on the four or so units of an animal that do it best, and is coarse in any
single draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..base.means import kind_of_error
from ..base.ranges import carried, ends
from ..experience.supply import DAYS_PER_YEAR
from ..simulation.horizon import MATURITY, begins_adult, own_horizon
from .chances import ROUNDING
from .courses import Course, age_reached, courses
from .information import standard_error
from .study import ANIMALS, LEVEL, UNITS, Lab, Study

if TYPE_CHECKING:
    from ..profile.species import SpeciesProfile
    from ..simulation.archive import Run
    from ..simulation.plan import Plan

#: the chances whose ages are told, by the names of their columns
REACHED = {"50": 0.5, "80": 0.8}
#: stands for an age without end where quantiles are interpolated
_NEVER = 1e300


def ontogeny(
    run: Run,
    *,
    animals: int = ANIMALS,
    units: int = UNITS,
    lab: Lab | None = None,
    level: float = LEVEL,
    account: str | Sequence[str] | None = None,
    by: str = "all",
    progress: bool | None = None,
) -> pd.DataFrame:
    """Return the ages at which a study finds mirror units with chances of one half and 0.8.

    Parameters
    ----------
    run : Run
        A run of the normal world.
    animals : int
        Animals of the study.
    units : int
        Units recorded in each animal.
    lab : Lab, optional
        How well the laboratory calls units; the default ranges if None.
    level : float
        Significance level of the study's test against responses to other acts.
    account : str or sequence of str, optional
        Only these accounts of the run.
    by : {"all", "act"}, default "all"
        Whether a study records units whatever act they do, or those of one act.
    progress : bool, optional
        Whether a progress bar is shown; if left out, in notebooks and at the Python prompt, not in
        scripts.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, arm and modality, and by ``"act"`` per act: ``animals``,
        ``units``; ``age_50``, the age in days at which the chance to find mirror units, the mean
        over draws, first reaches one half, infinite if it does not by the horizon, 0 if it is there
        at birth; ``age_50_low`` and ``age_50_high``, the range that holds the age of a new draw
        with the chance ``level``, infinite where that is a draw that does not reach it;
        ``reached_50``, the share of draws that do; ``kept_50``, whether the mean stays there
        up to the end; ``age_80`` and so on, the same for 0.8; ``found``, the chance at the end,
        with its ``mc_error`` and ``mc_error_is``; ``draws``; ``horizon``, the age in days at the
        end; ``maturity``, in days, 0 of worker insects, who are adult when they emerge;
        ``unit_of_replication``, the draw.

    Raises
    ------
    InputError
        If labels were permuted in this run, if it is of a release that kept no ages, if an account
        is not in it, or if no study can have this size.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("octopus_vulgaris", days=0.5, replicates=4, out=tempfile.mkdtemp())
    >>> table = ma.ontogeny(run, animals=2, units=30)
    >>> table["account"].tolist()
    ['associative', 'none']
    >>> table["age_50"].tolist()[-1]  # what learns nothing never gets there
    inf
    """
    study = Study(animals, units, lab or Lab(), level)
    rows = [
        {**key, "animals": animals, "units": units, **_ages(course, _lived(run.plan, key))}
        for key, course in courses(run, study, account, by, progress)
    ]
    return pd.DataFrame(rows).assign(unit_of_replication="draw")


def chances_by_age(
    run: Run,
    *,
    animals: int = ANIMALS,
    units: int = UNITS,
    lab: Lab | None = None,
    level: float = LEVEL,
    account: str | Sequence[str] | None = None,
    by: str = "all",
    progress: bool | None = None,
) -> pd.DataFrame:
    """Return the chance that a study finds mirror units at each age at which animals were recorded.

    Parameters
    ----------
    run : Run
        A run of the normal world.
    animals : int
        Animals of the study.
    units : int
        Units recorded in each animal.
    lab : Lab, optional
        How well the laboratory calls units; the default ranges if None.
    level : float
        Significance level of the study's test against responses to other acts.
    account : str or sequence of str, optional
        Only these accounts of the run.
    by : {"all", "act"}, default "all"
        Whether a study records units whatever act they do, or those of one act.
    progress : bool, optional
        Whether a progress bar is shown; if left out, in notebooks and at the Python prompt, not in
        scripts.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, arm, modality (and act) and age: ``age`` in days; ``found``,
        the mean over draws, with its ``mc_error`` and ``mc_error_is``; ``low`` and ``high``, the
        range of the chance of a new draw at the ``level``; ``draws``; ``unit_of_replication``, the
        draw. What learns nothing has one age, 0: it stays so.

    Raises
    ------
    InputError
        As of :func:`ontogeny`.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("octopus_vulgaris", days=0.02, replicates=4, out=tempfile.mkdtemp())
    >>> ma.chances_by_age(run).groupby("account")["age"].max().to_dict()
    {'associative': 0.02, 'none': 0.0}
    """
    study = Study(animals, units, lab or Lab(), level)
    parts = []
    for key, course in courses(run, study, account, by, progress):
        each = pd.DataFrame(course.at_knots())
        low, high = ends(each)
        values = {"age": course.knots, "found": each.mean(), "low": low, "high": high}
        values["mc_error"] = [standard_error(each[at].to_numpy()) for at in each]
        values["mc_error_is"] = kind_of_error(len(each))
        counts = {"level": carried(len(each)), "draws": len(each), "unit_of_replication": "draw"}
        part = pd.DataFrame(values).assign(**key, **counts)
        parts.append(part[[*key, *values, *counts]])
    return pd.concat(parts, ignore_index=True)


def _ages(course: Course, lived: dict[str, float]) -> dict[str, Any]:
    """Return the ages of one cell, and what its range and its end are."""
    each, first = course.at_knots(), course.first
    mean, facts = each.mean(axis=0), {}
    for name, chance in REACHED.items():
        drawn = np.array(
            [
                age_reached(ages, found, chance, first)
                for ages, found in zip(course.ages, course.found, strict=True)
            ]
        )
        age = age_reached(course.knots, mean, chance, first)
        low, high = (_end(end) for end in ends(np.minimum(drawn, _NEVER)))
        facts[f"age_{name}"], facts[f"age_{name}_low"], facts[f"age_{name}_high"] = age, low, high
        facts[f"reached_{name}"] = float(np.isfinite(drawn).mean())
        later = mean[course.knots >= age]
        facts[f"kept_{name}"] = bool(len(later) and (later >= chance - ROUNDING).all())
    return {
        **facts,
        "found": float(mean[-1]),
        "mc_error": standard_error(each[:, -1]),
        "mc_error_is": kind_of_error(len(each)),
        "level": carried(len(each)),
        "draws": len(each),
        **lived,
    }


def _end(age: float) -> float:
    """Return an end of a range of ages: without end if a draw without end has a part in it."""
    return age if age < _NEVER * 1e-100 else float("inf")


def _lived(plan: Plan, key: dict[str, str]) -> dict[str, float]:
    """Return the age at the end of a species' life in a run, and at maturity, in days."""
    profile: SpeciesProfile = plan.profile(key["species"])
    own = own_horizon(profile) if plan.age == MATURITY else plan.age
    maturity = profile.life_history.maturity.value * DAYS_PER_YEAR
    return {
        "horizon": plan.days if own is None else float(own),
        "maturity": 0.0 if begins_adult(profile) else maturity,
    }
