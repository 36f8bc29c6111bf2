"""Writing species files: a first draft that validates, and changes of single values that leave every comment where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from pydantic import BaseModel

from ..base.errors import Faults, InputError, did_you_mean
from ..base.files import make_folder, read_text, shown, write_json, write_text
from ..base.yaml_text import parse_yaml, span
from ..profile.citations import bibliography
from ..profile.quantity import Quantity
from ..profile.species import SpeciesProfile, examined, load_species, schema
from .inspection import PLACEHOLDER, ranges

#: what a line of a draft says of the block or value below or beside it
COMMENTS = {
    "name": "the name of the file; runs and figures use it",
    "status": "until an independent second reading of the sources agrees",
    "blinded": "true only if those who chose the numbers did not know which species have mirror neurons",
    "taxon.ncbi": "the number in the NCBI taxonomy, if you know it",
    "context": "wild, captive or domestic",
    "stage": "the age and setting whose experience the numbers describe",
    "active_hours": "hours awake; all rates below are per active hour",
    "life_history": "how long it takes to grow up, and lives",
    "senses": "of vision, audition, vibration, touch, olfaction, chemoreception",
    "vocal_class": "silent, innate, limited or learned: how its sounds are acquired",
    "group": "with whom an animal lives; layout is complete, partition, small_world or solitary",
    "acts": "how much it does: own sounds per active hour, and the share of silent acts it can see itself do",
    "actions": "2 to 24 actions. share: of the acts of its kind (audible; silent and visible to self; silent and opaque); the\n"
    "shares of a kind sum to 1",
    "experience": "the sources of experience; delete a block, and that source does not exist for the species",
    "experience.being_imitated": "times per active hour that one sees oneself copied within 0.2-5 s",
    "experience.mirrors": "bouts per active hour before a surface that reflects the animal",
    "experience.self_observation": "own visible acts seen per active hour",
    "experience.synchrony": "bouts per active hour of doing the same as others, to a beat",
    "experience.complementary": "acts that others answer by another act that goes with them",
    "experience.sound": "times per active hour that an own sound is answered by the same sound",
    "experience.watching_others": "share of the acts seen in others that match nothing the watcher does",
}
HEAD = """# yaml-language-server: $schema=profile.schema.json
# {scientific}. A draft: every number is {whence}, marked `how: guess`. Replace each by what is
# known of this species: value (the median), low and high (nothing outside is ever drawn), the source (a key of
# references.bib, beside this file or in the library), how (measured, derived or guess), and a reason.
# `mirror-abm species check {file}` lists what is left to do.
"""
BIB = """% Sources that {file} cites and the library does not have. An entry begins at the start of a line:
%
% @article{{smith_2024,
%   author = {{Smith, J.}}, title = {{...}}, journal = {{...}}, year = {{2024}}, volume = {{1}}, pages = {{1--10}}, doi = {{...}},
%   note = {{read; table 2}}
% }}
"""


def scientific(name: str) -> str:
    """Return ``Genus species`` for what was typed as ``genus_species``, ``Genus species`` or with a third name."""
    words = re.split(r"[\s_]+", name.strip())
    if (
        not 2 <= len(words) <= 3
        or not all(re.fullmatch(r"[A-Za-z]+", word) for word in words)
        or len(name) > 60
    ):
        raise InputError(
            f"name = {name[:80]!r}: must be a genus and a species, for example corvus_corax or 'Corvus corax'."
        )
    return " ".join(words).capitalize()


def new(name: str, like: str | None, folder: Path) -> list[Path]:
    """Write a draft of a species file, with its schema and a place for its own sources; return the files written.

    Raises
    ------
    InputError : a name that is none, an unknown ``like``, or a file that exists.
    """
    full = scientific(name)
    file = folder / f"{full.lower().replace(' ', '_')}.yaml"
    if file.exists():
        raise InputError(
            f"{shown(file)}: exists: it is not overwritten. Choose another folder with --out, or edit it."
        )
    model = load_species(like) if like is not None else None
    text = draft(full, model, file.name)
    make_folder(folder)
    written = [file]
    write_text(file, text)
    if not (folder / "references.bib").exists():
        written.append(folder / "references.bib")
        write_text(written[-1], BIB.format(file=file.name))
    if not (folder / "profile.schema.json").exists():
        written.append(folder / "profile.schema.json")
        write_json(written[-1], schema())
    return written


def draft(full: str, like: SpeciesProfile | None, file: str) -> str:
    """Return the text of a draft: the numbers of ``like``, or the middle of the library, all of them called guesses."""
    profile = _taken_over(like) if like is not None else _middle()
    data = profile.model_copy(
        update={
            "name": full.lower().replace(" ", "_"),
            "status": "provisional",
            "blinded": False,
            "taxon": profile.taxon.model_copy(
                update={
                    "scientific": full,
                    "vernacular": f"{PLACEHOLDER} its common name",
                    "ncbi": None,
                }
            ),
            "stage": f"{PLACEHOLDER} the age and setting, for example: {profile.stage}",
            "group": profile.group.model_copy(
                update={"reason": f"{PLACEHOLDER} why this layout: {profile.group.reason}"[:600]}
            ),
        }
    )
    whence = (
        f"taken over from {like.taxon.scientific}"
        if like
        else "the middle of the library's species"
    )
    lines = list(_block(data, "", ""))
    return HEAD.format(scientific=full, whence=whence, file=file) + "\n".join(lines) + "\n"


def _taken_over(like: SpeciesProfile) -> SpeciesProfile:
    """Return ``like`` with every number called a guess whose reason is to be replaced."""
    return _mapped(
        like,
        lambda item: item.model_copy(
            update={
                "how": "guess",
                "reason": f"{PLACEHOLDER} taken over from {like.taxon.scientific}: {item.reason}"[
                    :600
                ],
            }
        ),
    )


def _mapped(value: Any, change: Any) -> Any:
    if isinstance(value, Quantity):
        return change(value)
    if isinstance(value, BaseModel):
        return value.model_copy(
            update={key: _mapped(getattr(value, key), change) for key in type(value).model_fields}
        )
    return [_mapped(item, change) for item in value] if isinstance(value, list) else value


def _middle() -> SpeciesProfile:
    """Return a profile of the library's medians and whole ranges, with one action of each kind."""

    def number(dotted: str, unit: str, **given: float) -> dict[str, Any]:
        rows = [relative for _, relative in ranges().get(dotted, [])]
        found = given or {
            "value": median(row.value for row in rows),
            "low": min(row.low for row in rows),
            "high": max(row.high for row in rows),
        }
        return {key: float(f"{value:.3g}") for key, value in found.items()} | {
            "unit": unit,
            "source": "species_table_2026",
            "how": "guess",
            "reason": f"{PLACEHOLDER} "
            + (
                "one action of its kind"
                if given
                else f"the median and the whole range of {len(rows)} numbers of the library"
            ),
        }

    one = {"value": 1.0, "low": 1.0, "high": 1.0}
    actions = [
        {
            "name": name,
            "effector": effector,
            "share": number("share", "share", **one),
            "visible_to_self": visible,
            "audible": audible,
            "duration": number("actions.duration", "seconds"),
        }
        for name, effector, visible, audible in (
            ("call", "vocal_tract", False, True),
            ("reach", "limb", True, False),
            ("turn_head", "head", False, False),
        )
    ]
    rates = {
        name: {"rate": number(f"experience.{name}.rate", "per hour")}
        for name in ("being_imitated", "mirrors", "self_observation", "synchrony", "sound")
    }
    share = number("experience.watching_others.nonmatching_share", "share")
    return SpeciesProfile.model_validate(
        {
            "name": "draft",
            "status": "provisional",
            "blinded": False,
            "taxon": {
                "scientific": "Genus species",
                "vernacular": "draft",
                "taxonomic_class": f"{PLACEHOLDER} its class, as Aves",
            },
            "context": "wild",
            "stage": "juvenile in its natal group",
            "active_hours": number("active_hours", "hours per day"),
            "life_history": {
                "maturity": number("life_history.maturity", "years"),
                "lifespan": number("life_history.lifespan", "years"),
            },
            "senses": ["vision", "audition"],
            "group": {
                "size": number("group.size", "animals"),
                "layout": "complete",
                "reason": "everyone meets everyone",
            },
            "acts": {
                "audible_rate": number("acts.audible_rate", "per hour"),
                "visible_share": number("acts.visible_share", "share"),
            },
            "actions": actions,
            "experience": rates | {"watching_others": {"nonmatching_share": share}},
        }
    )


