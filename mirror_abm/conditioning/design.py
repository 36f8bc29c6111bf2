"""Designs of trials as textbooks write them, on a bare network with the engine's own rules."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..animal.constants import Constants
from ..animal.learning import apply
from ..animal.pathway import Array, Cues, Pathway
from ..base.errors import InputError
from ..base.items import Rule
from ..base.shelf import rules

#: saliences and learning rates of designs that name none: those of the simulated animals
ALPHA = Constants.alpha
CONTEXT_ALPHA = Constants.alpha * Constants.context_salience
BETA_PRESENT, BETA_ABSENT = Constants.beta_present, Constants.beta_absent

CONTEXT_CUE = "context"  #: the name of the context among the cues
MOST_TRIALS = 10_000_000


def _cue_names(given: Any, what: str) -> tuple[str, ...]:
    """Return the names in ``"AB"`` or ``("A", "B")``."""
    if given is None or given == "":
        return ()
    if isinstance(given, str) or (
        isinstance(given, (tuple, list)) and all(isinstance(name, str) and name for name in given)
    ):
        names = tuple(given)
    else:
        raise InputError(
            f"design: {what} = {given!r}: must be text, one letter a {what}, a tuple of names, or "
            "None."
        )
    if CONTEXT_CUE in names:
        raise InputError(
            f"design: {what} = {given!r}: the context is present in every trial; give its salience "
            "instead."
        )
    return names


def _checked_block(given: Any) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Return one block ``(cues, outcomes, trials)``, checked."""
    if not (isinstance(given, tuple) and len(given) == 3):
        raise InputError(
            f"design: {given!r}: a block must be (cues, motor, trials), for example "
            "('AB', 'M', 40)."
        )
    cues, motor, count = given
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_TRIALS:
        raise InputError(
            f"design: trials = {count!r} in {given!r}: must be a whole number of at least 0."
        )
    return _cue_names(cues, "cue"), _cue_names(motor, "motor"), count


