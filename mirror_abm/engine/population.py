"""A Mesa model whose agents learn; here is the readable engine, the reference for the compiled one.

``Population`` is one replicate - one or more social groups of one species under one account; ``Animal`` is one network
and one ledger. Subclass ``Animal`` and override ``perceive``, ``act`` or ``learn`` to change what an animal does.
"""

from __future__ import annotations

import heapq
import warnings
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import NamedTuple

import networkx as nx
import numpy as np

from ..animal import constants as constants_module
from ..animal.anatomy import build
from ..animal.birth import birth, carried
from ..animal.learning import Learning, Timing, consolidate, maturity
from ..animal.network import Network, stimulus
from ..animal.percepts import Kinds
from ..animal.repertoire import Repertoire
from ..base.checks import mapping, one_of, whole
from ..base.errors import InputError, unknown
from ..base.seeds import integer
from ..base.shelf import accounts, rules, sources
from ..base.startup import put_off
from ..experience.events import ACT, Events, Script, Stage, block_ticks, derangement
from ..experience.ledger import Ledger
from ..experience.supply import WEIGHTS, WORLDS, resolve, switched_off, values
from ..experience.ties import network as social_network
from ..experience.ties import relative_ties
from ..profile.prior import under
from ..profile.species import SpeciesProfile, load_species
from . import arrays, compiled
from .numbering import Numbering

with put_off(
    "scipy.spatial.distance:cdist"
):  # of mesa's continuous spaces, where our animals do not live
    import mesa

CAP = 60  #: the largest group that is simulated unless told otherwise
ENGINES = ("compiled", "agents")
HOOKS = (
    "act",
    "perceive",
    "rest",
    "settle",
    "learn",
    "_begin",
)  #: what only the agents engine calls


class Percept(NamedTuple):
    """One thing perceived: kind (a viewpoint on another, ``views`` for oneself, ``views + 1`` for a sound), action, source."""

    kind: int
    action: int
    source: int


@dataclass
class Trial:
    """A trial that is open: when it opened and what was perceived in it; ``act`` is set for an act without percept."""

    opened: int
    percepts: list[Percept] = field(default_factory=list)
    act: int = -1
    covered: bool = False


