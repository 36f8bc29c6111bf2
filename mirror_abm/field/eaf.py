"""Documents of ELAN (.eaf): every annotation of every tier, as ELAN would export them.

Read by the parser of XML in the standard library, and refused where they declare a document type
or entities: ELAN writes none. Annotations without times of their own have those of the annotation
that they belong to; several that divide one, equal parts of it; a moment that was not fixed lies
evenly between those that were.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

import numpy as np
import pandas as pd

from ..base.brief import brief
from ..base.errors import InputError
from .sheet import Sheet

COLUMNS = (
    "Tier", "Participant", "Begin Time - ss.msec", "End Time - ss.msec", "Annotation"
)  # fmt: skip


@dataclass
class _Annotation:
    """One annotation: its tier, the slots of its times or the annotation that it belongs to."""

    tier: str
    participant: str
    line: int
    slots: tuple[str, str] | None = None
    parent: str = ""
    text: str = ""


@dataclass
class _Document:
    """What the parser has met."""

    slots: dict[str, float] = field(default_factory=dict)
    annotations: dict[str, _Annotation] = field(default_factory=dict)
    units: str = "milliseconds"
    tier: tuple[str, str] = ("", "")
    open: _Annotation | None = None
    value: list[str] | None = None

    __repr__ = brief


def eaf_sheet(text: str, name: str, title: str = "") -> tuple[Sheet, list[str]]:
    """Return the annotations of a document as the sheet that ELAN would export.

    Parameters
    ----------
    text : str
        The document.
    name : str
        What the file is called in sentences.
    title : str, optional
        The observation; the name of the file without its ending by default.

    Returns
    -------
    sheet : Sheet
        With the columns ``COLUMNS``, and the line of every annotation.
    notes : list of str
        Which tiers belong to others.

    Raises
    ------
    InputError
        It is not well formed, declares entities, or holds no annotations.
    """
    document = _parsed(text, name)
    if not document.annotations:
        raise InputError(f"{name}: holds no annotations.")
    times = _times(document, name)
    rows = [
        (each.tier, each.participant, repr(times[key][0]), repr(times[key][1]), each.text)
        for key, each in document.annotations.items()
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=str)
    lines = np.array([each.line for each in document.annotations.values()], dtype=np.int64)
    tiers = {each.tier: None for each in document.annotations.values() if each.parent}
    notes = []
    if tiers:
        told = ", ".join(list(tiers)[:5]) + (" ..." if len(tiers) > 5 else "")
        notes = [
            f"annotations of tiers that belong to others count as acts of their own: {told}; to "
            "leave tiers out, export the others as tab-delimited text"
        ]
    return Sheet(table, name, lines, separator="", title=title), notes


def _parsed(text: str, name: str) -> _Document:
    """Return what is in a document."""
    found, parser = _Document(), expat.ParserCreate(encoding="utf-8")

    def refuse(*given: Any) -> None:
        raise InputError(
            f"{name}:{parser.CurrentLineNumber} declares a document type or entities, which ELAN "
            "does not write: save the document again with ELAN."
        )

    def say(text: str) -> None:
        if found.value is not None:
            found.value.append(text)

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda tag, has: _begin(found, tag, has, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda tag: _end(found, tag)
    parser.CharacterDataHandler = say
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise InputError(
            f"{name}:{error.lineno} is not well-formed XML ({expat.ErrorString(error.code)}): save "
            "the document again with ELAN."
        ) from None
    except (KeyError, ValueError) as error:
        raise InputError(
            f"{name}:{parser.CurrentLineNumber} is no document of ELAN as it writes them ({error})."
        ) from None
    return found


def _begin(found: _Document, tag: str, has: dict[str, str], line: int) -> None:
    """Take in the beginning of an element."""
    if tag == "HEADER":
        found.units = has.get("TIME_UNITS", "milliseconds")
    elif tag == "TIME_SLOT":
        found.slots[has["TIME_SLOT_ID"]] = float(has.get("TIME_VALUE", "nan"))
    elif tag == "TIER":
        found.tier = has["TIER_ID"], has.get("PARTICIPANT", "")
    elif tag in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
        found.open = _Annotation(*found.tier, line)
        if tag == "REF_ANNOTATION":
            found.open.parent = has["ANNOTATION_REF"]
        else:
            found.open.slots = has["TIME_SLOT_REF1"], has["TIME_SLOT_REF2"]
        found.annotations[has["ANNOTATION_ID"]] = found.open
    elif tag == "ANNOTATION_VALUE":
        found.value = []


def _end(found: _Document, tag: str) -> None:
    """Take in the end of an element."""
    if tag == "ANNOTATION_VALUE" and found.open is not None and found.value is not None:
        found.open.text, found.value = " ".join("".join(found.value).split()), None
    elif tag in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
        found.open = None


def _times(document: _Document, name: str) -> dict[str, tuple[float, float]]:
    """Return begin and end of every annotation, in seconds."""
    if document.units not in ("milliseconds", "seconds"):
        raise InputError(
            f"{name}: has times in {document.units}: save it with ELAN in milliseconds."
        )
    factor = 0.001 if document.units == "milliseconds" else 1.0
    slots = _fixed(document, name)
    known = {
        key: (slots[each.slots[0]] * factor, slots[each.slots[1]] * factor)
        for key, each in document.annotations.items()
        if each.slots is not None and {*each.slots} <= set(slots)
    }
    waiting: dict[tuple[str, str], list[str]] = {}
    for key, each in document.annotations.items():
        if each.slots is None:
            waiting.setdefault((each.parent, each.tier), []).append(key)
    while waiting:
        ready = [at for at in waiting if at[0] in known]
        for at in ready:
            (begin, end), parts = known[at[0]], waiting.pop(at)
            edges = np.linspace(begin, end, len(parts) + 1).tolist()
            known |= {key: (edges[n], edges[n + 1]) for n, key in enumerate(parts)}
        if not ready:
            break
    for key, each in document.annotations.items():
        if key not in known:
            raise InputError(
                f"{name}:{each.line} an annotation of tier {each.tier!r} has no times: save the "
                "document again with ELAN."
            )
    return known


def _fixed(document: _Document, name: str) -> dict[str, float]:
    """Return the moment of every time slot; those that were not fixed lie evenly within a tier."""
    found = {slot: value for slot, value in document.slots.items() if np.isfinite(value)}
    tiers: dict[str, list[str]] = {}
    for each in document.annotations.values():
        tiers.setdefault(each.tier, []).extend(each.slots or ())
    for tier, named in tiers.items():
        slots = list(dict.fromkeys(named))
        values = np.array([document.slots.get(slot, np.nan) for slot in slots])
        there = np.isfinite(values)
        if there.all():
            continue
        if not (there[0] and there[-1]):
            raise InputError(
                f"{name}: the first or last annotation of tier {tier!r} has no time: save the "
                "document again with ELAN."
            )
        places = np.arange(len(values))
        evenly = np.interp(places, places[there], values[there]).tolist()
        found = dict(zip(slots, evenly, strict=True)) | found
    return found
