"""Which trials an animal meets, how often, and what it does around them: from rates alone, nothing is drawn.

What happens to an animal is a superposition of independent Poisson *episodes*, each known from the sources' own rules:

- an own act, with what is seen and heard of it at once, and the copy or answer that may follow;
- an act of another that one copies or answers; an act of another that one only sees or hears;
- a bout of synchrony, beat by beat, in which one takes part, or which one watches.

A trial is a compound of percepts with the own acts of its episode around it (the *setting*), at rates per active hour; own
acts of other episodes fall into its window by chance. Compounds are the systematic ones - all that one act, or one beat,
brings at once; percepts of two episodes that begin within ``simultaneity`` by accident are counted as two trials.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

import numpy as np

from ..animal.network import Array
from ..base.shelf import sources
from ..sources.contract import AUDITORY, VISUAL_OTHER, VISUAL_SELF, Supply, Ties

TREATED = (
    "being_imitated",
    "complementary",
    "mirrors",
    "self_observation",
    "sound",
    "synchrony",
    "watching_others",
)
BEFORE, AFTER = "before", "after"  #: by the latency of copies

Percepts = tuple[
    tuple[int, int, int], ...
]  #: (population, action, source), each population and action once
Choice = tuple[
    float, int, "int | str"
]  #: chance, action, ticks after the trial opened (or BEFORE, AFTER)
Near = tuple[tuple[Choice, ...], ...]  #: independent own acts, each one of exclusive choices
Chances = list[tuple[float, Percepts]]


class Trials(NamedTuple):
    """Trials of one kind: how often per active hour, what is perceived, which setting; in a bout, the chance per beat."""

    rate: float
    percepts: Percepts
    near: Near


class Bout(NamedTuple):
    """Bouts of one kind: how often per active hour, how many beats, the trials of a beat with their chances, and how many
    percepts each animal and source brings on a beat (several at once are one trial).
    """

    rate: float
    beats: int
    trials: list[Trials]
    percepts: list[Trials]


@dataclass
class Course:
    """All that happens to one animal per active hour.

    Attributes
    ----------
    trials : those of percepts, one by one; bouts : those that come beat by beat.
    alone : (K,) acts that are trials of the context alone; quiet : windows of quiet time.
    acts : (K,) own acts that come one by one; moving : (K,) bouts of synchrony in which the animal does each action.
    """

    trials: list[Trials]
    bouts: list[Bout]
    alone: Array
    quiet: float
    acts: Array
    moving: Array


def together(*parts: Percepts) -> Percepts:
    """Return the percepts of all parts, each population and action once, from the first source in the order of the shelf."""
    found: dict[tuple[int, int], int] = {}
    for population, action, source in (percept for part in parts for percept in part):
        found[population, action] = min(source, found.get((population, action), source))
    return tuple((*key, source) for key, source in sorted(found.items()))


def combine(*chances: Chances) -> Chances:
    """Return all joint outcomes of independent sets of percepts, with their chances; impossible ones are left out."""
    found: dict[Percepts, float] = {}
    for outcome in product(*chances):
        chance = math.prod(p for p, _ in outcome)
        if chance > 0:
            key = together(*(percepts for _, percepts in outcome))
            found[key] = found.get(key, 0.0) + chance
    return [(chance, percepts) for percepts, chance in found.items()]


def maybe(chance: float, population: int, action: int, source: str) -> Chances:
    """Return the outcomes of a percept that comes with ``chance``."""
    return [(chance, ((population, action, sources.names.index(source)),)), (1 - chance, ())]


@dataclass
class Timeline:
    """Times in ticks, and what follows from them: the window, latencies of copies, beats of a bout."""

    window: int
    per_second: float
    later: Array  #: chance that a copy comes within 0, 1, 2, ... ticks
    beats: int
    spacing: float
    simultaneity: int
    combs: dict[float, Array] = field(default_factory=dict)

    @classmethod
    def of(cls, supply: Supply, window: int, per_second: float, simultaneity: int) -> Timeline:
        """Return the timeline of a supply."""
        edges = (np.arange(round(5 * per_second) + 1) + 0.5) / per_second
        spread = max(supply.latency_sd, 1e-9) * math.sqrt(2)
        later = np.array(
            [0.5 * (1 + math.erf(math.log(edge / supply.latency) / spread)) for edge in edges]
        )
        later[edges < 0.2] = 0.0
        later[-1] = 1.0
        return cls(
            window, per_second, later, supply.beats, 60 / supply.tempo * per_second, simultaneity
        )

    def within(self, ticks: Array | float) -> Array:
        """Return the chance that a copy comes within ``ticks``."""
        at = np.clip(np.floor(np.asarray(ticks) + 1e-9), -1, len(self.later) - 1).astype(int)
        return np.where(at < 0, 0.0, self.later[at])

    def lag(self, beat: int, other: int) -> int:
        """Return the ticks from one beat to another."""
        return round(other * self.spacing) - round(beat * self.spacing)

    def combed(self, chance: float, length: Array) -> Array:
        """Return the ticks at which a window of ``length`` ticks holds at least one beat that happens with ``chance``."""
        beats, lengths = (
            np.rint(np.arange(self.beats) * self.spacing),
            np.linspace(0, 2 * self.window + 1, 121),
        )
        if chance not in self.combs:
            start = np.linspace(-lengths, beats[-1], 601)
            inside = ((beats >= start[..., None]) & (beats <= (start + lengths)[..., None])).sum(
                axis=2
            )
            self.combs[chance] = (1 - (1 - chance) ** inside).mean(axis=0) * (beats[-1] + lengths)
        return np.interp(length, lengths, self.combs[chance])

    def overlap(self, length: float) -> float:
        """Return the mean time in ticks that windows of ``length`` ticks after an act and after its copy have in common."""
        return float(self.later[: max(0, int(length))].sum())

    def near(self, beat: int) -> list[int]:
        """Return the other beats within a window of ``beat``."""
        return [
            other
            for other in range(self.beats)
            if other != beat and abs(self.lag(beat, other)) <= self.window
        ]


@dataclass
class Others:
    """One animal among others, as far as its experience goes.

    mine, theirs : (others,) relative ties to each other animal, and of each to it; elsewhere : (others,) what each receives
    of the ties of the rest. off : sources that are switched off.
    """

    supply: Supply
    timeline: Timeline
    shown: np.ndarray
    off: frozenset[str]
    mine: Array
    theirs: Array
    elsewhere: Array

    @classmethod
    def of(
        cls,
        supply: Supply,
        timeline: Timeline,
        shown: np.ndarray,
        off: frozenset[str],
        ties: Ties,
        index: int,
    ) -> Others:
        """Return animal ``index`` of a group; ``mine`` its ties to each other, ``theirs`` of each other to it."""
        matrix = ties.matrix()
        others = np.delete(np.arange(len(matrix)), index)
        return cls(
            supply,
            timeline,
            shown,
            off,
            matrix[index, others],
            matrix[others, index],
            matrix[np.ix_(others, others)].sum(axis=0),
        )

    def on(self, source: str, value: float) -> float:
        """Return ``value`` if the source is on, else 0."""
        return 0.0 if source in self.off else float(value)

    def slip(self) -> Array:
        """Return (K, K) the chance that action a is copied as action b."""
        rate, fidelity = self.supply.action_rate, self.supply.fidelity
        left = rate.sum() - rate
        other = np.where(
            left[:, None] > 0, rate[None, :] / np.where(left > 0, left, 1.0)[:, None], 0.0
        )
        np.fill_diagonal(other, 0.0)
        return np.diag(np.where(left > 0, fidelity, 1.0)) + (1 - fidelity) * other

    @property
    def seen(self) -> Array:
        """(others,) the chance that an act of each is watched."""
        return np.minimum(1.0, self.on("watching_others", self.supply.attention) * self.mine)

    @property
    def heard(self) -> Array:
        """(others,) the chance that a sound of each is heard."""
        return np.minimum(1.0, self.on("sound", self.supply.hearing) * self.mine)

    def of_own(self, action: int) -> Chances:
        """Return what the animal perceives of its own act at once."""
        supply, shown = self.supply, int(self.shown[action])
        mirror = 1 - math.exp(-supply.mirror_rate * supply.mirror_duration / 3600)
        return combine(
            maybe(
                self.on("self_observation", supply.gaze * supply.visible[action]),
                VISUAL_SELF,
                shown,
                "self_observation",
            ),
            maybe(
                self.on("self_observation", supply.audible[action]),
                AUDITORY,
                shown,
                "self_observation",
            ),
            maybe(self.on("mirrors", mirror), VISUAL_OTHER, shown, "mirrors"),
        )

    def of_other(
        self, action: int, seen: float, heard: float, sight: str = "watching_others"
    ) -> Chances:
        """Return what the animal perceives of an act of another that it sees and hears with these chances."""
        shown, audible = int(self.shown[action]), self.supply.audible[action]
        return combine(
            maybe(seen, VISUAL_OTHER, shown, sight),
            maybe(heard * audible, AUDITORY, shown, "sound"),
        )


class Exchange(NamedTuple):
    """One kind of answer to spontaneous acts: how often each action gets it, which action answers, what surely reaches whom."""

    source: str
    chance: Array
    answer: Array
    population: int


def exchanges(animal: Others) -> Iterator[Exchange]:
    """Yield the ways in which one animal's act brings about another's: being imitated, sounds answered, complements."""
    supply, count = animal.supply, len(animal.supply.action_rate)
    yield Exchange(
        "being_imitated",
        np.full(count, animal.on("being_imitated", supply.copied)),
        animal.slip(),
        VISUAL_OTHER,
    )
    yield Exchange(
        "sound",
        np.where(supply.audible, animal.on("sound", supply.answered), 0.0),
        np.eye(count),
        AUDITORY,
    )
    opens = supply.complement >= 0
    answer = np.zeros((count, count))
    answer[np.flatnonzero(opens), supply.complement[opens]] = 1.0
    yield Exchange(
        "complementary",
        np.where(opens, animal.on("complementary", supply.complemented), 0.0),
        answer,
        VISUAL_OTHER,
    )


def _reached(animal: Others, exchange: Exchange, action: int, weight: Array) -> Chances:
    """Return what the animal perceives of an act in an exchange, by whom it is done in proportion to ``weight``."""
    share = weight / weight.sum()
    if exchange.population == AUDITORY:
        sure, seen, heard = (
            maybe(1.0, AUDITORY, int(animal.shown[action]), "sound"),
            float(share @ animal.seen),
            0.0,
        )
    else:
        sure, seen = maybe(1.0, VISUAL_OTHER, int(animal.shown[action]), exchange.source), 0.0
        heard = float(share @ animal.heard)
    return combine(sure, animal.of_other(action, seen, heard))


def _mixture(chances: Array, lag: int | str) -> Near:
    """Return the setting in which one of several actions is done, in proportion to ``chances``."""
    total = chances.sum()
    return (
        tuple(
            (float(chance / total), int(action), lag)
            for action, chance in enumerate(chances)
            if chance > 0
        ),
    )


def one_by_one(animal: Others) -> tuple[list[Trials], Array, Array, float]:
    """Return the trials outside of bouts; (K,) own acts; (K,) acts by which no percept of their own episode lies; exchanges
    of which both acts are perceived.
    """
    rate, timeline = animal.supply.action_rate, animal.timeline
    count, tied, asked = len(rate), bool(animal.mine.sum() > 0), float(animal.theirs.sum())
    trials: list[Trials] = []
    acts, unseen, others = rate.copy(), rate.copy(), np.tile(rate, (len(animal.mine), 1))
    close, pairs = float(timeline.within(timeline.window)), 0.0
    noticed = np.array(
        [sum(p for p, percepts in animal.of_own(action) if percepts) for action in range(count)]
    )
    for exchange in exchanges(animal):
        flow = (rate * exchange.chance)[
            :, None
        ] * exchange.answer  # (done, answer) per hour if asked of one animal
        for action in range(count):
            if tied and flow[:, action].any():
                back = _mixture(flow[:, action], BEFORE)
                trials += [
                    Trials(flow[:, action].sum() * p, percepts, back)
                    for p, percepts in _reached(animal, exchange, action, animal.mine)
                ]
            if asked and flow[action].any():
                forth = _mixture(flow[action], AFTER)
                trials += [
                    Trials(asked * flow[action].sum() * p, percepts, forth)
                    for p, percepts in _reached(animal, exchange, action, animal.theirs)
                ]
        if tied:
            unseen *= 1 - exchange.chance * close
        acts += asked * flow.sum(axis=0)
        pairs += float(tied * flow.sum(axis=1) @ noticed + asked * flow.sum(axis=0) @ noticed)
        unseen = unseen + asked * flow.sum(axis=0) * (1 - close)
        others += (animal.elsewhere[:, None] * flow.sum(axis=0)) - animal.theirs[
            :, None
        ] * flow.sum(axis=1)
    for action in range(count):
        own = animal.of_own(action)
        trials += [
            Trials(acts[action] * p, percepts, (((1.0, action, 0),),))
            for p, percepts in own
            if percepts
        ]
        unseen[action] *= 1 - noticed[action]
        for who, (seen, heard) in enumerate(zip(animal.seen, animal.heard, strict=True)):
            trials += [
                Trials(others[who, action] * p, percepts, ())
                for p, percepts in animal.of_other(action, seen, heard)
                if percepts
            ]
    return _merged(trials), acts, unseen, pairs


def _merged(trials: list[Trials]) -> list[Trials]:
    """Return the trials with those of one kind put together."""
    found: dict[tuple[Percepts, Near], float] = {}
    for rate, percepts, near in trials:
        if percepts and rate > 0:
            found[percepts, near] = found.get((percepts, near), 0.0) + rate
    return [Trials(rate, percepts, near) for (percepts, near), rate in found.items()]


def _witnessed(animal: Others, action: int, acting: Array, seen: Array, heard: Array) -> Chances:
    """Return what is perceived of others who each do the same act at once with chances ``acting``."""
    unseen, unheard = float(np.prod(1 - acting * seen)), float(np.prod(1 - acting * heard))
    neither = float(np.prod(1 - acting * (1 - (1 - seen) * (1 - heard))))
    shown, audible = int(animal.shown[action]), bool(animal.supply.audible[action])
    see, hear = (
        maybe(1.0, VISUAL_OTHER, shown, "watching_others")[0][1],
        maybe(1.0, AUDITORY, shown, "sound")[0][1],
    )
    if not audible:
        return [(1 - unseen, see), (unseen, ())]
    return [
        (1 - unseen - unheard + neither, together(see, hear)),
        (unheard - neither, see),
        (unseen - neither, hear),
        (neither, ()),
    ]


def partners(ties: Array, p: float) -> tuple[Array, Array]:
    """Return whom an animal looks at on a beat, and who else then takes part: P(j looked at) and P(k takes part | j).

    A partner is drawn by tie among those tied to it that take part, each with chance p::

        P(j) ~ p int w_j exp(-w_j s) prod over k != j of (1 - p + p exp(-w_k s)) ds        P(k | j) likewise
    """
    tied = ties > 0
    steps = np.linspace(-14.0, 8.0, 441)
    times = np.exp(steps)[:, None] / ties[tied].max(initial=1e-300)
    fading = np.exp(-times * ties)
    joining = 1 - p + p * fading
    density = (
        ties * fading * (np.prod(joining, axis=1, keepdims=True) / joining) * times
    )  # (S, others) over log time
    look = density.sum(axis=0)
    fellows = (
        np.einsum("sj,sk->jk", density, p * fading / joining)
        / np.where(look > 0, look, 1.0)[:, None]
    )
    np.fill_diagonal(fellows, 1.0)
    return look / look.sum(), fellows


def _partner(animal: Others, action: int, look: Array, fellows: Array) -> tuple[Chances, Chances]:
    """Return what is perceived of the others on a beat of a bout in which the animal takes part with a tied partner.

    First the compounds with their chances, then how many percepts of each kind come.
    """
    coherence, found = animal.supply.coherence, []
    sight = maybe(1.0, VISUAL_OTHER, int(animal.shown[action]), "synchrony")
    for who in np.flatnonzero(look):
        for chance, does in ((coherence, 1.0), (1 - coherence, 0.0)):
            now = coherence * fellows[who]
            now[who] = does
            rest = _witnessed(animal, action, now, animal.seen, animal.heard)
            found += [
                (p * chance * look[who], percepts)
                for p, percepts in (combine(sight, rest) if does else rest)
            ]
    acting = coherence * (look @ fellows)
    watched = float((acting - coherence * look) @ animal.seen)
    return combine(found), [
        (coherence, sight[0][1]),
        *_counted(animal, action, watched, float(acting @ animal.heard)),
    ]


def _counted(animal: Others, action: int, seen: float, heard: float) -> Chances:
    """Return how many sights and sounds of others come, each a percept."""
    shown, audible = int(animal.shown[action]), animal.supply.audible[action]
    return [
        (seen, maybe(1.0, VISUAL_OTHER, shown, "watching_others")[0][1]),
        (heard * audible, maybe(1.0, AUDITORY, shown, "sound")[0][1]),
    ]


def bouts(animal: Others) -> tuple[list[Bout], Array, Array]:
    """Return the bouts of synchrony; (K,) how many the animal takes part in; (K,) acts in them far from any percept."""
    supply, size = animal.supply, len(animal.mine) + 1
    rate, p = animal.on("synchrony", supply.bout_rate), supply.participation
    none = np.zeros(len(supply.action_rate))
    if size < 2 or rate <= 0 or p <= 0:
        return [], none, none
    share = rate * supply.action_rate / supply.action_rate.sum()
    joined = 1 - (1 - p) ** (size - 1)
    tied = 1 - (1 - p) ** int((animal.mine > 0).sum())
    partnered = tied / joined
    company = partners(animal.mine, p) if tied else (none, none)
    two = joined - (size - 1) * p * (1 - p) ** (size - 2)
    acting = np.full(
        size - 1, supply.coherence * p * (1 - (1 - p) ** (size - 2)) / two if two > 0 else 0.0
    )
    found, unseen = [], none.copy()
    for action in range(len(none)):
        nobody: tuple[Chances, Chances] = ([(1.0, ())], [])
        for part, met in (
            (partnered, _partner(animal, action, *company) if tied else nobody),
            (1 - partnered, nobody),
        ):
            if part > 1e-12:
                bout, far = _taking_part(animal, action, share[action] * part, *met)
                found.append(bout)
                unseen[action] += far
        watched = _witnessed(animal, action, acting, animal.seen, animal.heard)
        counted = _counted(
            animal, action, float(acting @ animal.seen), float(acting @ animal.heard)
        )
        found.append(
            Bout(
                share[action] * (1 - p) * two / (p * joined),
                supply.beats,
                _merged([Trials(chance, percepts, ()) for chance, percepts in watched]),
                [Trials(count, percepts, ()) for count, percepts in counted],
            )
        )
    return found, share, unseen


def _taking_part(
    animal: Others, action: int, rate: float, met: Chances, counted: Chances
) -> tuple[Bout, float]:
    """Return the bouts in which the animal takes part, and how many of its acts in them no percept lies near.

    ``met`` are the compounds of the others' acts on a beat, ``counted`` how many percepts of them come.
    """
    coherence, beats, trials, percepts, unseen = (
        animal.supply.coherence,
        animal.supply.beats,
        [],
        [],
        0.0,
    )
    own = animal.of_own(action)
    doing = combine(own, met)
    blank, idle = (sum(p for p, found in chances if not found) for chances in (doing, met))
    for beat in range(beats):
        others: Near = tuple(
            ((coherence, action, animal.timeline.lag(beat, other)),)
            for other in animal.timeline.near(beat)
        )
        acted: Near = (((1.0, action, 0),), *others)
        for chance, near, compounds, singly in (
            (coherence, acted, doing, [*counted, *own]),
            (1 - coherence, others, met, counted),
        ):
            trials += [Trials(chance * p / beats, found, near) for p, found in compounds]
            percepts += [Trials(chance * p / beats, found, near) for p, found in singly]
        unseen += (
            rate * coherence * blank * (coherence * blank + (1 - coherence) * idle) ** len(others)
        )
    return Bout(rate, beats, _merged(trials), _merged(percepts)), unseen


def moved(near: Near, ticks: int) -> Near:
    """Return the setting of a trial that opens ``ticks`` earlier."""
    return tuple(
        tuple(
            (chance, action, lag + ticks if isinstance(lag, int) else lag)
            for chance, action, lag in choices
        )
        for choices in near
    )


def course(animal: Others) -> Course:
    """Return all that happens to an animal per active hour."""
    trials, acts, unseen, pairs = one_by_one(animal)
    played, moving, far = bouts(animal)
    timeline, hour = animal.timeline, 3600 * animal.timeline.per_second
    lively = [(bout.rate, min(1.0, sum(item.rate for item in bout.trials))) for bout in played]
    single, window = sum(item.rate for item in trials), float(timeline.window)

    def void(ticks: float) -> float:
        """Return the chance that no percept of another episode falls into a time of ``ticks``."""
        away = single * ticks - pairs * timeline.overlap(ticks)
        away += sum(
            rate * float(timeline.combed(chance, np.array(ticks))) for rate, chance in lively
        )
        return math.exp(-away / hour)

    opening = -math.log(void(window)) / window
    lasting = (1 - math.exp(-opening * window)) / opening if opening > 0 else window
    quiet = void(window) * math.exp(-float(unseen.sum() + far.sum()) * lasting / hour)
    return Course(
        trials, played, (unseen + far) * void(2 * window), quiet * hour / window, acts, moving
    )