class Animal(mesa.Agent):
    """One animal: an associative network and a ledger of experience.

    Attributes
    ----------
    group : number of its group; ``index`` : its number within the group.
    network : the :class:`~mirror_abm.animal.network.Network`; ``weights`` : its (C, n) cue -> motor weights.
    ledger : the :class:`~mirror_abm.experience.ledger.Ledger`.
    """

    model: Population
    _ids = Numbering()  # Mesa before 3.4 would keep every model until Python ends

    def __init__(self, model: Population, group: int, index: int, learns: bool = True):
        super().__init__(model)
        self.group, self.index, self.learns = group, index, learns
        self._acts: deque[tuple[int, int]] = deque()
        self._unpaired: list[Trial] = []
        self._open: Trial | None = None
        self._covered_until = model.tick

    @cached_property
    def network(self) -> Network:
        """The animal's network, made when it is first asked for: most animals only behave."""
        model = self.model
        return build(
            model.repertoire,
            model.constants,
            model.birth,
            model.seed_value,
            model.replicate,
            model.profile.name,
            self.group,
            self.index,
            rule=model.learning.rule,
        )

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of the animal's experience."""
        groups, names = (
            self.model.arrays,
            (sources.names, self.model.repertoire.names, self.model.timing.kernel),
        )
        return (
            Ledger.over(*names, groups[self.group].counts, self.index)
            if groups and self.learns
            else Ledger(*names)
        )

    @property
    def weights(self) -> np.ndarray:
        """(C, n) weights from cues to motor units."""
        return self.network.weights

    # ------------------------------------------------------------------ what happens to an animal
    def act(self, action: int | str) -> None:
        """Perform ``action`` now. If nothing is perceived within the window of the act, it is a trial of the context."""
        model = self.model
        tick, number = model.tick, model.action(action)
        if model.arrays:
            model.told.append((self, ACT, number, 0))
            return
        self._acts.append((tick, number))
        if self._open is None or self._open.opened < tick - model.timing.window:
            trial = Trial(tick, act=number)
            self._unpaired.append(trial)
            self._begin(trial)

    def perceive(self, percept: Percept) -> None:
        """Perceive something now: it joins the trial that is just open (within ``simultaneity``), or opens one."""
        model, tick, current = self.model, self.model.tick, self._open
        if model.arrays:
            model.told.append((self, *percept))
            return
        if current is not None and tick - current.opened <= model.timing.simultaneity:
            current.percepts.append(percept)
            return
        self._open = trial = Trial(tick, [percept])
        for unpaired in self._unpaired:
            unpaired.covered = True
        self._unpaired.clear()
        self._begin(trial)

    def _begin(self, trial: Trial) -> None:
        """Account for the quiet time before ``trial``, and queue its settlement, one window from now."""
        self.rest(trial.opened)
        self._covered_until = trial.opened + self.model.timing.window
        self.model.settle_at(self._covered_until, self, trial)

    def rest(self, until: int) -> None:
        """Let quiet time pass: context-only trials without an act, in closed form."""
        quiet = until - self._covered_until
        if quiet > 0:
            self.ledger.rest(quiet / self.model.timing.window)
            self.model.learning.rest(self.network, quiet)
            self._covered_until = until

    def settle(self, trial: Trial) -> None:
        """Settle ``trial`` one window after it opened: count it, and learn from it."""
        window, acts = self.model.timing.window, self._acts
        if trial.act >= 0:
            if not trial.covered:
                self._unpaired.remove(trial)
                self.ledger.alone(trial.act)
                self.learn(trial, [(0, trial.act)])
            return
        while acts and acts[0][0] < trial.opened - window:
            acts.popleft()
        near = [
            (tick - trial.opened, action) for tick, action in acts if tick <= trial.opened + window
        ]
        population = self.network.kinds.population
        self.ledger.trial([(p.source, population[p.kind], p.action) for p in trial.percepts], near)
        self.learn(trial, near)

    def learn(self, trial: Trial, acts: Sequence[tuple[int, int]]) -> None:
        """Change the weights by the rule, once for the whole trial.

        ``acts`` are the own acts in the window, as (ticks after the trial opened, action). The outcome of motor unit i is
        ``r_i = max over acts of pattern_i k(dt)``, times ``backward_efficacy`` for acts before the trial opened.
        """
        model, network = self.model, self.network
        if not model.learning.rule.PLASTIC:
            return
        outcome = np.zeros(network.units)
        for dt, action in acts:
            strength = model.timing.kernel[abs(dt)] * (
                model.constants.backward_efficacy if dt < 0 else 1.0
            )
            np.maximum(outcome, network.motor[action] * strength, out=outcome)
        model.learning.settle(
            network,
            network.compound(tuple(sorted({(p.kind, p.action) for p in trial.percepts}))),
            outcome,
        )

    # ------------------------------------------------------------------ what an experimenter can ask
    def respond(
        self, given: str | Sequence[float], view: str | int = "other", modality: str = "visual"
    ) -> np.ndarray:
        """Return (n,) what a stimulus drives in the motor units, beyond what the context drives alone.

        Parameters
        ----------
        given : an action by name, or amplitudes over the n units of the population.
        view : ``"other"``, ``"self"``, or the number of a viewpoint.
        modality : ``"visual"`` or ``"auditory"``.
        """
        return self.network.response(
            stimulus(self.network, self.model.repertoire.names, given, view, modality)
        )

    def matched(self, view: str | int = "other", modality: str = "visual") -> float:
        """Return the mean response of the motor units of each action to the sight (or sound) of that action."""
        names = self.model.repertoire.names
        found = [
            self.respond(name, view, modality)[self.network.motor[i] == 1.0].mean()
            for i, name in enumerate(names)
        ]
        return float(np.mean(found))

    @property
    def matched_response(self) -> float:
        """The mean response to the sight of others doing what the units do, as an attribute for Mesa's collectors."""
        return self.matched()


