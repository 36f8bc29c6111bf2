"""Edge lists: which row is a header, and which columns hold the animals and the weights.

Decided on evidence - names of columns, numbers, names that occur elsewhere - or refused with the
question. A contact list (time, i, j) is an edge list in which each contact counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..base.brief import brief, some
from ..base.errors import InputError
from ..base.number_text import NOT_THERE
from .network_contacts import contacts_of
from .network_source import Row
from .network_weights import is_number

#: what a column of animals is called, as a whole or word by word
_ANIMALS = frozenset(
    re.findall(
        r"\w+",
        "source target from to animal partner actor receiver recipient initiator winner loser "
        "giver groomer groomee groomed subject object sender ego alter focal neighbour neighbor "
        "dominant "
        "subordinate donor aggressor victim attacker attacked displacer displaced node vertex "
        "individual ind id name member bird monkey male female mother infant offspring tail head "
        "src dst dest destination origin follower leader who whom person code tag i j",
    )
)
_NUMBERED = _ANIMALS | {"v", "x", "other"}  #: and these with a number or letter: V1, V2
#: pairs of such names of which one is enough to say which columns are meant
_PAIRS = (
    ("source", "target"),
    ("from", "to"),
    ("i", "j"),
    ("winner", "loser"),
    ("initiator", "recipient"),
    ("initiator", "receiver"),
    ("actor", "receiver"),
    ("actor", "recipient"),
    ("giver", "receiver"),
    ("groomer", "groomee"),
    ("focal", "partner"),
    ("animal", "partner"),
    ("subject", "object"),
    ("sender", "receiver"),
    ("ego", "alter"),
)
_CORE = {"source", "target", "from", "to"}  #: names that no animal has
#: columns of numbers that are no weights
_NO_WEIGHTS = frozenset(
    re.findall(
        r"\w+",
        "time times t date datetime timestamp day month year hour minute second seconds start end "
        "id index row rowid rownames x obs observation session lat lon latitude longitude age",
    )
)
_UNIT = re.compile(r"\d+:\d\d(:\d\d)?([.,]\d+)?|[<>~]?\d+([.,]\d+)?\s?(%|[a-zA-Z]{0,4})")
_MARKS = re.compile(r"[^a-z0-9]+")
WIDE = 10  #: columns of a table that is rather a log: its animals must be called as a pair is


class Columns(NamedTuple):
    """Which columns of an edge list are what.

    Attributes
    ----------
    first, second : int
        The animals.
    weight : int or None
        The weights, if there are any.
    header : bool
        Whether the first row names the columns.
    notes : tuple of str
        What else is to be said of them.
    """

    first: int
    second: int
    weight: int | None
    header: bool
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return brief(self)


def words_of(cell: str) -> list[str]:
    """Return the words of a name of a column, in lower case: ``Node.A`` -> node, a."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell.strip())
    parts = _MARKS.sub(" ", apart.lower()).split()
    return [word for part in parts for word in (re.findall(r"[a-z]+|[0-9]+", part))]


def is_animals(cell: str) -> bool:
    """Return whether a cell is what a column of animals is called."""
    words = words_of(cell)
    if not words or not words[0].isalpha():
        return False
    *stem, last = words
    numbered = bool(stem) and (last.isdigit() or last in ("a", "b", "i", "j", "one", "two"))
    return set(words) <= _ANIMALS or (numbered and set(stem) <= _NUMBERED)


def columns_of(rows: Sequence[Row], name: str) -> Columns:
    """Return which columns of an edge list hold what.

    Parameters
    ----------
    rows : sequence of (int, list of str)
        Numbered rows of cells, two at least in each.
    name : str
        What the file is called in sentences.

    Returns
    -------
    Columns
        With notes on what was passed over.

    Raises
    ------
    InputError
        It cannot be told: the question, and how to answer it in the file.
    """
    head, body = rows[0][1], [row for _, row in rows[1:]]
    numeric = [_numbers_in(body, place) for place in range(len(head))]
    if has_header(rows, numeric, name):
        return _named(rows, numeric, name)
    contact = contacts_of(rows, name)
    if contact is not None:
        first, told = contact
        return Columns(first, first + 1, None, False, (told,))
    if len(head) > 3:
        raise InputError(
            f"{name}:{rows[0][0]} has {len(head)} columns and no names of columns: must be an "
            "edge list (write a first row such as source,target,weight) or a matrix with the same "
            "names in its first row and column."
        )
    return Columns(0, 1, 2 if len(head) == 3 else None, header=False)


def _numbers_in(body: Sequence[list[str]], place: int) -> bool:
    """Return whether a column holds numbers, and nothing else."""
    cells = [row[place] for row in body if len(row) > place and row[place] not in NOT_THERE]
    return bool(cells) and all(is_number(cell) for cell in cells)


