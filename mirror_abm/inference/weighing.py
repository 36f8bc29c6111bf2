"""What was found against what each account predicts: a description, **not a test of any account**.

The profiles' rates and the accounts' built-in numbers were written by people who knew these
verdicts, and so were the mapping of records to panels and the reliabilities. A Bayes factor from
here says how well an account *as written* fits what is on record. The test is what is recorded next
(:mod:`mirror_abm.inference.recommendation`).

Numbers that all species share are the same in a draw, so all observations on record are integrated
together, with w_o and P_o of :mod:`mirror_abm.inference.observations`::

    L(account) = mean over s, r of  prod_o ( w_o P_or + (1 - w_o)/2 )
    Bayes factor = L(account) / L(associative)

A record that states how many units of how many it found is weighed by that count instead of its
verdict, where its source was read (:mod:`mirror_abm.inference.counts`) and nothing was calibrated
on its species. A run under a mixture of priors on rates also has a posterior over accounts
(:mod:`mirror_abm.inference.posterior`), with how far it can be believed.

What was not tested is no record: it contributes exactly 0, and is never a negative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.card import tables_card
from ..base.errors import InputError
from ..base.means import blocks, effective, kind_of_error
from ..simulation.plan import arm_name
from .counts import SPREAD
from .drawn import made_of
from .evidence import load_evidence
from .likelihood import CALIBRATED as CALIBRATED
from .likelihood import RELIABILITY, chances_of_counts, chances_of_finding, sorted_out
from .most_bits import most_bits
from .observations import Recorded, on_record, together
from .posterior import Posterior, none, posterior_of
from .rivals import rivals
from .study import Lab, between, midpoints
from .tempered import PUBLICATION, PUBLISHED

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: standard deviation between laboratories, in logits, beyond which nothing is said of any count
WIDEST = 5.0
CIRCULAR = (
    "NOT A TEST: the profiles' rates, the accounts' built-in numbers and this mapping were written "
    "by people who knew these verdicts. This describes how well each account as written fits the "
    "record; what is recorded next (`mirror-abm next`) is the test."
)


class Weighing(NamedTuple):
    """What is on record, weighed under each account.

    Attributes
    ----------
    accounts : pandas.DataFrame
        One row per account: ``account``, ``log10_bayes_factor`` against associative, ``mc_error``
        (jackknife over draws, see :func:`_factor`) with ``mc_error_is``, ``uncalibrated`` (the
        factor without the species that the constants were calibrated on), ``effective_draws`` (few:
        the integral rests on few draws), ``draws``, ``records`` (entries),
        ``observations``, ``unit_of_replication``.
    species : pandas.DataFrame
        One row per species and account: ``species``, ``account``, ``contribution`` (log10 Bayes
        factor of all records less that without the species), ``mc_error``, ``mc_error_is``,
        ``without`` (log10 Bayes factor without it), ``verdicts``, ``unit_of_replication``.
    records : pandas.DataFrame
        One row per entry that was used: what it was taken to say, its vote (its share in the one
        observation that entries of a record, verdict and modality are) and reliability; the
        ``area``; ``mirror`` units of ``recorded``, and what these count (``of``); whether it is
        ``weighed_by`` the count or the verdict; ``most_bits``, what it can say at most; and
        ``found_ACCOUNT``, the chance that its study finds mirror units.
    apart : pandas.DataFrame
        One row per entry that was not used, with the reason in ``why``.
    posterior : Posterior
        The posterior over accounts with its calibration, or why there is none: ``refused``.
    """

    accounts: pd.DataFrame
    species: pd.DataFrame
    records: pd.DataFrame
    apart: pd.DataFrame
    posterior: Posterior

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        return tables_card(
            self,
            "What is on record, weighed: a description, not a test",
            accounts=("Accounts, against associative", None),
            species=("Species, each left out", None),
            records=("Records that were used", None),
            apart=("Records that were not used", ["species", "record", "verdict", "why"]),
        )


def weigh(
    run: Run,
    evidence: pd.DataFrame | None = None,
    *,
    lab: Lab | None = None,
    publication: tuple[float, float] = PUBLICATION,
    spread: tuple[float, float] = SPREAD,
    area: str | None = None,
) -> Weighing:
    """Return Bayes factors of a run's accounts against ``associative``: **not a test**.

    Parameters
    ----------
    run : Run
        A run of ``associative`` and a rival, with 4 draws or more.
    evidence : pandas.DataFrame, optional
        As :func:`mirror_abm.load_evidence` returns it; that of the library if None.
    lab : Lab, optional
        How well laboratories call units; the default ranges if None.
    publication : tuple of float
        Range of the chance that a negative study is published, relative to a positive one.
    spread : tuple of float
        Range of the standard deviation, in logits, of the shares that laboratories find in the same
        animals; only for records that are weighed by their counts.
    area : str, optional
        Weigh only records of this area of the brain, such as ``"F5"``: a word of their ``area``.

    Returns
    -------
    Weighing
        The tables ``accounts``, ``species``, ``records`` and ``apart``, and the ``posterior``.

    Raises
    ------
    InputError
        If the run cannot compare accounts or has no intact animals, if ``publication`` is no range
        above 0, if ``spread`` is no range from 0 to 5, or if no record is of this area.

    Notes
    -----
    The profiles' rates and the accounts' built-in numbers were written by people who knew the
    verdicts: this describes how well each account, as written, fits the record.

    Examples
    --------
    >>> import tempfile
    >>> import mirror_abm as ma
    >>> run = ma.run("mus_musculus", account=["associative", "genetic"], days=0.01, replicates=4,
    ...              knockouts=0, out=tempfile.mkdtemp())
    >>> found = ma.weigh(run)
    >>> found.accounts["account"].tolist()
    ['associative', 'genetic']
    >>> float(found.accounts["log10_bayes_factor"][0])  # associative against itself
    0.0
    """
    accounts, table = rivals(run), load_evidence() if evidence is None else evidence
    low, high = between("publication", publication)
    if low <= 0:
        raise InputError(
            f"publication = {low:g}, {high:g}: must begin above 0: else a negative could never be "
            "known."
        )
    between("spread", spread, WIDEST)
    _require_intact(run)
    used, apart = sorted_out(table, set(run.plan.species), area)
    of, published = lab or Lab(), midpoints(low, high, PUBLISHED)
    chances = chances_of_finding(run, used, accounts, of)
    records = on_record(used, chances, chances_of_counts(run, used, accounts, of, spread))
    logs = _logs(records, published, (len(accounts), run.plan.replicates))
    bits = most_bits(used, of, published, spread)
    return Weighing(
        _by_account(used, logs, accounts),
        _by_species(used, apart, logs, accounts),
        _by_record(used, chances, accounts).assign(most_bits=bits),
        apart,
        _posterior(run, accounts, records, (low, high)),
    )


def _require_intact(run: Run) -> None:
    """Refuse a run without intact animals: nothing on record is of others."""
    if () not in run.plan.arms:
        raise InputError(
            f"run {run.id}: its animals were raised {arm_name(run.plan.arms[0])}, and what is on "
            "record was found in animals with all sources: weigh a run of those."
        )


def _posterior(
    run: Run, accounts: list[str], records: list[Recorded], publication: tuple[float, float]
) -> Posterior:
    """Return the posterior over accounts, or why the run gives none."""
    try:
        return posterior_of(made_of(run, accounts, records), publication, run.plan.seed)
    except InputError as error:
        return none(str(error))


def _logs(records: list[Recorded], s: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return the log-likelihood of each observation, shape (observation, account, draw, s)."""
    found = np.zeros((len(records), *shape, len(s)))
    for at, each in enumerate(records):
        made = each.published(s)
        found[at] = np.log(made.chances[..., made.seen])
    return found


