"""What a record says, as observations that can be simulated: a chance for each of their outcomes.

Entries of one record with one verdict and modality are *one* observation. With F the mean over its
entries of the chance that its study finds mirror units, in draw r, studies are made until one is
published. A negative one is published with chance s, one s for the whole field::

    P(positive | r, s) = F / (F + s (1 - F))
    P(negative | r, s) = s (1 - F) / (F + s (1 - F))

A verdict is informative with its reliability w, and says nothing with 1 - w: its likelihood is
``w P + (1 - w)/2``. Where entries state counts that can be used, the largest N of them stands for
the observation: ``w P(k | published, r, s) + (1 - w)/(N + 1)``, the mean over entries that state
it.

A study that is planned is an observation as well: it is published whatever it finds, and its
outcome is a count (:func:`mirror_abm.inference.chances.outcomes`). Anything with a chance of each
outcome in each draw can be one: a rearing contrast is two studies that share their draws, and a
training study brings a table of its own, shape (account, draw, outcome).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..base.brief import brief
from .likelihood import RELIABILITY, Counts

#: one outcome in so many is a slip of whoever reports it, any as likely as another; assumed
SLIP = 1e-6
#: entries that share these are one observation
TOGETHER = ["record", "panel_modality", "verdict"]


@dataclass(frozen=True)
class Observation:
    """What was or could be observed, and how likely each outcome is.

    Attributes
    ----------
    name : str
        What it is called: the record, or the study.
    species, modality, kind : str
        What it is about; ``kind`` is a verdict, or the rearing of a planned study.
    chances : numpy.ndarray
        P(outcome), shape (account, draw, s, outcome), with one s where publication does not matter.
    seen : int or None
        Number of the outcome that was observed; None of a study that is planned.
    """

    name: str
    species: str
    modality: str
    kind: str
    chances: np.ndarray
    seen: int | None = None

    __repr__ = brief


def planned(name: str, species: str, modality: str, kind: str, chances: np.ndarray) -> Observation:
    """Return a study that is planned as an observation.

    Parameters
    ----------
    name, species, modality, kind : str
        See :class:`Observation`.
    chances : numpy.ndarray
        P(outcome), shape (account, draw, outcome): of recordings, contrasts or training studies.

    Returns
    -------
    Observation
        Without an outcome; one in a million is a slip.
    """
    return Observation(name, species, modality, kind, slipped(chances)[:, :, None, :])


def slipped(chances: np.ndarray) -> np.ndarray:
    """Return the chances as they are read, one outcome in a million a slip.

    Parameters
    ----------
    chances : numpy.ndarray
        P(outcome | account, draw), shape (account, draw, outcome).

    Returns
    -------
    numpy.ndarray
        Same shape; none is 0.
    """
    sums = chances.sum(axis=-1, keepdims=True)
    read: np.ndarray = (1 - SLIP) * chances / sums + SLIP / chances.shape[-1]
    return read


def together(used: pd.DataFrame) -> list[list[int]]:
    """Return the entries of each observation.

    Parameters
    ----------
    used : pandas.DataFrame
        The entries that are weighed, see :func:`mirror_abm.inference.likelihood.sorted_out`.

    Returns
    -------
    list of list of int
        Rows of ``used``, in the order in which observations are first met.
    """
    by = [name for name in TOGETHER if name in used]
    return [list(rows) for rows in used.groupby(by, sort=False).indices.values()]


def mixed_with_nothing(verdict: str, units: int, chance: np.ndarray) -> np.ndarray:
    """Return the likelihood of a count in a record that may be wrong.

    Parameters
    ----------
    verdict : str
        Of the record: it decides how reliable it is.
    units : int
        N: with probability 1 - w, any count from 0 to N is as likely as any other.
    chance : numpy.ndarray
        Chance of the count, any shape.

    Returns
    -------
    numpy.ndarray
        ``w P + (1 - w)/(N + 1)``, same shape.
    """
    w = RELIABILITY[verdict][1]
    return w * chance + (1 - w) / (int(units) + 1)


@dataclass(frozen=True)
class Recorded:
    """An observation on record, before it is said how studies are published.

    Attributes
    ----------
    name, species, modality, verdict : str
        The record, and what it was taken to say.
    entries : int
        Entries that say it.
    finds : numpy.ndarray
        Chance that the study finds mirror units, shape (account, draw).
    counts : tuple of numpy.ndarray or None
        P(k, found) and P(k, not found), each of shape (account, draw, k); None of a verdict.
    mirror : int or None
        k, of a count.
    """

    name: str
    species: str
    modality: str
    verdict: str
    entries: int
    finds: np.ndarray
    counts: tuple[np.ndarray, np.ndarray] | None = None
    mirror: int | None = None

    __repr__ = brief

    def of(self, accounts: Sequence[int]) -> Recorded:
        """Return the observation under some accounts.

        Parameters
        ----------
        accounts : sequence of int
            Their places, in the order wanted.

        Returns
        -------
        Recorded
            Under these.
        """
        at = list(accounts)
        both = self.counts and (self.counts[0][at], self.counts[1][at])
        return replace(self, finds=self.finds[at], counts=both)

    def published(self, s: np.ndarray) -> Observation:
        """Return the observation if a negative study is published with these chances.

        Parameters
        ----------
        s : numpy.ndarray
            Equally likely chances of publication, shape (s,).

        Returns
        -------
        Observation
            With the outcome that is on record.
        """
        f, seen = self.finds[..., None], self.mirror
        if self.counts is None:
            found = f / (f + s * (1 - f))
            said = np.stack([1 - found, found], axis=-1)
            seen = int(RELIABILITY[self.verdict][0])
        else:
            hits, misses = (each[:, :, None, :] for each in self.counts)
            said = (hits + s[:, None] * misses) / (f + s * (1 - f))[..., None]
        chances = mixed_with_nothing(self.verdict, said.shape[-1] - 1, said)
        return Observation(self.name, self.species, self.modality, self.verdict, chances, seen)


def on_record(used: pd.DataFrame, chances: np.ndarray, counts: Counts) -> list[Recorded]:
    """Return the observations that are on record.

    Parameters
    ----------
    used : pandas.DataFrame
        The entries that are weighed, see :func:`mirror_abm.inference.likelihood.sorted_out`.
    chances : numpy.ndarray
        P(found), shape (entry, account, draw).
    counts : dict
        Chances of the counts, see :func:`mirror_abm.inference.likelihood.chances_of_counts`.

    Returns
    -------
    list of Recorded
        One each.
    """
    made = []
    for rows in together(used):
        first, found, mirror, both = used.iloc[rows[0]], chances[rows].mean(axis=0), None, None
        counted = [i for i in rows if i in counts]
        if counted:
            largest = max(counted, key=lambda i: int(used.iloc[i]["recorded"]))
            of = ["mirror", "recorded"]
            same = [i for i in counted if used.iloc[i][of].equals(used.iloc[largest][of])]
            hits, misses, found = (
                np.mean(each, axis=0) for each in zip(*(counts[i] for i in same), strict=True)
            )
            both, mirror = (hits, misses), int(used.iloc[largest]["mirror"])
        record, species, modality, verdict = (
            str(first[name]) for name in ("record", "species", "panel_modality", "verdict")
        )
        about = record, species, modality, verdict, len(rows)
        made.append(Recorded(*about, found, both, mirror))
    return made
