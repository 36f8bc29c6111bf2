"""Is the posterior over accounts right as often as it says: recovery of the truth, in folds.

Worlds are simulated from draws that the inference has not seen (:mod:`.folds`) and judged; what was
said of them is set against what is true (:mod:`.reliability`). The goals are those that a posterior
must meet before it is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ..base.brief import brief
from ..base.card import tables_card
from ..base.checks import whole
from ..base.errors import InputError
from ..base.files import shown
from ..base.progress import SHORT, bar, checked
from ..base.seeds import LARGEST_SEED, stream
from .class_scores import class_scores
from .drawn import Drawn, of_run
from .drawn_file import read
from .drawn_joined import joined as of_all
from .folds import PLUG_IN, RECORD, TEMPERED, Folds, Tried
from .posterior import enough
from .reliability import FEW_WORLDS, SURE, confusion, joined, pairs, ranks, scores, table
from .study import Lab, Study

if TYPE_CHECKING:
    from ..simulation.archive import Run

#: studies of the designs
STUDIES = (1, 4, 8, 16)
#: worlds that are made at most of each design
WORLDS = 20_000
#: what is aimed at with designs of which .95 is reached often enough: |right - said| at .95, and
#: the calibration error, at most; of all worlds with 16 studies, those that reach .95 at least
GOAL_GAP, GOAL_ERROR, GOAL_REACHED = 0.02, 0.03, 0.25
GOALS_FROM, MANY = 4, 16
MET, MISSED, TOO_FEW = "yes", "no", "too few"
#: what infers
FOLDED, ACROSS = "other draws", "other priors"


class Recovery(NamedTuple):
    """How often posteriors are right, against what they say.

    Attributes
    ----------
    scores : pandas.DataFrame
        One row per ``design`` (studies, or ``record``), ``inference`` (``other draws``, or ``other
        priors`` than that of the truth) and ``method`` (plug-in, or tempered): what
        :func:`mirror_abm.inference.reliability.scores` tells, the mean temperatures ``b`` and ``c``
        and inner ``power``, ``draws`` and ``unit_of_replication``.
    reliability : pandas.DataFrame
        The same by bins of the largest posterior: ``begin``, ``end``, ``worlds``, ``said``,
        ``right``, ``low``, ``high``.
    confusion : pandas.DataFrame
        ``design``, ``truth``, ``account``, ``posterior`` (mean), ``first`` (share of worlds).
    pairs : pandas.DataFrame
        ``design``, ``account``, ``other``, ``gain`` in bits, ``low``, ``high``, ``parted``.
    classes : pandas.DataFrame
        One row per ``design``: what :func:`mirror_abm.inference.class_scores.class_scores` tells of
        the sums over accounts that the design does not part; ``draws``, ``unit_of_replication``.
    ranks : pandas.DataFrame
        ``design``, ``kind``, ``bin``, ``share``, ``expected``.
    across : pandas.DataFrame
        ``scores`` of the inference from other priors, by ``prior`` of the truth.
    goals : pandas.DataFrame
        ``design``, ``goal``, ``aim``, ``found``, ``met`` (yes, no, or too few).
    """

    scores: pd.DataFrame
    reliability: pd.DataFrame
    confusion: pd.DataFrame
    pairs: pd.DataFrame
    classes: pd.DataFrame
    ranks: pd.DataFrame
    across: pd.DataFrame
    goals: pd.DataFrame

    def __repr__(self) -> str:
        return brief(self)

    def _repr_html_(self) -> str:
        return tables_card(
            self,
            "How often posteriors are right, against what they say",
            goals=("Goals", None),
            scores=("Scores", None),
            reliability=("Said against right", None),
        )


def recover(
    run: Run | str | Path,
    *,
    also: Iterable[Run | str | Path] = (),
    studies: tuple[int, ...] = STUDIES,
    worlds: int = WORLDS,
    seed: int = 0,
    study: Study | None = None,
    evidence: pd.DataFrame | None = None,
    lab: Lab | None = None,
    progress: Callable[[int, str], None] | bool | None = None,
) -> Recovery:
    """Simulate worlds with a known account, and return how often the posterior finds it.

    Parameters
    ----------
    run : Run, str or pathlib.Path
        A run under a mixture of priors, or a table of draws that was kept of one.
    also : iterable of Run, str or pathlib.Path
        More of them, of other species or rearings, with the same draws: studies are made in all.
    studies : tuple of int
        Studies of the designs.
    worlds : int
        Worlds that are made at most of each design; fewer once 400 have reached .95.
    seed : int
        Seed of the worlds.
    study : Study, optional
        Size and laboratory of each study; 3 animals with 40 units if None.
    evidence : pandas.DataFrame, optional
        Of the record; that of the library if None. A table of draws holds its own.
    lab : Lab, optional
        How well laboratories of studies on record call units. A table of draws holds its own.
    progress : bool or callable, optional
        Whether a progress bar is shown; a function is called with (designs done, design).

    Returns
    -------
    Recovery
        Tables.

    Raises
    ------
    InputError
        If the run is under one prior, has fewer than 40 draws, or cannot compare accounts.

    Examples
    --------
    >>> import mirror_abm as ma
    >>> draws = "tests/data/draws_of_contrasts.parquet"
    >>> found = ma.recover(draws, studies=(4,), worlds=100)  # doctest: +SKIP
    >>> found.scores[["design", "method", "right", "said"]]  # doctest: +SKIP
    """
    whole("worlds", worlds, 100, 10_000_000)
    whole("seed", seed, 0, LARGEST_SEED)
    for each in studies:
        whole("studies", each, 1, 1000)
    checked(progress, "(designs done, design)")
    drawn = given(run, evidence, lab, also)
    enough(drawn.priors, "its draws" if isinstance(run, (str, Path)) else f"run {run.id}")
    folds = Folds(drawn.distinct(), seed, worlds, study or Study())
    names = [*(str(each) for each in studies), *([RECORD] if drawn.records else [])]
    found: dict[str, Tried] = {}
    with bar(progress, len(names), "designs", delay=SHORT) as advance:
        for number, name in enumerate(names, start=1):
            found[name] = folds.tried(name)
            advance(number, name)
    return _tables(found, folds)


def given(
    run: Run | str | Path,
    evidence: pd.DataFrame | None,
    lab: Lab | None,
    also: Iterable[Run | str | Path] = (),
) -> Drawn:
    """Return the table of draws that was kept in a file, or that of a run; or of several as one.

    Parameters
    ----------
    run : Run, str or pathlib.Path
        The run, or the file.
    evidence : pandas.DataFrame, optional
        Of the record of a run; that of the library if None.
    lab : Lab, optional
        Of the record of a run.
    also : iterable of Run, str or pathlib.Path
        More runs or files.

    Returns
    -------
    Drawn
        Its numbers.

    Raises
    ------
    InputError
        If a file is given with evidence or a laboratory: it holds its own; or if the draws of
        several are not the same.
    """
    if also is None or isinstance(also, (str, Path)) or not isinstance(also, Iterable):
        raise InputError(
            f"also = {also!r}: must be a list of runs, or of tables of draws: also=[RUN2, ...]."
        )
    every = [run, *also]
    for each in every:
        if not (isinstance(each, (str, Path)) or hasattr(each, "plan")):
            raise InputError(
                f"also = {type(each).__name__}: must hold runs, as ma.load_run returns them, or "
                "paths of tables of draws."
            )
    names = [
        shown(Path(each)) if isinstance(each, (str, Path)) else f"run {each.id}" for each in every
    ]
    return of_all([_given(each, evidence, lab) for each in every], names)


def _given(run: Run | str | Path, evidence: pd.DataFrame | None, lab: Lab | None) -> Drawn:
    """Return the table of draws of one run or file."""
    if not isinstance(run, (str, Path)):
        return of_run(run, evidence, lab)
    if evidence is not None or lab is not None:
        raise InputError(
            f"{shown(Path(run))}: a table of draws holds its own record and laboratory: leave "
            "evidence and lab out, or give the run."
        )
    return read(Path(run))


def _tables(found: dict[str, Tried], folds: Folds) -> Recovery:
    """Return what was said of all worlds, as tables."""
    names = folds.drawn.accounts
    rows: list[dict[str, object]] = []
    across: list[dict[str, object]] = []
    sums: list[dict[str, object]] = []
    parts: dict[str, list[pd.DataFrame]] = {}
    for design, tried in found.items():
        rng = stream(folds.seed, "recovery", design, "scores")
        for method, said in tried.folded.items():
            about = {"design": design, "inference": FOLDED, "method": method}
            temperature = tried.temperature[method]
            rows.append({**about, **scores(said, rng), **temperature._asdict()})
            binned = table(said, rng).assign(**about)
            parts.setdefault("reliability", []).append(binned)
        for method in tried.folded:
            each = {prior: said for (of, prior), said in tried.across.items() if of == method}
            about = {"design": design, "inference": ACROSS, "method": method}
            whole = joined(list(each.values()))
            rows.append({**about, **scores(whole, rng)})
            parts["reliability"].append(table(whole, rng).assign(**about))
            across += [{**about, "prior": of, **scores(part, rng)} for of, part in each.items()]
        said = tried.folded[TEMPERED]
        parted = pairs(said, names, rng)
        sums.append({"design": design, **class_scores(said, names, parted, rng)})
        for name, made in (
            ("confusion", confusion(said, names)),
            ("pairs", parted),
            ("ranks", ranks(said, rng)),
        ):
            parts.setdefault(name, []).append(made.assign(design=design))
    told = pd.DataFrame(rows).assign(draws=folds.drawn.draws, unit_of_replication="draw")
    told_of_classes = pd.DataFrame(sums).assign(draws=folds.drawn.draws, unit_of_replication="draw")
    joint = {name: _design_first(pd.concat(each)) for name, each in parts.items()}
    return Recovery(
        *(
            told,
            joint["reliability"],
            joint["confusion"],
            joint["pairs"],
            told_of_classes,
            joint["ranks"],
        ),
        pd.DataFrame(across).assign(draws=folds.drawn.draws, unit_of_replication="draw"),
        goals_of(told),
    )


def _design_first(whole: pd.DataFrame) -> pd.DataFrame:
    """Return a table with what its rows are about in front."""
    about = [name for name in ("design", "inference", "method") if name in whole]
    return whole[[*about, *(name for name in whole if name not in about)]].reset_index(drop=True)


def goals_of(told: pd.DataFrame) -> pd.DataFrame:
    """Return the goals of a calibrated posterior, and whether each is met.

    Parameters
    ----------
    told : pandas.DataFrame
        The table ``scores`` of a recovery.

    Returns
    -------
    pandas.DataFrame
        One row per ``design`` and ``goal``: ``aim``, what was ``found``, and whether it is ``met``.
    """
    rows: list[tuple[str, str, str, float, str]] = []
    for design, part in told.groupby("design", sort=False):
        by = part.set_index(["inference", "method"])
        here, plug_in = by.loc[(FOLDED, TEMPERED)], by.loc[(FOLDED, PLUG_IN)]
        other = by.loc[(ACROSS, TEMPERED)]
        few = here["sure"] < FEW_WORLDS
        gap = float(here["right"] - here["said"])
        tests = [
            (
                f"right less said, from {SURE:g} on",
                f"within {GOAL_GAP:g}",
                gap,
                abs(gap) <= GOAL_GAP,
            ),
            _test("calibration error", here["calibration_error"], GOAL_ERROR, False),
            _test("log score over the plug-in's", here["log_score"] - plug_in["log_score"], 0.0),
            _test(
                "log score over knowing nothing, truth of another prior",
                other["log_score"] - other["nothing"],
                0.0,
            ),
        ]
        if design == str(MANY):
            tests.append(_test(f"worlds that reach {SURE:g}", here["reached"], GOAL_REACHED))
        if design != RECORD and int(str(design)) < GOALS_FROM:
            tests = []
        for number, (goal, aim, value, met) in enumerate(tests):
            word = TOO_FEW if few and not number else MET if met else MISSED
            rows.append((str(design), goal, aim, value, word))
    return pd.DataFrame(rows, columns=["design", "goal", "aim", "found", "met"])


def _test(goal: str, found: float, aim: float, above: bool = True) -> tuple[str, str, float, bool]:
    """Return a goal, what is aimed at, what was found, and whether it is met."""
    words = f"{'above' if not aim else 'at least' if above else 'at most'} {aim:g}"
    met = found > aim if above and not aim else found >= aim if above else found <= aim
    return goal, words, float(found), bool(met)
