"""Killers of faults in what the sources bring, and in who attends to whom."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.animal.repertoire import Repertoire
from mirror_abm.base.seeds import stream
from mirror_abm.experience.attention import nonmatching_share
from mirror_abm.experience.events import EventStream, block_ticks
from mirror_abm.experience.merging import merge
from mirror_abm.experience.permuted import derangement
from mirror_abm.experience.supply import resolve, values
from mirror_abm.experience.ties import relative_ties
from mirror_abm.profile.species import SpeciesProfile, load_species

from .bench import ALL, close, killer, population, rows


def stage(
    names, hours=8.0, size=3, shown=None, species="homo_sapiens", views=1, ties=None, **changed
):
    """Return the acts and percepts of a group with these sources alone, and its supply."""
    from dataclasses import replace

    made = population("agents", load_species(species), size=size)
    supply = replace(made.supply, **changed)
    shown = np.arange(len(made.repertoire)) if shown is None else shown
    group = EventStream(
        supply,
        ties or made._stages[0].setting.ties,
        size,
        shown,
        views,
        set(ALL) - set(names),
        100.0,
        5,
        0,
        "x",
        0,
    )
    return group, *group.block(0, round(hours * 360_000)), supply


@killer
def imitation(engine):
    """A copy comes 0.2 - 5 s later, true at the fidelity; each of the two sees the other's act."""
    _, acts, percepts, supply = stage(["being_imitated"], hours=2.0, copied=0.5, fidelity=0.8)
    copies = [row for row in rows(acts) if row[3] == 1 + ALL.index("being_imitated")]
    begun = {(tick, actor, action) for tick, actor, action, origin in rows(acts) if origin == 0}
    seen = rows(percepts)
    by_copier = [
        (tick, animal, actor, action)
        for tick, animal, _, action, actor, *_ in seen
        if (tick, actor, action) in begun
    ]
    of_copies = [
        (tick, animal, actor, action)
        for tick, animal, _, action, actor, *_ in seen
        if (tick, actor, action) not in begun
    ]
    assert len(copies) > 300
    assert len(by_copier) == len(copies) or abs(len(by_copier) - len(copies)) < 0.02 * len(copies)
    assert {(tick, actor, action) for tick, _, actor, action in of_copies} == {
        row[:3] for row in copies if row[:3] not in begun
    }
    lags, same = [], 0
    viewer = {(tick, actor, action): animal for tick, animal, actor, action in of_copies}
    for tick, copier, action, _ in copies:
        assert (tick, copier, action) in viewer, "the copied one saw nothing"
        pair = copier, viewer[tick, copier, action]
        when = [(t, a) for t, *two, a in by_copier if 20 <= tick - t <= 500 and tuple(two) == pair]
        assert when, "the copier saw nothing"
        matched = [t for t, a in when if a == action]
        same += bool(matched)
        lags.append(tick - (matched or [when[0][0]])[-1])
    assert abs(same / len(copies) - 0.8) < 4 * math.sqrt(0.16 / len(copies))
    assert 70 < np.median(lags) < 140
    _, young, _, _ = stage(["being_imitated"], hours=2.0, copied=0.5, copied_from=1.0)
    assert min(tick for tick, _, _, origin in rows(young) if origin) >= 360_000
    assert supply.latency == 1.0


@killer
def attention(engine):
    """Of two animals, each sees its attention's share of the other's acts; none watches itself."""
    _, acts, percepts, _ = stage(["watching_others"], size=2, hours=6.0, attention=0.6)
    share = len(set(rows(percepts))) / len(acts.tick)  # what reaches twice is perceived once
    assert abs(share - 0.6) < 4 * math.sqrt(0.24 / len(acts.tick))
    assert (percepts.animal != percepts.actor).all()
    assert set(rows(zip_columns(percepts))) <= {row[:3] for row in rows(acts)}


def zip_columns(percepts):
    return percepts.tick, percepts.actor, percepts.action


