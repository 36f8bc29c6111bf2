"""The options that describe animals.

Their names, types and defaults, defined once for runs, populations and the mean field.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypedDict, TypeVar, cast, get_type_hints

from ..base.errors import unknown
from ..profile.dated_tree import Tree

CAP = 60  #: the largest group that is simulated unless told otherwise
Door = TypeVar("Door", bound=Callable[..., Any])


class AnimalOptions(TypedDict, total=False):
    """Options that describe animals, wherever they are raised: runs, populations, the mean field.

    Attributes
    ----------
    seed : int
        Names every draw, together with the replicate.
    point : bool
        Use the medians of the profile and the constants' defaults instead of drawing them.
    settings : mapping from str to float
        Numbers to fix, such as ``{"experience.being_imitated.rate": 0, "constants.tau": 2}``.
    without : str or iterable of str
        Sources of experience to switch off; ``"all"`` for every one.
    world : str
        ``"normal"``, or ``"permuted"``: each act looks and sounds like another one.
    weights : str
        ``"signed"``, or ``"excitatory"`` (clipped at 0).
    cap : int
        The largest group simulated, in animals.
    learners : int, optional
        Animals per group that learn and are recorded; the others only behave. None: all.
    rule : str, optional
        A name on the shelf ``rules``, instead of the account's own.
    carrier : bool, optional
        Whether the animals carry the heritable system that some accounts assume; None draws it on
        the tree.
    tree : str, Path or Tree, optional
        That tree: a Newick file, its text, or a Tree. None: the library's.
    prior : str
        ``"authored"``, ``"rule_made"`` or ``"exchangeable"`` rates, or a ``"mixture"``: by the
        number of the replicate (see :mod:`mirror_abm.profile.prior`).
    """

    seed: int
    point: bool
    settings: Mapping[str, float] | None
    without: str | Iterable[str]
    world: str
    weights: str
    cap: int
    learners: int | None
    rule: str | None
    carrier: bool | None
    tree: str | Path | Tree | None
    prior: str


class Options(AnimalOptions, total=False):
    """Options of one population: those of its animals, and which replicate it is.

    Attributes
    ----------
    replicate : int
        Number of the replicate.
    groups : int
        Social groups, without contact with each other.
    constants : mapping from str to float
        Global constants to be fixed, such as ``{"tau": 2.0}``: the same as
        ``settings={"constants.tau": 2.0}``.
    size : int, optional
        Animals per group, instead of the profile's.
    lapse : float
        Days of age that an active day of simulated life stands for. In time-lapse every alpha is
        as many times larger and stages of life come as much sooner, so that the expected state at
        an age is the same to first order in alpha; ``k <= 0.03 / (alpha incidental_salience)``
        keeps the error of a mirror index near 0.003.
    """

    replicate: int
    groups: int
    constants: Mapping[str, float] | None
    size: int | None
    lapse: float


DEFAULTS: Options = {
    "seed": 0,
    "replicate": 0,
    "groups": 1,
    "point": False,
    "settings": None,
    "constants": None,
    "without": (),
    "world": "normal",
    "weights": "signed",
    "size": None,
    "lapse": 1.0,
    "cap": CAP,
    "learners": None,
    "rule": None,
    "carrier": None,
    "tree": None,
    "prior": "authored",
}


def spelled(options: type, hidden: tuple[str, ...] = (), **instead: Any) -> Callable[[Door], Door]:
    """Return a decorator that shows ``**options`` parameter by parameter in help and completion.

    Parameters
    ----------
    options : type
        The typed dictionary that the function unpacks.
    hidden : tuple of str
        Options that are not shown, as they have another name there.
    **instead : object
        Defaults of this function that differ from those of a population.

    Returns
    -------
    callable
        Sets ``__signature__`` and returns the function.
    """

    def show(door: Door) -> Door:
        plain = [
            each
            for each in inspect.signature(door).parameters.values()
            if each.kind is not inspect.Parameter.VAR_KEYWORD
        ]
        defaults = cast(dict[str, Any], DEFAULTS) | instead
        more = [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=value, annotation=hints[name]
            )
            for name, value in defaults.items()
            if name in hints and name not in hidden
        ]
        door.__signature__ = inspect.Signature([*plain, *more])  # type: ignore[attr-defined]
        return door

    hints = get_type_hints(options)
    return show


def complete(given: Mapping[str, Any], where: str, options: type = Options) -> dict[str, Any]:
    """Return ``given`` with the defaults of what is left out.

    Parameters
    ----------
    given : mapping from str to object
        What a caller said.
    where : str
        Of what they are options, for the sentence of an error.
    options : type
        The typed dictionary that names them.

    Returns
    -------
    dict of str to object
        All options.

    Raises
    ------
    InputError
        For a name that is no option, with the nearest one.
    """
    for name in given:
        if name not in options.__annotations__:
            raise unknown(f"option of {where}", name, options.__annotations__)
    return {**DEFAULTS, **given}
