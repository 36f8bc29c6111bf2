"""Stages of life, and how much is done: what a block may say, and what a population makes of it."""

from __future__ import annotations

import numpy as np
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.shelf import sources
from mirror_abm.engine.population import Population
from mirror_abm.experience.supply import DAYS_PER_YEAR
from mirror_abm.simulation.plan import make_plan
from tests.profile.library import PROFILES


def staged(onset=None, offset=None, years=1 / DAYS_PER_YEAR):
    data = PROFILES["macaca_mulatta"].model_dump(mode="json")
    ages = {"onset": onset, "offset": offset}
    data["experience"]["being_imitated"]["stage"] = {
        end: {
            "value": age * years,
            "low": age * years,
            "high": age * years,
            "unit": "years",
            "source": "heyes_2010",
            "how": "guess",
            "reason": "set by this test",
        }
        for end, age in ages.items()
        if age is not None
    }
    return type(PROFILES["macaca_mulatta"]).model_validate(data)


def stage_events(profile, days=3):
    population = Population(profile, seed=4, point=True, size=5, collect=False)
    return [
        population._stages[0].events(day * population.day_ticks, (day + 1) * population.day_ticks)
        for day in range(days)
    ]


def test_outside_its_stage_of_life_nobody_is_imitated_and_no_other_draw_moves():
    source = sources.names.index("being_imitated")
    whole, part = stage_events(PROFILES["macaca_mulatta"]), stage_events(staged(1, 2))
    seen = [
        [int((events.source[events.kind >= 0] == source).sum()) for events in days]
        for days in (whole, part)
    ]
    assert seen[0][0] > 20
    assert seen[1][0] == 0
    assert seen[1][1] > 20
    assert seen[1][2] < 5  # the last copies of day 2, a few seconds late
    for day in range(3):
        ours, theirs = (
            {
                row
                for row in zip(*(column.tolist() for column in days[day]), strict=True)
                if row[2] == -1 and row[4] == 0
            }
            for days in (whole, part)
        )
        assert ours == theirs  # spontaneous acts


def test_an_age_in_years_is_counted_in_active_days():
    profile = staged(1, 2)
    population = Population(profile, point=True, size=2, collect=False)
    assert population.supply.copied_from == pytest.approx(profile.active_hours.value)
    assert population.supply.copied_until == pytest.approx(2 * profile.active_hours.value)
    assert Population("macaca_mulatta", point=True, size=2).supply.copied_until == np.inf


def test_the_two_engines_agree_across_the_border_of_a_stage():
    found = []
    for engine in ("agents", "compiled"):
        population = Population(
            staged(0.02, 0.04), seed=5, point=True, size=4, collect=False, engine=engine
        )
        population.forward(round(0.06 * population.day_ticks))
        found.append([animal.weights.tobytes() for animal in population.learners])
    assert found[0] == found[1]


def test_without_a_stage_in_reach_the_run_is_what_it_was():
    ours, theirs = (
        Population(profile, seed=5, point=True, size=4, collect=False)
        for profile in (PROFILES["macaca_mulatta"], staged(None, 1000))
    )
    for population in (ours, theirs):
        population.forward(200_000)
    assert all(
        (a.weights == b.weights).all() for a, b in zip(ours.learners, theirs.learners, strict=True)
    )


@pytest.mark.parametrize(
    ("onset", "offset", "piece"),
    [
        (None, None, "must give onset, offset, or both"),
        (2, 1, "must lie below"),
        (1, 1, "must lie below"),
    ],
)
def test_a_stage_that_is_none_is_refused(onset, offset, piece):
    with pytest.raises(ValueError, match=piece):
        staged(onset, offset)


def doing(rate, name="macaca_mulatta"):
    data = PROFILES[name].model_dump(mode="json")
    data["acts"]["rate"] = {
        "value": rate,
        "low": 0.9 * rate,
        "high": 2 * rate,
        "unit": "per hour",
        "source": "heyes_2010",
        "how": "guess",
        "reason": "set by this test",
    }
    return type(PROFILES[name]).model_validate(data)


def silent_acts(profile, **options):
    population = Population(
        profile, seed=4, size=5, collect=False, without=["all"], engine="agents", **options
    )
    events = population._stages[0].events(0, population.day_ticks)
    mine = events.action[(events.kind < 0)]
    return (~population.supply.audible[mine]).sum() / 5 / population.profile.active_hours.value


def test_a_profile_may_say_how_much_its_animals_do_in_silence():
    at_the_constant = silent_acts(PROFILES["macaca_mulatta"], point=True)
    assert at_the_constant == pytest.approx(200, rel=0.05)
    assert silent_acts(doing(400), point=True) == pytest.approx(400, rel=0.05)
    assert silent_acts(doing(1000), point=True) == pytest.approx(1000, rel=0.05)


def test_how_much_is_done_is_drawn_like_any_other_rate_and_sounds_are_not_touched():
    drawn = [Population(doing(300), seed=4, replicate=at, collect=False) for at in range(8)]
    plain = [Population("macaca_mulatta", seed=4, replicate=at, collect=False) for at in range(8)]
    rates = [each.supply.action_rate[~each.supply.audible].sum() for each in drawn]
    assert all(269.9 <= rate <= 600.1 for rate in rates)
    assert len({round(rate) for rate in rates}) == 8
    for one, other in zip(drawn, plain, strict=True):
        heard = one.supply.audible
        assert one.supply.action_rate[heard] == pytest.approx(other.supply.action_rate[heard])


def test_a_profile_that_does_not_say_so_is_written_and_hashed_as_before():
    written = PROFILES["macaca_mulatta"].model_dump(mode="json")["acts"]
    assert list(written) == ["audible_rate", "visible_share"]
    assert next(iter(doing(5).model_dump(mode="json")["acts"])) == "rate"


def test_a_species_that_does_nothing_in_silence_is_refused():
    with pytest.raises(ValueError, match=r"must be above 0"):
        doing(0)


def test_a_constant_that_no_species_uses_is_refused_and_told_where_some_do(nobody_listens):
    own = doing(300).model_copy(update={"name": "busy"})
    settings = {"constants.acts_rate": 250.0}
    with pytest.raises(InputError, match=r"not used for busy, as acts\.rate stands in the profile"):
        make_plan([own], settings=settings)
    with pytest.warns(UserWarning, match=r"not used for busy.*used for 1 other"):
        make_plan([own, "macaca_mulatta"], settings=settings)
    with pytest.raises(InputError, match=r"states none: set constants\.acts_rate"):
        make_plan(["macaca_mulatta"], settings={"acts.rate": 250.0})
    assert make_plan([own], settings={"acts.rate": 250.0}).settings == {"acts.rate": 250.0}
