"""Protocols: the conditions and claims of an experiment file, checked before anything runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from multiprocessing import parent_process
from typing import Any

from ..animal.constants import Constants
from ..base.checks import mapping, whole
from ..base.errors import InputError, unknown
from ..base.log import tell
from ..experiments.contract import Claim, Phase, Rearing
from ..simulation.horizon import days_or_age

Conditions = dict[str, tuple[Rearing, tuple[Phase, ...]]]


def _bounded(got: Any, low: float, high: float) -> bool:
    """Return whether a value is a number within bounds; nan never is."""
    return isinstance(got, (int, float)) and low <= got <= high


def check_phase(phase: Phase, where: str) -> None:
    """Refuse a phase that cannot be carried out.

    Parameters
    ----------
    phase : Phase
        As the file has it.
    where : str
        File and condition, for the sentence.

    Raises
    ------
    InputError
        If a count, delay, probability or duration is out of bounds, or a trial holds nothing.
    """
    for trial in phase.trials:
        whole(f"{where} times", trial.times, 0, 1_000_000)
        if not _bounded(trial.delay, -3600, 3600):
            raise InputError(f"{where} delay = {trial.delay!r}: must be seconds within an hour.")
        if not _bounded(trial.probability, 0, 1):
            raise InputError(f"{where} probability = {trial.probability!r}: must lie in [0, 1].")
        if not trial.see and not trial.do:
            raise InputError(f"{where} trial({trial.times}): must see or do something.")
    whole(f"{where} nights", phase.nights, 0, 100_000)
    if not _bounded(phase.days, 0, 1000):
        raise InputError(f"{where} days = {phase.days!r}: must be active days from 0 to 1000.")
    if not _bounded(phase.pause, 0, 86_400):
        raise InputError(f"{where} pause = {phase.pause!r}: must be seconds from 0 to 86400.")


def unpaired(phase: Phase, where: str) -> Iterator[str]:
    """Yield a sentence on every trial whose act is so far from its stimulus that nothing is paired.

    Such trials may be meant, as a control without contiguity; or the delay is in milliseconds.

    Parameters
    ----------
    phase : Phase
        As the file has it, checked.
    where : str
        File and condition, for the sentence.

    Yields
    ------
    str
        What is so, and what may be meant.
    """
    window = Constants().window
    for trial in phase.trials:
        if trial.see and trial.do and abs(trial.delay) > window:
            slip = abs(trial.delay) >= 10 and abs(trial.delay) / 1000 <= window
            meant = f" Did you mean {trial.delay / 1000:g}?" if slip else ""
            yield (
                f"{where} delay = {trial.delay:g} s: nothing is paired beyond {window:g} s "
                f"(constants.window), so stimulus and act are trials of their own.{meant}"
            )


def check_rearing(rearing: Rearing, where: str) -> None:
    """Refuse an age at which no animal can be.

    Parameters
    ----------
    rearing : Rearing
        As the file has it.
    where : str
        File and condition, for the sentence.

    Raises
    ------
    InputError
        If age or days are out of bounds, or both are given.
    """
    try:
        if rearing.days != 0 or rearing.age is not None:  # newborns are of no age
            days_or_age(rearing.days, rearing.age)
    except InputError as error:
        raise InputError(f"{where} Rearing: {error}") from None


def checked_conditions(where: str, given: Any, actions: Collection[str]) -> Conditions:
    """Return the conditions of an experiment, each with its rearing.

    Parameters
    ----------
    where : str
        File, for the sentence.
    given : mapping
        ``CONDITIONS`` as the file has them: phases, or (Rearing, phases), by name.
    actions : collection of str
        Names that acts and sights may have.

    Returns
    -------
    dict
        (Rearing, phases) by name of condition.

    Raises
    ------
    InputError
        If there is no condition, or one of them cannot be carried out.
    """
    found: Conditions = {}
    for name, what in mapping(f"{where} CONDITIONS", given).items():
        place = f"{where} CONDITIONS[{name!r}]"
        reared = isinstance(what, tuple) and len(what) == 2 and isinstance(what[0], Rearing)
        rearing, phases = what if reared else (Rearing(), what)
        check_rearing(rearing, place)
        phases = (phases,) if isinstance(phases, Phase) else phases
        if not isinstance(phases, (tuple, list)) or not all(
            isinstance(phase, Phase) for phase in phases
        ):
            raise InputError(
                f"{place}: must be phases, or (Rearing(...), phases); a tuple of one needs its "
                "comma."
            )
        for phase in phases:
            check_phase(phase, place)
            told = parent_process() is not None  # workers read the file again
            for sentence in () if told else dict.fromkeys(unpaired(phase, place)):
                tell(__name__, sentence)
            used = {act for trial in phase.trials for act in trial.do} | {
                seen.action for trial in phase.trials for seen in trial.see if seen.action
            }
            for action in sorted(used - set(actions)):
                raise unknown("action", action, actions, place)
        found[name] = (rearing, tuple(phases))
    if not found:
        raise InputError(f"{where} CONDITIONS: must hold at least one condition.")
    return found


def checked_claims(where: str, given: Any, conditions: Collection[str]) -> tuple[Claim, ...]:
    """Return claims, each about conditions that exist.

    Parameters
    ----------
    where : str
        File and item, for the sentence.
    given : Claim or iterable of Claim
        ``PATTERN`` or ``SPEAKS`` as the file has it.
    conditions : collection of str
        Names that a claim may compare.

    Returns
    -------
    tuple of Claim
        The same claims.

    Raises
    ------
    InputError
        If something is no claim, or names a condition that the experiment does not have.
    """
    claims = (given,) if isinstance(given, Claim) else tuple(given)
    for claim in claims:
        if not isinstance(claim, Claim):
            raise InputError(
                f"{where}: {claim!r}: must be a claim, for example higher('trained', 'untrained')."
            )
        for condition in (claim.first, claim.second, claim.than):
            if condition and condition not in conditions:
                raise unknown("condition", condition, conditions, where)
    return claims
