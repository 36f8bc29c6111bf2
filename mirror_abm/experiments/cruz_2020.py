"""Cruz, Heinemans, Marquez & Moita 2020: another's freezing means what one's own meant.

A rat that freezes falls silent, and its cage mate freezes at that, but only, as earlier studies
found, if it has been shocked before. Freezing becomes an alarm cue by a direct association with
shock: rats experience their own freezing and shock together.
"""

from .contract import Rearing, Stimulus, at, cue, higher, phase, positive, trial

CITATION, CONFIDENCE, SUBJECTS = "cruz_2020", "A", ("developed",)
SPECIES, EFFECTOR = "rattus_norvegicus_captive", "whole body"
ACTIONS = {"freeze": "lie_supine"}
MEASURE, READOUTS = "drive of freezing (share of execution)", ("freezing", "silence")
NOTE = (
    "The abstract was read, and no manipulation by itself. Freezing is in no repertoire, and no "
    "part of life in a cage: lying still stands for it, and all rats are raised with their own "
    "acts alone, so that nobody has seen it done. What an observer perceives is another that lies "
    "still, and the end of the sound of motion: the silence alone is a second read-out, and no "
    "claim. Ten shocks, 3 min apart, each followed after 1 s by freezing, and 0.1 s later by "
    "silence, are assumed. That rats without shock do not freeze at all is cited there from "
    "earlier work, and disputed (by the meta-analysis of Hernandez-Lallement et al. 2022, doi "
    "10.1016/j.neubiorev.2020.09.010, abstract read, experience almost doubles the response, and "
    "in mice changes nothing): the claim is that they freeze less. The network has no fear: shock "
    "is a cue before an act, and what is learned is that silence goes with freezing. Published is "
    "that freezing is tied to *shock*: so freezing without shock should not do, while here it "
    "does as well (froze_alone). That is no claim, for how it was tested was not read; if it was, "
    "it is the point against any account by acts alone."
)

SHOCKS, FREEZES, QUIET, PAUSE = 10, 1.0, 1.1, 180.0  #: number; seconds
SHOCK, SILENCE = cue("shock"), cue("silence")
SOCIAL = ("being_imitated", "complementary", "mirrors", "sound", "synchrony", "watching_others")
REARED = Rearing(without=SOCIAL)
ANOTHER = Stimulus("freeze", name="silence")  #: another's freezing, seen and not heard

CONDITIONS = {
    "naive": (REARED, ()),
    "shocked": (
        REARED,
        phase(
            trial(SHOCKS, see=(SHOCK, SILENCE.at(QUIET)), do=at(FREEZES, "freeze")),
            pause=PAUSE,
        ),
    ),
    "froze_alone": (
        REARED,
        phase(trial(SHOCKS, see=SILENCE, do="freeze", delay=FREEZES - QUIET), pause=PAUSE),
    ),
}

PATTERN = (
    positive("shocked_freezing"),
    higher("shocked_freezing", "naive_freezing"),
)


def measure(subject):
    """Return how much another's freezing, and silence alone, drive one's own."""
    return {
        "freezing": subject.drive(ANOTHER, "freeze"),
        "silence": subject.drive(SILENCE, "freeze"),
    }
