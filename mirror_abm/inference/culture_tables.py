"""What becomes of imitation over generations, as tidy tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..base.brief import line
from ..base.ranges import carried, ends
from ..mean_field.folds import APART, between
from ..profile.species import SpeciesProfile
from .generations import PHASES
from .lineage import DAYS, Lineage

HALF = 0.5  #: of what full readiness adds, from which on a community is said to imitate
#: phases of a history that have a verdict
JUDGED = tuple(phase for phase in PHASES if phase not in ("other sources alone", "full readiness"))


@dataclass(frozen=True)
class Culture:
    """What becomes of imitation over generations.

    Attributes
    ----------
    profile : SpeciesProfile
        The species.
    lineage : Lineage
        What was asked.
    draws : int
        Populations, each with the numbers of one draw.
    why : str
        Why there is no closed form, where there is none.
    courses : DataFrame
        One row per draw, phase and day: ``generation`` since the phase began, ``ready`` (mean
        readiness of the community) and ``response`` (mean matched response, 1 as strong as
        execution).
    phases : DataFrame
        One row per draw and phase, means over its last generation; ``added``, the readiness beyond
        that which other sources bring, as a share of what full readiness adds to it; ``adds``, what
        that is; ``able``, whether it is at least 0.1, so that there is something to be handed on,
        and ``added`` is told; ``imitates``, whether that is at least one half.
    summary : DataFrame
        One row per phase: means over populations of ``ready`` and ``response`` with the range of a
        new one, and how many ``imitate`` of the ``able`` ones.
    branches : DataFrame
        One row per draw, rate and kind of ``founders``: ``rate`` per hour at full readiness,
        ``lived`` (what the draw makes possible of it), ``ready`` and ``response`` of the last
        generation, and ``expected_ready``, ``expected_response`` of the closed form.
    thresholds : DataFrame
        One row per draw: ``rate`` (its own, per hour), ``most`` (its acts per hour), ``low`` and
        ``high`` as simulated, ``expected_low`` and ``expected_high`` of the closed form, and
        ``fold_low``, ``fold_high`` of the one animal that stands for all. Below ``low`` imitation
        is lost, above ``high`` it is bootstrapped; nan where history makes no difference, infinite
        where no possible rate suffices.
    """

    profile: SpeciesProfile
    lineage: Lineage
    draws: int
    why: str
    courses: pd.DataFrame
    phases: pd.DataFrame
    summary: pd.DataFrame
    branches: pd.DataFrame
    thresholds: pd.DataFrame

    def __repr__(self) -> str:
        names = "tables summary, thresholds, phases, branches, courses"
        return line(self, self.profile.name, f"{self.draws} populations", names)


def tabled(
    lineage: Lineage,
    draws: int,
    days: list[dict[str, Any]],
    states: list[dict[str, Any]],
    forms: dict[int, Any],
) -> Culture:
    """Return what was found as tables.

    Parameters
    ----------
    lineage : Lineage
        What was asked.
    draws : int
        Populations.
    days : list of dict
        The histories of all draws, day by day.
    states : list of dict
        The states of both kinds of founders, by draw and rate.
    forms : dict of int to tuple
        The closed form of each draw, as of
        :func:`~mirror_abm.inference.generations.closed_form`.

    Returns
    -------
    Culture
        With the verdicts.
    """
    courses, branches = pd.DataFrame(days), pd.DataFrame(states)
    phases = _phases(courses)
    branches, thresholds = _expected(lineage, branches, forms)
    why = next((form[2] for form in forms.values() if form[2]), "")
    summary = _summary(phases)
    return Culture(
        lineage.profile, lineage, draws, why, courses, phases, summary, branches, thresholds
    )


def _phases(courses: pd.DataFrame) -> pd.DataFrame:
    """Return the means over the last generation of each phase, and what they are worth."""
    last = courses.groupby(["draw", "phase"])["generation"].transform("max") - 1
    late = courses[courses["generation"] > last + 0.5 / DAYS]
    found = late.groupby(["draw", "phase"], sort=False)[["ready", "response"]].mean().reset_index()
    wide = found.pivot(index="draw", columns="phase", values="ready")
    base = found["draw"].map(wide["other sources alone"])
    adds = found["draw"].map(wide["full readiness"]) - base
    able = adds >= APART
    share = ((found["ready"] - base) / adds).where(able)
    return found.assign(adds=adds, added=share, able=able, imitates=able & (share >= HALF))


def _summary(phases: pd.DataFrame) -> pd.DataFrame:
    """Return each phase over the populations."""
    rows = []
    for phase in PHASES:
        part = phases[phases["phase"] == phase]
        row: dict[str, Any] = {"phase": phase}
        for name in ("ready", "response"):
            low, high = ends(part[name])
            row |= {name: part[name].mean(), f"{name}_low": low, f"{name}_high": high}
        judged = phase in JUDGED
        row["imitate"] = int(part["imitates"].sum()) if judged else None
        row |= {"able": int(part["able"].sum()), "populations": len(part)}
        rows.append(row | {"level": carried(len(part))})
    return pd.DataFrame(rows).assign(unit_of_replication="population")


def _expected(
    lineage: Lineage, branches: pd.DataFrame, forms: dict[int, Any]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the branches with the closed form beside them, and the thresholds of both."""
    rows, parts, nothing = [], [], float("nan")
    for draw, part in branches.groupby("draw"):
        number = int(draw)  # type: ignore[arg-type]
        form, most, _ = forms[number]
        by = part.pivot(index="lived", columns="founders", values="ready").sort_index()
        low, high = between(by.index.to_numpy(), (by["imitating"] - by["naive"]).to_numpy(), APART)
        row = {"draw": draw, "rate": _own_rate(lineage, number), "most": most}
        row |= {"low": low, "high": high}
        row |= dict.fromkeys(("expected_low", "expected_high", "fold_low", "fold_high"), nothing)
        expected = np.full((2, len(part)), nothing)
        if form is not None:
            row["expected_low"], row["expected_high"] = form.thresholds(most)
            row["fold_low"], row["fold_high"] = form.whole.low, form.whole.high
            for founders in ("naive", "imitating"):
                mine = (part["founders"] == founders).to_numpy()
                expected[:, mine] = form.branch(part["lived"][mine], founders == "imitating")
        parts.append(part.assign(expected_ready=expected[0], expected_response=expected[1]))
        rows.append(row)
    return pd.concat(parts, ignore_index=True), pd.DataFrame(rows)


def _own_rate(lineage: Lineage, draw: int) -> float:
    """Return how often per hour an animal of a draw is copied at full readiness, by its profile."""
    supply = lineage.setup(draw).supply
    return float(supply.copied * supply.own_rate)


def figure_tables(found: Culture) -> dict[str, pd.DataFrame]:
    """Return the tables of the figure ``culture``.

    Parameters
    ----------
    found : Culture
        What was found.

    Returns
    -------
    dict of str to DataFrame
        ``branches``, with the label of the species, ``courses`` and ``thresholds``.
    """
    label = found.profile.taxon.scientific
    branches = found.branches.assign(label=label)
    return {"branches": branches, "courses": found.courses, "thresholds": found.thresholds}
