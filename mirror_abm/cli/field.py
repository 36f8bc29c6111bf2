"""Commands that make species files from field data: logs of behaviour, and observed networks."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pandas as pd

    from ..profile.species import SpeciesProfile

Files = Annotated[
    list[Path],
    typer.Argument(
        help="Logs of behaviour, all of one kind (BORIS writes one for each observation)."
    ),
]
Hours = Annotated[
    list[str] | None,
    typer.Option(
        "--hours",
        metavar="HOURS",
        help="Length of every observation in hours, or of one as NAME=HOURS (repeatable).",
        show_default=False,
    ),
]
Target = Annotated[
    str | None, typer.Option(help="Column that holds whom an act addressed.", show_default=False)
]
Subject = Annotated[
    str | None, typer.Option(help="Column that holds who acted.", show_default=False)
]
Seen = Annotated[
    str,
    typer.Option(
        help="'target': an act was seen by whom it addressed, by all if it addressed nobody; "
        "'all': by all others."
    ),
]
Shifts = Annotated[
    int, typer.Option(help="Rotations of the records behind the chance of each count; 0 for none.")
]
Like = Annotated[
    str | None,
    typer.Option(
        metavar="SPECIES", help="The species whose actions the behaviours are.", show_default=False
    ),
]
As = Annotated[
    list[str] | None,
    typer.Option(
        "--as",
        metavar="BEHAVIOUR=ACTION",
        help="What a behaviour of the log is called in the profile (repeatable).",
        show_default=False,
    ),
]
Write = Annotated[
    Path | None, typer.Option(help="File for the blocks of a species file.", show_default=False)
]
Table = Annotated[
    Path | None,
    typer.Option("--table", help="File for the whole table, as CSV.", show_default=False),
]
Key = Annotated[str, typer.Option(help="Key of your reference in references.bib.")]
Network = Annotated[
    Path, typer.Argument(help="GraphML, an edge list or an adjacency matrix (CSV or TSV).")
]
Bipartite = Annotated[
    bool,
    typer.Option(
        "--bipartite",
        help="Allow a network in which no two animals with a common partner are tied.",
    ),
]
Groups = Annotated[int, typer.Option(help="Groups made to compare.")]
Seed = Annotated[int, typer.Option(help="Seed of all draws.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the group ``species``."""
    app.command("from-events")(from_events)
    app.command("from-network")(from_network)
    app.command("networks")(networks)


def _pairs(given: Iterable[str], what: str) -> dict[str, str]:
    """Return ``["a=b", ...]`` as a mapping."""
    from ..base.errors import InputError

    found = {}
    for text in given:
        name, sign, value = text.rpartition("=")
        if not sign or not name or not value:
            raise InputError(f"{what} {text}: must be NAME=VALUE.")
        found[name] = value
    return found


def _told_hours(given: list[str]) -> dict[str, float] | float | None:
    """Return what ``--hours`` says: one number for all observations, or one for each by name."""
    from ..base.errors import InputError

    if not given:
        return None
    try:
        return (
            float(given[0])
            if len(given) == 1 and "=" not in given[0]
            else {name: float(value) for name, value in _pairs(given, "--hours").items()}
        )
    except ValueError as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"--hours {' '.join(given)}: must be a number of hours, or NAME=HOURS."
        ) from None


def _show(table: pd.DataFrame) -> None:
    """Print a table with four significant digits."""
    print(table.to_string(index=False, float_format=lambda value: f"{value:.4g}", na_rep="-"))