# ------------------------------------------------------------------ YAML as these files are written
def _text(value: Any) -> str:
    """Return a scalar as YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value:.10g}"
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9_ .-]*[A-Za-z0-9_.]|[A-Za-z]", value)
    if plain and value.lower() not in ("true", "false", "null", "yes", "no", "on", "off"):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _number(item: Quantity, indent: str) -> str:
    """Return a number on two lines, its reason on the second."""
    rest = ", ".join(
        f"{key}: {_text(getattr(item, key))}"
        for key in ("value", "low", "high", "unit", "source", "how")
    )
    quoted = '"' + item.reason.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{{{rest},\n{indent}        reason: {quoted}}}"


def _block(model: BaseModel, path: str, indent: str) -> Iterator[str]:
    """Yield the lines of a block, with a comment where a reader needs one."""
    for key in type(model).model_fields:
        value, dotted = getattr(model, key), f"{path}{key}"
        if value is None or key == "inherits":
            continue
        comment = COMMENTS.get(dotted)
        nested = isinstance(value, BaseModel) and not isinstance(value, Quantity)
        if comment and (nested or isinstance(value, (list, Quantity))):
            yield from (f"{indent}# {line}" for line in comment.splitlines())
        if isinstance(value, Quantity):
            yield f"{indent}{key}: {_number(value, indent)}"
        elif nested:
            yield f"{indent}{key}:"
            yield from _block(value, f"{dotted}.", indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], BaseModel):
            yield f"{indent}{key}:"
            for item in value:
                first, *rest = _block(item, f"{dotted}.", indent + "    ")
                yield f"{indent}  - {first.strip()}"
                yield from rest
        elif isinstance(value, list):
            yield f"{indent}{key}: [{', '.join(_text(item) for item in value)}]"
        else:
            line = f"{indent}{key}: {_text(value)}"
            above = comment and len(line) > 60
            yield from [f"{indent}# {comment}"] if above else []
            yield f"{line}  # {comment}" if comment and not above else line


# ------------------------------------------------------------------ changing a file that a person wrote
def change(file: Path, dotted: str, value: str | None, **rest: str | float | None) -> str:
    """Change one value of a species file in place, and return the new text; all else stays byte for byte, comments too.

    Parameters
    ----------
    dotted : a number as `species show` names it (its ``value`` is changed), or any single value, e.g. ``taxon.vernacular``.
    rest : low, high, source, how, reason of a number.

    Raises
    ------
    Faults : what would be wrong then; the file is left as it is.
    """
    text, name = read_text(file), shown(file)
    document = parse_yaml(text, name)
    path, target = _find(document, dotted, name)
    wanted: dict[tuple[Any, ...], Any] = {}
    if isinstance(target, dict) and "value" in target:
        wanted = {
            (*path, key): item for key, item in {"value": value, **rest}.items() if item is not None
        }
    elif isinstance(target, (dict, list)):
        raise InputError(
            f"{name} {dotted}: is a block: name one value in it, for example {dotted}."
            f"{next(iter(target), '') if isinstance(target, dict) else 0}."
        )
    elif any(item is not None for item in rest.values()):
        raise InputError(
            f"{name} {dotted}: is no number with a range: --low, --high, --source, --how and --reason do not apply."
        )
    else:
        wanted = {path: value}
    changed = _replaced(text, document, wanted, name)
    before, _ = examined(text, name, bibliography(file), file)
    found, _ = examined(changed, name, bibliography(file), file)
    worse = [
        sentence
        for sentence in found
        if _without_place(sentence) not in {_without_place(old) for old in before}
    ]
    if worse:
        raise Faults(worse)
    write_text(file, changed)
    return changed


def _without_place(sentence: str) -> str:
    return re.sub(r":\d+:\d+ ", " ", sentence, count=1)


def _find(document: Any, dotted: str, name: str) -> tuple[tuple[Any, ...], Any]:
    """Return path and value of a dotted name; actions are named, not numbered."""
    path: tuple[Any, ...] = ()
    here = document
    for key in dotted.split("."):
        names: Sequence[Any] = list(here) if isinstance(here, dict) else []
        step: Any = key
        if isinstance(here, list):
            names = [item.get("name") if isinstance(item, dict) else None for item in here]
            step = (
                names.index(key)
                if key in names
                else int(key)
                if key.isdigit() and int(key) < len(here)
                else None
            )
        elif key not in names:
            step = None
        if step is None:
            where = ".".join(str(part) for part in path) or "the file"
            raise InputError(
                f"{name} {dotted}: {where} has no {key}.{did_you_mean(key, [n for n in names if n])} This command "
                "changes what is written and adds nothing: write new keys in an editor."
            )
        path, here = (*path, step), here[step]
    return path, here


def _replaced(text: str, document: Any, wanted: dict[tuple[Any, ...], Any], name: str) -> str:
    """Return ``text`` with the scalars at some paths replaced, from the last to the first."""
    edits = []
    for path, value in wanted.items():
        holder = document
        for key in path[:-1]:
            holder = holder[key]
        if isinstance(holder, dict) and path[-1] not in holder:
            raise InputError(
                f"{name} {'.'.join(map(str, path))}: is not written in the file: write it there first."
            )
        start, end = span(text, holder.lc.value(path[-1]))
        old = holder[path[-1]]
        edits.append((start, end, _written(value, old)))
    for start, end, new_text in sorted(edits, reverse=True):
        text = text[:start] + new_text + text[end:]
    return text


def _written(value: Any, old: Any) -> str:
    """Return a value as YAML, of the kind that stood there: a number or a flag stays bare, text is quoted where it must be."""
    text = (
        f"{value:.10g}"
        if isinstance(value, (int, float)) and not isinstance(value, bool)
        else str(value)
    )
    return text if not isinstance(old, str) and re.fullmatch(r"[-+.\w]+", text) else _text(text)
