"""Rates from a log -> the blocks of a species file that they measure, with their comments.

Only what the log can say is written: acts of the profile's actions, being imitated, synchrony,
answers to sounds, complementary pairs. ``value`` is the estimate, ``low`` and ``high`` the exact
95 % interval, widened by the largest dispersion among the behaviours that are summed: between
observations, or of bunches of coincidences. A copy that chance explains is no copy: rates of being
imitated, and of synchrony, are net.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..base.errors import InputError
from ..base.library import LIBRARY
from ..profile.blocks import Action
from ..profile.quantity import COINCIDENCES
from ..profile.species import SpeciesProfile
from .chance import APART
from .held import Done, held_rate, none_of, unlogged
from .intervals import clopper_pearson, net_of
from .log import FieldLog
from .preface import preface
from .rates import ALL, AT_ONCE, HIDES, beyond_chance
from .sequence import FIRST
from .text import kept, quantity_text
from .upgrade import shortened

YOUR_KEY = "your_key_here"
SIGNIFICANT = 4  #: significant digits of what is measured


def fragment(
    log: FieldLog,
    table: pd.DataFrame,
    profile: SpeciesProfile,
    other: list[str],
    seen: str,
    key: str = YOUR_KEY,
) -> str:
    """Return the blocks of a species file that the log measures.

    Parameters
    ----------
    log : FieldLog
        The log, behaviours under the names of the profile's actions
        (:func:`~mirror_abm.field.actions.renamed`).
    table : DataFrame
        Its rates (:func:`~mirror_abm.field.rates.rates`).
    profile : SpeciesProfile
        Whose actions they are; effector, visibility and duration are taken from it.
    other : list of str
        Behaviours that are no action of the profile, which are left out.
    seen : str
        Who was taken to see an act, as ``rates`` was told.
    key : str, default "your_key_here"
        What the numbers cite.

    Returns
    -------
    str
        YAML with comments.

    Raises
    ------
    InputError
        No behaviour of the log is an action of the profile.
    """
    made = _Blocks(table, profile, key)
    if not sum(made.done.values()):
        raise InputError(
            f"--like {profile.name}: no behaviour of the log is one of its actions "
            f"({', '.join(made.done)}): map them with --as BEHAVIOUR=ACTION."
        )
    head = preface(log, profile.name, seen, key, made.observations, made.hours)
    if other:
        more = " ..." if len(other) > 12 else ""
        head.append(
            f"# Left out, as {profile.name} has no such action: {', '.join(sorted(other)[:12])}"
            f"{more} (--as BEHAVIOUR=ACTION maps them)."
        )
    blocks = [*made.acts(), *made.actions(), *made.experience()]
    return shortened("\n".join([*head, *blocks]) + "\n", "blocks", LIBRARY / "blocks.yaml")


def _list(names: list[str]) -> str:
    """Return names as a list in YAML."""
    return f"[{', '.join(names)}]"


class _Blocks:
    """The blocks, as they are written."""

    def __init__(self, table: pd.DataFrame, profile: SpeciesProfile, key: str):
        self.profile, self.key = profile, key
        together = table[table["subject"] == ALL]
        self.table = together.set_index(["measure", "behaviour", "answer"])
        self.hours = float(together["focal_hours"].iloc[0])
        self.observations = int(together["observations"].iloc[0])
        self.done = {action.name: self._acts_of(action.name) for action in profile.actions}

    def _acts_of(self, behaviour: str) -> int:
        at = ("acts", behaviour, "")
        return int(self.table.loc[at, "count"]) if at in self.table.index else 0

    def _of_kind(self, kind: str) -> list[Action]:
        return [action for action in self.profile.actions if action.kind == kind]

    def _number(
        self,
        estimate: tuple[float, float, float],
        unit: str,
        what: str,
        spread: float = 1.0,
        how: str = "measured",
    ) -> str:
        """Return an estimate with its limits as it is written, ``what`` saying what was counted."""
        value, low, high = estimate
        wide = f" widened for a dispersion of {spread:.3g}"
        reason = (
            f"{what}, in {self.hours:.4g} focal hours of {self.observations} observations; "
            f"exact 95 % interval{wide if spread > 1 else ''}"
        )
        rounded = (
            float(f"{x:.{SIGNIFICANT}g}") for x in (value, min(low, value), max(high, value))
        )
        return quantity_text(*rounded, unit=unit, source=self.key, how=how, reason=reason)

    def _acts_rate(self, names: list[str], what: str) -> str:
        """Return the summed rate at which some behaviours are done."""
        rows = self._rows("acts", [(name, "") for name in names])
        spread, done = float(rows["dispersion"].max()), np.array([float(rows["count"].sum())])
        estimate = net_of(done, 0.0 * done, np.full(1, np.inf), spread)
        told = f"{int(done.sum())} {what}"
        return self._number(self._hourly(estimate), "per hour", told, spread)

    def _rows(self, measure: str, pairs: list[tuple[str, str]]) -> pd.DataFrame:
        """Return the rows of a measure, of behaviours and answers that are in the log."""
        at = [(measure, *pair) for pair in pairs]
        return self.table.loc[[each for each in at if each in self.table.index]]

    def _hourly(self, acts: tuple[float, float, float]) -> tuple[float, float, float]:
        """Return numbers of acts as rates, none below 0."""
        value, low, high = (max(0.0, float(x)) / self.hours for x in acts)
        return value, low, high

    def _beyond(
        self, measure: str, pairs: list[tuple[str, str]], what: str, unit: str = "per hour"
    ) -> tuple[str | None, str]:
        """Return the summed rate of copies or answers beyond chance, and what chance hides.

        The rate is None where chance hides all of it, or was not asked for.
        """
        rows = self._rows(measure, pairs)
        hidden = rows[rows["chance"] > HIDES]
        rows = rows.drop(hidden.index)
        told = ", ".join(
            f"{name} ({chance:.0%})"
            for name, chance in zip(
                hidden.index.get_level_values("behaviour"), hidden["chance"], strict=True
            )
        )
        ways = [*(f"expected_{way}" for way in APART), "expected"]
        expected = rows[ways].to_numpy(float).T
        if rows.empty or np.isnan(expected).any():
            return None, told
        acts = np.array([self.done[name] for name in rows.index.get_level_values("behaviour")])
        spread, count = float(rows["dispersion"].max()), rows["count"].to_numpy(float)
        estimate = beyond_chance(
            count, expected, acts, spread, rows["p_chance"].min(), measure not in AT_ONCE
        )
        partial = self._partial(rows) if measure == "synchrony" else ""
        said = f"{int(count.sum())} {what}, {expected[-1].sum():.3g} of them by chance{partial}"
        said += "" if estimate[1] > 0 else ": not told apart from chance"
        how = "derived" if partial else "measured"
        return self._number(self._hourly(estimate), unit, said, spread, how), told

    @staticmethod
    def _partial(rows: pd.DataFrame) -> str:
        """Return what is only partly measured where times are coarser than the window."""
        grid = float(rows["grid"].max())
        if grid <= FIRST:
            return ""
        return f", partial: within the same {grid:g} s, as times were coded, not within {FIRST:g} s"

    def acts(self) -> list[str]:
        """Return the block ``acts``: what was coded, and what was not as the profile has it."""
        of_kind = {
            kind: [action.name for action in self._of_kind(kind)]
            for kind in ("audible", "visible", "opaque")
        }
        done = {kind: sum(self.done[name] for name in names) for kind, names in of_kind.items()}
        silent, share = [*of_kind["visible"], *of_kind["opaque"]], None
        total = done["visible"] + done["opaque"]
        if done["visible"] and done["opaque"]:
            estimate = clopper_pearson(done["visible"], total)
            share = self._number(estimate, "share", f"{total} silent acts")
        heard = done["audible"] and self._acts_rate(of_kind["audible"], "audible acts")
        lines = ["acts:"]
        if total:
            lines += self._never(silent)
            lines.append(f"  rate: {self._acts_rate(silent, 'silent acts')}")
        lines += self._or_held("audible_rate", heard, "no sound was coded")
        lines += self._or_held("visible_share", share, "not acts of both kinds were coded")
        return lines if any(done.values()) else []

    def _or_held(self, number: str, measured: str | int | None, why: str) -> list[str]:
        """Return a number of the acts, or that of the profile where the log cannot tell it."""
        if measured:
            return [f"  {number}: {measured}"]
        held = self.profile.quantities()[f"acts.{number}"]
        return [f"  {number}: {kept(held)}  # {why}; as {self.profile.name} has it"]

    def _never(self, names: list[str]) -> list[str]:
        """Return a remark on actions that are in no log, coded or not."""
        never = [name for name in names if not self.done[name]]
        if not never:
            return []
        return [
            f"  # never in the log: {', '.join(never)}. If they were not coded, the rate is a",
            "  # lower bound, and for a share of 0 below the right one is to be written by hand",
        ]

    def hourly(self) -> Done:
        """Return how much is done in an hour, where the log tells it."""
        audible, visible, opaque = (
            sum(self.done[action.name] for action in self._of_kind(kind))
            for kind in ("audible", "visible", "opaque")
        )
        silent = visible + opaque
        return Done(
            silent / self.hours if silent else None,
            audible / self.hours if audible else None,
            visible / silent if visible and opaque else None,
        )

    def actions(self) -> list[str]:
        """Return the block ``actions``: the profile's own, with the shares that were counted."""
        lines = ["actions:"]
        for action in self.profile.actions:
            mine = self.done[action.name]
            total = sum(self.done[other.name] for other in self._of_kind(action.kind))
            share = kept(action.share)
            if total:
                what = f"{total} {action.kind} acts, {mine} of them this"
                share = self._number(clopper_pearson(mine, total), "share", what)
            lines += [
                f"  - name: {action.name}",
                f"    effector: {action.effector}",
                f"    share: {share}",
                f"    visible_to_self: {str(action.visible_to_self).lower()}",
                f"    audible: {str(action.audible).lower()}",
                f"    duration: {kept(action.duration)}",
            ]
        return lines

    def experience(self) -> list[str]:
        """Return the block ``experience``: what the log measures, and what no log shows."""
        heard = [action.name for action in self._of_kind("audible")]
        silent = [name for name in self.done if name not in heard]
        lines = []
        for source, names, what in (
            ("being_imitated", silent, "silent acts repeated by others"),
            ("sound", heard, "sounds answered by the same"),
        ):
            if sum(self.done[name] for name in names):
                pairs = [(name, "") for name in names]
                rate, hidden = self._beyond("being_imitated", pairs, what)
                lines += self._source(source, rate, hidden)
        lines += self._synchrony(silent)
        lines += self._complementary()
        return ["experience:", *lines, *unlogged(self.profile, self.hourly())] if lines else []

    def _source(self, source: str, rate: str | None, hidden: str) -> list[str]:
        """Return a source with its rate, or as the profile has it where chance hides it all."""
        note = f"  # not told, as chance alone does the same: {hidden}" if hidden else ""
        if rate is not None:
            return [f"  {source}:{note}", f"    rate: {rate}"]
        held, why = held_rate(source, self.profile, self.hourly())
        if held is None:
            return [f"  # {source}:{note}"] if note else []
        note = f"{note}; {why}" if note else f"  # chance was not asked; {why}"
        return [f"  {source}:{note}", f"    rate: {kept(held)}"]

    def _synchrony(self, silent: list[str]) -> list[str]:
        """Return how often acts that can be done in synchrony coincide, and which they are."""
        block = self.profile.experience.synchrony
        named = block.acts if block is not None else None
        acts = silent if named is None else named
        behind = [] if named is None else [f"    acts: {_list(named)}"]
        if sum(self.done[name] for name in acts):
            what = f"acts at once with a fellow's same act ({', '.join(acts)})"
            pairs = [(name, "") for name in acts]
            rate, hidden = self._beyond("synchrony", pairs, what, COINCIDENCES)
            others = [name for name in self._coincident() if name not in acts]
            if others:
                behind.append(f"    # also at once more often than by chance: {', '.join(others)}")
            return [*self._source("synchrony", rate, hidden), *behind]
        if block is None:
            return []
        coded = {each.kind for each in self.profile.actions if self.done[each.name]}
        own = {each.kind for each in self.profile.actions if each.name in acts}
        held, why = block.rate, f"as {self.profile.name} has it"
        if own <= coded:  # acts of their kinds were coded, so that their shares are 0
            held, why = none_of(held), "though acts of their kind are: write the rate by hand"
        return [
            f"  synchrony:  # none of its acts is in the log; {why}",
            f"    rate: {kept(held)}",
            *behind,
        ]

    def _coincident(self, level: float = 0.05) -> list[str]:
        """Return the actions that coincide above chance (Bonferroni over the actions)."""
        at = [("synchrony", name, "") for name in self.done]
        found = self.table.loc[[each for each in at if each in self.table.index]].reset_index()
        least = np.maximum(level / max(1, len(found)), 1 / (found["shifts"] + 1) + 1e-12)
        return list(found[(found["p_chance"] <= least) & (found["net_low"] > 0)]["behaviour"])

    def _complementary(self) -> list[str]:
        """Return the pairs of acts and answers, and how often they happen."""
        pairs = self._answered()
        if not pairs:
            return []
        rate, _ = self._beyond("complementary", pairs, "answered acts")
        written = [f"      - {{act: {act}, answer: {answer}}}" for act, answer in pairs]
        return ["  complementary:", f"    rate: {rate}", "    pairs:", *written]

    def _answered(self, level: float = 0.05) -> list[tuple[str, str]]:
        """Return the pairs answered above chance, and of each act the strongest answer.

        P values are Holm-corrected over all pairs; where there are so few rotations that none
        could pass, those that no rotation reached and whose net rate lies above 0.
        """
        if "complementary" not in self.table.index.get_level_values(0):
            return []
        found = self.table.loc["complementary"].reset_index()
        found = found[found["behaviour"].isin(self.done) & found["answer"].isin(self.done)]
        found = found.sort_values("p_chance")
        passed = (found["p_chance"] * np.arange(len(found), 0, -1)).cummax() <= level
        least = len(found) / (found["shifts"].max() + 1) if len(found) else 1.0
        if least > level:
            unreached = found["p_chance"] <= 1 / (found["shifts"] + 1) + 1e-12
            passed = unreached & (found["net_low"] > 0)
        strongest = found[passed & (found["net"] > 0)].sort_values("net", ascending=False)
        pairs = strongest.drop_duplicates("behaviour")[["behaviour", "answer"]]
        return list(pairs.itertuples(index=False, name=None))
