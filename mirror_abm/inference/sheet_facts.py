"""The facts of a prediction sheet: what it is of, and the fingerprint that holds it fast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.files import canonical, digest
from .planned import Condition
from .study import Study

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: facts that two sheets of the same study may differ in, or that are added when it is kept
ASIDE = ("fingerprint", "made", "version", "tables", "text")


def hash_of(outcomes: pd.DataFrame) -> str:
    """Return a hash of the chances of all outcomes.

    Parameters
    ----------
    outcomes : pandas.DataFrame
        As of a sheet.

    Returns
    -------
    str
        Sixteen hexadecimal digits.
    """
    return digest(outcomes["chance"].to_numpy("<f8").tobytes())[:16]


def fingerprint(facts: Mapping[str, Any]) -> str:
    """Return the fingerprint of a sheet: a hash of its facts, all chances among them.

    Parameters
    ----------
    facts : mapping
        Its facts.

    Returns
    -------
    str
        Twelve hexadecimal digits; date and version do not count.
    """
    return digest(canonical({k: v for k, v in facts.items() if k not in ASIDE}))[:12]


def lines_of(text: str, left: str) -> list[str]:
    """Return hashes of the lines of a text that nobody may change.

    Parameters
    ----------
    text : str
        The sheet, as Markdown.
    left : str
        What marks a line that a laboratory fills in.

    Returns
    -------
    list of str
        Eight hexadecimal digits of each line with words, but for those that are filled in.
    """
    lines = (line.strip() for line in text.splitlines())
    return [digest(line)[:8] for line in lines if line and left not in line]


def facts_of(
    runs: Sequence[Run],
    study: Study,
    conditions: Sequence[Condition],
    pairs: Sequence[tuple[str, str]],
    outcomes: str,
) -> dict[str, Any]:
    """Return what a sheet is of."""
    plan = runs[0].plan
    return {
        "runs": [run.id for run in runs],
        "code": digest(canonical(plan.code))[:16],
        "calibration": plan.code.get("calibration.json", ""),
        "study": {
            "animals": study.animals,
            "units": study.units,
            "sensitivity": list(study.lab.sensitivity),
            "false_positive": list(study.lab.false_positive),
            "level": study.level,
        },
        "conditions": [condition._asdict() for condition in conditions],
        "names": {name: plan.labels[name] for name in plan.species},
        "accounts": list(plan.accounts),
        "parted": [list(pair) for pair in pairs],
        "draws": plan.replicates,
        "outcomes": outcomes,
    }
