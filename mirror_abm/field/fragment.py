"""Rates from a log -> the blocks of a species file that they measure, with their comments.

Only what the log can say is written: acts of the actions that the profile has under the same names (or names that were
mapped to them), being imitated, synchrony, answers to sounds, complementary pairs. ``value`` is the estimate, ``low`` and
``high`` the exact 95 % interval, widened by the dispersion between observations where that is above 1, the largest among
the behaviours that are summed: the count and the hours are divided by it first (quasi-Poisson). A copy that chance explains
is no copy: rates of being imitated are net.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from ..base.errors import InputError, did_you_mean
from ..profile.blocks import Action
from ..profile.species import SpeciesProfile
from .log import FORMATS, FieldLog
from .rates import ALL, FIRST, LAST, garwood

#: sources that no log tells
UNLOGGED = {"mirrors": "rate", "self_observation": "rate", "watching_others": "nonmatching_share"}
KEY = "your_key_here"
PLACES = 4  #: significant digits


def renamed(
    log: FieldLog, names: Mapping[str, str], profile: SpeciesProfile
) -> tuple[FieldLog, list[str]]:
    """Return the log with behaviours under the names of the profile's actions, and the behaviours that are none of them.

    ``names`` maps behaviours of the log to actions; a behaviour that is not in it is looked for under its own name, in lower
    case with underscores.
    """
    actions = [action.name for action in profile.actions]
    there = list(log.events["behaviour"].unique())
    for behaviour, action in names.items():
        if behaviour not in there:
            raise InputError(
                f"--as {behaviour}={action}: the log has no such behaviour.{did_you_mean(behaviour, there)}"
            )
        if action not in actions:
            raise InputError(
                f"--as {behaviour}={action}: {profile.name} has no such action.{did_you_mean(action, actions)}"
            )
    found = {
        each: names.get(each, each.strip().lower().replace(" ", "_").replace("-", "_"))
        for each in there
    }
    events = log.events.assign(behaviour=log.events["behaviour"].map(found))
    other = [behaviour for behaviour in there if found[behaviour] not in actions]
    return FieldLog(events, log.seconds, log.format, log.notes), other


def _digits(value: float) -> str:
    return f"{float(f'{value:.{PLACES}g}'):g}"


def _quantity(
    value: float, low: float, high: float, unit: str, key: str, reason: str, indent: int
) -> str:
    space = " " * indent
    low, high = min(low, value), max(high, value)
    return (
        f"{{value: {_digits(value)}, low: {_digits(low)}, high: {_digits(high)}, unit: {unit}, source: {key}, "
        f'how: measured,\n{space}reason: "{reason}"}}'
    )


def interval(
    count: float, expected: float, hours: float, dispersion: float
) -> tuple[float, float, float]:
    """Return value, low and high of a rate per hour, above chance, with the interval widened by a dispersion above 1."""
    wide = dispersion if dispersion == dispersion and dispersion > 1 else 1.0
    low, high = garwood(count / wide)
    return (
        max(0.0, count - expected) / hours,
        max(0.0, float(low) * wide - expected) / hours,
        max(0.0, float(high) * wide - expected) / hours,
    )


def _share(part: int, whole: int) -> tuple[float, float, float]:
    """Return a share with its exact (Clopper-Pearson 1934) 95 % limits."""
    low = stats.beta.ppf(0.025, part, whole - part + 1) if part else 0.0
    high = stats.beta.ppf(0.975, part + 1, whole - part) if part < whole else 1.0
    return part / whole, float(low), float(high)


class _Fragment:
    """The blocks, as they are written."""

    def __init__(self, table: pd.DataFrame, profile: SpeciesProfile, key: str):
        self.profile, self.key = profile, key
        whole = table[table["subject"] == ALL]
        self.table = whole.set_index(["measure", "behaviour", "answer"])
        self.hours = float(whole["focal_hours"].iloc[0])
        self.observations = int(whole["observations"].iloc[0])
        self.done = {action.name: self._count("acts", action.name) for action in profile.actions}

    def _count(self, measure: str, behaviour: str, answer: str = "") -> int:
        at = (measure, behaviour, answer)
        return int(self.table.loc[at, "count"]) if at in self.table.index else 0

    def reason(self, count: int, what: str, dispersion: float = 1.0) -> str:
        wide = (
            f" widened for a dispersion of {dispersion:.3g} between observations"
            if dispersion > 1
            else ""
        )
        return f"{count} {what}, in {self.hours:.4g} focal hours of {self.observations} observations; exact 95 % interval{wide}"

    def rate(self, measure: str, names: list[str], what: str, indent: int, net: bool = True) -> str:
        """Return the summed rate of some behaviours as a quantity."""
        rows = self.table.loc[
            [(measure, name, "") for name in names if (measure, name, "") in self.table.index]
        ]
        count, expected = int(rows["count"].sum()), float(rows["expected"].sum()) if net else 0.0
        spread = (
            float(np.nanmax(rows["dispersion"]))
            if rows["dispersion"].notna().any()
            else float("nan")
        )
        value, low, high = interval(
            count, expected if expected == expected else 0.0, self.hours, spread
        )
        told = f"{what}, {expected:.3g} of them by chance" if net and expected == expected else what
        return _quantity(
            value, low, high, "per hour", self.key, self.reason(count, told, spread), indent
        )

    def actions(self, kind: str) -> list[Action]:
        return [action for action in self.profile.actions if action.kind == kind]

    def acts(self) -> list[str]:
        """Return the block ``acts``."""
        audible = [action.name for action in self.actions("audible")]
        silent = {
            kind: sum(self.done[action.name] for action in self.actions(kind))
            for kind in ("visible", "opaque")
        }
        lines = ["acts:"]
        if audible:
            lines.append(
                f"  audible_rate: {self.rate('acts', audible, 'audible acts', 10, net=False)}"
            )
        if sum(silent.values()):
            value, told = (
                _share(silent["visible"], sum(silent.values())),
                self.reason(sum(silent.values()), "silent acts"),
            )
            lines.append(f"  visible_share: {_quantity(*value, 'share', self.key, told, 10)}")
            rate = sum(silent.values()) / self.hours
            lines.append(
                f"  # silent acts: {rate:.4g} per focal hour. Profiles do not hold this rate: it is the constant"
            )
            lines.append(
                f"  # acts_rate, one range for all species. To run with yours: --set constants.acts_rate={rate:.4g}"
            )
        return lines if len(lines) > 1 else []

    def shares(self) -> list[str]:
        """Return the block ``actions``: the profile's own, with the shares that were counted."""
        lines = ["actions:"]
        for action in self.profile.actions:
            total = sum(self.done[other.name] for other in self.actions(action.kind))
            told = (
                _quantity(
                    *_share(self.done[action.name], total),
                    "share",
                    self.key,
                    self.reason(
                        total, f"{action.kind} acts, {self.done[action.name]} of them this"
                    ),
                    10,
                )
                if total
                else self._kept(action.share)
            )
            lines += [
                f"  - name: {action.name}",
                f"    effector: {action.effector}",
                f"    share: {told}",
                f"    visible_to_self: {str(action.visible_to_self).lower()}",
                f"    audible: {str(action.audible).lower()}",
                f"    duration: {self._kept(action.duration)}",
            ]
        return lines

    def _kept(self, item: Any) -> str:
        reason = item.reason.replace("\\", "\\\\").replace('"', '\\"')
        return (
            f"{{value: {item.value:g}, low: {item.low:g}, high: {item.high:g}, unit: {item.unit}, source: {item.source}, "
            f'how: {item.how},\n          reason: "{reason}"}}'
        )

    def unlogged(self) -> list[str]:
        """Return the blocks of ``experience`` that no log tells, as the profile has them: left out, a source does not exist."""
        lines = []
        for source, field in UNLOGGED.items():
            item = self.profile.quantities().get(f"experience.{source}.{field}")
            if item is not None:
                lines += [
                    f"  {source}:  # not in a log; as {self.profile.name} has it",
                    f"    {field}: {self._kept(item)}",
                ]
        return lines

    def experience(self) -> list[str]:
        """Return the block ``experience``: what the log measures, and what the profile has that no log tells."""
        seen = [action.name for action in self.profile.actions if not action.audible]
        heard = [action.name for action in self.actions("audible")]
        lines = ["experience:"]
        if sum(self._count("acts", name) for name in seen):
            lines += [
                "  being_imitated:",
                f"    rate: {self.rate('being_imitated', seen, 'silent acts repeated by others', 10)}",
            ]
        if sum(self._count("acts", name) for name in heard):
            lines += [
                "  sound:",
                f"    rate: {self.rate('being_imitated', heard, 'sounds answered by the same', 10)}",
            ]
        if sum(self.done.values()):
            everything = [action.name for action in self.profile.actions]
            lines += [
                "  synchrony:",
                f"    rate: {self.rate('synchrony', everything, 'bouts of doing the same at once', 10)}",
            ]
        pairs = self.pairs()
        if pairs:
            lines += ["  complementary:"]
            counts = self.table.loc[[("complementary", act, answer) for act, answer in pairs]]
            value = interval(
                int(counts["count"].sum()),
                float(counts["expected"].sum()),
                self.hours,
                float("nan"),
            )
            told = self.reason(
                int(counts["count"].sum()),
                f"answered acts, {counts['expected'].sum():.3g} of them by chance",
            )
            lines += [
                f"    rate: {_quantity(*value, 'per hour', self.key, told, 10)}",
                "    pairs:",
            ]
            lines += [f"      - {{act: {act}, answer: {answer}}}" for act, answer in pairs]
        return lines + self.unlogged() if len(lines) > 1 else []

    def pairs(self, level: float = 0.05) -> list[tuple[str, str]]:
        """Return the pairs answered above chance (Holm-corrected over all pairs), the strongest answer of each act."""
        if "complementary" not in self.table.index.get_level_values(0):
            return []
        found = self.table.loc["complementary"].reset_index()
        found = found[
            found["behaviour"].isin(self.done) & found["answer"].isin(self.done)
        ].sort_values("p_chance")
        kept = (found["p_chance"] * np.arange(len(found), 0, -1)).cummax() <= level
        floor = len(found) / (found["shifts"].max() + 1) if len(found) else 1.0
        if floor > level:  # so few rotations that nothing could pass the correction
            kept = (found["p_chance"] <= 1 / (found["shifts"] + 1) + 1e-12) & (found["net_low"] > 0)
        return list(
            found[kept & (found["net"] > 0)]
            .sort_values("net", ascending=False)
            .drop_duplicates("behaviour")[["behaviour", "answer"]]
            .itertuples(index=False, name=None)
        )


