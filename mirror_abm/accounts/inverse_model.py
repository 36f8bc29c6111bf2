"""Inverse model (Hanuschkin, Ganguli & Hahnloser 2013; Giret et al. 2014): what own acts bring.

An animal that explores hears (and sees) what its own acts bring, one sensorimotor loop later, and
learns from the outcome back to the act that made it. Mirroring is the use of that model on one's
own song played back, and on the sounds of others as far as units serve both voices, with the delay
of the loop. So nothing is learned from what is perceived before an act, nor from what others do.
The rule is Hebbian, by covariance and within bounds, and no weight is built in. Left out is that
variable practice makes causal inverses, stereotyped practice predictive ones.
"""

from .contract import Open

RULE = "covariance"

SUPPLY = True

WITHOUT = ("watching_others", "being_imitated", "synchrony", "sound", "complementary")

FIRST = "giret_2014"

CONSTANTS = {
    "forward_efficacy": Open(
        0.0, 0.0, 0.0, "share", "what comes before an act is no consequence of it: by definition"
    )
}

ASSUMES = {
    "a Hebbian rule in a sensorimotor loop, during motor exploration, needs no error signal": (
        "hanuschkin_2013, abstract"
    ),
    "feedback is joined to the past acts that could have caused it": (
        "giret_2014, discussion (as quoted elsewhere)"
    ),
    "variable practice leads to causal inverses, mirrored with the delay of the loop": (
        "hanuschkin_2013, abstract; giret_2014, legend of figure 1"
    ),
}

REFUTED_BY = (
    "mirror responses to acts whose consequences the animal itself never perceives, such as those "
    "of its face; "
    "learning from seeing another act before doing the same; "
    "mirroring of the own song that does not depend on hearing oneself while it is learned"
)
