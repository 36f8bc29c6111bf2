"""``weigh`` as it is typed: what is said of what did not enter, and what is refused."""

from types import SimpleNamespace

import pandas as pd

from mirror_abm.cli.weighing import _show_counts, _show_reservations

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


def test_what_was_weighed_by_counts_is_told_and_what_was_not():
    told = []
    records = pd.DataFrame(
        {
            "record": ["macaca.1", "macaca.2"],
            "area": ["F5", "PFG"],
            "weighed_by": ["count", "verdict"],
            "mirror": pd.array([9, 41], "Int64"),
            "recorded": pd.array([60, 165], "Int64"),
            "of": ["motor", "motor"],
            "animals": pd.array([2, pd.NA], "Int64"),
            "most_bits": [5.6, 5.3],
        }
    )
    _show_counts(records, SimpleNamespace(print=told.append))
    assert told[0].startswith("\nWeighed by counts: the chance of k of N")
    assert told[2] == (
        "Weighed by counts: 1 of 2 entries; the rest by their verdicts alone, and no entry can say "
        "more than 5.6 bits. Counts that are only recalled are not used: macaca.2."
    )
    assert [row["animals"] for row in told[1].records()] == [2]
    told.clear()
    _show_counts(records.assign(weighed_by="count"), SimpleNamespace(print=told.append))
    assert [row["animals"] for row in told[1].records()] == [2, None]
    told.clear()
    _show_counts(records.iloc[[1]], SimpleNamespace(print=told.append))
    assert told[0].startswith("Weighed by counts: 0 of 1 entries; all records by their verdicts")


def test_an_impossible_spread_is_refused(done):
    told = typed("weigh", done.id, "--spread", "2,9", "--out", str(done.out))
    refused(told, 2, "--spread = 2, 9: must be low and high with 0 <= low <= high <= 5")
