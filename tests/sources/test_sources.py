"""What experience does: rates, independent draws, and what each source can and cannot teach."""

import numpy as np
import pytest

from mirror_abm.animal.repertoire import Repertoire
from mirror_abm.base.shelf import sources
from mirror_abm.engine.population import Population
from mirror_abm.experience.attention import ENTERED, nonmatching_share
from mirror_abm.experience.supply import resolve, switched_off, values
from mirror_abm.measures.congruence import measure
from mirror_abm.profile.species import library, load_species
from mirror_abm.simulation.learning_curves import learning_curve
from mirror_abm.simulation.plan import override
from mirror_abm.simulation.recordings import panel, recordings
from mirror_abm.simulation.summary import HEADLINE, animals, groups
from mirror_abm.sources.contract import KINDS
from tests.clock import FAST, STEADY
from tests.profile.library import first_edition

ALL = sources.names
SEEING = {name for name in library() if load_species(name).sees}
SAMPLE = (
    "apis_mellifera",
    "homo_sapiens",
    "macaca_mulatta",
    "melospiza_georgiana",
    "octopus_vulgaris",
    "poecilia_reticulata",
    "pogona_vitticeps",
    "rattus_norvegicus",
)


def only(*kept):
    return tuple(name for name in ALL if name not in kept)


def response(population, modality="visual", chosen=lambda action: True):
    """Return noiseless matched minus non-matched response, over chosen actions and learners."""
    found = []
    kind = 0 if modality == "visual" else population.views + 1
    actions = population.profile.actions
    for animal in population.learners:
        network = animal.network
        seen = network.response(np.stack([network.pattern(kind, a) for a in range(len(actions))]))
        for a, action in enumerate(actions):
            if chosen(action):
                own = network.motor[a] == 1
                others = np.delete(np.arange(len(actions)), a)
                found.append(seen[a, own].mean() - seen[np.ix_(others, np.flatnonzero(own))].mean())
    return float(np.mean(found))


def raised(species, days=0.5, seed=1, size=6, constants=None, **options):
    population = Population(
        species,
        seed=seed,
        point=True,
        size=None if species == "octopus_vulgaris" else size,
        constants=FAST | {"connectivity": 1.0, "initial_sd": 0.0} | (constants or {}),
        collect=False,
        **options,
    )
    population.forward(round(days * population.day_ticks))
    return population


def nets(species, replicates=6, days=0.4, column=HEADLINE, **options):
    """Return a number of the visual units per group, or one more than another (``a - b``)."""
    found = []
    for replicate in range(replicates):
        population = Population(
            species,
            seed=11,
            replicate=replicate,
            learners=3,
            constants=STEADY,
            collect=False,
            **options,
        )
        population.forward(round(days * population.day_ticks))
        units = measure(recordings(population), population.constants.criterion).assign(
            mirror_index=0.0, unconditional_mirror_index=0.0
        )
        cell = {"species": species, "account": "associative", "arm": "x", "world": "x"}
        table = groups(animals(units.assign(**cell))).query("modality == 'visual'")
        found.append(table.eval(column).item())
    return np.array(found)


CHANCE = [HEADLINE, "congruent - expected", "unconditional_net"]


@pytest.mark.parametrize("column", CHANCE)
@pytest.mark.parametrize("species", SAMPLE)
def test_without_any_source_the_share_is_what_permuted_labels_give_sampled(species, column):
    found = nets(species, without="all", replicates=4, column=column)
    assert abs(found.mean()) < 0.03
    assert abs(found).max() < 0.05  # noise may drive a unit of 32 in a group


@pytest.mark.slow
@pytest.mark.parametrize("column", CHANCE)
@pytest.mark.parametrize("species", sorted(SEEING - set(SAMPLE)))
def test_without_any_source_the_share_is_what_permuted_labels_give(species, column):
    found = nets(species, without="all", replicates=4, column=column)
    assert abs(found.mean()) < 0.03
    assert abs(found).max() < 0.05  # noise may drive a unit of 32 in a group


@pytest.mark.parametrize("species", ["macaca_mulatta", "homo_sapiens", "melospiza_georgiana"])
def test_ledger_counts_what_the_sources_promise(species):
    """Percepts per hour of an average animal over several groups are what ``expected`` says."""
    counts = {name: [] for name in ALL}
    for replicate in range(4):
        population = Population(
            species, seed=2, replicate=replicate, point=True, size=8, account="none", collect=False
        )
        population.forward(round(0.5 * population.day_ticks))
        frames = [animal.ledger.frame() for animal in population.learners]
        for name in ALL:
            counts[name].append(
                np.mean([f.loc[f["source"] == name, "percepts"].sum() for f in frames])
                / population.hours
            )
    for name in ALL:
        promised = sum(sources.load(name).expected(population.supply))
        found = np.array(counts[name])
        hours = population.hours * 8 * 4
        spread = (
            4
            * np.sqrt(max(promised, 1 / hours) / hours)
            * (4 if name in ("synchrony", "mirrors") else 1)
        )
        assert found.mean() == pytest.approx(promised, abs=spread + 0.06 * promised), name


