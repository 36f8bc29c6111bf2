"""One animal of a population, in the readable engine.

That engine is the reference for the compiled one.
"""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..animal.network import Network, stimulus
from ..base.checks import one_of
from ..base.shelf import sources
from ..base.startup import put_off, sourceless, unwarned
from ..experience.events import ACT
from ..experience.ledger import Ledger
from .cards import ShownAnimal
from .membership import refuse_alone
from .numbering import Numbering

# of mesa's continuous spaces, where our animals do not live; and of its bar in notebooks
with put_off("scipy.spatial.distance:cdist"), sourceless(), unwarned("IProgress not found"):
    import mesa

if TYPE_CHECKING:
    from .population import Population

ENGINES = ("compiled", "agents")
#: what only the agents engine calls
HOOKS = ("act", "perceive", "rest", "settle", "learn", "_begin")


class Percept(NamedTuple):
    """One thing perceived.

    Attributes
    ----------
    kind : int
        Kind of percept (see :class:`~mirror_abm.animal.percepts.Kinds`).
    action : int
        Number of the action seen or heard.
    source : int
        Number of the source of experience that brought it.
    """

    kind: int
    action: int
    source: int


@dataclass
class OpenTrial:
    """A trial that is not settled yet.

    Attributes
    ----------
    opened : int
        The tick at which it opened.
    percepts : list of Percept
        What was perceived in it.
    act : int
        The act that opened it, where nothing was perceived; else -1.
    covered : bool
        Whether percepts that came later took that act into a trial of theirs.
    """

    opened: int
    percepts: list[Percept] = field(default_factory=list)
    act: int = -1
    covered: bool = False


