"""Draw the street from the imports, and print its counts: ``python scripts/draw_street.py [FILE]``.

The drawing goes to docs/street.png unless another file is named. Rooms stand floor by floor, found
by the longest chain of imports that leads to each; shelves lie on the ground. An arrow is an
import, the thicker the more modules do it; where a chain of arrows leads from one room to another
anyway, the direct arrow is counted and not drawn. An arrow up, against the order of the street, is
red. Only the source is read; nothing of the package is imported.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

import matplotlib as mpl
import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

ROOT = Path(__file__).parents[1]
HOME = ROOT / "mirror_abm"
#: the order in which data flow, and what each room is for; rooms of one floor import nothing of
#: each other
STREET: tuple[dict[str, str], ...] = (
    {"base": "no biology: errors, checks, files, random streams, shelves, processes"},
    {"profile": "what is written of a\nspecies, checked"},
    {"animal": "one animal: how it is\nwired, how it learns"},
    {"conditioning": "the learning rules\nalone", "experience": "rates to events,\nin order"},
    {"engine": "a group of animals\nlives"},
    {
        "simulation": "a run: plan, tasks,\ntables, archive",
        "mean_field": "what follows without\nsimulation",
    },
    {
        "laboratory": "published\nexperiments",
        "field": "from a notebook\nto a species file",
        "inference": "evidence, and what\nto record next",
        "report": "figures and pages\nfor readers",
    },
    {"cli": "the commands"},
)
ORDER = {room: number for number, floor in enumerate(STREET) for room in floor}
PURPOSE = {room: words for floor in STREET for room, words in floor.items()}
SHELVES = ("rules", "sources", "layouts", "accounts", "measures", "experiments", "figures")
WIDE, HIGH, STEP = 2.25, 0.66, 1.06  #: of a room, and from floor to floor
CAPTION = (
    "Shelves: a file is a variant, found by its name; "
    "a room imports no more of a shelf than its contract.\n"
    "Arrows: imports of one room by another; "
    "the {} that lead where a chain of arrows leads anyway are left out."
)
INK, WRONG = "0.2", "#c8102e"

Imports = Counter[tuple[str, str]]


def imports() -> Imports:
    """Return how many modules of a room or shelf import from another, by (importer, imported).

    Imports for type checkers alone are left out: they run nothing.
    """
    found: Imports = Counter()
    for path in sorted(HOME.glob("*/*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
                node.body = []
        reached = {
            (node.module or alias.name).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.level == 2
            for alias in node.names
        }
        found.update((path.parent.name, other) for other in reached if (HOME / other).is_dir())
    return found


def rooms_alone(found: Imports) -> nx.DiGraph:
    """Return the graph of rooms: an edge from each room to what it imports."""
    graph = nx.DiGraph()
    graph.add_nodes_from(ORDER)
    graph.add_edges_from(
        (above, below) for above, below in found if above in ORDER and below in ORDER
    )
    return graph


def floors(graph: nx.DiGraph) -> list[list[str]]:
    """Return the rooms by floor, from the ground up; rooms of one circle share a floor."""
    merged = nx.condensation(graph.reverse())
    layers = (
        [room for node in layer for room in merged.nodes[node]["members"]]
        for layer in nx.topological_generations(merged)
    )
    return [sorted(layer, key=list(ORDER).index) for layer in layers]


def circles(graph: nx.DiGraph) -> list[list[str]]:
    """Return the sets of rooms that import each other in a circle."""
    return [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1]


def arrows_up(graph: nx.DiGraph) -> list[tuple[str, str]]:
    """Return the imports of a room by another that stands before it, or beside it."""
    return sorted((room, other) for room, other in graph.edges if ORDER[room] <= ORDER[other])


def counts(graph: nx.DiGraph) -> str:
    """Return the counts of the street as one line."""
    return (
        f"{len(graph)} rooms, {graph.number_of_edges()} arrows between them; "
        f"floors: {len(floors(graph))}, "
        f"circles: {len(circles(graph))}, arrows up: {len(arrows_up(graph))}"
    )


def places(graph: nx.DiGraph) -> dict[str, tuple[float, float]]:
    """Return the middle of every room, and of every shelf on the ground."""
    found = {}
    for number, floor in enumerate(floors(graph), start=1):
        spread = 2.75 if len(floor) > 2 else 3.3
        for place, room in enumerate(floor):
            found[room] = ((place - (len(floor) - 1) / 2) * spread, number * STEP)
    for place, shelf in enumerate(SHELVES):
        found[shelf] = ((place - (len(SHELVES) - 1) / 2) * 1.5, 0.0)
    return found


def arrow(
    axes: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    width: float,
    bend: float,
) -> None:
    """Draw one arrow from the lower edge of a room to the upper edge of another."""
    axes.add_patch(
        FancyArrowPatch(
            (start[0], start[1] - HIGH / 2),
            (end[0], end[1] + HIGH / 2 + 0.02),
            color=colour,
            arrowstyle="-|>,head_length=4,head_width=2",
            linewidth=width,
            shrinkA=0,
            shrinkB=0,
            connectionstyle=f"arc3,rad={bend}",
            zorder=2,
        )
    )


def draw_arrows(
    axes: Axes, graph: nx.DiGraph, found: Imports, where: dict[str, tuple[float, float]]
) -> int:
    """Draw the imports that no chain implies, red where they go up the street; return how many."""
    wrong = arrows_up(graph)
    right = graph.copy()
    right.remove_edges_from(wrong)
    needed = sorted(nx.transitive_reduction(right).edges)
    for room, other in needed:
        arrow(axes, where[room], where[other], INK, 0.6 + 0.2 * found[room, other], 0.0)
    for room, other in wrong:
        arrow(axes, where[room], where[other], WRONG, 1.4, 0.3)
    return len(needed) + len(wrong)


def draw_box(axes: Axes, name: str, at: tuple[float, float], words: str) -> None:
    """Draw a room, or a shelf if there are no words; what all others import spans the street."""
    width, height = (10.3 if name == "base" else WIDE, HIGH) if words else (1.3, 0.42)
    face, edge, line = ("#e3edf5", "#35607f", "-") if words else ("#f4ecd8", "0.5", "--")
    axes.add_patch(
        FancyBboxPatch(
            (at[0] - width / 2, at[1] - height / 2),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor=face,
            edgecolor=edge,
            linestyle=line,
            linewidth=0.9,
            zorder=3,
        )
    )
    axes.text(
        at[0],
        at[1] + (0.17 if words else 0.0),
        name,
        ha="center",
        va="center",
        fontsize=8,
        weight="bold" if words else "normal",
        zorder=4,
    )
    axes.text(
        at[0],
        at[1] - 0.11,
        words,
        ha="center",
        va="center",
        fontsize=5.6,
        color="0.25",
        linespacing=1.05,
        zorder=4,
    )


def draw(found: Imports) -> Figure:
    """Return the picture of the street."""
    graph = rooms_alone(found)
    where = places(graph)
    top = max(height for _, height in where.values())
    figure = Figure(figsize=(7.2, 6.6), layout="constrained")
    axes = figure.subplots()
    drawn = draw_arrows(axes, graph, found, where)
    for name, at in where.items():
        draw_box(axes, name, at, PURPOSE.get(name, ""))
    axes.axhline(-0.21, color="0.6", linewidth=1.2, zorder=0)
    axes.text(
        -5.15,
        -0.34,
        CAPTION.format(graph.number_of_edges() - drawn),
        fontsize=6.5,
        color="0.3",
        va="top",
    )
    axes.set(xlim=(-5.5, 5.5), ylim=(-0.85, top + 0.5), title=counts(graph))
    axes.set_axis_off()
    return figure


def main() -> None:
    """Draw the street, and print what was counted and what goes against it."""
    found = imports()
    graph = rooms_alone(found)
    print(counts(graph))
    for room, other in arrows_up(graph):
        print(f"against the street: {room} imports {other}")
    with mpl.rc_context({"font.family": "DejaVu Sans", "axes.titlesize": 9}):
        draw(found).savefig(
            sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "street.png", dpi=200
        )


if __name__ == "__main__":
    main()
