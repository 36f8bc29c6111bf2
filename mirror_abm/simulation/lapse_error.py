"""How wrong animals are that lived in time-lapse: compared with the same that lived in full.

In full, cues are so little salient that learning is slow (``s alpha``, by default 0.003), and every
day is lived. In time-lapse a k-th of the days is lived at k times the salience, ``s k alpha``. Both
have the same networks, ties and drawn numbers, at the same age, and differ in which events chance
brings, and in the size of the steps of learning. The error is what is found in time-lapse minus
what is found in full, over replicates; chance makes it vary, and its standard error says how much.

:mod:`mirror_abm.conditioning.lapse` measures the same of each learning rule in a bare world of two
sights and a context, without this noise.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..animal.birth import rule_of
from ..animal.constant_values import constants_of
from ..base.checks import finite, whole
from ..base.errors import InputError
from ..base.means import error_of_mean
from ..base.progress import followed
from ..base.shelf import accounts as shelf
from ..engine.population import Population
from ..profile.species import SpeciesProfile, load_species
from .recordings import measured
from .summary import FACTORS, HEADLINE, animals, groups

#: short- and long-lived, with and without sounds, of small and of large groups
SPECIES = ("danio_rerio", "mus_musculus", "taeniopygia_guttata", "homo_sapiens")
SALIENCES = (0.01, 0.03, 0.09, 0.27)  #: of the time-lapse, s k alpha
SLOWEST = 0.003  #: of the life in full, s alpha
#: of a life in full: learning as far on as that at two years, at the medians of alpha and s
DAYS = 73.0
REPLICATES = 10
MEASURES = ("mirror_index", HEADLINE, "unconditional_net")
CELL = ["account", "rule", "salience", "lapse", "measure"]


def time_lapse_errors(
    species: str | Iterable[str] = SPECIES,
    account: str | Iterable[str] = "associative",
    *,
    saliences: Iterable[float] = SALIENCES,
    slowest: float = SLOWEST,
    days: float = DAYS,
    replicates: int = REPLICATES,
    learners: int = 2,
    seed: int = 0,
    point: bool = False,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Return how wrong time-lapse makes what is recorded, against a life that was lived in full.

    Parameters
    ----------
    species, account : str or iterable of str
        Which animals, and under which accounts.
    saliences : iterable of float
        Saliences of the time-lapse, ``s k alpha``, each above ``slowest`` and at most 0.3.
    slowest : float
        Salience ``s alpha`` of the life in full.
    days : float
        Active days of the life in full, the age at which all are recorded.
    replicates : int
        Draws, each with one group.
    learners : int
        Animals of each group that learn and are recorded.
    seed : int
        Names the draws.
    point : bool
        Use medians instead of drawing.
    progress : bool, optional
        Whether a progress bar is shown.

    Returns
    -------
    pandas.DataFrame
        One row per species, account, salience, modality and measure (the mirror index, own minus
        other, and the unconditional net share): ``lapse``, ``days``; ``full`` and ``lapsed``, the
        means of both; ``error``, lapsed minus full, with its standard error ``se`` over groups
        paired; ``n`` and ``unit_of_replication``, the group.

    Raises
    ------
    InputError
        For a salience that no time-lapse can have, or fewer than two replicates.

    Examples
    --------
    >>> table = time_lapse_errors("octopus_vulgaris", saliences=[0.03], days=0.5, replicates=2)
    >>> table[["measure", "lapse", "n"]].drop_duplicates("measure").values.tolist()[0]
    ['mirror_index', 10.0, 2]
    """
    names, told = ([each] if isinstance(each, str) else list(each) for each in (species, account))
    for name in told:
        shelf.load(name)
    profiles = [load_species(name) for name in names]
    ladder = _checked(list(saliences), finite("slowest", slowest), finite("days", days))
    whole("replicates", replicates, 2)
    lives = [(profile, name) for profile in profiles for name in told]
    rows = []
    for profile, name in followed(lives, progress, "species"):
        found = []
        for replicate in range(replicates):
            drawn = constants_of(seed, replicate, point=point)
            fixed = {"incidental_salience": slowest / drawn.alpha}
            for lapse in (1.0, *(each / slowest for each in ladder)):
                shared = {"constants": fixed, "learners": learners, "seed": seed, "point": point}
                found.append(_lived(profile, name, replicate, lapse, days, **shared))
        rows.append(_errors(pd.concat(found), slowest).assign(days=days))
    return pd.concat(rows, ignore_index=True).assign(unit_of_replication="group")


