"""A community: animals are born and die in it, and copy as they are ready to.

*Endogenous imitation* closes the cultural loop. The chance p = rate / acts.rate that an act is
copied, which a profile states, is that of observers who are fully ready. In a community an observer
whose matched response to the sight of the act is m is ready by q(m)
(:mod:`mirror_abm.animal.readiness`), and copies with the chance ::

    p [(1 - e) + e q(m)]

where e is ``endogenous``, in [0, 1]; 0 is imitation that does not depend on who copies, as in a
:class:`~mirror_abm.engine.population.Population`. m is read out at the beginning of each active
day. The draws come from a stream of their own: no other draw moves.

What happens then depends on what animals have learned, so that events are made a day at a time, and
animals may go and come between two days by Mesa's own verbs: ``animal.remove()`` leaves a place in
the group empty, ``Animal(community, group, index)`` takes an empty one, with its ties.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from ..animal.constant_values import covers
from ..animal.readiness import drawn_steepness, matched_by_act, readiness
from ..base.checks import finite, whole
from ..base.errors import InputError
from ..base.seeds import SeedLike
from ..experience.events import EventStream
from ..profile.species import SpeciesProfile
from .animal import Animal
from .comings import Comings
from .options import Options, spelled
from .population import Population
from .setup import Setup

if TYPE_CHECKING:
    from ..animal.network import Array

TRIALS = 500  #: pairings of each act with its sight that make a trained adult


class Community(Comings, Population):
    """A population in which animals are born and die, and copy as they are ready to.

    ``step()`` advances one active day; with a ``lifespan``, who has reached it dies at its end, and
    a newborn takes the place.

    Parameters
    ----------
    species : str or SpeciesProfile or Setup
        Name of a bundled species, path of a species file, a profile, or a setup of your own.
    account : str
        A name on the shelf ``accounts``, without a sensitive period.
    endogenous : float
        Share e of imitation that depends on the copier's readiness, in [0, 1].
    steepness : float, optional
        Exponent h of readiness; drawn with the replicate if left out, 4 with ``point``.
    lifespan : float, optional
        Age in days at which animals die; they live for ever if left out. Founders, newborn in what
        they know, have ages spread evenly over it, so that they do not die on one day.

    animal_class : type
        A subclass of :class:`Animal`, which may need the agents engine.
    engine, threads : str, int
        ``"compiled"`` on some threads, or ``"agents"``, the readable reference: the same bits.
    collect : bool
        Whether ``step`` collects into ``datacollector``.
    rng : int, optional
        Mesa's name for ``seed``, which may be given instead.
    seed, replicate, groups : int
        The first two name every draw; social groups have no contact with each other.
    point : bool
        Use the medians of the profile and the constants' defaults instead of drawing them.
    settings, constants : mapping from str to float, optional
        Numbers to fix.
    without : str or iterable of str
        Sources of experience to switch off.
    world, weights : str
        ``"normal"`` or ``"permuted"``; ``"signed"`` or ``"excitatory"``.
    size, cap, learners : int, optional
        Animals per group, and the largest group; ``learners`` is left out, for all learn.
    lapse : float
        Days of age that a simulated day stands for.
    rule : str, optional
        A name on the shelf ``rules``, instead of the account's own.
    carrier : bool, optional
        Whether they carry the heritable system of some accounts; None draws it on the tree.
    tree : str, Path or Tree, optional
        That tree, or its Newick file, instead of the library's.
    prior : str
        Rates of experience: ``"authored"``, ``"rule_made"`` or ``"exchangeable"``.

    Raises
    ------
    InputError
        For anything that is not allowed, in one sentence.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> few = {"size": 2, "point": True, "seed": 1, "engine": "agents"}
    >>> community = ma.Community("canis_familiaris", lifespan=3000, **few)
    >>> community.agents[1].remove()
    >>> newborn = ma.Animal(community, 0, 1)
    >>> [community.age_of(animal) for animal in community.learners]
    [0.0, 0.0]
    >>> 0 <= community.ready < 0.01
    True
    """

    def __init__(
        self,
        species: str | SpeciesProfile | Setup,
        account: str = "associative",
        *,
        endogenous: float = 1.0,
        steepness: float | None = None,
        lifespan: float | None = None,
        animal_class: type[Animal] = Animal,
        engine: str = "compiled",
        threads: int = 1,
        collect: bool = True,
        rng: SeedLike = None,
        **options: Unpack[Options],
    ):
        self.endogenous = _share(endogenous)
        self.lifespan = None if lifespan is None else _above("lifespan", lifespan)
        given = None if steepness is None else _above("steepness", steepness)
        point, kept = bool(options.get("point", False)), dict(options.get("constants") or {})
        super().__init__(
            species,
            account,
            animal_class=animal_class,
            engine=engine,
            threads=threads,
            collect=collect,
            rng=rng,
            **options,
        )
        self._refuse()
        covering = covers(kept | {"latin_hypercube": self.constants.latin_hypercube})
        drawn = drawn_steepness(self.seed_value, self.replicate, point, covering)
        self.steepness = drawn if given is None else given
        self.births = 0
        for stage in self._streams():
            stage.setting.born = self._founders()

    def _refuse(self) -> None:
        """Refuse what a community cannot be."""
        if self.setup.learners < self.size:
            raise InputError(
                f"learners = {self.setup.learners}: must be left out, or be all {self.size} of the "
                "group: whether an animal copies depends on what it has learned."
            )
        if self.constants.sensitive_period > 0:
            raise InputError(
                f"account = {self.account_name}: has a sensitive period, and animals of a "
                "community differ in age: set constants.sensitive_period = 0, or take another "
                "account."
            )
        if self.constants.criterion <= 0:
            raise InputError("constants.criterion = 0: must be above 0, where readiness is 1/2.")

    def _founders(self) -> Any:
        """Return (n,) the ticks at which the animals of a group were born."""
        if self.lifespan is None:
            return np.zeros(self.size, np.int64)
        spread = np.arange(self.size) / self.size * self.lifespan
        return -np.rint(spread / self.lapse * self.day_ticks).astype(np.int64)

    def _streams(self) -> list[EventStream]:
        """Return the stage of each group whose events are made, and not given."""
        return [stage for stage in self._stages if isinstance(stage, EventStream)]

    # ------------------------------------------------------------------ time
    def step(self) -> None:
        """Advance one active day, let who is old enough die and be followed, then collect."""
        self.forward(self.day_ticks)
        self.renew()
        if self.collect:
            self.datacollector.collect(self)

    def renew(self) -> int:
        """Let a newborn take the place of each animal that has reached the ``lifespan``.

        Returns
        -------
        int
            How many died.
        """
        if self.lifespan is None:
            return 0
        old = [each for each in self.learners if self.age_of(each) >= self.lifespan - 1e-9]
        for animal in old:
            self.replace(animal)
        return len(old)

    def replace(self, animal: Animal, age: float = 0.0) -> Animal:
        """Let another take the place of an animal, which goes.

        Parameters
        ----------
        animal : Animal
            Who goes.
        age : float
            Age in days of the other: a newborn in what it knows, whatever its age.

        Returns
        -------
        Animal
            Who comes.
        """
        animal.remove()
        other = type(animal)(self, animal.group, animal.index)
        stage = self._stages[animal.group]
        if isinstance(stage, EventStream) and stage.setting.born is not None:
            stage.setting.born[animal.index] -= round(age / self.lapse * self.day_ticks)
        return other

    def age_of(self, animal: Animal) -> float:
        """Return the age of an animal in days.

        Parameters
        ----------
        animal : Animal
            One of the community.

        Returns
        -------
        float
            Days of age.
        """
        stage = self._stages[animal.group]
        born = getattr(getattr(stage, "setting", None), "born", None)
        since = self.tick - (0 if born is None else int(born[animal.index]))
        return since * self.lapse / self.day_ticks

    def _make_block(self) -> None:
        """Make the events of the next block of time; readiness is that of the day's beginning."""
        if self._made_until % self.day_ticks == 0:
            for stage, animals in zip(self._stages, self._animals, strict=True):
                if isinstance(stage, EventStream):
                    stage.setting.ready = self._chances(animals)
        super()._make_block()

    def _chances(self, animals: list[Animal]) -> Array | None:
        """Return (n, K) the chance of each animal to copy each act; None where it is always 1."""
        e = self.endogenous
        if e == 0:
            return None
        return (1 - e) + e * np.stack([self.readiness_of(animal) for animal in animals])

    def _advance(self, until: int, more: bool) -> None:
        """Let everything before a tick happen; nothing of what comes is made meanwhile."""
        super()._advance(until, more=False)

    # ------------------------------------------------------------------ what is read out
    def readiness_of(self, animal: Animal) -> Array:
        """Return how ready an animal is to copy each act that it sees.

        Parameters
        ----------
        animal : Animal
            One of the community.

        Returns
        -------
        ndarray of float, shape (K,)
            q(m) of each act, see :mod:`mirror_abm.animal.readiness`.
        """
        response = matched_by_act(animal.network, self.shown)
        return readiness(response, self.constants.criterion, self.steepness)

    @property
    def ready(self) -> float:
        """The mean readiness of the animals, acts weighted by how often they are done."""
        share = self.supply.action_rate / self.supply.own_rate
        found = [float(share @ self.readiness_of(animal)) for animal in self.learners]
        return float(np.mean(found)) if found else math.nan

    def train(self, animal: Animal, trials: int = TRIALS) -> None:
        """Train an animal in the laboratory: it does each act as it sees it.

        Parameters
        ----------
        animal : Animal
            One of the community.
        trials : int
            Pairings of the sight of each act with the act, all acts in turn, as salient as in the
            laboratory.
        """
        network, learning = animal.network, self.learning
        taught, base = learning.at(1.0), learning.saliences(network)
        network.scale(self.grown, base)
        for _ in range(whole("trials", trials, 0, 10**6)):
            for act, sight in enumerate(self.shown):
                for view in range(self.views):
                    seen = network.compound(((view, int(sight)),))
                    taught.settle(network, seen, network.motor[act])
        network.scale(self.grown * learning.salience, base)


def _share(value: object) -> float:
    """Return a share in [0, 1]."""
    found = finite("endogenous", value)
    if not 0 <= found <= 1:
        raise InputError(
            f"endogenous = {found:g}: must lie in [0, 1]: the share of imitation that depends on "
            "the copier's own response."
        )
    return found


def _above(name: str, value: object) -> float:
    """Return a number above 0."""
    found = finite(name, value)
    if found <= 0:
        raise InputError(f"{name} = {found:g}: must be above 0.")
    return found


spelled(Options, hidden=("seed",))(Community.__init__)
