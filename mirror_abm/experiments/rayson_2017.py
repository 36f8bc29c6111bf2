"""Rayson, Bonaiuto, Ferrari & Murray 2017: infants respond to expressions their mothers mirrored.

How much a mother mirrors her infant's expressions at two months predicts how strongly the infant's
motor system responds, at nine months, to the sight of the *same* expression.
"""

from .contract import Rearing, higher, phase, sight, trial

CITATION, CONFIDENCE = "rayson_2017", "A"
SPECIES, EFFECTOR, SUBJECTS = "homo_sapiens", "face", ("developed",)
ACTIONS = {"smile": "smile", "mouth": "open_mouth"}
MEASURE, READOUTS = "motor response to an expression (share of execution)", ("smile", "mouth")
NEGLIGIBLE = 0.001  #: an act's own units are few of all, over which the response is averaged
NOTE = (
    "A correlation over infants is written as two groups: of two expressions, the mother mirrors "
    "one. The expressions, the number of exchanges, the delay (1 s) and an intertrial interval of "
    "30 s are assumed; only the nights of the seven months in between are included. Without the "
    "interval the context takes up most of what is learned about the expressions, and less is "
    "left for their sight. The pattern is found at the defaults in 30 animals. In part of the "
    "prior it is reversed: where contiguity is short (tau near 0.5 s), a pairing at 1 s is worth "
    "less than what life has taught, and mirroring lowers the response."
)

#: per expression; seconds from the mother's face to the infant's earlier one; between exchanges
EXCHANGES, LATER, PAUSE = 200, -1.0, 30.0
MONTHS = 7 * 30  #: nights from the exchanges to the test
AGE = 61.0  #: days: mothers were observed at two months
REARED = Rearing(without=("being_imitated",), age=AGE)


def mothers(mirrored, other):
    """Return exchanges in which one expression is answered in kind, the other with nothing."""
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
    """Return the activity of all motor units while each expression is seen.

    The desynchronization of the mu rhythm cannot be assigned to a muscle.
    """
    return {expression: subject.population_response(expression) for expression in READOUTS}
