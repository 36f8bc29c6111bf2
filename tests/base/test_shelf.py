"""Shelves: a variant is its file, and takes from the contract what it leaves out."""

import sys
from typing import Protocol

import pytest

from mirror_abm.base import shelf
from mirror_abm.base.errors import InputError, MirrorError
from mirror_abm.base.items import Item
from mirror_abm.base.shelf import Shelf, layouts, rules


class Fruit(Item, Protocol):
    """What a variant of the shop supplies."""

    NAME: str
    PRICE: int


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A shelf with a contract, two variants and a private file, in a folder of this test."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "contract.py").write_text("PRICE = 3\n")
    (folder / "apple.py").write_text('"""An apple."""\n\nNAME = "apple"\n')
    (folder / "pear.py").write_text('"""A pear.\n\nGreen.\n"""\n\nNAME, PRICE = "pear", 5\n')
    (folder / "nameless.py").write_text('"""Nothing."""\n')
    (folder / "_hidden.py").write_text("")
    import mirror_abm

    monkeypatch.setattr(mirror_abm, "__path__", [*mirror_abm.__path__, str(tmp_path)])
    monkeypatch.setattr(Shelf, "path", property(lambda self: tmp_path / self.folder))
    yield Shelf[Fruit]("shop", "fruit", Fruit)
    for name in [name for name in sys.modules if name.startswith("mirror_abm.shop")]:
        del sys.modules[name]


def test_variants_are_found_by_their_files(shop):
    assert shop.names == ("apple", "nameless", "pear")
    assert shop.file("pear").name == "pear.py"
    assert shop.summary("pear") == "A pear."


def test_what_a_variant_leaves_out_is_the_contract_s(shop):
    assert (shop.load("apple").NAME, shop.load("apple").PRICE) == ("apple", 3)
    assert shop.load("pear").PRICE == 5


def test_a_variant_that_breaks_the_contract_is_told(shop):
    with pytest.raises(MirrorError, match=r"shop/nameless\.py: a fruit must define NAME\."):
        shop.load("nameless")


@pytest.mark.parametrize("name", ["aple", "contract", "_hidden", "../apple", 7, None])
def test_no_other_name_is_loaded(shop, name):
    with pytest.raises(InputError, match=r"fruit = .*: must be one of apple, nameless, pear"):
        shop.load(name)


def test_the_package_s_shelves_are_plural_and_named_like_their_folders():
    found = {name: item for name, item in vars(shelf).items() if isinstance(item, Shelf)}
    assert {name: item.folder for name, item in found.items()} == {name: name for name in found}
    assert len(found) == 7
    assert all(name.endswith("s") and item.path.is_dir() for name, item in found.items())


def test_a_file_is_asked_for_by_its_name_alone():
    assert rules.file("hebbian").is_file()
    with pytest.raises(InputError, match="social layout = 'nonesuch'"):
        layouts.file("nonesuch")
