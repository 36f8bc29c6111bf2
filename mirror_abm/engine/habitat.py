"""Where groups live: their social networks and what happens in them, whoever lives through it.

Accounts, arms and knock-outs of a replicate live through the same events, so a run makes a habitat
once and lets one population after another live in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ..animal.anatomy import build
from ..animal.network import Network
from ..experience.chronicle import Chronicle, Lived
from ..experience.events import EventStream
from ..experience.supply import lived
from ..experience.ties import relative_ties, social_network
from .setup import Setup

if TYPE_CHECKING:
    import networkx as nx


class Habitat:
    """The social networks and events of the groups of one replicate.

    Parameters
    ----------
    setup : Setup
        What a population is made of.
    without : iterable of str, optional
        Sources that are switched off for everybody in the habitat; those of ``setup`` if left out.
    shared : bool
        Whether events and newborn animals are kept for populations that live there later.
    """

    def __init__(
        self, setup: Setup, without: Iterable[str] | None = None, shared: bool = False
    ) -> None:
        self.setup, self.shared = setup, shared
        self.without = frozenset(setup.without if without is None else without)
        self._supply = lived(setup.intact, sorted(self.without))
        self._networks: dict[int, nx.Graph] = {}
        self._chronicles: dict[int, Chronicle] = {}
        self._newborns: dict[tuple[Any, ...], Network] = {}

    def __repr__(self) -> str:
        name, replicate = self.setup.profile.name, self.setup.replicate
        return f"<Habitat of {name}, replicate {replicate}: {len(self._networks)} groups>"

    def serves(self, setup: Setup) -> bool:
        """Return whether a population lives through what happens here, or a part of it.

        Parameters
        ----------
        setup : Setup
            What it is made of.

        Returns
        -------
        bool
            Only where its supply with nothing switched off is the same number by number, and it
            lacks at least the sources that the habitat lacks.
        """
        return self.without <= {*setup.without} and surroundings(setup) == surroundings(self.setup)

    def network(self, group: int) -> nx.Graph:
        """Return the social network of a group.

        Parameters
        ----------
        group : int
            Number of the group.

        Returns
        -------
        networkx.Graph
            Made once: do not change it where a habitat is shared.
        """
        if group not in self._networks:
            setup, size, drawn = self.setup, self.setup.size, self.setup.drawn
            self._networks[group] = social_network(
                setup.profile.group.layout,
                size,
                drawn.get("group.unit_size", size),
                drawn.get("group.tie_inequality", setup.constants.tie_inequality),
                setup.seed,
                *self._address(group),
                "ties",
                observed=setup.profile.group.network,
            )
        return self._networks[group]

    def stage(self, group: int, without: Iterable[str]) -> EventStream | Lived:
        """Return what happens in a group, to be asked for block by block.

        Parameters
        ----------
        group : int
            Number of the group.
        without : iterable of str
            Sources that are switched off, those that the habitat lacks among them.

        Returns
        -------
        EventStream or Lived
            The stream itself where nothing is shared.
        """
        if group in self._chronicles:
            return self._chronicles[group].without(without)
        make = partial(
            EventStream,
            self._supply,
            relative_ties(self.network(group)),
            self.setup.learners,
            self.setup.shown,
            int(self.setup.constants.views),
            sorted(self.without),
            self.setup.learning.timing.per_second,
            self.setup.seed,
            *self._address(group),
        )
        if not self.shared:
            return make()
        self._chronicles[group] = Chronicle(make)
        return self._chronicles[group].without(without)

    def newborn(self, setup: Setup, group: int, index: int) -> Network:
        """Return the network of a newborn animal of a population that lives here.

        Parameters
        ----------
        setup : Setup
            What the population is made of.
        group, index : int
            Number of the group, and of the animal in it.

        Returns
        -------
        Network
            Its own, to be changed.
        """
        make = partial(
            build,
            setup.repertoire,
            setup.constants,
            setup.birth,
            setup.seed,
            setup.replicate,
            setup.profile.name,
            group,
            index,
            rule=setup.learning.rule,
        )
        if not self.shared:
            return make()
        key = (setup.constants, setup.birth, setup.rule, group, index)
        if key not in self._newborns:
            self._newborns[key] = make()
        return self._newborns[key].copy()

    def _address(self, group: int) -> tuple[int | str, ...]:
        """Return the words that name all draws of a group."""
        return (self.setup.replicate, self.setup.profile.name, group)


def surroundings(setup: Setup) -> tuple[Any, ...]:
    """Return all that the social networks and the events of a population depend on.

    Parameters
    ----------
    setup : Setup
        What it is made of.

    Returns
    -------
    tuple
        Equal for two populations of one species if the one lives through the same as the other, but
        for the sources that are switched off.
    """
    supply = (getattr(setup.intact, field.name) for field in fields(setup.intact))
    return (
        (setup.profile.name, setup.seed, setup.replicate, setup.size, setup.learners),
        (setup.constants.views, setup.constants.tie_inequality, setup.learning.timing.per_second),
        tuple(sorted(setup.drawn.items())),
        setup.shown.tobytes(),
        tuple(x.tobytes() if isinstance(x, np.ndarray) else x for x in supply),
    )
