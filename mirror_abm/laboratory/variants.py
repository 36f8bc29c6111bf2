"""Variants of an experiment that a laboratory could do: another dose, delay, rearing, species.

Each is made from the phases of the experiment itself, and named in words. What would change nothing
in it is left out; so is what cannot be done, as to rear people without others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..base.errors import unknown
from ..experiments.contract import Act, Phase, Rearing, Trial
from ..profile.species import library, load_species
from .experiment import Experiment

PUBLISHED = "as published"
#: words for a multiple of the number of trials
DOSES = {"a quarter of the trials": 0.25, "four times the trials": 4.0}
#: trials of a condition beyond which more of them are asked of no animal
MOST_TRIALS = 4_000
#: seconds that the later acts come later: far from the stimulus, and still paired with it
LATER = 2.0
#: sources that are the animal's own doing; the others need other animals
ITSELF = ("mirrors", "self_observation")
OTHERS = ("being_imitated", "complementary", "sound", "synchrony", "watching_others")
#: ways of rearing, and the sources that are missing in them
REARED = {
    "raised alone": OTHERS,
    "raised without perceiving itself": ITSELF,
    "raised without any source": ("all",),
}
#: who is reared by no experimenter
PEOPLE = "homo_sapiens"

Change = Callable[[Phase], Phase]


def variants(experiment: Experiment) -> dict[str, Experiment]:
    """Return an experiment and its variants.

    Parameters
    ----------
    experiment : Experiment
        As it is on the shelf.

    Returns
    -------
    dict
        In words, what was changed -> the experiment so changed; first ``"as published"``.

    Examples
    --------
    >>> from mirror_abm.laboratory.experiment import load
    >>> list(variants(load("catmur_2007")))  # doctest: +NORMALIZE_WHITESPACE
    ['as published', 'a quarter of the trials', 'four times the trials', 'acts 2 s later',
     'each stimulus as often without the act']
    """
    made = {PUBLISHED: experiment}
    changes: dict[str, Change] = {words: _dose(times) for words, times in DOSES.items()}
    changes |= {
        f"acts {LATER:g} s later": lambda phase: _each(phase, _later),
        "each stimulus as often without the act": _diluted,
        "the acts exchanged": _exchanged,
    }
    for words, change in changes.items():
        _keep(made, words, _changed(experiment, change))
    for words, without in REARED.items() if not experiment.species.startswith(PEOPLE) else ():
        _keep(made, words, _reared(experiment, without))
    for species in _other_species(experiment):
        made[f"in {species}"] = replace(experiment, species=species)
    return made


def variant(experiment: Experiment, words: str) -> Experiment:
    """Return one variant of an experiment by its name.

    Parameters
    ----------
    experiment : Experiment
        As it is on the shelf.
    words : str
        What is changed, as :func:`variants` calls it.

    Returns
    -------
    Experiment
        The variant.

    Raises
    ------
    InputError
        If it has no such variant.
    """
    made = variants(experiment)
    if words not in made:
        raise unknown(f"variant of {experiment.name}", words, made)
    return made[words]


def _keep(made: dict[str, Experiment], words: str, changed: Experiment) -> None:
    """Add a variant unless it has the conditions of one that is there, and can be done."""
    if any(_same(changed, other) for other in made.values()):
        return
    most = max(
        sum(trial.times for phase in phases for trial in phase.trials)
        for _, phases in changed.conditions.values()
    )
    if most <= MOST_TRIALS or words not in DOSES:
        made[words] = changed


def _same(one: Experiment, other: Experiment) -> bool:
    """Return whether two experiments do the same to their groups, whatever these are called."""
    mine, theirs = (list(each.conditions.values()) for each in (one, other))
    return all(each in theirs for each in mine) and all(each in mine for each in theirs)


def _changed(experiment: Experiment, change: Change) -> Experiment:
    """Return the experiment with every phase changed."""
    conditions = {
        name: (rearing, tuple(change(phase) for phase in phases))
        for name, (rearing, phases) in experiment.conditions.items()
    }
    return replace(experiment, conditions=conditions)


def _reared(experiment: Experiment, without: tuple[str, ...]) -> Experiment:
    """Return the experiment with animals that lacked sources, unless they lacked all already."""

    def lacking(rearing: Rearing) -> Rearing:
        if "all" in rearing.sources:
            return rearing
        both = without if "all" in without else tuple(sorted({*rearing.sources, *without}))
        return replace(rearing, without=both)

    conditions = {
        name: (lacking(rearing), phases)
        for name, (rearing, phases) in experiment.conditions.items()
    }
    return replace(experiment, conditions=conditions)


def _dose(times: float) -> Change:
    """Return a change of the number of trials; at least one is left of each kind."""

    def dosed(one: Trial) -> Trial:
        return replace(one, times=max(1, round(one.times * times)) if one.times else 0)

    return lambda phase: _each(phase, dosed)


def _each(phase: Phase, change: Callable[[Trial], Trial]) -> Phase:
    """Return a phase with each kind of trial changed."""
    return replace(phase, trials=tuple(change(one) for one in phase.trials))


def _later(one: Trial) -> Trial:
    """Return a trial whose act and stimulus lie further apart, in the order that they had."""
    if not (one.see and one.do):
        return one
    begins = min(one.onsets)
    acts = tuple(
        replace(act, onset=act.onset + _away(act.onset - begins)) if isinstance(act, Act) else act
        for act in one.do
    )
    return replace(one, do=acts, delay=one.delay + _away(one.delay))


def _away(after: float) -> float:
    """Return the seconds by which an act comes later, or earlier if it came first."""
    return LATER if after >= 0 else -LATER


def _diluted(phase: Phase) -> Phase:
    """Return a phase in which every stimulus that is paired also comes as often without the act."""
    alone = tuple(replace(one, do=()) for one in phase.trials if one.see and one.do)
    return replace(phase, trials=phase.trials + alone)


def _exchanged(phase: Phase) -> Phase:
    """Return a phase in which each stimulus is answered with the act of the next kind of trial."""
    acts = list(dict.fromkeys(one.do for one in phase.trials if one.see and one.do))
    following = dict(zip(acts, acts[1:] + acts[:1], strict=True))
    return _each(
        phase, lambda one: replace(one, do=following[one.do]) if one.see and one.do else one
    )


def _other_species(experiment: Experiment) -> list[str]:
    """Return the species whose repertoire has all acts of the experiment, where it names them."""
    acts = set(experiment.actions.values())
    used = {
        act
        for _, phases in experiment.conditions.values()
        for phase in phases
        for one in phase.trials
        for act in one.actions
    }
    if not acts or not used <= set(experiment.actions):
        return []
    return [
        name
        for name in library()
        if name != experiment.species
        and acts <= {action.name for action in load_species(name).actions}
    ]
