"""Which number carries a conclusion: from the draws of a run, with no further simulation.

Every draw of a run has its own value of everything that is uncertain. What a conclusion of the run
(:mod:`.conclusions`) follows over draws is read off by rank regression (:mod:`.rank_regression`);
how its variance parts by :mod:`.variance`. It says how the conclusion as computed leans on what
nobody knows, not what is true: a number that the model does not have carries nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ..base.brief import brief
from ..base.card import tables_card
from ..base.errors import InputError, unknown
from .answer import reported
from .conclusions import conclusions, numbers_of
from .followed import COEFFICIENTS, FEWEST, KEYS, MEASURED, VARIANCE, Followed
from .sensitivity_in_words import in_words
from .study import ANIMALS, UNITS, Lab, Study
from .variance import ENOUGH

if TYPE_CHECKING:
    from ..simulation.archive import Run

DEFAULT = "associative"


class Sensitivity(NamedTuple):
    """Which numbers the conclusions of a run follow; :mod:`.sensitivity_columns` has the columns.

    Attributes
    ----------
    conclusions : pandas.DataFrame
        One row per conclusion (``kind``, ``account``, ``modality``, ``species``, ``other``): its
        mean and standard deviation over draws, the number that comes first with its coefficient,
        how many stand out and how many would by chance, R2, how halves agree, and the ``status``.
    coefficients : pandas.DataFrame
        One row per conclusion and number: ``coefficient`` with its 90 % interval (the partial rank
        correlation, or the plain one of few draws), and all three coefficients.
    variance : pandas.DataFrame
        One row per conclusion and group of numbers: its first-order ``share`` of the variance, and
        its ``total`` if it was asked for. Empty below 200 draws.
    measurements : pandas.DataFrame
        One row per species, account, modality, prediction and number of the profile: what measuring
        it with an error of 10 % would leave of the spread, the most useful first.
    sentences : tuple of str
        The same in words.
    """

    conclusions: pd.DataFrame
    coefficients: pd.DataFrame
    variance: pd.DataFrame
    measurements: pd.DataFrame
    sentences: tuple[str, ...]

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        from html import escape

        frames = _Frames(*self[:4])
        short = ["kind", "modality", "species", "number", "of", "coefficient", "low", "high"]
        return "".join(f"<p>{escape(each)}</p>" for each in self.sentences) + tables_card(
            frames,
            "Which number carries the conclusion",
            conclusions=("Conclusions", [*KEYS, "first", "first_of", "coefficient", "status"]),
            coefficients=("Numbers", short),
            variance=("Shares of variance", ["kind", "modality", "species", "group", "share"]),
            measurements=("What to measure", None),
        )


class _Frames(NamedTuple):
    """The tables alone, as a page shows them."""

    conclusions: pd.DataFrame
    coefficients: pd.DataFrame
    variance: pd.DataFrame
    measurements: pd.DataFrame


def sensitivity(
    run: Run,
    *,
    account: str | Sequence[str] | None = None,
    species: str | Sequence[str] | None = None,
    pairs: Iterable[Sequence[str]] = (),
    animals: int = ANIMALS,
    units: int = UNITS,
    lab: Lab | None = None,
    totals: bool = False,
    weight: pd.Series | None = None,
) -> Sensitivity:
    """Return which uncertain numbers the conclusions of a run follow, from its draws alone.

    Parameters
    ----------
    run : Run
        A run of 10 draws or more; shares of variance take 200.
    account : str or sequence of str, optional
        Accounts of the run; ``associative``, or else its first that is no baseline, if None.
    species : str or sequence of str, optional
        Species of the run; all if None.
    pairs : iterable of tuple of str
        Two species each: ask also what the difference of their shares follows, the first less the
        second, whether their order is resolved or not.
    animals, units : int
        Animals of the study whose chance of finding mirror units is asked about, and units recorded
        in each.
    lab : Lab, optional
        How well the laboratory calls units; the default ranges if None.
    totals : bool
        Whether to fit the emulator (:mod:`mirror_abm.inference.emulator`), for total shares.
    weight : pandas.Series, optional
        Weight of each draw, by the number of its replicate; equal if None.

    Returns
    -------
    Sensitivity
        The tables ``conclusions``, ``coefficients``, ``variance`` and ``measurements``, and
        ``sentences``.

    Raises
    ------
    InputError
        If the run has no draws, too few, or nothing that varies; if it has no such account or
        species; if a weight is missing or negative, or none is above 0.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("mus_musculus", days=0.02, replicates=12, knockouts=0,
    ...              settings={"constants.incidental_salience": 1}, out=tempfile.mkdtemp())
    >>> found = ma.sensitivity(run)
    >>> found.coefficients["measure"].unique().tolist()  # 12 draws of some 35 numbers
    ['spearman']
    >>> len(found.variance), found.coefficients["group"].unique().tolist()[0]
    (0, 'recording')
    """
    accounts, names = _asked(run, account, species)
    asked = [_known_pair(tuple(pair), run) for pair in pairs]
    study = Study(animals, units, lab or Lab())
    found = conclusions(run, study, accounts, names, asked)
    numbers = numbers_of(run, accounts)
    if not found or all(table.empty for table in numbers.values()):
        raise InputError(
            f"run {run.id}: no number varies between its draws, so nothing can be told of which of "
            "them matters: leave out some of its --set."
        )
    each = [Followed.of(one, numbers, weight) for one in found]
    how = {name: run.plan.profile(name).quantities() for name in run.plan.species}
    tables = (
        pd.DataFrame([one.conclusion_row() for one in each]),
        _stacked([one.coefficient_rows(how) for one in each], COEFFICIENTS),
        _stacked([one.variance_rows(totals) for one in each], VARIANCE),
        _ranked(_stacked([one.measurement_rows(how) for one in each], MEASURED)),
    )
    return Sensitivity(*tables, in_words(run, study, *tables))


def _asked(
    run: Run, account: str | Sequence[str] | None, species: str | Sequence[str] | None
) -> tuple[list[str], list[str]]:
    """Return the accounts and species that are asked about; refuse a run without draws."""
    plan = run.plan
    if plan.point:
        raise InputError(
            f"run {run.id}: was made with --point, the medians of all numbers: there are no draws "
            "to tell which number matters; make a run without it."
        )
    if plan.replicates < FEWEST:
        raise InputError(
            f"run {run.id}: replicates = {plan.replicates}: too few draws to tell which number "
            f"matters: must be {FEWEST} or more, and {ENOUGH} for shares of variance."
        )
    first = DEFAULT if DEFAULT in plan.accounts else reported(plan)[0]
    accounts = [first] if account is None else _several(account)
    names = list(plan.species) if species is None else _several(species)
    for what, chosen, known in (
        ("account", accounts, plan.accounts),
        ("species", names, plan.species),
    ):
        for name in chosen:
            if name not in known:
                raise unknown(what, name, known)
    return accounts, names


def _several(given: str | Sequence[str]) -> list[str]:
    """Return one name or several as a list, each once."""
    return [given] if isinstance(given, str) else list(dict.fromkeys(given))


def _known_pair(pair: tuple[str, ...], run: Run) -> tuple[str, str]:
    """Return two species of the run, or refuse what is none."""
    if len(pair) != 2 or pair[0] == pair[1]:
        raise InputError(
            f"pair = {', '.join(map(str, pair))}: must be two species, for example "
            "poecilia_reticulata,macaca_mulatta."
        )
    for name in pair:
        if name not in run.plan.species:
            raise unknown("species", name, run.plan.species)
    return pair[0], pair[1]


def _stacked(parts: list[pd.DataFrame], columns: Sequence[str] = ()) -> pd.DataFrame:
    """Return tables one below the other; an empty one with its columns if there is none."""
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=list(columns))


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Return what to measure, the most useful number of each prediction first."""
    if table.empty:
        return table
    keys = [*KEYS[:-1]]
    order = table.groupby(keys, sort=False).ngroup()
    return (
        table.assign(_order=order)
        .sort_values(["_order", "gain"], ascending=[True, False], kind="stable", ignore_index=True)
        .drop(columns="_order")
    )
