"""What is heritable on the tree, against matrix powers and quadrature."""

import itertools
import math

import numpy as np
import pytest

from mirror_abm.animal import carriers as carriers_module
from mirror_abm.animal.carriers import Prior, carriers, transition
from mirror_abm.base.errors import InputError
from mirror_abm.profile.newick import newick, parse_newick
from mirror_abm.profile.tree import graft, redated, tree

SMALL = parse_newick("((A_a:10,B_b:10)X:80,C_c:90)R;")


@pytest.fixture
def rates(monkeypatch):
    """Fix the rates and the root, unequal so that gain and loss cannot be confused."""
    for name, value in (("GAIN", 0.01), ("LOSS", 0.003), ("ROOT", 0.8)):
        monkeypatch.setattr(carriers_module, name, Prior(value, value, value, "", ""))
    carriers_module._states.cache_clear()
    yield np.array([[-0.01, 0.01], [0.003, -0.003]]), np.array([0.2, 0.8])
    carriers_module._states.cache_clear()


def exponential(generator, years):
    """Return exp(Q t) as (1 + Q t / n)^n, by squaring, n = 2^20."""
    return np.linalg.matrix_power(np.eye(2) + generator * years / 2**20, 2**20)


def drawn(species, replicates, seed=11, **options):
    return np.array(
        [
            [carriers(seed, r, name, "visual", **options) for name in species]
            for r in range(replicates)
        ]
    )


def test_transition_is_the_exponential_of_the_generator(rates):
    generator, _ = rates
    for years in (0.0, 0.03, 10.0, 686.0):
        wanted = exponential(generator, years)
        assert np.allclose(transition(0.01, 0.003, years), wanted[:, 1], atol=1e-5)
    assert transition(0.0, 0.0, 50.0) == (0.0, 1.0)


def test_tips_carry_as_often_as_the_chain_says(rates):
    """All eight outcomes at three tips, by summing over both inner nodes."""
    generator, root = rates
    short, long, whole = (exponential(generator, years) for years in (10, 80, 90))
    wanted = {
        (a, b, c): sum(
            root[r] * long[r, x] * short[x, a] * short[x, b] * whole[r, c]
            for r in (0, 1)
            for x in (0, 1)
        )
        for a, b, c in itertools.product((0, 1), repeat=3)
    }
    assert math.isclose(sum(wanted.values()), 1, rel_tol=1e-6)
    n = 3000
    found = drawn(("a_a", "b_b", "c_c"), n, point=True, tree=SMALL)
    for outcome, chance in wanted.items():
        seen = (found == np.array(outcome, bool)).all(axis=1).mean()
        assert abs(seen - chance) < 4 * math.sqrt(chance * (1 - chance) / n), outcome


def test_a_species_that_is_given_a_place_carries_as_often_as_the_chain_says(rates):
    """The state at which it is grafted is drawn last, given both ends of the branch."""
    base = parse_newick("(A_a:90,C_c:90)R;")
    chances = {
        outcome: sum(
            rates[1][r]
            * exponential(rates[0], 80)[r, x]
            * exponential(rates[0], 10)[x, outcome[0]]
            * exponential(rates[0], 10)[x, outcome[1]]
            * exponential(rates[0], 90)[r, outcome[2]]
            for r in (0, 1)
            for x in (0, 1)
        )
        for outcome in itertools.product((0, 1), repeat=3)
    }
    n, more = 3000, graft(base, "b_b", "a_a", 10)
    found = drawn(("a_a", "b_b", "c_c"), n, point=True, tree=more)
    for outcome, chance in chances.items():
        seen = (found == np.array(outcome, bool)).all(axis=1).mean()
        assert abs(seen - chance) < 4 * math.sqrt(chance * (1 - chance) / n), outcome
    before = drawn(("a_a", "c_c"), 300, point=True, tree=base)
    assert (before == found[:300, ::2]).all()


def test_the_sketches_moved_nobody_nor_does_one_more():
    """In whatever order places are given, above, below or on one another's branches."""
    names = [name for name in tree().names if "~" not in name]
    more = tree()
    for species, beside, age in (
        ("a_a", "macaca_mulatta", 20),  # above the gelada's place
        ("b_b", "macaca_mulatta", 3),  # below it
        ("c_c", "theropithecus_gelada", 5),  # on the branch that was added
        ("d_d", "c_c", 2),
        ("e_e", "homo_sapiens", 200),
    ):
        more = graft(more, species, beside, age)
    assert len(more.grafts) == 6 + 5
    assert set(more.history) == set(range(len(more.names)))
    assert parse_newick(newick(more)).grafts.keys()
    for replicate in range(30):
        old, new = redated(tree(), 2, replicate), redated(more, 2, replicate)
        dates = [dict(zip(each.names, each.ages, strict=True)) for each in (old, new)]
        assert all(dates[0][name] == dates[1][name] for name in old.names)
        assert all(
            new.ages[node] < new.ages[parent] for node, parent in enumerate(new.parents) if node
        )
        for name in (*names, "theropithecus_gelada"):
            if name in tree().tips:
                before = carriers(1, replicate, name, "visual")
                assert before == carriers(1, replicate, name, "visual", tree=more)


