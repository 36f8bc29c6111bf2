"""What holds in all of several runs, from made-up answers whose statements are known."""

from types import SimpleNamespace

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference import robustness as module
from mirror_abm.inference.answer import Answer
from mirror_abm.inference.robustness import robust
from mirror_abm.simulation.plan import make_plan

from .made import examples_run

SPECIES = ("danio_rerio", "macaca_mulatta", "mus_musculus")
PRIORS = ("authored", "rule_made", "exchangeable")
CELL = {"account": "associative", "modality": "visual"}


def answered(verdicts, sources=("?", "?", "?"), orders=(0.5, 0.5, 0.5)):
    """Return an answer with these verdicts, main sources, and chances of the pairs' orders."""
    chances = [
        CELL | {"species": name, "verdict": verdict, "found": 0.5, "mean": 0.1, "main_source": main}
        for name, verdict, main in zip(SPECIES, verdicts, sources, strict=True)
    ]
    pairs = [(SPECIES[0], SPECIES[1]), (SPECIES[0], SPECIES[2]), (SPECIES[1], SPECIES[2])]
    table = [
        CELL | {"first": one, "second": two, "probability": p, "resolved": p in (0.0, 1.0)}
        for (one, two), p in zip(pairs, orders, strict=True)
    ]
    return Answer((), pd.DataFrame(chances), pd.DataFrame(table), pd.DataFrame(), pd.DataFrame())


@pytest.fixture
def of(monkeypatch):
    """Return a function that gives what holds of some answers, one for each prior."""

    def asked(*answers, priors=PRIORS, knockouts=(4, 4, 4)):
        runs = [
            SimpleNamespace(
                id=f"run{at}",
                plan=make_plan(SPECIES, prior=prior, replicates=4, knockouts=knockouts[at]),
            )
            for at, prior in enumerate(priors[: len(answers)])
        ]
        known = {run.id: each for run, each in zip(runs, answers, strict=True)}
        monkeypatch.setattr(module, "answer", lambda run, **_: known[run.id])
        return robust(runs)

    return asked


def test_a_verdict_holds_if_all_say_it_and_is_contradicted_only_by_the_opposite(of):
    found = of(
        answered(["found", "found", "found"]),
        answered(["found", "undecided", "missed"]),
        answered(["found", "found", "undecided"]),
    )
    assert found.chances["status"].tolist() == ["holds", "open", "contradicted"]
    assert found.chances["verdict"].tolist() == ["found", "", ""]
    assert found.runs == {"authored": "run0", "rule-made": "run1", "exchangeable": "run2"}
    first, second, *_ = found.sentences
    assert first.startswith(
        "Under all three priors on rates (authored, rule-made and exchangeable), and the account "
        "associative, a study of 3 animals with 40 motor units each would more likely than not "
        "find units that respond to the sight of what they do in 1 of 3 species (zebrafish)"
    )
    assert second == (
        "Less likely than not to be found under each: none; found under one and missed under "
        "another: 1 by sight (house mouse); undecided under one or more: 1 by sight."
    )


def test_undecided_in_all_is_no_statement(of):
    found = of(*[answered(["undecided", "missed", "missed"])] * 2)
    assert found.chances["status"].tolist() == ["open", "holds", "holds"]
    assert "under each: 2 by sight (rhesus macaque and house mouse)" in found.sentences[1]


def test_a_main_source_holds_where_all_name_it(of):
    same = ["found"] * 3
    found = of(
        answered(same, ["synchrony", "synchrony", "?"]),
        answered(same, ["synchrony", "mirrors", "?"]),
    )
    assert found.sources["main_source"].tolist() == ["synchrony", "", ""]
    assert found.sources["status"].tolist() == ["holds", "contradicted", "open"]
    assert found.sentences[2] == (
        "One source of experience is the main one under each, and told apart, by sight in 1 of 3 "
        "species (synchrony in 1), while two sources are named in 1."
    )


def test_an_order_holds_where_all_resolve_it_the_same_way(of):
    same = ["found"] * 3
    found = of(
        answered(same, orders=(1.0, 0.0, 1.0)),
        answered(same, orders=(1.0, 1.0, 0.7)),
    )
    assert found.orders["status"].tolist() == ["holds", "contradicted", "open"]
    assert found.orders["above"].tolist() == ["danio_rerio", "", ""]
    assert found.sentences[3] == (
        "The same order is resolved under each in 1 of 3 pairs of species by sight (3 and 2 under "
        "each alone); 1 pair is resolved in opposite ways."
    )


def test_a_main_source_that_was_not_asked_in_every_run_is_not_said_to_be_none(of):
    whole = [answered(["found"] * 3) for _ in range(3)]
    for knockouts, where in (((4, 0, 0), " in 2 of 3 runs"), ((0, 0, 0), "")):
        assert of(*whole, knockouts=knockouts).sentences[2] == (
            f"Which experience carries this was not asked{where}: no source was removed alone."
        )


def test_only_what_all_runs_have_is_judged_and_runs_that_share_nothing_are_refused(of):
    whole, other = answered(["found"] * 3), answered(["found"] * 3)
    cut = Answer((), other.chances.iloc[1:], *[pd.DataFrame(other.orders)] * 3)
    assert of(whole, cut).chances["species"].tolist() == list(SPECIES[1:])
    none = Answer((), other.chances.iloc[:0], *[pd.DataFrame(other.orders)] * 3)
    with pytest.raises(InputError, match="share no species, account and modality"):
        of(whole, none)


def test_runs_are_called_by_their_priors_by_what_is_not_default_or_by_their_ids():
    def run(name, **options):
        return SimpleNamespace(id=name, plan=make_plan(["danio_rerio"], **options))

    assert module._labels([run("a"), run("b", rule="oja")])[1] == "rule oja"
    assert module._labels([run("a"), run("b")]) == ["a", "b"]


def test_too_few_runs_and_one_run_twice_are_refused_and_so_is_a_permuted_world():
    def run(name, **options):
        return SimpleNamespace(id=name, plan=make_plan(["danio_rerio"], **options))

    with pytest.raises(InputError, match="needs two or more"):
        robust([run("a")])
    with pytest.raises(InputError, match="run a: is given twice"):
        robust([run("a"), run("a")])
    with pytest.raises(InputError, match="must be 'normal'"):
        robust([run("a"), run("b", world="permuted")])


def test_the_examples_hold():
    assert examples_run(module) > 0
