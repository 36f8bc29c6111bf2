"""An experiment as ``experiment show`` prints it: its phases, trial by trial, and its finding."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..base.brief import counted
from ..report.cells import Number
from ..report.terminal import plain_table
from .console import console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..experiments.contract import Act, Phase, Stimulus, Trial
    from ..laboratory.experiment import Experiment

TRIAL_COLUMNS = ("condition", "phase", "trials", "seen", "done", "delay (s)", "chance", "then")
MOST = 2  #: sentences on times
SIGHTS = {"other": "sight", "self": "own sight"}


def show_protocol(experiment: Experiment) -> None:
    """Print what an experiment does, what was published, and how well that is known."""
    screen = console()
    screen.print(experiment.text.strip() + "\n")
    screen.print(
        f"species {experiment.species}; effector {experiment.effector}; "
        f"measure: {experiment.unit}; subjects {', '.join(experiment.subjects)}"
    )
    if experiment.actions:
        screen.print(
            "movements of the study and the acts that stand for them: "
            + ", ".join(f"{role} = {action}" for role, action in experiment.actions.items())
        )
    table = plain_table("", *TRIAL_COLUMNS, unbroken=("condition",))
    for condition, (rearing, phases) in experiment.conditions.items():
        grew_up = _rearing(rearing)
        if grew_up or not phases:
            words = grew_up or "as its profile says"
            table.add_row(condition, "raised", "", words, "", "", "", "")
        first = 1
        for phase, alike in groupby(phases):  # sessions that repeat are told once
            last = first + len(list(alike)) - 1
            which = first if last == first else f"{first} to {last}"
            for cells in _phase_rows(phase):
                table.add_row(condition, which, *cells)
            first = last + 1
    screen.print(table)
    for sentence in _remarks(experiment):
        screen.print(sentence)
    _show_publication(experiment, screen)


def _remarks(experiment: Experiment) -> Iterator[str]:
    """Yield sentences on what the table does not say: later lives, and times that are too fine."""
    from ..laboratory.resolution import told

    for condition, (rearing, phases) in experiment.conditions.items():
        lived = [phase for phase in phases if phase.lives]
        if rearing.differs and lived:
            lives = "; then ".join(_life(phase) for phase in lived)
            yield f"{condition}: raised {_rearing(rearing)}; then {lives}."
    times = list(told(experiment.conditions, experiment.constants))
    yield from (f"times: {sentence}." for sentence in times[:MOST])
    if len(times) > MOST:
        yield f"times: so do {len(times) - MOST} more pairs of intervals."


def _show_publication(experiment: Experiment, screen: Any) -> None:
    """Print the published pattern, how well it is known, and the reference."""
    from ..laboratory.experiment import CONFIDENCE, citable

    screen.print("\npublished pattern: " + "; ".join(str(claim) for claim in experiment.pattern))
    if experiment.speaks:
        told = "; ".join(str(claim) for claim in experiment.speaks)
        screen.print(f"the row speaks only if: {told}")
    contrary = "; published as evidence against the associative account"
    calibrates = "; the constants were calibrated on it, so it is a test of no account"
    screen.print(
        f"confidence {experiment.confidence}: {CONFIDENCE[experiment.confidence]}"
        + (contrary if experiment.contrary else "")
        + (calibrates if experiment.calibrates else "")
    )
    if experiment.note:
        screen.print(f"note: {experiment.note}")
    screen.print("\n" + citable(experiment.file)[experiment.citation])


def _rearing(rearing: Any) -> str:
    """Return how the animals of a condition are raised, in words; nothing if as all others."""
    from ..simulation.horizon import span

    raised = [f"{name}={value:g}" for name, value in rearing.settings.items()]
    raised += [f"without {source}" for source in (*rearing.senses, *rearing.sources)]
    if rearing.days is not None:
        raised += [f"for {counted(rearing.days, 'active day')}" if rearing.days else "newborn"]
    if rearing.age is not None:
        raised += [f"to {span(0.0, rearing.age)}"]
    return "; ".join(raised)


def _phase_rows(phase: Phase) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one phase: one for each kind of trial, the last with what follows it."""
    then = [counted(phase.nights, "night")] if phase.nights else []
    then += [f"pause {phase.pause:g} s"] if phase.pause else []
    then += [_life(phase)] if phase.lives else []
    trials = [trial for trial in phase.trials if trial.times]
    for trial in trials:
        yield (
            Number(trial.times),
            " + ".join(stimulus_in_words(stimulus) for stimulus in trial.see) or "nothing",
            ", ".join(map(_act, trial.do)) or "nothing",
            Number(trial.delay) if trial.see and _untimed(trial) else "",
            Number(trial.probability),
            "; ".join(then) if trial is trials[-1] else "",
        )
    if not trials:
        yield (Number(0), "", "", "", "", "; ".join(then))


def _act(act: str | Act) -> str:
    """Return an act in words, with the time of its own that it may have."""
    return act if isinstance(act, str) else f"{act.action} at {act.onset:g} s"


def _untimed(trial: Trial) -> bool:
    """Return whether any act of a trial comes by its delay."""
    return any(isinstance(act, str) for act in trial.do)


def _life(phase: Phase) -> str:
    """Return the ordinary life of a phase in words."""
    from ..simulation.horizon import span

    length = f"{phase.days:g} days of ordinary life"
    if phase.age is not None:
        length = f"ordinary life to {span(0.0, phase.age)}"
    if phase.rearing is None:
        return length + (", as reared" if phase.as_reared else "")
    return f"{length}, {_rearing(phase.rearing) or 'with everything its profile has'}"


def stimulus_in_words(stimulus: Stimulus) -> str:
    """Return a stimulus in words."""
    words = []
    if stimulus.action:
        sight = SIGHTS.get(str(stimulus.view), f"sight from viewpoint {stimulus.view}")
        heard = "own sound" if stimulus.view == "self" else "sound"
        sense = heard if stimulus.modality == "auditory" else sight
        overlap = f" (overlap {stimulus.like:g})" if stimulus.like != 1 else ""
        words.append(f"{sense} of {stimulus.action}{overlap}")
    if stimulus.name:
        salience = f" (salience {stimulus.salience:g})" if stimulus.salience != 1 else ""
        words.append(f"{stimulus.name}{salience}")
    when = f" at {stimulus.onset:g} s" if stimulus.onset else ""
    return " with ".join(words) + when
