"""Which statements of an answer hold in several runs: under each prior on rates, or each setting.

A statement holds if every run makes it on its own. Where one run leaves open what another states,
it does not hold; where two runs state the opposite, they contradict each other, which is more. No
statement is made by averaging runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ..base.errors import InputError
from ..simulation.conditions import in_words
from ..simulation.main_source import UNDECIDED
from ..simulation.naming import common_names
from .answer import Answer, answer, reported
from .findings import BY, SOUGHT
from .phrases import counted, listed, of_species, study_in_words
from .shares import PREDICTED, require_normal_world
from .study import ANIMALS, UNITS, Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run

NAMED = 6  #: how many species are named
PAIR = ["account", "modality", "first", "second"]
HOLDS, OPEN, CONTRADICTED = "holds", "open", "contradicted"


@dataclass(frozen=True)
class Robust:
    """Which statements of the answer hold in all of several runs.

    Attributes
    ----------
    sentences : tuple of str
        What holds, in four sentences.
    runs : dict of str to str
        What each run is called here, its prior if these differ, and its id.
    chances : pandas.DataFrame
        One row per species, account and modality that all runs have: under the name of each run its
        verdict on the study that is asked about (*found*, *missed*, *undecided*), and its chance
        under ``found NAME``; ``verdict``, that of all if they agree; ``status``: *holds* if all say
        found, or all missed; *contradicted* if one says found and another missed; else *open*.
    sources : pandas.DataFrame
        One row per species, account and modality: under the name of each run its main source (``?``
        if it is not told apart, empty if no removal lowers the share by 0.01); ``main_source``,
        the one that all name; ``status``, *holds*, *contradicted* (two are named) or *open*.
    orders : pandas.DataFrame
        One row per account, modality and pair of species: under the name of each run the species
        that is resolved to lie above the other, or nothing; ``above``, the one on which all agree;
        ``status``, *holds*, *contradicted* (resolved in opposite directions) or *open*.
    """

    sentences: tuple[str, ...]
    runs: dict[str, str]
    chances: pd.DataFrame
    sources: pd.DataFrame
    orders: pd.DataFrame

    def __str__(self) -> str:
        return "\n".join(self.sentences)

    def __repr__(self) -> str:
        return f"<Robust: {len(self.runs)} runs, {len(self.chances)} rows>"

    def _repr_html_(self) -> str:
        from html import escape

        return "".join(f"<p>{escape(each)}</p>" for each in self.sentences)


def robust(
    runs: Iterable[Run], *, animals: int = ANIMALS, units: int = UNITS, lab: Lab | None = None
) -> Robust:
    """Return which statements of the answer hold in every one of several runs.

    Parameters
    ----------
    runs : iterable of Run
        Two or more, such as the same species under ``prior="authored"``, ``"rule_made"`` and
        ``"exchangeable"``.
    animals : int
        Animals of the study that is asked about.
    units : int
        Motor units recorded in each animal.
    lab : Lab, optional
        How well the laboratory calls units; the default ranges if None.

    Returns
    -------
    Robust
        Its ``sentences``, and the tables ``chances``, ``sources`` and ``orders`` behind them.

    Raises
    ------
    InputError
        For fewer than two runs, one run given twice, a permuted world, or runs that share no
        species, account and modality.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> runs = [ma.run("octopus_vulgaris", days=0.01, replicates=2, prior=prior,
    ...                out=tempfile.mkdtemp()) for prior in ("authored", "rule_made")]
    >>> found = ma.robust(runs, animals=2, units=30)
    >>> found.chances[["authored", "rule-made", "status"]].iloc[0].tolist()
    ['missed', 'missed', 'holds']
    """
    given = list(runs)
    labels = _labels(given)
    answers = [answer(run, animals=animals, units=units, lab=lab) for run in given]
    chances = _chances(labels, answers)
    if chances.empty:
        raise InputError(
            f"runs {listed([run.id for run in given])}: share no species, account and modality, so "
            "that no statement is made by all of them."
        )
    found = chances, _sources(labels, answers), _orders(labels, answers)
    told = _Told(given, labels, Study(animals, units, lab or Lab()), *found)
    ids = {label: run.id for label, run in zip(labels, given, strict=True)}
    return Robust(told.sentences(), ids, *found)


def _labels(runs: list[Run]) -> list[str]:
    """Return what runs are called: by their priors, by what is not default in them, or their ids.

    The first of these that tells them all apart.
    """
    if len(runs) < 2:
        raise InputError("runs: what holds in several runs needs two or more of them.")
    ids = [run.id for run in runs]
    twice = next((each for each in ids if ids.count(each) > 1), None)
    if twice:
        raise InputError(f"run {twice}: is given twice: what holds in several runs needs others.")
    for run in runs:
        require_normal_world(run)
    priors = [run.plan.prior.replace("rule_made", "rule-made") for run in runs]
    words = [in_words(run.plan, sizes=True) or "default" for run in runs]
    return next(names for names in (priors, words, ids) if len(set(names)) == len(runs))


def _side_by_side(
    labels: list[str], tables: Iterable[pd.DataFrame], keys: list[str], values: dict[str, str]
) -> pd.DataFrame:
    """Return the rows that all tables have, in the order of the first.

    ``values`` are columns, and the pattern of what they are called for a run.
    """
    both: pd.DataFrame | None = None
    for label, table in zip(labels, tables, strict=True):
        names = {column: pattern.format(label) for column, pattern in values.items()}
        one = table[[*keys, *values]].rename(columns=names)
        both = one if both is None else both.merge(one, on=keys, how="inner")
    assert both is not None
    return both.reset_index(drop=True)


def _status(row: pd.Series, named: set[str] | None = None) -> tuple[str, str]:
    """Return what all runs say, and whether it holds, is open, or is contradicted.

    ``named`` are the values that are statements; without it all but nothing and ``?`` are.
    """
    said = set(row)
    stated = {each for each in said if (each in named if named else each not in ("", UNDECIDED))}
    if len(said) == 1 and stated:
        return str(next(iter(said))), HOLDS
    return "", CONTRADICTED if len(stated) > 1 else OPEN


def _judged(
    table: pd.DataFrame, labels: list[str], column: str, named: set[str] | None = None
) -> pd.DataFrame:
    """Return the table with what all runs say, in ``column``, and the ``status`` of it."""
    found = [_status(row, named) for _, row in table[labels].iterrows()]
    return table.assign(
        **{column: [each for each, _ in found], "status": [status for _, status in found]}
    )


def _chances(labels: list[str], answers: list[Answer]) -> pd.DataFrame:
    """Return the verdicts of runs side by side."""
    values = {"verdict": "{}", "found": "found {}"}
    table = _side_by_side(labels, [each.chances for each in answers], PREDICTED, values)
    return _judged(table, labels, "verdict", {"found", "missed"})


def _sources(labels: list[str], answers: list[Answer]) -> pd.DataFrame:
    """Return the main sources of runs side by side, where there is a share that could fall."""
    tables = [each.chances[each.chances["mean"].notna()] for each in answers]
    table = _side_by_side(labels, tables, PREDICTED, {"main_source": "{}"})
    return _judged(table, labels, "main_source")


def _orders(labels: list[str], answers: list[Answer]) -> pd.DataFrame:
    """Return the resolved orders of runs side by side."""
    tables = []
    for each in answers:
        upper = each.orders["first"].where(each.orders["probability"] > 0.5, each.orders["second"])
        tables.append(
            each.orders.assign(upper=upper.where(each.orders["resolved"].astype(bool), ""))
        )
    table = _side_by_side(labels, tables, PAIR, {"upper": "{}"})
    return _judged(table, labels, "above")


@dataclass(frozen=True)
class _Told:
    """What there is to tell of several runs."""

    runs: list[Run]
    labels: list[str]
    study: Study
    chances: pd.DataFrame
    sources: pd.DataFrame
    orders: pd.DataFrame

    @property
    def account(self) -> str:
        """The first account that all runs have and that is no baseline, if there is one."""
        shared = list(dict.fromkeys(self.chances["account"]))
        return next((each for each in reported(self.runs[0].plan) if each in shared), shared[0])

    @property
    def modalities(self) -> list[str]:
        """The modalities that all runs have, sight first."""
        return [each for each in BY if each in set(self.chances["modality"])]

    def rows(self, table: pd.DataFrame, modality: str) -> pd.DataFrame:
        """Return the rows of the account in one modality."""
        return table[(table["account"] == self.account) & (table["modality"] == modality)]

    def every(self) -> str:
        """Return what the runs are called together."""
        number = {2: "both", 3: "all three"}.get(len(self.runs), f"all {len(self.runs)}")
        priors = len({run.plan.prior for run in self.runs}) == len(self.runs)
        of = "priors on rates" if priors else "runs"
        return f"{number} {of} ({listed(self.labels)})"

    def some(self, species: Iterable[str]) -> str:
        """Return the common names of a few species, in brackets."""
        names = [common_names(self.runs[0].plan)[each] for each in species]
        if not names:
            return ""
        more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
        return f" ({listed([*names[:NAMED], *more])})"

    def sentences(self) -> tuple[str, ...]:
        """Return what holds, and what does not."""
        found = [self._found(), self._not_found(), self._main_source()]
        return (*found, *([self._order()] if len(self.orders) else []))

    def _found(self) -> str:
        """Return in which species all runs find mirror units."""
        parts = []
        for modality in self.modalities:
            rows = self.rows(self.chances, modality)
            held = rows[rows["verdict"] == "found"]
            count = of_species(len(held), len(rows), modality)
            parts.append(f"{SOUGHT[modality]} in {count}{self.some(held['species'])}")
        return (
            f"Under {self.every()}, and the account {self.account}, "
            f"{study_in_words(self.study)} would more likely than not find units that respond "
            f"{', and '.join(parts)}."
        )

    def _not_found(self) -> str:
        """Return in which species all miss them, and where runs contradict each other."""
        kinds = []
        for begins, column, value in (
            ("Less likely than not to be found under each", "verdict", "missed"),
            ("found under one and missed under another", "status", CONTRADICTED),
            ("undecided under one or more", "status", OPEN),
        ):
            parts = []
            for modality in self.modalities:
                rows = self.rows(self.chances, modality)
                rows = rows[rows[column] == value]
                if len(rows):
                    named = self.some(rows["species"]) if value != OPEN else ""
                    parts.append(f"{len(rows)} {BY[modality]}{named}")
            kinds.append(f"{begins}: {listed(parts) if parts else 'none'}")
        return f"{'; '.join(kinds)}."

    def _main_source(self) -> str:
        """Return in how many species the main source is the same in all runs."""
        asked = sum(run.plan.knockouts > 0 for run in self.runs)
        if asked < len(self.runs):
            where = f" in {len(self.runs) - asked} of {len(self.runs)} runs" if asked else ""
            return (
                f"Which experience carries this was not asked{where}: no source was removed alone."
            )
        parts = []
        for modality in self.modalities:
            rows = self.rows(self.sources, modality)
            counts = rows.loc[rows["status"] == HOLDS, "main_source"].value_counts()
            each = [f"{name.replace('_', ' ')} in {count}" for name, count in counts.items()]
            against = int((rows["status"] == CONTRADICTED).sum())
            parts.append(
                f"{BY[modality]} in {of_species(int(counts.sum()), len(rows), modality)}"
                f"{f' ({listed(each)})' if each else ''}"
                f"{f', while two sources are named in {against}' if against else ''}"
            )
        return (
            "One source of experience is the main one under each, and told apart, "
            f"{'; '.join(parts)}."
        )

    def _order(self) -> str:
        """Return how many orders of species are resolved in all runs."""
        parts: list[str] = []
        against = 0
        for modality in self.modalities:
            rows = self.rows(self.orders, modality)
            if rows.empty:
                continue
            alone = listed([str(int((rows[name] != "").sum())) for name in self.labels])
            held = int((rows["status"] == HOLDS).sum())
            of_pairs = counted(len(rows), "pair") + ("" if parts else " of species")
            parts.append(f"{held} of {of_pairs} {BY[modality]} ({alone} under each alone)")
            against += int((rows["status"] == CONTRADICTED).sum())
        opposite = counted(against, "pair is", "pairs are") if against else "no pair is"
        return (
            f"The same order is resolved under each in {listed(parts)}; {opposite} resolved in "
            "opposite ways."
        )
