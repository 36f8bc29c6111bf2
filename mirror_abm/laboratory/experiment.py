"""Experiment files -> checked experiments: from the shelf, or from any folder (``--from DIR``)."""

from __future__ import annotations

import importlib.util
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from ..animal import constants as constants_module
from ..base.checks import mapping
from ..base.errors import InputError, MirrorError, unknown
from ..base.files import read_text, shown
from ..base.shelf import experiments as shelf
from ..experiments import contract
from ..experiments.contract import Claim, Phase, Rearing
from ..profile.species import load_species
from .training import check

CONFIDENCE = {
    "V": "numbers read in a text",
    "A": "design and direction read in an abstract",
    "R": "recalled, not re-read",
    "P": "a prediction that nobody has tested; it is no part of the headline",
}
REQUIRED = tuple(name for name in shelf.required if not hasattr(contract, name))


@dataclass(frozen=True)
class Experiment:
    """A published experiment as its file says it, checked; see :mod:`mirror_abm.experiments.contract`."""

    name: str
    file: Path
    text: str
    citation: str
    confidence: str
    species: str
    effector: str
    actions: Mapping[str, str]
    constants: Mapping[str, float]
    conditions: Mapping[str, tuple[Rearing, tuple[Phase, ...]]]
    unit: str
    readouts: tuple[str, ...]
    measure: Callable[[Any], Any]
    pattern: tuple[Claim, ...]
    speaks: tuple[Claim, ...]
    subjects: tuple[str, ...]
    contrary: bool
    note: str

    @property
    def summary(self) -> str:
        """The first line of the file's text."""
        return self.text.strip().splitlines()[0]

    def measured(self, subject: Any, condition: str) -> dict[str, float]:
        """Return what the file's ``measure`` says of a subject, by condition (and readout): finite numbers."""
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

    @property
    def columns(self) -> tuple[str, ...]:
        """The conditions, one for each readout where there are several."""
        return tuple(
            f"{name}_{readout}" if readout else name
            for name in self.conditions
            for readout in self.readouts or ("",)
        )


def names(folder: str | Path = "") -> tuple[str, ...]:
    """Return the experiments of the shelf and of ``folder``, sorted."""
    return tuple(sorted({*shelf.names, *_files(folder)}))


def _files(folder: str | Path) -> dict[str, Path]:
    """Return the experiment files of a folder by name; there must be one."""
    if not str(folder):
        return {}
    path = Path(folder)
    if not path.is_dir():
        raise InputError(
            f"{folder}: no such folder: --from must name a folder of experiment files."
        )
    found = {file.stem: file for file in sorted(path.glob("*.py")) if not file.name.startswith("_")}
    if not found:
        raise InputError(
            f"{folder}: holds no experiment file (NAME.py); docs/experiments.md shows how to write one."
        )
    wrong = [file for name, file in found.items() if not re.fullmatch(r"[a-z][a-z0-9_]*", name)]
    if wrong:
        raise InputError(
            f"{shown(wrong[0])}: must be named in small letters, digits and _, as in author_2010.py."
        )
    return found


def load(name: str, folder: str | Path = "") -> Experiment:
    """Return experiment ``name``, from ``folder`` if it holds one of that name, else from the shelf.

    Raises
    ------
    InputError : no such experiment, or the first fault of its file.
    """
    outside = _files(folder)
    if name not in outside and name not in shelf.names:
        raise unknown("experiment", name, names(folder))
    file = outside.get(name) or shelf.file(name)
    return _loaded(name, str(file.resolve()), file.stat().st_mtime_ns)


@lru_cache(maxsize=128)
def _loaded(name: str, file: str, changed: int) -> Experiment:
    """Return the experiment in ``file``; it is read again only if it was changed."""
    path = Path(file)
    return _checked(name, path, _module(name, path))


def _module(name: str, path: Path) -> ModuleType:
    """Return the module in ``path`` as if it stood on the shelf, so that it imports the contract as the others do."""
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


