"""Rayson, Bonaiuto, Ferrari & Murray 2017: infants respond to the expression that their mothers mirrored.

How much a mother mirrors her infant's expressions at two months predicts how strongly the infant's motor system responds, at
nine months, to the sight of the *same* expression.
"""

from .contract import Rearing, higher, phase, sight, trial

CITATION, CONFIDENCE = "rayson_2017", "A"
SPECIES, EFFECTOR, SUBJECTS = "homo_sapiens", "face", ("developed",)
ACTIONS = {"smile": "smile", "mouth": "open_mouth"}
MEASURE, READOUTS = "motor response to an expression (share of execution)", ("smile", "mouth")
NOTE = (
    "A correlation over infants is written as two groups: of two expressions, the mother mirrors one. The "
    "expressions, the number of exchanges, the delay (1 s) and 30 s of quiet after each are assumed; of the seven "
    "months between only the nights are in it. Without the quiet the context learns most of the expressions, and less "
    "is left for their sight. Found at the defaults in 30 animals. In part of the prior it is reversed: where "
    "contiguity is short (tau near 0.5 s) a pairing at 1 s is worth less than what life taught, and mirroring lowers "
    "the response."
)

EXCHANGES, LATER, PAUSE = (
    200,
    -1.0,
    30.0,
)  #: per expression; seconds from the mother's face to the infant's; of quiet
MONTHS = 7 * 30  #: nights from the exchanges to the test
REARED = Rearing(without=("being_imitated",))


def mothers(mirrored, other):
    """Return exchanges in which one expression is answered by the same, and the other by nothing."""
    return REARED, (
        phase(
            trial(EXCHANGES, see=sight(mirrored), do=mirrored, delay=LATER),
            trial(EXCHANGES, do=other),
            nights=MONTHS,
            pause=PAUSE,
        ),
    )


CONDITIONS = {
    "smile_mirrored": mothers("smile", "mouth"),
    "mouth_mirrored": mothers("mouth", "smile"),
}

PATTERN = (
    higher("smile_mirrored_smile", "mouth_mirrored_smile"),
    higher("mouth_mirrored_mouth", "smile_mirrored_mouth"),
)


def measure(subject):
    """Return the activity of all motor units while each expression is seen: the desynchronization of mu names no muscle."""
    return {expression: subject.population_response(expression) for expression in READOUTS}
