"""What the figures of experiments draw: values and scores, with names and verdicts in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..profile.citations import entries
from ..simulation.confidence import confidence_interval
from .experiment import Experiment, citable
from .scoring import named, scores, telling

#: what a figure calls a verdict of the board
IN_WORDS = {
    "reproduced": "reproduced",
    "not": "contradicted",
    "undecided": "undecided",
    "cannot speak": "cannot speak",
}


def study(each: Experiment) -> str:
    """Return what readers call an experiment.

    Parameters
    ----------
    each : Experiment
        The experiment.

    Returns
    -------
    str
        Its authors and year, such as ``Cook et al. 2010``, where its file is named after its
        source; else the name of the file as words.
    """
    if each.name == each.citation:
        return entries(citable(each.file)[each.citation])[each.citation].short
    return each.name.replace("_", " ")


def for_scoreboard(scored: pd.DataFrame, each: Mapping[str, Experiment]) -> pd.DataFrame:
    """Return the table that the figure ``scoreboard`` draws.

    Parameters
    ----------
    scored : pandas.DataFrame
        As :func:`mirror_abm.laboratory.scoring.scores` returns it.
    each : mapping of str to Experiment
        The experiments, by name.

    Returns
    -------
    pandas.DataFrame
        The scores in the order of ``each``, with study, who, tells, contrary, calibrates and
        confidence.
    """
    rank = {one: at for at, one in enumerate(each)}
    scored = scored.sort_values("experiment", key=lambda name: name.map(rank), kind="stable")
    name = scored["experiment"]
    return scored.assign(
        study=name.map({one: study(experiment) for one, experiment in each.items()}),
        who=named(scored),
        tells=name.map(telling(scored)).fillna(False).astype(bool),
        contrary=name.map({one: experiment.contrary for one, experiment in each.items()}),
        calibrates=name.map({one: experiment.calibrates for one, experiment in each.items()}),
        confidence=name.map({one: experiment.confidence for one, experiment in each.items()}),
    )


def for_figure(table: pd.DataFrame, judgements: pd.DataFrame, each: Experiment) -> pd.DataFrame:
    """Return the table that the figures ``experiment`` and ``repair`` draw.

    Parameters
    ----------
    table : pandas.DataFrame
        Values of every animal.
    judgements : pandas.DataFrame
        As :func:`mirror_abm.laboratory.scoring.verdicts` returns them.
    each : Experiment
        The one that is drawn.

    Returns
    -------
    pandas.DataFrame
        Its values, with study, who, unit and pattern, and what the board says of the row:
        ``said``, in the words of the figure.
    """
    keys = ["account", "rule", "subjects"]
    scored = scores(judgements[judgements["experiment"] == each.name])
    scored = scored.assign(said=[_in_words(row) for row in scored.itertuples(index=False)])
    drawn = table[table["experiment"] == each.name].merge(scored[[*keys, "said"]], on=keys)
    return drawn.assign(
        study=study(each),
        who=named(drawn),
        unit=each.unit,
        pattern="; ".join(str(claim) for claim in each.pattern),
    )


def intervals(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of each condition with its 95 % interval.

    Parameters
    ----------
    drawn : pandas.DataFrame
        As :func:`for_figure` returns it.

    Returns
    -------
    pandas.DataFrame
        One row per who, account, subjects and condition: mean, low and high, by Student's t over
        the means of the draws where there are several, since animals of one draw share its
        numbers, else over animals. Fewer than three give no interval: low and high are missing.
    """
    unit = "draw" if len(set(drawn["draw"])) > 1 else "replicate"
    keys = ["who", "account", "subjects", "condition"]
    each = drawn.groupby([*keys, unit], sort=False)["value"].mean()
    rows = []
    for key, values in each.groupby(keys, sort=False):
        numbers = values.index.get_level_values(unit) if unit == "draw" else None
        mean, *ends = confidence_interval(values, numbers)
        rows.append((*key, mean, *(ends if len(values) > 2 else (float("nan"),) * 2)))
    return pd.DataFrame(rows, columns=[*keys, "mean", "low", "high"])


def _in_words(row: object) -> str:
    """Return a verdict in words, with the draws behind it where there are several."""
    verdict, draws = str(row.verdict), int(row.draws)  # type: ignore[attr-defined]
    said = IN_WORDS[verdict]
    if draws < 2 or verdict == "cannot speak":
        return said
    share = row.against if verdict == "not" else row.rate  # type: ignore[attr-defined]
    spoke = int(row.spoke)  # type: ignore[attr-defined]
    of = f"{round(float(share) * spoke)} of {spoke}"
    return f"{said}, {of} found" if verdict == "undecided" else f"{said} in {of}"
