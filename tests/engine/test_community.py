"""Communities: animals copy as they are ready to, are born and die; both engines say the same."""

import numpy as np
import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError

pytestmark = pytest.mark.versions

#: animals that learn within days, and are copied often
FAST = {
    "seed": 3,
    "size": 4,
    "point": True,
    "lapse": 300,
    "collect": False,
    "settings": {"experience.being_imitated.rate": 60},
}


def lived(engine, days=3, species="callithrix_jacchus", **options):
    """Return a community in which animals were trained, died, were removed and came."""
    made = ma.Community(species, engine=engine, lifespan=600, **(FAST | options))
    for animal in made.learners[:2]:
        made.train(animal, 40)
    made.step()
    made.agents[2].remove()
    made.step()
    ma.Animal(made)
    for _ in range(days - 2):
        made.step()
    made.forward(made.day_ticks // 2)
    return made


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"rule": "covariance"},
        {"constants": {"views": 2}, "world": "permuted"},
        {"account": "genetic_facilitated", "carrier": True},
        {"endogenous": 0.5, "groups": 2},
        {"species": "homo_sapiens", "settings": {"experience.being_imitated.rate": 60}},
        {"constants": {"entrenchment": 0.1, "overnight_return": 0.2}},
    ],
    ids=["default", "rule", "views", "account", "half", "stage", "nights"],
)
def test_the_engines_agree_bit_for_bit(options):
    one, other = lived("compiled", **options), lived("agents", **options)
    assert one.births == other.births > 1
    assert len(one.learners) == len(other.learners)
    for a, b in zip(one.learners, other.learners, strict=True):
        assert (a.group, a.index) == (b.group, b.index)
        assert np.array_equal(a.network.to_motor.weights, b.network.to_motor.weights)
        assert np.array_equal(a.network.to_sound.weights, b.network.to_sound.weights)
        assert np.array_equal(one.readiness_of(a), other.readiness_of(b))
        assert a.ledger.frame().equals(b.ledger.frame())


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_make_nothing_ahead(threads):
    one, other = lived("compiled"), lived("compiled", threads=threads)
    for a, b in zip(one.learners, other.learners, strict=True):
        assert np.array_equal(a.weights, b.weights)


@pytest.mark.parametrize("engine", ["compiled", "agents"])
def test_with_nothing_endogenous_it_is_a_population(engine):
    options = FAST | {"engine": engine}
    one = ma.Community("callithrix_jacchus", endogenous=0, **options)
    other = ma.Population("callithrix_jacchus", **options)
    for _ in range(2):
        one.step()
        other.step()
    for a, b in zip(one.learners, other.learners, strict=True):
        assert np.array_equal(a.weights, b.weights)
        assert a.ledger.frame().equals(b.ledger.frame())


def copies(community):
    """Return how many percepts being imitated brought."""
    found = [animal.ledger.frame() for animal in community.learners]
    return sum(one.loc[one["source"] == "being_imitated", "percepts"].sum() for one in found)


def test_who_is_not_ready_does_not_copy_and_who_is_trained_does():
    naive = ma.Community("callithrix_jacchus", **FAST)
    ready = ma.Community("callithrix_jacchus", **FAST)
    full = ma.Community("callithrix_jacchus", endogenous=0, **FAST)
    for animal in ready.learners:
        ready.train(animal)
    share = ready.ready
    for each in (naive, ready, full):
        each.step()
    assert copies(naive) < 0.02 * copies(full)
    assert copies(ready) / copies(full) == pytest.approx(share, abs=0.05)


def test_other_draws_stay_where_they_are():
    """Readiness has a stream of its own: spontaneous acts, and what is seen of them, are the same.

    Copies that do not happen are not done and not seen, that is all.
    """
    made = [ma.Community("callithrix_jacchus", endogenous=e, **FAST) for e in (0.0, 1.0)]
    full, none = (each._stages[0].block(0, each.day_ticks) for each in made)
    made[1]._stages[0].setting.ready = None
    rows = full[0].origin == 0
    other = none[0].origin == 0
    for a, b in zip(full[0].where(rows), none[0].where(other), strict=True):
        assert np.array_equal(a, b)


def test_animals_of_a_lifespan_die_on_different_days_and_newborns_are_naive():
    made = ma.Community("callithrix_jacchus", lifespan=1200, **FAST)
    for animal in made.learners:
        made.train(animal)
    assert [made.age_of(each) for each in made.learners] == [0, 300, 600, 900]
    first = list(made.learners)
    for day in range(1, 5):
        made.step()
        assert made.births == day
        assert sum(each in made.agents for each in first) == 4 - day
    assert made.readiness_of(made.learners[0]).max() < 0.2
    assert made.renew() == 0
    assert [round(made.age_of(each)) for each in made.learners] == [0, 300, 600, 900]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"endogenous": 1.5}, r"endogenous = 1.5: must lie in \[0, 1\]"),
        ({"endogenous": float("nan")}, "endogenous"),
        ({"steepness": 0}, "steepness = 0: must be above 0"),
        ({"lifespan": -1}, "lifespan = -1: must be above 0"),
        ({"learners": 2}, "learners = 2: must be left out, or be all 4"),
        ({"account": "epigenetic"}, "epigenetic: has a sensitive period"),
        ({"constants": {"criterion": 0}}, "constants.criterion = 0"),
    ],
)
def test_what_a_community_cannot_be_is_refused_in_one_sentence(options, said):
    with pytest.raises(InputError, match=said) as caught:
        ma.Community("callithrix_jacchus", **(FAST | options))
    assert "\n" not in str(caught.value)
