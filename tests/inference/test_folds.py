"""Folds of draws: nobody is judged by the draw that made him, and contrasts are chosen together."""

import numpy as np

from mirror_abm.inference.drawn import Drawn
from mirror_abm.inference.folds import PLUG_IN, RECORD, TEMPERED, Folds, chosen, split
from mirror_abm.inference.reliability import calibration_error, joined, pairs, scores
from mirror_abm.inference.study import Study

from .tables import logistic, made, priors

RNG = np.random.default_rng


def test_every_fold_has_its_share_of_every_prior():
    folds = split(priors(60), 5, RNG(0))
    assert sorted(np.concatenate(folds)) == list(range(60))
    for fold in folds:
        assert np.bincount(fold % 3).tolist() == [4, 4, 4]


def test_the_arms_of_a_contrast_are_chosen_together():
    cells = [(name, "visual", arm) for name in "abcd" for arm in ("intact", "without sound")]
    some = chosen(cells, 4, RNG(0))
    assert len(some) == len(set(some)) == 4 and len({cell[0] for cell in some}) == 2
    assert len(chosen(cells, 1, RNG(0))) == 1
    assert len(chosen(cells, 3, RNG(0))) == 3
    many = chosen(cells, 20, RNG(0))
    assert len(many) == 20 and set(many) == set(cells)  # more studies than cells: some again


def test_few_draws_make_the_plug_in_overconfident_and_the_temperature_mends_it():
    drawn = made(draws=60, cells=16, accounts=tuple("abcdef"), records=False)
    tried = Folds(drawn, 0, 1500, Study(2, 20)).tried("8")
    loud, tempered = tried.folded[PLUG_IN], tried.folded[TEMPERED]
    assert len(tempered.truth) >= 1000 and set(tempered.draw) == set(range(60))
    one, other = (scores(each, RNG(1)) for each in (loud, tempered))
    assert one["right"] < one["said"] - 0.1
    assert other["log_score"] > one["log_score"]
    assert other["log_score"] > other["nothing"]
    assert calibration_error(tempered) < 0.06 < calibration_error(loud)
    assert tried.temperature[PLUG_IN] == (1.0, 0.0, 1.0)
    assert tried.temperature[TEMPERED].power < 1 and tried.temperature[TEMPERED].c > 0
    across = joined([said for (method, _), said in tried.across.items() if method == TEMPERED])
    assert scores(across, RNG(1))["log_score"] > other["nothing"]


def test_the_record_is_one_design_and_the_same_seed_gives_the_same_worlds():
    drawn = made(draws=45)
    one, two = (Folds(drawn, 3, 100, Study()).tried(RECORD) for _ in range(2))
    np.testing.assert_array_equal(one.folded[TEMPERED].posterior, two.folded[TEMPERED].posterior)


def test_a_rearing_contrast_parts_accounts_that_no_number_of_intact_counts_does():
    """Alike in intact animals, whatever is drawn; apart in those that were raised without."""
    rng, draws = RNG(7), 60
    cells = {}
    for number in range(16):
        level = rng.normal(-1, 1, draws)[None, :, None] + rng.normal(0, 0.5, (3, draws, 2))
        intact = logistic(level)
        raised = intact * np.array([0.15, 0.7, 0.7])[:, None, None]  # only one falls
        for arm, own in (("intact", intact), ("without all", raised)):
            cells[f"s{number}", "visual", arm] = np.stack([own, np.full_like(own, 0.05)])
    names = ("associative", "epigenetic", "other")
    alone = {key: each for key, each in cells.items() if key[2] == "intact"}

    def gain(some, studies):
        tried = Folds(Drawn(names, priors(draws), some, ()), 0, 500, Study(2, 20)).tried(studies)
        return pairs(tried.folded[TEMPERED], names, rng).iloc[0]

    assert not gain(alone, "16")["parted"]
    assert gain(cells, "4")["parted"] and gain(cells, "4")["gain"] > 0.3
