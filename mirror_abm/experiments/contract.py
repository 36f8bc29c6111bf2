"""The words of an experiment: stimuli, trials, phases, rearing, and the claims of its pattern.

An experiment is one file, ``author_year.py``, on this shelf or in a folder of your own
(``mirror-abm experiment run NAME --from DIR``). It defines a few names and a function ``measure``;
nothing is registered. This is a complete one::

    "Heyes et al. 2005, tested at once: counter-mirror training, and what it leaves."

    from mirror_abm.experiments.contract import higher, phase, positive, sight, trial

    CITATION, CONFIDENCE = "heyes_2005", "A"
    SPECIES, EFFECTOR = "homo_sapiens", "hand"
    ACTIONS = {"open": "wave", "close": "grasp"}
    MEASURE = "automatic imitation (ms)"
    NOTE = "100 trials per movement are assumed. The test came a day later; here it does not."
    CONDITIONS = {
        "untrained": (),
        "trained": phase(
            trial(100, see=sight("open"), do="close"),
            trial(100, see=sight("close"), do="open"),
        ),
    }
    PATTERN = (positive("untrained"), higher("untrained", "trained"))

    def measure(subject):
        return subject.automatic_imitation("open", "close")

Every file has a docstring, whose first line says what was found, and defines

CITATION : str
    Key in ``references.bib``, beside the file or the shipped one.
CONFIDENCE : str
    How the published pattern is known: ``"V"`` its numbers were read in a text, ``"A"`` its design
    and direction in an abstract, ``"R"`` recalled, ``"P"`` a prediction that nobody has tested.
SPECIES, EFFECTOR : str
    A species file; what moves, in words.
CONDITIONS : dict
    By name: the phases that an animal of this condition goes through, or (:class:`Rearing`,
    phases). Conditions are between subjects: in each, every animal is trained anew from the same
    start. The unit of replication is the animal, raised in a group of its own.
MEASURE : str
    What ``measure`` returns, with its unit, for the axis.
measure : function
    Takes a subject (:class:`mirror_abm.laboratory.subject.Subject`) and returns a number, from
    what the subject answers; weights are never read.
PATTERN : Claim or tuple of Claim
    The published pattern: claims that must all hold.

It may also define ``ACTIONS``, ``READOUTS``, ``SPEAKS``, ``SUBJECTS``, ``CONSTANTS``, ``CONTRARY``,
``CALIBRATES``, ``NOTE`` and ``NEGLIGIBLE``; their defaults, and what they are, stand below.
"""

from __future__ import annotations

from ._claims import (
    Claim,
    about,
    absent,
    higher,
    near,
    not_higher,
    positive,
    reversed_sign,
)
from ._stimuli import (
    Act,
    Stimulus,
    at,
    cue,
    likeness,
    own_sight,
    own_sound,
    robot,
    sight,
    sound,
    tool,
)
from ._trials import (
    YEAR,
    Phase,
    Rearing,
    Trial,
    lesion,
    live,
    phase,
    rest,
    trial,
)

__all__ = [
    "ACTIONS",
    "CALIBRATES",
    "CONSTANTS",
    "CONTRARY",
    "NEGLIGIBLE",
    "NOTE",
    "READOUTS",
    "SMALLEST",
    "SPEAKS",
    "SUBJECTS",
    "YEAR",
    "Act",
    "Claim",
    "Phase",
    "Rearing",
    "Stimulus",
    "Trial",
    "about",
    "absent",
    "at",
    "cue",
    "higher",
    "lesion",
    "likeness",
    "live",
    "near",
    "not_higher",
    "own_sight",
    "own_sound",
    "phase",
    "positive",
    "rest",
    "reversed_sign",
    "robot",
    "sight",
    "sound",
    "tool",
    "trial",
]

#: the study's movements, and the actions of the species' repertoire that stand for them here
ACTIONS: dict[str, str] = {}
#: keys of what ``measure`` returns, if it returns several numbers as a mapping: each condition then
#: counts once per read-out, as ``condition_readout``
READOUTS: tuple[str, ...] = ()
#: what must hold for the row to speak at all, such as that there is something to be abolished;
#: where it fails the row is neither for nor against
SPEAKS: tuple[Claim, ...] = ()
#: kinds of subject: raised as the profile says, or a newborn with the weights of a trained animal
SUBJECTS = ("developed", "preset")
#: global constants that the design fixes, such as ``{"views": 3}``
CONSTANTS: dict[str, float] = {}
#: whether the result was published as evidence against the associative account
CONTRARY = False
#: whether the constants were calibrated on this result: it is then a test of no account
CALIBRATES = False
#: what the file leaves out of the published protocol, or had to assume
NOTE = ""
#: difference that is none, in the unit of the measure: a thirtieth of the noise of one trial,
#: which 14,000 trials in each condition find (power 80 %); it moves reaction times by 0.5 ms
NEGLIGIBLE = 0.005
#: share of the row's largest mean below which a difference is none, either
SMALLEST = 0.02
