"""The phenomena of conditioning, computed for every rule: what it shows, and what it does not.

Each is the effect that its textbook design measures on the engine's own rule, with a context of the
default salience (``mirror-abm check`` prints the table). It is *shown* where it is at least a tenth
of what is at stake: of the response of the control, or of 1. Rules run at one speed of acquisition,
as everywhere (:mod:`mirror_abm.conditioning.acquisition_rate`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from ..animal.constants import Constants
from ..animal.pathway import Array
from ..base.shelf import rules
from .acquisition_rate import matched_betas
from .design import ALPHA, CONTEXT_ALPHA, learning_curve
from .enumeration import one_trial

SHOWN = 0.1  #: of what is at stake
#: trials, by the salience that they add up to: so many that most is learned, so many that most is
#: lost where beta_absent teaches, and so many that an asymptote is near
MANY, LOSING, LONG = (round(dose / ALPHA) for dose in (12, 60, 180))
#: trials, whatever the salience: associability recovers in about ten
FIRST = 20

POINT = Constants()

Phenomenon = Callable[[str], float]
PHENOMENA: dict[str, Phenomenon] = {}  #: the effect of a rule, by the name of the phenomenon
DESIGNS: dict[str, str] = {}  #: in one sentence, what is trained and what is measured


def _phenomenon(design: str) -> Callable[[Phenomenon], Phenomenon]:
    """Register a phenomenon under its function's name."""

    def keep(measure: Phenomenon) -> Phenomenon:
        PHENOMENA[measure.__name__] = measure
        DESIGNS[measure.__name__] = design
        return measure

    return keep


def betas(rule: str) -> tuple[float, float]:
    """Return the learning rates at which a rule is as fast as Rescorla-Wagner at the defaults.

    Parameters
    ----------
    rule : str
        Name of a learning rule.

    Returns
    -------
    beta_present : float
        Learning rate of trials with the act.
    beta_absent : float
        Learning rate of trials without it.
    """
    return matched_betas(rule, ALPHA, POINT.beta_present, POINT.beta_absent, CONTEXT_ALPHA)


def curve(design: Sequence[object], rule: str, cue: str = "A") -> Array:
    """Return what a cue drives in M over a design, at the matched speed.

    Parameters
    ----------
    design : sequence
        As for :func:`mirror_abm.condition`.
    rule : str
        Name of a learning rule.
    cue : str
        The cue.

    Returns
    -------
    ndarray, shape (trials + 1,)
        Its weight on M before the first trial and after each.
    """
    present, absent = betas(rule)
    return learning_curve(
        design, rule, cue, beta_present=present, beta_absent=absent, context=CONTEXT_ALPHA
    )


def response(design: Sequence[object], rule: str, cue: str = "A") -> float:
    """Return what a cue drives in M at the end of a design, at the matched speed.

    Parameters
    ----------
    design : sequence
        As for :func:`mirror_abm.condition`.
    rule : str
        Name of a learning rule.
    cue : str
        The cue.

    Returns
    -------
    float
        Its weight on M.
    """
    return float(curve(design, rule, cue)[-1])


def _loss(control: float, treated: float) -> float:
    """Return the share of the control's response that the treatment takes; 0 where it has none."""
    return (control - treated) / control if control > 0.02 else 0.0


def _graded(rule: str, outcome: float, trials: int = MANY) -> float:
    """Return what a cue drives after pairings with an act of graded outcome r = k(dt)."""
    module, weights = rules.load(rule), np.zeros(1)
    able, average = np.full((1, 1), module.ASSOCIABILITY or 0.0), np.full(1, module.AVERAGE or 0.0)
    for _ in range(trials):
        weights = one_trial(module, weights, [1.0], outcome, ALPHA, betas(rule), able, average)
    return float(weights[0])


@_phenomenon(f"A+: the response after {MANY} pairings of A with the act, of 1.")
def acquisition(rule: str) -> float:
    """Return the response to a cue that was paired with the act."""
    return response([("A", "M", MANY)], rule)


@_phenomenon(f"A+, then A-: share of the response lost in {LOSING} trials without the act.")
def extinction(rule: str) -> float:
    """Return what unpaired trials take of the response."""
    course = curve([("A", "M", MANY), ("A", None, LOSING)], rule)
    return _loss(float(course[MANY]), float(course[-1]))


@_phenomenon("AB+ against A+: share of A's response that is lost to its companion.")
def overshadowing(rule: str) -> float:
    """Return what a cue loses to its companion."""
    return _loss(response([("A", "M", LONG)], rule), response([("AB", "M", LONG)], rule))


