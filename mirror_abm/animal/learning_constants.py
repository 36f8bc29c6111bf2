"""The global constants of learning and of time.

:mod:`.constants` holds the others, and says what all of them rest on.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..base.brief import brief
from .declaration import LOG_UNIFORM, SHARE, constant


@dataclass(frozen=True)
class LearningConstants:
    """How fast what is perceived and done is joined, and within which times."""

    # learning
    alpha: float = constant(
        0.03,
        "share",
        "calibrated",
        "salience of a sensory cue of the laboratory, to which the animal attends",
        0.02,
        0.06,
        SHARE,
        LOG_UNIFORM,
    )
    beta_present: float = constant(
        0.1, "share", "calibrated", "learning rate when the act occurs", bounds=SHARE
    )
    beta_absent: float = constant(
        0.03,
        "share",
        "calibrated",
        "learning rate when the act does not occur; below beta_present, for with equal "
        "rates two equally frequent responses show no contingency effect; beta_present is not "
        "drawn, so that the range is one of their ratio, 0.1 to 1",
        0.01,
        0.1,
        SHARE,
        LOG_UNIFORM,
    )
    context_salience: float = constant(
        0.3,
        "share",
        "calibrated",
        "salience of the context relative to a cue's",
        0.1,
        1.0,
        SHARE,
        LOG_UNIFORM,
    )
    incidental_salience: float = constant(
        0.01,
        "share",
        "calibrated",
        "salience in ordinary life of what is perceived, relative to an attended stimulus of the "
        "laboratory; multiplies every alpha outside phases of trials, and slows learning without "
        "moving what it leads to; infants take months, not hours",
        0.001,
        0.1,
        (1e-6, 1.0),
        LOG_UNIFORM,
    )
    backward_efficacy: float = constant(
        1.0,
        "share",
        "assumed",
        "weight of act-then-see relative to see-then-act; 1 because act-then-see training "
        "works in people (Bunlon et al. 2015); 0 is the forward-only ablation",
        bounds=SHARE,
    )
    forward_efficacy: float = constant(
        1.0,
        "share",
        "definition",
        "weight of see-then-act; 0: only what follows one's own act teaches, as an inverse model "
        "learns it",
        bounds=SHARE,
    )
    mediation: float = constant(
        0.5,
        "share",
        "assumed",
        "how strongly the sound that a sight retrieves drives acts",
        0.0,
        1.0,
        SHARE,
    )
    matched_speed: float = constant(
        1,
        "flag",
        "definition",
        "1: every rule acquires as fast as Rescorla-Wagner; 0: all have its learning rates",
        bounds=SHARE,
    )
    weight_bound: float = constant(
        1.0,
        "weight",
        "definition",
        "largest weight of a rule without an error to stop it: one cue alone drives as execution",
        bounds=(0.0, 1e9),
    )
    # options that the literature disputes, off by default
    entrenchment: float = constant(
        0.0,
        "share",
        "assumed",
        "share of the way that slow weights go towards the fast ones in a night; 0: there are none",
        bounds=SHARE,
    )
    overnight_return: float = constant(
        0.0,
        "share",
        "assumed",
        "share of the way that fast weights fall back towards the slow ones in a night",
        bounds=SHARE,
    )
    sensitive_period: float = constant(
        0.0,
        "days",
        "assumed",
        "days of age in which the plasticity of youth falls by half; 0: it does not fall, unless "
        "an account says so",
        bounds=(0.0, 100_000.0),
    )
    early_period: float = constant(
        0.1,
        "share",
        "assumed",
        "share of the age at maturity in which the plasticity of youth falls by half, where an "
        "account has a sensitive period",
        0.03,
        0.3,
        (1e-6, 10.0),
        LOG_UNIFORM,
    )
    adult_plasticity: float = constant(
        0.1,
        "share",
        "assumed",
        "plasticity left after a sensitive period, relative to birth",
        bounds=SHARE,
    )
    # time
    tick: float = constant(
        0.01,
        "seconds",
        "definition",
        "the grain of time; halving it changes nothing",
        bounds=(0.0005, 0.1),
    )
    tau: float = constant(
        1.0, "seconds", "assumed", "time constant of the contiguity kernel", 0.5, 2.0, (0.01, 60.0)
    )
    precision: float = constant(
        0.0,
        "share",
        "assumed",
        "share of the contiguity kernel that has the short time constant tau_fast; at 0 intervals "
        "of 25 and of 250 ms teach nearly the same",
        bounds=SHARE,
    )
    tau_fast: float = constant(
        0.03,
        "seconds",
        "assumed",
        "short time constant of the contiguity kernel; used where precision is above 0",
        bounds=(0.001, 1.0),
    )
    window: float = constant(
        3.0, "seconds", "assumed", "a trial is settled this long after opening", bounds=(0.1, 60.0)
    )
    simultaneity: float = constant(
        0.2, "seconds", "assumed", "percepts this close are one compound", bounds=(0.0, 5.0)
    )

    __repr__ = brief
