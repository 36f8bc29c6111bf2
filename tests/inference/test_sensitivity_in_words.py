"""Sentences say what the tables hold."""

import pytest

from mirror_abm.inference import sensitivity_in_words as module
from mirror_abm.inference.sensitivity import sensitivity
from mirror_abm.inference.sensitivity_in_words import number_in_words

from .drawn import MACAQUE, MOUSE, made
from .made import examples_run


@pytest.fixture(scope="module")
def said():
    return sensitivity(made(knockouts=True)).sentences


def test_what_comes_first_is_told_with_its_interval_and_whether_halves_agree(said):
    assert said[0].startswith(
        "Own minus other under the account associative follows most, by sight the rate of "
        "synchrony in 1 of 2 species (rhesus macaque +0.9"
    )
    assert "the connectivity in 1 of 2 species (house mouse +0.9" in said[0]
    assert said[0].endswith("halves of the draws agree on it in 1 of 2.")


def test_statements_of_the_answer_are_told_one_by_one(said):
    order, macaque, mouse = (line for line in said if line.startswith("That "))
    assert order.startswith(
        "That the rhesus macaque lies above the house mouse by sight (it is so in 100% of 200 "
        "draws) follows most the rate of synchrony of the rhesus macaque, +0.8"
    )
    assert "synchrony is the main source of the rhesus macaque" in macaque
    assert "; not settled: halves of the draws name the same number in" in macaque
    assert "follows most the connectivity" in mouse and "not settled" not in mouse


def test_what_to_measure_where_variance_comes_from_and_how_many_by_chance(said):
    (measure,) = (line for line in said if line.startswith("Measured in the field"))
    assert "the rate of synchrony of the rhesus macaque, now a guess, by sight" in measure
    assert "in 1 of 2 predictions no number would beyond chance" in measure
    (shares,) = (line for line in said if line.startswith("Of the variance"))
    assert "how units are recorded and called 2" in shares and "mean over 2 species" in shares
    assert said[-1].startswith("Coefficients are partial rank correlations (6 numbers that vary")
    assert "90% intervals over blocks of 20 draws" in said[-1] and "by chance" in said[-1]


def test_of_few_draws_the_command_for_more_is_told_and_what_intervals_are():
    said = sensitivity(made(20), species=MOUSE).sentences
    (command,) = (line for line in said if line.startswith("Shares of variance take 200 draws"))
    assert "this run has 20: mirror-abm run macaca_mulatta mus_musculus" in command
    assert "--replicates 200" in command
    assert "plain rank correlations: 20 draws are too few to allow for the others of 6" in said[-1]
    assert "which takes 26; 90% intervals over single draws" in said[-1]
    assert said[0].startswith(
        "Own minus other under the account associative follows most, by sight"
    )
    assert "the connectivity (house mouse" in said[0]  # of one species it needs no count


def test_what_was_asked_in_few_draws_and_what_hardly_varies_is_not_told(monkeypatch):
    run = made(40, knockouts=True)
    whole = run.table
    few = whole("knockouts")[lambda table: table["replicate"] < 4]
    flat = whole("groups").assign(own=0.5, own_minus_other=0.5)
    run.table = lambda name: few if name == "knockouts" else whole(name)
    said = sensitivity(run, species=MACAQUE).sentences
    (line,) = (line for line in said if line.startswith("That synchrony"))
    assert "of 4 draws): nothing can be told, for it was asked in too few draws." in line
    run.table = lambda name: flat if name in ("groups", "units") else whole(name)[:0]
    tables = run.table
    run.table = lambda name: whole(name) if name == "draws" else tables(name)
    said = sensitivity(run, species=MACAQUE).sentences
    assert "by sight nothing, for it is much the same in all draws" in said[0]
    assert said[-1].startswith("Nothing can be told of any conclusion")


def test_names_of_numbers_are_words():
    for name, words in (
        ("experience.watching_others.attention", "attention of watching others"),
        ("acts.audible_rate", "audible rate of acts"),
        ("constants.overlap_same", "overlap same"),
    ):
        assert number_in_words(name) == words
    assert examples_run(module) > 0
