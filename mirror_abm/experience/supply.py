"""The supply of experience: rates in a profile become the chances that the engine draws with.

An ensemble draws the acts of all species from one wide range, so a draw may ask for more copies
than there are acts. Such a draw is reduced to what is possible and *named* in the table ``draws``.
Values in a profile, or set by hand, are never reduced: there an impossible rate is an error.

All of this holds for the intact species. What is *lived* where sources are switched off is the same
supply with the numbers of these sources at 0 (:func:`lived`), just as if their rates were 0. What a
species has no sense for counts as nothing: sights without vision, sounds without a sense for them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..animal.constants import Constants
from ..animal.repertoire import Repertoire
from ..base.errors import Faults, InputError, unknown
from ..base.seeds import quantile
from ..base.shelf import sources
from ..layouts.contract import Floats, Ints
from ..profile.quantity import COINCIDENCES
from ..profile.species import SpeciesProfile
from ..sources.contract import AUDITORY, AUDITORY_SELF, Supply
from .attention import ENTERED, WATCHED, is_solved, solved
from .coincidences import bouts_for, synchronous

WORLDS = ("normal", "permuted")  #: permuted: each act looks and sounds like another one
WEIGHTS = ("signed", "excitatory")  #: excitatory: clipped at 0
DAYS_PER_YEAR = 365.25  #: active days; an age in years is so many times a day's active hours
#: beginnings of the names of those numbers of a profile that an ensemble draws
DRAWN = (
    "group.size",
    "acts.",
    "group.tie_inequality",
    "group.unit_size",
    "experience.",
)
HEARD = ("sound",)  #: sources whose rate is one of sounds; those of all others are of sights


def values(
    profile: SpeciesProfile, seed: int | None = None, replicate: int = 0, covering: bool = True
) -> dict[str, float]:
    """Return the numbers of a profile: the medians, or one draw of each.

    Parameters
    ----------
    profile : SpeciesProfile
        Species.
    seed : int, optional
        Seed of the draws; without one, the medians are returned.
    replicate : int, optional
        Number of the draw.
    covering : bool, default True
        Whether replicates cover the ranges evenly (:func:`mirror_abm.base.seeds.quantile`).

    Returns
    -------
    dict of str to float
        Value by dotted name. A draw belongs to (seed, replicate, species, name) alone.
    """
    found = {}
    for name, item in profile.quantities().items():
        if seed is None or not name.startswith(DRAWN):
            found[name] = item.value
        else:
            address = (seed, replicate, "profile", profile.name, name)
            found[name] = item.draw(quantile(*address, covering=covering))
    return found


def action_rates(
    repertoire: Repertoire, drawn: Mapping[str, float], constants: Constants
) -> Floats:
    """Return how often each action is begun spontaneously.

    Parameters
    ----------
    repertoire : Repertoire
        Actions of the species, K of them.
    drawn : mapping of str to float
        Numbers of the profile by dotted name, see :func:`values`.
    constants : Constants
        Global constants: ``acts_rate`` is the rate of silent acts where the profile states none.

    Returns
    -------
    ndarray of float, shape (K,)
        Acts per active hour: audible acts by a rate of their own, silent ones by ``acts.rate`` of
        the profile, or ``acts_rate``, divided between acts that the animal can see itself do and
        those it cannot.
    """
    visible, silent = drawn["acts.visible_share"], drawn.get("acts.rate", constants.acts_rate)
    by_kind = {
        "audible": drawn["acts.audible_rate"],
        "visible": silent * visible,
        "opaque": silent * (1 - visible),
    }
    shares = zip(repertoire.kinds, repertoire.shares, strict=True)
    return np.array([by_kind[kind] * share for kind, share in shares])


@dataclass
class _Rates:
    """Rates of experience of one profile, and what was found wrong with them on the way."""

    profile: SpeciesProfile
    drawn: Mapping[str, float]
    limited: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)

    def rate(self, source: str, otherwise: float = 0.0) -> float:
        """Return the rate of one source per active hour: 0 without the sense for it."""
        if not (self.profile.hears if source in HEARD else self.profile.sees):
            return 0.0
        return float(self.drawn.get(f"experience.{source}.rate", otherwise))

    def chance(self, source: str, most: float, what: str, otherwise: float = 0.0) -> float:
        """Return the chance per act at which ``source`` has its rate, at most ``most`` an hour."""
        wanted, name = self.rate(source, otherwise), f"experience.{source}.rate"
        if wanted <= most * (1 + 1e-9):
            return min(1.0, wanted / most) if most > 0 else 0.0
        if name in self.drawn:  # a constant that all species share gives way, and nobody has erred
            self.impossible.append(
                f"{self.profile.name} {name} = {wanted:g}: must be at most {most:.4g}, for only "
                f"{most:.4g} {what} per hour."
            )
        self.limited.append(name)
        return 1.0

    def bouts(self, source: str, seconds: float) -> float:
        """Return the bouts of ``source`` per hour, which must fit into the hour."""
        rate = self.rate(source)
        if rate * seconds > 3600:
            self.impossible.append(
                f"{self.profile.name} experience.{source}.rate = {rate:g}: must be at most "
                f"{3600 / seconds:g}, for a bout lasts {seconds:g} s."
            )
        return rate

    def synchrony(self, supply: Supply, size: int) -> float:
        """Return the bouts of synchrony per hour, whether the file counts these or coincidences."""
        block, wanted = self.profile.experience.synchrony, self.rate("synchrony")
        if block is None or block.rate.unit != COINCIDENCES:
            return self.bouts("synchrony", supply.bout_duration)
        bouts, most, why = bouts_for(wanted, supply, size)
        if wanted > most * (1 + 1e-9):
            name = "experience.synchrony.rate"
            self.impossible.append(
                f"{self.profile.name} {name} = {wanted:g}: must be at most {most:.4g} coincidences "
                f"per hour, for {why}."
            )
            self.limited.append(name)
        return bouts


def resolve(
    profile: SpeciesProfile,
    drawn: Mapping[str, float],
    constants: Constants,
    size: int,
    strict: bool,
) -> tuple[Supply, list[str]]:
    """Turn the rates of a profile into the supply of experience of a group.

    Parameters
    ----------
    profile : SpeciesProfile
        Species.
    drawn : mapping of str to float
        Numbers of the profile by dotted name, see :func:`values`.
    constants : Constants
        Global constants.
    size : int
        Animals in the group.
    strict : bool
        Whether an impossible rate is an error; otherwise it is reduced to what is possible.

    Returns
    -------
    supply : Supply
        What the engine draws with, of the intact species. Where a profile states no attention but
        a share of non-matching sights, attention is solved for the stage of life in which the
        animal is imitated, and kept outside it.
    limited : list of str
        Dotted names of the numbers that the supply does not keep.

    Raises
    ------
    Faults
        If ``strict``, for each rate that is impossible.
    InputError
        If ``strict``, for a species that can neither see nor hear any act.
    """
    if strict and not Repertoire.of(profile).modalities:
        raise InputError(
            f"{profile.name} senses = {', '.join(profile.senses)}: an animal that neither sees nor "
            "hears any act has no sights and sounds to learn from: add vision, audition or "
            "vibration."
        )
    rates = _Rates(profile, drawn)
    supply = _chances(rates, constants, size)
    supply = replace(supply, bout_rate=rates.synchrony(supply, size))
    if strict and rates.impossible:
        raise Faults(rates.impossible)
    watches = profile.sees and not supply.solitary
    if not is_solved(profile):
        attention = float(drawn.get(ENTERED, 0.0)) if watches else 0.0
        return replace(supply, attention=attention, block_rate=supply.own_rate), rates.limited
    if not watches:
        return supply, rates.limited
    attention, kept = solved(profile.name, supply, float(drawn.get(WATCHED, 0.0)), strict)
    return replace(supply, attention=attention), rates.limited + ([] if kept else [WATCHED])


def lived(supply: Supply, without: Iterable[str]) -> Supply:
    """Return the supply that is lived where sources are switched off.

    Parameters
    ----------
    supply : Supply
        Supply of the intact species.
    without : iterable of str
        Sources that are switched off.

    Returns
    -------
    Supply
        The same with all ``FACTORS`` of these sources at 0; attention and blocks of time are those
        of the intact species.

    Examples
    --------
    >>> from mirror_abm.animal.constants import Constants
    >>> from mirror_abm.profile.species import load_species
    >>> profile = load_species("homo_sapiens")
    >>> intact, _ = resolve(profile, values(profile), Constants(), 20, strict=True)
    >>> deprived = lived(intact, ["being_imitated"])
    >>> deprived.copied, deprived.attention == intact.attention
    (0.0, True)
    """
    off: dict[str, Any] = {factor: 0.0 for name in without for factor in sources.load(name).FACTORS}
    if not off:
        return supply
    paced = supply.rate if supply.block_rate is None else supply.block_rate
    return replace(supply, block_rate=paced, **off)


def _chances(rates: _Rates, constants: Constants, size: int) -> Supply:
    """Return the supply of experience but for attention."""
    profile, drawn = rates.profile, rates.drawn
    repertoire = Repertoire.of(profile)
    acts = action_rates(repertoire, drawn, constants)
    visible, audible = np.array(repertoire.visible), np.array(repertoire.audible)
    complement = complements(profile)
    opening = float(acts[complement >= 0].sum())
    return Supply(
        action_rate=acts,
        visible=visible,
        audible=audible,
        solitary=size < 2 or profile.group.layout == "solitary",
        attention=0.0,
        hearing=constants.hearing,
        gaze=rates.chance("self_observation", float(acts[visible].sum()), "visible acts are done"),
        copied=rates.chance("being_imitated", float(acts.sum()), "acts are done"),
        answered=rates.chance("sound", float(acts[audible].sum()), "audible acts are done"),
        complement=complement,
        complemented=rates.chance(
            "complementary",
            opening,
            "acts that open an exchange are done",
            otherwise=constants.exchange_rate if opening else 0.0,
        ),
        fidelity=constants.fidelity,
        latency=constants.latency,
        latency_sd=constants.latency_sd,
        bout_rate=0.0,
        bout_duration=constants.synchrony_duration,
        tempo=constants.synchrony_tempo,
        participation=constants.synchrony_participation,
        coherence=constants.synchrony_coherence,
        synchronous=synchronous(profile, acts),
        mirror_rate=rates.bouts("mirrors", constants.mirror_duration),
        mirror_duration=constants.mirror_duration,
        own_voice=AUDITORY_SELF if repertoire.voices(constants) == 2 else AUDITORY,
        **_stage(profile, drawn),
    )


def _stage(profile: SpeciesProfile, drawn: Mapping[str, float]) -> dict[str, Any]:
    """Return the age in active hours from which, and until which, animals are imitated."""
    day = profile.active_hours.value * DAYS_PER_YEAR
    name = "experience.being_imitated.stage."
    return {
        "copied_from": day * drawn.get(f"{name}onset", 0.0),
        "copied_until": day * drawn.get(f"{name}offset", math.inf),
    }


def complements(profile: SpeciesProfile) -> Ints:
    """Return which action answers each action in complementary exchanges.

    Parameters
    ----------
    profile : SpeciesProfile
        Species.

    Returns
    -------
    ndarray of int, shape (K,)
        Number of the answering action, -1 for none.
    """
    names = [action.name for action in profile.actions]
    answers = np.full(len(names), -1)
    if profile.experience.complementary is not None:
        for pair in profile.experience.complementary.pairs:
            answers[names.index(pair.act)] = names.index(pair.answer)
    return answers


def switched_off(without: Iterable[str]) -> tuple[str, ...]:
    """Return the sources to switch off, checked and sorted.

    Parameters
    ----------
    without : str or iterable of str
        Names on the shelf ``sources``; ``"all"`` stands for every one.

    Returns
    -------
    tuple of str
        Each source once, in alphabetical order.

    Raises
    ------
    InputError
        For a name that is no source.
    """
    several = isinstance(without, Iterable) and not isinstance(without, str)
    names: list[Any] = list(without) if several else [without]
    for name in names:
        if not isinstance(name, str) or (name != "all" and name not in sources.names):
            raise unknown("without", name, (*sources.names, "all"))
    return tuple(sorted(sources.names)) if "all" in names else tuple(sorted(set(names)))
