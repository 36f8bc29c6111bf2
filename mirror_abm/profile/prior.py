"""Three priors on the rates of experience, to show how much of a conclusion rests on guesses.

``authored``
    The files as they are: every number was chosen by people who knew which species are positive.
``rule_made``
    One formula for all species alike. It reads three things of a profile - how many animals live
    together, which effectors the animal can see, how it acquires its sounds - and no record of
    mirror neurons::

        S = ln(max(1, n)) / ln(60), at most 1        sociality; n = group.size, 1 if solitary
        V = e_visible / e_silent                     effectors of silent acts: those seen, of all
        C = 0 silent, 1 innate, 2 limited, 3 learned        vocal class

        acts.visible_share                           = V, from 0.01 to 0.6          [/3, *3 <= 0.9]
        acts.audible_rate                            = 0 if C = 0, else 3 * 3^C     [/10, *10]
        experience.being_imitated.rate               = 0.05 * 40^S                  [/10, *10]
        experience.synchrony.rate                    = 0.1 * 100^S                  [/10, *10]
        experience.mirrors.rate                      = 0.005                        [/10, *10]
        experience.self_observation.rate             = 60 * V                       [/10, *10]
        experience.sound.rate                        = 0.1 * S * acts.audible_rate  [/10, *10]
        experience.watching_others.attention         = 0.03 * 20^S                  [/3, *3 <= 1]

``exchangeable``
    All species share the pooled range: for each of these numbers the median of the library's
    values, the smallest low and the greatest high, over its species (without variants) that can
    have the experience at all.

A file of the first edition, which states no attention, keeps that edition's priors on the share of
non-matching sights from which attention is solved: 0.95 - 0.15 * S [-0.2, +0.04], and what the
library held then. Beside an attention such a share is a check and no prior: it stays the file's.
The formula for attention is about what the share's would solve to at the rates of the rule.

Under both of these a rate of silent acts, which few files state, gives way to the constant
``acts_rate``, one range for all species.

``mixture``
    Not a prior of its own: replicate r is under authored, rule_made or exchangeable rates as r
    leaves 0, 1 or 2 when it is divided by 3. It is what inference over all three rests on.

Under every prior a number whose range is 0 stays 0 (what anatomy rules out no prior brings in), a
block that is left out stays out, and group, repertoire, life history, exchanges and stages of life
are the file's, and so are the acts that can be done in synchrony. Synchrony is in coincidences
under these priors, also where a file of the first edition counts bouts. A random draw keeps its
address: the quantile of a number is the same under all three.
"""

from __future__ import annotations

import math
import statistics
from functools import cache

from ..base.checks import one_of
from ..base.errors import InputError
from .quantity import COINCIDENCES, Quantity
from .species import SpeciesProfile, library, load_species

PRIORS = ("authored", "rule_made", "exchangeable")
MIXTURE = "mixture"  #: of these three, in turn
ATTENTION = "experience.watching_others.attention"
SHARE = "experience.watching_others.nonmatching_share"
RATES = (
    "acts.visible_share",
    "acts.audible_rate",
    "experience.being_imitated.rate",
    "experience.synchrony.rate",
    "experience.mirrors.rate",
    "experience.self_observation.rate",
    "experience.sound.rate",
    ATTENTION,
)
VOCAL_CLASSES = ("silent", "innate", "limited", "learned")  #: in the order of C
Range = tuple[float, float, float]  #: value, low, high
#: the share of non-matching sights pooled over the 38 species of the first edition's library
POOLED_SHARE: Range = (0.89, 0.4, 0.999)


def prior_of(prior: str, replicate: int) -> str:
    """Return the prior that a replicate is under.

    Parameters
    ----------
    prior : {"authored", "rule_made", "exchangeable", "mixture"}
        That of the run.
    replicate : int
        Number of the replicate.

    Returns
    -------
    str
        ``prior`` itself, or of a mixture the one whose turn it is.

    Raises
    ------
    InputError
        There is no such prior.

    Examples
    --------
    >>> [prior_of("mixture", replicate) for replicate in range(4)]
    ['authored', 'rule_made', 'exchangeable', 'authored']
    """
    one_of("prior", prior, (*PRIORS, MIXTURE))
    return PRIORS[replicate % len(PRIORS)] if prior == MIXTURE else prior


