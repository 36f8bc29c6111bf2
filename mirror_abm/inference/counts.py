"""The chance of a count on record: k mirror units of N, and whether a study published it.

In draw r an animal's unit is called one that responds to its own act with chance c(s), in a
laboratory of sensitivity h and false-positive rate f (:mod:`mirror_abm.inference.chances`). Units
of one study are alike for reasons that are in no draw: electrodes that were moved until something
responded, a criterion, a trained animal. So the whole study is shifted by one z, from a normal
distribution whose standard deviation in logits is itself uniform in a range (the *spread between
laboratories*, assumed)::

    c_z = 1 / (1 + exp(-(logit c + z)))
    P(k | r) = mean over (h, f, z) of [ mean over animals a of Binomial(m_i, c_z(s_ra)) ] convolved
               over the animals i of the study, whose m_i units add up to N

What N counts is stated (:class:`mirror_abm.inference.record.RecordedUnits`). Of *motor* units the
chance is c. Of all *recorded* cells an unknown share q is motor, uniform in a range: it is q c. Of
*responding* units it is c(s) / c'(a), with a the share of units that respond to any act of others,
and c' the same with the false positives of all acts of the panel, ``f' = 1 - (1 - f)^P``.

A study with count k *finds* mirror units by the test of :func:`mirror_abm.inference.chances.finds`;
one that does not is published with chance s. With F the chance that it finds them::

    P(k | published, r, s) = (P(k, found) + s P(k, not found)) / (F + s (1 - F))

which sums to 1 over k.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np

from ..animal.constants import Constants
from ..base.brief import brief
from .chances import binomial, critical
from .shares import Shares
from .study import LEVEL, Lab, midpoints, normal_mixture

#: what a denominator counts
DENOMINATORS = ("recorded", "motor", "responding")
#: acts that are tried, any of which may be called a response by mistake
PANEL = int(Constants().panel)
#: standard deviation, in logits, of what laboratories find in the same animals; assumed. Shares
#: published for one area of one genus, F5 of macaques, differ by about 1
SPREAD = (0.5, 1.5)
#: equally likely values of the shift of a study
SHIFTS = 11
#: share of all recorded cells of a motor area that are active in the animal's own acts; assumed
MOTOR = (0.3, 1.0)


class Counted(NamedTuple):
    """A count on record.

    Attributes
    ----------
    mirror, units : int
        k mirror units of N.
    animals : int
        Animals that they were recorded in.
    of : {"recorded", "motor", "responding"}
        What N counts.
    """

    mirror: int
    units: int
    animals: int
    of: str = "motor"


class CountChances(NamedTuple):
    """The chances of a count, in each draw.

    Attributes
    ----------
    found, missed : numpy.ndarray
        P(k, the study finds mirror units) and P(k, it does not), shape (draw,); of all counts from
        0 to N, shape (draw, k).
    finds : numpy.ndarray
        P(the study finds mirror units), whatever its count, shape (draw,).
    """

    found: np.ndarray
    missed: np.ndarray
    finds: np.ndarray

    def __repr__(self) -> str:
        return brief(self)

    def published(self, s: np.ndarray) -> np.ndarray:
        """Return the chance of the count among published studies.

        Parameters
        ----------
        s : numpy.ndarray
            Chance that a study which finds nothing is published, shape (s,).

        Returns
        -------
        numpy.ndarray
            P(k | published), shape (..., draw, s); of all counts (..., draw, s, k).
        """
        if self.found.ndim > self.finds.ndim:
            s = np.asarray(s)[:, None]
            found, missed, finds = (
                each[..., None, :] for each in (self.found, self.missed, self.finds[..., None])
            )
        else:
            found, missed, finds = (each[..., None] for each in self)
        chance: np.ndarray = (found + s * missed) / (finds + s * (1 - finds))
        return chance


def count_chances(
    shares: Shares,
    responding: Shares,
    counted: Counted,
    lab: Lab,
    spread: tuple[float, float] = SPREAD,
) -> CountChances:
    """Return the chances of a count, in each draw, averaged over laboratories.

    See :func:`all_counts`.

    Parameters
    ----------
    shares : Shares
        Shares of units that respond to their own act.
    responding : Shares
        In ``share``, the shares of units that respond to any act of others; the same animals.
    counted : Counted
        The count.
    lab : Lab
        How well laboratories call units.
    spread : tuple of float
        Range of the standard deviation between laboratories, in logits.

    Returns
    -------
    CountChances
        One number a draw each.
    """
    every = all_counts(shares, responding, counted, lab, spread)
    return CountChances(
        every.found[:, counted.mirror], every.missed[:, counted.mirror], every.finds
    )


def all_counts(
    shares: Shares,
    responding: Shares,
    counted: Counted,
    lab: Lab,
    spread: tuple[float, float] = SPREAD,
) -> CountChances:
    """Return the chances of all counts that a study could have found, in each draw.

    Parameters
    ----------
    shares : Shares
        Shares of units that respond to their own act.
    responding : Shares
        In ``share``, the shares of units that respond to any act of others; the same animals.
    counted : Counted
        The count; what it is does not matter, but what it is of.
    lab : Lab
        How well laboratories call units.
    spread : tuple of float
        Range of the standard deviation between laboratories, in logits.

    Returns
    -------
    CountChances
        ``found`` and ``missed`` of shape (draw, k), for k = 0..N.
    """
    motor = midpoints(*MOTOR, 3) if counted.of == "recorded" else np.ones(1)
    chance = (shares.weight * shares.expected).sum(axis=1)
    total = np.zeros((2, len(chance), counted.units + 1))
    finding = np.zeros(len(chance))
    settings = lab.settings()
    shifts = normal_mixture(*spread, SHIFTS)
    for sensitivity, false_positive in settings:
        called, expected = (
            false_positive + (sensitivity - false_positive) * each
            for each in (shares.share, chance)
        )
        if counted.of == "responding":
            any_act = _any(responding.share, sensitivity, false_positive)
            called = _ratio(called, any_act)
            expected = _ratio(expected, (shares.weight * any_act).sum(axis=1))
        for shift in shifts:
            moved, at_chance = shifted(called, shift), shifted(expected, shift)
            for share in motor:
                each = _of_one(shares.weight, share * moved, share * at_chance, counted)
                total += each[:2]
                finding += each[2]
    worlds = len(settings) * len(shifts) * len(motor)
    found, missed = total / worlds
    return CountChances(found, missed, np.clip(finding / worlds, 0.0, 1.0))


def shifted(chance: np.ndarray, shift: float) -> np.ndarray:
    """Return chances moved by a number of logits; what is impossible or certain stays so.

    Parameters
    ----------
    chance : numpy.ndarray
        From 0 to 1.
    shift : float
        z, in logits.

    Returns
    -------
    numpy.ndarray
        ``c e^z / (1 - c + c e^z)``.
    """
    grown = chance * np.exp(shift)
    moved: np.ndarray = grown / (1 - chance + grown)
    return moved


def _any(share: np.ndarray, h: float, f: float) -> np.ndarray:
    """Return the chance c' that a unit is called one that responds to any act of the panel."""
    false = 1 - (1 - f) ** PANEL
    chance: np.ndarray = false + max(h - false, 0.0) * share
    return chance


