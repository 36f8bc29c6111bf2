"""Files of social networks: formats of graph programs, edge lists and matrices -> animals and ties.

Edge lists (``source, target[, weight]``, with or without header) and matrices (names in the first
row and column) may be separated by tabs, semicolons, commas or spaces, and may begin with comments.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence

import numpy as np

from ..base.errors import InputError
from .network_columns import columns_of, is_animals, words_of
from .network_graphs import RawNetwork, Tie, kind_of, parse_graph
from .network_rows import under_r, with_names, without_titles
from .network_source import Row, known_text
from .network_weights import ROUNDING, is_number, weights_in

MAX_TIES = 1_000_000  #: in a file, each direction counted: all of 1,000 animals
_NOTHING = ' "0.NAan'  #: of what letters a cell of a matrix is made that stands for no tie
_LOOKED_AT = 50  #: lines that tell what separates cells
_WEIGHTS = {"weight", "value", "count", "strength", "ties", "sri", "hwi", "frequency"}


def parse_ties(given: str | list[Row], name: str) -> RawNetwork:
    """Return the network in the text of a file, or in the rows of a sheet.

    Parameters
    ----------
    given : str or list of (int, list of str)
        GraphML, GEXF, GML, Pajek, an edge list or an adjacency matrix; or numbered rows of cells.
    name : str
        What the file is called in sentences.

    Returns
    -------
    RawNetwork
        Animals and ties, not yet repaired.

    Raises
    ------
    InputError
        It is none of these, or has no animals, or too many ties.
    """
    if isinstance(given, str):
        text = known_text(given, name)
        kind = kind_of(text, name)
        if _too_many(text, kind):
            raise InputError(
                f"{name}: has more than {MAX_TIES:,} ties, both directions counted: must have "
                "fewer; leave out the weakest, or some of the animals."
            )
        found = parse_graph(text, kind, name) if kind else _delimited(text, name)
    else:
        found = _table([(line, [cell.strip() for cell in row]) for line, row in given], "\t", name)
    if not found.animals:
        raise InputError(f"{name}: is an empty network: it has no animals.")
    return found


def _too_many(text: str, kind: str) -> bool:
    """Return whether there are more ties than can be read in seconds; stop counting then.

    A matrix of 3,000 x 3,000 took 37 s and 1.6 GB before anything was said of it.
    """
    if kind in ("graphml", "gexf"):
        return len(re.findall(r"<(?:\w+:)?edge\b", text)) > MAX_TIES
    if kind == "gml":
        return len(re.findall(r"\bedge\s*\[", text)) > MAX_TIES
    lines = text.split("\n")
    separator = _separator([line for line in lines if line.strip()][:_LOOKED_AT])
    head = next((line for line in lines if line.strip()), "")
    width = len(head.split()) if separator == " " else head.count(separator) + 1
    if kind or width <= 4:
        return text.count("\n") > MAX_TIES + 1
    found = -sum(1 for cell in _cut(head, separator)[1:] if cell.strip(_NOTHING))
    for line in lines:
        found += sum(1 for cell in _cut(line, separator)[1:] if cell.strip(_NOTHING))
        if found > MAX_TIES:
            return True
    return False


def _cut(line: str, separator: str) -> list[str]:
    """Return the pieces of a line, without regard to quotes."""
    return line.split() if separator == " " else line.split(separator)


def _separator(lines: Sequence[str]) -> str:
    """Return what separates the cells of a file: a tab, a semicolon, a comma or spaces."""
    looked = [re.sub(r'"[^"]*"', "x", line) for line in lines if line.strip()][:_LOOKED_AT]
    for each in "\t;":
        if looked and sum(each in line for line in looked) * 2 > len(looked):
            return each
    commas = [line.count(",") for line in looked]
    spaces = [len(line.split()) for line in looked]
    if not any(commas):
        return " " if sum(each > 1 for each in spaces) * 2 > len(spaces) else ","
    decimal = all(
        re.fullmatch(r"\S+(\s+\S+)+", line.strip()) and not re.search(r",(?!\d)|(?<!\d),", line)
        for line in looked
    )
    return " " if decimal and min(spaces) > 2 and max(spaces) - min(spaces) <= 1 else ","


def _delimited(text: str, name: str) -> RawNetwork:
    """Return the ties in an edge list or a matrix."""
    lines, comments = _without_comments(text.split("\n"))
    told = re.fullmatch(r"sep=(.)", lines[0].strip())  # as Excel has it
    if told:
        lines[0] = ""
    separator = told[1] if told else _separator(lines)
    market = bool(comments) and comments[0].lower().startswith("%%matrixmarket")
    rows = _rows(lines, separator, name)[market:]  # whose first row is the size
    if not rows:
        raise InputError(f"{name}: is an empty network: it has no animals.")
    found = _table(rows, separator, name)
    said = " ".join(comments[:3]).lower()
    if re.match(r"%+\s*(bip|asym)", said) and not found.directed:
        found = found._replace(directed=True)
    skipped = [f"lines of comment were skipped: {len(comments)}"] if comments else []
    return found._replace(repairs=(*skipped, *found.repairs))


def _without_comments(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines with comments emptied, so that each keeps its number, and the comments.

    A comment begins with # or %, and has not as many cells as the other lines: animals may be
    called #12.
    """
    marked = [number for number, line in enumerate(lines) if line.lstrip()[:1] in ("#", "%")]
    plain = [line for line in lines if line.strip() and line.lstrip()[0] not in "#%"]
    if not marked or not plain:
        return lines, []
    separator = _separator(plain)
    usual = len(_cut(plain[-1], separator))
    found, comments = list(lines), []
    for number in marked:
        line = lines[number].strip()
        if line[0] == "%" or re.match(r"#(\s|#|$)", line) or len(_cut(line, separator)) != usual:
            comments.append(line)
            found[number] = ""
    return found, comments


