"""How far the sum over a class of accounts can be believed.

Accounts that worlds of a design do not part (:func:`mirror_abm.inference.reliability.classes`) are
one class, and only the sum of their posteriors is worth a number. Whether that sum means what it
says is asked of the same worlds: a world's true class is that of its true account.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .reliability import Said, classes, scores


def in_classes(said: Said, accounts: tuple[str, ...], member: dict[str, str]) -> Said:
    """Return what was said of classes, where accounts were spoken of.

    Parameters
    ----------
    said : Said
        The worlds.
    accounts : tuple of str
        The accounts, in the order of the posterior.
    member : dict of str to str
        The class of each.

    Returns
    -------
    Said
        The posterior of each class, shape (world, class), and the true class of each world.
    """
    names = list(dict.fromkeys(member[name] for name in accounts))
    at = np.array([names.index(member[name]) for name in accounts])
    sums = np.stack([said.posterior[:, at == one].sum(axis=1) for one in range(len(names))], axis=1)
    return Said(sums, at[said.truth], said.draw)


def class_scores(
    said: Said, accounts: tuple[str, ...], parted: pd.DataFrame, rng: np.random.Generator
) -> dict[str, object]:
    """Return how well the classes of accounts that are not parted were forecast.

    Parameters
    ----------
    said : Said
        The worlds of one design.
    accounts : tuple of str
        The accounts.
    parted : pandas.DataFrame
        Which pairs of them these worlds part, see :func:`mirror_abm.inference.reliability.pairs`.
    rng : numpy.random.Generator
        For the bootstraps.

    Returns
    -------
    dict of str to object
        ``classes``, those of several accounts, and how many there are in all (``number``); then
        what :func:`mirror_abm.inference.reliability.scores` tells, of classes. ``nothing`` is the
        log score of whoever knows only how many accounts each class has.
    """
    member = classes(parted, accounts)
    names = list(dict.fromkeys(member.values()))
    size = {name: list(member.values()).count(name) for name in names}
    of = in_classes(said, accounts, member)
    found = scores(of, rng)
    prior = np.array([size[name] for name in names]) / len(accounts)
    found["nothing"] = float(np.log(prior[of.truth]).mean())
    several = "; ".join(name for name in names if size[name] > 1)
    return {"classes": several, "number": len(names), **found}
