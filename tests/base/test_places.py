"""Documents that know their places, and the same without."""

import pytest

from mirror_abm.base.places import PlacedList, PlacedMapping, Places, without_places


def test_places_are_kept_apart_for_keys_and_values():
    places = Places()
    places.put("a", (3, 0), (4, 2))
    assert places.key("a") == (3, 0)
    assert places.value("a") == places.item("a") == (4, 2)
    with pytest.raises(KeyError):
        places.key("b")


def test_without_places_a_document_is_of_plain_types():
    document = PlacedMapping()
    document["list"] = PlacedList()
    document["list"].extend(
        [1, 2.5, True, None, "x", type("Date", (), {"__str__": lambda _: "d"})()]
    )
    plain = without_places(document)
    assert plain == {"list": [1, 2.5, True, None, "x", "d"]}
    assert type(plain) is dict
    assert type(plain["list"]) is list
    assert [type(item) for item in plain["list"]] == [int, float, bool, type(None), str, str]
