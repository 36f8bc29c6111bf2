"""What the engine does and makes of a species, in words and tables for readers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..animal.constant_values import constants_with
from ..animal.constants import Constants, describe
from ..animal.repertoire import Repertoire
from ..base.errors import InputError
from ..base.numerals import in_figures
from ..base.shelf import Shelf, accounts, sources
from ..experience.attention import is_solved, nonmatching_share
from ..experience.coincidences import WITHIN, per_bout
from ..experience.events import ORDER
from ..experience.supply import action_rates, resolve, values
from ..profile.species import SpeciesProfile
from ..sources.contract import Supply
from .cells import ABSENT, Number, span
from .terminal import Table, plain_table

#: heads of the expected responses: column of the response, and population of the contingency
_RESPONSES = {
    "sight": (("visual", "other"), "visual_other"),
    "own sight": (("visual", "self"), "visual_self"),
    "sound": (("auditory", "other"), "auditory"),
    "own sound": (("auditory", "self"), "auditory_self"),
}


def step_page() -> Iterator[str | Table]:
    """Yield what one step is, and the order of events within a tick.

    Yields
    ------
    str or Table
        One sentence, the order within a tick, and what makes acts and percepts.
    """
    point = Constants()
    yield (
        f"One step is one active day, in ticks of {point.tick * 1000:g} ms; the engine goes from "
        "event to event."
    )
    table = plain_table("within one tick, each in order of animal index", "order", "what", "does")
    words = {
        "acts": "an animal performs an action; if no percept falls within the window, it is a "
        "trial of the context",
        "percepts": "a sight or sound joins the trial opened within "
        f"{point.simultaneity:g} s, or opens one",
        "settlements": f"a trial opened {point.window:g} s ago is settled: the rule changes the "
        "weights, once",
    }
    for number, name in enumerate(ORDER, start=1):
        table.add_row(number, name, words[name])
    yield table
    table = plain_table("what makes acts and percepts", "source", "what happens")
    table.add_row(
        "(spontaneous)", "each animal begins acts as a Poisson process, split over its repertoire"
    )
    for name in sources.names:
        table.add_row(name, sources.load(name).EXPLAINED)
    yield table


def expected_page(profile: SpeciesProfile) -> Iterator[str | Table]:
    """Yield what animals of a species are expected to learn, before any simulation.

    Parameters
    ----------
    profile : SpeciesProfile
        The species, taken at its medians.

    Yields
    ------
    str or Table
        The mean field's responses by action, and its horizon; or why there are none.
    """
    from ..mean_field.expected import expected

    try:
        found = expected(profile)
    except InputError as error:
        yield f"expected responses: {error}"
        return
    yield _expected_responses(found)
    yield (
        "Of each action: what the motor units that do it are expected to respond to it at the "
        "horizon, the smaller of maturity and the time to 99 % of the asymptote; and "
        "P(done | perceived) - P(done | not perceived)."
    )
    for row in found.horizon.itertuples(index=False):
        yield (
            f"Mean {row.modality} response to others: asymptote {in_figures(row.asymptote, 3)}, "
            f"{_when_reached(row)} (maturity {row.maturity:.4g} days)."
        )


def _expected_responses(found: Any) -> Table:
    """Return the expected response to each action, with its contingency in brackets."""
    answers = found.responses.pivot_table(
        index="action", columns=["modality", "view"], values="matched_at_horizon", sort=False
    )
    delta = found.contingency.pivot_table(
        index="action", columns="population", values="delta_p", sort=False
    )
    columns = {head: where for head, where in _RESPONSES.items() if where[0] in answers}
    table = plain_table("expected response (delta P)", "action", *columns)
    for action in found.population.repertoire.names:
        cells = [
            _response(answers[column].get(action), delta.get(population, {}).get(action))
            for column, population in columns.values()
        ]
        table.add_row(action, *cells)
    return table


def _response(response: float | None, delta: float | None) -> str:
    """Return a response, with its delta P where there is one; neither None nor nan is shown."""
    if response is None or response != response:
        return ABSENT
    mark = f" ({Number(delta, 2)})" if delta is not None and delta == delta else ""
    return Number(response, 2, mark, delta_p=delta)


def _when_reached(row: Any) -> str:
    """Return when a response comes within 1 % of its asymptote."""
    if row.days != row.days:
        return "nothing is learned"
    if row.days <= row.maturity:
        return f"reached to 1 % in {row.days:.3g} active days"
    return "not reached before maturity"


def accounts_page() -> Iterator[str | Table]:
    """Yield all accounts: their rule, what they change, and what would refute them.

    Yields
    ------
    Table
        One row per account.
    """
    table = plain_table(
        "accounts of the origin of mirror neurons",
        "account",
        "learning rule",
        "supply",
        "what would refute it",
    )
    for name in accounts.names:
        account = accounts.load(name)
        supply = "changed" if account.SUPPLY else "the same for all"
        table.add_row(name, account.RULE, supply, account.REFUTED_BY)
    yield table


def item_page(shelf: Shelf[Any], name: str) -> Iterator[str]:
    """Yield what the file of an account, or of a learning rule, says.

    Parameters
    ----------
    shelf : Shelf
        ``accounts`` or ``rules``.
    name : str
        A name on it.

    Yields
    ------
    str
        The docstring, then for an account its rule and what would refute it, for a rule its closed
        forms and the phenomena that it must not show.
    """
    item = shelf.load(name)
    yield (item.__doc__ or "").strip()
    if shelf is accounts:
        supply = "changed" if item.SUPPLY else "the same for all"
        yield f"\nLearning rule: {item.RULE}. Supply of experience: {supply}."
        for claim, source in item.ASSUMES.items():
            yield f"Assumes: {claim} ({source})."
        for number, left_open in {**item.NUMBERS, **item.CONSTANTS}.items():
            own = f"{name}." if number in item.NUMBERS else ""
            yield (
                f"Leaves open constants.{own}{number}: {left_open.default:g} "
                f"[{left_open.low:g}, {left_open.high:g}] {left_open.unit}; {left_open.reason}."
            )
        if item.FIRST:
            yield f"The experiment that its authors would cite first: {item.FIRST}."
        yield f"What would refute it: {item.REFUTED_BY}."
        return
    for oracle, formula in item.ORACLES.items():
        yield f"closed form, {oracle}: {formula}"
    if item.ABSENCES:
        yield f"must not show: {', '.join(item.ABSENCES).replace('_', ' ')}"


def species_page(profile: SpeciesProfile) -> Iterator[str | Table]:
    """Yield what the engine makes of a species at the medians, before any simulation.

    Parameters
    ----------
    profile : SpeciesProfile
        The species.

    Yields
    ------
    str or Table
        Percepts and acts per active hour, expected responses, and the assumed constants.
    """
    drawn, point = values(profile), constants_with()
    size = max(1, round(drawn["group.size"]))
    supply, _ = resolve(profile, drawn, point, size, strict=True)
    yield (
        f"{profile.taxon.scientific}: groups of {size}, layout {profile.group.layout}; at the "
        f"medians an animal begins {supply.own_rate:.4g} acts per active hour and does "
        f"{supply.rate:.4g} in all."
    )
    if supply.bout_rate > 0 and not supply.solitary:
        able = zip(profile.actions, supply.synchronous, strict=True)
        yield (
            f"Of these, {supply.bout_rate * per_bout(supply, size):.4g} coincide with a fellow's "
            f"same act within {WITHIN:g} s ({', '.join(a.name for a, rate in able if rate > 0)}): "
            f"{supply.bout_rate:.3g} bouts of {supply.beats} beats."
        )
    table = plain_table(
        "percepts per active hour, expected", "source", "matched", "non-matched", "how"
    )
    for name in sources.names:
        matched, other = sources.load(name).expected(supply)
        table.add_row(
            name, Number(matched, ".4g"), Number(other, ".4g"), sources.load(name).EXPLAINED
        )
    yield table
    yield from _solved(profile, supply)
    yield _act_rates(Repertoire.of(profile), drawn, point)
    yield from expected_page(profile)
    yield _assumed()


def _solved(profile: SpeciesProfile, supply: Supply) -> Iterator[str]:
    """Yield the chances that follow from the rates, and the share of sights without a match."""
    entered = not is_solved(profile)
    told = (
        f"solved from the field numbers: {'' if entered else f'attention {supply.attention:.3f}, '}"
    )
    yield (
        f"{told}gaze {supply.gaze:.3f}, chance that an act is copied {supply.copied:.4f}, "
        f"that a sound is answered {supply.answered:.4f}"
    )
    share = nonmatching_share(supply)
    if not math.isnan(share):
        how = "entered" if entered else "solved from the share of such sights in the file"
        yield (
            f"attention {supply.attention:.3f} ({how}): of the acts seen in others, {share:.1%} "
            "match nothing that the watcher does"
        )


def _act_rates(repertoire: Repertoire, drawn: dict[str, float], point: Constants) -> Table:
    """Return how often each action is done."""
    table = plain_table("acts per active hour", "action", "effector", "kind", "per hour")
    rates = action_rates(repertoire, drawn, point)
    for name, effector, kind, rate in zip(
        repertoire.names, repertoire.effectors, repertoire.kinds, rates, strict=True
    ):
        table.add_row(name, effector, kind, Number(rate, ".4g"))
    return table


def _assumed() -> Table:
    """Return the constants that are assumed and uncertain, with the reason for each."""
    heads = ("name", "default", "range", "unit", "reason")
    table = plain_table("assumed constants, the same for all species", *heads)
    for name, item in describe().items():
        meta = item.metadata
        if meta["basis"] == "assumed" and meta["low"] < meta["high"]:
            table.add_row(
                name,
                Number(float(str(item.default))),
                span(meta["low"], meta["high"]),
                meta["unit"],
                meta["reason"],
            )
    return table