@killer
def ties_share_attention(engine):
    """Ties are relative: of each animal they add up to 1, in proportion to their strength."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 1.0), (0, 2, 3.0), (1, 2, 2.0), (2, 3, 5.0)])
    close(
        relative_ties(graph).matrix(),
        [[0, 1 / 4, 3 / 4, 0], [1 / 3, 0, 2 / 3, 0], [3 / 10, 2 / 10, 0, 5 / 10], [0, 0, 1, 0]],
    )


@killer
def attention_is_solved(engine):
    """In an old file sights without a match have its share: attention x acts / (that + matched)."""
    data = load_species("macaca_mulatta").model_dump(mode="json")
    share = data["experience"]["watching_others"].pop("attention")
    share |= {"value": 0.88, "low": 0.7, "high": 0.97}
    data["experience"]["watching_others"]["nonmatching_share"] = share
    profile = SpeciesProfile.model_validate(data)
    supply, _ = resolve(profile, values(profile), constants_with(), 20, strict=False)
    others = supply.attention * supply.rate + 2 * supply.complemented * supply.opening_rate
    matched = (
        supply.copied * supply.own_rate * (1 + supply.fidelity)
        + supply.bout_rate * supply.beats * supply.coherence
    )
    close(
        others / (others + matched),
        profile.experience.watching_others.nonmatching_share.value,
        1e-9,
    )
    close(supply.copied * supply.own_rate, profile.experience.being_imitated.rate.value, 1e-9)


@killer
def attention_is_what_the_file_says(engine):
    """Whatever else happens; the share of sights without a match follows from it."""
    profile = load_species("macaca_mulatta")
    drawn = values(profile)
    for rate in (0.0, drawn["experience.being_imitated.rate"]):
        changed = drawn | {"experience.being_imitated.rate": rate}
        supply, _ = resolve(profile, changed, constants_with(), 20, strict=False)
        close(supply.attention, profile.experience.watching_others.attention.value, 0)
        others = supply.attention * supply.rate + 2 * supply.complemented * supply.opening_rate
        matched = 1.8 * rate + supply.bout_rate * supply.beats * supply.coherence
        close(nonmatching_share(supply), others / (others + matched), 1e-12)


@killer
def deprivation_has_one_meaning(engine):
    """A source that is off, and one at 0: the same supply, birth and blocks of time."""
    macaque = load_species("macaca_mulatta")
    off = population(engine, macaque, account="epigenetic", without=["being_imitated"])
    zero = population(
        engine, macaque, account="epigenetic", settings={"experience.being_imitated.rate": 0}
    )
    assert off.birth == zero.birth != population(engine, macaque, account="epigenetic").birth
    assert off.supply.copied == zero.supply.copied == 0
    assert len({block_ticks(made.supply, 40, 100.0, 10**9) for made in (off, zero)}) == 1


@killer
def own_streams(engine):
    """Switching a source off leaves the events that others bring where they were."""
    full = {name: events_of(ALL, name) for name in ALL}
    for off in ("being_imitated", "self_observation", "synchrony"):
        left = tuple(name for name in ALL if name != off)
        for name in ("being_imitated", "complementary", "sound", "synchrony", "mirrors"):
            if name != off:
                assert events_of(left, name) >= full[name] - events_of(ALL, off, True), (off, name)
                assert len(full[name]) > 0 or name in ("complementary", "mirrors")


@cache
def events_of(names, name, acts=False):
    _, done, percepts, _ = stage(names, hours=0.5, copied=0.3, answered=0.3)
    number = ALL.index(name)
    brought = {
        (tick, actor, action) for tick, actor, action, origin in rows(done) if origin == number + 1
    }
    if not acts:
        return brought
    return brought | {
        (tick, actor, action)
        for tick, _, _, action, actor, source, _ in rows(percepts)
        if source == number
    }


@killer
def synchrony(engine):
    """In synchrony, sights are of a partner doing the same on that beat, at the rate's number."""
    _, acts, percepts, supply = stage(
        ["synchrony"],
        size=2,
        hours=200.0,
        bout_rate=6.0,
        participation=0.5,
        coherence=0.7,
        action_rate=np.full(12, 0.1),
    )
    done = {row[:3] for row in rows(acts)}
    assert set(rows(zip_columns(percepts))) <= done
    wanted = 6.0 * supply.beats * 0.7 * 200 * 2
    assert (
        abs(len(percepts.tick) - wanted)
        < 5 * supply.beats * math.sqrt(6.0 * 200 * 2) + 0.02 * wanted
    )