class Animal(ShownAnimal, mesa.Agent):
    """One animal: an associative network and a ledger of experience.

    Subclass it and override ``perceive``, ``act``, ``rest``, ``settle`` or ``learn`` to change what
    an animal does.

    Parameters
    ----------
    model : Population
        The population it lives in.
    group : int
        Number of its group.
    index : int
        Its number within the group.
    learns : bool
        Whether it learns and is recorded, or only behaves.

    Attributes
    ----------
    network : Network
        Its sensorimotor network.
    weights : ndarray of float, shape (C, n)
        Weights from cues to motor units.
    ledger : Ledger
        What it has experienced.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> quiet = {"size": 1, "without": "all", "engine": "agents"}
    >>> population = ma.Population("octopus_vulgaris", point=True, **quiet)
    >>> animal = population.learners[0]
    >>> before = animal.matched()
    >>> for _ in range(20):
    ...     animal.perceive(population.percept("reach"))
    ...     animal.act("reach")
    ...     population.forward(1000)
    >>> animal.matched() > before
    True
    """

    model: Population
    _ids = Numbering()  # Mesa before 3.4 would keep every model until Python ends

    def __init__(self, model: Population, group: int = -1, index: int = -1, learns: bool = True):
        super().__init__(model)
        self.group, self.index, self.learns = group, index, learns
        self._acts: deque[tuple[int, int]] = deque()
        self._unpaired: list[OpenTrial] = []
        self._open: OpenTrial | None = None
        self._covered_until = model.tick
        model.admitted(self)

    @cached_property
    def network(self) -> Network:
        """The animal's network, made when it is first asked for: most animals only behave."""
        return self.model.habitat.newborn(self.model.setup, self.group, self.index)

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
        """Perform an action now.

        If nothing is perceived within the window of the act, it is a trial of the context.

        Parameters
        ----------
        action : int or str
            Number or name of the action.
        """
        model = self.model
        tick, number = model.tick, model.action(action)
        if model.arrays:
            model.queued.append((self, ACT, number, 0))
            return
        self._acts.append((tick, number))
        if self._open is None or self._open.opened < tick - model.timing.window:
            trial = OpenTrial(tick, act=number)
            self._unpaired.append(trial)
            self._begin(trial)

    def perceive(self, percept: Percept) -> None:
        """Perceive something now.

        It joins the trial that has just opened (within ``simultaneity``), or opens one.

        Parameters
        ----------
        percept : Percept
            What is perceived, see :meth:`Population.percept`.
        """
        model, tick, current = self.model, self.model.tick, self._open
        if model.arrays:
            model.queued.append((self, *percept))
            return
        if current is not None and tick - current.opened <= model.timing.simultaneity:
            current.percepts.append(percept)
            return
        self._open = trial = OpenTrial(tick, [percept])
        for unpaired in self._unpaired:
            unpaired.covered = True
        self._unpaired.clear()
        self._begin(trial)

    def _begin(self, trial: OpenTrial) -> None:
        """Account for the intertrial interval before ``trial``, and queue its settlement.

        It is settled one window from now.
        """
        self.rest(trial.opened)
        self._covered_until = trial.opened + self.model.timing.window
        self.model.agenda.settle_at(self._covered_until, self, trial)

    def rest(self, until: int) -> None:
        """Let an intertrial interval pass: context-only trials without an act, in closed form.

        Parameters
        ----------
        until : int
            Tick at which it ends.
        """
        interval = until - self._covered_until
        if interval > 0:
            self.ledger.rest(interval / self.model.timing.window)
            self.model.learning.rest(self.network, interval)
            self._covered_until = until

    def settle(self, trial: OpenTrial) -> None:
        """Settle a trial one window after it opened: count it, and learn from it.

        Parameters
        ----------
        trial : OpenTrial
            The trial.
        """
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

    def learn(self, trial: OpenTrial, acts: Sequence[tuple[int, int]]) -> None:
        """Change the weights by the rule, once for the whole trial.

        The outcome of motor unit i is ``r_i = max over acts of pattern_i k(dt)``, times
        ``backward_efficacy`` for acts before the trial opened, ``forward_efficacy`` for acts after.

        Parameters
        ----------
        trial : OpenTrial
            What was perceived.
        acts : sequence of (int, int)
            The own acts in the window: ticks after the trial opened, and action.
        """
        model, network = self.model, self.network
        if not model.learning.rule.PLASTIC:
            return
        outcome = np.zeros(network.units)
        for dt, action in acts:
            strength = model.learning.contiguity(dt)
            np.maximum(outcome, network.motor[action] * strength, out=outcome)
        model.learning.settle(
            network,
            network.compound(tuple(sorted({(p.kind, p.action) for p in trial.percepts}))),
            outcome,
        )

    def step(self) -> None:
        """Refuse to live alone, as Mesa's ``agents.shuffle_do("step")`` asks each animal to."""
        refuse_alone(self, "step")

    def advance(self) -> None:
        """Refuse to live alone, see :meth:`step`."""
        refuse_alone(self, "advance")

    # ----------------------------------------------------- what an experimenter can ask
    def respond(
        self, given: str | Sequence[float], view: str | int = "other", modality: str = "visual"
    ) -> np.ndarray:
        """Return what a stimulus drives in the motor units, beyond what the context drives alone.

        Parameters
        ----------
        given : str or sequence of float, shape (n,)
            An action by name, or amplitudes over the units of the population.
        view : str or int
            ``"other"``, ``"self"``, or the number of a viewpoint.
        modality : str
            ``"visual"`` or ``"auditory"``.

        Returns
        -------
        ndarray of float, shape (n,)
            Response of each motor unit.
        """
        return self.network.response(
            stimulus(self.network, self.model.repertoire.names, given, view, modality)
        )

    def matched(self, view: str | int = "other", modality: str = "visual") -> float:
        """Return the mean response of each action's motor units to its sight (sound).

        Parameters
        ----------
        view : str or int
            ``"other"``, ``"self"``, or the number of a viewpoint.
        modality : str
            ``"visual"`` or ``"auditory"``.

        Returns
        -------
        float
            Mean over actions; 1 is as strong as execution.
        """
        names = self.model.repertoire.names
        found = [
            self.respond(name, view, modality)[self.network.motor[i] == 1.0].mean()
            for i, name in enumerate(names)
        ]
        return float(np.mean(found))

    @property
    def matched_response(self) -> float:
        """The mean response to the sight of what the units do, for Mesa's collectors."""
        return self.matched()


def engine_for(wanted: str, animal_class: type[Animal]) -> str:
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
