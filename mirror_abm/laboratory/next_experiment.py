"""The next experiment: which one on the shelf, or which variant, parts each pair of accounts best.

The experiments are carried out under all accounts on the same draws and the same animals, as
published; then the variants (:mod:`.variants`) of those that part the most pairs best. What each
study could report (:mod:`.outcomes`) is worth so many bits (:mod:`.parting`) per animal, and some
results would hurt one account more than others (:mod:`.hurting`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..accounts.contract import BASELINES
from ..base.brief import brief
from ..base.card import tables_card
from ..base.checks import whole
from ..base.errors import InputError
from ..base.progress import bar, checked
from ..base.seeds import LARGEST_SEED
from ..base.shelf import accounts as account_shelf
from .best_studies import BEST, best_of_pairs, screened, studies_of_pairs, to_vary
from .design_runs import RAISED, Simulated, carry_out
from .experiment import Experiment, load
from .experiment import names as names_of_experiments
from .hurting import hurting
from .outcomes import Design, Reported, reported
from .variants import PUBLISHED, variants

REFERENCE = "associative"
#: unless others are asked for: draws, animals simulated in each, animals of a study's groups
DRAWS, SIMULATED, ANIMALS = 6, 3, 10
#: experiments whose variants are tried, unless more are asked for
VARIED = 1
#: what is asked about unless experiments are named, which takes minutes: counter-training,
#: contingency, sounds, mothers, rearing, repair, watching without acting
DEFAULT = (
    *("catmur_2007", "cook_2010", "heyes_2005", "kohler_2002", "prather_2008", "rayson_2017"),
    *("repair", "tombaz_2020"),
)
ALL = "all"
FEWEST_DRAWS = 4


class NextExperiment(NamedTuple):
    """Which experiment to do next.

    Attributes
    ----------
    pairs : pandas.DataFrame
        One row per pair of accounts (``first``, ``second``): the ``experiment``, what is changed in
        it (``change``) and the ``outcome`` that part them best; ``groups`` it takes;
        ``bits_per_animal`` (of a study with one animal in each group); ``bits`` of a study with
        ``animals`` in all, ``low`` and ``high`` (90 % interval over draws), ``floor`` (bits that an
        account seems to have about itself, by the best of all outcomes), ``above_floor``;
        ``higher_under``, the account under which the outcome is higher; ``animals_to_part``, in
        all, until the more probable account is right in 90 % of cases (empty if 200 in a group are
        too few); ``known``, how well the pattern of the study as published is known, ``new`` of a
        variant; ``draws``, ``unit_of_replication``.
    hurting : pandas.DataFrame
        The three results that would hurt ``associative`` most, see
        :func:`mirror_abm.laboratory.hurting.hurting`.
    studies : pandas.DataFrame
        One row per pair and study: its best ``outcome``, ``bits_per_animal`` and ``bits``, not
        corrected for few draws.
    left_out : pandas.DataFrame
        ``experiment`` and ``why`` it, or its variants, were not tried.
    """

    pairs: pd.DataFrame
    hurting: pd.DataFrame
    studies: pd.DataFrame
    left_out: pd.DataFrame

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        return tables_card(
            self,
            "Which experiment to do next",
            pairs=("What parts each pair of accounts best", BEST[:13]),
            hurting=("Results that would hurt associative most", ["result", "rival", "bits"]),
            studies=("Studies, by pair", None),
            left_out=("What was not tried", None),
        )


def next_experiment(
    name: str | Sequence[str] | None = None,
    account: str | Sequence[str] | None = None,
    *,
    draws: int = DRAWS,
    animals: int = ANIMALS,
    replicates: int = SIMULATED,
    varied: int = VARIED,
    seed: int = 0,
    workers: int = 1,
    folder: str | Path = "",
    progress: Callable[[int, int], None] | bool | None = None,
) -> NextExperiment:
    """Return which experiment parts each pair of accounts best, and what would hurt associative.

    Parameters
    ----------
    name : str or sequence of str, optional
        Experiments, or ``"all"``; if None, eight of as many kinds, and all in ``folder``.
    account : str or sequence of str, optional
        Accounts, ``associative`` and a rival among them; all that are no baselines if None.
    draws : int
        Draws of the uncertain numbers, 4 or more: the unit of replication.
    animals : int
        Animals in each group of a study.
    replicates : int
        Animals that are simulated in each draw, from which the spread between animals is known.
    varied : int
        Experiments whose variants are tried as well: those that part the most pairs best.
    seed : int
        Seed of all random streams.
    workers : int
        Processes.
    folder : str or Path
        Folder of experiment files of one's own; it is searched before the shelf.
    progress : bool or callable, optional
        Whether a progress bar is shown; if left out, in notebooks and at the Python prompt, not in
        scripts. A function is called with (cohorts done, cohorts in all) instead.

    Returns
    -------
    NextExperiment
        The tables ``pairs``, ``hurting``, ``studies`` and ``left_out``.

    Raises
    ------
    InputError
        If anything asked for does not exist or is out of bounds.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> found = ma.next_experiment("repair", ["associative", "genetic"], draws=4, replicates=2,
    ...                            varied=0)
    >>> found.pairs[["first", "second", "experiment", "higher_under"]].values.tolist()
    [['associative', 'genetic', 'repair', 'genetic']]
    """
    chosen, left_out = _experiments(name, folder)
    accounts = rival_accounts(account)
    whole("draws", draws, FEWEST_DRAWS, 10_000)
    whole("animals", animals, 1, 1000)
    whole("replicates", replicates, 2, 10_000)
    whole("varied", varied, 0, 1000)
    whole("seed", seed, 0, LARGEST_SEED)
    animals_of = Simulated(tuple(accounts), draws, replicates, seed, str(folder))
    studies, bits, rows = _simulated(
        chosen, animals_of, min(varied, len(chosen)), workers, progress
    )
    left_out += [(each, "its variants") for each in chosen if each not in rows]
    known = {each: experiment.confidence for each, experiment in chosen.items()}
    return NextExperiment(
        best_of_pairs(studies, bits, accounts, animals, seed, known),
        hurting(studies, accounts, REFERENCE, animals, known),
        studies_of_pairs(studies, bits, accounts, animals),
        pd.DataFrame(left_out, columns=["experiment", "why"]),
    )


def rival_accounts(account: str | Sequence[str] | None = None) -> list[str]:
    """Return the accounts that are compared, ``associative`` first.

    Parameters
    ----------
    account : str or sequence of str, optional
        Those asked for; all on the shelf that are no chance baselines if None.

    Returns
    -------
    list of str
        Each once.

    Raises
    ------
    InputError
        If one does not exist, or if ``associative`` or a rival is not among them.
    """
    if account is None:
        given = [name for name in account_shelf.names if name not in BASELINES]
    else:
        given = list(dict.fromkeys([account] if isinstance(account, str) else account))
    for name in given:
        account_shelf.load(name)
    if REFERENCE not in given or len(given) < 2:
        raise InputError(
            f"account = {', '.join(given) or 'none'}: must hold {REFERENCE} and a rival, such as "
            "genetic."
        )
    return [REFERENCE, *(name for name in given if name != REFERENCE)]


def _experiments(
    name: str | Sequence[str] | None, folder: str | Path
) -> tuple[dict[str, Experiment], list[tuple[str, str]]]:
    """Return the experiments that are carried out, and those that cannot be, with the reason."""
    every, shelf = names_of_experiments(folder), names_of_experiments()
    if name is None:
        wanted = [*DEFAULT, *(one for one in every if one not in shelf)]
    else:
        wanted = list(dict.fromkeys([name] if isinstance(name, str) else name))
    if ALL in wanted:
        wanted = [*every, *(one for one in wanted if one not in (ALL, *every))]
    each = {one: load(one, folder) for one in wanted}
    able = {one: row for one, row in each.items() if RAISED in row.subjects}
    if not able:
        raise InputError(
            f"experiments = {', '.join(wanted) or 'none'}: must hold one whose animals are raised "
            f"(SUBJECTS has {RAISED!r})."
        )
    left_out = [(one, "its animals are not raised") for one in each if one not in able]
    return able, left_out + [(one, "it was not named") for one in every if one not in each]


def _simulated(
    chosen: Mapping[str, Experiment],
    animals_of: Simulated,
    varied: int,
    workers: int,
    progress: Callable[[int, int], None] | bool | None,
) -> tuple[list[Reported], np.ndarray, list[str]]:
    """Return what all studies report, their bits, and the experiments whose variants were tried."""
    known: dict[Design, Experiment] = {(one, PUBLISHED): row for one, row in chosen.items()}
    first = animals_of.by_species(chosen)
    each = animals_of.draws * len(animals_of.accounts)
    total = len(first) + each * varied

    def tell(done: int, what: str) -> None:
        if callable(progress):
            progress(done, total)

    checked(progress, "(done, total)")
    with bar(tell if callable(progress) else progress, total, "cohorts") as advance:
        advance(0, "raising animals")
        tables = carry_out(first, workers, advance, 0)
        base = reported(pd.concat(tables, ignore_index=True), known, animals_of.accounts)
        bits = screened(base, animals_of.accounts)
        rows = to_vary(base, bits, varied)
        for at, row in enumerate(rows):
            new = {
                (row, what): changed
                for what, changed in variants(chosen[row]).items()
                if what != PUBLISHED
            }
            known |= new
            tasks = animals_of.of_variants(row, chosen[row].species, [what for _, what in new])
            tables += carry_out(tasks, workers, advance, len(first) + at * each)
    every = reported(pd.concat(tables, ignore_index=True), known, animals_of.accounts)
    more = screened(every[len(base) :], animals_of.accounts)  # those as published come first
    return every, np.concatenate([bits, more], axis=1) if more.size else bits, rows
