"""Which species to record so that ecology can be told from descent, and how many.

A design study: a trait is to be recorded of which a predictor (an ecological trait, or what an
account predicts) explains a slope of given size, and descent the rest. Nothing is tested on any
data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..base.brief import some
from ..base.checks import finite, one_of, whole
from ..base.errors import InputError, did_you_mean
from ..base.ranges import carried, ends
from ..base.seeds import LARGEST_SEED, stream
from .phylo_file import SPECIES
from .phylo_models import ML, REML, axes
from .phylo_power import World, greedy
from .phylo_simulated import (
    CHUNK,
    ORDINARY,
    called,
    in_unit,
    share_of,
    signal_range,
    trait_from,
)
from .phylo_table import names_given, refuse_constant, table_of, values_of
from .phylo_tree import FEWEST, GivenTree, enough_species, history, shared_history

#: range of Pagel's lambda of residuals, uniform: assumed, as nobody has recorded enough species
SIGNAL = (0.5, 1.0)
SIZES = 24  #: numbers of species at which studies are simulated, at most
MOST_SPECIES = 300
UNIT = "simulated study"
#: what studies are simulated for: a slope that is there, and one that is not
OUTCOMES = ("power_pgls", "false_pgls", "false_ordinary")


def design(
    candidates: Any = None,
    predictor: str | None = None,
    *,
    slope: float = 0.5,
    have: Iterable[str] = (),
    count: int | None = None,
    tree: GivenTree = None,
    signal: float | tuple[float, float] = SIGNAL,
    method: str = ML,
    alpha: float = 0.05,
    draws: int = 200,
    orders: int = 20,
    simulations: int = 1000,
    seed: int = 0,
    species: str = SPECIES,
) -> pd.DataFrame:
    """Return which species to record, in which order, and what PGLS can then tell.

    Parameters
    ----------
    candidates : list of str, Mapping, pandas.DataFrame, str or Path, optional
        Names of the species that could be recorded; or a predictor by species, as a mapping, a
        table or the path of one. A predicted trait may stand here: nothing is tested on it. By
        default all species of the tree.
    predictor : str, optional
        The column of the predictor, or ``log`` of it, if a table has several. Without any
        predictor it is drawn: a trait that follows descent as the residuals do.
    slope : float, default 0.5
        How much the trait changes, in standard deviations of its residuals, for one standard
        deviation of the predictor over all candidates.
    have : iterable of str, optional
        Species among the candidates that are recorded already.
    count : int, optional
        How many species at most; by default all candidates.
    tree : Tree, str or Path, optional
        A tree of your own; by default the library's.
    signal : float or tuple of float, default (0.5, 1.0)
        Pagel's lambda of the residuals, or the range from which it is drawn. The range is assumed.
    method : str, default "ML"
        How lambda is estimated in the studies that are simulated: ML or REML.
    alpha : float, default 0.05
        The level of the test.
    draws : int, default 200
        Draws of lambda, and of the predictor if it is not given, over which the choice is made.
    orders : int, default 20
        Orders at random beside which the chosen one is put.
    simulations : int, default 1000
        Studies that are simulated with each set; 0 for none.
    seed : int, default 0
        Of all draws.
    species : str, default "species"
        The column with the names of the species.

    Returns
    -------
    pandas.DataFrame
        One row a species, in the order in which to record them: those recorded already first
        (``added`` False), then greedily that which adds most power. ``power`` of PGLS with lambda
        known, mean over draws, with its range; ``power_random`` of as many species at random. Of
        studies simulated with exactly this set, lambda estimated: ``power_pgls``, and the
        false positives ``false_pgls`` and ``false_ordinary`` where there is no slope, each with
        its Monte-Carlo ``_error``; the unit of replication is the simulated study.

    Raises
    ------
    InputError
        Candidates that have no place in the tree, fewer than 5 of them or more than 300, a
        predictor that is constant or missing, ``have`` that are no candidates, numbers out of
        range.

    Examples
    --------
    >>> apes = ["homo_sapiens", "pan_troglodytes", "pan_paniscus", "gorilla_gorilla",
    ...         "macaca_mulatta", "mus_musculus", "gallus_gallus", "danio_rerio"]
    >>> table = design(apes, have=["homo_sapiens", "macaca_mulatta"], draws=50, simulations=0)
    >>> table["species"].tolist()[:2], bool(table["power"].is_monotonic_increasing)
    (['homo_sapiens', 'macaca_mulatta'], True)
    """
    whole("draws", draws, 2, 10_000)
    whole("orders", orders, 1, 10_000)
    one_of("method", method, (ML, REML))
    whole("simulations", simulations, 0, 100_000)
    whole("seed", seed, 0, LARGEST_SEED)
    in_unit("alpha", alpha, ends=False)
    if finite("slope", slope) == 0:
        raise InputError("slope = 0: must not be 0: there would be nothing to find.")
    names, given = _candidates(candidates, predictor, species, history(tree).tips)
    first = _recorded_already(have, names)
    most = (
        len(names) if count is None else whole("count", count, max(FEWEST, len(first)), len(names))
    )
    world = World(shared_history(history(tree), names), given, signal_range(signal), draws, seed)
    chosen, power = greedy(world, first, most, slope, alpha)
    rng = stream(seed, "phylo", "orders")
    rest = [at for at in range(len(names)) if at not in first]
    shuffled = [[*first, *rng.permutation(rest).astype(int)][:most] for _ in range(orders)]
    by_chance = np.mean(
        [world.powers(order, slope, alpha).mean(axis=0) for order in shuffled], axis=0
    )
    low, high = (np.array(each) for each in zip(*(ends(each) for each in power.T), strict=True))
    table = pd.DataFrame(
        {
            "step": np.arange(1, most + 1),
            "species": [names[at] for at in chosen],
            "added": np.arange(most) >= len(first),
            "power": power.mean(axis=0),
            "power_low": low,
            "power_high": high,
            "level": carried(draws),
            "power_random": by_chance,
        }
    )
    sizes = _sizes(len(first), most) if simulations else []
    simulated = _simulated(
        world, [chosen[:size] for size in sizes], slope, (method, alpha), simulations, seed
    )
    table = table.merge(simulated, on="step", how="left")
    return table.assign(
        slope=slope, alpha=alpha, draws=draws, simulations=simulations, unit_of_replication=UNIT
    )


def _candidates(
    given: Any, predictor: str | None, species: str, tips: tuple[str, ...]
) -> tuple[list[str], np.ndarray | None]:
    """Return names, and the predictor if one is given."""
    table = isinstance(given, (Mapping, pd.DataFrame, pd.Series, str, Path))
    if not table:
        if predictor is not None:
            raise InputError(
                f"predictor = {predictor!r}: is a column of a table of candidates, and none is "
                "given."
            )
        names, values = (list(tips) if given is None else names_given("candidates", given)), None
    else:
        found = table_of(given, predictor, species, simulated=True)
        names, values = [str(each) for each in found.index], None
        numeric = [name for name in found.columns if pd.api.types.is_numeric_dtype(found[name])]
        if predictor is None and len(numeric) > 1:
            raise InputError(
                f"predictor: the table has {len(numeric)} columns of numbers "
                f"({some(map(str, numeric))}): must be named."
            )
        if predictor is not None or numeric:
            column = predictor if predictor is not None else str(numeric[0])
            values = values_of(found, column)
            refuse_constant(column, values)
    enough_species(names, "a design")
    if len(names) > MOST_SPECIES:
        raise InputError(f"candidates: {len(names)}: must be at most {MOST_SPECIES}.")
    return names, values


def _recorded_already(have: Iterable[str], names: list[str]) -> list[int]:
    """Return the places of the species that are recorded already."""
    there = names_given("have", have)
    for name in there:
        if name not in names:
            raise InputError(
                f"have: {name} is no candidate: must be one of them.{did_you_mean(name, names)}"
            )
    return [names.index(name) for name in dict.fromkeys(there)]


def _sizes(recorded: int, most: int) -> list[int]:
    """Return the numbers of species at which studies are simulated, what is there among them."""
    some_of_them = np.linspace(FEWEST, most, SIZES).round().astype(int).tolist()
    return sorted({*some_of_them, recorded} & set(range(FEWEST, most + 1)))


def _simulated(
    world: World,
    sets: list[list[int]],
    slope: float,
    test: tuple[str, float],
    simulations: int,
    seed: int,
) -> pd.DataFrame:
    """Return power and false positives of studies simulated with sets of growing size."""
    rows = []
    for inside in sets:
        row: dict[str, float] = {"step": len(inside)}
        hits = _hits(world, inside, slope, test, simulations, seed)
        for name, count in zip(OUTCOMES, hits, strict=True):
            found = share_of(count, simulations)
            row |= {name: found["share"], f"{name}_error": found["error"]}
        rows.append(row)
    columns = [f"{name}{end}" for name in OUTCOMES for end in ("", "_error")]
    return pd.DataFrame(rows, columns=["step", *columns])


def _hits(
    world: World,
    inside: list[int],
    slope: float,
    test: tuple[str, float],
    simulations: int,
    seed: int,
) -> list[int]:
    """Return how many studies of a set call a slope significant, in the order of OUTCOMES."""
    method, alpha = test
    shared = world.shared[np.ix_(inside, inside)]
    on = axes(shared - shared.min())  # as shared_history leaves out what all of them share
    rng, hits = stream(seed, "phylo", "studies", len(inside)), [0, 0, 0]
    for begin in range(0, simulations, CHUNK):
        lam = world.lambdas(min(CHUNK, simulations - begin), rng)
        noise = rng.standard_normal((2, len(lam), len(world.shared)))
        rest = trait_from(world.root, world.own, noise, lam)[:, inside]
        x = world.predictors(lam, rng)[:, inside]
        for at, (way, y) in enumerate(
            (("pgls", rest + slope * x), ("pgls", rest), (ORDINARY, rest))
        ):
            fixed = 0.0 if way == ORDINARY else None
            hits[at] += int(called(on, x, y, way, method, fixed, alpha).sum())
    return hits