@_phenomenon(
    "A+, then AB+, against C+, then AB+: share of B's response taken by training its companion."
)
def blocking(rule: str) -> float:
    """Return what a cue loses to a companion that was trained before."""
    return _loss(
        response([("C", "M", LONG), ("AB", "M", MANY)], rule, "B"),
        response([("A", "M", LONG), ("AB", "M", MANY)], rule, "B"),
    )


@_phenomenon("A+ and B+, then AB+: share of A's response lost although every trial had the act.")
def overexpectation(rule: str) -> float:
    """Return what two trained cues lose when they are trained together."""
    course = curve([[("A", "M", LONG), ("B", "M", LONG)], ("AB", "M", LONG)], rule)
    return _loss(float(course[2 * LONG]), float(course[-1]))


@_phenomenon("A+ and AX-: how far below 0 the response to X falls, of 1.")
def conditioned_inhibition(rule: str) -> float:
    """Return how far a cue that announces the absence of the act falls below 0."""
    return -response([[("A", "M", LONG), ("AX", None, LONG)]], rule, "X")


@_phenomenon(
    f"A-, then A+, against as many empty trials, then A+: share of the response lost after {FIRST} "
    "pairings."
)
def latent_inhibition(rule: str) -> float:
    """Return what exposure to the cue alone takes of later learning."""
    return _loss(
        response([("", None, MANY), ("A", "M", FIRST)], rule),
        response([("A", None, MANY), ("A", "M", FIRST)], rule),
    )


@_phenomenon(
    "A+ and acts without A, against A+ and trials without either: share of A's response lost."
)
def contingency(rule: str) -> float:
    """Return what a cue loses when the act comes without it as well."""
    return _loss(*_degraded(rule))


@lru_cache(maxsize=32)
def _degraded(rule: str) -> tuple[float, float]:
    """Return the response where acts come with the cue alone, and where also without it."""
    return (
        response([[("A", "M", LONG), ("", None, LONG)]], rule),
        response([[("A", "M", LONG), ("", "M", LONG)]], rule),
    )


@_phenomenon(
    "Acts without A signalled by X, against unsignalled: share of A's loss that the signal saves."
)
def signalled_outcomes(rule: str) -> float:
    """Return what a signal for acts without the cue saves of the loss to contingency."""
    control, bare = _degraded(rule)
    signalled = response([[("A", "M", LONG), ("X", "M", LONG)]], rule)
    return (signalled - bare) / (control - bare) if control - bare > SHOWN * abs(control) else 0.0


@_phenomenon(
    f"A seen 0.5 s after the act: the response after {MANY} pairings, relative to A seen 0.5 s "
    "before."
)
def act_then_see(rule: str) -> float:
    """Return what backward pairings teach relative to forward ones."""
    before, after = (
        math.exp(-0.5 / POINT.tau) * efficacy for efficacy in (1.0, POINT.backward_efficacy)
    )
    forward = _graded(rule, before)
    return _graded(rule, after) / forward if forward > 0.02 else 0.0


@_phenomenon("The act 2 s after A, against at once: share of the response that the delay takes.")
def delay(rule: str) -> float:
    """Return what a delay of the act takes of the response."""
    return _loss(_graded(rule, 1.0), _graded(rule, math.exp(-2.0 / POINT.tau)))


@_phenomenon(
    "A sound paired with the act, then with a sight: what the sight drives through it, of 1."
)
def acquired_equivalence(rule: str) -> float:
    """Return what a sight drives through a sound that was paired with both."""
    heard, seen = _graded(rule, 1.0), _graded(rule, 1.0)
    return float(POINT.mediation * heard * min(max(seen, 0.0), 1.0))


def table(names: Sequence[str] | None = None) -> pd.DataFrame:
    """Return what every rule shows.

    Parameters
    ----------
    names : sequence of str, optional
        Learning rules; all if none is given.

    Returns
    -------
    DataFrame
        One row per rule and phenomenon: rule, phenomenon, design, effect; ``shown`` (an effect of
        at least 0.1); ``forbidden`` (the rule's file says that it must not show it); ``holds``
        (what is forbidden is not shown).
    """
    rows = []
    for rule in names or rules.names:
        for name, measure in PHENOMENA.items():
            effect, forbidden = measure(rule), name in rules.load(rule).ABSENCES
            shown = effect >= SHOWN
            rows.append(
                (
                    rule,
                    name,
                    DESIGNS[name],
                    effect,
                    shown,
                    forbidden,
                    not (forbidden and shown),
                )
            )
    return pd.DataFrame(
        rows, columns=["rule", "phenomenon", "design", "effect", "shown", "forbidden", "holds"]
    )
