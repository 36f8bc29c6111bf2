"""What happens is counted; switching off moves nothing else; what is written is read back."""

import io
import itertools
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

import mirror_abm as ma
from mirror_abm.base.library import LIBRARY
from mirror_abm.base.shelf import accounts, sources
from mirror_abm.engine.population import Population
from mirror_abm.profile.citations import bibliography
from mirror_abm.profile.species import faults, library, load_species
from mirror_abm.simulation.plan import Plan, make_plan, override
from tests import reference
from tests.properties.world import ENGINES, bounded, events, still, tell

WINDOW = 300


@pytest.mark.parametrize("engine", ENGINES)
@bounded(12)
@given(events(most=40))
def test_the_ledger_counts_every_event_once(engine, happening):
    """Cut by another route, the events give the same percepts, trials, lone acts and quiet time."""
    population = still(engine)
    tell(population, happening)
    ledger, tick, acts, percepts = population.learners[0].ledger, 0, [], []
    for gap, _, kind, action in happening:
        tick += gap
        acts += [(tick, action)] if kind == 0 else []
        percepts += [(tick, kind, action)] if kind else []
    trials, alone = reference.trials_of(acts, percepts, WINDOW, 20)
    frame = ledger.frame()
    counted = dict(zip(frame["population"], frame["percepts"], strict=True))
    kinds = {1: "visual_other", 2: "visual_self", 3: "auditory"}
    assert counted == {
        name: sum(kind == number for _, kind, _ in percepts)
        for number, name in kinds.items()
        if any(kind == number for _, kind, _ in percepts)
    }
    assert ledger.trials == len(trials) + len(alone)
    assert ledger.acts_without_percept == len(alone)
    merged = reference.covered(acts, trials, WINDOW)
    gaps = [merged[0][0], *(later[0] - earlier[1] for earlier, later in itertools.pairwise(merged))]
    assert ledger.intertrial_windows * WINDOW == pytest.approx(sum(gaps), abs=1e-6)
    without = sum(len(seen) for _, seen, near in trials if not near)
    assert frame["without_act"].sum() == without
    assert (frame["matched"] + 1e-9 >= 0).all()
    assert (frame["matched"] <= frame["percepts"] - frame["without_act"] + 1e-9).all()
    assert (frame["nonmatched"] <= frame["percepts"] - frame["without_act"] + 1e-9).all()
    table = ledger.contingency()
    assert (table["paired"] <= table["perceived"]).all()
    for row in table.itertuples(index=False):
        cue = (list(kinds.values()).index(row.population) + 1, population.action(row.action))
        met = [{done for _, done in near} for _, seen, near in trials if cue in seen]
        assert (row.perceived, row.paired) == (len(met), sum(cue[1] in done for done in met))
    assert table["delta_p"].between(-1, 1).all()


def _rows(columns):
    return set(zip(*(np.asarray(column).tolist() for column in columns), strict=True))


@pytest.mark.parametrize("off", sources.names)
@bounded(4)
@given(
    st.integers(0, 1000),
    st.sampled_from(["danio_rerio", "homo_sapiens", "macaca_mulatta", "melospiza_georgiana"]),
    st.integers(2, 6),
)
def test_removing_a_source_leaves_the_draws_of_the_others(off, seed, species, size):
    """Acts from elsewhere are the same bytes in order; so is what other sources show of them."""

    def block(without):
        population = Population(
            species,
            seed=seed,
            point=True,
            size=size,
            without=without,
            collect=False,
            engine="agents",
        )
        halves = [
            population._stages[0].block(start, start + 60_000) for start in (0, 60_000)
        ]  # the second sees what moved
        return tuple(
            type(made[0])(*(np.concatenate(columns) for columns in zip(*made, strict=True)))
            for made in zip(*halves, strict=True)
        )

    number = sources.names.index(off)
    acts, percepts = block(())
    left_acts, left_percepts = block((off,))
    elsewhere = acts.origin != number + 1
    assert all(
        np.array_equal(column[elsewhere], other)
        for column, other in zip(acts, left_acts, strict=True)
    )
    assert number not in left_percepts.source
    brought = _rows(column[~elsewhere] for column in (acts.tick, acts.actor, acts.action))
    there = {
        row
        for row in _rows(percepts)
        if row[5] != number and (row[0], row[4], row[3]) not in brought
    }
    left = _rows(left_percepts)
    assert there <= left
    assert {row for row in left if (row[0], row[4], row[3]) not in brought} <= {
        row for row in _rows(percepts) if row[5] != number
    }


numbers = st.fixed_dictionaries(
    {},
    optional={
        "experience.being_imitated.rate": st.floats(0, 5),
        "experience.self_observation.rate": st.floats(0, 30),
        "experience.synchrony.rate": st.floats(0, 3),
        "constants.tau": st.floats(0.5, 2),
        "constants.acts_rate": st.floats(150, 600),
    },
)


@bounded(8)
@given(
    st.lists(
        st.sampled_from(["macaca_mulatta", "canis_familiaris", "homo_sapiens"]),
        min_size=1,
        max_size=2,
        unique=True,
    ),
    st.lists(st.sampled_from(accounts.names), min_size=1, max_size=2, unique=True),
    numbers,
    st.integers(0, 2**63 - 1),
    st.floats(0.01, 50),
    st.lists(st.sampled_from(sources.names), max_size=2),
    st.sampled_from(["normal", "permuted"]),
)
def test_a_plan_is_read_back_as_it_was_written(
    species, account, settings, seed, days, without, world
):
    try:
        plan = make_plan(
            species,
            account=account,
            settings=settings,
            seed=seed,
            days=days,
            without=without,
            world=world,
        )
    except ma.MirrorError as error:  # a rate that cannot be: said, not written
        assert "must be at most" in str(error)
        return
    again = Plan.from_dict(json.loads(json.dumps(plan.as_dict())))
    assert again == plan
    assert again.id == plan.id
    for name in plan.species:
        assert again.profile(name) == plan.profile(name)
        assert again.profile(name).quantities() == plan.profile(name).quantities()
    other = make_plan(
        species,
        account=account,
        settings=settings,
        seed=(seed + 1) % 2**63,
        days=days,
        without=without,
        world=world,
    )
    assert other.id != plan.id


@bounded(8)
@given(st.sampled_from(library()), st.floats(0, 20), st.floats(0, 1))
def test_a_profile_is_read_back_from_yaml_as_it_was_written(species, rate, share):
    profile = override(
        load_species(species),
        {"experience.self_observation.rate": rate, "acts.visible_share": share},
    )
    text, yaml = io.StringIO(), YAML()
    yaml.dump(profile.model_dump(mode="json", exclude_none=True), text)
    wrong, again = faults(text.getvalue(), "written.yaml", bibliography(LIBRARY / "written.yaml"))
    assert wrong == []
    assert again == profile
    assert again.quantities()["experience.self_observation.rate"].value == rate
