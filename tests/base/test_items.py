"""A shelf's files supply what its protocol says: names, parameters and kinds of value."""

import inspect

import pytest

from mirror_abm.base import items, shelf

pytestmark = pytest.mark.versions

SHELVES = [each for each in vars(shelf).values() if isinstance(each, shelf.Shelf)]
ITEMS = [(each, name) for each in SHELVES for name in each.names]
KINDS = {"bool": bool, "str": str, "float | None": (float, type(None)), "tuple[str, ...]": tuple}


def test_each_shelf_asks_for_what_its_protocol_names():
    assert {each.kind for each in SHELVES} == {
        kind
        for kind in vars(items).values()
        if isinstance(kind, type) and items.Item in kind.__mro__[1:]
    }
    assert shelf.sources.required == (
        "EXPLAINED",
        "FACTORS",
        "originate",
        "observe",
        "expected",
    )


@pytest.mark.parametrize(("each", "name"), ITEMS, ids=lambda value: getattr(value, "folder", value))
def test_functions_take_the_parameters_of_the_protocol(each, name):
    item = each.load(name)
    told = {
        method: list(inspect.signature(function).parameters)[1:]
        for method, function in vars(each.kind).items()
        if inspect.isfunction(function) and not method.startswith("_")
    }
    assert {
        method: list(inspect.signature(getattr(item, method)).parameters) for method in told
    } == told


@pytest.mark.parametrize(("each", "name"), ITEMS, ids=lambda value: getattr(value, "folder", value))
def test_values_are_of_the_kind_that_the_protocol_names(each, name):
    item, checked = each.load(name), 0
    for value, kind in inspect.get_annotations(each.kind).items():
        if kind in KINDS:
            assert isinstance(getattr(item, value), KINDS[kind]), value
            checked += 1
    assert checked or each in (shelf.layouts, shelf.figures)


def test_shelves_that_are_asked_for_nothing_supply_nothing():
    assert items.names(items.Item) == ()