def has_header(rows: Sequence[Row], numeric: Sequence[bool], name: str) -> bool:
    """Return whether the first row of an edge list names its columns.

    Parameters
    ----------
    rows : sequence of (int, list of str)
        Numbered rows of cells.
    numeric : sequence of bool
        Which columns have numbers alone below the first row.
    name : str
        What the file is called in sentences.

    Returns
    -------
    bool
        Whether it is no tie.

    Raises
    ------
    InputError
        It could be either.
    """
    (line, head), body = rows[0], [row for _, row in rows[1:]]
    called = [cell for cell in head if is_animals(cell)]
    below = {cell for row in body for cell in row[:2]}
    alone = not any(cell in below for cell in head[:2])
    core = sum(" ".join(words_of(cell)) in _CORE for cell in head) >= 2
    if core and (alone or len(head) > 3):
        return True
    over = [cell for cell, each in zip(head, numeric, strict=True) if each and _is_word(cell)]
    if over and (alone or called):
        return True  # a word over numbers
    if any(is_number(cell) for cell in head[2:]) or all(is_number(cell) for cell in head[:2]):
        return False
    if len(called) >= 2 and len(head) > 3:
        return True
    if core:
        raise InputError(
            f"{name}:{line}: {head[0][:40]} and {head[1][:40]} stand among the animals as well: "
            "are they names of columns or two animals? Put a first row animal,partner before "
            "them if they are animals, or in their place if they are none."
        )
    if not (body and alone):
        return False
    alike = {_shape(cell) for cell in below}
    of_their_kind = any(re.search(r"\d", cell) and _shape(cell) in alike for cell in head[:2])
    roles = any(len(cell) > 1 and cell.isalpha() and is_animals(cell) for cell in below)
    pair = tuple("".join(words_of(cell)) for cell in head[:2]) in _PAIRS
    if called and not of_their_kind and (pair or not roles):
        return True
    if of_their_kind and not called:
        return False
    raise InputError(
        f"{name}:{line}: are {head[0][:40]} and {head[1][:40]}, which stand nowhere else, the "
        "names of the columns or two animals? Call the columns source and target if they are "
        "names; put a first row source,target before it if they are animals."
    )


def _is_word(cell: str) -> bool:
    """Return whether a cell can be the name of a column of numbers, and no faulty number."""
    if cell in NOT_THERE or is_number(cell) or re.fullmatch(r"inf(inity)?", cell, re.IGNORECASE):
        return False
    return bool(re.match(r"[^\W\d_]|[(%#.]", cell))


def _shape(cell: str) -> str:
    """Return how a name is made: ``F12`` -> A9, ``Ada`` -> Aa."""
    marks = re.sub(r"\d+", "9", re.sub(r"[a-z]+", "a", re.sub(r"[A-Z]", "A", cell)))
    return re.sub(r"A+", "A", marks)


def _named(rows: Sequence[Row], numeric: Sequence[bool], name: str) -> Columns:
    """Return which columns hold what, by their names."""
    line, head = rows[0]
    first, second = _animal_columns(head, numeric, line, name)
    others = [place for place in range(len(head)) if place not in (first, second)]
    words = {place: "".join(words_of(head[place])) for place in others}
    called = [place for place in others if words[place] in ("weight", "weights", "edgeweight")]
    able = [
        place
        for place in others
        if numeric[place] and words[place] not in {"", *_NO_WEIGHTS} and place not in called
    ]
    if not (called or able) and len(head) == 3:
        able = [
            place
            for place in others
            if words[place] not in {"", *_NO_WEIGHTS}
            and (_mostly(rows, place) or _measured(rows, place))
        ]
    found = called or able
    if len(found) > 1:
        names = some([head[place] for place in found], 80)
        raise InputError(
            f"{name}:{line}: {len(found)} columns could be the weight ({names}): call the one "
            "that is meant weight, or leave the others out."
        )
    left = [place for place in others if place not in found and head[place]]
    over = [f"columns that were passed over: {some([head[p] for p in left], 120)}"] if left else []
    return Columns(first, second, found[0] if found else None, True, tuple(over))


def _mostly(rows: Sequence[Row], place: int) -> bool:
    """Return whether most cells of a column are numbers, so that the others are faults."""
    cells = [row[place] for _, row in rows[1:] if len(row) > place]
    return sum(is_number(cell) for cell in cells) > len(cells) / 2


def _measured(rows: Sequence[Row], place: int) -> bool:
    """Return whether the cells of a column are numbers with a unit, or spans of time."""
    cells = [row[place] for _, row in rows[1:] if len(row) > place and row[place] not in NOT_THERE]
    return bool(cells) and all(_UNIT.fullmatch(cell) for cell in cells)


def _animal_columns(
    head: list[str], numeric: Sequence[bool], line: int, name: str
) -> tuple[int, int]:
    """Return the two columns of animals of a list with a header."""
    words = ["".join(words_of(cell)) for cell in head]
    for one, other in _PAIRS:
        if words.count(one) == words.count(other) == 1:
            return words.index(one), words.index(other)
    called = [place for place, cell in enumerate(head) if is_animals(cell)]
    stem = _of_one_stem(head, called)
    if len(stem) == 2 and stem != called:
        return stem[0], stem[1]
    if len(called) == 2 and len(head) < WIDE:
        return called[0], called[1]
    text = [place for place, cell in enumerate(head) if cell and not numeric[place]]
    if len(called) < 2 and len(head) <= 3:
        return (text[0], text[1]) if len(text) == 2 else (0, 1)
    names = some([cell for cell in head if cell], 120)
    raise InputError(
        f"{name}:{line} is neither an edge list (source, target, weight) nor a matrix with the "
        f"same names in its first row and column: which two of its {len(head)} columns are the "
        f"animals ({names})? Call them source and target."
    )


def _of_one_stem(head: list[str], called: list[int]) -> list[int]:
    """Return the columns of animals that differ in a number or letter alone: ID1, ID2."""
    stems = {place: tuple(words_of(head[place])[:-1]) for place in called}
    pairs = [
        [place for place in called if stems[place] == stem]
        for stem in dict.fromkeys(stems.values())
        if stem
    ]
    if len(pairs) == 1 and stems[pairs[0][0]] in (("v",), ("x",)):
        return pairs[0][:2]  # V1, V2, V3: as R calls columns without names
    pairs = [pair for pair in pairs if len(pair) == 2]
    return pairs[0] if len(pairs) == 1 else called
