"""The same animals as a competent Mesa user would write them who does not know our engine.

A `mesa.Model` that steps through time; `mesa.Agent` animals, activated by `AgentSet.shuffle_do`,
that keep their weights in NumPy arrays; what one does is told to those who notice it by calling
their methods. Nothing here comes from `mirror_abm`: the numbers are a dictionary (see
`population.numbers`). The step is 10 ms, as fine as the time of the model, or coarser.

Matched with the compiled engine: animals, actions, units, synapses, patterns, network, all seven
sources and their rates, what opens, joins and settles a trial, the rule, sound, quiet time. Not
matched: the draws themselves, and there is no ledger.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

import mesa
import numpy as np

OTHER, SELF, SOUND = range(3)  #: populations: the sight of others, of oneself, sounds
DO, MIRROR = "do", "mirror"


@dataclass
class Trial:
    """A trial waiting for its window to end: its percepts, or the act that no percept came near."""

    opened: int
    percepts: list[tuple[int, int]] = field(default_factory=list)
    act: int | None = None


class Animal(mesa.Agent):
    """An animal that acts, perceives and learns."""

    def __init__(self, model: Group):
        super().__init__(model)
        p, rng = model.p, model.generator
        n, cues = model.units, model.cues
        self.seen, self.motor = np.zeros((3, model.actions, cues)), np.zeros((model.actions, n))
        place = [rng.permutation(n) for _ in range(4)]
        other, own, sound, motor = (self.patterns() for _ in range(4))
        shared = (rng.random(n) < p["view_overlap"]) & model.visible[model.owner]
        self.seen[OTHER][:, place[0]] = other
        self.seen[SELF][:, np.where(shared, place[0], n + place[1])] = own
        self.seen[SOUND][:, 2 * n + place[2]] = sound
        self.motor[:, place[3]] = motor
        synapse = rng.random((cues, n)) < p["connectivity"]
        synapse[-1] = True
        self.weights = synapse * rng.normal(0, p["initial_sd"], synapse.shape)
        salience = np.full((cues, 1), p["alpha"])
        salience[-1] = p["context_alpha"]
        self.alpha = salience * synapse
        synapse = rng.random((n, n)) < p["connectivity"]
        self.sound_weights = synapse * rng.normal(0, p["initial_sd"], synapse.shape)
        self.sound_alpha = p["alpha"] * synapse
        self.trials: deque[Trial] = deque()
        self.acts: deque[tuple[int, int]] = deque()
        self.open: Trial | None = None
        self.covered, self.settled, self.mirrored_until = 0, 0, -1
        self.plans: list[tuple[int, int, str, int]] = []
        self.plan_next(model.act_gap, DO)
        if model.p["mirror_rate"] > 0:
            self.plan_next(model.mirror_gap, MIRROR)

    def patterns(self) -> np.ndarray:
        """Return each action's pattern: its own units at 1, some others between 0.2 and 0.6."""
        model = self.model
        chance, amplitude = model.generator.random((2, model.actions, model.units))
        pattern = np.where(chance < model.overlap, 0.2 + 0.4 * amplitude, 0.0)
        pattern[model.owner, np.arange(model.units)] = 1.0
        return pattern

    # ---- time
    def plan(self, step: int, what: str, action: int = -1) -> None:
        """Schedule something for a later step; an action of -1 is chosen when the time comes."""
        self.model.serial += 1
        heappush(self.plans, (step, self.model.serial, what, action))

    def plan_next(self, gap: float, what: str) -> None:
        """Plan the next event of a Poisson process with a mean gap in steps."""
        now = self.model.now
        self.plan(now + 1 + int(self.random.expovariate(1 / gap)), what)

    def step(self) -> None:
        """Do what was planned for now, and learn from the trial whose window is over."""
        model = self.model
        now = model.now
        while self.plans and self.plans[0][0] <= now:
            _, _, what, action = heappop(self.plans)
            if what == MIRROR:
                self.mirrored_until = now + model.mirror_steps
                self.plan_next(model.mirror_gap, MIRROR)
            elif action < 0:
                self.begin(model.choose())
                self.plan_next(model.act_gap, DO)
            else:
                self.act(action)
        while self.trials and self.trials[0].opened + model.window < now:
            self.learn(self.trials.popleft())

    # ---- acts
    def begin(self, action: int) -> None:
        """Begin an act by oneself; others may copy or answer it."""
        model, p, random = self.model, self.model.p, self.random
        self.act(action)
        if random.random() < p["copied"]:
            self.answered(
                action, action if random.random() < p["fidelity"] else model.choose(action), OTHER
            )
        if model.audible[action] and random.random() < p["answered"]:
            self.answered(action, action, SOUND)
        if p["complement"][action] >= 0 and random.random() < p["complemented"]:
            self.answered(action, p["complement"][action], OTHER)

    def answered(self, action: int, answer: int, kind: int) -> None:
        """Let a partner perceive the act and answer it later, which is perceived in turn."""
        model = self.model
        partner = model.partner(self)
        partner.perceive(kind, action)
        model.answers.setdefault(model.now + model.latency(), []).append(
            (partner, self, answer, kind)
        )

    def act(self, action: int) -> None:
        """Perform an action now; it is noticed by oneself and by others."""
        model, now = self.model, self.model.now
        self.acts.append((now, action))
        if self.open is None or self.open.opened < now - model.window:
            self.rest(now)
            self.trials.append(Trial(now, act=action))
        if model.visible[action] and self.random.random() < model.p["gaze"]:
            self.perceive(SELF, action)
        if model.audible[action]:
            self.perceive(SOUND, action)
        if now < self.mirrored_until:
            self.perceive(OTHER, action)
        model.noticed(self, action)

    # ---- percepts and learning
    def perceive(self, kind: int, action: int) -> None:
        """Perceive an act: it joins a trial that has just opened, or opens one."""
        now = self.model.now
        if self.open is not None and now - self.open.opened <= self.model.simultaneity:
            self.open.percepts.append((kind, action))
            return
        near = now - self.model.window
        while self.trials and self.trials[-1].act is not None and self.trials[-1].opened >= near:
            self.trials.pop()  # an act near a percept is part of the percept's trial
        self.rest(now)
        self.open = Trial(now, [(kind, action)])
        self.trials.append(self.open)

    def rest(self, now: int) -> None:
        """Fade the context by the quiet time since the last trial; cover the new trial's window."""
        if now > self.covered:
            self.weights[-1] *= self.model.fading ** ((now - self.covered) / self.model.window)
        self.covered = now + self.model.window

    def learn(self, trial: Trial) -> None:
        """Settle a trial by the rule of Rescorla and Wagner."""
        model, x = self.model, np.zeros(self.model.cues)
        x[-1] = 1.0
        if trial.act is not None:
            outcome = self.motor[trial.act]
        else:
            while self.acts and self.acts[0][0] < trial.opened - model.window:
                self.acts.popleft()
            outcome = np.zeros(model.units)
            for step, action in self.acts:
                if step <= trial.opened + model.window:
                    np.maximum(
                        outcome,
                        self.motor[action] * model.kernel[abs(step - trial.opened)],
                        out=outcome,
                    )
            for kind, action in trial.percepts:
                np.maximum(x, self.seen[kind, action], out=x)
        self.update(self.weights, self.alpha, x, outcome)
        sights = x[: model.units]
        if sights.any():
            self.update(
                self.sound_weights, self.sound_alpha, sights, x[2 * model.units : 3 * model.units]
            )
        self.settled += 1

    def update(
        self, weights: np.ndarray, alpha: np.ndarray, x: np.ndarray, outcome: np.ndarray
    ) -> None:
        """Change the weights of the cues present by their shared error."""
        p, prediction = self.model.p, x @ weights
        error = (
            p["beta_present"] * outcome * (1 - prediction)
            - p["beta_absent"] * (1 - outcome) * prediction
        )
        weights += alpha * (x[:, None] * error)

    def matched(self) -> float:
        """Return the mean motor response to seeing one's own actions, beyond the context's."""
        model, found, n = self.model, [], self.model.units
        for action in range(model.actions):
            sight = self.seen[OTHER, action]
            retrieved = np.clip(sight[:n] @ self.sound_weights, 0, 1)
            response = sight @ self.weights + model.p["mediation"] * (
                retrieved @ self.weights[2 * n : 3 * n]
            )
            found.append(response[self.motor[action] == 1].mean())
        return float(np.mean(found))


