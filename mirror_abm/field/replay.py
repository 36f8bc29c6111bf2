"""The events of a field log lived through: what they would have taught the animals.

Every subject of the log is an animal that does what it did, when it did it, and perceives what
others did, if it could see it. Nothing else happens: no act and no sight is made up. Each animal
lives through the observations it was in, one after the other, on its own clock; nothing is paired
across two observations, and no time passes between them.

An act that is audible is heard by all other animals in the observation, and by the animal itself
always. For the ledger, a sight of another's act is put down to a source of experience by what the
watcher does around it (``scene.sources_of_sights``); the animals' learning knows nothing of this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..base.brief import brief
from ..base.card import tables_card
from ..base.checks import one_of, whole
from ..base.errors import InputError
from ..base.log import tell
from ..base.ranges import carried, ends
from ..base.seeds import stream
from ..base.shelf import sources
from ..engine.population import Population
from ..experience.events import ACT, Events
from ..profile.species import SpeciesProfile
from ..simulation.learning_curves import learning_curve
from .actions import only_actions
from .acts import strangers
from .log import FieldLog
from .material import silent_species, witnessed_log
from .scene import Scene, check_witnesses, sources_of_sights

SEEN_BY = ("all", "target", "column")
REPLICATES = 10


@dataclass(frozen=True)
class Replay:
    """What animals would have learned from a log; the group is the unit of replication.

    Attributes
    ----------
    groups : DataFrame
        One row per account and modality: mirror_index (matched minus non-matched response of the
        animals' motor units), its mean, low and high over draws of the constants and of the
        animals' anatomy - not over groups: a log is one.
    animals : DataFrame
        One row per animal, account, modality and draw.
    ledger : DataFrame
        Pairings by animal, source and population of sensory units, in the first draw; the
        experience is the same in all.
    contingency : DataFrame
        Delta P per animal, action and population, from trials and the intervals between them, in
        the first draw.
    """

    groups: pd.DataFrame
    animals: pd.DataFrame
    ledger: pd.DataFrame
    contingency: pd.DataFrame

    __repr__ = brief

    def _repr_html_(self) -> str:
        return tables_card(
            self,
            "What animals would have learned from a log",
            groups=("Mirror indices of the group", None),
            animals=("Mirror indices of the animals", None),
            ledger=("What was paired with what", None),
            contingency=("Contingency of perceiving and doing", None),
        )


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
    hours: Mapping[str, float] | float | None = None,
    replicates: int = REPLICATES,
    point: bool = False,
    seed: int = 0,
    engine: str = "compiled",
) -> Replay:
    """Run the events of a field log through animals' networks.

    Parameters
    ----------
    events : FieldLog, DataFrame or path
        A log (:func:`read_log`), the path of one, or a table with the columns subject, behaviour,
        start and, if there are any, observation, stop, target and seen_by; a table is read as a
        file with the same columns is.
    profile : str, SpeciesProfile or sequence of str
        A species, whose actions the behaviours are; or a list of 2 to 24 actions, taken as silent
        and opaque acts of one effector each.
    account : str or sequence of str, default ("associative", "none")
        Names on the shelf ``accounts``.
    actions : mapping of str to str or None, optional
        The action that each behaviour is, where it has another name; None leaves a behaviour out.
    seen_by : str, default "all"
        Who could see an act: ``"all"``, every other animal in the observation; ``"target"``, the
        animal it addressed, or all if it addressed nobody; ``"column"``, the animals named in a
        column ``seen_by``, separated by semicolons or commas.
    attention : float, default 1.0
        Chance that an act that could be seen is perceived, from 0 to 1.
    gaze : float, default 1.0
        Chance that an own visible act is seen, from 0 to 1.
    hearing : float, default 1.0
        Chance that another's sound is heard, from 0 to 1.
    hours : float or mapping of str to float, optional
        Length of every observation in hours, or of each by name, where the log does not say.
    replicates : int, default 10
        Draws of the constants and of the animals' anatomy.
    point : bool, default False
        Whether constants are at their defaults instead of drawn.
    seed : int, default 0
        Seed of all draws.
    engine : str, default "compiled"
        ``"compiled"`` or ``"agents"``; both give the same numbers.

    Returns
    -------
    Replay
        Mirror indices of groups and animals, ledger and contingency.

    Raises
    ------
    InputError
        A behaviour that is no action, an animal alone in its log, or an argument that is not
        allowed.

    See Also
    --------
    read_log : Read a coded log of behaviour.

    Notes
    -----
    Who saw what is an assumption. Compare accounts, not levels: an hour of a life is little, so
    indices are small.

    Examples
    --------
    Bo repeats each act of Ada a second later, thirty times:

    >>> import pandas as pd
    >>> import mirror_abm as ma
    >>> rows = []
    >>> for number in range(30):
    ...     act = ("wave", "reach")[number % 2]
    ...     rows += [("Ada", act, 10.0 * number), ("Bo", act, 10.0 * number + 1)]
    >>> events = pd.DataFrame(rows, columns=["subject", "behaviour", "start"])
    >>> lived = ma.replay(events, ["wave", "reach"], "associative", hours=0.1, replicates=1)
    >>> lived.ledger[["animal", "source", "percepts"]]
      animal          source  percepts
    0    Ada  being_imitated        30
    1     Bo  being_imitated        30
    >>> bool((lived.contingency.query("population == 'visual_other'")["delta_p"] > 0.5).all())
    True
    """
    one_of("seen_by", seen_by, SEEN_BY)
    chances = {"attention": attention, "gaze": gaze, "hearing": hearing}
    for name, value in chances.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise InputError(f"{name} = {value!r}: must be a number from 0 to 1.")
    whole("replicates", replicates, 1, 100_000)
    species = silent_species(profile)
    log, witnesses = witnessed_log(events, hours)
    if seen_by == "column":
        check_witnesses(log, witnesses)
    for note in strangers(log.events) if seen_by == "target" else ():
        tell(__name__, f"{note}.")
    if not (actions is None or isinstance(actions, Mapping)):
        raise InputError(
            f"actions = {actions!r}: must map behaviours to actions, for example "
            "{'lip smack': 'lip_smack'}."
        )
    log, kept = only_actions(log, [action.name for action in species.actions], actions or {})
    witnesses = None if witnesses is None else witnesses[kept].reset_index(drop=True)
    tables: dict[str, list[pd.DataFrame]] = {"animals": [], "ledger": [], "contingency": []}
    for name in [account] if isinstance(account, str) else list(account):
        for replicate in range(replicates):
            lived = _live(
                log, witnesses, species, name, seen_by, chances, replicate, point, seed, engine
            )
            for key, table in lived.items():
                if key == "animals" or replicate == 0:
                    tables[key].append(table.assign(account=name, unit_of_replication="group"))
    found = {key: pd.concat(parts, ignore_index=True) for key, parts in tables.items()}
    return Replay(_groups(found["animals"]), **found)


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
            level=[carried(n) for n in grouped.size()],
            replicates=grouped.size(),
            expected=0.0,
            animals=animals["animal"].nunique(),
            unit_of_replication="group",
        )
        .reset_index()
    )


def _script(
    scene: Scene,
    population: Population,
    seen_by: str,
    witnesses: pd.Series | None,
    chances: Mapping[str, float],
    draw: np.random.Generator,
) -> Events:
    """Return what all animals do and perceive, on the clock of each."""
    visible, audible = (
        np.array(population.repertoire.visible),
        np.array(population.repertoire.audible),
    )
    kinds, names = population.kinds, sources.names
    every = np.arange(len(scene.time))
    row, watcher = scene.seen(seen_by, witnesses)
    kept = draw.random(len(row)) < chances["attention"] * population.repertoire.sees
    ear, hearer = scene.seen("all", None)
    loud = audible[scene.action[ear]] & (draw.random(len(ear)) < chances["hearing"])
    glance = visible[scene.action] & (draw.random(len(every)) < chances["gaze"])
    own = every[audible[scene.action]]
    self_, sound = names.index("self_observation"), names.index("sound")
    parts: list[tuple[NDArray[np.int64], NDArray[np.int64], int, Any]] = [
        (every, scene.who, ACT, 0),
        (row[kept], watcher[kept], 0, sources_of_sights(scene, row[kept], watcher[kept])),
        (every[glance], scene.who[glance], kinds.named("self", "visual"), self_),
        (own, scene.who[own], kinds.named("self", "auditory"), self_),
        (ear[loud], hearer[loud], kinds.named("other", "auditory"), sound),
    ]
    columns = [
        (
            animal,
            scene.tick(rows, animal),
            np.full(len(rows), kind),
            scene.action[rows],
            np.broadcast_to(source, len(rows)),
        )
        for rows, animal, kind, source in parts
    ]
    events = Events(
        *(np.concatenate(column).astype(np.int64) for column in zip(*columns, strict=True))
    )
    keys = np.stack(events[:4])
    order = np.lexsort((events.source, keys[3], keys[2], keys[1], keys[0]))
    # the same twice in one tick is once
    fresh = np.ones(len(order), bool)
    fresh[1:] = (keys[:, order[1:]] != keys[:, order[:-1]]).any(axis=0)
    return Events(*(column[order[fresh]] for column in events))


def _hand_out(script: Events, population: Population, count: int) -> None:
    """Give each animal, which is alone in its group, what it does and perceives."""
    for animal in range(count):
        mine = script.animal == animal
        alone = np.zeros(int(mine.sum()), np.int64)
        columns = (column[mine] for column in script[1:])
        population.script(animal, Events(alone, *columns))


def _live(
    log: FieldLog,
    witnesses: pd.Series | None,
    species: SpeciesProfile,
    account: str,
    seen_by: str,
    chances: Mapping[str, float],
    replicate: int,
    point: bool,
    seed: int,
    engine: str,
) -> dict[str, pd.DataFrame]:
    """Return the tables of one draw under one account.

    Each animal is asked when its own clock has run out.
    """
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
    scene = Scene(
        log,
        list(population.repertoire.names),
        population.timing.per_second,
        2 * population.timing.window + 1,
    )
    script = _script(
        scene, population, seen_by, witnesses, chances, stream(seed, "replay", "perceived")
    )
    _hand_out(script, population, count)
    found: dict[str, list[pd.DataFrame]] = {"animals": [], "ledger": [], "contingency": []}
    for end in sorted(int(value) for value in set(scene.end.tolist())):
        population.forward(end - population.tick)
        curve = learning_curve(population)
        for animal in np.flatnonzero(scene.end == end).tolist():
            each = population.learners[animal]
            name = {"animal": scene.subjects[animal]}
            part = curve[curve["group"] == animal].drop(columns=["group", "animal", "replicate"])
            found["animals"].append(part.assign(**name, replicate=replicate))
            found["ledger"].append(each.ledger.frame(population.timing.per_second).assign(**name))
            found["contingency"].append(each.ledger.contingency().assign(**name))
    return {key: pd.concat(parts, ignore_index=True) for key, parts in found.items()}
