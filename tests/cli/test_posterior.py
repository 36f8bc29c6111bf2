"""The posterior as ``weigh`` prints it: told, refused, and not to be had."""

from types import SimpleNamespace

import pytest

from mirror_abm.cli.posterior import show_posterior
from mirror_abm.inference.posterior import none, posterior_of
from tests.inference.tables import made


def shown(found):
    """Return what is printed as text, and the tables by their names."""
    told, tables = [], {}

    def take(item):
        if isinstance(item, str):
            told.append(item)
        else:
            tables[item.name] = item.records()

    show_posterior(found, SimpleNamespace(print=take))
    return "\n".join(told), tables


def test_a_posterior_that_is_not_to_be_had_is_one_sentence():
    text, tables = shown(none("the run: 20 draws: too few."))
    assert text == "\nNo posterior over accounts. the run: 20 draws: too few." and not tables


@pytest.mark.parametrize("refused", ["", "no ranking of accounts: it changes."])
def test_the_posterior_is_printed_with_its_calibration_its_grid_and_what_moves_it(refused):
    found = posterior_of(made())._replace(refused=refused)
    text, tables = shown(found)
    assert set(tables) == {"posterior", "sums", "grid", "moves"}
    assert ("No ranking of accounts" in text) == bool(refused)
    assert ("posterior" in tables["posterior"][0]) == (not refused)
    assert "A posterior like this, whose first account has" in text and "% [" in text
    assert "calibration error" in text and "(20 of 60 draws each)" in text
    assert "Few draws: 60" in text
    assert len(tables["grid"]) == 9 and len(tables["posterior"]) == 4
    assert [row["left_out"] for row in tables["moves"]].count("record") == 5
