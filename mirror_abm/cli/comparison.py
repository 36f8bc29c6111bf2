"""The answer of a run in words, its comparative table, and what a reader must know of both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..base.numerals import in_figures
from ..report.cells import Number, Ranged, Told
from ..report.terminal import Column, Table, plain_table
from .console import console

if TYPE_CHECKING:
    import pandas as pd

    from ..inference.answer import Answer
    from ..inference.robustness import Robust
    from ..simulation.archive import Run
    from ..simulation.plan import Plan

PERCEIVED = {"visual": "seen", "auditory": "heard"}
UNDECIDED = "?"  #: in place of a main source, see simulation/main_source.py
MOST_NEEDED = 100  #: draws of a large run
EMPTY = Ranged(None, None, None, level=None)
MANY_SPECIES = 8  #: above, clipped draws are told by number, over all species
KINDS = (
    "kind: whether, of the units in the modality with the larger share, more respond also to acts "
    "other than their own (broad) or to their own act alone (strict)."
)


def show_result(run: Run) -> None:
    """Print the answer of a run in words, then its comparative table."""
    from ..inference.answer import answer

    found = answer(run)
    show_sentences(found)
    show_comparison(run, found)


def show_sentences(found: Answer | Robust) -> None:
    """Print the sentences of an answer, each a paragraph of its own."""
    screen = console()
    for sentence in found.sentences:
        screen.print(f"* {sentence}")
    screen.print("")


def show_comparison(run: Run, found: Answer) -> None:
    """Print the comparative table: one row per species and account, both modalities.

    Chance baselines are folded into one line, unless nothing else was run.
    """
    from ..inference.answer import reported
    from ..simulation.cards import baseline_sentence

    plan, screen, accounts = run.plan, console(), reported(run.plan)
    arm = "intact" if () in plan.arms else _arm(run)
    chances = found.chances
    screen.print(_table(plan, arm, chances[chances["account"].isin(accounts)]))
    _show_notes(plan, chances, screen)
    baseline = baseline_sentence(chances)
    if baseline:
        screen.print(f"{baseline}{_false_alarms(chances)}")
    if plan.world != "normal":
        _show_counter(run, arm, screen)
    _show_visibility(run, accounts, arm, screen)
    _show_limits(run, screen)
    too_few = few_groups(chances["n"].max())
    if too_few:
        screen.print(too_few)
    error = chances["mc_error"].max()
    if error == error:
        from ..base.means import bound_in_words

        what = bound_in_words(chances["n"].max(), "group")
        screen.print(
            "Unit of replication: the group. "
            f"Largest Monte-Carlo standard error of a mean: {error:.3f}{what}."
        )


def few_groups(groups: int) -> str:
    """Return what to say of ranges over so many groups; nothing if they carry the usual level."""
    from ..base.ranges import LEVEL, carried, enough, level_in_words

    if carried(groups) == LEVEL:
        return ""
    more = f"--replicates {enough()} or more carry one of {LEVEL:.0%}."
    if groups < 2:
        return f"One group has no range; {more}"
    return f"Ranges are those of the extremes: {level_in_words([groups], 'group')}; {more}"


def _false_alarms(chances: pd.DataFrame) -> str:
    """Return how often the study finds units under a chance baseline; empty without a study."""
    from ..accounts.contract import BASELINES
    from ..inference.phrases import percent

    most = float(chances.loc[chances["account"].isin(BASELINES), "found"].max())
    if most != most:  # no study is made in a permuted world
        return ""
    return f" The study finds units there with a chance of at most {percent(most)}."


def _arm(run: Run) -> str:
    """Return the only arm of a run in which sources are off."""
    from ..simulation.plan import arm_name

    return arm_name(run.plan.arms[0])


def _table(plan: Plan, arm: str, chances: pd.DataFrame) -> Table:
    """Return the comparative table, species in the order of the tree."""
    from ..inference.findings import BY
    from ..simulation.naming import common_names

    several, studied = len(set(chances["account"])) > 1, plan.world == "normal"
    names = common_names(plan)
    columns = [Column("species"), Column("common name")]
    columns += [Column("account")] * several
    heard = [each for each in BY if each in set(chances["modality"])]
    for modality in heard:
        by = BY[modality]
        columns.append(Column(by, modality, unbroken=True))
        if studied:
            columns.append(Column("found", f"{modality}_found", unbroken=True))
    columns += [Column("kind"), Column("main source (fall without)", "main_source")]
    table = plain_table(_title(plan, arm), *columns, name="comparison")
    for (species, account), rows in chances.groupby(["species", "account"], sort=False):
        cells = {row.modality: row for row in rows.itertuples(index=False)}
        table.add_row(
            plan.labels[str(species)],
            names[str(species)],
            *([account] * several),
            *(cell for each in heard for cell in _cells(cells.get(each), studied)),
            *_kind(cells),
        )
    return table


def _title(plan: Plan, arm: str) -> str:
    """Return the title: what the table shows, and how the run differs from an ordinary one."""
    from ..base.ranges import level_in_words
    from ..simulation.conditions import in_words
    from ..simulation.summary import HEADLINE_WORDS

    other = in_words(plan)
    return (
        f"{HEADLINE_WORDS}; mean [{level_in_words([plan.replicates], '')}] (own, other) over "
        f"{plan.replicates} group{'s' * (plan.replicates > 1)}"
        + (f"; {other}" if other else "")
        + (f" ({arm} shown)" if plan.contrasts else "")
    )


def _cells(row: Any, studied: bool) -> tuple[Any, ...]:
    """Return the share in one modality, and the chance that a study finds it."""
    from ..inference.phrases import percent

    if row is None:
        return (EMPTY, None) if studied else (EMPTY,)
    share = _share(row)
    if not studied:
        return (share,)
    mark = " ?" if row.verdict == "undecided" else ""
    found = Told(percent(row.found) + mark, row.found, low=row.found_low, high=row.found_high)
    return share, found


def _share(row: Any) -> Told:
    """Return own minus other with its range, and both; own alone if there is no other act."""
    parts = {"low": row.low, "high": row.high, "own": row.own, "other": row.other}
    if row.mean != row.mean:
        return Told(f"- (own {Number(row.own, 2)})", None, **parts)
    both = f" ({Number(row.own, 2)}, {Number(row.other, 2)})"
    return Told(f"{Ranged(row.mean, row.low, row.high, level=row.level)}{both}", row.mean, **parts)


def _kind(cells: dict[str, Any]) -> tuple[Any, Any]:
    """Return the kind of units, and the source that matters most, where the share is larger."""
    best: Any = max(cells.values(), key=lambda row: -1 if row.mean != row.mean else row.mean)
    kind = (
        Told("none", "none")
        if best.kind == "none"
        else Told(f"{best.modality}, {best.kind}", best.kind, modality=best.modality)
    )
    if not best.main_source:
        return kind, None
    source = "? " * (best.main_source == UNDECIDED) + best.main_first.replace("_", " ")
    fall = in_figures(best.main_drop)
    if best.main_drop_error == best.main_drop_error:
        fall += f" ± {in_figures(best.main_drop_error)}"
    if best.main_n < best.n:
        fall += f" of {in_figures(best.main_share)}"
    return kind, Told(
        f"{source} ({fall})",
        best.main_source,
        first=best.main_first,
        fall=best.main_drop,
        error=best.main_drop_error,
        share=best.main_share,
        groups=best.main_n,
        runner_up=best.main_runner_up,
        lead=best.main_lead,
        needed=best.main_needed,
    )


def _show_notes(plan: Plan, chances: pd.DataFrame, screen: Any) -> None:
    """Explain the columns of the table."""
    from ..inference.phrases import study_in_words
    from ..inference.study import Study

    if plan.world == "normal":
        study = Study(int(chances["animals"].iloc[0]), int(chances["units"].iloc[0]))
        screen.print(
            f"found: chance that {study_in_words(study)} finds more units that respond to their "
            "own act than would to any other; ?: the draws do not decide whether that is more "
            "likely than not."
        )
    screen.print(KINDS)
    show_lacking(chances, (), "species", screen)
    if chances["mean"].isna().any():
        screen.print(
            "- (own): one act of the species can be perceived, so that there is no other to "
            "compare with; a study compares with silence."
        )
    if plan.knockouts:
        _show_falls(plan, chances, screen)


def show_lacking(table: pd.DataFrame, shown: Iterable[str], species: str, screen: Any) -> None:
    """Explain the dashes of a table: modalities in which nothing of some species is perceived."""
    from ..base.tables import lacking

    for modality in lacking(table, "modality", species, shown):
        screen.print(f"-: no act of the species is {PERCEIVED[modality]}.")


def _show_falls(plan: Plan, chances: pd.DataFrame, screen: Any) -> None:
    """Explain the fall without the main source, and say what it would take to tell it apart."""
    from ..base.means import bound_in_words
    from ..simulation.main_source import POWER

    some = f"{plan.knockouts} of {plan.replicates}" if plan.knockouts < plan.replicates else "all"
    screen.print(
        f"fall: mean ± standard error{bound_in_words(plan.knockouts)} over {some} draws, each "
        "group compared with itself"
        + (", of the share in the same ones" if plan.knockouts < plan.replicates else "")
        + "; ?: not told apart (95 %) from the fall without another source."
    )
    open_ = chances[chances["main_source"] == UNDECIDED]
    if open_.empty:
        return
    needed = open_["main_needed"].sort_values(ignore_index=True)
    middle = needed[(len(needed) - 1) // 2]
    reach = int((needed <= MOST_NEEDED).sum())
    screen.print(
        f"Main source open in {len(open_)} of {int((chances['main_n'] > 0).sum())} rows of species "
        f"and modality: to tell it from its runner-up with a power of {POWER:.0%} would take "
        f"--knockouts {_draws(middle)} in the middle one, if they differ as much as here; "
        f"{MOST_NEEDED} would do in {reach} (column main_needed of the table summary)."
    )


def _draws(needed: float) -> str:
    """Return a number of draws, or that no number is enough."""
    from ..simulation.main_source import MOST_DRAWS

    return f"{needed:.0f}" if needed <= MOST_DRAWS else f"over {MOST_DRAWS:,}"


def _show_counter(run: Run, arm: str, screen: Any) -> None:
    """Print what is congruent with the permuted world."""
    summary = run.table("summary")
    screen.print(
        "Counter-mirror share (congruent with what the permuted world shows): "
        + "; ".join(
            f"{row.species} {row.account} {row.modality} {row.counter:.3f}"
            for row in summary[summary["arm"] == arm].itertuples(index=False)
        )
    )


def _show_visibility(run: Run, accounts: list[str], arm: str, screen: Any) -> None:
    """Say where opaque acts are mirrored more or less than visible ones; nothing elsewhere."""
    table = run.table("by_visibility")
    table = table[(table["arm"] == arm) & table["account"].isin(accounts)]
    for word in ("more", "less"):
        clear = table[table["resolved"] == word].sort_values("difference", key=abs)[::-1]
        several = " " if len(accounts) > 1 else ""
        items = [
            f"{run.plan.labels[row.species]}{several}{row.account * bool(several)} "
            + str(Ranged(row.difference, row.difference_low, row.difference_high, "+.2f"))
            for row in clear.itertuples(index=False)
        ]
        if items:
            screen.print(
                f"Silent acts that an animal cannot see itself do are mirrored {word} by sight "
                f"than those it can, mean difference [95 % interval], in {len(items)} of "
                f"{len(table)} comparisons: {'; '.join(items)}."
            )


def _show_limits(run: Run, screen: Any) -> None:
    """Say which draws were clipped to what is possible, and which groups were capped."""
    plan = run.plan
    draws = run.table("draws").drop_duplicates(["species", "replicate", "name"])
    clipped = _clipped(plan, draws.groupby(["species", "name"])["limited"].mean())
    if clipped:
        screen.print(
            f"Draws clipped to what the drawn activity allows: {'; '.join(clipped)} (table draws)."
        )
    wanted = draws[draws["name"] == "group.size"]
    capped = sorted(set(wanted[wanted["value"].round() > plan.cap]["species"]))
    if capped:
        screen.print(
            f"Groups larger than {plan.cap} were simulated with {plan.cap} animals: "
            f"{', '.join(capped)}."
        )


def _clipped(plan: Plan, share: pd.Series) -> list[str]:
    """Return which draws were clipped in which share of the groups, in words."""
    if len(plan.species) > MANY_SPECIES:
        several = share.groupby("name").agg(lambda each: each[each > 0].mean()).dropna()
        return [
            f"{str(name).removeprefix('experience.')} in {value:.0%} of the groups of "
            f"{int((share.xs(name, level='name') > 0).sum())} species"
            for name, value in several.items()
        ]
    return [
        f"{species} {name.removeprefix('experience.')} in {value:.0%} of groups"
        for (species, name), value in share.items()
        if value > 0
    ]
