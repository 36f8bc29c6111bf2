"""A shelf: a folder in which each file is one variant, found by its file name.

Nothing is registered. A variant is a module that defines every name its shelf requires; what it
leaves out is taken from the shelf's ``contract``, if that defines it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar, cast

from . import items
from .errors import MirrorError, unknown

Item = TypeVar("Item", bound=items.Item)


class Shelf(Generic[Item]):
    """The variants in ``mirror_abm/<folder>/``.

    Parameters
    ----------
    folder : str
        Name of the sub-package, e.g. ``"rules"``.
    what : str
        What one variant is called in a sentence, e.g. ``"rule"``.
    kind : type
        What a variant supplies, a protocol of :mod:`mirror_abm.base.items`; ``required`` are its
        names.

    Examples
    --------
    >>> "complete" in layouts.names
    True
    >>> layouts.load("complete").__name__
    'mirror_abm.layouts.complete'
    """

    def __init__(self, folder: str, what: str, kind: type):
        self.folder, self.what, self.kind = folder, what, kind
        self.required = items.names(kind)

    @property
    def path(self) -> Path:
        """The folder."""
        return Path(__file__).parents[1] / self.folder

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The variants, in alphabetical order."""
        found = [item.name for item in pkgutil.iter_modules([str(self.path)])]
        return tuple(
            sorted(name for name in found if name != "contract" and not name.startswith("_"))
        )

    def load(self, name: str) -> Item:
        """Return the module of a variant.

        Parameters
        ----------
        name : str
            Its file name, without ``.py``.

        Returns
        -------
        module
            It has all names that the shelf requires.

        Raises
        ------
        InputError
            No such variant.
        MirrorError
            The variant, and the contract, leave out what is required.
        """
        if not isinstance(name, str) or name not in self.names:
            raise unknown(self.what, name, self.names)
        module = importlib.import_module(f"mirror_abm.{self.folder}.{name}")
        for item, value in self._defaults.items():
            if not hasattr(module, item):
                setattr(module, item, value)
        missing = [item for item in self.required if not hasattr(module, item)]
        if missing:
            raise MirrorError(
                f"mirror_abm/{self.folder}/{name}.py: a {self.what} must define "
                f"{', '.join(missing)}."
            )
        return cast(Item, module)

    @cached_property
    def _defaults(self) -> dict[str, object]:
        """What variants may leave out: the required names that the contract defines."""
        if not (self.path / "contract.py").is_file():
            return {}
        contract = importlib.import_module(f"mirror_abm.{self.folder}.contract")
        return {item: getattr(contract, item) for item in self.required if hasattr(contract, item)}

    def file(self, name: str) -> Path:
        """Return the file of a variant.

        Parameters
        ----------
        name : str
            Its file name, without ``.py``.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        InputError
            No such variant.
        """
        if name not in self.names:
            raise unknown(self.what, name, self.names)
        return self.path / f"{name}.py"

    def summary(self, name: str) -> str:
        """Return the first line of a variant's docstring.

        Parameters
        ----------
        name : str
            Its file name, without ``.py``.

        Returns
        -------
        str
            One sentence.
        """
        return (self.load(name).__doc__ or "").strip().splitlines()[0]


rules: Shelf[items.Rule] = Shelf("rules", "learning rule", items.Rule)
sources: Shelf[items.Source] = Shelf("sources", "source of experience", items.Source)
layouts: Shelf[items.Layout] = Shelf("layouts", "social layout", items.Layout)
accounts: Shelf[items.Account] = Shelf("accounts", "account", items.Account)
measures: Shelf[items.Measure] = Shelf("measures", "measure", items.Measure)
figures: Shelf[items.Drawing] = Shelf("figures", "figure", items.Drawing)
experiments: Shelf[items.Experiment] = Shelf("experiments", "experiment", items.Experiment)
