"""Protocols: the conditions and claims of an experiment file, checked before anything runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from multiprocessing import parent_process
from typing import Any

from ..animal.constants import Constants
from ..base.checks import mapping, whole
from ..base.errors import InputError, unknown
from ..base.log import tell
from ..experience.supply import switched_off
from ..experiments.contract import Act, Claim, Phase, Rearing, Stimulus, Trial
from ..profile.senses import SENSES
from ..simulation.horizon import MOST, days_or_age

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
        _check_times(trial, where)
    whole(f"{where} nights", phase.nights, 0, 100_000)
    if not _bounded(phase.days, 0, 1000):
        raise InputError(f"{where} days = {phase.days!r}: must be active days from 0 to 1000.")
    if not _bounded(phase.pause, 0, 86_400):
        raise InputError(f"{where} pause = {phase.pause!r}: must be seconds from 0 to 86400.")
    _check_life(phase, where)


def _check_times(trial: Trial, where: str) -> None:
    """Refuse what is no stimulus or act, and times that a trial cannot have."""
    for seen in trial.see:
        if not isinstance(seen, Stimulus):
            raise InputError(
                f"{where} see = {seen!r}: must be a stimulus, for example sight('grasp')."
            )
        if not _bounded(seen.onset, 0, 3600):
            raise InputError(
                f"{where} onset = {seen.onset!r}: must be seconds from 0 to 3600 after the "
                "beginning of the trial."
            )
    for act in trial.do:
        if not isinstance(act, (str, Act)):
            raise InputError(
                f"{where} do = {act!r}: must be the name of an act, or at(0.5, 'grasp')."
            )
        if isinstance(act, Act) and not (
            isinstance(act.action, str) and _bounded(act.onset, -3600, 3600)
        ):
            raise InputError(
                f"{where} at({act.onset!r}, {act.action!r}): must be seconds within an hour, and "
                "the name of an act, as in at(0.5, 'grasp')."
            )
    onsets, bare = sorted({*trial.onsets}), [act for act in trial.do if isinstance(act, str)]
    if len(onsets) > 1 and bare:
        times = ", ".join(f"{onset:g}" for onset in onsets)
        raise InputError(
            f"{where} do = {bare[0]!r}: the stimuli begin at {times} s, so say when it is done, "
            f"counted from the beginning of the trial: do=at({onsets[-1] + 0.3:g}, {bare[0]!r})."
        )


def _check_life(phase: Phase, where: str) -> None:
    """Refuse ordinary life that is not told in one way, or that nobody can live."""
    if phase.age is not None:
        if not _bounded(phase.age, 1e-9, MOST) or isinstance(phase.age, bool):
            raise InputError(
                f"{where} live(age={phase.age!r}): must be an age in days in (0, {MOST:g}]."
            )
        if phase.days:
            raise InputError(
                f"{where} live({phase.days:g}, age={phase.age:g}): days are lived as they come, an "
                "age is reached in time-lapse: give one of the two."
            )
    if phase.rearing is None:
        return
    if not isinstance(phase.rearing, Rearing):
        raise InputError(f"{where} live: {phase.rearing!r}: must be a Rearing(...).")
    if phase.as_reared:
        raise InputError(
            f"{where} live(as_reared=True) and {phase.rearing!r}: give one of the two."
        )
    if phase.rearing.age is not None or phase.rearing.days is not None:
        raise InputError(
            f"{where} live: its Rearing(...) has an age or days: give these to live itself, as "
            "live(rearing=Rearing(), age=730)."
        )
    check_rearing(phase.rearing, f"{where} live")
    for name in phase.rearing.settings:
        if name.startswith(("constants.", "group.", "life_history.", "active_hours")):
            raise InputError(
                f"{where} live: {name}: belongs to the animal or its group, which stay what they "
                "are; what changes in later life are numbers of experience and acts."
            )


def check_told(rearing: Rearing, phases: Iterable[Phase], where: str) -> None:
    """Refuse ordinary life after a rearing without something that does not say how it is lived.

    Parameters
    ----------
    rearing : Rearing
        Of the condition.
    phases : iterable of Phase
        Its phases.
    where : str
        File and condition, for the sentence.

    Raises
    ------
    InputError
        If the animal could be meant to live on as it was raised, or with everything; or to live to
        an age that it has reached already.
    """
    reached = rearing.age if isinstance(rearing.age, (int, float)) else 0.0
    for phase in phases:
        if phase.lives and rearing.differs and phase.rearing is None and not phase.as_reared:
            length = f"age={phase.age:g}" if phase.age is not None else f"{phase.days:g}"
            raise InputError(
                f"{where} live({length}): the animals were raised otherwise than their profile "
                f"says, so say how they live on: live({length}, rearing=Rearing()) with "
                f"everything, or live({length}, as_reared=True)."
            )
        if phase.age is not None:
            if phase.age <= reached:
                raise InputError(
                    f"{where} live(age={phase.age:g}): the animals are {reached:g} days old by "
                    "then: must be more."
                )
            reached = phase.age


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
        timed = any(isinstance(act, Act) for act in trial.do)
        for act, time in zip(trial.do, trial.times_of_acts, strict=True) if timed else ():
            if trial.see and all(abs(time - onset) > window for onset in trial.onsets):
                yield (
                    f"{where} {getattr(act, 'action', act)} at {time:g} s: no stimulus of its "
                    f"trial begins within {window:g} s (constants.window), so it is a trial of "
                    "the context."
                )
        if trial.see and trial.do and not timed and abs(trial.delay) > window:
            slip = abs(trial.delay) >= 10 and abs(trial.delay) / 1000 <= window
            meant = f" Did you mean {trial.delay / 1000:g}?" if slip else ""
            yield (
                f"{where} delay = {trial.delay:g} s: nothing is paired beyond {window:g} s "
                f"(constants.window), so stimulus and act are trials of their own.{meant}"
            )


def check_rearing(rearing: Rearing, where: str) -> None:
    """Refuse an age at which no animal can be, and sources and senses that there are not.

    Parameters
    ----------
    rearing : Rearing
        As the file has it.
    where : str
        File and condition, for the sentence.

    Raises
    ------
    InputError
        If age or days are out of bounds, or both are given; for an unknown source or sense.
    """
    mapping(f"{where} Rearing settings", rearing.settings)
    for item in ("without", "without_sense"):
        given = getattr(rearing, item)
        if not isinstance(given, (str, tuple, list, set, frozenset)):
            raise InputError(f"{where} Rearing {item} = {given!r}: must be a name, or names.")
    lost = [sense for sense in rearing.senses if sense not in SENSES]
    if lost:
        raise unknown("without_sense", lost[0], SENSES, f"{where} Rearing")
    try:
        switched_off(rearing.sources)
    except InputError as error:
        wrong = next((name for name in rearing.sources if name in SENSES), "")
        more = f" Did you mean without_sense={wrong!r}?" if wrong else ""
        raise InputError(f"{where} Rearing {error}{more}") from None
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
    said: list[str] = []
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
        check_told(rearing, phases, place)
        said += [sentence for phase in phases for sentence in unpaired(phase, place)]
        used = {act for phase in phases for trial in phase.trials for act in trial.actions} | {
            seen.action
            for phase in phases
            for trial in phase.trials
            for seen in trial.see
            if seen.action
        }
        for action in sorted(used - set(actions)):
            raise unknown("action", action, actions, place)
        found[name] = (rearing, tuple(phases))
    if not found:
        raise InputError(f"{where} CONDITIONS: must hold at least one condition.")
    if parent_process() is None:  # workers read the file again
        for sentence in dict.fromkeys(said):
            tell(__name__, sentence)
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
