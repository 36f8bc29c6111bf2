"""Populations and animals in a line and as a page: what is told is counted in them."""

import re
from html import unescape

import numpy as np
import pytest

import mirror_abm as ma
from tests.clock import FAST


@pytest.fixture(scope="module")
def troop():
    constants = FAST | {"criterion": 0.02}  # little is learned in as short a life
    options = {"size": 4, "learners": 2, "seed": 3, "without": "mirrors", "constants": constants}
    made = ma.Population("macaca_mulatta", engine="agents", groups=2, **options)
    made.forward(made.day_ticks // 50)
    return made


def cells(page):
    """Return the facts of a page: what stands beside each name."""
    return dict(re.findall(r'<th scope="row"[^>]*>(.*?)</th><td[^>]*>(.*?)</td>', page))


def rows(page):
    """Return the rows of all tables of a page, as texts."""
    found = re.findall(r"<tr><td.*?</tr>", page)
    return [[unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in found]


def test_a_population_says_who_lives_there_and_how_long(troop):
    assert repr(troop) == (
        "<Population macaca_mulatta: associative, 8 animals in 2 groups, 4 learning, "
        "0.02 active days lived>"
    )
    told = cells(troop._repr_html_())
    assert told["animals"] == "8 animals in 2 groups, 4 learning"
    assert told["switched off"] == "mirrors"
    assert told["draws"] == "seed 3, replicate 0"


def test_its_rates_are_those_that_were_drawn(troop):
    table = {row[0]: row[1:] for row in rows(troop._repr_html_()) if row[0].startswith("exp")}
    given = {
        name: each
        for name, each in troop.profile.quantities().items()
        if name.startswith("experience.")
    }
    assert set(table) == set(given)
    for name, (here, *_, unit, how) in table.items():
        assert float(here) == pytest.approx(troop.drawn[name], rel=1e-3, abs=1e-3)
        assert (unit, how) == (given[name].unit, given[name].how)


def test_an_animal_tells_its_network_and_what_it_met(troop):
    animal = troop.learners[1]
    page = animal._repr_html_()
    told = cells(page)
    assert told["motor units"] == str(animal.network.units)
    assert told["trials"] == f"{animal.ledger.trials:,}"
    found = {(row[0], row[1]): row for row in rows(page) if len(row) == 9}
    for row in animal.ledger.frame().itertuples():
        assert float(found[row.source, row.population][2]) == row.percepts


def test_driven_units_are_counted_as_the_animal_responds(troop):
    animal = troop.learners[0]
    counted = {row[0]: row[1:] for row in rows(animal._repr_html_()) if len(row) == 4}
    names, own = troop.repertoire.names, animal.network.motor == 1.0
    matched = np.concatenate([animal.respond(name)[own[i]] for i, name in enumerate(names)])
    driven, of, mean = counted["another's act seen"]
    assert int(driven) == (matched > troop.constants.criterion).sum() > 0
    assert int(of) == len(matched)
    assert float(mean) == pytest.approx(matched.mean(), abs=1e-3)


def test_an_animal_that_only_behaves_says_so_and_gets_no_network(troop):
    animal = next(each for each in troop.agents if not each.learns)
    assert "behaves, and does not learn" in repr(animal)
    assert "behaves, and does not learn" in animal._repr_html_()
    assert "network" not in vars(animal)


def test_what_is_shown_changes_nothing(troop):
    before = [animal.weights.copy() for animal in troop.learners]
    for each in (troop, *troop.agents):
        assert repr(each)
        assert each._repr_html_()
    for animal, weights in zip(troop.learners, before, strict=True):
        assert (animal.weights == weights).all()


def test_one_that_is_not_made_yet_can_be_printed_by_a_debugger():
    assert repr(ma.Population.__new__(ma.Population)) == "<Population: not made yet>"
    assert repr(ma.Animal.__new__(ma.Animal)) == "<Animal: not made yet>"


@pytest.mark.usefixtures("nobody_listens")
def test_a_subclass_goes_by_its_own_name():
    class Shy(ma.Animal):
        def perceive(self, percept):
            pass

    with pytest.warns(UserWarning, match="agents engine"):
        alone = ma.Population("octopus_vulgaris", animal_class=Shy, size=1)
    assert repr(alone.learners[0]).startswith("<Shy 0 of group 0")
