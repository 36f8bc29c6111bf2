"""What is known before the next study: the posterior of the record, or nothing."""

from pathlib import Path

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.inference.drawn import Drawn
from mirror_abm.inference.drawn_file import read
from mirror_abm.inference.known import ALIKE, GIVEN, RECORD, known_of, weighed
from mirror_abm.inference.observations import slipped
from mirror_abm.inference.posterior import posterior_of
from mirror_abm.inference.study import Study
from mirror_abm.inference.tempered import PUBLICATION, Tempered

from .tables import ACCOUNTS, made, priors, with_account

KEPT = Path(__file__).parents[1] / "data" / "draws.parquet"


def test_accounts_weigh_what_the_posterior_says_and_draws_what_the_record_leaves():
    drawn = made(apart=0.1)
    found = known_of(drawn)
    whole = Tempered(drawn, drawn.records, PUBLICATION, 0)
    assert found.carried and found.of_accounts == RECORD
    np.testing.assert_array_equal(found.prior, whole.here)
    power = whole.temperature.power * min(1.0, whole.temperature.b)
    by_hand = np.ones((4, 60, 5))
    for record, seen in zip(whole.design.chances, whole.seen, strict=True):
        by_hand *= record[..., seen] ** power
    by_hand = by_hand.mean(axis=2)
    np.testing.assert_allclose(found.weights, by_hand / by_hand.sum(axis=1, keepdims=True))
    assert found.why == posterior_of(drawn).refused != ""  # not ranked, and yet known
    assert (found.effective < 60).all()


def test_what_is_left_of_the_draws_foresees_the_next_study_better_than_more_or_less_would():
    """In worlds of the table that ships: studies of a world whose own draw is left out."""
    drawn = read(KEPT).distinct()
    whole = Tempered(drawn, drawn.records, PUBLICATION, 0)
    power = whole.temperature.power * whole.temperature.b
    tried = (0.0, power, 1.0)
    rng, score = np.random.default_rng(1), np.zeros(3)
    made = whole.design.simulate(np.arange(drawn.draws), 30, rng)
    cells = list(drawn.cells)[::7]
    chances = {cell: slipped(drawn.chances(cell, Study())) for cell in cells}
    for outcomes, account, own in zip(*made, strict=True):
        for at, each in enumerate(tried):
            weights = whole.design.per_draw(outcomes, each)[0][account]
            weights[own] = 0.0
            for one in chances.values():
                said = np.log(weights / weights.sum() @ one[account])
                score[at] += one[account, own] @ said / len(cells) / len(made.account)
    assert 0.1 < power < 0.6
    assert score[1] > score[0] + 0.02 and score[1] > score[2] + 0.05


@pytest.mark.parametrize(
    ("drawn", "why"),
    [
        (made(draws=39), "39 draws"),
        (made(records=False), "nothing that is weighed is on record"),
        (Drawn(ACCOUNTS, np.array(["authored"] * 60), made().cells, ()), "prior = authored"),
        (with_account(made(accounts=("associative",)), "again", 0), "predict the same"),
    ],
)
def test_without_a_posterior_all_weigh_alike(drawn, why):
    found = known_of(drawn, whose="run x")
    assert why in found.why and not found.carried
    assert found.of_accounts == found.of_draws == ALIKE
    assert (found.prior == found.prior[0]).all() and (found.weights == 1 / drawn.draws).all()


def test_an_account_entered_twice_shares_its_mass_in_the_table():
    drawn = with_account(made(), "hebbian_again", 1)
    one, two = known_of(made()), known_of(drawn)
    np.testing.assert_array_equal(one.prior, two.prior)
    table = two.table.set_index("account")
    assert table["weight"]["hebbian"] == table["weight"]["hebbian_again"] == one.prior[1] / 2
    assert table["same_as"]["hebbian"] == "hebbian_again" and not table["same_as"]["genetic"]
    given = two.given({"genetic": 2})  # the twins weigh 1 each
    assert given.of_accounts == GIVEN and given.carried
    np.testing.assert_allclose(given.prior, [1 / 6, 2 / 6, 2 / 6, 1 / 6])
    np.testing.assert_array_equal(given.weights, two.weights)
    assert two.given({}) is two


def test_weights_that_cannot_be_are_refused():
    with pytest.raises(InputError, match="Did you mean genetic"):
        known_of(made(draws=39)).given({"genetik": 1})
    with pytest.raises(InputError, match="at least two"):
        weighed(["associative", "genetic"], {"genetic": 0})
    assert weighed(["associative", "genetic"], None).tolist() == [0.5, 0.5]
    assert len(priors(3)) == 3
