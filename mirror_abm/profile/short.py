"""The short form of a species file, written out: what a block says once, its numbers need not.

* Any block that holds numbers, up to the whole file, may say ``source``, ``how`` and ``reason``; a
  number below takes what it does not say itself.
* ``low`` and ``high`` are ``value`` where they are not said, ``unit`` is the only one that the
  schema allows. ``size: 35`` is ``size: {value: 35}``.
* ``actions`` may be a block with a ``table`` of one line an action, whose ``kind`` stands for two
  flags.

A reason belongs to the source and the how that it was given for: whoever says one of these anew
does not take a reason from further out; and who says ``measured`` where something else was said
does not take the source. So no number is called measured with the words of a guess.

Each file of a chain of inheritance is written out for itself: the words of a parent's block never
speak for a variant's number. Which field is a number is read from the model's annotations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from ..base.brief import brief
from ..base.errors import did_you_mean
from ..base.places import Place, PlacedList, PlacedMapping, WrittenOut
from .annotations import is_list, models_in
from .examination import examine
from .faults import Fault, Path, told
from .inheritance import Chain, Layer
from .number_fields import holds_numbers, unit_of
from .quantity import Quantity

WORDS = ("source", "how", "reason")  #: what a block may say for the numbers in it
MANY = 4  #: numbers that lack the same words, of which the first is told, and how many there are
TABLE = "table"  #: the key of the rows of a list that is written as a block
_FULL = {"value": 0, "low": 0, "high": 0, "unit": "share"}
_FULL |= {"source": "nobody_2000", "how": "guess", "reason": "none"}


class Word(NamedTuple):
    """A word as a block says it.

    Attributes
    ----------
    value : Any
        What it says.
    place : tuple of int
        Where it stands.
    path : tuple
        The same as keys.
    """

    value: Any
    place: Place
    path: Path


class Said(NamedTuple):
    """What the blocks around a number say.

    Attributes
    ----------
    words : dict of str to Word
        Of :data:`WORDS`, those that are said.
    anew : tuple or None
        Where a source or how is said anew without its reason.
    """

    words: Mapping[str, Word]
    anew: Path | None = None

    def __repr__(self) -> str:
        return brief(self)


def written_out(
    document: Any, name: str, model: type[BaseModel], bib: set[str] | None = None
) -> tuple[Any, list[str]]:
    """Return a document, or a chain of them, with everything said where it holds.

    Parameters
    ----------
    document : PlacedMapping or Chain
        What :func:`~mirror_abm.profile.inheritance.chain` returns; it is left as it is.
    name : str
        What the file is called in sentences.
    model : type of BaseModel
        What the document should be.
    bib : set of str, optional
        The keys of sources that blocks may say; None for any.

    Returns
    -------
    PlacedMapping or Chain
        The same with full numbers, which know where a person wrote what.
    list of str
        What is wrong with the short form itself, each with its place.
    """
    layers = document if isinstance(document, Chain) else [Layer(document, name)]
    made, sentences = [], list[str]()
    for layer in layers:
        writer = _Writer(bib)
        whole = writer.block(model, layer.document, (), Said({}))
        writer.tell_lacking()
        made.append(Layer(whole, layer.name))
        sentences += told(writer.faults, layer.document, layer.name)
    return (Chain(made) if isinstance(document, Chain) else made[0].document), sentences


class _Writer:
    """One document, as it is written out."""

    def __init__(self, bib: set[str] | None):
        self.bib, self.faults = bib, list[Fault]()
        self.lacking: list[tuple[Path, tuple[str, ...]]] = []

    def fault(self, path: Path, rest: str, at_key: bool = False) -> None:
        self.faults.append(Fault(path, rest, at_key))

    def block(self, model: type[BaseModel], node: Any, path: Path, said: Said) -> WrittenOut:
        """Return a block with full numbers and without the words that it says for them."""
        own = WORDS if holds_numbers(model) else ()
        said = self._said(node, path, said, set(model.model_fields)) if own else said
        made = WrittenOut()
        for key, item in node.items():
            field = model.model_fields.get(key)
            if field is None and key in own:
                continue
            made.lc.put(key, node.lc.key(key), node.lc.value(key))
            made[key] = item
            if field is not None:
                self._field(made, field, key, (*path, key), said)
        self._spell(model, made, path)
        return made

    def _said(self, node: Any, path: Path, said: Said, fields: set[str]) -> Said:
        """Return what is said for the numbers of a block: its own words, then those around it."""
        own = {word: node[word] for word in WORDS if word in node}
        for fault in examine(Quantity, _FULL | own)[0]:
            if fault.path[0] not in fields:  # else the block's own field, which is told there
                self.fault((*path, *fault.path), fault.rest)
        self._listed(own.get("source"), (*path, "source"))
        words: dict[str, Word] = dict(said.words)
        anew = said.anew
        new = next((word for word in ("how", "source") if word in own), None)
        if _dropped(own, words, said.words) or (new is not None and anew):
            anew = (*path, str(new))
        for word, value in own.items():
            scalar = value is not None and not isinstance(value, (dict, list))
            at = node.lc.value if scalar else node.lc.key
            words[word] = Word(value, at(word), (*path, word))
        return Said(words, None if {"source", "reason"} <= set(words) else anew)

    def _listed(self, source: Any, path: Path) -> None:
        """Tell a source of a block that is not in the list of references, once and where it is."""
        from .citations import sources_in, unlisted

        known = self.bib
        keys = [key for at, key in sources_in({"source": source}) if not at]
        if known is not None and keys and source not in known:
            self.fault(path, unlisted(source, known))

    def _field(self, made: WrittenOut, field: Any, key: str, path: Path, said: Said) -> None:
        """Write the value of a field out, in place."""
        item, at = made[key], made.lc.value(key)
        unit = unit_of(field)
        if unit is not None:
            made[key] = self._number(item, at, unit, path, said)
            return
        inner = next(models_in(field.annotation), None)
        if inner is None or not holds_numbers(inner):
            return
        if not is_list(field.annotation):
            if isinstance(item, dict):
                made[key] = self.block(inner, item, path, said)
            return
        if isinstance(item, dict):
            held: Any = item
            rows, said = self._table(held, path, said)
            if rows is None:
                del made[key]
                made.told.add(key)
                return
            made.lc.put(key, made.lc.key(key), held.lc.value(TABLE))
            item = made[key] = rows
        if isinstance(item, list):
            made[key] = self._rows(inner, item, path, said)

    def _table(self, node: Any, path: Path, said: Said) -> tuple[Any, Said]:
        """Return the rows of a list that is written as a block, and what it says for them."""
        for key in node:
            if key not in (*WORDS, TABLE):
                self.fault(
                    (*path, key),
                    f": unknown key.{did_you_mean(key, (*WORDS, TABLE))} "
                    f"Keys here: {', '.join((*WORDS, TABLE))}.",
                    True,
                )
        if TABLE not in node:
            self.fault((*path, TABLE), ": is missing: one line for each of the rows.")
            return None, said
        if not isinstance(node[TABLE], list):
            self.fault((*path, TABLE), ": must be a list, one line for each of the rows.")
            return None, said
        return node[TABLE], self._said(node, path, said, set())

    def _rows(self, model: type[BaseModel], rows: Any, path: Path, said: Said) -> PlacedList:
        """Return the rows of a list, written out."""
        made = PlacedList()
        for at, row in enumerate(rows):
            made.lc.put(at, rows.lc.key(at), rows.lc.value(at))
            is_row = isinstance(row, dict)
            made.append(self.block(model, row, (*path, at), said) if is_row else row)
        return made

    def _spell(self, model: type[BaseModel], made: WrittenOut, path: Path) -> None:
        """Replace a word that stands for several flags by the flags."""
        spelled: dict[str, dict[str, dict[str, Any]]] = getattr(model, "SPELLED", {})
        for key, words in spelled.items():
            flags = list(next(iter(words.values())))
            there = [flag for flag in flags if flag in made]
            if key not in made:
                if not there:
                    self.fault((*path, key), f": is missing: {_either(words)}.")
                    made.told.update(flags)
                continue
            place, key_place = made.lc.value(key), made.lc.key(key)
            word = made.pop(key)
            if there:
                self.fault(
                    (*path, key),
                    f" = {word!r}: says what {' and '.join(flags)} say: write the one or the other",
                    True,
                )
            known = words.get(word) if isinstance(word, str) else None
            if known is None:
                got = f" = {word!r}" if isinstance(word, (str, bool, int, float)) else ""
                hint = did_you_mean(word, words) if isinstance(word, str) else ""
                self.fault((*path, key), f"{got}: must be {_either(words)}.{hint}")
                made.told.update(flags)
            for flag, value in (known or {}).items():
                if flag not in made:
                    made[flag] = value
                    made.lc.put(flag, key_place, place)
                    made.origins[flag] = (*path, key)

    def _number(self, node: Any, at: Place, unit: str, path: Path, said: Said) -> Any:
        """Return a number with all that holds for it, or what cannot be one."""
        made = WrittenOut()
        if isinstance(node, (bool, int, float, str)):
            made["value"] = node
            made.lc.put("value", at, at)
            made.origins["value"] = path
        elif isinstance(node, PlacedMapping):
            for key, item in node.items():
                made[key] = item
                made.lc.put(key, node.lc.key(key), node.lc.value(key))
        else:
            return node
        if "value" in made:
            value_at = made.lc.value("value")
            for key in ("low", "high"):
                if key not in made:
                    made[key] = made["value"]
                    made.lc.put(key, value_at, value_at)
                    made.origins[key] = made.origins.get("value", (*path, "value"))
        else:
            made.told.update({"low", "high"} - set(made))
        if "unit" not in made:
            made["unit"] = unit
            made.lc.put("unit", at, at)
        self._words(made, path, said)
        return made

    def _words(self, made: WrittenOut, path: Path, said: Said) -> None:
        """Give a number the words that it does not say, or tell which are missing."""
        new = next((word for word in ("how", "source") if word in made), None)
        words = {word: held for word, held in said.words.items() if word not in made}
        anew = said.anew
        if _dropped(made, words, said.words) or (new is not None and anew):
            anew = (*path, str(new))
        for word, held in words.items():
            made[word] = held.value
            made.lc.put(word, held.place, held.place)
            made.origins[word] = held.path
        missing = [word for word in WORDS if word not in made]
        made.told.update(missing)
        if missing and anew is not None and "how" not in missing:
            listed = " and ".join(missing)
            self.fault(
                anew,
                f" is said anew, but its {listed} {'is' if len(missing) == 1 else 'are'} missing: "
                f"what stands further out speaks of another: give the {listed} beside it, or at "
                "each number below.",
                True,
            )
        elif missing:
            self.lacking.append((path, tuple(missing)))

    def tell_lacking(self) -> None:
        """Tell which words numbers lack; of many that lack the same, once."""
        for missing in dict.fromkeys(words for _, words in self.lacking):
            paths = [path for path, words in self.lacking if words == missing]
            listed = " and ".join(part for part in (", ".join(missing[:-1]), missing[-1]) if part)
            many, it = len(missing) > 1, "them" if len(missing) > 1 else "it"
            if len(paths) >= MANY:
                more = f", here and in {len(paths) - 1} more numbers"
                rest = f": {listed} {'are' if many else 'is'} missing{more}: say {it} once in a "
                self.fault(paths[0], f"{rest}block around, or in the whole file.")
                continue
            for path in paths:
                end = f"missing: say {it} here, or once in a block around."
                if many:
                    self.fault(path, f": {listed} are {end}")
                else:
                    self.fault((*path, *missing), f": is {end}")


def _dropped(own: Mapping[str, Any], words: dict[str, Word], outer: Mapping[str, Word]) -> bool:
    """Drop what is said further out of another source or how, and return whether anything was.

    A reason goes with its source and how; a source that is of something else was not measured.
    """
    gone = {"reason"} if {"source", "how"} & set(own) else set[str]()
    if own.get("how") == "measured" and "how" in outer and outer["how"].value != "measured":
        gone.add("source")
    gone &= set(words) - set(own)
    for word in gone:
        del words[word]
    return bool(gone)


def _either(words: Any) -> str:
    """Return what is allowed, as a sentence says it."""
    *some, last = words
    return f"{', '.join(some)} or {last}"
