"""What a population is made of, checked and settled once, before anything is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Unpack

import numpy as np

from ..animal.account_numbers import numbers_by_region
from ..animal.birth import Birth, Carries, birth
from ..animal.constant_values import constants_with, covers
from ..animal.constants import Constants
from ..animal.learning import Learning
from ..animal.repertoire import Repertoire
from ..base.brief import brief
from ..base.checks import finite, mapping, one_of, whole
from ..base.errors import InputError
from ..base.items import Account
from ..base.seeds import LARGEST_SEED
from ..base.shelf import accounts, rules
from ..conditioning.acquisition_rate import learned_with
from ..experience.attention import is_solved
from ..experience.permuted import derangement
from ..experience.supply import WEIGHTS, WORLDS, lived, resolve, switched_off, values
from ..profile.prior import under
from ..profile.species import SpeciesProfile, load_species
from ..sources.contract import Ints, Supply
from .options import Options, complete
from .settings import check_used, override, split
from .under_account import constants_under, lineage, supply_under

#: the largest alpha at which time-lapse was tried: errors of the mirror index were 0.013
MOST_SALIENT = 0.3


@dataclass(frozen=True)
class Setup:
    """Everything a population is made of: nothing that follows checks or resolves it again.

    Attributes
    ----------
    profile : SpeciesProfile
        The species, with the numbers that were set by hand.
    account, account_name : module, str
        The account, from the shelf ``accounts``.
    rule : str
        Name of the learning rule.
    seed, replicate, groups : int
        Which draws, and how many social groups.
    constants : Constants
        The global constants of the replicate.
    repertoire : Repertoire
        The K actions.
    without : tuple of str
        Sources that are switched off.
    world : str
        ``"normal"`` or ``"permuted"``.
    shown : ndarray of int, shape (K,)
        Which action the world shows when each is done.
    drawn : dict of str to float
        The numbers of the profile in this replicate.
    limited : list of str
        Those that the life lived does not keep, because there are too few acts for them.
    size, cap, learners : int
        Animals in a group, the most there could be, and how many of a group learn.
    intact : Supply
        What the sources would draw with if none were switched off.
    supply : Supply
        What they do draw with: the supply that is lived. Accounts are given it too, but for files
        of the first edition (:mod:`mirror_abm.experience.attention`).
    birth : Birth
        What the account gives to a newborn.
    learning : Learning
        Rule, constants with the learning rates of this rule, timing and options, at birth, in
        ordinary life.
    lapse : float
        Days of age that an active day of simulated life stands for.
    carries : dict of str to dict
        Whether the animals carry a heritable system, by modality and region of the body.
    own : dict of str to dict
        The account's own numbers in this replicate, by region of the body and name; those of no
        region under ``""``.
    """

    profile: SpeciesProfile
    account: Account
    account_name: str
    rule: str
    seed: int
    replicate: int
    groups: int
    constants: Constants
    repertoire: Repertoire
    without: tuple[str, ...]
    world: str
    shown: Ints
    drawn: dict[str, float]
    limited: list[str]
    size: int
    cap: int
    learners: int
    intact: Supply
    supply: Supply
    birth: Birth
    learning: Learning
    lapse: float = 1.0
    carries: Carries = field(default_factory=dict)
    own: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    __repr__ = brief

    @classmethod
    def of(
        cls,
        species: str | SpeciesProfile,
        account: str = "associative",
        *,
        checked: bool = False,
        **options: Unpack[Options],
    ) -> Setup:
        """Return what a population of ``species`` under ``account`` is made of.

        Parameters
        ----------
        species : str or SpeciesProfile
            Name of a bundled species, path of a species file, or a profile.
        account : str
            A name on the shelf ``accounts``.
        checked : bool
            Whether the rates were found possible before, as those of a run are when it is planned.
        **options : Options
            Which animals they are.

        Returns
        -------
        Setup
            Every number drawn, every name looked up.

        Raises
        ------
        InputError
            For anything that is not allowed, in one sentence.
        """
        given = complete(options, "a population")
        seed, replicate = (whole(key, given[key], 0, LARGEST_SEED) for key in ("seed", "replicate"))
        module, point = accounts.load(account), given["point"]
        profile, fixed = _numbers(species, given)
        rule, repertoire = given["rule"] or module.RULE, Repertoire.of(profile)
        off = {*switched_off(given["without"]), *switched_off(module.WITHOUT)}
        drawn = values(profile, None if point else seed, replicate, covers(fixed))
        draw = account, module, seed, replicate, fixed, point, covers(fixed)
        own = numbers_by_region(repertoire.effectors, *draw)
        constants = constants_under(point, seed, replicate, fixed, module, drawn)
        size = _size(drawn, given["size"], given["cap"])
        if not checked:
            check_rates(profile, constants_with(**fixed))
        lapse = lapse_allowed(given["lapse"], constants)
        intact, limited = resolve(profile, drawn, constants, size, strict=False)
        intact = supply_under(module, intact, profile, constants, drawn, own[""], lapse)
        carries, supply = lineage(module, profile, given, fixed), lived(intact, off)
        shown = intact if is_solved(profile) else supply  # the first edition shows no switches
        born = birth(module, repertoire.effectors, shown, carries, own.__getitem__)
        return cls(
            profile=profile,
            account=module,
            account_name=account,
            rule=rule,
            seed=seed,
            replicate=replicate,
            groups=whole("groups", given["groups"]),
            constants=constants,
            repertoire=repertoire,
            without=tuple(sorted(off)),
            world=one_of("world", given["world"], WORLDS),
            shown=_shown(repertoire, given["world"]),
            drawn=drawn,
            limited=limited,
            size=size,
            cap=given["cap"],
            learners=_learners(given["learners"], size),
            intact=intact,
            supply=supply,
            birth=born,
            learning=_learning(rule, constants, born, lapse, repertoire, given["weights"]),
            lapse=lapse,
            carries=carries,
            own=own,
        )

    def deprived(self, sources: str | Iterable[str]) -> Setup:
        """Return what the same population is made of where more sources are switched off.

        Parameters
        ----------
        sources : str or iterable of str
            Names on the shelf ``sources``; ``"all"`` for every one.

        Returns
        -------
        Setup
            With the supply that is lived without them, and what the account makes of it.
        """
        off = {*self.without, *switched_off(sources)}
        if off == {*self.without}:
            return self
        supply = lived(self.intact, off)
        seen = self.intact if is_solved(self.profile) else supply
        effectors, own = self.repertoire.effectors, self.own.__getitem__
        born = birth(self.account, effectors, seen, self.carries, own)
        learning = self.learning
        if born.plasticity != self.birth.plasticity:
            newborn = Learning.newborn(
                learning.rule, learning.constants, born.plasticity, self.lapse
            )
            learning = replace(newborn, sounds=learning.sounds, excitatory=learning.excitatory)
        without = tuple(sorted(off))
        return replace(self, without=without, supply=supply, birth=born, learning=learning)


def _learning(
    rule: str,
    constants: Constants,
    born: Birth,
    lapse: float,
    repertoire: Repertoire,
    weights: str,
) -> Learning:
    """Return how newborns of a repertoire learn, with weights of both signs or clipped at 0."""
    learned = learned_with(rule, constants)
    newborn = Learning.newborn(rules.load(rule), learned, born.plasticity, lapse)
    clip = one_of("weights", weights, WEIGHTS) == "excitatory"
    return replace(newborn, sounds=any(repertoire.audible), excitatory=clip)


def _numbers(
    species: str | SpeciesProfile, given: Mapping[str, Any]
) -> tuple[SpeciesProfile, dict[str, float]]:
    """Return the profile with the numbers set by hand, and the constants that are."""
    fixed, numbers = split(given["settings"])
    loaded = species if isinstance(species, SpeciesProfile) else load_species(species)
    replicate = whole("replicate", given.get("replicate", 0), 0, LARGEST_SEED)
    profile = override(under(loaded, given["prior"], replicate), numbers)
    check_used([profile], fixed)
    return profile, fixed | mapping("constants", given["constants"])


def check_rates(profile: SpeciesProfile, constants: Constants, cap: int | None = None) -> None:
    """Refuse rates of a profile that are impossible, at its medians.

    Raises
    ------
    Faults
        Naming every field that asks for more than there is.
    """
    medians = values(profile)
    size = max(1, round(medians["group.size"]))
    resolve(profile, medians, constants, size if cap is None else min(cap, size), strict=True)


def lapse_allowed(lapse: float, constants: Constants) -> float:
    """Return a time-lapse with which cues are no more salient than any were tried with.

    Raises
    ------
    InputError
        For what is no number of at least 1, or makes steps of learning too large.
    """
    value = finite("lapse", lapse)
    slow = constants.alpha * constants.incidental_salience
    most = max(1.0, MOST_SALIENT / slow)
    if not 1 <= value <= most * (1 + 1e-12):
        raise InputError(
            f"lapse = {value:g}: must lie in [1, {most:.4g}], for alpha x incidental_salience is "
            f"{slow:.3g}, and times the lapse it must not exceed {MOST_SALIENT:g}."
        )
    return value


def _size(drawn: Mapping[str, float], size: int | None, cap: int) -> int:
    """Return the animals per group: as told, or the profile's, rounded, at most ``cap``."""
    wanted = max(1, round(drawn["group.size"])) if size is None else whole("size", size)
    return min(wanted, whole("cap", cap))


def _learners(learners: int | None, size: int) -> int:
    """Return how many animals of a group learn: as told, or all."""
    return size if learners is None else min(size, whole("learners", learners))


def _shown(repertoire: Repertoire, world: str) -> Ints:
    """Return (K,) which action the world shows when each is done."""
    if world == "permuted":
        return derangement(repertoire.effectors, repertoire.kinds)
    return np.arange(len(repertoire))