def _rows(lines: list[str], separator: str, name: str) -> list[Row]:
    """Return the rows of a file, each with the number of the line on which it begins."""
    spaced = separator == " "
    given = [line.strip() for line in lines] if spaced else lines
    reader = csv.reader(
        (f"{line}\n" for line in given), delimiter=separator, skipinitialspace=spaced
    )
    rows, begin = [], 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                rows.append((begin, cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{name}: cannot be read as a table: {error}.") from None
    return rows


def _table(rows: list[Row], separator: str, name: str) -> RawNetwork:
    """Return the ties in rows of cells."""
    if not rows:
        raise InputError(f"{name}: is an empty network: it has no animals.")
    rows, above = without_titles(rows)
    rows, repairs = with_names(under_r(rows), name)
    repairs = [*above, *repairs]
    head = rows[0][1]
    names = head[1:]
    square = (
        len(head) == len(rows)
        and len(rows) > 2
        and sorted(row[0] for _, row in rows[1:]) == sorted(names)
    )
    listed = len(head) == 3 and any(
        is_animals(cell) or "".join(words_of(cell)) in _WEIGHTS for cell in head if cell
    )
    if square and not (listed and head[0]):
        found = _matrix(rows, separator, name)
    elif len(head) == 1 or any(len(row) < 2 for _, row in rows):
        line = next(line for line, row in rows if len(row) < 2)
        raise InputError(
            f"{name}:{line} names no two animals: must be source, target and, if there is one, "
            "weight, separated by commas, semicolons, tabs or spaces."
        )
    else:
        found = _edges(rows, separator, name)
    return found._replace(repairs=(*repairs, *found.repairs))


def _matrix(rows: list[Row], separator: str, name: str) -> RawNetwork:
    """Return the ties in an adjacency matrix; of a symmetric one, each once."""
    names = rows[0][1][1:]
    if len(set(names)) < len(names) or "" in names:
        raise InputError(
            f"{name}:{rows[0][0]} names an animal twice, or not at all: each must have a name of "
            "its own."
        )
    weight, repairs = _cells(rows, separator, name)
    symmetric = np.allclose(weight, weight.T, rtol=ROUNDING, atol=0, equal_nan=True)
    both = (weight > 0) & (weight.T > 0)  # a gap in a symmetric matrix makes no directions
    agree = bool(np.allclose(weight[both], weight.T[both], rtol=ROUNDING, atol=0))
    ties = [
        (names[i], names[j], float(weight[i, j]))
        for i, j in np.argwhere(weight != 0)
        if not symmetric or i <= j
    ]
    if [row[0] for _, row in rows[1:]] != names:
        repairs.append(
            "rows and columns name the animals in different orders: they were matched by name"
        )
    return RawNetwork(names, ties, not symmetric and not agree, tuple(repairs), "a matrix")


def _cells(rows: list[Row], separator: str, name: str) -> tuple[np.ndarray, list[str]]:
    """Return the numbers in an adjacency matrix, rows in the order of columns."""
    names = rows[0][1][1:]
    number = {animal: index for index, animal in enumerate(names)}
    weight = np.zeros((len(names), len(names)))
    for line, row in rows[1:]:
        if len(row) != len(names) + 1:
            raise InputError(
                f"{name}:{line} has {len(row)} cells: must have {len(names) + 1}, as the first row."
            )

    def where(place: int) -> tuple[int, str]:
        line, row = rows[1 + place // len(names)]
        return line, f"tie {row[0]}-{names[place % len(names)]}"

    own = {row[1 + number[row[0]]] for _, row in rows[1:]}
    mark = own if len(own) == 1 and not is_number(next(iter(own))) else set()  # x, -, *
    cells = [
        "0" if cell == "" or (cell in mark and animal == row[0]) else cell
        for _, row in rows[1:]
        for animal, cell in zip(names, row[1:], strict=True)
    ]
    values, notes = weights_in(cells, where, separator, name)
    for place, (_, row) in enumerate(rows[1:]):
        at = number[row[0]]
        weight[at] = values[place * len(names) : (place + 1) * len(names)]
        if math.isnan(weight[at, at]):
            weight[at, at] = 0.0
    return weight, notes


def _edges(rows: list[Row], separator: str, name: str) -> RawNetwork:
    """Return the ties in an edge list."""
    columns = columns_of(rows, name)
    head, body = rows[0][1], rows[columns.header :]
    pairs: list[tuple[str, str]] = []
    for line, row in body:
        if len(row) <= max(columns[:2]) or not all(row[place] for place in columns[:2]):
            raise InputError(
                f"{name}:{line} names no two animals: must be source, target and, if there is "
                "one, weight; an animal without ties stands with itself and weight 0."
            )
        if columns.header and any(row[len(head) :]):
            raise InputError(
                f"{name}:{line} has {len(row)} cells: must have at most {len(head)}, as the names "
                "of the columns."
            )
        pairs.append((row[columns.first], row[columns.second]))
    heavy = columns.weight
    notes: list[str] = []
    weights: Sequence[float] = [math.nan] * len(body)
    if heavy is not None:
        cells = [row[heavy] if heavy < len(row) else "" for _, row in body]

        def where(place: int) -> tuple[int, str]:
            return body[place][0], f"tie {'-'.join(pairs[place])}"

        weights, notes = weights_in([cell or "nan" for cell in cells], where, separator, name)
    ties: list[Tie] = [(*pair, weight) for pair, weight in zip(pairs, weights, strict=True)]
    animals = list(dict.fromkeys(each for pair in pairs for each in pair))
    taken = _taken(head, columns.first, columns.second, heavy, columns.header)
    directed = _says_directed(head, body) if columns.header else False
    return RawNetwork(animals, ties, directed, (*columns.notes, *notes), taken)


def _says_directed(head: list[str], body: Sequence[Row]) -> bool:
    """Return whether a column ``type`` calls all ties directed, as Gephi writes it."""
    place = next((at for at, cell in enumerate(head) if cell.lower() == "type"), None)
    return place is not None and all(
        len(row) > place and row[place].lower() == "directed" for _, row in body
    )


def _taken(head: list[str], first: int, second: int, heavy: int | None, header: bool) -> str:
    """Return which columns were taken for what, as a sentence."""

    def called(place: int) -> str:
        return head[place] if header and head[place] else str(place + 1)

    weights = "no column is a weight" if heavy is None else f"weights from column {called(heavy)}"
    return f"animals from columns {called(first)} and {called(second)}, {weights}"