def under(profile: SpeciesProfile, prior: str, replicate: int = 0) -> SpeciesProfile:
    """Return a profile with its rates as a prior has them.

    Parameters
    ----------
    profile : SpeciesProfile
        The species.
    prior : {"authored", "rule_made", "exchangeable", "mixture"}
        Which prior, see the text of this module.
    replicate : int, default 0
        Of a mixture: the replicate whose prior is meant.

    Returns
    -------
    SpeciesProfile
        ``profile`` itself under ``authored``.

    Raises
    ------
    InputError
        No such prior, or a profile without ``vocal_class`` under ``rule_made``.
    """
    prior = prior_of(prior, replicate)
    if prior == "authored":
        return profile
    made = rule_made(profile) if prior == "rule_made" else pooled() | {SHARE: POOLED_SHARE}
    source, how = (
        ("rule_made_prior_2026", "guess")
        if prior == "rule_made"
        else ("species_table_2026", "derived")
    )
    reason = (
        "by the formula that is the same for all species"
        if prior == "rule_made"
        else "pooled over the library: median of the values, smallest low, greatest high"
    )
    data = profile.model_dump(mode="json")
    numbers = profile.quantities()
    made.pop(SHARE if ATTENTION in numbers else ATTENTION)
    data["acts"].pop("rate", None)
    for name, (value, low, high) in made.items():
        given = numbers.get(name)
        if given is not None and given.high > 0:
            block = data
            for key in name.split("."):
                block = block[key]
            block.update(value=value, low=low, high=high, source=source, how=how, reason=reason)
            if name == "experience.synchrony.rate":
                block["unit"] = COINCIDENCES
    return SpeciesProfile.model_validate(data)


def rule_made(profile: SpeciesProfile) -> dict[str, Range]:
    """Return the rates of a species by the formula in the text of this module.

    Parameters
    ----------
    profile : SpeciesProfile
        The species.

    Returns
    -------
    dict of str to (float, float, float)
        Value, low and high by dotted name; events per hour, or shares.

    Raises
    ------
    InputError
        The profile has no ``vocal_class``.
    """
    if profile.vocal_class is None:
        raise InputError(
            f"{profile.name} vocal_class: is missing: the prior rule_made is computed from it; "
            f"must be one of {', '.join(VOCAL_CLASSES)}."
        )
    animals = 1.0 if profile.group.layout == "solitary" else max(1.0, profile.group.size.value)
    social = min(1.0, math.log(animals) / math.log(60))
    silent = {action.effector for action in profile.actions if not action.audible}
    visible = {action.effector for action in profile.actions if action.kind == "visible"}
    share = min(0.6, max(0.01, len(visible) / len(silent))) if silent else 0.01
    voice = VOCAL_CLASSES.index(profile.vocal_class)
    audible = 3.0 * 3**voice if voice else 0.0
    nonmatching = 0.95 - 0.15 * social
    seen = 0.03 * 20**social
    rates = {
        "acts.audible_rate": audible,
        "experience.being_imitated.rate": 0.05 * 40**social,
        "experience.synchrony.rate": 0.1 * 100**social,
        "experience.mirrors.rate": 0.005,
        "experience.self_observation.rate": 60 * share,
        "experience.sound.rate": 0.1 * social * audible,
    }
    return {name: (rate, rate / 10, rate * 10) for name, rate in rates.items()} | {
        "acts.visible_share": (share, share / 3, min(0.9, 3 * share)),
        ATTENTION: (seen, seen / 3, min(1.0, 3 * seen)),
        SHARE: (nonmatching, nonmatching - 0.2, nonmatching + 0.04),
    }


@cache
def pooled() -> dict[str, Range]:
    """Return the rates pooled over the bundled species that can have the experience.

    Returns
    -------
    dict of str to (float, float, float)
        Value, low and high by dotted name; events per hour, or shares.
    """
    every: dict[str, list[Quantity]] = {name: [] for name in RATES}
    for species in library():
        for name, item in load_species(species).quantities().items():
            if name in every and item.high > 0:
                every[name].append(item)
    return {
        name: (
            statistics.median(item.value for item in items),
            min(item.low for item in items),
            max(item.high for item in items),
        )
        for name, items in every.items()
    }