def _trials(design: Sequence[Any]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the trials in order, the blocks of a nested list evenly interleaved."""
    for item in design:
        blocks = [_checked_block(part) for part in (item if isinstance(item, list) else [item])]
        turns = sorted(
            ((i + 0.5) / count, number)
            for number, (_, _, count) in enumerate(blocks)
            for i in range(count)
        )
        for _, number in turns:
            yield blocks[number][0], blocks[number][1]


def _salience(alpha: float | Mapping[str, float], name: str) -> float:
    """Return the salience of one cue, checked."""
    value = alpha.get(name) if isinstance(alpha, Mapping) else alpha
    if value is None:
        raise InputError(
            f"alpha: cue {name!r} has no salience: give one for each of "
            f"{', '.join(map(repr, alpha))}."
            if isinstance(alpha, Mapping)
            else f"alpha: cue {name!r} has no salience."
        )
    return _within(f"alpha of {name!r}", value)


def _within(what: str, value: Any) -> float:
    """Return a number in [0, 1], checked."""
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float))
        or not math.isfinite(value)
        or not 0 <= value <= 1
    ):
        raise InputError(f"{what} = {value!r}: must be a number in [0, 1].")
    return float(value)


@dataclass
class _BareNetwork:
    """Cues joined to motor units by weights that begin at 0, and the state of the rule."""

    rule: Rule
    cues: list[str]
    motors: list[str]
    saliences: Array
    betas: tuple[float, float]

    def __post_init__(self) -> None:
        """Begin as a newborn."""
        if not self.rule.CONTEXT:
            self.saliences[-1] = 0.0
        weights = np.zeros((len(self.cues), len(self.motors)))
        self.pathway = Pathway.newborn(weights, np.ones(weights.shape), self.rule)
        self.kinds: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Cues, Array]] = {}

    def kind(self, number: int, present: tuple[str, ...], done: tuple[str, ...]) -> None:
        """Keep the cues and the outcomes of a kind of trial, met first in trial ``number``."""
        index = np.array(
            [self.cues.index(name) for name in dict.fromkeys(present)] + [len(self.cues) - 1]
        )
        step = max(self.betas) * self.saliences[index].sum()
        if step >= 1:
            raise InputError(
                f"beta x sum(alpha) = {step:.3g} in trial {number} ({', '.join(present)} and the "
                "context): must be below 1, or learning oscillates."
            )
        x = np.isin(np.arange(len(self.cues)), index).astype(float)[:, None]
        if self.rule.ABSENT:
            index = np.arange(len(self.cues))
        alpha = np.repeat(self.saliences[index, None], len(self.motors), axis=1)
        outcomes = np.array([float(name in done) for name in self.motors])
        self.kinds[present, done] = Cues(index, x[index], alpha), outcomes

    def learn(self, number: int, present: tuple[str, ...], done: tuple[str, ...]) -> Array:
        """Return the weights after one trial."""
        if (present, done) not in self.kinds:
            self.kind(number, present, done)
        apply(self.rule, self.pathway, *self.kinds[present, done], *self.betas)
        return self.pathway.weights


def condition(
    design: Sequence[Any],
    rule: str = "rescorla_wagner",
    alpha: float | Mapping[str, float] = ALPHA,
    beta_present: float = BETA_PRESENT,
    beta_absent: float = BETA_ABSENT,
    context: float = CONTEXT_ALPHA,
) -> pd.DataFrame:
    """Return the learning curves of a bare network over a design of trials.

    Each cue is one unit at x = 1, each act one motor unit at r = 1 or 0, and each trial is learned
    by ``rule``, the very function that the engines call. Weights begin at 0.

    Parameters
    ----------
    design : sequence
        Blocks ``(cues, motor, trials)`` in order. ``"AB"`` is the compound of A and B; a tuple
        holds longer names; ``None`` for the motor means that no act follows. The blocks of a nested
        list are interleaved.
    rule : str
        Name of a learning rule.
    alpha : float or mapping of str to float
        Salience of the cues, one for all or one each, in [0, 1].
    beta_present : float
        Learning rate of trials with the act, in [0, 1].
    beta_absent : float
        Learning rate of trials without it, in [0, 1].
    context : float
        Salience of the context, a cue of every trial, in [0, 1]; 0 for none.

    Returns
    -------
    DataFrame
        Columns trial (0 is before the first), cue, motor, weight; the context is the cue
        ``context``.

    Raises
    ------
    InputError
        For anything that is not such a design; or if ``beta sum(alpha)`` of a trial is 1 or more,
        at which learning oscillates.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> table = ma.condition([("A", "M", 400), ("AB", "M", 400)], context=0)
    >>> round(table.query("trial == 800 and cue == 'B'").weight.item(), 3)  # blocked, not quite
    0.137
    """
    if not isinstance(design, (list, tuple)) or not design:
        raise InputError(f"design = {design!r}: must be a list of blocks (cues, motor, trials).")
    trials = list(_trials(design))
    cues = [*dict.fromkeys(name for names, _ in trials for name in names), CONTEXT_CUE]
    motors = list(dict.fromkeys(name for _, names in trials for name in names)) or ["M"]
    saliences = [_salience(alpha, name) for name in cues[:-1]] + [_within("context", context)]
    betas = _within("beta_present", beta_present), _within("beta_absent", beta_absent)
    network = _BareNetwork(rules.load(rule), cues, motors, np.array(saliences), betas)
    curves = np.zeros((len(trials) + 1, len(cues), len(motors)))
    for number, (present, done) in enumerate(trials, start=1):
        curves[number] = network.learn(number, present, done)
    grid = pd.MultiIndex.from_product(
        [range(len(curves)), cues, motors], names=["trial", "cue", "motor"]
    )
    return pd.DataFrame({"weight": curves.ravel()}, index=grid).reset_index()


def learning_curve(
    design: Sequence[Any], rule: str, cue: str = "A", motor: str = "M", **options: Any
) -> Array:
    """Return how the weight of one cue changes over a design.

    Parameters
    ----------
    design : sequence
        As for :func:`condition`.
    rule : str
        Name of a learning rule.
    cue : str
        The cue.
    motor : str
        The motor unit.
    **options : Any
        Further options of :func:`condition`.

    Returns
    -------
    ndarray, shape (trials + 1,)
        The weight before the first trial and after each.
    """
    table = condition(design, rule, **options)
    chosen = table[(table["cue"] == cue) & (table["motor"] == motor)]
    return np.asarray(chosen["weight"], dtype=float)
