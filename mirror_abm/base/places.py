"""Documents that know the line and column of whatever stands in them."""

from __future__ import annotations

from typing import Any

Place = tuple[int, int]  #: line and column, counted from 0


class Places:
    """The places of the keys and values of a mapping, or of the items of a list.

    A place is a line and a column, both counted from 0.
    """

    __slots__ = ("_keys", "_values")

    def __init__(self) -> None:
        self._keys: dict[Any, Place] = {}
        self._values: dict[Any, Place] = {}

    def put(self, key: Any, at: Place, value: Place) -> None:
        """Note where a key and its value begin.

        Parameters
        ----------
        key : Any
            A key of the mapping, or the number of an item of the list.
        at, value : tuple of int
            The places of the key and of the value.
        """
        self._keys[key], self._values[key] = at, value

    def key(self, key: Any) -> Place:
        """Return the place of a key."""
        return self._keys[key]

    def value(self, key: Any) -> Place:
        """Return the place of a value, or of an item of a list."""
        return self._values[key]

    item = value


class PlacedMapping(dict[str, Any]):
    """A mapping that knows where its keys and values stand.

    Attributes
    ----------
    lc : Places
        "Line and column", as ruamel.yaml calls it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lc = Places()


class PlacedList(list[Any]):
    """A list that knows where its items stand.

    Attributes
    ----------
    lc : Places
        "Line and column", as ruamel.yaml calls it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lc = Places()


class WrittenOut(PlacedMapping):
    """A mapping of which parts were said elsewhere: around it, or by a shorter word.

    Attributes
    ----------
    origins : dict of str to tuple
        By key, the path at which a person wrote its value, where that is another.
    told : set of str
        Keys that are missing, which was told already or follows from another fault.
    """

    def __init__(self) -> None:
        super().__init__()
        self.origins: dict[str, tuple[Any, ...]] = {}
        self.told: set[str] = set()


def without_places(value: Any) -> Any:
    """Return a document as plain dicts, lists and scalars, which any library takes.

    Parameters
    ----------
    value : Any
        A document of :func:`mirror_abm.base.yaml_text.parse_yaml`, or of another reader of YAML.

    Returns
    -------
    Any
        The same without places; keys, and values of unknown types, become text.
    """
    if isinstance(value, dict):
        return {str(key): without_places(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return str(value)
