"""Courses of learning: what a subject did after each phase of its training, and how long it took to reach a criterion.

The training is repeated from its start on a fresh copy of the same animal, with the same draws, and the animal is asked after
each phase: asking changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import erf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .subject import Subject

__all__ = ["choice", "curve", "replay", "to_criterion"]


def choice(difference: float, noise: float) -> float:
    """Return the chance of the response that is driven by ``difference`` more than the other::

        Phi(difference / (sqrt(2) noise))

    each drive has independent normal noise of standard deviation ``noise``, and the stronger wins: 1/2 where nothing was learned.
    """
    return 0.5 * (1.0 + erf(difference / (2.0 * noise)))


def replay(subject: Subject) -> Iterator[tuple[Subject, int]]:
    """Yield the same animal before its training, and after each phase of it, with the trials given so far."""
    places: list[tuple[object, ...]] = [
        (animal.group, animal.index) for animal in subject.population.learners
    ]
    again, given = (
        type(subject).of(subject.population, places.index(subject.address[2:4]), subject.roles),
        0,
    )
    yield again, given
    for number, phase in enumerate(subject.undergone):
        again.undergo((phase,), first=number)
        given += sum(trial.times for trial in phase.trials)
        yield again, given


def curve(subject: Subject, score: Callable[[Subject], float]) -> list[float]:
    """Return the score after each phase of the training of ``subject``."""
    return [score(animal) for animal, _ in replay(subject)][1:]


def to_criterion(
    subject: Subject, score: Callable[[Subject], float], criterion: float
) -> tuple[Subject, int]:
    """Return the animal as it was after the first phase that brought its score to ``criterion``, and the trials it had by then.

    If none did, as it was at the end, and all trials: a lower bound.
    """
    reached = None
    for reached in replay(subject):
        if reached[1] and score(reached[0]) >= criterion:
            break
    assert reached is not None
    return reached
