"""Which number carries which conclusion, in sentences: each says what the tables hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..accounts.contract import BASELINES
from ..simulation.conditions import command
from ..simulation.naming import common_names
from .findings import BY
from .phrases import counted, known, listed, percent, study_in_words
from .rank_regression import LEVEL, PLAIN, SPARE
from .study import Study
from .variance import ENOUGH

if TYPE_CHECKING:
    from ..simulation.archive import Run

NAMED = 3  #: how many species, or numbers, are named
SETTLED, NOTHING = "settled", "none stands out"
#: statuses of what cannot be told, and why
SILENT = {
    "hardly varies": "it is much the same in all draws",
    "too few draws": "it was asked in too few draws",
}
SUBJECT = {"net": "own minus other", "found": "the chance that {study} finds mirror units"}
IN_WORDS = {
    "recording": "how units are recorded and called",
    "learning": "constants of learning",
    "anatomy": "anatomy",
    "behaviour": "constants of behaviour that all species share",
    "profile": "the species' own profile",
    "chance": "the rest, chance and what numbers do together,",
}


def number_in_words(number: str) -> str:
    """Return what a number is called in a sentence.

    Parameters
    ----------
    number : str
        Its dotted name.

    Returns
    -------
    str
        Words.

    Examples
    --------
    >>> number_in_words("experience.being_imitated.rate"), number_in_words("constants.beta_absent")
    ('rate of being imitated', 'beta absent')
    >>> number_in_words("constants.genetic.weight.face"), number_in_words("group.size")
    ('genetic weight face', 'size of group')
    """
    first, *rest = number.replace("_", " ").split(".")
    if first == "constants":
        return " ".join(rest)
    where = rest[:-1] if first == "experience" else [first, *rest[:-1]]
    return f"{rest[-1]} of {' '.join(where)}" if rest and where else number.replace("_", " ")


def in_words(
    run: Run,
    study: Study,
    conclusions: pd.DataFrame,
    coefficients: pd.DataFrame,
    variance: pd.DataFrame,
    measurements: pd.DataFrame,
) -> tuple[str, ...]:
    """Return what the sensitivity of a run says.

    Parameters
    ----------
    run : Run
        The run.
    study : Study
        The study that is asked about.
    conclusions, coefficients, variance, measurements : pandas.DataFrame
        As :class:`mirror_abm.inference.sensitivity.Sensitivity` describes them.

    Returns
    -------
    tuple of str
        What carries the shares and the chances of a find, the orders and main sources, where the
        variance comes from, what to measure, and what all of it rests on.
    """
    names = common_names(run.plan)
    found: list[str] = []
    for account in dict.fromkeys(conclusions["account"]):
        part = conclusions[conclusions["account"] == account]
        found += [
            _of_kind(kind, account, part[part["kind"] == kind], names, study)
            for kind in SUBJECT
            if (part["kind"] == kind).any()
        ]
        found += [_stated(row, names) for row in part.itertuples(index=False) if _is_stated(row)]
        if account not in BASELINES and len(measurements):
            found += _to_measure(measurements[measurements["account"] == account], names, study)
    found += _where_from(run, variance)
    return (*found, *_rests_on(conclusions, coefficients))


def _whole(text: str) -> str:
    """Return a sentence with its first letter as it begins one."""
    return text[:1].upper() + text[1:]


def _about(number: float) -> str:
    """Return how many there would be by chance."""
    return f"about {number:.0f}" if number >= 1 else "less than one"


def _coefficient(row: Any) -> str:
    """Return a coefficient with its interval."""
    return f"{row.coefficient:+.2f} [{row.low:+.2f}, {row.high:+.2f}]"


def _of_kind(
    kind: str, account: str, rows: pd.DataFrame, names: dict[str, str], study: Study
) -> str:
    """Return which number comes first in how many species, by each sense."""
    parts = []
    for modality in [each for each in BY if each in set(rows["modality"])]:
        there = rows[rows["modality"] == modality]
        each = there[~there["status"].isin(list(SILENT))]
        if each.empty:
            parts.append(f"{BY[modality]} nothing, for {SILENT[there['status'].iloc[0]]}")
            continue
        sure = each[each["status"] != NOTHING]
        counts = sure["first"].value_counts()
        told = [
            f"the {number_in_words(str(name))}{_in_species(count, len(each))}"
            f"{_some(sure[sure['first'] == name], names)}"
            for name, count in counts.items()
        ]
        none = len(each) - len(sure)
        rest = [f"no number beyond chance{_in_species(none, len(each))}"] * bool(none)
        told = [*told[:NAMED], *([f"{len(told) - NAMED} more"] if len(told) > NAMED else []), *rest]
        settled = int((sure["status"] == SETTLED).sum())
        firm = f"; halves of the draws agree on it in {settled} of {len(sure)}" * bool(len(sure))
        parts.append(f"{BY[modality]} {listed(told)}{firm}")
    subject = SUBJECT[kind].format(study=study_in_words(study))
    return _whole(f"{subject} under the account {account} follows most, {'; '.join(parts)}.")


def _in_species(number: int, total: int) -> str:
    """Return in how many species something is so; nothing if there is only one."""
    return f" in {number} of {total} species" if total > 1 else ""


def _some(rows: pd.DataFrame, names: dict[str, str]) -> str:
    """Return a few species with their coefficients, in brackets."""
    items = [f"{names[row.species]} {_coefficient(row)}" for row in rows.itertuples(index=False)]
    more = [f"{len(items) - NAMED} more"] if len(items) > NAMED else []
    return f" ({listed([*items[:NAMED], *more])})"


def _is_stated(row: Any) -> bool:
    """Return whether a conclusion is a statement of the answer."""
    return row.kind in ("order", "main_source", "contrast")


def _stated(row: Any, names: dict[str, str]) -> str:
    """Return what a statement of the answer follows."""
    by, share = BY[row.modality], percent(row.probability)
    one = names[row.species]
    statement = {
        "order": f"that the {one} lies above the {names.get(row.other, row.other)} {by}",
        "main_source": f"that {row.other.replace('_', ' ')} is the main source of the {one} {by}",
        "contrast": f"what rearing {row.other.replace('_', ' ')} does to the {one} {by}",
    }[row.kind]
    so = "it raises the share" if row.kind == "contrast" else "it is so"
    begins = f"{statement} ({so} in {share} of {counted(row.draws, 'draw')})"
    if row.status in SILENT:
        return _whole(f"{begins}: nothing can be told, for {SILENT[row.status]}.")
    if row.status == NOTHING:
        return _whole(f"{begins} follows no number beyond chance.")
    whose = f" of the {names[row.first_of]}" if row.first_of and row.kind == "order" else ""
    doubt = (
        ""
        if row.status == SETTLED
        else f"; not settled: halves of the draws name the same number in {percent(row.same_first)}"
    )
    first = f"the {number_in_words(row.first)}{whose}, {_coefficient(row)}"
    return _whole(f"{begins} follows most {first}{doubt}.")


def _to_measure(table: pd.DataFrame, names: dict[str, str], study: Study) -> list[str]:
    """Return the most useful measurement for a few species, by what it narrows most surely."""
    shares = table[table["kind"] == "net"]
    best = shares.drop_duplicates(["modality", "species"])
    sure = best[(best["adjusted"] < 1 - LEVEL) & (best["low"] > 0)]
    sure = sure.sort_values("gain", ascending=False)
    if sure.empty:
        return [
            "No single number of a profile, measured in the field with an error of 10%, would "
            "narrow the prediction of its species beyond chance."
        ]
    told = [_measured(row, names) for row in sure.head(NAMED).itertuples(index=False)]
    rest = len(best) - len(sure)
    more = f"; in {rest} of {len(best)} predictions no number would beyond chance" * bool(rest)
    more += f" (by chance in {_about((1 - LEVEL) * len(best))} of {len(best)})"
    return [
        "Measured in the field with an error of 10%, it is these numbers of a profile that would "
        f"narrow the predicted own minus other most: {'; '.join(told)}{more}."
    ]


def _measured(row: Any, names: dict[str, str]) -> str:
    """Return what measuring one number would bring."""
    way = f", now {known(row.how, 1)}" if row.how else ""
    low, high = (percent(min(max(each, 0.0), 1.0)) for each in (row.low, row.high))
    return (
        f"the {number_in_words(row.number)} of the {names[row.species]}{way}, {BY[row.modality]} "
        f"(standard deviation {row.sd:.3f} to {row.sd_after:.3f}; {percent(max(row.gain, 0.0))} "
        f"[{low}, {high}] of the variance)"
    )


def _where_from(run: Run, variance: pd.DataFrame) -> list[str]:
    """Return from where the variance of own minus other comes, or which command would tell."""
    if variance.empty:
        told = command(replace(run.plan, replicates=ENOUGH, knockouts=0), run.path)
        return [
            f"Shares of variance take {ENOUGH} draws, and this run has "
            f"{run.plan.replicates}: {told}"
        ]
    found = []
    for (account, modality), part in variance[variance["kind"] == "net"].groupby(
        ["account", "modality"], sort=False
    ):
        means = part.groupby("group", sort=False)["share"].mean()
        species = part["species"].nunique()
        each = [f"{IN_WORDS[str(name)]} {_share(value)}" for name, value in means.items()]
        over = f", the mean over {species} species" if species > 1 else ""
        found.append(
            f"Of the variance of own minus other {BY[str(modality)]} under the account {account}"
            f"{over}: {listed(each)}."
        )
    return found


def _share(value: float) -> str:
    """Return a share of variance, which may come out below 0."""
    return percent(value) if value > 0 else "none"


def _rests_on(conclusions: pd.DataFrame, coefficients: pd.DataFrame) -> list[str]:
    """Return what the coefficients are, and how many would stand out by chance."""
    some = conclusions[~conclusions["status"].isin(list(SILENT))]
    if some.empty:
        return ["Nothing can be told of any conclusion: each is much the same in all draws."]
    row: Any = next(some.sort_values("draws", ascending=False).itertuples(index=False))
    plain = some[some["measure"] == PLAIN]
    which = (
        f"partial rank correlations ({counted(row.numbers, 'number')} that vary, "
        f"{counted(row.draws, 'draw')})"
    )
    if row.measure == PLAIN:
        which = (
            f"plain rank correlations: {counted(row.draws, 'draw')} are too few to allow for the "
            f"others of {row.numbers} numbers, which takes {row.numbers + SPARE}"
        )
    elif len(plain):
        which += f", and plain ones in {len(plain)} conclusions with too few draws"
    over = (
        "over blocks of 20 draws"
        if row.intervals == "over blocks"
        else "over single draws, as if they were independent, for there are fewer than 4 blocks of "
        "20: rather too wide where a number does much"
    )
    every, apart = len(coefficients), int(coefficients["excludes_0"].sum())
    return [
        f"Coefficients are {which}; 90% intervals {over}. In {apart} of {every} the interval does "
        f"not hold 0, as it would in {_about((1 - LEVEL) * every)} by chance; what is said to come "
        "first stands out among all numbers of its conclusion (Holm, 10%), which by chance one "
        f"would in {_about((1 - LEVEL) * len(some))} of {counted(len(some), 'conclusion')}."
    ]
