"""How long animals live in a run: days as they come, or to an age in time-lapse.

What is perceived in ordinary life teaches by ``s alpha`` (``s`` the incidental salience). Under
error correction ``s`` is a clock: to first order in alpha the state expected at age t under s is
that at age s t under 1, and no fixed point depends on it. So a life may be lived ``k`` times
faster with every alpha ``k`` times larger, as long as ``s k alpha`` stays small.

``mirror-abm check --lapse`` measures the error against lives in full, by account and rule
(:mod:`.lapse_error`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..animal.constants import Constants
from ..base.brief import counted
from ..base.checks import finite
from ..base.errors import InputError
from ..experience.supply import DAYS_PER_YEAR
from ..profile.species import SpeciesProfile

#: largest salience (``s k alpha``) that time-lapse makes of ``s alpha``
LAPSED_SALIENCE = 0.03
#: salience x days of life, ``s k alpha`` times simulated days, after which little is still learned
ENOUGH = 0.9
#: salience x audible acts, after which little is still learned about sounds
ENOUGH_SOUNDS = 200.0
#: the longest childhood that is simulated by default, in days
LONGEST = 2 * DAYS_PER_YEAR
MOST = 100_000.0  #: days
MATURITY = "maturity"  #: the age that is the species' own


@dataclass(frozen=True)
class Life:
    """One simulated life.

    Attributes
    ----------
    age : float
        Age in days at the end.
    lapse : float
        Days of age that each simulated day stands for.
    until : float
        Age in days up to which life is simulated; what was learned by then is what is known at
        ``age``.
    """

    age: float
    lapse: float = 1.0
    until: float = math.inf

    @property
    def days(self) -> float:
        """Active days that are simulated."""
        return min(self.age, self.until) / self.lapse


def time_lapse(constants: Constants) -> float:
    """Return how much faster than it comes life is lived, ``k``.

    Parameters
    ----------
    constants : Constants
        Of the draw; nothing else decides, so that ``k`` is the same for all species and arms.

    Returns
    -------
    float
        ``k = LAPSED_SALIENCE / (alpha incidental_salience)``, but at least 1.

    Examples
    --------
    >>> from mirror_abm.animal.constant_values import constants_with
    >>> round(time_lapse(constants_with(alpha=0.03, incidental_salience=0.01)))
    100
    >>> time_lapse(constants_with(alpha=0.3, incidental_salience=1.0))
    1.0
    """
    return max(1.0, LAPSED_SALIENCE / (constants.alpha * constants.incidental_salience))


def begins_adult(profile: SpeciesProfile) -> bool:
    """Return whether animals are adult where their profile begins.

    Workers of social insects are when they emerge.
    """
    return profile.stage.startswith("worker")


def own_horizon(profile: SpeciesProfile) -> float:
    """Return the age, in days, at which animals of a species are recorded by default.

    Parameters
    ----------
    profile : SpeciesProfile
        The species; its medians count, so that the age is the same in every draw.

    Returns
    -------
    float
        Maturity, or two years if that comes first. Workers of social insects are adult when they
        emerge, which is when their profile begins: their lifespan, or two years.

    Examples
    --------
    >>> from mirror_abm.profile.species import load_species
    >>> own_horizon(load_species("homo_sapiens"))
    730.5
    """
    history = profile.life_history
    years = (history.lifespan if begins_adult(profile) else history.maturity).value
    return min(LONGEST, years * DAYS_PER_YEAR)


def check_age(age: object) -> float | str | None:
    """Return an age that can be lived to: a number of days, ``"maturity"``, or None for none.

    Parameters
    ----------
    age : object
        What was given; a number may be written as text.

    Returns
    -------
    float, str or None
        The age.

    Raises
    ------
    InputError
        For anything else.
    """
    if age is None:
        return None
    if isinstance(age, str) and age == MATURITY:
        return MATURITY
    wanted = f"age = {age!r}: must be a number of days in (0, {MOST:g}], or {MATURITY!r}."
    try:
        days = finite("age", float(age) if isinstance(age, str) else age)
    except (ValueError, InputError):
        raise InputError(wanted) from None
    if not 0 < days <= MOST:
        raise InputError(wanted)
    return days


def check_days(days: object) -> float:
    """Return a number of active days that can be lived.

    Raises
    ------
    InputError
        For anything but a number in (0, 100000].
    """
    if isinstance(days, bool) or not isinstance(days, (int, float)) or not 0 < days <= MOST:
        raise InputError(f"days = {days!r}: must lie in (0, {MOST:.0f}].")
    return float(days)


def days_or_age(days: object, age: object) -> tuple[float, float | str | None]:
    """Return the days that are lived as they come, and the age that is lived to instead.

    Parameters
    ----------
    days, age : float, str or None
        What was asked for; if neither was, it is the age ``"maturity"``.

    Returns
    -------
    tuple of (float, float or str or None)
        Days, 0 where an age was asked for; and that age, None where it was not.

    Raises
    ------
    InputError
        If both were asked for, or either cannot be lived.
    """
    found = check_age(MATURITY if age is None and days is None else age)
    if found is None:
        return check_days(days), None
    if days is not None:
        raise InputError(
            f"days = {days!r} and age = {age!r}: days are lived as they come, an age is reached in "
            "time-lapse: give one of the two."
        )
    return 0.0, found


def life(
    profile: SpeciesProfile, draws: Sequence[Constants], days: float, age: float | str | None
) -> Life:
    """Return how long animals of a species live in one draw.

    Parameters
    ----------
    profile : SpeciesProfile
        The species.
    draws : sequence of Constants
        One, or what several accounts have in one replicate, before they change them: the fastest
        decides the time-lapse, the slowest how long is simulated.
    days, age : float, str or None
        As :func:`days_or_age` returns them.

    Returns
    -------
    Life
        Days as they come, or those that lead to the age in time-lapse.

    Notes
    -----
    Where the clock is fast, life is simulated only until :data:`ENOUGH` was learned since the last
    change of experience in the profile: draw and profile decide, never an account, an arm or an
    outcome.
    """
    if age is None:
        return Life(days)
    reached = own_horizon(profile) if isinstance(age, str) else age
    slowest = min(each.alpha * each.incidental_salience for each in draws)
    settled = last_change(profile, reached) + dose(profile) / slowest
    return Life(reached, min(map(time_lapse, draws)), settled)


def dose(profile: SpeciesProfile) -> float:
    """Return after how much life little is still learned, in salience x days.

    Parameters
    ----------
    profile : SpeciesProfile
        The species, at its medians: who seldom makes a sound takes longer to learn about sounds.

    Returns
    -------
    float
        ``max(ENOUGH, ENOUGH_SOUNDS / audible acts a day)``; a day, at a salience of 1, counts 1.

    Notes
    -----
    Ten groups with the fastest clocks (s k alpha = 0.03) had a mirror index 0.003 to 0.011 below
    that of 100 simulated days after 30 of them by sight (standard errors 0.002 to 0.005; horse,
    orangutan, human, raven); by sound 0.07 and 0.09 below in horse and orangutan, which make less
    than 15 sounds a day, 0.02 (0.015) in the raven, and nothing in humans.
    """
    sounds = profile.acts.audible_rate.value * profile.active_hours.value
    heard = sounds > 0 and any(action.audible for action in profile.actions)
    return max(ENOUGH, ENOUGH_SOUNDS / sounds) if heard else ENOUGH


def last_change(profile: SpeciesProfile, before: float) -> float:
    """Return the age in days at which the experience of a species changes for the last time.

    Parameters
    ----------
    profile : SpeciesProfile
        The species; the ends of its ranges count, so that the age is the same in every draw.
    before : float
        The age that is lived to: what changes then or later does not count.

    Returns
    -------
    float
        0 where nothing changes.
    """
    imitated = profile.experience.being_imitated
    stage = imitated.stage if imitated else None
    ends = [end.high * DAYS_PER_YEAR for end in (stage.onset, stage.offset) if end] if stage else []
    return max([end for end in ends if end < before], default=0.0)


def span(days: float, age: float | str | None) -> str:
    """Return how long animals live, in words.

    Examples
    --------
    >>> span(5, None), span(0, 30), span(0, "maturity")
    ('5 active days', '30 days of age', 'maturity (2 years at most)')
    """
    if age is None:
        return counted(days, "active day")
    if isinstance(age, str):
        return f"maturity ({LONGEST / DAYS_PER_YEAR:g} years at most)"
    return f"{counted(age, 'day')} of age"


def when(days: float, age: float | str | None) -> str:
    """Return when animals are recorded, as the end of a sentence.

    Examples
    --------
    >>> when(5, None), when(0, 30)
    ('after 5 active days', 'at 30 days of age')
    """
    return f"{'after' if age is None else 'at'} {span(days, age)}"