def test_a_clade_without_a_name_is_no_graft():
    """Two tips are named ``a+b`` together: no species was given a place there."""
    assert parse_newick("((A_a:10,B_b:10):80,C_c:90)R;").grafts == {}
    assert len(tree().grafts) == 6


def test_rates_root_and_ages_are_integrated():
    """The chance that two sisters agree, over the priors, by quadrature.

    With equal expected rates each of them carries half of the time.
    """
    u = (np.arange(60) + 0.5) / 60
    rate = np.array([carriers_module.GAIN.draw(x) for x in u])
    gain, loss = np.meshgrid(rate, rate)
    total = gain + loss
    wanted = {}
    for years in (10.0, 90.0):
        changed = 1 - np.exp(-total * years)
        p01, p11 = gain / total * changed, 1 - loss / total * changed
        if years == 10.0:
            near = 1 - np.exp(-total * 80)
            carrier = 0.5 * (gain / total * near) + 0.5 * (1 - loss / total * near)
        else:
            carrier = np.full_like(total, 0.5)
        wanted[years] = float(
            (carrier * (p11**2 + (1 - p11) ** 2) + (1 - carrier) * (p01**2 + (1 - p01) ** 2)).mean()
        )
    n = 3000
    found = drawn(("a_a", "b_b", "c_c"), n, tree=SMALL)
    sisters, distant = (found[:, 0] == found[:, 1]).mean(), (found[:, 0] == found[:, 2]).mean()
    assert (
        abs(sisters - wanted[10.0]) < 0.025
    )  # 4 standard errors are 0.017; redated ages move it by less than 0.005
    assert abs(distant - wanted[90.0]) < 0.04
    assert sisters > distant + 0.1
    assert abs(found.mean() - 0.5) < 0.035


def test_sisters_are_more_alike_than_distant_species_on_the_real_tree():
    n, found = 400, {}
    for other in ("pan_troglodytes", "mus_musculus", "apis_mellifera"):
        pairs = drawn(("homo_sapiens", other), n)
        found[other] = (pairs[:, 0] == pairs[:, 1]).mean()
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert found["pan_troglodytes"] > 0.93
    assert found["apis_mellifera"] < 0.75


def test_the_answer_does_not_depend_on_who_is_asked_first_or_at_all():
    species = tree().tips
    first = {name: carriers(5, 3, name, "visual") for name in species}
    carriers_module._states.cache_clear()
    assert {name: carriers(5, 3, name, "visual") for name in reversed(species)} == first
    carriers_module._states.cache_clear()
    assert carriers(5, 3, "octopus_vulgaris", "visual") == first["octopus_vulgaris"]


def test_modalities_and_replicates_are_drawn_apart():
    tables = {
        m: np.array([carriers(0, r, "homo_sapiens", m) for r in range(250)])
        for m in carriers_module.MODALITIES
    }
    agree = (tables["visual"] == tables["auditory"]).mean()
    assert 0.37 < agree < 0.63
    assert 0.37 < tables["visual"].mean() < 0.63


def test_a_species_that_is_added_moves_nobody_but_its_sister():
    text = newick(tree()).replace(
        "Danio_rerio:177.48", "(Danio_rerio:20,Danio_albolineatus:20)Danio:157.48"
    )
    more = parse_newick(text)
    for replicate in range(40):
        before = {name: carriers(1, replicate, name, "visual") for name in tree().tips}
        after = {name: carriers(1, replicate, name, "visual", tree=more) for name in tree().tips}
        assert {k for k in before if before[k] != after[k]} <= {"danio_rerio"}


def test_names_of_variants_and_of_science_stand_at_one_tip():
    wanted = carriers(0, 1, "macaca_mulatta", "visual")
    assert carriers(0, 1, "Macaca mulatta", "visual") == wanted
    assert carriers(0, 1, "macaca_mulatta_captive", "visual") == wanted


def test_a_species_without_a_place_is_told_how_to_get_one():
    with pytest.raises(
        InputError,
        match=r"homo_sapeins.*Did you mean homo_sapiens\? `mirror-abm tree homo_sapeins --beside",
    ):
        carriers(0, 0, "homo_sapeins", "visual")
    assert carriers(0, 0, "my_animal", "visual", carrier=True) is True
    assert carriers(0, 0, "my_animal", "visual", carrier=False) is False
    with pytest.raises(InputError, match="carrier = 'yes'"):
        carriers(0, 0, "my_animal", "visual", carrier="yes")
    with pytest.raises(InputError, match="modality"):
        carriers(0, 0, "homo_sapiens", "touch")