class Group(mesa.Model):
    """A group of animals that are all tied to each other.

    Parameters
    ----------
    animals : how many; numbers : rates, shares and constants; step : seconds.
    """

    def __init__(self, animals: int, numbers: dict[str, Any], step: float = 0.01, seed: int = 1):
        super().__init__(seed=seed)
        self.p, self.generator = numbers, np.random.default_rng(seed)
        p, per_second = numbers, 1 / step
        self.now, self.serial, self.step_length = 0, 0, step
        self.actions, self.units = p["actions"], p["actions"] * p["units"]
        self.cues = 3 * self.units + 1
        self.owner = np.repeat(np.arange(self.actions), p["units"])
        self.visible, self.audible = np.array(p["visible"], bool), np.array(p["audible"], bool)
        effector = np.array(p["effector"])
        self.overlap = np.where(
            effector[:, None] == effector[self.owner], p["overlap_same"], p["overlap_other"]
        )
        self.window, self.simultaneity = (
            round(p["window"] * per_second),
            round(p["simultaneity"] * per_second),
        )
        self.kernel = np.exp(-np.arange(self.window + 1) / (p["tau"] * per_second))
        self.fading = 1 - p["context_alpha"] * p["beta_absent"]
        self.act_gap = 3600 * per_second / sum(p["rate"])
        self.mirror_gap = 3600 * per_second / max(p["mirror_rate"], 1e-9)
        self.mirror_steps, self.beat = (
            round(p["mirror_duration"] * per_second),
            round(p["beat"] * per_second),
        )
        joining = p["participation"] * (1 - (1 - p["participation"]) ** (animals - 1))
        self.bout_gap = 3600 * per_second * joining / p["bout_rate"]
        ties = np.exp(p["tie_inequality"] * self.generator.standard_normal((animals, animals)))
        ties = np.triu(ties, 1) + np.triu(ties, 1).T
        share = ties / ties.sum(axis=1, keepdims=True)
        self.choosing = share.cumsum(axis=1)
        self.seeing, self.hearing = (
            np.minimum(1, p[name] * share.T).copy() for name in ("attention", "hearing")
        )
        self.answers: dict[int, list[tuple[Animal, Animal, int, int]]] = {}
        self.beats: dict[int, list[tuple[np.ndarray, int]]] = {}
        self.next_bout = int(self.random.expovariate(1 / self.bout_gap))
        self.animals = [Animal(self) for _ in range(animals)]
        self.number = {animal: index for index, animal in enumerate(self.animals)}

    def step(self) -> None:
        """Advance by one step: bouts of synchrony, answers that are due, then every animal."""
        while self.next_bout <= self.now:
            self.begin_bout()
        for members, action in self.beats.pop(self.now, ()):
            self.on_beat(members, action)
        for partner, first, answer, kind in self.answers.pop(self.now, ()):
            partner.act(answer)
            first.perceive(kind, answer)
        self.agents.shuffle_do("step")
        self.now += 1

    def choose(self, but: int | None = None) -> int:
        """Return an action drawn by rate, other than ``but``."""
        rates = [0.0 if action == but else rate for action, rate in enumerate(self.p["rate"])]
        return self.random.choices(range(self.actions), rates)[0]

    def partner(self, animal: Animal) -> Animal:
        """Return another animal, drawn by tie."""
        row = self.choosing[self.number[animal]]
        return self.animals[
            min(int(np.searchsorted(row, self.random.random(), side="right")), len(row) - 1)
        ]

    def latency(self) -> int:
        """Return the latency of an answer in steps: log-normal within 0.2-5 s."""
        seconds = min(
            5.0,
            max(0.2, self.p["latency"] * math.exp(self.p["latency_sd"] * self.random.gauss(0, 1))),
        )
        return max(1, round(seconds / self.step_length))

    def noticed(self, actor: Animal, action: int) -> None:
        """Let others see an act, and hear it if it makes a sound, each by its tie to the actor."""
        index = self.number[actor]
        for watcher in np.flatnonzero(
            self.generator.random(len(self.animals)) < self.seeing[index]
        ):
            self.animals[watcher].perceive(OTHER, action)
        if self.audible[action]:
            for hearer in np.flatnonzero(
                self.generator.random(len(self.animals)) < self.hearing[index]
            ):
                self.animals[hearer].perceive(SOUND, action)

    def begin_bout(self) -> None:
        """Begin a bout of synchrony: some join, one action, some beats."""
        members = np.flatnonzero(self.generator.random(len(self.animals)) < self.p["participation"])
        action = self.choose()
        if len(members) > 1:
            for beat in range(self.p["beats"]):
                self.beats.setdefault(self.now + beat * self.beat, []).append((members, action))
        self.next_bout += 1 + int(self.random.expovariate(1 / self.bout_gap))

    def on_beat(self, members: np.ndarray, action: int) -> None:
        """Let some members act; each looks at a partner among them, and sees it if it acts."""
        acting = set(members[self.generator.random(len(members)) < self.p["coherence"]].tolist())
        for index in acting:
            self.animals[index].act(action)
        joined = set(members.tolist())
        for index in joined:
            partner = self.number[self.partner(self.animals[index])]
            while partner not in joined:
                partner = self.number[self.partner(self.animals[index])]
            if partner in acting:
                self.animals[index].perceive(OTHER, action)

    def outcome(self) -> dict[str, float]:
        """Return trials settled, mean matched response, mean weight of the context."""
        return {
            "trials": sum(animal.settled for animal in self.animals),
            "matched": float(np.mean([animal.matched() for animal in self.animals])),
            "context": float(np.mean([animal.weights[-1].mean() for animal in self.animals])),
        }
