"""Random streams: the address alone decides, and what it decided once it decides for ever."""

import numpy as np

from mirror_abm.base.seeds import integer, stream, uniform


def test_an_address_has_the_same_draws_for_ever():
    """Written down once: another number here means that every run ever made is another one."""
    assert uniform(0, 0, "profile", "macaca_mulatta", "acts.audible_rate") == 0.6979573848969399
    assert integer(7, "a", 1) == 2697658348


def test_words_and_numbers_are_told_apart_and_so_are_their_borders():
    addresses = [(0, "1"), (0, 1), (1, 1), (0, "a", "b"), (0, "ab"), (0, "b", "a"), (0,)]
    assert len({uniform(*address) for address in addresses}) == len(addresses)


def test_the_order_of_calls_does_not_matter():
    one, other = stream(3, "one"), stream(3, "other")
    mixed = [one.random(), other.random(), one.random()]
    again = stream(3, "one")
    assert [again.random(), again.random()] == [mixed[0], mixed[2]]
    assert uniform(3, "other") == mixed[1]


def test_numbers_are_of_python_and_in_their_range():
    drawn = [uniform(1, number) for number in range(2000)]
    assert {type(value) for value in drawn} == {float}
    assert min(drawn) >= 0
    assert max(drawn) < 1
    assert abs(np.mean(drawn) - 0.5) < 4 * np.sqrt(1 / 12 / 2000)
    assert type(integer(1, "x")) is int
    assert 0 <= integer(1, "x") < 2**32