def _per_draw(logs: np.ndarray) -> np.ndarray:
    """Return the joint likelihood of some entries, shape (account, draw), the mean over s."""
    joint: np.ndarray = np.exp(logs.sum(axis=0)).mean(axis=-1)
    return joint


def _factor(logs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return log10 Bayes factors against the first account, and those with a part left out.

    The parts are blocks of draws where there are four or more (:mod:`mirror_abm.base.means`), else
    single draws.
    """
    each = _per_draw(logs)
    block = blocks(range(each.shape[1]))
    part = np.arange(each.shape[1]) if block is None else block
    size = np.bincount(part)
    sums = np.stack([np.bincount(part, weights=row) for row in each])
    left = (each.sum(axis=1, keepdims=True) - sums) / (each.shape[1] - size)
    whole = np.log10(each.mean(axis=1))
    return whole - whole[0], (np.log10(left) - np.log10(left[0])).T


def _jackknife(left: np.ndarray) -> np.ndarray:
    """Return the standard error from values with each part left out, shape (part, account)."""
    count = len(left)
    error: np.ndarray = np.sqrt((count - 1) / count * ((left - left.mean(axis=0)) ** 2).sum(axis=0))
    return error


def _species_of(used: pd.DataFrame) -> list[str]:
    """Return the species of each observation."""
    return [str(used.iloc[rows[0]]["species"]) for rows in together(used)]


def _by_account(used: pd.DataFrame, logs: np.ndarray, accounts: list[str]) -> pd.DataFrame:
    """Return the table ``accounts``."""
    each, of = _per_draw(logs), _species_of(used)
    free = logs[[name != CALIBRATED for name in of]]
    whole, left = _factor(logs)
    return pd.DataFrame(
        {
            "account": accounts,
            "log10_bayes_factor": whole,
            "mc_error": _jackknife(left),
            "mc_error_is": kind_of_error(each.shape[1]),
            "uncalibrated": _factor(free)[0],
            "effective_draws": effective(each),
            "draws": each.shape[1],
            "records": len(used),
            "observations": len(logs),
            "unit_of_replication": "draw",
        }
    )


def _by_species(
    used: pd.DataFrame, apart: pd.DataFrame, logs: np.ndarray, accounts: list[str]
) -> pd.DataFrame:
    """Return the table ``species``; a species that was not tested contributes exactly 0."""
    rows: list[tuple[Any, ...]] = []
    whole, left = _factor(logs)
    of = np.array(_species_of(used), object)
    for species, part in used.groupby("species", sort=True):
        less, less_left = _factor(logs[of != species])
        errors = _jackknife(left - less_left)
        said = ", ".join(
            f"{row.panel_modality} {row.verdict}"
            for row in part.drop_duplicates(["panel_modality", "verdict"]).itertuples()
        )
        rows += [
            (species, account, whole[j] - less[j], errors[j], less[j], said)
            for j, account in enumerate(accounts)
        ]
    untested = set(apart[apart["verdict"] == "not_tested"]["species"].dropna())
    rows += [
        (species, account, 0.0, 0.0, whole[j], "not tested")
        for species in sorted(untested - set(used["species"]))
        for j, account in enumerate(accounts)
    ]
    columns = ["species", "account", "contribution", "mc_error", "without", "verdicts"]
    table = pd.DataFrame(rows, columns=columns)
    table.insert(4, "mc_error_is", kind_of_error(logs.shape[2]))
    return table.assign(unit_of_replication="draw")


def _by_record(used: pd.DataFrame, chances: np.ndarray, accounts: list[str]) -> pd.DataFrame:
    """Return the table ``records``."""
    columns = ["species", "record", "panel_modality", "panel_effector", "verdict", "vote"]
    stated = ["area", "weighed_by", "mirror", "of"]
    table = used[[*columns, "recorded", "animals", "read", *stated]].rename(
        columns={"panel_modality": "modality", "panel_effector": "effector"}
    )
    table = table.assign(reliability=used["verdict"].map(lambda verdict: RELIABILITY[verdict][1]))
    found = pd.DataFrame(chances.mean(axis=2), columns=[f"found_{name}" for name in accounts])
    return pd.concat([table, found], axis=1)
