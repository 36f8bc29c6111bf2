"""What the engine does and makes of a species, in words and tables for readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.table import Table

from ..animal import constants as constants_module
from ..animal.constants import Constants
from ..animal.repertoire import Repertoire
from ..base.shelf import Shelf, accounts, sources
from ..experience.events import ORDER
from ..experience.supply import action_rates, resolve, values
from ..profile.species import SpeciesProfile
from .page import Section

PLAIN = {
    "box": None,
    "pad_edge": False,
    "padding": (0, 2, 0, 0),
    "title_justify": "left",
    "title_style": "bold",
}


def _table(title: str, *columns: str) -> Table:
    options: dict[str, Any] = PLAIN
    table = Table(title=title, **options)
    for name in columns:
        table.add_column(name)
    return table


def tables(sections: Iterable[Section]) -> Iterator[Any]:
    """Yield sections as words and tables for a terminal."""
    for section in sections:
        if section.text:
            yield section.text
        if section.rows:
            table = _table(section.title, *section.columns)
            for row in section.rows:
                table.add_row(*row)
            yield table


def step_page() -> Iterator[Any]:
    """Yield what one step is, and the order of events within a tick."""
    point = Constants()
    yield (
        f"One step is one active day, in ticks of {point.tick * 1000:g} ms; the engine goes from event to event."
    )
    table = _table("within one tick, each in order of animal index", "", "what", "does")
    words = {
        "acts": "an animal performs an action; if no percept falls within the window, it is a trial of the context",
        "percepts": f"a sight or sound joins the trial opened within {point.simultaneity:g} s, or opens one",
        "settlements": f"a trial opened {point.window:g} s ago is settled: the rule changes the weights, once",
    }
    for number, name in enumerate(ORDER, start=1):
        table.add_row(str(number), name, words[name])
    yield table
    table = _table("what makes acts and percepts", "source", "what happens")
    table.add_row(
        "(spontaneous)", "each animal begins acts as a Poisson process, split over its repertoire"
    )
    for name in sources.names:
        table.add_row(name, sources.load(name).EXPLAINED)
    yield table


def expected_page(profile: SpeciesProfile) -> Iterator[Any]:
    """Yield what animals of a species are expected to learn at the medians, before any simulation (the mean field)."""
    from ..base.errors import InputError
    from ..mean_field.expected import expected

    try:
        found = expected(profile)
    except InputError as error:
        yield f"expected responses: {error}"
        return
    answers = found.responses.pivot_table(
        index="action", columns=["modality", "view"], values="matched_at_horizon", sort=False
    )
    delta = found.contingency.pivot_table(
        index="action", columns="population", values="delta_p", sort=False
    )
    columns = [
        ("sight", ("visual", "other"), "visual_other"),
        ("own sight", ("visual", "self"), "visual_self"),
        ("sound", ("auditory", "other"), "auditory"),
    ]
    columns = [column for column in columns if column[1] in answers]
    table = _table("expected response (delta P)", "action", *(name for name, _, _ in columns))
    for action in found.population.repertoire.names:
        cells = []
        for _, modality, population in columns:
            response, cause = answers[modality].get(action), delta.get(population, {}).get(action)
            cells.append(
                "-"
                if response is None or response != response
                else f"{response:.2f}"
                + (f" ({cause:.2f})" if cause is not None and cause == cause else "")
            )
        table.add_row(action, *cells)
    yield table
    yield (
        "Of each action: what the motor units that do it are expected to respond to it at the horizon, the smaller of "
        "maturity and the time to 99 % of the asymptote; and P(done | perceived) - P(done | not perceived)."
    )
    for row in found.horizon.itertuples(index=False):
        took = (
            "nothing is learned"
            if row.days != row.days
            else f"reached to 1 % in {row.days:.3g} active days"
            if row.days <= row.maturity
            else "not reached before maturity"
        )
        yield (
            f"Mean {row.modality} response to others: asymptote {row.asymptote:.3f}, {took} (maturity {row.maturity:.4g} "
            "days)."
        )


def accounts_page() -> Iterator[Any]:
    """Yield all accounts: their rule, what they change, and what would refute them."""
    table = _table(
        "accounts of the origin of mirror neurons",
        "account",
        "learning rule",
        "supply",
        "what would refute it",
    )
    for name in accounts.names:
        account = accounts.load(name)
        table.add_row(
            name,
            account.RULE,
            "changed" if account.SUPPLY else "the same for all",
            account.REFUTED_BY,
        )
    yield table


def item_page(shelf: Shelf[Any], name: str) -> Iterator[Any]:
    """Yield what the file of an account, or of a learning rule, says."""
    item = shelf.load(name)
    yield (item.__doc__ or "").strip()
    if shelf is accounts:
        yield f"\nLearning rule: {item.RULE}. Supply of experience: {'changed' if item.SUPPLY else 'the same for all'}."
        yield f"What would refute it: {item.REFUTED_BY}."
        return
    for oracle, formula in item.ORACLES.items():
        yield f"closed form, {oracle}: {formula}"
    if item.ABSENCES:
        yield f"must not show: {', '.join(item.ABSENCES).replace('_', ' ')}"


def species_page(profile: SpeciesProfile) -> Iterator[Any]:
    """Yield what the engine makes of a species at the medians: acts and percepts per hour, before any simulation."""
    drawn, point = values(profile), constants_module.constants()
    size = max(1, round(drawn["group.size"]))
    supply, _ = resolve(profile, drawn, point, size, strict=True)
    yield (
        f"{profile.taxon.scientific}: groups of {size}, layout {profile.group.layout}; at the medians an animal begins "
        f"{supply.own_rate:.4g} acts per active hour and does {supply.rate:.4g} in all."
    )
    table = _table("percepts per active hour, expected", "source", "matched", "non-matched", "how")
    for name in sources.names:
        matched, other = sources.load(name).expected(supply)
        table.add_row(name, f"{matched:.4g}", f"{other:.4g}", sources.load(name).EXPLAINED)
    yield table
    yield (
        f"solved from the field numbers: attention {supply.attention:.3f}, gaze {supply.gaze:.3f}, chance that an act is "
        f"copied {supply.copied:.4f}, that a sound is answered {supply.answered:.4f}"
    )
    repertoire = Repertoire.of(profile)
    table = _table("acts per active hour", "action", "effector", "kind", "per hour")
    for name, effector, kind, rate in zip(
        repertoire.names,
        repertoire.effectors,
        repertoire.kinds,
        action_rates(repertoire, drawn, point),
        strict=True,
    ):
        table.add_row(name, effector, kind, f"{rate:.4g}")
    yield table
    yield from expected_page(profile)
    table = _table(
        "assumed constants, the same for all species", "name", "default", "range", "unit", "reason"
    )
    for name, item in constants_module.describe().items():
        meta = item.metadata
        if meta["basis"] == "assumed" and meta["low"] < meta["high"]:
            table.add_row(
                name,
                f"{item.default:g}",
                f"{meta['low']:g}-{meta['high']:g}",
                meta["unit"],
                meta["reason"],
            )
    yield table
