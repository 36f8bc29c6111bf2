"""A Mesa model whose agents learn.

One replicate of the social groups of one species under one account.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack

from ..animal.percepts import Kinds
from ..base.checks import whole
from ..base.errors import InputError, unknown
from ..base.seeds import SeedLike, integer, seed_given
from ..base.shelf import sources
from ..base.startup import put_off, sourceless, unwarned
from ..experience.chronicle import Lived
from ..experience.events import Events, EventStream, ScriptedEvents, block_ticks
from ..profile.species import SpeciesProfile
from . import arrays, compiled
from .agenda import Agenda
from .aging import Aging
from .animal import ENGINES, HOOKS, Animal, Percept, engine_for
from .cards import ShownPopulation
from .habitat import Habitat
from .membership import DailyRecords, Membership
from .options import CAP, Options, spelled
from .setup import Setup

# of mesa's continuous spaces, where our animals do not live; and of its bar in notebooks
with put_off("scipy.spatial.distance:cdist"), sourceless(), unwarned("IProgress not found"):
    import mesa

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["CAP", "ENGINES", "HOOKS", "Animal", "Percept", "Population"]


class Population(Aging, ShownPopulation, Membership, mesa.Model):
    """One replicate: the groups of one species under one account.

    ``step()`` advances one active day.

    Parameters
    ----------
    species : str or SpeciesProfile or Setup
        Name of a bundled species, path of a species file, a profile, or a setup of your own.
    account : str
        A name on the shelf ``accounts``.
    animal_class : type
        A subclass of :class:`Animal`, which may need the agents engine.
    engine, threads : str, int
        ``"compiled"`` on some threads, or ``"agents"``, the readable reference: the same bits.
    collect : bool
        Whether ``step`` collects into ``datacollector``.
    habitat : Habitat, optional
        Where it lives, if other populations live through the same events.
    rng : int, optional
        Mesa's name for ``seed``, which may be given instead; drawn if left out, and told by
        ``seed_value`` and the collected tables.
    seed, replicate, groups : int
        The first two name every draw; social groups have no contact with each other.
    point : bool
        Use the medians of the profile and the constants' defaults instead of drawing them.
    settings, constants : mapping from str to float, optional
        Numbers to fix, such as ``{"experience.being_imitated.rate": 0, "constants.tau": 2}``;
        ``constants={"tau": 2}`` is a short way for the latter.
    without : str or iterable of str
        Sources of experience to switch off; ``"all"`` for every one.
    world, weights : str
        ``"normal"``, or ``"permuted"``: each act looks and sounds like another one; ``"signed"``,
        or ``"excitatory"`` (clipped at 0).
    size, cap, learners : int, optional
        Animals per group, the largest group, and those that learn and are recorded (default all).
    lapse : float
        Days of age that a simulated day stands for: alpha times, stages of life divided by it.
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
    >>> settings = {"constants.tau": 2}
    >>> population = ma.Population("octopus_vulgaris", settings=settings, engine="agents")
    >>> population.constants.tau
    2.0
    >>> population.forward(population.day_ticks // 20)
    >>> population.learners[0].ledger.trials > 0
    True
    """

    def __init__(
        self,
        species: str | SpeciesProfile | Setup,
        account: str = "associative",
        *,
        animal_class: type[Animal] = Animal,
        engine: str = "compiled",
        threads: int = 1,
        collect: bool = True,
        habitat: Habitat | None = None,
        rng: SeedLike = None,
        **options: Unpack[Options],
    ):
        if not (isinstance(animal_class, type) and issubclass(animal_class, Animal)):
            raise InputError(
                f"animal_class = {animal_class!r}: must be mirror_abm.Animal or a subclass of it."
            )
        setup = _setup(species, account, options, rng, habitat)
        super().__init__(rng=integer(setup.seed, setup.replicate, "mesa"))
        self.threads, self.collect = whole("threads", threads, 1, 256), collect
        self.engine = engine_for(engine, animal_class)
        self.habitat = Habitat(setup) if habitat is None else habitat
        self._settle_on(setup)
        self.tick = self._made_until = 0
        self._ahead: list[Events] = []
        self.arrays: list[arrays.GroupArrays] = []
        self.queued: list[tuple[Animal, int, int, int]] = []
        self.networks: list[nx.Graph] = []
        self._stages: list[EventStream | Lived | ScriptedEvents] = []
        self._animals: list[list[Animal]] = []
        for group in range(setup.groups):
            self._add_group(group, animal_class)
        self.agenda = Agenda(self._animals)
        every = [animal for members in self._animals for animal in members]
        self._learners = [animal for animal in every if animal.learns]
        self._begin_life()
        if self.engine == "compiled":
            compiled.prepare(setup.rule, scaled=self.birth.scaled)
            self._loop = compiled.engine(setup.rule)
            learners = [
                [animal.network for animal in members if animal.learns] for members in self._animals
            ]
            count = len(sources.names)
            self.arrays = [arrays.stack(each, count, self.learning) for each in learners]
        self.datacollector = mesa.DataCollector(
            model_reporters={"day": "age", "seed": "seed_value", "replicate": "replicate"},
            agent_reporters={"group": "group", "matched_response": "matched_response"},
        )
        if not hasattr(self.datacollector, "_collection_steps"):  # before Mesa 3.4
            self.datacollector._agent_records = DailyRecords()
        self.members = len(every)

    def _settle_on(self, setup: Setup) -> None:
        """Take over what the population is made of."""
        self.setup, self.profile = setup, setup.profile
        self.account, self.account_name = setup.account, setup.account_name
        self.seed_value, self.replicate = setup.seed, setup.replicate
        self.constants, self.repertoire = setup.constants, setup.repertoire
        self.views = int(setup.constants.views)
        self.kinds = Kinds(self.views, self.repertoire.voices(setup.constants))
        self.without, self.world, self.shown = setup.without, setup.world, setup.shown
        self.drawn, self.limited, self.supply = setup.drawn, setup.limited, setup.supply
        self.size, self.cap, self.birth = setup.size, setup.cap, setup.birth
        self.learning, self.timing = setup.learning, setup.learning.timing
        self.excitatory = setup.learning.excitatory
        per_second = self.timing.per_second
        self.day_ticks = round(self.profile.active_hours.value * 3600 * per_second)
        self.block_ticks = block_ticks(self.supply, self.size, per_second, self.day_ticks)

    def _add_group(self, group: int, animal_class: type[Animal]) -> None:
        """Make the social network, the stage and the animals of one group."""
        size, learning = self.size, self.setup.learners
        self.networks.append(self.habitat.network(group))
        self._stages.append(self.habitat.stage(group, self.without))
        self._animals.append(
            [animal_class(self, group, number, number < learning) for number in range(size)]
        )

    def script(self, group: int, events: Events) -> None:
        """Let a group live through given events, and nothing else.

        Parameters
        ----------
        group : int
            Number of the group.
        events : Events
            Everything that is to happen to it, in order.
        """
        self._stages[group] = ScriptedEvents(events)

    # ------------------------------------------------------------------ time
    def step(self) -> None:
        """Advance one active day (``lapse`` days of age), then collect."""
        self.forward(self.day_ticks)
        if self.collect:
            self.datacollector.collect(self)

    def forward(self, ticks: int) -> None:
        """Let time pass: acts, percepts and settlements happen in order, and a day ends with rest.

        Parameters
        ----------
        ticks : int
            How much; ``timing.per_second`` ticks are a second, ``day_ticks`` an active day.
        """
        until = self.tick + whole("ticks", ticks, 0, 2**62)
        self.check_members()
        while self.tick < until:
            self._grow()
            if self.tick == self._made_until:
                self._make_block()
            border = min(until, self._made_until, self._grown_until)
            if self.arrays:
                self._advance(border, more=border < until)
            else:
                self.agenda.happen(self, border)
                if self.tick % self.day_ticks == 0:
                    for animal in self._learners:
                        animal.rest(self.tick)
                        self.learning.night(animal.network, self.lapse)

    def _make_block(self) -> None:
        """Make the events of the next block of time (or what is left of the day), in all groups."""
        start = self._made_until
        self._made_until = end = self._block_end(start)
        made = self._ahead or [stage.events(start, end) for stage in self._stages]
        self._ahead = []
        if self.arrays:
            self.arrays = [
                arrays.supply(group, events)
                for group, events in zip(self.arrays, made, strict=True)
            ]
            return
        self.agenda.load(made)

    def _block_end(self, start: int) -> int:
        """Return where the block that begins at ``start`` ends: with the day at the latest."""
        return min(start + self.block_ticks, (start // self.day_ticks + 1) * self.day_ticks)

    def _advance(self, until: int, more: bool) -> None:
        """Let everything before tick ``until`` happen, in the compiled engine.

        Over threads, if ``more`` is to come, the events of the next block are made meanwhile: they
        depend on no animal.
        """
        for animal, *what in reversed(self.queued):
            group = self.arrays[animal.group]
            self.arrays[animal.group] = arrays.insert(group, animal.index, self.tick, *what)
        self.queued.clear()
        meanwhile = []
        if more and self.threads > 1 and until == self._made_until:
            meanwhile = [
                partial(stage.events, until, self._block_end(until)) for stage in self._stages
            ]
        self._ahead = compiled.advance(
            self._loop, self.arrays, until, until % self.day_ticks == 0, self.threads, meanwhile
        )
        if until % self.day_ticks == 0:
            for group in self.arrays:
                self.learning.night(group, self.lapse)
        self.tick = until

    # ------------------------------------------------------------------ names
    def action(self, action: int | str) -> int:
        """Return the number of an action.

        Parameters
        ----------
        action : int or str
            Its number, or its name.

        Returns
        -------
        int
            Its place in the repertoire.
        """
        if type(action) is int and 0 <= action < len(self.repertoire.names):
            return action
        if not isinstance(action, str) or action not in self.repertoire.names:
            raise unknown("action", action, self.repertoire.names)
        return self.repertoire.names.index(action)

    def percept(
        self,
        action: str,
        source: str = "watching_others",
        view: str | int = "other",
        modality: str = "visual",
    ) -> Percept:
        """Return the percept of an action, for :meth:`Animal.perceive`.

        Parameters
        ----------
        action : str
            What is perceived.
        source : str
            Name of the source of experience that it counts for.
        view : str or int
            ``"other"``, ``"self"``, or the number of a viewpoint.
        modality : str
            ``"visual"`` or ``"auditory"``.

        Returns
        -------
        Percept
            To be perceived at the present tick.
        """
        if source not in sources.names:
            raise unknown("source", source, sources.names)
        kind, number = self.kinds.named(view, modality), self.action(action)
        return Percept(kind, number, sources.names.index(source))

    @property
    def learners(self) -> list[Animal]:
        """The animals that learn and are recorded, in order of group and index."""
        return self._learners


def _setup(
    species: str | SpeciesProfile | Setup,
    account: str,
    options: Options,
    rng: SeedLike,
    habitat: Habitat | None,
) -> Setup:
    """Return what a population is made of; its seed is drawn if nobody gives one."""
    seed = options.pop("seed", None)
    if seed is not None and rng is not None:
        raise InputError("seed, rng: are two names of one number: give one of them.")
    if isinstance(species, Setup):
        given = [*options, *(["seed"] if seed is not None else ["rng"] if rng is not None else [])]
        if given:
            raise InputError(
                f"{', '.join(given)}: must be options of Setup.of, if a setup is given."
            )
        return species
    if seed is None and rng is None and habitat is not None:
        seed = habitat.setup.seed
    options["seed"] = seed_given("seed", seed) if rng is None else seed_given("rng", rng)
    return Setup.of(species, account, **options)


# Mesa's batch_run gives each iteration a seed under the name that is shown, None if it has none: it
# would take the place of seeds among the parameters if that were `seed`
spelled(Options, hidden=("seed",))(Population.__init__)