def _ratio(own: np.ndarray, any_act: np.ndarray) -> np.ndarray:
    """Return the chance of the own act among units that respond to any: that of the panel if none.

    A response to the own act is one to any act, so it is at most 1.
    """
    among = np.divide(own, any_act, out=np.full_like(own, 1 / PANEL), where=any_act > 0)
    found: np.ndarray = np.minimum(among, 1.0)
    return found


def _of_one(
    weight: np.ndarray, chance: np.ndarray, expected: np.ndarray, counted: Counted
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return P(k, found), P(k, not found), each (draw, k), and P(found) in one laboratory."""
    sizes = Counter(
        counted.units // counted.animals + (at < counted.units % counted.animals)
        for at in range(counted.animals)
    )
    values, where = np.unique(chance, return_inverse=True)
    mixing = np.zeros((len(chance), len(values)))
    rows = np.repeat(np.arange(len(chance)), chance.shape[1])
    np.add.at(mixing, (rows, where.ravel()), weight.ravel())
    length = 1 << counted.units.bit_length()  # at least N + 1, and quick to transform
    if counted.animals == 1:
        counts = mixing @ binomial(counted.units, values)
    else:
        spectrum = np.ones((len(chance), length // 2 + 1), complex)
        for size, times in sizes.items():
            each = mixing @ binomial(size, values)
            spectrum *= np.fft.rfft(each, length, axis=-1) ** times
        counts = np.maximum(np.fft.irfft(spectrum, length, axis=-1), 0.0)
    counts = counts[:, : counted.units + 1]
    least = critical(counted.units, expected, LEVEL)
    significant = np.arange(counted.units + 1) >= least[:, None]
    finds = np.array([float(row[k:].sum()) for row, k in zip(counts, least, strict=True)])
    return counts * significant, counts * ~significant, finds