def _checked(name: str, path: Path, module: ModuleType) -> Experiment:
    """Return the experiment that ``module`` defines; everything in it is checked here, nothing later."""
    where = shown(path)
    missing = [item for item in REQUIRED if not hasattr(module, item)]
    if missing or not (module.__doc__ or "").strip():
        raise InputError(
            f"{where}: an experiment must define {', '.join(missing or ['a docstring that says what was done'])}."
        )
    get: dict[str, Any] = {
        item: getattr(module, item, getattr(contract, item, None)) for item in shelf.required
    }
    profile = load_species(get["SPECIES"])
    repertoire = [action.name for action in profile.actions]
    for role, action in mapping(f"{where} ACTIONS", get["ACTIONS"]).items():
        if action not in repertoire:
            raise unknown(f"ACTIONS[{role!r}]", action, repertoire, where)
    if get["CONFIDENCE"] not in CONFIDENCE:
        raise unknown("CONFIDENCE", get["CONFIDENCE"], CONFIDENCE, where)
    if get["CITATION"] not in (known := references(path)):
        raise unknown("CITATION", get["CITATION"], known, where)
    for constant, value in mapping(f"{where} CONSTANTS", get["CONSTANTS"]).items():
        constants_module.check(constant, value, where)
    if not callable(get["measure"]):
        raise InputError(f"{where}: measure must be a function of the subject.")
    conditions = _conditions(where, get["CONDITIONS"], {*repertoire, *get["ACTIONS"]})
    readouts = tuple(str(readout) for readout in get["READOUTS"])
    made = [f"{condition}_{readout}" for condition in conditions for readout in readouts] or list(
        conditions
    )
    pattern, speaks = (
        _claims(f"{where} {item}", get[item], made) for item in ("PATTERN", "SPEAKS")
    )
    if not pattern:
        raise InputError(
            f"{where} PATTERN: must make at least one claim, for example higher('trained', 'untrained')."
        )
    return Experiment(
        name,
        path,
        str(module.__doc__),
        get["CITATION"],
        get["CONFIDENCE"],
        str(get["SPECIES"]),
        str(get["EFFECTOR"]),
        get["ACTIONS"],
        get["CONSTANTS"],
        conditions,
        str(get["MEASURE"]),
        readouts,
        get["measure"],
        pattern,
        speaks,
        tuple(get["SUBJECTS"]),
        bool(get["CONTRARY"]),
        str(get["NOTE"]),
    )


def _conditions(
    where: str, given: Any, actions: set[str]
) -> dict[str, tuple[Rearing, tuple[Phase, ...]]]:
    """Return the conditions with their rearing, checked."""
    found = {}
    for name, what in mapping(f"{where} CONDITIONS", given).items():
        place = f"{where} CONDITIONS[{name!r}]"
        reared = isinstance(what, tuple) and len(what) == 2 and isinstance(what[0], Rearing)
        rearing, phases = what if reared else (Rearing(), what)
        phases = (phases,) if isinstance(phases, Phase) else phases
        if not isinstance(phases, (tuple, list)) or not all(
            isinstance(phase, Phase) for phase in phases
        ):
            raise InputError(
                f"{place}: must be phases, or (Rearing(...), phases); a tuple of one needs its comma."
            )
        for phase in phases:
            check(phase, place)
            used = {act for trial in phase.trials for act in trial.do} | {
                seen.action for trial in phase.trials for seen in trial.see if seen.action
            }
            for action in sorted(used - actions):
                raise unknown("action", action, actions, place)
        found[name] = (rearing, tuple(phases))
    if not found:
        raise InputError(f"{where} CONDITIONS: must hold at least one condition.")
    return found


def _claims(where: str, given: Any, conditions: Sequence[str]) -> tuple[Claim, ...]:
    """Return the claims, each about conditions that exist."""
    claims = (given,) if isinstance(given, Claim) else tuple(given)
    for claim in claims:
        if not isinstance(claim, Claim):
            raise InputError(
                f"{where}: {claim!r}: must be a claim, for example higher('trained', 'untrained')."
            )
        for condition in (claim.first, claim.second, claim.than):
            if condition and condition not in conditions:
                raise unknown("condition", condition, conditions, where)
    return claims


def references(path: Path) -> dict[str, str]:
    """Return the entries, by key, that an experiment file may cite: the shelf's, and those of ``references.bib`` beside it."""
    entries: dict[str, str] = {}
    for folder in dict.fromkeys((shelf.path, path.parent)):
        file = folder / "references.bib"
        if file.is_file():
            for entry in re.split(r"^(?=@)", read_text(file, 4_000_000), flags=re.MULTILINE):
                key = re.match(r"@\w+\{([^,\s]+),", entry)
                if key:
                    entries[key.group(1)] = entry.strip()
    return entries
