"""A shelf: a folder in which each file is one variant, found by its file name.

Nothing is registered. A variant is a module that defines every name its shelf requires; what it
leaves out is taken from the shelf's ``contract``, if that defines it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cached_property
from pathlib import Path
from types import ModuleType

from .errors import MirrorError, unknown


class Shelf:
    """The variants in ``mirror_abm/<folder>/``.

    Parameters
    ----------
    folder : str
        Name of the sub-package, e.g. ``"rules"``.
    what : str
        What one variant is called in a sentence, e.g. ``"learning rule"``.
    required : tuple of str
        Names that every variant must define.

    Examples
    --------
    >>> "complete" in layouts.names
    True
    >>> layouts.load("complete").__name__
    'mirror_abm.layouts.complete'
    """

    def __init__(self, folder: str, what: str, required: tuple[str, ...]):
        self.folder, self.what, self.required = folder, what, required

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

    def load(self, name: str) -> ModuleType:
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
        return module

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


rules = Shelf(
    "rules",
    "learning rule",
    (
        "error",
        "change",
        "associability",
        "average",
        "PLASTIC",
        "CONTEXT",
        "ABSENT",
        "ASSOCIABILITY",
        "AVERAGE",
        "QUIET",
        "ORACLES",
        "ABSENCES",
    ),
)
sources = Shelf(
    "sources", "source of experience", ("originate", "observe", "expected", "EXPLAINED")
)
layouts = Shelf("layouts", "social layout", ("graph",))
accounts = Shelf(
    "accounts",
    "account",
    (
        "RULE",
        "REFUTED_BY",
        "INHERITED",
        "SUPPLY",
        "WITHOUT",
        "OPTIONS",
        "matched_weight",
        "nonmatched",
        "plasticity",
        "supply",
    ),
)
measures = Shelf("measures", "measure", ("measure", "NEEDS"))
figures = Shelf("figures", "figure", ("draw", "size", "NEEDS", "example"))
experiments = Shelf(
    "experiments",
    "experiment",
    (
        "CITATION",
        "CONFIDENCE",
        "SPECIES",
        "EFFECTOR",
        "ACTIONS",
        "CONDITIONS",
        "MEASURE",
        "READOUTS",
        "PATTERN",
        "SPEAKS",
        "SUBJECTS",
        "CONSTANTS",
        "CONTRARY",
        "NOTE",
        "measure",
    ),
)
