"""A bare network: designs of trials as textbooks write them, with the engine's own rule."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..animal.constants import Constants
from ..animal.learning import apply
from ..animal.pathway import Cues, Pathway
from ..base.errors import InputError
from ..base.shelf import rules

CONTEXT = "context"
Names = str | tuple[str, ...] | None
Block = tuple[Names, Names, int]


def _names(given: Names, what: str) -> tuple[str, ...]:
    """Return the names in ``"AB"`` or ``("A", "B")``."""
    if given is None or given == "":
        return ()
    if isinstance(given, str) or (
        isinstance(given, (tuple, list)) and all(isinstance(name, str) and name for name in given)
    ):
        names = tuple(given)
    else:
        raise InputError(
            f"design: {what} = {given!r}: must be text, one letter a {what}, a tuple of names, or None."
        )
    if CONTEXT in names:
        raise InputError(
            f"design: {what} = {given!r}: the context is present in every trial; give its salience instead."
        )
    return names


def _block(given: Any) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Return one block ``(cues, outcomes, trials)``, checked."""
    if not (isinstance(given, tuple) and len(given) == 3):
        raise InputError(
            f"design: {given!r}: a block must be (cues, motor, trials), for example ('AB', 'M', 40)."
        )
    cues, motor, count = given
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= 10_000_000:
        raise InputError(
            f"design: trials = {count!r} in {given!r}: must be a whole number of at least 0."
        )
    return _names(cues, "cue"), _names(motor, "motor"), count


def _trials(design: Sequence[Any]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the trials in order; the blocks of a nested list are interleaved as evenly as their counts allow."""
    for item in design:
        blocks = [_block(part) for part in (item if isinstance(item, list) else [item])]
        turns = sorted(
            ((i + 0.5) / count, number)
            for number, (_, _, count) in enumerate(blocks)
            for i in range(count)
        )
        for _, number in turns:
            yield blocks[number][0], blocks[number][1]


def _salience(alpha: float | Mapping[str, float], name: str) -> float:
    value = alpha.get(name) if isinstance(alpha, Mapping) else alpha
    if value is None:
        raise InputError(
            f"alpha: cue {name!r} has no salience: give one of each of {', '.join(map(repr, alpha))}."
            if isinstance(alpha, Mapping)
            else f"alpha: cue {name!r} has no salience."
        )
    return _within(f"alpha of {name!r}", value)


def _within(what: str, value: Any) -> float:
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float))
        or not math.isfinite(value)
        or not 0 <= value <= 1
    ):
        raise InputError(f"{what} = {value!r}: must be a number in [0, 1].")
    return float(value)


def condition(
    design: Sequence[Any],
    rule: str = "rescorla_wagner",
    alpha: float | Mapping[str, float] = 0.3,
    beta_present: float = Constants.beta_present,
    beta_absent: float = Constants.beta_absent,
    context: float = Constants.alpha * Constants.context_salience,
) -> pd.DataFrame:
    """Return the course of the weights of a bare network over a design of trials.

    Each cue is one unit at x = 1, each outcome one motor unit at r = 1 or 0, each trial one settlement by ``rule``
    (the very function that the engines call); weights begin at 0.

    Parameters
    ----------
    design : blocks ``(cues, motor, trials)`` in order. ``"AB"`` is the compound of A and B; a tuple holds longer names;
        ``None`` for the motor means that no act follows. The blocks of a nested list are interleaved.
    rule : a name on the shelf ``rules``.
    alpha : salience of the cues, one for all or one each.
    beta_present, beta_absent : learning rates on trials with and without the act.
    context : salience of the context, a cue of every trial; 0 for none.

    Returns
    -------
    Table with columns trial (0 is before the first), cue, motor, weight; the context is the cue ``context``.

    Raises
    ------
    InputError : for anything that is not such a design, or ``beta sum(alpha) >= 1``, which would oscillate.

    Examples
    --------
    >>> table = condition([("A", "M", 40), ("AB", "M", 40)], alpha=0.3, beta_present=0.1, context=0)
    >>> round(table.query("trial == 80 and cue == 'B'").weight.item(), 3)  # blocking is not yet complete
    0.127
    """
    if not isinstance(design, (list, tuple)) or not design:
        raise InputError(f"design = {design!r}: must be a list of blocks (cues, motor, trials).")
    trials = list(_trials(design))
    cues = [*dict.fromkeys(name for names, _ in trials for name in names), CONTEXT]
    motors = list(dict.fromkeys(name for _, names in trials for name in names)) or ["M"]
    saliences = np.array(
        [_salience(alpha, name) for name in cues[:-1]] + [_within("context", context)]
    )
    betas = _within("beta_present", beta_present), _within("beta_absent", beta_absent)
    learned = rules.load(rule)
    if not learned.CONTEXT:
        saliences[-1] = 0.0
    weights = np.zeros((len(cues), len(motors)))
    pathway = Pathway.newborn(weights, np.ones(weights.shape), learned)
    course = np.zeros((len(trials) + 1, *weights.shape))
    for number, (present, done) in enumerate(trials, start=1):
        index = np.array([cues.index(name) for name in dict.fromkeys(present)] + [len(cues) - 1])
        step = max(betas) * saliences[index].sum()
        if step >= 1:
            raise InputError(
                f"beta x sum(alpha) = {step:.3g} in trial {number} ({', '.join(present)} and the context): must be "
                "below 1, or learning oscillates."
            )
        x = np.isin(np.arange(len(cues)), index).astype(float)[:, None]
        if learned.ABSENT:
            index = np.arange(len(cues))
        outcome = np.array([float(name in done) for name in motors])
        apply(
            learned,
            pathway,
            Cues(index, x[index], np.repeat(saliences[index, None], len(motors), axis=1)),
            outcome,
            *betas,
        )
        course[number] = weights
    grid = pd.MultiIndex.from_product(
        [range(len(course)), cues, motors], names=["trial", "cue", "motor"]
    )
    return pd.DataFrame({"weight": course.ravel()}, index=grid).reset_index()