@killer
def mirrors(engine):
    """Before a mirror one's own acts are seen as another's, at once."""
    _, acts, percepts, _ = stage(["mirrors"], mirror_rate=60.0, mirror_duration=20.0)
    share = 1 - math.exp(-60 * 20 / 3600)
    assert (percepts.kind == 0).all()
    assert (percepts.animal == percepts.actor).all()
    assert set(rows(zip_columns(percepts))) <= {row[:3] for row in rows(acts)}
    assert abs(len(percepts.tick) / len(acts.tick) - share) < 0.05


@killer
def self_observation(engine):
    """Own visible acts are seen at the rate of the gaze, faces never; own sounds are all heard."""
    _, acts, percepts, supply = stage(["self_observation"], gaze=0.5)
    seen = percepts.kind == 1
    assert set(percepts.kind.tolist()) == {1, 3}  # seen, and heard, of oneself
    assert supply.visible[percepts.action[seen]].all()
    own = supply.visible[acts.action].sum()
    assert abs(seen.sum() / own - 0.5) < 4 * math.sqrt(0.25 / own)
    assert (~seen).sum() == supply.audible[acts.action].sum()


@killer
def acts_come_as_often_as_they_should(engine):
    """Silent acts 200 per hour, split by share; sounds at their own rate."""
    _, acts, _, supply = stage([], hours=20.0)
    profile = load_species("homo_sapiens")
    rate = 200 + profile.acts.audible_rate.value
    wanted = rate * 20 * 3
    assert abs(len(acts.tick) - wanted) < 5 * math.sqrt(wanted)
    close(supply.own_rate, rate, 1e-9)
    found = np.bincount(acts.action, minlength=len(supply.action_rate))
    assert (abs(found - supply.action_rate * 60) < 6 * np.sqrt(supply.action_rate * 60) + 1).all()


@killer
def permuted_world(engine):
    """In the permuted world no act looks like itself, and it looks like one of another effector."""
    repertoire = Repertoire.of(load_species("homo_sapiens"))
    shown = derangement(repertoire.effectors, repertoire.kinds)
    assert sorted(shown) == list(range(len(repertoire)))
    assert all(repertoire.effectors[a] != repertoire.effectors[b] for a, b in enumerate(shown))
    group, _, _, _ = stage(["mirrors"], shown=shown, mirror_rate=60.0, hours=0.001)
    events = group.events(400, 400 + 360_000)
    done = {(a, t, x) for a, t, k, x, _ in rows(events) if k < 0}
    seen = [(a, t, x) for a, t, k, x, _ in rows(events) if k >= 0]
    assert len(seen) > 20
    assert all(
        any(t == tick and a == animal and shown[x] == action for a, t, x in done)
        for animal, tick, action in seen[:40]
    )


@killer
def once_in_a_tick(engine):
    """Rows that differ only in the last column are kept once, with its smallest value, in order."""
    table = [(0, 5, 1, 7), (0, 5, 1, 3), (1, 2, 0, 4), (0, 4, 1, 9), (1, 2, 0, 4), (1, 2, 2, 0)]
    found = merge([np.array(column) for column in zip(*table, strict=True)])
    assert rows(found) == [(0, 4, 1, 9), (0, 5, 1, 3), (1, 2, 0, 4), (1, 2, 2, 0)]


@killer
def addresses(engine):
    """A stream belongs to its seed and all its words."""
    draws = {
        stream(seed, *words).random()
        for seed in (1, 2)
        for words in ((), (0,), (1,), (0, "a"), (0, "b"), ("0",))
    }
    assert len(draws) == 12
