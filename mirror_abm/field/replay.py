"""The very events of a field log, run through animals' networks: what would they have learned from what was seen to happen?

Every subject of the log is an animal that does what it did, when it did it, and perceives what others did, if it could see
it. Nothing else happens: no act and no sight is made up. Each animal lives through the observations it was in, one after the
other, on its own clock; between two observations nothing is paired and no quiet time passes.

Who sees an act: ``seen_by = "all"``, every other animal in the observation; ``"target"``, whom it addressed, or all if it
addressed nobody; ``"column"``, the animals named in a column ``seen_by``, separated by semicolons. An act that is audible is
heard by all others. ``attention``, ``gaze`` and ``hearing`` are the chances that an act that could be seen, an own visible act,
and a sound are perceived; all are assumptions, and 1 unless told otherwise. The animal hears itself always.

For the ledger, a sight of another's act is put down to *synchrony* if the watcher begins the same within 0.2 s of it, to
*being_imitated* if it did the same 0.2-5 s before (it was copied) or does so 0.2-5 s after (it copies), else to
*watching_others*. The animals' learning knows nothing of this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..animal.percepts import Kinds
from ..base.checks import one_of, whole
from ..base.errors import InputError, did_you_mean
from ..base.seeds import stream
from ..base.shelf import sources
from ..engine.population import Population
from ..experience.events import ACT, Events
from ..profile.species import SpeciesProfile, load_species
from ..simulation.recordings import course
from ..simulation.statistics import ends
from .log import COLUMNS, FieldLog, read_log
from .rates import FIRST, LAST

SEEN_BY = ("all", "target", "column")
REPLICATES = 10
Ints = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Replay:
    """What animals would have learned from a log, as tidy tables; the group is the unit of replication.

    Attributes
    ----------
    groups : one row per account and modality: mirror_index (matched minus non-matched response of the animals' motor units),
        mean, low, high over ``replicates`` draws of the constants and of the animals' anatomy - not over groups: a log is one.
    animals : the same per animal. ledger : pairings by animal, source and population. contingency : delta P per animal, action
        and population, from trials and quiet time. The last two are of the first draw; the experience is the same in all.
    """

    groups: pd.DataFrame
    animals: pd.DataFrame
    ledger: pd.DataFrame
    contingency: pd.DataFrame


def replay(
    events: FieldLog | pd.DataFrame | str | Path,
    profile: str | SpeciesProfile | Sequence[str],
    account: str | Sequence[str] = ("associative", "none"),
    *,
    actions: Mapping[str, str | None] | None = None,
    seen_by: str = "all",
    attention: float = 1.0,
    gaze: float = 1.0,
    hearing: float = 1.0,
    hours: Any = None,
    replicates: int = REPLICATES,
    point: bool = False,
    seed: int = 0,
    engine: str = "compiled",
) -> Replay:
    """Run the events of a field log through animals' networks.

    Parameters
    ----------
    events : a log (:func:`~mirror_abm.field.log.read_log`), the path of one, or a table with the columns observation,
        subject, behaviour, start (seconds) and, if there are any, stop, target, seen_by.
    profile : a species, whose actions the behaviours are; or a list of actions, taken for silent and opaque acts of one
        effector each.
    account : one or more names on the shelf ``accounts``.
    actions : the action that each behaviour is, where it has another name; None leaves a behaviour out.
    hours : length of every observation, or of each by name, where the log does not say.
    replicates : draws of constants and anatomy; ``point`` : constants at their defaults.

    Raises
    ------
    InputError : a behaviour that is no action, an animal alone in its log, or anything else that is not allowed.
    """
    one_of("seen_by", seen_by, SEEN_BY)
    chances = {"attention": attention, "gaze": gaze, "hearing": hearing}
    for name, value in chances.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise InputError(f"{name} = {value!r}: must be a number from 0 to 1.")
    whole("replicates", replicates, 1, 100_000)
    species = _silent(_profile(profile))
    log, seers = _log(events, hours)
    if not (actions is None or isinstance(actions, Mapping)):
        raise InputError(
            f"actions = {actions!r}: must map behaviours to actions, for example {{'lip smack': 'lip_smack'}}."
        )
    log, seers = _named(log, seers, [action.name for action in species.actions], actions or {})
    names = [account] if isinstance(account, str) else list(account)
    tables: dict[str, list[pd.DataFrame]] = {"animals": [], "ledger": [], "contingency": []}
    for name in names:
        for replicate in range(replicates):
            lived = _live(
                log, seers, species, name, seen_by, chances, replicate, point, seed, engine
            )
            for key, table in lived.items():
                if key == "animals" or replicate == 0:
                    tables[key].append(table.assign(account=name, unit_of_replication="group"))
    animals = pd.concat(tables["animals"], ignore_index=True)
    return Replay(
        _groups(animals),
        animals,
        *(pd.concat(tables[key], ignore_index=True) for key in ("ledger", "contingency")),
    )


def _groups(animals: pd.DataFrame) -> pd.DataFrame:
    """Return the mean over animals in each draw, and its range over draws."""
    each = animals.groupby(["account", "modality", "replicate"], sort=True)[
        ["mirror_index", "matched", "nonmatched"]
    ].mean()
    grouped = each.groupby(["account", "modality"], sort=True)
    index = grouped["mirror_index"]
    low, high = ends(index)
    return (
        grouped.mean()
        .assign(
            mean=index.mean(),
            low=low,
            high=high,
            replicates=grouped.size(),
            expected=0.0,
            animals=animals["animal"].nunique(),
            unit_of_replication="group",
        )
        .reset_index()
    )


def _profile(given: str | SpeciesProfile | Sequence[str]) -> SpeciesProfile:
    """Return the profile, or one made of a list of actions."""
    if isinstance(given, SpeciesProfile):
        return given
    if isinstance(given, str):
        return load_species(given)
    names = list(given) if isinstance(given, Sequence) else []
    if len(names) < 2 or not all(isinstance(name, str) for name in names) or len(names) > 24:
        raise InputError(f"profile = {given!r}: must be a species, or a list of 2 to 24 actions.")

    def quantity(value: float, unit: str) -> dict[str, Any]:
        return {
            "value": value,
            "low": value,
            "high": value,
            "unit": unit,
            "source": "field_log",
            "how": "guess",
            "reason": "has no part in a replay",
        }

    try:
        return SpeciesProfile.model_validate(
            {
                "name": "field_log",
                "status": "provisional",
                "blinded": True,
                "context": "wild",
                "stage": "as observed",
                "taxon": {
                    "scientific": "Animal observatum",
                    "vernacular": "the animals of the log",
                    "taxonomic_class": "unknown",
                },
                "active_hours": quantity(24, "hours per day"),
                "senses": ["vision"],
                "life_history": {
                    "maturity": quantity(1, "years"),
                    "lifespan": quantity(1, "years"),
                },
                "group": {
                    "size": quantity(2, "animals"),
                    "layout": "complete",
                    "reason": "as observed",
                },
                "acts": {
                    "audible_rate": quantity(0, "per hour"),
                    "visible_share": quantity(0, "share"),
                },
                "experience": {},
                "actions": [
                    {
                        "name": name,
                        "effector": name,
                        "share": quantity(1 / len(names), "share"),
                        "visible_to_self": False,
                        "audible": False,
                        "duration": quantity(1, "seconds"),
                    }
                    for name in names
                ],
            }
        )
    except ValueError as error:
        raise InputError(
            f"profile = {names}: actions must be named in lower case, with underscores, each once: "
            f"{str(error).splitlines()[2].strip()[:100].rstrip('.')}."
        ) from None


def _silent(profile: SpeciesProfile) -> SpeciesProfile:
    """Return the profile of the same animals that do nothing of themselves and have no sources of experience."""
    data = profile.model_dump(mode="json")
    data["acts"]["audible_rate"] |= {"value": 0.0, "low": 0.0, "high": 0.0}
    data["experience"] = {}
    data["group"] |= {
        "layout": "complete",
        "network": None,
        "unit_size": None,
        "tie_inequality": None,
    }
    return SpeciesProfile.model_validate(data)


def _log(
    events: FieldLog | pd.DataFrame | str | Path, hours: Any
) -> tuple[FieldLog, pd.Series | None]:
    """Return the log with its observations' lengths known, and who saw each act, where a column says so."""
    if isinstance(events, (str, Path)):
        events = read_log(events)
    if isinstance(events, FieldLog):
        return events.observed(hours), None
    if not isinstance(events, pd.DataFrame) or events.empty:
        raise InputError(
            "events: must be a log, the path of one, or a table of observation, subject, behaviour and start."
        )
    missing = [name for name in ("subject", "behaviour", "start") if name not in events]
    if missing:
        raise InputError(
            f"events: column {missing[0]} is missing: must have subject, behaviour and start (seconds)."
        )
    start = pd.to_numeric(events["start"], errors="coerce")
    if not np.isfinite(start).all() or (start < 0).any():
        raise InputError(
            "events: start must be seconds from the beginning of the observation, in every row."
        )
    table = events.assign(
        start=start.astype(float),
        observation=events.get("observation", "the log"),
        stop=pd.to_numeric(events.get("stop", pd.Series(np.nan, events.index)), errors="coerce"),
        target=events.get("target", pd.Series("", events.index)),
    )
    for name in ("observation", "subject", "behaviour", "target"):
        table[name] = table[name].fillna("").astype(str)
    if (table["subject"] == "").any():
        raise InputError("events: subject is missing in a row.")
    table = table.sort_values(["observation", "start"], kind="stable").reset_index(drop=True)
    seers = table["seen_by"].fillna("").astype(str) if "seen_by" in table else None
    return FieldLog(table[list(COLUMNS)], {}, "plain").observed(hours), seers


def _named(
    log: FieldLog, seers: pd.Series | None, names: list[str], actions: Mapping[str, str | None]
) -> tuple[FieldLog, pd.Series | None]:
    """Return the log with behaviours under the names of actions, without those that are left out."""
    there = list(log.events["behaviour"].unique())
    told = {each: actions.get(each, each) for each in there}
    wrong = [each for each, action in told.items() if action is not None and action not in names]
    if wrong:
        raise InputError(
            f"behaviour {wrong[0]!r}{f' and {len(wrong) - 1} more' if len(wrong) > 1 else ''}: no such action"
            f" (there are {', '.join(names)}): map it with actions={{{wrong[0]!r}: ACTION}}, or "
            f"to None to leave it out.{did_you_mean(wrong[0], names)}"
        )
    keep = log.events["behaviour"].map(lambda each: told[each] is not None).to_numpy(bool)
    events = log.events[keep].reset_index(drop=True)
    if events.empty:
        raise InputError("events: every behaviour is left out.")
    return (
        FieldLog(
            events.assign(behaviour=events["behaviour"].map(told)),
            log.seconds,
            log.format,
            log.notes,
        ),
        None if seers is None else seers[keep].reset_index(drop=True),
    )


class _Stage:
    """Who was where, and the acts as arrays in ticks on the clock of each animal."""

    def __init__(self, log: FieldLog, population: Population, room: int):
        events = log.events
        self.subjects = sorted(events["subject"].unique())
        self.number = {name: index for index, name in enumerate(self.subjects)}
        observations = list(events["observation"].unique())
        self.who = events["subject"].map(self.number).to_numpy(np.int64)
        self.obs = (
            events["observation"]
            .map({name: i for i, name in enumerate(observations)})
            .to_numpy(np.int64)
        )
        names = list(population.repertoire.names)
        self.action = (
            events["behaviour"].map({name: i for i, name in enumerate(names)}).to_numpy(np.int64)
        )
        self.time = events["start"].to_numpy(float)
        self.whom = events["target"].map(self.number).fillna(-1).to_numpy(np.int64)
        self.addressed = (events["target"] != "").to_numpy()
        self.present = np.zeros((len(observations), len(self.subjects)), bool)
        self.present[self.obs, self.who] = True
        aimed = self.whom >= 0
        self.present[self.obs[aimed], self.whom[aimed]] = True
        self.rate = population.timing.per_second
        lengths = np.array([round(log.seconds[name] * self.rate) + room for name in observations])
        ends = np.cumsum(self.present * lengths[:, None], axis=0)
        self.begin = ends - self.present * lengths[:, None]
        self.end = ends[-1]

    def tick(self, rows: Ints, animal: Ints) -> Ints:
        """Return when acts happen on the clock of an animal."""
        return np.asarray(
            np.rint(self.time[rows] * self.rate).astype(np.int64)
            + self.begin[self.obs[rows], animal]
        )

    def seen(self, seen_by: str, seers: pd.Series | None) -> tuple[Ints, Ints]:
        """Return (act, watcher): every act with every other animal that could see it."""
        if seen_by == "column":
            if seers is None:
                raise InputError(
                    "seen_by = 'column': events have no column seen_by with the animals that saw each act."
                )
            pairs = [
                (row, self.number[name.strip()])
                for row, cell in enumerate(seers)
                for name in cell.split(";")
                if name.strip() in self.number and self.number[name.strip()] != self.who[row]
            ]
            found = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
            self_there = self.present[self.obs[found[:, 0]], found[:, 1]]
            return found[self_there, 0], found[self_there, 1]
        row, watcher = np.nonzero(self.present[self.obs])
        other = watcher != self.who[row]
        if seen_by == "target":
            other &= ~self.addressed[row] | (watcher == self.whom[row])
        return row[other], watcher[other]


def _source(stage: _Stage, row: Ints, watcher: Ints) -> Ints:
    """Return the number of the source to which the ledger puts down each sight of another's act."""
    span = float(stage.time.max()) + 10 * LAST
    kinds = int(stage.action.max()) + 1
    animals = len(stage.subjects)

    def place(obs: Ints, animal: Ints, action: Ints) -> np.ndarray[Any, Any]:
        return ((obs * animals + animal) * kinds + action) * span

    own = np.sort(place(stage.obs, stage.who, stage.action) + stage.time)
    at = place(stage.obs[row], watcher, stage.action[row]) + stage.time[row]

    def within(first: float, last: float) -> np.ndarray[Any, Any]:
        return np.searchsorted(own, at + last, "right") > np.searchsorted(own, at + first, "left")

    names = sources.names
    return np.select(
        [within(-FIRST, FIRST), within(-LAST, LAST)],
        [names.index("synchrony"), names.index("being_imitated")],
        names.index("watching_others"),
    ).astype(np.int64)


def _script(
    stage: _Stage,
    population: Population,
    seen_by: str,
    seers: pd.Series | None,
    chances: Mapping[str, float],
    draw: np.random.Generator,
) -> Events:
    """Return what all animals do and perceive, on the clock of each."""
    visible, audible = (
        np.array(population.repertoire.visible),
        np.array(population.repertoire.audible),
    )
    kinds, names = Kinds(population.views), sources.names
    every = np.arange(len(stage.time))
    row, watcher = stage.seen(seen_by, seers)
    kept = draw.random(len(row)) < chances["attention"]
    ear, hearer = stage.seen("all", None)
    loud = audible[stage.action[ear]] & (draw.random(len(ear)) < chances["hearing"])
    glance = visible[stage.action] & (draw.random(len(every)) < chances["gaze"])
    own = every[audible[stage.action]]
    self_, sound = names.index("self_observation"), names.index("sound")
    parts: list[tuple[Ints, Ints, int, Any]] = [
        (every, stage.who, ACT, 0),
        (row[kept], watcher[kept], 0, _source(stage, row[kept], watcher[kept])),
        (every[glance], stage.who[glance], kinds.named("self", "visual"), self_),
        (own, stage.who[own], kinds.named("other", "auditory"), self_),
        (ear[loud], hearer[loud], kinds.named("other", "auditory"), sound),
    ]
    columns = [
        (
            animal,
            stage.tick(rows, animal),
            np.full(len(rows), kind),
            stage.action[rows],
            np.broadcast_to(source, len(rows)),
        )
        for rows, animal, kind, source in parts
    ]
    events = Events(
        *(np.concatenate(column).astype(np.int64) for column in zip(*columns, strict=True))
    )
    keys = np.stack(events[:4])
    order = np.lexsort((events.source, keys[3], keys[2], keys[1], keys[0]))
    fresh = np.ones(len(order), bool)
    fresh[1:] = (keys[:, order[1:]] != keys[:, order[:-1]]).any(
        axis=0
    )  # the same twice in one tick is once
    return Events(*(column[order[fresh]] for column in events))


def _live(
    log: FieldLog,
    seers: pd.Series | None,
    species: SpeciesProfile,
    account: str,
    seen_by: str,
    chances: Mapping[str, float],
    replicate: int,
    point: bool,
    seed: int,
    engine: str,
) -> dict[str, pd.DataFrame]:
    """Return the tables of one draw under one account; each animal is asked when its own clock has run out."""
    count = log.events["subject"].nunique()
    if count < 2:
        raise InputError("events: one animal alone is in the log: must have at least two.")
    population = Population(
        species,
        account,
        seed=seed,
        replicate=replicate,
        groups=count,
        size=1,
        point=point,
        engine=engine,
        collect=False,
    )
    stage = _Stage(log, population, 2 * population.timing.window + 1)
    script = _script(
        stage, population, seen_by, seers, chances, stream(seed, "replay", "perceived")
    )
    for animal in range(count):
        mine = script.animal == animal
        population.script(
            animal,
            Events(
                *(
                    column[mine] if number else np.zeros(int(mine.sum()), np.int64)
                    for number, column in enumerate(script)
                )
            ),
        )
    found: dict[str, list[pd.DataFrame]] = {"animals": [], "ledger": [], "contingency": []}
    for end in sorted(int(value) for value in set(stage.end.tolist())):
        population.forward(end - population.tick)
        curve = course(population)
        for animal in np.flatnonzero(stage.end == end).tolist():
            each = population.learners[animal]
            name = {"animal": stage.subjects[animal]}
            part = curve[curve["group"] == animal].drop(columns=["group", "animal", "replicate"])
            found["animals"].append(part.assign(**name, replicate=replicate))
            found["ledger"].append(each.ledger.frame(population.timing.per_second).assign(**name))
            found["contingency"].append(each.ledger.contingency().assign(**name))
    return {key: pd.concat(parts, ignore_index=True) for key, parts in found.items()}
