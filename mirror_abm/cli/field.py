"""Commands that make species files from field data: logs of behaviour, and observed networks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..report.terminal import frame_table
from .console import console, tell_file
from .options import NewBlocks, RandomSeed, ReferenceKey, a_file_to_read, a_new
from .pairs import pairs, roles, told_hours

if TYPE_CHECKING:
    import pandas as pd

    from ..field.log import FieldLog

MOST_GROUPS = 10_000
MOST_FILES = 40  #: files that are named above blocks made of them
#: what is shown of a table of rates, and of a table of observed networks
RATE_COLUMNS = [
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
NETWORK_COLUMNS = [
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


def from_events(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Logs of behaviour, all of one kind (BORIS writes one for each observation).",
            callback=a_file_to_read,
        ),
    ],
    hours: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOURS",
            help="Length of every observation in hours, or of one as NAME=HOURS (repeatable).",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Column that holds whom an act addressed.", show_default=False
        ),
    ] = None,
    subject: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Column that holds who acted.", show_default=False),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="ROLE=COLUMN",
            help="What a column holds: time, stop, duration, subject, behaviour, target, "
            "observation or length (repeatable).",
            show_default=False,
        ),
    ] = None,
    present: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Table of who was watched in which observation: observation, subject, and hours "
            "or start and stop; for follows and animals without acts.",
            callback=a_file_to_read,
            show_default=False,
        ),
    ] = None,
    seen: Annotated[
        str,
        typer.Option(
            help="'target': an act was seen by whom it addressed, by all if it addressed nobody; "
            "'all': by all others."
        ),
    ] = "target",
    shifts: Annotated[
        int,
        typer.Option(help="Moved records behind p_chance, in each of three ways; 0 for none."),
    ] = 199,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="SPECIES",
            help="The species whose actions the behaviours are.",
            show_default=False,
        ),
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="BEHAVIOUR=ACTION",
            help="What a behaviour of the log is called in the profile (repeatable).",
            show_default=False,
        ),
    ] = None,
    write: NewBlocks = None,
    table: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File for the whole table, .csv.",
            callback=a_new("RATES"),
            show_default=False,
        ),
    ] = None,
    key: ReferenceKey = "your_key_here",
    seed: RandomSeed = 0,
) -> None:
    """Turn coded behaviour logs into rates of experience.

    Reads what BORIS and ELAN export, .eaf, and plain tables as text or .xlsx; says which columns it
    took; prints rates with intervals, and writes them as a table (--table) or as blocks of a
    species file (--write).
    """
    from ..base.checks import whole
    from ..base.errors import InputError
    from ..base.files import shown, write_text
    from ..base.seeds import LARGEST_SEED
    from ..base.tables import write_csv
    from ..field.actions import renamed
    from ..field.formats import FORMATS
    from ..field.fragment import fragment
    from ..field.presence import read_presence
    from ..field.rates import rates
    from ..field.reading import read_log
    from ..profile.species import load_species

    whole("seed", seed, 0, LARGEST_SEED)
    if (write is not None or names) and like is None:
        raise InputError("--write: needs --like SPECIES, whose actions the behaviours are.")
    profile = load_species(like) if like else None
    watched = None if present is None else read_presence(present)
    log = read_log(files, target, subject, roles(columns or ()))
    other: list[str] = []
    if profile is not None:
        log, other = renamed(log, pairs(names or (), "--as"), profile)
    first = ", ".join(shown(file) for file in files[:3]) + (" ..." if len(files) > 3 else "")
    taken = ", ".join(f"{role} = {column}" for role, column in log.columns.items())
    console().print(f"{first}: {FORMATS[log.format]}. Columns: {taken}.")
    log = log.observed(told_hours(hours or []), watched)
    found = rates(log, seen, shifts, seed)
    _show_rates(log, found)
    if table is not None:
        write_csv(table, found)
        tell_file("table", table)
    if write is not None and profile is not None:
        read = files if present is None else [*files, present]
        made = _made_from(read, f"--like {profile.name} --seen {seen} --shifts {shifts}", seed)
        first, below = fragment(log, found, profile, other, seen, key).split("\n", 1)
        write_text(write, f"{first}\n{made}{below}")
        tell_file("blocks", write)


def _made_from(files: list[Path], options: str, seed: int) -> str:
    """Return comments that say from which files, of which contents, blocks were made, and how."""
    from ..base.files import digest, read_given, shown
    from ..field.reading import LARGEST_FILE
    from ..version import VERSION

    hashes = [digest(read_given(file, LARGEST_FILE))[:16] for file in files]
    names = [f"#   {shown(file)} (sha256 {each})" for file, each in zip(files, hashes, strict=True)]
    more = [f"#   and {len(names) - MOST_FILES} more"] if len(names) > MOST_FILES else []
    return "\n".join(
        [
            f"# By mirror-abm {VERSION}, species from-events {options} --seed {seed}, from",
            *names[:MOST_FILES],
            *more,
            "",
        ]
    )


def _animals(log: FieldLog) -> set[str]:
    """Return the animals that acted, or were watched."""
    return {*log.events["subject"], *(subject for _, subject in log.watched)}


def _show_rates(log: FieldLog, found: pd.DataFrame) -> None:
    """Print the rates of all subjects together, and on the standard error what was noted."""
    from ..field.chance import doubts
    from ..field.rates import ALL

    for note in (*log.notes, *doubts(found)):
        console(stderr=True).print(f"note: {note}.")
    everybody = found[
        (found["subject"] == ALL) & ((found["measure"] != "complementary") | (found["count"] > 0))
    ]
    console().print(
        f"{len(log.events):,} acts of {len(_animals(log))} animals, "
        f"{len(log.seconds)} observations, {everybody['focal_hours'].iloc[0]:.4g} focal hours. "
        "All subjects together, per focal hour, exact 95 % intervals:"
    )
    console().print(frame_table("", everybody[RATE_COLUMNS]))
    console().print(
        "expected: by chance, own acts moved by 10-30 s and by 20-120 s; net: beyond it, with what "
        "chance hides given back. p_chance: the largest share of records that reach the count when "
        "they are moved so, or turned by any amount within the observation. Unit of replication: "
        "the observation; where dispersion is above 1, acts come in bursts and the exact interval "
        "is too narrow."
    )


def from_network(
    file: Annotated[
        Path,
        typer.Argument(
            help="GraphML, GEXF, GML, Pajek, an edge list or an adjacency matrix (text or .xlsx).",
            callback=a_file_to_read,
        ),
    ],
    groups: Annotated[int, typer.Option(help="Groups made to compare.")] = 50,
    bipartite: Annotated[
        bool,
        typer.Option(
            "--bipartite",
            help="Allow a network in which no two animals with a common partner are tied.",
        ),
    ] = False,
    write: NewBlocks = None,
    key: ReferenceKey = "your_key_here",
    seed: RandomSeed = 0,
) -> None:
    """Fit a social layout to an observed network.

    Also says how well groups made by it resemble the observed one.
    """
    from ..base.brief import counted
    from ..base.checks import whole
    from ..base.files import write_text
    from ..base.ranges import level_in_words
    from ..base.seeds import LARGEST_SEED
    from ..field.network_fit import fit, resemblance, statistics
    from ..field.network_library import block
    from ..profile.observed_network import read_network

    whole("groups", groups, 2, MOST_GROUPS)
    whole("seed", seed, 0, LARGEST_SEED)
    network = read_network(file, bipartite)
    for repair in network.repairs:
        console(stderr=True).print(f"repaired: {repair}.")
    seen = statistics(network.graph, seed)
    fitted = fit(seen, seed)
    console().print(
        f"{network.name}: {counted(len(network.graph), 'animal')}, "
        f"{counted(network.graph.number_of_edges(), 'tie')}; {network.taken}."
    )
    console().print(
        f"layout {fitted['layout']}, unit_size {fitted['unit_size']:g}, tie_inequality "
        f"{fitted['tie_inequality']:g}; {groups} groups of {fitted['size']} made by it, "
        f"{level_in_words([groups], 'group')}:"
    )
    compared = resemblance(seen, fitted, groups, seed)
    shown_columns = ["statistic", "observed", "mean", "low", "high", "inside"]
    console().print(frame_table("", compared[shown_columns]))
    missed = list(compared[~compared["inside"]]["statistic"])
    console().print(
        f"Not reproduced: {', '.join(missed)}. To simulate on the network itself, write layout: "
        f"observed and network: {file.name} in the block group."
        if missed
        else "All statistics are reproduced."
    )
    if write is not None:
        reason = f"fitted to one network of {len(network.graph)} animals"
        write_text(write, block(fitted, key, reason))
        tell_file("blocks", write)


def networks(
    species: Annotated[
        str | None, typer.Argument(help="A species of the library.", show_default=False)
    ] = None,
    figure: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File for a figure of observed against made groups, .png, .pdf or .svg.",
            callback=a_new("PICTURES"),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show what the observed networks of a species are like.

    Also prints the lines of the species file that were fitted to them.
    """
    from ..field.network_library import lines, observed_networks

    table = observed_networks(species)
    console().print(frame_table("", table[NETWORK_COLUMNS]))
    if species is not None:
        console().print("\n".join(lines(table)), soft_wrap=True)  # to be copied into a file
    if figure is not None:
        from ..report.figures import write_figure

        write_figure("social_networks", {"networks": table}, figure)
        tell_file("figure", figure)
