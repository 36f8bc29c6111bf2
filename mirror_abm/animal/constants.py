"""The global constants: one set for all species, all accounts and all experiments.

Each has a default, a range, a unit and a reason. Two facts set the defaults of the learning
constants, and nothing else did: a counter-training of a few hundred trials abolishes automatic
imitation without reversing it (Heyes et al. 2005: ``alpha``); in the macaque a minority of motor
units mirror, broadly more often than strictly (Gallese et al. 1996), so that it is no test. With a
third, that newborn macaques respond more to grasping in their second week (Festante et al. 2018),
they weigh draws from the ranges (:mod:`.calibration`).

``basis`` says what a value rests on: ``calibrated`` by those facts, ``assumed`` (no source gives
it, so it is the same for all), or ``definition`` (part of what is being computed). One with a range
is drawn once per replicate, jointly for all species and accounts, as ``drawn`` says.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, fields

from ..base.brief import brief
from .declaration import SHARE, constant
from .learning_constants import LearningConstants


@dataclass(frozen=True)
class Constants(LearningConstants):
    """The values of the global constants in one replicate; ``describe`` lists them."""

    # network
    units_per_action: float = constant(
        4, "count", "definition", "units per action and population", bounds=(1, 32)
    )
    views: float = constant(
        1, "count", "definition", "viewpoints from which others are seen", bounds=(1, 8)
    )
    view_kernel: float = constant(
        0.3, "share", "assumed", "response of a unit to its action one viewpoint away", bounds=SHARE
    )
    overlap_same: float = constant(
        0.5,
        "share",
        "calibrated",
        "chance that a unit also responds to another action of the same effector",
        0.3,
        0.7,
        SHARE,
    )
    overlap_other: float = constant(
        0.08,
        "share",
        "calibrated",
        "chance that a unit also responds to an action of another effector",
        0.02,
        0.2,
        SHARE,
    )
    connectivity: float = constant(
        0.25,
        "share",
        "calibrated",
        "chance that a synapse exists; learning makes none",
        0.1,
        1.0,
        (0.01, 1.0),
    )
    initial_sd: float = constant(
        0.02, "weight", "assumed", "standard deviation of the initial weights", bounds=(0.0, 1.0)
    )
    view_overlap: float = constant(
        0.25,
        "share",
        "calibrated",
        "chance that a unit for the sight of another's visible act serves the sight of one's "
        "own too; the only thing that carries self-observation over to others",
        0.0,
        0.5,
        SHARE,
    )
    voice_overlap: float = constant(
        0.5,
        "share",
        "assumed",
        "chance that a unit for the sounds of others serves one's own sounds too; the only thing "
        "that carries hearing oneself over to others; at 1 there is one population for both",
        0.1,
        1.0,
        SHARE,
    )
    # behaviour and experience: in no source for most species, so the same for all
    acts_rate: float = constant(
        200.0,
        "per hour",
        "assumed",
        "silent acts begun per active hour, of species whose profile states no acts.rate",
        50.0,
        600.0,
        (0.01, 7200.0),
    )
    latency: float = constant(
        1.0,
        "seconds",
        "assumed",
        "median latency of a copy, log-normal within 0.2-5 s (the "
        "span by which being imitated is defined in the species table)",
        0.5,
        2.0,
        (0.2, 5.0),
    )
    latency_sd: float = constant(
        0.6,
        "log units",
        "assumed",
        "standard deviation of the logarithm of the latency",
        bounds=(0.0, 3.0),
    )
    fidelity: float = constant(
        0.8, "share", "assumed", "chance that a copy is the same action", 0.5, 1.0, SHARE
    )
    mirror_duration: float = constant(
        20.0,
        "seconds",
        "assumed",
        "length of a bout before a mirroring surface",
        5.0,
        60.0,
        (0.01, 3600.0),
    )
    synchrony_duration: float = constant(
        5.0, "seconds", "assumed", "length of a bout of synchrony", 2.0, 15.0, (0.1, 3600.0)
    )
    synchrony_tempo: float = constant(
        60.0, "per minute", "assumed", "beats in a bout of synchrony", 30.0, 120.0, (1.0, 600.0)
    )
    synchrony_participation: float = constant(
        0.5, "share", "assumed", "chance of joining a bout of one's group", 0.2, 0.9, (0.01, 1.0)
    )
    synchrony_coherence: float = constant(
        0.7, "share", "assumed", "chance of acting on a beat", 0.4, 0.95, SHARE
    )
    exchange_rate: float = constant(
        2.0,
        "per hour",
        "assumed",
        "exchanges that an animal opens per active hour, where a profile names complementary acts",
        0.2,
        20.0,
        (0.0, 3600.0),
    )
    hearing: float = constant(
        1.0,
        "animals",
        "assumed",
        "others within earshot, as a number of average group members",
        0.3,
        3.0,
        (0.0, 100.0),
    )
    tie_inequality: float = constant(
        1.0,
        "log units",
        "assumed",
        "standard deviation of the logarithm of tie strength where a profile gives none",
        0.5,
        1.5,
        (0.0, 5.0),
    )
    # recording
    drive_ceiling: float = constant(
        1.0,
        "response",
        "definition",
        "the strongest response that can be read out, excited or inhibited; execution is 1",
        bounds=(0.0, 1e9),
    )
    criterion: float = constant(
        0.25,
        "share",
        "calibrated",
        "a sight is effective if a response exceeds this share of the unit's best when executing",
        0.15,
        0.4,
        (0.0, 2.0),
    )
    trial_noise: float = constant(
        0.15, "response", "assumed", "standard deviation of one recorded trial", bounds=(0.0, 10.0)
    )
    trials: float = constant(
        10, "count", "assumed", "recorded trials per action and condition", bounds=(1, 10000)
    )
    panel: float = constant(
        8, "count", "definition", "actions in the standard panel", bounds=(2, 64)
    )
    # drawing
    latin_hypercube: float = constant(
        1,
        "flag",
        "definition",
        "1: every 20 replicates cover the range of each uncertain number evenly; 0: by chance",
        bounds=SHARE,
    )

    calibrated: float = constant(
        0,
        "count",
        "definition",
        "number of the draw of the calibration that brings what is calibrated, all together; a run "
        "gives each replicate its own under each account; 0: it is drawn from its range",
        bounds=(0, 1_000_000),
    )

    __repr__ = brief


WHOLE = (
    "matched_speed",
    "units_per_action",
    "views",
    "trials",
    "panel",
    "latin_hypercube",
    "calibrated",
)


def describe() -> dict[str, Field[float]]:
    """Return the declaration of every constant.

    Returns
    -------
    dict of str to dataclasses.Field
        By name; ``default``, and ``metadata``: unit, basis, reason, low, high, drawn, bounds.
    """
    return {item.name: item for item in fields(Constants)}
