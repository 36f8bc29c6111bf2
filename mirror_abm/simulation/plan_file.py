"""A plan read from the file of a run, checked as if it were made anew, to be run again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from ..animal.constant_values import constants_with
from ..base.checks import one_of
from ..base.errors import InputError
from ..base.files import read_json, shown
from ..engine.settings import override
from ..engine.setup import check_rates
from ..profile.examination import examine
from ..profile.faults import worded
from ..profile.prior import MIXTURE, PRIORS, under
from ..profile.species import SpeciesProfile, load_species, shipped
from .identity import SCHEMA
from .plan import Plan, make_plan
from .species_given import as_values

#: what follows from the release that makes a run, not from what was asked for
OF_THE_RELEASE = ("code", "version", "schema", "own")


def read_plan(file: str | Path) -> Plan:
    """Return the plan in a file, as it was written.

    Parameters
    ----------
    file : str or pathlib.Path
        ``plan.json`` of a run, or the run's folder.

    Returns
    -------
    Plan
        With the code and the tables of the release that wrote it.

    Raises
    ------
    InputError
        If there is no such file, or it holds no plan.
    """
    path = Path(file)
    path = path / "plan.json" if path.is_dir() else path
    data = read_json(path)
    try:
        plan = Plan.from_dict(data)
        newer = plan.schema > SCHEMA
    except (InputError, TypeError, ValueError, AttributeError, KeyError):
        raise InputError(
            f"{shown(path)}: is not the plan of a run, or that of a later version."
        ) from None
    if newer:
        raise InputError(
            f"{shown(path)} schema = {plan.schema}: a later version wrote it, this one knows "
            f"{SCHEMA}: install that version (manifest.json names it)."
        )
    return plan


def plan_again(file: str | Path) -> tuple[Plan, Plan]:
    """Return the plan in a file, and the same as today's code carries it out.

    Every number of it is taken from the file, those of the species too, and checked.

    Parameters
    ----------
    file : str or pathlib.Path
        ``plan.json`` of a run, or the run's folder.

    Returns
    -------
    tuple of Plan and Plan
        As written, and as it is run now. Their ids are equal if the code is.

    Raises
    ------
    InputError
        If it is no plan, or one that this version cannot carry out.
    """
    written = read_plan(file)
    where = shown(Path(file))
    try:
        made = _remade(written)
        same = {name: value for name, value in vars(made).items() if name not in OF_THE_RELEASE}
        changed = [name for name, value in same.items() if value != getattr(written, name)]
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    except (TypeError, ValueError, LookupError, AttributeError):
        raise InputError(f"{where}: is not the plan of a run.") from None
    if changed and written.schema == SCHEMA:
        raise InputError(
            f"{where} {changed[0]}: contradicts the rest of the plan: take the file as the run "
            "wrote it."
        )
    return written, made


def _remade(written: Plan) -> Plan:
    """Return a plan made anew of what another one says, by the code of today."""
    profiles = [_profile(name, data) for name, data in written.profiles.items()]
    made = make_plan(
        profiles,
        account=written.accounts,
        days=written.days if written.age is None else None,
        age=written.age,
        replicates=written.replicates,
        contrast=written.contrasts,
        knockouts=written.knockouts,
        without=written.arms[-1],
        seed=written.seed,
        point=written.point,
        settings={f"constants.{name}": value for name, value in written.constants.items()},
        world=written.world,
        weights=written.weights,
        learners=written.learners,
        cap=written.cap,
        rule=written.rule,
        carrier=written.carrier,
        tree=written.tree or None,
    )
    # numbers set by hand and the prior are in the profiles already
    others = _by_prior(written, made)
    given = replace(made, prior=written.prior, settings=written.settings, by_prior=others)
    return replace(given, own=_own(given, written, profiles))


def _by_prior(written: Plan, made: Plan) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the profiles of a mixture under its other priors, each of them checked."""
    one_of("prior", written.prior, (*PRIORS, MIXTURE))
    wanted = PRIORS[1:] if written.prior == MIXTURE else ()
    if set(written.by_prior) != set(wanted):
        raise InputError(
            f"by_prior: must hold the profiles under {' and '.join(wanted) or 'no other prior'}, "
            f"as the prior is {written.prior}."
        )
    found = {}
    for prior in wanted:
        held = written.by_prior[prior]
        if set(held) != set(written.species):
            raise InputError(f"by_prior {prior}: must hold the species of the run, no others.")
        profiles = [_profile(name, held[name]) for name in made.profiles]
        for profile in profiles:
            check_rates(profile, constants_with(**written.constants), written.cap)
        found[prior] = profiles
    return as_values(found)


def _profile(name: str, data: Any) -> SpeciesProfile:
    """Return a profile of a plan, or say what is wrong with it."""
    faults, made = examine(SpeciesProfile, data)
    if faults:
        raise InputError(f"profile of {name}: {worded(faults[0])}")
    profile = cast(SpeciesProfile, made)
    if profile.name != name:
        raise InputError(f"profile of {name}: is called {profile.name}.")
    return profile


def _own(made: Plan, written: Plan, profiles: list[SpeciesProfile]) -> dict[str, dict[str, Any]]:
    """Return the profiles that the library does not hold, or holds no longer as they were run.

    Those are kept with the run: its command then repeats it, too.
    """
    known, own = set(shipped()), {}
    for profile in profiles:
        name = profile.name
        if name in written.own:
            own[name] = written.own[name]
        elif name not in known or profile != _of_the_library(made, name):
            own[name] = profile.model_dump(mode="json")
    return own


def _of_the_library(plan: Plan, name: str) -> SpeciesProfile | None:
    """Return a profile of the library as the plan would have it; None where it cannot.

    Of a mixture, as authored.
    """
    try:
        return override(under(load_species(name), plan.prior), plan.settings)
    except InputError:
        return None