class Population(mesa.Model):
    """One replicate: the groups of one species under one account.

    Parameters
    ----------
    species : name of a bundled species, path of a species file, or a profile.
    account : a name on the shelf ``accounts``.
    seed, replicate : together they name every draw.
    groups : social groups, without contact with each other.
    point : use the medians of the profile and the constants' defaults instead of drawing them.
    constants : global constants to be fixed at other values, e.g. ``{"tau": 2.0}``.
    without : sources of experience to switch off; ``("all",)`` for every one.
    world : ``"normal"``, or ``"permuted"``: each act looks and sounds like another one.
    weights : ``"signed"``, or ``"excitatory"`` (clipped at 0).
    size : animals per group, instead of the profile's; ``cap`` : the largest group simulated.
    learners : animals per group that learn and are recorded; the others only behave. None: all.
    animal_class : a subclass of :class:`Animal`; one that overrides what an animal does runs on the agents engine.
    engine : ``"compiled"``, or ``"agents"``, the readable reference; both give the same bits.
    threads : threads of the compiled engine.
    rule : a name on the shelf ``rules``, instead of the account's.
    carrier : whether the animals carry the heritable system that some accounts assume; None: drawn on the tree.
    collect : whether ``step`` collects into ``datacollector``.
    prior : ``"authored"``, ``"rule_made"`` or ``"exchangeable"`` rates, see :mod:`mirror_abm.profile.prior`.

    ``step()`` advances one active day. Raises :class:`~mirror_abm.base.errors.InputError` for anything that is not allowed.
    """

    def __init__(
        self,
        species: str | SpeciesProfile,
        account: str = "associative",
        *,
        seed: int = 0,
        replicate: int = 0,
        groups: int = 1,
        point: bool = False,
        constants: Mapping[str, float] | None = None,
        without: Iterable[str] = (),
        world: str = "normal",
        weights: str = "signed",
        size: int | None = None,
        cap: int = CAP,
        learners: int | None = None,
        animal_class: type[Animal] = Animal,
        engine: str = "compiled",
        threads: int = 1,
        rule: str | None = None,
        carrier: bool | None = None,
        collect: bool = True,
        prior: str = "authored",
    ):
        self.seed_value, self.replicate = (
            whole("seed", seed, 0, 2**63 - 1),
            whole("replicate", replicate, 0, 2**63 - 1),
        )
        if not (isinstance(animal_class, type) and issubclass(animal_class, Animal)):
            raise InputError(
                f"animal_class = {animal_class!r}: must be mirror_abm.Animal or a subclass of it."
            )
        super().__init__(rng=integer(seed, replicate, "mesa"))
        self.profile = under(
            species if isinstance(species, SpeciesProfile) else load_species(species), prior
        )
        self.account, self.account_name = accounts.load(account), account
        rule_name = self.account.RULE if rule is None else rule
        fixed = self.account.OPTIONS | mapping("constants", constants)
        self.constants = (
            constants_module.constants(**fixed)
            if point
            else constants_module.draw(self.seed_value, self.replicate, fixed)
        )
        self.views = int(self.constants.views)
        self.repertoire = Repertoire.of(self.profile)
        self.without = tuple(sorted({*switched_off(without), *switched_off(self.account.WITHOUT)}))
        self.excitatory = one_of("weights", weights, WEIGHTS) == "excitatory"
        one_of("world", world, WORLDS)
        self.drawn = values(self.profile, None if point else self.seed_value, self.replicate)
        self.cap, self.size = cap, _size(self.drawn, size, cap)
        resolve(
            self.profile,
            values(self.profile),
            constants_module.constants(**fixed),
            max(1, round(self.profile.quantities()["group.size"].value)),
            strict=True,
        )
        self.supply, self.limited = resolve(
            self.profile, self.drawn, self.constants, self.size, strict=False
        )
        self.supply = self.account.supply(self.supply)
        self.birth = birth(
            self.account,
            self.supply,
            carried(
                self.account, carrier, self.seed_value, replicate, self.profile.taxon.scientific
            ),
        )
        self.timing = Timing.of(self.constants, self.birth.plasticity)
        self.learning = Learning(
            rules.load(rule_name),
            self.constants,
            self.timing,
            any(self.repertoire.audible),
            self.excitatory,
        )
        shown = (
            derangement(self.repertoire.effectors, self.repertoire.kinds)
            if world == "permuted"
            else np.arange(len(self.repertoire))
        )
        self.world, self.shown = world, shown
        self.tick = 0
        self.day_ticks = round(self.profile.active_hours.value * 3600 * self.timing.per_second)
        self._settlements: list[tuple[int, int, int, Animal, Trial]] = []
        self._serial = 0
        self._agenda: deque[tuple[int, int, int, int, int, int]] = deque()
        self._ahead: list[Events] = []
        self._made_until, self.threads = 0, whole("threads", threads, 1, 256)
        self.engine = _engine(engine, animal_class)
        self.block_ticks = block_ticks(
            self.supply, self.size, self.timing.per_second, self.day_ticks
        )
        self.arrays: list[arrays.GroupArrays] = []
        self.told: list[tuple[Animal, int, int, int]] = []
        self.networks: list[nx.Graph] = []
        self._stages: list[Stage | Script] = []
        self._animals: list[list[Animal]] = []
        for group in range(whole("groups", groups)):
            self._add_group(group, learners, animal_class)
        self._learners = [
            animal for members in self._animals for animal in members if animal.learns
        ]
        if self.engine == "compiled":
            compiled.prepare(rule_name, scaled=self.birth.scaled)
            self._loop = compiled.engine(rule_name)
            self.arrays = [
                self._stacked([animal for animal in members if animal.learns])
                for members in self._animals
            ]
        self.datacollector = mesa.DataCollector(
            model_reporters={"day": lambda model: model.tick / model.day_ticks},
            agent_reporters={"group": "group", "matched_response": "matched_response"},
        )
        self.collect = collect

    def _add_group(self, group: int, learners: int | None, animal_class: type[Animal]) -> None:
        """Make the social network, the stage and the animals of one group."""
        address = (self.replicate, self.profile.name, group)
        drawn, size = self.drawn, self.size
        inequality = drawn.get("group.tie_inequality", self.constants.tie_inequality)
        graph: nx.Graph = social_network(
            self.profile.group.layout,
            size,
            drawn.get("group.unit_size", size),
            inequality,
            self.seed_value,
            *address,
            "ties",
            observed=self.profile.group.network,
        )
        self.networks.append(graph)
        learning = size if learners is None else min(size, whole("learners", learners))
        self._stages.append(
            Stage(
                self.supply,
                relative_ties(graph),
                learning,
                self.shown,
                self.views,
                self.without,
                self.timing.per_second,
                self.seed_value,
                *address,
            )
        )
        self._animals.append(
            [animal_class(self, group, index, index < learning) for index in range(size)]
        )

    def _stacked(self, learners: Sequence[Animal]) -> arrays.GroupArrays:
        """Return the arrays of the learners of one group; their networks become views of them."""
        return arrays.stack(
            [animal.network for animal in learners], len(sources.names), self.learning
        )

    def script(self, group: int, events: Events) -> None:
        """Let a group live through the given events, and nothing else; they are to be in order (see :class:`Events`)."""
        self._stages[group] = Script(events)

    # ------------------------------------------------------------------ time
    def step(self) -> None:
        """Advance one active day, then collect."""
        self.forward(self.day_ticks)
        if self.collect:
            self.datacollector.collect(self)

    def forward(self, ticks: int) -> None:
        """Advance by ``ticks``: acts, percepts and settlements before then happen, in order; a day ends with rest."""
        until = self.tick + whole("ticks", ticks, 0, 2**62)
        while self.tick < until:
            if self.tick % self.day_ticks == 0:
                self._grow()
            if self.tick == self._made_until:
                self._make_block()
            border = min(until, self._made_until)
            if self.arrays:
                self._advance(border, more=border < until)
            else:
                self._happen(border)
                if self.tick % self.day_ticks == 0:
                    for animal in self._learners:
                        animal.rest(self.tick)
                        self.learning.night(animal.network)

    def _grow(self) -> None:
        """Let the plasticity of all learners be that of their age, where there is a sensitive period."""
        if self.constants.sensitive_period <= 0:
            return
        now = maturity(self.constants, self.tick // self.day_ticks)
        self.timing = Timing.of(self.constants, now * self.birth.plasticity)
        self.learning = replace(self.learning, timing=self.timing)
        for animal in self._learners:
            network = animal.network
            base = np.full(len(network.salience), self.constants.alpha)
            base[-1] = (
                self.constants.alpha * self.constants.context_salience * self.learning.rule.CONTEXT
            )
            network.scale(now, base)
        for group in self.arrays:
            group.times.fine[:], group.times.coarse[:] = self.timing.fine, self.timing.coarse

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
        events = Events(*(np.concatenate(columns) for columns in zip(*made, strict=True)))
        group = np.repeat(np.arange(len(made)), [len(part.tick) for part in made])
        order = np.lexsort((events.animal, group, events.kind != ACT, events.tick))
        rows = (events.tick, group, events.animal, events.kind, events.action, events.source)
        self._agenda = deque(zip(*(column[order].tolist() for column in rows), strict=True))

    def _block_end(self, start: int) -> int:
        """Return where the block of time that begins at ``start`` ends: with the day at the latest."""
        return min(start + self.block_ticks, (start // self.day_ticks + 1) * self.day_ticks)

    def _advance(self, until: int, more: bool) -> None:
        """Let everything before tick ``until`` happen, in the compiled engine.

        Over threads, if ``more`` is to come, the events of the next block are made meanwhile: they depend on no animal.
        """
        for animal, *what in reversed(self.told):
            self.arrays[animal.group] = arrays.insert(
                self.arrays[animal.group], animal.index, self.tick, *what
            )
        self.told.clear()
        meanwhile = []
        if more and self.threads > 1 and until == self._made_until:
            meanwhile = [
                partial(stage.events, until, self._block_end(until)) for stage in self._stages
            ]
        self._ahead = compiled.advance(
            self._loop, self.arrays, until, until % self.day_ticks == 0, self.threads, meanwhile
        )
        for group in self.arrays:
            if until % self.day_ticks == 0 and self.learning.entrenches:
                consolidate(group.to_motor, self.constants)
                consolidate(group.to_sound, self.constants)
        self.tick = until

    def _happen(self, until: int) -> None:
        """Let everything before tick ``until`` happen."""
        agenda, settlements = self._agenda, self._settlements
        while agenda and agenda[0][0] < until:
            tick, group, index, kind, action, source = agenda.popleft()
            while settlements and settlements[0][0] < tick:
                self._settle()
            self.tick = tick
            animal = self._animals[group][index]
            if kind == ACT:
                animal.act(action)
            else:
                animal.perceive(Percept(kind, action, source))
        while settlements and settlements[0][0] < until:
            self._settle()
        self.tick = until

    def settle_at(self, tick: int, animal: Animal, trial: Trial) -> None:
        """Queue the settlement of ``trial``; within a tick, settlements come in order of group and animal."""
        self._serial += 1
        heapq.heappush(
            self._settlements,
            (tick, animal.group * self.size + animal.index, self._serial, animal, trial),
        )

    def _settle(self) -> None:
        tick, _, _, animal, trial = heapq.heappop(self._settlements)
        self.tick = tick
        animal.settle(trial)

    # ------------------------------------------------------------------ names
    def action(self, action: int | str) -> int:
        """Return the number of an action given by name or number."""
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
        """Return the percept of ``action``, for :meth:`Animal.perceive`."""
        if source not in sources.names:
            raise unknown("source", source, sources.names)
        return Percept(
            Kinds(self.views).named(view, modality),
            self.action(action),
            sources.names.index(source),
        )

    @property
    def hours(self) -> float:
        """Active hours lived so far."""
        return self.tick / (3600 * self.timing.per_second)

    @property
    def learners(self) -> list[Animal]:
        """The animals that learn and are recorded, in order of group and index."""
        return self._learners


def _engine(wanted: str, animal_class: type[Animal]) -> str:
    """Return the engine that can do what is wanted, and say so where that is another."""
    one_of("engine", wanted, ENGINES)
    changed = [name for name in HOOKS if getattr(animal_class, name) is not getattr(Animal, name)]
    if changed and wanted == "compiled":
        warnings.warn(
            f"{animal_class.__name__} overrides {', '.join(changed)}: the agents engine is used.",
            stacklevel=3,
        )
        return "agents"
    return wanted


def _size(drawn: Mapping[str, float], size: int | None, cap: int) -> int:
    """Return the animals per group: as told, or the profile's, rounded, at most ``cap``."""
    wanted = max(1, round(drawn["group.size"])) if size is None else whole("size", size)
    return min(wanted, whole("cap", cap))