def fragment(
    log: FieldLog,
    table: pd.DataFrame,
    profile: SpeciesProfile,
    other: list[str],
    seen: str,
    key: str = KEY,
) -> str:
    """Return the blocks of a species file that the log measures, as YAML text with comments.

    Parameters
    ----------
    table : rates of the ``log`` (:func:`~mirror_abm.field.rates.rates`), behaviours under the names of the profile's actions.
    profile : whose actions they are; effector, visibility and duration are taken from it.
    other : behaviours that are no action of the profile, which are left out. key : what the quantities cite.
    """
    made = _Fragment(table, profile, key)
    if not sum(made.done.values()):
        raise InputError(
            f"--like {profile.name}: no behaviour of the log is one of its actions ({', '.join(made.done)}): map "
            "them with --as BEHAVIOUR=ACTION."
        )
    head = [
        f"# Measured from {FORMATS[log.format]}: {len(log.events):,} acts, {made.observations} observations, "
        f"{made.hours:.4g} focal hours.",
        f"# Put these blocks in place of those of {profile.name}, give your reference a key in references.bib, write it",
        f"# in place of {key}, and check the file: mirror-abm species check FILE",
        "#",
        "# Unit: per focal hour of an animal, observed while active. Assumed, not measured:",
        "# - each animal was observed throughout every observation in which it acts or is addressed;",
        f"# - an act was seen by {'whom it addressed, by all if it addressed nobody' if seen == 'target' else 'all others'};",
        f"# - being imitated is the same behaviour of another {FIRST:g}-{LAST:g} s later, less what rotating the others'",
        "#   records gives;",
        "# - acts of one animal are Poisson, or as much burstier as they are between observations;",
        "# - acts that copy or answer others count as acts too, though the engine adds copies to spontaneous acts.",
    ]
    head += [f"# - {note}." for note in log.notes]
    if other:
        head.append(
            f"# Left out, for {profile.name} has no such action: {', '.join(sorted(other)[:12])}"
            f"{' ...' if len(other) > 12 else ''} (--as BEHAVIOUR=ACTION maps them)."
        )
    return "\n".join([*head, *made.acts(), *made.shares(), *made.experience()]) + "\n"
