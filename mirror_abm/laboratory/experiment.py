"""Experiments: from a file, on the shelf or in a folder of one's own, to a checked experiment."""

from __future__ import annotations

import importlib.util
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from ..animal.constant_values import check_constant
from ..base.brief import brief
from ..base.checks import finite, mapping
from ..base.errors import InputError, MirrorError, unknown
from ..base.files import read_text, shown
from ..base.shelf import experiments as shelf
from ..experiments import contract
from ..experiments.contract import Claim
from ..profile.species import load_species
from .protocol import Conditions, checked_claims, checked_conditions

#: how well the published pattern is known
CONFIDENCE = {
    "V": "numbers read in a text",
    "A": "design and direction read in an abstract",
    "R": "recalled, not re-read",
    "P": "a prediction that nobody has tested; not part of the headline",
}
REQUIRED = tuple(name for name in shelf.required if not hasattr(contract, name))


@dataclass(frozen=True)
class Experiment:
    """A published experiment as its file says it, checked.

    See :mod:`mirror_abm.experiments.contract` for what each item means.

    Attributes
    ----------
    name : str
        Name of the file.
    file : Path
        Where it is.
    text, citation : str
        Docstring of the file; key of its source.
    confidence : str
        How well the published pattern is known: a key of ``CONFIDENCE``.
    species : str
        Species file of the subjects.
    effector : str
        What moves, in words.
    actions : mapping of str to str
        The study's names of movements, and the actions of the species that stand for them.
    constants : mapping of str to float
        Global constants that the design fixes.
    conditions : dict
        (Rearing, phases) by name of condition.
    unit, readouts : str, tuple of str
        What is measured, with its unit; names of what ``measure`` returns, if several numbers.
    measure : callable
        Takes a subject; returns a number, or one for each read-out.
    pattern : tuple of Claim
        The published pattern.
    speaks : tuple of Claim
        What must hold for the row to speak at all.
    subjects : tuple of str
        Kinds of subject that make sense.
    contrary, calibrates : bool
        Whether it was published as evidence against the associative account; whether the constants
        were calibrated on it.
    note : str
        What the file leaves out, or had to assume.
    negligible : float
        Difference below which there is none, in the unit of the measure.
    """

    name: str
    file: Path
    text: str
    citation: str
    confidence: str
    species: str
    effector: str
    actions: Mapping[str, str]
    constants: Mapping[str, float]
    conditions: Conditions
    unit: str
    readouts: tuple[str, ...]
    measure: Callable[[Any], Any]
    pattern: tuple[Claim, ...]
    speaks: tuple[Claim, ...]
    subjects: tuple[str, ...]
    contrary: bool
    calibrates: bool
    note: str
    negligible: float

    __repr__ = brief

    @property
    def summary(self) -> str:
        """The first line of the file's docstring."""
        return self.text.strip().splitlines()[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """The conditions, once for each read-out where there are several."""
        return columns(self.conditions, self.readouts)

    def measured(self, subject: Any, condition: str) -> dict[str, float]:
        """Return what the file's ``measure`` says of a subject.

        Parameters
        ----------
        subject : Subject
            The trained animal.
        condition : str
            The condition it has been through.

        Returns
        -------
        dict of str to float
            Finite numbers, by condition (and read-out).

        Raises
        ------
        InputError
            If ``measure`` fails, or returns anything else.
        """
        where = f"{shown(self.file)}: measure(subject) in condition {condition}"
        try:
            got = self.measure(subject)
            found = (
                {f"{condition}_{name}": float(got[name]) for name in self.readouts}
                if self.readouts
                else {condition: float(got)}
            )
        except MirrorError:
            raise
        except Exception as error:
            raise InputError(f"{where}: {type(error).__name__}: {error}.") from error
        for name, value in found.items():
            if not math.isfinite(value):
                raise InputError(f"{where}, {name} = {value}: must be a finite number.")
        return found


def columns(conditions: Mapping[str, object], readouts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that claims may use: the conditions, once for each read-out."""
    return tuple(
        f"{name}_{readout}" if readout else name
        for name in conditions
        for readout in readouts or ("",)
    )


def names(folder: str | Path = "") -> tuple[str, ...]:
    """Return the names of the experiments there are.

    Parameters
    ----------
    folder : str or Path
        A folder of one's own, beside the shelf.

    Returns
    -------
    tuple of str
        Sorted.
    """
    return tuple(sorted({*shelf.names, *_experiment_files(folder)}))


def _experiment_files(folder: str | Path) -> dict[str, Path]:
    """Return the experiment files of a folder by name; a folder that is named must hold one."""
    if not str(folder):
        return {}
    path = Path(folder)
    if not path.is_dir():
        raise InputError(
            f"{folder}: no such folder: --from must name a folder of experiment files."
        )
    found = {file.stem: file for file in sorted(path.glob("*.py")) if not file.name.startswith("_")}
    if not found:
        how = "docs/experiments.md shows how to write one"
        raise InputError(f"{folder}: holds no experiment file (NAME.py); {how}.")
    wrong = [file for name, file in found.items() if not re.fullmatch(r"[a-z][a-z0-9_]*", name)]
    if wrong:
        raise InputError(
            f"{shown(wrong[0])}: must be named in small letters, digits and _, as in "
            "author_2010.py."
        )
    return found


def load(name: str, folder: str | Path = "") -> Experiment:
    """Return an experiment by name.

    Parameters
    ----------
    name : str
        Name of its file.
    folder : str or Path
        A folder of one's own; it is searched before the shelf.

    Returns
    -------
    Experiment
        Checked; it is read again only if its file was changed.

    Raises
    ------
    InputError
        If there is no such experiment, or for the first fault of its file.

    Examples
    --------
    >>> load("cook_2010").columns
    ('contingent', 'signalled', 'noncontingent')
    """
    outside = _experiment_files(folder)
    if name not in outside and name not in shelf.names:
        raise unknown("experiment", name, names(folder))
    file = outside.get(name) or shelf.file(name)
    return _loaded(name, str(file.resolve()), file.stat().st_mtime_ns)


@lru_cache(maxsize=128)
def _loaded(name: str, file: str, changed: int) -> Experiment:
    """Return the experiment in a file as it was when last changed."""
    path = Path(file)
    return _checked_experiment(name, path, _executed(name, path))


def _executed(name: str, path: Path) -> ModuleType:
    """Return the module in a file as if it stood on the shelf, so that ``.contract`` is found."""
    spec = importlib.util.spec_from_file_location(f"mirror_abm.experiments.{name}", path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    try:
        exec(compile(read_text(path), str(path), "exec"), module.__dict__)
    except MirrorError:
        raise
    except SyntaxError as error:
        raise InputError(
            f"{shown(path)}:{error.lineno}:{error.offset} is not Python: {error.msg}."
        ) from None
    except Exception as error:
        raise InputError(
            f"{shown(path)}: cannot be loaded: {type(error).__name__}: {error}."
        ) from error
    return module


def citable(path: Path) -> dict[str, str]:
    """Return the references that an experiment file may cite.

    Parameters
    ----------
    path : Path
        The experiment file.

    Returns
    -------
    dict of str to str
        BibTeX entries by key: the shelf's, and those of ``references.bib`` beside the file.
    """
    entries: dict[str, str] = {}
    for folder in dict.fromkeys((shelf.path, path.parent)):
        file = folder / "references.bib"
        if file.is_file():
            for entry in re.split(r"^(?=@)", read_text(file, 4_000_000), flags=re.MULTILINE):
                key = re.match(r"@\w+\{([^,\s]+),", entry)
                if key:
                    entries[key.group(1)] = entry.strip()
    return entries


def _checked_experiment(name: str, path: Path, module: ModuleType) -> Experiment:
    """Return the experiment that a module defines; everything in it is checked here, or never."""
    where = shown(path)
    get = _items(where, module)
    actions = _checked_names(where, path, get)
    conditions = checked_conditions(where, get["CONDITIONS"], {*actions, *get["ACTIONS"]})
    readouts = tuple(str(readout) for readout in get["READOUTS"])
    made = columns(conditions, readouts)
    pattern, speaks = (
        checked_claims(f"{where} {item}", get[item], made) for item in ("PATTERN", "SPEAKS")
    )
    if not pattern:
        raise InputError(
            f"{where} PATTERN: must make at least one claim, for example "
            "higher('trained', 'untrained')."
        )
    return Experiment(
        name,
        path,
        text=str(module.__doc__),
        citation=get["CITATION"],
        confidence=get["CONFIDENCE"],
        species=str(get["SPECIES"]),
        effector=str(get["EFFECTOR"]),
        actions=get["ACTIONS"],
        constants=get["CONSTANTS"],
        conditions=conditions,
        unit=str(get["MEASURE"]),
        readouts=readouts,
        measure=get["measure"],
        pattern=pattern,
        speaks=speaks,
        subjects=tuple(get["SUBJECTS"]),
        contrary=bool(get["CONTRARY"]),
        calibrates=bool(get["CALIBRATES"]),
        note=str(get["NOTE"]),
        negligible=finite(f"{where} NEGLIGIBLE", get["NEGLIGIBLE"]),
    )


def _items(where: str, module: ModuleType) -> dict[str, Any]:
    """Return what an experiment file defines, with the contract's defaults for what it may omit."""
    missing = [item for item in REQUIRED if not hasattr(module, item)]
    if missing or not (module.__doc__ or "").strip():
        what = ", ".join(missing or ["a docstring that says what was done"])
        raise InputError(f"{where}: an experiment must define {what}.")
    return {item: getattr(module, item, getattr(contract, item, None)) for item in shelf.required}


def _checked_names(where: str, path: Path, get: Mapping[str, Any]) -> list[str]:
    """Refuse names and constants that nothing is known of; return the actions of the species."""
    repertoire = [action.name for action in load_species(get["SPECIES"]).actions]
    for role, action in mapping(f"{where} ACTIONS", get["ACTIONS"]).items():
        if action not in repertoire:
            raise unknown(f"ACTIONS[{role!r}]", action, repertoire, where)
    if get["CONFIDENCE"] not in CONFIDENCE:
        raise unknown("CONFIDENCE", get["CONFIDENCE"], CONFIDENCE, where)
    known = citable(path)
    if get["CITATION"] not in known:
        raise unknown("CITATION", get["CITATION"], known, where)
    for constant, value in mapping(f"{where} CONSTANTS", get["CONSTANTS"]).items():
        check_constant(constant, value, where)
    for kind in get["SUBJECTS"]:
        if kind not in contract.SUBJECTS:
            raise unknown("SUBJECTS", kind, contract.SUBJECTS, where)
    if not callable(get["measure"]):
        raise InputError(f"{where}: measure must be a function of the subject.")
    return repertoire