def share_brought(profile):
    """Return the supply, and the share of sights that match nothing by what the sources promise."""
    constants = Population("macaca_mulatta", point=True, size=5).constants
    supply, limited = resolve(profile, values(profile), constants, 38, True)
    assert limited == []
    matched = other = 0.0
    for name in ("being_imitated", "synchrony", "watching_others", "complementary"):
        m, o = sources.load(name).expected(supply)
        matched, other = matched + m, other + o
    slips = sources.load("being_imitated").expected(supply)[1] / 2
    return supply, (other - 2 * slips) / (matched + other - slips)


def test_the_share_of_nonmatching_sights_follows_from_what_the_sources_bring():
    profile = load_species("macaca_mulatta")
    supply, share = share_brought(profile)
    assert supply.attention == profile.experience.watching_others.attention.value
    assert share == pytest.approx(nonmatching_share(supply), abs=1e-12)
    less, lower = share_brought(override(profile, {ENTERED: supply.attention / 10}))
    assert lower == pytest.approx(nonmatching_share(less), abs=1e-12)
    assert 0.5 < lower < share - 0.1


def test_the_share_of_nonmatching_sights_is_that_of_a_profile_of_the_first_edition():
    _, share = share_brought(first_edition("macaca_mulatta"))
    assert share == pytest.approx(0.88, abs=1e-9)


@pytest.mark.parametrize("off", ALL)
def test_switching_one_source_off_moves_no_draw_of_the_others(off):
    """Events from elsewhere stay byte for byte; only what comes of the source's own acts goes."""

    def events(without):
        population = Population(
            "homo_sapiens", seed=4, point=True, size=5, without=without, collect=False
        )
        acts, percepts = population._stages[0].block(0, 360_000)
        origin = np.asarray(acts.origin)
        keep = origin != ALL.index(off) + 1
        spontaneous = set(zip(*(np.asarray(c)[keep].tolist() for c in acts), strict=True))
        brought = {
            (t, a, x)
            for t, a, x, o in zip(*(np.asarray(c).tolist() for c in acts), strict=True)
            if o == ALL.index(off) + 1
        }
        rows = {
            row[:5]
            for row in zip(*(np.asarray(c).tolist() for c in percepts), strict=True)
            if row[5] != ALL.index(off) and (row[0], row[4], row[3]) not in brought
        }
        return spontaneous, rows

    with_acts, with_rows = events(())
    without_acts, without_rows = events((off,))
    assert with_acts == without_acts
    assert (
        with_rows <= without_rows
    )  # an act perceived through two sources is kept by the one that is left
    assert len(without_rows - with_rows) <= 0.05 * len(without_rows) + 5


def test_rules_and_accounts_meet_identical_experience():
    def ledger(account, **constants):
        population = Population(
            "macaca_mulatta",
            account,
            seed=4,
            point=True,
            size=5,
            constants=constants,
            collect=False,
        )
        population.forward(500_000)
        return [animal.ledger.frame() for animal in population.learners]

    for one, other, third in zip(
        ledger("associative"),
        ledger("none"),
        ledger("associative", initial_sd=0.5, alpha=0.1),
        strict=True,
    ):
        assert one.equals(other)
        assert one.equals(third)


def test_an_account_without_plasticity_changes_nothing():
    population = Population("homo_sapiens", "none", seed=1, point=True, size=3, collect=False)
    before = [animal.weights.copy() for animal in population.learners]
    population.forward(1_000_000)
    assert all(
        (b == animal.weights).all() for b, animal in zip(before, population.learners, strict=True)
    )


def test_self_observation_teaches_visible_acts_and_only_as_far_as_views_overlap():
    population = raised(
        "octopus_vulgaris",
        days=1,
        without=only("self_observation"),
        constants={"view_overlap": 0.5},
    )
    apart = raised(
        "octopus_vulgaris",
        days=1,
        without=only("self_observation"),
        constants={"view_overlap": 0.0},
    )
    assert response(population, chosen=lambda action: action.visible_to_self) > 0.1
    assert abs(response(population, chosen=lambda action: not action.visible_to_self)) < 0.03
    assert abs(response(apart)) < 1e-12
    own = apart.learners[0]
    assert (
        own.respond("grasp", view="self")[own.network.motor[apart.action("grasp")] == 1].mean()
        > 0.3
    )


def test_own_sound_makes_auditory_mirror_units_in_the_sparrow():
    population = raised(
        "melospiza_georgiana", without=only("self_observation"), constants={"view_overlap": 0.0}
    )
    assert response(population, "auditory", lambda action: action.audible) > 0.3
    assert abs(response(population, "visual")) < 1e-12


