"""``weigh`` as it is typed: what is said of what did not enter, and what is refused."""

from types import SimpleNamespace

import pandas as pd

from mirror_abm.cli.weighing import _show_reservations

from .shell import refused, typed


def test_what_was_not_tested_or_is_kept_apart_is_told_and_few_draws_are():
    told = []
    found = SimpleNamespace(
        species=pd.DataFrame(
            {"species": ["a", "b", "b"], "verdicts": ["positive", "not tested", "not tested"]}
        ),
        apart=pd.DataFrame({"verdict": ["positive", "not_tested"], "why": ["imaging", "imaging"]}),
        accounts=pd.DataFrame({"effective_draws": [9.5, 40.0]}),
    )
    _show_reservations(found, SimpleNamespace(print=told.append))
    assert told[0] == "Not tested, contributing exactly 0: b."
    assert told[1] == "Kept apart: 1 entries, imaging (table apart)."
    assert told[2].startswith("Few effective draws:")
    found.accounts["effective_draws"] = 10.0
    told.clear()
    _show_reservations(found, SimpleNamespace(print=told.append))
    assert not [line for line in told if line.startswith("Few")]


def test_an_impossible_chance_of_publication_is_refused(done):
    told = typed("weigh", done.id, "--publication", "2,3", "--out", str(done.out))
    refused(told, 2, "--publication")
