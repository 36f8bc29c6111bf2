"""The acts of a log in sequence: who follows whom, and who does the same at once.

*Focal hours*: an animal is taken to be observed throughout each observation in which it acts or is
addressed; where a table of presence says who was watched and for how long, it goes before.

For an act of X by A and the same (or another) behaviour Y of others, *followed* means that another
animal begins Y within ``(FIRST, LAST]`` seconds after A began X. Who can copy is who A can see:
with ``seen = "target"`` an act counts for A if it addressed A or nobody in particular, with
``seen = "all"`` every act does. For another behaviour Y the window begins at ``TOGETHER``: a chase
and the flight from it that were written down at one moment are a pair.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..base.brief import brief
from .grid import coding_grid, within
from .log import FieldLog

FIRST, LAST = 0.2, 5.0  #: seconds; the definition of being imitated in a species profile
TOGETHER = -0.5  #: seconds after an act at which an answer, another behaviour, may begin at soonest
ROUNDING = 1e-6  #: seconds by which times may be off, as they are rounded
GAP = 5.0  #: seconds without a coincidence that end a bunch of them
SEEN = ("target", "all")
ANYBODY, STRANGER = -1, -2  #: whom an act addressed: nobody in particular, or one that never acts


class ActSequence:
    """The acts of a log as arrays, in order of observation and time.

    Parameters
    ----------
    log : FieldLog
        With the length of every observation known.
    seen : str
        Who sees an act, one of ``SEEN``.

    Attributes
    ----------
    observations, subjects, behaviours : list of str
        Their names; acts hold their numbers.
    lengths : array of float
        Seconds of each observation.
    obs, who, what, whom : array of int
        Observation, subject, behaviour and target of each act; ``ANYBODY`` or ``STRANGER`` for a
        target that is none of the subjects.
    time : array of float
        Seconds from the beginning of the observation.
    hours : array of float
        Focal hours, of shape (observations, subjects).
    grid : float
        Seconds of the grid on which times stand, as whole seconds or the frames of a film; 0 for
        none.
    """

    def __init__(self, log: FieldLog, seen: str):
        events = log.events
        observations = [*events["observation"].unique(), *(name for name, _ in log.watched)]
        self.observations = list(dict.fromkeys(observations))
        self.subjects = sorted({*events["subject"], *(name for _, name in log.watched)})
        self.behaviours = sorted(events["behaviour"].unique())
        self.lengths = np.array([log.seconds[name] for name in self.observations])
        self.obs = _numbered(events["observation"], self.observations)
        self.who = _numbered(events["subject"], self.subjects)
        self.what = _numbered(events["behaviour"], self.behaviours)
        self.time = events["start"].to_numpy(float)
        addressed = _numbered(events["target"], self.subjects)
        self.whom = np.full(len(events), ANYBODY)
        if seen == "target":
            strange = (events["target"] != "").to_numpy() & (addressed < 0)
            self.whom = np.where(strange, STRANGER, addressed)
        present = np.zeros((len(self.observations), len(self.subjects)), bool)
        present[self.obs, self.who] = True
        there = addressed >= 0
        present[self.obs[there], addressed[there]] = True
        self.hours = present * (self.lengths / 3600)[:, None]
        self.grid = coding_grid(self.time, self.obs)
        place = {name: number for number, name in enumerate(self.observations)}
        self.hours[sorted({place[name] for name, _ in log.watched})] = 0.0
        for (name, subject), seconds in log.watched.items():
            self.hours[place[name], self.subjects.index(subject)] = seconds / 3600

    def rotated(self, rng: np.random.Generator) -> NDArray[Any]:
        """Return the times with the record of every subject rotated within its observation.

        Parameters
        ----------
        rng : Generator
            Draws a rotation for each subject and observation.

        Returns
        -------
        array of float
            Seconds from the beginning of the observation.
        """
        by = rng.random((len(self.observations), len(self.subjects))) * self.lengths[:, None]
        return self.turned(by[self.obs, self.who])

    def turned(self, by: NDArray[Any]) -> NDArray[Any]:
        """Return the times with each act moved round the circle of its observation.

        Parameters
        ----------
        by : array of float
            Seconds by which each act is moved; on a grid, the nearest whole number of its steps.

        Returns
        -------
        array of float
            Seconds from the beginning of the observation.
        """
        length, step = self.lengths[self.obs], self.grid
        if step:  # the circle is as many steps as the observation needs
            length = np.ceil(length / step - ROUNDING) * step
            by = np.round(by / step) * step
        turned = (self.time + by) % np.maximum(length, 1e-9)
        return np.asarray(np.where(length > 0, turned, self.time))

    def drawn_apart(self, least: float, most: float, rng: np.random.Generator) -> NDArray[Any]:
        """Return the times with the records of the animals of an observation moved apart a little.

        All acts of an animal are moved by the same amount, so that its bouts stay what they are;
        two animals by at least ``least`` seconds more or less than each other, and by at most
        ``most`` where the animals are few enough (else the nearest are ``least`` apart).

        Parameters
        ----------
        least, most : float
            Seconds; in an observation that is too short for them, as much as it allows.
        rng : Generator
            Draws how far apart they are, and in which order.

        Returns
        -------
        array of float
            Seconds from the beginning of the observation.
        """
        by = np.zeros((len(self.observations), len(self.subjects)))
        for o, length in enumerate(self.lengths):
            there = rng.permutation(np.flatnonzero(self.hours[o] > 0))
            if len(there) > 1:
                near, far = within(length, least, most)
                step = rng.uniform(near, max(near, far / (len(there) - 1)))
                by[o, there] = np.arange(len(there)) * min(step, length / len(there))
        if self.grid:
            by = np.ceil(by / self.grid - ROUNDING) * self.grid
        return self.turned(by[self.obs, self.who])

    def _in_line(self, time: NDArray[Any]) -> tuple[NDArray[Any], float]:
        """Return times laid one observation after the other, with room between, and the end."""
        start = np.concatenate([[0.0], np.cumsum(self.lengths + 100 * LAST)])
        return time + start[self.obs], float(start[-1])

    def followed(
        self,
        answer: int,
        time: NDArray[Any],
        first: float = FIRST,
        last: float = LAST,
        of: NDArray[Any] | None = None,
        moved: NDArray[Any] | None = None,
    ) -> NDArray[Any]:
        """Return whether another animal does a behaviour soon after each act.

        Parameters
        ----------
        answer : int
            Number of the behaviour that follows.
        time : array of float
            When each act is taken to begin, in seconds.
        first : float, default 0.2
            Seconds after an act at which the window ``(first, last]`` begins.
        last : float, default 5.0
            Seconds after an act at which the window ends.
        of : array of int, optional
            The acts that are asked about; all without it.
        moved : array of float, optional
            When each act is taken to begin instead while the others' stay where they are.

        Returns
        -------
        array of bool
            One per act that is asked about.

        Notes
        -----
        Acts addressed to somebody else do not count: of all acts in the window, less the animal's
        own, those that addressed somebody are taken out, and those that addressed this animal put
        back.
        """
        at, end = self._in_line(time)
        asked = np.arange(len(at)) if of is None else of
        own = at[asked] if moved is None else self._in_line(moved)[0][asked]
        first, last = first + ROUNDING, last + ROUNDING
        rows, span = np.flatnonzero(self.what == answer), 2 * end + 1
        me = self.who[asked] + 1.0

        def within(
            of_rows: NDArray[Any], owner: NDArray[Any] | float, key: NDArray[Any] | float
        ) -> NDArray[Any]:
            placed, query = np.sort(at[of_rows] + key * span), own + owner * span
            until_last = np.searchsorted(placed, query + last, "right")
            return np.asarray(until_last - np.searchsorted(placed, query + first, "right"))

        found = within(rows, 0.0, 0.0) - within(rows, me, self.who[rows] + 1.0)
        aimed = rows[self.whom[rows] != ANYBODY]
        if len(aimed):
            found -= within(aimed, 0.0, 0.0) - within(aimed, me, self.who[aimed] + 1.0)
            mine = aimed[self.whom[aimed] != self.who[aimed]]
            found += within(mine, me, self.whom[mine] + 1.0)
        return np.asarray(found > 0)

    def coincident(self, time: NDArray[Any], moved: NDArray[Any] | None = None) -> NDArray[Any]:
        """Return whether another animal does the same at once: begins it within 0.2 s of an act.

        Parameters
        ----------
        time : array of float
            When each act is taken to begin, in seconds.
        moved : array of float, optional
            When each act is taken to begin instead while the others' stay where they are.

        Returns
        -------
        array of bool
            One per act; several others at once are one coincidence.
        """
        found = np.zeros(len(time), bool)
        for what in range(len(self.behaviours)):
            rows = np.flatnonzero(self.what == what)
            found[rows] = self.followed(what, time, -FIRST - 2 * ROUNDING, FIRST, rows, moved)
        return found

    def coincidences(self, time: NDArray[Any], moved: NDArray[Any] | None = None) -> NDArray[Any]:
        """Return how many acts coincide with the same of another animal.

        Parameters
        ----------
        time : array of float
            When each act is taken to begin, in seconds.
        moved : array of float, optional
            When each act is taken to begin instead while the others' stay where they are.

        Returns
        -------
        array of float
            Counts, of shape (behaviours, subjects, observations).
        """
        counts = np.zeros((len(self.behaviours), len(self.subjects), len(self.observations)))
        rows = np.flatnonzero(self.coincident(time, moved))
        np.add.at(counts, (self.what[rows], self.who[rows], self.obs[rows]), 1)
        return counts

    def bunches(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the acts that coincide, and the bunch in which each does.

        Returns
        -------
        rows : array of int
            Numbers of the acts.
        bunch : array of int
            A bunch is of one behaviour and one observation, and ends where no animal of the
            observation has a coincidence for ``GAP`` seconds.
        """
        rows = np.flatnonzero(self.coincident(self.time))
        at, _ = self._in_line(self.time)
        rows = rows[np.lexsort((at[rows], self.what[rows]))]
        new = (np.diff(self.what[rows]) != 0) | (np.diff(at[rows]) > GAP)
        return rows, np.concatenate([[0], np.cumsum(new)])[: len(rows)]


