"""Canalized (Del Giudice, Manera & Keysers 2009): infancy is arranged to feed a Hebbian learner.

Infants watch their own hands and prefer what is contingent on their own acts: the account changes
the *supply* of experience in the early period of life, and nothing later. The rule is Hebbian, by
covariance and within bounds, as one of its authors has it elsewhere (`hebbian`), and no weight is
built in. The rhythm of the movements, and the theta that goes with it, are left out.
"""

from collections.abc import Mapping

from .contract import INFANCY, Supply, arranged

RULE = "covariance"

SUPPLY = True

NUMBERS = INFANCY

FIRST = "de_klerk_2019"

ASSUMES = {
    "the learner is Hebbian, fed by what the infant sees and hears itself do": (
        "delgiudice_2009, abstract"
    ),
    "infants have a marked visual preference for hands": "delgiudice_2009, abstract",
    "it brings forth mirror neurons for manual actions, quickly and reliably": (
        "delgiudice_2009, abstract"
    ),
    "infants attend less to what does not follow their own acts": (
        "ours, after gergely_2010, opening; bahrick_1985, abstract, finds the contrary at "
        "five months"
    ),
}

REFUTED_BY = (
    "mirror units for acts that the animal cannot see itself do, in animals that are not imitated; "
    "no fall of mirror responses when the sight of the own hands is prevented in infancy; "
    "infants who attend to what others do as much when it does not follow their own acts; "
    "blocking, or a response saved by a signal for the acts that come without it: cues compete"
)


def supply(supply: Supply, drawn: Mapping[str, float]) -> Supply:
    """Return the supply of an infant that watches its own hands and prefers what is contingent.

    Parameters
    ----------
    supply : Supply
        Supply of experience.
    drawn : mapping of str to float
        ``gaze`` and ``preference``.

    Returns
    -------
    Supply
        See :func:`mirror_abm.accounts._infancy.arranged`.
    """
    return arranged(supply, drawn)