def _checked(ladder: list[float], slowest: float, days: float) -> list[float]:
    """Return the saliences of a time-lapse, if there can be one."""
    if not slowest > 0:
        raise InputError(f"slowest = {slowest:g}: must be above 0.")
    if not days > 0:
        raise InputError(f"days = {days:g}: must be above 0.")
    for each in ladder:
        if not slowest < finite("saliences", each) <= 0.3:
            raise InputError(f"saliences = {each:g}: must lie in ({slowest:g}, 0.3].")
    if not ladder:
        raise InputError("saliences: must name one or more.")
    return ladder


def _lived(
    profile: SpeciesProfile,
    account: str,
    replicate: int,
    lapse: float,
    days: float,
    **shared: object,
) -> pd.DataFrame:
    """Return what is recorded of one group that lived so many days of age."""
    population = Population(
        profile,
        account,
        collect=False,
        replicate=replicate,
        lapse=lapse,
        **shared,  # type: ignore[arg-type]
    )
    population.forward(max(1, round(days / lapse * population.day_ticks)))
    cell = {"species": profile.name, "account": account, "arm": "intact", "world": "normal"}
    return groups(animals(measured(population).assign(**cell))).assign(lapse=lapse)


def _errors(found: pd.DataFrame, slowest: float) -> pd.DataFrame:
    """Return the errors of one species under one account, from the shares of its groups."""
    keys = [name for name in FACTORS if name not in ("arm", "world")]
    long = found.melt([*keys, "replicate", "lapse"], list(MEASURES), "measure").dropna()
    whole_life = long[long["lapse"] == 1].drop(columns="lapse").rename(columns={"value": "full"})
    both = long[long["lapse"] > 1].merge(whole_life, on=[*keys, "replicate", "measure"])
    both = both.rename(columns={"value": "lapsed"})
    both["error"] = both["lapsed"] - both["full"]
    each = both.groupby([*keys, "measure", "lapse"], sort=False, observed=True)
    table = each[["full", "lapsed", "error"]].mean()
    table["se"] = [error_of_mean(part["error"], part["replicate"]).error for _, part in each]
    table["n"] = each.size()
    table = table.reset_index()
    table.insert(2, "rule", [rule_of(name) for name in table["account"]])
    table.insert(3, "salience", table["lapse"] * slowest)
    return table


def over_species(table: pd.DataFrame) -> pd.DataFrame:
    """Return the errors of each account over all species and modalities.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`time_lapse_errors` returns.

    Returns
    -------
    pandas.DataFrame
        One row per account, salience and measure: ``error``, the mean over species and modalities,
        with its standard error ``se``; ``largest``, the largest of a species in a modality, with
        ``largest_se``; ``cells``, the number of species times modalities.
    """
    rows = []
    for key, part in table.groupby(CELL, sort=False, observed=True):
        errors, chance = part["error"].to_numpy(), part["se"].to_numpy()
        most, m = int(np.abs(errors).argmax()), len(part)
        rows.append(
            {
                **dict(zip(CELL, key, strict=True)),
                "error": errors.mean(),
                "se": float(np.sqrt((chance**2).sum())) / m,
                "largest": errors[most],
                "largest_se": chance[most],
                "cells": m,
            }
        )
    return pd.DataFrame(rows)
