"""Gerson, Bekkering & Hunnius 2015: infants respond to the sound of what they did, not only saw.

Ten-month-olds are trained to do one action that makes a sound, and watch another that makes another
sound. Later their sensorimotor rhythm falls more at the sound of what they did.
"""

from .contract import Rearing, at, cue, higher, phase, sight, trial

CITATION, CONFIDENCE = "gerson_2015", "A"
SPECIES, EFFECTOR, SUBJECTS = "homo_sapiens", "hand", ("developed",)
ACTIONS = {"one": "reach", "two": "wave"}
MEASURE, READOUTS = "motor response to a sound (share of execution)", ("done", "watched", "novel")
NEGLIGIBLE = 0.001  #: an act's own units are few of all, over which the response is averaged
NOTE = (
    "The number of trials (100 of each) is assumed, and that the sound begins 0.1 s after the act; "
    "so are the actions, for which two of the repertoire stand, while those of the study were new. "
    "The fall of the mu rhythm is taken to be the mean activity of motor units. Half of them "
    "do one action, half the other. The novel sound is no claim: how it compared to the watched "
    "one is not in the abstract."
)

TRIALS, LATER = 100, 0.1  #: of each; seconds from the act, done or seen, to its sound
SOUNDS = {"one": cue("rattle"), "two": cue("bell")}
REARED = Rearing(age=305)  #: ten months


def infants(done, watched):
    """Return the training of infants who do one action and watch another."""
    return REARED, phase(
        trial(TRIALS, see=SOUNDS[done].at(LATER), do=at(0.0, done)),
        trial(TRIALS, see=(sight(watched), SOUNDS[watched].at(LATER))),
    )


CONDITIONS = {"did_one": infants("one", "two"), "did_two": infants("two", "one")}

PATTERN = (
    higher("did_one_done", "did_one_watched"),
    higher("did_two_done", "did_two_watched"),
)


def measure(subject):
    """Return the mean activity of motor units at the sound of what was done, or watched."""
    did = next(act for trial in subject.undergone[0].trials for act in trial.actions)
    other = next(act for act in SOUNDS if act != did)
    return {
        "done": subject.population_response(SOUNDS[did]),
        "watched": subject.population_response(SOUNDS[other]),
        "novel": subject.population_response(cue("novel sound")),
    }
