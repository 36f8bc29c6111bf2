"""Field numbers -> what the engine draws with, checked: an impossible rate is an error that names the field.

``attention`` is solved from the share of sights of others that match nothing one does: with M matched sights per hour
(from being imitated, copying, and synchrony) and a non-matching share s, watching must bring
``N = M s / (1 - s)`` sights per hour, less those of complementary acts, so
``attention = N / (acts per hour of an average other)``.

In an ensemble the acts of all species are drawn from one wide range, so a draw may ask for more sights or copies than
there are acts. Such a draw is brought down to what is possible and *named* in the table ``draws``; the values written
in a profile, or set by hand, are not: there it is an error. Where complementary acts alone bring more non-matching sights
than the share allows, nothing is left to watch (attention 0), the share lived is above the one wanted, and is named too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from ..animal.constants import Constants
from ..animal.repertoire import Repertoire
from ..base.errors import Faults, InputError, unknown
from ..base.seeds import uniform
from ..base.shelf import sources
from ..profile.species import SpeciesProfile
from ..sources.contract import Supply

WORLDS = ("normal", "permuted")  #: permuted: each act looks and sounds like another one
WEIGHTS = ("signed", "excitatory")  #: excitatory: clipped at 0
DAYS_PER_YEAR = (
    365.25  #: active days, so an age in years is this many times the active hours of a day
)


#: the numbers of a profile that an ensemble draws
DRAWN = (
    "group.size",
    "acts.audible_rate",
    "acts.visible_share",
    "group.tie_inequality",
    "group.unit_size",
    "experience.",
)


def values(
    profile: SpeciesProfile, seed: int | None = None, replicate: int = 0
) -> dict[str, float]:
    """Return the numbers of ``profile`` by dotted name: the medians, or with a ``seed`` one draw of each.

    A draw belongs to (seed, replicate, species, name) alone, so leaving one number out moves no other.
    """
    found = {}
    for name, item in profile.quantities().items():
        if seed is None or not name.startswith(DRAWN):
            found[name] = item.value
        else:
            found[name] = item.draw(uniform(seed, replicate, "profile", profile.name, name))
    return found


def action_rates(
    repertoire: Repertoire, drawn: Mapping[str, float], constants: Constants
) -> np.ndarray:
    """Return (K,) spontaneous acts per hour: audible acts by their own rate, silent ones by ``acts_rate``."""
    visible = drawn["acts.visible_share"]
    by_kind = {
        "audible": drawn["acts.audible_rate"],
        "visible": constants.acts_rate * visible,
        "opaque": constants.acts_rate * (1 - visible),
    }
    return np.array(
        [
            by_kind[kind] * share
            for kind, share in zip(repertoire.kinds, repertoire.shares, strict=True)
        ]
    )


def resolve(
    profile: SpeciesProfile,
    drawn: Mapping[str, float],
    constants: Constants,
    size: int,
    strict: bool,
) -> tuple[Supply, list[str]]:
    """Return what the engine draws with in a group of ``size`` animals, and the names of fields that it does not keep.

    Parameters
    ----------
    drawn : the numbers of the profile by dotted name (see :func:`values`).
    strict : raise for a rate that is impossible, instead of bringing it down.

    ``attention`` is solved for the stage of life in which the animal is imitated, and kept outside it.

    Raises
    ------
    Faults : naming every such field, when ``strict``.
    """
    repertoire = Repertoire.of(profile)
    rates = action_rates(repertoire, drawn, constants)
    limited: list[str] = []
    impossible: list[str] = []

    def rate(source: str, key: str = "rate", otherwise: float = 0.0) -> float:
        return float(drawn.get(f"experience.{source}.{key}", otherwise))

    def chance(wanted: float, most: float, field: str, of_what: str) -> float:
        if wanted <= most * (1 + 1e-9):
            return min(1.0, wanted / most) if most > 0 else 0.0
        if strict:
            impossible.append(
                f"{profile.name} {field} = {wanted:g}: must be at most {most:.4g}, for {of_what}."
            )
        limited.append(field)
        return 1.0

    visible = np.array(repertoire.visible)
    audible = np.array(repertoire.audible)
    own, seen, heard = float(rates.sum()), float(rates[visible].sum()), float(rates[audible].sum())
    complement = complements(profile)
    opening = float(rates[complement >= 0].sum())
    solitary = size < 2 or profile.group.layout == "solitary"
    supply = Supply(
        action_rate=rates,
        visible=visible,
        audible=audible,
        solitary=solitary,
        attention=0.0,
        hearing=constants.hearing,
        gaze=chance(
            rate("self_observation"),
            seen,
            "experience.self_observation.rate",
            f"only {seen:.4g} visible acts are done per hour",
        ),
        copied=chance(
            rate("being_imitated"),
            own,
            "experience.being_imitated.rate",
            f"only {own:.4g} acts are done per hour",
        ),
        answered=chance(
            rate("sound"),
            heard,
            "experience.sound.rate",
            f"only {heard:.4g} audible acts are done per hour",
        ),
        complement=complement,
        complemented=chance(
            rate("complementary", otherwise=constants.exchange_rate if opening else 0.0),
            opening,
            "experience.complementary.rate",
            f"only {opening:.4g} acts that open an exchange are done per hour",
        ),
        fidelity=constants.fidelity,
        latency=constants.latency,
        latency_sd=constants.latency_sd,
        mirror_rate=rate("mirrors"),
        mirror_duration=constants.mirror_duration,
        bout_rate=rate("synchrony"),
        bout_duration=constants.synchrony_duration,
        tempo=constants.synchrony_tempo,
        participation=constants.synchrony_participation,
        coherence=constants.synchrony_coherence,
        **_stage(profile, drawn),
    )
    if strict and rate("synchrony") * constants.synchrony_duration > 3600:
        impossible.append(
            f"{profile.name} experience.synchrony.rate = {rate('synchrony'):g}: must be at most "
            f"{3600 / constants.synchrony_duration:g}, for a bout lasts {constants.synchrony_duration:g} s."
        )
    if strict and rate("mirrors") * constants.mirror_duration > 3600:
        impossible.append(
            f"{profile.name} experience.mirrors.rate = {rate('mirrors'):g}: must be at most "
            f"{3600 / constants.mirror_duration:g}, for a bout lasts {constants.mirror_duration:g} s."
        )
    if impossible:
        raise Faults(impossible)
    if solitary or profile.experience.watching_others is None:
        return supply, limited
    share = rate("watching_others", "nonmatching_share")
    matched = matched_sights(supply)
    if share >= 1:
        raise InputError(
            f"{profile.name} experience.watching_others.nonmatching_share = {share:g}: must be below 1."
        )
    wanted = matched * share / (1 - share) - 2 * supply.complemented * supply.opening_rate
    field = "experience.watching_others.nonmatching_share"
    if wanted < 0:
        return supply, [*limited, field]
    if wanted > supply.rate * (1 + 1e-9):
        if strict:
            raise InputError(
                f"{profile.name} {field} = {share:g}: must be at most "
                f"{supply.rate / (supply.rate + matched):.4g}, for {matched:.4g} sights per hour match and others "
                f"do only {supply.rate:.4g} acts per hour."
            )
        limited.append(field)
    return replace(
        supply, attention=min(1.0, wanted / supply.rate) if supply.rate > 0 else 0.0
    ), limited


def _stage(profile: SpeciesProfile, drawn: Mapping[str, float]) -> dict[str, float]:
    """Return the age in active hours from which, and until which, animals are imitated."""
    day = profile.active_hours.value * DAYS_PER_YEAR
    name = "experience.being_imitated.stage."
    return {
        "copied_from": day * drawn.get(f"{name}onset", 0.0),
        "copied_until": day * drawn.get(f"{name}offset", math.inf),
    }


def complements(profile: SpeciesProfile) -> np.ndarray:
    """Return (K,) the number of the action that answers each action in complementary exchanges, -1 for none."""
    names = [action.name for action in profile.actions]
    answers = np.full(len(names), -1)
    if profile.experience.complementary is not None:
        for pair in profile.experience.complementary.pairs:
            answers[names.index(pair.act)] = names.index(pair.answer)
    return answers


def matched_sights(supply: Supply) -> float:
    """Return the sights of others per hour that match what one does: copies seen, acts copied, partners in synchrony."""
    return (
        supply.copied * supply.own_rate * (1 + supply.fidelity)
        + supply.bout_rate * supply.beats * supply.coherence
    )


def switched_off(without: Iterable[str]) -> tuple[str, ...]:
    """Return the sources to switch off, checked and sorted; ``all`` stands for every one."""
    names = (
        [without]
        if isinstance(without, str)
        else list(without)
        if isinstance(without, Iterable)
        else [without]
    )
    for name in names:
        if not isinstance(name, str) or (name != "all" and name not in sources.names):
            raise unknown("without", name, (*sources.names, "all"))
    return tuple(sorted(sources.names)) if "all" in names else tuple(sorted(set(names)))
