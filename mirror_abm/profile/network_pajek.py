"""Networks in Pajek files (.net): vertices, then arcs, edges or a matrix.

Read here and not by networkx, which takes what it does not know - partitions, relations, vertices
without labels - for animals, and two animals of one label for one.

References
----------
Mrvar, A. & Batagelj, V. Pajek - Program for Large Network Analysis. Reference Manual, sections
Network and Input: http://mrvar.fdv.uni-lj.si/pajek/
"""

from __future__ import annotations

import math
import re
import shlex
from dataclasses import dataclass, field

from ..base.brief import brief

#: sections whose lines are ties: two animals with a direction, without, or one row of a matrix
_TIES = ("arcs", "edges", "matrix")
_SECTION = re.compile(r"\*\s*([a-z]+)\s*(.*)", re.IGNORECASE)


@dataclass
class PajekNetwork:
    """What a Pajek file says.

    Attributes
    ----------
    labels : dict of int to str
        By the number of a vertex; the number where it has no label.
    ties : list of (int, int, float)
        As they are written; weight 1 where none is.
    directed : bool
        Whether there are arcs.
    skipped : list of str
        Sections that are no network, by name.
    """

    labels: dict[int, str] = field(default_factory=dict)
    ties: list[tuple[int, int, float]] = field(default_factory=list)
    directed: bool = False
    skipped: list[str] = field(default_factory=list)

    __repr__ = brief


def parse_pajek(text: str) -> PajekNetwork:
    r"""Return the network in the text of a Pajek file.

    Parameters
    ----------
    text : str
        The text; lines that begin with a percent sign are comments.

    Returns
    -------
    PajekNetwork
        Its vertices and ties.

    Raises
    ------
    ValueError
        It has several networks or relations, or a line that is none of its section.

    Examples
    --------
    >>> read = parse_pajek('*Vertices 2\n1 "Ada"\n2 "Bo"\n*Edges\n1 2 3.5')
    >>> read.labels, read.ties
    ({1: 'Ada', 2: 'Bo'}, [(1, 2, 3.5)])
    """
    found, section, row = PajekNetwork(), "", 0
    relations: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("%"):
            continue
        if line.startswith("*"):
            section, row = _section(found, line, relations, section == "other"), 0
        elif section == "vertices":
            _vertex(found, _words(line, number), number)
        elif section == "matrix":
            row += 1
            _row(found, row, line.split(), number)
        elif section in ("arcs", "edges"):
            _tie(found, _words(line, number), number)
        elif section == "":
            raise ValueError(f"line {number} stands before *Vertices")
    if not found.labels:
        raise ValueError("has no vertices")
    return found


def _section(found: PajekNetwork, line: str, relations: set[str], aside: bool) -> str:
    """Return the section that a line begins."""
    told = _SECTION.fullmatch(line)
    name, rest = (told[1].lower(), told[2]) if told else ("", "")
    if name == "network":
        return "network"
    if name == "vertices":
        if aside:  # those of a partition or a vector
            return "other"
        if found.labels:
            raise ValueError("holds several networks: save the one that is meant alone")
        count = re.match(r"\d+", rest)
        if not count:
            raise ValueError(f"{line} does not say how many vertices there are")
        found.labels |= {number: str(number) for number in range(1, int(count[0]) + 1)}
        return "vertices"
    if name in ("arcslist", "edgeslist"):
        raise ValueError(f"{line} is not read: write *Edges or *Arcs")
    if name in _TIES:
        relation = re.match(r":\s*(\d+)", rest)
        relations.add(relation[1] if relation else "")
        if len(relations) > 1:
            raise ValueError(
                "holds several relations: save the one that is meant alone (in Pajek, Network / "
                "Multiple Relations Network / Extract Relation(s))"
            )
        found.directed |= name == "arcs"
        return name
    if name not in found.skipped:
        found.skipped.append(name or line[:20])
    return "other"


def _words(line: str, number: int) -> list[str]:
    """Return the words of a line; what is in quotes is one."""
    if "'" in line or '"' in line:
        reader = shlex.shlex(line, posix=True)
        reader.whitespace_split, reader.commenters, reader.quotes = True, "", '"'
        reader.escape = ""
        try:
            return list(reader)
        except ValueError:
            raise ValueError(
                f"line {number} opens a quotation mark and does not close it"
            ) from None
    return line.split()


def _vertex(found: PajekNetwork, words: list[str], number: int) -> None:
    """Take in the label of a vertex; what follows it is how it is drawn."""
    vertex = _number_of(found, words[0], number)
    if len(words) > 1:
        found.labels[vertex] = words[1]


def _tie(found: PajekNetwork, words: list[str], number: int) -> None:
    """Take in a tie; what follows its weight is how it is drawn."""
    if len(words) < 2:
        raise ValueError(f"line {number} names no two vertices")
    first, second = (_number_of(found, word, number) for word in words[:2])
    weight = 1.0
    if len(words) > 2 and re.match(r"[-+.\d]|nan|inf", words[2], re.IGNORECASE):
        weight = _weight(words[2], number)
    found.ties.append((first, second, weight))


def _row(found: PajekNetwork, row: int, words: list[str], number: int) -> None:
    """Take in a row of a matrix, whose zeros are no ties."""
    if row > len(found.labels) or len(words) != len(found.labels):
        raise ValueError(
            f"line {number} is no row of a matrix of {len(found.labels)} by {len(found.labels)}"
        )
    weights = [_weight(word, number) for word in words]
    found.ties += [(row, at, weight) for at, weight in enumerate(weights, 1) if weight != 0]
    found.directed = True


def _number_of(found: PajekNetwork, word: str, number: int) -> int:
    """Return the number of a vertex that there is."""
    if not word.isdecimal() or int(word) not in found.labels:
        raise ValueError(
            f"line {number} names the vertex {word[:20]}: there are {len(found.labels)}"
        )
    return int(word)


def _weight(word: str, number: int) -> float:
    """Return a weight."""
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if math.isnan(value) and word.lower() not in ("nan", "na"):
        raise ValueError(f"line {number} has weight {word[:20]!r}: must be a number")
    return value