def from_events(
    files: Files,
    hours: Hours = None,
    target: Target = None,
    subject: Subject = None,
    seen: Seen = "target",
    shifts: Shifts = 199,
    like: Like = None,
    names: As = None,
    write: Write = None,
    table: Table = None,
    key: Key = "your_key_here",
    seed: Seed = 0,
) -> None:
    """Read coded behaviour logs (BORIS, ELAN, plain tables) into rates with intervals, or blocks of a species file."""
    from ..base.checks import whole
    from ..base.errors import InputError
    from ..base.files import shown, write_text
    from ..base.tables import write_csv
    from ..field.actions import renamed
    from ..field.formats import FORMATS
    from ..field.fragment import fragment
    from ..field.log import read_log
    from ..field.rates import ALL, rates
    from ..profile.species import load_species

    whole("seed", seed, 0, 2**63 - 1)
    if (write is not None or names) and like is None:
        raise InputError("--write: needs --like SPECIES, whose actions the behaviours are.")
    profile: SpeciesProfile | None = load_species(like) if like else None
    log = read_log(files, target, subject)
    other: list[str] = []
    if profile is not None:
        log, other = renamed(log, _pairs(names or (), "--as"), profile)
    print(
        f"{', '.join(shown(file) for file in files[:3])}{' ...' if len(files) > 3 else ''}: {FORMATS[log.format]}."
    )
    log = log.observed(_told_hours(hours or []))
    found = rates(log, seen, shifts, seed)
    for note in log.notes:
        print(f"note: {note}.", file=sys.stderr)
    whole_ = found[
        (found["subject"] == ALL) & ((found["measure"] != "complementary") | (found["count"] > 0))
    ]
    print(
        f"{len(log.events):,} acts of {log.events['subject'].nunique()} animals, {len(log.seconds)} observations, "
        f"{whole_['focal_hours'].iloc[0]:.4g} focal hours. All subjects together, per focal hour, exact 95 % intervals:"
    )
    _show(
        whole_[
            [
                "measure",
                "behaviour",
                "answer",
                "count",
                "expected",
                "rate",
                "low",
                "high",
                "net",
                "net_low",
                "net_high",
                "p_chance",
                "dispersion",
            ]
        ]
    )
    print(
        "expected: by chance, others' records rotated within the observation; net: beyond it. Unit of replication: the "
        "observation; where dispersion is above 1, acts come in bursts and the exact interval is too narrow."
    )
    if table is not None:
        write_csv(table, found)
        print(f"table   {shown(table)}")
    if write is not None and profile is not None:
        write_text(write, fragment(log, found, profile, other, seen, key))
        print(f"blocks  {shown(write)}")


def from_network(
    file: Network,
    groups: Groups = 50,
    bipartite: Bipartite = False,
    write: Write = None,
    key: Key = "your_key_here",
    seed: Seed = 0,
) -> None:
    """Fit a layout to an observed network, and say how well groups made by it resemble the observed one."""
    from ..base.checks import whole
    from ..base.files import shown, write_text
    from ..field.network_fit import fit, resemblance, statistics
    from ..field.network_library import block
    from ..profile.observed_network import read_network

    whole("groups", groups, 2, 10_000)
    whole("seed", seed, 0, 2**63 - 1)
    network = read_network(file, bipartite)
    for repair in network.repairs:
        print(f"repaired: {repair}.", file=sys.stderr)
    seen = statistics(network.graph, seed)
    fitted = fit(seen, seed)
    print(f"{network.name}: {len(network.graph)} animals, {network.graph.number_of_edges()} ties.")
    print(
        f"layout {fitted['layout']}, unit_size {fitted['unit_size']:g}, tie_inequality {fitted['tie_inequality']:g}; "
        f"{groups} groups of {fitted['size']} made by it, 90 % range:"
    )
    compared = resemblance(seen, fitted, groups, seed)
    _show(compared[["statistic", "observed", "mean", "low", "high", "inside"]])
    missed = list(compared[~compared["inside"]]["statistic"])
    print(
        f"Not reproduced: {', '.join(missed)}. To simulate on the network itself, write layout: observed and network: "
        f"{file.name} in the block group."
        if missed
        else "All statistics are reproduced."
    )
    if write is not None:
        write_text(
            write, block(fitted, key, f"fitted to one network of {len(network.graph)} animals")
        )
        print(f"blocks  {shown(write)}")


def networks(
    species: Annotated[
        str | None, typer.Argument(help="A species of the library.", show_default=False)
    ] = None,
    figure: Annotated[
        Path | None,
        typer.Option(
            help="File for a figure of observed against made groups (PNG or PDF).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show what the observed networks of a species are like, and the lines of its file that were fitted to them."""
    from ..base.files import shown
    from ..field.network_library import lines, observed_networks

    table = observed_networks(species)
    _show(
        table[
            [
                "species",
                "interaction",
                "networks",
                "animals",
                "statistic",
                "observed",
                "observed_low",
                "observed_high",
                "mean",
                "low",
                "high",
                "inside",
            ]
        ]
    )
    if species is not None:
        print("\n".join(lines(table)))
    if figure is not None:
        from ..report.figures import write_figure

        write_figure("social_networks", {"networks": table}, figure)
        print(f"figure  {shown(figure)}")
