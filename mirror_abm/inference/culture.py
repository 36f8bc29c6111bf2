"""Culture: is imitation handed on, what starts it, what ends it, and from which rate on.

The unit of replication is the population, one social group with the numbers of one draw. In each,
the same questions are asked of communities (:mod:`mirror_abm.engine.community`) in which animals
are born and die and copy as they are ready to (:mod:`.generations`), and the rates from which
imitation is bootstrapped, and below which it is lost, are set beside those of the closed form
(:mod:`mirror_abm.mean_field.thresholds`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np
import pandas as pd

from ..base.brief import line
from ..base.checks import finite, whole
from ..base.errors import InputError
from ..base.processes import lasting
from ..base.progress import bar
from ..base.ranges import carried, ends
from ..base.shelf import accounts
from ..engine.compiled import prepare
from ..engine.options import AnimalOptions, complete, spelled
from ..mean_field.thresholds import APART, between
from ..profile.species import SpeciesProfile, load_species
from .generations import DAYS, PHASES, Lineage, both_branches, closed_form, history

DRAWS, GENERATIONS, CAP, MODELS = 6, 3, 8, 0.5
#: every how manieth act is copied at the rates that are looked at, if none are given
PARTS = (64, 32, 16, 8, 4, 2, 1)
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
        that is; ``imitates``, whether ``added`` is at least one half.
    summary : DataFrame
        One row per phase: means over populations of ``ready`` and ``response`` with the range of a
        new one, how many ``imitate`` of the ``able``: those in which full readiness adds at least
        0.1, so that there is something to be handed on.
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


@dataclass(frozen=True)
class _Task:
    """One piece of work: what is asked of one draw, at one rate if it is asked of rates."""

    what: str
    lineage: Lineage
    replicate: int
    rate: float = 0.0


def _carried_out(task: _Task) -> Any:
    """Return what a task finds."""
    if task.what == "history":
        return history(task.lineage, task.replicate)
    if task.what == "rate":
        return both_branches(task.lineage, task.replicate, task.rate)
    return closed_form(task.lineage, task.replicate)


def culture(
    species: str | SpeciesProfile,
    account: str = "associative",
    *,
    generations: int = GENERATIONS,
    draws: int = DRAWS,
    rate: float | None = None,
    rates: Sequence[float] | None = None,
    endogenous: float = 1.0,
    steepness: float | None = None,
    models: float = MODELS,
    workers: int = 1,
    progress: bool | Callable[[int, str], None] | None = None,
    **options: Unpack[AnimalOptions],
) -> Culture:
    """Return whether imitation is handed on over generations, and from which rate on.

    Parameters
    ----------
    species : str or SpeciesProfile
        Name of a bundled species, path of a species file, or a profile.
    account : str
        A name on the shelf ``accounts``, without a sensitive period.
    generations : int
        How many each phase, and each branch, lasts.
    draws : int
        Populations, each with the numbers of one draw.
    rate : float, optional
        Times per hour that an animal is copied at full readiness in the history; the profile's,
        drawn, if left out.
    rates : sequence of float, optional
        Those at which naive and imitating founders are compared; if left out, those at which every
        64th act, every 32nd and so on up to every act is copied, at the medians.
    endogenous : float
        Share of imitation that depends on the copier's readiness, in [0, 1].
    steepness : float, optional
        Of readiness; drawn if left out, 4 with ``point``.
    models : float
        Share of the group that trained adults are when they are put in, in (0, 1].
    workers : int
        Processes.
    progress : bool or callable, optional
        Whether a bar is shown; if left out, in notebooks and at the Python prompt, not in scripts.
    **options : AnimalOptions
        Which animals they are: ``seed``, ``point``, ``settings``, ``without`` and so on. ``cap``,
        the largest group, is 8 if left out; all animals learn.

    Returns
    -------
    Culture
        Tidy tables.

    Raises
    ------
    InputError
        For what is not allowed, and for animals that live alone, in one sentence.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> few = {"generations": 1, "draws": 1, "rates": [60.0], "point": True, "cap": 2}
    >>> found = ma.culture("tiliqua_rugosa", **few)
    >>> found.branches["founders"].tolist()
    ['naive', 'imitating']
    """
    profile = species if isinstance(species, SpeciesProfile) else load_species(species)
    lineage = Lineage(
        profile,
        account,
        _animals(options),
        finite("endogenous", endogenous),
        None if steepness is None else finite("steepness", steepness),
        whole("generations", generations, 1, 1000),
        None if rate is None else finite("rate", rate),
        _models(models),
    )
    many = whole("draws", draws, 1, 10000)
    at = _rates(lineage, rates)
    tasks = [_Task("history", lineage, draw) for draw in range(many)]
    tasks += [_Task("closed form", lineage, draw) for draw in range(many)]
    tasks += [_Task("rate", lineage, draw, each) for draw in range(many) for each in at]
    found: list[Any] = [None] * len(tasks)
    with bar(progress, len(tasks), "lives") as advance:
        for number, made in lasting(_carried_out, tasks, whole("workers", workers, 1, 256)):
            found[number] = made
            advance(1, f"draw {tasks[number].replicate + 1}, {tasks[number].what}")
    return _tabled(lineage, many, tasks, found)


spelled(AnimalOptions, hidden=("learners",), cap=CAP)(culture)


def _animals(options: AnimalOptions) -> dict[str, Any]:
    """Return the options of the animals; all of them learn."""
    given: dict[str, Any] = dict(options)
    complete(given, "culture", AnimalOptions)
    if given.pop("learners", None) is not None:
        raise InputError("learners: must be left out: in a community all animals learn.")
    return {"cap": CAP, "seed": 0} | given


def _models(share: object) -> float:
    """Return the share of trained adults."""
    found = finite("models", share)
    if not 0 < found <= 1:
        raise InputError(f"models = {found:g}: must lie in (0, 1], a share of the group.")
    return found


def _rates(lineage: Lineage, rates: Sequence[float] | None) -> list[float]:
    """Return the rates that are looked at, after a look at whether there can be a culture at all.

    The engine is compiled here, before processes would each do so.
    """
    accounts.load(lineage.account)
    options = lineage.options | {"point": True}
    median = Lineage(**(vars(lineage) | {"options": options})).community(0, None)
    supply = median.supply
    prepare(median.setup.rule, scaled=median.birth.scaled)
    if supply.solitary:
        raise InputError(
            f"{lineage.profile.name} group: the animal lives alone, so that nobody can copy it: "
            "there is no culture. Set a group, for example with settings = {'group.size': 4}, or "
            "take another species."
        )
    if "being_imitated" in median.without:
        raise InputError("without = being_imitated: culture is imitation; leave that source on.")
    most = supply.own_rate
    at = [most / part for part in PARTS] if rates is None else [finite("rates", x) for x in rates]
    for what, each in [("rates", x) for x in at] + [("rate", lineage.rate)]:
        if each is not None and not 0 < each <= most * (1 + 1e-9):
            raise InputError(
                f"{what} = {each:g}: must lie in (0, {most:.4g}], for only {most:.4g} acts are "
                "done per hour at the medians, and each is copied at most once."
            )
    return sorted(set(at))


def _tabled(lineage: Lineage, draws: int, tasks: list[_Task], found: list[Any]) -> Culture:
    """Return what all tasks found as tables."""
    days, states, forms = [], [], {}
    for task, made in zip(tasks, found, strict=True):
        if task.what == "history":
            days += [{"draw": task.replicate, **row} for row in made]
        elif task.what == "rate":
            states += [{"draw": task.replicate, **row} for row in made]
        else:
            forms[task.replicate] = made
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
    share = ((found["ready"] - base) / adds).where(adds > 0)
    return found.assign(
        adds=adds, added=share, able=adds >= APART, imitates=(share >= HALF) & (adds >= APART)
    )


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
        form, most, _ = forms[int(draw)]  # type: ignore[arg-type]
        by = part.pivot(index="lived", columns="founders", values="ready").sort_index()
        low, high = between(by.index.to_numpy(), (by["imitating"] - by["naive"]).to_numpy(), APART)
        row = {"draw": draw, "rate": _own_rate(lineage, int(draw)), "most": most}  # type: ignore[arg-type]
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


