"""Numbers, chances and lists as they stand within a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ..simulation.plan import Plan
from .study import Study


def percent(chance: float) -> str:
    """Return a chance as words; one that rounds to none or all is said to be below or above.

    Parameters
    ----------
    chance : float
        From 0 to 1.

    Returns
    -------
    str
        For example ``42%`` or ``over 99%``.
    """
    text = f"{100 * chance:.0f}"
    if text == "100" and chance < 1:
        return "over 99%"
    return "under 1%" if text == "0" and chance > 0 else f"{text}%"


def listed(items: Sequence[str]) -> str:
    """Return items as a list in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number of things, as ``1 draw`` or ``4 draws``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def study_in_words(study: Study) -> str:
    """Return the study that is asked about."""
    units = counted(study.units, "motor unit")
    return f"a study of {counted(study.animals, 'animal')} with {units}" + (
        " each" if study.animals > 1 else ""
    )


def of_species(number: int, total: int, modality: str = "visual") -> str:
    """Return ``26 of 38 species``, or ``30 of 32 species that make sounds``."""
    number_of = "all" if number == total else f"{number or 'none'} of"
    return f"{number_of} {total} species" + (" that make sounds" if modality == "auditory" else "")


def signed(value: float) -> str:
    """Return a difference with its sign; none is neither more nor less."""
    return f"{round(value, 3) + 0.0:+.3f}" if round(value, 3) else "0.000"


def days_of_life(plan: Plan) -> str:
    """Return how long the animals of a run live, in words."""
    if plan.age is not None:
        return f"a life to {plan.span}"
    return f"{plan.days:g} active (waking) day" + ("" if plan.days == 1 else "s") + " of life"


def known(how: str, number: int) -> str:
    """Return how numbers are known, as a word in a list."""
    return {"guess": "a guess" if number == 1 else "guesses"}.get(how, how)


def reared(arm: str) -> str:
    """Return how animals were reared, in words.

    Parameters
    ----------
    arm : str
        An arm of a run, such as ``without being_imitated+synchrony``.

    Returns
    -------
    str
        For example ``without being imitated and synchrony``.
    """
    head, found, sources = arm.partition("without ")
    each = [name.replace("_", " ") for name in sources.split("+")]
    return head + found + listed(each)
