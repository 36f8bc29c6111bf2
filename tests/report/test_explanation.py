"""What the engine does, in words: nothing is left out, and the numbers are those of the engine."""

import pytest

from mirror_abm.base.shelf import accounts, rules, sources
from mirror_abm.experience.events import ORDER
from mirror_abm.mean_field.expected import expected
from mirror_abm.profile.species import load_species
from mirror_abm.report.explanation import (
    accounts_page,
    expected_page,
    item_page,
    species_page,
    step_page,
)
from mirror_abm.report.terminal import Table


def cells(table, column):
    return list(table.columns[column].cells)


def tables(page):
    return [part for part in page if isinstance(part, Table)]


def test_the_step_page_tells_the_order_and_every_source():
    order, made = tables(step_page())
    assert cells(order, 1) == list(ORDER)
    assert all(cells(order, 2))
    assert cells(made, 0)[1:] == list(sources.names)


def test_every_account_is_told_with_what_would_refute_it():
    (table,) = tables(accounts_page())
    assert cells(table, 0) == list(accounts.names)
    assert all(len(text) > 20 for text in cells(table, 3))


@pytest.mark.parametrize("shelf", [accounts, rules], ids=lambda shelf: shelf.folder)
def test_an_item_tells_its_own_docstring_first(shelf):
    for name in shelf.names:
        told = list(item_page(shelf, name))
        assert told[0] == shelf.load(name).__doc__.strip()
        assert len(told) > 1


def test_expected_responses_are_those_of_the_mean_field():
    profile = load_species("macaca_mulatta")
    (table,) = tables(expected_page(profile))
    found = expected(profile).responses.query("modality == 'visual' and view == 'other'")
    wanted = found.set_index("action")["matched_at_horizon"]
    shown = dict(zip(cells(table, 0), cells(table, 1), strict=True))
    assert len(shown) == len(profile.actions)
    for action, text in shown.items():
        if text == "-":
            assert not wanted.get(action, float("nan")) >= 0
        else:
            assert float(text.split()[0]) == pytest.approx(wanted[action], abs=0.0051)


def test_a_silent_species_has_no_column_of_sounds():
    responses = tables(species_page(load_species("octopus_vulgaris")))[2]
    heads = [str(column.header) for column in responses.columns]
    assert heads[0] == "action"
    assert "sound" not in heads
    told = " ".join(
        part for part in species_page(load_species("octopus_vulgaris")) if isinstance(part, str)
    )
    assert "auditory" not in told
