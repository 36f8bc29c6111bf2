"""The phenomena of conditioning, computed for every rule: what it shows, and what it does not.

Each is the effect that its textbook design measures on the engine's own rule (``mirror-abm check`` prints the table), with a
context of the default salience, and is *shown* where it is at least a tenth of what is at stake: of the response of the
control, or of 1. Rules are compared at one speed of acquisition, as on the board
(:mod:`mirror_abm.conditioning.acquisition_rate`).
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from ..animal.constants import Constants
from ..animal.network import Array
from ..base.shelf import rules
from .acquisition_rate import matched_betas
from .closed_forms import settle
from .design import condition

SHOWN = 0.1  #: of what is at stake
ALPHA, CONTEXT = 0.3, 0.09
LONG = 600  #: trials that come close to an asymptote

POINT = Constants()


def betas(rule: str) -> tuple[float, float]:
    """Return ``beta_present`` and ``beta_absent`` at which ``rule`` acquires as fast as Rescorla-Wagner does at the defaults."""
    return matched_betas(rule, ALPHA, POINT.beta_present, POINT.beta_absent)


def _weights(design: Sequence[object], rule: str, cue: str) -> Array:
    present, absent = betas(rule)
    table = condition(
        design, rule, alpha=ALPHA, beta_present=present, beta_absent=absent, context=CONTEXT
    )
    return table[(table["cue"] == cue) & (table["motor"] == "M")]["weight"].to_numpy()


def response(design: Sequence[object], rule: str, cue: str = "A") -> float:
    """Return what ``cue`` drives in M at the end of a design, at the matched speed."""
    return float(_weights(design, rule, cue)[-1])


def _loss(control: float, treated: float) -> float:
    """Return how much of the control's response the treatment takes, as a share of it; 0 where there is none."""
    return (control - treated) / control if control > 0.02 else 0.0


def _graded(rule: str, outcome: float, trials: int = 40) -> float:
    """Return what a cue drives after pairings with an act of graded outcome r = k(dt)."""
    module, weights = rules.load(rule), np.zeros(1)
    able, average = np.full((1, 1), module.ASSOCIABILITY or 0.0), np.full(1, module.AVERAGE or 0.0)
    for _ in range(trials):
        weights = settle(module, weights, [1.0], outcome, ALPHA, betas(rule), able, average)
    return float(weights[0])


def acquisition(rule: str) -> float:
    """A+: the response after 40 pairings of A with the act, of 1."""
    return response([("A", "M", 40)], rule)


def extinction(rule: str) -> float:
    """A+, then A-: share of the response lost in 200 trials without the act."""
    return _loss(
        response([("A", "M", 40)], rule), response([("A", "M", 40), ("A", None, 200)], rule)
    )


def overshadowing(rule: str) -> float:
    """AB+ against A+: share of A's response that is lost to its companion."""
    return _loss(response([("A", "M", LONG)], rule), response([("AB", "M", LONG)], rule))


def blocking(rule: str) -> float:
    """A+, then AB+, against C+, then AB+: share of B's response that the training of its companion takes."""
    return _loss(
        response([("C", "M", LONG), ("AB", "M", 40)], rule, "B"),
        response([("A", "M", LONG), ("AB", "M", 40)], rule, "B"),
    )


def overexpectation(rule: str) -> float:
    """A+ and B+, then AB+: share of A's response lost although every trial had the act."""
    trained: list[object] = [[("A", "M", LONG), ("B", "M", LONG)]]
    return _loss(response(trained, rule), response([*trained, ("AB", "M", LONG)], rule))


def conditioned_inhibition(rule: str) -> float:
    """A+ and AX-: how far below 0 the response to X falls, of 1."""
    return -response([[("A", "M", LONG), ("AX", None, LONG)]], rule, "X")


def latent_inhibition(rule: str) -> float:
    """X-, then X+, against X+ after as many trials without X: share of the response that pre-exposure takes."""
    return _loss(
        response([("", None, 40), ("A", "M", 20)], rule),
        response([("A", None, 40), ("A", "M", 20)], rule),
    )


def contingency(rule: str) -> float:
    """A+ with as many acts without A, against A+ with as many trials without either: share of A's response lost."""
    return _loss(
        response([[("A", "M", LONG), ("", None, LONG)]], rule),
        response([[("A", "M", LONG), ("", "M", LONG)]], rule),
    )


def signalled_outcomes(rule: str) -> float:
    """The acts without A signalled by X, against unsignalled: share of A's loss to contingency that the signal saves."""
    control = response([[("A", "M", LONG), ("", None, LONG)]], rule)
    bare = response([[("A", "M", LONG), ("", "M", LONG)]], rule)
    signalled = response([[("A", "M", LONG), ("X", "M", LONG)]], rule)
    return (signalled - bare) / (control - bare) if control - bare > SHOWN * abs(control) else 0.0


def act_then_see(rule: str) -> float:
    """A seen 0.5 s after the act: the response after 40 pairings, relative to the act half a second after A."""
    before, after = (
        math.exp(-0.5 / POINT.tau) * efficacy for efficacy in (1.0, POINT.backward_efficacy)
    )
    forward = _graded(rule, before)
    return _graded(rule, after) / forward if forward > 0.02 else 0.0


def delay(rule: str) -> float:
    """The act 2 s after A, against at once: share of the response that the delay takes."""
    return _loss(_graded(rule, 1.0), _graded(rule, math.exp(-2.0 / POINT.tau)))


def acquired_equivalence(rule: str) -> float:
    """A sound paired with the act, then with a sight: what the sight, never paired with an act, drives through it, of 1."""
    heard, seen = _graded(rule, 1.0), _graded(rule, 1.0)
    return float(POINT.mediation * heard * min(max(seen, 0.0), 1.0))


PHENOMENA: Mapping[str, Callable[[str], float]] = {
    function.__name__: function
    for function in (
        acquisition,
        extinction,
        overshadowing,
        blocking,
        overexpectation,
        conditioned_inhibition,
        latent_inhibition,
        contingency,
        signalled_outcomes,
        act_then_see,
        delay,
        acquired_equivalence,
    )
}


def table(names: Sequence[str] | None = None) -> pd.DataFrame:
    """Return what every rule shows: rule, phenomenon, design, effect, shown (effect of at least 0.1), forbidden, holds.

    ``forbidden``: the rule's file names the phenomenon among what it must not show; ``holds``: it does not show it.
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
                    inspect.getdoc(measure),
                    effect,
                    shown,
                    forbidden,
                    not (forbidden and shown),
                )
            )
    return pd.DataFrame(
        rows, columns=["rule", "phenomenon", "design", "effect", "shown", "forbidden", "holds"]
    )