def test_being_imitated_teaches_opaque_acts_as_well_as_visible_ones():
    """At equal rates per action: common acts are copied more often, which is another matter."""
    profile = load_species("homo_sapiens")
    count = {kind: sum(a.kind == kind for a in profile.actions) for kind in ("visible", "opaque")}
    even = override(
        profile,
        {"acts.visible_share": count["visible"] / sum(count.values())}
        | {
            f"actions.{a.name}.share": 1 / count[a.kind] for a in profile.actions if a.kind in count
        },
    )
    found = {"opaque": [], "visible": []}
    for seed in range(6):
        population = raised(even, days=1, seed=seed, without=only("being_imitated"))
        for kind, each in found.items():
            each.append(response(population, chosen=lambda action, kind=kind: action.kind == kind))
    opaque, visible = np.array(found["opaque"]), np.array(found["visible"])
    difference = opaque - visible
    assert min(opaque.mean(), visible.mean()) > 0.05
    assert abs(difference.mean()) < 3 * difference.std(ddof=1) / np.sqrt(6) + 0.01


@pytest.mark.parametrize("source", ["synchrony", "mirrors"])
def test_synchrony_and_mirrors_alone_teach(source):
    profile = override(load_species("homo_sapiens"), {"experience.mirrors.rate": 5})
    population = raised(profile, days=1, without=only(source))
    assert response(population) > 0.1


def test_sound_alone_teaches_ears_and_not_eyes():
    population = raised("melospiza_georgiana", days=1, without=only("sound"))
    assert response(population, "auditory", lambda action: action.audible) > 0.05
    assert abs(response(population, "visual")) < 1e-12


def test_watching_others_alone_teaches_nothing_and_dilutes_the_rest():
    alone = nets("macaca_mulatta", without=only("watching_others"))
    assert abs(alone.mean()) < 3 * alone.std(ddof=1) / np.sqrt(len(alone)) + 0.02
    diluted = [
        response(raised("macaca_mulatta", seed=s, without=only("synchrony", "watching_others")))
        for s in range(4)
    ]
    pure = [response(raised("macaca_mulatta", seed=s, without=only("synchrony"))) for s in range(4)]
    difference = np.array(pure) - np.array(diluted)
    assert difference.mean() > 2 * difference.std(ddof=1) / 2
    assert difference.mean() > 0.02


def test_backward_efficacy_zero_cuts_what_being_imitated_teaches():
    """The copied one learns from act-then-see; the copier, from see-then-act, goes on learning."""

    def taught(backward):
        return np.array(
            [
                response(
                    raised(
                        "homo_sapiens",
                        days=0.5,
                        seed=seed,
                        without=only("being_imitated"),
                        constants={"backward_efficacy": backward},
                    )
                )
                for seed in range(4)
            ]
        )

    full, forward = taught(1.0), taught(0.0)
    assert full.mean() > 0.1
    assert forward.mean() < 0.75 * full.mean()


def test_the_world_decides_what_is_mirrored():
    """In a permuted world, counter-mirror units replace mirror units, and are as common."""
    options = {"replicates": 10, "days": 0.3, "without": ("self_observation", "sound")}
    mirror = nets("homo_sapiens", column="congruent", **options)
    counter = nets("homo_sapiens", column="counter", world="permuted", **options)
    left = nets("homo_sapiens", column="congruent", world="permuted", **options)
    difference = mirror - counter
    assert mirror.mean() > 0.1
    assert abs(difference.mean()) < 3 * difference.std(ddof=1) / np.sqrt(len(difference)) + 0.02
    assert left.mean() < 0.5 * counter.mean()


def test_solitary_animals_meet_nobody():
    population = Population("octopus_vulgaris", seed=1, point=True, size=3, collect=False)
    population.forward(1_000_000)
    met = {source for animal in population.learners for source in animal.ledger.frame()["source"]}
    assert met <= {"self_observation", "mirrors"}
    assert population.networks[0].number_of_edges() == 0


@pytest.mark.slow
def test_halving_the_tick_changes_nothing_beyond_sampling_error_sampled():
    found = {
        tick: np.array(
            [
                learning_curve(
                    raised("homo_sapiens", days=0.2, seed=s, size=4, constants={"tick": tick})
                )
                .query("modality == 'visual'")["mirror_index"]
                .mean()
                for s in range(8)
            ]
        )
        for tick in (0.01, 0.005)
    }
    coarse, fine = found[0.01], found[0.005]
    error = np.sqrt(coarse.var(ddof=1) / 8 + fine.var(ddof=1) / 8)
    assert coarse.mean() > 0.05
    assert abs(coarse.mean() - fine.mean()) < 3.5 * error


def test_delta_p_tells_contingent_from_accidental():
    population = raised("macaca_mulatta", days=0.5)
    table = population.learners[0].ledger.contingency()
    assert set(table["population"]) <= set(KINDS)
    own = table[table["population"] == "visual_self"]["delta_p"]
    other = table[table["population"] == "visual_other"]["delta_p"]
    assert own.min() > 0.9
    assert 0 < other.mean() < 0.6


def test_the_panel_has_eight_actions_and_names_are_checked():
    for species in library():
        assert len(panel(Repertoire.of(load_species(species)), 8)) == 8
    assert switched_off(["all"]) == tuple(sorted(ALL))