def _numbered(cells: Any, names: list[str]) -> NDArray[Any]:
    """Return the number of each name, -1 for one that is not among them."""
    number = {name: index for index, name in enumerate(names)}
    return np.asarray(cells.map(number).fillna(-1).to_numpy(np.int64))


class Counts(NamedTuple):
    """How often acts are followed, and how often animals do the same at once.

    Attributes
    ----------
    followed : array of float
        Acts of X followed by Y, of shape (X, Y, subjects, observations).
    coincidences : array of float
        Acts at once with the same of another animal, of shape (behaviours, subjects, observations).
    """

    followed: NDArray[Any]
    coincidences: NDArray[Any]

    def __repr__(self) -> str:
        return brief(self)


def count(sequence: ActSequence, time: NDArray[Any], moved: NDArray[Any] | None = None) -> Counts:
    """Return the counts of a sequence whose acts begin at given times.

    Parameters
    ----------
    sequence : ActSequence
        The acts.
    time : array of float
        When each begins, in seconds: as observed, or rotated.
    moved : array of float, optional
        When each act begins instead while those that may follow it stay where they are.

    Returns
    -------
    Counts
        By behaviour, subject and observation.
    """
    kinds = len(sequence.behaviours)
    found = np.zeros((kinds, kinds, len(sequence.subjects), len(sequence.observations)))
    for answer in range(kinds):
        for same, first in ((True, FIRST), (False, TOGETHER - 2 * ROUNDING)):
            asked = np.flatnonzero((sequence.what == answer) == same)
            rows = asked[sequence.followed(answer, time, first, LAST, asked, moved)]
            at = (sequence.what[rows], sequence.who[rows], sequence.obs[rows])
            np.add.at(found[:, answer], at, 1)
    return Counts(found, sequence.coincidences(time, moved))
