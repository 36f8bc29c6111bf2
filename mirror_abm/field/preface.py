"""What stands above the blocks that a log measures: where they come from, what was assumed."""

from __future__ import annotations

from .formats import FORMATS
from .log import FieldLog
from .sequence import FIRST, LAST


def preface(
    log: FieldLog, name: str, seen: str, key: str, observations: int, hours: float
) -> list[str]:
    """Return the comments above the blocks.

    Parameters
    ----------
    log : FieldLog
        The log.
    name : str
        Name of the species whose blocks they stand in for.
    seen : str
        Who was taken to see an act, one of ``SEEN``.
    key : str
        What the numbers cite.
    observations : int
        Number of observations.
    hours : float
        Focal hours.

    Returns
    -------
    list of str
        Lines, each a comment.
    """
    watchers = "all others"
    if seen == "target":
        watchers = "the animal it addressed, or by all if it addressed nobody"
    return [
        f"# Measured from {FORMATS[log.format]}: {len(log.events):,} acts, {observations} "
        f"observations, {hours:.4g} focal hours.",
        f"# Put these blocks in place of those of {name}, give your reference a key in",
        f"# references.bib, write it in place of {key}, and check the file:",
        "# mirror-abm species check FILE",
        "#",
        "# Unit: per focal hour of an animal, observed while active. Assumed, not measured:",
        "# - each animal was observed throughout every observation in which it acts or is",
        "#   addressed;",
        f"# - an act was seen by {watchers};",
        f"# - being imitated is the same behaviour of another animal {FIRST:g}-{LAST:g} s later,",
        "#   less what chance gives when acts are moved by 10-30 s and by 20-120 s;",
        f"# - synchrony is the same behaviour of another animal within {FIRST:g} s, less the same;",
        "# - acts of one animal are Poisson, or as much burstier as they are between observations;",
        "# - acts that copy or answer others count as acts too, though the engine adds copies to",
        "#   spontaneous acts.",
        *(f"# - {note}." for note in log.notes),
    ]
